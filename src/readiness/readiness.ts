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
import { settingsFactsAsOf } from '../catalogue/settings.js';
import { namedCenters } from '../center-labels.js';
import { compareText } from '../compare.js';
import { settingsThatNeedV2 } from '../mappers/gateway-sensors.js';
import { lowerFirst } from '../mappers/shown.js';
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
  type CenterOfDeployment,
  deploymentOf,
  type ControllerOfDeployment as KnownController,
} from './deployment.js';
import { gatewayName, isStopped } from './domain-controllers.js';
import { type Fits, fitsOf, takes } from './sensor-fit.js';
import { type ServerReport, serverReports, shownOf } from './server-reports.js';

/**
 * Holds every domain controller against the requirements. Pure: the same snapshots and files give the same result.
 *
 * @param snapshots one of each ATA Center; a domain controller that several know is told once
 * @param observed what is there already, and what Test-MdiReadiness.ps1 found; null if no such file is given
 */
export function readiness(snapshots: readonly AtaSnapshot[], observed: MdiObserved | null): SensorReadiness {
  const reports = serverReports(observed);
  const { centers, controllers: known } = deploymentOf(snapshots, reports.servers);
  const uses = centers.map(({ snapshot, label }) => ({ label, ...settingsThatNeedV2(snapshot) }));
  const isV2Needed = uses.some(({ syslog, vpn }) => syslog !== false || vpn !== false);
  const controllers = reports
    .ofAll(known)
    .map(({ controller, report }) => controllerOf(controller, report, isV2Needed));
  const needs = needsOf(uses, controllers);
  const sized = controllers.filter(({ state }) => state !== 'gone').length > sensorsInWorkspace.most;
  return {
    schema: 'sensor-readiness',
    schemaVersion: 1,
    program: program(),
    factsAsOf: settingsFactsAsOf(),
    centers: centers.flatMap(({ snapshot, label }) => label ?? snapshot.center?.name ?? []),
    sources: centers.flatMap(({ snapshot }) => snapshot.sources.map(({ name }) => name)),
    observedSources: observed?.sources.map(({ name }) => name) ?? [],
    notices: [...centers.flatMap(noticesOf), ...(observed?.notices ?? [])],
    summary: summaryOf(controllers),
    domainControllers: controllers,
    needs,
    gateways: centers.flatMap((center) => gatewaysOf(center, known)).sort(byName),
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
    ...(known.centers.length === 0 ? {} : { centers: [...known.centers] }),
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
  const { entity, operatingSystem, otherSystems, watchers, deleted } = known;
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
    ...(otherSystems.length > 0 && report.operatingSystem === null
      ? [`Another ATA Center recorded another operating system: ${otherSystems.join('; ')}. Look it up.`]
      : []),
    ...(own !== undefined && state !== 'gone' && report.sensor === null
      ? [
          `Uninstall the ATA Lightweight Gateway on it before a sensor is installed${own.stopped ? ' (its service is stopped)' : ''}.`,
        ]
      : []),
    ...(own === undefined && state !== 'gone' && report.sensor === null
      ? known.mayBeWatchedBy
          .filter(({ kind }) => kind === 'lightweight-gateway')
          .map(
            (gateway) =>
              `Look whether the ATA Lightweight Gateway ${gatewayName(gateway)} is on it: several domain controllers have that name.`,
          )
      : []),
    ...(report.sensor !== null && isTroubled(report.sensor)
      ? ['Its sensor does not run as it should: see its health issues.']
      : []),
    ...(report.sensorSomewhere !== null && report.sensor === null
      ? [
          `${report.sensorSomewhere.source} has a sensor of this name without a domain: on which of the domain controllers of this name it is, it does not say.`,
        ]
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

/** Which of a Center's settings need a sensor v2.x. */
interface Uses extends ReturnType<typeof settingsThatNeedV2> {
  readonly label: string | null;
}

/** What is in use in any Center, or may be; of what is known to be off in all nothing is said. */
function needsOf(uses: readonly Uses[], controllers: readonly DomainController[]): Need[] {
  const takers = controllers.filter(({ state, v2 }) => state !== 'gone' && takes(v2));
  return (['syslog', 'vpn'] as const).flatMap((key) => {
    const isInUse = [true, null].find((use) => uses.some((center) => center[key] === use));
    if (isInUse === undefined) return [];
    const labels = uses.flatMap((center) => (center[key] === isInUse ? (center.label ?? []) : []));
    const { title, inUse: why, unknown, advice, link } = needOfV2(key);
    return [
      {
        key,
        title,
        inUse: isInUse,
        why: `${isInUse === null ? unknown : why}${labels.length === 0 ? '' : ` That is so in ${namedCenters(labels)}.`}`,
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

function gatewaysOf(
  { gateways, label }: CenterOfDeployment,
  controllers: readonly KnownController[],
): Gateway[] {
  return gateways.map((gateway) => {
    const watched = controllers.filter(({ watchers }) => watchers.some((one) => one.gateway === gateway));
    const names = watched.map(({ name }) => name);
    return {
      name: gatewayName(gateway),
      ...(label === null ? {} : { center: label }),
      kind: gateway.kind,
      kindWhy: gateway.kindEvidence,
      stopped: isStopped(gateway),
      watches: names,
      unknownMachines: watched.filter(({ entity }) => entity === null).map(({ name }) => name),
      notes: gatewayNotes(gateway.kind, names, isStopped(gateway)),
    };
  });
}

function byName(a: Gateway, b: Gateway): number {
  return compareText(a.name, b.name);
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

function noticesOf({ snapshot: { gateways, entities }, label }: CenterOfDeployment): Notice[] {
  const isDirectoryKnown = entities.some(({ domainController }) => domainController);
  const ofCenter = label === null ? '' : `${namedCenters([label])}: `;
  return [
    ...(isDirectoryKnown
      ? []
      : [
          {
            code: 'no-directory',
            text: `${ofCenter}no source holds the computers that ATA knows (UniqueEntity): domain controllers are known only where a gateway names them, and their operating systems are not`,
            source: null,
            path: null,
          },
        ]),
    ...(gateways.length > 0
      ? []
      : [
          {
            code: 'no-gateways',
            text: `${ofCenter}no source holds ATA gateways: which domain controllers they watch is not known`,
            source: null,
            path: null,
          },
        ]),
  ];
}
