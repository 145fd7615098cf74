import type { Progress } from '../../progress.js';
import { statuses } from '../../progress.js';
import { type PageItem, pageItems, titleOf } from '../items.js';
import type { PageData } from '../packed.js';
import { isSameProgress, isStatus, type ProgressEntry, unknownFingerprint } from '../progress-document.js';

/** What people entered: held here, kept in the browser, handed on as a file. */

const prefix = 'ata2mdi:worksheet:';

/** What came of taking entries in. */
export interface Taken {
  /** Items that say something else now than they did. */
  readonly taken: number;
  /** Those among all entries of which the plan says something else than when people worked on them. */
  readonly changed: number;
  /** Entries of which the plan has no item. They are kept and exported again. */
  readonly foreign: number;
}

/** Another worksheet of the same Centers that this browser has kept. */
export interface Earlier {
  readonly saved: string;
  readonly entries: readonly ProgressEntry[];
}

export interface Store {
  readonly data: PageData;
  readonly items: readonly PageItem[];
  progress(item: PageItem): Progress;
  /** Whether the plan says something else of it than when people worked on it, and nobody has looked at it since. */
  isChanged(item: PageItem): boolean;
  anyChanged(): boolean;
  update(items: readonly PageItem[], patch: Partial<Progress>): void;
  /** Somebody has looked at what changed. */
  markSeen(item: PageItem): void;
  owners(): string[];
  /** Entries of items that this plan does not have. */
  foreign(): readonly ProgressEntry[];
  /** Everything that differs from a new worksheet, in the order of the worksheet. */
  entries(): readonly ProgressEntry[];
  /** How entries differ from what is here. */
  compare(entries: readonly ProgressEntry[]): Comparison;
  /** @param overwrite whether they take the place of what somebody entered here already */
  take(entries: readonly ProgressEntry[], overwrite: boolean): Taken;
  unexported(): number;
  exported(): void;
  /** Whether the browser keeps what is entered. */
  isKept(): boolean;
  /** Only as long as nothing was entered in this one. */
  earlier(): Earlier | null;
  /** Everything as it is now, for `restore`. */
  snapshot(): unknown;
  restore(snapshot: unknown): void;
  /** @param listener is told which items changed; null stands for all */
  listen(listener: (items: readonly PageItem[] | null) => void): void;
}

export interface Comparison {
  readonly entries: readonly ProgressEntry[];
  readonly fresh: number;
  readonly same: number;
  readonly conflicting: number;
  readonly changed: number;
  readonly foreign: number;
}

interface State {
  readonly entered: Map<number, Progress>;
  /** Fingerprints that people saw of items that say something else now. */
  readonly stale: Map<number, string>;
  readonly foreign: Map<string, ProgressEntry>;
  readonly unexported: Set<string>;
}

/** Compact, because browsers keep five million characters: id, fingerprint, status, owner, decision, done on, notes. */
type KeptRow = readonly [string, string, number, ...string[]];

interface Kept {
  readonly saved: string;
  readonly deployment: string;
  readonly unexported: readonly string[];
  readonly rows: readonly KeptRow[];
  readonly foreign: readonly ProgressEntry[];
}

