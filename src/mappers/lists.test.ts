import { expect, it } from 'vitest';
import { centerWith, type Plain, snapshotOf } from '../../test/support/snapshots.js';
import { isEmptyList, listJoiner } from './lists.js';

it.each<[string, Plain, boolean[]]>([
  ['an empty list', [], [true]],
  ['null', null, [true]],
  ['a list of null', [null], [false]],
  ['a list with an empty list', [[]], [false]],
  ['a list of texts', ['a'], [false]],
  ['a number', 0, [false]],
  ['an empty object', {}, [false]],
])('takes for an empty list what is one: %s', async (_, list, expected) => {
  const { context } = await snapshotOf(
    centerWith({ UniqueEntityProcessorConfiguration: { HoneytokenAccountIds: list } }),
  );
  const leaves = context.leaves.all.filter(({ path }) => path.includes('HoneytokenAccountIds'));
  expect(leaves.map(isEmptyList)).toEqual(expected);
});

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
