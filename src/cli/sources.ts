import { UserError } from '../errors.js';
import { loadSnapshot } from '../load.js';
import { type NamedBytes, readSourceBytes } from '../readers/node/files.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { CommandIo } from './io.js';
import type { Messenger } from './messages.js';

/**
 * Reads the sources that a command names into one snapshot; what the readers notice goes to standard error. A source
 * that is named twice, or has the same bytes as another, counts once: it is no second state of the Center.
 *
 * @throws UserError for a source that cannot be read
 */
export async function snapshotOfSources(
  words: readonly string[],
  io: CommandIo,
  messages: Messenger,
): Promise<AtaSnapshot> {
  if (words.filter((word) => word === '-').length > 1)
    throw new UserError('standard input can be read once', { advice: ['Give - only once.'] });
  const sources = new Map<string, NamedBytes>();
  for (const word of words) {
    const source = await readSourceBytes(word, io.stdin);
    const same = sources.get(source.sha256);
    if (same === undefined) sources.set(source.sha256, source);
    else
      messages.notice({
        code: 'same-source',
        text: `the same bytes as ${same.name}; they count once`,
        source: source.name,
      });
  }
  return loadSnapshot([...sources.values()], messages);
}
