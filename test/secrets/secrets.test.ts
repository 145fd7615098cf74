/** No secret leaves the source: every place × every source format × every command, and every byte that comes out. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandLine, commandNames } from '../../src/cli/command-line.js';
import { otherFormats, readers } from '../../src/readers/index.js';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { type ExportFile, forDriver } from '../support/formats.js';
import { type ServerProxy, startProxy } from '../support/mongodb/proxy.js';
import { randomDatabase, seed, serverKinds, type TestServer } from '../support/mongodb/servers.js';
import { commandLines, type Given, optionsThatAddNothing } from './commands.js';
import { plantedFiles, type SourceFormat, sourceFormats } from './formats.js';
import {
  canaries,
  credentialTexts,
  otherSecretOf,
  plantedCatalogue,
  plantedDocuments,
  plantedObserved,
  plantedRoleGroups,
  type SecretOf,
} from './places.js';
import { bytesBelow, runHere } from './running.js';
import { canary, hashesIn, hashesOf, leaksIn, markers } from './search.js';

/** What was counted, for docs/quality.md. */
const counts = { runs: 0, bytes: 0, secrets: new Set<string>(), outputs: 0 };

afterAll(() => {
  const { runs, bytes, secrets, outputs } = counts;
  console.log(
    `Secrets: ${secrets.size} canaries, ${runs} runs, ${outputs} different outputs (${bytes} bytes) searched.`,
  );
});

const searched = new Map<string, string[]>();

/** What leaks in some bytes; the same bytes are looked at once. */
function leaksOf(bytes: Buffer, hashes: ReadonlySet<string> = new Set()): string[] {
  const key = createHash('sha256').update(bytes).digest('base64');
  const known = searched.get(key);
  if (known !== undefined) return known;
  counts.outputs += 1;
  counts.bytes += bytes.length;
  const leaks = [...leaksIn(bytes), ...hashesIn(bytes, hashes)];
  searched.set(key, leaks);
  return leaks;
}

function written(folder: string, files: readonly ExportFile[]): string[] {
  return files.map(({ name, bytes }) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    return path;
  });
}

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
    written(backups, [{ name: `SystemProfile_202512${day}T040000Z.json`, bytes: profile?.bytes ?? new Uint8Array() }]);
  const out = join(folder, 'out');
  mkdirSync(out);
  return {
    sources: [...written(join(folder, 'now'), files), ...groups],
    earlier: written(join(folder, 'before'), earlier),
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
      counts.runs += 1;
      const label = line.map((word) => word.replaceAll(dirname(given.folder), '')).join(' ').slice(0, 80);
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
    const given = givenOf(secretOf, (at) => plantedFiles(format, secretOf, at), turn);
    const output = await outputOf(given, ['--verbose']);
    for (const secret of secrets) counts.secrets.add(secret);
    const hashes = hashesOf(secrets);
    const leaks = [...output].flatMap(([file, bytes]) => leaksOf(bytes, hashes).map((leak) => `${file}: ${leak}`));
    expect.soft(leaks).toEqual([]);
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
      expect([...output].flatMap(([file, bytes]) => leaksOf(bytes).map((leak) => `${file}: ${leak}`))).toEqual([]);
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
      catalogue: 'settings.json',
      folder: 'out',
    };
    const io = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), now: () => new Date(0) };
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

