import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.js';
import { beginWriting } from './ending.js';
import { systemErrorCode, systemErrorText } from './system-errors.js';

/**
 * A file to be written: its path and its content, whole or in pieces. Pieces may be made as they are taken: then a file of
 * any size takes no more memory than one piece.
 */
export interface OutputFile {
  readonly path: string;
  readonly content: Iterable<string | Uint8Array>;
}

/**
 * A source is never overwritten by what is made of it, not even with `--force`: a plan cannot be read back. Of a folder this
 * holds for every file that is in it; new ones may be put there.
 *
 * @throws UserError if a file to be written is one of the sources or lies in one, under whatever name
 */
export function refuseSourcesAsTargets(sources: readonly string[], targets: readonly string[]): void {
  const existing = targets.flatMap((target) => {
    const identity = fileIdentity(target);
    return identity === null ? [] : [{ target, identity }];
  });
  if (existing.length === 0) return;
  const known = new Set(sources.flatMap(filesOf).flatMap((file) => fileIdentity(file) ?? []));
  const clash = existing.find(({ identity }) => known.has(identity))?.target;
  if (clash === undefined) return;
  throw new UserError('this is one of the sources, and is not overwritten by what is made of it', {
    location: { source: clash },
    advice: ['Choose another place with -o.'],
  });
}

/**
 * Says beforehand what {@link writeFiles} would say: for what takes long to make.
 *
 * @throws UserError if something is there that must not be overwritten
 */
export function refuseExisting(path: string, force: boolean): void {
  targetOf(path, force);
}

/** The path itself, and of a folder everything in it. */
function filesOf(path: string): string[] {
  try {
    const members = readdirSync(path, { recursive: true, encoding: 'utf8' });
    return [path, ...members.map((member) => join(path, member))];
  } catch {
    // A file, an address, or nothing: whoever reads it says so.
    return [path];
  }
}

/** What tells a file from all others on this computer; null if there is none of that name. */
function fileIdentity(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    // Not there, or not to be reached: whoever reads or writes it says so in better words.
    return null;
  }
}

/**
 * Writes all of the files or none: first each into a temporary file beside its place, then each to its name. What was
 * done is undone if anything fails or the user interrupts. Mode 0600, because the configuration of a security product
 * is nobody else's business.
 *
 * @param force overwrite files that are there; what is no file is never replaced. Where a link to a file is in the
 *   place, that file is overwritten.
 * @throws UserError that names the file, if it exists and `force` is not set, or if it cannot be written
 */
export async function writeFiles(files: readonly OutputFile[], force: boolean): Promise<void> {
  for (const { path } of files) targetOf(path, force);
  const work: Work = { undo: [], leftovers: [] };
  const writing = beginWriting();
  let current = '';
  let isDone = false;
  try {
    await writing.check();
    const written: { readonly path: string; readonly temporary: string }[] = [];
    for (const { path, content } of files) {
      current = path;
      const folder = dirname(targetOf(path, force));
      makeFolder(folder, work);
      const temporary = hiddenName(folder);
      const descriptor = openSync(temporary, 'wx', 0o600);
      work.undo.push({ path: temporary, step: () => unlinkSync(temporary) });
      try {
        for (const chunk of content) {
          writeFileSync(descriptor, chunk);
          await writing.check();
        }
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      written.push({ path, temporary });
    }
    await writing.check();
    // From here to the end nothing waits, so no interruption can come between.
    for (const { path, temporary } of written) {
      current = path;
      if (force) replace(temporary, targetOf(path, force), work);
      else placeNew(temporary, path, work);
    }
    isDone = true;
  } catch (error) {
    throw failureOfWriting(error, current, undone(work));
  } finally {
    writing.stop(isDone);
  }
  for (const name of work.leftovers) attempt(() => unlinkSync(name));
}

interface Work {
  /** What takes back each thing done, and what is left if it cannot be, in the order in which it was done. */
  readonly undo: { readonly path: string; readonly step: () => void }[];
  /** Names that are needed no more once all files are in their places. */
  readonly leftovers: string[];
}

/**
 * Where a file of this path goes: behind the link, if there is one.
 *
 * @throws UserError if something is there that must not be overwritten
 */
function targetOf(path: string, force: boolean): string {
  const found = look(path, lstatSync);
  if (found === null) return path;
  const target = found.isSymbolicLink() ? look(path, statSync) : found;
  if (target === null) throw refusal(path, 'this is a link to nothing', 'Remove it');
  if (target.isDirectory()) throw refusal(path, systemErrorText('EISDIR'));
  if (!target.isFile())
    throw refusal(
      path,
      'this is no file but a device, a pipe or a socket, and is not replaced',
      'Leave -o out and redirect standard output',
    );
  if (!force) throw refusal(path, systemErrorText('EEXIST'), 'Overwrite it with --force');
  return found.isSymbolicLink() ? realpathSync(path) : path;
}

/** What is at a path. What cannot be looked at cannot be written either, and writing tells better why. */
function look(path: string, stat: (path: string) => Stats): Stats | null {
  try {
    return stat(path);
  } catch {
    return null;
  }
}

/** As `mkdir -p`; Node's own never comes back from a place such as /proc, where no folder can be made. */
function makeFolder(path: string, work: Work): void {
  const found = look(path, statSync);
  if (found?.isDirectory() === true) return;
  if (found !== null) throw refusal(path, 'this is a file, not a folder');
  if (look(path, lstatSync)?.isSymbolicLink() === true)
    throw refusal(path, 'this folder is a link to nothing', 'Remove it');
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent, work);
  try {
    mkdirSync(path, { mode: 0o700 });
    // Takes away nothing that somebody else put there meanwhile.
    work.undo.push({ path, step: () => rmdirSync(path) });
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT') throw refusal(path, 'no folder can be made here');
    // Someone else may have made it meanwhile.
    if (code !== 'EEXIST') throw asUserError(error, path);
  }
}

