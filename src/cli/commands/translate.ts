import { translate } from '../../plan/translate.js';
import { checkPlan } from '../../validate.js';
import { planArtifact } from '../../writers/json.js';
import type { ExitCode, Invocation } from '../io.js';
import { messenger } from '../messages.js';
import { deliver } from '../results.js';
import { snapshotOfSources } from '../sources.js';

interface TranslateOptions {
  readonly output?: string;
  readonly force?: boolean;
  readonly stamp?: boolean;
}

/** `ata2mdi translate`: the plan. */
export async function run({ words, options, io }: Invocation<TranslateOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const plan = translate(await snapshotOfSources(words, io, messages));
  if (options.stamp === true) plan.createdAt = io.now().toISOString();
  checkPlan(plan);
  await deliver(planArtifact(plan), options, words, io, messages);
  return 0;
}
