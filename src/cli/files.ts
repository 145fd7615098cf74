import { constants } from 'node:fs';
import { access, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.js';

/** A file to be written: its path and its content, whole or in pieces. */
export interface OutputFile {
  readonly path: string;
  readonly content: Iterable<string | Uint8Array>;
}

/**
 * Writes files whole or not at all: all of them into temporary files first, then each to its name. Mode 0600, because
 * the configuration of a security product is nobody else's business.
 *
 * @param force overwrite what is there
 * @throws UserError if a file exists and `force` is not set, or if the folder cannot be written
 */
export async function writeFiles(files: readonly OutputFile[], force: boolean): Promise<void> {
  if (!force) await refuseExisting(files);
  const written: { readonly temporary: string; readonly path: string }[] = [];
  try {
    for (const { path, content } of files) {
      await makeFolder(dirname(path));
      const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
      written.push({ temporary, path });
      await writeWhole(temporary, content);
    }
    for (const { temporary, path } of written) await rename(temporary, path);
  } catch (error) {
    for (const { temporary } of written) await rm(temporary, { force: true });
    throw asUserError(error, files);
  }
}

async function refuseExisting(files: readonly OutputFile[]): Promise<void> {
  for (const { path } of files) {
    const exists = await access(path, constants.F_OK).then(
      () => true,
      () => false,
    );
    if (exists)
      throw new UserError('this file exists already and is not overwritten', {
        location: { source: path },
        advice: ['Choose another place with -o, or overwrite it with --force.'],
      });
  }
}

async function makeFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null) await mkdir(path, { recursive: true, mode: 0o700 });
}

async function writeWhole(path: string, content: OutputFile['content']): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for (const chunk of content) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

const systemErrors: Readonly<Record<string, string>> = {
  EACCES: 'you may not write here',
  EPERM: 'you may not write here',
  EROFS: 'this file system can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  ENOTDIR: 'a part of this path is a file, not a folder',
  EISDIR: 'this is a folder, not a file',
  ENOENT: 'the folder is gone',
};

function asUserError(error: unknown, files: readonly OutputFile[]): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof UserError || code === '') return error;
  return new UserError(
    `${systemErrors[code] ?? `it could not be written (${code})`}; nothing was left half-written`,
    {
      location: { source: files.length === 1 ? (files[0]?.path ?? '') : dirname(files[0]?.path ?? '') },
      advice: ['Choose another place with -o.'],
      cause: error,
    },
  );
}
