/** Whatever goes wrong while files are written: all of them are there or none, and the message says what happened. */
import fs, { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeFiles } from '../../src/cli/files.js';
import { UserError } from '../../src/errors.js';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';
import { filesBelow, filesOfRun } from '../support/folders.js';

/** The calls to the file system by which files are written. */
const operations = [
  'mkdirSync',
  'openSync',
  'writeFileSync',
  'fsyncSync',
  'closeSync',
  'linkSync',
  'renameSync',
] as const;

type Operation = (typeof operations)[number];

/** What file systems answer; which of them, is tried for each operation. */
const codes = ['ENOSPC', 'EACCES', 'EIO', 'ENOENT', 'EXDEV'] as const;

const oldFiles = { 'plan.json': 'old plan', 'scripts/a.ps1': 'old script' };
const newFiles = {
  'plan.json': ['new ', 'plan'],
  'scripts/a.ps1': ['new script'],
  'scripts/b.ps1': ['b', '', 'c'],
};

/**
 * Has calls to the file system fail. Closing and taking back stay as they are, unless they are what is to fail: a file
 * that is closed with an error is closed.
 *
 * @param fails is told each call and its number among those of its kind
 * @returns how many calls there were of each kind
 */
function failing(fails: (operation: Operation | 'unlinkSync' | 'rmdirSync', nth: number) => string | null) {
  const counts = new Map<string, number>();
  const names = [...operations, 'unlinkSync', 'rmdirSync'] as const;
  const kept = Object.fromEntries(names.map((name) => [name, fs[name]]));
  for (const name of names) {
    const work = fs[name] as (...args: unknown[]) => unknown;
    Object.assign(fs, {
      [name](...args: unknown[]) {
        const nth = counts.get(name) ?? 0;
        counts.set(name, nth + 1);
        const code = fails(name, nth);
        if (code !== null && name === 'closeSync') work(...args);
        // A disk that becomes full has room for a part.
        if (code !== null && name === 'writeFileSync') work(args[0], String(args[1]).slice(0, 1));
        if (code !== null) throw Object.assign(new Error(`${code}: ${name}`), { code });
        return work(...args);
      },
    });
  }
  syncBuiltinESMExports();
  return {
    counts,
    restore() {
      Object.assign(fs, kept);
      syncBuiltinESMExports();
    },
  };
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesBelow(folder).map((name) => [
      name,
      name.endsWith('/') ? '' : readFileSync(join(folder, name), 'utf8'),
    ]),
  );
}

async function writing(folder: string, force: boolean): Promise<unknown> {
  const files = Object.entries(newFiles).map(([name, content]) => ({ path: join(folder, name), content }));
  return writeFiles(files, force).then(
    () => null,
    (error: unknown) => error,
  );
}

const written = { 'plan.json': 'new plan', 'scripts/a.ps1': 'new script', 'scripts/b.ps1': 'bc' };

/** A file system without links, which FAT and some network drives are. */
function linksMissing(operation: string): string | null {
  return operation === 'linkSync' ? 'EPERM' : null;
}

let tried = 0;
afterAll(() => console.log(`Faults: ${tried} single faults while writing.`));

describe.each([
  ['new files', {}, false, true],
  ['new files, without links', {}, false, false],
  ['over old files', oldFiles, true, true],
  ['over old files, without links', oldFiles, true, false],
] as const)('%s: any one call that fails leaves all as it was', (_name, before, force, hasLinks) => {
  const base = (operation: string) => (hasLinks ? null : linksMissing(operation));

  async function countsOf(): Promise<ReadonlyMap<string, number>> {
    const folder = folderWith(before);
    const broken = failing(base);
    const error = await writing(folder, force);
    broken.restore();
    expect(error).toBeNull();
    expect(contents(folder)).toEqual(written);
    return broken.counts;
  }

  test.each(operations)('%s', async (operation) => {
    const calls = (await countsOf()).get(operation) ?? 0;
    if (operation !== 'mkdirSync' && hasLinks && operation !== 'renameSync') expect(calls).toBeGreaterThan(0);
    for (let nth = 0; nth < calls; nth += 1) {
      for (const code of codes) {
        const folder = folderWith(before);
        const earlier = contents(folder);
        tried += 1;
        const broken = failing((name, number) => (name === operation && number === nth ? code : base(name)));
        const error = await writing(folder, force);
        broken.restore();
        const what = `${operation} ${nth} ${code}`;
        // Where there are no links, another way is taken.
        if (error === null) expect([operation, contents(folder)], what).toEqual(['linkSync', written]);
        else {
          expect(error, what).toBeInstanceOf(UserError);
          expect((error as UserError).message, what).toMatch(
            /nothing was left half-written|no folder can be made/,
          );
          expect(contents(folder), what).toEqual(earlier);
        }
        // And again, now that nothing fails.
        if (error !== null) expect(await writing(folder, force), what).toBeNull();
        expect(contents(folder), what).toEqual(written);
      }
    }
  });
});

