import { expect, it } from 'vitest';
import { listJoiner } from './lists.js';

it('joins lists in the order given', () => {
  const joined = listJoiner();
  expect(joined(['a'], [], ['b', 'c'])).toEqual(['a', 'b', 'c']);
  expect(joined()).toEqual([]);
});

it('gives the very same list for the very same lists, empty ones aside', () => {
  const joined = listJoiner();
  const [one, other] = [['a'], ['b']];
  expect(joined(one, other)).toBe(joined(one, [], other));
  expect(joined(one)).toBe(joined(one));
  expect(joined(other, one)).toEqual(['b', 'a']);
});

it('does not take lists of the same length, or beginning alike, for the same', () => {
  const joined = listJoiner();
  const start = ['a'];
  expect(joined(start, ['b'])).toEqual(['a', 'b']);
  expect(joined(start, ['c'])).toEqual(['a', 'c']);
  expect(joined(start)).toEqual(['a']);
});
