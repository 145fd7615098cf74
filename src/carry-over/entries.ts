import { type Progress, type Status, statuses } from '../writers/progress.js';
import { visibleLines } from '../writers/visible.js';

/** What stands in an older worksheet of one item. */
export interface OldEntry extends Omit<Progress, 'status'> {
  readonly id: string;
  readonly title: string;
  /** As it was found, which a spreadsheet program may have changed; empty if it is not there. */
  readonly fingerprint: string;
  /** What the item was then; empty if the worksheet does not say. */
  readonly disposition: string;
  /** Null if none is given. */
  readonly status: Status | null;
  /** Where it stands, for messages: `row 7`. */
  readonly place: string;
}

/** Reads the word of the column Status, however it is spelt; null for a word that is none of them. */
export function statusOf(word: string): Status | null {
  const plain = folded(word);
  return statuses.find((status) => folded(status) === plain) ?? null;
}

function folded(word: string): string {
  return word.toLowerCase().replace(/[\s_-]+/g, '');
}

/** What people wrote, as every worksheet shows it: lines separated by LF, no unseen characters. */
export function cleaned(entry: OldEntry): OldEntry {
  return {
    ...entry,
    owner: visibleLines(entry.owner),
    decision: visibleLines(entry.decision),
    doneOn: visibleLines(entry.doneOn),
    notes: visibleLines(entry.notes),
  };
}
