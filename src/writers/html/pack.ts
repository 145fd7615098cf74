import type { WorksheetRecord } from '../records.js';
import { firstWord, hole, mapStrings, type PackedRow, type PageData, type Shape } from './packed.js';

/** Makes the page small: 20 000 exclusions say the same but for their own words, so that what is the same stands once. */
export interface Packer {
  /** @param fingerprint of the record, see `fingerprintOf` */
  add(record: WorksheetRecord, fingerprint: string): PackedRow;
  readonly shapes: PageData['shapes'];
}

export function packer(): Packer {
  const shapes: Shape[] = [];
  const known = new Map<string, number>();
  return {
    shapes,
    add(record, fingerprint) {
      const { shape, words } = cut(record);
      const key = JSON.stringify(shape);
      const position = known.get(key) ?? shapes.push(shape) - 1;
      known.set(key, position);
      return [position, fingerprint, ...words];
    },
  };
}

/** More would need characters that JSON has to escape; what is over stays in the shape. */
const mostWords = 40;

/** Shorter ones stand in too many places by chance. */
const shortestWord = 3;

function cut(record: WorksheetRecord): { readonly shape: Shape; readonly words: readonly string[] } {
  const candidates = [...new Set(wordsOf(record))]
    .filter(({ length }) => length >= shortestWord)
    .sort((a, b) => b.length - a.length);
  if (candidates.length === 0) return { shape: record, words: [] };
  const pattern = new RegExp(candidates.map(escaped).join('|'), 'gu');
  const words: string[] = [];
  const known = new Map<string, string>();
  function holeFor(word: string): string {
    const found = known.get(word);
    if (found !== undefined) return found;
    if (words.length === mostWords) return word;
    const made = hole + String.fromCharCode(firstWord + words.length);
    words.push(word);
    known.set(word, made);
    return made;
  }
  function cutText(text: string): string {
    return text.replace(pattern, holeFor);
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
  return { shape: { ...record, ...mapStrings(own, cutText) }, words };
}

/** What may be an item's own: its names, what is entered, the parts of its id, and positions in ATA's lists. */
function wordsOf({ id, ataPaths, names, values }: WorksheetRecord): string[] {
  return [
    ...names.filter((name) => !name.endsWith(']')),
    ...values.map(({ value }) => value),
    ...id.split('/').filter((part) => /\d/.test(part)),
    ...ataPaths.flatMap((path) => path.match(/\[\d+\]/g) ?? []),
  ];
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
