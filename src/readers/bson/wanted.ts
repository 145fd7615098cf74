/**
 * Finds the few entities that a configuration refers to among the many of a directory, decoding no others.
 *
 * Of a document that is not wanted, its length and closing NUL are checked, and its elements up to `_id` (and `_t`, where
 * domains are asked for). Damage further inside it goes unnoticed, and cannot change the result.
 */
import type { Reporter } from '../../reporter.js';
import { isSid } from '../role-groups/members.js';
import type { DocumentObject } from '../values.js';
import { decodeBson } from './decode.js';
import { type DocumentSpan, rawDocument } from './documents.js';
import { bsonType, ElementCursor } from './elements.js';
import { idText, peekBoolean, peekClasses, peekText } from './peek.js';
import { BytePatterns, sidBeginnings, WantedTexts } from './search.js';

/** Which entities are wanted; one reason is enough. */
export interface EntityWants {
  /** Those with one of these ids; GUIDs in any letter case. */
  readonly ids: ReadonlySet<string>;
  /** Those with one of these in `Sid` (certainty of the field: seen), in any letter case. What is no SID finds nothing. */
  readonly sids: ReadonlySet<string>;
  /** Those whose `IsDomainController` is true (certainty of the field: seen). */
  readonly domainControllers: boolean;
  /** Those with the class `Domain` in `_t` (certainty: seen). */
  readonly domains: boolean;
  /** SystemProfile documents too, should any stand among the entities: those with such a class in `_t`. */
  readonly profiles: boolean;
  /**
   * What may be a suspicious activity or a health alert, by the end of a class name that stands somewhere in it. Only the
   * decoded document shows whether it is one.
   */
  readonly alerts?: boolean;
}

/** A document that was wanted. */
export interface WantedDocument {
  readonly value: DocumentObject;
  /** Index of its first byte in the source. */
  readonly offset: number;
}

/** The fields and the class that are searched for. */
export const sidField = 'Sid';
export const domainControllerField = 'IsDomainController';
export const domainClass = 'Domain';
export const profileClassEnding = 'SystemProfile';
export const alertClassEndings: readonly string[] = ['SuspiciousActivity', 'MonitoringAlert'];

const utf8 = new TextEncoder();

// The field with its type before its name and its value behind: wherever it stands, it stands like this.
const domainControllerPattern = utf8.encode(`\x08${domainControllerField}\0\x01`);

// The class as a text: the upper bytes of its length, its bytes and the NUL.
const domainPatterns = new BytePatterns([utf8.encode(`\0\0\0${domainClass}\0`)]);

/** What stands before the text of a SID: the upper bytes of its length. */
const beforeSid = '\0\0\0';

/** The SIDs that are wanted: no document can have what is none, and too short a text could not be searched for. */
export function wantedSids({ sids }: EntityWants): ReadonlySet<string> {
  return new Set([...sids].filter(isSid));
}

/**
 * Decodes the wanted ones of a stream of documents.
 *
 * @param batches from `bsonBatches`, or from an archive
 * @throws UserError for what is damaged, as far as it is looked at
 */
export async function* wantedDocuments(
  batches: AsyncIterable<readonly DocumentSpan[]>,
  wants: EntityWants,
  source: string,
  reporter: Reporter,
): AsyncGenerator<WantedDocument> {
  const filter = new DocumentFilter(wants, source);
  for await (const batch of batches) {
    for (const span of batch) {
      if (!filter.isWanted(span)) continue;
      const { raw, offset } = rawDocument(span);
      yield { value: decodeBson(raw, { source, offset }, reporter), offset };
    }
  }
}

// The end of a class name that is a text: not that of a field's name, which other characters follow.
const profilePattern = utf8.encode(`${profileClassEnding}\0`);
const alertPatterns = alertClassEndings.map((ending) => utf8.encode(`${ending}\0`));

class DocumentFilter {
  readonly #ids: WantedTexts;
  readonly #sids: WantedTexts;
  readonly #wantsDomains: boolean;
  readonly #source: string;
  #cursor: ElementCursor | undefined;
  readonly #trueControllers: ChunkSearch;
  readonly #sidTexts: ChunkSearch;
  readonly #profileClasses: ChunkSearch;
  readonly #alertClasses: ChunkSearch;

  constructor(wants: EntityWants, source: string) {
    const { ids, domainControllers, domains, profiles, alerts = false } = wants;
    const sids = wantedSids(wants);
    this.#ids = new WantedTexts(ids);
    this.#sids = new WantedTexts(sids);
    this.#wantsDomains = domains;
    this.#source = source;
    this.#trueControllers = new ChunkSearch(domainControllers ? [domainControllerPattern] : []);
    this.#sidTexts = new ChunkSearch(sidBeginnings(sids, beforeSid, '\0'));
    this.#profileClasses = new ChunkSearch(profiles ? [profilePattern] : []);
    this.#alertClasses = new ChunkSearch(alerts ? alertPatterns : []);
  }

