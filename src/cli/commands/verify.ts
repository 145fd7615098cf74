import { carriedOverFrom } from '../../carry-over/index.js';
import { UserError } from '../../errors.js';
import { inert } from '../../inert.js';
import { translate } from '../../plan/translate.js';
import type { ObservedPart } from '../../readers/mdi-observed/parts.js';
import type { SourceBytes } from '../../readers/values.js';
import { collectingReporter, type Reporter } from '../../reporter.js';
import type { MigrationPlan } from '../../types/migration-plan.js';
import { checkObserved, checkPlan, checkVerification } from '../../validate.js';
import { observedOf } from '../../verify/observed.js';
import {
  type VerificationFormat,
  verificationArtifact,
  verificationFormats,
} from '../../verify/render/index.js';
import { hasShortcomings, verify } from '../../verify/verify.js';
import { jsonText } from '../../writers/json.js';
import type { Progress } from '../../writers/progress.js';
import { refuseSourcesAsTargets, writeFiles } from '../files.js';
import type { CommandIo, ExitCode, Invocation } from '../io.js';
import { messenger, painter, reportStyle } from '../messages.js';
import { readObserved } from '../observed.js';
import { deliver } from '../results.js';
import { type CatalogueOption, inputsOf, snapshotWithCatalogue } from '../user-catalogue.js';

interface VerifyOptions extends CatalogueOption {
  readonly observed: readonly string[];
  readonly format?: string;
  readonly output?: string;
  readonly saveObserved?: string;
  readonly force?: boolean;
  readonly stamp?: boolean;
}

/** `ata2mdi verify`: the plan held against what MDI really has. Exit code 1 if anything planned is missing or different. */
export async function run({ words, options, io }: Invocation<VerifyOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const format = formatOf(options.format ?? (options.json ? 'json' : 'text'));
  const { snapshot, settings } = await snapshotWithCatalogue(words, options, io, messages);
  const plan = translate(snapshot, { settings });
  checkPlan(plan);
  const reporter = collectingReporter();
  const { parts, attestations } = await readAll(options.observed, words, plan, io, reporter);
  const observed = observedOf(parts, reporter.notices);
  checkObserved(observed);
  const verification = verify(plan, observed, { attestations });
  if (options.stamp === true) verification.createdAt = io.now().toISOString();
  checkVerification(verification);
  const isFile = options.output !== undefined && options.output !== '-';
  // The text on standard output tells them itself.
  if (isFile || format !== 'text')
    for (const { code, text, source } of verification.notices)
      messages.notice({ code, text, ...(source === null ? {} : { source }) });
  const artifact = isFile
    ? verificationArtifact(verification, format)
    : verificationArtifact(verification, format, reportStyle(painter(io.stdout, options)));
  const inputs = inputsOf([...words, ...options.observed], options);
  if (options.saveObserved !== undefined) {
    refuseSourcesAsTargets(inputs, [options.saveObserved]);
    const content = [jsonText(observed)];
    await writeFiles([{ path: options.saveObserved, content }], options.force === true);
    messages.say(`wrote ${inert(options.saveObserved)}`);
  }
  await deliver(artifact, options, inputs, io, messages);
  return hasShortcomings(verification) ? 1 : 0;
}

async function readAll(
  observed: readonly string[],
  sources: readonly string[],
  plan: MigrationPlan,
  io: CommandIo,
  reporter: ReturnType<typeof collectingReporter>,
): Promise<{ parts: ObservedPart[]; attestations: Map<string, Progress> }> {
  const attestations = new Map<string, Progress>();
  const parts = await readObserved(observed, sources, io, reporter, async (source) => {
    const entries = await worksheetEntries(source, plan, reporter);
    for (const [id, progress] of entries ?? []) attestations.set(id, progress);
    return entries !== null;
  });
  if (parts.length + attestations.size === 0)
    throw new UserError('there is nothing of Defender for Identity in what --observed names', {
      advice: ['ata2mdi help verify says which files can be given.'],
    });
  return { parts, attestations };
}

/** What people wrote in a worksheet of this plan: their word, not what the service says. Null for what is no worksheet. */
async function worksheetEntries(
  source: SourceBytes,
  plan: MigrationPlan,
  reporter: Reporter,
): Promise<ReadonlyMap<string, Progress> | null> {
  try {
    return (await carriedOverFrom(source, plan, reporter)).entries;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

function formatOf(word: string): VerificationFormat {
  const format = verificationFormats.find((name) => name === word);
  if (format === undefined)
    throw new UserError(`there is no form ${word} of a verification`, {
      advice: [`Forms: ${verificationFormats.join(', ')}`],
    });
  return format;
}
