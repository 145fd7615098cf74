import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../errors.js';
import { openPath, openStandardInput, wholeUpTo } from './files.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ata2mdi-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sha256OfA = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb';

function write(name: string, content: string | Uint8Array = 'a'): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), content);
}

async function refusalOf(path: string): Promise<UserError> {
  const error = await openPath(path).catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error(`not refused, but: ${String(error)}`);
  return error;
}

describe('a file', () => {
  it('is held whole, named by the last part of its path', async () => {
    write('b/a.json');
    const [source, ...others] = await openPath(join(folder, 'b/a.json'));
    expect(source).toMatchObject({ name: 'a.json', sha256: sha256OfA });
    expect(source && 'bytes' in source && [...source.bytes]).toEqual([97]);
    expect(others).toEqual([]);
  });

  it('that is large is read in chunks, from its beginning every time', async () => {
    write('large', new Uint8Array(wholeUpTo + 1).fill(1));
    const told: number[] = [];
    const [source] = await openPath(join(folder, 'large'), (_, done) => told.push(done));
    if (source === undefined || 'bytes' in source) throw new Error('it was held whole');
    expect(source.byteLength).toBe(wholeUpTo + 1);
    for (let times = 0; times < 2; times += 1) {
      let length = 0;
      for await (const chunk of source.chunks()) length += chunk.length;
      expect(length).toBe(wholeUpTo + 1);
    }
    expect(told.filter((done) => done === wholeUpTo + 1)).toHaveLength(3);
  });

  it.each([
    ['longer', (path: string) => appendFileSync(path, 'a')],
    ['shorter', (path: string) => truncateSync(path, wholeUpTo)],
  ])('that grows %s between two readings is no smaller result', async (_, change) => {
    write('large', new Uint8Array(wholeUpTo + 1));
    const [source] = await openPath(join(folder, 'large'));
    change(join(folder, 'large'));
    if (source === undefined || 'bytes' in source) throw new Error('it was held whole');
    const reading = (async () => {
      for await (const chunk of source.chunks()) expect(chunk.length).toBeGreaterThan(0);
    })();
    await expect(reading).rejects.toThrow(/changed while it was read/);
  });

  it('that is not there is named', async () => {
    const error = await refusalOf(join(folder, 'nowhere.json'));
    expect(error.location).toEqual({ source: 'nowhere.json' });
    expect(error.message).toBe('there is no such file or folder');
  });
});

describe('a folder', () => {
  it('is all its files, in order, named by their path within it', async () => {
    for (const name of ['b.json', 'ATA/SystemProfile.bson', 'a/z/1', 'a.json', '.hidden', '.git/x'])
      write(name, name);
    symlinkSync('.', join(folder, 'circle'));
    symlinkSync('a.json', join(folder, 'link.json'));
    symlinkSync('nowhere', join(folder, 'dangling'));
    const sources = await openPath(folder);
    expect(sources.map(({ name }) => name)).toEqual([
      'ATA/SystemProfile.bson',
      'a.json',
      'a/z/1',
      'b.json',
      'link.json',
    ]);
    expect(sources.every(({ ofFolder }) => ofFolder === true)).toBe(true);
  });

  it('without a file is refused', async () => {
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    expect((await refusalOf(folder)).message).toBe('there is no file in this folder');
  });
});

describe('standard input', () => {
  it('is all that comes', async () => {
    async function* input(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('');
      yield Buffer.from('a');
    }
    expect(await openStandardInput(input())).toMatchObject({ name: 'standard input', sha256: sha256OfA });
  });
});
