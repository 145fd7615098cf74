/**
 * Matches the path of a leaf against the catalogue's path patterns.
 *
 * A pattern is keys joined by `.`; `[]` stands for any element of an array, `*` for any one key, `{detector}` for
 * any of the detector sections, and `**`, at the end only, for everything below. A literal key wins over `*`, and
 * both win over `**`.
 */
import { InternalError } from '../errors.js';
import type { PathSegment } from './paths.js';

type PatternSegment =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'any-key' | 'detector' | 'element' | 'everything' };

interface Terminal<Value> {
  readonly value: Value;
  /** Which segments of a matching path `*` and `{detector}` stand for. */
  readonly captureAt: readonly number[];
}

/** A node of the tree: one place in a document. */
export interface PatternNode<Value> {
  readonly keys: Map<string, PatternNode<Value>>;
  anyKey?: PatternNode<Value>;
  element?: PatternNode<Value>;
  /** The pattern that ends here. */
  here?: Terminal<Value>;
  /** The pattern that ends here with `**`. */
  below?: Terminal<Value>;
  /** Whether a pattern that was not presumed leads here or further. */
  attested: boolean;
}

/** What a path matched. */
export interface PatternMatch<Value> {
  readonly value: Value;
  /** The keys that `*` and `{detector}` stood for, in order. */
  readonly captures: readonly string[];
}

export function newPatternTree<Value>(): PatternNode<Value> {
  return { keys: new Map(), attested: false };
}

/**
 * Adds a pattern below each of the nodes.
 *
 * @param detectorSections what `{detector}` stands for
 * @param attested false for a pattern whose place no sample shows
 * @throws InternalError when the pattern is malformed, or when another one already ends at the same place
 */
export function addPattern<Value>(
  roots: readonly PatternNode<Value>[],
  pattern: string,
  value: Value,
  detectorSections: readonly string[],
  attested: boolean,
): void {
  const segments = parsePattern(pattern);
  const captureAt = segments.flatMap(({ kind }, at) =>
    kind === 'any-key' || kind === 'detector' ? [at] : [],
  );
  let nodes = roots;
  for (const segment of segments) {
    for (const node of nodes) node.attested ||= attested;
    if (segment.kind === 'everything') break;
    nodes = nodes.flatMap((node) => childrenFor(node, segment, detectorSections));
  }
  const end = segments.at(-1)?.kind === 'everything' ? 'below' : 'here';
  for (const node of nodes) {
    if (node[end] !== undefined)
      throw new InternalError(`Two catalogue patterns end at the place of ${pattern}.`);
    node.attested ||= attested;
    node[end] = { value, captureAt };
  }
}

/** Finds the pattern that a path matches, or null. */
export function matchPath<Value>(
  root: PatternNode<Value>,
  segments: readonly PathSegment[],
): PatternMatch<Value> | null {
  const terminal = terminalOf(root, segments, 0);
  if (terminal === undefined) return null;
  return { value: terminal.value, captures: terminal.captureAt.map((at) => String(segments[at])) };
}

/** Finds the node for a container's path, or null where no pattern leads through it. */
export function nodeAt<Value>(
  node: PatternNode<Value>,
  segments: readonly PathSegment[],
  at = 0,
): PatternNode<Value> | null {
  const segment = segments[at];
  if (segment === undefined) return node;
  for (const child of candidates(node, segment)) {
    const found = nodeAt(child, segments, at + 1);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Every object below the root that literal patterns, or the keys of a mapping, lead to. Left out are objects of
 * which `**` takes everything, and sections that a `*` matches beside literal ones: nothing is known of those.
 */
export function knownObjects<Value>(node: PatternNode<Value>): PatternNode<Value>[] {
  const children = [...node.keys.values()];
  if (node.element !== undefined) children.push(node.element);
  if (node.anyKey !== undefined && isMapping(node)) children.push(node.anyKey);
  return children.flatMap((child) => [...(isPlainObject(child) ? [child] : []), ...knownObjects(child)]);
}

/** Whether the keys of this object are data: a `*` and no literal keys (a class marker of the database aside). */
export function isMapping<Value>(node: PatternNode<Value>): boolean {
  return node.anyKey !== undefined && node.keys.size === (node.keys.has('_t') ? 1 : 0);
}

function isPlainObject<Value>(node: PatternNode<Value>): boolean {
  return node.below === undefined && (node.keys.size > 0 || node.anyKey !== undefined);
}

function terminalOf<Value>(
  node: PatternNode<Value>,
  segments: readonly PathSegment[],
  at: number,
): Terminal<Value> | undefined {
  const segment = segments[at];
  if (segment === undefined) return node.here;
  for (const child of candidates(node, segment)) {
    const found = terminalOf(child, segments, at + 1);
    if (found !== undefined) return found;
  }
  return node.below;
}

/** The children that a segment may lead to, the more specific one first. */
function candidates<Value>(node: PatternNode<Value>, segment: PathSegment): PatternNode<Value>[] {
  const children = typeof segment === 'number' ? [node.element] : [node.keys.get(segment), node.anyKey];
  return children.filter((child) => child !== undefined);
}

function childrenFor<Value>(
  node: PatternNode<Value>,
  segment: PatternSegment,
  detectorSections: readonly string[],
): PatternNode<Value>[] {
  switch (segment.kind) {
    case 'key':
      return [keyChild(node, segment.key)];
    case 'detector':
      return detectorSections.map((section) => keyChild(node, section));
    case 'any-key':
      node.anyKey ??= newPatternTree();
      return [node.anyKey];
    case 'element':
      node.element ??= newPatternTree();
      return [node.element];
    case 'everything':
      return [node];
  }
}

function keyChild<Value>(node: PatternNode<Value>, key: string): PatternNode<Value> {
  const known = node.keys.get(key);
  if (known !== undefined) return known;
  const child = newPatternTree<Value>();
  node.keys.set(key, child);
  return child;
}

function parsePattern(pattern: string): PatternSegment[] {
  const parts = pattern.split('.');
  return parts.flatMap((part, at) => {
    const [, name, brackets] = /^([^[\]]+)((?:\[\])*)$/.exec(part) ?? [];
    if (name === undefined || brackets === undefined) throw malformed(pattern);
    if (name === '**' && (at < parts.length - 1 || brackets !== '')) throw malformed(pattern);
    const elements = Array<PatternSegment>(brackets.length / 2).fill({ kind: 'element' });
    return [keySegment(name), ...elements];
  });
}

function keySegment(name: string): PatternSegment {
  if (name === '*') return { kind: 'any-key' };
  if (name === '**') return { kind: 'everything' };
  if (name === '{detector}') return { kind: 'detector' };
  return { kind: 'key', key: name };
}

function malformed(pattern: string): InternalError {
  return new InternalError(`The catalogue pattern ${pattern} is malformed.`);
}

/** A pattern with each of the sections in place of `{detector}`: the places at which it ends. */
export function expandedPatterns(pattern: string, detectorSections: readonly string[]): string[] {
  return pattern.includes('{detector}')
    ? detectorSections.flatMap((section) =>
        expandedPatterns(pattern.replace('{detector}', section), detectorSections),
      )
    : [pattern];
}
