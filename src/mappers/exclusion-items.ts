import type { DetectorEntry, KindsEvidence } from '../catalogue/detectors.js';
import type { ReasonCode } from '../catalogue/reasons.js';
import type { Entity, Field, Item, Target } from '../types/migration-plan.js';
import { detectorTitle, exclusionNotes } from './detector-words.js';
import { deletedDecision, lookUpSteps } from './entity-items.js';
import type { Around, ExclusionRoute, ExclusionRoutes } from './exclusion-routes.js';
import type { ExclusionSetting, Subject } from './exclusion-subjects.js';
import { decisionItem, type ItemParts, manualItem, noEquivalentItem } from './items.js';
import type { listJoiner } from './lists.js';
import type { ClassifiedLeaf } from './mapper.js';

/** The items of one entry of a detector's exclusion lists. */

/** What a detector excludes, once, however often and in whatever form its lists name it. */
export interface ExclusionEntry {
  /** One for each leaf; different ones if ATA writes the same thing in several forms. */
  readonly subjects: Subject[];
  /** The list of each leaf. */
  readonly settings: ExclusionSetting[];
  readonly leaves: ClassifiedLeaf[];
}

/**
 * One item for each detection that needs the exclusion; the first accounts for the leaves.
 *
 * @param entryNotes what is to be known of the entry besides what the catalogue says
 * @param joined of a {@link listJoiner} for all entries
 */
export function itemsOfEntry(
  entry: ExclusionEntry,
  routes: ExclusionRoutes,
  entryNotes: readonly string[],
  joined: ReturnType<typeof listJoiner>,
): Item[] {
  const subjects = entry.subjects.length === 1 ? entry.subjects : [...new Set(entry.subjects)];
  const subject = subjects[0];
  if (subject === undefined) return [];
  const { exclusionProperties } = routes.detector;
  const isPresumed = entry.settings.some((setting) => !exclusionProperties.includes(properties[setting]));
  const facts: EntryFacts = {
    detector: routes.detector,
    id: routes.idStart + subject.idPart,
    subject,
    leaves: entry.leaves,
    value: ataValue(subjects),
    entities: subjects.length === 1 ? subject.entities : subjects.flatMap(({ entities }) => entities),
    isPresumed,
    lookUp: lookUpStepsOf(routes.detector, subject),
    notes: joined(...subjects.map(({ notes }) => notes), entryNotes, isPresumed ? presumedListNotes : none),
    joined,
  };
  if (subject.state === 'unreadable') return [unreadableItem(facts, routes.routes)];
  if (routes.routes.length === 0) return [withoutTargetItem(facts)];
  return routes.routes.map((route, index) => routeItem(facts, route, index === 0));
}

interface EntryFacts {
  readonly detector: DetectorEntry;
  /** Id of an item that is not about one detection, and the start of the others. */
  readonly id: string;
  readonly subject: Subject;
  readonly leaves: readonly ClassifiedLeaf[];
  readonly value: ItemParts['value'];
  readonly entities: readonly Entity[];
  readonly isPresumed: boolean;
  /** What to do before all else. */
  readonly lookUp: readonly string[];
  readonly notes: readonly string[];
  readonly joined: ReturnType<typeof listJoiner>;
}

const properties: Readonly<Record<ExclusionSetting, string>> = {
  'exclusions.account': 'ExcludedSourceAccountIds',
  'exclusions.computer': 'ExcludedSourceComputerIds',
  'exclusions.subnet': 'ExcludedSubnets',
};

const presumedListNotes = [
  'Presumed: no known version of ATA has such a list for this detector; it is read as an exclusion because of its name.',
];

function ataValue(subjects: readonly Subject[]): ItemParts['value'] {
  const texts = subjects.map((subject) => subject.ataValue);
  return texts.length === 1 ? (texts[0] ?? null) : texts;
}

const none: readonly never[] = [];

