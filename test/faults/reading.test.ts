/** Sources that change, vanish or cannot be read, and databases that fail: an error that says so, and no file. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ata2mdi, ata2mdiBeside, temporaryFolder } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';
import { fixtureDocuments, forDriver } from '../support/formats.js';
import { type Fault, startProxy } from '../support/mongodb/proxy.js';
import { randomDatabase, seed, serverKinds, type TestServer } from '../support/mongodb/servers.js';

const backup = readFileSync(fixturePath('contoso/SystemProfile_20251215T040000Z.json'));

/** A folder of sources; one of them is too large to be held whole. */
function sources(): {
  readonly folder: string;
  readonly small: string;
  readonly large: string;
  readonly out: string;
} {
  const root = temporaryFolder();
  const folder = join(root, 'sources');
  mkdirSync(folder);
  const [small, large] = [join(folder, 'SystemProfile_1.json'), join(folder, 'UniqueEntity.json')];
  writeFileSync(small, backup);
  const entity = '{"_id":"0c0ffee0-0000-4000-8000-000000000001","_t":["Entity","UniqueEntity","User"]}';
  writeFileSync(large, `${entity.padEnd(1023)}\n`.repeat(17 * 1024));
  return { folder, small, large, out: join(root, 'out') };
}

describe('a source', () => {
  const [small, large] = ['SystemProfile_1.json', 'UniqueEntity.json'];
  const touched = `fs.writeFileSync(path, String(fs.readFileSync(path)).replace('Entity', 'entitY'));`;
  test.each([
    [
      'small, is written to while it is read',
      small,
      `fs.appendFileSync(path, ' ');`,
      /the file was changed while it was read/,
    ],
    ['small, is replaced by another of its size', small, touched, /the file was changed while it was read/],
    [
      'large, grows while it is read',
      large,
      `fs.appendFileSync(path, ' '.repeat(99));`,
      /the file was changed while it was read/,
    ],
    [
      'large, is cut while it is read',
      large,
      `fs.truncateSync(path, 1000);`,
      /the file was changed while it was read/,
    ],
    ['large, changes but not its size', large, touched, /the file was changed while it was read/],
    [
      'large, cannot be read to its end',
      large,
      `throw Object.assign(new Error(), { code: 'EIO' });`,
      /this cannot be read \(EIO\)/,
    ],
  ])('%s', (_name, name, change, message) => {
    const { folder, out } = sources();
    const path = join(folder, name);
    // Once, when its first bytes have been read.
    const sabotage = `
      const path = ${JSON.stringify(path)};
      let isDone = false;
      function meddle() { if (isDone) return; isDone = true; ${change} }
      const { readFileSync } = fs;
      fs.readFileSync = (file, ...args) => {
        const bytes = readFileSync(file, ...args);
        if (file === path) meddle();
        return bytes;
      };
      const { createReadStream } = fs;
      fs.createReadStream = (file, ...args) => {
        const stream = createReadStream(file, ...args);
        if (file !== path) return stream;
        return (async function* () { for await (const chunk of stream) { yield chunk; meddle(); } })();
      };`;
    const { code, stdout, stderr } = ata2mdi(['run', folder, '-o', out], { sabotage });
    expect(stderr).toMatch(message);
    expect(stderr).toContain(name);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(existsSync(out)).toBe(false);
  });

  test.each([
    ['vanishes', 'ENOENT', /SystemProfile_1\.json: there is no such file/],
    ['may not be read', 'EACCES', /SystemProfile_1\.json: you may not read this/],
    ['is on a disk that fails', 'EIO', /SystemProfile_1\.json: this cannot be read \(EIO\)/],
    ['is held by another program', 'EBUSY', /SystemProfile_1\.json: another program is using this/],
  ])(
    'of a folder that %s after it was listed is no smaller result, but an error',
    (_name, fault, message) => {
      const { folder, small, out } = sources();
      const sabotage = `
      const { readFileSync } = fs;
      fs.readFileSync = (file, ...args) => {
        if (file === ${JSON.stringify(small)}) throw Object.assign(new Error(), { code: '${fault}' });
        return readFileSync(file, ...args);
      };`;
      const { code, stderr } = ata2mdi(['run', folder, '-o', out], { sabotage });
      expect(stderr).toMatch(message);
      expect(code).toBe(2);
      expect(existsSync(out)).toBe(false);
    },
  );

  test('of which a folder cannot be listed', () => {
    const { folder, out } = sources();
    mkdirSync(join(folder, 'more'));
    const sabotage = `
      const { readdir } = fs.promises;
      fs.promises.readdir = async (place, ...args) => {
        if (String(place).endsWith('more')) throw Object.assign(new Error(), { code: 'EACCES' });
        return readdir(place, ...args);
      };`;
    const { code, stderr } = ata2mdi(['run', folder, '-o', out], { sabotage });
    expect(stderr).toMatch(/more: you may not read this/);
    expect(code).toBe(2);
  });

  test.skipIf(process.platform === 'win32')('that is a folder on standard input', () => {
    expect(ata2mdi(['translate', '-'], { stdio: ['ignore', 'pipe', 'pipe'] }).stderr).toMatch(
      /standard input.*empty/,
    );
  });
});

