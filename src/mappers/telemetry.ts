import { itemId } from '../ids.js';
import { isShippedDefault } from '../snapshot/defaults.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { noEquivalentItem } from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { settingOf, shownValue } from './shown.js';

/** Usage data that the Center sends to Microsoft. */
export const telemetryMapper: Mapper = { area: 'telemetry', map: mapTelemetry };

const section = 'Configuration.CenterTelemetryManagerConfiguration.';

function mapTelemetry(_snapshot: AtaSnapshot, { leaves }: MapperContext): Item[] {
  const all = leaves.ofArea('telemetry');
  if (all.length === 0) return [];
  const enabled = all.find((leaf) => settingOf(leaf) === 'telemetry.enabled');
  return [
    noEquivalentItem({
      id: itemId('telemetry', 'settings'),
      area: 'telemetry',
      title: `Usage data sent to Microsoft${enabled === undefined ? '' : `: ${stateOf(enabled)} in ATA`}`,
      reason: 'telemetry-has-no-switch',
      leaves: all,
      value: Object.fromEntries(all.map((leaf) => [labelOf(leaf), shownValue(leaf.value)])),
      closest: null,
      notes: enabled === undefined ? [] : notesOn(enabled),
    }),
  ];
}

function stateOf({ value }: ClassifiedLeaf): string {
  if (typeof value !== 'boolean') return 'not set';
  return value ? 'on' : 'off';
}

function labelOf(leaf: ClassifiedLeaf): string {
  return leaf.path.startsWith(section) ? leaf.path.slice(section.length) : leaf.path;
}

function notesOn(enabled: ClassifiedLeaf): string[] {
  if (isShippedDefault(enabled)) return ['ATA ships with this switched on (seen in a sample of ATA 1.8).'];
  if (enabled.value !== false) return [];
  return [
    'Somebody switched this off in ATA. Ask them whether their reason also concerns a cloud service before the first sensor is installed.',
  ];
}
