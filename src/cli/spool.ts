/** Texts that are too many to hold, in a file that has no name and is gone with the program, however that ends. */
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TextStore } from '../alerts/collection.js';
import { InternalError, UserError } from '../errors.js';
import { systemErrorCode, systemErrorText } from './system-errors.js';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const flushFrom = 1024 * 1024;

/** How much is read before and behind what is asked for. */
const aroundIt = 16 * 1024;

/** A store in a file; it has to be closed. */
export interface Spool extends TextStore {
  close(): void;
}

/**
 * Opens a spool: beside the file that is to be written, where there is room for it and where it may be, or else where the
 * system keeps temporary files. Nobody else can read it.
 *
 * @throws UserError when there is no room for it or it cannot be written
 */
export function openSpool(output: string | undefined): Spool {
  const folder = folderFor(output);
  const path = join(folder, `.ata2mdi-${randomUUID()}.tmp`);
  const descriptor = attempt(folder, () => openSync(path, 'wx+', 0o600));
  // From here on only the descriptor leads to it.
  unlinkSync(path);
  const ends: number[] = [];
  let pending: Buffer[] = [];
  let pendingLength = 0;
  let written = 0;
  let end = 0;
  // The last part that was read: what is asked for next is mostly near.
  let part: Uint8Array = new Uint8Array(3 * aroundIt);
  let partStart = 0;
  let partLength = 0;

  function flush(): void {
    const bytes = Buffer.concat(pending, pendingLength);
    for (let done = 0; done < bytes.length; )
      done += attempt(folder, () => writeSync(descriptor, bytes, done, bytes.length - done, written + done));
    written += bytes.length;
    pending = [];
    pendingLength = 0;
  }

  function readPart(start: number, length: number): void {
    // The same memory each time: there may be a million parts.
    if (part.length < length) part = new Uint8Array(length * 2);
    for (let done = 0; done < length; ) {
      const read = attempt(folder, () => readSync(descriptor, part, done, length - done, start + done));
      if (read === 0) throw new InternalError('the working file is shorter than what was written to it');
      done += read;
    }
    partStart = start;
    partLength = length;
  }

  return {
    add(text) {
      const bytes = Buffer.from(text, 'utf8');
      pending.push(bytes);
      pendingLength += bytes.length;
      end += bytes.length;
      ends.push(end);
      if (pendingLength >= flushFrom) flush();
    },
    get(index) {
      if (pendingLength > 0) flush();
      const start = index === 0 ? 0 : (ends[index - 1] ?? 0);
      const length = (ends[index] ?? start) - start;
      if (start < partStart || start + length > partStart + partLength) {
        const from = Math.max(0, start - aroundIt);
        readPart(from, Math.min(written, start + length + aroundIt) - from);
      }
      return utf8.decode(part.subarray(start - partStart, start - partStart + length));
    },
    close: () => closeSync(descriptor),
  };
}

function folderFor(output: string | undefined): string {
  if (output === undefined) return tmpdir();
  const folder = dirname(output);
  try {
    return statSync(folder).isDirectory() ? folder : tmpdir();
  } catch {
    // It is made when the record is written.
    return tmpdir();
  }
}

function attempt<T>(folder: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new UserError(`the working file: ${systemErrorText(systemErrorCode(error))}`, {
      location: { source: folder },
      advice: ['It needs about as much room as the record itself; nothing was written.'],
      cause: error,
    });
  }
}
