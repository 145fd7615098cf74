import type { Classification, Origin, ProfileKind, SettingsIndex } from '../catalogue/settings.js';
import { builtInEntry } from '../catalogue/user-settings.js';
import type { AtaSnapshot, Document, LeafValue } from '../types/ata-snapshot.js';
import type { Area } from '../types/migration-plan.js';

/** A leaf of a document in force, with what the catalogue knows of it. */
export interface ClassifiedLeaf {
  /** `document:path`, unique in a snapshot; what an item's `source.paths` holds. */
  readonly ref: string;
  /** Key of its document, e.g. `center` or `gateway/DC01`. */
  readonly document: string;
  readonly path: string;
  readonly value: LeafValue;
  readonly area: Area;
  /** Null if the catalogue does not know the leaf; its area is then `unrecognised`. */
  readonly classification: Classification | null;
}

/**
 * All leaves in force of one snapshot, to be looked up by what they mean. A text where a list or an object has to be
 * means nothing: it is among `all`, but found under no area and no setting. So are the settings that only a user's
 * catalogue knows: no part of the program could know what to make of them.
 */
export interface LeafIndex {
  readonly all: readonly ClassifiedLeaf[];
  /** Leaves of the settings that only a user's catalogue knows, in document order. */
  readonly ofUser: readonly ClassifiedLeaf[];
  /** Leaves of an area, in document order. */
  ofArea(area: Area): readonly ClassifiedLeaf[];
  /** Leaves of one setting of the catalogue, e.g. `syslog.enabled`, in document order. */
  ofSetting(id: string): readonly ClassifiedLeaf[];
  byRef(ref: string): ClassifiedLeaf | undefined;
}

/** Which part of the settings catalogue applies to a document. */
export function scopeOf(kind: Document['kind']): ProfileKind {
  return kind === 'center' || kind === 'gateway' ? kind : 'other';
}

/** The leaves of the documents in force of a snapshot, classified by the catalogue. */
export function classifySnapshot(
  snapshot: Pick<AtaSnapshot, 'documents'>,
  settings: SettingsIndex,
): LeafIndex {
  const inForce = snapshot.documents.filter((document) => document.supersededBy === null);
  const all: ClassifiedLeaf[] = [];
  const misplaced = new Set<ClassifiedLeaf>();
  for (const document of inForce) {
    const scope = scopeOf(document.kind);
    for (const leaf of classifyDocument(document, settings)) {
      all.push(leaf);
      const isText = typeof leaf.value === 'string' && !leaf.path.endsWith(']');
      if (isText && settings.containerKind(scope, leaf.path) !== null) misplaced.add(leaf);
    }
  }
  for (const leaf of secondPlaces(all)) misplaced.add(leaf);
  return indexLeaves(all, misplaced);
}

/**
 * Leaves at which a user's catalogue sees a setting of a single value that this program, or an earlier leaf, has already:
 * the parts of this program that read the setting expect one.
 */
function secondPlaces(all: readonly ClassifiedLeaf[]): ClassifiedLeaf[] {
  const own = all.filter((leaf) => originOf(leaf) === 'user-place');
  if (own.length === 0) return [];
  const taken = new Set(
    all.flatMap((leaf) => (originOf(leaf) === 'built-in' ? (singleValueOf(leaf) ?? []) : [])),
  );
  return own.filter((leaf) => {
    const value = singleValueOf(leaf);
    if (value === null) return false;
    const isTaken = taken.has(value);
    taken.add(value);
    return isTaken;
  });
}

/** What a leaf of a single-valued setting is the value of; null for an element of a list, or a part of something. */
function singleValueOf({ classification, document }: ClassifiedLeaf): string | null {
  if (classification?.kind !== 'setting') return null;
  const { entry, captures } = classification;
  const isSingle = builtInEntry(entry.id)?.paths.every((path) => !/\[\]|\*\*/.test(path)) === true;
  return isSingle ? JSON.stringify([document, entry.id, ...captures]) : null;
}

/** The leaves of one document, classified. */
export function classifyDocument(document: Document, settings: SettingsIndex): ClassifiedLeaf[] {
  const scope = scopeOf(document.kind);
  const prefix = `${document.key}:`;
  let list = '';
  let classification: Classification | null = null;
  return document.leaves.map(({ path, value }) => {
    // The catalogue knows the elements of a list only together, and a list may have thousands.
    const end = listEnd(path);
    if (end <= 0 || end !== list.length || !path.startsWith(list)) {
      classification = settings.classify(scope, path);
      list = path.slice(0, Math.max(end, 0));
    }
    return {
      ref: prefix + path,
      document: document.key,
      path,
      value,
      area: classification?.area ?? 'unrecognised',
      classification,
    };
  });
}

/** How long the path of the list is of which a path names an element; -1 for any other path. */
function listEnd(path: string): number {
  // A quoted key ends in a quotation mark and a bracket.
  return path.endsWith(']') && !path.endsWith('"]') ? path.lastIndexOf('[') : -1;
}

/**
 * Makes classified leaves findable by area, setting and reference.
 *
 * @param misplaced those to be found by reference only
 */
export function indexLeaves(
  all: readonly ClassifiedLeaf[],
  misplaced: ReadonlySet<ClassifiedLeaf> = new Set(),
): LeafIndex {
  const byArea = new Map<Area, ClassifiedLeaf[]>();
  const bySetting = new Map<string, ClassifiedLeaf[]>();
  const ofUser: ClassifiedLeaf[] = [];
  let byRef: Map<string, ClassifiedLeaf> | undefined;
  for (const leaf of all) {
    if (originOf(leaf) === 'user-setting') ofUser.push(leaf);
    if (misplaced.has(leaf) || originOf(leaf) === 'user-setting') continue;
    append(byArea, leaf.area, leaf);
    if (leaf.classification?.kind === 'setting') append(bySetting, leaf.classification.entry.id, leaf);
  }
  return {
    all,
    ofUser,
    ofArea: (area) => byArea.get(area) ?? [],
    ofSetting: (id) => bySetting.get(id) ?? [],
    byRef(ref) {
      byRef ??= new Map(all.map((leaf) => [leaf.ref, leaf]));
      return byRef.get(ref);
    },
  };
}

/** Who says what a leaf is; null where nobody does. */
export function originOf({ classification }: ClassifiedLeaf): Origin | null {
  if (classification === null) return null;
  return classification.kind === 'setting' ? classification.origin : 'built-in';
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
