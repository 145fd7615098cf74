/** Readiness as a plain outline, which every format renders: what keeps a sensor away first, the checklist last. */
import type {
  Check,
  DomainController,
  Gateway,
  Need,
  SensorReadiness,
} from '../../types/sensor-readiness.js';
import type {
  Detail,
  Report,
  ReportCount,
  ReportEntry,
  ReportGroup,
  ReportSection,
} from '../../verify/render/report.js';
import { visibleText } from '../../writers/visible.js';
import { isEverythingReady } from '../readiness.js';
import { stateOrder, stateTitles, watchText } from './words.js';

type Pair = readonly [label: string, text: string];

/** The outline. Every text in it is on one line and shows what cannot be seen. */
export function readinessReport(readiness: SensorReadiness): Report {
  const { centers, domainControllers } = readiness;
  return {
    title: `Readiness of domain controllers${centers.length === 0 ? '' : ` of ${centers.map(visibleText).join(', ')}`}`,
    lead: leadOf(readiness),
    counts: stateOrder.map((state): ReportCount => {
      const { label, meaning, mood } = stateTitles[state];
      return { label, count: readiness.summary[state], meaning, mood };
    }),
    sections: [
      ...stateOrder.map((state) =>
        stateSection(
          state,
          domainControllers.filter((controller) => controller.state === state),
        ),
      ),
      needsSection(readiness.needs),
      watchSection(domainControllers),
      gatewaySection(readiness.gateways),
      checklistSection(readiness.checklist),
      notesSection(readiness),
    ].filter(({ groups }) => groups.length > 0),
  };
}

function leadOf(readiness: SensorReadiness): string[] {
  const { domainControllers: all, summary, factsAsOf, createdAt } = readiness;
  const living = all.length - summary.gone;
  return [
    living === 0
      ? 'No source names a domain controller: give UniqueEntity beside the SystemProfile, or --observed with the JSON of Test-MdiReadiness.ps1.'
      : isEverythingReady(readiness)
        ? `Every domain controller (${living}) can take a sensor by all that files can tell, or has one.`
        : `${living - summary.ready - summary['has-sensor']} of ${living} domain controllers are not known to be ready for a sensor.`,
    `What ATA cannot know is in the checklist. Facts as of ${factsAsOf}.${createdAt === undefined ? '' : ` Made ${createdAt}.`}`,
  ];
}

function stateSection(
  state: DomainController['state'],
  controllers: readonly DomainController[],
): ReportSection {
  const { title, intro, mood } = stateTitles[state];
  return {
    key: state,
    title,
    mood,
    count: controllers.length,
    intro,
    isLong: false,
    groups: byDomain(controllers).map(([domain, ofDomain]) => ({
      title: visibleText(domain),
      details: [],
      entries: ofDomain.map(controllerEntry),
    })),
  };
}

function byDomain(controllers: readonly DomainController[]): [string, DomainController[]][] {
  const groups = new Map<string, DomainController[]>();
  for (const controller of controllers) {
    const domain = controller.domain ?? 'domain not known';
    groups.set(domain, [...(groups.get(domain) ?? []), controller]);
  }
  return [...groups];
}

function controllerEntry(controller: DomainController): ReportEntry {
  const { v2, v3, decision, answers, sensor, state } = controller;
  const roles = rolesText(controller);
  const isGone = state === 'gone';
  return {
    title: visibleText(controller.name),
    details: details([
      ['System', systemText(controller)],
      ...(roles === '' ? [] : [['Roles', roles] as const]),
      ...(isGone ? [] : [['Watched by', watchText(controller)] as const]),
      ...(sensor === null ? [] : [['Sensor there', sensorText(sensor)] as const]),
      ...(isGone ? [] : [['Sensor v2.x', fitText(v2)] as const, ['Sensor v3.x', fitText(v3)] as const]),
      ...(controller.advice === null ? [] : [['Choose', controller.advice] as const]),
      ...controller.missing.map((text) => ['Missing', text] as const),
      ...answers
        .filter(({ shown, inOrder }) => shown !== null || inOrder === null)
        .map(
          ({ title, shown, inOrder, source }): Pair => [
            'Reported',
            `${title}: ${shown ?? ''}${shown !== null && inOrder === null ? ', ' : ''}${inOrder === null ? 'could not be asked' : ''} (${source})`,
          ],
        ),
      ...(decision === null ? [] : decisionPairs(decision)),
      ...controller.notes.map((note) => ['Note', note] as const),
    ]),
  };
}

