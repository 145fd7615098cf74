/**
 * Holds what is needed of a million alerts at a time: a few numbers of each. Their texts are in a store, which may be a
 * file, and come back one by one in the order of the record.
 */
import { compareText } from '../compare.js';
import { InternalError } from '../errors.js';
import type { WantedEntities } from '../readers/sources.js';
import type { Filters, Kind, Severity, Source, Status, Type } from '../types/alert-record.js';
import { Column } from './column.js';
import { filterOf, severities, statuses } from './filter.js';
import { knowledgeOf } from './knowledge.js';
import { changeTime, lastTime, type ReadAlert } from './read-alert.js';

/** Keeps texts and gives them back by their number, from 0. */
export interface TextStore {
  add(text: string): void;
  get(index: number): string;
}

/** A store in memory, for records that are not large. */
export function memoryStore(): TextStore {
  const texts: string[] = [];
  return {
    add: (text) => void texts.push(text),
    get: (index) => texts[index] ?? '',
  };
}

/** What the alerts are that the filters let through. */
export interface AlertCounts {
  readonly read: number;
  readonly written: number;
  readonly openRead: number;
  readonly repeated: number;
  readonly undated: number;
  readonly byStatus: Record<Status, number>;
  readonly bySeverity: Record<Severity, number>;
  readonly openBySeverity: Record<Severity, number>;
  readonly types: readonly Type[];
}

/** More types than this no version of ATA has: others are counted together. */
const mostTypes = 500;
const otherTypes = '(other types)';

const notStored = -1;

/** The alerts of all sources, each once. */
export class AlertCollection {
  readonly #store: TextStore;
  readonly #passesFilter: ReturnType<typeof filterOf>;
  // One entry for each alert that came, in the order in which they came.
  readonly #stored = new Column('number');
  readonly #ranks = new Column('byte');
  readonly #times = new Column('number');
  readonly #changes = new Column('number');
  readonly #statuses = new Column('byte');
  readonly #severities = new Column('byte');
  readonly #typeOf = new Column('short');
  readonly #sourceOf = new Column('short');
  /** 1 for what the filters let through. */
  readonly #passes = new Column('byte');
  /** 1 where another copy of the same alert counts. */
  readonly #isSuperseded = new Column('byte');
  /** From the copy that counts to the others, one after another. */
  readonly #nextCopy = new Map<number, number>();
  readonly #rowsById = new IdTable();
  readonly #types: Type[] = [];
  readonly #typeIndexes = new Map<string, number>();
  readonly #sources: Source[] = [];
  readonly #ids = new Set<string>();
  readonly #kinds = new Set<Kind>();
  #storedCount = 0;
  #repeated = 0;

  constructor(store: TextStore, filters: Filters) {
    this.#store = store;
    this.#passesFilter = filterOf(filters);
  }

  /** Begins with the next source; what is added from now on comes from it. */
  beginSource(name: string): void {
    this.#sources.push({ name, suspiciousActivities: 0, healthAlerts: 0 });
  }

  /** Notes that a collection of this kind was there, even if nothing was in it. */
  noteKind(kind: Kind): void {
    this.#kinds.add(kind);
  }

  add(alert: ReadAlert): void {
    const source = this.#sources.at(-1);
    if (source === undefined) throw new InternalError('an alert came from no source');
    this.noteKind(alert.kind);
    source[alert.kind === 'health-alert' ? 'healthAlerts' : 'suspiciousActivities'] += 1;
    const row = this.#stored.length;
    const time = lastTime(alert);
    const passes = this.#passesFilter({ status: alert.status, severity: alert.severity, time });
    this.#passes.push(passes ? 1 : 0);
    this.#statuses.push(statuses.indexOf(alert.status));
    this.#severities.push(severities.indexOf(alert.severity));
    this.#ranks.push(rankOf(alert));
    this.#times.push(time ?? Number.NEGATIVE_INFINITY);
    this.#changes.push(changeTime(alert));
    this.#typeOf.push(this.#typeIndex(alert));
    this.#sourceOf.push(this.#sources.length - 1);
    this.#isSuperseded.push(0);
    // A note may be on the older copy only, and on one that the filter keeps out.
    const isStored = passes || alert.note !== null;
    this.#stored.push(isStored ? this.#storedCount : notStored);
    if (isStored) {
      this.#store.add(JSON.stringify(alert));
      this.#storedCount += 1;
    }
    if (passes)
      for (const ids of [alert.sourceIds, alert.destinationIds, alert.otherIds])
        for (const id of ids) this.#ids.add(id);
    if (alert.id !== null) this.#settle(row, alert.kind, alert.id);
  }

