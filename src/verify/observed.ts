import { compareText } from '../compare.js';
import { program } from '../program.js';
import { coverageOf } from '../readers/mdi-observed/coverage.js';
import type { Contribution, ObservedPart } from '../readers/mdi-observed/parts.js';
import type { Notice } from '../reporter.js';
import { scrubbed } from '../snapshot/scrub.js';
import type { HealthIssue, MdiObserved, Role, Sensor } from '../types/mdi-observed.js';
import { hostOf } from './areas/sensors.js';

/**
 * What all files together show. Texts that people wrote (descriptions, names of rules, conditions) lose the credentials
 * they may carry; of settings that hold secrets the readers keep nothing but that one is set.
 */
export function observedOf(parts: readonly ObservedPart[], notices: readonly Notice[]): MdiObserved {
  const all = parts.flatMap(({ source, contributions }) =>
    contributions.map((contribution) => ({ source, contribution })),
  );
  function every<Entry>(pick: (contribution: Contribution) => readonly Entry[] | undefined): Entry[] {
    return all.flatMap(({ contribution }) => pick(contribution) ?? []);
  }
  function last<Value>(pick: (contribution: Contribution) => Value | undefined): Value | null {
    return all.reduce<Value | null>((found, { contribution }) => pick(contribution) ?? found, null);
  }
  const sensorLists = contradictingLists(parts);
  const observed: MdiObserved = {
    schema: 'mdi-observed',
    schemaVersion: 1,
    program: program(),
    sources: parts.map(({ source, contributions }) => ({
      name: source,
      shapes: [...new Set(contributions.map(({ shape }) => shape))].sort(),
    })),
    notices: notices.map(({ code, text, source, path }) => ({
      code,
      text,
      source: source ?? null,
      path: path ?? null,
    })),
    coverage: coverageOf(
      all.flatMap(({ source, contribution }) =>
        (contribution.pages ?? []).map((page) => ({ ...page, source })),
      ),
    ).map((coverage) =>
      coverage.list === 'sensors' && sensorLists.sources.length > 0
        ? {
            ...coverage,
            whole: false,
            why: `whole lists that differ (${sensorLists.sources.join(', ')}): give the newest alone`,
          }
        : coverage,
    ),
    sensors: mergedSensors(every(({ sensors }) => sensors)).filter(
      ({ name }) => !sensorLists.hosts.has(hostOf(name)),
    ),
    healthIssues: every(({ healthIssues }) => healthIssues),
    roles: mergedRoles(every(({ roles }) => roles)),
    roleAssignments: distinctEntries(every(({ roleAssignments }) => roleAssignments)),
    tags: distinctEntries(every(({ tags }) => tags)),
    exclusions: distinctEntries(every(({ exclusions }) => exclusions)),
    tuningRules: distinctEntries(every(({ tuningRules }) => tuningRules)),
    directoryServiceAccounts: distinctEntries(
      every(({ directoryServiceAccounts }) => directoryServiceAccounts),
    ),
    healthRecipients: [...new Set(every(({ healthRecipients }) => healthRecipients))],
    incidentRules: distinctEntries(every(({ incidentRules }) => incidentRules)),
    syslog: last(({ syslog }) => syslog),
    vpn: last(({ vpn }) => vpn),
    actionAccounts: last(({ actionAccounts }) => actionAccounts),
    thresholds: last(({ thresholds }) => thresholds),
    automaticAuditing: last(({ automaticAuditing }) => automaticAuditing),
    auditing: every(({ auditing }) => auditing),
    serverTests: distinctEntries(every(({ serverTests }) => serverTests)),
    sensorLogs: every(({ sensorLogs }) => sensorLogs),
    logGroups: every(({ logGroups }) => logGroups),
    unread: all.flatMap(({ source, contribution: { shape, unread = [] } }) =>
      unread.length === 0 ? [] : [{ source, shape: shape === 'unknown' ? null : shape, names: [...unread] }],
    ),
  };
  // Names, addresses and descriptions are what people typed: credentials stand in any of them.
  return scrubbed(observed);
}

/** The same entry of two files, or of a page that was saved twice. */
function distinctEntries<Entry extends { readonly source: string }>(entries: readonly Entry[]): Entry[] {
  const byContent = new Map<string, Entry>();
  for (const entry of entries) {
    const key = JSON.stringify({ ...entry, source: '' });
    if (!byContent.has(key)) byContent.set(key, entry);
  }
  return [...byContent.values()];
}

/** One sensor of several files: what one does not show, another may. */
function mergedSensors(sensors: readonly Sensor[]): Sensor[] {
  const byName = new Map<string, Sensor>();
  for (const sensor of sensors) {
    const key = sensorKey(sensor);
    const known = byName.get(key);
    byName.set(key, known === undefined ? sensor : mergedSensor(known, sensor));
  }
  return [...byName.values()];
}

/**
 * Whole lists of sensors of which one has what another has not: one of them is out of date.
 *
 * @returns the files, and the hosts that are not in all of them; none where no list contradicts another
 */