function decisionPairs({
  question,
  options,
  advice,
  docs,
}: NonNullable<DomainController['decision']>): Pair[] {
  return [
    ['Decide', question],
    ...options.map(({ label, cost }): Pair => ['Option', `${label}. ${cost}`]),
    ['Advice', advice],
    ...docs.map(({ url }): Pair => ['See', url]),
  ];
}

function systemText({ operatingSystem, operatingSystemFrom }: DomainController): string {
  return operatingSystem === null
    ? 'not known'
    : `${operatingSystem}${operatingSystemFrom === 'ATA' ? '' : ` (from ${operatingSystemFrom})`}`;
}

function rolesText({ readOnly, globalCatalog }: DomainController): string {
  return [
    ...(readOnly === null ? [] : [readOnly ? 'read-only' : 'writable']),
    ...(globalCatalog === null ? [] : [globalCatalog ? 'global catalog' : 'no global catalog']),
  ].join(', ');
}

function sensorText({
  version,
  serviceStatus,
  deploymentStatus,
  healthStatus,
  source,
}: NonNullable<DomainController['sensor']>) {
  const parts = [
    version ?? 'version not known',
    ...(serviceStatus === null ? [] : [`service ${serviceStatus}`]),
    ...(deploymentStatus === null ? [] : [`update ${deploymentStatus}`]),
    ...(healthStatus === null ? [] : [`health ${healthStatus}`]),
  ];
  return `${parts.join(', ')} (${source})`;
}

const fitWords = {
  tested: 'yes',
  open: 'to be checked',
  blocked: 'not yet',
  cannot: 'no',
  unknown: 'not known',
} as const satisfies Record<DomainController['v2']['result'], string>;

function fitText({ result, why, condition }: DomainController['v2']): string {
  const also = condition === null || result === 'cannot' ? '' : `; needs ${condition}`;
  return `${fitWords[result]}: ${why}${also}`;
}

function needsSection(needs: readonly Need[]): ReportSection {
  return {
    key: 'needs',
    title: 'Settings that need a sensor v2.x',
    mood: 'open',
    count: needs.length,
    intro:
      'What these settings of the Center do, sensors v3.x do not: at least one domain controller keeps a sensor v2.x.',
    isLong: false,
    groups: oneGroup('Settings', needs.map(needEntry)),
  };
}

function needEntry({ title, inUse, why, advice, v2Only, candidates, docs }: Need): ReportEntry {
  return {
    title: `${title}${inUse === null ? ' (not known whether it is in use)' : ''}`,
    details: details([
      ['Why', why],
      ['Advice', advice],
      ...(v2Only.length === 0
        ? []
        : [['v2.x anyway', `${listText(v2Only)}: takes no other sensor`] as const]),
      ...(candidates.length === 0 ? [] : [['Could keep v2.x', listText(candidates)] as const]),
      ...(v2Only.length + candidates.length === 0
        ? [['But', 'of no domain controller is it known that it can take one as it is'] as const]
        : []),
      ...docs.map(({ url }) => ['See', url] as const),
    ]),
  };
}

/** Named one by one, because a sensor on each of them is new. */
function watchSection(controllers: readonly DomainController[]): ReportSection {
  const unwatched = controllers.filter(({ state, watch }) => state !== 'gone' && watch !== 'watched');
  return {
    key: 'not-watched',
    title: 'Domain controllers that ATA is not known to watch',
    mood: 'open',
    count: unwatched.length,
    intro: 'They need a sensor like all others, and no ATA gateway has to go for it.',
    isLong: false,
    groups: byDomain(unwatched).map(([domain, ofDomain]) => ({
      title: visibleText(domain),
      details: [],
      entries: ofDomain.map((controller) => ({
        title: visibleText(controller.name),
        details: details([['Watched by', watchText(controller)]]),
      })),
    })),
  };
}

