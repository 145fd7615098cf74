import { portalTarget } from '../catalogue/portal.js';
import { oldestSupportedSystem, type ServerSystem, serverSystem } from '../catalogue/sensor-requirements.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Entity, Field, Item } from '../types/migration-plan.js';
import { decisionItem, portalLine, targetOf } from './items.js';
import { lowerFirst } from './shown.js';

/** Which sensor a server can get in place of an ATA Gateway, and how it gets there. */

/** Which versions of the sensor the servers of a Gateway can take, and what follows from that. */
export interface SensorChoice {
  /** `either` where that is for somebody to decide. */
  readonly version: 'v2' | 'either';
  readonly key: 'sensor-install-v2' | 'sensors';
  readonly values: readonly Field[];
  /** What has to be done first. */
  readonly stepsBefore: readonly string[];
  readonly notes: readonly string[];
}

const decisionTitle = 'Decide which servers keep a sensor v2.x';

/**
 * A server before Windows Server 2019 takes a sensor v2.x only (Microsoft Defender for Identity documentation, 2026-09).
 * Every other one takes either version, and so may one that no source describes.
 *
 * @param serverCount how many servers get a sensor; 0 where that is not known
 * @param entities those of the servers that a source describes
 */
export function sensorChoice(serverCount: number, entities: readonly Entity[]): SensorChoice {
  const systems = entities.flatMap(({ operatingSystem }) => systemOf(operatingSystem) ?? []);
  const allKnown = serverCount > 0 && systems.length === serverCount;
  const isV2 = allKnown && systems.every(({ v3 }) => !v3.supported);
  const common = {
    stepsBefore: entities.flatMap(upgradeStep),
    notes: systemNotes(allKnown, systems, entities),
  };
  if (isV2)
    return {
      ...common,
      version: 'v2',
      key: 'sensor-install-v2',
      values: [
        {
          field: 'AccessKey',
          value: 'the access key shown under Sensor management (a secret, not in this plan)',
        },
      ],
    };
  return {
    ...common,
    version: 'either',
    key: 'sensors',
    values: [{ field: 'Sensor', value: `v2.x or v3.x, as decided in "${decisionTitle}"` }],
  };
}

function systemOf(operatingSystem: string | null): ServerSystem | null {
  return operatingSystem === null ? null : serverSystem(operatingSystem);
}

function systemNotes(
  allKnown: boolean,
  systems: readonly ServerSystem[],
  entities: readonly Entity[],
): string[] {
  return [
    ...(systems.some(({ v3 }) => !v3.supported) ? ['Sensors v3.x need Windows Server 2019 or later.'] : []),
    ...(allKnown ? [] : ['Which Windows Server this is, the sources do not tell for every server.']),
    ...entities.flatMap(({ dnsName, name, operatingSystem }) =>
      operatingSystem === null
        ? []
        : [`ATA recorded the operating system of ${dnsName ?? name} as ${operatingSystem}.`],
    ),
  ];
}

/** What the catalogue says no sensor runs on. */
function upgradeStep({ dnsName, name, operatingSystem }: Entity): string[] {
  if (systemOf(operatingSystem)?.v2.supported !== false) return [];
  return [
    `Upgrade or replace ${dnsName ?? name}: ATA recorded its operating system as ${operatingSystem}, and no sensor is supported before ${oldestSupportedSystem}.`,
  ];
}

/** How the sensor gets onto the servers; none named means those that were found out before. */
export function installSteps({ version }: SensorChoice, servers: readonly string[]): string[] {
  const where = servers.length === 0 ? 'each of these domain controllers' : servers.join(', ');
  const v2 = [
    `Open ${portalLine('sensor-install-v2')}, download the sensor installer, and copy the access key.`,
    `Run the installer and enter the access key on: ${where}`,
  ];
  if (version === 'v2') return v2;
  return [
    `Look up the outcome of "${decisionTitle}" for: ${where}`,
    ...v2.map((step) => `Sensor v2.x: ${lowerFirst(step)}`),
    'Sensor v3.x: make sure that the server is onboarded to Defender for Endpoint and has the July 2026 cumulative update or a later one.',
    `Sensor v3.x: open ${portalLine('sensor-v3')} and choose Activate. Or by Microsoft Graph: POST https://graph.microsoft.com/v1.0/security/identities/sensorCandidates/activate with serverIds, the ids that GET …/sensorCandidates lists (SecurityIdentitiesSensors.ReadWrite.All).`,
  ];
}

