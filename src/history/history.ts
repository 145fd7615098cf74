import { type Area, areas } from '../catalogue/areas.js';
import { builtInSettings, type SettingsIndex, settingsFactsAsOf } from '../catalogue/settings.js';
import { isUnread } from '../diff/comparable.js';
import { countOf, diffSnapshots } from '../diff/diff.js';
import { type Ignores, noIgnores } from '../diff/ignore.js';
import { UserError } from '../errors.js';
import { loadSnapshot } from '../load.js';
import { program } from '../program.js';
import type { FileSource } from '../readers/sources.js';
import { decodeText } from '../readers/text.js';
import { collectingReporter, type Notice } from '../reporter.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type {
  AreaTimes,
  Center,
  Change,
  ConfigurationHistory,
  File,
  Moment,
  NotComparable,
  Notice as NoticeBlock,
  Remark,
  State,
} from '../types/configuration-history.js';
import {
  type Candidate,
  candidatesOf,
  type HistoryFile,
  isStoredSnapshot,
  plainSource,
  problemOf,
  standalone,
  unread,
} from './candidates.js';
import { type Bookkeeping, bookkeepingOf, type Frame, fillingOf, frameOf } from './frame.js';
import { gapsOf, type TimedFile, usualInterval } from './gaps.js';

export interface HistoryOptions {
  readonly settings?: SettingsIndex;
  /** What is not to be told. */
  readonly ignores?: Ignores;
  /** Makes a moment of differences of severity `bookkeeping` too, and lists them. */
  readonly bookkeeping?: boolean;
  /** Only moments from this time on, in UTC as ISO 8601. */
  readonly since?: string | null;
  /** Only changes of these areas. */
  readonly onlyAreas?: readonly Area[] | null;
  /** What the files were found in, for the result. */
  readonly sources?: readonly string[];
  /** Is told each file that is about to be read. */
  readonly onFile?: (name: string, done: number, total: number) => void;
}

/** What is held of one Center: its last state, and nothing of those before. */
interface Series {
  readonly first: State;
  last: State;
  files: number;
  /** Those with a time in their names. */
  readonly timed: TimedFile[];
  readonly moments: Moment[];
  /** What can be compared at no time, by what it is. */
  readonly blind: Map<string, NotComparable>;
  snapshot: AtaSnapshot;
  /** UpdateTime of the Center in the last file. */
  updateTime: string | null;
  /** Text and frame of the file that the snapshot was made of; null for what is no text. */
  text: string | null;
  frame: Frame | null;
}

interface Context {
  readonly options: HistoryOptions;
  readonly settings: SettingsIndex;
  readonly ignores: Ignores;
  /** Null where it is wanted: then nothing may be passed over. */
  readonly bookkeeping: Bookkeeping | null;
  readonly names: readonly HistoryFile[];
  /** By the id of the Center. */
  readonly series: Map<string, Series>;
  readonly notices: Map<string, NoticeBlock>;
}

/**
 * What changed between the files of one or more Centers, each compared with the one before it in order of time. Only one
 * file of each Center is held at a time.
 *
 * @param files in any order: each is opened when its turn has come
 * @returns the moments at which something changed; what could not be read is listed, and is no error
 * @throws UserError if no file holds the configuration of a Center
 */
export async function historyOf(
  files: readonly HistoryFile[],
  options: HistoryOptions = {},
): Promise<ConfigurationHistory> {
  const settings = options.settings ?? builtInSettings();
  const { states, names, rest } = await candidatesOf(files, settings);
  const ignores = options.ignores ?? noIgnores();
  const context: Context = {
    options,
    settings,
    ignores,
    bookkeeping: options.bookkeeping === true ? null : bookkeepingOf(settings),
    names,
    series: new Map(),
    notices: new Map(),
  };
  const read: File[] = [];
  for (const [at, candidate] of states.entries()) {
    options.onFile?.(candidate.file.name, at, states.length);
    read.push(await readState(candidate, context));
  }
  if (context.series.size === 0) throw nothingRead([...read, ...rest]);
  return {
    schema: 'configuration-history',
    schemaVersion: 1,
    program: program(),
    factsAsOf: settingsFactsAsOf(),
    sources: [...(options.sources ?? [])],
    since: options.since ?? null,
    onlyAreas: options.onlyAreas == null ? null : [...options.onlyAreas],
    withBookkeeping: options.bookkeeping === true,
    centers: [...context.series.values()].map((series) => centerOf(series, read, options)).sort(byName),
    files: [
      ...read,
      ...names.map(
        ({ name }): File => ({
          name,
          state: 'names',
          center: null,
          time: null,
          timeFrom: 'none',
          problem: null,
        }),
      ),
      ...[...rest].sort(byName),
    ],
    notices: [...context.notices.values()],
    ignored: ignores.report(),
  };
}

