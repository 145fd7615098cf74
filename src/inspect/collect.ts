/** Lays the documents of one kind over each other, until only types and counts are left of the values. */
import { formatPath, type PathSegment } from '../catalogue/paths.js';
import type { ProfileKind, SettingsIndex } from '../catalogue/settings.js';
import {
  BinaryValue,
  DateValue,
  type DocumentObject,
  type DocumentValue,
  ExtendedValue,
  isList,
  isObject,
  ObjectIdValue,
} from '../readers/values.js';
import { scrubText } from '../snapshot/scrub.js';
import { isKeyName, soundsSecret } from '../snapshot/secret-names.js';
import type { TypeCount } from '../types/structure-report.js';

export type TypeWord = TypeCount['type'];

/** One place, over all documents. The keys are those of the source: they must not leave this folder as they are. */
export interface PlaceNode {
  /** Values without anything in them, by type; full lists and objects are in `lists` and `objects`. */
  readonly leaves: Map<TypeWord, number>;
  readonly lists: number[];
  objects: number;
  readonly keys: Map<string, PlaceNode>;
  element: PlaceNode | null;
  /** Everything here and below belongs to a secret: how long a list is, or how much of it there is, could tell of it. */
  readonly secret: boolean;
}

function newNode(secret: boolean): PlaceNode {
  return { leaves: new Map(), lists: [], objects: 0, keys: new Map(), element: null, secret };
}

/** Lays documents over each other. */
export function collectPlaces(
  documents: readonly DocumentObject[],
  profile: ProfileKind,
  settings: SettingsIndex,
): PlaceNode {
  const root = newNode(false);
  const path: PathSegment[] = [];

  function visit(value: DocumentValue, node: PlaceNode): void {
    if (isList(value) && value.length > 0) visitList(value, node);
    else if (isObject(value) && value.size > 0) visitObject(value, node);
    else node.leaves.set(typeOf(value), (node.leaves.get(typeOf(value)) ?? 0) + 1);
    if (isList(value)) node.lists.push(value.length);
  }

  function visitList(list: readonly DocumentValue[], node: PlaceNode): void {
    path.push(0);
    node.element ??= newNode(node.secret || isSecretPlace(''));
    for (const element of list) visit(element, node.element);
    path.pop();
  }

  function visitObject(object: DocumentObject, node: PlaceNode): void {
    node.objects += 1;
    for (const [key, value] of object) {
      path.push(key);
      let child = node.keys.get(key);
      if (child === undefined) {
        child = newNode(node.secret || isSecretPlace(key));
        node.keys.set(key, child);
      }
      visit(value, child);
      path.pop();
    }
  }

  /** As the snapshot has it, but by names alone: what is said of a place must not depend on its value. */
  function isSecretPlace(name: string): boolean {
    // Nor on what is secret in a key, as in an address with a password.
    const key = scrubText(name);
    const found = settings.classify(profile, formatPath(path));
    if (found?.kind === 'setting' && found.entry.secret === true) return true;
    if (!soundsSecret(key) && !isKeyName(key) && !/^keys?$/i.test(key)) return false;
    return settings.knownPrefixLength(profile, path) < path.length || found?.captures.at(-1) === name;
  }

  for (const document of documents) visit(document, root);
  return root;
}

const extendedTypes: Readonly<Record<string, TypeWord>> = {
  $numberDecimal: 'decimal128',
  $regularExpression: 'regular expression',
  $timestamp: 'timestamp',
  $code: 'code',
  $ref: 'DBRef',
  $redacted: 'redacted',
};

function typeOf(value: DocumentValue): TypeWord {
  if (value === null) return 'null';
  if (typeof value === 'boolean' || typeof value === 'string') return typeof value as 'boolean' | 'string';
  // Whether a number needs 64 bits would tell of its size.
  if (typeof value === 'number' || typeof value === 'bigint') return 'number';
  if (value instanceof ObjectIdValue) return 'ObjectId';
  if (value instanceof DateValue) return 'date';
  if (value instanceof BinaryValue) return 'binary';
  if (value instanceof ExtendedValue) {
    const known = Object.keys(extendedTypes).find((key) => Object.hasOwn(value.canonical, key));
    return (known === undefined ? undefined : extendedTypes[known]) ?? 'other';
  }
  return isList(value) ? 'list' : 'empty object';
}

/** What values of one place are made of, without counts: entries of a map have the same. */
export function shapeOf(node: PlaceNode): string {
  const leaves = [...node.leaves.keys()].sort().join('|');
  // The keys below a key of a map may be data too: how deep it goes is told by types alone.
  const inside = [...node.keys].map(([key, child]) => `${key}:${shapeOf(child)}`).sort();
  const list = node.lists.length > 0 ? `[${node.element === null ? '' : shapeOf(node.element)}]` : '';
  return `${leaves}${list}${node.objects > 0 ? `{${inside.join(',')}}` : ''}`;
}
