import { type MonitoringAlertEntry, monitoringAlertByType } from '../catalogue/monitoring-alerts.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import {
  automaticItem,
  decisionItem,
  noEquivalentItem,
  portalLine,
  targetOf,
  unrecognisedItem,
} from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { shownValues } from './shown.js';

/** Which health alerts ATA raises. */
export const monitoringAlertsMapper: Mapper = { area: 'monitoring-alerts', map: mapMonitoringAlerts };

/** A switch and what is known of its alert. */
interface Switch {
  readonly leaf: ClassifiedLeaf;
  readonly entry: MonitoringAlertEntry;
}

function mapMonitoringAlerts(_snapshot: AtaSnapshot, { leaves }: MapperContext): Item[] {
  const items: Item[] = [];
  const answered: Switch[] = [];
  const unanswered: Switch[] = [];
  const empty: ClassifiedLeaf[] = [];
  for (const leaf of leaves.ofSetting('monitoring-alerts.enabled')) {
    const type = leaf.classification?.captures.at(-1);
    const entry = type === undefined ? undefined : monitoringAlertByType(type);
    if (type !== undefined && entry === undefined) items.push(unknownItem(type, leaf));
    else if (isNothing(leaf.value)) empty.push(leaf);
    // What is neither on nor off is not a switch: left to be listed as unrecognised.
    else if (entry === undefined || typeof leaf.value !== 'boolean') continue;
    else if (!leaf.value) items.push(offItem({ leaf, entry }));
    else if (entry.issues.length === 0) unanswered.push({ leaf, entry });
    else if (entry.certainty !== 'documented') items.push(nearestItem({ leaf, entry }));
    else answered.push({ leaf, entry });
  }
  return [...answeredItem(answered), ...unansweredItem(unanswered), ...emptyItem(empty), ...items];
}

/** Null, an empty list or an empty object. */
function isNothing(value: ClassifiedLeaf['value']): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** Those that are on need nothing done: one item for all keeps the worksheet short. */
function answeredItem(switches: readonly Switch[]): Item[] {
  if (switches.length === 0) return [];
  return [
    automaticItem({
      id: itemId('monitoring-alerts', 'raised-by-service'),
      area: 'monitoring-alerts',
      title: `Health alerts that Defender for Identity raises by itself (${switches.length})`,
      reason: 'health-alert-has-issue',
      leaves: switches.map(({ leaf }) => leaf),
      value: switches.map(({ entry }) => nameOf(entry)),
      target: targetOf('health-issues'),
      notes: switches.map(({ entry }) => answerOf(entry)),
    }),
  ];
}

function unansweredItem(switches: readonly Switch[]): Item[] {
  if (switches.length === 0) return [];
  return [
    noEquivalentItem({
      id: itemId('monitoring-alerts', 'without-health-issue'),
      area: 'monitoring-alerts',
      title: `Health alerts without a health issue in Defender for Identity (${switches.length})`,
      reason: 'health-alert-no-equivalent',
      leaves: switches.map(({ leaf }) => leaf),
      value: switches.map(({ entry }) => nameOf(entry)),
      closest: null,
      notes: switches.flatMap(({ entry }) => noteOf(entry)),
    }),
  ];
}

/** A switch that is on and whose answer is inferred: by itself, so that it can be marked so. */
function nearestItem({ leaf, entry }: Switch): Item {
  return automaticItem({
    ...partsOf({ leaf, entry }),
    title: `Health alert "${nameOf(entry)}": nearest health issue of Defender for Identity`,
    reason: 'health-alert-has-issue',
    target: targetOf('health-issues', [], { certainty: entry.certainty }),
    notes: [answerOf(entry)],
  });
}

function offItem({ leaf, entry }: Switch): Item {
  const parts = partsOf({ leaf, entry });
  if (entry.issues.length === 0)
    return noEquivalentItem({
      ...parts,
      title: `Health alert "${nameOf(entry)}": off in ATA, and no health issue in Defender for Identity`,
      reason: 'health-alert-no-equivalent',
      closest: null,
      notes: ['It is switched off in ATA, so nothing is missed.', ...noteOf(entry)],
    });
  return decisionItem({
    ...parts,
    title: `Health alert "${nameOf(entry)}": off in ATA, but Defender for Identity raises ${issueNames(entry)}`,
    reason: 'health-alert-off',
    target: targetOf('health-issues', [], { certainty: entry.certainty }),
    decision: {
      question: `What about the health issue that was unwanted in ATA: ${issueNames(entry)}?`,
      options: [
        {
          label: 'Let it be raised',
          cost: 'It shows up among the health issues and in their mail whenever its cause is there.',
        },
        {
          label: 'Suppress it when it is raised',
          cost: 'A person, or a call to Microsoft Graph, suppresses the single issue; after seven days that ends.',
        },
      ],
      advice:
        'Let it be raised, and remove its cause: the reason for switching it off in ATA may be gone with the Gateways.',
    },
    steps: [
      'Ask who switched the alert off in ATA, and why.',
      `Two hours after the first sensor runs, open ${portalLine('health-issues')} and see whether ${issueNames(entry)} is open.`,
    ],
    notes: [answerOf(entry)],
  });
}

/** An empty mapping, or a switch without a value. */
function emptyItem(leaves: readonly ClassifiedLeaf[]): Item[] {
  if (leaves.length === 0) return [];
  return [
    automaticItem({
      id: itemId('monitoring-alerts', 'nothing-set'),
      area: 'monitoring-alerts',
      title: 'Switches of health alerts: none set',
      reason: 'nothing-set',
      leaves,
      value: shownValues(leaves),
    }),
  ];
}

function unknownItem(type: string, leaf: ClassifiedLeaf): Item {
  return unrecognisedItem({
    id: itemId('monitoring-alerts', type),
    area: 'monitoring-alerts',
    title: `Health alert ${type}`,
    reason: 'health-alert-unknown',
    leaves: [leaf],
    value: shownValues([leaf]),
    steps: [
      'Look up in the ATA console what this health alert tells, and compare it with the health issues of Defender for Identity.',
    ],
    docs: ['mdi-health-alerts'],
  });
}

function partsOf({ leaf, entry }: Switch): {
  readonly id: string;
  readonly area: 'monitoring-alerts';
  readonly leaves: readonly ClassifiedLeaf[];
  readonly value: ReturnType<typeof shownValues>;
} {
  return {
    id: itemId('monitoring-alerts', entry.type),
    area: 'monitoring-alerts',
    leaves: [leaf],
    value: shownValues([leaf]),
  };
}

/** The alert as the ATA console titles it. */
function nameOf({ titles, type }: MonitoringAlertEntry): string {
  return titles.length === 0 ? type : titles.map(({ title }) => title).join(' / ');
}

function issueNames({ issues }: MonitoringAlertEntry): string {
  return issues.map(({ name }) => `"${name}"`).join(', ');
}

/** Which health issues take the place of an alert, and what is to be known of it. */
function answerOf(entry: MonitoringAlertEntry): string {
  const issues = entry.issues.map(({ name, sensors }) =>
    sensors === 'all' ? `"${name}"` : `"${name}" (sensors ${sensors} only)`,
  );
  const presumed = entry.certainty === 'documented' ? '' : 'presumed: ';
  return `${presumed}${nameOf(entry)}: answered by ${issues.join(', ')}.${entry.notes === null ? '' : ` ${entry.notes}`}`;
}

function noteOf(entry: MonitoringAlertEntry): string[] {
  return entry.notes === null ? [] : [`${nameOf(entry)}: ${entry.notes}`];
}
