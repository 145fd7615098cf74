/**
 * Finds a few bytes in many, without looking at each.
 *
 * Numbers stand in the innermost functions themselves: a constant of a module is a variable in a bundle, which costs a
 * third of the speed.
 */
import { isSid } from '../role-groups/members.js';
import { bytesOf, viewOf } from './bytes.js';

/** How many bytes are looked at together: as many as one number holds. */
const sampleLength = 4;

/** How many kinds of samples are told apart. */
const sampleKinds = 2 ** 12;

/** Four bytes of a pattern. */
interface Sample {
  readonly pattern: Uint8Array;
  /** Where in the pattern they begin. */
  readonly within: number;
  /** Another one of the same kind. */
  readonly other: Sample | undefined;
}

/**
 * Rows of bytes to search for, any of them: each has at least four. The search is the faster the longer the shortest is;
 * eight are worth it.
 */
export class BytePatterns {
  /** How far apart the samples may be taken, so that no pattern lies between two of them. */
  readonly #step: number;
  /** By number, from 1. */
  readonly #samples: (Sample | undefined)[] = [undefined];
  /** By the kind of a sample: the number of one of this kind; 0 for none. */
  readonly #first = new Uint16Array(sampleKinds);

  constructor(patterns: readonly Uint8Array[]) {
    const shortest = patterns.length === 0 ? 0 : Math.min(...patterns.map(({ length }) => length));
    this.#step = Math.max(0, shortest - sampleLength + 1);
    for (const pattern of patterns) {
      for (let within = 0; within < this.#step; within += 1) {
        const kind = sampleKind(viewOf(pattern), within);
        const other = this.#samples[this.#first[kind] ?? 0];
        this.#first[kind] = this.#samples.push({ pattern, within, other }) - 1;
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
    const last = end - sampleLength;
    for (let at = start + step - 1; at <= last; at += step) {
      const number = first[sampleKind(bytes, at)] ?? 0;
      const from = number === 0 ? -1 : this.#around(bytes, at, number, end);
      if (from !== -1) return from;
    }
    return -1;
  }

  /** Where the first pattern stands that holds the sample at an index; -1 when none does. */
  #around(bytes: DataView, at: number, number: number, end: number): number {
    let earliest = -1;
    let sample = this.#samples[number];
    while (sample !== undefined) {
      const from = at - sample.within;
      const isEarlier = earliest === -1 || from < earliest;
      if (isEarlier && from + sample.pattern.length <= end && standsAt(bytes, from, sample.pattern)) {
        earliest = from;
      }
      sample = sample.other;
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

/** The factor, odd and with bits all over, spreads what differs in a few places. The uppermost 12 bits are the kind. */
function sampleKind(bytes: DataView, at: number): number {
  return Math.imul(bytes.getInt32(at, true), 0x9e3779b1) >>> 20;
}

/** Index of the first byte between `start` and `end` that is one of two; `end` when there is none. */
export function indexOfEither(
  bytes: DataView,
  start: number,
  end: number,
  one: number,
  other: number,
): number {
  const fourOnes = Math.imul(one, 0x01010101);
  const fourOthers = Math.imul(other, 0x01010101);
  let at = start;
  // Four at a time, as long as none of them is it.
  while (at + 4 <= end) {
    const four = bytes.getInt32(at, true);
    if (((zeroes(four ^ fourOnes) | zeroes(four ^ fourOthers)) & 0x80808080) !== 0) break;
    at += 4;
  }
  while (at < end && bytes.getUint8(at) !== one && bytes.getUint8(at) !== other) at += 1;
  return at;
}

/** Has an uppermost bit set if and only if one of the four bytes is zero: by subtracting one from it. */
function zeroes(four: number): number {
  return ((four - 0x01010101) | 0) & ~four;
}

const utf8 = new TextEncoder();

// Not fatal: what is not valid text is none that anybody asks for.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** No SID is shorter than S-1-0-0. */
const shortestSid = 7;

const longestBeginning = 20;
const mostBeginnings = 16;

/**
 * How wanted SIDs begin where they stand, in upper or lower case: so many of their letters that no more than a few differ,
 * because a search for each of a thousand is slow.
 *
 * @param before what stands before a SID, in ASCII: one to three characters
 * @param behind what stands behind it
 */
export function sidBeginnings(sids: ReadonlySet<string>, before: string, behind: string): Uint8Array[] {
  const texts = [...sids]
    .flatMap((sid) => [sid.toUpperCase(), sid.toLowerCase()])
    .map((sid) => `${before}${sid}${behind}`);
  let length = Math.min(longestBeginning, ...texts.map((text) => text.length));
  let cut = cutTo(length, texts);
  while (cut.size > mostBeginnings && length > before.length + shortestSid) {
    length -= 1;
    cut = cutTo(length, texts);
  }
  return [...cut].map((text) => utf8.encode(text));
}

function cutTo(length: number, texts: readonly string[]): Set<string> {
  return new Set(texts.map((text) => text.slice(0, length)));
}

/** How many kinds of texts are told apart. */
const textKinds = 2 ** 17;

/**
 * Wanted ids or SIDs, asked for by their UTF-8 bytes: most others are refused without making a text of them.
 *
 * SIDs and GUIDs are the same in any letter case: a setting may spell one in another than the entity. All other ids are
 * compared as they are.
 */
export class WantedTexts {
  readonly #texts: ReadonlySet<string>;
  readonly #kinds = new Uint8Array(textKinds);

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

  /** Whether the text between `start` and `end`, in UTF-8, is a wanted one. */
  hasTextAt(bytes: DataView, start: number, end: number): boolean {
    return (
      this.#kinds[textKind(bytes, start, end)] === 1 && this.has(decoder.decode(bytesOf(bytes, start, end)))
    );
  }
}

function inOneCase(text: string): string {
  return isGuid(text) || isSid(text) ? text.toUpperCase() : text;
}

function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/**
 * Made of a text's length and its last eight bytes, without the bits in which a letter differs from itself in the other
 * case: 17 bits.
 */
function textKind(bytes: DataView, start: number, end: number): number {
  let kind = end - start;
  if (kind >= 8) {
    const last = bytes.getInt32(end - 4, true) & 0xdfdfdfdf;
    kind = Math.imul(kind ^ last, 0x9e3779b1) ^ (bytes.getInt32(end - 8, true) & 0xdfdfdfdf);
  }
  return Math.imul(kind, 0x9e3779b1) >>> 15;
}
