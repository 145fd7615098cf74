/**
 * What the catalogue knows of ATA's settings: which setting lives at which path of a SystemProfile document, and
 * which value the engine's tuning was shipped with. The facts are in `settings.json` and `engine-tuning.json`,
 * each with its source and certainty; this module interprets them.
 */
import type { Area } from './areas.js';
import { detectorSections } from './detectors.js';
import tuningData from './engine-tuning.json' with { type: 'json' };
import { type PathSegment, parsePath } from './paths.js';
import {
  addPattern,
  isMapping,
  knownObjects,
  matchPath,
  newPatternTree,
  nodeAt,
  type PatternNode,
} from './pattern-tree.js';
import settingsData from './settings.json' with { type: 'json' };

/** A value as JSON has it. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** How well a fact is founded: vendor text, a real file or public code, or that it follows from those. */
export type Certainty = 'documented' | 'seen' | 'inferred';

/** Which SystemProfile document a path belongs to. */
export type ProfileKind = 'center' | 'gateway' | 'other';

/** Where facts come from. Null where there is none to name: a page without a repository, or no licence known. */
export interface FactSource {
  readonly repository: string | null;
  readonly commit: string | null;
  readonly licence: string | null;
  readonly what: string;
}

/** One setting and the paths it may live at. */
export interface SettingEntry {
  /** Stable, e.g. `syslog.enabled`. */
  readonly id: string;
  readonly area: Area;
  /** The document the paths belong to; `any` is every SystemProfile document. */
  readonly document: 'center' | 'gateway' | 'any';
  /** Patterns; see pattern-tree.ts. `{object}` at the start is any object that the other patterns know. */
  readonly paths: readonly string[];
  /** What the setting is, in plain words. */
  readonly title: string;
  /** The value is a secret: it never leaves the source. */
  readonly secret?: true;
  /** No public sample shows this place: the names are presumed, and an item made from it must say so. */
  readonly presumed?: true;
  /** The value ATA ships with, only where a second source bears it out. */
  readonly default?: JsonValue;
  /** Why `default` may be called so. */
  readonly defaultEvidence?: string;
  readonly certainty: Certainty;
  /** Keys of the catalogue's `sources`; empty only for a presumed entry. */
  readonly source: readonly string[];
  readonly notes?: string;
}

/** A place that the profile of every Center holds, from a version on. */
export interface ExpectedSection {
  readonly area: Area;
  /** Path of an object or of a leaf, without patterns. */
  readonly path: string;
  /** What it holds, in plain words. */
  readonly title: string;
  /** Line of versions, e.g. `1.8`. */
  readonly firstVersion: string;
  readonly certainty: Certainty;
}

/** The document `settings.json`. */
export interface SettingsCatalogue {
  readonly schema: 'catalogue-settings';
  readonly schemaVersion: 1;
  /** Year and month to which the facts are current. */
  readonly factsAsOf: string;
  readonly sources: Readonly<Record<string, FactSource>>;
  readonly sections: readonly ExpectedSection[];
  readonly entries: readonly SettingEntry[];
}

/** The document `engine-tuning.json`. */
export interface EngineTuningCatalogue {
  readonly schema: 'catalogue-engine-tuning';
  readonly schemaVersion: 1;
  readonly factsAsOf: string;
  readonly source: FactSource;
  readonly certainty: Certainty;
  /** The shipped value by path pattern. */
  readonly entries: Readonly<Record<string, JsonValue>>;
}

/** One value of the engine's tuning as ATA 1.9 ships it. */
export interface TuningEntry {
  /** Pattern of its path. */
  readonly path: string;
  readonly default: JsonValue;
}

/**
 * Who says what a setting is: this program; or the user's catalogue, which names another place for a setting of this
 * program (`user-place`), or a setting that this program does not know (`user-setting`).
 */
export type Origin = 'built-in' | 'user-place' | 'user-setting';

