import { InternalError } from '../errors.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import type { Artifact } from './writer.js';

/**
 * JSON with sorted keys, one line per element of the lists that grow: small, and a line-by-line comparison of two
 * files shows what changed. Written by hand and not by JSON.stringify because a plan of 20 000 items repeats the
 * same reasons, links and limits: each of these is turned into text once.
 */

/** How a document is laid out. Paths are property names joined by `.`, with `[]` for an element of a list. */
interface JsonLayout {
  /** Values that take a line for each member, besides the document itself and the lists directly in it. */
  readonly opened: ReadonlySet<string>;
  /** Properties of which something is often the very same object or text in many places. */
  readonly shared: ReadonlyMap<string, Shared>;
}

/** The whole value, or each element of a list that itself is made anew each time. */
type Shared = 'value' | 'elements';

const plainLayout: JsonLayout = { opened: new Set(), shared: new Map() };

const planLayout: JsonLayout = {
  opened: new Set(),
  shared: new Map<string, Shared>([
    ['check', 'value'],
    ['detection', 'value'],
    ['docs', 'value'],
    ['entities', 'value'],
    ['limits', 'value'],
    ['notes', 'value'],
    ['portalPath', 'value'],
    ['reason', 'value'],
  ]),
};

const snapshotLayout: JsonLayout = {
  opened: new Set([
    'detectors[]',
    'detectors[].exclusions',
    'documents[]',
    'documents[].leaves',
    'engineTuning',
    'engineTuning.changed',
    'engineTuning.defaultUnknown',
  ]),
  shared: new Map(),
};

/** `plan.json`: the plan as data, schema `migration-plan`. */
export function planArtifact(plan: MigrationPlan): Artifact {
  return { name: 'plan.json', mediaType: 'application/json', content: jsonPieces(plan, planLayout) };
}

/** `snapshot.json`: the snapshot as data, schema `ata-snapshot`. */
export function snapshotArtifact(snapshot: AtaSnapshot): Artifact {
  return {
    name: 'snapshot.json',
    mediaType: 'application/json',
    content: jsonPieces(snapshot, snapshotLayout),
  };
}

/**
 * Any JSON value as text: keys sorted, a line for each property and for each element of a list directly in it,
 * ending in a newline. Characters that are invisible, control a terminal or turn the direction of writing are
 * escaped, so that the file can be looked at safely.
 *
 * @throws InternalError for what JSON cannot hold (undefined, NaN, bigint, functions, Map...): nothing is dropped
 */
export function jsonText(value: unknown): string {
  const decoder = new TextDecoder();
  return jsonPieces(value, plainLayout)
    .map((piece) => decoder.decode(piece))
    .join('');
}

/**
 * A function that gives a value as one line of JSON, with sorted keys and escapes as {@link jsonText} has them. It serves
 * one document.
 *
 * @param shared properties whose values are often the very same object
 */
export function jsonLineWriter(shared: readonly string[]): (value: unknown) => string {
  return compactWriter(new Map(shared.map((name) => [name, 'value'])));
}

/** Size of the pieces a document is handed on in. */
const pieceSize = 1 << 20;

/** Length from which on text is turned into bytes: much longer strings take the engine much longer to make. */
const textLength = 1 << 16;

function jsonPieces(value: unknown, layout: JsonLayout): Uint8Array[] {
  const encoder = new TextEncoder();
  const compact = compactWriter(layout.shared);
  const full: Uint8Array[] = [];
  let piece = new Uint8Array(pieceSize);
  let length = 0;
  let text = '';

  function add(more: string): void {
    text += more;
    if (text.length >= textLength) encode();
  }

  function encode(): void {
    // UTF-8 takes at most three bytes for each UTF-16 code.
    const most = 3 * text.length;
    if (length + most > piece.length) {
      full.push(piece.subarray(0, length));
      piece = new Uint8Array(Math.max(pieceSize, most));
      length = 0;
    }
    length += encoder.encodeInto(text, piece.subarray(length)).written;
    text = '';
  }

  /** `depth` is the level of indentation of the line that the value begins on. */
  function write(value: unknown, path: string, depth: number): void {
    const opens = depth === 0 || (depth === 1 && Array.isArray(value)) || layout.opened.has(path);
    if (!opens || typeof value !== 'object' || value === null || Object.keys(value).length === 0)
      add(compact(value));
    else if (Array.isArray(value)) openList(value, path, depth);
    else openObject(checkedObject(value), path, depth);
  }

  function openList(elements: readonly unknown[], path: string, depth: number): void {
    const indent = '  '.repeat(depth + 1);
    const elementPath = `${path}[]`;
    let before = `[\n${indent}`;
    for (const element of elements) {
      add(before);
      write(element, elementPath, depth + 1);
      before = `,\n${indent}`;
    }
    add(`\n${'  '.repeat(depth)}]`);
  }

  function openObject(members: Readonly<Record<string, unknown>>, path: string, depth: number): void {
    const indent = '  '.repeat(depth + 1);
    for (const [index, key] of Object.keys(members).sort().entries()) {
      add(`${index === 0 ? '{' : ','}\n${indent}${quoted(key)}: `);
      write(members[key], path === '' ? key : `${path}.${key}`, depth + 1);
    }
    add(`\n${'  '.repeat(depth)}}`);
  }

  write(value, '', 0);
  add('\n');
  encode();
  return [...full, piece.subarray(0, length)];
}

