import { describe, expect, it } from 'vitest';
import {
  BinaryValue,
  DateValue,
  type DocumentValue,
  ExtendedValue,
  ObjectIdValue,
} from '../readers/values.js';
import { isLeaf, leafValueOf } from './leaf-values.js';

const guidBytes = Uint8Array.from([
  0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff,
]);

describe('leafValueOf', () => {
  it.each<[string, DocumentValue, unknown]>([
    ['a text', 'x', 'x'],
    ['an empty text', '', ''],
    ['a switch', false, false],
    ['nothing', null, null],
    ['a number', 1.5, 1.5],
    ['the smallest number', 5e-324, 5e-324],
    ['no number', Number.NaN, { $numberDouble: 'NaN' }],
    ['infinity', Number.NEGATIVE_INFINITY, { $numberDouble: '-Infinity' }],
    ['an integer that no 64 bits hold', 10n ** 399n, { $numberDouble: `1${'0'.repeat(399)}` }],
    ['an integer beyond 2^53', 9_223_372_036_854_775_807n, { $numberLong: '9223372036854775807' }],
    ['an ObjectId', new ObjectIdValue('5f7ab5f381d7314991ae13e7'), '5f7ab5f381d7314991ae13e7'],
    ['a date', new DateValue(1_765_771_188_731n), '2025-12-15T03:59:48.731Z'],
    ['a date before 1970', new DateValue(-1n), '1969-12-31T23:59:59.999Z'],
    [".NET's first date", new DateValue(-62_135_596_800_000n), '0001-01-01T00:00:00.000Z'],
    ['the year 10000', new DateValue(253_402_300_800_000n), '+010000-01-01T00:00:00.000Z'],
    ['the last date of JavaScript', new DateValue(8_640_000_000_000_000n), '+275760-09-13T00:00:00.000Z'],
    [
      'a date after it',
      new DateValue(8_640_000_000_000_001n),
      { $date: { $numberLong: '8640000000000001' } },
    ],
    ['a date before them all', new DateValue(-(2n ** 63n)), { $date: { $numberLong: String(-(2n ** 63n)) } }],
    ['a GUID of .NET', new BinaryValue(guidBytes, 3), '33221100-5544-7766-8899-aabbccddeeff'],
    ['a GUID in standard order', new BinaryValue(guidBytes, 4), '00112233-4455-6677-8899-aabbccddeeff'],
    ['16 bytes that are no GUID', new BinaryValue(guidBytes, 0), binary('ABEiM0RVZneImaq7zN3u/w==', '00')],
    [
      'a GUID that is too short',
      new BinaryValue(guidBytes.subarray(1), 4),
      binary('ESIzRFVmd4iZqrvM3e7/', '04'),
    ],
    ['no bytes', new BinaryValue(new Uint8Array(), 128), binary('', '80')],
    ['a decimal', new ExtendedValue({ $numberDecimal: '1.50' }), { $numberDecimal: '1.50' }],
    ['a timestamp', new ExtendedValue({ $timestamp: { t: 1, i: 2 } }), { $timestamp: { t: 1, i: 2 } }],
    ['an empty list', [], []],
    ['an empty object', new Map(), {}],
  ])('writes %s', (_, value, json) => {
    expect(leafValueOf(value)).toEqual(json);
  });

  it('writes more bytes than a function takes arguments', () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
    expect(leafValueOf(new BinaryValue(bytes, 0))).toEqual(
      binary(Buffer.from(bytes).toString('base64'), '00'),
    );
  });
});

describe('isLeaf', () => {
  it.each<[string, DocumentValue, boolean]>([
    ['nothing', null, true],
    ['a date', new DateValue(0n), true],
    ['bytes', new BinaryValue(guidBytes, 0), true],
    ['an empty list', [], true],
    ['an empty object', new Map(), true],
    ['a list of nothing', [null], false],
    ['an object with an empty key', new Map([['', null]]), false],
  ])('judges %s', (_, value, leaf) => {
    expect(isLeaf(value)).toBe(leaf);
  });
});

function binary(base64: string, subType: string): unknown {
  return { $binary: { base64, subType } };
}
