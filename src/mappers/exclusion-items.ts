import type { DetectorEntry } from '../catalogue/detectors.js';
import type { ReasonCode } from '../catalogue/reasons.js';
import type { Entity, Field, Item, Target } from '../types/migration-plan.js';
import { detectorTitle, exclusionNotes } from './detector-words.js';
import { deletedDecision, lookUpStep } from './entity-items.js';
import type { ExclusionRoute, ExclusionRoutes } from './exclusion-routes.js';
import type { ExclusionSetting, Subject } from './exclusion-subjects.js';
import { decisionItem, type ItemParts, manualItem, noEquivalentItem } from './items.js';
import type { ClassifiedLeaf } from './mapper.js';

/** The items of one entry of a detector's exclusion lists. */

/** What a detector excludes, once, however often and in whatever form its lists name it. */
export interface ExclusionEntry {
  /** At least one; several if ATA writes the same thing in several forms. */
  readonly subjects: Set<Subject>;
  readonly settings: Set<ExclusionSetting>;
  readonly leaves: ClassifiedLeaf[];
}

/**
 * One item for each detection that needs the exclusion; the first accounts for the leaves.
 *
 * @param entryNotes what is to be known of the entry besides what the catalogue says
 */
export function itemsOfEntry(
  entry: ExclusionEntry,
  routes: ExclusionRoutes,
  entryNotes: readonly string[],
): Item[] {
  const subjects = [...entry.subjects];
  const subject = subjects[0];
  if (subject === undefined) return [];
  const { exclusionProperties } = routes.detector;
  const isPresumed = [...entry.settings].some(
    (setting) => !exclusionProperties.includes(properties[setting]),
  );
  const facts: EntryFacts = {
    detector: routes.detector,
    id: `${routes.idPrefix}/${subject.idPart}`,
    subject,
    leaves: entry.leaves,
    value: ataValue(subjects),
    entities: subjects.flatMap(({ entity }) => entity ?? []),
    isPresumed,
    notes: [
      ...subjects.flatMap(({ notes }) => notes),
      ...entryNotes,
      ...(isPresumed ? [presumedListNote] : []),
    ],
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
  readonly notes: readonly string[];
}

const properties: Readonly<Record<ExclusionSetting, string>> = {
  'exclusions.account': 'ExcludedSourceAccountIds',
  'exclusions.computer': 'ExcludedSourceComputerIds',
  'exclusions.subnet': 'ExcludedSubnets',
};

const presumedListNote =
  'Presumed: no known version of ATA has such a list for this detector; it is read as an exclusion because of its name.';

function ataValue(subjects: readonly Subject[]): ItemParts['value'] {
  const texts = subjects.map((subject) => subject.ataValue);
  return texts.length === 1 ? (texts[0] ?? null) : texts;
}

const none: readonly ClassifiedLeaf[] = [];

function routeItem(facts: EntryFacts, route: ExclusionRoute, ownsLeaves: boolean): Item {
  const { subject } = facts;
  const support = kindSupport(subject, route);
  const filled = fill(facts, route);
  const parts: ItemParts & { target: Target; check: string; steps: string[] } = {
    id: `${facts.id}/${route.idPart}`,
    area: 'exclusions',
    title: titleOf(subject, route),
    reason: reasonFor(subject, route, support),
    leaves: ownsLeaves ? facts.leaves : none,
    sharedLeaves: ownsLeaves ? none : facts.leaves,
    value: facts.value,
    target: targetFor(facts, route, filled.values, support.certainty),
    entities: facts.entities,
    steps: [...lookUpSteps(facts), ...route.opening, ...filled.steps],
    docs: route.docs,
    notes: [...support.notes, ...facts.notes, ...route.notes],
    check: route.check,
  };
  return subject.state === 'deleted' ? deletedItem(subject, route, parts) : manualItem(parts);
}

function deletedItem(
  subject: Subject,
  route: ExclusionRoute,
  parts: ItemParts & { readonly steps: readonly string[] },
): Item {
  return decisionItem({
    ...parts,
    title: `Decide: ${actionText(subject, route)}; ATA knows it as deleted`,
    reason: 'deleted-entity',
    steps: ['If you decide to carry it over:', ...parts.steps],
    decision: deletedDecision(subject.label, `exclude it from "${route.detectionName}"`),
  });
}

function titleOf(subject: Subject, route: ExclusionRoute): string {
  if (route.reviewOnly) return `Review: ${actionText(subject, route)}`;
  return route.mechanism === 'alert-tuning'
    ? `Tune alerts of ${route.detectionName} about ${subject.label}`
    : `Exclude ${subject.label} from ${route.detectionName}`;
}

function actionText({ label }: Subject, { mechanism, detectionName }: ExclusionRoute): string {
  return mechanism === 'alert-tuning'
    ? `tune alerts of ${detectionName} about ${label}`
    : `exclude ${label} from ${detectionName}`;
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

const confirmed: KindSupport = { isConfirmed: true, certainty: null, notes: [] };

const tuningSubnet: KindSupport = {
  isConfirmed: true,
  certainty: 'inferred',
  notes: [
    'Presumed: whether a condition takes a subnet is not documented, only that some wildcards are possible. If it does not, cover the subnet by wildcards or by single addresses.',
  ],
};

const ruleSubnet: KindSupport = {
  isConfirmed: true,
  certainty: 'seen',
  notes: [
    'The documentation says that this rule takes IP addresses. That such rules take subnets too was seen in an older portal and in third-party code.',
  ],
};

const unconfirmedNotes: Readonly<Record<Subject['kind'], string>> = {
  user: 'Presumed: that the rule takes users. If it does not, make an alert tuning rule.',
  device:
    'Presumed: that the rule takes devices. If it does not, enter the IP address of the device, or make an alert tuning rule.',
  domain: 'Presumed: that the rule takes domains. If it does not, make an alert tuning rule.',
  ip: 'Presumed: that the rule takes IP addresses and subnets, which usually come with devices. If it does not, enter the devices behind them, or make an alert tuning rule.',
};

function kindSupport({ kind, isSubnet }: Subject, { mechanism, kinds }: ExclusionRoute): KindSupport {
  if (mechanism === 'alert-tuning') return isSubnet ? tuningSubnet : confirmed;
  if (kinds?.includes(kind) !== true)
    return { isConfirmed: false, certainty: 'inferred', notes: [unconfirmedNotes[kind]] };
  return isSubnet ? ruleSubnet : confirmed;
}

function targetFor(
  { isPresumed }: EntryFacts,
  { target }: ExclusionRoute,
  values: readonly Field[],
  certainty: KindSupport['certainty'],
): Target {
  return {
    ...target,
    values: [...target.values, ...values],
    certainty: isPresumed || target.certainty === 'inferred' ? 'inferred' : (certainty ?? target.certainty),
  };
}

/** The fields by their names in portal.json. */
const ruleFields: Readonly<Record<Subject['kind'], string>> = {
  user: 'Users',
  device: 'Devices',
  domain: 'Domains',
  ip: 'IP addresses',
};

/** What the entry adds to the fields and steps of the route. */
interface Filled {
  readonly values: readonly Field[];
  readonly steps: readonly string[];
}

function fill({ subject }: EntryFacts, { mechanism, detectionName }: ExclusionRoute): Filled {
  const { kind, kindWord, value, instruction } = subject;
  if (mechanism === 'exclusion-by-detection-rule')
    return {
      values: [{ field: ruleFields[kind], value }],
      steps: [`Under ${ruleFields[kind]}, ${instruction}.`],
    };
  const conditions = `Alert title is "${detectionName}" AND ${kindWord} in the evidence is ${value}`;
  const ruleName = `From ATA: ${shortName(subject)}, ${detectionName}`;
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

function shortName({ state, entity, value }: Subject): string {
  return state === 'unresolved' && entity !== null ? entity.id : value;
}

function lookUpSteps({ detector, subject }: EntryFacts): string[] {
  if (subject.state !== 'unresolved' || subject.entity === null) return [];
  return [lookUpStep(subject.entity, `the exclusions of "${detectorTitle(detector)}"`)];
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
