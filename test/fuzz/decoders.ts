/**
 * Every decoder of the program, with samples of what it reads. Those of sources come from the registry of readers; a test
 * (fuzz.test.ts) proves that no reader and no function that takes a file is missing.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { EJSON } from 'bson';
import { ActivityTally } from '../../src/alerts/activity-tally.js';
import { countDocuments } from '../../src/alerts/count.js';
import { alertContent, alertFormats } from '../../src/alerts/render/index.js';
import { carriedOverFrom } from '../../src/carry-over/index.js';
import { sensorLogIssues } from '../../src/catalogue/sensor-log.js';
import { builtInSettings } from '../../src/catalogue/settings.js';
import { withUserEntries } from '../../src/catalogue/user-settings.js';
import { UserError } from '../../src/errors.js';
import { proposalText } from '../../src/inspect/propose.js';
import { inspectSources } from '../../src/inspect/report.js';
import { loadSnapshot, loadSnapshots } from '../../src/load.js';
import { translateAll } from '../../src/plan/consolidate.js';
import { readStoredPlan } from '../../src/plan/stored.js';
import { translate } from '../../src/plan/translate.js';
import { readSources } from '../../src/read-sources.js';
import { recordedActivities } from '../../src/readers/alert-record.js';
import { readBackup } from '../../src/readers/backup.js';
import { maybeGunzip } from '../../src/readers/bson/gzip.js';
import { recogniseStream, type StreamForm } from '../../src/readers/bson/recognise.js';
import { readers } from '../../src/readers/index.js';
import { observedPartOf } from '../../src/readers/mdi-observed/read.js';
import { mongoAddressOf } from '../../src/readers/node/mongodb/address.js';
import type { LoadableSource } from '../../src/readers/sources.js';
import { firstKind, readStream } from '../../src/readers/streams.js';
import { unpacked } from '../../src/readers/whole.js';
import { collectingReporter } from '../../src/reporter.js';
import { readStoredSnapshot } from '../../src/snapshot/stored.js';
import type { MigrationPlan } from '../../src/types/migration-plan.js';
import { readUserCatalogue } from '../../src/user-catalogue/read.js';
import {
  checkObserved,
  checkPlan,
  checkSnapshot,
  checkStructureReport,
  checkVerification,
} from '../../src/validate.js';
import { observedOf } from '../../src/verify/observed.js';
import { verify } from '../../src/verify/verify.js';
import { jsonText, planArtifact, snapshotArtifact } from '../../src/writers/json.js';
import { worksheetRecords } from '../../src/writers/records.js';
import { alertFiles, alertsOf } from '../support/alerts.js';
import { artifactBytes } from '../support/artifacts.js';
import { writeClixml } from '../support/clixml.js';
import { encodeText, writeDialect } from '../support/dialects.js';
import { databaseFormats, fixtureDocuments, forDriver, restFormats } from '../support/formats.js';
import { fixtureSource, madeUpHash } from '../support/loading.js';
import { archive, bsonDocuments, bsonFile, chunked, collected } from '../support/mongodump.js';
import { worksheetBytes } from '../support/older-worksheets.js';
import { filesOf, perfectMdi } from '../support/perfect-mdi.js';
import { smallPlan } from '../support/plans.js';
import { carriedOverOf } from '../support/progress.js';
import { centerWith, documentOf, snapshotOf } from '../support/snapshots.js';
import { partsOfZip } from '../support/workbook.js';
import { zipOf } from '../support/zip.js';
import { utf8 } from './inputs.js';

/** One decoder. */
export interface Decoder {
  readonly name: string;
  /** Files as they should be, small: what is done to them then hits something. */
  samples(): Promise<readonly Uint8Array[]>;
  /** Decodes and does with the result what the program does. Throws a UserError for what cannot be decoded. */
  decode(bytes: Uint8Array): Promise<unknown>;
  /** Packs what was changed, so that damage is inside what is compressed; else only the packing would be tried. */
  pack?(bytes: Uint8Array): Uint8Array;
  /** How many of the usual number of runs: fewer for what takes long. */
  readonly share?: number;
}

