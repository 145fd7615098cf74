import type { Mapper } from '../../src/mappers/mapper.js';
import type { Field, Item } from '../../src/types/migration-plan.js';
import { validate } from '../../src/types/validate-migration-plan.js';
import { type Mapped, mapped } from './mapped.js';
import { planOf } from './plans.js';
import type { Plain } from './snapshots.js';

/** What a mapper made of some documents, with a line for each item. */
export interface Summarised extends Mapped {
  /** `disposition reason id`, item by item. */
  readonly summary: readonly string[];
}

/**
 * Runs one mapper as {@link mapped} does, and sums its items up for tables of cases.
 *
 * @throws Error if the items break the schema of the plan
 */
export async function summarised(
  mapper: Mapper,
  ...documents: readonly { readonly [key: string]: Plain }[]
): Promise<Summarised> {
  const result = await mapped(mapper, ...documents);
  if (!validate(planOf(result.items))) throw new Error(`not a plan: ${JSON.stringify(validate.errors)}`);
  const summary = result.items.map(({ disposition, reason, id }) => `${disposition} ${reason.code} ${id}`);
  return { ...result, summary };
}

/** The fields to fill in of an item's target, by name. */
export function fieldsOf(item: Item | undefined): Record<string, string> {
  const fields: readonly Field[] = item?.target?.values ?? [];
  return Object.fromEntries(fields.map(({ field, value }) => [field, value]));
}
