/**
 * Reads an ATA Center's database over the wire. Nothing is written: the only commands are hello (isMaster), ping,
 * listCollections, find, getMore, killCursors and endSessions, and those of authentication where the address names a
 * user.
 */
import { createHash } from 'node:crypto';
import type { Filter, MongoClient } from 'mongodb';
import { InternalError, UserError } from '../../../errors.js';
import type { Reporter } from '../../../reporter.js';
import { decodeBson } from '../../bson/decode.js';
import { documentId } from '../../document-kinds.js';
import { entityFields } from '../../entity-fields.js';
import { activityCollections, entityCollections, profileCollections } from '../../mongo-collections.js';
import type { DocumentObject } from '../../values.js';
import { type MongoDbAddress, parseMongoDbAddress } from './address.js';
import { type ConnectionOptions, withConnection } from './connection.js';
import { databaseError, mayPass } from './errors.js';

/** The registered name of the format. */
export const mongoDbFormat = 'mongodb';

export interface MongoDbReadOptions extends ConnectionOptions {
  /** The ids of the entities that the documents name: GUIDs, pseudo ids, and SIDs of ATA 1.7 and earlier. */
  readonly wantedIds: (documents: readonly DocumentObject[]) => ReadonlySet<string>;
  readonly reporter: Reporter;
}

/** One collection, and what was read of it: all of it, or of the entities those that are wanted. */
export interface MongoDbCollection {
  readonly name: string;
  readonly documents: readonly DocumentObject[];
}

export interface MongoDbSource {
  /** The address without credentials and options. */
  readonly name: string;
  readonly format: typeof mongoDbFormat;
  readonly collections: readonly MongoDbCollection[];
  /** Bytes of BSON that were read. */
  readonly byteLength: number;
  /** SHA-256 of these bytes, in hexadecimal. */
  readonly sha256: string;
}

const idsPerQuery = 500;

/** What filters ask for: the id of an entity is a text (certainty: seen), unlike the driver's own notion of an id. */
interface Stored {
  _id: string;
  [field: string]: unknown;
}

/**
 * Reads the SystemProfile documents, then the entities that they name, every domain controller and every domain.
 *
 * A step that a network error breaks off is repeated once from its beginning.
 *
 * @param uri a connection string; without a path, the database is `ATA`
 * @throws UserError when there is no connection, the server is older than MongoDB 3.6, it refuses the user, or the
 *   database is not one of ATA
 */
export async function readMongoDb(uri: string, options: MongoDbReadOptions): Promise<MongoDbSource> {
  const address = parseMongoDbAddress(uri);
  return withConnection(address, options, (client) => readDatabase(client, address, options));
}

async function readDatabase(
  client: MongoClient,
  address: MongoDbAddress,
  { wantedIds, reporter }: MongoDbReadOptions,
): Promise<MongoDbSource> {
  const names = await collectionNames(client, address);
  const reader = collectionReader(client, address, reporter);
  const profiles = existingOf(profileCollections, names, address, reporter);
  if (profiles === null) throw notAta(address, names);
  const profileDocuments = await reader.read(profiles, {});
  if (profileDocuments.length === 0) throw noProfile(address, profiles);
  const collections: MongoDbCollection[] = [{ name: profiles, documents: profileDocuments }];

  const entities = existingOf(entityCollections, names, address, reporter);
  if (entities === null)
    reporter.notice({
      code: 'no-collection',
      text: 'the database has no such collection',
      source: address.name,
      path: entityCollections[0] ?? '',
    });
  else {
    const wanted = wantedIds(collections.flatMap(({ documents }) => documents));
    collections.push({ name: entities, documents: await readEntities(reader, entities, wanted) });
  }
  return { name: address.name, format: mongoDbFormat, collections, ...reader.digest() };
}

/** The one of these collections that there is, null for none; where there are both, the newer one. */
export function existingOf(
  candidates: readonly string[],
  names: readonly string[],
  address: MongoDbAddress,
  reporter: Reporter,
): string | null {
  const [found, older] = candidates.filter((name) => names.includes(name));
  if (older !== undefined)
    reporter.notice({
      code: 'superseded-collection',
      text: `was not read, because the database also has ${found}`,
      source: address.name,
      path: older,
    });
  return found ?? null;
}