/** What a path is. `captures` are the keys that `{detector}` and `*` stood for, in order. */
export type Classification =
  | {
      readonly kind: 'setting';
      readonly entry: SettingEntry;
      readonly area: Area;
      readonly captures: readonly string[];
      readonly origin: Origin;
    }
  | {
      readonly kind: 'tuning';
      readonly entry: TuningEntry;
      readonly area: 'engine-tuning';
      readonly captures: readonly string[];
    };

/** The catalogue, ready to be asked. Paths are written as formatPath writes them. */
export interface SettingsIndex {
  /**
   * What the leaf at `path` is, or null where the catalogue does not know it.
   *
   * @throws UserError when the text is not a path
   */
  classify(profile: ProfileKind, path: string): Classification | null;
  /**
   * What the catalogue expects at `path`: an object, an array, or null where it expects a scalar, would take
   * anything, or knows nothing. Presumed places do not count, except the objects of a mapping that was seen: a text
   * where a container is expected means that the export was cut.
   *
   * @throws UserError when the text is not a path
   */
  containerKind(profile: ProfileKind, path: string): 'object' | 'array' | null;
  /**
   * How many leading segments the catalogue knows by name; only the names after them can hint at an unknown secret
   * (`LdapCleartextPasswordDetectorConfiguration` holds none). The keys of a mapping count; what `**` takes, and
   * sections that a `*` takes beside named ones, do not.
   */
  knownPrefixLength(profile: ProfileKind, segments: readonly PathSegment[]): number;
  /**
   * What is known of the keys of the object that stands at `segments`; null where the catalogue knows no such object,
   * or takes all of it with `**`.
   */
  objectAt(profile: ProfileKind, segments: readonly PathSegment[]): KnownObject | null;
}

/** An object that the catalogue knows. */
export interface KnownObject {
  /** Its keys are data: any key at all. */
  readonly isMapping: boolean;
  /** Its place was seen or documented, and it is no mapping: its keys are names of ATA's own. */
  readonly isPlain: boolean;
  /** Whether the catalogue knows a key of it by name. */
  hasKey(key: string): boolean;
}

/** The built-in facts on settings. */
export const settingsCatalogue = settingsData as SettingsCatalogue;

/** The built-in facts on engine tuning. */
export const engineTuningCatalogue = tuningData as EngineTuningCatalogue;

type Entry =
  | { readonly kind: 'setting'; readonly entry: SettingEntry }
  | { readonly kind: 'tuning'; readonly entry: TuningEntry };
type Tree = PatternNode<Entry>;

interface Lookup {
  readonly classification: Classification | null;
  readonly container: 'object' | 'array' | null;
}

const anyObject = '{object}.';
const classMarker = '_t';
// An index lives as long as the program: a hostile document must not make it grow without end.
const rememberedPaths = 10_000;

/**
 * Builds an index over settings and tuning.
 *
 * @param sections the detector sections that `{detector}` stands for
 * @throws InternalError when a pattern is malformed or two of them end at the same place
 */
export function buildSettingsIndex(
  entries: readonly SettingEntry[],
  tuning: readonly TuningEntry[],
  sections: readonly string[],
): SettingsIndex {
  const trees: Record<ProfileKind, Tree> = {
    center: buildTree(entriesFor('center', entries), tuning, sections),
    gateway: buildTree(entriesFor('gateway', entries), [], sections),
    other: buildTree(entriesFor('other', entries), [], sections),
  };
  const remembered: Record<ProfileKind, Map<string, Lookup>> = {
    center: new Map(),
    gateway: new Map(),
    other: new Map(),
  };

  function lookup(profile: ProfileKind, path: string): Lookup {
    const memory = remembered[profile];
    const general = generalised(path);
    const known = memory.get(general);
    if (known !== undefined) return known;
    const segments = parsePath(path);
    const result = {
      classification: classifySegments(trees[profile], segments),
      container: containerKindIn(trees[profile], segments),
    };
    if (memory.size >= rememberedPaths) memory.clear();
    memory.set(general, result);
    return result;
  }

  return {
    classify: (profile, path) => lookup(profile, path).classification,
    containerKind: (profile, path) => lookup(profile, path).container,
    knownPrefixLength: (profile, segments) => knownPrefixLengthIn(trees[profile], segments),
    objectAt: (profile, segments) => objectIn(trees[profile], segments),
  };
}

