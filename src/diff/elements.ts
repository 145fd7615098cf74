import { formatPath, parsePath } from '../catalogue/paths.js';
import type { Leaf, LeafValue } from '../types/ata-snapshot.js';

/** An element of a list: a single value, or something with leaves of its own. */
export interface Element {
  readonly index: number;
  /** Paths counted from the element; the empty path for a single value. */
  readonly leaves: readonly Leaf[];
}

/** Leaves taken apart: those in no list by path, the elements of each outermost list by the list's path. */
export interface Grouped {
  readonly plain: ReadonlyMap<string, LeafValue>;
  readonly lists: ReadonlyMap<string, readonly Element[]>;
}

/**
 * Takes leaves apart. A list with elements stands among `plain` as an empty one: that it is there and what is in it are
 * two things.
 */
export function groupLeaves(leaves: readonly Leaf[]): Grouped {
  const plain = new Map<string, LeafValue>();
  const lists = new Map<string, { index: number; leaves: Leaf[] }[]>();
  let list = '';
  let elements: { index: number; leaves: Leaf[] }[] = [];
  for (const { path, value } of leaves) {
    const place = elementPlace(path);
    if (place === null) {
      plain.set(path, value);
      continue;
    }
    if (place.list !== list || !lists.has(list)) {
      list = place.list;
      elements = lists.get(list) ?? [];
      lists.set(list, elements);
      plain.set(list, []);
    }
    const last = elements.at(-1);
    const leaf = { path: place.rest, value };
    if (last?.index === place.index) last.leaves.push(leaf);
    else elements.push({ index: place.index, leaves: [leaf] });
  }
  return { plain, lists };
}

/** Joins the path of something and a path inside it. */
export function joinPaths(outer: string, inner: string): string {
  if (inner === '' || outer === '') return outer + inner;
  return inner.startsWith('[') ? outer + inner : `${outer}.${inner}`;
}

/** The single value of an element; undefined if it has leaves of its own. */
export function scalarOf({ leaves }: Element): LeafValue | undefined {
  const [first] = leaves;
  return leaves.length === 1 && first?.path === '' ? first.value : undefined;
}

interface ElementPlace {
  /** Path of the outermost list. */
  readonly list: string;
  readonly index: number;
  readonly rest: string;
}

/** Which element of which list a path leads into; null if into none. */
function elementPlace(path: string): ElementPlace | null {
  if (!path.includes('[')) return null;
  if (path.includes('"')) return quotedPlace(path);
  const open = path.indexOf('[');
  const close = path.indexOf(']', open);
  const rest = path.slice(close + 1);
  return {
    list: path.slice(0, open),
    index: Number(path.slice(open + 1, close)),
    rest: rest.startsWith('.') ? rest.slice(1) : rest,
  };
}

/** Brackets inside a quoted key are part of the key. */
function quotedPlace(path: string): ElementPlace | null {
  const segments = parsePath(path);
  const at = segments.findIndex((segment) => typeof segment === 'number');
  const index = segments[at];
  if (typeof index !== 'number') return null;
  return { list: formatPath(segments.slice(0, at)), index, rest: formatPath(segments.slice(at + 1)) };
}
