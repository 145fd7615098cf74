/**
 * Reads suspicious activities and health alerts from an ATA Center's database, one after another, with the same reading
 * commands as read.ts.
 */
import { type MongoClient, ObjectId } from 'mongodb';
import { InternalError } from '../../../errors.js';
import type { Reporter } from '../../../reporter.js';
import { alertKind } from '../../alerts.js';
import { decodeBson } from '../../bson/decode.js';
import { activityCollections, healthAlertCollections, profileCollections } from '../../mongo-collections.js';
import type { AlertSink } from '../../sources.js';
import { type DocumentObject, ObjectIdValue } from '../../values.js';
import { type MongoDbAddress, parseMongoDbAddress } from './address.js';
import { type ConnectionOptions, withConnection } from './connection.js';
import { databaseError, mayPass } from './errors.js';
import { collectionNames, existingOf, notAta } from './read.js';

/**
 * Tells of every alert of the database, in order of their ids.
 *
 * @param uri a connection string; without a path, the database is `ATA`
 * @throws UserError when there is no connection, it breaks off twice, the server refuses the user, or the database is not
 *   one of ATA
 */
export async function readMongoDbAlerts(
  uri: string,
  sink: AlertSink,
  reporter: Reporter,
  options: ConnectionOptions = {},
): Promise<void> {
  const address = parseMongoDbAddress(uri);
  await withConnection(address, options, async (client) => {
    const names = await collectionNames(client, address);
    const activities = existingOf(activityCollections, names, address, reporter);
    const healthAlerts = existingOf(healthAlertCollections, names, address, reporter);
    const isAta = profileCollections.some((name) => names.includes(name));
    if (activities === null && healthAlerts === null && !isAta) throw notAta(address, names);
    if (activities !== null) sink.collection('suspicious-activity');
    if (healthAlerts !== null) sink.collection('monitoring-alert');
    for (const collection of [activities, healthAlerts]) {
      if (collection === null) continue;
      await eachDocument(client, address, collection, reporter, (document) => {
        const kind = alertKind(document);
        if (kind !== null) sink.alert(document, kind);
      });
    }
  });
}

/**
 * Every document of a collection, in order of the ids. Where the network breaks off, it goes on once behind the last
 * document that came; ids of alerts are ObjectIds (certainty: seen), behind any other it cannot go on.
 */
async function eachDocument(
  client: MongoClient,
  address: MongoDbAddress,
  collection: string,
  reporter: Reporter,
  take: (document: DocumentObject) => void,
): Promise<void> {
  const found = client.db(address.database).collection<{ _id: ObjectId }>(collection);
  const source = `${address.name}.${collection}`;
  let last: DocumentObject | null = null;

  async function read(): Promise<void> {
    const id = last?.get('_id');
    const filter = id instanceof ObjectIdValue ? { _id: { $gt: new ObjectId(id.hex) } } : {};
    // As BSON, so that this program's own decoder makes the same values of it as of a dump.
    for await (const raw of found.find(filter, { raw: true, sort: { _id: 1 } })) {
      if (!(raw instanceof Uint8Array)) throw new InternalError('the driver decoded a document by itself');
      last = decodeBson(raw, { source, offset: 0 }, reporter);
      take(last);
    }
  }

  function canGoOn(): boolean {
    return last === null || last.get('_id') instanceof ObjectIdValue;
  }

  try {
    await read().catch((error: unknown) => {
      if (mayPass(error) && canGoOn()) return read();
      throw error;
    });
  } catch (error) {
    throw databaseError(error, address, collection);
  }
}
