/**
 * Cuts a stream into BSON documents without looking into them: each begins with its own length. Nothing is held but
 * the document that a chunk ends within; a document that lies in one chunk is a view of it.
 */
import { UserError } from '../../errors.js';
import { bytesOf, int32At, viewOf } from './bytes.js';
import { cutShort, damaged } from './damage.js';
import { shortestDocument } from './elements.js';

/** One document as it stands in its source. */
export interface RawDocument {
  readonly raw: Uint8Array;
  /** Index of its first byte in the source (in what it unpacks to, if that was compressed). */
  readonly offset: number;
}

/** One document as a part of a chunk: of a million, most are passed over, and an array for each would cost too much. */
export interface DocumentSpan {
  readonly chunk: DataView;
  /** Where in the chunk it begins and ends. */
  readonly start: number;
  readonly end: number;
  /** Index of its first byte in the source. */
  readonly offset: number;
}

/** A document's bytes by themselves; they are not copied. */
export function rawDocument({ chunk, start, end, offset }: DocumentSpan): RawDocument {
  return { raw: bytesOf(chunk, start, end), offset };
}

/** The most that MongoDB's tools take for a document: its limit of 16 MiB, and 16 KiB for what a command adds. */
export const longestDocument = 16 * 1024 * 1024 + 16 * 1024;

/** What stands between the parts of a mongodump archive in place of a document's length: four bytes, all bits set. */
const separator = -1;

/** What a mongodump archive begins with: 0x8199e26d. */
export const archiveMagic = 0x8199e26d | 0;

// Enough for most documents of ATA that two chunks share; grows for the others.
const firstCapacity = 4096;

/**
 * Reads the documents of a .bson file, all those that a chunk completes at a time.
 *
 * An empty source has no documents: mongodump writes one for an empty collection. A source that was cut exactly between
 * two documents cannot be told from a whole one.
 *
 * @param bytes chunks of any length, which must not change afterwards: documents are views of them
 * @throws UserError when a length is impossible, a document does not end with NUL, or the source is cut short
 */
export async function* bsonBatches(
  bytes: AsyncIterable<Uint8Array>,
  source: string,
): AsyncGenerator<readonly DocumentSpan[]> {
  yield* frameBatches(bytes, new FrameCutter(source, false));
}

/** The same, one document at a time: simpler to use, and slower where there are a million of them. */
export async function* rawBsonDocuments(
  bytes: AsyncIterable<Uint8Array>,
  source: string,
): AsyncGenerator<RawDocument> {
  for await (const batch of bsonBatches(bytes, source)) yield* batch.map(rawDocument);
}

/** Reads the documents of an archive, and between them its magic number and separators: the frames of four bytes. */
export async function* archiveFrames(
  bytes: AsyncIterable<Uint8Array>,
  source: string,
): AsyncGenerator<readonly DocumentSpan[]> {
  yield* frameBatches(bytes, new FrameCutter(source, true));
}

async function* frameBatches(
  bytes: AsyncIterable<Uint8Array>,
  cutter: FrameCutter,
): AsyncGenerator<readonly DocumentSpan[]> {
  for await (const chunk of bytes) {
    const frames = cutter.push(chunk);
    if (frames.length > 0) yield frames;
  }
  cutter.end();
}

class FrameCutter {
  readonly #source: string;
  readonly #isArchive: boolean;
  /** Where in the source the next frame begins. */
  #offset = 0;
  /** What has come of a frame that began in an earlier chunk. */
  #pending = new Uint8Array(firstCapacity);
  #pendingLength = 0;

  constructor(source: string, isArchive: boolean) {
    this.#source = source;
    this.#isArchive = isArchive;
  }

  /** The frames that end in this chunk. */
  push(chunk: Uint8Array): DocumentSpan[] {
    const view = viewOf(chunk);
    const frames: DocumentSpan[] = [];
    let at = this.#complete(chunk, frames);
    while (chunk.length - at >= 4) {
      const end = at + this.#lengthOf(view.getInt32(at, true));
      if (end > chunk.length) break;
      frames.push(this.#frame(view, at, end));
      at = end;
    }
    this.#keep(chunk.subarray(at));
    return frames;
  }

  /** Says that nothing more comes. */
  end(): void {
    const length = this.#pendingLength;
    if (length === 0) return;
    const what =
      length < 4
        ? `it ends after ${length} of the 4 bytes that tell how long the document is that begins at byte ${this.#offset}.`
        : `the document that begins at byte ${this.#offset} is ${int32At(this.#pending, 0)} bytes long, and the file ends after ${length} of them.`;
    throw cutShort(this.#source, this.#offset, what);
  }

  /** Completes the frame that earlier chunks began. Gives the index of the first byte that does not belong to it. */
  #complete(bytes: Uint8Array, frames: DocumentSpan[]): number {
    let at = 0;
    while (this.#pendingLength > 0 && at < bytes.length) {
      const wanted = this.#pendingLength < 4 ? 4 : this.#lengthOf(int32At(this.#pending, 0));
      const end = Math.min(bytes.length, at + wanted - this.#pendingLength);
      this.#keep(bytes.subarray(at, end));
      at = end;
      if (this.#pendingLength >= 4 && this.#pendingLength === this.#lengthOf(int32At(this.#pending, 0))) {
        const whole = this.#pending.slice(0, this.#pendingLength);
        frames.push(this.#frame(viewOf(whole), 0, whole.length));
        this.#pendingLength = 0;
      }
    }
    return at;
  }

  /** Keeps bytes of a frame that is not complete. Grows by what has come, never by what a length claims. */
  #keep(bytes: Uint8Array): void {
    const length = this.#pendingLength + bytes.length;
    if (length > this.#pending.length) {
      const grown = new Uint8Array(Math.max(length, this.#pending.length * 2));
      grown.set(this.#pending.subarray(0, this.#pendingLength));
      this.#pending = grown;
    }
    this.#pending.set(bytes, this.#pendingLength);
    this.#pendingLength = length;
  }

  /** Length of the frame that begins with this number. */
  #lengthOf(number: number): number {
    if (number >= shortestDocument && number <= longestDocument) return number;
    if (this.#isArchive && (number === separator || (number === archiveMagic && this.#offset === 0)))
      return 4;
    throw new UserError(
      `The document that begins at byte ${this.#offset} claims ${number} bytes: the file is damaged, or is not ${this.#isArchive ? 'a mongodump archive' : 'BSON'}.`,
      {
        advice: [
          `A document has ${shortestDocument} to ${longestDocument} bytes. Copy the file again, and compare its size with the original.`,
        ],
        location: { source: this.#source, byte: this.#offset },
      },
    );
  }

  #frame(chunk: DataView, start: number, end: number): DocumentSpan {
    const offset = this.#offset;
    this.#offset += end - start;
    if (end - start > 4 && chunk.getUint8(end - 1) !== 0) {
      throw damaged(
        this.#source,
        this.#offset - 1,
        `The document that begins at byte ${offset} does not end with a NUL byte: the file is damaged, or is not BSON.`,
      );
    }
    return { chunk, start, end, offset };
  }
}
