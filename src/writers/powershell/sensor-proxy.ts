import type { MigrationPlan } from '../../types/migration-plan.js';
import { valuesOf } from './plan-values.js';
import { ps } from './ps.js';
import type { Script, ScriptRow } from './script.js';
import { logHelp, logSnippet, outcomeSnippet } from './snippets.js';

/** The proxy of a sensor v2.x, which is set on its server. ATA's configuration holds none to carry over. */
export const sensorProxyScript: Script = {
  name: 'Set-MdiSensorProxy',
  head: ps`
<#
.SYNOPSIS
    Sets the proxy through which the Defender for Identity sensor v2.x of this server reaches its service.

.DESCRIPTION
    Run this on each server with a sensor v2.x that has no direct way to the internet. It uses
    Set-MDISensorProxyConfiguration of Microsoft's module DefenderForIdentity. Which proxy to use, ATA does not know:
    give it with -ProxyUrl. Sensors v3.x take their proxy from policies in the registry of the server instead.

    Run it with -WhatIf first. Without -WhatIf it asks before it changes anything. A proxy that is set already is left
    alone, so it can be run again at any time.

.PARAMETER ProxyUrl
    Address of the proxy, such as http://proxy.contoso.com:8080. No user and no password in it.

.PARAMETER ProxyCredential
    Where the proxy asks for a sign-in: give a user name and type the password when asked, or pass what Get-Credential
    returns. Whether a password is the same cannot be seen, so with it the setting is always offered to be written.

.PARAMETER RestartService
    Restart the services of the sensor afterwards, which asks once more. Until then the change has no effect.

${logHelp}

.EXAMPLE
    .\Set-MdiSensorProxy.ps1 -ProxyUrl 'http://proxy.contoso.com:8080' -WhatIf

    Shows what would be changed on this server.

.NOTES
    Permission: local administrator of the server. The proxy must not inspect TLS.
    Written by ata2mdi, which is not a product of Microsoft.
#>

#Requires -Version 5.1

[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param(
    [Parameter(Mandatory = $true)]
    [ValidatePattern('^https?://[^/@\s]+/?$')]
    [string]$ProxyUrl,

    [System.Management.Automation.PSCredential]
    [System.Management.Automation.Credential()]
    $ProxyCredential = [System.Management.Automation.PSCredential]::Empty,

    [switch]$RestartService,

    [ValidateNotNullOrEmpty()]
    [string]$LogPath = '.\Set-MdiSensorProxy.log'
)
`,
  items: serverRows,
  body: ps`
${logSnippet}${outcomeSnippet}
if (-not (Get-Module -ListAvailable -Name 'DefenderForIdentity')) {
    throw 'The PowerShell module DefenderForIdentity is missing. Install it: Install-Module -Name DefenderForIdentity'
}
Import-Module -Name 'DefenderForIdentity' -Verbose:$false

# Names of the services: Microsoft's documentation of the sensor v2.x.
$services = @('AATPSensorUpdater', 'AATPSensor')
if (-not (Get-Service -Name 'AATPSensor' -ErrorAction SilentlyContinue)) {
    throw ('There is no sensor v2.x on {0}. Install it first; a sensor v3.x takes its proxy from policies in the registry.' -f $env:COMPUTERNAME)
}

$here = @($Items | Where-Object -FilterScript { ([string]$_.Server).Split('.')[0] -eq $env:COMPUTERNAME })
$itemId = (@($here | ForEach-Object -Process { $_.ItemId }) -join ', ')
if ($here.Count -eq 0) {
    Write-ScriptWarning -Message ('The plan has no sensor for {0}. Its servers: {1}' -f $env:COMPUTERNAME, (@($Items | ForEach-Object -Process { $_.Server }) -join ', '))
}

$hasCredential = $ProxyCredential -ne [System.Management.Automation.PSCredential]::Empty
$now = Get-MDISensorProxyConfiguration
$before = $null
$userBefore = $null
if ($now -and $now.IsProxyEnabled) {
    $before = [string]$now.Url
    if ($now.IsAuthenticationProxyEnabled) { $userBefore = [string]$now.UserName }
}
$outcome = @{ ItemId = $itemId; Target = $env:COMPUTERNAME; Setting = 'proxy'; Before = $before; After = $ProxyUrl }
$isSame = $before -and $before.TrimEnd('/') -eq $ProxyUrl.TrimEnd('/') -and -not $hasCredential -and -not $userBefore

$isChanged = $false
if ($isSame) {
    Write-Outcome @outcome -Outcome 'AlreadySet'
}
else {
    $action = 'Set the proxy of the sensor from "{0}" to "{1}"' -f $before, $ProxyUrl
    if ($hasCredential) { $action = '{0}, signing in as {1}' -f $action, $ProxyCredential.UserName }
    elseif ($userBefore) { $action = '{0}, no longer signing in as {1}' -f $action, $userBefore }
    if ($PSCmdlet.ShouldProcess($env:COMPUTERNAME, $action)) {
        $arguments = @{ ProxyUrl = $ProxyUrl }
        if ($hasCredential) { $arguments['ProxyCredential'] = $ProxyCredential }
        [void](Set-MDISensorProxyConfiguration @arguments)
        $isChanged = $true
        Write-Outcome @outcome -Outcome 'Changed'
    }
    else {
        Write-Outcome @outcome -Outcome (Get-RefusalWord)
    }
}

if ($RestartService -and ($isChanged -or $WhatIfPreference)) {
    if ($PSCmdlet.ShouldProcess(('{0} on {1}' -f ($services -join ', '), $env:COMPUTERNAME), 'Restart the services of the sensor')) {
        Restart-Service -Name $services -Confirm:$false
        Write-ScriptLog -Message ('Restarted: {0}' -f ($services -join ', '))
    }
}
elseif ($isChanged) {
    Write-ScriptWarning -Message ('Restart the services of the sensor for the change to take effect: {0}' -f ($services -join ', '))
}
if ($isChanged) {
    # Reading only: tries the way to the service.
    Test-MDISensorApiConnection
}
`,
};

const sensorReasons: readonly string[] = [
  'lightweight-gateway-to-sensor',
  'gateway-to-sensors-on-dcs',
  'gateway-kind-unknown',
];

/** The servers that get a sensor, as far as the plan names them. */
function serverRows({ items }: MigrationPlan): ScriptRow[] {
  return items
    .filter(({ reason }) => sensorReasons.includes(reason.code))
    .flatMap((item) => {
      const { Name, 'Domain controllers': controllers } = valuesOf(item);
      const isOwn = item.reason.code === 'lightweight-gateway-to-sensor';
      const servers = isOwn ? [item.entities[0]?.dnsName ?? Name?.[0]] : (controllers ?? []);
      return servers.flatMap((Server) => (Server === undefined ? [] : [{ ItemId: item.id, Server }]));
    });
}
