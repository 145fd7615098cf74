import type { Sensor } from '../../types/mdi-observed.js';
import type { Item } from '../../types/migration-plan.js';
import type { Difference } from '../../types/verification.js';
import {
  absent,
  type Finding,
  plannedFields,
  plannedValue,
  type Seen,
  seen,
  type VerifyContext,
} from '../finding.js';

/** Sensors in place of Gateways: that they are there and run, their descriptions, adapters and versions. */
export function checkSensors(items: readonly Item[], context: VerifyContext): Map<string, Finding> {
  const list = seen(context.observed, 'sensors');
  const index = sensorIndex(context.observed.sensors);
  return new Map(
    items.flatMap((item) => {
      const check = checks.find(({ matches }) => matches.test(item.id))?.check;
      const finding = check?.(item, index, list, context) ?? null;
      return finding === null ? [] : [[item.id, finding] as const];
    }),
  );
}

type Check = (item: Item, index: SensorIndex, list: Seen, context: VerifyContext) => Finding | null;

const checks: readonly { readonly matches: RegExp; readonly check: Check }[] = [
  { matches: /^gateways\/sensor-versions$/, check: checkVersions },
  { matches: /^gateways\/.+\/sensor$/, check: checkSensor },
  { matches: /^gateways\/.+\/description$/, check: checkDescription },
  { matches: /^gateways\/.+\/adapters$/, check: checkAdapters },
  { matches: /^updates\/delayed-update$/, check: checkDelayedUpdate },
];

/** Sensors by the names of their servers. */
export interface SensorIndex {
  readonly all: readonly Sensor[];
  /** By full name; by short name only if one sensor has it and its domain does not contradict. */
  find(server: string): Sensor | null;
}

/** Builds the index. */
export function sensorIndex(sensors: readonly Sensor[]): SensorIndex {
  const byName = new Map<string, Sensor>();
  const byHost = new Map<string, Sensor[]>();
  for (const sensor of sensors) {
    for (const name of fullNames(sensor)) byName.set(name, sensor);
    const host = hostOf(sensor.name);
    byHost.set(host, [...(byHost.get(host) ?? []), sensor]);
  }
  return {
    all: sensors,
    find(server) {
      const name = server.toLowerCase();
      const exact = byName.get(name);
      if (exact !== undefined) return exact;
      const [first, second] = byHost.get(hostOf(name)) ?? [];
      if (first === undefined || second !== undefined) return null;
      const hasDomain = fullNames(first).length > 0;
      return name.includes('.') && hasDomain ? null : first;
    },
  };
}

/** The short name of a server, in lower case. */
export function hostOf(name: string): string {
  return name.toLowerCase().split('.')[0] ?? '';
}

function fullNames({ name, domain, type, domainControllers }: Sensor): string[] {
  const own = name.toLowerCase();
  // Only a sensor on a domain controller watches itself.
  const watched = /integrated|^domain controller/i.test(type ?? '') ? domainControllers : [];
  return [
    ...(own.includes('.') ? [own] : []),
    ...(domain === null || own.includes('.') ? [] : [`${own}.${domain.toLowerCase()}`]),
    ...watched
      .map((controller) => controller.toLowerCase())
      .filter((controller) => hostOf(controller) === hostOf(own)),
  ];
}

/**
 * The servers that an item wants sensors on, as far as the plan knows them.
 *
 * @returns none for a Gateway of which nobody knows what it watches
 */
export function serversOf(item: Item): string[] {
  const { value } = item.source;
  const stated = namedValue(value, 'Domain controllers');
  const names = Array.isArray(stated) ? stated.filter(isName) : [];
  if (names.length > 0) return names;
  const ofEntities = item.entities.flatMap(({ dnsName, name }) => [dnsName, name].find(isName) ?? []);
  if (ofEntities.length > 0) return ofEntities;
  const own = namedValue(value, 'Name');
  return item.reason.code === 'lightweight-gateway-to-sensor' && isName(own) ? [own] : [];
}

