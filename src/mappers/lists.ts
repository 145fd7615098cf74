import type { ClassifiedLeaf } from './mapper.js';

/**
 * Whether a list of ATA has nothing in it: the leaf is the list itself, empty or null. A null inside a list is
 * something else, and not understood.
 */
export function isEmptyList({ value, path }: ClassifiedLeaf): boolean {
  if (value === null) return !path.endsWith(']');
  return Array.isArray(value) && value.length === 0 && !path.endsWith(']');
}
