import { itemId } from '../ids.js';
import { isShippedDefault } from '../snapshot/defaults.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { automaticItem, decisionItem } from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { settingOf, shownValue } from './shown.js';

/** Usage data that the Center sends to Microsoft. */
export const telemetryMapper: Mapper = { area: 'telemetry', map: mapTelemetry };

const section = 'Configuration.CenterTelemetryManagerConfiguration.';

function mapTelemetry(_snapshot: AtaSnapshot, { leaves }: MapperContext): Item[] {
  const all = leaves.ofArea('telemetry');
  if (all.length === 0) return [];
  const enabled = all.find((leaf) => settingOf(leaf) === 'telemetry.enabled');
  const parts = {
    id: itemId('telemetry', 'settings'),
    area: 'telemetry',
    title: `Usage data sent to Microsoft${enabled === undefined ? '' : `: ${stateOf(enabled)} in ATA`}`,
    reason: 'telemetry-has-no-switch',
    leaves: all,
    value: Object.fromEntries(all.map((leaf) => [labelOf(leaf), shownValue(leaf.value)])),
  } as const;
  if (enabled?.value === false) return [decisionItem({ ...parts, decision: switchedOff })];
  const isShipped = enabled !== undefined && isShippedDefault(enabled);
  return [
    automaticItem({
      ...parts,
      notes: isShipped ? ['ATA ships with this switched on (seen in a sample of ATA 1.8).'] : [],
    }),
  ];
}

const switchedOff = {
  question: 'Usage data is switched off in ATA. Does the reason also concern a cloud service?',
  options: [
    { label: 'No', cost: 'Nothing has to be done.' },
    { label: 'Yes', cost: 'It has to be settled with Microsoft before the first sensor is installed.' },
  ],
  advice: 'Ask whoever is responsible for data protection, before the first sensor is installed.',
} as const;

function stateOf({ value }: ClassifiedLeaf): string {
  if (typeof value !== 'boolean') return 'not set';
  return value ? 'on' : 'off';
}

function labelOf(leaf: ClassifiedLeaf): string {
  return leaf.path.startsWith(section) ? leaf.path.slice(section.length) : leaf.path;
}