/** Entities by id and by SID, domain controllers and domains; each once, though several questions answer it. */
async function readEntities(
  reader: CollectionReader,
  collection: string,
  wanted: ReadonlySet<string>,
): Promise<DocumentObject[]> {
  const byId = new Map<string | DocumentObject, DocumentObject>();
  for (const filter of entityFilters(wanted)) {
    for (const document of await reader.read(collection, filter, entityFields)) {
      // An id of a form that is not known is no reason to lose the document.
      byId.set(documentId(document) ?? document, document);
    }
  }
  return [...byId.values()];
}

function entityFilters(wanted: ReadonlySet<string>): Filter<Stored>[] {
  const ids = [...wanted];
  const sids = ids.filter((id) => id.startsWith('S-1-'));
  // A setting may spell a GUID in another case than the entity.
  const spellings = new Set(
    ids.flatMap((id) => (isGuid(id) ? [id, id.toLowerCase(), id.toUpperCase()] : [id])),
  );
  return [
    ...batches([...spellings].sort()).map((batch) => ({ _id: { $in: batch } })),
    ...batches(sids.sort()).map((batch) => ({ Sid: { $in: batch } })),
    { IsDomainController: true },
    // Matches the one class name and the chain of them alike.
    { _t: 'Domain' },
  ];
}

function isGuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}

function batches(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / idsPerQuery) }, (_, batch) =>
    ids.slice(batch * idsPerQuery, (batch + 1) * idsPerQuery),
  );
}

interface CollectionReader {
  /** The documents that match, in order of their ids. */
  read(collection: string, filter: Filter<Stored>, fields?: readonly string[]): Promise<DocumentObject[]>;
  /** Size and hash of all that was read so far. */
  digest(): { byteLength: number; sha256: string };
}

function collectionReader(
  client: MongoClient,
  address: MongoDbAddress,
  reporter: Reporter,
): CollectionReader {
  const hash = createHash('sha256');
  let byteLength = 0;
  return {
    async read(collection, filter, fields) {
      const found = client.db(address.database).collection<Stored>(collection);
      const projection = fields === undefined ? {} : Object.fromEntries(fields.map((field) => [field, 1]));
      const raws = await twice(
        // As BSON, so that this program's own decoder makes the same values of it as of a dump.
        () => found.find(filter, { raw: true, sort: { _id: 1 }, projection }).toArray(),
        address,
        collection,
      );
      return raws.map((raw) => {
        if (!(raw instanceof Uint8Array)) throw new InternalError('the driver decoded a document by itself');
        hash.update(raw);
        byteLength += raw.length;
        return decodeBson(raw, { source: `${address.name}.${collection}`, offset: 0 }, reporter);
      });
    },
    digest: () => ({ byteLength, sha256: hash.copy().digest('hex') }),
  };
}

/** The names of all collections, sorted. */
export async function collectionNames(client: MongoClient, address: MongoDbAddress): Promise<string[]> {
  const listed = await twice(
    () => client.db(address.database).listCollections({}, { nameOnly: true }).toArray(),
    address,
  );
  return listed.map(({ name }) => name).sort();
}

/** Runs a step, and once more from its beginning if the network failed it: its result is never part of two attempts. */
async function twice<T>(step: () => Promise<T>, address: MongoDbAddress, collection?: string): Promise<T> {
  try {
    return await step().catch((error: unknown) => {
      if (mayPass(error)) return step();
      throw error;
    });
  } catch (error) {
    throw databaseError(error, address, collection);
  }
}

/** The error for a database that has nothing of ATA's configuration. */
export function notAta(address: MongoDbAddress, names: readonly string[]): UserError {
  const ofAta = [...entityCollections, ...activityCollections];
  if (names.some((name) => ofAta.includes(name))) return noProfile(address, 'SystemProfile');
  const shown = names.filter((name) => !name.startsWith('system.')).slice(0, 10);
  const seen =
    shown.length === 0
      ? 'it has no collections, or does not exist'
      : `its collections are ${shown.join(', ')}${names.length > shown.length ? ' and others' : ''}`;
  return new UserError(`this is not an ATA database: ${seen}`, {
    location: { source: address.name },
    advice: ["Name ATA's database after the server: mongodb://127.0.0.1:27017/ATA"],
  });
}

function noProfile(address: MongoDbAddress, collection: string): UserError {
  return new UserError('this database holds no SystemProfile document', {
    location: { source: address.name, path: collection },
    advice: [
      'Check that it is the database of a running ATA Center, or use a SystemProfile_*.json file from the',
      "ATA Center's Backup folder.",
    ],
  });
}