const name = 'fuzzed';
const quiet = collectingReporter;

/** A Center, a gateway and two entities, with every type of MongoDB's that ATA stores. */
function smallDocuments(): ReturnType<typeof documentOf>[] {
  const detector = {
    IsEnabled: true,
    ExcludedSubnets: ['10.1.0.0/16', '=1+1'],
    ExcludedSourceComputerIds: ['c1', 'c2'],
  };
  return [
    centerWith(
      {
        DnsReconnaissanceDetectorConfiguration: detector,
        SyslogClientConfiguration: {
          IsEnabled: true,
          ServerEndpoint: { Address: 'siem', Port: 514 },
          ServerTransport: 'Udp',
        },
        MailClientConfiguration: {
          From: 'ata@contoso.com',
          Password: { EncryptedBytes: 'AQID', CertificateThumbprint: 'AB' },
        },
        TailspinConfiguration: { List: [1, null, [], {}], Half: 0.5 },
      },
      { UpdateConfiguration: { IsEnabled: false } },
    ),
    { Type: 'GatewaySystemProfile', Id: '5aed5ee92bd5d60dd07c0002', NetbiosName: 'GW1', Note: null },
    {
      _t: ['Entity', 'UniqueEntity', 'Computer'],
      _id: 'c1',
      SystemDisplayName: 'SRV1',
      IsDomainController: true,
    },
    { _t: ['Entity', 'UniqueEntity', 'User'], _id: 'c2', SamName: 'anna', Sid: 'S-1-5-21-1-2-3-500' },
  ].map(documentOf);
}

/** The samples of each registered reader, by its format. */
export const samplesOfReaders: Readonly<Record<string, () => readonly Uint8Array[]>> = {
  'extended-json': () => [
    ...(['strict-v1', 'canonical-v2', 'relaxed-v2', 'shell'] as const).flatMap((dialect) =>
      (['line', 'pretty', 'array'] as const).map((layout) =>
        utf8(writeDialect(smallDocuments(), dialect, layout)),
      ),
    ),
    encodeText(writeDialect(smallDocuments(), 'strict-v1', 'array'), 'utf-16le'),
    encodeText(`{"value": ${writeDialect(smallDocuments(), 'strict-v1', 'array')}, "Count": 4}`, 'utf-16le'),
    utf8(
      '{a: ObjectId("5f7ab5f381d7314991ae13e7"), b: ISODate("2020-01-01T00:00:00Z"), c: NumberLong("5"), d: BinData(3, "AAAAAAAAAAAAAAAAAAAAAA=="), e: /x/i, f: Timestamp(1, 2), g: NumberDecimal("1.5"), h: MinKey, i: undefined, j: DBRef("a", "b"), k: Code("f()", {x: 1}), l: new Date(5), m: UUID("00112233-4455-6677-8899-aabbccddeeff"), n: -Infinity, o: NaN}',
    ),
  ],
  clixml: () => [
    utf8(writeClixml(smallDocuments())),
    encodeText(writeClixml(smallDocuments()), 'utf-16le'),
    fixtureSource('contoso/role-groups/ata-administrators.xml').bytes,
  ],
  'role-group': () =>
    ['ata-administrators.xml', 'ata-users.json', 'ata-viewers.csv', 'local-administrators.txt'].map(
      (file) => fixtureSource(`contoso/role-groups/${file}`).bytes,
    ),
};

/** Samples of what is read as a stream. `lines` is a form of extended JSON. */
export const samplesOfStreams: Readonly<Record<StreamForm['format'], () => readonly Uint8Array[]>> = {
  bson: () => [bsonFile(smallDocuments().map(forDriver)), bsonFile(smallDocuments().slice(2).map(forDriver))],
  'mongodump-archive': () => [
    archive(
      [
        {
          database: 'ATA',
          collection: 'UniqueEntity',
          documents: bsonDocuments(smallDocuments().slice(2).map(forDriver)),
        },
        {
          database: 'ATA',
          collection: 'SystemProfile',
          documents: bsonDocuments(smallDocuments().slice(0, 2).map(forDriver)),
        },
        { database: 'ATA', collection: 'Other', documents: bsonDocuments([{ a: 1 }]) },
      ],
      { pieceLength: 1 },
    ),
  ],
  lines: () => [
    utf8(
      smallDocuments()
        .map((document) => `${EJSON.stringify(forDriver(document))}\n`)
        .join(''),
    ),
  ],
};