function routeItem(facts: EntryFacts, route: ExclusionRoute, ownsLeaves: boolean): Item {
  const { subject } = facts;
  const support = kindSupport(subject, route);
  const filled = fill(facts, route);
  const parts: ItemParts & { target: Target; check: string; steps: readonly string[] } = {
    id: facts.id + route.idEnd,
    area: 'exclusions',
    title: textAround(subject.label, route.texts.title),
    reason: reasonFor(subject, route, support),
    leaves: ownsLeaves ? facts.leaves : none,
    sharedLeaves: ownsLeaves ? none : facts.leaves,
    value: facts.value,
    target: targetFor(facts, route, filled.values, support.certainty),
    entities: facts.entities,
    steps: facts.lookUp.concat(route.opening, filled.steps),
    docs: route.docs,
    notes: facts.joined(support.notes, facts.notes, route.notes),
    check: route.check,
  };
  if (subject.state === 'deleted') return deletedItem(subject, route, parts);
  return subject.state === 'everything' ? everythingItem(subject, route, parts) : manualItem(parts);
}

function deletedItem(
  subject: Subject,
  route: ExclusionRoute,
  parts: ItemParts & { readonly steps: readonly string[] },
): Item {
  return decisionItem({
    ...parts,
    title: `Decide: ${textAround(subject.label, route.texts.action)}; ATA knows it as deleted`,
    reason: 'deleted-entity',
    steps: ['If you decide to carry it over:', ...parts.steps],
    decision: deletedDecision(subject.label, `exclude it from "${route.detectionName}"`),
  });
}

function everythingItem(
  subject: Subject,
  route: ExclusionRoute,
  parts: ItemParts & { readonly steps: readonly string[] },
): Item {
  return decisionItem({
    ...parts,
    title: `Decide: ${textAround(subject.label, route.texts.action)}; it covers every address`,
    reason: 'excludes-everything',
    steps: ['If you decide to carry it over:', ...parts.steps],
    decision: {
      question: `${subject.label} covers every address. Should "${route.detectionName}" really be silent?`,
      options: [
        { label: 'Leave it out', cost: 'Alerts come up that ATA did not raise.' },
        {
          label: 'Carry it over',
          cost: 'The detection raises nothing that anybody looks at, attacks included.',
        },
      ],
      advice: 'Leave it out, and exclude only what really disturbs.',
    },
  });
}

function textAround(text: string, { before, after }: Around): string {
  return before + text + after;
}

function reasonFor(subject: Subject, route: ExclusionRoute, kind: KindSupport): ReasonCode {
  if (route.reviewOnly) return route.reason;
  if (subject.state === 'unresolved') return 'unresolved-entity';
  return kind.isConfirmed ? route.reason : 'exclusion-kind-unconfirmed';
}

/** Whether it is known that the entity can be given there. */
interface KindSupport {
  readonly isConfirmed: boolean;
  /** Where it is less than that of the target. */
  readonly certainty: Target['certainty'] | null;
  readonly notes: readonly string[];
}

const confirmed: KindSupport = { isConfirmed: true, certainty: null, notes: none };

const tuningSubnet: KindSupport = {
  isConfirmed: true,
  certainty: 'inferred',
  notes: [
    'Presumed: whether a condition takes a subnet is not documented. If it does not, cover the subnet by wildcards or by single addresses.',
  ],
};

const ruleSubnet: KindSupport = {
  isConfirmed: true,
  certainty: 'seen',
  notes: [
    'The documentation says that this rule takes IP addresses. That such rules take subnets too was seen in an older portal and in third-party code.',
  ],
};

/** Of a kind that the documentation names no longer. Each evidence is about one kind of entity. */
const outdated: Readonly<Record<Exclude<KindsEvidence, 'current'>, KindSupport>> = {
  'until-2023': outdatedKind(
    'Documented until early 2023 only. If the rule does not offer devices, enter the IP address or make an alert tuning rule.',
  ),
  'portal-2018': outdatedKind(
    'Seen in the portal of November 2018 only. If the rule does not offer users, make an alert tuning rule.',
  ),
};

function outdatedKind(note: string): KindSupport {
  return { isConfirmed: true, certainty: 'inferred', notes: [note] };
}

const unconfirmed: Readonly<Record<Subject['kind'], KindSupport>> = {
  user: unconfirmedKind('users', 'make an alert tuning rule'),
  device: unconfirmedKind('devices', 'enter the IP address of the device, or make an alert tuning rule'),
  domain: unconfirmedKind('domains', 'make an alert tuning rule'),
  ip: unconfirmedKind(
    'IP addresses and subnets',
    'enter the devices behind them, or make an alert tuning rule',
  ),
};