export function openStore(data: PageData): Store {
  const items = pageItems(data);
  const byItemId = new Map(items.map((item) => [item.id, item]));
  const listeners: ((items: readonly PageItem[] | null) => void)[] = [];
  let state = startState();
  let kept = readKept(prefix + data.key) !== 'unavailable';
  let timer: ReturnType<typeof setTimeout> | undefined;

  function startState(): State {
    const own = readKept(prefix + data.key);
    if (own !== 'unavailable' && own !== null) {
      const fresh = emptyState();
      takeInto(fresh, entriesOf(own), true);
      fresh.unexported.clear();
      for (const id of own.unexported) fresh.unexported.add(id);
      return fresh;
    }
    const fresh = emptyState();
    for (const [index, progress] of data.carried) fresh.entered.set(index, progress);
    for (const index of data.changed) fresh.stale.set(index, unknownFingerprint);
    for (const { id, title, progress } of data.vanished)
      fresh.foreign.set(id, { id, title, fingerprint: unknownFingerprint, ...progress });
    return fresh;
  }

  function progress(item: PageItem): Progress {
    return state.entered.get(item.index) ?? item.initial;
  }

  function put(into: State, item: PageItem, next: Progress): boolean {
    const before = into.entered.get(item.index) ?? item.initial;
    if (isSameProgress(before, next)) return false;
    if (isSameProgress(item.initial, next)) into.entered.delete(item.index);
    else into.entered.set(item.index, next);
    into.unexported.add(item.id);
    return true;
  }

  function takeInto(into: State, entries: readonly ProgressEntry[], overwrite: boolean): Taken {
    let taken = 0;
    let changed = 0;
    let foreign = 0;
    for (const entry of entries) {
      const { id, title, fingerprint, ...entered } = entry;
      const item = byItemId.get(id);
      if (item === undefined) {
        foreign += 1;
        if (overwrite || !into.foreign.has(id)) into.foreign.set(id, { id, title, fingerprint, ...entered });
        continue;
      }
      if (!overwrite && into.entered.has(item.index)) continue;
      if (put(into, item, entered)) taken += 1;
      if (fingerprint === item.fingerprint) into.stale.delete(item.index);
      else {
        into.stale.set(item.index, fingerprint);
        changed += 1;
      }
    }
    return { taken, changed, foreign };
  }

  function entryOf(item: PageItem): ProgressEntry {
    const fingerprint = state.stale.get(item.index) ?? item.fingerprint;
    return { id: item.id, title: titleOf(item), fingerprint, ...progress(item) };
  }

  function entries(): ProgressEntry[] {
    const own = items.filter(({ index }) => state.entered.has(index) || state.stale.has(index)).map(entryOf);
    return [...own, ...state.foreign.values()];
  }

  function tell(changed: readonly PageItem[] | null): void {
    clearTimeout(timer);
    timer = setTimeout(keep, 250);
    for (const listener of listeners) listener(changed);
  }

  function keep(): void {
    clearTimeout(timer);
    timer = undefined;
    const rows = items
      .filter(({ index }) => state.entered.has(index) || state.stale.has(index))
      .map((item) => rowOf(entryOf(item)));
    const text: Kept = {
      saved: new Date().toISOString(),
      deployment: data.deployment,
      unexported: [...state.unexported],
      rows,
      foreign: [...state.foreign.values()],
    };
    const before = kept;
    kept = write(prefix + data.key, text);
    if (before !== kept) for (const listener of listeners) listener([]);
  }

  function keepNow(): void {
    if (timer !== undefined) keep();
  }
  addEventListener('pagehide', keepNow);
  document.addEventListener('visibilitychange', keepNow);
  // The same page in another tab: what was entered there is here too, and not overwritten from here.
  addEventListener('storage', ({ key }) => {
    if (key !== prefix + data.key) return;
    clearTimeout(timer);
    timer = undefined;
    state = startState();
    for (const listener of listeners) listener(null);
  });

  return {
    data,
    items,
    progress,
    isChanged: ({ index }) => state.stale.has(index),
    anyChanged: () => state.stale.size > 0,
    update(chosen, patch) {
      const changed = chosen.filter((item) => put(state, item, { ...progress(item), ...patch }));
      if (changed.length > 0) tell(changed);
    },
    markSeen(item) {
      state.stale.delete(item.index);
      state.unexported.add(item.id);
      tell([item]);
    },
    owners() {
      const names = new Set([...state.entered.values()].map(({ owner }) => owner.trim()));
      names.delete('');
      return [...names].sort((a, b) => a.localeCompare(b));
    },
    foreign: () => [...state.foreign.values()],
    entries,
    compare(found) {
      let [fresh, same, conflicting, changed, unknown] = [0, 0, 0, 0, 0];
      for (const entry of found) {
        const item = byItemId.get(entry.id);
        if (item === undefined) unknown += 1;
        else {
          if (isSameProgress(progress(item), entry)) same += 1;
          else if (state.entered.has(item.index)) conflicting += 1;
          else fresh += 1;
          if (entry.fingerprint !== item.fingerprint) changed += 1;
        }
      }
      return { entries: found, fresh, same, conflicting, changed, foreign: unknown };
    },
    take(found, overwrite) {
      const result = takeInto(state, found, overwrite);
      tell(null);
      return result;
    },
    unexported: () => state.unexported.size,
    exported() {
      state.unexported.clear();
      tell([]);
    },
    isKept: () => kept,
    earlier() {
      if (readKept(prefix + data.key) !== null) return null;
      let found: Earlier | null = null;
      for (const key of storageKeys()) {
        if (!key.startsWith(prefix) || key === prefix + data.key) continue;
        const other = readKept(key);
        if (other === null || other === 'unavailable' || other.deployment !== data.deployment) continue;
        if (found === null || other.saved > found.saved)
          found = { saved: other.saved, entries: entriesOf(other) };
      }
      return found === null || found.entries.length === 0 ? null : found;
    },
    snapshot: () => copyOf(state),
    restore(snapshot) {
      state = copyOf(snapshot as State);
      tell(null);
    },
    listen(listener) {
      listeners.push(listener);
    },
  };
}

function emptyState(): State {
  return { entered: new Map(), stale: new Map(), foreign: new Map(), unexported: new Set() };
}

function copyOf({ entered, stale, foreign, unexported }: State): State {
  return {
    entered: new Map(entered),
    stale: new Map(stale),
    foreign: new Map(foreign),
    unexported: new Set(unexported),
  };
}

function rowOf({ id, fingerprint, status, owner, decision, doneOn, notes }: ProgressEntry): KeptRow {
  const texts = [owner, decision, doneOn, notes];
  while (texts.length > 0 && texts[texts.length - 1] === '') texts.pop();
  return [id, fingerprint, statuses.indexOf(status), ...texts];
}

function entriesOf({ rows, foreign }: Kept): ProgressEntry[] {
  const own = rows.map(([id, fingerprint, status, owner = '', decision = '', doneOn = '', notes = '']) => ({
    id,
    title: '',
    fingerprint,
    status: statuses[status] ?? 'To do',
    owner,
    decision,
    doneOn,
    notes,
  }));
  return [...own, ...foreign.filter(({ status }) => isStatus(status))];
}

function storageKeys(): string[] {
  try {
    return Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
  } catch {
    return [];
  }
}

/** What a browser kept under a key: null if nothing, `unavailable` if it keeps nothing at all. */
function readKept(key: string): Kept | null | 'unavailable' {
  let text: string | null;
  try {
    text = localStorage.getItem(key);
  } catch {
    return 'unavailable';
  }
  if (text === null) return null;
  try {
    const kept = JSON.parse(text) as Kept;
    return Array.isArray(kept.rows) && Array.isArray(kept.foreign) && Array.isArray(kept.unexported)
      ? kept
      : null;
  } catch {
    return null;
  }
}

function write(key: string, kept: Kept): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
    return true;
  } catch {
    // Switched off, or full.
    return false;
  }
}