const wants = { ids: new Set(['c1', 'x']), sids: new Set(['S-1-5-21-1-2-3-500']) };

async function decodeStream(format: StreamForm['format'], bytes: Uint8Array): Promise<unknown> {
  const form: StreamForm = { format, isGzip: false };
  const source = { name, byteLength: bytes.length, chunks: () => chunked(bytes, 61) };
  const { head } = await recogniseStream(source.chunks());
  firstKind(form, head, name);
  return readStream(source, form, head, wants, quiet());
}

/** What the program does with a source, to the end: as one file, in chunks, and found in a folder. */
async function decodeSource(bytes: Uint8Array): Promise<unknown> {
  const held = { name, bytes, sha256: madeUpHash };
  const forms: LoadableSource[] = [
    held,
    { name, byteLength: bytes.length, chunks: () => chunked(bytes, 97), sha256: madeUpHash },
  ];
  const [form = held] = forms.slice(bytes.length % 2);
  await readSources([{ ...held, ofFolder: true }], quiet());
  const snapshots = await loadSnapshots([form], quiet());
  for (const snapshot of snapshots) checkSnapshot(snapshot);
  const plan = translateAll(snapshots);
  checkPlan(plan);
  if (new Set(plan.items.map(({ id }) => id)).size !== plan.items.length)
    throw new Error('two items have one id');
  return worksheetRecords(plan);
}

let plan: MigrationPlan | undefined;

async function fixturePlan(): Promise<MigrationPlan> {
  const files = ['contoso/SystemProfile_20251215T040000Z.json', 'contoso/UniqueEntity.json'].map(
    fixtureSource,
  );
  plan ??= translate(await loadSnapshot(files, quiet()));
  return plan;
}

/** Files that show each a part of what Defender for Identity has, in every shape that is read. */
export async function observedSamples(): Promise<readonly Uint8Array[]> {
  const folder = 'contoso/observed';
  const files = [
    ...['MDI-configuration-report-contoso.com.json', 'Microsoft.Tri.Sensor-Errors.log', 'exclusions.csv'],
    ...[
      'healthIssues.json',
      'identityAccountTags.json',
      'mdi-contoso.com.json',
      'roles.csv',
      'sensors-1.json',
    ],
  ].map((file) => fixtureSource(`${folder}/${file}`).bytes);
  const contoso = await fixturePlan();
  const perfect = filesOf(contoso, perfectMdi(contoso)).map(({ text }) => utf8(text));
  const har = JSON.parse(new TextDecoder().decode(fixtureSource(`${folder}/portal.har`).bytes)) as {
    log: { entries: unknown[] };
  };
  // Each answer of the portal by itself: whole, the file is too long to be hit in one place.
  const answers = har.log.entries.map((entry) => utf8(JSON.stringify({ log: { entries: [entry] } })));
  const parts = [...files, ...perfect].map((bytes) =>
    observedPartOf({ name, bytes }, sensorLogIssues(), quiet()),
  );
  const stored = observedOf(
    parts.flatMap((part) => (part instanceof UserError ? [] : [part])),
    [],
  );
  const others = [
    {
      '@odata.context':
        'https://graph.microsoft.com/beta/$metadata#security/identities/settings/autoAuditingConfiguration',
      isAutomatic: true,
    },
    { AlertSeverities: 4, IncidentNotificationsSettingId: 1, Name: 'n', Recipients: ['a@b'] },
    {
      AlertThresholds: [{ AlertName: 'a', Threshold: 'High', AvailableThresholds: [] }],
      IsRecommendedTestModeEnabled: false,
    },
    { value: [{ SecurityAlertTypeName: 'DnsReconnaissanceSecurityAlert', Count: 2 }] },
  ].map((value) => utf8(JSON.stringify(value)));
  return [
    ...files,
    ...perfect.filter(({ length }) => length < 40_000),
    ...answers,
    utf8(jsonText(stored)),
    ...others,
  ];
}

