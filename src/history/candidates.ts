/** Which of many files are states of an ATA Center, and in which order. */

import type { SettingsIndex } from '../catalogue/settings.js';
import { compareText } from '../compare.js';
import { formatLocation, UserError } from '../errors.js';
import { isBackup } from '../folder-members.js';
import { loadSnapshot } from '../load.js';
import { timeInName } from '../name-times.js';
import { readSources } from '../read-sources.js';
import { documentKind } from '../readers/document-kinds.js';
import type { FileSource } from '../readers/sources.js';
import type { SourceBytes } from '../readers/values.js';
import { unpacked } from '../readers/whole.js';
import { collectingReporter } from '../reporter.js';
import { readStoredSnapshot } from '../snapshot/stored.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { File } from '../types/configuration-history.js';

/** A file that is opened when it is its turn, and not held. */
export interface HistoryFile {
  /** As the result calls it. */
  readonly name: string;
  /** @throws UserError if it cannot be read */
  open(): Promise<FileSource>;
}

/** A file that may be a state of a Center. */
export interface Candidate {
  readonly file: HistoryFile;
  readonly time: string | null;
  readonly timeFrom: File['timeFrom'];
}

/** What is in a folder. */
export interface Candidates {
  /** In order of time; those without one come first, as the oldest, in order of their names. */
  readonly states: readonly Candidate[];
  /** Those that tell the names behind ids. */
  readonly names: readonly HistoryFile[];
  /** Those that are of no use, and why. */
  readonly rest: readonly File[];
}

/**
 * Sorts files. What is named as a backup with its time is believed to be one, and opened later; the others are looked
 * into.
 */
export async function candidatesOf(
  files: readonly HistoryFile[],
  settings: SettingsIndex,
): Promise<Candidates> {
  const states: Candidate[] = [];
  const names: HistoryFile[] = [];
  const rest: File[] = [];
  for (const file of files) {
    const time = timeInName(file.name);
    if (time !== null && isBackup(file.name)) {
      states.push({ file, time, timeFrom: 'file-name' });
      continue;
    }
    try {
      const content = await contentOf(await file.open(), settings);
      if (content === 'names') names.push(file);
      else if (content === null) rest.push(unread(file, 'left-out', "it holds no Center's configuration"));
      else states.push(candidate(file, time, content.center?.updateTime ?? null));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      rest.push(unread(file, 'damaged', problemOf(error)));
    }
  }
  return { states: states.sort(inOrder), names, rest };
}

function candidate(file: HistoryFile, time: string | null, updateTime: string | null): Candidate {
  if (time !== null) return { file, time, timeFrom: 'file-name' };
  const written = updateTime === null ? Number.NaN : Date.parse(updateTime);
  if (Number.isNaN(written)) return { file, time: null, timeFrom: 'none' };
  return { file, time: new Date(written).toISOString().replace(/\.000Z$/, 'Z'), timeFrom: 'update-time' };
}

function inOrder(a: Candidate, b: Candidate): number {
  const [first, second] = [sortTime(a), sortTime(b)];
  if (first !== second) return first < second ? -1 : 1;
  // `… - Copy.json` after what it is a copy of.
  if (a.file.name.length !== b.file.name.length) return a.file.name.length - b.file.name.length;
  return compareText(a.file.name, b.file.name);
}

function sortTime({ time }: Candidate): number {
  return time === null ? Number.NEGATIVE_INFINITY : Date.parse(time);
}

/** The snapshot of what holds a Center, `names` for what holds directory objects, null for anything else. */
async function contentOf(source: FileSource, settings: SettingsIndex): Promise<AtaSnapshot | 'names' | null> {
  if (isStoredSnapshot(source)) {
    const snapshot = await loadSnapshot([standalone(source)], collectingReporter(), settings);
    return snapshot.center === null ? null : snapshot;
  }
  // As part of a folder: there, what has nothing to do with ATA is no error.
  const sources = await readSources([{ ...source, ofFolder: true }], collectingReporter());
  const kinds = new Set(
    sources.flatMap(({ documents }) => documents.map(({ value }) => documentKind(value))),
  );
  if (kinds.has('center-profile')) return loadSnapshot([standalone(source)], collectingReporter(), settings);
  const isOfEntities = kinds.has('unique-entity') || sources.some(({ isFiltered }) => isFiltered === true);
  return isOfEntities ? 'names' : null;
}

/** Whether a file is a snapshot that this program wrote. It holds names already, and goes with no other source. */
export function isStoredSnapshot(source: FileSource): source is FileSource & SourceBytes {
  return 'bytes' in source && readStoredSnapshot(source) !== null;
}

/** A file as a source of its own, whatever folder it is in. */
export function standalone(source: FileSource): FileSource {
  return { ...source, ofFolder: false };
}

/** The source unpacked, if it is held whole. */
export async function plainSource(source: FileSource): Promise<FileSource> {
  return 'bytes' in source ? { ...source, ...(await unpacked(source)) } : source;
}

/** A file of which nothing was read. */
export function unread(
  { name }: HistoryFile,
  state: 'damaged' | 'left-out',
  problem: string,
  at: Pick<Candidate, 'time' | 'timeFrom'> = { time: null, timeFrom: 'none' },
): File {
  return { name, state, center: null, time: at.time, timeFrom: at.timeFrom, problem };
}

/** What is wrong with a file, and where in it. */
export function problemOf({ message, location }: UserError): string {
  const place = location === undefined ? '' : formatLocation({ ...location, source: '' }).replace(/^:/, '');
  return place === '' ? message : `${message} (at ${place.trim()})`;
}
