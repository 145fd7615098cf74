/** Reads the alerts of all sources, and then, of the directory's many entities, those that the alerts name. */
import { alertCommands } from '../catalogue/export-commands.js';
import { UserError } from '../errors.js';
import { type OpenStream, readFile } from '../read-sources.js';
import { alertKind, alertsOfFile, readAlerts } from '../readers/alerts.js';
import { documentId, documentKind } from '../readers/document-kinds.js';
import { entityFields } from '../readers/entity-fields.js';
import { activityDetailCollections } from '../readers/mongo-collections.js';
import type { AlertSink, FileSource, LoadableSource, QueriedSource } from '../readers/sources.js';
import { isFileOf, readStream } from '../readers/streams.js';
import type { DecodedSource, DocumentObject } from '../readers/values.js';
import type { Reporter } from '../reporter.js';
import { type EntityIndex, indexEntities } from '../snapshot/entities.js';
import { scrubText } from '../snapshot/scrub.js';
import type { AlertCollection } from './collection.js';
import { readAlert } from './read-alert.js';
import { sourceNames } from './source-names.js';

/** What ids stand for. */
export interface Names {
  readonly entities: EntityIndex;
  /** Names of Gateways and Centers, by the ids of their SystemProfile documents. */
  readonly gateways: ReadonlyMap<string, string>;
}

/**
 * Reads sources into a collection.
 *
 * A file of a folder that cannot be read is left out, unless something in it is about alerts or entities.
 *
 * @param onCount is told now and then how many alerts came from a database so far
 * @returns what the ids in the alerts stand for, as far as the sources tell
 * @throws UserError for a source that is damaged, cut short or of no known format, and when no source has alerts
 */
export async function gatherAlerts(
  sources: readonly LoadableSource[],
  collection: AlertCollection,
  reporter: Reporter,
  onCount: (source: string, count: number) => void = () => {},
): Promise<Names> {
  const documents: DocumentObject[] = [];
  const streams: { readonly source: FileSource; readonly stream: OpenStream }[] = [];
  const databases: QueriedSource[] = [];
  const leftOut: string[] = [];
  const sink = sinkOf(collection);
  const names = sourceNames(sources);
  for (const [index, source] of sources.entries()) {
    collection.beginSource(names[index] ?? source.name);
    if ('query' in source) {
      await source.alerts(
        counting(sink, (count) => onCount(source.name, count)),
        reporter,
      );
      databases.push(source);
      continue;
    }
    const { outcome, stream, notices } = await readFile(source);
    if (isFileOf(activityDetailCollections, source.name)) continue;
    const ofFile = alertsOfFile(source.name);
    if (outcome instanceof UserError && mayMatter(source)) throw outcome;
    // Alerts tell their kind themselves; what is empty does so by its name.
    if (ofFile !== null && (!isDecoded(outcome) || outcome.documents.length === 0)) sink.collection(ofFile);
    if (stream !== null) {
      await readAlerts(stream.bytes, stream.form, sink, reporter);
      streams.push({ source, stream });
    } else if (isDecoded(outcome)) {
      for (const notice of notices) reporter.notice(notice);
      for (const { value } of outcome.documents) {
        const kind = alertKind(value);
        if (kind !== null) sink.alert(value, kind);
        else if (isOfNames(value)) documents.push(keptOf(value));
      }
    } else if (ofFile === null) leftOut.push(source.name);
  }
  if (leftOut.length > 0)
    reporter.notice({
      code: 'left-out',
      text: `left out (neither alerts nor names in it): ${leftOut.sort().join(', ')}`,
    });
  if (!collection.hasKind('suspicious-activity') && !collection.hasKind('health-alert')) throw noAlerts();
  const wanted = collection.wanted();
  for (const { stream } of streams) {
    const { bytes, form, head } = stream;
    // Alerts are told of when they are read, and nothing else of these is missed.
    const found = await readStream(bytes, form, head, wanted, { notice() {} }, keptOf);
    documents.push(...found.documents.map(({ value }) => value).filter(isOfNames));
  }
  for (const database of databases) {
    const found = await database.query(() => wanted, reporter);
    documents.push(...found.documents.map(({ value }) => keptOf(value)).filter(isOfNames));
  }
  return namesOf(documents);
}

function sinkOf(collection: AlertCollection): AlertSink {
  return {
    alert: (document, kind) => collection.add(readAlert(document, kind)),
    collection: (kind) => collection.noteKind(kind === 'monitoring-alert' ? 'health-alert' : kind),
  };
}

function counting(sink: AlertSink, onCount: (count: number) => void): AlertSink {
  let count = 0;
  return {
    ...sink,
    alert(document, kind) {
      sink.alert(document, kind);
      count += 1;
      if (count % 1000 === 0) onCount(count);
    },
  };
}

function isDecoded(outcome: unknown): outcome is DecodedSource {
  return outcome !== null && typeof outcome === 'object' && 'documents' in outcome;
}

const aboutAlertsOrEntities = /SuspiciousActivit(?:y|ies)|MonitoringAlerts?|UniqueEntit(?:y|ies)/;

/** Whether a damaged file of a folder may hold what is looked for: by its name, or by what stands in it. */
function mayMatter(source: FileSource): boolean {
  if (source.ofFolder !== true || aboutAlertsOrEntities.test(source.name) || !('bytes' in source))
    return true;
  // Class names are ASCII: in UTF-16 they stand with a NUL beside each letter.
  const text = new TextDecoder('latin1').decode(source.bytes).replaceAll('\0', '');
  return aboutAlertsOrEntities.test(text);
}

/** Whether a document tells what an id stands for: an entity, or a Center or Gateway. */
function isOfNames(document: DocumentObject): boolean {
  return document.has('NetbiosName') || documentKind(document) === 'unique-entity';
}

const keptFields = [...entityFields, 'Id', 'Type', 'NetbiosName'];

/** Of many thousand entities, only what tells their names is held. */
function keptOf(document: DocumentObject): DocumentObject {
  return new Map(
    keptFields.flatMap((field) => {
      const value = document.get(field);
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
}

function namesOf(documents: readonly DocumentObject[]): Names {
  const gateways = new Map<string, string>();
  for (const document of documents) {
    const [id, name] = [documentId(document), document.get('NetbiosName')];
    if (id !== null && typeof name === 'string') gateways.set(id, scrubText(name));
  }
  const entities = documents.filter((document) => documentKind(document) === 'unique-entity');
  return { entities: indexEntities(entities), gateways };
}

function noAlerts(): UserError {
  return new UserError('there are no suspicious activities and no health alerts in these sources', {
    advice: [
      'A backup of the Center (SystemProfile_*.json) and a snapshot hold the configuration only. Alerts are in the database:',
      '  mongodb://127.0.0.1:27017/ATA, on the Center itself',
      '  mongodump --db ATA --out dump, and the folder dump',
      `  ${alertCommands.database}`,
      'or come from the Center by the ATA PowerShell module:',
      `  ${alertCommands.activities}`,
      `  ${alertCommands.healthAlerts}`,
      'Give UniqueEntity too: without it, alerts name accounts and computers by ids.',
    ],
  });
}
