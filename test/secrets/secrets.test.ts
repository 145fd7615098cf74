/** No secret leaves the source: every place × every source format × every command, and every byte that comes out. */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { commandLine, commandNames } from '../../src/cli/command-line.js';
import { otherFormats, readers } from '../../src/readers/index.js';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';
import type { ExportFile } from '../support/formats.js';
import { commandLines, type Given, optionsThatAddNothing } from './commands.js';
import { plantedFiles, type SourceFormat, sourceFormats } from './formats.js';
import { counts, leaksOf, written } from './gathering.js';
import {
  canaries,
  otherSecretOf,
  plantedAlerts,
  plantedCatalogue,
  plantedObserved,
  plantedRoleGroups,
  type SecretOf,
} from './places.js';
import { bytesBelow, runHere } from './running.js';
import { hashesOf } from './search.js';

/** Everything that a command can be given, with secrets in it. */
function givenOf(secretOf: SecretOf, filesAt: (turn: number) => ExportFile[], turn: number): Given {
  const folder = temporaryFolder();
  const groups = written(join(folder, 'groups'), plantedRoleGroups(secretOf));
  const [catalogue = ''] = written(folder, [plantedCatalogue(secretOf)]);
  const backups = join(folder, 'backups');
  const [files, earlier] = [filesAt(turn), filesAt(turn + 1)];
  for (const [day, [profile]] of [
    [14, earlier],
    [15, files],
  ] as const)
    written(backups, [
      { name: `SystemProfile_202512${day}T040000Z.json`, bytes: profile?.bytes ?? new Uint8Array() },
    ]);
  const out = join(folder, 'out');
  mkdirSync(out);
  return {
    sources: [...written(join(folder, 'now'), files), ...groups],
    earlier: written(join(folder, 'before'), earlier),
    backups,
    observed: written(join(folder, 'observed'), plantedObserved(secretOf)),
    ignores: writtenText(folder, 'ignores.txt', 'localization'),
    alerts: written(join(folder, 'alerts'), [plantedAlerts(secretOf)])[0] ?? '',
    backup: fixturePath('contoso-story/ata.archive'),
    attested: writtenText(folder, 'attested.txt', 'activities-recorded'),
    catalogue,
    folder: out,
  };
}

function writtenText(folder: string, name: string, text: string): string {
  const [path = ''] = written(folder, [{ name, bytes: new TextEncoder().encode(text) }]);
  return path;
}

/** Everything that came out, by what it came out of. Names of folders differ from run to run, and are taken out. */
type Output = ReadonlyMap<string, Buffer>;

/** Runs all commands one after the other, because one reads what another wrote. */
async function outputOf(given: Given, flags: readonly string[]): Promise<Output> {
  const output = new Map<string, Buffer>();
  for (const name of commandNames) {
    for (const line of commandLines[name]?.(given) ?? []) {
      const { code, stdout, stderr } = await runHere([...line, ...flags]);
      counts.runs += 1;
      const label = line
        .map((word) => word.replaceAll(dirname(given.folder), ''))
        .join(' ')
        .slice(0, 80);
      expect.soft(code, `${label}\n${stderr}`).toBeLessThan(2);
      output.set(`${output.size}: standard output of ${label}`, withoutFolder(stdout, given));
      output.set(`${output.size}: standard error of ${label}`, withoutFolder(stderr, given));
    }
  }
  for (const [file, bytes] of bytesBelow(given.folder)) output.set(file, withoutFolder(bytes, given));
  return output;
}

/**
 * The lines of documents are left out as well: where a list of bytes was printed one byte a line, they tell how many there
 * were. Nobody knows of which secret.
 */
function withoutFolder(bytes: Buffer, given: Given): Buffer {
  const text = bytes.toString('latin1').replaceAll(dirname(given.folder), '');
  return Buffer.from(text.replace(/"line": ?\d+/g, '"line": 0'), 'latin1');
}