describe('no secret in what is said of a source that cannot be read', () => {
  /** What can be wrong at some place of a file. */
  const damages: Readonly<Record<string, (bytes: Buffer, at: number, width: number) => Buffer>> = {
    'cut off': (bytes, at) => bytes.subarray(0, at),
    'a quotation mark': (bytes, at, width) => inserted(bytes, at, '"', width),
    'a line break': (bytes, at, width) => inserted(bytes, at, '\n', width),
    'the beginning of a tag': (bytes, at, width) => inserted(bytes, at, '<', width),
    'an entity': (bytes, at, width) => inserted(bytes, at, '&x;', width),
    'a backslash': (bytes, at, width) => inserted(bytes, at, '\\q', width),
    'a byte that is no text': (bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.of(0xff), bytes.subarray(at)]),
    'other bytes': (bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.alloc(5), bytes.subarray(at + 5)]),
    'a missing piece': (bytes, at) => Buffer.concat([bytes.subarray(0, at - 40), bytes.subarray(at + 9)]),
  };

  function inserted(bytes: Buffer, at: number, text: string, width: number): Buffer {
    const encoded = width === 2 ? Buffer.from(text, 'utf16le') : Buffer.from(text);
    return Buffer.concat([bytes.subarray(0, at), encoded, bytes.subarray(at)]);
  }

  /** Places at and in secrets; in compressed bytes, any places. */
  function placesOf(bytes: Buffer): { readonly at: number; readonly width: number }[] {
    const places = markers.flatMap((marker) =>
      (['utf8', 'utf16le'] as const).flatMap((encoding) => {
        const found = Buffer.from(marker, encoding);
        const width = encoding === 'utf8' ? 1 : 2;
        const all: { at: number; width: number }[] = [];
        for (let at = bytes.indexOf(found); at >= 0; at = bytes.indexOf(found, at + 1))
          all.push({ at, width }, { at: at + 3 * width, width }, { at: at + found.length, width });
        return all;
      }),
    );
    if (places.length > 0) return places;
    return Array.from({ length: 40 }, (_, index) => ({ at: Math.floor((bytes.length * index) / 40), width: 1 }));
  }

  /** A share of a list, spread evenly. */
  function some<T>(list: readonly T[], count: number): T[] {
    const step = Math.max(1, Math.floor(list.length / count));
    return list.filter((_, index) => index % step === 0).slice(0, count);
  }

  const { secretOf } = canaries();
  const files: readonly (readonly [string, ExportFile, readonly string[]])[] = [
    ...sourceFormats.flatMap((format) =>
      plantedFiles(format, secretOf, 1).map((file) => [format.name, file, ['translate', 'FILE']] as const),
    ),
    ...plantedRoleGroups(secretOf).map((file) => ['role group', file, ['translate', 'FILE']] as const),
    ...plantedObserved(secretOf).map(
      (file) => ['observed', file, ['verify', 'CENTER', '--observed', 'FILE']] as const,
    ),
    ['catalogue', plantedCatalogue(secretOf), ['explain', 'email', '--catalogue', 'FILE']],
  ];

  test.each(files.map(([kind, file, line]) => [kind, file.name, file, line] as const))(
    '%s: %s',
    async (_kind, _name, { name, bytes }, line) => {
      const folder = temporaryFolder();
      const [center = '', path = ''] = written(folder, [
        { name: 'center.json', bytes: Buffer.from('{"Configuration":{},"Type":"CenterSystemProfile"}') },
        { name, bytes },
      ]);
      const buffer = Buffer.from(bytes);
      const kinds = Object.entries(damages);
      const words = { CENTER: center, FILE: path } as const;
      for (const [index, { at, width }] of some(placesOf(buffer), 27).entries()) {
        const [damage, apply] = kinds[index % kinds.length] ?? [];
        writeFileSync(path, apply?.(buffer, at, width) ?? buffer);
        for (const flags of index % 3 === 0 ? [['--verbose'], ['--json']] : [['--verbose']]) {
          const args = line.map((word) => words[word as keyof typeof words] ?? word);
          const { stdout, stderr } = await runHere([...args, ...flags]);
          counts.runs += 1;
          expect(leaksOf(stderr), `${damage} at ${at}`).toEqual([]);
          // What could be read all the same is looked at as well. Where a line ends within a password, nobody can tell.
          if (damage !== 'a line break') expect(leaksOf(stdout), `${damage} at ${at}`).toEqual([]);
        }
      }
    },
  );
});

