import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
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
import { setImmediate as nextTurn } from 'node:timers/promises';
import { UserError } from '../errors.js';
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
 * A source is never overwritten by what is made of it, not even with `--force`: a plan cannot be read back.
 *
 * @throws UserError if a file to be written is one of the sources, under whatever name
 */
export function refuseSourcesAsTargets(sources: readonly string[], targets: readonly string[]): void {
  const known = new Set(sources.flatMap((source) => fileIdentity(source) ?? []));
  const clash = targets.find((target) => {
    const identity = fileIdentity(target);
    return identity !== null && known.has(identity);
  });
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
  const interruptions = watchInterruptions();
  let current = '';
  try {
    const written: { readonly path: string; readonly temporary: string }[] = [];
    for (const { path, content } of files) {
      current = path;
      const folder = dirname(targetOf(path, force));
      makeFolder(folder, work);
      const temporary = hiddenName(folder);
      const descriptor = openSync(temporary, 'wx', 0o600);
      work.undo.push(() => unlinkSync(temporary));
      try {
        for (const chunk of content) {
          writeFileSync(descriptor, chunk);
          await interruptions.check();
        }
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      written.push({ path, temporary });
    }
    await interruptions.check();
    // From here to the end nothing waits, so no interruption can come between.
    for (const { path, temporary } of written) {
      current = path;
      if (force) replace(temporary, targetOf(path, force), work);
      else placeNew(temporary, path, work);
    }
  } catch (error) {
    for (const step of work.undo.reverse()) attempt(step);
    throw asUserError(error, current);
  } finally {
    interruptions.stop();
  }
  for (const name of work.leftovers) attempt(() => unlinkSync(name));
}

interface Work {
  /** What takes back each thing done, in the order in which it was done. */
  readonly undo: (() => void)[];
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
    work.undo.push(() => rmdirSync(path));
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
    closeSync(openSync(path, 'wx', 0o600));
    undo.push(() => unlinkSync(path));
    renameSync(temporary, path);
    return;
  }
  undo.push(() => unlinkSync(path));
}

/** Gives a file its name and keeps what had it, until all files are in their places. */
function replace(temporary: string, target: string, { undo, leftovers }: Work): void {
  if (look(target, lstatSync) === null) {
    renameSync(temporary, target);
    undo.push(() => unlinkSync(target));
    return;
  }
  const aside = hiddenName(dirname(target));
  try {
    linkSync(target, aside);
  } catch {
    renameSync(target, aside);
  }
  leftovers.push(aside);
  undo.push(() => {
    renameSync(aside, target);
    // Renaming does nothing if both are still names of the same file.
    rmSync(aside, { force: true });
  });
  renameSync(temporary, target);
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Notes the wish to stop instead of dying of it, so that nothing half-written is left. */
function watchInterruptions(): { check(): Promise<void>; stop(): void } {
  let interruption: string | null = null;
  function note(signal: string): void {
    interruption = signal;
  }
  for (const signal of signals) process.on(signal, note);
  return {
    async check() {
      await nextTurn();
      if (interruption !== null) throw new UserError(`interrupted (${interruption}); nothing was written`);
    },
    stop() {
      for (const signal of signals) process.off(signal, note);
    },
  };
}

/** Tries to tidy up; that it cannot be done must not hide what went wrong before. */
function attempt(step: () => void): void {
  try {
    step();
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

function asUserError(error: unknown, path: string): unknown {
  const code = systemErrorCode(error);
  if (error instanceof UserError || code === '') return error;
  return new UserError(`${systemErrorText(code)}; nothing was left half-written`, {
    location: { source: path },
    advice: ['Choose another place with -o.'],
    cause: error,
  });
}
