import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Entity, Field } from '../types/migration-plan.js';
import { portalLine } from './items.js';

/** Which sensor a server can get in place of an ATA Gateway, and how it gets there. */

/** A version of the sensor, and why. */
export interface SensorChoice {
  readonly key: 'sensor-install-v2' | 'sensor-v3';
  readonly values: readonly Field[];
  /** What has to be done first. */
  readonly stepsBefore: readonly string[];
  readonly notes: readonly string[];
}

/** Domain controllers by the names that a Gateway's document may call them. */
export interface DomainControllerIndex {
  /** Undefined where no source describes it, or where the name fits several. */
  find(name: string): Entity | undefined;
}

/** Builds the index over the domain controllers among the entities. */
export function domainControllerIndex(entities: readonly Entity[]): DomainControllerIndex {
  const byName = new Map<string, Set<Entity>>();
  for (const entity of entities) {
    if (!entity.domainController) continue;
    for (const name of [entity.dnsName, entity.name, entity.samName?.replace(/\$$/, '')]) {
      if (!name) continue;
      const key = name.toLowerCase();
      byName.set(key, (byName.get(key) ?? new Set()).add(entity));
    }
  }
  return {
    find(name) {
      const [first, second] = byName.get(name.toLowerCase()) ?? [];
      return second === undefined ? first : undefined;
    },
  };
}

const v2Name = 'sensor v2.x';
const firstV3Year = 2019;
const firstV2Year = 2016;
const serverYear = /Windows Server(?:®)? (\d{4})/i;

/**
 * Sensors v3.x are recommended on Windows Server 2019 and later, but send no syslog and take no RADIUS accounting
 * (Microsoft Defender for Identity documentation, 2026-09). Where the operating system is not known, v2.x is named,
 * because it runs on all that v3.x runs on.
 *
 * @param serverCount how many servers get a sensor; 0 where that is not known
 * @param entities those of the servers that a source describes
 */
export function sensorChoice(
  snapshot: Pick<AtaSnapshot, 'center' | 'syslogServer' | 'vpn'>,
  serverCount: number,
  entities: readonly Entity[],
): SensorChoice {
  const uses = [
    ...(snapshot.syslogServer?.enabled === true ? ['syslog'] : []),
    ...(snapshot.vpn?.enabled === true ? ['VPN integration'] : []),
  ];
  const years = entities.flatMap(({ operatingSystem }) => yearOf(operatingSystem) ?? []);
  const allKnown = serverCount > 0 && years.length === serverCount;
  const allNew = allKnown && years.every((year) => year >= firstV3Year);
  const isV3 = allNew && uses.length === 0;
  return {
    key: isV3 ? 'sensor-v3' : 'sensor-install-v2',
    values: isV3
      ? [
          {
            field: 'serverIds',
            value:
              'the ids of these servers in the list of sensor candidates (in the portal: choose Activate)',
          },
        ]
      : [
          {
            field: 'AccessKey',
            value: 'the access key shown under Sensor management (a secret, not in this plan)',
          },
        ],
    stepsBefore: entities.flatMap(upgradeStep),
    notes: [
      ...usesNote(uses),
      ...(snapshot.center === null
        ? [
            'Whether syslog or VPN integration is in use is not known from the sources given; both need a sensor v2.x.',
          ]
        : []),
      ...(isV3 ? [] : versionNotes(allKnown, years)),
      ...entities.flatMap(({ dnsName, name, operatingSystem }) =>
        operatingSystem === null
          ? []
          : [`ATA recorded the operating system of ${dnsName ?? name} as ${operatingSystem}.`],
      ),
    ],
  };
}

function yearOf(operatingSystem: string | null): number | null {
  const match = operatingSystem === null ? null : serverYear.exec(operatingSystem);
  return match === null ? null : Number(match[1]);
}

function usesNote(uses: readonly string[]): string[] {
  if (uses.length === 0) return [];
  return [
    `ATA uses ${uses.join(' and ')}, which only a ${v2Name} offers: choose ${v2Name} here, or make sure that another server keeps one. Servers without that duty can take a sensor v3.x.`,
  ];
}

function versionNotes(allKnown: boolean, years: readonly number[]): string[] {
  if (years.some((year) => year < firstV3Year) && allKnown)
    return [`Sensors v3.x need Windows Server ${firstV3Year} or later.`];
  return [
    `Sensors v3.x are recommended for domain controllers on Windows Server ${firstV3Year} or later; a ${v2Name} can be migrated later.${
      allKnown ? '' : ' Which Windows Server this is, the sources do not tell for every server.'
    }`,
  ];
}

/** Windows Server 2012 R2 and earlier run no supported sensor. */
function upgradeStep({ dnsName, name, operatingSystem }: Entity): string[] {
  const year = yearOf(operatingSystem);
  if (year === null || year >= firstV2Year) return [];
  return [
    `Upgrade or replace ${dnsName ?? name}: ATA recorded its operating system as ${operatingSystem}, and no sensor is supported before Windows Server ${firstV2Year}.`,
  ];
}

/** How the sensor gets onto the servers; none named means those that were found out before. */
export function installSteps(key: SensorChoice['key'], servers: readonly string[]): string[] {
  const where = servers.length === 0 ? 'each of these domain controllers' : servers.join(', ');
  if (key === 'sensor-v3')
    return [
      `Make sure that these are onboarded to Defender for Endpoint and have the July 2026 cumulative update or a later one: ${where}`,
      `Open ${portalLine('sensor-v3')} and choose Activate for: ${where}`,
    ];
  return [
    `Open ${portalLine('sensor-install-v2')}, download the sensor installer, and copy the access key.`,
    `Run the installer and enter the access key on: ${where}`,
  ];
}