interface LabelledKey {
  readonly key: string;
  /** The key as JSON with its colon, and with what stands before it: a brace or a comma. */
  readonly label: string;
  /** What of the value is often the same in many places. */
  readonly shared: Shared | undefined;
}

/** The same keys in the same order of making, as the objects made by one function have them. */
interface Shape {
  readonly keys: readonly string[];
  readonly sorted: readonly LabelledKey[];
}

/** A plan has a few dozen shapes; values with labels of their own must not fill the memory. */
const mostFirstKeys = 64;
const mostShapes = 16;

/** A function that gives a value as one line. It remembers shapes and shared values, so it serves one document. */
function compactWriter(sharedNames: ReadonlyMap<string, Shared>): (value: unknown) => string {
  const shapesByFirstKey = new Map<string | undefined, Shape[]>();
  const remembered = new Map<unknown, string>();

  function compact(value: unknown): string {
    if (typeof value === 'string') return quoted(value);
    if (value === null) return 'null';
    if (typeof value === 'object')
      return Array.isArray(value) ? list(value, compact) : object(checkedObject(value));
    if (typeof value === 'boolean' || Number.isFinite(value)) return String(value);
    throw new InternalError(`a value of type ${typeof value} cannot be written as JSON`);
  }

  function list(elements: readonly unknown[], textOf: (element: unknown) => string): string {
    let text = '[';
    for (let index = 0; index < elements.length; index += 1) {
      if (index > 0) text += ',';
      text += textOf(elements[index]);
    }
    return `${text}]`;
  }

  function object(members: Readonly<Record<string, unknown>>): string {
    const keys = keysOf(members);
    if (keys.length === 0) return '{}';
    let text = '';
    for (const { key, label, shared } of keys) {
      const member = members[key];
      text += label;
      if (shared === 'value') text += sharedText(member);
      else if (shared === 'elements' && Array.isArray(member)) text += list(member, sharedText);
      else text += compact(member);
    }
    return `${text}}`;
  }

  function sharedText(value: unknown): string {
    const known = remembered.get(value);
    if (known !== undefined) return known;
    const text = compact(value);
    remembered.set(value, text);
    return text;
  }

  function keysOf(members: Readonly<Record<string, unknown>>): readonly LabelledKey[] {
    const keys = Object.keys(members);
    let shapes = shapesByFirstKey.get(keys[0]);
    if (shapes === undefined) {
      shapes = [];
      if (shapesByFirstKey.size < mostFirstKeys) shapesByFirstKey.set(keys[0], shapes);
    }
    for (const shape of shapes) if (sameKeys(shape.keys, keys)) return shape.sorted;
    const sorted = sortedKeys(keys, sharedNames);
    if (shapes.length < mostShapes) shapes.push({ keys, sorted });
    return sorted;
  }

  return compact;
}

function sameKeys(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}

function sortedKeys(keys: readonly string[], sharedNames: ReadonlyMap<string, Shared>): LabelledKey[] {
  return [...keys].sort().map((key, index) => ({
    key,
    label: `${index === 0 ? '{' : ','}${quoted(key)}:`,
    shared: sharedNames.get(key),
  }));
}

/** An object whose own properties are all there is to it; a Map or Date would lose its content in silence. */
function checkedObject(value: object): Readonly<Record<string, unknown>> {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new InternalError('an object that is not plain cannot be written as JSON');
  return value as Readonly<Record<string, unknown>>;
}

/** Control and format characters and the two separators that JSON.stringify leaves as they are. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** What JSON.stringify escapes in printable ASCII, and whatever else is not printable ASCII. Most texts have neither. */
const special = /[^ !#-[\]-~]/;
const beyondAscii = /[^ -~]/;

function quoted(text: string): string {
  if (!special.test(text)) return `"${text}"`;
  const json = JSON.stringify(text);
  return beyondAscii.test(text) ? json.replace(unseen, unicodeEscapes) : json;
}

function unicodeEscapes(character: string): string {
  let escapes = '';
  for (let index = 0; index < character.length; index += 1)
    escapes += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  return escapes;
}
