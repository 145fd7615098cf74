/** A database with planted secrets, in every format that a source can have. */
import { gzipSync } from 'node:zlib';
import { dialects, writeDialect } from '../support/dialects.js';
import { type ExportFile, forDriver, restFormatsOf } from '../support/formats.js';
import { archive, bsonDocuments, bsonFile } from '../support/mongodump.js';
import { type Planted, plantedDocuments, type SecretOf } from './places.js';

/** A way to write the documents of a database into files. `database`: the bytes are to be served, not written. */
export interface SourceFormat {
  readonly name: string;
  /** The name by which the program registers it. */
  readonly registered: string;
  /** Whether it holds JSON only: nothing of MongoDB's own types. */
  readonly plain: boolean;
  files(planted: Planted): ExportFile[];
}

function text(name: string, content: string): ExportFile {
  return { name, bytes: new TextEncoder().encode(content) };
}

function gzipped(files: readonly ExportFile[]): ExportFile[] {
  return files.map(({ name, bytes }) => ({ name: `${name}.gz`, bytes: new Uint8Array(gzipSync(bytes)) }));
}

function bson({ profiles, entities }: Planted): ExportFile[] {
  return [
    { name: 'ATA/SystemProfile.bson', bytes: bsonFile(profiles.map(forDriver)) },
    { name: 'ATA/UniqueEntity.bson', bytes: bsonFile(entities.map(forDriver)) },
  ];
}

function archived({ profiles, entities }: Planted): ExportFile[] {
  const collections = [
    { database: 'ATA', collection: 'UniqueEntity', documents: bsonDocuments(entities.map(forDriver)) },
    { database: 'ATA', collection: 'SystemProfile', documents: bsonDocuments(profiles.map(forDriver)) },
  ];
  return [{ name: 'ata.archive', bytes: archive(collections) }];
}

/** Every format but the live database and what the program writes itself, which are read back in secrets.test.ts. */
export const sourceFormats: readonly SourceFormat[] = [
  ...dialects.map((dialect, index): SourceFormat => {
    const layout = (['line', 'pretty', 'array'] as const)[index % 3] ?? 'line';
    return {
      name: `extended JSON, ${dialect}, ${layout}`,
      registered: 'extended-json',
      plain: false,
      files: ({ profiles, entities }) => [
        text('SystemProfile.json', writeDialect(profiles, dialect, layout)),
        text('UniqueEntity.json', writeDialect(entities, dialect, layout)),
      ],
    };
  }),
  {
    name: 'extended JSON, gzip',
    registered: 'extended-json',
    plain: false,
    files: ({ profiles, entities }) =>
      gzipped([
        text('SystemProfile.json', writeDialect(profiles, 'strict-v1', 'line')),
        text('UniqueEntity.json', writeDialect(entities, 'strict-v1', 'line')),
      ]),
  },
  { name: 'BSON', registered: 'bson', plain: false, files: bson },
  { name: 'BSON, gzip', registered: 'bson', plain: false, files: (planted) => gzipped(bson(planted)) },
  { name: 'archive', registered: 'mongodump-archive', plain: false, files: archived },
  {
    name: 'archive, gzip',
    registered: 'mongodump-archive',
    plain: false,
    files: (planted) => gzipped(archived(planted)),
  },
  ...['ConvertTo-Json of Windows PowerShell 5.1', 'ConvertTo-Json of PowerShell 7', 'Export-Clixml'].map(
    (name): SourceFormat => ({
      name,
      registered: name === 'Export-Clixml' ? 'clixml' : 'extended-json',
      plain: true,
      files: ({ profiles, entities }) => [...(restFormatsOf(profiles, entities)[name] ?? [])],
    }),
  ),
];

/** The files of a format with planted secrets. */
export function plantedFiles(format: SourceFormat, secretOf: SecretOf, turn: number): ExportFile[] {
  return format.files(plantedDocuments(secretOf, turn, format.plain));
}
