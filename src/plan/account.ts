import { InternalError } from '../errors.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Accounting, Item } from '../types/migration-plan.js';

/**
 * Proves that every leaf of every document belongs to exactly one item, and counts (DESIGN §4).
 *
 * @throws InternalError naming the first leaf that is not accounted for, is accounted for twice, or does not exist;
 *   or the id that two items share
 */
export function account(snapshot: Pick<AtaSnapshot, 'documents'>, items: readonly Item[]): Accounting {
  return accountOf(
    snapshot.documents.flatMap(({ key, leaves }) => leaves.map(({ path }) => `${key}:${path}`)),
    items,
  );
}

/**
 * The same for leaves that are known by their references.
 *
 * @throws InternalError as {@link account}
 */
export function accountOf(refs: readonly string[], items: readonly Item[]): Accounting {
  const open = new Set(refs);
  const leaves = refs.length;
  if (open.size !== leaves)
    throw new InternalError(`the plan cannot balance: ${leaves - open.size} leaves share their reference`);
  const byDisposition: Accounting['byDisposition'] = {
    scripted: 0,
    manual: 0,
    decision: 0,
    automatic: 0,
    'no-equivalent': 0,
    default: 0,
    unrecognised: 0,
  };
  let accounted = 0;
  const ids = new Set<string>();
  for (const { id, disposition, source } of items) {
    if (ids.has(id)) throw new InternalError(`two items have the id ${id}`);
    ids.add(id);
    for (const ref of source.paths) {
      if (!open.delete(ref))
        throw new InternalError(
          `the plan does not balance: ${ref} is accounted for twice or does not exist (item ${id})`,
        );
      accounted += 1;
      byDisposition[disposition] += 1;
    }
  }
  const [first] = open;
  if (first !== undefined)
    throw new InternalError(
      `the plan does not balance: ${open.size} leaves belong to no item, first ${first}`,
    );
  return { leaves, accounted, byDisposition };
}
