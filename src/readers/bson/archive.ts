/**
 * Reads the archives of `mongodump --archive`: the documents of all collections in one file, in pieces that follow one
 * another in any order. Source of the format: the archive specification of MongoDB's tools (documented).
 *
 * An archive is the magic number, a header, one document on each collection and a separator; then pieces. A piece is a
 * header that names the collection, documents, and a separator. A collection's last header has no documents, but the
 * checksum of all there were.
 */
import { UserError } from '../../errors.js';
import { collectingReporter } from '../../reporter.js';
import type { DocumentObject } from '../values.js';
import { Crc64 } from './crc64.js';
import { cutShort, damaged } from './damage.js';
import { decodeBson } from './decode.js';
import {
  archiveFrames,
  archiveMagic,
  type DocumentSpan,
  type RawDocument,
  rawDocument,
} from './documents.js';

/** Documents of one collection that follow one another. */
export interface ArchiveBatch {
  readonly database: string;
  readonly collection: string;
  readonly documents: readonly DocumentSpan[];
}

/** One document of an archive. */
export interface ArchiveDocument extends RawDocument {
  readonly database: string;
  readonly collection: string;
}

/** What must come next. */
type Expected = 'magic' | 'header' | 'description' | 'piece' | 'document' | 'separator';

interface Collection {
  readonly database: string;
  readonly collection: string;
  readonly checksum: Crc64;
  isComplete: boolean;
}

/**
 * Reads the documents of an archive, those of one collection and one chunk at a time.
 *
 * Whether a collection is whole is certain only at its end: read to the end before relying on what was read.
 *
 * @param bytes chunks of any length, unpacked; they must not change afterwards
 * @param onCollection is told each collection that the archive announces or begins, those without documents too
 * @throws UserError when this is no archive, is damaged (a checksum does not fit either) or is cut short: each
 *   collection that the archive announces or begins must come to its end
 */
export async function* archiveBatches(
  bytes: AsyncIterable<Uint8Array>,
  source: string,
  onCollection: (collection: string, database: string) => void = () => {},
): AsyncGenerator<ArchiveBatch> {
  const reader = new ArchiveReader(source, onCollection);
  for await (const frames of archiveFrames(bytes, source)) yield* reader.take(frames);
  reader.end();
}

/** The same, one document at a time. */
export async function* archiveDocuments(
  bytes: AsyncIterable<Uint8Array>,
  source: string,
): AsyncGenerator<ArchiveDocument> {
  for await (const { database, collection, documents } of archiveBatches(bytes, source)) {
    for (const document of documents) yield { database, collection, ...rawDocument(document) };
  }
}

class ArchiveReader {
  readonly #source: string;
  readonly #onCollection: (collection: string, database: string) => void;
  readonly #collections = new Map<string, Collection>();
  #expected: Expected = 'magic';
  /** The collection whose documents come. */
  #current: Collection | undefined;
  /** End of what has come. */
  #end = 0;

  constructor(source: string, onCollection: (collection: string, database: string) => void) {
    this.#source = source;
    this.#onCollection = onCollection;
  }

  /** The documents among these frames. */
  take(frames: readonly DocumentSpan[]): ArchiveBatch[] {
    const batches: ArchiveBatch[] = [];
    let documents: DocumentSpan[] = [];
    for (const frame of frames) {
      const collection = this.#takeFrame(frame) ? this.#current : undefined;
      if (collection === undefined) documents = [];
      else {
        if (documents.length === 0) {
          batches.push({ database: collection.database, collection: collection.collection, documents });
        }
        documents.push(frame);
      }
    }
    return batches;
  }