function unconfirmedKind(kinds: string, otherwise: string): KindSupport {
  return {
    isConfirmed: false,
    certainty: 'inferred',
    notes: [`Presumed: that the rule takes ${kinds}. If it does not, ${otherwise}.`],
  };
}

function kindSupport(
  { kind, isSubnet }: Subject,
  { mechanism, kinds, kindsEvidence }: ExclusionRoute,
): KindSupport {
  if (mechanism === 'alert-tuning') return isSubnet ? tuningSubnet : confirmed;
  if (kinds?.includes(kind) !== true) return unconfirmed[kind];
  if (kindsEvidence !== null && kindsEvidence !== 'current') return outdated[kindsEvidence];
  return isSubnet ? ruleSubnet : confirmed;
}

function targetFor(
  { isPresumed, subject }: EntryFacts,
  { target }: ExclusionRoute,
  values: readonly Field[],
  certainty: KindSupport['certainty'],
): Target {
  return {
    ...target,
    values: target.values.concat(values),
    certainty:
      isPresumed || subject.isKindPresumed || target.certainty === 'inferred'
        ? 'inferred'
        : (certainty ?? target.certainty),
  };
}

/** What the entry adds to the fields and steps of the route. */
interface Filled {
  readonly values: readonly Field[];
  readonly steps: readonly string[];
}

function fill({ subject }: EntryFacts, { mechanism, texts }: ExclusionRoute): Filled {
  if (mechanism === 'exclusion-by-detection-rule')
    return { values: [subject.ruleField], steps: [subject.ruleStep] };
  const conditions = textAround(subject.condition, texts.conditions);
  const ruleName = textAround(shortName(subject), texts.ruleName);
  return {
    values: [
      { field: 'Conditions', value: conditions },
      { field: 'Rule name', value: ruleName },
    ],
    steps: [
      `Add the conditions: ${conditions}.`,
      'Choose the action Resolve alert.',
      `Name the rule "${ruleName}" and save it.`,
    ],
  };
}

function shortName({ state, entities: [entity], value }: Subject): string {
  return state === 'unresolved' && entity !== undefined ? entity.id : value;
}

function lookUpStepsOf(detector: DetectorEntry, subject: Subject): readonly string[] {
  const [entity] = subject.entities;
  if (subject.state !== 'unresolved' || entity === undefined) return none;
  return lookUpSteps(entity, `the exclusions of "${detectorTitle(detector)}"`);
}

/** Nobody can say where it belongs before it is known what it is, so it is one item whatever the routes. */
function unreadableItem(facts: EntryFacts, routes: readonly ExclusionRoute[]): Item {
  const { id, detector, subject, leaves, value, entities, notes } = facts;
  const detections = routes
    .filter(({ reviewOnly }) => !reviewOnly)
    .map(({ detectionName }) => `"${detectionName}"`);
  const where = detections.length === 0 ? 'Defender for Identity' : detections.join(' and ');
  return decisionItem({
    id,
    area: 'exclusions',
    leaves,
    value,
    entities,
    title: `Decide: what does ${subject.label} exclude from "${detectorTitle(detector)}"?`,
    reason: 'unreadable-address',
    steps: [`Look at the exclusions of "${detectorTitle(detector)}" in the ATA console.`],
    docs: ['mdi-exclusions'],
    notes,
    decision: {
      question: `${subject.label} is neither an IP address nor a subnet. What was meant?`,
      options: [
        {
          label: `It means an address or a computer: exclude that from ${where}`,
          cost: 'Somebody has to find out which one.',
        },
        { label: 'Leave it out', cost: 'If ATA did act on it, alerts come up that it kept away.' },
      ],
      advice: 'Leave it out, unless somebody knows what it stands for.',
    },
  });
}

function withoutTargetItem(facts: EntryFacts): Item {
  const { id, detector, subject, leaves, value, entities, notes } = facts;
  return noEquivalentItem({
    id,
    area: 'exclusions',
    leaves,
    value,
    entities,
    title: `No detection to exclude ${subject.label} from: "${detectorTitle(detector)}"`,
    reason: detector.targets.length === 0 ? 'no-mdi-detection' : 'detection-retired',
    closest: detector.closest,
    notes: [...notes, ...exclusionNotes(detector)],
  });
}
