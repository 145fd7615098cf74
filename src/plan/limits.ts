import {
  type PortalTarget,
  portalTargetNamed,
  type WorkspaceLimit,
  workspaceLimits,
} from '../catalogue/portal.js';
import { centersOf } from '../center-labels.js';
import { itemId } from '../ids.js';
import { decisionItem } from '../mappers/items.js';
import type { Item } from '../types/migration-plan.js';

/** Decisions about what all Centers together have more of than one workspace takes. */
export function limitItems(items: readonly Item[]): Item[] {
  return workspaceLimits().flatMap((limit) => {
    const counted = items.filter((item) => counts(item, limit));
    const count = limit.counts === 'items' ? counted.length : serverCount(counted);
    return count <= limit.most ? [] : [limitItem(limit, counted, count)];
  });
}

function counts(item: Item, { area, targets }: WorkspaceLimit): boolean {
  const key = targetOfItem(item)?.key;
  return item.area === area && item.source.paths.length > 0 && key !== undefined && targets.includes(key);
}

function targetOfItem({ target }: Item): PortalTarget | null {
  return target === null ? null : portalTargetNamed(target.product, target.setting);
}

/** Of a Gateway of which nobody knows what it watches, one is counted. */
function serverCount(items: readonly Item[]): number {
  const servers = new Set<string>();
  for (const { id, entities } of items) {
    if (entities.length === 0) servers.add(id.split('/').slice(0, 2).join('/'));
    for (const { sid, dnsName, id: ofEntity } of entities)
      servers.add(sid ?? dnsName?.toLowerCase() ?? ofEntity);
  }
  return servers.size;
}

function limitItem(limit: WorkspaceLimit, items: readonly Item[], count: number): Item {
  const { area, key, most, what, advice, options } = limit;
  const [first] = items;
  const centers = [...new Set(items.flatMap(centersOf))];
  const [only] = centers;
  return {
    ...decisionItem({
      id: itemId(area, 'limit', key),
      area: first?.area ?? 'center',
      title: `Decide: ${count} ${what}, and a workspace takes ${most}`,
      reason: 'more-than-workspace-takes',
      leaves: [],
      value: count,
      target: first?.target == null ? null : { ...first.target, values: [] },
      decision: {
        question: `All ATA Centers together need ${count} ${what}. How does it come down to ${most}, or the limit up?`,
        options,
        advice,
      },
      steps: ['Choose one of the options, before anything of this is entered.'],
    }),
    ...(centers.length > 1 ? { centers } : only === undefined ? {} : { center: only }),
  };
}
