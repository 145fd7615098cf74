import { translateAll } from '../../plan/consolidate.js';
import type { ReportFormat } from '../../report/artifact.js';
import { collectingReporter } from '../../reporter.js';
import { checkObserved, checkPlan, checkVerification } from '../../validate.js';
import { observedOf } from '../../verify/observed.js';
import { verificationArtifact } from '../../verify/render/index.js';
import { hasShortcomings, verify } from '../../verify/verify.js';
import { jsonText } from '../../writers/json.js';
import type { ExitCode, Invocation } from '../io.js';
import { messenger } from '../messages.js';
import { readObservedOfPlan } from '../observed.js';
import { formOf, lookOf, tellNotices, tellsByItself } from '../reports.js';
import { deliver } from '../results.js';
import { type CatalogueOption, inputsOf, snapshotsWithCatalogue } from '../user-catalogue.js';

interface VerifyOptions extends CatalogueOption {
  readonly observed: readonly string[];
  readonly format?: ReportFormat;
  readonly output?: string;
  readonly saveObserved?: string;
  readonly force?: boolean;
  readonly stamp?: boolean;
}

/** `ata2mdi verify`: the plan held against what MDI really has. Exit code 1 if anything planned is missing or different. */
export async function run({ words, options, io }: Invocation<VerifyOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const { snapshots, settings } = await snapshotsWithCatalogue(words, options, io, messages);
  const plan = translateAll(snapshots, { settings });
  checkPlan(plan);
  const reporter = collectingReporter();
  const { parts, attestations } = await readObservedOfPlan(options.observed, words, plan, io, reporter);
  const observed = observedOf(parts, reporter.notices);
  checkObserved(observed);
  const verification = verify(plan, observed, { attestations });
  if (options.stamp === true) verification.createdAt = io.now().toISOString();
  checkVerification(verification);
  if (!tellsByItself(options)) tellNotices(verification.notices, messages);
  const artifact = verificationArtifact(verification, formOf(options), lookOf(options, io));
  const inputs = inputsOf([...words, ...options.observed], options);
  const { saveObserved } = options;
  const beside = saveObserved === undefined ? [] : [{ path: saveObserved, content: [jsonText(observed)] }];
  await deliver(artifact, options, inputs, io, messages, beside);
  return hasShortcomings(verification) ? 1 : 0;
}