function isName(name: unknown): name is string {
  return typeof name === 'string' && name.trim() !== '';
}

function namedValue(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}

/** Words for a sensor that does not do its work. */
const troubledService = new Set(['stopped', 'disabled', 'unknown']);
const troubledDeployment = new Set([
  ...['updatefailed', 'notconfigured', 'unreachable', 'disconnected', 'startfailure', 'startfailed'],
]);

function checkSensor(item: Item, index: SensorIndex, list: Seen, { claimed }: VerifyContext): Finding {
  const gateway = namedValue(item.source.value, 'Name');
  const ownSensor = typeof gateway === 'string' ? index.find(gateway) : null;
  if (item.reason.code !== 'lightweight-gateway-to-sensor' && ownSensor !== null) {
    claimed.add(ownSensor);
    return {
      ...stateFinding([ownSensor]),
      notes: ['There is a sensor on the server of the Gateway itself.'],
    };
  }
  const servers = serversOf(item);
  if (servers.length === 0)
    return {
      result: 'cannot-check',
      export: list.whole ? 'by-hand' : 'sensors',
      notes: ['The plan does not know which domain controllers this Gateway watches.'],
    };
  const planned = [{ field: 'Sensors on', value: servers.join(', ') }];
  const found = servers.map((server) => ({ server, sensor: index.find(server) }));
  const there = found.flatMap(({ sensor }) => sensor ?? []);
  for (const sensor of there) claimed.add(sensor);
  const lacking = found.filter(({ sensor }) => sensor === null).map(({ server }) => server);
  if (lacking.length === 0) return { ...stateFinding(there), planned };
  if (there.length === 0 || !list.whole) return absent(list, 'sensors', { planned });
  const state = stateFinding(there);
  return {
    ...state,
    result: 'different',
    planned,
    sources: list.sources,
    differences: [
      {
        field: 'Sensors on',
        planned: servers.join(', '),
        observed: found.flatMap(({ server, sensor }) => (sensor === null ? [] : [server])).join(', '),
      },
      ...(state.differences ?? []),
    ],
    notes: [`No sensor on ${lacking.join(', ')}.`, ...(state.notes ?? [])],
  };
}

/** Whether a sensor that is there does not do its work, by the words of its service and of its update. */
export function isTroubled({ serviceStatus, deploymentStatus }: Sensor): boolean {
  return (
    (serviceStatus !== null && troubledService.has(serviceStatus)) ||
    (deploymentStatus !== null && troubledDeployment.has(deploymentStatus))
  );
}

/** A sensor that is there but does not run is not what was planned. */
function stateFinding(sensors: readonly Sensor[]): Finding {
  const differences: Difference[] = sensors.flatMap(({ name, serviceStatus, deploymentStatus }) => [
    ...(serviceStatus !== null && troubledService.has(serviceStatus)
      ? [{ field: `Service status of ${name}`, planned: 'running', observed: serviceStatus }]
      : []),
    ...(deploymentStatus !== null && troubledDeployment.has(deploymentStatus)
      ? [{ field: `Sensor status of ${name}`, planned: 'up to date', observed: deploymentStatus }]
      : []),
  ]);
  const outdated = sensors.filter(({ deploymentStatus }) => deploymentStatus === 'outdated');
  return {
    result: differences.length === 0 ? 'replicated' : 'different',
    differences,
    sources: [...new Set(sensors.map(({ source }) => source))],
    notes: outdated.map(({ name }) => `The sensor on ${name} is outdated.`),
  };
}

