/** Sources that are files: opens them, finds them in folders, and gives each its name and its hash. */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { UserError } from '../../errors.js';
import { chunkBytes } from '../chunks.js';
import type { FileSource, HashedSource, Place } from '../sources.js';
import { wholeBytes } from '../whole.js';
import { malformedAddress } from './mongodb/address.js';

/** Files up to this size are held whole. */
export const wholeUpTo = 16 * 1024 * 1024;

/** No deployment has so many files; a folder that does is the wrong one. */
const mostFiles = 20_000;

/** Told while a large file is read: its name, how many bytes of it were read, and how many there are. */
export type OnBytes = (name: string, done: number, total: number) => void;

/**
 * Opens the file of a path, or all files of a folder and the folders in it.
 *
 * @returns the file, named by the last part of its path; of a folder all its files in order of their names, each named by
 *   its path within the folder, with `/`. Hidden files, and links to folders, are passed over.
 * @throws UserError if it does not exist, is neither file nor folder, or may not be read
 */
export async function openPath(path: string, onBytes?: OnBytes): Promise<FileSource[]> {
  const sources: FileSource[] = [];
  for (const { open } of await listPath(path, onBytes)) sources.push(await open());
  return sources;
}

/** A file that is not opened yet. */
export interface ListedFile {
  /** As {@link openPath} names it. */
  readonly name: string;
  readonly path: string;
  /**
   * Reads it; nothing of it is kept here.
   *
   * @throws UserError if it is gone or may not be read
   */
  open(): Promise<FileSource>;
}

/**
 * As {@link openPath}, but opens nothing: for folders whose files are not to be held all at once.
 *
 * @throws UserError if the path does not exist, is neither file nor folder, or holds no file
 */
export async function listPath(path: string, onBytes?: OnBytes): Promise<ListedFile[]> {
  refuseAddress(path);
  const name = basename(path);
  const found = await attempt(name, () => stat(path));
  if (!found.isDirectory())
    return [
      {
        name,
        path,
        async open() {
          const places = [placeOf(dirname(resolve(path)), path)];
          return { ...(await openFile(path, name, found.size, onBytes)), places };
        },
      },
    ];
  const members = await membersOf(path);
  if (members.length === 0)
    throw new UserError('there is no file in this folder', { location: { source: name } });
  return members.map((member) => ({
    name: member,
    path: join(path, member),
    async open() {
      const file = join(path, member);
      const { size } = await attempt(member, async () => statSync(file));
      const places = [placeOf(path, file)];
      return { ...(await openFile(file, member, size, onBytes)), ofFolder: true, places };
    },
  }));
}

function placeOf(root: string, file: string): Place {
  const [within, folder = ''] = [root, dirname(file)].map((path) => resolve(path).split(sep).join('/'));
  return { root: within ?? '', folder };
}

/**
 * A file that is no source, whole: a catalogue, a worksheet.
 *
 * @param path a path, or `-` for standard input
 * @throws UserError if it does not exist, is no file, or may not be read
 */
export async function readWhole(path: string, stream: AsyncIterable<Uint8Array>): Promise<HashedSource> {
  if (path === '-') return openStandardInput(stream);
  refuseAddress(path);
  const name = basename(path);
  const found = await attempt(name, () => stat(path));
  if (found.isDirectory())
    throw new UserError('this is a folder; a file is needed here', { location: { source: name } });
  const source = await openFile(path, name, found.size, undefined);
  return { name, bytes: await wholeBytes(source), sha256: source.sha256 };
}

/** What is meant as an address may hold a password: it is never taken for the name of a file, and never named. */
function refuseAddress(path: string): void {
  if (/^\W*[a-z][a-z0-9+.-]*[:;]\/\//i.test(path)) throw malformedAddress();
}

/** All of a stream, as a source that can be read again. */
export async function openStandardInput(stream: AsyncIterable<Uint8Array>): Promise<HashedSource> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return { name: 'standard input', bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function openFile(
  path: string,
  name: string,
  size: number,
  onBytes: OnBytes | undefined,
): Promise<FileSource> {
  const before = await attempt(name, () => stateOf(path));
  async function refuseChanged(): Promise<void> {
    // A file that is gone by now was read whole, or the reading failed.
    const after = await stateOf(path).catch(() => before);
    if (after !== before) throw changedMeanwhile(name);
  }
  if (size <= wholeUpTo) {
    // At once: through the pool of threads, hundreds of small files take several times as long.
    const bytes = await attempt(name, async () => readFileSync(path));
    await refuseChanged();
    return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let done = 0;
    for await (const chunk of readChunks(path, name)) {
      done += chunk.length;
      onBytes?.(name, done, size);
      yield chunk;
    }
    if (done !== size) throw changedMeanwhile(name);
    // It is read several times: each time it must be the same.
    await refuseChanged();
  }
  const hash = createHash('sha256');
  for await (const chunk of chunks()) hash.update(chunk);
  return { name, byteLength: size, chunks, sha256: hash.digest('hex') };
}

/** What changes when somebody writes into a file or puts another in its place; the same for a pipe that is read. */
async function stateOf(path: string): Promise<string> {
  const found = await stat(path, { bigint: true });
  return found.isFile() ? `${found.dev}:${found.ino}:${found.size}:${found.mtimeNs}` : '';
}

async function* readChunks(path: string, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: chunkBytes });
  } catch (error) {
    throw asUserError(error, name);
  }
}

/** Paths of all files below a folder, with `/`, in order. */
async function membersOf(folder: string): Promise<string[]> {
  const files: string[] = [];
  const folders = [''];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const within = next;
    const entries = await attempt(within || basename(folder), () =>
      readdir(join(folder, within), { withFileTypes: true }),
    );
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const member = within === '' ? entry.name : `${within}/${entry.name}`;
      if (entry.isDirectory()) folders.push(member);
      else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(join(folder, member)))))
        files.push(member);
    }
    if (files.length > mostFiles)
      throw new UserError(`there are more than ${mostFiles} files in this folder`, {
        location: { source: basename(folder) },
        advice: ['Name the folder that holds the exports of the ATA Center only.'],
      });
  }
  return files.sort();
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

const systemErrors: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'you may not read this',
  EPERM: 'you may not read this',
  EBUSY: 'another program is using this',
  ENAMETOOLONG: 'this name is too long for a file',
};

async function attempt<T>(name: string, action: () => Promise<T>): Promise<T> {
  return action().catch((error: unknown) => {
    throw asUserError(error, name);
  });
}

function asUserError(error: unknown, name: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof UserError || code === '') return error;
  return new UserError(systemErrors[code] ?? `this cannot be read (${code})`, {
    location: { source: name },
    cause: error,
  });
}

function changedMeanwhile(name: string): UserError {
  return new UserError('the file was changed while it was read', {
    location: { source: name },
    advice: ['Wait until it is written, or copy it, and run the command again.'],
  });
}
