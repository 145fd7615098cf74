/** A live database as a source beside others. */
import type { QueriedSource } from '../../sources.js';
import { parseMongoDbAddress } from './address.js';
import { readMongoDbAlerts } from './alerts.js';
import { type MongoDbReadOptions, mongoDbFormat, readMongoDb } from './read.js';

/**
 * The database of an ATA Center.
 *
 * @param uri a connection string; it may hold a password and is never shown
 * @throws UserError for a malformed address; reading it, as {@link readMongoDb} does
 */
export function mongoDbSource(
  uri: string,
  options: Omit<MongoDbReadOptions, 'wantedIds' | 'reporter'> = {},
): QueriedSource {
  const { name } = parseMongoDbAddress(uri);
  return {
    name,
    async query(wanted, reporter) {
      const { collections, byteLength, sha256 } = await readMongoDb(uri, {
        ...options,
        reporter,
        wantedIds(documents) {
          const { ids, sids } = wanted(documents);
          return new Set([...ids, ...sids]);
        },
      });
      const documents = collections.flatMap((collection) =>
        collection.documents.map((value) => ({ value, line: null })),
      );
      return { name, format: mongoDbFormat, encoding: null, documents, isFiltered: true, byteLength, sha256 };
    },
    alerts: (sink, reporter) => readMongoDbAlerts(uri, sink, reporter, options),
  };
}
