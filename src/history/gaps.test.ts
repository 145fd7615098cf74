import { expect, test } from 'vitest';
import { gapsOf, usualInterval } from './gaps.js';

/** Files at hours of one day. */
function filesAt(...hours: readonly number[]) {
  return hours.map((hour) => ({
    name: `at ${hour}`,
    time: new Date(Date.UTC(2025, 0, 1) + hour * 3600_000).toISOString().replace('.000', ''),
  }));
}

test('the usual interval is the median, and a few files have none', () => {
  expect(usualInterval(filesAt(0, 4, 8, 20, 24))).toBe(240);
  expect(usualInterval(filesAt(0, 4, 8))).toBeNull();
  expect(usualInterval([])).toBeNull();
});

test('more time than usual is a gap; a little late is none', () => {
  expect(gapsOf(filesAt(0, 4, 8, 12, 16, 21, 25), [])).toEqual([]);
  expect(gapsOf(filesAt(0, 4, 8, 16, 20, 24), [])).toEqual([
    {
      after: 'at 8',
      before: 'at 16',
      from: '2025-01-01T08:00:00Z',
      to: '2025-01-01T16:00:00Z',
      minutes: 480,
      damaged: [],
    },
  ]);
});

test('a damaged file is named in the gap that it leaves', () => {
  const damaged = [
    { name: 'inside', time: '2025-01-01T12:00:00Z' },
    { name: 'elsewhere', time: '2025-01-01T02:00:00Z' },
    { name: 'at no time', time: null },
  ];
  expect(gapsOf(filesAt(0, 4, 8, 16, 20, 24), damaged)[0]?.damaged).toEqual(['inside']);
});

test('copies of one time make no rule', () => expect(gapsOf(filesAt(0, 0, 0, 0, 4), [])).toEqual([]));
