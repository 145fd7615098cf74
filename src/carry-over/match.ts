import { UserError } from '../errors.js';
import type { Reporter } from '../reporter.js';
import type { Item, MigrationPlan } from '../types/migration-plan.js';
import {
  type CarriedOver,
  fingerprintOf,
  initialProgress,
  type Progress,
  type VanishedItem,
} from '../writers/progress.js';
import { recordMaker } from '../writers/records.js';
import { type CenterMatch, centerMatch } from './centers.js';
import type { OldEntry } from './entries.js';

/**
 * Puts the entries of an older worksheet to the items of a plan: what is still there keeps its entry, and is marked if
 * it says something else now; what is no more there is kept apart. Tells the counts.
 *
 * @param source name of the older worksheet
 * @throws UserError if it has two different entries for one item
 */
export function carryOver(
  plan: MigrationPlan,
  old: readonly OldEntry[],
  source: string,
  reporter: Reporter,
): CarriedOver {
  const byId = uniqueEntries(old, source);
  const recordOf = recordMaker(plan);
  const severalCenters = plan.centers.length < 2 ? null : centerMatch(plan, [...byId.values()]);
  const ofItem = severalCenters === null ? new Map<string, OldEntry>() : entriesByItem(byId, severalCenters);
  const entries = new Map<string, Progress>();
  const changed = new Set<string>();
  let withoutFingerprint = 0;
  for (const item of plan.items) {
    const record = recordOf(item);
    // What a worksheet shows of an id, which is what it can be found by.
    const entry = severalCenters === null ? byId.get(record.id) : ofItem.get(item.id);
    if (entry === undefined) continue;
    byId.delete(entry.id);
    entries.set(record.id, isUntouched(entry) ? initialProgress(item) : progressOfEntry(entry, item));
    if (entry.fingerprint === '') withoutFingerprint += 1;
    else if (
      !isFingerprint(entry.fingerprint, fingerprintOf(record)) &&
      severalCenters
        ?.singles(item, entry.id)
        .some((single) => isFingerprint(entry.fingerprint, fingerprintOf(recordOf(single)))) !== true
    )
      changed.add(record.id);
  }
  const vanished = [...byId.values()].map(
    (entry): VanishedItem => ({
      id: entry.id,
      title: entry.title,
      progress: progressOfEntry(entry, null),
    }),
  );
  report({ plan, entries, changed, vanished, withoutFingerprint }, source, reporter);
  return { entries, changed, vanished };
}

/** Where two entries are of one item, the first counts; the other is kept with what is no longer in the plan. */
function entriesByItem(byId: ReadonlyMap<string, OldEntry>, match: CenterMatch): Map<string, OldEntry> {
  const ofItem = new Map<string, OldEntry>();
  for (const entry of byId.values()) {
    const item = match.itemOf(entry);
    if (item !== null && !ofItem.has(item.id)) ofItem.set(item.id, entry);
  }
  return ofItem;
}

/** @throws UserError if two entries of one item differ: nobody but its author knows which one counts */
function uniqueEntries(old: readonly OldEntry[], source: string): Map<string, OldEntry> {
  const byId = new Map<string, OldEntry>();
  for (const entry of old) {
    const earlier = byId.get(entry.id);
    if (earlier === undefined) byId.set(entry.id, entry);
    else if (wordsOf(earlier) !== wordsOf(entry))
      throw new UserError(`${earlier.place} and ${entry.place} have the same ID but not the same entries`, {
        location: { source },
        advice: ['Keep the one that counts, remove the other, and try again.'],
      });
  }
  return byId;
}

function wordsOf({ status, owner, decision, doneOn, notes }: OldEntry): string {
  return JSON.stringify([status, owner, decision, doneOn, notes]);
}

/** Nobody wrote anything: what stands there is what the program put there of the item as it was then. */
function isUntouched(entry: OldEntry): boolean {
  if (entry.disposition === '' || hasWords(entry)) return false;
  return entry.status === initialProgress({ disposition: entry.disposition as Item['disposition'] }).status;
}

function hasWords({ owner, decision, doneOn, notes }: OldEntry): boolean {
  return [owner, decision, doneOn, notes].some((text) => text !== '');
}

function progressOfEntry(entry: OldEntry, item: Item | null): Progress {
  const { owner, decision, doneOn, notes } = entry;
  const initial = item === null ? 'To do' : initialProgress(item).status;
  return { status: entry.status ?? initial, owner, decision, doneOn, notes };
}

/**
 * Whether a cell holds a fingerprint. A spreadsheet program takes one that is all digits, or digits with one `e`, for a
 * number, and saves `1.23457E+15`: then what is left of it is compared.
 */
export function isFingerprint(cell: string, fingerprint: string): boolean {
  if (cell.toLowerCase() === fingerprint) return true;
  const saved = Number(cell.replace(',', '.'));
  const real = Number(fingerprint);
  if (!/^\d*[.,]?\d+(?:e[+-]?\d+)?$/i.test(cell) || !Number.isFinite(saved) || !Number.isFinite(real))
    return false;
  return Math.abs(saved - real) <= Math.abs(real) / 200;
}

interface Outcome extends CarriedOver {
  readonly plan: MigrationPlan;
  readonly withoutFingerprint: number;
}

function report(outcome: Outcome, source: string, reporter: Reporter): void {
  const { plan, entries, changed, vanished, withoutFingerprint } = outcome;
  const added = plan.items.length - entries.size;
  reporter.notice({
    code: 'carried-over',
    text: `carried over ${counted(entries.size, 'entry', 'entries')}; ${changed.size} changed since, ${vanished.length} no longer in the plan, ${added} new`,
    source,
  });
  if (withoutFingerprint > 0)
    reporter.notice({
      code: 'no-fingerprint',
      text: `${counted(withoutFingerprint, 'entry', 'entries')} without a fingerprint: whether the item changed since is not known`,
      source,
    });
  if (entries.size === 0 && vanished.length > 0)
    reporter.notice({
      code: 'nothing-in-common',
      text: 'no item of this worksheet is in the plan: is it of the same deployment?',
      source,
    });
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
