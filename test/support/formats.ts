/** The invented deployment `contoso` in every format that can hold it. */
import { gzipSync } from 'node:zlib';
import { type Document, EJSON } from 'bson';
import { toCanonical } from '../../src/readers/canonical.js';
import { readExtendedJson } from '../../src/readers/extended-json.js';
import {
  BinaryValue,
  DateValue,
  type DocumentObject,
  type DocumentValue,
  ObjectIdValue,
} from '../../src/readers/values.js';
import { collectingReporter } from '../../src/reporter.js';
import { writeClixml } from './clixml.js';
import { fixtureSource } from './loading.js';
import { archive, bsonDocuments, bsonFile } from './mongodump.js';

/** A file of an export: its name and its bytes. */
export interface ExportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Documents of a fixture. */
export function fixtureDocuments(name: string): DocumentObject[] {
  return readExtendedJson(fixtureSource(name), collectingReporter()).documents.map(({ value }) => value);
}

/** A decoded document as the driver and `bson` take it. */
export function forDriver(document: DocumentObject): Document {
  return EJSON.deserialize(toCanonical(document) as Document, { relaxed: false });
}

const profiles = fixtureDocuments('contoso/SystemProfile_20251215T040000Z.json');
const entities = fixtureDocuments('contoso/UniqueEntity.json');

/** What the database holds, as each of MongoDB's tools writes it. */
export const databaseFormats: Readonly<Record<string, readonly ExportFile[]>> = {
  'mongoexport, strict v1': [
    fixtureSource('contoso/SystemProfile_20251215T040000Z.json'),
    fixtureSource('contoso/UniqueEntity.json'),
  ],
  'mongodump, .bson files': [
    { name: 'ATA/SystemProfile.bson', bytes: bsonFile(profiles.map(forDriver)) },
    { name: 'ATA/UniqueEntity.bson', bytes: bsonFile(entities.map(forDriver)) },
  ],
  'mongodump --gzip, .bson.gz files': [
    { name: 'ATA/SystemProfile.bson.gz', bytes: gzipSync(bsonFile(profiles.map(forDriver))) },
    { name: 'ATA/UniqueEntity.bson.gz', bytes: gzipSync(bsonFile(entities.map(forDriver))) },
  ],
  'mongodump --archive': [{ name: 'ata.archive', bytes: archiveOf() }],
  'mongodump --archive --gzip': [{ name: 'ata.archive.gz', bytes: gzipSync(archiveOf()) }],
  'gzipped mongoexport': [
    {
      name: 'profiles.gz',
      bytes: gzipSync(fixtureSource('contoso/SystemProfile_20251215T040000Z.json').bytes),
    },
    { name: 'entities.gz', bytes: gzipSync(fixtureSource('contoso/UniqueEntity.json').bytes) },
  ],
};

/** The collections come piece by piece in turn, and the entities first: nobody knows yet which of them are wanted. */
function archiveOf(): Uint8Array {
  return archive([
    { database: 'ATA', collection: 'UniqueEntity', documents: bsonDocuments(entities.map(forDriver)) },
    { database: 'ATA', collection: 'KerberosAs_20251214', documents: bsonDocuments([{ _id: 1 }]) },
    { database: 'ATA', collection: 'SystemProfile', documents: bsonDocuments(profiles.map(forDriver)) },
  ]);
}

/** What the REST interface answers, as PowerShell exports it. */
export const restFormats: Readonly<Record<string, readonly ExportFile[]>> = restFormatsOf(profiles, entities);

/** The same of any documents of the database. */
export function restFormatsOf(
  profiles: readonly DocumentObject[],
  entities: readonly DocumentObject[],
): Record<string, readonly ExportFile[]> {
  const restProfiles = profiles.map((profile) => restForm(profile) as DocumentObject);
  const restEntities = entities.map((entity) => restForm(entity) as DocumentObject);
  return {
    'ConvertTo-Json of Windows PowerShell 5.1': [
      { name: 'profiles.json', bytes: windowsJson(restProfiles) },
      { name: 'entities.json', bytes: windowsJson(restEntities) },
    ],
    'ConvertTo-Json of PowerShell 7': [
      { name: 'profiles.json', bytes: new TextEncoder().encode(jsonText(restProfiles)) },
      { name: 'entities.json', bytes: new TextEncoder().encode(jsonText(restEntities)) },
    ],
    'Export-Clixml': [
      { name: 'profiles.xml', bytes: new TextEncoder().encode(writeClixml(restProfiles)) },
      { name: 'entities.xml', bytes: new TextEncoder().encode(writeClixml(restEntities)) },
    ],
  };
}

function jsonText(documents: readonly DocumentObject[]): string {
  return JSON.stringify(documents.map(plain), null, 2);
}

/** UTF-16 with a mark, as `>` writes, and the array as one object with its count, as Invoke-RestMethod leaves it. */
function windowsJson(documents: readonly DocumentObject[]): Uint8Array {
  const wrapped = { value: documents.map(plain), Count: documents.length };
  const text = JSON.stringify(wrapped, null, 4).replaceAll("'", '\\u0027').replaceAll('\n', '\r\n');
  return new Uint8Array(Buffer.from(`\ufeff${text}\r\n`, 'utf16le'));
}

function plain(value: DocumentValue): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...(value as DocumentObject)].map(([key, member]) => [key, plain(member)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

/** A document of the database as the REST interface shows it (certainty of the differences: seen). */
function restForm(value: DocumentValue, isDocument = true): DocumentValue {
  if (value instanceof ObjectIdValue) return value.hex;
  if (value instanceof DateValue) return new Date(Number(value.milliseconds)).toISOString();
  if (value instanceof BinaryValue) return Buffer.from(value.bytes).toString('base64');
  if (Array.isArray(value)) return value.map((element: DocumentValue) => restForm(element, false));
  if (!(value instanceof Map)) return typeof value === 'bigint' ? Number(value) : value;
  const classes = value.get('_t');
  const members = [...(value as DocumentObject)]
    .filter(([key]) => key !== '_t')
    .map(([key, member]) => [key === '_id' ? 'Id' : key, restForm(member, false)] as const);
  if (!isDocument) return new Map(members);
  return new Map([
    ...members,
    ['Type', Array.isArray(classes) ? (classes.at(-1) ?? null) : (classes ?? null)],
  ]);
}
