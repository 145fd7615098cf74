import { describe, expect, test } from 'vitest';
import { UserError } from '../errors.js';
import { filterOf, filtersOf, filterText } from './filter.js';

const january = Date.UTC(2025, 0, 15);
const alert = { status: 'open', severity: 'high', time: january } as const;

describe('what is let through', () => {
  test.each([
    [{}, true],
    [{ status: 'open' }, true],
    [{ status: 'OPEN, closed' }, true],
    [{ status: 'closed,suppressed' }, false],
    [{ severity: 'high,medium' }, true],
    [{ severity: 'low' }, false],
    [{ since: '2025-01-15' }, true],
    [{ since: '2025-01-15T00:00:00.001Z' }, false],
    [{ since: '2025-01-15T02:00:00+02:00' }, true],
    [{ until: '2025-01-15' }, false],
    [{ until: '2025-01-16' }, true],
    [{ status: 'open', severity: 'high', since: '2025-01-01', until: '2025-02-01' }, true],
  ])('%j: %s', (words, passes) => {
    expect(filterOf(filtersOf(words))(alert)).toBe(passes);
  });

  test('what has no time is on both sides', () => {
    const undated = { ...alert, time: null };
    expect(filterOf(filtersOf({ since: '2025-01-01' }))(undated)).toBe(true);
    expect(filterOf(filtersOf({ until: '2025-01-01' }))(undated)).toBe(true);
  });
});

test.each([
  [{ status: 'opened' }, /--status takes words/],
  [{ status: '' }, /--status takes words/],
  [{ severity: 'high,severe' }, /--severity takes words/],
  [{ since: 'yesterday' }, /--since takes a day/],
  [{ since: '2025-02-30' }, /--since takes a day/],
  [{ until: '2025-01-01T10:00' }, /--until takes a day, or a time with its zone/],
  [{ since: '2025-01-02', until: '2025-01-02' }, /not before/],
])('%j is refused', (words, message) => {
  expect(() => filtersOf(words)).toThrow(UserError);
  expect(() => filtersOf(words)).toThrow(message);
});

test('in words', () => {
  expect(filterText(filtersOf({}))).toBe('none, all alerts are here');
  expect(filterText(filtersOf({ status: 'closed,open', since: '2025-01-01' }))).toBe(
    'status open, closed; since 2025-01-01T00:00:00.000Z',
  );
});
