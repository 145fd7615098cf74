import { UserError } from '../errors.js';
import { translateAll } from '../plan/consolidate.js';
import { readStoredPlan } from '../plan/stored.js';

import type { LoadableSource } from '../readers/sources.js';
import type { SourceStream } from '../readers/values.js';
import { wholeBytes } from '../readers/whole.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import type { CommandIo } from './io.js';
import type { Messenger } from './messages.js';
import { openSources } from './sources.js';
import { type CatalogueOption, catalogueInUse, snapshotsInUse } from './user-catalogue.js';

/**
 * The plan that a command is about: one that was saved earlier, or the translation of the sources.
 *
 * @throws UserError for a source that cannot be read, and for a plan beside other sources or a user's catalogue
 */
export async function planOfSources(
  words: readonly string[],
  options: CatalogueOption,
  io: CommandIo,
  messages: Messenger,
): Promise<MigrationPlan> {
  const sources = await openSources(words, io, messages);
  for (const source of sources) {
    const plan = await storedPlanOf(source);
    if (plan === null) continue;
    if (sources.length > 1)
      throw new UserError('a plan cannot be combined with other sources', {
        location: { source: source.name },
        advice: ['Give the plan alone, or the sources it was made from together with the others.'],
      });
    if (options.catalogue !== undefined)
      throw new UserError('a catalogue has no effect on a plan that is made already', {
        location: { source: source.name },
        advice: ['Give the sources it was made from, with --catalogue, or the plan without it.'],
      });
    return plan;
  }
  const inUse = await catalogueInUse(options, words, io, messages);
  return translateAll(await snapshotsInUse(sources, inUse, messages), { settings: inUse.settings });
}

/** Null for what is no plan. Files of a folder are read for what they hold of ATA; a plan among them is left to that. */
async function storedPlanOf(source: LoadableSource): Promise<MigrationPlan | null> {
  if ('query' in source || source.ofFolder === true) return null;
  if (!('bytes' in source) && !(await beginsLikePlan(source))) return null;
  return readStoredPlan({ name: source.name, bytes: await wholeBytes(source) });
}

/** The first key of a plan, with which every plan that this program wrote begins. */
const planBeginning = /^(?:\uFEFF)?\s*\{\s*"accounting"/;

/** A file that is too large to hold may be a dump of many gigabytes: only what begins like a plan is held. */
async function beginsLikePlan({ chunks }: SourceStream): Promise<boolean> {
  for await (const chunk of chunks())
    return planBeginning.test(new TextDecoder().decode(chunk.subarray(0, 1000)));
  return false;
}
