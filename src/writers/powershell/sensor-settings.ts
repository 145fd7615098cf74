import { itemId } from '../../ids.js';
import type { Item, MigrationPlan } from '../../types/migration-plan.js';
import { valuesOf } from './plan-values.js';
import { ps } from './ps.js';
import type { Script, ScriptRow } from './script.js';
import {
  graphParameters,
  graphSnippet,
  logHelp,
  logSnippet,
  outcomeSnippet,
  tenantHelp,
} from './snippets.js';

/** Settings of sensors by Microsoft Graph v1.0: everything that its update call is documented to take. */
export const sensorSettingsScript: Script = {
  name: 'Set-MdiSensorSettings',
  head: ps`
<#
.SYNOPSIS
    Sets description, delayed update and domain controllers of Defender for Identity sensors, by Microsoft Graph v1.0.

.DESCRIPTION
    Carries over what ATA's Gateways have, for sensors that are installed already:

      description          for the sensor on the server of each ATA Lightweight Gateway that has one in ATA, and for
                           the sensors named with -SensorName
      domain controllers   for the standalone sensors named with -StandaloneSensor, after that decision
      delayed update       for the sensors v2.x named with -DelayedUpdate, after that decision

    Run it with -WhatIf first: it then only reads, and shows what it would change. Without -WhatIf it asks before every
    change. It changes only what differs, so it can be run again at any time.

.PARAMETER SensorName
    Which sensor takes the description of an ATA Gateway, as a table of ATA Gateway = sensor. Needed for ATA Gateways
    with port mirroring, which have no sensor of their own, and where a server has got another name.

.PARAMETER StandaloneSensor
    Which standalone sensor took the place of an ATA Gateway, as a table of ATA Gateway = sensor. It gets the domain
    controllers that the Gateway watched. Standalone sensors are outside Microsoft's migration guide.

.PARAMETER DelayedUpdate
    Names of the sensors v2.x that get updates 72 hours later than the others.

.PARAMETER ItemId
    Only these items of the plan; all without it.

${tenantHelp}

${logHelp}

.EXAMPLE
    .\Set-MdiSensorSettings.ps1 -WhatIf

    Shows which descriptions would be set.

.EXAMPLE
    .\Set-MdiSensorSettings.ps1 -SensorName @{ 'ATAGW01' = 'DC07' } -DelayedUpdate 'DC01', 'DC02'

    Sets descriptions, that of the Gateway ATAGW01 on the sensor of DC07, and delayed update of two sensors.

.NOTES
    Permission: SecurityIdentitiesSensors.ReadWrite.All (with -WhatIf SecurityIdentitiesSensors.Read.All); you also
    need Security Administrator or a role of unified RBAC. The update call is documented for the global service only.
    Capture network adapters are not documented as writable: they are set in the portal.
    Written by ata2mdi, which is not a product of Microsoft.
#>

#Requires -Version 5.1

[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param(
    [ValidateNotNull()]
    [hashtable]$SensorName = @{},

    [ValidateNotNull()]
    [hashtable]$StandaloneSensor = @{},

    [string[]]$DelayedUpdate = @(),

    [string[]]$ItemId = @(),

    ${graphParameters}

    [ValidateNotNullOrEmpty()]
    [string]$LogPath = '.\Set-MdiSensorSettings.log'
)
`,
  items: sensorRows,
  body: ps`
$sensorsUri = 'https://graph.microsoft.com/v1.0/security/identities/sensors'
${logSnippet}${outcomeSnippet}
${graphSnippet}
# The one sensor of a name. A sensor is called by the name of its server without the domain (seen in the examples of the
# Graph reference), so that servers of two domains may share it: then the domain decides.
function Find-Sensor {
    param([object[]]$Sensors, [string]$Name, [string]$Domain)
    $short = $Name.Split('.')[0]
    $found = @($Sensors | Where-Object -FilterScript { $_['displayName'] -eq $Name -or $_['displayName'] -eq $short })
    if ($found.Count -gt 1 -and $Domain) {
        $found = @($found | Where-Object -FilterScript { $_['domainName'] -eq $Domain })
    }
    if ($found.Count -eq 1) { $found[0] }
}

# Which settings of a sensor differ from those that are wanted.
function Select-Difference {
    param([hashtable]$Wanted, $Settings)
    $different = @{}
    foreach ($key in $Wanted.Keys) {
        $before = $null
        if ($null -ne $Settings) { $before = $Settings[$key] }
        $isSame = $before -ceq $Wanted[$key]
        if ($key -eq 'domainControllerDnsNames') {
            # Names of computers, in any order and in any case: -eq does not heed case.
            $isSame = (@($before | Sort-Object) -join ',') -eq (@($Wanted[$key] | Sort-Object) -join ',')
        }
        if (-not $isSame) { $different[$key] = $Wanted[$key] }
    }
    return $different
}

# What is wanted, sensor by sensor, before anything is changed.
function Get-WantedSetting {
    foreach ($item in $Items) {
        if ($ItemId.Count -gt 0 -and $ItemId -notcontains $item.ItemId) { continue }
        $sensor = $null
        if ($SensorName.ContainsKey($item.Gateway)) {
            $sensor = [string]$SensorName[$item.Gateway]
        }
        elseif ($item.IsOnSameServer) {
            $sensor = $item.Server
        }
        if ($null -ne $item.Description) {
            [pscustomobject]@{ ItemId = $item.ItemId; Sensor = $sensor; Domain = $item.Domain; For = $item.Gateway; Wanted = @{ description = $item.Description } }
        }
        if ($StandaloneSensor.ContainsKey($item.Gateway) -and $item.DomainControllers.Count -gt 0) {
            [pscustomobject]@{ ItemId = $item.ItemId; Sensor = [string]$StandaloneSensor[$item.Gateway]; Domain = $null; For = $item.Gateway; Wanted = @{ domainControllerDnsNames = [string[]]$item.DomainControllers } }
        }
    }
    foreach ($name in $DelayedUpdate) {
        [pscustomobject]@{ ItemId = 'updates/delayed-update'; Sensor = $name; Domain = $null; For = $name; Wanted = @{ isDelayedDeploymentEnabled = $true } }
    }
}

$wantedSettings = @(Get-WantedSetting)
foreach ($name in @($SensorName.Keys) + @($StandaloneSensor.Keys)) {
    if (@($Items | Where-Object -FilterScript { $_.Gateway -eq $name }).Count -eq 0) {
        throw ('The plan knows no ATA Gateway {0}. It knows: {1}' -f $name, (@($Items | ForEach-Object -Process { $_.Gateway }) -join ', '))
    }
}
if ($wantedSettings.Count -eq 0) {
    Write-ScriptWarning -Message 'Nothing is to be set.'
    return
}

$scope = if ($WhatIfPreference) { 'SecurityIdentitiesSensors.Read.All' } else { 'SecurityIdentitiesSensors.ReadWrite.All' }
Connect-GraphSession -Scopes $scope
$sensors = @(Get-GraphPage -Uri $sensorsUri)
Write-ScriptLog -Message ('{0} sensors in the workspace' -f $sensors.Count)

foreach ($wish in $wantedSettings) {
    $setting = @($wish.Wanted.Keys)[0]
    if (-not $wish.Sensor) {
        Write-ScriptWarning -Message ('Which sensor takes the description of the ATA Gateway {0}? Name it with -SensorName.' -f $wish.For)
        Write-Outcome -ItemId $wish.ItemId -Target $wish.For -Setting $setting -Before $null -After $wish.Wanted[$setting] -Outcome 'NoSensorNamed'
        continue
    }
    $sensor = Find-Sensor -Sensors $sensors -Name $wish.Sensor -Domain $wish.Domain
    if (-not $sensor) {
        Write-ScriptWarning -Message ('There is no sensor {0}, or more than one. Is it installed? If it has another name, give it with -SensorName.' -f $wish.Sensor)
        Write-Outcome -ItemId $wish.ItemId -Target $wish.Sensor -Setting $setting -Before $null -After $wish.Wanted[$setting] -Outcome 'SensorNotFound'
        continue
    }
    $name = $sensor['displayName']
    # Graph reference, update sensor: only a description can be set for every sensor; the others are for sensors before
    # v3, domain controllers only for sensors that are not on a domain controller themselves.
    $isVersion3 = ([string]$sensor['version']).Split('.')[0] -notin @('2', '1')
    $isOnController = $sensor['sensorType'] -eq 'domainControllerIntegrated'
    if (($setting -ne 'description' -and $isVersion3) -or ($setting -eq 'domainControllerDnsNames' -and $isOnController)) {
        Write-ScriptWarning -Message ('The sensor {0} (version {1}, type {2}) takes no {3}.' -f $name, $sensor['version'], $sensor['sensorType'], $setting)
        Write-Outcome -ItemId $wish.ItemId -Target $name -Setting $setting -Before $null -After $wish.Wanted[$setting] -Outcome 'NotForThisSensor'
        continue
    }
    $before = $null
    if ($null -ne $sensor['settings']) { $before = $sensor['settings'][$setting] }
    $different = Select-Difference -Wanted $wish.Wanted -Settings $sensor['settings']
    if ($different.Count -eq 0) {
        Write-Outcome -ItemId $wish.ItemId -Target $name -Setting $setting -Before $before -After $wish.Wanted[$setting] -Outcome 'AlreadySet'
        continue
    }
    $action = Get-VisibleText -Text ('Set {0} from "{1}" to "{2}"' -f $setting, ($before -join ', '), ($wish.Wanted[$setting] -join ', '))
    if ($PSCmdlet.ShouldProcess((Get-VisibleText -Text ('sensor {0} ({1})' -f $name, $sensor['id'])), $action)) {
        $uri = '{0}/{1}' -f $sensorsUri, $sensor['id']
        [void](Invoke-MgGraphRequest -Method PATCH -Uri $uri -Body (ConvertTo-GraphJson -Body @{ settings = $different }) -ContentType 'application/json')
        # What is there now, instead of what was sent. That a property which is not sent keeps its value is inferred, so the
        # others are looked at too.
        $now = Invoke-MgGraphRequest -Method GET -Uri $uri
        $isSet = (Select-Difference -Wanted $wish.Wanted -Settings $now['settings']).Count -eq 0
        foreach ($other in @('description', 'isDelayedDeploymentEnabled', 'domainControllerDnsNames')) {
            if ($other -ne $setting -and $null -ne $sensor['settings'] -and (Select-Difference -Wanted @{ $other = $sensor['settings'][$other] } -Settings $now['settings']).Count -gt 0) {
                Write-ScriptWarning -Message ('{0} of sensor {1} changed too, from "{2}" to "{3}".' -f $other, $name, ($sensor['settings'][$other] -join ', '), ($now['settings'][$other] -join ', '))
            }
        }
        $sensor['settings'] = $now['settings']
        $outcome = if ($isSet) { 'Changed' } else { 'SentButNotSeen' }
        Write-Outcome -ItemId $wish.ItemId -Target $name -Setting $setting -Before $before -After $now['settings'][$setting] -Outcome $outcome
    }
    else {
        Write-Outcome -ItemId $wish.ItemId -Target $name -Setting $setting -Before $before -After $wish.Wanted[$setting] -Outcome (Get-RefusalWord)
    }
}
`,
};

