import { carriedOverFrom } from '../../carry-over/index.js';
import { sensorLogIssues } from '../../catalogue/sensor-log.js';
import { UserError } from '../../errors.js';
import { inert } from '../../inert.js';
import { translateAll } from '../../plan/consolidate.js';
import type { ObservedPart } from '../../readers/mdi-observed/parts.js';
import { observedPartOf } from '../../readers/mdi-observed/read.js';
import { openPath, openStandardInput } from '../../readers/node/files.js';
import type { SourceBytes } from '../../readers/values.js';
import { wholeBytes } from '../../readers/whole.js';
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
import { messenger, painter } from '../messages.js';
import { deliver } from '../results.js';
import { type CatalogueOption, inputsOf, snapshotsWithCatalogue } from '../user-catalogue.js';

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
  const { snapshots, settings } = await snapshotsWithCatalogue(words, options, io, messages);
  const plan = translateAll(snapshots, { settings });
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
  const paint = painter(io.stdout, options);
  const artifact = isFile
    ? verificationArtifact(verification, format)
    : verificationArtifact(verification, format, {
        heading: (text) => paint('bold', text),
        bad: (text) => paint('red', text),
        dim: (text) => paint('dim', text),
      });
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
  if ([...observed, ...sources].filter((word) => word === '-').length > 1)
    throw new UserError('standard input can be read once', { advice: ['Give - only once.'] });
  const seen = new Set<string>();
  const parts: ObservedPart[] = [];
  const attestations = new Map<string, Progress>();
  for (const word of observed) {
    const files = word === '-' ? [await openStandardInput(io.stdin)] : await openPath(word);
    for (const file of files) {
      // The same bytes under another name are no second answer.
      if (seen.has(file.sha256)) continue;
      seen.add(file.sha256);
      // Sensor logs are rolled at 50 MB, so that every one can be held whole.
      const source = { name: file.name, bytes: await wholeBytes(file) };
      const part = observedPartOf(source, sensorLogIssues(), reporter);
      if (!(part instanceof UserError)) {
        parts.push(part);
        continue;
      }
      const entries = await worksheetEntries(source, plan, reporter);
      if (entries !== null) for (const [id, progress] of entries) attestations.set(id, progress);
      else if (file.ofFolder !== true) throw part;
      // In a folder there may be other files too.
      else reporter.notice({ code: 'passed-over', text: `passed over: ${part.message}`, source: file.name });
    }
  }
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
