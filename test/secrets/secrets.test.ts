/** No secret leaves the source: every place × every source format × every command, and every byte that comes out. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { commandLine, commandNames } from '../../src/cli/command-line.js';
import { otherFormats, readers } from '../../src/readers/index.js';
import { verificationFormats } from '../../src/verify/render/index.js';
import { worksheetFormats } from '../../src/writers/index.js';
import { temporaryFolder } from '../support/command.js';
import type { ExportFile } from '../support/formats.js';
import { commandLines, type Given, optionsThatAddNothing } from './commands.js';
import { plantedFiles, sourceFormats } from './formats.js';
import {
  canaries,
  otherSecretOf,
  plantedCatalogue,
  plantedObserved,
  plantedRoleGroups,
  type SecretOf,
  secretForms,
} from './places.js';
import { bytesBelow, runHere } from './running.js';
import { hashesIn, hashesOf, leaksIn } from './search.js';

const turns = Object.keys(secretForms).length;

function written(folder: string, files: readonly ExportFile[]): string[] {
  return files.map(({ name, bytes }) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    return path;
  });
}

/** Everything that a command can be given, with secrets in it. */
function givenOf(secretOf: SecretOf, files: (turn: number) => ExportFile[], turn: number): Given {
  const folder = temporaryFolder();
  const groups = written(join(folder, 'groups'), plantedRoleGroups(secretOf));
  const [catalogue = ''] = written(folder, [plantedCatalogue(secretOf)]);
  const backups = join(folder, 'backups');
  const [first] = files(turn);
  const [second] = files(turn + 1);
  written(backups, [
    { name: 'SystemProfile_20251214T040000Z', bytes: second?.bytes ?? new Uint8Array() },
    { name: 'SystemProfile_20251215T040000Z', bytes: first?.bytes ?? new Uint8Array() },
  ]);
  const out = join(folder, 'out');
  mkdirSync(out);
  return {
    sources: [...written(join(folder, 'now'), files(turn)), ...groups],
    earlier: written(join(folder, 'before'), files(turn + 1)),
    backups,
    observed: written(join(folder, 'observed'), plantedObserved(secretOf)),
    catalogue,
    folder: out,
  };
}

/** Everything that came out, by what it came out of. Names of folders differ from run to run, and are taken out. */
type Output = ReadonlyMap<string, Buffer>;

/** Runs all commands one after the other, because one reads what another wrote. */
async function outputOf(given: Given, flags: readonly string[]): Promise<Output> {
  const output = new Map<string, Buffer>();
  for (const name of commandNames) {
    for (const line of commandLines[name]?.(given) ?? []) {
      const { code, stdout, stderr } = await runHere([...line, ...flags]);
      const label = line.slice(0, 3).join(' ').replaceAll(dirname(given.folder), '');
      expect.soft(code, `${label}\n${stderr}`).toBeLessThan(2);
      output.set(`${output.size}: standard output of ${label}`, withoutFolder(stdout, given));
      output.set(`${output.size}: standard error of ${label}`, withoutFolder(stderr, given));
    }
  }
  for (const [file, bytes] of bytesBelow(given.folder)) output.set(file, withoutFolder(bytes, given));
  return output;
}

function withoutFolder(bytes: Buffer, given: Given): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(dirname(given.folder), ''), 'latin1');
}

describe('no secret in any byte that any command writes', () => {
  test.each(sourceFormats)('from $name', async (format) => {
    const turn = sourceFormats.indexOf(format);
    const { secretOf, given: secrets } = canaries();
    for (const flags of [['--verbose'], ['--json', '--verbose']]) {
      const output = await outputOf(
        givenOf(secretOf, (at) => plantedFiles(format, secretOf, at), turn),
        flags,
      );
      const hashes = hashesOf(secrets);
      const leaks = [...output].flatMap(([file, bytes]) =>
        [...leaksIn(bytes), ...hashesIn(bytes, hashes)].map((leak) => `${file}: ${leak}`),
      );
      expect.soft(leaks).toEqual([]);
      // Nothing at all may depend on a secret in clear text: not its length, not a hash.
      const other = await outputOf(
        givenOf(otherSecretOf, (at) => plantedFiles(format, otherSecretOf, at), turn),
        flags,
      );
      expect.soft([...other.keys()]).toEqual([...output.keys()]);
      for (const [file, bytes] of output) expect.soft(differenceOf(bytes, other.get(file)), file).toBe('');
    }
  });
});

/** Where two outputs differ. */
function differenceOf(one: Buffer, other: Buffer | undefined): string {
  if (other === undefined || one.equals(other)) return '';
  const at = one.findIndex((byte, index) => byte !== other[index]);
  const around = (bytes: Buffer) => bytes.subarray(Math.max(0, at - 80), at + 80).toString('latin1');
  return `${around(one)}\n--- or ---\n${around(other)}`;
}
