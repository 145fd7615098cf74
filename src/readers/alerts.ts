/**
 * Reads suspicious activities and health alerts out of sources of any size, one after another: a Center may hold a million
 * of them. Nothing is held but the document that is being read.
 */
import type { Reporter } from '../reporter.js';
import { archiveBatches } from './bson/archive.js';
import { bsonBatches, type DocumentSpan } from './bson/documents.js';
import { maybeGunzip } from './bson/gzip.js';
import { wantedLines } from './bson/lines.js';
import type { StreamForm } from './bson/recognise.js';
import { type EntityWants, wantedDocuments } from './bson/wanted.js';
import { documentKind } from './document-kinds.js';
import {
  activityCollections,
  activityDetailCollections,
  entityCollections,
  healthAlertCollections,
  profileCollections,
} from './mongo-collections.js';
import type { AlertKind, AlertSink } from './sources.js';
import { isFileOf } from './streams.js';
import type { DocumentObject, SourceStream } from './values.js';

/** Which kind of alert a document is; null for any other. */
export function alertKind(document: DocumentObject): AlertKind | null {
  const kind = documentKind(document);
  return kind === 'suspicious-activity' || kind === 'monitoring-alert' ? kind : null;
}

/** Which kind of alerts a collection of ATA's database holds; null for any other. */
export function alertsOfCollection(name: string): AlertKind | null {
  if (activityCollections.includes(name)) return 'suspicious-activity';
  return healthAlertCollections.includes(name) ? 'monitoring-alert' : null;
}

/** The same for a file that is named as mongodump names that of a collection, or by the collection as `.json`. */
export function alertsOfFile(name: string): AlertKind | null {
  const file = name.replace(/\.json(?:\.gz)?$/i, '');
  if (isFileOf(activityCollections, file)) return 'suspicious-activity';
  return isFileOf(healthAlertCollections, file) ? 'monitoring-alert' : null;
}

const alertsOnly: EntityWants = {
  ids: new Set(),
  sids: new Set(),
  domainControllers: false,
  domains: false,
  profiles: false,
  alerts: true,
};

/**
 * Reads a stream once and tells of every alert in it, in order. Other documents are passed over without being decoded;
 * what an activity was concluded from is no alert.
 *
 * @throws UserError for a stream that is damaged or cut short
 */
export async function readAlerts(
  source: SourceStream,
  form: StreamForm,
  sink: AlertSink,
  reporter: Reporter,
): Promise<void> {
  const { name } = source;
  const bytes = maybeGunzip(source.chunks(), name);
  if (form.format === 'lines') {
    for await (const { value } of wantedLines(bytes, alertsOnly, name, reporter)) tell(value, sink);
    return;
  }
  const ofFile = alertsOfFile(name);
  if (ofFile !== null) sink.collection(ofFile);
  const batches = form.format === 'bson' ? bsonBatches(bytes, name) : batchesWithAlerts(bytes, name, sink);
  for await (const { value } of wantedDocuments(batches, alertsOnly, name, reporter)) tell(value, sink);
}

function tell(document: DocumentObject, sink: AlertSink): void {
  const kind = alertKind(document);
  if (kind !== null) sink.alert(document, kind);
}

/** Collections of an archive that hold other things for certain. All others are looked at: not every name is known. */
const withoutAlerts: ReadonlySet<string> = new Set([
  ...profileCollections,
  ...entityCollections,
  ...activityDetailCollections,
]);

async function* batchesWithAlerts(
  bytes: AsyncIterable<Uint8Array>,
  source: string,
  sink: AlertSink,
): AsyncGenerator<readonly DocumentSpan[]> {
  function announced(collection: string): void {
    const kind = alertsOfCollection(collection);
    if (kind !== null) sink.collection(kind);
  }
  for await (const { collection, documents } of archiveBatches(bytes, source, announced))
    if (!withoutAlerts.has(collection)) yield documents;
}
