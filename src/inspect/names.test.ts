import { describe, expect, it } from 'vitest';
import type { KnownObject } from '../catalogue/settings.js';
import { isShownClass, shownKeys } from './names.js';

function shown(
  keys: readonly string[],
  over: Partial<Parameters<typeof shownKeys>[0]> = {},
  shape = (key: string) => key,
) {
  const all = keys.map((key) => ({ key, shape: shape(key) }));
  return [...shownKeys({ keys: all, name: 'Thing', known: null, isPlain: false, isSecret: false, ...over })];
}

const mapping: KnownObject = { isMapping: true, isPlain: false, hasKey: () => false };

describe('in an object that nobody knows', () => {
  it('names of ATA and technical ones are shown', () => {
    expect(shown(['IsEnabled', '_t', 'CaseNumber', 'IsTailspin'])).toEqual([
      'IsEnabled',
      '_t',
      'CaseNumber',
      'IsTailspin',
    ]);
  });
  it.each([
    ['accounts', ['JohnSmith', 'AnnaJones']],
    ['a single account', ['JohnSmith']],
    ['a domain', ['CONTOSO']],
    ['servers', ['DC01', 'DC02']],
    ['a name that only begins like a property', ['IsabelSmith']],
    ['technical names beside an address', ['CaseNumber', 'anna@contoso.com']],
    ['technical names beside a GUID', ['CaseNumber', '5c1dc1a1-52a9-4f14-95c6-2a3f0a6e2c5b']],
    ['many of one shape', 'ABCDEFGH'.split('').map((letter) => `T${letter.toLowerCase()}Account`)],
  ])('%s are folded', (_, keys) => {
    expect(shown(keys, {}, () => 'string')).toEqual([]);
  });
  it('a map by its name is folded', () => {
    for (const name of ['NameToTimeMapping', 'CountByUser', 'UserToRoles'])
      expect(shown(['CaseNumber', 'IsEnabled'], { name })).toEqual([]);
  });
  it('the second value of a key is no sign of a map', () => {
    expect(shown(['CaseNumber', 'CaseNumber (duplicate 1)'])).toEqual(['CaseNumber']);
  });
});

describe('in an object of a class of ATA', () => {
  it('properties are shown whatever they are called, and what is none is folded alone', () => {
    expect(shown(['Tailspin', 'CaseNumber', 'DC01', '__proto__'], { isPlain: true })).toEqual([
      'CaseNumber',
      'Tailspin',
    ]);
  });
  it('several unlikely names of one shape are folded', () => {
    expect(shown(['John', 'Anna', 'Paul', 'CaseNumber'], { isPlain: true }, () => 'string')).toEqual([
      'CaseNumber',
    ]);
  });
});

it('the keys of a mapping are folded, even known ones', () => {
  expect(shown(['IsEnabled'], { known: mapping })).toEqual([]);
});

it('in a secret, only keys of ATA are shown', () => {
  expect(shown(['EncryptedBytes', 'CaseNumber'], { isSecret: true })).toEqual(['EncryptedBytes']);
});

it.each([
  ['CenterSystemProfile', true],
  ['AbnormalSmbSuspiciousActivity', true],
  ['User', true],
  ['JohnSmith', false],
  ['anna@contoso.com', false],
])('the class %s is shown: %s', (name, expected) => {
  expect(isShownClass(name)).toBe(expected);
});
