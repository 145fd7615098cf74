import { centersOf } from '../center-labels.js';
import type { Item, MigrationPlan } from '../types/migration-plan.js';
import { visibleText } from '../writers/visible.js';
import type { OldEntry } from './entries.js';

/** Which item of a plan of several Centers an entry of an older worksheet is of, which may be that of one of them alone. */
export interface CenterMatch {
  /** The item, or null if none is of this entry. */
  itemOf(entry: OldEntry): Item | null;
  /** The item as the plans of its Centers have it, under the id of the entry; to see whether it says the same still. */
  singles(item: Item, id: string): Item[];
}

/**
 * Items of one Center's plan have the same id in that of several, unless they are of the Center itself or were put together:
 * then they know the ids that they had. Of which Center an older worksheet is, its titles tell: those of the Center, its
 * Gateways and its servers are in no other.
 */
export function centerMatch(plan: MigrationPlan, old: readonly OldEntry[]): CenterMatch {
  const byId = new Map(plan.items.map((item) => [item.id, item]));
  const former = new Map<string, Item[]>();
  const byCenter = new Map(plan.centers.map(({ key }) => [key, new Map<string, Item>()]));
  for (const item of plan.items) {
    const { id, formerIds = [] } = item;
    for (const one of formerIds) former.set(one, [...(former.get(one) ?? []), item]);
    for (const center of centersOf(item))
      for (const one of formerIds.length === 0 ? [id] : [...formerIds, id])
        byCenter.get(center)?.set(one, item);
  }
  const center = isOfSeveral(old, byId) ? null : centerOf(old, byCenter);
  const own = center === null ? undefined : byCenter.get(center);
  return {
    itemOf({ id }) {
      const [first, second] = former.get(id) ?? [];
      return own?.get(id) ?? byId.get(id) ?? (second === undefined ? (first ?? null) : null);
    },
    singles: (item, id) => (center === null ? centersOf(item) : [center]).map((key) => single(item, key, id)),
  };
}

/** Whether a worksheet has an item that only one of several Centers can have. */
function isOfSeveral(old: readonly OldEntry[], byId: ReadonlyMap<string, Item>): boolean {
  return old.some(({ id }) => {
    const formerIds = byId.get(id)?.formerIds;
    return formerIds?.includes(id) === false && /~|\/between-centers$/.test(id);
  });
}

function centerOf(
  old: readonly OldEntry[],
  byCenter: ReadonlyMap<string, ReadonlyMap<string, Item>>,
): string | null {
  const scores = [...byCenter].map(([key, items]) => ({
    key,
    score: old.filter(({ id, title }) => {
      const item = items.get(id);
      return item !== undefined && visibleText(item.title) === title;
    }).length,
  }));
  const [best, next] = scores.sort((one, other) => other.score - one.score);
  return best === undefined || best.score === (next?.score ?? 0) ? null : best.key;
}

function single(item: Item, key: string, id: string): Item {
  const { center: _, centers: __, formerIds: ___, ...rest } = item;
  const { paths, sharedPaths, value } = item.source;
  const start = `${key}/`;
  function own(all: readonly string[]): string[] {
    return all.flatMap((path) => (path.startsWith(start) ? [path.slice(start.length)] : []));
  }
  const shared = own(sharedPaths ?? []);
  const source =
    shared.length === 0 ? { paths: own(paths), value } : { paths: own(paths), sharedPaths: shared, value };
  return { ...rest, id, source };
}
