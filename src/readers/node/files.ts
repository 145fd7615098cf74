/** Sources that are files: opens them, finds them in folders, and gives each its name and its hash. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
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
  refuseAddress(path);
  const name = basename(path);
  const found = await attempt(name, () => stat(path));
  if (!found.isDirectory()) {
    const places = [placeOf(dirname(resolve(path)), path)];
    return [{ ...(await openFile(path, name, found.size, onBytes)), places }];
  }
  const members = await membersOf(path);
  if (members.length === 0)
    throw new UserError('there is no file in this folder', { location: { source: name } });
  const sources: FileSource[] = [];
  for (const member of members) {
    const file = join(path, member);
    const { size } = await attempt(member, () => stat(file));
    const places = [placeOf(path, file)];
    sources.push({ ...(await openFile(file, member, size, onBytes)), ofFolder: true, places });
  }
  return sources;
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
  if (size <= wholeUpTo) {
    const bytes = await attempt(name, () => readFile(path));
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
  }
  const hash = createHash('sha256');
  for await (const chunk of chunks()) hash.update(chunk);
  return { name, byteLength: size, chunks, sha256: hash.digest('hex') };
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
