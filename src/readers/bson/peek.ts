/** Looks at a few fields of a BSON document without decoding it, wherever in the document they stand. */
import { bytesOf, viewOf } from './bytes.js';
import type { DocumentPlace } from './damage.js';
import { decodeBoolean, hex } from './decode.js';
import { bsonType, ElementCursor } from './elements.js';

// Not fatal: an id that is not valid text is no id that anybody asks for, and decoding tells what is wrong with it.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * In which order binary data of a subtype holds the bytes of a GUID's text: subtype 4 as they stand (RFC 4122), subtype 3
 * with the first three groups backwards, because ATA is a .NET program. Certainty as in mongo-values.ts.
 */
const guidOrders: ReadonlyMap<number, readonly number[]> = new Map([
  [3, [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]],
  [4, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]],
]);

/**
 * A document's `_id` as text: a text itself, an ObjectId as 24 hexadecimal digits, a GUID in its usual form; null for
 * any other kind, or none. Of several, the first counts: MongoDB stores but one.
 *
 * @throws UserError with the byte when the document is damaged on the way to it; what stands behind is not looked at
 */
export function peekId(raw: Uint8Array, place: DocumentPlace): string | null {
  const cursor = find(raw, '_id', place);
  return cursor === null ? null : idText(cursor);
}

/** A document's class names, from `_t`: one text, or the texts of an array. Errors as {@link peekId}. */
export function peekClasses(raw: Uint8Array, place: DocumentPlace): string[] {
  const cursor = find(raw, '_t', place);
  if (cursor?.type === bsonType.string) return [stringText(cursor)];
  const names: string[] = [];
  if (cursor?.type !== bsonType.array) return names;
  const elements = new ElementCursor(cursor.bytes, place, cursor.valueStart, cursor.valueEnd);
  while (elements.next()) if (elements.type === bsonType.string) names.push(stringText(elements));
  return names;
}

/** A field that is true or false; null when it is something else, or missing. Errors as {@link peekId}. */
export function peekBoolean(raw: Uint8Array, name: string, place: DocumentPlace): boolean | null {
  const cursor = find(raw, name, place);
  return cursor?.type === bsonType.boolean ? decodeBoolean(cursor) : null;
}

/** A field that is a text; null when it is something else, or missing. Errors as {@link peekId}. */
export function peekText(raw: Uint8Array, name: string, place: DocumentPlace): string | null {
  const cursor = find(raw, name, place);
  return cursor?.type === bsonType.string ? stringText(cursor) : null;
}

function find(raw: Uint8Array, name: string, place: DocumentPlace): ElementCursor | null {
  const cursor = new ElementCursor(viewOf(raw), place);
  while (cursor.next()) if (cursor.isNamed(name)) return cursor;
  return null;
}

/** The id that an element is; see {@link peekId}. */
export function idText(cursor: ElementCursor): string | null {
  const { bytes, type, valueStart, valueEnd } = cursor;
  if (type === bsonType.string) return stringText(cursor);
  const value = bytesOf(bytes, valueStart, valueEnd);
  if (type === bsonType.objectId) return hex(value, 0, value.length);
  return type === bsonType.binary ? guidText(value.subarray(4)) : null;
}

/** The GUID that binary data is, after the byte for its subtype; null when it is none. */
function guidText(binary: Uint8Array): string | null {
  const order = guidOrders.get(binary[0] ?? 0);
  if (order === undefined || binary.length !== 17) return null;
  const digits = hex(
    Uint8Array.from(order, (from) => binary[from + 1] ?? 0),
    0,
    16,
  );
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function stringText({ bytes, valueStart, valueEnd }: ElementCursor): string {
  return utf8.decode(bytesOf(bytes, valueStart + 4, valueEnd - 1));
}