async function decodeObserved(bytes: Uint8Array): Promise<unknown> {
  const reporter = quiet();
  const part = observedPartOf({ name, bytes }, sensorLogIssues(), reporter);
  if (part instanceof UserError) throw part;
  const observed = observedOf([part], reporter.notices);
  checkObserved(observed);
  const verification = verify(await fixturePlan(), observed);
  checkVerification(verification);
  return verification;
}

async function olderWorksheets(format: string): Promise<Uint8Array[]> {
  const small = smallPlan();
  return [
    await worksheetBytes(small, format, {}),
    await worksheetBytes(small, format, { carriedOver: carriedOverOf(small) }),
  ];
}

function carryOver(bytes: Uint8Array): Promise<unknown> {
  return carriedOverFrom({ name, bytes }, smallPlan(), quiet());
}

/** The parts of a workbook that are read, in one text, so that they can be changed like any other sample. */
const partMark = '\n=== ';

function unzipped(workbook: Uint8Array): Uint8Array {
  return utf8([...partsOfZip(workbook)].map(([path, text]) => `${partMark}${path}\n${text}`).join(''));
}

function zipped(parts: Uint8Array): Uint8Array {
  const texts = new TextDecoder().decode(parts).split(partMark).slice(1);
  return zipOf(
    texts.map((text) => {
      const end = text.indexOf('\n');
      return [text.slice(0, end), utf8(text.slice(end + 1))] as const;
    }),
  );
}

