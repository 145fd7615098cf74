import { ps } from './ps.js';
import type { Script } from './script.js';
import { graphParameters, graphSnippet, logHelp, logSnippet, tenantHelp } from './snippets.js';

/** What can be read back from Defender for Identity. It changes nothing, so it has no `-WhatIf`. */
export const observedScript: Script = {
  name: 'Get-MdiObserved',
  head: ps`
<#
.SYNOPSIS
    Reads what is set in Defender for Identity into files, for the record and for ata2mdi verify. It changes nothing.

.DESCRIPTION
    Reads, as far as Microsoft's public interfaces go:

      sensors.json                  sensors with their settings and state    Microsoft Graph v1.0
      healthIssues.json             health issues                            Microsoft Graph v1.0
      autoAuditingConfiguration.json  automatic Windows auditing (v3.x)      Microsoft Graph v1.0
      identityAccountTags.json      tags of users                            advanced hunting
      roles.json                    roles of unified RBAC                    Microsoft Graph BETA
      roleAssignments.json          who has them                             Microsoft Graph BETA
      MDI-configuration-report-*    Windows auditing of the domain           module DefenderForIdentity,
                                                                             with -ConfigurationReport

    Lists are read to their end. Each file holds the elements as Microsoft Graph answered them. What cannot be read is
    said and left out; the others are read all the same.

    No public interface gives: directory service accounts, syslog, notifications, VPN, exclusions, alert tuning, report
    schedules, and tags of devices and groups. Look at those in the portal.

    The files say which accounts are honeytokens or sensitive: they are confidential.

.PARAMETER OutputFolder
    Folder to make. It must not exist.

.PARAMETER SkipTags
    Leave the tags of users out.

.PARAMETER SkipRoles
    Leave the roles out, which are read from the beta of Microsoft Graph.

.PARAMETER ConfigurationReport
    Also let the module DefenderForIdentity report on Windows auditing of the domain of this computer.

${tenantHelp}

${logHelp}

.EXAMPLE
    .\Get-MdiObserved.ps1 -OutputFolder .\observed

    Reads everything into the folder observed.

.NOTES
    Permissions: SecurityIdentitiesSensors.Read.All, SecurityIdentitiesHealth.Read.All,
    SecurityIdentitiesAutoConfig.Read.All, ThreatHunting.Read.All, RoleManagement.Read.Defender.
    Whether tags can be hunted depends on licences. The only POST is the hunting query, which reads.
    Written by ata2mdi, which is not a product of Microsoft.
#>

#Requires -Version 5.1

[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)]
    [ValidateNotNullOrEmpty()]
    [string]$OutputFolder,

    [switch]$SkipTags,

    [switch]$SkipRoles,

    [switch]$ConfigurationReport,

    ${graphParameters}

    [ValidateNotNullOrEmpty()]
    [string]$LogPath = '.\Get-MdiObserved.log'
)
`,
  items: () => [],
  body: ps`
$graph = 'https://graph.microsoft.com'
${logSnippet}
${graphSnippet}
# Writes a file in UTF-8 without a byte order mark.
function Write-ObservedFile {
    param([string]$Name, [string]$Text, [int]$Count)
    $path = Join-Path -Path $folder -ChildPath $Name
    [System.IO.File]::WriteAllText($path, $Text, (New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false))
    Write-ScriptLog -Message ('{0}: {1} elements' -f $Name, $Count)
    [pscustomobject]@{ File = $path; Elements = $Count; Error = $null }
}

# A property that may not be there.
function Get-Property {
    param($Object, [string]$Name)
    $property = $Object.PSObject.Properties[$Name]
    if ($property) { $property.Value }
}

# Reads a list to its end and writes its elements into one document. The answers are taken as text and not as the module
# interprets them, so that times stay as they were sent.
function Save-GraphList {
    param([string]$Name, [string]$Uri)
    $elements = New-Object -TypeName 'System.Collections.Generic.List[string]'
    $context = $null
    $next = $Uri
    while ($next) {
        $page = ConvertFrom-Json -InputObject (Invoke-MgGraphRequest -Method GET -Uri $next -OutputType Json)
        if (-not $context) { $context = Get-Property -Object $page -Name '@odata.context' }
        foreach ($element in @(Get-Property -Object $page -Name 'value')) {
            if ($null -ne $element) { $elements.Add((ConvertTo-Json -InputObject $element -Depth 20 -Compress)) }
        }
        $next = Get-Property -Object $page -Name '@odata.nextLink'
    }
    $contextText = if ($context) { ConvertTo-Json -InputObject $context } else { 'null' }
    $separator = ',' + [Environment]::NewLine
    $text = '{{"@odata.context":{0},"value":[{1}{2}{1}]}}' -f $contextText, [Environment]::NewLine, ($elements -join $separator)
    Write-ObservedFile -Name $Name -Text $text -Count $elements.Count
}

# Says what could not be read. One missing right or licence is no reason to leave the rest out.
function Write-ObservedError {
    param([string]$Name, $Problem)
    Write-ScriptWarning -Message ('{0} could not be read: {1}' -f $Name, $Problem.Exception.Message)
    [pscustomobject]@{ File = $Name; Elements = 0; Error = $Problem.Exception.Message }
}

$folder = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($OutputFolder)
if (Test-Path -LiteralPath $folder) {
    throw ('{0} exists already. Choose another -OutputFolder: nothing is overwritten.' -f $folder)
}

$lists = @(
    [pscustomobject]@{ Name = 'sensors.json'; Uri = '{0}/v1.0/security/identities/sensors' -f $graph; Scope = 'SecurityIdentitiesSensors.Read.All' }
    [pscustomobject]@{ Name = 'healthIssues.json'; Uri = '{0}/v1.0/security/identities/healthIssues' -f $graph; Scope = 'SecurityIdentitiesHealth.Read.All' }
)
if (-not $SkipRoles) {
    $lists += [pscustomobject]@{ Name = 'roles.json'; Uri = '{0}/beta/roleManagement/defender/roleDefinitions' -f $graph; Scope = 'RoleManagement.Read.Defender' }
    $lists += [pscustomobject]@{ Name = 'roleAssignments.json'; Uri = '{0}/beta/roleManagement/defender/roleAssignments' -f $graph; Scope = 'RoleManagement.Read.Defender' }
}
$scopes = @($lists | ForEach-Object -Process { $_.Scope }) + 'SecurityIdentitiesAutoConfig.Read.All'
if (-not $SkipTags) { $scopes += 'ThreatHunting.Read.All' }
Connect-GraphSession -Scopes @($scopes | Select-Object -Unique)

[void](New-Item -Path $folder -ItemType Directory)
foreach ($list in $lists) {
    try {
        Save-GraphList -Name $list.Name -Uri $list.Uri
    }
    catch {
        Write-ObservedError -Name $list.Name -Problem $_
    }
}

try {
    $text = Invoke-MgGraphRequest -Method GET -Uri ('{0}/v1.0/security/identities/settings/autoAuditingConfiguration' -f $graph) -OutputType Json
    Write-ObservedFile -Name 'autoAuditingConfiguration.json' -Text $text -Count 1
}
catch {
    Write-ObservedError -Name 'autoAuditingConfiguration.json' -Problem $_
}

if (-not $SkipTags) {
    # Columns of IdentityAccountInfo: documentation of advanced hunting, 2026-02-04. Which words stand in Tags is not
    # documented.
    $query = 'IdentityAccountInfo | where Timestamp > ago(7d) | where SourceProvider == "ActiveDirectory" | summarize arg_max(Timestamp, *) by Sid | where array_length(Tags) > 0 | project Sid, AccountUpn, DisplayName, Tags'
    try {
        $text = Invoke-MgGraphRequest -Method POST -Uri ('{0}/v1.0/security/runHuntingQuery' -f $graph) -Body (ConvertTo-GraphJson -Body @{ Query = $query }) -ContentType 'application/json' -OutputType Json
        $results = @(Get-Property -Object (ConvertFrom-Json -InputObject $text) -Name 'results')
        Write-ObservedFile -Name 'identityAccountTags.json' -Text $text -Count $results.Count
    }
    catch {
        Write-ObservedError -Name 'identityAccountTags.json' -Problem $_
    }
}

if ($ConfigurationReport) {
    try {
        Import-Module -Name 'DefenderForIdentity' -Verbose:$false
        New-MDIConfigurationReport -Path $folder -Mode Domain
    }
    catch {
        Write-ObservedError -Name 'MDI-configuration-report' -Problem $_
    }
}
Write-ScriptWarning -Message ('{0} is confidential: it says which accounts are honeytokens or sensitive.' -f $folder)
`,
};
