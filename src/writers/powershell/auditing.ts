import type { MigrationPlan } from '../../types/migration-plan.js';
import { ps } from './ps.js';
import type { Script, ScriptRow } from './script.js';
import { logHelp, logSnippet, outcomeSnippet } from './snippets.js';

/** Windows auditing on the servers with sensors, by Microsoft's own module. */
export const auditingScript: Script = {
  name: 'Set-MdiAuditing',
  head: ps`
<#
.SYNOPSIS
    Switches on the Windows auditing that Defender for Identity sensors need, with Microsoft's module DefenderForIdentity.

.DESCRIPTION
    Tests every configuration (Test-MDIConfiguration) and sets those that are missing (Set-MDIConfiguration). In mode
    Domain the module makes group policies and links them; in mode LocalMachine it changes this server.

    Run it with -WhatIf first: it then only tests, and shows what it would set. Without -WhatIf it asks before every
    configuration. What is in order already is left alone, so it can be run again at any time.

    Run it in each domain. For sensors v3.x the service can do it by itself instead: Settings > Identities > Advanced
    features.

.PARAMETER Mode
    Domain (group policies, the default) or LocalMachine.

.PARAMETER Configuration
    Configurations in place of those of the plan, by the module's names. Add what is for other servers only where you
    have such a server: AdfsAuditing (AD FS), AdvancedAuditPolicyCAs and CAAuditing (AD CS), EntraConnectAuditing
    (Microsoft Entra Connect). RemoteSAM and AdRecycleBin are by choice.

.PARAMETER GpoNamePrefix
    What the names of the group policies begin with.

.PARAMETER Server
    Domain controller to work on.

.PARAMETER Identity
    The directory service account, for configurations that ask for it.

.PARAMETER CreateGpoDisabled
    Make the group policies, but switched off.

.PARAMETER SkipGpoLink
    Make the group policies, but do not link them.

.PARAMETER ReportFolder
    Folder for the module's own report (New-MDIConfigurationReport) of how things are afterwards.

${logHelp}

.EXAMPLE
    .\Set-MdiAuditing.ps1 -WhatIf

    Shows which configurations of the domain are missing.

.EXAMPLE
    .\Set-MdiAuditing.ps1 -GpoNamePrefix 'CONTOSO' -SkipGpoLink -ReportFolder .

    Makes the group policies for review without linking them, and writes a report.

.NOTES
    Permission: presumed to be the right to make and link group policies in the domain.
    Which configurations domain controllers need is presumed from their names.
    Written by ata2mdi, which is not a product of Microsoft.
#>

#Requires -Version 5.1

[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param(
    [ValidateSet('Domain', 'LocalMachine')]
    [string]$Mode = 'Domain',

    [ValidateSet('AdfsAuditing', 'AdRecycleBin', 'AdvancedAuditPolicyCAs', 'AdvancedAuditPolicyDCs', 'CAAuditing', 'ConfigurationContainerAuditing', 'DomainObjectAuditing', 'EntraConnectAuditing', 'NTLMAuditing', 'ProcessorPerformance', 'RemoteSAM')]
    [string[]]$Configuration,

    [ValidateNotNullOrEmpty()]
    [string]$GpoNamePrefix,

    [ValidatePattern('^[A-Za-z0-9.-]+$')]
    [string]$Server,

    [ValidateNotNullOrEmpty()]
    [string]$Identity,

    [switch]$CreateGpoDisabled,

    [switch]$SkipGpoLink,

    [ValidateNotNullOrEmpty()]
    [string]$ReportFolder,

    [ValidateNotNullOrEmpty()]
    [string]$LogPath = '.\Set-MdiAuditing.log'
)
`,
  items: configurationRows,
  body: ps`
${logSnippet}${outcomeSnippet}
if (-not (Get-Module -ListAvailable -Name 'DefenderForIdentity')) {
    throw 'The PowerShell module DefenderForIdentity is missing. Install it: Install-Module -Name DefenderForIdentity'
}
Import-Module -Name 'DefenderForIdentity' -Verbose:$false

$wanted = @(
    if ($Configuration) { $Configuration } else { $Items | ForEach-Object -Process { $_.Configuration } }
)
$itemIds = @($Items | ForEach-Object -Process { $_.ItemId } | Select-Object -Unique)

# What testing and setting have in common.
$common = @{ Mode = $Mode }
if ($GpoNamePrefix) { $common['GpoNamePrefix'] = $GpoNamePrefix }
if ($Server) { $common['Server'] = $Server }
$forSetting = @{}
if ($Identity) { $forSetting['Identity'] = $Identity }
if ($CreateGpoDisabled) { $forSetting['CreateGpoDisabled'] = $true }
if ($SkipGpoLink) { $forSetting['SkipGpoLink'] = $true }

foreach ($name in $wanted) {
    $outcome = @{ ItemId = ($itemIds -join ', '); Target = $Mode; Setting = $name; After = 'in order' }
    # In order is only what the command answers with nothing but true. That its answer is true or false is presumed: any
    # other answer counts as missing, and you are asked.
    $answers = @(Test-MDIConfiguration @common -Configuration $name)
    $others = @($answers | Where-Object -FilterScript { $_ -isnot [bool] -or -not $_ })
    if ($answers.Count -gt 0 -and $others.Count -eq 0) {
        Write-Outcome @outcome -Before 'in order' -Outcome 'AlreadySet'
        continue
    }
    if ($PSCmdlet.ShouldProcess(('{0}, mode {1}' -f $name, $Mode), 'Set-MDIConfiguration')) {
        # This script has asked already.
        [void](Set-MDIConfiguration @common @forSetting -Configuration $name -Confirm:$false)
        Write-Outcome @outcome -Before 'missing' -Outcome 'Changed'
    }
    else {
        Write-Outcome @outcome -Before 'missing' -Outcome (Get-RefusalWord)
    }
}

if ($ReportFolder -and -not $WhatIfPreference) {
    $forReport = @{ Path = $ReportFolder; Mode = $Mode }
    if ($GpoNamePrefix) { $forReport['GpoNamePrefix'] = $GpoNamePrefix }
    if ($Server) { $forReport['Server'] = $Server }
    if ($Identity) { $forReport['Identity'] = $Identity }
    New-MDIConfigurationReport @forReport
}
Write-Verbose -Message 'Group policies take effect on the domain controllers when these refresh them.'
`,
};

/** The configurations that the plan asks for, one a row. */
function configurationRows({ items }: MigrationPlan): ScriptRow[] {
  return items
    .filter(({ reason }) => reason.code === 'windows-auditing')
    .flatMap(({ id, target }) => {
      const list = target?.values.find(({ field }) => field === 'Configuration')?.value ?? '';
      return list
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '')
        .map((Configuration) => ({ ItemId: id, Configuration }));
    });
}
