/**
 * What mongodump writes, made here: .bson files and archives, by the archive specification of MongoDB's tools. The
 * checksum is computed in another way than the reader does, so that the two cannot be wrong alike.
 */
import { type Document, Long, serialize } from 'bson';

/** The documents of a collection, in the order in which an archive is to hold them. */
export interface DumpedCollection {
  readonly database: string;
  readonly collection: string;
  readonly documents: readonly Uint8Array[];
}

/** Documents as BSON, each by itself. */
export function bsonDocuments(documents: readonly Document[]): Uint8Array[] {
  return documents.map((document) => Uint8Array.from(serialize(document, { ignoreUndefined: false })));
}

/** A .bson file. */
export function bsonFile(documents: readonly Document[]): Uint8Array {
  return concatenated(bsonDocuments(documents));
}

/**
 * An archive.
 *
 * @param options.pieceLength how many documents of a collection stand together before the next one has its turn
 * @param options.checksumError is added to every checksum
 * @param options.description more fields for the documents that describe the collections
 */
export function archive(
  collections: readonly DumpedCollection[],
  options: { pieceLength?: number; checksumError?: bigint; description?: Document } = {},
): Uint8Array {
  const { pieceLength = 2, checksumError = 0n, description = {} } = options;
  const parts: Uint8Array[] = [
    Uint8Array.of(0x6d, 0xe2, 0x99, 0x81),
    bsonFile([
      { concurrent_collections: 4, version: '0.1', server_version: '3.6.18', tool_version: 'r3.6.18' },
    ]),
    bsonFile(
      collections.map(({ database, collection }) => ({
        db: database,
        collection,
        metadata: '{"options":{},"indexes":[]}',
        size: 0,
        ...description,
      })),
    ),
    separator,
  ];
  const rounds = Math.max(
    0,
    ...collections.map(({ documents }) => Math.ceil(documents.length / pieceLength)),
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const { database, collection, documents } of collections) {
      const piece = documents.slice(round * pieceLength, (round + 1) * pieceLength);
      if (piece.length > 0) parts.push(pieceHeader(database, collection, false, 0n), ...piece, separator);
    }
  }
  for (const { database, collection, documents } of collections) {
    const checksum = BigInt.asIntN(64, crc64(concatenated(documents)) + checksumError);
    parts.push(pieceHeader(database, collection, true, checksum), separator);
  }
  return concatenated(parts);
}

const separator = Uint8Array.of(0xff, 0xff, 0xff, 0xff);

/** The header of a piece of an archive. */
export function pieceHeader(
  database: string,
  collection: string,
  isEnd: boolean,
  checksum: bigint,
): Uint8Array {
  return bsonFile([{ db: database, collection, EOF: isEnd, CRC: Long.fromBigInt(checksum) }]);
}

/** CRC-64 of ECMA-182, reflected, bit by bit. */
export function crc64(bytes: Uint8Array): bigint {
  const all = (1n << 64n) - 1n;
  let value = all;
  for (const byte of bytes) {
    value ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) {
      value = (value & 1n) === 1n ? (value >> 1n) ^ 0xc96c5795d7870f42n : value >> 1n;
    }
  }
  return BigInt.asIntN(64, value ^ all);
}

/** Bytes as a stream of chunks of one length. */
export async function* chunked(bytes: Uint8Array, length = 65_536): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length);
}

/** All that a stream gives. */
export async function collected<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
