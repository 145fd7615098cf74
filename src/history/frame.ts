/**
 * Files of a series differ, most of them, in nothing but the times that ATA writes. A frame is the text of one file with
 * holes where such values stand: a file that fits into it need not be parsed.
 */

import { isAlwaysBookkeeping } from '../catalogue/change-severities.js';
import { parsePath } from '../catalogue/paths.js';
import type { SettingsIndex } from '../catalogue/settings.js';
import { meaningOf } from '../diff/meaning.js';
import type { AtaSnapshot, Document } from '../types/ata-snapshot.js';
import { type JsonOutline, leafValue, match, outlineOf, type Tree } from './json-outline.js';

/** A text with holes. */
export interface Frame {
  readonly text: string;
  readonly outline: JsonOutline;
  /** Where in each document the values stand that do not count. */
  readonly trees: readonly Tree[];
  /** That of the Center. */
  readonly center: Tree | undefined;
  /** What stands between the holes; one more than there are holes. */
  readonly pieces: readonly string[];
  /** What stands in each hole, and the form of that. */
  readonly values: readonly string[];
  readonly forms: readonly string[];
  /** In which hole the UpdateTime of the Center stands; -1 if in none. */
  readonly updateTime: number;
}

/** Tells which leaves never count, whatever becomes of them: what ATA writes by itself. */
export interface Bookkeeping {
  covers(document: Document, path: string): boolean;
}

/** By the catalogue. Files of a series have the same leaves, so each is looked up once. */
export function bookkeepingOf(settings: SettingsIndex): Bookkeeping {
  const known = new Map<string, Map<string, boolean>>();
  return {
    covers(document, path) {
      // Elements of lists have no names of their own: they are told apart by what they hold.
      if (path.includes('[')) return false;
      let paths = known.get(document.kind);
      if (paths === undefined) {
        paths = new Map();
        known.set(document.kind, paths);
      }
      const answer = paths.get(path);
      if (answer !== undefined) return answer;
      const { area, setting } = meaningOf(document, path, settings);
      const found = isAlwaysBookkeeping({ area, setting, path: `${document.key}:${path}` });
      paths.set(path, found);
      return found;
    },
  };
}

/**
 * The frame of a text.
 *
 * @param text of which the snapshot was made
 * @returns null where it cannot be told which value stands where, so that other files must be parsed
 */
export function frameOf(
  text: string,
  snapshot: Pick<AtaSnapshot, 'documents'>,
  bookkeeping: Bookkeeping,
): Frame | null {
  // Of two states of one document, the times say which of them is in force.
  if (snapshot.documents.some(({ supersededBy }) => supersededBy !== null)) return null;
  const trees = snapshot.documents.map((document) => treeOf(document, bookkeeping));
  const outline = outlineOf(text, trees);
  const center = trees[snapshot.documents.findIndex(({ kind }) => kind === 'center')];
  if (outline === null || outline.documents.length !== trees.length) return null;
  return frameOfOutline(text, outline, { trees, center });
}

/** The frame of a text whose documents are the same as those of another. */
export function frameOfOutline(
  text: string,
  outline: JsonOutline,
  { trees, center }: Pick<Frame, 'trees' | 'center'>,
): Frame {
  const { holes } = outline;
  const values = holes.map((hole) => text.slice(hole.start, hole.end));
  const pieces: string[] = [];
  let end = 0;
  for (const hole of holes) {
    pieces.push(text.slice(end, hole.start));
    end = hole.end;
  }
  pieces.push(text.slice(end));
  return {
    text,
    outline,
    trees,
    center,
    pieces,
    values,
    forms: values.map(formOf),
    updateTime: holes.findIndex(({ tree }) => tree === center?.below.get('UpdateTime')),
  };
}

/** What a text that fits into a frame has in its holes. */
export interface Filling {
  /** UpdateTime of the Center, in UTC; null if it has none, or in no known form. */
  readonly updateTime: string | null;
}

/** Holds a text against a frame; null if it differs from it in more than what stands in the holes. */
export function fillingOf(text: string, { pieces, values, forms, updateTime }: Frame): Filling | null {
  let at = 0;
  let time = '';
  let [last, lastForm] = ['', ''];
  for (const [index, piece] of pieces.entries()) {
    if (!text.startsWith(piece, at)) return null;
    at += piece.length;
    const old = values[index];
    if (old === undefined) continue;
    // What ends in a quotation mark or a brace cannot go on.
    const isSame = text.startsWith(old, at) && /["}]$/.test(old);
    const value = isSame ? old : match(leafValue, text, at);
    if (value === undefined) return null;
    const form = forms[index] ?? '';
    // Gateways are often written at the same time.
    if (!isSame && (value !== last || form !== lastForm)) {
      if (formOf(value) !== form || !hasPossibleTimes(value)) return null;
      [last, lastForm] = [value, form];
    }
    if (index === updateTime) time = value;
    at += value.length;
  }
  return at === text.length ? { updateTime: timeIn(time) } : null;
}

/** A time as text, or as milliseconds since 1970. */
function timeIn(value: string): string | null {
  const text = /\d+-\d+-\d+T[^"]*/.exec(value)?.[0];
  if (text !== undefined) return text;
  const milliseconds = /-?\d{8,15}/.exec(value)?.[0];
  return milliseconds === undefined ? null : new Date(Number(milliseconds)).toISOString();
}

/** Where in a document the values stand that do not count. */
function treeOf(document: Document, bookkeeping: Bookkeeping): Tree {
  const root: Tree = { below: new Map(), isWanted: false };
  for (const { path } of document.leaves) {
    if (!bookkeeping.covers(document, path)) continue;
    let tree = root;
    for (const segment of parsePath(path)) {
      const next = tree.below.get(String(segment)) ?? { below: new Map(), isWanted: false };
      tree.below.set(String(segment), next);
      tree = next;
    }
    tree.isWanted = true;
  }
  return root;
}

/** Numbers of any value and length are of one form. */
function formOf(value: string): string {
  return value.replace(/\d+/g, '0');
}

/** A date that no calendar has makes a document another one, or a damaged one. */
function hasPossibleTimes(value: string): boolean {
  const time = /"(\d+-\d+-\d+T[^"]*)"/.exec(value)?.[1];
  return time === undefined || !Number.isNaN(Date.parse(time));
}
