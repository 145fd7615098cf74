/** Each domain controller that ATA knows, held against what Defender for Identity sensors ask of it. */
import { documentationLink, type LinkKey } from '../catalogue/links.js';
import {
  needOfV2,
  oldestSupportedSystem,
  type RequirementDecision,
  sensorsInWorkspace,
  tooOldDecision,
  unknownSystemDecision,
} from '../catalogue/sensor-requirements.js';
import { settingsThatNeedV2 } from '../mappers/gateway-sensors.js';
import { program } from '../program.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { MdiObserved } from '../types/mdi-observed.js';
import type {
  Decision,
  DomainController,
  Gateway,
  Link,
  Need,
  Notice,
  SensorReadiness,
} from '../types/sensor-readiness.js';
import { isTroubled } from '../verify/areas/sensors.js';
import { checklistOf } from './checklist.js';
import {
  domainControllers,
  gatewayName,
  isStopped,
  type DomainController as KnownController,
} from './domain-controllers.js';
import { type Fits, fitsOf, takes } from './sensor-fit.js';
import { type ServerReport, serverReports, shownOf } from './server-reports.js';

/**
 * Holds every domain controller against the requirements. Pure: the same snapshot and files give the same result.
 *
 * @param observed what is there already, and what Test-MdiReadiness.ps1 found; null if no such file is given
 */
export function readiness(snapshot: AtaSnapshot, observed: MdiObserved | null): SensorReadiness {
  const reports = serverReports(observed);
  const known = domainControllers(snapshot, reports.servers);
  const gateways = gatewaysOf(snapshot, known);
  const { syslog, vpn } = settingsThatNeedV2(snapshot);
  const isV2Needed = syslog !== false || vpn !== false;
  const controllers = known.map((controller) => controllerOf(controller, reports.of(controller), isV2Needed));
  const needs = needsOf(snapshot, controllers);
  const sized = controllers.filter(({ state }) => state !== 'gone').length > sensorsInWorkspace.most;
  return {
    schema: 'sensor-readiness',
    schemaVersion: 1,
    program: program(),
    factsAsOf: snapshot.factsAsOf,
    centers: snapshot.center?.name == null ? [] : [snapshot.center.name],
    sources: snapshot.sources.map(({ name }) => name),
    observedSources: observed?.sources.map(({ name }) => name) ?? [],
    notices: [...noticesOf(snapshot, known), ...(observed?.notices ?? [])],
    summary: summaryOf(controllers),
    domainControllers: controllers,
    needs,
    gateways,
    checklist: checklistOf(controllers, needs),
    limits: sized ? [sensorsInWorkspace.text] : [],
  };
}

/**
 * Whether everything is known to be in order: every domain controller can take a sensor by all that files can tell, or
 * has one. That none is known is not in order.
 */
export function isEverythingReady({ summary, domainControllers: all }: SensorReadiness): boolean {
  return all.length > summary.gone && summary.ready + summary['has-sensor'] + summary.gone === all.length;
}

function controllerOf(known: KnownController, report: ServerReport, isV2Needed: boolean): DomainController {
  const { entity, watchers } = known;
  const system = report.operatingSystem ?? known.operatingSystem;
  const fits = fitsOf(system, known.readOnly === true, report);
  const state = stateOf(known, fits, report);
  return {
    key: known.key,
    name: known.name,
    domain: known.domain,
    known: entity !== null ? 'directory' : watchers.length > 0 ? 'gateway' : 'report',
    operatingSystem: system,
    operatingSystemFrom: system === null ? null : (report.operatingSystemSource ?? 'ATA'),
    readOnly: known.readOnly,
    globalCatalog: known.globalCatalog,
    watch: known.watch,
    gateways: watchers.map(({ name, gateway, stopped, why }) => ({ name, kind: gateway.kind, stopped, why })),
    mayBeWatchedBy: known.mayBeWatchedBy.filter((gateway) => !isStopped(gateway)).map(gatewayName),
    state,
    v2: fits.v2,
    v3: fits.v3,
    advice: adviceOf(state, fits, report, isV2Needed),
    missing: state === 'gone' ? [] : missingOf(system, fits, report),
    decision: decisionOf(state, fits),
    answers: report.answers,
    sensor: report.sensor === null ? null : shownOf(report.sensor),
    notes: notesOf(known, state, report),
  };
}

