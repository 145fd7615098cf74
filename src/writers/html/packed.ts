import type { Progress, VanishedItem } from '../progress.js';
import type { WorksheetRecord } from '../records.js';

/** What the page carries, and how a record comes out of it again. Runs in the page: no node, no DOM. */

/** The data island of worksheet.html. */
export interface PageData {
  readonly program: { readonly name: string; readonly version: string };
  /** The same for the same items with the same progress carried over: what a browser keeps is filed under it. */
  readonly key: string;
  /** Names of the Centers: what a browser kept of an earlier worksheet is found by it. */
  readonly deployment: string;
  readonly shapes: readonly Shape[];
  readonly rows: readonly PackedRow[];
  /** What was carried over, by position of the row. */
  readonly carried: readonly (readonly [number, Progress])[];
  /** Positions of rows that say something else now than when people worked on them. */
  readonly changed: readonly number[];
  readonly vanished: readonly VanishedItem[];
}

/** A record with holes in place of the words that only one item has. */
export type Shape = WorksheetRecord;

/** Position of its shape, its fingerprint, and the words for the holes. */
export type PackedRow = readonly [number, string, ...string[]];

/**
 * The characters that stand for words, the first for the first word. No text of a record holds one of them (see
 * `visibleText`).
 */
export const holes: readonly string[] = Array.from({ length: 21 }, (_, index) =>
  String.fromCharCode(11 + index),
);

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what stands for words.
const anyHole = /[\u000b-\u001f]/g;

/** A text with its words. */
export function filled(text: string, words: readonly string[]): string {
  return text.replace(anyHole, (hole) => words[hole.charCodeAt(0) - 11] ?? '');
}

/** The record of a row. */
export function unpacked(data: Pick<PageData, 'shapes'>, [shape, , ...words]: PackedRow): WorksheetRecord {
  const record = data.shapes[shape];
  if (record === undefined) throw new Error(`the page has no shape ${shape}`);
  return mapStrings(record, (text) => filled(text, words));
}

/** A value of JSON with each of its strings mapped, but not the names of its members. */
export function mapStrings<Value>(value: Value, map: (text: string) => string): Value {
  return mapped(value, map) as Value;
}

function mapped(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((element) => mapped(element, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapped(member, map)]));
}
