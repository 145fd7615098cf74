import { describe, expect, it } from 'vitest';
import { unrecognisedItem } from '../mappers/items.js';
import type { AtaSnapshot, Document } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { account } from './account.js';

function snapshotWith(paths: Readonly<Record<string, readonly string[]>>): Pick<AtaSnapshot, 'documents'> {
  const documents = Object.entries(paths).map(
    ([key, leaves]): Document => ({
      key,
      kind: 'other',
      type: null,
      id: null,
      source: 'test.json',
      line: 1,
      updateTime: null,
      supersededBy: null,
      leaves: leaves.map((path) => ({ path, value: 1 })),
    }),
  );
  return { documents };
}

function itemWith(id: string, ...paths: readonly string[]): Item {
  const item = unrecognisedItem({
    id,
    area: 'unrecognised',
    title: id,
    reason: 'unexpected-form',
    leaves: [],
    value: null,
  });
  return { ...item, source: { ...item.source, paths: [...paths] } };
}

const two = snapshotWith({ center: ['A', 'B[0]'], 'gateway/X': ['A'] });

describe('account', () => {
  it('counts leaves, and leaves by disposition', () => {
    const automatic: Item = { ...itemWith('b', 'gateway/X:A'), disposition: 'automatic' };
    expect(account(two, [itemWith('a', 'center:A', 'center:B[0]'), automatic, itemWith('c')])).toEqual({
      leaves: 3,
      accounted: 3,
      byDisposition: {
        scripted: 0,
        manual: 0,
        decision: 0,
        automatic: 1,
        'no-equivalent': 0,
        default: 0,
        unrecognised: 2,
      },
    });
  });

  it('has nothing to say of nothing', () => {
    expect(account(snapshotWith({}), [])).toMatchObject({ leaves: 0, accounted: 0 });
  });

  it.each<[string, readonly Item[], RegExp]>([
    [
      'a leaf belongs to no item',
      [itemWith('a', 'center:A', 'gateway/X:A')],
      /1 leaves belong to no item, first center:B\[0\]/,
    ],
    [
      'a leaf belongs to two items',
      [itemWith('a', 'center:A'), itemWith('b', 'center:A')],
      /center:A is accounted for twice .*item b/,
    ],
    ['an item has a leaf twice', [itemWith('a', 'center:A', 'center:A')], /center:A is accounted for twice/],
    ['an item has a leaf that is not there', [itemWith('a', 'center:C')], /center:C .*does not exist/],
    ['an item has a leaf of no document', [itemWith('a', 'A')], /does not exist/],
    [
      'two items have one id',
      [itemWith('a', 'center:A'), itemWith('a', 'center:B[0]', 'gateway/X:A')],
      /two items have the id a/,
    ],
  ])('refuses a plan in which %s', (_, items, message) => {
    expect(() => account(two, items)).toThrow(message);
    expect(() => account(two, items)).toThrow(expect.objectContaining({ name: 'InternalError' }));
  });

  it('refuses leaves that cannot be told apart', () => {
    expect(() => account(snapshotWith({ center: ['A', 'A'] }), [itemWith('a', 'center:A')])).toThrow(
      /1 leaves share their reference/,
    );
  });
});
