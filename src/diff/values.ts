import { isRedacted } from '../snapshot/leaves.js';
import type { LeafValue } from '../types/ata-snapshot.js';
import { sortedMembers } from '../writers/value-text.js';

/** Whether two leaves hold the same. Absent, null, the empty text, an empty list and an empty object all differ. */
export function isSame(a: LeafValue, b: LeafValue): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return valueKey(a) === valueKey(b);
}

/** A text that two leaves share if they hold the same; the order of keys is that of whoever wrote them last. */
export function valueKey(value: LeafValue): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value, inOrder) : JSON.stringify(value);
}

function inOrder(_: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(sortedMembers(value))
    : value;
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** One moment in two spellings: the database keeps milliseconds, the REST interface may not. */
export function isSameTime(a: LeafValue, b: LeafValue): boolean {
  if (typeof a !== 'string' || typeof b !== 'string' || !isoTime.test(a) || !isoTime.test(b)) return false;
  // Below a millisecond, a date would forget what it cannot hold.
  return Date.parse(a) === Date.parse(b) && !/\.\d{4}/.test(a + b);
}

/**
 * Whether nothing tells if a secret is the same on both sides: there is no fingerprint of clear text, because it could
 * be guessed from it.
 */
export function isUnknowable(a: LeafValue, b: LeafValue): boolean {
  return isRedacted(a) && isRedacted(b) && isBlind(a) && isBlind(b);
}

function isBlind({ $redacted: { set, fingerprint } }: Extract<LeafValue, { $redacted: unknown }>): boolean {
  return set && fingerprint === null;
}

/** True for `[]`. */
export function isEmptyList(value: LeafValue | undefined): boolean {
  return Array.isArray(value);
}

/** True for `{}`. */
export function isEmptyObject(value: LeafValue | undefined): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
  );
}
