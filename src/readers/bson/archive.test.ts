import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  archive,
  bsonDocuments,
  chunked,
  collected,
  concatenated,
  type DumpedCollection,
  pieceHeader,
} from '../../../test/support/mongodump.js';
import { archiveBatches, archiveDocuments } from './archive.js';
import { maybeGunzip } from './gzip.js';

const profiles = bsonDocuments([{ _id: 1, a: 'x' }, { _id: 2 }, { _id: 3 }]);
const entities = bsonDocuments([{ _id: 'e1' }, { _id: 'e2' }, { _id: 'e3' }, { _id: 'e4' }]);
const collections: DumpedCollection[] = [
  { database: 'ATA', collection: 'SystemProfile', documents: profiles },
  { database: 'ATA', collection: 'Empty', documents: [] },
  { database: 'ATA', collection: 'UniqueEntity', documents: entities },
  { database: 'Other', collection: 'UniqueEntity', documents: entities.slice(0, 1) },
];

async function read(bytes: Uint8Array, chunkLength?: number) {
  const documents = await collected(archiveDocuments(chunked(bytes, chunkLength), 'a.archive'));
  const of = (database: string, collection: string) =>
    documents
      .filter((document) => document.database === database && document.collection === collection)
      .map(({ raw }) => raw);
  return { documents, of };
}

describe('an archive', () => {
  test.each([1, 7, 100, 1 << 20])('with interleaved collections, in chunks of %i bytes', async (length) => {
    const bytes = archive(collections, { pieceLength: 1 });
    const { documents, of } = await read(bytes, length);
    expect(documents.map(({ collection }) => collection).slice(0, 4)).toStrictEqual([
      'SystemProfile',
      'UniqueEntity',
      'UniqueEntity',
      'SystemProfile',
    ]);
    expect(of('ATA', 'SystemProfile')).toStrictEqual(profiles);
    expect(of('ATA', 'UniqueEntity')).toStrictEqual(entities);
    expect(of('Other', 'UniqueEntity')).toStrictEqual(entities.slice(0, 1));
    for (const { raw, offset } of documents) {
      expect(bytes.subarray(offset, offset + raw.length)).toStrictEqual(raw);
    }
  });

  test('batches hold documents of one collection each', async () => {
    const batches = await collected(archiveBatches(chunked(archive(collections)), 'a.archive'));
    expect(batches.map(({ collection, documents }) => [collection, documents.length])).toStrictEqual([
      ['SystemProfile', 2],
      ['UniqueEntity', 2],
      ['UniqueEntity', 1],
      ['SystemProfile', 1],
      ['UniqueEntity', 2],
    ]);
  });

  test('compressed', async () => {
    const bytes = gzipSync(archive(collections));
    const unpacked = maybeGunzip(chunked(bytes, 10), 'a.archive.gz');
    expect(await collected(archiveDocuments(unpacked, 'a.archive.gz'))).toHaveLength(8);
  });

  test('without any collection, or with more said about them than is known', async () => {
    expect((await read(archive([]))).documents).toStrictEqual([]);
    const described = archive(collections, { description: { type: 'collection', extra: { a: 1 } } });
    expect((await read(described)).documents).toHaveLength(8);
  });

  test('a piece without documents, as mongodump writes for an empty collection', async () => {
    const bytes = archive([]);
    const separator = bytes.subarray(bytes.length - 4);
    const { documents } = await read(
      concatenated([
        bytes,
        pieceHeader('ATA', 'Empty', false, 0n),
        separator,
        pieceHeader('ATA', 'Empty', true, 0n),
        separator,
      ]),
    );
    expect(documents).toStrictEqual([]);
  });

  test('a view is described, but need not come', async () => {
    const view = archive([{ database: 'ATA', collection: 'View', documents: [] }], {
      description: { type: 'view' },
    });
    // Without the end of the collection: its header and the separator behind it.
    const end = pieceHeader('ATA', 'View', true, 0n).length + 4;
    expect((await read(view.subarray(0, view.length - end))).documents).toStrictEqual([]);
  });
});

describe('damage', () => {
  test('a checksum that does not fit', async () => {
    const bytes = archive(collections, { checksumError: 1n });
    await expect(read(bytes)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('do not have its checksum'),
      location: { source: 'a.archive', byte: expect.any(Number) },
    });
  });

  test('a cut between two pieces', async () => {
    const bytes = archive(collections, { pieceLength: 100 });
    const first = pieceHeader('ATA', 'UniqueEntity', false, 0n);
    const cut = Buffer.from(bytes).indexOf(first);
    await expect(read(bytes.subarray(0, cut))).rejects.toMatchObject({
      message: expect.stringContaining('4 of the collections in it have not come to their end'),
      location: { source: 'a.archive', byte: cut },
    });
  });

  test('a collection that goes on after its end', async () => {
    const bytes = archive(collections);
    const again = concatenated([bytes, pieceHeader('ATA', 'Empty', false, 0n)]);
    await expect(read(again)).rejects.toMatchObject({ location: { byte: bytes.length } });
  });

  test.each([
    ['BSON', concatenated(profiles)],
    ['text', new TextEncoder().encode('{"_id": 1}')],
    ['only the magic number of something else', Uint8Array.of(0x50, 0x4b, 3, 4)],
    ['a separator', Uint8Array.of(255, 255, 255, 255)],
  ])('%s is no archive', async (_, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(/archive/),
      location: { source: 'a.archive', byte: 0 },
    });
  });
});
