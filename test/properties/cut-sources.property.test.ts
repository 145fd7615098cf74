import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { loadSnapshot } from '../../src/load.js';
import { translate } from '../../src/plan/translate.js';
import type { LoadableSource } from '../../src/readers/sources.js';
import { collectingReporter } from '../../src/reporter.js';
import { databaseFormats, type ExportFile, restFormats } from '../support/formats.js';
import { fixtureSource, madeUpHash } from '../support/loading.js';
import { chunked } from '../support/mongodump.js';

function held({ name, bytes }: ExportFile): LoadableSource {
  return { name, bytes, sha256: madeUpHash };
}

function streamed({ name, bytes }: ExportFile): LoadableSource {
  return { name, byteLength: bytes.length, chunks: () => chunked(bytes, 4096), sha256: madeUpHash };
}

function ofFolder(file: ExportFile): LoadableSource {
  return { ...held(file), ofFolder: true } as LoadableSource;
}

async function itemsOf(sources: readonly LoadableSource[]): Promise<string> {
  return JSON.stringify(translate(await loadSnapshot(sources, collectingReporter())).items);
}

/**
 * Lengths at which a format cannot be told from a whole one: exactly between two documents of a row of them, and behind
 * a byte order mark, where an export of members is one of which the members are unknown.
 */
function unseenCuts({ name, bytes }: ExportFile): ReadonlySet<number> {
  const cuts = new Set<number>([0]);
  const mark = [
    [0xef, 0xbb, 0xbf],
    [0xff, 0xfe],
  ].find((marks) => marks.every((byte, at) => bytes[at] === byte));
  if (mark !== undefined) cuts.add(mark.length);
  // Between two lines of a table, as between two documents.
  if (name.endsWith('.csv'))
    for (const [at, byte] of bytes.entries())
      if (byte === 0x0a)
        cuts
          .add(at - 1)
          .add(at)
          .add(at + 1);
  if (bytes[0] === 0x7b)
    for (const [at, byte] of bytes.entries()) if (byte === 0x0a) cuts.add(at).add(at + 1);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 4 <= bytes.length && bytes[0] !== 0x7b; ) {
    const length = view.getInt32(at, true);
    if (length < 5 || at + length > bytes.length) break;
    at += length;
    cuts.add(at);
  }
  return cuts;
}

const roleGroups = [
  'ata-administrators.xml',
  'ata-users.json',
  'ata-viewers.csv',
  'local-administrators.txt',
];
const exports: readonly (readonly [string, readonly ExportFile[]])[] = [
  ...Object.entries(databaseFormats),
  ...Object.entries(restFormats),
  ['role groups', roleGroups.map((name) => fixtureSource(`contoso/role-groups/${name}`))],
];
const [[, profiles = []] = []] = exports;

describe('a source that is cut short is an error that names the place, never a smaller plan', () => {
  test.each(exports)(
    '%s',
    async (format, files) => {
      const beside = format === 'role groups' ? profiles.map(held) : [];
      const whole = await itemsOf([...beside, ...files.map(held)]);
      await fc.assert(
        fc.asyncProperty(
          fc.nat({ max: files.length - 1 }),
          fc.integer({ min: 1, max: 999_999 }),
          fc.constantFrom(held, streamed, ofFolder),
          async (which, millionths, source) => {
            const file = files[which] as ExportFile;
            const length = Math.floor((millionths / 1_000_000) * file.bytes.length);
            if (unseenCuts(file).has(length)) return;
            const cut = { ...file, bytes: file.bytes.subarray(0, length) };
            const sources = files.map((other) => (other === file ? cut : other)).map(source);
            try {
              // What was cut off may have been nothing but a line break or a blank.
              expect(await itemsOf([...beside, ...sources])).toBe(whole);
            } catch (error) {
              if (!(error instanceof UserError)) throw error;
              expect(error.location?.source).toBe(file.name);
            }
          },
        ),
        { numRuns: 60 },
      );
    },
    60_000,
  );
});
