/**
 * Files of a series differ, most of them, in nothing but the times that ATA writes. A frame is the text of one file with
 * holes where such values stand: a file that fits into it need not be parsed.
 */

import { isAlwaysBookkeeping } from '../catalogue/change-severities.js';
import { parsePath } from '../catalogue/paths.js';
import type { SettingsIndex } from '../catalogue/settings.js';
import { meaningOf } from '../diff/meaning.js';
import type { AtaSnapshot, Document } from '../types/ata-snapshot.js';

/** A text with holes. */
export interface Frame {
  /** What stands between the holes; one more than there are holes. */
  readonly pieces: readonly string[];
  /** The form of what stands in each hole. */
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
      let paths = known.get(document.key);
      if (paths === undefined) {
        paths = new Map();
        known.set(document.key, paths);
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

/** Keys down to the values that do not count. */
interface Tree {
  readonly below: Map<string, Tree>;
  isWanted: boolean;
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
  const scan = new Scan(text, trees);
  if (!scan.documents() || scan.documentCount !== trees.length) return null;
  const places = new Set(scan.holes.map(({ tree }) => tree));
  // A key that stands twice.
  if (places.size !== scan.holes.length) return null;
  const pieces: string[] = [];
  let end = 0;
  for (const hole of scan.holes) {
    pieces.push(text.slice(end, hole.start));
    end = hole.end;
  }
  pieces.push(text.slice(end));
  const center = trees[snapshot.documents.findIndex(({ kind }) => kind === 'center')];
  return {
    pieces,
    forms: scan.holes.map(({ start, end: after }) => formOf(text.slice(start, after))),
    updateTime: scan.holes.findIndex(({ tree }) => tree === center?.below.get('UpdateTime')),
  };
}

/** What a text that fits into a frame has in its holes. */
export interface Filling {
  /** UpdateTime of the Center, in UTC; null if it has none, or in no known form. */
  readonly updateTime: string | null;
}

/** Holds a text against a frame; null if it differs from it in more than what stands in the holes. */
export function fillingOf(text: string, { pieces, forms, updateTime }: Frame): Filling | null {
  const values: string[] = [];
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    if (!text.startsWith(piece, at)) return null;
    at += piece.length;
    const form = forms[index];
    if (form === undefined) continue;
    const value = match(leafValue, text, at);
    if (value === undefined || formOf(value) !== form || !hasPossibleTimes(value)) return null;
    at += value.length;
    values.push(value);
  }
  return at === text.length ? { updateTime: timeIn(values[updateTime] ?? '') } : null;
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

const blank = /[ \t\r\n]*/y;
const quoted = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const scalar = /-?[\d][\d.eE+-]*|true|false|null/y;
/** A leaf in JSON, or a date or number in extended JSON. */
const leafValue =
  /"[^"\\]*"|-?\d[\d.eE+-]*|true|false|null|\{\s*"\$(?:date|number\w+)"\s*:\s*(?:"[^"\\]*"|-?\d+|\{\s*"\$numberLong"\s*:\s*"-?\d+"\s*\})\s*\}/y;

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
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

/** Walks through strict JSON, and gives up at anything else. */
class Scan {
  readonly #text: string;
  readonly #trees: readonly Tree[];
  #at = 0;
  documentCount = 0;
  readonly holes: { readonly start: number; readonly end: number; readonly tree: Tree }[] = [];

  constructor(text: string, trees: readonly Tree[]) {
    this.#text = text;
    this.#trees = trees;
  }

  /** Documents one after another, or in arrays. */
  documents(): boolean {
    for (this.#pass(blank); this.#at < this.#text.length; this.#pass(blank))
      if (!(this.#next() === '[' ? this.#list(() => this.#document()) : this.#document())) return false;
    return true;
  }

  #document(): boolean {
    const tree = this.#trees[this.documentCount];
    this.documentCount += 1;
    return tree !== undefined && this.#next() === '{' && this.#object(tree);
  }

  #object(tree: Tree | undefined): boolean {
    return this.#members('}', () => {
      const key = this.#take(quoted);
      // An escape may stand for any letter.
      if (key === undefined || (tree !== undefined && key.includes('\\'))) return false;
      this.#pass(blank);
      if (this.#next() !== ':') return false;
      this.#at += 1;
      this.#pass(blank);
      return this.#value(tree?.below.get(key.slice(1, -1)));
    });
  }

  #list(element: () => boolean): boolean {
    return this.#members(']', element);
  }

  /** What stands between brackets, with commas between. */
  #members(closing: string, member: () => boolean): boolean {
    this.#at += 1;
    this.#pass(blank);
    for (let isFirst = true; this.#next() !== closing; isFirst = false) {
      if (!isFirst) {
        if (this.#next() !== ',') return false;
        this.#at += 1;
        this.#pass(blank);
      }
      if (!member()) return false;
      this.#pass(blank);
    }
    this.#at += 1;
    return true;
  }

  #value(tree: Tree | undefined): boolean {
    const start = this.#at;
    if (tree?.isWanted === true) {
      // An empty list has no form that others could have too.
      if (this.#take(leafValue) !== undefined) {
        this.holes.push({ start, end: this.#at, tree });
        return true;
      }
    }
    switch (this.#next()) {
      case '{':
        return this.#object(tree);
      case '[':
        return this.#list(() => this.#value(undefined));
      case '"':
        return this.#take(quoted) !== undefined;
      default:
        return this.#take(scalar) !== undefined;
    }
  }

  #next(): string {
    return this.#text.charAt(this.#at);
  }

  #take(pattern: RegExp): string | undefined {
    const found = match(pattern, this.#text, this.#at);
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #pass(pattern: RegExp): void {
    this.#take(pattern);
  }
}
