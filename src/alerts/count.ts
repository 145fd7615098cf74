/** How many documents of each collection of ATA's database the sources hold, and which activities are open. */
import { UserError } from '../errors.js';
import { readFile } from '../read-sources.js';
import { alertsOfFile, readAlerts } from '../readers/alerts.js';
import { archiveBatches } from '../readers/bson/archive.js';
import { bsonBatches } from '../readers/bson/documents.js';
import { maybeGunzip } from '../readers/bson/gzip.js';
import { documentKind } from '../readers/document-kinds.js';
import { activityDetailCollections, entityCollections } from '../readers/mongo-collections.js';
import type { AlertSink, FileSource, LoadableSource } from '../readers/sources.js';
import { firstKind, isFileOf } from '../readers/streams.js';
import { collectingReporter } from '../reporter.js';
import { ActivityTally } from './activity-tally.js';

/** What the sources hold besides the configuration; null for what no source holds. */
export interface DocumentCounts {
  /** The most that one source holds: two exports of one collection are not added up. */
  readonly entities: number | null;
  readonly activities: {
    readonly tally: ActivityTally;
    readonly sources: readonly string[];
  } | null;
}

/**
 * Counts what the sources hold. Entities of a database that is asked by its address are not counted: it is only asked for
 * those that the configuration names. What is no part of ATA, or is damaged, counts for nothing: whoever reads it as a
 * source says so.
 */
export async function countDocuments(sources: readonly LoadableSource[]): Promise<DocumentCounts> {
  const tally = new ActivityTally();
  const withActivities = new Set<string>();
  let entities: number | null = null;
  for (const source of sources) {
    const sink: AlertSink = {
      alert(document, kind) {
        if (kind === 'suspicious-activity') withActivities.add(source.name);
        tally.take(document);
      },
      collection(kind) {
        if (kind === 'suspicious-activity') withActivities.add(source.name);
      },
    };
    try {
      if ('query' in source) await source.alerts(sink, collectingReporter());
      else {
        const found = await countFile(source, sink);
        if (found !== null) entities = Math.max(entities ?? 0, found);
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  return {
    entities,
    activities: withActivities.size === 0 ? null : { tally, sources: [...withActivities] },
  };
}

/** Tells of the alerts of a file, and counts the entities in it; null if it holds none. */
async function countFile(source: FileSource, sink: AlertSink): Promise<number | null> {
  if (isFileOf(activityDetailCollections, source.name)) return null;
  const { outcome, stream } = await readFile(source);
  const ofFile = alertsOfFile(source.name);
  if (ofFile !== null) sink.collection(ofFile);
  if (stream !== null) {
    const { bytes, form, head } = stream;
    await readAlerts(bytes, form, sink, collectingReporter());
    const unpacked = maybeGunzip(bytes.chunks(), source.name);
    if (form.format === 'mongodump-archive') return entitiesInArchive(unpacked, source.name);
    const isOfEntities =
      isFileOf(entityCollections, source.name) || firstKind(form, head, source.name) === 'unique-entity';
    if (!isOfEntities) return null;
    return form.format === 'bson' ? documentsIn(bsonBatches(unpacked, source.name)) : linesIn(unpacked);
  }
  if (outcome === null || typeof outcome !== 'object' || !('documents' in outcome)) return null;
  let count = 0;
  for (const { value } of outcome.documents) {
    const kind = documentKind(value);
    if (kind === 'unique-entity') count += 1;
    else if (kind === 'suspicious-activity' || kind === 'monitoring-alert') sink.alert(value, kind);
  }
  return count === 0 ? null : count;
}

async function entitiesInArchive(bytes: AsyncIterable<Uint8Array>, name: string): Promise<number | null> {
  let count: number | null = null;
  function announced(collection: string): void {
    if (entityCollections.includes(collection)) count ??= 0;
  }
  for await (const { collection, documents } of archiveBatches(bytes, name, announced))
    if (entityCollections.includes(collection)) count = (count ?? 0) + documents.length;
  return count;
}

async function documentsIn(batches: AsyncIterable<readonly unknown[]>): Promise<number> {
  let count = 0;
  for await (const batch of batches) count += batch.length;
  return count;
}

/** How many lines of a text are not empty. */
async function linesIn(bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let count = 0;
  let isEmpty = true;
  for await (const chunk of bytes)
    for (const byte of chunk) {
      if (byte === 0x0a) {
        count += isEmpty ? 0 : 1;
        isEmpty = true;
      } else if (byte > 0x20) isEmpty = false;
    }
  return count + (isEmpty ? 0 : 1);
}
