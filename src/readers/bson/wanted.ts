/**
 * Finds the few entities that a configuration refers to among the many of a directory, decoding no others.
 *
 * Of a document that is not wanted, its length and closing NUL are checked, and its elements up to `_id` (and `_t`, where
 * domains are asked for). Damage further inside it goes unnoticed, and cannot change the result.
 */
import type { Reporter } from '../../reporter.js';
import type { DocumentObject } from '../values.js';
import { decodeBson } from './decode.js';
import { type DocumentSpan, rawDocument } from './documents.js';
import { bsonType, ElementCursor } from './elements.js';
import { idText, peekBoolean, peekClasses } from './peek.js';
import { BytePattern, WantedIds } from './search.js';

/** Which entities are wanted; one reason is enough. */
export interface EntityWants {
  /** Those with one of these ids. */
  readonly ids: ReadonlySet<string>;
  /** Those with one of these security identifiers, in upper case. */
  readonly sids: ReadonlySet<string>;
  /** Those whose `IsDomainController` is true (certainty of the field: seen). */
  readonly domainControllers: boolean;
  /** Those with the class `Domain` in `_t` (certainty: seen). */
  readonly domains: boolean;
  /** Whether SystemProfile documents are wanted too, should any stand among the entities. */
  readonly profiles: boolean;
}

/** A document that was wanted. */
export interface WantedDocument {
  readonly value: DocumentObject;
  /** Index of its first byte in the source. */
  readonly offset: number;
}

/** The field and the class that are searched for. */
export const domainControllerField = 'IsDomainController';
export const domainClass = 'Domain';

const utf8 = new TextEncoder();

// The field with its type before its name and its value behind: wherever it stands, it stands like this.
const domainControllerPattern = new BytePattern(utf8.encode(`\x08${domainControllerField}\0\x01`));

// The class as a text: its length with its NUL, its bytes and the NUL.
const domainPattern = new BytePattern(utf8.encode(`\x07\0\0\0${domainClass}\0`));

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
  const ids = new WantedIds(wants.ids);
  for await (const batch of batches) {
    for (const span of batch) {
      if (!isWanted(span, wants, ids, source)) continue;
      const { raw, offset } = rawDocument(span);
      yield { value: decodeBson(raw, { source, offset }, reporter), offset };
    }
  }
}

function isWanted(span: DocumentSpan, wants: EntityWants, ids: WantedIds, source: string): boolean {
  const { chunk, start, end, offset } = span;
  const cursor = new ElementCursor(chunk, { source, offset: offset - start }, start, end);
  let isIdKnown = false;
  let isClassKnown = !wants.domains;
  while (!(isIdKnown && isClassKnown) && cursor.next()) {
    if (!isIdKnown && cursor.isNamed('_id')) {
      if (hasWantedId(cursor, ids)) return true;
      isIdKnown = true;
    } else if (!isClassKnown && cursor.isNamed('_t')) {
      if (isDomain(cursor, span, source)) return true;
      isClassKnown = true;
    }
  }
  // The bytes may also be those of a text or of an inner object: only then the fields are walked over.
  if (!wants.domainControllers || domainControllerPattern.indexIn(chunk, start, end) === -1) return false;
  const { raw } = rawDocument(span);
  return peekBoolean(raw, domainControllerField, { source, offset }) === true;
}

function hasWantedId(cursor: ElementCursor, ids: WantedIds): boolean {
  const { bytes, type, valueStart, valueEnd } = cursor;
  if (type === bsonType.string && !ids.mayHave(bytes, valueStart + 4, valueEnd - 1)) return false;
  const id = idText(cursor);
  return id !== null && ids.has(id);
}

function isDomain(
  { bytes, valueStart, valueEnd }: ElementCursor,
  span: DocumentSpan,
  source: string,
): boolean {
  if (domainPattern.indexIn(bytes, valueStart, valueEnd) === -1) return false;
  const { raw, offset } = rawDocument(span);
  return peekClasses(raw, { source, offset }).includes(domainClass);
}
