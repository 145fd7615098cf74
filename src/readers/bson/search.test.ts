import fc from 'fast-check';
import { expect, test } from 'vitest';
import { viewOf } from './bytes.js';
import { BytePattern, WantedIds } from './search.js';

const encoder = new TextEncoder();

test('finds a pattern wherever it stands, and nothing outside of the bounds', () => {
  const pattern = encoder.encode('"Domain"');
  for (let before = 0; before < 40; before += 1) {
    const bytes = encoder.encode(`${'Do"main"'.repeat(5).slice(0, before)}"Domain"...`);
    const at = Buffer.from(bytes).indexOf('"Domain"');
    expect(new BytePattern(pattern).indexIn(viewOf(bytes), 0, bytes.length)).toBe(at);
    expect(new BytePattern(pattern).indexIn(viewOf(bytes), at, at + 8)).toBe(at);
    expect(new BytePattern(pattern).indexIn(viewOf(bytes), at + 1, bytes.length)).toBe(-1);
    expect(new BytePattern(pattern).indexIn(viewOf(bytes), 0, at + 7)).toBe(-1);
  }
});

test('finds a pattern exactly when it is there, also one that repeats itself', () => {
  const letters = fc.constantFrom(97, 98);
  const some = (limits: { minLength: number; maxLength: number }) =>
    fc.array(letters, limits).map((bytes) => Uint8Array.from(bytes));
  const search = fc.property(
    some({ minLength: 8, maxLength: 12 }),
    some({ minLength: 0, maxLength: 200 }),
    (pattern, bytes) => {
      const at = new BytePattern(pattern).indexIn(viewOf(bytes), 0, bytes.length);
      if (at === -1) expect(Buffer.from(bytes).includes(Buffer.from(pattern))).toBe(false);
      else expect(bytes.subarray(at, at + pattern.length)).toStrictEqual(pattern);
    },
  );
  fc.assert(search, { numRuns: 2000 });
});

test('never refuses a wanted id, and refuses most others', () => {
  const ids = Array.from({ length: 1000 }, (_, index) => `computer 10.0.${index >> 8}.${index & 255}`);
  const wanted = new WantedIds(new Set(ids));
  const mayHave = (id: string) => wanted.mayHave(viewOf(encoder.encode(id)), 0, encoder.encode(id).length);
  expect(ids.every(mayHave)).toBe(true);
  const others = Array.from({ length: 1000 }, (_, index) => `user-${index}-of-another-kind`);
  expect(others.filter(mayHave).length).toBeLessThan(100);
  expect(others.some((id) => wanted.has(id))).toBe(false);
});
