/** How many documents of each collection of ATA's database the sources hold, whatever their formats. */
import { UserError } from '../errors.js';
import { collectingReporter } from '../reporter.js';
import { ActivityTally } from './activity-status.js';
import { archiveBatches } from './bson/archive.js';
import { decodeBson } from './bson/decode.js';
import { bsonBatches, type DocumentSpan, rawDocument } from './bson/documents.js';
import { maybeGunzip } from './bson/gzip.js';
import { recogniseStream } from './bson/recognise.js';
import { type DocumentKind, documentKind } from './document-kinds.js';
import { parseDocuments } from './extended-json-parser.js';
import { readKnown } from './index.js';
import { activityCollections, entityCollections } from './mongo-collections.js';
import type { FileSource, LoadableSource } from './sources.js';
import { firstKind, isFileOf } from './streams.js';
import { chunksOf, unpacked } from './whole.js';

/** What the sources hold besides the configuration; null for what no source holds. */
export interface DocumentCounts {
  readonly entities: number | null;
  readonly activities: {
    readonly total: number;
    readonly open: number;
    readonly sources: readonly string[];
  } | null;
}

/** Of entities only the number is of interest; of activities, which are open. */
interface Tally {
  readonly activities: ActivityTally;
  readonly activitySources: Set<string>;
  /** The most that one source holds: two exports of one collection are not added up. */
  entities: number | null;
  total: number;
}

/**
 * Counts what the sources hold. A database that is asked by its address is not counted: it is only asked for the
 * configuration. What is no part of ATA, or is damaged, counts for nothing: whoever reads it as a source says so.
 */
export async function countDocuments(sources: readonly LoadableSource[]): Promise<DocumentCounts> {
  const tally: Tally = {
    activities: new ActivityTally(),
    activitySources: new Set(),
    entities: null,
    total: 0,
  };
  for (const source of sources) {
    if ('query' in source) continue;
    try {
      await countFile(source, tally);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  const { activities, activitySources, entities, total } = tally;
  return {
    entities,
    activities:
      activitySources.size === 0 ? null : { total, open: activities.open, sources: [...activitySources] },
  };
}

async function countFile(source: FileSource, tally: Tally): Promise<void> {
  const { name } = source;
  const { form, head } = await recogniseStream(chunksOf(source));
  if (form === null) {
    if (!('bytes' in source)) return;
    const decoded = await readKnown(await unpacked(source), collectingReporter());
    const documents = decoded?.documents ?? [];
    for (const { value } of documents) tally.activities.take(value);
    const of = (kind: DocumentKind): number =>
      documents.filter(({ value }) => documentKind(value) === kind).length;
    note(tally, name, of('unique-entity') || null, of('suspicious-activity') || null);
    return;
  }
  const bytes = maybeGunzip(chunksOf(source), name);
  if (form.format === 'mongodump-archive') {
    const found = new Map<string, number>();
    for await (const { collection, documents } of archiveBatches(bytes, name)) {
      found.set(collection, (found.get(collection) ?? 0) + documents.length);
      if (activityCollections.includes(collection)) takeSpans(documents, name, tally);
    }
    const sum = (names: readonly string[]): number | null =>
      names.some((one) => found.has(one)) ? names.reduce((all, one) => all + (found.get(one) ?? 0), 0) : null;
    note(tally, name, sum(entityCollections), sum(activityCollections));
    return;
  }
  const kind = firstKind(form, head, name);
  const isActivities = kind === 'suspicious-activity' || isFileOf(activityCollections, name);
  const isEntities = kind === 'unique-entity' || isFileOf(entityCollections, name);
  if (!isActivities && !isEntities) return;
  let count = 0;
  if (form.format === 'bson')
    for await (const batch of bsonBatches(bytes, name)) {
      count += batch.length;
      if (isActivities) takeSpans(batch, name, tally);
    }
  else
    for await (const line of linesOf(bytes)) {
      count += 1;
      if (isActivities)
        for (const { value } of parseDocuments(line, name, collectingReporter()))
          tally.activities.take(value);
    }
  note(tally, name, isEntities ? count : null, isActivities ? count : null);
}

function takeSpans(spans: readonly DocumentSpan[], source: string, tally: Tally): void {
  for (const span of spans) {
    const { raw, offset } = rawDocument(span);
    tally.activities.take(decodeBson(raw, { source, offset }, collectingReporter()));
  }
}

function note(tally: Tally, source: string, entities: number | null, activities: number | null): void {
  if (entities !== null) tally.entities = Math.max(tally.entities ?? 0, entities);
  if (activities === null) return;
  tally.activitySources.add(source);
  tally.total = Math.max(tally.total, activities);
}

/** The lines of a text that are not empty. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line.trim() !== '');
  }
  if (rest.trim() !== '') yield rest;
}
