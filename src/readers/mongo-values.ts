/**
 * MongoDB's types, made from the parts that a dialect writes. Every dialect goes through these functions, which is
 * why a document reads the same whichever dialect wrote it. Each returns null when the parts do not make a value.
 *
 * Source of the forms: the MongoDB Extended JSON specification (v1 strict and shell mode, v2 canonical and relaxed);
 * of the GUID byte orders: the legacy UUID representations of MongoDB's .NET, Java and Python drivers. Certainty:
 * documented.
 */
import { toCanonical } from './canonical.js';
import { BinaryValue, DateValue, type DocumentValue, ExtendedValue, ObjectIdValue } from './values.js';

const int64Max = 2n ** 63n - 1n;
const int32Max = 2n ** 31n - 1n;
const uint32Max = 2 ** 32 - 1;
// JavaScript and JSON writers switch to exponents from here on: no whole number of a double has more digits.
const exponentFrom = 1e21;
// The longest whole number that a double can stand for has 309 digits; more is no setting but an attack.
const longestInteger = 400;

/** The digits of a number as a dialect or a text writes them, with `-` where negative. */
export function numberFromDigits(digits: string): number | bigint | null {
  if (/[.eE]/.test(digits)) return finite(Number(digits));
  if (digits.length <= 15) return Number(digits) + 0;
  return digits.length > longestInteger ? null : integer(BigInt(digits));
}

/**
 * A double. A whole number beyond what JavaScript counts exactly becomes a bigint of its shortest digits, because
 * that is how it reads in the dialects that write doubles and integers alike.
 */
export function double(value: number): number | bigint {
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < exponentFrom) {
    return BigInt(String(value));
  }
  // Adding zero makes -0 the 0 that other dialects cannot tell it from.
  return value + 0;
}

/** `$numberDouble`, `Double(...)`: digits or a special name, or a number already read. */
export function doubleValue(value: DocumentValue): number | bigint | null {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value !== 'string') return null;
  if (/^(NaN|-?Infinity)$/.test(value)) return Number(value);
  return /^[+-]?\d{1,400}(\.\d*)?([eE][+-]?\d+)?$/.test(value) ? finite(Number(value)) : null;
}

/** A 64-bit integer from its digits or a number already read; a number where JavaScript holds it exactly. */
export function longValue(value: DocumentValue): number | bigint | null {
  return boundedInteger(value, int64Max);
}

/** A 32-bit integer from its digits or a number already read. */
export function intValue(value: DocumentValue): number | bigint | null {
  return boundedInteger(value, int32Max);
}

/** A Decimal128; its text is kept as it is, because trailing zeros are part of the value. */
export function decimalValue(value: DocumentValue): ExtendedValue | null {
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
  // 34 digits, a sign, a point and an exponent are all that the type has room for.
  if (typeof text !== 'string' || text.length > 100) return null;
  const isDecimal = /^[+-]?((\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|inf(inity)?|nan)$/i.test(text);
  return isDecimal ? new ExtendedValue({ $numberDecimal: text }) : null;
}

/** An ObjectId from its 24 hexadecimal digits. */
export function objectIdValue(value: DocumentValue): ObjectIdValue | null {
  return typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value)
    ? new ObjectIdValue(value.toLowerCase())
    : null;
}

/** A date from milliseconds since 1970 UTC. */
export function dateFromMilliseconds(value: DocumentValue): DateValue | null {
  const milliseconds = typeof value === 'string' ? null : longValue(value);
  return milliseconds === null ? null : new DateValue(BigInt(milliseconds));
}

/** A time as milliseconds since 1970, UTC where its text names no zone; null for what is no time. */
export function millisecondsOf(value: DocumentValue | undefined): bigint | null {
  const date = typeof value === 'string' ? dateFromIso(value) : value;
  return date instanceof DateValue ? date.milliseconds : null;
}

const isoDate =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?[ ]?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * A date from ISO 8601 text, years 0001 to 9999. Digits below a millisecond are dropped: MongoDB's dates have none.
 *
 * @param zoneRequired refuse a time of day without a zone; otherwise it is UTC, as MongoDB's ISODate takes it
 */
export function dateFromIso(value: DocumentValue, zoneRequired = false): DateValue | null {
  const match = typeof value === 'string' ? isoDate.exec(value) : null;
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  if (zoneRequired && match[4] !== undefined && zone === undefined) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second), Number(fraction.slice(0, 3).padEnd(3, '0')));
  // Out of range, a Date rolls over to the next day or month: then the text named no real time.
  const isReal =
    Number(year) > 0 &&
    date.getUTCFullYear() === Number(year) &&
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day) &&
    date.getUTCHours() === Number(hour) &&
    date.getUTCMinutes() === Number(minute) &&
    date.getUTCSeconds() === Number(second);
  const offset = offsetMinutes(zone);
  return isReal && offset !== null ? new DateValue(BigInt(date.getTime() - offset * 60_000)) : null;
}

/** Binary data from base64 and a subtype: a number, or hexadecimal digits. */
export function binaryFromBase64(base64: DocumentValue, subtype: DocumentValue): BinaryValue | null {
  const number = subtypeNumber(subtype);
  const isBase64 =
    typeof base64 === 'string' && base64.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64);
  if (number === null || !isBase64) return null;
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return new BinaryValue(bytes, number);
}

