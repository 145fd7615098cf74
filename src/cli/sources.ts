import { loadSnapshot } from '../load.js';
import { readSourceBytes } from '../readers/node/files.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { CommandIo } from './io.js';
import type { Messenger } from './messages.js';

/** Reads the sources that a command names into one snapshot; what the readers notice goes to standard error. */
export async function snapshotOfSources(
  words: readonly string[],
  io: CommandIo,
  messages: Messenger,
): Promise<AtaSnapshot> {
  const sources = [];
  for (const word of words) sources.push(await readSourceBytes(word, io.stdin));
  return loadSnapshot(sources, messages);
}
