/** Readiness as a plain outline, which every format renders: what keeps a sensor away first, the checklist last. */

import { namedCenters } from '../../center-labels.js';
import {
  type Detail,
  entriesGroup,
  type Report,
  type ReportCount,
  type ReportEntry,
  type ReportGroup,
  type ReportSection,
} from '../../report/outline.js';
import type {
  Check,
  DomainController,
  Gateway,
  Need,
  SensorReadiness,
} from '../../types/sensor-readiness.js';
import { visibleText } from '../../writers/visible.js';
import { isEverythingReady } from '../readiness.js';
import { fitText, stateOrder, stateTitles, statusWords, watchText } from './words.js';

type Pair = readonly [label: string, text: string];

/** The outline. Every text in it is on one line and shows what cannot be seen. */
export function readinessReport(readiness: SensorReadiness): Report {
  const { centers, domainControllers } = readiness;
  return {
    title: `Readiness of domain controllers${titleOf(centers)}`,
    lead: leadOf(readiness),
    countedAs: 'State',
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

function titleOf(centers: readonly string[]): string {
  if (centers.length > 4) return ` of ${centers.length} ATA Centers`;
  return centers.length === 0 ? '' : ` of ${centers.map(visibleText).join(', ')}`;
}

function leadOf(readiness: SensorReadiness): string[] {
  const { domainControllers: all, summary, factsAsOf, createdAt } = readiness;
  const living = all.length - summary.gone;
  const open = living - summary.ready - summary['has-sensor'];
  return [
    living === 0
      ? 'No source names a domain controller: give UniqueEntity beside the SystemProfile, or --observed with the JSON of Test-MdiReadiness.ps1.'
      : isEverythingReady(readiness)
        ? `Every domain controller (${living}) can take a sensor by all that files can tell, or has one.`
        : `${open} of ${living} domain controllers ${open === 1 ? 'is' : 'are'} not known to be ready for a sensor.`,
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
    extent: 'whole',
    groups: [
      ...decisionGroups(controllers),
      ...byDomain(controllers).map(([domain, ofDomain]) => ({
        title: visibleText(domain),
        details: [],
        entries: ofDomain.map(controllerEntry),
      })),
    ],
  };
}

/** What is to decide, once for all that it concerns. */
function decisionGroups(controllers: readonly DomainController[]): ReportGroup[] {
  const decisions = new Map(
    controllers.flatMap(({ decision }) => (decision === null ? [] : [[decision.question, decision]])),
  );
  return [...decisions.values()].map(({ question, options, advice, docs }) => ({
    title: `To decide: ${question}`,
    details: [],
    entries: [
      ...options.map(({ label, cost }) => ({ title: label, details: details([['Cost', cost]]) })),
      { title: `Advice: ${advice}`, details: details(docs.map(({ url }): Pair => ['See', url])) },
    ],
  }));
}

function byDomain(controllers: readonly DomainController[]): [string, DomainController[]][] {
  const groups = new Map<string, [string, DomainController[]]>();
  for (const controller of controllers) {
    const domain = controller.domain ?? 'domain not known';
    const group = groups.get(domain.toLowerCase());
    if (group === undefined) groups.set(domain.toLowerCase(), [domain, [controller]]);
    else group[1].push(controller);
  }
  return [...groups.values()];
}

function controllerEntry(controller: DomainController): ReportEntry {
  const { v2, v3, decision, answers, sensor, state, centers } = controller;
  const roles = rolesText(controller);
  const isGone = state === 'gone';
  return {
    title: visibleText(controller.name),
    details: details([
      ['System', systemText(controller)],
      ...(centers === undefined ? [] : [['Known to', namedCenters(centers)] as const]),
      ...(roles === '' ? [] : [['Roles', roles] as const]),
      ...(isGone ? [] : [['Watched by', watchText(controller)] as const]),
      ...(sensor === null ? [] : [['Sensor there', sensorText(sensor)] as const]),
      ...(isGone || state === 'has-sensor'
        ? []
        : [['Sensor v2.x', fitText(v2)] as const, ['Sensor v3.x', fitText(v3)] as const]),
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
      ...(decision === null ? [] : [['Decide', decision.question] as const]),
      ...controller.notes.map((note) => ['Note', note] as const),
    ]),
  };
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
    ...(deploymentStatus === null ? [] : [statusWords(deploymentStatus)]),
    ...(healthStatus === null ? [] : [statusWords(healthStatus)]),
  ];
  return `${parts.join(', ')} (${source})`;
}

function needsSection(needs: readonly Need[]): ReportSection {
  return {
    key: 'needs',
    title: 'Settings that need a sensor v2.x',
    mood: 'open',
    count: needs.length,
    intro:
      'What these settings of the Center do, sensors v3.x do not: at least one domain controller keeps a sensor v2.x.',
    extent: 'whole',
    groups: entriesGroup('Settings', needs.map(needEntry)),
  };
}

function needEntry({ title, inUse, why, advice, metBy, candidates, docs }: Need): ReportEntry {
  return {
    title: `${title}${inUse === null ? ' (not known whether it is in use)' : ''}`,
    details: details([
      ['Why', why],
      ['Advice', advice],
      ...(metBy.length === 0
        ? []
        : [['Met by', `${listText(metBy, 8)} (a sensor v2.x is there, or no other kind runs)`] as const]),
      ...(candidates.length === 0 ? [] : [['Or by', listText(candidates, 8)] as const]),
      ...(metBy.length + candidates.length === 0
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
    intro: 'They need a sensor like all others.',
    extent: 'whole',
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
    extent: 'whole',
    groups: (
      [
        ['gateway', 'Standalone gateways'],
        ['unknown', 'Of unknown kind'],
        ['lightweight-gateway', 'Lightweight Gateways'],
      ] as const
    ).flatMap(([kind, title]) =>
      entriesGroup(title, gateways.filter((gateway) => gateway.kind === kind).map(gatewayEntry)),
    ),
  };
}

function gatewayEntry({ name, center, kindWhy, watches, unknownMachines, notes }: Gateway): ReportEntry {
  return {
    title: visibleText(name),
    details: details([
      ...(center === undefined ? [] : [['Of', namedCenters([center])] as const]),
      ['Watches', watches.length === 0 ? 'not known' : watches.join(', ')],
      ...(unknownMachines.length === 0
        ? []
        : [
            [
              'Not known',
              `${unknownMachines.join(', ')}: no source knows ${unknownMachines.length === 1 ? 'it as a domain controller' : 'them as domain controllers'}`,
            ] as const,
          ]),
      ...(kindWhy === null ? [] : [['Kind', `presumed from this: ${kindWhy}`] as const]),
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
    extent: 'whole',
    groups: scopes.flatMap(([scope, title]) =>
      entriesGroup(title, checks.filter((check) => check.scope === scope).map(checkEntry)),
    ),
  };
}

function checkEntry(check: Check): ReportEntry {
  const { title, sensors, command, where, expected, required, openOn, source, certainty } = check;
  return {
    title: `${title} (sensor ${sensors.map((kind) => `${kind}.x`).join(' and ')})`,
    details: details([
      ['Command', command],
      ...(where === null ? [] : [['Where', where] as const]),
      ['Expected', expected],
      ...(required ? [] : [['Needed', 'no: a sensor can be installed without'] as const]),
      ...(openOn.length === 0 ? [] : [['Open on', openText(check)] as const]),
      ['Source', `${source}${certainty === 'documented' ? '' : ` (${certainty})`}`],
    ]),
  };
}

function openText({ openOn, scope }: Check): string {
  return scope === 'domain' || openOn.length <= 3
    ? listText(openOn, 8)
    : `${openOn.length} domain controllers: ${listText(openOn, 3)}`;
}

/** All of some; of many the first, and how many more: the JSON has them all. */
function listText(names: readonly string[], shown: number): string {
  const rest = names.length - shown;
  return rest <= 0 ? names.join(', ') : `${names.slice(0, shown).join(', ')} and ${rest} more`;
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
    extent: 'whole',
    groups: entriesGroup('Notes', entries),
  };
}

/** Commands and links are the catalogue's own. */
function details(pairs: readonly Pair[]): Detail[] {
  return pairs.map(([label, text]) => ({
    label,
    text: visibleText(text),
    ...(label === 'Command' ? { look: 'code' as const } : {}),
    ...(label === 'See' ? { link: text } : {}),
  }));
}
