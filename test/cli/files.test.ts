import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ata2mdi, type CommandResult, temporaryFolder } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';
import { filesBelow, filesOfRun } from '../support/folders.js';

const backup = fixturePath('contoso/SystemProfile_20251215T040000Z.json');

describe.skipIf(process.platform === 'win32')('what is no file is refused, with and without --force', () => {
  test.each([
    ['a socket', 'socket', /socket: this is no file[\s\S]*redirect/],
    ['a link to a socket', 'to-socket', /to-socket: this is no file/],
    ['a folder', 'folder', /folder: this is a folder/],
    ['a link to a folder', 'to-folder', /to-folder: this is a folder/],
    ['a link to nothing', 'to-nothing', /to-nothing: this is a link to nothing/],
  ])('%s', async (_name, target, message) => {
    const folder = temporaryFolder();
    const server = createServer().listen(join(folder, 'socket'));
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    mkdirSync(join(folder, 'folder'));
    for (const name of ['socket', 'folder', 'nothing']) symlinkSync(name, join(folder, `to-${name}`));
    const before = contents(folder);
    for (const force of [[], ['--force']]) {
      expectRefusal(ata2mdi(['export', backup, '-o', join(folder, target), ...force]), message);
      expect(contents(folder)).toEqual(before);
    }
  });
});

describe('a place where no folder is and none can be made', () => {
  test.each([
    ['a file', 'file', /file: this is a file, not a folder/],
    ['below a file', 'file/below', /file: this is a file, not a folder/],
    ['a link to nothing', 'to-nothing', /to-nothing: this folder is a link to nothing/],
  ])('%s', (_name, place, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    symlinkSync('nothing', join(folder, 'to-nothing'));
    const before = contents(folder);
    expectRefusal(ata2mdi(['run', backup, '-o', join(folder, place)]), message);
    expect(contents(folder)).toEqual(before);
  });

  test.skipIf(!existsSync('/proc/self'))('a file system that makes none', () => {
    expectRefusal(ata2mdi(['run', backup, '-o', '/proc/contoso']), /\/proc\/contoso: /);
    expectRefusal(ata2mdi(['export', backup, '-o', '/proc/snapshot.json']), /\/proc\/snapshot\.json: /);
  });
});

describe('a file of a folder that is a source is not overwritten, not even with --force', () => {
  function sourceFolder(): string {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'ata', 'Backup'), { recursive: true });
    writeFileSync(join(folder, 'ata', 'Backup', 'SystemProfile_20251215T040000Z.json'), readFileSync(backup));
    writeFileSync(join(folder, 'ata', 'plan.json'), '{}');
    symlinkSync(join('ata', 'plan.json'), join(folder, 'link'));
    return folder;
  }

  test.each<[string, readonly string[]]>([
    ['by export', ['export', 'ata', '-o', 'ata/Backup/SystemProfile_20251215T040000Z.json', '--force']],
    ['by a link to it', ['translate', 'ata', '-o', 'link', '--force']],
    ['by run', ['run', 'ata', '-o', 'ata', '--force']],
    ['by inspect', ['inspect', 'ata', '-o', 'ata/plan.json', '--force']],
  ])('%s', (_name, args) => {
    const folder = sourceFolder();
    const before = contents(folder);
    const found = ata2mdi(args, { cwd: folder });
    expect(found.code).toBe(2);
    expect(found.stderr).toContain('this is one of the sources');
    expect(contents(folder)).toEqual(before);
  });

  test('new files may be put beside', () => {
    const folder = sourceFolder();
    expect(ata2mdi(['export', '.', '-o', 'ata/snapshot.json'], { cwd: folder }).code).toBe(0);
  });
});

test('--force overwrites the file behind a link', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'real'));
  writeFileSync(join(folder, 'real', 'snapshot.json'), 'old');
  const link = join(folder, 'link.json');
  symlinkSync(join('real', 'snapshot.json'), link);
  expectRefusal(ata2mdi(['export', backup, '-o', link]), /link\.json: this file exists already/);
  expect(ata2mdi(['export', backup, '-o', link, '--force']).code).toBe(0);
  expect(readlinkSync(link)).toBe(join('real', 'snapshot.json'));
  expect(JSON.parse(readFileSync(link, 'utf8')).schema).toBe('ata-snapshot');
  expect(readdirSync(join(folder, 'real'))).toEqual(['snapshot.json']);
});