function contradictingLists(parts: readonly ObservedPart[]): {
  readonly sources: readonly string[];
  readonly hosts: ReadonlySet<string>;
} {
  const lists = parts.flatMap(({ source, contributions }) => {
    const pages = contributions.flatMap(({ pages = [] }) =>
      pages.filter(({ list }) => list === 'sensors').map((page) => ({ ...page, source })),
    );
    if (!coverageOf(pages).some(({ whole }) => whole)) return [];
    const sensors = contributions.flatMap((one) => one.sensors ?? []);
    return [{ source, hosts: new Set(sensors.map(({ name }) => hostOf(name))) }];
  });
  const every = new Set(lists.flatMap(({ hosts }) => [...hosts]));
  const hosts = new Set([...every].filter((host) => lists.some((list) => !list.hosts.has(host))));
  return { sources: hosts.size === 0 ? [] : lists.map(({ source }) => source), hosts };
}

function sensorKey({ name, domain }: Sensor): string {
  const [host = '', ...rest] = name.toLowerCase().split('.');
  return `${host}.${rest.length > 0 ? rest.join('.') : (domain?.toLowerCase() ?? '')}`;
}

function mergedSensor(one: Sensor, other: Sensor): Sensor {
  return {
    name: one.name,
    domain: one.domain ?? other.domain,
    type: one.type ?? other.type,
    version: one.version ?? other.version,
    serviceStatus: worseStatus(one.serviceStatus, other.serviceStatus),
    deploymentStatus: worseStatus(one.deploymentStatus, other.deploymentStatus),
    healthStatus: worseStatus(one.healthStatus, other.healthStatus),
    openHealthIssues: larger(one.openHealthIssues, other.openHealthIssues),
    description: one.description ?? other.description,
    domainControllers: one.domainControllers.length > 0 ? one.domainControllers : other.domainControllers,
    delayedUpdate: one.delayedUpdate ?? other.delayedUpdate,
    adapters: one.adapters ?? other.adapters,
    created: later(one.created ?? null, other.created ?? null),
    source: one.source,
  };
}

/** From what says that all is well to what says least of it; any other word is worse than these. */
const goodWords = ['healthy', 'uptodate', 'running', 'nothealthylow', 'nothealthymedium'];

/** Of files that contradict one another, one is out of date, and nothing tells which: the worse one counts. */
function worseStatus(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return badness(other) > badness(one) ? other : one;
}

function badness(word: string): number {
  const rank = goodWords.indexOf(word);
  return rank < 0 ? goodWords.length : rank;
}

function larger(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(other) > Date.parse(one) ? other : one;
}

function mergedRoles(roles: readonly Role[]): Role[] {
  const byName = new Map<string, Role>();
  for (const role of roles) {
    const key = role.name.toLowerCase();
    const known = byName.get(key);
    byName.set(
      key,
      known === undefined
        ? role
        : {
            ...known,
            id: known.id ?? role.id,
            actions: known.actions ?? role.actions,
            permissions: known.permissions ?? role.permissions,
          },
    );
  }
  return [...byName.values()];
}

/** A health issue that is left of several entries of the same. */
export interface CollapsedIssue {
  readonly issue: HealthIssue;
  /** How many older entries were left out. */
  readonly repeats: number;
}

/**
 * A new entry appears whenever the status of an issue changes: of those with the same name, domains and sensors the
 * newest is kept (seen: Maester MT.1059).
 */
export function collapsedIssues(issues: readonly HealthIssue[]): CollapsedIssue[] {
  const groups = new Map<string, HealthIssue[]>();
  for (const issue of issues) {
    const key = JSON.stringify([
      issue.name.toLowerCase(),
      issue.domains.map((name) => name.toLowerCase()).sort(),
      issue.sensors.map((name) => name.toLowerCase()).sort(),
    ]);
    groups.set(key, [...(groups.get(key) ?? []), issue]);
  }
  return [...groups.values()].flatMap((group) => {
    // What shows no time may be the newest; then the one counts that may still be open.
    const isDated = group.every(({ created }) => created !== null);
    const [newest] = [...group].sort(
      (one, other) => (isDated ? compareTimes(other.created, one.created) : 0) || compareOpen(one, other),
    );
    return newest === undefined ? [] : [{ issue: newest, repeats: group.length - 1 }];
  });
}

/** ISO 8601 times in UTC compare as text up to the second; of fractions the number of digits differs. */
function compareTimes(one: string | null, other: string | null): number {
  return compareText(one ?? '', other ?? '');
}

/** Where nothing tells which is newer, the one that may still be open. */
function compareOpen(one: HealthIssue, other: HealthIssue): number {
  return Number(isSettled(one)) - Number(isSettled(other));
}

/** Whether an issue is closed or suppressed; any other status, or none, may be open. */
export function isSettled({ status }: Pick<HealthIssue, 'status'>): boolean {
  return status === 'closed' || status === 'suppressed';
}
