import { isReasonCode, reasonEntry } from '../catalogue/reasons.js';
import { centerLabels, centersOf } from '../center-labels.js';
import { type Phase, phaseOf } from '../plan/phases.js';
import type { Detection, Entity, Item, MigrationPlan, Target } from '../types/migration-plan.js';
import { sortedMembers, valueText } from './value-text.js';
import { visibleText } from './visible.js';

/**
 * What a worksheet shows of an item. Every worksheet is made of these records, so that no two formats can say
 * different things. All texts but commands are on one line; all are free of unseen characters; text that is not there
 * is empty.
 */
export interface WorksheetRecord {
  readonly id: string;
  readonly phase: Phase;
  readonly area: Item['area'];
  /** The ATA Centers that it is of; only in a plan of several. */
  readonly centers?: readonly string[];
  readonly title: string;
  readonly disposition: Item['disposition'];
  /** The ATA value, redacted. */
  readonly ataValue: string;
  /** Leaves that the item accounts for or is made of too, as `document:path`. */
  readonly ataPaths: readonly string[];
  /** Names by which the entry is known: what its ATA value is made of, and its directory objects. */
  readonly names: readonly string[];
  readonly product: string;
  /** Name of the setting of the target. */
  readonly setting: string;
  /** Menu words joined by ` > `. */
  readonly portalPath: string;
  /** The MDI detection that answers, with its ids. */
  readonly detection: string;
  /** What to do, in order. */
  readonly steps: readonly string[];
  /** What to enter, field by field. */
  readonly values: readonly { readonly field: string; readonly value: string }[];
  readonly decision: {
    readonly question: string;
    readonly options: readonly { readonly label: string; readonly cost: string }[];
    readonly advice: string;
  } | null;
  /** What to run; its text may have several lines. */
  readonly command: { readonly text: string; readonly permission: string; readonly beta: boolean } | null;
  /** How to see that it was done. */
  readonly check: string;
  readonly reason: string;
  /** A mark such as `(inferred: review)`, of the reason or the target, whichever is less sure; empty if documented. */
  readonly certainty: string;
  /** What comes closest, of an item without equivalent. */
  readonly closest: string;
  /** Limits and cautions of the target. */
  readonly limits: readonly string[];
  readonly notes: readonly string[];
  readonly docs: readonly { readonly title: string; readonly url: string }[];
}

type Certainty = Target['certainty'];

/** From sure to less sure. */
const certaintyMarks: Readonly<Record<Certainty, string>> = {
  documented: '',
  seen: '(seen in real files, not documented)',
  inferred: '(inferred: review)',
};

const certainties: readonly Certainty[] = ['inferred', 'seen', 'documented'];

/** The records of all items, in the order of the plan, which is the order of the worksheet. */
export function worksheetRecords(plan: MigrationPlan): WorksheetRecord[] {
  return plan.items.map(recordMaker(plan));
}

/** Makes the records of items one by one, for a writer that does not need them all at the same time. */
export function recordMaker(plan: Pick<MigrationPlan, 'centers'>): (item: Item) => WorksheetRecord {
  const labels = centerLabels(plan);
  const shared: SharedTexts = {
    lists: remembered(visibleTexts),
    docs: remembered(visibleDocs),
    centers: (item) => centersOf(item).map((key) => visibleText(labels.get(key) ?? key)),
  };
  return (item) => recordOf(item, shared);
}

/** Thousands of items quote the same lists of the catalogue, each of which is made visible once. */
interface SharedTexts {
  readonly lists: (texts: readonly string[]) => readonly string[];
  readonly docs: (docs: Item['docs']) => WorksheetRecord['docs'];
  readonly centers: (item: Item) => readonly string[];
}

function remembered<From extends object, To>(make: (from: From) => To): (from: From) => To {
  const known = new WeakMap<From, To>();
  return function recall(from) {
    const found = known.get(from);
    if (found !== undefined) return found;
    const made = make(from);
    known.set(from, made);
    return made;
  };
}

