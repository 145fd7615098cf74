import { basename } from 'node:path';
import { builtInSettings, type SettingsIndex } from '../catalogue/settings.js';
import { type UserCatalogue, withUserEntries } from '../catalogue/user-settings.js';
import { UserError } from '../errors.js';
import type { LoadedSnapshot } from '../load.js';
import { readWhole } from '../readers/node/files.js';
import type { LoadableSource } from '../readers/sources.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import { noticeUserCatalogue } from '../user-catalogue/notice.js';
import { readUserCatalogue } from '../user-catalogue/read.js';
import type { CommandIo } from './io.js';
import type { Messenger } from './messages.js';
import { openSources, snapshotOfSources, snapshotsOfSources } from './sources.js';

/** The option of every command that asks the catalogue. */
export interface CatalogueOption {
  /** Path of the user's catalogue. */
  readonly catalogue?: string;
}

/** What a command knows of settings: the built-in catalogue, and the user's if one is given. */
export interface CatalogueInUse {
  readonly settings: SettingsIndex;
  readonly user: UserCatalogue | null;
}

/**
 * Reads the user's catalogue that `--catalogue` names.
 *
 * @param words the sources beside it
 * @throws UserError for a file that cannot be read or is no catalogue
 */
export async function catalogueInUse(
  { catalogue }: CatalogueOption,
  words: readonly string[],
  io: CommandIo,
  messages: Messenger,
): Promise<CatalogueInUse> {
  const builtIn = builtInSettings();
  if (catalogue === undefined) return { settings: builtIn, user: null };
  if (catalogue === '-' && words.includes('-'))
    throw new UserError('standard input can be read once', { advice: ['Give - only once.'] });
  const { bytes } = await readWhole(catalogue, io.stdin);
  const name = catalogue === '-' ? 'standard input' : basename(catalogue);
  const user = readUserCatalogue({ name, bytes }, builtIn, messages);
  return { settings: withUserEntries(builtIn, user.entries), user };
}

/**
 * The snapshot of the sources that a command names, read with the user's catalogue, and the settings to translate it
 * with.
 *
 * @throws UserError for a source or a catalogue that cannot be read
 */
export async function snapshotWithCatalogue(
  words: readonly string[],
  options: CatalogueOption,
  io: CommandIo,
  messages: Messenger,
): Promise<CatalogueInUse & { readonly snapshot: AtaSnapshot }> {
  const inUse = await catalogueInUse(options, words, io, messages);
  const snapshot = await snapshotInUse(await openSources(words, io, messages), inUse, messages);
  return { ...inUse, snapshot };
}

/**
 * The snapshots of the sources that a command names, one for each ATA Center, and the settings to translate them with
 * (see `consolidate`, which makes one plan of several).
 *
 * @throws UserError for a source or a catalogue that cannot be read, or a source of which nothing tells whose it is
 */
export async function snapshotsWithCatalogue(
  words: readonly string[],
  options: CatalogueOption,
  io: CommandIo,
  messages: Messenger,
): Promise<CatalogueInUse & { readonly snapshots: readonly AtaSnapshot[] }> {
  const inUse = await catalogueInUse(options, words, io, messages);
  const snapshots = await snapshotsInUse(await openSources(words, io, messages), inUse, messages);
  return { ...inUse, snapshots };
}

/** The snapshots of sources that are open already. */
export async function snapshotsInUse(
  sources: readonly LoadableSource[],
  { settings, user }: CatalogueInUse,
  messages: Messenger,
): Promise<AtaSnapshot[]> {
  const snapshots = await snapshotsOfSources(sources, messages, settings);
  for (const snapshot of snapshots) noticeUserCatalogue(snapshot, user);
  return snapshots;
}

/** The snapshot of sources that are open already. */
export async function snapshotInUse(
  sources: readonly LoadableSource[],
  inUse: CatalogueInUse,
  messages: Messenger,
): Promise<AtaSnapshot> {
  return (await loadedInUse(sources, inUse, messages)).snapshot;
}

/** The same, with what made it. */
export async function loadedInUse(
  sources: readonly LoadableSource[],
  { settings, user }: CatalogueInUse,
  messages: Messenger,
): Promise<LoadedSnapshot> {
  const loaded = await snapshotOfSources(sources, messages, settings);
  noticeUserCatalogue(loaded.snapshot, user);
  return loaded;
}

/** Every file that a command reads: nothing may be written over one. */
export function inputsOf(words: readonly string[], { catalogue }: CatalogueOption): string[] {
  return catalogue === undefined ? [...words] : [...words, catalogue];
}