/** Year and month to which the facts on settings are current, e.g. `2026-09`. */
export function settingsFactsAsOf(): string {
  return settingsCatalogue.factsAsOf;
}

let builtIn: SettingsIndex | undefined;

/** The index over the built-in facts, built on first use. */
export function builtInSettings(): SettingsIndex {
  builtIn ??= buildSettingsIndex(
    settingsCatalogue.entries,
    Object.entries(engineTuningCatalogue.entries).map(([path, value]) => ({ path, default: value })),
    detectorSections,
  );
  return builtIn;
}

function entriesFor(profile: ProfileKind, entries: readonly SettingEntry[]): SettingEntry[] {
  return entries.filter(({ document }) => document === 'any' || document === profile);
}

function buildTree(
  entries: readonly SettingEntry[],
  tuning: readonly TuningEntry[],
  sections: readonly string[],
): Tree {
  const tree: Tree = newPatternTree();
  const inAnyObject: { pattern: string; value: Entry }[] = [];
  for (const entry of entries) {
    const value: Entry = { kind: 'setting', entry };
    for (const path of entry.paths) {
      if (path.startsWith(anyObject)) inAnyObject.push({ pattern: path.slice(anyObject.length), value });
      else addPattern([tree], path, value, sections, entry.presumed !== true);
    }
  }
  for (const entry of tuning) addPattern([tree], entry.path, { kind: 'tuning', entry }, sections, true);
  // Last, because they go into the objects that all other patterns make known.
  const objects = knownObjects(tree);
  for (const { pattern, value } of inAnyObject) {
    addPattern(objects, pattern, value, sections, false);
  }
  return tree;
}

function classifySegments(tree: Tree, segments: readonly PathSegment[]): Classification | null {
  const match = matchPath(tree, segments);
  if (match === null) return null;
  const { value, captures } = match;
  return value.kind === 'setting'
    ? { kind: 'setting', entry: value.entry, area: value.entry.area, captures, origin: 'built-in' }
    : { kind: 'tuning', entry: value.entry, area: 'engine-tuning', captures };
}

function containerKindIn(tree: Tree, segments: readonly PathSegment[]): 'object' | 'array' | null {
  const node = nodeAt(tree, segments);
  // The database writes one class name or a list of them.
  if (node === null || segments.at(-1) === classMarker) return null;
  if (!node.attested && !isInSeenMapping(tree, segments)) return null;
  if (node.element?.attested === true) return 'array';
  return node.keys.size > 0 || node.anyKey !== undefined ? 'object' : null;
}

function isInSeenMapping(tree: Tree, segments: readonly PathSegment[]): boolean {
  const parent = nodeAt(tree, segments.slice(0, -1));
  return parent?.attested === true && isMapping(parent);
}

function knownPrefixLengthIn(tree: Tree, segments: readonly PathSegment[]): number {
  let node = tree;
  let length = 0;
  for (const segment of segments) {
    const mapped = isMapping(node) ? node.anyKey : undefined;
    const child = typeof segment === 'number' ? node.element : (node.keys.get(segment) ?? mapped);
    if (child === undefined) break;
    node = child;
    length += 1;
  }
  return length;
}

function objectIn(tree: Tree, segments: readonly PathSegment[]): KnownObject | null {
  const node = nodeAt(tree, segments);
  if (node === null || (node.keys.size === 0 && node.anyKey === undefined)) return null;
  const mapping = isMapping(node);
  return {
    isMapping: mapping,
    isPlain: node.attested && !mapping && node.below === undefined,
    hasKey: (key) => node.keys.has(key),
  };
}

/** The path with every index as `[]`, so that all elements of a list are looked up once. */
function generalised(path: string): string {
  if (!path.includes('"')) return path.replace(/\[\d+\]/g, '[]');
  // Brackets inside a quoted key are part of the key.
  return path.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|\[\d+\]/g, (part) => (part.startsWith('"') ? part : '[]'));
}