describe('no secret in what is said of arguments', () => {
  const secret = canary('argument');
  const address = `mongodb://reader:${secret}@127.0.0.1:1/ATA`;
  test.each<readonly string[]>([
    ...Object.values(credentialTexts).map((text) => ['translate', text(secret)]),
    ['export', address],
    ['run', address, '-o', 'out'],
    [address],
    ['translat', address],
    ['--source', address],
    ['export', `--source=${address}`],
    ['export', `--password=${secret}`],
    ['explain', address],
    ['schema', address],
    ['collect', address],
    ['verify', 'x', '--observed', 'y', '--format', address],
    ['verify', 'x', '--observed', address],
    ['worksheet', 'x', '-o', 'out', '--format', address],
    ['worksheet', 'x', '-o', 'out', '--carry-over', address],
    ['translate', 'x', '--catalogue', address],
    ['translate', `mongodb://reader:a@${secret}@127.0.0.1/ATA`],
    ['translate', `mongodb://reader:a/${secret}@127.0.0.1/ATA`],
    ['translate', `mongodb://127.0.0.1:1/ATA?tls=true&tlsCertificateKeyFilePassword=${secret}`],
    ['translate', `mongodb://127.0.0.1:1/ATA?tlsCertificateKeyFile=${secret}`],
    ['translate', `mongodb+srv://reader:${secret}@ata.contoso.com/ATA`],
    ['translate', `"${address}"`],
  ])('%s %s', async (...args) => {
    for (const flags of [['--verbose'], ['--json', '--verbose']]) {
      const { stdout, stderr } = await runHere([...args, ...flags]);
      counts.runs += 1;
      expect(leaksOf(Buffer.concat([stdout, stderr]))).toEqual([]);
    }
  });

  test('a CenterConfiguration.json with credentials in it', async () => {
    const path = join(temporaryFolder(), 'CenterConfiguration.json');
    for (const [host, port] of [
      [`reader:${secret}@127.0.0.1`, 1],
      [address, 27017],
      ['127.0.0.1', secret],
      ['127.0.0.1', 1],
    ]) {
      const endpoint = { Address: host, Port: port };
      writeFileSync(
        path,
        JSON.stringify({
          DatabaseConfigurationServerEndpoint: endpoint,
          SecretManagerConfigurationCertificateThumbprint: secret,
          ConnectionString: address,
        }),
      );
      const { code, stdout, stderr } = await runHere(['translate', path, '--verbose']);
      expect(code).toBe(2);
      expect(leaksOf(Buffer.concat([stdout, stderr]))).toEqual([]);
    }
  });
});

describe.each(serverKinds().slice(0, 1))('no secret of a live database, on $name', ({ start }) => {
  const { secretOf } = canaries();
  const password = canary('live-password');
  let server: TestServer;
  const database = randomDatabase();

  beforeAll(async () => {
    server = await start();
    const { profiles, entities } = plantedDocuments(secretOf, 2, false);
    const collections = { SystemProfile: profiles.map(forDriver), UniqueEntity: entities.map(forDriver) };
    await seed(server, database, collections);
  });
  afterAll(() => server.close());

  test.each<readonly [string, Parameters<typeof startProxy>[1], 0 | 2]>([
    ['that is read', { authentication: 'accepted' }, 0],
    ['that refuses the password', { authentication: 'refused' }, 2],
    ['that refuses to list', { authentication: 'accepted', faults: [{ command: 'listCollections', does: 'refuse', code: 13 }] }, 2],
    ['that refuses to go on', { authentication: 'accepted', batchSize: 1, faults: [{ command: 'getMore', does: 'refuse', code: 43 }] }, 2],
    ['that hangs up in the middle', { authentication: 'accepted', batchSize: 1, faults: [{ command: 'getMore', does: 'drop-connection' }] }, 2],
    ['that hangs up at once', { closeAtOnce: true }, 2],
    ['that is too old', { authentication: 'accepted', maxWireVersion: 2 }, 2],
  ])('%s', async (_, behaviour, expected) => {
    const proxy: ServerProxy = await startProxy(server, behaviour);
    const address = `mongodb://reader:${password}@127.0.0.1:${proxy.port}/${database}?authMechanism=PLAIN&authSource=$external`;
    const folder = join(temporaryFolder(), 'out');
    for (const line of [
      ['run', address, '-o', folder],
      ['inspect', address],
      ['export', address, '--json'],
    ]) {
      const { code, stdout, stderr } = await runHere([...line, '--verbose']);
      counts.runs += 1;
      expect(code, String(stderr)).toBe(expected);
      expect(leaksOf(Buffer.concat([stdout, stderr]))).toEqual([]);
    }
    if (expected === 0) for (const [file, bytes] of bytesBelow(folder)) expect(leaksOf(bytes), file).toEqual([]);
    await proxy.close();
  });
});
