/**
 * Decodes BSON into the values that every reader gives, so that a document reads the same from a dump as from its
 * extended JSON.
 *
 * This is done here and not by a library, because a library gives JavaScript objects: of a key that comes twice they
 * keep one value, and keys that look like numbers lose their place. Source of the layout: the BSON specification,
 * version 1.1 (documented).
 */
import { UserError } from '../../errors.js';
import type { Reporter } from '../../reporter.js';
import { unwrapObject } from '../ejson-wrappers.js';
import {
  codeValue,
  decimalValue,
  double,
  longValue,
  maxKeyValue,
  minKeyValue,
  regularExpressionValue,
  symbolValue,
  timestampValue,
  undefinedValue,
} from '../mongo-values.js';
import { deepestLevel } from '../scanner.js';
import {
  BinaryValue,
  DateValue,
  type DocumentObject,
  type DocumentValue,
  ExtendedValue,
  ObjectIdValue,
} from '../values.js';
import { viewOf } from './bytes.js';
import type { DocumentPlace } from './damage.js';
import { decimal128Text } from './decimal128.js';
import { bsonType, ElementCursor } from './elements.js';

/** The subtype of binary data that holds its length a second time (outdated). */
const oldBinary = 2;

// Beyond this, duplicate keys of a document are counted instead of told one by one.
const mostDuplicateNotices = 100;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

interface State {
  readonly raw: Uint8Array;
  readonly view: DataView;
  readonly place: DocumentPlace;
  readonly reporter: Reporter;
  duplicates: number;
}

/**
 * Decodes one document. A key that comes twice in an object keeps its last value; each earlier one is kept as
 * `<key> (duplicate n)` and reported, as when reading extended JSON.
 *
 * @param raw the whole document and nothing else
 * @param place what to call it in errors and notices
 * @throws UserError with the byte when it is damaged or nested too deep
 */
export function decodeBson(raw: Uint8Array, place: DocumentPlace, reporter: Reporter): DocumentObject {
  const state: State = { raw, view: viewOf(raw), place, reporter, duplicates: 0 };
  const document = decodeObject(state, 0, raw.length, 1);
  reportUncounted(state);
  return document;
}

function decodeObject(state: State, start: number, end: number, depth: number): DocumentObject {
  const cursor = enter(state, start, end, depth);
  const members = new Map<string, DocumentValue>();
  const earlier: [key: string, value: DocumentValue][] = [];
  while (cursor.next()) {
    const key = text(state, cursor.nameStart, cursor.nameEnd);
    const value = decodeValue(state, cursor, depth);
    const previous = members.get(key);
    if (previous !== undefined) {
      earlier.push([key, previous]);
      reportDuplicate(state, cursor.nameStart);
    }
    members.set(key, value);
  }
  keepEarlier(members, earlier);
  return members;
}

function decodeArray(state: State, start: number, end: number, depth: number): DocumentValue[] {
  const cursor = enter(state, start, end, depth);
  const elements: DocumentValue[] = [];
  // The names are the indexes again: the order is what counts.
  while (cursor.next()) elements.push(decodeValue(state, cursor, depth));
  return elements;
}

function enter({ view, place }: State, start: number, end: number, depth: number): ElementCursor {
  if (depth > deepestLevel) {
    throw new UserError(`The data is nested more than ${deepestLevel} levels deep.`, {
      advice: [
        'MongoDB stores at most 100 levels, so this is no document of ATA. Check where the file comes from.',
      ],
      location: { source: place.source, byte: place.offset + start },
    });
  }
  return new ElementCursor(view, place, start, end);
}

function decodeValue(state: State, cursor: ElementCursor, depth: number): DocumentValue {
  const { raw, view } = state;
  const { type, valueStart: start, valueEnd: end } = cursor;
  switch (type) {
    case bsonType.double:
      return double(view.getFloat64(start, true));
    case bsonType.string:
      return text(state, start + 4, end - 1);
    case bsonType.object:
      return unwrapObject(decodeObject(state, start, end, depth + 1));
    case bsonType.array:
      return decodeArray(state, start, end, depth + 1);
    case bsonType.binary:
      return decodeBinary(state, cursor);
    case bsonType.undefined:
      return undefinedValue();
    case bsonType.objectId:
      return new ObjectIdValue(hex(raw, start, end));
    case bsonType.boolean:
      return decodeBoolean(cursor);
    case bsonType.date:
      return new DateValue(view.getBigInt64(start, true));
    case bsonType.null:
      return null;
    case bsonType.regularExpression:
      return decodeRegularExpression(state, cursor);
    case bsonType.dbPointer: {
      const $id = { $oid: hex(raw, end - 12, end) };
      return new ExtendedValue({ $dbPointer: { $ref: text(state, start + 4, end - 13), $id } });
    }
    case bsonType.code:
      return codeValue(text(state, start + 4, end - 1), undefined);
    case bsonType.symbol:
      return symbolValue(text(state, start + 4, end - 1));
    case bsonType.codeWithScope:
      return decodeCodeWithScope(state, cursor, depth);
    case bsonType.int32:
      return view.getInt32(start, true);
    case bsonType.timestamp:
      return timestampValue(view.getUint32(start + 4, true), view.getUint32(start, true));
    case bsonType.int64:
      return longValue(view.getBigInt64(start, true));
    case bsonType.decimal128:
      return decimalValue(decimal128Text(raw, start));
    case bsonType.minKey:
      return minKeyValue();
    case bsonType.maxKey:
      return maxKeyValue();
    default:
      // The cursor refuses what is not in this list.
      return null;
  }
}