test('what cannot be taken back is named', async () => {
  const folder = folderWith({});
  const broken = failing((name, nth) =>
    (name === 'writeFileSync' && nth > 1) || name === 'unlinkSync' ? 'EROFS' : null,
  );
  const error = await writing(folder, false);
  broken.restore();
  if (!(error instanceof UserError)) throw new Error('it was written');
  expect(error.message).toBe('this file system can only be read; what was begun could not be taken back');
  const left = filesBelow(folder).map((name) => `  ${join(folder, name)}`);
  expect(left).toHaveLength(2);
  expect([...error.advice.slice(1)].sort()).toEqual(left.sort());
});

test('a file that another program holds for a moment is waited for', async () => {
  const folder = folderWith(oldFiles);
  let held = 3;
  const broken = failing((name) => (name === 'renameSync' && held-- > 0 ? 'EBUSY' : null));
  expect(await writing(folder, true)).toBeNull();
  broken.restore();
  expect(contents(folder)).toEqual(written);
});

test('a file that another program holds for good is told of', async () => {
  const folder = folderWith(oldFiles);
  const earlier = contents(folder);
  // The second is the one that is held: the first is in its place by then, and is taken back.
  const broken = failing((name, nth) => (name === 'renameSync' && nth >= 1 && nth < 9 ? 'EBUSY' : null));
  const error = await writing(folder, true);
  broken.restore();
  expect(String(error)).toContain('another program is using this; nothing was left half-written');
  expect(contents(folder)).toEqual(earlier);
});

const backup = fixturePath('contoso/SystemProfile_20251215T040000Z.json');

describe('through the real program', () => {
  test('the folder vanishes before the files get their names', () => {
    const folder = join(temporaryFolder(), 'out');
    const sabotage = `
      const fsync = fs.fsyncSync;
      let left = 4;
      fs.fsyncSync = (descriptor) => {
        fsync(descriptor);
        left -= 1;
        if (left === 0) fs.rmSync(${JSON.stringify(folder)}, { recursive: true });
      };`;
    const { code, stdout, stderr } = ata2mdi(['run', backup, '-o', folder], { sabotage });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/no file can be made here; nothing was left half-written/);
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
    expect(ata2mdi(['run', backup, '-o', folder]).code).toBe(0);
    expect(filesBelow(folder)).toEqual(filesOfRun);
  });

  test.skipIf(process.platform === 'win32')('a file that becomes larger than it may', () => {
    const folder = temporaryFolder();
    // As a full disk: a part of the plan can be written. The shell has 512 bytes or a kilobyte for a unit.
    const { code, stderr } = ata2mdi(['run', backup, '-o', folder], { fileSizeLimit: 100 });
    expect(code).toBe(2);
    expect(stderr).toMatch(/the file becomes larger than it may be here; nothing was left half-written/);
    expect(readdirSync(folder)).toEqual([]);
    expect(ata2mdi(['run', backup, '-o', folder]).code).toBe(0);
  });

  test.skipIf(process.getuid?.() !== 0 || !existsSync('/usr/bin/setpriv'))(
    'a folder in which this user may not write',
    () => {
      const folder = temporaryFolder();
      fs.chmodSync(folder, 0o755);
      const asNobody = ['/usr/bin/setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
      for (const args of [
        ['run', backup, '-o', folder],
        ['run', backup, '-o', join(folder, 'new')],
        ['export', backup, '-o', join(folder, 'snapshot.json')],
      ]) {
        const { code, stderr } = ata2mdi(args, { through: asNobody });
        expect(stderr).toMatch(/you may not write here; nothing was left half-written/);
        expect(code).toBe(2);
        expect(readdirSync(folder)).toEqual([]);
      }
      const secret = join(folder, 'SystemProfile_1.json');
      writeFileSync(secret, readFileSync(backup), { mode: 0o600 });
      const { code, stderr } = ata2mdi(['translate', folder], { through: asNobody });
      expect(stderr).toMatch(/SystemProfile_1\.json: you may not read this/);
      expect(code).toBe(2);
      rmSync(secret);
    },
  );
});