/** Which of ATA's settings only sensors v2.x take over; null where no source says whether they are in use. */
export function settingsThatNeedV2(snapshot: AtaSnapshot): {
  readonly syslog: boolean | null;
  readonly vpn: boolean | null;
} {
  const { syslogServer, alertNotifications, healthNotifications, vpn } = snapshot;
  const isNothingSent = alertNotifications?.syslog === false && healthNotifications?.syslog === false;
  return {
    syslog: isNothingSent ? false : (syslogServer?.enabled ?? null),
    vpn: vpn?.enabled ?? null,
  };
}

/** The one question that all sensors hang on: what only sensors v2.x do, and where they are kept for it. */
export function sensorVersionItem(snapshot: AtaSnapshot): Item {
  const inUse = settingsThatNeedV2(snapshot);
  const isSyslogUsed = inUse.syslog === true;
  const isVpnUsed = inUse.vpn === true;
  const needs = [
    ...(isSyslogUsed ? ['at least one server for syslog'] : []),
    ...(isVpnUsed ? ['the servers that the VPN devices send their accounting to'] : []),
  ];
  return decisionItem({
    id: itemId('gateways', 'sensor-versions'),
    area: 'gateways',
    title: `${decisionTitle}${needs.length === 0 ? '' : `: ${needs.join('; ')}`}`,
    reason: 'sensor-version-choice',
    leaves: [],
    value: null,
    target: targetOf('sensors', [], {
      limits: [
        ...portalTarget('sensor-install-v2').limits.map((limit) => `Sensor v2.x: ${limit}`),
        ...portalTarget('sensor-v3').limits.map((limit) => `Sensor v3.x: ${limit}`),
      ],
    }),
    decision: {
      question: 'Which servers get a sensor v2.x, and which a sensor v3.x?',
      options: [
        {
          label: `Sensors v3.x where the server can take one, v2.x on the others${needs.length === 0 ? '' : ` and on ${needs.join(' and ')}`}`,
          cost: 'Two kinds to look after. With a directory service account registered, sensors v3.x may raise "Directory services user credentials are incorrect".',
        },
        {
          label: 'Sensors v2.x everywhere',
          cost: 'A directory service account for all of them. Sensors v3.x are recommended from Windows Server 2019 on; a migration to them later is work twice.',
        },
        {
          label: 'Sensors v3.x everywhere',
          cost: `Every server needs Windows Server 2019 or later. No syslog${isSyslogUsed ? ' (ATA uses it)' : ''}, no VPN accounting${isVpnUsed ? ' (ATA uses it)' : ''}, no directory service account, no delayed update; mail about health issues is documented for sensors v2.x only.`,
        },
      ],
      advice:
        needs.length === 0
          ? 'Sensors v3.x where the server can take one, if nothing that only sensors v2.x do is wanted.'
          : `Keep sensors v2.x on ${needs.join(' and ')}, and use sensors v3.x where the server can take one.`,
    },
    steps: [
      'Choose one of the options, and write down for each server which version it gets.',
      'Then decide on the directory service account: sensors v2.x read Active Directory with it, sensors v3.x run as LocalSystem.',
    ],
    docs: ['mdi-sensor-v2-prerequisites', 'mdi-migrate-to-sensor-v3'],
    notes:
      snapshot.center === null
        ? [
            'Whether syslog or VPN integration is in use is not known from the sources given; both need a sensor v2.x.',
          ]
        : [],
  });
}
