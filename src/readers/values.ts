/**
 * What a reader returns: raw records of a source, decoded but not interpreted.
 *
 * Objects are Maps, so that no key of a hostile file (`__proto__`, `constructor`) can mean anything, and
 * so that order is kept. MongoDB's own types keep their identity, because `inspect` shows them and because
 * a date must read the same whichever dialect wrote it.
 */
import type { RoleGroupExport } from './role-groups/types.js';

/** A MongoDB ObjectId: 24 lower-case hexadecimal digits. */
export class ObjectIdValue {
  readonly hex: string;
  constructor(hex: string) {
    this.hex = hex;
  }
}

/** A MongoDB date: whole milliseconds since 1970 UTC; may lie outside what JavaScript's Date can hold. */
export class DateValue {
  readonly milliseconds: bigint;
  constructor(milliseconds: bigint) {
    this.milliseconds = milliseconds;
  }
}

/** BSON binary data. Subtype 3 holds a GUID in .NET byte order (ATA is a .NET program), subtype 4 in RFC 4122 order. */
export class BinaryValue {
  readonly bytes: Uint8Array;
  readonly subtype: number;
  constructor(bytes: Uint8Array, subtype: number) {
    this.bytes = bytes;
    this.subtype = subtype;
  }
}

/**
 * Every other MongoDB type (Decimal128, regular expression, Timestamp, MinKey, undefined, code, DBRef...), as one
 * leaf in canonical extended JSON v2, e.g. `{ $timestamp: { t: 1, i: 2 } }`.
 */
export class ExtendedValue {
  readonly canonical: Readonly<Record<string, unknown>>;
  constructor(canonical: Readonly<Record<string, unknown>>) {
    this.canonical = canonical;
  }
}

export type DocumentObject = ReadonlyMap<string, DocumentValue>;

/** One decoded value. `bigint` is an integer that a JavaScript number cannot hold exactly. */
export type DocumentValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | ObjectIdValue
  | DateValue
  | BinaryValue
  | ExtendedValue
  | readonly DocumentValue[]
  | DocumentObject;

/** One raw record of a source and where it begins. */
export interface SourceDocument {
  readonly value: DocumentObject;
  /** Line of the document's first character, from 1; null in a binary source. */
  readonly line: number | null;
}

/** How a text source was written. */
export type TextEncodingName = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be';

/** The bytes of a source and the name to call it by in messages; never a path that is opened here. */
export interface SourceBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A source that may be too large to hold: its bytes come in chunks. */
export interface SourceStream {
  readonly name: string;
  readonly byteLength: number;
  /** The bytes, from the beginning at every call; chunks must not change afterwards. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** What a reader made of one source. */
export interface DecodedSource {
  readonly name: string;
  /** Registered format, e.g. `extended-json`. */
  readonly format: string;
  /** Null for what is no text, and for text in a code page that nothing in it names. */
  readonly encoding: TextEncodingName | null;
  readonly documents: readonly SourceDocument[];
  /** Members of role groups; only from a source that is an export of such. */
  readonly roleGroups?: readonly RoleGroupExport[];
  /** All that such an export holds: comments and properties that nobody asked for may be secrets. */
  readonly text?: string;
  /** True where documents were passed over because nobody wants them: with more wants, more may come. */
  readonly isFiltered?: boolean;
}

/** Whether a value is a list. */
export function isList(value: DocumentValue): value is readonly DocumentValue[] {
  return Array.isArray(value);
}

/** Whether a value is an object, which is a Map here. */
export function isObject(value: DocumentValue): value is DocumentObject {
  return value instanceof Map;
}
