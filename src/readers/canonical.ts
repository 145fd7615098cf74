/** Decoded values as canonical MongoDB Extended JSON v2: the one form in which every type can be told apart. */
import { BinaryValue, DateValue, type DocumentValue, ExtendedValue, ObjectIdValue } from './values.js';

/**
 * A value in canonical form, made of plain objects, arrays, texts, booleans and null only.
 *
 * A whole number is written as the smallest type that holds it, because its original type is not kept.
 */
export function toCanonical(value: DocumentValue): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return canonicalNumber(value);
  if (value instanceof ObjectIdValue) return { $oid: value.hex };
  if (value instanceof DateValue) return { $date: { $numberLong: String(value.milliseconds) } };
  if (value instanceof BinaryValue) {
    return {
      $binary: { base64: toBase64(value.bytes), subType: value.subtype.toString(16).padStart(2, '0') },
    };
  }
  if (value instanceof ExtendedValue) return value.canonical;
  if (Array.isArray(value)) return value.map(toCanonical);
  const members = [...(value as ReadonlyMap<string, DocumentValue>)];
  // Unlike an assignment, this makes `__proto__` a key like any other.
  return Object.fromEntries(members.map(([key, member]) => [key, toCanonical(member)]));
}

function canonicalNumber(value: number | bigint): unknown {
  if (typeof value === 'bigint') {
    return BigInt.asIntN(64, value) === value
      ? { $numberLong: String(value) }
      : { $numberDouble: String(value) };
  }
  if (!Number.isSafeInteger(value)) return { $numberDouble: String(value) };
  return (value | 0) === value ? { $numberInt: String(value) } : { $numberLong: String(value) };
}

/** Bytes as standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  // In pieces: a function cannot take millions of arguments.
  let binary = '';
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(binary);
}
