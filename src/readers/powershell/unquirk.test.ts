import { describe, expect, it } from 'vitest';
import { DateValue, type DocumentObject, type DocumentValue } from '../values.js';
import { unquirk, unquirkDocument } from './unquirk.js';

function mapOf(members: Readonly<Record<string, DocumentValue>>): DocumentObject {
  return new Map(Object.entries(members));
}

const date = new DateValue(1_701_379_505_092n);

describe('unquirk', () => {
  it.each<[string, DocumentValue, DocumentValue]>([
    ['a date', '/Date(1701379505092)/', date],
    ['a date with an offset, which does not move it', '/Date(1701379505092+0930)/', date],
    ["a date before 1970, .NET's first", '/Date(-62135596800000)/', new DateValue(-62_135_596_800_000n)],
    ['a date in a list in an object', mapOf({ a: ['/Date(0)/'] }), mapOf({ a: [new DateValue(0n)] })],
    [
      'a date of Get-Date',
      mapOf({ value: '/Date(1701379505092)/', DisplayHint: 2, DateTime: 'Donnerstag, 30. November 2023' }),
      date,
    ],
    ['one without a hint', mapOf({ value: '/Date(1701379505092)/', DateTime: 'Thursday' }), date],
  ])('makes a date of %s', (_, value, expected) => {
    expect(unquirk(value)).toStrictEqual(expected);
  });

  it.each<[string, DocumentValue]>([
    ["ATA's own times", '2017-04-17T23:16:33.4600665Z'],
    ['a text around a date', 'at /Date(0)/'],
    ['a date without digits', '/Date()/'],
    ['more digits than a date has', `/Date(${'9'.repeat(20)})/`],
    ['an object with more members', mapOf({ value: 'a', DateTime: 'b', Other: 1 })],
    ['a wrapper of something else', mapOf({ value: 'a', DateTime: 'b' })],
    ['a wrapper without a text of the time', mapOf({ value: 'a' })],
    ['other values', [null, true, 1, 1n, date, [], mapOf({})]],
  ])('leaves %s as it is', (_, value) => {
    expect(unquirk(value)).toBe(value);
  });
});

describe('unquirkDocument', () => {
  it('changes members only', () => {
    const document = mapOf({ value: '/Date(0)/', DateTime: 'x' });
    expect(unquirkDocument(document)).toStrictEqual(mapOf({ value: new DateValue(0n), DateTime: 'x' }));
    const plain = mapOf({ Id: 'a', Configuration: mapOf({ To: [] }) });
    expect(unquirkDocument(plain)).toBe(plain);
  });
});
