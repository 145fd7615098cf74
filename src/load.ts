import { builtInSettings, type SettingsIndex, settingsFactsAsOf } from './catalogue/settings.js';
import { namedCenters } from './center-labels.js';
import { compareText } from './compare.js';
import { InternalError, UserError } from './errors.js';
import { centerIdentity, centersIn, groupByCenter } from './group-sources.js';
import { program } from './program.js';
import { readSources } from './read-sources.js';
import type { LoadableSource, LoadedSource } from './readers/sources.js';
import { collectingReporter, type Notice, type Reporter } from './reporter.js';
import { classifySnapshot } from './snapshot/classify.js';
import { normalise } from './snapshot/normalise.js';
import { redactLeavesAgain } from './snapshot/redact-again.js';
import { readSections } from './snapshot/sections.js';
import { readStoredSnapshot } from './snapshot/stored.js';
import type { AtaSnapshot } from './types/ata-snapshot.js';

/** A snapshot, and with which program and which facts it was made before it was read. */
export interface LoadedSnapshot {
  readonly snapshot: AtaSnapshot;
  readonly madeWith: Pick<AtaSnapshot, 'program' | 'factsAsOf'>;
}

/**
 * From one or more sources of one ATA deployment to its snapshot. A snapshot that was written earlier is a source too; it
 * is redacted again, and its areas are read again out of its leaves, so that a newer catalogue applies.
 *
 * @throws UserError for a source that is damaged, is not of ATA, or does not go with the others; and for sources of
 *   several Centers, which {@link loadSnapshots} takes
 */
export async function loadSnapshot(
  sources: readonly LoadableSource[],
  reporter: Reporter,
  settings: SettingsIndex = builtInSettings(),
): Promise<AtaSnapshot> {
  return (await loadWithOrigin(sources, reporter, settings)).snapshot;
}

/** As {@link loadSnapshot}, for those who want to know what made it. */
export async function loadWithOrigin(
  sources: readonly LoadableSource[],
  reporter: Reporter,
  settings: SettingsIndex,
): Promise<LoadedSnapshot> {
  const [first, second] = await load(sources, reporter, settings, refuseSeveralCenters);
  if (first === undefined || second !== undefined) throw new InternalError('one snapshot was expected');
  return first;
}

/**
 * From sources of one or more ATA Centers to a snapshot of each, in an order that does not depend on that of the sources.
 * Which source belongs to which Center: see {@link groupByCenter}. Snapshots that were written earlier may stand beside
 * sources of other Centers.
 *
 * @throws UserError for a source that is damaged, is not of ATA, does not go with the others, or of which nothing tells to
 *   which Center it belongs
 */
export async function loadSnapshots(
  sources: readonly LoadableSource[],
  reporter: Reporter,
  settings: SettingsIndex = builtInSettings(),
): Promise<AtaSnapshot[]> {
  const loaded = await load(sources, reporter, settings, () => {});
  return loaded.map(({ snapshot }) => snapshot);
}

/** Told how many Centers there are, in which source the second was found, and which snapshot stands beside sources. */
type OnCenters = (count: number, second: string, snapshot?: string) => void;

async function load(
  sources: readonly LoadableSource[],
  reporter: Reporter,
  settings: SettingsIndex,
  onCenters: OnCenters,
): Promise<LoadedSnapshot[]> {
  const stored: StoredSnapshot[] = [];
  const others: LoadableSource[] = [];
  for (const source of sources) {
    // Files of a folder are read for what they hold of ATA; a snapshot among them is left to those.
    const snapshot = 'bytes' in source && source.ofFolder !== true ? readStoredSnapshot(source) : null;
    if (snapshot === null) others.push(source);
    else stored.push({ name: source.name, snapshot });
  }
  const [first] = stored;
  if (first === undefined) return (await snapshotsOf(others, reporter, settings, [], onCenters)).map(madeNow);
  if (sources.length === 1) return [await loadedAgain(first, settings)];
  const known = storedCenters(stored);
  if (known.size > 1) onCenters(known.size, stored[1]?.name ?? '');
  const read = others.length === 0 ? [] : await snapshotsOf(others, reporter, settings, stored, onCenters);
  const again = [];
  for (const each of stored) again.push(await loadedAgain(each, settings));
  return [...again, ...read.map(madeNow)].sort((one, other) =>
    compareText(identityOf(one.snapshot), identityOf(other.snapshot)),
  );
}

function madeNow(snapshot: AtaSnapshot): LoadedSnapshot {
  return { snapshot, madeWith: snapshot };
}

async function loadedAgain({ snapshot }: StoredSnapshot, settings: SettingsIndex): Promise<LoadedSnapshot> {
  return { snapshot: await interpretAgain(snapshot, settings), madeWith: snapshot };
}