function recordOf(item: Item, shared: SharedTexts): WorksheetRecord {
  const { source, target, reason } = item;
  const centers = shared.centers(item);
  return {
    id: visibleText(item.id),
    phase: phaseOf(item),
    area: item.area,
    // Left out of a plan of one Center: a fingerprint is of everything in a record.
    ...(centers.length === 0 ? {} : { centers }),
    title: visibleText(item.title),
    disposition: item.disposition,
    ataValue: valueText(source.value),
    ataPaths: visibleTexts(
      source.sharedPaths === undefined ? source.paths : [...source.paths, ...source.sharedPaths],
    ),
    names: namesOf(item),
    product: visibleText(target?.product ?? ''),
    setting: visibleText(target?.setting ?? ''),
    portalPath: shared.lists(target?.portalPath ?? none).join(' > '),
    detection: target?.detection === undefined ? '' : detectionText(target.detection),
    steps: visibleTexts(item.steps),
    values: (target?.values ?? []).map(({ field, value }) => ({
      field: visibleText(field),
      value: visibleText(value),
    })),
    decision: item.disposition === 'decision' ? decisionOf(item.decision) : null,
    command: item.disposition === 'scripted' ? commandOf(item.command) : null,
    check: 'check' in item ? visibleText(item.check) : '',
    reason: visibleText(reason.text),
    certainty: certaintyMarks[leastSure(item)],
    closest: item.disposition === 'no-equivalent' ? visibleText(item.closest ?? '') : '',
    limits: shared.lists(target?.limits ?? none),
    notes: visibleTexts(item.notes),
    docs: shared.docs(item.docs),
  };
}

/** A reason that only follows from facts stays so, however well its target is documented. */
function leastSure({ reason, target }: Item): Certainty {
  const found: readonly (Certainty | undefined)[] = [
    isReasonCode(reason.code) ? reasonEntry(reason.code).certainty : undefined,
    target?.certainty,
  ];
  return certainties.find((certainty) => found.includes(certainty)) ?? 'documented';
}

function namesOf({ source, entities }: Item): string[] {
  const names = new Set(valueStrings(source.value));
  for (const path of source.paths) names.add(path.slice(path.indexOf(':') + 1));
  for (const entity of entities)
    for (const key of namingKeys) {
      const name = entity[key];
      if (name !== null) names.add(name);
    }
  return visibleTexts([...names]);
}

const namingKeys = [
  'id',
  'name',
  'domain',
  'samName',
  'sid',
  'upn',
  'dnsName',
  'ipAddress',
] as const satisfies readonly (keyof Entity)[];

function valueStrings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  // What is kept of a secret names nothing.
  if (typeof value !== 'object' || value === null || '$redacted' in value) return [];
  if (Array.isArray(value)) return value.flatMap(valueStrings);
  return sortedMembers(value).flatMap(([, member]) => valueStrings(member));
}

function detectionText({ name, externalId, detectorId, format }: Detection): string {
  const ids = [externalId === null ? '' : `external id ${externalId}`, detectorId ?? ''].filter(
    (id) => id !== '',
  );
  return visibleText(`${name} (${[format, ...ids].join(', ')})`);
}

function decisionOf(decision: NonNullable<WorksheetRecord['decision']>): WorksheetRecord['decision'] {
  return {
    question: visibleText(decision.question),
    options: decision.options.map(({ label, cost }) => ({
      label: visibleText(label),
      cost: visibleText(cost),
    })),
    advice: visibleText(decision.advice),
  };
}

function commandOf(command: NonNullable<WorksheetRecord['command']>): WorksheetRecord['command'] {
  // One by one: the order in which a record's properties were made is part of its fingerprint.
  return {
    text: visibleTexts(command.text.split(/\r?\n/)).join('\n'),
    permission: visibleText(command.permission),
    beta: command.beta,
  };
}

function visibleDocs(docs: Item['docs']): WorksheetRecord['docs'] {
  return docs.map(({ title, url }) => ({ title: visibleText(title), url: visibleText(url) }));
}

const none: readonly string[] = [];

function visibleTexts(texts: readonly string[]): string[] {
  return texts.map(visibleText);
}