export const decoders: readonly Decoder[] = [
  ...readers.map(
    (reader): Decoder => ({
      name: reader.format,
      samples: async () => samplesOfReaders[reader.format]?.() ?? [],
      async decode(bytes) {
        reader.recognises({ name, bytes });
        const decoded = await reader.read({ name, bytes }, quiet());
        if (decoded === null) throw new UserError('not of this format');
        const report = inspectSources([decoded], builtInSettings());
        checkStructureReport(report);
        return proposalText(report);
      },
    }),
  ),
  ...(Object.keys(samplesOfStreams) as StreamForm['format'][]).map(
    (format): Decoder => ({
      name: format,
      samples: async () => samplesOfStreams[format](),
      decode: (bytes) => decodeStream(format, bytes),
    }),
  ),
  {
    name: 'sources, to the plan',
    samples: async () => [
      ...Object.values(samplesOfReaders).flatMap((samples) => samples()),
      ...Object.values(samplesOfStreams).flatMap((samples) => samples()),
      ...[databaseFormats, restFormats].flatMap((formats) =>
        Object.values(formats).flatMap((files) =>
          files.flatMap(({ bytes }) => (bytes.length < 12_000 ? [bytes] : [])),
        ),
      ),
    ],
    decode: decodeSource,
    share: 0.4,
  },
  {
    name: 'gzip',
    samples: async () => [
      ...[...samplesOfStreams.bson(), ...samplesOfStreams.lines()].map(
        (bytes) => new Uint8Array(gzipSync(bytes)),
      ),
      new Uint8Array(gzipSync(gzipSync('twice'))),
    ],
    async decode(bytes) {
      await collected(maybeGunzip(chunked(bytes, 7), name));
      return unpacked({ name, bytes });
    },
  },
  {
    name: 'gzip, damaged inside',
    samples: async () => [...samplesOfStreams['mongodump-archive'](), ...samplesOfStreams.lines()],
    pack: (bytes) => new Uint8Array(gzipSync(bytes)),
    decode: decodeSource,
    share: 0.4,
  },
  { name: 'observed in Defender for Identity', samples: observedSamples, decode: decodeObserved },
  {
    name: 'sensor log',
    samples: async () => [fixtureSource('contoso/observed/Microsoft.Tri.Sensor-Errors.log').bytes],
    decode: decodeObserved,
  },
  {
    name: 'snapshot',
    samples: async () => {
      const { snapshot } = await snapshotOf(
        centerWith({ TailspinConfiguration: { List: ['a', 1], Password: 'x' } }),
      );
      return [artifactBytes(snapshotArtifact(snapshot))];
    },
    async decode(bytes) {
      const snapshot = readStoredSnapshot({ name, bytes });
      if (snapshot === null) throw new UserError('no snapshot');
      checkSnapshot(snapshot);
      const read = await loadSnapshot([{ name, bytes, sha256: madeUpHash }], quiet());
      checkPlan(translate(read));
      return read;
    },
    share: 0.6,
  },
  {
    name: 'plan',
    samples: async () => [artifactBytes(planArtifact(smallPlan()))],
    async decode(bytes) {
      const stored = readStoredPlan({ name, bytes });
      if (stored === null) throw new UserError('no plan');
      checkPlan(stored);
      return worksheetRecords(stored);
    },
  },
  ...['csv', 'json', 'xlsx'].map(
    (format): Decoder => ({
      name: `filled worksheet, ${format}`,
      samples: () => olderWorksheets(format),
      decode: carryOver,
      share: format === 'xlsx' ? 0.4 : 1,
    }),
  ),
  {
    name: 'filled worksheet, xlsx, damaged inside',
    samples: async () => (await olderWorksheets('xlsx')).map(unzipped),
    pack: zipped,
    decode: carryOver,
    share: 0.4,
  },
  {
    name: 'alerts',
    samples: async () => [...alertSamples(), fixtureSource('contoso-alerts/activities.json').bytes],
    decode: decodeAlerts,
    share: 0.6,
  },
  {
    name: 'alerts, of a dump',
    samples: async () => [alertArchive()],
    decode: decodeAlerts,
    share: 0.6,
  },
  {
    name: 'record of alerts',
    samples: recordSamples,
    async decode(bytes) {
      const ids = recordedActivities({ name, bytes });
      if (ids === null) throw new UserError('no record of alerts');
      return ids;
    },
  },
  {
    name: 'backup of a database',
    samples: async () => [...samplesOfStreams['mongodump-archive'](), alertArchive()],
    decode(bytes) {
      const activities = new ActivityTally();
      return readBackup(name, [{ name, bytes, sha256: madeUpHash }], (document) => activities.take(document));
    },
  },
  {
    name: 'backup of a database, .bson files',
    samples: async () => samplesOfStreams.bson(),
    async decode(bytes) {
      const files = ['SystemProfile', 'SuspiciousActivity'].map((collection) => ({
        name: `ATA/${collection}.bson`,
        bytes,
        sha256: madeUpHash,
      }));
      const backup = await readBackup(name, files);
      // Damage is a part of the answer there.
      if (backup.damage.length > 0) throw new UserError(backup.damage.join(' '));
      return backup;
    },
  },
  {
    name: 'catalogue of a user',
    samples: async () => {
      const snapshot = inspectSources(
        [await readersDecoded(utf8(writeDialect(smallDocuments(), 'strict-v1', 'array')))],
        builtInSettings(),
      );
      const proposal = proposalText(snapshot);
      return [
        utf8(proposal),
        utf8(proposal.replaceAll('"unrecognised"', '"center"')),
        readFileSync('src/catalogue/settings.json'),
      ].map((bytes) => new Uint8Array(bytes));
    },
    async decode(bytes) {
      const { entries } = readUserCatalogue({ name, bytes }, builtInSettings(), quiet());
      return withUserEntries(builtInSettings(), entries);
    },
    share: 0.6,
  },
  {
    name: 'CenterConfiguration.json',
    samples: async () => [
      utf8('{"DatabaseConfigurationServerEndpoint": {"Address": "127.0.0.1", "Port": 27017}}'),
      utf8(
        '{"DatabaseConfigurationServerEndpoint": {"Address": "CANARY-hostile-mongodb-address-7f3a9c/x", "Port": 27017}}',
      ),
    ],
    async decode(bytes) {
      const [document] = (await readersDecoded(bytes)).documents;
      return document === undefined ? null : mongoAddressOf(document.value);
    },
  },
];