function checkDescription(item: Item, index: SensorIndex, list: Seen): Finding {
  const planned = plannedFields(item, ['description']);
  const text = plannedValue(item, 'description') ?? '';
  const candidates = serversOf(item).flatMap((server) => index.find(server) ?? []);
  if (candidates.length === 0) return absent({ ...list, whole: false }, 'sensors', { planned });
  const shown = candidates.filter(({ description }) => description !== null);
  const same = shown.find(({ description }) => description?.trim() === text.trim());
  if (same !== undefined) return { result: 'replicated', planned, sources: [same.source] };
  const [first] = shown;
  if (first === undefined || shown.length < candidates.length)
    return {
      result: 'cannot-check',
      planned,
      export: 'sensors',
      notes: ['The list that was given shows no descriptions; Microsoft Graph does.'],
    };
  if (shown.every(({ description }) => description === ''))
    return { result: 'missing', planned, sources: [first.source] };
  return {
    result: 'different',
    planned,
    sources: [first.source],
    differences: [
      {
        field: 'description',
        planned: text,
        observed: shown.map(({ description }) => description ?? '').find((other) => other !== '') ?? '',
      },
    ],
  };
}

function checkAdapters(item: Item, index: SensorIndex, list: Seen): Finding {
  const planned = plannedFields(item, ['Capture network adapters']);
  const [server] = serversOf(item);
  const sensor = server === undefined ? null : index.find(server);
  if (sensor === null) return absent({ ...list, whole: false }, 'sensors', { planned });
  if (sensor.version !== null && isV3(sensor))
    return {
      result: 'replicated',
      planned,
      sources: [sensor.source],
      notes: ['The sensor is of version 3.x, for which no adapters are chosen.'],
    };
  if (sensor.adapters === null) return { result: 'cannot-check', planned, export: 'sensor-adapters' };
  const wanted = planned.flatMap(({ value }) => value.split(', '));
  const enabled = sensor.adapters.filter((adapter) => adapter.enabled).map(({ name }) => name);
  const has = new Set(enabled.map((name) => name.toLowerCase()));
  if (wanted.every((name) => has.has(name.toLowerCase())) && wanted.length === enabled.length)
    return { result: 'replicated', planned, sources: [sensor.source] };
  if (enabled.length === 0) return { result: 'missing', planned, sources: [sensor.source] };
  return {
    result: 'different',
    planned,
    sources: [sensor.source],
    differences: [
      { field: 'Capture network adapters', planned: wanted.join(', '), observed: enabled.join(', ') },
    ],
  };
}

function isV3({ version }: Sensor): boolean {
  return /^3\./.test(version ?? '');
}

/** What only sensors v2.x do has to have one. */
function checkVersions(_item: Item, { all }: SensorIndex, list: Seen, { plan }: VerifyContext): Finding {
  const needs = plan.items
    .filter(
      ({ area, disposition, target }) =>
        (area === 'syslog' || area === 'vpn') &&
        (disposition === 'manual' || disposition === 'decision') &&
        target !== null,
    )
    .map(({ area }) => (area === 'vpn' ? 'VPN accounting' : 'syslog'));
  const need = [...new Set(needs)].sort().join(' and ');
  const planned = need === '' ? [] : [{ field: 'A sensor v2.x', value: `for ${need}` }];
  const v2 = all.filter(({ version }) => /^2\./.test(version ?? ''));
  const [first] = v2;
  if (first !== undefined) return { result: 'replicated', planned, sources: [first.source] };
  if (!list.whole || all.length === 0 || all.some(({ version }) => version === null))
    return absent({ ...list, whole: false }, 'sensors', { planned });
  if (need === '') return { result: 'replicated', planned, sources: list.sources };
  return {
    result: 'different',
    planned,
    sources: list.sources,
    differences: [{ field: 'A sensor v2.x', planned: `for ${need}`, observed: 'none: all sensors are v3.x' }],
  };
}

function checkDelayedUpdate(_item: Item, { all }: SensorIndex, list: Seen): Finding {
  const planned = [{ field: 'Delayed update', value: 'as decided' }];
  const late = all.filter(({ delayedUpdate }) => delayedUpdate === true);
  const [first] = late;
  if (first !== undefined)
    return {
      result: 'replicated',
      planned,
      sources: [first.source],
      notes: [`Delayed update is on for ${late.map(({ name }) => name).join(', ')}.`],
    };
  if (!list.whole) return absent(list, 'sensors', { planned });
  return { result: 'cannot-check', planned, sources: list.sources, export: 'decision' };
}
