import { type Area, areas } from '../catalogue/areas.js';
import { builtInSettings, type SettingsIndex, settingsFactsAsOf } from '../catalogue/settings.js';
import { compareText } from '../compare.js';
import { isUnread } from '../diff/comparable.js';
import { countOf, diffSnapshots } from '../diff/diff.js';
import { type Ignores, noIgnores } from '../diff/ignore.js';
import { InternalError, UserError } from '../errors.js';
import { loadSnapshot } from '../load.js';
import { program } from '../program.js';
import type { FileSource } from '../readers/sources.js';
import { decodeText } from '../readers/text.js';
import { collectingReporter, type Notice, type Reporter } from '../reporter.js';
import { isRedacted } from '../snapshot/leaves.js';
import type { AtaSnapshot, Document } from '../types/ata-snapshot.js';
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
import { type Bookkeeping, bookkeepingOf, type Frame, fillingOf, frameOf, frameOfOutline } from './frame.js';
import { gapsOf, type TimedFile, usualInterval } from './gaps.js';
import { outlineOf } from './json-outline.js';
import { reduced } from './reduce.js';

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
  /** The Center itself, in the last file that was parsed. */
  center: AtaSnapshot['center'];
  /** UpdateTime of the Center in the last file. */
  updateTime: string | null;
  /** Text of the last file; null for what is no text. */
  text: string | null;
  /** The last file as a snapshot; null if it was not parsed, or only a part of it. */
  snapshot: AtaSnapshot | null;
  /** Frame of the last file that was parsed, and what the documents in it are. */
  frame: Frame | null;
  documents: readonly DocumentIdentity[];
}

type DocumentIdentity = Pick<Document, 'kind' | 'id' | 'key'>;

