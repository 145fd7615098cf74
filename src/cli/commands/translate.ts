import { translateAll } from '../../plan/consolidate.js';
import { checkPlan } from '../../validate.js';
import { planArtifact } from '../../writers/json.js';
import type { ExitCode, Invocation } from '../io.js';
import { messenger } from '../messages.js';
import { deliver } from '../results.js';
import { type CatalogueOption, inputsOf, snapshotsWithCatalogue } from '../user-catalogue.js';

interface TranslateOptions extends CatalogueOption {
  readonly output?: string;
  readonly force?: boolean;
  readonly stamp?: boolean;
}

/** `ata2mdi translate`: the plan. */
export async function run({ words, options, io }: Invocation<TranslateOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const { snapshots, settings } = await snapshotsWithCatalogue(words, options, io, messages);
  const plan = translateAll(snapshots, { settings });
  if (options.stamp === true) plan.createdAt = io.now().toISOString();
  checkPlan(plan);
  await deliver(planArtifact(plan), options, inputsOf(words, options), io, messages);
  return 0;
}
