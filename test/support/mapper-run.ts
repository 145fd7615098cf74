import { expect } from 'vitest';
import type { Mapper } from '../../src/mappers/mapper.js';
import type { AtaSnapshot } from '../../src/types/ata-snapshot.js';
import type { Item } from '../../src/types/migration-plan.js';
import { type Plain, snapshotOf } from './snapshots.js';

/** What a mapper made of some documents. */
export interface Mapped {
  readonly snapshot: AtaSnapshot;
  readonly items: readonly Item[];
  /** Leaves of the area that no item claims. */
  readonly unclaimed: readonly string[];
  /** The item of that id; the test fails without it. */
  item<Disposition extends Item['disposition']>(
    id: string,
    disposition: Disposition,
  ): Extract<Item, { disposition: Disposition }>;
}

/**
 * Runs one mapper over documents in plain JSON. Fails the test if two items share an id, if a leaf is claimed twice, or
 * if a leaf of another area is claimed.
 */
export async function mapped(
  mapper: Mapper,
  ...documents: readonly { readonly [key: string]: Plain }[]
): Promise<Mapped> {
  const { snapshot, context } = await snapshotOf(...documents);
  const items = mapper.map(snapshot, context);
  const ids = items.map(({ id }) => id);
  expect(new Set(ids).size, 'ids are unique').toBe(ids.length);
  const paths = items.flatMap(({ source }) => source.paths);
  const claimed = new Set(paths);
  expect(claimed.size, 'no leaf is claimed twice').toBe(paths.length);
  const own = new Set(context.leaves.ofArea(mapper.area).map(({ ref }) => ref));
  expect(
    paths.filter((ref) => !own.has(ref)),
    'only leaves of the area are claimed',
  ).toEqual([]);
  return {
    snapshot,
    items,
    unclaimed: [...own].filter((ref) => !claimed.has(ref)),
    item(id, disposition) {
      const found = items.find((item) => item.id === id);
      expect(found?.disposition, `${id} among ${ids.join(', ')}`).toBe(disposition);
      return found as Extract<Item, { disposition: typeof disposition }>;
    },
  };
}
