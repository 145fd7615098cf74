import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { alertFiles, alertsOf } from '../../test/support/alerts.js';
import { writeClixml } from '../../test/support/clixml.js';
import { fixtureDocuments, forDriver } from '../../test/support/formats.js';
import { fixtureSource, madeUpHash, sourceOf } from '../../test/support/loading.js';
import { archive, bsonDocuments, bsonFile, chunked } from '../../test/support/mongodump.js';
import { UserError } from '../errors.js';
import type { FileSource } from '../readers/sources.js';
import type { Alert } from '../types/alert-record.js';

const [activityFile, healthFile, entityFile, profileFile] = alertFiles;
const collections = {
  SuspiciousActivity: fixtureDocuments(activityFile).map(forDriver),
  MonitoringAlert: fixtureDocuments(healthFile).map(forDriver),
  UniqueEntity: fixtureDocuments(entityFile).map(forDriver),
  SystemProfile: fixtureDocuments(profileFile).map(forDriver),
};

function held(name: string, bytes: Uint8Array, ofFolder = false): FileSource {
  return { name, bytes, sha256: madeUpHash, ofFolder };
}

/** A file that is too large to hold, as the reader of files gives it. */
function streamed(name: string, bytes: Uint8Array): FileSource {
  return { name, byteLength: bytes.length, chunks: () => chunked(bytes, 5000), sha256: madeUpHash };
}

/** Alerts without the name of the file that they come from. */
async function alertsIn(sources: readonly FileSource[]): Promise<Omit<Alert, 'readFrom'>[]> {
  const { stream } = await alertsOf(sources);
  return [...stream.alerts()].map(({ readFrom, ...alert }) => alert);
}

const dumped = Object.entries(collections).map(([collection, documents]) => ({
  database: 'ATA',
  collection,
  documents: bsonDocuments(documents),
}));
const bsonFiles = Object.entries(collections).map(
  ([name, documents]) => [`ATA/${name}.bson`, bsonFile(documents)] as const,
);

describe('the same alerts come from', () => {
  const expected = alertsIn(alertFiles.map(fixtureSource));

  test('mongoexport files, with the names of accounts and computers', async () => {
    const alerts = await expected;
    expect(alerts).toHaveLength(17);
    expect(alerts.find(({ type }) => type.startsWith('Honeytoken'))).toMatchObject({
      status: 'open',
      sources: [{ name: 'scan03.contoso.com', kind: 'computer', resolved: true }],
      destinations: [{ name: 'dc03.contoso.com (DC03)' }],
      entities: [{ name: 'decoy.admin@contoso.com (Decoy Admin)', kind: 'user' }],
    });
    expect(alerts.find(({ type }) => type.startsWith('GatewayDisconnected'))?.entities).toEqual([
      { id: '605214c0afd9524294d46ccf', name: 'ATAGW2', kind: 'gateway', resolved: true },
    ]);
    expect(alerts.find(({ known }) => !known)?.sources).toEqual([
      {
        id: '3f1b6c52-0b6e-4e57-9d5a-2c8f11d0a7be',
        name: '3f1b6c52-0b6e-4e57-9d5a-2c8f11d0a7be',
        kind: 'unknown',
        resolved: false,
      },
    ]);
  });

  test.each<[string, readonly FileSource[]]>([
    [
      'mongoexport files that are too large to hold',
      alertFiles.map((name) => streamed(name, fixtureSource(name).bytes)),
    ],
    ['mongodump files', bsonFiles.map(([name, bytes]) => held(name, bytes))],
    ['mongodump files that are too large to hold', bsonFiles.map(([name, bytes]) => streamed(name, bytes))],
    ['mongodump files with gzip', bsonFiles.map(([name, bytes]) => held(`${name}.gz`, gzipSync(bytes)))],
    ['an archive, the entities first', [streamed('ata.archive', archive([...dumped].reverse()))]],
    ['an archive with gzip', [held('ata.archive.gz', gzipSync(archive(dumped)))]],
    [
      'a file with everything in it, one a line',
      [
        streamed(
          'all.json',
          new TextEncoder().encode(
            alertFiles.map((name) => new TextDecoder().decode(fixtureSource(name).bytes)).join(''),
          ),
        ),
      ],
    ],
  ])('%s', async (_name, sources) => {
    expect(await alertsIn(sources)).toEqual(await expected);
  });

  test('Export-Clixml and ConvertTo-Json of REST, as far as REST has the fields', async () => {
    const rest = fixtureDocuments('contoso-alerts/activities.json');
    const clixml = await alertsIn([sourceOf(writeClixml(rest), 'activities.xml'), fixtureSource(entityFile)]);
    const json = await alertsIn([fixtureSource('contoso-alerts/activities.json'), fixtureSource(entityFile)]);
    expect(json).toHaveLength(2);
    expect(clixml).toEqual(json);
  });
});

