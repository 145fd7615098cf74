/** Finds a few bytes in many, without looking at each. */
import { isSid } from '../role-groups/members.js';
import { viewOf } from './bytes.js';

/** How many bytes are looked at together: as many as one number holds. */
const sampleLength = 4;

/** How many kinds of samples are told apart: two to this. */
const sampleKindBits = 12;

/** An odd number with bits all over, which spreads what differs in a few places. */
const mixer = 0x9e3779b1;

/** Four bytes of a pattern. */
interface Sample {
  readonly pattern: Uint8Array;
  /** Where in the pattern they begin. */
  readonly within: number;
  /** The number of another sample of the same kind; 0 for none. */
  readonly other: number;
}

/**
 * Rows of bytes to search for, any of them: each has at least four. The search is the faster the longer the shortest is;
 * eight are worth it.
 */
export class BytePatterns {
  /** How far apart the samples may be taken, so that no pattern lies between two of them. */
  readonly #step: number;
  /** By number, from 1. */
  readonly #samples: Sample[] = [];
  /** By the kind of a sample: the number of one of this kind; 0 for none. */
  readonly #first = new Uint16Array(2 ** sampleKindBits);

  constructor(patterns: readonly Uint8Array[]) {
    const shortest = patterns.length === 0 ? 0 : Math.min(...patterns.map(({ length }) => length));
    this.#step = Math.max(0, shortest - sampleLength + 1);
    for (const pattern of patterns) {
      for (let within = 0; within < this.#step; within += 1) {
        const kind = sampleKind(viewOf(pattern), within);
        const number = this.#samples.push({ pattern, within, other: this.#first[kind] ?? 0 });
        this.#first[kind] = number;
      }
    }
  }

  /**
   * Index of the first place between `start` and `end` where a pattern stands whole; -1 when there is none.
   *
   * Only around a sample that a pattern holds too, bytes are compared.
   */
  indexIn(bytes: DataView, start: number, end: number): number {
    const first = this.#first;
    const step = this.#step;
    if (step === 0) return -1;
    for (let at = start + step - 1; at + sampleLength <= end; at += step) {
      const number = first[sampleKind(bytes, at)] ?? 0;
      const from = number === 0 ? -1 : this.#around(bytes, at, number, end);
      if (from !== -1) return from;
    }
    return -1;
  }

  /** Where the first pattern stands that holds the sample at an index; -1 when none does. */
  #around(bytes: DataView, at: number, firstNumber: number, end: number): number {
    let earliest = -1;
    let number = firstNumber;
    for (let sample = this.#samples[number - 1]; sample !== undefined; sample = this.#samples[number - 1]) {
      const from = at - sample.within;
      const isEarlier = earliest === -1 || from < earliest;
      if (isEarlier && from + sample.pattern.length <= end && standsAt(bytes, from, sample.pattern)) {
        earliest = from;
      }
      number = sample.other;
    }
    return earliest;
  }
}

/** From its end: what is almost the pattern, as a field with another value, most often differs there. */
function standsAt(bytes: DataView, from: number, pattern: Uint8Array): boolean {
  for (let index = pattern.length - 1; index >= 0; index -= 1) {
    if (bytes.getUint8(from + index) !== pattern[index]) return false;
  }
  return true;
}

function sampleKind(bytes: DataView, at: number): number {
  return Math.imul(bytes.getInt32(at, true), mixer) >>> (32 - sampleKindBits);
}

/**
 * What texts begin with, in bytes to search for: so many of them that no more than a few differ, because a search for
 * each of a thousand is slow.
 *
 * @param texts of characters that stand for one byte each; none is shorter than `shortest`
 */
export function beginnings(texts: readonly string[], shortest: number): Uint8Array[] {
  let length = Math.min(longestBeginning, ...texts.map((text) => text.length));
  let cut = beginningsOf(texts, length);
  while (length > shortest && cut.size > mostBeginnings) {
    length -= 1;
    cut = beginningsOf(texts, length);
  }
  return [...cut].map((text) => Uint8Array.from(text, (character) => character.charCodeAt(0)));
}

const longestBeginning = 20;
const mostBeginnings = 16;

function beginningsOf(texts: readonly string[], length: number): Set<string> {
  return new Set(texts.map((text) => text.slice(0, length)));
}

const utf8 = new TextEncoder();

/** How many of a text's last bytes tell whether it may be a wanted one. */
const tailLength = 8;

/** How many kinds of texts are told apart: two to this. */
const textKindBits = 17;

/** All bits of four bytes but those in which a letter differs from itself in the other case. */
const caseless = 0xdfdfdfdf;

/**
 * Wanted ids or SIDs, asked for by their UTF-8 bytes: most others are refused without making a text of them.
 *
 * SIDs and GUIDs are the same in any letter case: a setting may spell one in another than the entity. All other ids are
 * compared as they are.
 */
export class WantedTexts {
  readonly #texts: ReadonlySet<string>;
  readonly #kinds = new Uint8Array(2 ** textKindBits);

  constructor(texts: ReadonlySet<string>) {
    this.#texts = new Set([...texts].map(inOneCase));
    for (const text of texts) {
      const bytes = viewOf(utf8.encode(text));
      this.#kinds[textKind(bytes, 0, bytes.byteLength)] = 1;
    }
  }

  has(text: string): boolean {
    return this.#texts.has(inOneCase(text));
  }

  /** Whether the text between `start` and `end` may be a wanted one; false is certain. */
  mayHave(bytes: DataView, start: number, end: number): boolean {
    return this.#kinds[textKind(bytes, start, end)] === 1;
  }
}

function inOneCase(text: string): string {
  return isGuid(text) || isSid(text) ? text.toUpperCase() : text;
}

function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function textKind(bytes: DataView, start: number, end: number): number {
  let kind = end - start;
  if (kind >= tailLength) {
    const last = bytes.getInt32(end - 4, true) & caseless;
    kind = Math.imul(kind ^ last, mixer) ^ (bytes.getInt32(end - 8, true) & caseless);
  }
  return Math.imul(kind, mixer) >>> (32 - textKindBits);
}
