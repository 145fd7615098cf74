import { describe, expect, test } from 'vitest';
import { bsonDocuments, chunked, collected, concatenated } from '../../../test/support/mongodump.js';
import { UserError } from '../../errors.js';
import { bsonBatches, rawBsonDocuments } from './documents.js';

const documents = bsonDocuments([{}, { a: 'first' }, { a: 'x'.repeat(9000) }, { list: [1, 2, 3] }]);
const file = concatenated(documents);

describe('a .bson file', () => {
  test.each([1, 2, 3, 5, 7, 64, 4096, 5000, 1 << 20])(
    'reads the same in chunks of %i bytes',
    async (length) => {
      const read = await collected(rawBsonDocuments(chunked(file, length), 'a.bson'));
      expect(read.map(({ raw }) => raw)).toStrictEqual(documents);
      const offsets = documents.map((_, index) => concatenated(documents.slice(0, index)).length);
      expect(read.map(({ offset }) => offset)).toStrictEqual(offsets);
    },
  );

  test('a document that lies in one chunk is not copied', async () => {
    const [batch] = await collected(bsonBatches(chunked(file), 'a.bson'));
    expect(batch?.map(({ chunk }) => chunk.buffer === file.buffer)).toStrictEqual([true, true, true, true]);
  });

  test('empty chunks and an empty source are no error', async () => {
    expect(await collected(rawBsonDocuments(chunked(new Uint8Array(0)), 'a.bson'))).toStrictEqual([]);
    const withEmpty = (async function* chunks() {
      yield new Uint8Array(0);
      yield file.subarray(0, 8);
      yield new Uint8Array(0);
      yield file.subarray(8);
    })();
    expect(await collected(rawBsonDocuments(withEmpty, 'a.bson'))).toHaveLength(documents.length);
  });

  test("Node's own kind of chunk gives plain bytes", async () => {
    const [first] = await collected(rawBsonDocuments(chunked(Buffer.from(file)), 'a.bson'));
    expect(first?.raw.constructor).toBe(Uint8Array);
  });
});

describe('damage', () => {
  test('a cut within a document names the byte where it began; between two it cannot be seen', async () => {
    const short = concatenated(bsonDocuments([{ a: 1 }, { b: 'text' }]));
    for (let length = 1; length < short.length; length += 1) {
      const reading = collected(rawBsonDocuments(chunked(short.subarray(0, length), 3), 'a.bson'));
      if (length === 12) expect(await reading).toHaveLength(1);
      else await expect(reading).rejects.toMatchObject(cutAt(length < 12 ? 0 : 12));
    }
  });

  test.each([0, 4, -1, -2, 16_793_601, 1_000_000_000, 0x7fff_ffff])(
    'a length of %i is refused at once, whatever follows',
    async (length) => {
      const bytes = new Uint8Array(file.length + 4);
      bytes.set(file);
      new DataView(bytes.buffer).setInt32(file.length, length, true);
      const endless = (async function* chunks() {
        yield bytes;
        throw new Error('was asked for more');
      })();
      await expect(collected(rawBsonDocuments(endless, 'a.bson'))).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining(`claims ${length} bytes`),
        location: { source: 'a.bson', byte: file.length },
      });
    },
  );

  test('the longest length is believed, and costs nothing until the bytes come', async () => {
    const bytes = Uint8Array.of(0x00, 0x40, 0x00, 0x01);
    await expect(collected(rawBsonDocuments(chunked(bytes), 'a.bson'))).rejects.toMatchObject(cutAt(0));
  });

  test('a document without its closing NUL', async () => {
    const bytes = Uint8Array.from(file);
    bytes[file.length - 1] = 1;
    await expect(collected(rawBsonDocuments(chunked(bytes, 100), 'a.bson'))).rejects.toMatchObject({
      message: expect.stringContaining('does not end with a NUL byte'),
      location: { byte: file.length - 1 },
    });
  });

  test('a text file', async () => {
    const text = new TextEncoder().encode('{"_id": 1}');
    await expect(collected(rawBsonDocuments(chunked(text), 'a.bson'))).rejects.toThrow(UserError);
  });
});

function cutAt(byte: number) {
  return {
    name: 'UserError',
    message: expect.stringContaining('cut short'),
    location: { source: 'a.bson', byte },
  };
}
