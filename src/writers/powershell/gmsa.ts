import type { MigrationPlan } from '../../types/migration-plan.js';
import { valuesOf } from './plan-values.js';
import { ps } from './ps.js';
import type { Script, ScriptRow } from './script.js';
import { logHelp, logSnippet, outcomeSnippet } from './snippets.js';

/** The group managed service account that is advised as directory service account. */
export const gmsaScript: Script = {
  name: 'New-MdiGmsa',
  head: ps`
<#
.SYNOPSIS
    Creates a group managed service account (gMSA) as directory service account of Defender for Identity.

.DESCRIPTION
    Run this only after the decision for a new group managed service account. It uses New-MDIDSA of Microsoft's module
    DefenderForIdentity, which creates the account and the group that may use it, and lets the account read the
    container of deleted objects. An account that exists already is left alone and only tested.

    What remains by hand: put the servers with sensors v2.x into the group, and register the account in the portal
    (Settings > Identities > Directory service accounts). No public interface does that. Sensors v3.x use no such
    account.

    Run it with -WhatIf first. Without -WhatIf it asks before it creates anything. It can be run again at any time.

.PARAMETER Identity
    Name of the account, without the $ at the end: at most 16 characters.

.PARAMETER GmsaGroupName
    Name of the group of servers that may use the account: at most 28 characters.

.PARAMETER BaseDn
    Distinguished name of the place where to create the account; the module chooses without it.

.PARAMETER Server
    Domain controller to work on.

.PARAMETER Domain
    Domain to work in.

${logHelp}

.EXAMPLE
    .\New-MdiGmsa.ps1 -Identity 'mdisvc' -GmsaGroupName 'mdisvc-servers' -WhatIf

    Shows whether the account would be created.

.NOTES
    Permission: the right to create accounts and groups and to change the container of deleted objects in the domain.
    Written by ata2mdi, which is not a product of Microsoft.
#>

#Requires -Version 5.1

[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^[A-Za-z0-9_-]{1,16}$')]
    [string]$Identity,

    [Parameter(Mandatory = $true)]
    [ValidateLength(1, 28)]
    [string]$GmsaGroupName,

    [ValidateNotNullOrEmpty()]
    [string]$BaseDn,

    [ValidatePattern('^[A-Za-z0-9.-]+$')]
    [string]$Server,

    [ValidatePattern('^[A-Za-z0-9.-]+$')]
    [string]$Domain,

    [ValidateNotNullOrEmpty()]
    [string]$LogPath = '.\New-MdiGmsa.log'
)
`,
  items: accountRows,
  body: ps`
${logSnippet}${outcomeSnippet}
# The object in Active Directory that has the account's name, if there is one. The name was checked to be letters,
# digits, _ and -, so nothing in it means anything to LDAP.
function Find-Account {
    $searcher = New-Object -TypeName System.DirectoryServices.DirectorySearcher
    $place = if ($Server) { $Server } else { $Domain }
    if ($place) {
        $searcher.SearchRoot = New-Object -TypeName System.DirectoryServices.DirectoryEntry -ArgumentList ('LDAP://{0}' -f $place)
    }
    $searcher.Filter = '(|(sAMAccountName={0})(sAMAccountName={0}$))' -f $Identity
    return $searcher.FindOne()
}

if (-not (Get-Module -ListAvailable -Name 'DefenderForIdentity')) {
    throw 'The PowerShell module DefenderForIdentity is missing. Install it: Install-Module -Name DefenderForIdentity'
}
Import-Module -Name 'DefenderForIdentity' -Verbose:$false

foreach ($item in $Items) {
    Write-ScriptLog -Message ('In ATA, {0} of {1} reads Active Directory.' -f $item.AtaAccount, $item.AtaDomain)
    if ($item.AtaAccount -eq $Identity) {
        Write-ScriptWarning -Message ('{0} is the account that ATA uses. Choose another name for the new one.' -f $Identity)
    }
}

$found = Find-Account
if ($found) {
    $kind = @($found.Properties['objectclass'])[-1]
    if ($kind -ne 'msDS-GroupManagedServiceAccount') {
        throw ('{0} exists already and is no group managed service account but a {1}.' -f $Identity, $kind)
    }
    Write-Outcome -ItemId 'directory-services/group-managed-service-account' -Target $Identity -Setting 'account' -Before $found.Path -After $found.Path -Outcome 'AlreadySet'
}
elseif ($PSCmdlet.ShouldProcess(('account {0}, group {1}' -f $Identity, $GmsaGroupName), 'Create the group managed service account (New-MDIDSA)')) {
    $arguments = @{ Identity = $Identity; GmsaGroupName = $GmsaGroupName }
    if ($BaseDn) { $arguments['BaseDn'] = $BaseDn }
    if ($Server) { $arguments['Server'] = $Server }
    if ($Domain) { $arguments['Domain'] = $Domain }
    $said = @(New-MDIDSA @arguments)
    foreach ($line in $said) {
        Write-ScriptLog -Message ('New-MDIDSA: {0}' -f $line)
    }
    Write-Outcome -ItemId 'directory-services/group-managed-service-account' -Target $Identity -Setting 'account' -Before $null -After $Identity -Outcome 'Changed'
}
else {
    Write-Outcome -ItemId 'directory-services/group-managed-service-account' -Target $Identity -Setting 'account' -Before $null -After $Identity -Outcome (Get-RefusalWord)
    return
}

# Reading only. It tells of every test by itself whether it was passed.
Test-MDIDSA -Identity $Identity -Detailed
Write-ScriptWarning -Message ('By hand: add the servers with sensors v2.x to the group of {0}, and register {0}$ under Settings > Identities > Directory service accounts, as a group managed service account.' -f $Identity)
`,
};

function accountRows({ items }: MigrationPlan): ScriptRow[] {
  return items
    .filter(({ id }) => id.startsWith('directory-services/account/'))
    .map((item) => {
      const { Account, Domain } = valuesOf(item);
      return { ItemId: item.id, AtaAccount: Account?.[0] ?? null, AtaDomain: Domain?.[0] ?? null };
    });
}
