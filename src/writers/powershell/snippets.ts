/**
 * Parts that several scripts share. Each script is one file that can be read and copied by itself, so it carries what it
 * needs. No part changes anything but the script's own log.
 */

import { ps } from './ps.js';

/** `Write-ScriptLog` and `Write-ScriptWarning`: note what is done in the file of `-LogPath`. */
export const logSnippet = ps`
# A text on one line that does nothing to a console: names in a directory are chosen by others.
function Get-VisibleText {
    param([string]$Text)
    return [regex]::Replace($Text, '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]', '?')
}

# Notes a line in the log, in UTC. A run with -WhatIf is logged too: it shows what would be changed.
function Write-ScriptLog {
    param([string]$Message)
    $line = '{0}  {1}' -f [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ'), (Get-VisibleText -Text $Message)
    Add-Content -LiteralPath $LogPath -Value $line -Encoding UTF8 -WhatIf:$false -Confirm:$false
    Write-Verbose -Message (Get-VisibleText -Text $Message)
}

# Says what people should look at, and notes it.
function Write-ScriptWarning {
    param([string]$Message)
    Write-Warning -Message (Get-VisibleText -Text $Message)
    Write-ScriptLog -Message ('Warning: {0}' -f $Message)
}

Write-ScriptLog -Message ('Plan of {0}; facts as of {1}; {2}' -f ($Plan.Centers -join ', '), $Plan.FactsAsOf, $Plan.WrittenBy)
`;

/** `Write-Outcome` and `Get-RefusalWord`: what came of a change. Needs the log. */
export const outcomeSnippet = ps`
# What came of one change: an object for the pipeline, and a line in the log.
function Write-Outcome {
    param([string]$ItemId, [string]$Target, [string]$Setting, $Before, $After, [string]$Outcome)
    Write-ScriptLog -Message ('{0}: {1} of {2}: {3} -> {4}  [{5}]' -f $Outcome, $Setting, $Target, ($Before -join ', '), ($After -join ', '), $ItemId)
    [pscustomobject]@{
        Outcome = $Outcome
        Target  = $Target
        Setting = $Setting
        Before  = $Before
        After   = $After
        ItemId  = $ItemId
    }
}

# Why a change was not made, though it is wanted.
function Get-RefusalWord {
    if ($WhatIfPreference) { 'WhatIf' } else { 'Declined' }
}
`;

/**
 * `Connect-GraphSession`, `Get-GraphPage`, `ConvertTo-GraphJson`: signing in to Microsoft Graph, reading its lists, and
 * what to send. The module has aliases such as Connect-Graph, which would be taken before a function of that name.
 */
export const graphSnippet = ps`
# Signs in to Microsoft Graph with these permissions, unless that is done. The module Microsoft.Graph.Authentication is
# all that is needed.
function Connect-GraphSession {
    param([string[]]$Scopes)
    if (-not (Get-Module -ListAvailable -Name 'Microsoft.Graph.Authentication')) {
        throw 'The PowerShell module Microsoft.Graph.Authentication is missing. Install it: Install-Module -Name Microsoft.Graph.Authentication -Scope CurrentUser'
    }
    Import-Module -Name 'Microsoft.Graph.Authentication' -Verbose:$false
    $context = Get-MgContext
    $isFit = $context -and (-not $TenantId -or $context.TenantId -eq $TenantId)
    foreach ($scope in $Scopes) {
        if ($isFit -and $context.Scopes -notcontains $scope) {
            $isFit = $false
        }
    }
    if (-not $isFit) {
        $arguments = @{ Scopes = $Scopes }
        if ($TenantId) {
            $arguments['TenantId'] = $TenantId
        }
        [void](Connect-MgGraph @arguments)
        $context = Get-MgContext
    }
    if (-not $context) {
        throw 'Signing in to Microsoft Graph did not succeed.'
    }
    if ($TenantId -and $context.TenantId -ne $TenantId) {
        throw ('Signed in to tenant {0}, not to {1}.' -f $context.TenantId, $TenantId)
    }
    Write-ScriptLog -Message ('Microsoft Graph: tenant {0}, signed in as {1}' -f $context.TenantId, $context.Account)
}

# Reads a list of Microsoft Graph to its end. Every element is a hashtable.
function Get-GraphPage {
    param([string]$Uri, [hashtable]$Headers = @{})
    $next = $Uri
    while ($next) {
        $page = Invoke-MgGraphRequest -Method GET -Uri $next -Headers $Headers
        foreach ($element in @($page['value'])) {
            if ($null -ne $element) { $element }
        }
        $next = $page['@odata.nextLink']
    }
}

# A body as JSON in ASCII, so that no version of PowerShell sends letters in an encoding that the service does not expect.
function ConvertTo-GraphJson {
    param($Body)
    $json = ConvertTo-Json -InputObject $Body -Depth 10 -Compress
    return [regex]::Replace($json, '[^\x20-\x7E]', {
            param($match)
            '\u{0:x4}' -f [int][char]$match.Value
        })
}
`;

/** The parameters that every script which signs in to Microsoft Graph has. */
export const graphParameters = ps`
    [ValidatePattern('^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$')]
    [string]$TenantId,
`.trim();

/** Help of {@link graphParameters}. */
export const tenantHelp = ps`
.PARAMETER TenantId
    Id of the tenant. Give it where you work with several: signed in to another one, the script stops before it reads
    or changes anything.
`.trim();

/** Help of `-LogPath`. */
export const logHelp = ps`
.PARAMETER LogPath
    File to which a line is added for everything that is read, changed or left alone. No secret is written to it.
`.trim();
