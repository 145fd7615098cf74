import { type Progress, type Status, statuses } from '../progress.js';

/** The file in which a page hands on what people entered, and which `--carry-over` reads. Runs in the page too. */
export interface ProgressDocument {
  readonly schema: 'worksheet-progress';
  readonly schemaVersion: 1;
  readonly program: { readonly name: string; readonly version: string };
  readonly items: readonly ProgressEntry[];
}

/** What people entered for one item, and of which item: its title is for people, its fingerprint shows a change. */
export interface ProgressEntry extends Progress {
  readonly id: string;
  readonly title: string;
  readonly fingerprint: string;
}

/** Fingerprint of nothing: where it is not known what people saw, an item counts as changed. */
export const unknownFingerprint = '0000000000000000';

/** Text of the file: an entry a line, so that two files can be compared. */
export function progressText(program: ProgressDocument['program'], items: readonly ProgressEntry[]): string {
  const head = `"schema":"worksheet-progress","schemaVersion":1,"program":${JSON.stringify(program)}`;
  const lines = items.map((item) => JSON.stringify(entryOf(item)));
  return `{${head},"items":[${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n`}]}\n`;
}

/** Only what the file is for, in its order. */
function entryOf(entry: ProgressEntry): ProgressEntry {
  const { id, title, fingerprint, status, owner, decision, doneOn, notes } = entry;
  return { id, title, fingerprint, status, owner, decision, doneOn, notes };
}

/** The entries of a file, or why it is none. Whoever made it, only texts come out. */
export function readProgress(text: string): readonly ProgressEntry[] | { readonly problem: string } {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { problem: 'The file is not JSON. Choose a file that a worksheet page exported.' };
  }
  if (!isObject(document) || document.schema !== 'worksheet-progress')
    return {
      problem: 'The file is not the progress of a worksheet. Choose a file that a worksheet page exported.',
    };
  if (document.schemaVersion !== 1)
    return { problem: 'The file is of another version of the program. Nothing was taken from it.' };
  const { items } = document;
  if (!Array.isArray(items)) return { problem: 'The file is damaged: it has no list of items.' };
  const entries: ProgressEntry[] = [];
  for (const item of items) {
    const entry = readEntry(item);
    if (entry === null)
      return { problem: `The file is damaged at item ${entries.length + 1}. Nothing was taken from it.` };
    entries.push(entry);
  }
  return entries;
}

function readEntry(item: unknown): ProgressEntry | null {
  if (!isObject(item)) return null;
  const {
    id,
    title = '',
    fingerprint = unknownFingerprint,
    status,
    owner = '',
    decision = '',
    doneOn = '',
    notes = '',
  } = item;
  const texts = [id, title, fingerprint, owner, decision, doneOn, notes];
  if (!isStatus(status) || !texts.every((text) => typeof text === 'string')) return null;
  return { id, title, fingerprint, status, owner, decision, doneOn, notes } as ProgressEntry;
}

/** Whether a text is a word of the column Status. */
export function isStatus(text: unknown): text is Status {
  return statuses.some((status) => status === text);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two say the same. */
export function isSameProgress(a: Progress, b: Progress): boolean {
  return (
    a.status === b.status &&
    a.owner === b.owner &&
    a.decision === b.decision &&
    a.doneOn === b.doneOn &&
    a.notes === b.notes
  );
}
