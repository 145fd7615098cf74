import { createGzip, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { chunked, collected, concatenated } from '../../../test/support/mongodump.js';
import { UserError } from '../../errors.js';
import { maybeGunzip } from './gzip.js';

const content = new TextEncoder().encode('some bytes, '.repeat(10_000));

async function unpacked(bytes: Uint8Array, chunkLength?: number): Promise<Uint8Array> {
  return concatenated(await collected(maybeGunzip(chunked(bytes, chunkLength), 'a.gz')));
}

describe('maybeGunzip', () => {
  test.each([1, 2, 100, 1 << 20])(
    'unpacks gzip, and leaves the rest as it is, in chunks of %i',
    async (length) => {
      expect(await unpacked(gzipSync(content), length)).toStrictEqual(content);
      expect(await unpacked(content.subarray(0, 5000), length)).toStrictEqual(content.subarray(0, 5000));
    },
  );

  test('sources of no, one and two bytes', async () => {
    for (const bytes of [[], [0x1f], [0x1f, 0x8c]]) {
      expect(await unpacked(Uint8Array.from(bytes))).toStrictEqual(Uint8Array.from(bytes));
    }
  });

  test('gzip that is cut anywhere is an error that tells how far it was read', async () => {
    const bytes = gzipSync(content.subarray(0, 300));
    for (let length = 2; length < bytes.length; length += 1) {
      await expect(unpacked(bytes.subarray(0, length), 10)).rejects.toMatchObject({
        name: 'UserError',
        location: { source: 'a.gz', byte: length },
      });
    }
  });

  test('gzip that is damaged', async () => {
    const bytes = gzipSync(content);
    for (const at of [3, 40, bytes.length - 6]) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      await expect(unpacked(damaged)).rejects.toThrow(UserError);
    }
  });

  test('an error of the source stays what it is', async () => {
    const failing = (async function* chunks() {
      yield gzipSync(content).subarray(0, 20);
      throw new RangeError('the disk is gone');
    })();
    await expect(collected(maybeGunzip(failing, 'a.gz'))).rejects.toThrow(RangeError);
  });

  test('a small file that unpacks to a gigabyte is unpacked only as far as it is read', async () => {
    const bomb = await gzipBomb(1024);
    let fed = 0;
    let isClosed = false;
    const source = (async function* chunks() {
      try {
        for await (const chunk of chunked(bomb, 1000)) {
          fed += chunk.length;
          yield chunk;
        }
      } finally {
        isClosed = true;
      }
    })();
    let read = 0;
    for await (const chunk of maybeGunzip(source, 'bomb.gz')) {
      read += chunk.length;
      if (read > 1_000_000) break;
    }
    expect(fed).toBeLessThan(bomb.length / 4);
    await expect.poll(() => isClosed).toBe(true);
  });
});

/** So many MiB of zeros, compressed. */
async function gzipBomb(mebibytes: number): Promise<Uint8Array> {
  const gzip = createGzip({ level: 1 });
  const parts = collected<Uint8Array>(gzip);
  const zeros = new Uint8Array(1024 * 1024);
  for (let written = 0; written < mebibytes; written += 1) {
    if (!gzip.write(zeros)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
  return concatenated(await parts);
}
