import { toBase64, toCanonical } from '../readers/canonical.js';
import {
  BinaryValue,
  DateValue,
  type DocumentValue,
  ExtendedValue,
  isList,
  isObject,
  ObjectIdValue,
} from '../readers/values.js';
import type { LeafValue } from '../types/ata-snapshot.js';

/**
 * The JSON form of a leaf, the same whichever dialect wrote it: ObjectIds and GUIDs become their text, dates ISO
 * text in UTC, safe integers numbers. What JSON cannot hold becomes canonical extended JSON
 * (https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/).
 *
 * @param value a scalar, or an empty array or object
 */
export function leafValueOf(value: DocumentValue): LeafValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $numberDouble: String(value) };
  if (typeof value === 'bigint') return toCanonical(value) as LeafValue;
  if (value instanceof ObjectIdValue) return value.hex;
  if (value instanceof DateValue) return dateText(value);
  if (value instanceof BinaryValue) return binaryText(value);
  if (value instanceof ExtendedValue) return { ...value.canonical };
  return isList(value) ? [] : {};
}

/** True for a value that has no leaves below it. */
export function isLeaf(value: DocumentValue): boolean {
  if (isList(value)) return value.length === 0;
  if (isObject(value)) return value.size === 0;
  return true;
}

/** JavaScript's dates end 8.64e15 ms from 1970; .NET's (0001 to 9999) lie within. */
const lastDateMilliseconds = 8_640_000_000_000_000n;

function dateText(date: DateValue): LeafValue {
  const milliseconds = date.milliseconds;
  if (milliseconds > lastDateMilliseconds || milliseconds < -lastDateMilliseconds)
    return { $date: { $numberLong: String(milliseconds) } };
  return new Date(Number(milliseconds)).toISOString();
}

/** .NET writes the first three groups of a GUID in little-endian order (BSON subtype 3 of the C# driver). */
const dotNetByteOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

function binaryText(binary: BinaryValue): LeafValue {
  const { bytes, subtype } = binary;
  if (bytes.length === 16 && (subtype === 3 || subtype === 4)) {
    const ordered = subtype === 4 ? Array.from(bytes) : dotNetByteOrder.map((index) => bytes[index] ?? 0);
    const hex = ordered.map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }
  return { $binary: { base64: toBase64(bytes), subType: subtype.toString(16).padStart(2, '0') } };
}
