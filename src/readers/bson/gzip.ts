/** Unpacks gzip as a stream: nothing is held but a few chunks, however much a small file unpacks to. */
import type { UserError } from '../../errors.js';
import { damaged } from './damage.js';

/** Whether bytes begin as gzip does (RFC 1952; documented). */
export function isGzip(head: ArrayLike<number>): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * The bytes unpacked when they are gzip, else as they are. The form shows in the content, not in a name.
 *
 * How much is unpacked is up to who reads: to stop reading stops the unpacking.
 *
 * @throws UserError when the compressed data is damaged or cut short; its location tells how far it was read
 */
export async function* maybeGunzip(
  bytes: AsyncIterable<Uint8Array>,
  source: string,
): AsyncGenerator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let length = 0;
  while (length < 2) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    head.push(value);
    length += value.length;
  }
  const whole = resume(head, iterator);
  if (isGzip(head.flatMap((chunk) => [...chunk.subarray(0, 2)]))) yield* gunzip(whole, source);
  else yield* whole;
}

/** What was read from an iterator already, and then the rest. */
async function* resume(
  head: readonly Uint8Array[],
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* head;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

/** How far feeding the unpacker has come. */
interface Feed {
  bytes: number;
  /** Why the compressed bytes could not be read; that is not the compression's fault. */
  failure: { readonly error: unknown } | undefined;
}

async function* gunzip(bytes: AsyncIterable<Uint8Array>, source: string): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream('gzip');
  const feed: Feed = { bytes: 0, failure: undefined };
  // Runs beside the reading; it never rejects, because what goes wrong shows when reading.
  void feedAll(bytes, writable.getWriter(), feed);
  const reader = readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw feed.failure === undefined ? unpackingError(source, feed.bytes) : feed.failure.error;
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(ignore);
  }
}

async function feedAll(
  bytes: AsyncIterable<Uint8Array>,
  writer: WritableStreamDefaultWriter<Uint8Array>,
  feed: Feed,
): Promise<void> {
  writer.closed.catch(ignore);
  try {
    for await (const chunk of bytes) {
      feed.bytes += chunk.length;
      // A chunk that is not accepted is told of where the unpacked bytes are read.
      if (!(await isAccepted(writer.write(chunk)))) return;
    }
  } catch (error) {
    feed.failure = { error };
    await writer.abort(error).catch(ignore);
    return;
  }
  await writer.close().catch(ignore);
}

function isAccepted(written: Promise<void>): Promise<boolean> {
  return written.then(
    () => true,
    () => false,
  );
}

function ignore(): void {}

function unpackingError(source: string, byte: number): UserError {
  return damaged(
    source,
    byte,
    `The compressed file is damaged or cut short: unpacking it failed within its first ${byte} bytes.`,
  );
}
