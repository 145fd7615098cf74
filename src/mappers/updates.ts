import { portalTarget } from '../catalogue/portal.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { automaticItem, decisionItem, portalLine, targetOf } from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { lastKey, settingOf, shownValue, shownValues } from './shown.js';

/** How ATA keeps itself up to date. */
export const updatesMapper: Mapper = { area: 'updates', map: mapUpdates };

function mapUpdates(_snapshot: AtaSnapshot, { leaves }: MapperContext): Item[] {
  const all = leaves.ofArea('updates');
  const available = all.filter((leaf) => settingOf(leaf) === 'updates.available');
  const byHand = all.filter(isUpdatedByHand);
  const switches = all.filter((leaf) => !available.includes(leaf) && !byHand.includes(leaf));
  return [...switchesItem(switches), ...delayedUpdateItem(byHand), ...availableItem(available)];
}

function isUpdatedByHand(leaf: ClassifiedLeaf): boolean {
  return settingOf(leaf) === 'updates.gatewayAutomaticUpdate' && leaf.value === false;
}

/** Who switched automatic updates off wanted a say in when they come. */
function delayedUpdateItem(leaves: readonly ClassifiedLeaf[]): Item[] {
  if (leaves.length === 0) return [];
  const { permission } = portalTarget('sensor-settings-graph');
  return [
    decisionItem({
      id: itemId('updates', 'delayed-update'),
      area: 'updates',
      title: 'Decide on the delayed update of sensors: ATA does not update its Gateways automatically',
      reason: 'delayed-update',
      leaves,
      value: false,
      target: targetOf('sensors', [
        { field: 'Delayed update', value: 'on, for the sensors v2.x you choose' },
      ]),
      decision: {
        question: 'Which sensors are to be updated later than the others?',
        options: [
          { label: 'None', cost: 'Every sensor is updated as soon as the service has an update.' },
          {
            label: 'Some or all sensors v2.x: delayed update',
            cost: 'They are updated 72 hours later, so for those hours they lack what is new.',
          },
          {
            label: 'Sensors v3.x, through Windows Update',
            cost: 'They have no delayed update; when they are updated is decided where Windows updates are.',
          },
        ],
        advice: 'Delay all sensors v2.x but one or two, if somebody looks at those during the 72 hours.',
      },
      steps: [
        'Ask who switched automatic updates off in ATA, and why.',
        `For each sensor v2.x to be delayed: open ${portalLine('sensors')}, choose the sensor and switch Delayed update on.`,
        `Or by Microsoft Graph: PATCH https://graph.microsoft.com/v1.0/security/identities/sensors/{sensor id} {"settings":{"isDelayedDeploymentEnabled":true}} (${permission})`,
      ],
      docs: ['graph-sensor-update'],
    }),
  ];
}

function switchesItem(leaves: readonly ClassifiedLeaf[]): Item[] {
  if (leaves.length === 0) return [];
  return [
    automaticItem({
      id: itemId('updates', 'settings'),
      area: 'updates',
      title: 'Updates and restarts of ATA: sensors are updated by the service',
      reason: 'updates-by-service',
      leaves,
      value: Object.fromEntries(leaves.map((leaf) => [labelOf(leaf), shownValue(leaf.value)])),
      docs: ['mdi-configure-sensor-settings'],
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