/** A boolean: one byte, 0 or 1. */
export function decodeBoolean(cursor: ElementCursor): boolean {
  const byte = cursor.bytes.getUint8(cursor.valueStart);
  if (byte !== 0 && byte !== 1)
    throw cursor.damagedAt(cursor.valueStart, 'a boolean is neither true nor false');
  return byte === 1;
}

function decodeBinary({ raw, view }: State, cursor: ElementCursor): BinaryValue {
  const { valueStart: start, valueEnd: end } = cursor;
  const subtype = view.getUint8(start + 4);
  // Copied, so that one value does not keep a whole chunk of the source in memory.
  if (subtype !== oldBinary) return new BinaryValue(Uint8Array.from(raw.subarray(start + 5, end)), subtype);
  if (end - start < 9 || view.getInt32(start + 5, true) !== end - start - 9) {
    throw cursor.damagedAt(start, 'binary data has two lengths that contradict each other');
  }
  return new BinaryValue(Uint8Array.from(raw.subarray(start + 9, end)), subtype);
}

function decodeRegularExpression(state: State, { valueStart, valueEnd }: ElementCursor): DocumentValue {
  const middle = state.raw.indexOf(0, valueStart);
  const pattern = text(state, valueStart, middle);
  const options = text(state, middle + 1, valueEnd - 1);
  // Options that nobody knows make it the object that extended JSON writes for it.
  const parts = new Map([
    ['pattern', pattern],
    ['options', options],
  ]);
  return regularExpressionValue(pattern, options) ?? new Map([['$regularExpression', parts]]);
}

function decodeCodeWithScope(state: State, cursor: ElementCursor, depth: number): DocumentValue {
  const { valueStart: start, valueEnd: end } = cursor;
  const length = state.view.getInt32(start + 4, true);
  const scopeStart = start + 8 + length;
  if (length < 1 || scopeStart > end || state.raw[scopeStart - 1] !== 0) {
    throw cursor.damagedAt(start + 4, 'the length of a text is impossible');
  }
  const code = text(state, start + 8, scopeStart - 1);
  const scope = unwrapObject(decodeObject(state, scopeStart, end, depth + 1));
  return (
    codeValue(code, scope) ??
    new Map<string, DocumentValue>([
      ['$code', code],
      ['$scope', scope],
    ])
  );
}

function text({ raw, place }: State, start: number, end: number): string {
  try {
    return utf8.decode(raw.subarray(start, end));
  } catch {
    throw new UserError('This is damaged or is not BSON: a text is not valid UTF-8.', {
      advice: ['Copy the file again, and compare its size with the original.'],
      location: { source: place.source, byte: place.offset + start },
    });
  }
}

/** Bytes as hexadecimal digits, as the text of an ObjectId has them. */
export function hex(bytes: Uint8Array, start: number, end: number): string {
  let digits = '';
  for (const byte of bytes.subarray(start, end)) digits += byte.toString(16).padStart(2, '0');
  return digits;
}

/** Keeps the values that a later value of the same key displaced, under the names that reading extended JSON gives them. */
function keepEarlier(
  members: Map<string, DocumentValue>,
  earlier: readonly (readonly [key: string, value: DocumentValue])[],
): void {
  const counts = new Map<string, number>();
  for (const [key, value] of earlier) {
    let count = counts.get(key) ?? 0;
    do count += 1;
    while (members.has(`${key} (duplicate ${count})`));
    counts.set(key, count);
    members.set(`${key} (duplicate ${count})`, value);
  }
}

function reportDuplicate(state: State, index: number): void {
  state.duplicates += 1;
  if (state.duplicates > mostDuplicateNotices) return;
  const { place, reporter } = state;
  reporter.notice({
    code: 'duplicate-key',
    text: `At byte ${place.offset + index} a key comes again in the same object. The last value counts; the earlier one is kept beside it.`,
    source: place.source,
  });
}

function reportUncounted({ place, reporter, duplicates }: State): void {
  if (duplicates <= mostDuplicateNotices) return;
  reporter.notice({
    code: 'duplicate-key',
    text: `${duplicates - mostDuplicateNotices} more keys come again in the same object.`,
    source: place.source,
  });
}
