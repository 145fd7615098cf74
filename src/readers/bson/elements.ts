/**
 * The elements of a BSON document, found without decoding them: each has a type, a name and a value whose length
 * follows from its type. Source of the types and their layout: the BSON specification, version 1.1 (documented).
 */
import { type DocumentPlace, damaged } from './damage.js';

/** The numbers of the types. */
export const bsonType = {
  double: 0x01,
  string: 0x02,
  object: 0x03,
  array: 0x04,
  binary: 0x05,
  undefined: 0x06,
  objectId: 0x07,
  boolean: 0x08,
  date: 0x09,
  null: 0x0a,
  regularExpression: 0x0b,
  dbPointer: 0x0c,
  code: 0x0d,
  symbol: 0x0e,
  codeWithScope: 0x0f,
  int32: 0x10,
  timestamp: 0x11,
  int64: 0x12,
  decimal128: 0x13,
  minKey: 0xff,
  maxKey: 0x7f,
} as const;

/** Length of an empty document: its own length in four bytes, and the closing NUL. */
export const shortestDocument = 5;

/**
 * Walks over the elements of one document, outermost level only. Whatever it steps on lies within the document: a
 * length that leads out of it is an error, so that reading a value afterwards needs no checks of its own.
 */
export class ElementCursor {
  readonly bytes: DataView;
  /** Where the first of {@link bytes} stands. */
  readonly place: DocumentPlace;
  /** The element that {@link next} has stepped on: its type, and where its name and its value begin and end. */
  type = 0;
  nameStart = 0;
  nameEnd = 0;
  valueStart = 0;
  valueEnd = 0;
  /** Where the document's closing NUL stands. */
  #last = 0;

  /**
   * @param bytes hold the document to walk over
   * @param place where the first of the bytes stands
   * @param start where in them the document begins
   * @param end where it ends, within the bytes
   * @throws UserError when the document's own length or its closing NUL contradicts that
   */
  constructor(bytes: DataView, place: DocumentPlace, start = 0, end = bytes.byteLength) {
    this.bytes = bytes;
    this.place = place;
    this.enter(start, end);
  }

  /** Goes on with another document in the same bytes: cheaper than a cursor for each of very many. Errors as above. */
  enter(start: number, end: number): void {
    this.#last = end - 1;
    this.valueEnd = start + 4;
    if (end - start < shortestDocument || this.bytes.getInt32(start, true) !== end - start) {
      throw this.damagedAt(start, 'the length of a document contradicts its surroundings');
    }
    if (this.bytes.getUint8(this.#last) !== 0)
      throw this.damagedAt(this.#last, 'a document does not end with a NUL byte');
  }

  /** Steps on the next element; false when there is none. */
  next(): boolean {
    const at = this.valueEnd;
    if (at === this.#last) return false;
    this.type = this.bytes.getUint8(at);
    this.nameStart = at + 1;
    this.nameEnd = this.#nulFrom(at + 1);
    this.valueStart = this.nameEnd + 1;
    this.valueEnd = this.valueStart;
    this.valueEnd += this.#valueLength();
    if (this.valueEnd > this.#last)
      throw this.damagedAt(at, 'a value is longer than the document it stands in');
    return true;
  }

  /** Whether the present element has this name, which must be ASCII. */
  isNamed(name: string): boolean {
    if (this.nameEnd - this.nameStart !== name.length) return false;
    for (let index = 0; index < name.length; index += 1) {
      if (this.bytes.getUint8(this.nameStart + index) !== name.charCodeAt(index)) return false;
    }
    return true;
  }

  /** The error for damage at an index of {@link bytes}. */
  damagedAt(index: number, what: string): Error {
    const { source, offset } = this.place;
    return damaged(source, offset + index, `This is damaged or is not BSON: ${what}.`);
  }

  #valueLength(): number {
    switch (this.type) {
      case bsonType.undefined:
      case bsonType.null:
      case bsonType.minKey:
      case bsonType.maxKey:
        return 0;
      case bsonType.boolean:
        return 1;
      case bsonType.int32:
        return 4;
      case bsonType.double:
      case bsonType.date:
      case bsonType.timestamp:
      case bsonType.int64:
        return 8;
      case bsonType.objectId:
        return 12;
      case bsonType.decimal128:
        return 16;
      case bsonType.string:
      case bsonType.code:
      case bsonType.symbol:
        return this.#stringLength();
      case bsonType.object:
      case bsonType.array:
        return this.#claimed(shortestDocument, 0);
      case bsonType.binary:
        // The length leaves out itself and the byte for the subtype.
        return this.#claimed(0, 5);
      case bsonType.regularExpression:
        return this.#nulFrom(this.#nulFrom(this.valueStart) + 1) + 1 - this.valueStart;
      case bsonType.dbPointer:
        return this.#stringLength() + 12;
      case bsonType.codeWithScope:
        // Its own length, a text of one byte with its length, and an empty document at least.
        return this.#claimed(4 + 5 + shortestDocument, 0);
      default:
        throw this.damagedAt(this.nameStart - 1, 'an element is of a type that does not exist');
    }
  }

  /** Length of a text: the length of its bytes and its NUL, which stands before it, and the four bytes of that. */
  #stringLength(): number {
    const length = this.#claimed(1, 4);
    const last = this.valueStart + length - 1;
    if (last < this.#last && this.bytes.getUint8(last) !== 0)
      throw this.damagedAt(last, 'a text does not end with a NUL byte');
    return length;
  }

  /** The length that stands at the present value, and what it leaves out. */
  #claimed(least: number, besides: number): number {
    const length = this.valueStart + 4 > this.#last ? -1 : this.bytes.getInt32(this.valueStart, true);
    if (length < least) throw this.damagedAt(this.valueStart, 'the length of a value is impossible');
    return length + besides;
  }

  /** Index of the first NUL from here on, before the closing one. */
  #nulFrom(start: number): number {
    let at = start;
    while (at < this.#last && this.bytes.getUint8(at) !== 0) at += 1;
    if (at >= this.#last) throw this.damagedAt(start, 'a name or a pattern has no end');
    return at;
  }
}
