import { stat } from 'node:fs/promises';
import { UserError } from '../errors.js';
import { readStoredPlan } from '../plan/stored.js';
import { translate } from '../plan/translate.js';
import { type NamedBytes, readSourceBytes } from '../readers/node/files.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import type { CommandIo } from './io.js';
import type { Messenger } from './messages.js';
import { snapshotOfSources } from './sources.js';

/**
 * The plan that a command is about: one that was saved earlier, or the translation of the sources.
 *
 * @throws UserError for a source that cannot be read, and for a plan beside other sources
 */
export async function planOfSources(
  words: readonly string[],
  io: CommandIo,
  messages: Messenger,
): Promise<MigrationPlan> {
  const input = new Map<string, NamedBytes>();
  for (const word of words) {
    if (!(await mayBePlan(word)) || input.has(word)) continue;
    const source = await readSourceBytes(word, io.stdin);
    input.set(word, source);
    const plan = readStoredPlan(source);
    if (plan === null) continue;
    if (words.length === 1) return plan;
    throw new UserError('a plan cannot be combined with other sources', {
      location: { source: source.name },
      advice: ['Give the plan alone, or the sources it was made from together with the others.'],
    });
  }
  // Standard input can be read once.
  const read = input.get('-');
  const stdin = read === undefined ? io.stdin : replay(read.bytes);
  return translate(await snapshotOfSources(words, { ...io, stdin }, messages));
}

async function* replay(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Files and standard input; folders and addresses are no plans, and what is not there is told by who reads it. */
async function mayBePlan(word: string): Promise<boolean> {
  if (word === '-') return true;
  try {
    return (await stat(word)).isFile();
  } catch {
    return false;
  }
}