  /** Says that nothing more comes. */
  end(): void {
    const open = [...this.#collections.values()].filter(({ isComplete }) => !isComplete).length;
    if (this.#expected === 'piece' && open === 0) return;
    const what =
      this.#expected === 'piece' || this.#expected === 'document'
        ? `it ends at byte ${this.#end}, and ${open} of the collections in it have not come to their end.`
        : `it ends at byte ${this.#end}, in the middle of the archive's own structure.`;
    throw cutShort(this.#source, this.#end, what);
  }

  /** Takes one frame; true when it is a document of {@link #current}. */
  #takeFrame(frame: DocumentSpan): boolean {
    this.#end = frame.offset + frame.end - frame.start;
    const isSeparator = frame.end - frame.start === 4;
    switch (this.#expected) {
      case 'magic':
        if (!isSeparator || frame.chunk.getInt32(frame.start, true) !== archiveMagic) throw this.#noArchive();
        this.#expected = 'header';
        return false;
      case 'header':
        if (isSeparator) throw this.#misplaced(frame, 'the header of the archive');
        this.#expected = 'description';
        return false;
      case 'description':
        if (isSeparator) this.#expected = 'piece';
        else this.#announce(this.#decode(frame));
        return false;
      case 'piece':
        if (isSeparator) throw this.#misplaced(frame, 'the header of a piece');
        this.#begin(frame);
        return false;
      case 'document':
        if (isSeparator) this.#expected = 'piece';
        else this.#current?.checksum.update(rawDocument(frame).raw);
        return !isSeparator;
      case 'separator':
        if (!isSeparator) throw this.#misplaced(frame, 'the separator after the end of a collection');
        this.#expected = 'piece';
        return false;
    }
  }

  /** Notes a collection that is to come. Views and time series may be described without coming by their name. */
  #announce(description: DocumentObject): void {
    const { database, collection } = namesOf(description);
    const type = description.get('type') ?? '';
    if (collection !== undefined && (type === '' || type === 'collection')) {
      this.#collectionOf(database ?? '', collection);
    }
  }

  #begin(frame: DocumentSpan): void {
    const header = this.#decode(frame);
    const { database, collection } = namesOf(header);
    if (database === undefined || collection === undefined || collection === '') {
      throw this.#misplaced(frame, 'the header of a piece');
    }
    this.#current = this.#collectionOf(database, collection);
    if (this.#current.isComplete) {
      throw this.#damagedAt(frame, 'A collection goes on here after its end.');
    }
    if (header.get('EOF') !== true) {
      this.#expected = 'document';
      return;
    }
    this.#expected = 'separator';
    this.#current.isComplete = true;
    // As text, because what stands there may be anything: the digits are the same for a number and a bigint.
    if (String(header.get('CRC')) !== String(this.#current.checksum.value())) {
      throw this.#damagedAt(frame, 'The documents of a collection that ends here do not have its checksum.');
    }
  }

  #collectionOf(database: string, collection: string): Collection {
    const key = JSON.stringify([database, collection]);
    let known = this.#collections.get(key);
    if (known === undefined) {
      known = { database, collection, checksum: new Crc64(), isComplete: false };
      this.#collections.set(key, known);
      this.#onCollection(collection, database);
    }
    return known;
  }

  #decode(frame: DocumentSpan): DocumentObject {
    const { raw, offset } = rawDocument(frame);
    // What a header says twice is nobody's setting: nothing to report.
    return decodeBson(raw, { source: this.#source, offset }, collectingReporter());
  }

  #misplaced(frame: DocumentSpan, expected: string): UserError {
    return this.#damagedAt(frame, `Expected ${expected}, but something else stands here.`);
  }

  #damagedAt({ offset }: DocumentSpan, what: string): UserError {
    return damaged(this.#source, offset, `The archive is damaged. ${what}`);
  }

  #noArchive(): UserError {
    return new UserError('This is not an archive of mongodump: it does not begin as one.', {
      advice: ['Give the file that mongodump --archive=FILE wrote, or the folder of mongodump --out.'],
      location: { source: this.#source, byte: 0 },
    });
  }
}

function namesOf(document: DocumentObject): { database: string | undefined; collection: string | undefined } {
  const database = document.get('db');
  const collection = document.get('collection');
  return {
    database: typeof database === 'string' ? database : undefined,
    collection: typeof collection === 'string' ? collection : undefined,
  };
}
