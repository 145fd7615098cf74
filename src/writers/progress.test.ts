import { describe, expect, test } from 'vitest';
import { fingerprintOf, initialProgress } from './progress.js';
import type { WorksheetRecord } from './records.js';

const prime = 0x100000001b3n;

/** FNV-1a by its definition. */
function reference(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime);
  return hash.toString(16).padStart(16, '0');
}

describe('fingerprintOf', () => {
  test.each(['', 'a', 'Grüße', 'x'.repeat(1000)])('is FNV-1a of the record (%s)', (title) => {
    const record = { id: 'a/b', title } as WorksheetRecord;
    expect(fingerprintOf(record)).toBe(reference(JSON.stringify(record)));
  });
});

describe('initialProgress', () => {
  test.each([
    ['automatic', 'Not needed'],
    ['default', 'Not needed'],
    ['manual', 'To do'],
    ['unrecognised', 'To do'],
    ['no-equivalent', 'To do'],
  ] as const)('%s: %s', (disposition, status) => {
    expect(initialProgress({ disposition }).status).toBe(status);
  });
});