/** Binary data from hexadecimal digits. */
export function binaryFromHex(hex: DocumentValue, subtype: DocumentValue): BinaryValue | null {
  const number = subtypeNumber(subtype);
  const isHex = typeof hex === 'string' && hex.length % 2 === 0 && /^[0-9a-f]*$/i.test(hex);
  return number === null || !isHex ? null : new BinaryValue(hexBytes(hex), number);
}

/**
 * How a driver lays out a GUID: `standard` (subtype 4, RFC 4122 order), or subtype 3 as `dotnet` (first three groups
 * backwards), `java` (each half backwards) or `python` (RFC 4122 order).
 */
export type GuidLayout = 'standard' | 'dotnet' | 'java' | 'python';

const guidOrders: Readonly<Record<GuidLayout, readonly number[]>> = {
  standard: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  dotnet: [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15],
  java: [7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8],
  python: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
};

/** A GUID as binary data, from its text with or without hyphens and braces. */
export function guidValue(value: DocumentValue, layout: GuidLayout): BinaryValue | null {
  const isGuid =
    typeof value === 'string' &&
    /^(\{[^{}]*\}|[^{}]*)$/.test(value) &&
    /^\{?[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}\}?$/i.test(value);
  if (!isGuid) return null;
  const plain = hexBytes(value.replace(/[{}-]/g, ''));
  const bytes = Uint8Array.from(guidOrders[layout], (from) => plain[from] ?? 0);
  return new BinaryValue(bytes, layout === 'standard' ? 4 : 3);
}

/**
 * A regular expression. Its text is made uniform: `\/` and `/` are the same, JavaScript alone needs the first and
 * writes the empty expression as `(?:)`; options are in alphabetical order, as canonical form has them.
 */
export function regularExpressionValue(pattern: DocumentValue, options: DocumentValue): ExtendedValue | null {
  if (typeof pattern !== 'string' || typeof options !== 'string' || !areOptions(options)) return null;
  const uniform =
    pattern === '(?:)' ? '' : pattern.replace(/\\([\s\S])/g, (all, next) => (next === '/' ? '/' : all));
  return new ExtendedValue({
    $regularExpression: { pattern: uniform, options: [...options].sort().join('') },
  });
}

/** MongoDB's internal timestamp: two unsigned 32-bit numbers. */
export function timestampValue(t: DocumentValue, i: DocumentValue): ExtendedValue | null {
  return isUint32(t) && isUint32(i) ? new ExtendedValue({ $timestamp: { t, i } }) : null;
}

/** A reference to a document of another collection. */
export function dbRefValue(
  collection: DocumentValue,
  id: DocumentValue,
  database: DocumentValue | undefined,
): ExtendedValue | null {
  if (typeof collection !== 'string') return null;
  const reference = { $ref: collection, $id: toCanonical(id) };
  if (database === undefined) return new ExtendedValue(reference);
  return typeof database === 'string' ? new ExtendedValue({ ...reference, $db: database }) : null;
}

/** JavaScript code, with the variables it was stored with where it has them. It is never run. */
export function codeValue(code: DocumentValue, scope: DocumentValue | undefined): ExtendedValue | null {
  if (typeof code !== 'string') return null;
  if (scope === undefined) return new ExtendedValue({ $code: code });
  return scope instanceof Map ? new ExtendedValue({ $code: code, $scope: toCanonical(scope) }) : null;
}

/** A symbol, an outdated kind of text. */
export function symbolValue(text: DocumentValue): ExtendedValue | null {
  return typeof text === 'string' ? new ExtendedValue({ $symbol: text }) : null;
}

/** The values without content; made anew each time, because a value belongs to its place. */
export function undefinedValue(): ExtendedValue {
  return new ExtendedValue({ $undefined: true });
}
export function minKeyValue(): ExtendedValue {
  return new ExtendedValue({ $minKey: 1 });
}
export function maxKeyValue(): ExtendedValue {
  return new ExtendedValue({ $maxKey: 1 });
}

/** The options of MongoDB and of JavaScript, each at most once. */
function areOptions(options: string): boolean {
  return /^[dgilmsuvxy]{0,10}$/.test(options) && new Set(options).size === options.length;
}

function finite(value: number): number | bigint | null {
  // Digits that overflow would turn into an Infinity that nobody wrote.
  return Number.isFinite(value) ? double(value) : null;
}

function integer(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function boundedInteger(value: DocumentValue, max: bigint): number | bigint | null {
  const isInteger =
    typeof value === 'bigint' ||
    (typeof value === 'number' && Number.isSafeInteger(value)) ||
    (typeof value === 'string' && /^[+-]?\d{1,30}$/.test(value));
  if (!isInteger) return null;
  const exact = BigInt(typeof value === 'string' ? value.replace('+', '') : value);
  return exact <= max && exact >= -max - 1n ? integer(exact) : null;
}

function offsetMinutes(zone: string | undefined): number | null {
  if (zone === undefined || /^z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', ''));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function subtypeNumber(subtype: DocumentValue): number | null {
  if (typeof subtype === 'string')
    return /^[0-9a-f]{1,2}$/i.test(subtype) ? Number.parseInt(subtype, 16) : null;
  const isByte = typeof subtype === 'number' && Number.isInteger(subtype) && subtype >= 0 && subtype <= 255;
  return isByte ? subtype : null;
}

function hexBytes(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  }
  return bytes;
}

function isUint32(value: DocumentValue): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= uint32Max;
}