interface StoredSnapshot {
  readonly name: string;
  readonly snapshot: AtaSnapshot;
}

function refuseSeveralCenters(count: number, source: string, snapshot?: string): void {
  if (snapshot !== undefined) throw notBeside(snapshot);
  throw new UserError(`the sources belong to ${count} different ATA Centers`, {
    location: { source },
    advice: [
      'Run the program once for each Center, with the sources of that Center only.',
      'Several Centers at once are taken by: ata2mdi run, translate, worksheet, verify, readiness, alerts, gate.',
    ],
  });
}

function identityOf({ center }: AtaSnapshot): string {
  return centerIdentity(center?.id ?? null, center?.name ?? null);
}

/** @throws UserError if two snapshots are of one Center, or one is of none */
function storedCenters(stored: readonly StoredSnapshot[]): ReadonlySet<string> {
  const known = new Set<string>();
  for (const { name, snapshot } of stored) {
    if (snapshot.center === null) throw notBeside(name);
    const identity = identityOf(snapshot);
    if (known.has(identity)) throw notBeside(name);
    known.add(identity);
  }
  return known;
}

/** A snapshot is whole: what is of the same Center was to be read when it was made. */
function notBeside(source: string): UserError {
  return new UserError('a snapshot cannot be combined with other sources', {
    location: { source },
    advice: ['Give the sources it was made from, together with the others.'],
  });
}

async function snapshotsOf(
  sources: readonly LoadableSource[],
  reporter: Reporter,
  settings: SettingsIndex,
  stored: readonly StoredSnapshot[],
  onCenters: OnCenters,
): Promise<AtaSnapshot[]> {
  const collected = collectingReporter();
  try {
    const read = await readSources(sources, collected);
    const centers = centersIn(read);
    const [first] = stored;
    const same = stored.find(({ snapshot }) => centers.has(identityOf(snapshot)));
    if (same !== undefined) throw notBeside(same.name);
    if (first !== undefined && centers.size === 0) throw notBeside(first.name);
    const count = centers.size + stored.length;
    if (count > 1)
      onCenters(count, [...centers.values()][stored.length === 0 ? 1 : 0]?.name ?? '', first?.name);
    const snapshots =
      count <= 1
        ? [await normalise(read, { settings, notices: collected.notices })]
        : await severalSnapshots(read, stored, collected.notices, settings);
    tellNotices(snapshots, reporter);
    return snapshots;
  } catch (error) {
    // What was left out may be why.
    if (error instanceof UserError) for (const notice of collected.notices) reporter.notice(notice);
    throw error;
  }
}

async function severalSnapshots(
  read: readonly LoadedSource[],
  stored: readonly StoredSnapshot[],
  notices: readonly Notice[],
  settings: SettingsIndex,
): Promise<AtaSnapshot[]> {
  const { centers, unused } = groupByCenter(
    read,
    stored.map(({ snapshot }) => identityOf(snapshot)),
  );
  const ofSources = new Set(read.flatMap((source) => source.notices ?? []));
  const common = [
    ...notices.filter((notice) => !ofSources.has(notice)),
    ...unused.map(({ name }) => ({
      code: 'left-out',
      text: 'left out: no ATA Center given names any of the entities in it',
      source: name,
    })),
  ];
  const snapshots = [];
  for (const { sources } of centers) {
    const own = sources.flatMap((source) => source.notices ?? []);
    snapshots.push(await normalise(sources, { settings, notices: [...common, ...own] }));
  }
  return snapshots;
}

/** What all snapshots say is told once; what some of several say, with their Center named. */
function tellNotices(snapshots: readonly AtaSnapshot[], reporter: Reporter): void {
  const counts = new Map<string, number>();
  for (const { notices } of snapshots)
    for (const text of new Set(notices.map((notice) => JSON.stringify(notice))))
      counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const [index, { center, notices }] of snapshots.entries())
    for (const notice of notices) {
      const isOfAll = counts.get(JSON.stringify(notice)) === snapshots.length;
      if (isOfAll && index > 0) continue;
      const { code, text, source, path } = notice;
      reporter.notice({
        code,
        text: isOfAll ? text : `${namedCenters([center?.name ?? center?.id ?? ''])}: ${text}`,
        ...(source === null ? {} : { source }),
        ...(path === null ? {} : { path }),
      });
    }
}

async function interpretAgain(snapshot: AtaSnapshot, settings: SettingsIndex): Promise<AtaSnapshot> {
  const documents = await redactLeavesAgain(snapshot.documents, settings);
  const leaves = classifySnapshot({ documents }, settings);
  return {
    ...snapshot,
    documents,
    program: program(),
    factsAsOf: settingsFactsAsOf(),
    ...readSections(documents, leaves, snapshot.entities),
  };
}
