import { ObjectId } from 'bson';
import { describe, expect, test } from 'vitest';
import { bsonFile, chunked, collected, concatenated } from '../../../test/support/mongodump.js';
import { collectingReporter } from '../../reporter.js';
import { bsonBatches } from './documents.js';
import { wantedLines } from './lines.js';
import { type EntityWants, wantedDocuments } from './wanted.js';

const dc = 'IsDomainController';
const entities = [
  { _id: 'a', _t: ['Entity', 'User'], n: 0 },
  { _id: 'b', _t: ['Entity', 'Computer'], [dc]: true, n: 1 },
  { _id: 'c', _t: ['Entity', 'Computer'], [dc]: false, n: 2 },
  { _id: 'd', _t: 'Domain', n: 3 },
  { _id: 'e', _t: ['Entity', 'Domain'], n: 4 },
  { n: 5, _t: 'User', [dc]: false, _id: 'f' },
  { n: 6, [dc]: true, _t: 'Computer', _id: 'g' },
  { _id: 'h', _t: 'DomainProfile', text: `"Domain" "${dc}":true`, n: 7 },
  { _id: 'i', _t: 'Computer', inner: { [dc]: true, _t: 'Domain', _id: 'a' }, n: 8 },
  { _id: 'jé"\\', _t: 'User', n: 9 },
  { _id: new ObjectId('0102030405060708090a0b0c'), n: 10 },
  { n: 11 },
  { _id: 'computer 10.0.0.1', [dc]: 1, n: 12 },
  { _id: '0C0FFEE0-0000-4000-8000-00000000000A', Sid: 'S-1-5-21-1-2-3-1105', n: 13 },
  { _id: 'k', Sid: 's-1-5-32-544', n: 14 },
  { _id: 'l', inner: { Sid: 'S-1-5-32-544' }, text: 'Sid S-1-5-32-544', Sids: ['S-1-5-32-544'], n: 15 },
  { _id: 'm', Sid: 'S-1-5-21-1-2-3-11050', n: 16 },
  { _id: 'p', _t: ['ServiceSystemProfile', 'CenterSystemProfile'], n: 17 },
  { _id: 'q', _t: 'User', SourceGatewaySystemProfileId: 'SystemProfile', n: 18 },
];

const none: EntityWants = {
  ids: new Set(),
  sids: new Set(),
  domainControllers: false,
  domains: false,
  profiles: false,
};
const cases: [what: string, wants: EntityWants, found: number[]][] = [
  ['nothing', none, []],
  ['ids', { ...none, ids: new Set(['a', 'f', 'zzz']) }, [0, 5]],
  ['ids of any characters', { ...none, ids: new Set(['jé"\\', 'computer 10.0.0.1']) }, [9, 12]],
  ['an ObjectId', { ...none, ids: new Set(['0102030405060708090a0b0c']) }, [10]],
  ['domain controllers', { ...none, domainControllers: true }, [1, 6]],
  ['domains', { ...none, domains: true }, [3, 4]],
  ['GUIDs in any case', { ...none, ids: new Set(['0c0ffee0-0000-4000-8000-00000000000a']) }, [13]],
  ['SIDs in any case', { ...none, sids: new Set(['S-1-5-21-1-2-3-1105', 'S-1-5-32-544']) }, [13, 14]],
  ['SystemProfile documents', { ...none, profiles: true }, [17]],
  [
    'all of these',
    {
      ids: new Set(['b', 'i']),
      sids: new Set(['s-1-5-32-544']),
      domainControllers: true,
      domains: true,
      profiles: true,
    },
    [1, 3, 4, 6, 8, 14, 17],
  ],
];

const file = bsonFile(entities);
const lines = entities.map((entity) =>
  JSON.stringify(entity, (_, value) => (value instanceof ObjectId ? undefined : value)).replace(
    '{"_id":"0102030405060708090a0b0c"',
    '{"_id":{"$oid":"0102030405060708090a0b0c"}',
  ),
);

describe.each(cases)('finds %s', (_, wants, found) => {
  test.each([1, 33, 1 << 20])('in BSON, in chunks of %i bytes', async (length) => {
    const batches = bsonBatches(chunked(file, length), 'a.bson');
    const documents = await collected(wantedDocuments(batches, wants, 'a.bson', collectingReporter()));
    expect(documents.map(({ value }) => value.get('n'))).toStrictEqual(found);
    for (const { value, offset } of documents) {
      const index = Number(value.get('n'));
      expect(offset).toBe(index === 0 ? 0 : bsonFile(entities.slice(0, index)).length);
    }
  });

  test.each([
    ['as mongoexport writes them', lines.join('\n')],
    ['with a line break at the end', `${lines.join('\n')}\n`],
    ['with CRLF, blank lines and a mark', `\ufeff\r\n${lines.join('\r\n\r\n')}\r\n\r\n`],
    ['with blanks', lines.map((line) => line.replace(/([:{,]) ?(?=["\w{])/g, ' $1\t ')).join(' \n ')],
  ])('in lines, %s', async (__, text) => {
    const bytes = new TextEncoder().encode(text);
    for (const length of [1, 33, 1 << 20]) {
      const reading = wantedLines(chunked(bytes, length), wants, 'a.json', collectingReporter());
      const documents = await collected(reading);
      expect(documents.map(({ value }) => value.get('n'))).toStrictEqual(found);
      const numbers = documents.map(({ line }) => text.split('\n')[(line ?? 0) - 1]);
      expect(numbers.every((line, at) => line?.includes(String(found[at])))).toBe(true);
    }
  });
});

describe('documents that are not wanted', () => {
  const wants = { ...none, ids: new Set(['a']) };

  test('are not decoded: damage behind their id is not looked at', async () => {
    const damaged = bsonFile([{ _id: 'x', n: 1 }]);
    damaged[damaged.length - 8] = 0x77;
    const bytes = concatenated([damaged, file]);
    const found = await collected(
      wantedDocuments(bsonBatches(chunked(bytes), 'a.bson'), wants, 'a.bson', collectingReporter()),
    );
    expect(found.map(({ offset }) => offset)).toStrictEqual([damaged.length]);
  });

  test('are an error when they are damaged before their id', async () => {
    const damaged = bsonFile([{ n: 1, _id: 'x' }]);
    damaged[4] = 0x77;
    const bytes = concatenated([file, damaged]);
    await expect(
      collected(
        wantedDocuments(bsonBatches(chunked(bytes), 'a.bson'), wants, 'a.bson', collectingReporter()),
      ),
    ).rejects.toMatchObject({ location: { source: 'a.bson', byte: file.length + 4 } });
  });
});
