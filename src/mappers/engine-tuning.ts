import { itemId } from '../ids.js';
import { isShippedDefault, shippedDefaultOf } from '../snapshot/defaults.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { defaultItem, noEquivalentItem } from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { countOf, groupBy, shownValue, shownValues } from './shown.js';

/** Values of the ATA engine that no console shows. */
export const engineTuningMapper: Mapper = { area: 'engine-tuning', map: mapEngineTuning };

function mapEngineTuning(_snapshot: AtaSnapshot, { leaves }: MapperContext): Item[] {
  const shipped: ClassifiedLeaf[] = [];
  const changed: ClassifiedLeaf[] = [];
  const unknown: ClassifiedLeaf[] = [];
  for (const leaf of leaves.ofArea('engine-tuning')) {
    if (shippedDefaultOf(leaf) === undefined) unknown.push(leaf);
    else if (isShippedDefault(leaf)) shipped.push(leaf);
    else changed.push(leaf);
  }
  return [
    ...shippedItem(shipped),
    ...[...groupBy(changed, keyOf)].map(([key, group]) => changedItem(key, group)),
    ...[...groupBy(unknown, keyOf)].map(([key, group]) => unknownItem(key, group)),
  ];
}

/** What the catalogue calls the setting: it holds no position in a list, so ids made of it are stable. */
function keyOf({ classification, path }: ClassifiedLeaf): string {
  if (classification === null) return path;
  return classification.kind === 'tuning' ? classification.entry.path : classification.entry.id;
}

function shippedItem(leaves: readonly ClassifiedLeaf[]): Item[] {
  if (leaves.length === 0) return [];
  const count = countOf(leaves.length, 'setting');
  return [
    defaultItem({
      id: itemId('engine-tuning', 'shipped'),
      area: 'engine-tuning',
      title: `Engine tuning at its shipped values (${count})`,
      reason: 'shipped-default',
      leaves,
      value: count,
    }),
  ];
}

function changedItem(key: string, leaves: readonly ClassifiedLeaf[]): Item {
  const shipped = leaves[0] === undefined ? undefined : shippedDefaultOf(leaves[0]);
  return noEquivalentItem({
    id: itemId('engine-tuning', key),
    area: 'engine-tuning',
    title: `Engine tuning changed: ${withoutRoot(key)}`,
    reason: 'tuning-changed',
    leaves,
    value: { 'ATA value': shownValues(leaves), 'shipped default': shipped ?? null },
    closest: null,
    notes: ['The shipped value is that of ATA 1.9; an earlier version may have shipped with another one.'],
  });
}

function unknownItem(key: string, leaves: readonly ClassifiedLeaf[]): Item {
  const classification = leaves[0]?.classification;
  const title = classification?.kind === 'setting' ? classification.entry.title : withoutRoot(key);
  return noEquivalentItem({
    id: itemId('engine-tuning', key.replace(/^engine-tuning\./, '')),
    area: 'engine-tuning',
    title: `Engine tuning without a known default: ${title}`,
    reason: 'tuning-default-unknown',
    leaves,
    value: Object.fromEntries(leaves.map((leaf) => [withoutRoot(leaf.path), shownValue(leaf.value)])),
    closest: null,
  });
}

function withoutRoot(path: string): string {
  return path.replace(/^Configuration\./, '');
}