describe('no secret in any byte that any command writes', { timeout: 300_000 }, () => {
  test.each(sourceFormats)('from $name', async (format) => {
    const turn = sourceFormats.indexOf(format);
    const { secretOf, given: secrets } = canaries();
    const given = givenOf(secretOf, (at) => plantedFiles(format, secretOf, at), turn);
    const output = await outputOf(given, ['--verbose']);
    for (const secret of secrets) counts.secrets.add(secret);
    const hashes = hashesOf(secrets);
    const leaks = [...output].flatMap(([file, bytes]) =>
      leaksOf(bytes, hashes).map((leak) => `${file}: ${leak}`),
    );
    expect.soft(leaks).toEqual([]);
    if (turn % 3 !== 0 && turn < sourceFormats.length - 1) return;
    // Nothing at all may depend on a secret in clear text: neither its length, nor a hash.
    const otherGiven = givenOf(otherSecretOf, (at) => plantedFiles(format, otherSecretOf, at), turn);
    const other = await outputOf(otherGiven, ['--verbose']);
    expect.soft([...other.keys()]).toEqual([...output.keys()]);
    const differences = [...output].map(([file, bytes]) => differenceOf(file, bytes, other.get(file)));
    expect(differences.filter((difference) => difference !== null)).toEqual([]);
  });

  test('with --json', async () => {
    const { secretOf } = canaries();
    for (const format of sourceFormats.filter(({ name }) => name === 'Export-Clixml')) {
      const given = givenOf(secretOf, (at) => plantedFiles(format, secretOf, at), 3);
      const output = await outputOf(given, ['--json', '--verbose']);
      expect(
        [...output].flatMap(([file, bytes]) => leaksOf(bytes).map((leak) => `${file}: ${leak}`)),
      ).toEqual([]);
    }
  });

  test('through the real program, standard input included', () => {
    const { secretOf } = canaries();
    const [format] = sourceFormats as readonly [SourceFormat];
    const { sources, folder } = givenOf(secretOf, (at) => plantedFiles(format, secretOf, at), 5);
    const [profiles = '', ...others] = sources;
    const { code, stdout, stderr } = ata2mdi(['run', '-', ...others, '-o', folder, '--verbose', '--json'], {
      input: readFileSync(profiles),
    });
    expect(code, stderr).toBe(0);
    expect(leaksOf(Buffer.from(stdout + stderr))).toEqual([]);
    for (const [file, bytes] of bytesBelow(folder)) expect(leaksOf(bytes), file).toEqual([]);
  });
});

/** Where two outputs differ; null if they do not. */
function differenceOf(name: string, one: Buffer, other: Buffer | undefined): string | null {
  if (other === undefined || one.equals(other)) return null;
  const at = one.findIndex((byte, index) => byte !== other[index]);
  const around = (bytes: Buffer) => bytes.subarray(Math.max(0, at - 80), at + 80).toString('latin1');
  return `${name}\n${around(one)}\n--- or ---\n${around(other)}`;
}

describe('every one is in the tables', () => {
  test('every format of a source', () => {
    // A role group and a live database are given in other ways.
    const planted = new Set([...sourceFormats.map(({ registered }) => registered), 'role-group', 'mongodb']);
    expect([...planted].sort()).toEqual([...readers.map(({ format }) => format), ...otherFormats].sort());
  });

  test('every command, every one of its options, and every choice of an option', async () => {
    expect(Object.keys(commandLines)).toEqual([...commandNames]);
    const given: Given = {
      sources: ['now'],
      earlier: ['before'],
      backups: 'backups',
      observed: ['observed'],
      ignores: 'ignores.txt',
      alerts: 'alerts.json',
      backup: 'ata.archive',
      attested: 'attested.txt',
      catalogue: 'settings.json',
      folder: 'out',
    };
    const io = {
      stdin: new PassThrough(),
      stdout: new PassThrough(),
      stderr: new PassThrough(),
      now: () => new Date(0),
    };
    const program = await commandLine([], io, () => {}, []);
    for (const command of program.commands.filter((one) => commandNames.includes(one.name()))) {
      const lines = commandLines[command.name()]?.(given) ?? [];
      for (const { long, short, argChoices } of command.options) {
        if (optionsThatAddNothing.includes(long ?? '')) continue;
        const uses = lines.flatMap((line) => {
          const at = line.findIndex((word) => word === long || word === short);
          return at < 0 ? [] : [line[at + 1] ?? ''];
        });
        expect(uses, `${command.name()} ${long}`).not.toEqual([]);
        for (const choice of argChoices ?? []) expect(uses, `${command.name()} ${long}`).toContain(choice);
      }
    }
  });
});
