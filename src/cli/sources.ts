import type { SettingsIndex } from '../catalogue/settings.js';
import { UserError } from '../errors.js';
import { inert } from '../inert.js';
import { type LoadedSnapshot, loadSnapshots, loadWithOrigin } from '../load.js';
import { parseDocuments } from '../readers/extended-json-parser.js';
import { openPath, openStandardInput } from '../readers/node/files.js';
import { isMongoDbAddress, mongoAddressOf } from '../readers/node/mongodb/address.js';
import { roleOfFileName } from '../readers/role-groups/group-names.js';
import type { FileSource, LoadableSource } from '../readers/sources.js';
import { decodeText } from '../readers/text.js';
import type { DocumentObject, SourceBytes } from '../readers/values.js';
import { collectingReporter } from '../reporter.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { CommandIo } from './io.js';
import type { Messenger } from './messages.js';

/**
 * Reads sources into one snapshot; what the readers notice goes to standard error.
 *
 * @throws UserError for a source that cannot be read
 */
export async function snapshotOfSources(
  sources: readonly LoadableSource[],
  messages: Messenger,
  settings: SettingsIndex,
): Promise<LoadedSnapshot> {
  const loaded = await loadWithOrigin(sources, messages, settings);
  if (sources.some((source) => 'ofFolder' in source)) messages.say(readLine(loaded.snapshot));
  return loaded;
}

/**
 * Reads sources into a snapshot of each ATA Center; says which source was taken for which, since that may follow from the
 * folder alone.
 *
 * @throws UserError for a source that cannot be read, or of which nothing tells whose it is
 */
export async function snapshotsOfSources(
  sources: readonly LoadableSource[],
  messages: Messenger,
  settings: SettingsIndex,
): Promise<AtaSnapshot[]> {
  const snapshots = await loadSnapshots(sources, messages, settings);
  if (snapshots.length > 1) for (const snapshot of snapshots) messages.say(centerLine(snapshot));
  else
    for (const snapshot of snapshots)
      if (sources.some((source) => 'ofFolder' in source)) messages.say(readLine(snapshot));
  return snapshots;
}

/** What of a folder was read: the rest was left out, and notices say why. */
function readLine({ sources }: AtaSnapshot): string {
  return `read: ${sources.map(({ name }) => inert(name)).join(', ')}`;
}

function centerLine(snapshot: AtaSnapshot): string {
  const { center } = snapshot;
  return `ATA Center ${inert(center?.name ?? center?.id ?? 'without a name')}: ${readLine(snapshot)}`;
}

/**
 * Opens what a command names: files, folders, standard input, and databases by their address or by the
 * CenterConfiguration.json that names it. A source that is named twice, or has the same bytes as another, counts once: it
 * is no second state of the Center.
 *
 * @throws UserError for a source that cannot be opened
 */
export async function openSources(
  words: readonly string[],
  io: CommandIo,
  messages: Messenger,
): Promise<LoadableSource[]> {
  if (words.filter((word) => word === '-').length > 1)
    throw new UserError('standard input can be read once', { advice: ['Give - only once.'] });
  const sources = new Map<string, LoadableSource>();
  const copies: string[] = [];
  for (const word of words) {
    for (const source of await openWord(word, io, messages)) {
      const identity = identityOf(source);
      const same = sources.get(identity);
      if (same === undefined) sources.set(identity, source);
      else if ('sha256' in source) {
        copies.push(source.name);
        // Files of two Centers may have the same bytes: it counts once for each folder's Center.
        if ('sha256' in same)
          sources.set(identity, { ...same, places: [...(same.places ?? []), ...(source.places ?? [])] });
      }
    }
  }
  if (copies.length > 0)
    messages.notice({
      code: 'same-source',
      text: `the same bytes as another source; they count once: ${copies.join(', ')}`,
    });
  return [...sources.values()];
}

/** A database tells its hash when it was read. Of exports of role groups, the name says which group they are of. */
function identityOf(source: LoadableSource): string {
  return 'sha256' in source ? `${source.sha256} ${roleOfFileName(source.name)}` : source.name;
}

async function openWord(word: string, io: CommandIo, messages: Messenger): Promise<LoadableSource[]> {
  if (word === '-') return [await openStandardInput(io.stdin)];
  if (isMongoDbAddress(word)) return [await openDatabase(word)];
  const sources = await openPath(word, messages.progress);
  const [first] = sources;
  const address = first === undefined || first.ofFolder === true ? null : databaseAddressIn(first);
  if (address === null) return sources;
  const database = await openDatabase(address);
  messages.say(`${inert(first?.name ?? '')} names the database ${inert(database.name)}; reading that`);
  return [database];
}

// The driver takes longer to load than all the rest.
async function openDatabase(uri: string): Promise<LoadableSource> {
  const { mongoDbSource } = await import('../readers/node/mongodb/source.js');
  return mongoDbSource(uri);
}

/** CenterConfiguration.json holds little more than the address. */
const longestConfiguration = 64 * 1024;

/** The address of the database that a CenterConfiguration.json names; null for any other file. */
function databaseAddressIn(source: FileSource): string | null {
  if (!('bytes' in source) || source.bytes.length > longestConfiguration) return null;
  const document = firstDocument(source);
  return document === null ? null : mongoAddressOf(document);
}

/** Null for what is no JSON: whoever reads it says why. */
function firstDocument(source: SourceBytes): DocumentObject | null {
  try {
    return parseDocuments(decodeText(source).text, source.name, collectingReporter())[0]?.value ?? null;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