describe.each(serverKinds().slice(0, 1))('a database, on $name', ({ start }) => {
  let server: TestServer;
  const database = randomDatabase();

  beforeAll(async () => {
    server = await start();
    await seed(server, database, {
      SystemProfile: fixtureDocuments('contoso/SystemProfile_20251215T040000Z.json').map(forDriver),
      UniqueEntity: fixtureDocuments('contoso/UniqueEntity.json').map(forDriver),
    });
  });
  afterAll(() => server.close());

  const cases: readonly (readonly [string, Fault, 0 | 2, RegExp])[] = [
    [
      'drops the connection once, in mid-cursor',
      { command: 'getMore', does: 'drop-connection', times: 1 },
      0,
      /items/,
    ],
    [
      'drops every connection in mid-cursor',
      { command: 'getMore', does: 'drop-connection' },
      2,
      /SystemProfile.*the connection was closed/,
    ],
    [
      'drops every connection at the greeting',
      { command: 'isMaster', does: 'drop-connection' },
      2,
      /the connection was closed/,
    ],
    [
      'drops every connection at the first question',
      { command: 'listCollections', does: 'drop-connection' },
      2,
      /the connection was closed/,
    ],
    [
      'has forgotten the cursor',
      { command: 'getMore', does: 'refuse', code: 43 },
      2,
      /SystemProfile.*code 43/,
    ],
    ['has forgotten the cursor once', { command: 'getMore', does: 'refuse', code: 43, times: 1 }, 0, /items/],
    ['is going down', { command: 'find', does: 'refuse', code: 91 }, 2, /code 91/],
    ['may not be asked', { command: 'find', does: 'refuse', code: 13 }, 2, /wants a user name and password/],
    ['answers late', { command: 'find', does: 'answer-late', times: 1 }, 0, /items/],
  ];

  test.each(cases)('that %s', async (_name, fault, expected, message) => {
    const out = join(temporaryFolder(), 'out');
    const names = server.listsCollections ? {} : { collections: ['SystemProfile', 'UniqueEntity'] };
    const proxy = await startProxy(server, { ...names, batchSize: 1, faults: [fault] });
    const address = `mongodb://127.0.0.1:${proxy.port}/${database}`;
    const { code, stderr } = await ata2mdiBeside(['run', address, '-o', out]);
    expect(stderr).toMatch(message);
    expect(code).toBe(expected);
    expect(existsSync(out)).toBe(expected === 0);
    await proxy.close();
    if (expected === 0) return;
    // And again, now that nothing fails.
    const sound = await startProxy(server, names);
    const again = await ata2mdiBeside(['run', `mongodb://127.0.0.1:${sound.port}/${database}`, '-o', out]);
    expect(again.code).toBe(0);
    await sound.close();
  });
});