/** A file that was parsed. */
interface Reading {
  readonly text: string | null;
  readonly after: AtaSnapshot;
  /** What it is to be compared with, if only the part was parsed that may differ. */
  readonly before: AtaSnapshot | null;
  readonly frame: Frame | null;
  readonly documents: readonly DocumentIdentity[];
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
  // While one file is compared, the next one is already being read.
  let next = opened(states[0]);
  for (const [at, candidate] of states.entries()) {
    options.onFile?.(candidate.file.name, at, states.length);
    const early = await next;
    next = opened(states[at + 1]);
    read.push(await readState(candidate, early, context));
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

/** A file unpacked, or what went wrong: while one is opened early nobody is there to catch it. */
type Opened = { readonly source: FileSource } | { readonly error: unknown };

async function opened(candidate: Candidate | undefined): Promise<Opened> {
  try {
    if (candidate === undefined) throw new InternalError('there is no further file');
    return { source: await plainSource(await candidate.file.open()) };
  } catch (error) {
    return { error };
  }
}

/** Compares a file with the last one of its Center. */
async function readState(candidate: Candidate, early: Opened, context: Context): Promise<File> {
  const { file, time, timeFrom } = candidate;
  try {
    if ('error' in early) throw early.error;
    const { source } = early;
    const text = textOf(source);
    const known = text === null ? null : seriesThatFits(text, context);
    if (known !== null) {
      follow(known, stateOf(known.center, candidate));
      const state = isEarlier(time, context.options.since) ? 'earlier' : 'same';
      return { name: file.name, state, center: known.center?.id ?? null, time, timeFrom, problem: null };
    }
    const part = text === null ? null : await readPart(text, context);
    const reading = part ?? (await readWhole(source, text, context));
    const state = await addState(reading, candidate, context);
    return {
      name: file.name,
      state,
      center: reading.after.center?.id ?? null,
      time,
      timeFrom,
      problem: null,
    };
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
    one.text = text;
    one.snapshot = null;
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

async function readWhole(source: FileSource, text: string | null, context: Context): Promise<Reading> {
  const { notices, bookkeeping } = context;
  const reporter = collectingReporter();
  const snapshot = await snapshotOf(source, context, reporter);
  if (snapshot.center === null)
    throw new UserError('it holds no document of a Center', { location: { source: source.name } });
  for (const notice of reporter.notices) keepNotice(notice, notices);
  return {
    text,
    after: snapshot,
    before: null,
    frame: text === null || bookkeeping === null ? null : frameOf(text, snapshot, bookkeeping),
    documents: snapshot.documents.map(identityOf),
  };
}

/**
 * Parses of a file, and of the last one of its Center that was parsed, only what they do not have in common. What ATA wrote by
 * itself since then does not matter: the documents are the same ones, and no change of a setting shows it. Null where any of
 * this is in doubt: the file is parsed whole then, which also says what is wrong with it.
 */
async function readPart(text: string, context: Context): Promise<Reading | null> {
  // Names are looked for once for each file that is parsed, in what may be a large file.
  if (context.names.length > 0) return null;
  for (const { frame, center, documents } of context.series.values()) {
    if (frame === null || center?.id == null || !text.includes(center.id)) continue;
    const outline = outlineOf(text, frame.trees);
    if (outline === null) continue;
    const isPlain = documents.every(({ id, key }) => id !== null && !key.includes('~'));
    const parts = reduced(frame, { text, outline }, isPlain ? documents.map(({ kind }) => kind) : null);
    if (parts === null) continue;
    const [before, after] = [await partOf(parts.before, context), await partOf(parts.after, context)];
    if (before === null || after === null || after.center?.id !== center.id) continue;
    const now = documentsAfter(after, documents, parts.kept);
    if (now === null) continue;
    return { text, after, before, frame: frameOfOutline(text, outline, frame), documents: now };
  }
  return null;
}

/** What is left of a file; null if there is anything to say of it. */
async function partOf(text: string, context: Context): Promise<AtaSnapshot | null> {
  const reporter = collectingReporter();
  try {
    const snapshot = await snapshotOf(textSource(text), context, reporter);
    return reporter.notices.length > 0 ? null : snapshot;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** The last file of a Center, parsed again if need be. */
async function lastSnapshot({ snapshot, text }: Series, context: Context): Promise<AtaSnapshot> {
  return snapshot ?? snapshotOf(textSource(text ?? ''), context, collectingReporter());
}

function textSource(text: string): FileSource {
  return { name: 'part', bytes: new TextEncoder().encode(text), sha256: '' };
}

/** A file, with the names behind the ids in it. */
async function snapshotOf(source: FileSource, context: Context, reporter: Reporter): Promise<AtaSnapshot> {
  const names: FileSource[] = [];
  if (!isStoredSnapshot(source))
    for (const file of context.names) names.push({ ...(await file.open()), ofFolder: true });
  return loadSnapshot([standalone(source), ...names], reporter, context.settings);
}

/** The documents with those that were read again; null if one of these is another one now, or is named as one of the others. */
function documentsAfter(
  { documents: again }: AtaSnapshot,
  documents: readonly DocumentIdentity[],
  kept: readonly number[],
): DocumentIdentity[] | null {
  if (again.length !== kept.length) return null;
  const left = new Set(kept);
  const taken = new Set(documents.flatMap(({ key }, index) => (left.has(index) ? [] : [key])));
  const now = [...documents];
  for (const [at, index] of kept.entries()) {
    const [document, old] = [again[at], documents[index]];
    if (document === undefined || document.kind !== old?.kind || document.id !== old.id) return null;
    if (document.supersededBy !== null || taken.has(document.key)) return null;
    now[index] = identityOf(document);
  }
  return now;
}

function identityOf({ kind, id, key }: Document): DocumentIdentity {
  return { kind, id, key };
}

/** Files of a series mostly have the same to say: it is told once. */
function keepNotice({ code, text, source, path }: Notice, notices: Map<string, NoticeBlock>): void {
  const key = `${code} ${path ?? ''}`;
  if (!notices.has(key)) notices.set(key, { code, text, source: source ?? null, path: path ?? null });
}

function stateOf(center: AtaSnapshot['center'], { file, time, timeFrom }: Candidate): State {
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
async function addState(
  { text, after, before, frame, documents }: Reading,
  candidate: Candidate,
  context: Context,
): Promise<'first' | 'changed' | 'same' | 'earlier'> {
  const { center } = after;
  const key = center?.id?.toLowerCase() ?? '';
  const state = stateOf(center, candidate);
  const updateTime = center?.updateTime ?? null;
  const parsed = { center, updateTime, snapshot: before === null ? after : null, text, frame, documents };
  const series = context.series.get(key);
  if (series === undefined) {
    const blind = new Map<string, NotComparable>();
    const first: Series = { first: state, last: state, files: 0, timed: [], moments: [], blind, ...parsed };
    keepBlind(first, after, context);
    follow(first, state);
    context.series.set(key, first);
    return 'first';
  }
  if (isEarlier(state.time, context.options.since)) {
    follow(series, state);
    Object.assign(series, parsed);
    return 'earlier';
  }
  const old = before ?? (await lastSnapshot(series, context));
  const moment = momentOf(series, { old, now: after }, state, context);
  keepBlind(series, after, context);
  if (moment !== null) series.moments.push(moment);
  follow(series, state);
  Object.assign(series, parsed);
  return moment === null ? 'same' : 'changed';
}

/** Of secrets in clear text nothing is kept: held against themselves, they are what cannot be compared. */
function keepBlind(series: Series, snapshot: AtaSnapshot, { settings, ignores, options }: Context): void {
  const isBlind = snapshot.documents.some(({ leaves }) =>
    leaves.some(({ value }) => isRedacted(value) && value.$redacted.form === 'clear-text'),
  );
  if (!isBlind) return;
  for (const obstacle of diffSnapshots(snapshot, snapshot, { settings, ignores }).notComparable)
    if (isListed(obstacle, options)) series.blind.set(obstacle.what, obstacle);
}

function isListed({ area }: { readonly area: Area }, { onlyAreas }: HistoryOptions): boolean {
  return onlyAreas == null || onlyAreas.includes(area);
}

/** What differs from the last state of a Center; null if nothing that is listed does. */
function momentOf(
  series: Series,
  { old, now }: { readonly old: AtaSnapshot; readonly now: AtaSnapshot },
  state: State,
  { settings, ignores, options }: Context,
): Moment | null {
  const diff = diffSnapshots(old, now, {
    settings,
    ignores,
    bookkeeping: options.bookkeeping === true,
  });
  const isWanted = (part: { readonly area: Area }) => isListed(part, options);
  const changes = diff.changes.filter(isWanted);
  const bookkeeping = diff.bookkeeping.filter(isWanted);
  const unreadParts = diff.notComparable.filter((obstacle) => isWanted(obstacle) && isUnread(obstacle));
  const updateTime = now.center?.updateTime ?? null;
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
  const { first, last, timed, moments, blind, center } = series;
  const damaged = files.filter(({ state }) => state === 'damaged');
  return {
    id: center?.id ?? null,
    name: center?.name ?? null,
    first,
    last,
    files: series.files,
    usualInterval: usualInterval(timed),
    counts: countOf(moments.flatMap(allChanges)),
    areas: areas.flatMap((area) => areaTimes(area, moments)),
    moments: [...moments],
    gaps: gapsOf(timed, damaged).filter(({ to }) => !isEarlier(to, since)),
    notComparable: series.files > 1 ? [...blind.values()] : [],
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
  return compareText(a.name ?? '', b.name ?? '');
}