function alertSamples(): Uint8Array[] {
  return alertFiles.slice(0, 2).flatMap((file) => {
    const documents = fixtureDocuments(file).slice(0, 4);
    const driver = documents.map(forDriver);
    return [
      bsonFile(driver),
      utf8(driver.map((document) => `${EJSON.stringify(document)}\n`).join('')),
      utf8(writeDialect(documents, 'strict-v1', 'array')),
    ];
  });
}

function alertArchive(): Uint8Array {
  const collections = ['SuspiciousActivity', 'MonitoringAlert'].map((collection, index) => ({
    database: 'ATA',
    collection,
    documents: bsonDocuments(
      fixtureDocuments(alertFiles[index] ?? '')
        .slice(0, 3)
        .map(forDriver),
    ),
  }));
  return archive(collections, { pieceLength: 1 });
}

/** Records as `gate` reads them. */
async function recordSamples(): Promise<Uint8Array[]> {
  const samples: Uint8Array[] = [];
  for (const format of ['csv', 'json'] as const) {
    const { stream } = await alertsOf([{ name: 'ata.archive', bytes: alertArchive(), sha256: madeUpHash }]);
    samples.push(utf8([...(await alertContent(stream, format))].join('')));
  }
  return samples;
}

/** As the command does: read, counted, and written in every format; the names of dumped files matter too. */
async function decodeAlerts(bytes: Uint8Array): Promise<unknown> {
  const of = bytes.length % 2 === 0 ? name : 'ATA/SuspiciousActivity.bson';
  const held = { name: of, bytes, sha256: madeUpHash };
  await countDocuments([held]);
  const form: LoadableSource =
    bytes.length % 3 === 0
      ? { name: of, byteLength: bytes.length, chunks: () => chunked(bytes, 89), sha256: madeUpHash }
      : held;
  const { stream } = await alertsOf([form]);
  for (const format of alertFormats) for (const piece of await alertContent(stream, format)) void piece;
  return stream.summary();
}

async function readersDecoded(bytes: Uint8Array) {
  const reader = readers.find(({ format }) => format === 'extended-json');
  const decoded = await reader?.read({ name, bytes }, quiet());
  if (decoded === null || decoded === undefined) throw new UserError('not of this format');
  return decoded;
}

/** Functions that take a file and are no decoders of their own, by the name of the decoder through which they are tried. */
export const reachedThrough: Readonly<Record<string, string>> = {
  attestedIn: 'filled worksheet, csv',
  csvEntries: 'filled worksheet, csv',
  jsonEntries: 'filled worksheet, json',
  xlsxEntries: 'filled worksheet, xlsx',
  readObserved: 'observed in Defender for Identity',
  verify: 'observed in Defender for Identity',
  readSources: 'sources, to the plan',
  loadWithOrigin: 'sources, to the plan',
  readFile: 'sources, to the plan',
  chunksOf: 'sources, to the plan',
  snapshotsOfSources: 'sources, to the plan',
  readAlerts: 'alerts',
  snapshotOfSources: 'sources, to the plan',
  snapshotInUse: 'sources, to the plan',
  archiveBatches: 'mongodump-archive',
  archiveDocuments: 'mongodump-archive',
  archiveFrames: 'mongodump-archive',
  bsonBatches: 'bson',
  rawBsonDocuments: 'bson',
  wantedLines: 'lines',
  readExtendedJson: 'extended-json',
  recognisesExtendedJson: 'extended-json',
  readSource: 'sources, to the plan',
  readKnown: 'sources, to the plan',
  parseClixml: 'clixml',
  readClixml: 'clixml',
  recognisesClixml: 'clixml',
  readRoleGroups: 'role-group',
  mayBeRoleGroup: 'role-group',
  decodeConsoleText: 'role-group',
  decodeText: 'extended-json',
  textOf: 'plan',
  wholeBytes: 'sources, to the plan',
  // These only choose between files, or open them.
  isStoredSnapshot: 'snapshot',
  sourceNames: 'alerts',
  standalone: 'sources, to the plan',
  plainSource: 'gzip',
  readWhole: 'catalogue of a user',
  openStandardInput: 'sources, to the plan',
};
