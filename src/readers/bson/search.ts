/** Finds a few bytes in many, without looking at each. */
import { viewOf } from './bytes.js';

/** How many bytes are looked at together: as many as one number holds. */
const sampleLength = 4;

/** How many kinds of samples are told apart: two to this. */
const sampleKindBits = 12;

/** An odd number with bits all over, which spreads what differs in a few places. */
const mixer = 0x9e3779b1;

/** A row of bytes to search for: eight to 255, or the search is no faster than looking at each byte. */
export class BytePattern {
  readonly #pattern: DataView;
  // Kept by itself: to ask a view for its length is slow.
  readonly #length: number;
  /** By the kind of a sample: where in the pattern one of this kind begins, counted from 1; 0 for none. */
  readonly #first = new Uint8Array(2 ** sampleKindBits);
  /** By such a place: another place of a sample of the same kind; 0 for none. */
  readonly #other: Uint8Array;

  constructor(pattern: Uint8Array) {
    this.#pattern = viewOf(pattern);
    this.#length = pattern.length;
    this.#other = new Uint8Array(pattern.length);
    for (let at = 0; at + sampleLength <= pattern.length; at += 1) {
      const kind = sampleKind(this.#pattern, at);
      this.#other[at + 1] = this.#first[kind] ?? 0;
      this.#first[kind] = at + 1;
    }
  }

  /**
   * Index of a place between `start` and `end` where the pattern stands whole; -1 when there is none.
   *
   * Samples are taken so far apart that the pattern cannot lie between two of them. Only around a sample that the
   * pattern holds too, bytes are compared.
   */
  indexIn(bytes: DataView, start: number, end: number): number {
    const first = this.#first;
    const step = this.#length - sampleLength + 1;
    for (let at = start + step - 1; at + sampleLength <= end; at += step) {
      const place = first[sampleKind(bytes, at)] ?? 0;
      const from = place === 0 ? -1 : this.#around(bytes, at, place, end);
      if (from !== -1) return from;
    }
    return -1;
  }

  /** Where the pattern stands, if the sample at an index is one of those in it; -1 when it does not. */
  #around(bytes: DataView, at: number, firstPlace: number, end: number): number {
    for (let place = firstPlace; place !== 0; place = this.#other[place] ?? 0) {
      const from = at + 1 - place;
      if (from + this.#length <= end && this.#standsAt(bytes, from)) return from;
    }
    return -1;
  }

  #standsAt(bytes: DataView, from: number): boolean {
    for (let index = 0; index < this.#length; index += 1) {
      if (bytes.getUint8(from + index) !== this.#pattern.getUint8(index)) return false;
    }
    return true;
  }
}

function sampleKind(bytes: DataView, at: number): number {
  return Math.imul(bytes.getInt32(at, true), mixer) >>> (32 - sampleKindBits);
}

const utf8 = new TextEncoder();

/** How many of an id's last bytes tell whether it may be a wanted one. */
const tailLength = 8;

/** How many kinds of ids are told apart: two to this. */
const idKindBits = 17;

/** Wanted ids, asked for by their UTF-8 bytes: most others are refused without making a text of them. */
export class WantedIds {
  readonly #ids: ReadonlySet<string>;
  readonly #kinds = new Uint8Array(2 ** idKindBits);

  constructor(ids: ReadonlySet<string>) {
    this.#ids = ids;
    for (const id of ids) {
      const bytes = viewOf(utf8.encode(id));
      this.#kinds[idKind(bytes, 0, bytes.byteLength)] = 1;
    }
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Whether the text between `start` and `end` may be a wanted id; false is certain. */
  mayHave(bytes: DataView, start: number, end: number): boolean {
    return this.#kinds[idKind(bytes, start, end)] === 1;
  }
}

function idKind(bytes: DataView, start: number, end: number): number {
  let kind = end - start;
  if (kind >= tailLength) {
    kind = Math.imul(kind ^ bytes.getInt32(end - 4, true), mixer) ^ bytes.getInt32(end - 8, true);
  }
  return Math.imul(kind, mixer) >>> (32 - idKindBits);
}
