import { Binary, Long, ObjectId, serialize } from 'bson';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../errors.js';
import { peekBoolean, peekClasses, peekId } from './peek.js';

const place = { source: 'a.bson', offset: 100 };
const guidBytes = Uint8Array.from({ length: 16 }, (_, index) => index);

describe('peekId', () => {
  test.each([
    ['a text', 'computer 10.0.0.1', 'computer 10.0.0.1'],
    ['an ObjectId', new ObjectId('0102030405060708090a0b0c'), '0102030405060708090a0b0c'],
    ['a GUID of subtype 4', new Binary(guidBytes, 4), '00010203-0405-0607-0809-0a0b0c0d0e0f'],
    ['a GUID of subtype 3', new Binary(guidBytes, 3), '03020100-0504-0706-0809-0a0b0c0d0e0f'],
    ['other binary data', new Binary(guidBytes, 0), null],
    ['binary data that is no GUID', new Binary(guidBytes.subarray(1), 4), null],
    ['a number', Long.fromNumber(7), null],
  ])('%s, first or last', (_, id, text) => {
    const rest = { a: { _id: 'inner' }, list: [{ _id: 'inner' }], d: new Date(0), r: /x/i, n: null };
    expect(peekId(serialize({ _id: id, ...rest }), place)).toBe(text);
    expect(peekId(serialize({ ...rest, _id: id }), place)).toBe(text);
    expect(peekId(serialize(rest), place)).toBeNull();
  });

  test('damage before it is an error with the byte, damage behind it is not looked at', () => {
    const raw = serialize({ a: true, _id: 'x', b: true });
    const before = Uint8Array.from(raw);
    before[4] = 0x20;
    expect(() => peekId(before, place)).toThrow(UserError);
    expect(() => peekId(before, place)).toThrow(
      expect.objectContaining({ location: { source: 'a.bson', byte: 104 } }),
    );
    const behind = Uint8Array.from(raw);
    behind[raw.length - 5] = 0x20;
    expect(peekId(behind, place)).toBe('x');
  });
});

test('peekClasses: one name, or the names of an array', () => {
  expect(peekClasses(serialize({ _id: 1, _t: 'User' }), place)).toStrictEqual(['User']);
  expect(peekClasses(serialize({ a: 1, _t: ['Entity', 7, 'User'] }), place)).toStrictEqual([
    'Entity',
    'User',
  ]);
  expect(peekClasses(serialize({ _t: 7 }), place)).toStrictEqual([]);
  expect(peekClasses(serialize({}), place)).toStrictEqual([]);
});

test('peekBoolean: the field of the document itself, when it is true or false', () => {
  const name = 'IsDomainController';
  expect(peekBoolean(serialize({ a: { [name]: true }, [name]: false }), name, place)).toBe(false);
  expect(peekBoolean(serialize({ [name]: true }), name, place)).toBe(true);
  expect(peekBoolean(serialize({ [name]: 1 }), name, place)).toBeNull();
  expect(peekBoolean(serialize({ [`${name}s`]: true }), name, place)).toBeNull();
});
