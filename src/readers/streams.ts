/**
 * Reads sources that may be too large to hold: what mongodump writes, and what mongoexport writes one document a line.
 * Of the entities, which may be a million, only the wanted ones are decoded; of everything that is configuration, all.
 */
import type { Reporter } from '../reporter.js';
import { type ArchiveBatch, archiveBatches } from './bson/archive.js';
import { int32At } from './bson/bytes.js';
import { decodeBson } from './bson/decode.js';
import { bsonBatches, type DocumentSpan, rawDocument } from './bson/documents.js';
import { shortestDocument } from './bson/elements.js';
import { maybeGunzip } from './bson/gzip.js';
import { wantedLines } from './bson/lines.js';
import type { StreamForm } from './bson/recognise.js';
import { type EntityWants, wantedDocuments } from './bson/wanted.js';
import { type DocumentKind, documentKind } from './document-kinds.js';
import { extendedJsonFormat } from './extended-json.js';
import { parseDocuments } from './extended-json-parser.js';
import { ValueBudget } from './limits.js';
import { entityCollections, profileCollections } from './mongo-collections.js';
import type { WantedEntities } from './sources.js';
import type { DecodedSource, DocumentObject, SourceDocument, SourceStream } from './values.js';

/** Kinds of documents of which a collection may have very many, none of them configuration. */
const manyOfThem: ReadonlySet<DocumentKind> = new Set([
  'unique-entity',
  'suspicious-activity',
  'monitoring-alert',
]);

/**
 * Reads a stream once.
 *
 * What is passed over of a collection of entities or alerts: entities that are not wanted, and alerts. A SystemProfile
 * among them is found all the same.
 *
 * @param head the beginning of the stream, unpacked: at least its first document, if that is not very long
 * @param keep what to keep of a document; all of it unless said otherwise
 * @throws UserError for a stream that is damaged or cut short, or of which there is more to be held than is held
 */
export async function readStream(
  source: SourceStream,
  form: StreamForm,
  head: Uint8Array,
  wants: WantedEntities,
  reporter: Reporter,
  keep: (document: DocumentObject) => DocumentObject = whole,
): Promise<DecodedSource> {
  const { name } = source;
  const bytes = maybeGunzip(source.chunks(), name);
  if (form.format === 'mongodump-archive') return readArchive(name, bytes, wants, reporter, keep);
  const kind = firstKind(form, head, name);
  const isFiltered = isOfMany(kind) || isFileOf(entityCollections, name);
  if (isOfMany(kind) && kind !== 'unique-entity') noticeLeftOut(kind, name, reporter);
  const { documents, keep: hold } = heldDocuments(name);
  if (form.format === 'lines') {
    for await (const { value, line } of wantedLines(bytes, entityWants(wants), name, reporter))
      hold({ value: keep(value), line });
    return { name, format: extendedJsonFormat, encoding: 'utf-8', documents, isFiltered: true };
  }
  const batches = bsonBatches(bytes, name);
  const found = isFiltered
    ? wantedDocuments(batches, entityWants(wants), name, reporter)
    : allDocuments(batches, name, reporter);
  for await (const { value } of found) hold({ value: keep(value), line: null });
  return { name, format: 'bson', encoding: null, documents, isFiltered };
}

function whole(document: DocumentObject): DocumentObject {
  return document;
}

/** Whether documents of a kind come in such numbers that only the wanted ones are decoded. */
export function isOfMany(kind: DocumentKind | null): kind is DocumentKind {
  return kind !== null && manyOfThem.has(kind);
}

/** Whether a file is named like mongodump names that of one of these collections. */
export function isFileOf(collections: readonly string[], name: string): boolean {
  const file = name.slice(name.lastIndexOf('/') + 1).replace(/\.bson(\.gz)?$/i, '');
  return collections.includes(file);
}

async function readArchive(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  wants: WantedEntities,
  reporter: Reporter,
  keep: (document: DocumentObject) => DocumentObject,
): Promise<DecodedSource> {
  const { documents, keep: hold } = heldDocuments(name);
  const leftOut = new Set<string>();
  let isFiltered = false;

  /** The entities' batches; the profiles among them are decoded on the way, the rest is passed over. */
  async function* entityBatches(
    batches: AsyncIterable<ArchiveBatch>,
  ): AsyncGenerator<readonly DocumentSpan[]> {
    for await (const { collection, documents: spans } of batches) {
      if (profileCollections.includes(collection)) {
        for (const { value } of decodeAll(spans, name, reporter)) hold({ value: keep(value), line: null });
      } else if (entityCollections.includes(collection)) {
        isFiltered = true;
        yield spans;
      } else leftOut.add(collection);
    }
  }

  const entities = entityBatches(archiveBatches(bytes, name));
  for await (const { value } of wantedDocuments(entities, entityWants(wants), name, reporter))
    hold({ value: keep(value), line: null });
  for (const collection of [...leftOut].sort())
    reporter.notice({
      code: 'collection-left-out',
      text: 'a collection of the archive that holds no configuration; it was not read',
      source: `${name}, ${collection}`,
    });
  return { name, format: 'mongodump-archive', encoding: null, documents, isFiltered };
}

/** The documents that are held of a stream, as many as a source may have. */
function heldDocuments(source: string): {
  readonly documents: readonly SourceDocument[];
  keep(document: SourceDocument): void;
} {
  const documents: SourceDocument[] = [];
  const budget = new ValueBudget(source);
  return {
    documents,
    keep(document) {
      budget.take(document.value);
      documents.push(document);
    },
  };
}

function entityWants({ ids, sids }: WantedEntities): EntityWants {
  return { ids, sids, domainControllers: true, domains: true, profiles: true };
}

async function* allDocuments(
  batches: AsyncIterable<readonly DocumentSpan[]>,
  source: string,
  reporter: Reporter,
): AsyncGenerator<Pick<SourceDocument, 'value'>> {
  for await (const batch of batches) yield* decodeAll(batch, source, reporter);
}

function* decodeAll(
  spans: readonly DocumentSpan[],
  source: string,
  reporter: Reporter,
): Generator<Pick<SourceDocument, 'value'>> {
  for (const span of spans) {
    const { raw, offset } = rawDocument(span);
    yield { value: decodeBson(raw, { source, offset }, reporter) };
  }
}

function noticeLeftOut(kind: DocumentKind, source: string, reporter: Reporter): void {
  reporter.notice({
    code: 'not-configuration',
    text: `documents of kind ${kind} left out: alerts are not part of the configuration.`,
    source,
  });
}

const silent: Reporter = { notice() {} };

/**
 * The kind of the first document of a stream that is no archive; null where it does not end within the head, or cannot
 * be decoded: what is wrong with it is told when it is read.
 */
export function firstKind(form: StreamForm, head: Uint8Array, source: string): DocumentKind | null {
  try {
    const document = form.format === 'bson' ? firstOfBson(head, source) : firstOfLines(head, source);
    return document === null ? null : documentKind(document);
  } catch {
    return null;
  }
}

function firstOfBson(head: Uint8Array, source: string): DocumentObject | null {
  if (head.length < shortestDocument) return null;
  const length = int32At(head, 0);
  return length > head.length ? null : decodeBson(head.subarray(0, length), { source, offset: 0 }, silent);
}

function firstOfLines(head: Uint8Array, source: string): DocumentObject | null {
  const text = new TextDecoder().decode(head).trimStart();
  const end = text.indexOf('\n');
  return end === -1 ? null : (parseDocuments(text.slice(0, end), source, silent)[0]?.value ?? null);
}
