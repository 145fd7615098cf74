/** Names that mean something to JavaScript, to a file system, or to the eye: they are names and nothing else. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { translate } from '../../src/plan/translate.js';
import { worksheetArtifacts, worksheetFormats } from '../../src/writers/index.js';
import { writeClixml } from '../support/clixml.js';
import { encodeText, writeDialect } from '../support/dialects.js';
import { filesBelow, filesOfRun } from '../support/folders.js';
import { forDriver } from '../support/formats.js';
import { madeUpHash, snapshotOfSources } from '../support/loading.js';
import { archive, bsonDocuments, bsonFile } from '../support/mongodump.js';
import { limited } from './commands.js';

const root = mkdtempSync(join(tmpdir(), 'ata2mdi-names-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const inherited = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'toJSON',
  'then',
  'length',
];

/** An object with each of the names as a key, and with each as a value. */
function withInherited(inner: unknown = 'polluted'): Map<string, never> {
  return new Map([...inherited.map((name) => [name, inner] as const), ['polluted', inherited]]) as Map<
    string,
    never
  >;
}

/** A Center with these names in every place where something else is expected. */
const center = new Map(
  Object.entries({
    _id: '__proto__',
    Configuration: new Map([
      ...withInherited(withInherited()),
      ['DnsReconnaissanceDetectorConfiguration', withInherited()],
      [
        'ReporterConfiguration',
        new Map([['ReportTypeToConfigurationMapping', withInherited(withInherited())]]),
      ],
      [
        'MonitoringClientConfiguration',
        new Map([['MonitoringAlertTypeNameToIsEnabledMapping', withInherited(true)]]),
      ],
      ['HoneytokenActivityDetectorConfiguration', new Map([['HoneytokenAccountIds', inherited]])],
    ] as never),
    GatewayCommonConfiguration: withInherited(withInherited()),
    NetbiosName: 'constructor',
    Version: 'toString',
    Type: 'CenterSystemProfile',
  }),
) as never;
const entity = new Map(
  Object.entries({
    _id: '__proto__',
    _t: ['UniqueEntity', '__proto__'],
    SamName: 'constructor',
    Sid: 'toString',
  }),
) as never;

const utf8 = (text: string) => encodeText(text, 'utf-8');

test.each<[string, () => Uint8Array]>([
  ['JSON', () => utf8(writeDialect([center, entity], 'strict-v1', 'array'))],
  ['the shell', () => utf8(writeDialect([center, entity], 'shell', 'pretty'))],
  ['BSON', () => bsonFile([center, entity].map((one) => forDriver(one)))],
  ['CLIXML', () => utf8(writeClixml([center, entity]))],
])('keys and values that every object inherits are keys and values in %s', async (_, bytes) => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  const snapshot = await snapshotOfSources({ name: 'x', bytes: bytes(), sha256: madeUpHash });
  const plan = translate(snapshot);
  expect(plan.accounting.accounted).toBe(plan.accounting.leaves);
  const paths = snapshot.documents.flatMap(({ leaves }) => leaves.map(({ path }) => path));
  // The library that writes BSON for this test keeps no __proto__.
  for (const name of inherited.slice(1))
    expect(paths.filter((path) => path.includes(name)).length, name).toBeGreaterThan(4);
  expect((await worksheetArtifacts(plan, worksheetFormats)).length).toBeGreaterThan(4);
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('names of places elsewhere, and names that Windows keeps for itself, become no names of files', () => {
  const folder = join(root, 'dump');
  mkdirSync(folder);
  const names = [
    '../../../tmp/evil',
    '..\\..\\evil',
    'C:\\evil',
    'CON',
    'NUL.',
    'a:b',
    '/etc/cron.d/evil',
    'COM1.json',
    ' ',
  ];
  const profiles = names.map((name, index) => ({
    _id: `g${index}`,
    _t: ['Entity', 'SystemProfile', 'GatewaySystemProfile'],
    NetbiosName: name,
    Description: name,
  }));
  const center = {
    _id: 'c',
    _t: ['Entity', 'SystemProfile', 'CenterSystemProfile'],
    NetbiosName: '../../CON',
    Configuration: { A: 1 },
  };
  writeFileSync(
    join(folder, 'x.archive'),
    archive([
      { database: 'ATA', collection: 'SystemProfile', documents: bsonDocuments([center, ...profiles]) },
      ...names.map((name) => ({
        database: name.trim() || '..',
        collection: name,
        documents: bsonDocuments([{ a: 1 }]),
      })),
    ]),
  );
  const group = `Name,SID\r\n${names.map((name) => `"${name}","S-1-5-21-1-2-3-500"\r\n`).join('')}`;
  for (const name of ['CON.csv', 'Microsoft Advanced Threat Analytics Administrators..csv'])
    writeFileSync(join(folder, name), group);
  const { code, stderr } = limited(['run', folder, '-o', join(root, 'out')], { cwd: root });
  expect(stderr).not.toContain('mistake in ata2mdi');
  expect(stderr).toContain('accounted for');
  expect(code).toBe(0);
  expect(filesBelow(join(root, 'out'))).toEqual(filesOfRun);
  expect(filesBelow(root).filter((name) => !/^(?:out|dump)\//.test(name))).toEqual([]);
});
