/**
 * Reads a backup of ATA's database from end to end: what `mongodump` wrote, an archive or a folder. Every document is
 * decoded; nothing of them is kept but how many there are, and which Center and Gateways the configuration names.
 * Suspicious activities are handed on.
 */
import { UserError } from '../errors.js';
import { collectingReporter } from '../reporter.js';
import { archiveBatches } from './bson/archive.js';
import { decodeBson } from './bson/decode.js';
import { bsonBatches, type DocumentSpan, rawDocument } from './bson/documents.js';
import { maybeGunzip } from './bson/gzip.js';
import { recogniseStream } from './bson/recognise.js';
import { documentId, documentKind } from './document-kinds.js';
import { activityCollections, profileCollections } from './mongo-collections.js';
import { millisecondsOf } from './mongo-values.js';
import type { FileSource } from './sources.js';
import type { DocumentObject } from './values.js';
import { chunksOf } from './whole.js';

/** A collection of a backup. */
export interface BackupCollection {
  readonly name: string;
  readonly documents: number;
  /** True if the backup holds a checksum of it: a wrong one is damage. */
  readonly checked: boolean;
}

/** What a backup holds. */
export interface Backup {
  readonly name: string;
  readonly form: 'archive' | 'folder';
  readonly bytes: number;
  /** Of an archive. */
  readonly sha256: string | null;
  /** Those of the database that holds the configuration, sorted by name; of all that was read where none does. */
  readonly collections: readonly BackupCollection[];
  /** What is wrong with it: a sentence each, with the file it is in. */
  readonly damage: readonly string[];
  /** The Centers in it, and when ATA last changed each, in milliseconds since 1970. */
  readonly centers: readonly { readonly id: string | null; readonly updated: number | null }[];
  readonly gatewayIds: readonly string[];
}

/**
 * Reads a backup. Damage is a part of the answer, and ends the reading of the file that it is in.
 *
 * @param name what the user called it
 * @param files the file, or those of the folder
 * @param onActivity is given each document of the collections of suspicious activities
 * @throws UserError if there is nothing that mongodump writes among them
 */
export async function readBackup(
  name: string,
  files: readonly FileSource[],
  onActivity: (document: DocumentObject) => void = () => {},
): Promise<Backup> {
  const reading = new Reading(onActivity);
  let form: Backup['form'] | null = null;
  let bytes = 0;
  let sha256: string | null = null;
  for (const file of files) {
    const length = 'bytes' in file ? file.bytes.length : file.byteLength;
    const bson = bsonFile.exec(file.name);
    const metadata = metadataFile.exec(file.name);
    if (metadata !== null) {
      reading.announce(databaseOf(file.name), metadata[1] ?? '');
      bytes += length;
      continue;
    }
    const found = await recogniseStream(chunksOf(file));
    const isArchive = found.form?.format === 'mongodump-archive';
    if (!isArchive && bson === null) continue;
    bytes += length;
    form = isArchive ? 'archive' : 'folder';
    sha256 = isArchive && files.length === 1 ? file.sha256 : null;
    await reading.within(file.name, () =>
      isArchive ? reading.archive(file) : reading.collection(file, bson?.[1] ?? ''),
    );
  }
  if (form === null)
    throw new UserError('this is no backup of a database: nothing in it was written by mongodump', {
      location: { source: name },
      advice: ['Give the file that mongodump --archive=FILE wrote, or the folder of mongodump --out.'],
    });
  return { name, form, bytes, sha256, ...reading.result() };
}

const bsonFile = /(?:^|\/)([^/]+)\.bson(?:\.gz)?$/i;
const metadataFile = /(?:^|\/)([^/]+)\.metadata\.json(?:\.gz)?$/i;

/** A folder of mongodump has a folder for each database. */
function databaseOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

interface Counted {
  readonly database: string;
  readonly name: string;
  documents: number;
  checked: boolean;
  /** Whether its documents came; of some, only the description did. */
  came: boolean;
}

class Reading {
  readonly #collections = new Map<string, Counted>();
  readonly #damage: string[] = [];
  readonly #centers: Backup['centers'][number][] = [];
  readonly #gateways = new Set<string>();
  readonly #onActivity: (document: DocumentObject) => void;
  #home: string | null = null;

  constructor(onActivity: (document: DocumentObject) => void) {
    this.#onActivity = onActivity;
  }

  /** What is damaged says so, and the others are read all the same. */
  async within(file: string, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const byte = error.location?.byte;
      this.#damage.push(`${file}${byte === undefined ? '' : ` (byte ${byte})`}: ${error.message}`);
    }
  }

  /** mongodump describes every collection that it writes. */
  announce(database: string, name: string): void {
    this.#of(database, name);
  }

  async archive(file: FileSource): Promise<void> {
    const bytes = maybeGunzip(chunksOf(file), file.name);
    // A collection without documents is there too: an archive is damaged unless each that it announces comes to its end.
    const came = (collection: string, database: string): void => {
      this.#of(database, collection).came = true;
    };
    for await (const { database, collection, documents } of archiveBatches(bytes, file.name, came))
      this.#take(this.#of(database, collection), documents, file.name);
    // Only at the end is it certain that every checksum was right.
    for (const counted of this.#collections.values()) counted.checked = true;
  }

  async collection(file: FileSource, name: string): Promise<void> {
    const counted = this.#of(databaseOf(file.name), name);
    counted.came = true;
    for await (const batch of bsonBatches(maybeGunzip(chunksOf(file), file.name), file.name))
      this.#take(counted, batch, file.name);
  }

  result(): Pick<Backup, 'collections' | 'damage' | 'centers' | 'gatewayIds'> {
    const home = [...this.#collections.values()].filter(
      ({ database }) => this.#home === null || database === this.#home,
    );
    const lacking = home.filter(({ came }) => !came);
    const came = home.filter((counted) => counted.came);
    return {
      collections: came
        .map(({ name, documents, checked }) => ({ name, documents, checked }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      damage: [
        ...this.#damage,
        ...lacking.map(({ name }) => `${name}: it is described, but its documents are not there.`),
      ],
      centers: this.#centers,
      gatewayIds: [...this.#gateways],
    };
  }

  #of(database: string, name: string): Counted {
    const key = JSON.stringify([database, name]);
    let counted = this.#collections.get(key);
    if (counted === undefined) {
      counted = { database, name, documents: 0, checked: false, came: false };
      this.#collections.set(key, counted);
    }
    return counted;
  }

  #take(counted: Counted, spans: readonly DocumentSpan[], source: string): void {
    counted.came = true;
    for (const span of spans) {
      const { raw, offset } = rawDocument(span);
      this.#document(counted, decodeBson(raw, { source, offset }, collectingReporter()));
      counted.documents += 1;
    }
  }

  #document({ database, name }: Counted, document: DocumentObject): void {
    if (activityCollections.includes(name)) this.#onActivity(document);
    if (!profileCollections.includes(name)) return;
    const kind = documentKind(document);
    const id = documentId(document);
    if (kind === 'center-profile') {
      const updated = millisecondsOf(document.get('UpdateTime'));
      this.#home = database;
      this.#centers.push({ id, updated: updated === null ? null : Number(updated) });
    } else if (kind === 'gateway-profile' && id !== null) this.#gateways.add(id);
  }
}
