/** Holds in one piece what comes in chunks or is compressed. */
import { UserError } from '../errors.js';
import { isGzip, maybeGunzip } from './bson/gzip.js';
import type { FileSource } from './sources.js';
import type { SourceBytes } from './values.js';

/** A configuration is some hundred kilobytes; what unpacks to more than this is no text that is read whole. */
const mostUnpacked = 256 * 1024 * 1024;

/** All bytes of a file, in one piece. */
export async function wholeBytes(source: FileSource): Promise<Uint8Array> {
  if ('bytes' in source) return source.bytes;
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.chunks()) chunks.push(chunk);
  return joined(chunks, source.byteLength);
}

/**
 * The source unpacked, where it is gzip; else as it is. Compressed twice is unpacked twice, and no more.
 *
 * @throws UserError when the compressed data is damaged, cut short, or unpacks to more than is read whole
 */
export async function unpacked(source: SourceBytes): Promise<SourceBytes> {
  let { bytes } = source;
  for (let times = 0; times < 2 && isGzip(bytes); times += 1) bytes = await unpackedOnce(source.name, bytes);
  return { name: source.name, bytes };
}

async function unpackedOnce(name: string, bytes: Uint8Array): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of maybeGunzip(once(bytes), name)) {
    length += chunk.length;
    if (length > mostUnpacked)
      throw new UserError(
        `The compressed file unpacks to more than ${mostUnpacked / 1024 / 1024} MiB of text.`,
        {
          location: { source: name },
          advice: [
            'Export the collection with mongodump, or with mongoexport without --jsonArray and --pretty.',
          ],
        },
      );
    chunks.push(chunk);
  }
  return joined(chunks, length);
}

/** The bytes of chunks, one behind the other. */
export function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** The bytes of a file, from its beginning, whether it is held or not. */
export function chunksOf(source: FileSource): AsyncIterable<Uint8Array> {
  return 'bytes' in source ? once(source.bytes) : source.chunks();
}

/** Bytes as a stream of one chunk. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
