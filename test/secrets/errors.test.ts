/** No secret in what is said where something goes wrong: damaged sources, mistakes in arguments, a database that fails. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/command.js';
import { type ExportFile, forDriver } from '../support/formats.js';
import { type ServerProxy, startProxy } from '../support/mongodb/proxy.js';
import { randomDatabase, seed, serverKinds, type TestServer } from '../support/mongodb/servers.js';
import { plantedFiles, sourceFormats } from './formats.js';
import { counts, leaksOf, written } from './gathering.js';
import {
  canaries,
  credentialTexts,
  plantedCatalogue,
  plantedDocuments,
  plantedObserved,
  plantedRoleGroups,
} from './places.js';
import { bytesBelow, runHere } from './running.js';
import { canary, markers } from './search.js';

describe('no secret in what is said of a source that cannot be read', () => {
  /** What can be wrong at some place of a file. */
  const damages: Readonly<Record<string, (bytes: Buffer, at: number, width: number) => Buffer>> = {
    'cut off': (bytes, at) => bytes.subarray(0, at),
    'a quotation mark': (bytes, at, width) => inserted(bytes, at, '"', width),
    'a line break': (bytes, at, width) => inserted(bytes, at, '\n', width),
    'the beginning of a tag': (bytes, at, width) => inserted(bytes, at, '<', width),
    'an entity': (bytes, at, width) => inserted(bytes, at, '&x;', width),
    'a backslash': (bytes, at, width) => inserted(bytes, at, '\\q', width),
    'a byte that is no text': (bytes, at) =>
      Buffer.concat([bytes.subarray(0, at), Buffer.of(0xff), bytes.subarray(at)]),
    'other bytes': (bytes, at) =>
      Buffer.concat([bytes.subarray(0, at), Buffer.alloc(5), bytes.subarray(at + 5)]),
    'a missing piece': (bytes, at) => Buffer.concat([bytes.subarray(0, at - 40), bytes.subarray(at + 9)]),
  };

  /** Who does not see where a password begins and ends cannot cut it out. */
  const disguises = ['a line break', 'other bytes', 'a missing piece'];

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
    return Array.from({ length: 40 }, (_, index) => ({
      at: Math.floor((bytes.length * index) / 40),
      width: 1,
    }));
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
      for (const [index, { at, width }] of some(placesOf(buffer), 18).entries()) {
        const [damage, apply] = kinds[index % kinds.length] ?? [];
        writeFileSync(path, apply?.(buffer, at, width) ?? buffer);
        for (const flags of index % 3 === 0 ? [['--verbose'], ['--json']] : [['--verbose']]) {
          const args = line.map((word) => words[word as keyof typeof words] ?? word);
          const { stdout, stderr } = await runHere([...args, ...flags]);
          counts.runs += 1;
          expect(leaksOf(stderr), `${damage} at ${at}`).toEqual([]);
          // What could be read all the same is looked at as well, unless what showed that it is a secret is gone.
          if (!disguises.includes(damage ?? '')) expect(leaksOf(stdout), `${damage} at ${at}`).toEqual([]);
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
    [
      'that refuses to list',
      { authentication: 'accepted', faults: [{ command: 'listCollections', does: 'refuse', code: 13 }] },
      2,
    ],
    [
      'that refuses to go on',
      {
        authentication: 'accepted',
        batchSize: 1,
        faults: [{ command: 'getMore', does: 'refuse', code: 43 }],
      },
      2,
    ],
    [
      'that hangs up in the middle',
      { authentication: 'accepted', batchSize: 1, faults: [{ command: 'getMore', does: 'drop-connection' }] },
      2,
    ],
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
    if (expected === 0)
      for (const [file, bytes] of bytesBelow(folder)) expect(leaksOf(bytes), file).toEqual([]);
    await proxy.close();
  });
});