describe('files are written all or none', () => {
  const breakThird = `
    for (const name of ['linkSync', 'renameSync']) {
      const work = fs[name];
      fs[name] = (from, to) => {
        // The old file must be able to come back.
        if (to.endsWith('worksheet.csv') && fs.readFileSync(from, 'utf8') !== 'old')
          throw Object.assign(new Error(), { code: 'EIO' });
        return work(from, to);
      };
    }`;
  const noLinks = "fs.linkSync = () => { throw Object.assign(new Error(), { code: 'EPERM' }); };";

  test('a folder in the place of one of them is found before anything is written', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'worksheet.md'));
    writeFileSync(join(folder, 'plan.json'), 'old');
    const before = contents(folder);
    expectRefusal(ata2mdi(['run', backup, '-o', folder, '--force']), /worksheet\.md: this is a folder/);
    expect(contents(folder)).toEqual(before);
  });

  test.each([
    ['with links', ''],
    ['without links', noLinks],
  ])('if one cannot be put in its place, the old ones are back (%s)', (_name, links) => {
    const folder = withOldFiles();
    const before = contents(folder);
    const result = ata2mdi(['run', backup, '-o', folder, '--force'], { sabotage: links + breakThird });
    expectRefusal(result, /worksheet\.csv: it could not be written \(EIO\)/);
    expect(contents(folder)).toEqual(before);
  });

  test('if one cannot be put in its place, none is there', () => {
    const folder = temporaryFolder();
    const result = ata2mdi(['run', backup, '-o', folder], { sabotage: breakThird });
    expectRefusal(result, /worksheet\.csv: it could not be written \(EIO\)/);
    expect(readdirSync(folder)).toEqual([]);
    // Nor the folders that were made for them.
    const place = join(folder, 'new', 'contoso');
    expectRefusal(ata2mdi(['run', backup, '-o', place], { sabotage: breakThird }), /EIO/);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('links are not needed', () => {
    const folder = temporaryFolder();
    expect(ata2mdi(['run', backup, '-o', folder], { sabotage: noLinks }).code).toBe(0);
    expect(filesBelow(folder)).toEqual(filesOfRun);
    expect(ata2mdi(['run', backup, '-o', folder, '--force'], { sabotage: noLinks }).code).toBe(0);
    expect(filesBelow(folder)).toEqual(filesOfRun);
  });

  test.each([
    ['with links', ''],
    ['without links', noLinks],
  ])('a file that appears meanwhile is not overwritten (%s)', (_name, links) => {
    const folder = temporaryFolder();
    const appearing = `
      const write = fs.writeFileSync;
      fs.writeFileSync = (...args) => {
        write(${JSON.stringify(join(folder, 'worksheet.md'))}, 'theirs');
        return write(...args);
      };`;
    const result = ata2mdi(['run', backup, '-o', folder], { sabotage: links + appearing });
    expectRefusal(result, /worksheet\.md: this file exists already/);
    expect(contents(folder)).toEqual({ 'worksheet.md': 'theirs' });
  });

  test("a temporary file that is someone else's is left alone", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.ata2mdi-taken.tmp'), 'theirs');
    const sabotage = "crypto.randomUUID = () => 'taken';";
    const { code } = ata2mdi(['run', backup, '-o', folder], { sabotage });
    expect(code).toBe(2);
    expect(contents(folder)).toEqual({ '.ata2mdi-taken.tmp': 'theirs' });
  });
});

describe.skipIf(process.platform === 'win32')(
  'an interruption while writing leaves things as they were',
  () => {
    test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s', (signal) => {
      const folder = withOldFiles();
      const before = contents(folder);
      const sabotage = `
      const write = fs.writeFileSync;
      fs.writeFileSync = (...args) => {
        process.kill(process.pid, '${signal}');
        return write(...args);
      };`;
      const result = ata2mdi(['run', backup, '-o', folder, '--force'], { sabotage });
      expectRefusal(result, new RegExp(`interrupted \\(${signal}\\)`));
      expect(contents(folder)).toEqual(before);
    });
  },
);

function expectRefusal({ code, stdout, stderr }: CommandResult, message: RegExp): void {
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
}

function withOldFiles(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'scripts'));
  for (const name of filesOfRun) writeFileSync(join(folder, name), 'old');
  return folder;
}

/** By name: the text of a file, what kind of thing it is, or what is in a folder. */
type Contents = { [name: string]: string | Contents };

/** What is in a folder: the text of each file, and what kind of thing everything else is. */
function contents(folder: string): Contents {
  const entries = readdirSync(folder).map((name): [string, string | Contents] => {
    const path = join(folder, name);
    const found = lstatSync(path);
    if (found.isSymbolicLink()) return [name, `link to ${readlinkSync(path)}`];
    if (found.isDirectory()) return [name, contents(path)];
    return [name, found.isFile() ? readFileSync(path, 'utf8') : 'special'];
  });
  return Object.fromEntries(entries);
}
