import fc from 'fast-check';
import { expect, test } from 'vitest';
import { viewOf } from './bytes.js';
import { BytePatterns, beginnings, WantedTexts } from './search.js';

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

test('finds the first of several patterns, also of such as repeat themselves', () => {
  const letters = fc.constantFrom(97, 98);
  const some = (limits: { minLength: number; maxLength: number }) =>
    fc.array(letters, limits).map((bytes) => Uint8Array.from(bytes));
  const search = fc.property(
    fc.array(some({ minLength: 4, maxLength: 12 }), { maxLength: 4 }),
    some({ minLength: 0, maxLength: 200 }),
    fc.nat({ max: 50 }),
    (patterns, bytes, start) => {
      const found = patterns
        .map((pattern) => Buffer.from(bytes).indexOf(Buffer.from(pattern), start))
        .filter((at) => at !== -1);
      const first = found.length === 0 || start > bytes.length ? -1 : Math.min(...found);
      expect(new BytePatterns(patterns).indexIn(viewOf(bytes), start, bytes.length)).toBe(first);
    },
  );
  fc.assert(search, { numRuns: 2000 });
});

test('never refuses a wanted id, and refuses most others', () => {
  const ids = Array.from({ length: 1000 }, (_, index) => `computer 10.0.${index >> 8}.${index & 255}`);
  const wanted = new WantedTexts(new Set(ids));
  const mayHave = (id: string) => wanted.mayHave(viewOf(encoder.encode(id)), 0, encoder.encode(id).length);
  expect(ids.every(mayHave)).toBe(true);
  const others = Array.from({ length: 1000 }, (_, index) => `user-${index}-of-another-kind`);
  expect(others.filter(mayHave).length).toBeLessThan(100);
  expect(others.some((id) => wanted.has(id))).toBe(false);
});

test('an id that is no GUID or SID is wanted in its own letter case only', () => {
  const wanted = new WantedTexts(
    new Set(['computer a', 's-1-5-32-544', '0c0ffee0-0000-4000-8000-00000000000A']),
  );
  const texts = ['computer A', 'computer a', 'S-1-5-32-544', '0C0FFEE0-0000-4000-8000-00000000000a'];
  expect(texts.map((text) => wanted.has(text))).toEqual([false, true, true, true]);
  const mayHave = (text: string) => wanted.mayHave(viewOf(encoder.encode(text)), 0, text.length);
  expect(texts.slice(1).map(mayHave)).toEqual([true, true, true]);
});

test('beginnings are few, and each text has one of them', () => {
  const texts = Array.from({ length: 500 }, (_, index) => `S-1-5-21-${index * 7919}-1`);
  const found = beginnings(texts, 4).map((bytes) => new TextDecoder().decode(bytes));
  expect(found.length).toBeLessThanOrEqual(16);
  expect(texts.every((text) => found.some((beginning) => text.startsWith(beginning)))).toBe(true);
});
