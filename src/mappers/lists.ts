import type { ClassifiedLeaf } from './mapper.js';

/**
 * A function that joins lists of texts. The very same lists always give the very same result, so that thousands of
 * items that have the same to say share it.
 */
export function listJoiner(): (...lists: readonly (readonly string[])[]) => readonly string[] {
  const start = newJoined([]);
  return (...lists) => {
    let joined = start;
    for (const list of lists) if (list.length > 0) joined = withNext(joined, list);
    return joined.texts;
  };
}

interface Joined {
  readonly texts: readonly string[];
  /** By the list that is joined next. */
  readonly next: Map<readonly string[], Joined>;
}

function newJoined(texts: readonly string[]): Joined {
  return { texts, next: new Map() };
}

function withNext({ texts, next }: Joined, list: readonly string[]): Joined {
  const known = next.get(list);
  if (known !== undefined) return known;
  const joined = newJoined([...texts, ...list]);
  next.set(list, joined);
  return joined;
}

/**
 * Whether a list of ATA has nothing in it: the leaf is the list itself, empty or null. A null inside a list is
 * something else, and not understood.
 */
export function isEmptyList({ value, path }: ClassifiedLeaf): boolean {
  if (value === null) return !path.endsWith(']');
  return Array.isArray(value) && value.length === 0 && !path.endsWith(']');
}