function nothingRead(files: readonly File[]): UserError {
  const problems = files.filter(({ state }) => state === 'damaged');
  return new UserError("there is no backup of a Center's configuration here that can be read", {
    advice: [
      ...problems.slice(0, 5).map(({ name, problem }) => `${name}: ${problem ?? ''}`),
      ...(problems.length > 5 ? [`and ${problems.length - 5} more`] : []),
      'Give the folder Backup of the ATA Center, with its files SystemProfile_*.json.',
    ],
  });
}

/** Reads one file and compares it with the last one of its Center. */
async function readState(candidate: Candidate, context: Context): Promise<File> {
  const { file, time, timeFrom } = candidate;
  try {
    const source = await plainSource(await file.open());
    const text = textOf(source);
    const known = text === null ? null : seriesThatFits(text, context);
    if (known !== null) {
      follow(known, stateOf(known.snapshot, candidate));
      const state = isEarlier(time, context.options.since) ? 'earlier' : 'same';
      return { name: file.name, state, center: centerId(known.snapshot), time, timeFrom, problem: null };
    }
    const snapshot = await snapshotOf(source, context);
    const center = centerId(snapshot);
    const state = addState(snapshot, text, candidate, context);
    return { name: file.name, state, center, time, timeFrom, problem: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return unread(file, 'damaged', problemOf(error), candidate);
  }
}

/** The Center whose last file differs from this one in nothing that counts. */
function seriesThatFits(text: string, { series }: Context): Series | null {
  for (const one of series.values()) {
    if (one.text === text) return one;
    const filling = one.frame === null ? null : fillingOf(text, one.frame);
    if (filling === null) continue;
    one.updateTime = filling.updateTime ?? one.updateTime;
    return one;
  }
  return null;
}

/** Text of a file that may be JSON; null for what is none, or damaged: whoever decodes it says how. */
function textOf(source: FileSource): string | null {
  if (!('bytes' in source)) return null;
  try {
    return decodeText(source).text;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

async function snapshotOf(source: FileSource, context: Context): Promise<AtaSnapshot> {
  const { settings, notices } = context;
  const reporter = collectingReporter();
  const names: FileSource[] = [];
  if (!isStoredSnapshot(source))
    for (const file of context.names) names.push({ ...(await file.open()), ofFolder: true });
  const snapshot = await loadSnapshot([standalone(source), ...names], reporter, settings);
  if (snapshot.center === null)
    throw new UserError('it holds no document of a Center', { location: { source: source.name } });
  for (const notice of reporter.notices) keepNotice(notice, notices);
  return snapshot;
}

/** Files of a series mostly have the same to say: it is told once. */
function keepNotice({ code, text, source, path }: Notice, notices: Map<string, NoticeBlock>): void {
  const key = `${code} ${path ?? ''}`;
  if (!notices.has(key)) notices.set(key, { code, text, source: source ?? null, path: path ?? null });
}

function centerId({ center }: AtaSnapshot): string | null {
  return center?.id ?? null;
}

function stateOf({ center }: AtaSnapshot, { file, time, timeFrom }: Candidate): State {
  return { file: file.name, time, timeFrom, version: center?.version?.full ?? null };
}

/** The next state of a Center, whatever it is. */
function follow(series: Series, state: State): void {
  series.last = state;
  series.files += 1;
  if (state.timeFrom === 'file-name' && state.time !== null)
    series.timed.push({ name: state.file, time: state.time });
}

/** Adds a state to the series of its Center, and the moment if something changed. */
function addState(
  whole: AtaSnapshot,
  text: string | null,
  candidate: Candidate,
  context: Context,
): 'first' | 'changed' | 'same' | 'earlier' {
  const { bookkeeping, options } = context;
  const snapshot = bookkeeping === null ? whole : withoutBookkeeping(whole, bookkeeping);
  const key = centerId(snapshot)?.toLowerCase() ?? '';
  const state = stateOf(snapshot, candidate);
  const frame = text === null || bookkeeping === null ? null : frameOf(text, whole, bookkeeping);
  const updateTime = whole.center?.updateTime ?? null;
  const series = context.series.get(key);
  if (series === undefined) {
    const first: Series = {
      first: state,
      last: state,
      files: 0,
      timed: [],
      moments: [],
      blind: new Map(),
      snapshot,
      updateTime,
      text,
      frame,
    };
    follow(first, state);
    context.series.set(key, first);
    return 'first';
  }
  const isListed = !isEarlier(state.time, options.since);
  const moment = isListed ? momentOf(series, snapshot, state, context) : null;
  if (moment !== null) series.moments.push(moment);
  follow(series, state);
  Object.assign(series, { snapshot, updateTime, text, frame });
  return moment !== null ? 'changed' : isListed ? 'same' : 'earlier';
}

/** Documents that differ in nothing else are alike then, and need no closer look. */
function withoutBookkeeping(snapshot: AtaSnapshot, bookkeeping: Bookkeeping): AtaSnapshot {
  const documents = snapshot.documents.map((document) => ({
    ...document,
    leaves: document.leaves.filter(({ path }) => !bookkeeping.covers(document, path)),
  }));
  return { ...snapshot, documents };
}

/** What differs from the last state of a Center; null if nothing that is listed does. */
function momentOf(
  series: Series,
  snapshot: AtaSnapshot,
  state: State,
  { settings, ignores, options }: Context,
): Moment | null {
  const diff = diffSnapshots(series.snapshot, snapshot, {
    settings,
    ignores,
    bookkeeping: options.bookkeeping === true,
  });
  function isListed({ area }: { readonly area: Area }): boolean {
    return options.onlyAreas == null || options.onlyAreas.includes(area);
  }
  const changes = diff.changes.filter(isListed);
  const bookkeeping = diff.bookkeeping.filter(isListed);
  const notComparable = diff.notComparable.filter(isListed);
  for (const obstacle of notComparable) if (!isUnread(obstacle)) series.blind.set(obstacle.what, obstacle);
  const unreadParts = notComparable.filter(isUnread);
  const updateTime = snapshot.center?.updateTime ?? null;
  const apart = [
    ...diff.apart.filter(({ code }) => !ofNoUse.has(code)),
    ...(isEarlier(updateTime, series.updateTime) ? [wentBack] : []),
  ];
  if (changes.length + bookkeeping.length + unreadParts.length + apart.length === 0) return null;
  return {
    file: state.file,
    time: state.time,
    timeFrom: state.timeFrom,
    updateTime,
    previous: series.last.file,
    previousTime: series.last.time,
    counts: countOf([...changes, ...bookkeeping]),
    apart,
    notComparable: unreadParts,
    changes,
    bookkeeping,
  };
}

/** Of files that are read by one program with one set of names these say nothing; the last is said in other words. */
const ofNoUse: ReadonlySet<string> = new Set([
  'program-version',
  'facts',
  'names-on-one-side',
  'after-is-older',
]);

const wentBack: Remark = {
  code: 'went-back',
  text: "The Center's document says that it was written earlier than the one in the file before: an older backup may have been restored.",
};

function isEarlier(time: string | null, since: string | null | undefined): boolean {
  return time !== null && since != null && Date.parse(time) < Date.parse(since);
}

function centerOf(series: Series, files: readonly File[], { since }: HistoryOptions): Center {
  const { first, last, timed, moments, blind, snapshot } = series;
  const damaged = files.filter(({ state }) => state === 'damaged');
  return {
    id: centerId(snapshot),
    name: snapshot.center?.name ?? null,
    first,
    last,
    files: series.files,
    usualInterval: usualInterval(timed),
    counts: countOf(moments.flatMap(allChanges)),
    areas: areas.flatMap((area) => areaTimes(area, moments)),
    moments: [...moments],
    gaps: gapsOf(timed, damaged).filter(({ to }) => !isEarlier(to, since)),
    notComparable: [...blind.values()],
  };
}

function allChanges({ changes, bookkeeping }: Moment): Change[] {
  return [...changes, ...bookkeeping];
}

function areaTimes(area: Area, moments: readonly Moment[]): AreaTimes[] {
  const found = moments.flatMap((moment) => {
    const changes = allChanges(moment).filter((change) => change.area === area);
    return changes.length === 0 ? [] : [{ file: moment.file, changes }];
  });
  if (found.length === 0) return [];
  return [
    {
      area,
      counts: countOf(found.flatMap(({ changes }) => changes)),
      moments: found.map(({ file }) => file),
    },
  ];
}

function byName(a: { readonly name: string | null }, b: { readonly name: string | null }): number {
  const [first, second] = [a.name ?? '', b.name ?? ''];
  return first < second ? -1 : first > second ? 1 : 0;
}