  isWanted(span: DocumentSpan): boolean {
    return (
      this.#hasWantedIdOrClass(span) ||
      this.#isDomainController(span) ||
      this.#hasWantedSid(span) ||
      this.#isProfile(span) ||
      this.#alertClasses.indexIn(span.chunk, span.start, span.end) !== -1
    );
  }

  #isProfile(span: DocumentSpan): boolean {
    if (this.#profileClasses.indexIn(span.chunk, span.start, span.end) === -1) return false;
    const { raw, offset } = rawDocument(span);
    return peekClasses(raw, { source: this.#source, offset }).some((name) =>
      name.endsWith(profileClassEnding),
    );
  }

  #hasWantedIdOrClass(span: DocumentSpan): boolean {
    const cursor = this.#cursorIn(span);
    let isIdKnown = false;
    let isClassKnown = !this.#wantsDomains;
    while (!(isIdKnown && isClassKnown) && cursor.next()) {
      if (!isIdKnown && cursor.isNamed('_id')) {
        if (this.#isWantedId(cursor)) return true;
        isIdKnown = true;
      } else if (!isClassKnown && cursor.isNamed('_t')) {
        if (this.#isDomain(cursor, span)) return true;
        isClassKnown = true;
      }
    }
    return false;
  }

  /** A cursor before the first element: the same one for all documents of a chunk. */
  #cursorIn({ chunk, start, end, offset }: DocumentSpan): ElementCursor {
    if (this.#cursor?.bytes === chunk) this.#cursor.enter(start, end);
    else
      this.#cursor = new ElementCursor(chunk, { source: this.#source, offset: offset - start }, start, end);
    return this.#cursor;
  }

  #isWantedId(cursor: ElementCursor): boolean {
    const { bytes, type, valueStart, valueEnd } = cursor;
    if (type === bsonType.string) return this.#ids.hasTextAt(bytes, valueStart + 4, valueEnd - 1);
    const id = idText(cursor);
    return id !== null && this.#ids.has(id);
  }

  #isDomain({ bytes, valueStart, valueEnd }: ElementCursor, span: DocumentSpan): boolean {
    if (domainPatterns.indexIn(bytes, valueStart, valueEnd) === -1) return false;
    const { raw, offset } = rawDocument(span);
    return peekClasses(raw, { source: this.#source, offset }).includes(domainClass);
  }

  #isDomainController(span: DocumentSpan): boolean {
    // The bytes may also be those of a text or of an inner object: only then the fields are walked over.
    if (this.#trueControllers.indexIn(span.chunk, span.start, span.end) === -1) return false;
    const { raw, offset } = rawDocument(span);
    return peekBoolean(raw, domainControllerField, { source: this.#source, offset }) === true;
  }

  #hasWantedSid(span: DocumentSpan): boolean {
    const { chunk, start, end } = span;
    let at = this.#sidTexts.indexIn(chunk, start + 1, end);
    while (at !== -1) {
      const text = at + beforeSid.length;
      const textEnd = text + chunk.getInt32(at - 1, true) - 1;
      if (textEnd > text && textEnd < end && this.#sids.hasTextAt(chunk, text, textEnd)) {
        // As above: it may be that of another field, or of an inner object.
        const { raw, offset } = rawDocument(span);
        const sid = peekText(raw, sidField, { source: this.#source, offset });
        return sid !== null && this.#sids.has(sid);
      }
      at = this.#sidTexts.indexIn(chunk, text, end);
    }
    return false;
  }
}

/**
 * Finds patterns in spans that are asked for in their order. A chunk is searched as a whole: to begin anew with each of a
 * million documents would cost more than the search.
 */
class ChunkSearch {
  readonly #patterns: BytePatterns;
  #chunk: DataView | undefined;
  #length = 0;
  /** The first place at or behind the one that was asked for last; beyond the chunk when there is none. */
  #found = 0;

  constructor(patterns: readonly Uint8Array[]) {
    this.#patterns = new BytePatterns(patterns);
  }

  /** Index of the first place between `start` and `end` where a pattern begins; -1 when there is none. */
  indexIn(chunk: DataView, start: number, end: number): number {
    if (chunk !== this.#chunk) {
      this.#chunk = chunk;
      this.#length = chunk.byteLength;
      this.#found = -1;
    }
    if (this.#found < start) {
      const found = this.#patterns.indexIn(chunk, start, this.#length);
      this.#found = found === -1 ? this.#length : found;
    }
    return this.#found < end ? this.#found : -1;
  }
}
