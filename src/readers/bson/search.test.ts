import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { viewOf } from './bytes.js';
import { BytePatterns, indexOfEither, sidBeginnings, WantedTexts } from './search.js';

const encoder = new TextEncoder();

test('finds a pattern wherever it stands, and nothing outside of the bounds', () => {
  const pattern = encoder.encode('"Domain"');
  for (let before = 0; before < 40; before += 1) {
    const bytes = encoder.encode(`${'Do"main"'.repeat(5).slice(0, before)}"Domain"...`);
    const at = Buffer.from(bytes).indexOf('"Domain"');
    expect(new BytePatterns([pattern]).indexIn(viewOf(bytes), 0, bytes.length)).toBe(at);
    expect(new BytePatterns([pattern]).indexIn(viewOf(bytes), at, at + 8)).toBe(at);
    expect(new BytePatterns([pattern]).indexIn(viewOf(bytes), at + 1, bytes.length)).toBe(-1);
    expect(new BytePatterns([pattern]).indexIn(viewOf(bytes), 0, at + 7)).toBe(-1);
  }
});

test('finds the first place of any of the patterns, also of ones that repeat themselves', () => {
  const letters = fc.constantFrom(97, 98);
  const some = (limits: { minLength: number; maxLength: number }) =>
    fc.array(letters, limits).map((bytes) => Uint8Array.from(bytes));
  const search = fc.property(
    fc.array(some({ minLength: 4, maxLength: 12 }), { maxLength: 3 }),
    some({ minLength: 0, maxLength: 200 }),
    fc.nat(20),
    (patterns, bytes, start) => {
      const places = patterns
        .map((pattern) => Buffer.from(bytes).indexOf(pattern, start))
        .filter((at) => at !== -1);
      const first = places.length === 0 ? -1 : Math.min(...places);
      expect(new BytePatterns(patterns).indexIn(viewOf(bytes), start, bytes.length)).toBe(first);
    },
  );
  fc.assert(search, { numRuns: 2000 });
});

test('finds the first of two bytes, whatever stands around them', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 30 }),
      fc.nat(255),
      fc.nat(255),
      fc.nat(8),
      (bytes, one, other, start) => {
        const end = Math.max(start, bytes.length);
        const found = bytes.findIndex((byte, at) => at >= start && (byte === one || byte === other));
        expect(indexOfEither(viewOf(bytes), start, end, one, other)).toBe(found === -1 ? end : found);
      },
    ),
    { numRuns: 2000 },
  );
});

describe('wanted texts', () => {
  const guid = '0c9c2c05-7a5c-4a5e-9f1d-0a1b2c3d4e5f';
  const ids = Array.from({ length: 1000 }, (_, index) => `computer 10.0.${index >> 8}.${index & 255}`);
  const wanted = new WantedTexts(new Set([...ids, guid, 'S-1-5-18']));
  const isFound = (text: string) => {
    const bytes = encoder.encode(`-${text}-`);
    return wanted.hasTextAt(viewOf(bytes), 1, bytes.length - 1);
  };

  test('are found, and no others', () => {
    expect(ids.every(isFound)).toBe(true);
    expect(ids.some((id) => isFound(`${id}x`) || isFound(`x${id}`))).toBe(false);
  });

  test('are found in any letter case when they are GUIDs or SIDs, and only then', () => {
    expect([guid, guid.toUpperCase(), guid.replace('c', 'C'), 's-1-5-18'].every(isFound)).toBe(true);
    expect(isFound('Computer 10.0.0.1')).toBe(false);
  });
});

describe('the beginnings of SIDs', () => {
  const texts = (sids: string[]) =>
    sidBeginnings(new Set(sids), '"', '"').map((bytes) => new TextDecoder().decode(bytes));

  test('are as long as the shortest allows', () => {
    expect(texts(['S-1-5-21-1-2-3-1104', 'S-1-5-32-544'])).toStrictEqual([
      '"S-1-5-21-1-2-',
      '"s-1-5-21-1-2-',
      '"S-1-5-32-544"',
      '"s-1-5-32-544"',
    ]);
  });

  test('are few, however many SIDs there are', () => {
    const many = Array.from({ length: 1000 }, (_, index) => `S-1-5-21-${index * 7919}-2-3-1104`);
    expect(texts(many)).toStrictEqual(
      ['"S-1-5-21', '"s-1-5-21'].map((text) => expect.stringContaining(text.slice(0, 8))),
    );
  });

  test('are none where there are no SIDs', () => {
    expect(texts([])).toStrictEqual([]);
  });
});
