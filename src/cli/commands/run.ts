import { translate } from '../../plan/translate.js';
import { checkPlan, checkSnapshot } from '../../validate.js';
import { worksheetArtifacts, worksheetFormats } from '../../writers/index.js';
import { planArtifact, snapshotArtifact } from '../../writers/json.js';
import type { ExitCode, Invocation } from '../io.js';
import { messenger } from '../messages.js';
import { writeFolder } from '../summary.js';
import { type CatalogueOption, inputsOf, snapshotWithCatalogue } from '../user-catalogue.js';

interface RunOptions extends CatalogueOption {
  readonly output: string;
  readonly force?: boolean;
  readonly stamp?: boolean;
}

/** `ata2mdi run`: snapshot, plan and worksheets into one folder. */
export async function run({ words, options, io }: Invocation<RunOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const { snapshot, settings } = await snapshotWithCatalogue(words, options, io, messages);
  const plan = translate(snapshot, { settings });
  if (options.stamp === true) {
    const createdAt = io.now().toISOString();
    snapshot.createdAt = createdAt;
    plan.createdAt = createdAt;
  }
  checkSnapshot(snapshot);
  checkPlan(plan);
  const worksheets = await worksheetArtifacts(plan, worksheetFormats);
  const artifacts = [snapshotArtifact(snapshot), planArtifact(plan), ...worksheets];
  await writeFolder(plan, artifacts, inputsOf(words, options), options, io, messages);
  return 0;
}