function hiddenName(folder: string): string {
  return join(folder, `.ata2mdi-${randomUUID()}.tmp`);
}

/** Gives a file its name, unless the name is taken meanwhile. */
function placeNew(temporary: string, path: string, { undo, leftovers }: Work): void {
  try {
    linkSync(temporary, path);
    leftovers.push(temporary);
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') throw error;
    // Not every file system has links: take the name first, then put the file there.
    const descriptor = openSync(path, 'wx', 0o600);
    undo.push({ path, step: () => unlinkSync(path) });
    closeSync(descriptor);
    patiently(() => renameSync(temporary, path));
    return;
  }
  undo.push({ path, step: () => unlinkSync(path) });
}

/** Gives a file its name and keeps what had it, until all files are in their places. */
function replace(temporary: string, target: string, { undo, leftovers }: Work): void {
  if (look(target, lstatSync) === null) {
    patiently(() => renameSync(temporary, target));
    undo.push({ path: target, step: () => unlinkSync(target) });
    return;
  }
  const aside = hiddenName(dirname(target));
  try {
    linkSync(target, aside);
  } catch {
    patiently(() => renameSync(target, aside));
  }
  leftovers.push(aside);
  undo.push({
    path: aside,
    step() {
      renameSync(aside, target);
      // Renaming does nothing if both are still names of the same file.
      rmSync(aside, { force: true });
    },
  });
  patiently(() => renameSync(temporary, target));
}

/**
 * Takes back what was done, the last thing first.
 *
 * @returns what is left all the same
 */
function undone({ undo }: Work): string[] {
  return undo.reverse().flatMap(({ path, step }) => {
    try {
      patiently(step);
    } catch (error) {
      // What is gone needs no taking back, and a folder in which somebody put something is theirs too.
      if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(systemErrorCode(error))) return [path];
    }
    return [];
  });
}

/** How long is waited between two tries, in milliseconds: two seconds in all. */
const pauses = [10, 20, 50, 120, 300, 500, 1000];

/**
 * Does something to a name that another program may hold for a moment: virus scanners and search services of Windows
 * open every new file, and then it can be neither renamed nor removed (EPERM, EACCES or EBUSY).
 */
function patiently(step: () => void): void {
  for (const pause of pauses) {
    try {
      step();
      return;
    } catch (error) {
      const code = systemErrorCode(error);
      const isHeld =
        code === 'EBUSY' || (process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES'));
      if (!isHeld) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
  }
  step();
}

/** Tries to tidy up; that it cannot be done must not hide what went wrong before. */
function attempt(step: () => void): void {
  try {
    patiently(step);
  } catch {
    // There is nothing more to try.
  }
}

function refusal(path: string, message: string, advice?: string): UserError {
  return new UserError(message, {
    location: { source: path },
    advice: [
      advice === undefined ? 'Choose another place with -o.' : `${advice}, or choose another place with -o.`,
    ],
  });
}

/** Why nothing was written, and what of it could not be taken back. */
function failureOfWriting(error: unknown, path: string, left: readonly string[]): unknown {
  const told = asUserError(error, path);
  if (left.length === 0) return told;
  const why = told instanceof UserError ? told.message : 'this program made a mistake';
  return new UserError(`${why.replace(/;[^;]*$/, '')}; what was begun could not be taken back`, {
    location: { source: path },
    advice: ['Remove what is left, none of which is whole:', ...left.map((name) => `  ${name}`)],
    cause: error,
  });
}

function asUserError(error: unknown, path: string): unknown {
  const code = systemErrorCode(error);
  if (error instanceof UserError || code === '') return error;
  return new UserError(`${systemErrorText(code)}; nothing was left half-written`, {
    location: { source: path },
    advice: ['Choose another place with -o.'],
    cause: error,
  });
}
