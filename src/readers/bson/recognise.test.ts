import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { archive, bsonDocuments, bsonFile, chunked } from '../../../test/support/mongodump.js';
import { once } from '../whole.js';
import { recogniseStream } from './recognise.js';

/** What bytes are recognised as. */
async function formOf(bytes: Uint8Array) {
  return (await recogniseStream(once(bytes))).form;
}

const text = (content: string) => new TextEncoder().encode(content);
const bson = bsonFile([{ _id: 'a', list: [1, { b: null }] }, { _id: 'b' }]);
const longBson = bsonFile([{ _id: 'a', text: 'x'.repeat(200_000) }]);
const dump = archive([{ database: 'ATA', collection: 'A', documents: bsonDocuments([{ a: 1 }]) }]);
const lines = text('{"_id":"a"}\r\n{"_id":"b"}\r\n');

test.each([
  ['BSON', bson, 'bson'],
  ['BSON whose first document is longer than what is looked at', longBson.subarray(0, 65_536), 'bson'],
  ['an empty document', bsonFile([{}]), 'bson'],
  ['an archive', dump, 'mongodump-archive'],
  ['an archive, its beginning only', dump.subarray(0, 40), 'mongodump-archive'],
  ['a document a line', lines, 'lines'],
  ['one document on one line', text('{"_id":"a"}\n'), 'lines'],
  ['lines after a byte order mark', text('\ufeff{"_id":"a"}\n{"_id":"b"}'), 'lines'],
  ['a document a line, the second one cut', text('{"_id":"a"}\n{"_i'), 'lines'],
])('%s, compressed or not', async (_, head, format) => {
  expect(await formOf(head)).toStrictEqual({ format, isGzip: false });
  expect(await formOf(gzipSync(head))).toStrictEqual({ format, isGzip: true });
});

test('a compressed beginning', async () => {
  const compressed = gzipSync(longBson, { level: 0 });
  expect(compressed.length).toBeGreaterThan(65_536);
  expect(await formOf(compressed.subarray(0, 65_536))).toStrictEqual({
    format: 'bson',
    isGzip: true,
  });
});

test.each([
  ['nothing', text('')],
  ['a pretty-printed document', text('{\n  "_id": "a"\n}\n')],
  ['one document without a line break', text('{"_id":"a"}')],
  ['an array of documents', text('[{"_id":"a"},\n{"_id":"b"}]\n')],
  ['lines of something else', text('a;b\n1;2\n')],
  ['UTF-16 text', Uint8Array.from(Buffer.from('{"_id":"a"}\n', 'utf16le'))],
  [
    'UTF-16 text that could be a length',
    Uint8Array.from([0x2d, 0, 0, 0, 0x03, 0, 0x2d, 0, 0x2d, 0, 0x2d, 0]),
  ],
  ['the magic number alone', dump.subarray(0, 4)],
  ['a document with an unknown type', Uint8Array.of(8, 0, 0, 0, 0x20, 97, 0, 0)],
  ['a ZIP file', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0)],
  ['gzip that is damaged', Uint8Array.of(0x1f, 0x8b, 0xff, 0xff, 0xff)],
])('%s is nothing of this kind', async (_, head) => {
  expect(await formOf(head)).toBeNull();
  expect(await formOf(gzipSync(head))).toBeNull();
});

test('no more is read than the first document, and in chunks of any length the same', async () => {
  const long = bsonFile([
    { _id: 'a', text: 'x'.repeat(200_000) },
    ...Array(50).fill({ text: 'y'.repeat(10_000) }),
  ]);
  const longLine = text(`{"_id":"${'x'.repeat(200_000)}"}\n${'{"_id":"b"}\n'.repeat(50_000)}`);
  for (const [bytes, first] of [
    [long, 200_000],
    [longLine, 200_000],
    [lines, 0],
  ] as const) {
    const whole = await recogniseStream(once(bytes));
    for (const length of [1000, 65_536, 200_001]) {
      const { form, head } = await recogniseStream(chunked(bytes, length));
      expect(form).toStrictEqual(whole.form);
      expect(head.length).toBeGreaterThan(Math.min(first, bytes.length - 1));
      expect(head.length).toBeLessThan(first + 3 * 65_536);
      expect(head).toStrictEqual(bytes.slice(0, head.length));
    }
  }
});