function gatewaySection(gateways: readonly Gateway[]): ReportSection {
  return {
    key: 'gateways',
    title: 'ATA gateways',
    mood: 'plain',
    count: gateways.length,
    intro:
      'What watches now. Which domain controllers a gateway watches is presumed: compare it with the ATA console.',
    isLong: false,
    groups: (
      [
        ['gateway', 'Standalone gateways'],
        ['unknown', 'Of unknown kind'],
        ['lightweight-gateway', 'Lightweight Gateways'],
      ] as const
    ).flatMap(([kind, title]) =>
      oneGroup(title, gateways.filter((gateway) => gateway.kind === kind).map(gatewayEntry)),
    ),
  };
}

function gatewayEntry({ name, kindWhy, watches, unknownMachines, notes }: Gateway): ReportEntry {
  return {
    title: visibleText(name),
    details: details([
      ['Watches', watches.length === 0 ? 'not known' : watches.join(', ')],
      ...(unknownMachines.length === 0
        ? []
        : [
            [
              'Not known',
              `${unknownMachines.join(', ')}: no source knows ${unknownMachines.length === 1 ? 'it as a domain controller' : 'them as domain controllers'}`,
            ] as const,
          ]),
      ...(kindWhy === null ? [] : [['Kind', `presumed by ${kindWhy}`] as const]),
      ...notes.map((note) => ['Note', note] as const),
    ]),
  };
}

const scopes = [
  ['workspace', 'Once'],
  ['domain', 'For each domain'],
  ['server', 'On each server'],
] as const satisfies readonly (readonly [Check['scope'], string])[];

function checklistSection(checks: readonly Check[]): ReportSection {
  return {
    key: 'checklist',
    title: 'Checklist: what ATA cannot know',
    mood: 'open',
    count: checks.length,
    intro:
      'Each with the command that tells, and what is to come out. Test-MdiReadiness.ps1 answers some of it: give its JSON to --observed.',
    isLong: false,
    groups: scopes.flatMap(([scope, title]) =>
      oneGroup(title, checks.filter((check) => check.scope === scope).map(checkEntry)),
    ),
  };
}

function checkEntry(check: Check): ReportEntry {
  const { title, sensors, command, expected, required, openOn, docs, source, certainty } = check;
  return {
    title: `${title} (sensor ${sensors.map((kind) => `${kind}.x`).join(' and ')}${required ? '' : ', no bar to installing it'})`,
    details: details([
      ['Command', command],
      ['Expected', expected],
      ...(openOn.length === 0 ? [] : [['Open on', listText(openOn)] as const]),
      ...docs.map(({ url }) => ['See', url] as const),
      ['Source', `${source}${certainty === 'documented' ? '' : ` (${certainty})`}`],
    ]),
  };
}

const namesShown = 8;

/** All of some; of many the first, and how many more: the JSON has them all. */
function listText(names: readonly string[]): string {
  const rest = names.length - namesShown;
  return rest <= 1 ? names.join(', ') : `${names.slice(0, namesShown).join(', ')} and ${rest} more`;
}

function notesSection({ notices, limits, observedSources }: SensorReadiness): ReportSection {
  const entries = [
    ...limits.map((text) => ({ title: text, details: [] })),
    ...notices.map(({ text, source }) => ({
      title: visibleText(source === null ? text : `${source}: ${text}`),
      details: [],
    })),
    ...observedSources.map((name) => ({ title: visibleText(`read: ${name}`), details: [] })),
  ];
  return {
    key: 'notes',
    title: 'Notes',
    mood: 'plain',
    count: entries.length,
    intro: 'On what was read.',
    isLong: false,
    groups: oneGroup('Notes', entries),
  };
}

function oneGroup(title: string, entries: readonly ReportEntry[]): ReportGroup[] {
  return entries.length === 0 ? [] : [{ title, details: [], entries }];
}

function details(pairs: readonly Pair[]): Detail[] {
  return pairs.map(([label, text]) => ({ label, text: visibleText(text) }));
}
