import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../../errors.js';
import type { SourceBytes } from '../values.js';

/** The bytes of a source, and the name it goes by from here on: the last part of its path. */
export interface NamedBytes extends SourceBytes {
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/**
 * Reads one source.
 *
 * @param source a path, or `-` for standard input
 * @throws UserError if it does not exist, is not a file, or may not be read
 */
export async function readSourceBytes(
  source: string,
  standardInput: AsyncIterable<Uint8Array>,
): Promise<NamedBytes> {
  if (/^mongodb(\+srv)?:/i.test(source))
    throw new UserError('this version does not read a live database', {
      location: { source: 'the mongodb:// address' },
      advice: [
        "Use a SystemProfile_*.json file from the ATA Center's Backup folder, or export the collection:",
        '  mongoexport --db ATA --collection SystemProfile --out SystemProfile.json',
      ],
    });
  const name = source === '-' ? 'standard input' : basename(source);
  const bytes = source === '-' ? await readAll(standardInput) : await readRegularFile(source, name);
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function readRegularFile(path: string, name: string): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (found.isDirectory())
      throw new UserError('this is a folder; name the files in it', {
        location: { source: name },
        advice: ['For example: SystemProfile_*.json and UniqueEntity.json of that folder.'],
      });
    return await readFile(path);
  } catch (error) {
    throw asUserError(error, name);
  }
}

const systemErrors: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you may not read this file',
  EPERM: 'you may not read this file',
  ENAMETOOLONG: 'this name is too long for a file',
};

function asUserError(error: unknown, name: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof UserError || code === '') return error;
  return new UserError(systemErrors[code] ?? `this file cannot be read (${code})`, {
    location: { source: name },
    cause: error,
  });
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
