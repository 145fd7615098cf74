import { translate } from '../../plan/translate.js';
import { checkPlan } from '../../validate.js';
import { planArtifact } from '../../writers/json.js';
import type { ExitCode, Invocation } from '../io.js';
import { messenger } from '../messages.js';
import { deliver } from '../results.js';
import { type CatalogueOption, inputsOf, snapshotWithCatalogue } from '../user-catalogue.js';

interface TranslateOptions extends CatalogueOption {
  readonly output?: string;
  readonly force?: boolean;
  readonly stamp?: boolean;
}

/** `ata2mdi translate`: the plan. */
export async function run({ words, options, io }: Invocation<TranslateOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const { snapshot, settings } = await snapshotWithCatalogue(words, options, io, messages);
  const plan = translate(snapshot, { settings });
  if (options.stamp === true) plan.createdAt = io.now().toISOString();
  checkPlan(plan);
  await deliver(planArtifact(plan), options, inputsOf(words, options), io, messages);
  return 0;
}
