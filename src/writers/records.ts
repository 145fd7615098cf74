import { type Phase, phaseOf } from '../plan/phases.js';
import type { Detection, Item, MigrationPlan, Target } from '../types/migration-plan.js';
import { valueText } from './value-text.js';
import { visibleText } from './visible.js';

/**
 * What a worksheet shows of an item. Every worksheet is made of these records, so that no two formats can say
 * different things. All texts are on one line and free of unseen characters; text that is not there is empty.
 */
export interface WorksheetRecord {
  readonly id: string;
  readonly phase: Phase;
  readonly area: Item['area'];
  readonly title: string;
  readonly disposition: Item['disposition'];
  /** The ATA value, redacted. */
  readonly ataValue: string;
  /** Leaves that the item accounts for or is made of too, as `document:path`. */
  readonly ataPaths: readonly string[];
  readonly product: string;
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
  readonly command: { readonly text: string; readonly permission: string; readonly beta: boolean } | null;
  /** How to see that it was done. */
  readonly check: string;
  readonly reason: string;
  /** A mark such as `[inferred: review]`; empty where the target is documented or there is none. */
  readonly certainty: string;
  /** What comes closest, of an item without equivalent. */
  readonly closest: string;
  /** Limits and cautions of the target. */
  readonly limits: readonly string[];
  readonly notes: readonly string[];
  readonly docs: readonly { readonly title: string; readonly url: string }[];
}

const certaintyMarks: Readonly<Record<Target['certainty'], string>> = {
  documented: '',
  seen: '[seen in real files, not documented]',
  inferred: '[inferred: review]',
};

/** The records of all items, in the order of the plan, which is the order of the worksheet. */
export function worksheetRecords(plan: MigrationPlan): WorksheetRecord[] {
  return plan.items.map(recordOf);
}

function recordOf(item: Item): WorksheetRecord {
  const { source, target, reason } = item;
  return {
    id: visibleText(item.id),
    phase: phaseOf(item),
    area: item.area,
    title: visibleText(item.title),
    disposition: item.disposition,
    ataValue: valueText(source.value),
    ataPaths: visibleTexts(
      source.sharedPaths === undefined ? source.paths : [...source.paths, ...source.sharedPaths],
    ),
    product: visibleText(target?.product ?? ''),
    portalPath: visibleTexts(target?.portalPath ?? []).join(' > '),
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
    certainty: target === null ? '' : certaintyMarks[target.certainty],
    closest: item.disposition === 'no-equivalent' ? visibleText(item.closest ?? '') : '',
    limits: visibleTexts(target?.limits ?? []),
    notes: visibleTexts(
      item.center === undefined ? item.notes : [`ATA Center: ${item.center}`, ...item.notes],
    ),
    docs: item.docs.map(({ title, url }) => ({ title: visibleText(title), url: visibleText(url) })),
  };
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
  return { ...command, text: visibleText(command.text), permission: visibleText(command.permission) };
}

function visibleTexts(texts: readonly string[]): string[] {
  return texts.map(visibleText);
}