function stateOf(
  { deleted }: KnownController,
  { v2, v3 }: Fits,
  { sensor }: ServerReport,
): DomainController['state'] {
  const results = [v2.result, v3.result];
  if (deleted && sensor === null) return 'gone';
  // A sensor on a system that is not supported any more is no end of the matter.
  if (results.every((result) => result === 'cannot')) return 'not-ready';
  if (sensor !== null) return 'has-sensor';
  if (results.includes('tested')) return 'ready';
  if (results.includes('open')) return 'to-check';
  return results.includes('blocked') ? 'not-ready' : 'undecided';
}

function adviceOf(
  state: DomainController['state'],
  { v2, v3, recommended }: Fits,
  { sensor }: ServerReport,
  isV2Needed: boolean,
): string | null {
  if (state === 'has-sensor')
    return `Nothing to install: a sensor ${kindText(sensor?.version ?? null)} is there.`;
  if (state !== 'ready' && state !== 'to-check') return null;
  if (!takes(v3)) return 'Sensor v2.x.';
  if (!takes(v2)) return 'Sensor v3.x.';
  if (v2.result === 'tested')
    return `Sensor v2.x as it is, or a sensor v3.x after its checks. ${recommended}`;
  return `Sensor v3.x${isV2Needed ? ', unless it is one of those that keep a sensor v2.x' : ''}. ${recommended}`;
}

function kindText(version: string | null): string {
  const major = /^([23])\./.exec(version ?? '')?.[1];
  return major === undefined ? 'of unknown version' : `v${major}.x`;
}

function missingOf(system: string | null, { v2, v3 }: Fits, { failed }: ServerReport): string[] {
  const isTooOld = v2.result === 'cannot' && v3.result === 'cannot';
  return [
    ...(isTooOld ? [`${oldestSupportedSystem} or later; it has ${system}`] : []),
    ...failed.map(({ title, expected }) => `${title}: ${expected}`),
  ];
}

function decisionOf(state: DomainController['state'], { v2, v3 }: Fits): Decision | null {
  if (state === 'undecided') return asDecision(unknownSystemDecision);
  const isTooOld = v2.result === 'cannot' && v3.result === 'cannot';
  return state === 'not-ready' && isTooOld ? asDecision(tooOldDecision) : null;
}

function asDecision({ question, options, advice, link }: RequirementDecision): Decision {
  return { question, options: options.map((option) => ({ ...option })), advice, docs: [linkOf(link)] };
}

function linkOf(key: LinkKey): Link {
  const { title, url } = documentationLink(key);
  return { title, url };
}

function notesOf(known: KnownController, state: DomainController['state'], report: ServerReport): string[] {
  const { entity, operatingSystem, watchers, deleted } = known;
  const own = watchers.find(({ gateway }) => gateway.kind === 'lightweight-gateway');
  return [
    ...(deleted ? ['ATA marks this computer as deleted from the directory.'] : []),
    ...(deleted && report.sensor !== null ? ['There is a sensor on a computer of this name.'] : []),
    ...(entity === null && own !== undefined
      ? ['No source describes it: that it is a domain controller follows from the Lightweight Gateway on it.']
      : []),
    ...(entity === null && own === undefined && watchers.length > 0
      ? ['No source knows it as a domain controller: only the gateway names it. Check what it is.']
      : []),
    ...(entity === null && watchers.length === 0
      ? ['ATA does not know it; Test-MdiReadiness.ps1 found it in the directory.']
      : []),
    ...(operatingSystem !== null && report.operatingSystem !== null && report.isOtherSystem(operatingSystem)
      ? [`ATA recorded another operating system: ${operatingSystem}.`]
      : []),
    ...(own !== undefined && state !== 'gone' && report.sensor === null
      ? [
          `Uninstall the ATA Lightweight Gateway on it before a sensor is installed${own.stopped ? ' (its service is stopped)' : ''}.`,
        ]
      : []),
    ...(report.sensor !== null && isTroubled(report.sensor)
      ? ['Its sensor does not run as it should: see its health issues.']
      : []),
    ...(report.isSilent ? ['It did not answer Test-MdiReadiness.ps1.'] : []),
  ];
}