  /** Of copies of the same alert, the one that was changed last counts; of equals, the first. */
  #settle(row: number, kind: Kind, id: string): void {
    const other = this.#rowsById.rowOf(kind, id, row);
    if (other === row) return;
    this.#repeated += 1;
    if (this.#changes.at(row) > this.#changes.at(other)) {
      this.#rowsById.replace(kind, id, row);
      this.#isSuperseded.set(other, 1);
      this.#nextCopy.set(row, other);
      return;
    }
    this.#isSuperseded.set(row, 1);
    const behind = this.#nextCopy.get(other);
    if (behind !== undefined) this.#nextCopy.set(row, behind);
    this.#nextCopy.set(other, row);
  }

  /** The entities that the alerts name, as far as the filters let these through. */
  wanted(): WantedEntities {
    const sids = [...this.#ids].filter((id) => /^S-1-\d/i.test(id)).map((id) => id.toUpperCase());
    return { ids: this.#ids, sids: new Set(sids) };
  }

  /** Whether any source had alerts of this kind, or a place for them. */
  hasKind(kind: Kind): boolean {
    return this.#kinds.has(kind);
  }

  get sources(): readonly Source[] {
    return this.#sources.filter(
      ({ suspiciousActivities, healthAlerts }) => suspiciousActivities + healthAlerts > 0,
    );
  }

  counts(): AlertCounts {
    const byStatus = { open: 0, suppressed: 0, closed: 0, resolved: 0, dismissed: 0, unknown: 0 };
    const bySeverity = { high: 0, medium: 0, low: 0, unknown: 0 };
    const openBySeverity = { high: 0, medium: 0, low: 0, unknown: 0 };
    const types = this.#types.map((type) => ({ ...type }));
    let [read, written, openRead, undated] = [0, 0, 0, 0];
    for (let row = 0; row < this.#stored.length; row += 1) {
      if (this.#isSuperseded.at(row) === 1) continue;
      const status = statuses[this.#statuses.at(row)] ?? 'unknown';
      const severity = severities[this.#severities.at(row)] ?? 'unknown';
      read += 1;
      if (status === 'open') openRead += 1;
      if (this.#passes.at(row) === 0) continue;
      written += 1;
      byStatus[status] += 1;
      bySeverity[severity] += 1;
      if (this.#times.at(row) === Number.NEGATIVE_INFINITY) undated += 1;
      const type = types[this.#typeOf.at(row)];
      if (type !== undefined) type.written += 1;
      if (status !== 'open') continue;
      openBySeverity[severity] += 1;
      if (type !== undefined) type.open += 1;
    }
    return {
      ...{ read, written, openRead, undated, byStatus, bySeverity, openBySeverity },
      repeated: this.#repeated,
      types: types.filter((type) => type.written > 0).sort(openTypesFirst),
    };
  }

  /**
   * The alerts that the filters let through: open ones first, suspicious activities before health alerts, then by severity,
   * the latest first. What the one that counts does not say is taken from older copies of it.
   */
  *inOrder(): Generator<{ readonly alert: ReadAlert; readonly source: string }> {
    const order = new Uint32Array(this.#stored.length);
    let count = 0;
    for (let row = 0; row < this.#stored.length; row += 1) {
      if (this.#passes.at(row) === 0 || this.#isSuperseded.at(row) === 1) continue;
      order[count] = row;
      count += 1;
    }
    order.subarray(0, count).sort((a, b) => this.#compare(a, b));
    for (const row of order.subarray(0, count)) {
      const source = this.#sources[this.#sourceOf.at(row)]?.name ?? '';
      yield { alert: this.#completed(row), source };
    }
  }

  #compare(a: number, b: number): number {
    const rank = this.#ranks.at(a) - this.#ranks.at(b);
    if (rank !== 0) return rank;
    const [timeOfA, timeOfB] = [this.#times.at(a), this.#times.at(b)];
    if (timeOfA !== timeOfB) return timeOfA > timeOfB ? -1 : 1;
    return a - b;
  }

  #completed(row: number): ReadAlert {
    let alert = this.#alertOf(row);
    for (let copy = this.#nextCopy.get(row); copy !== undefined; copy = this.#nextCopy.get(copy)) {
      if (this.#stored.at(copy) === notStored) continue;
      const { note, relatedActivities, details, hidden } = this.#alertOf(copy);
      alert = {
        ...alert,
        note: alert.note ?? note,
        relatedActivities: alert.relatedActivities ?? relatedActivities,
        details: alert.details.length > 0 ? alert.details : details,
        hidden: alert.hidden || hidden,
      };
    }
    return alert;
  }

  #alertOf(row: number): ReadAlert {
    // It is what `add` has written.
    return JSON.parse(this.#store.get(this.#stored.at(row))) as ReadAlert;
  }

  #typeIndex(alert: ReadAlert): number {
    const knowledge = knowledgeOf(alert);
    const isOther = !knowledge.known && this.#types.length >= mostTypes;
    const [type, title] = isOther ? [otherTypes, otherTypes] : [alert.type, knowledge.title];
    const key = `${alert.kind} ${type} ${title}`;
    let index = this.#typeIndexes.get(key);
    if (index === undefined) {
      index = this.#types.push({ ...knowledge, kind: alert.kind, type, title, open: 0, written: 0 }) - 1;
      this.#typeIndexes.set(key, index);
    }
    return index;
  }
}

function rankOf({ status, kind, severity }: ReadAlert): number {
  return (status === 'open' ? 0 : 8) + (kind === 'health-alert' ? 4 : 0) + severities.indexOf(severity);
}

function openTypesFirst(a: Type, b: Type): number {
  if (a.open !== b.open) return b.open - a.open;
  if (a.written !== b.written) return b.written - a.written;
  return compareText(`${a.title} ${a.type}`, `${b.title} ${b.type}`);
}

/**
 * Which row an id has. Ids of alerts are ObjectIds, twelve bytes: held as numbers, a million of them take a fifth of what
 * they would as texts.
 */
class IdTable {
  /** Three words and the row of each id. */
  readonly #entries = new Column('word');
  /** Places in `#entries`, by hash; 0 is free, so places count from 1. */
  #slots = new Uint32Array(1024);
  readonly #others = new Map<string, number>();

  /** The row of the id; it is `row` itself if the id is new. */
  rowOf(kind: Kind, id: string, row: number): number {
    const words = wordsOf(id);
    if (words === null) {
      const known = this.#others.get(`${kind} ${id}`);
      if (known === undefined) this.#others.set(`${kind} ${id}`, row);
      return known ?? row;
    }
    if (this.#entries.length / 4 > this.#slots.length / 2) this.#grow();
    const slot = this.#slotOf(words);
    const place = this.#slots[slot] ?? 0;
    if (place > 0) return this.#entries.at((place - 1) * 4 + 3);
    for (const value of [...words, row]) this.#entries.push(value);
    this.#slots[slot] = this.#entries.length / 4;
    return row;
  }

  replace(kind: Kind, id: string, row: number): void {
    const words = wordsOf(id);
    if (words === null) this.#others.set(`${kind} ${id}`, row);
    else this.#entries.set(((this.#slots[this.#slotOf(words)] ?? 1) - 1) * 4 + 3, row);
  }

  /** The slot that holds the id, or the free one where it belongs. */
  #slotOf([first, second, third]: Words): number {
    const mask = this.#slots.length - 1;
    let slot =
      (Math.imul(first ^ Math.imul(second, 0x9e3779b1) ^ Math.imul(third, 0x85ebca6b), 0xc2b2ae35) >>> 7) &
      mask;
    for (;;) {
      const place = this.#slots[slot] ?? 0;
      if (place === 0) return slot;
      const at = (place - 1) * 4;
      const entries = this.#entries;
      if (entries.at(at) === first && entries.at(at + 1) === second && entries.at(at + 2) === third)
        return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let at = 0; at < this.#entries.length; at += 4) {
      const words = [this.#entries.at(at), this.#entries.at(at + 1), this.#entries.at(at + 2)] as const;
      this.#slots[this.#slotOf(words)] = at / 4 + 1;
    }
  }
}

type Words = readonly [number, number, number];

function wordsOf(id: string): Words | null {
  if (!/^[0-9a-f]{24}$/i.test(id)) return null;
  const word = (at: number): number => Number.parseInt(id.slice(at, at + 8), 16);
  return [word(0), word(8), word(16)];
}
