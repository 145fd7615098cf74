import { expect } from 'vitest';
import type { Mapper } from '../../src/mappers/mapper.js';
import type { AtaSnapshot } from '../../src/types/ata-snapshot.js';
import type { Field, Item } from '../../src/types/migration-plan.js';
import { validate } from '../../src/types/validate-migration-plan.js';
import { planOf } from './plans.js';
import { type Deployment, type Plain, snapshotOfDeployment } from './snapshots.js';

/** What a mapper made of some documents. */
export interface Mapped {
  readonly snapshot: AtaSnapshot;
  readonly items: readonly Item[];
  /** Disposition, reason and id of each item, e.g. `automatic vpn-off vpn/radius`. */
  readonly summary: readonly string[];
  /** Leaves of the area that no item claims. */
  readonly unclaimed: readonly string[];
  /** The item of that id; the test fails without it. */
  item<Disposition extends Item['disposition']>(
    id: string,
    disposition: Disposition,
  ): Extract<Item, { disposition: Disposition }>;
}

/**
 * Runs one mapper over documents in plain JSON. Fails the test if two items share an id, if a leaf is claimed twice, if
 * a leaf of another area is claimed, if a shared leaf is not there, or if the items break the schema of the plan.
 */
export async function mapped(
  mapper: Mapper,
  ...documents: readonly { readonly [key: string]: Plain }[]
): Promise<Mapped> {
  return mappedDeployment(mapper, { documents });
}

/** The same for documents and what else a deployment has. */
export async function mappedDeployment(mapper: Mapper, deployment: Deployment): Promise<Mapped> {
  const { snapshot, context } = await snapshotOfDeployment(deployment);
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
  const shared = items.flatMap(({ source }) => source.sharedPaths ?? []);
  expect(
    shared.filter((ref) => context.leaves.byRef(ref) === undefined),
    'shared leaves are there',
  ).toEqual([]);
  expect(validate(planOf(items)), JSON.stringify(validate.errors)).toBe(true);
  return {
    snapshot,
    items,
    summary: items.map(({ disposition, reason, id }) => `${disposition} ${reason.code} ${id}`),
    unclaimed: [...own].filter((ref) => !claimed.has(ref)),
    item(id, disposition) {
      const found = items.find((item) => item.id === id);
      expect(found?.disposition, `${id} among ${ids.join(', ')}`).toBe(disposition);
      return found as Extract<Item, { disposition: typeof disposition }>;
    },
  };
}

/** The fields to fill in of an item's target, by name. */
export function fieldsOf(item: Item | undefined): Record<string, string> {
  const fields: readonly Field[] = item?.target?.values ?? [];
  return Object.fromEntries(fields.map(({ field, value }) => [field, value]));
}
