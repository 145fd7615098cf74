import {
  type HealthIssue as KnownIssue,
  monitoringAlertEntries,
  newHealthIssues,
} from '../catalogue/monitoring-alerts.js';
import { compareText } from '../compare.js';
import type { MdiObserved } from '../types/mdi-observed.js';
import type { Item } from '../types/migration-plan.js';
import type { HealthIssue } from '../types/verification.js';
import { serversOf } from './areas/sensors.js';
import { collapsedIssues, isSettled } from './observed.js';

/** Health issues, each once, the open ones first, with the name of the documentation and the items that they endanger. */
export function checkHealth(observed: MdiObserved, items: readonly Item[]): HealthIssue[] {
  const servers = itemsByServer(items);
  const issues = collapsedIssues(observed.healthIssues).map(({ issue, repeats }): HealthIssue => {
    const knownAs = knownName(issue.name);
    return {
      name: issue.name,
      knownAs,
      severity: issue.severity,
      status: issue.status,
      created: issue.created,
      domains: issue.domains,
      sensors: issue.sensors,
      repeats,
      items: endangered(knownAs ?? issue.name, issue.sensors, items, servers),
      source: issue.source,
    };
  });
  return issues.sort((one, other) => rank(one) - rank(other) || compareText(one.name, other.name));
}

/** Whether an issue still stands. One that does not say its status, or in a word that is not known, counts as open. */
export function isOpen(issue: Pick<HealthIssue, 'status'>): boolean {
  return !isSettled(issue);
}

const severities = ['high', 'medium', 'low'];

function rank(issue: HealthIssue): number {
  const severity = severities.indexOf(issue.severity ?? '');
  return (isOpen(issue) ? 0 : 10) + (severity < 0 ? severities.length : severity);
}

let known: readonly { readonly issue: KnownIssue; readonly words: ReadonlySet<string> }[] | undefined;

/** The documented name that has most words in common; articles and answers word the same issue differently. */
export function knownName(name: string): string | null {
  known ??= knownIssues().flatMap((issue) =>
    [issue.name, issue.formerName].flatMap((text) =>
      text === null ? [] : [{ issue, words: wordsOf(text) }],
    ),
  );
  const words = wordsOf(name);
  let best: { readonly name: string; readonly likeness: number } | null = null;
  for (const { issue, words: others } of known) {
    const common = [...words].filter((word) => others.has(word)).length;
    const likeness = common / (words.size + others.size - common);
    if (likeness >= 0.6 && (best === null || likeness > best.likeness)) best = { name: issue.name, likeness };
  }
  return best?.name ?? null;
}

function knownIssues(): KnownIssue[] {
  return [...monitoringAlertEntries().flatMap(({ issues }) => issues), ...newHealthIssues()];
}

function wordsOf(name: string): Set<string> {
  const plain = name
    .toLowerCase()
    .replace(/isn['’]t/g, 'is not')
    .replace(/\benabled\b/g, 'configured')
    .replace(/\bas required\b/g, '');
  return new Set(plain.split(/[^a-z0-9.]+/).filter((word) => word !== '' && !smallWords.has(word)));
}

const smallWords = new Set(['a', 'the', 'of', 'on', 'by', 'is', 'are', 'as', 'for', 'your']);

/** What an issue endangers besides the sensors that it names. */
const endangers: readonly { readonly about: RegExp; readonly items: RegExp }[] = [
  {
    about: /user credentials|read-only user password/i,
    items: /^directory-services\/(?:account\/|group-managed)/,
  },
  { about: /audit/i, items: /^event-collection\/windows-auditing$/ },
  { about: /power mode/i, items: /^event-collection\/windows-auditing$/ },
  { about: /radius/i, items: /^vpn\/radius-accounting$/ },
];

function endangered(
  name: string,
  sensors: readonly string[],
  items: readonly Item[],
  servers: ReadonlyMap<string, readonly Item[]>,
): string[] {
  const general = endangers
    .filter(({ about }) => about.test(name))
    .flatMap(({ items: ids }) => items.filter(({ id }) => ids.test(id)));
  const isAboutAdapters = /adapter|packet captur/i.test(name);
  const ofSensors = sensors
    .flatMap((sensor) => servers.get(sensor.toLowerCase()) ?? [])
    .filter(({ id }) => id.endsWith('/sensor') || isAboutAdapters);
  const validation = items.filter(({ id }) => id === 'center/validate');
  return [...new Set([...general, ...ofSensors, ...validation].map(({ id }) => id))];
}

function itemsByServer(items: readonly Item[]): Map<string, Item[]> {
  const byServer = new Map<string, Item[]>();
  for (const item of items) {
    if (!/^gateways\/.+\/(?:sensor|adapters)$/.test(item.id)) continue;
    for (const server of serversOf(item)) {
      const key = server.toLowerCase();
      byServer.set(key, [...(byServer.get(key) ?? []), item]);
    }
  }
  return byServer;
}
