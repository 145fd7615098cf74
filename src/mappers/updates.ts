import { itemId } from '../ids.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { automaticItem } from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { lastKey, settingOf, shownValue, shownValues } from './shown.js';

/** How ATA keeps itself up to date. */
export const updatesMapper: Mapper = { area: 'updates', map: mapUpdates };

function mapUpdates(snapshot: AtaSnapshot, { leaves }: MapperContext): Item[] {
  const all = leaves.ofArea('updates');
  const available = all.filter((leaf) => settingOf(leaf) === 'updates.available');
  const switches = all.filter((leaf) => settingOf(leaf) !== 'updates.available');
  return [...switchesItem(snapshot, switches), ...availableItem(available)];
}

function switchesItem({ updates }: AtaSnapshot, leaves: readonly ClassifiedLeaf[]): Item[] {
  if (leaves.length === 0) return [];
  const notes =
    updates?.gatewayAutomaticUpdate === false
      ? [
          'Automatic updates of the Gateways are switched off in ATA. If somebody wanted control over the time of updates: what comes closest is "Delayed update" of a sensor v2.x, which updates it 72 hours later. Sensors v3.x come with Windows Update.',
        ]
      : [];
  return [
    automaticItem({
      id: itemId('updates', 'settings'),
      area: 'updates',
      title: 'Updates and restarts of ATA: sensors are updated by the service',
      reason: 'updates-by-service',
      leaves,
      value: Object.fromEntries(leaves.map((leaf) => [labelOf(leaf), shownValue(leaf.value)])),
      docs: ['mdi-configure-sensor-settings'],
      notes,
    }),
  ];
}

/** The switches by their titles; the timer, whose two leaves share a title, by its keys. */
function labelOf({ path, classification }: ClassifiedLeaf): string {
  if (classification?.kind !== 'setting') return path;
  const { title, paths } = classification.entry;
  return paths.length === 1 ? title : `${title} (${lastKey(path)})`;
}

function availableItem(leaves: readonly ClassifiedLeaf[]): Item[] {
  if (leaves.length === 0) return [];
  const parts = {
    id: itemId('updates', 'available'),
    area: 'updates',
    leaves,
    value: shownValues(leaves),
  } as const;
  if (leaves.every(({ value }) => value === null || (Array.isArray(value) && value.length === 0)))
    return [automaticItem({ ...parts, title: 'Updates waiting in ATA: none', reason: 'nothing-set' })];
  return [
    automaticItem({
      ...parts,
      title: 'Updates waiting in ATA: they end with ATA',
      reason: 'updates-by-service',
      value: Object.fromEntries(leaves.map((leaf) => [leaf.path, shownValue(leaf.value)])),
      notes: ['presumed: that these entries are updates of ATA itself; only an empty list was ever seen.'],
    }),
  ];
}
