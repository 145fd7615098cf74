import type { Mapper } from '../../src/mappers/mapper.js';
import type { Item } from '../../src/types/migration-plan.js';
import { type Plain, snapshotOf } from './snapshots.js';

/** What a mapper made of some documents. */
export interface Mapped {
  readonly items: readonly Item[];
  /** Disposition, reason and id of each item, e.g. `automatic vpn-off vpn/radius`. */
  readonly summary: readonly string[];
  /** Leaves of the area that no item accounts for. */
  readonly unclaimed: readonly string[];
  /** Leaves that two items account for, that belong to another area, or that are shared but not there. */
  readonly wronglyClaimed: readonly string[];
}

/** Runs one mapper over documents in plain JSON. */
export async function mapped(
  mapper: Mapper,
  ...documents: readonly { readonly [key: string]: Plain }[]
): Promise<Mapped> {
  const { snapshot, context } = await snapshotOf(...documents);
  const items = mapper.map(snapshot, context);
  const own = new Set(context.leaves.ofArea(mapper.area).map(({ ref }) => ref));
  const claims = items.flatMap(({ source }) => source.paths);
  const claimed = new Set(claims);
  const shared = items.flatMap(({ source }) => source.sharedPaths ?? []);
  return {
    items,
    summary: items.map(({ disposition, reason, id }) => `${disposition} ${reason.code} ${id}`),
    unclaimed: [...own].filter((ref) => !claimed.has(ref)),
    wronglyClaimed: [
      ...claims.filter((ref, index) => !own.has(ref) || claims.indexOf(ref) !== index),
      ...shared.filter((ref) => context.leaves.byRef(ref) === undefined),
    ],
  };
}