/** A row for each Gateway that has something a sensor can take: a description, or domain controllers. */
function sensorRows({ items }: MigrationPlan): ScriptRow[] {
  const descriptions = new Map(
    items.filter(({ reason }) => reason.code === 'gateway-description').map((item) => [item.id, item]),
  );
  return items.filter(isGateway).flatMap((item) => {
    const described = descriptions.get(item.id.replace(/\/sensor$/, '/description'));
    const { Name, 'Domain controllers': controllers } = valuesOf(item);
    const isOnSameServer = item.reason.code === 'lightweight-gateway-to-sensor';
    const [server] = isOnSameServer ? item.entities : [];
    const description = described?.target?.values.find(({ field }) => field === 'description')?.value ?? null;
    const row = {
      ItemId: described?.id ?? item.id,
      Gateway: Name?.[0] || item.id,
      IsOnSameServer: isOnSameServer,
      Server: isOnSameServer ? (server?.dnsName ?? (Name?.[0] || null)) : null,
      Domain: server?.domain ?? null,
      Description: description,
      DomainControllers: isOnSameServer ? [] : (controllers ?? []),
    };
    return description === null && row.DomainControllers.length === 0 ? [] : [row];
  });
}

const gatewayItem = new RegExp(`^${itemId('gateways')}/[^/]+/sensor$`);

function isGateway({ id }: Item): boolean {
  return gatewayItem.test(id);
}
