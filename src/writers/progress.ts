import type { Item } from '../types/migration-plan.js';
import type { WorksheetRecord } from './records.js';

/** What people put into a worksheet of one item, whatever its format. Text that is not there is empty. */
export interface Progress {
  readonly status: Status;
  readonly owner: string;
  /** The option that was chosen, or what was decided in its place. */
  readonly decision: string;
  /** When it was done, as people wrote it. */
  readonly doneOn: string;
  readonly notes: string;
}

/** The words of the column Status, in the order in which they are offered. */
export const statuses = ['To do', 'In progress', 'Done', 'Not needed', 'Blocked'] as const;

export type Status = (typeof statuses)[number];

/** An item that an older worksheet had and this plan has no more; what people wrote of it is kept. */
export interface VanishedItem {
  readonly id: string;
  readonly title: string;
  readonly progress: Progress;
}

/** What is carried over from an older worksheet of the same deployment. */
export interface CarriedOver {
  /** By item id. */
  readonly entries: ReadonlyMap<string, Progress>;
  /** Ids of items that say something else now than when people worked on them. */
  readonly changed: ReadonlySet<string>;
  readonly vanished: readonly VanishedItem[];
}

/** What every writer of worksheets takes besides the plan. */
export interface WorksheetOptions {
  readonly carriedOver?: CarriedOver;
}

/** Dispositions of which nobody has to do anything. */
const needsNothing: ReadonlySet<Item['disposition']> = new Set(['automatic', 'default']);

/** What stands in a worksheet before anybody worked on an item. */
export function initialProgress({ disposition }: Pick<Item, 'disposition'>): Progress {
  const status = needsNothing.has(disposition) ? 'Not needed' : 'To do';
  return { status, owner: '', decision: '', doneOn: '', notes: '' };
}

/** The progress of an item: what was carried over, else what stands there at the beginning. */
export function progressOf(
  record: Pick<WorksheetRecord, 'id' | 'disposition'>,
  options: WorksheetOptions,
): Progress {
  return options.carriedOver?.entries.get(record.id) ?? initialProgress(record);
}

/**
 * Sixteen hexadecimal digits that differ when a worksheet says something else of an item: every worksheet holds them, so
 * that an older one can be told from the present plan. No protection against anybody, only a checksum (FNV-1a with 64
 * bits).
 */
export function fingerprintOf(record: WorksheetRecord): string {
  return checksum(JSON.stringify(record));
}

const utf8 = new TextEncoder();

/** FNV-1a with 64 bits, as sixteen hexadecimal digits. */
// In halves of 32 bits: whole numbers of 64 bits are slow, and there are twenty thousand items.
export function checksum(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const byte of utf8.encode(text)) {
    low = (low ^ byte) >>> 0;
    // Times the prime 2^40 + 0x1b3.
    const product = low * 0x1b3;
    const carry = Math.floor(product / 2 ** 32);
    high = (Math.imul(high, 0x1b3) + carry + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return hex(high) + hex(low);
}

function hex(half: number): string {
  return half.toString(16).padStart(8, '0');
}
