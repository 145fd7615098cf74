import { itemId } from '../ids.js';
import { shippedDefaultOf, tuningState } from '../snapshot/defaults.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { defaultItem, noEquivalentItem } from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { countOf, groupBy, shownValue, shownValues } from './shown.js';

/** Values of the ATA engine that no console shows. */
export const engineTuningMapper: Mapper = { area: 'engine-tuning', map: mapEngineTuning };

function mapEngineTuning({ center }: AtaSnapshot, { leaves }: MapperContext): Item[] {
  const byState = groupBy(leaves.ofArea('engine-tuning'), (leaf) =>
    tuningState(leaf, center?.version ?? null),
  );
  return [
    ...shippedItem(byState.get('shipped') ?? []),
    ...[...groupBy(byState.get('changed') ?? [], placeOf)].map(([place, group]) => changedItem(place, group)),
    ...[...groupBy(byState.get('unknown') ?? [], keyOf)].map(([key, group]) => unknownItem(key, group)),
  ];
}

/** The path without positions in lists, so that ids made of it are stable. */
function placeOf({ path }: ClassifiedLeaf): string {
  return path.replace(/\[\d+\]/g, '[]');
}

/** One key for what the catalogue takes together, since nobody has to act on it. */
function keyOf(leaf: ClassifiedLeaf): string {
  return leaf.classification?.kind === 'setting' ? leaf.classification.entry.id : placeOf(leaf);
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

function changedItem(place: string, leaves: readonly ClassifiedLeaf[]): Item {
  const shipped = leaves[0] === undefined ? undefined : shippedDefaultOf(leaves[0]);
  return noEquivalentItem({
    id: itemId('engine-tuning', place),
    area: 'engine-tuning',
    title: `Engine tuning changed: ${withoutRoot(place)}`,
    reason: 'tuning-changed',
    leaves,
    value: { 'ATA value': shownValues(leaves), 'shipped default': shipped ?? null },
    closest: null,
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