test('a newer export of an alert counts, with the note that only the older one has', async () => {
  const files = [...alertFiles, 'contoso-alerts/activities.json'].map(fixtureSource);
  for (const sources of [files, [...files].reverse()]) {
    const { stream } = await alertsOf(sources);
    const alerts = [...stream.alerts()];
    expect(alerts).toHaveLength(18);
    expect(alerts.find(({ type }) => type.startsWith('Dns'))).toMatchObject({
      status: 'closed',
      note: 'Scanner, known to the network team.',
      readFrom: 'activities.json',
    });
    expect(stream.summary()).toMatchObject({ repeated: 1, read: 18, hidden: 1, unresolvedEntities: 1 });
  }
});

test('what an activity was concluded from is no alert', async () => {
  const details = [{ _id: 1, _t: ['Entity', 'DnsReconnaissanceSuspiciousActivity'] }];
  const { stream } = await alertsOf([
    held('ATA/SuspiciousActivity.bson', bsonFile(collections.SuspiciousActivity)),
    held('ATA/SuspiciousActivityActivity.bson', bsonFile(details)),
    held(
      'x.archive',
      archive([
        { database: 'ATA', collection: 'SuspiciousActivityActivity', documents: bsonDocuments(details) },
      ]),
    ),
  ]);
  expect(stream.counts.read).toBe(13);
});

describe('sources without alerts', () => {
  test.each<[string, readonly FileSource[]]>([
    ['a backup', [fixtureSource(profileFile)]],
    ['an empty list that could be of anything', [sourceOf('[]', 'x.json')]],
    ['something else of that name', [sourceOf('[{"a": 1}]', 'SuspiciousActivity.json')]],
    ['entities', [held('UniqueEntity.bson', bsonFile(collections.UniqueEntity))]],
    ['an archive of the configuration', [held('x.archive', archive(dumped.slice(2)))]],
  ])('%s: it is said what to export', async (_name, sources) => {
    const error = await alertsOf(sources).catch((reason: unknown) => reason);
    if (!(error instanceof UserError)) throw error;
    expect(error.message).toMatch(/no suspicious activities and no health alerts/);
    expect(error.advice.join('\n')).toMatch(/Get-ATASuspiciousActivity[\s\S]*Get-ATAMonitoringAlert/);
  });

  test.each<[string, FileSource]>([
    ['an empty list that is called after the collection', sourceOf('[]', 'SuspiciousActivity.json')],
    ['an empty file of mongodump', held('ATA/SuspiciousActivity.bson', new Uint8Array(0), true)],
    [
      'an empty collection in an archive',
      held('x.archive', archive([{ database: 'ATA', collection: 'SuspiciousActivity', documents: [] }])),
    ],
  ])('%s: there is the place for them, and nothing in it', async (_name, source) => {
    const { stream } = await alertsOf([source]);
    expect(stream.counts.read).toBe(0);
  });
});

describe('of a folder', () => {
  const good = held('SuspiciousActivity.bson', bsonFile(collections.SuspiciousActivity), true);
  const whole = fixtureSource(activityFile).bytes;

  test('what has nothing to do with alerts is left out, damaged or not, and that is said', async () => {
    const { stream, notices } = await alertsOf([
      good,
      held('notes.txt', new TextEncoder().encode('hello'), true),
      held('SystemProfile_1.json', new TextEncoder().encode('{"_t": ["CenterSystemPro'), true),
    ]);
    expect(stream.counts.read).toBe(13);
    expect(notices.map(({ text }) => text)).toEqual([
      'left out (neither alerts nor names in it): SystemProfile_1.json, notes.txt',
    ]);
  });

  test.each([
    ['by its name', 'MonitoringAlert.json', new TextEncoder().encode('{"_id": 1, "a')],
    ['by what is in it', 'x.json', whole.subarray(0, whole.length - 20)],
    [
      'in UTF-16',
      'x.json',
      new Uint8Array(Buffer.from('\ufeff[{"Type": "DnsReconnaissanceSuspiciousActivity", ', 'utf16le')),
    ],
  ])('what may hold alerts and is damaged is an error (%s)', async (_name, name, bytes) => {
    await expect(alertsOf([good, held(name, bytes, true)])).rejects.toThrow(UserError);
  });
});

test('a stream that is cut short is an error', async () => {
  const bytes = bsonFile(collections.SuspiciousActivity);
  await expect(alertsOf([streamed('a.bson', bytes.subarray(0, bytes.length - 7))])).rejects.toThrow(
    /cut short/,
  );
});
