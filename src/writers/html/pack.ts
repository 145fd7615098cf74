import type { WorksheetRecord } from '../records.js';
import { filled, holes, mapStrings, type PackedRow, type Shape } from './packed.js';

/**
 * Records as shapes and rows: 20 000 exclusions say the same but for their own words, so that what is the same stands
 * once. Whatever the words, shape and row together give back the record (see `unpacked`).
 */
export function packed(records: Iterable<FingerprintedRecord>): {
  readonly shapes: readonly Shape[];
  readonly rows: readonly PackedRow[];
} {
  const shapes: CutShape[] = [];
  const known = new Map<string, CutShape>();
  const members: {
    readonly shape: CutShape;
    readonly fingerprint: string;
    readonly words: readonly string[];
  }[] = [];
  for (const { record, fingerprint } of records) {
    const { template, words } = cut(record);
    const key = JSON.stringify(template);
    const shape = known.get(key) ?? { template, position: shapes.length, words, same: words.map(() => true) };
    if (shape.position === shapes.length) {
      shapes.push(shape);
      known.set(key, shape);
    }
    for (const [at, word] of words.entries()) if (word !== shape.words[at]) shape.same[at] = false;
    members.push({ shape, fingerprint, words });
  }
  return {
    shapes: shapes.map(withoutCommonWords),
    rows: members.map(({ shape, fingerprint, words }) => [
      shape.position,
      fingerprint,
      ...words.filter((_, at) => shape.same[at] === false),
    ]),
  };
}

/** A record, and the checksum by which a change of it is seen (see `fingerprintOf`). */
export interface FingerprintedRecord {
  readonly record: WorksheetRecord;
  readonly fingerprint: string;
}

interface CutShape {
  readonly template: Shape;
  readonly position: number;
  /** Of its first record. */
  readonly words: readonly string[];
  /** Which of them are the same in all its records. */
  readonly same: boolean[];
}

/** A word that all have is no difference: it stands in the shape again. */
function withoutCommonWords({ template, words, same }: CutShape): Shape {
  let next = 0;
  const filling = words.map((word, at) => (same[at] === true ? word : (holes[next++] ?? '')));
  return mapStrings(template, (text) => filled(text, filling));
}

/** Shorter ones stand in too many places by chance. */
const shortestWord = 3;

function cut(record: WorksheetRecord): { readonly template: Shape; readonly words: readonly string[] } {
  const words = ownWords(record);
  function cutText(text: string): string {
    let rest = text;
    for (const [at, word] of words.entries())
      if (rest.includes(word)) rest = rest.replaceAll(word, () => holes[at] ?? word);
    return rest;
  }
  const { id, title, ataValue, ataPaths, names, steps, values, decision, command, check, reason, notes } =
    record;
  const own = {
    id,
    title,
    ataValue,
    ataPaths,
    names,
    steps,
    values,
    decision,
    command,
    check,
    reason,
    notes,
  };
  return { template: { ...record, ...mapStrings(own, cutText) }, words };
}

/**
 * What may be an item's own: its names, what is entered, the parts of its id, and positions in ATA's lists. What holds
 * another word is none, so that only that word is taken out of it. Longest first.
 */
function ownWords({ id, ataPaths, names, values }: WorksheetRecord): string[] {
  const positions = ataPaths.flatMap((path) => path.match(/\[\d+\]/g) ?? []);
  const parts = id.split('/').filter((part) => /\d/.test(part));
  const candidates = [...positions, ...parts, ...names, ...values.map(({ value }) => value)];
  const shortestFirst = [...new Set(candidates)]
    .filter(({ length }) => length >= shortestWord)
    .sort((a, b) => a.length - b.length);
  const words: string[] = [];
  for (const word of shortestFirst)
    if (words.length < holes.length && !words.some((shorter) => word.includes(shorter))) words.push(word);
  return words.reverse();
}