function summaryOf(controllers: readonly DomainController[]): SensorReadiness['summary'] {
  const summary = {
    ready: 0,
    'has-sensor': 0,
    'to-check': 0,
    undecided: 0,
    'not-ready': 0,
    gone: 0,
  };
  for (const { state } of controllers) summary[state] += 1;
  return summary;
}

/** What is in use, or may be; of what is known to be off nothing is said. */
function needsOf(snapshot: AtaSnapshot, controllers: readonly DomainController[]): Need[] {
  const inUse = settingsThatNeedV2(snapshot);
  const takers = controllers.filter(({ state, v2 }) => state !== 'gone' && takes(v2));
  return (['syslog', 'vpn'] as const).flatMap((key) => {
    const isInUse = inUse[key];
    if (isInUse === false) return [];
    const { title, inUse: why, unknown, advice, link } = needOfV2(key);
    return [
      {
        key,
        title,
        inUse: isInUse,
        why: isInUse === null ? unknown : why,
        advice: isInUse === null ? `Find out. If it is in use: ${lowerFirst(advice)}` : advice,
        metBy: takers.filter(keepsV2).map(({ name }) => name),
        candidates: takers
          .filter((controller) => !keepsV2(controller) && controller.sensor === null)
          .map(({ name }) => name),
        docs: [linkOf(link)],
      },
    ];
  });
}

function keepsV2({ v3, sensor }: DomainController): boolean {
  return sensor === null ? v3.result === 'cannot' : /^2\./.test(sensor.version ?? '');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function gatewaysOf(snapshot: AtaSnapshot, controllers: readonly KnownController[]): Gateway[] {
  return snapshot.gateways
    .map((gateway) => {
      const watched = controllers.filter(({ watchers }) => watchers.some((one) => one.gateway === gateway));
      const names = watched.map(({ name }) => name);
      return {
        name: gatewayName(gateway),
        kind: gateway.kind,
        kindWhy: gateway.kindEvidence,
        stopped: isStopped(gateway),
        watches: names,
        unknownMachines: watched.filter(({ entity }) => entity === null).map(({ name }) => name),
        notes: gatewayNotes(gateway.kind, names, isStopped(gateway)),
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function gatewayNotes(kind: Gateway['kind'], watches: readonly string[], stopped: boolean): string[] {
  return [
    ...(kind === 'gateway'
      ? [
          'A standalone gateway with port mirroring: the sensors go on the domain controllers themselves. A standalone sensor v2.x in its place is outside the migration guide.',
        ]
      : []),
    ...(kind === 'unknown'
      ? ['No source tells whether it is a Gateway or a Lightweight Gateway: look it up in the ATA console.']
      : []),
    ...(watches.length === 0
      ? ['No source says which domain controllers it watches: look them up in the ATA console.']
      : []),
    ...(stopped ? ['ATA says that it is stopped or failed to start: it watches nothing now.'] : []),
  ];
}

function noticesOf({ gateways }: AtaSnapshot, known: readonly KnownController[]): Notice[] {
  return [
    ...(known.some(({ entity }) => entity !== null)
      ? []
      : [
          {
            code: 'no-directory',
            text: 'no source holds the computers that ATA knows (UniqueEntity): domain controllers are known only where a gateway names them, and their operating systems are not',
            source: null,
            path: null,
          },
        ]),
    ...(gateways.length > 0
      ? []
      : [
          {
            code: 'no-gateways',
            text: 'no source holds ATA gateways: which domain controllers they watch is not known',
            source: null,
            path: null,
          },
        ]),
  ];
}
