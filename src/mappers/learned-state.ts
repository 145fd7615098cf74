import { itemId } from '../ids.js';
import { isShippedDefault, shippedDefaultOf } from '../snapshot/defaults.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { automaticItem, defaultItem, noEquivalentItem } from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { groupBy, settingOf, shownValues } from './shown.js';

/** What ATA learned or was set to learn from, and for how long it learns. */
export const learnedStateMapper: Mapper = { area: 'learned-state', map: mapLearnedState };

function mapLearnedState(_snapshot: AtaSnapshot, { leaves }: MapperContext): Item[] {
  const bySetting = groupBy(leaves.ofArea('learned-state'), (leaf) => settingOf(leaf) ?? leaf.path);
  return [...bySetting].map(([setting, group]) => learnedItem(setting, group));
}

function learnedItem(setting: string, leaves: readonly ClassifiedLeaf[]): Item {
  const name = setting.slice(setting.indexOf('.') + 1);
  const title = titleOf(leaves) ?? name;
  const parts = {
    id: itemId('learned-state', name),
    area: 'learned-state',
    leaves,
    value: shownValues(leaves),
  } as const;
  if (leaves.every(({ value }) => value === null))
    return automaticItem({ ...parts, title: `${title}: nothing learned`, reason: 'nothing-set' });
  if (leaves.every(isShippedDefault))
    return defaultItem({ ...parts, title: `${title}: as shipped`, reason: 'shipped-default' });
  const shipped = leaves[0] === undefined ? undefined : shippedDefaultOf(leaves[0]);
  if (shipped !== undefined)
    return noEquivalentItem({
      ...parts,
      title: `${title}: changed in ATA`,
      reason: 'tuning-changed',
      value: { 'ATA value': shownValues(leaves), 'shipped default': shipped },
      closest: null,
    });
  return noEquivalentItem({
    ...parts,
    title: `${title} has no setting in Defender for Identity`,
    reason: 'tuning-default-unknown',
    closest: null,
  });
}

function titleOf(leaves: readonly ClassifiedLeaf[]): string | null {
  const classification = leaves[0]?.classification;
  return classification?.kind === 'setting' ? classification.entry.title : null;
}
