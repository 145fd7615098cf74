import { sensorLogIssues } from '../../catalogue/sensor-log.js';
import { UserError } from '../../errors.js';
import { inert } from '../../inert.js';
import { translate } from '../../plan/translate.js';
import type { ObservedPart } from '../../readers/mdi-observed/parts.js';
import { observedPartOf } from '../../readers/mdi-observed/read.js';
import { openPath, openStandardInput } from '../../readers/node/files.js';
import type { FileSource } from '../../readers/sources.js';
import { collectingReporter } from '../../reporter.js';
import { checkObserved, checkPlan, checkVerification } from '../../validate.js';
import { observedOf } from '../../verify/observed.js';
import {
  type VerificationFormat,
  verificationArtifact,
  verificationFormats,
} from '../../verify/render/index.js';
import { hasShortcomings, verify } from '../../verify/verify.js';
import { jsonText } from '../../writers/json.js';
import { refuseSourcesAsTargets, writeFiles } from '../files.js';
import type { CommandIo, ExitCode, Invocation } from '../io.js';
import { messenger, painter } from '../messages.js';
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
  const parts = await readAll(options.observed, words, io, reporter);
  const observed = observedOf(parts, reporter.notices);
  checkObserved(observed);
  const verification = verify(plan, observed);
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
  io: CommandIo,
  reporter: ReturnType<typeof collectingReporter>,
): Promise<ObservedPart[]> {
  if ([...observed, ...sources].filter((word) => word === '-').length > 1)
    throw new UserError('standard input can be read once', { advice: ['Give - only once.'] });
  const seen = new Set<string>();
  const parts: ObservedPart[] = [];
  for (const word of observed) {
    const files = word === '-' ? [await openStandardInput(io.stdin)] : await openPath(word);
    for (const file of files) {
      // The same bytes under another name are no second answer.
      if (seen.has(file.sha256)) continue;
      seen.add(file.sha256);
      const part = await readFileOrPass(file, reporter);
      if (part !== null) parts.push(part);
    }
  }
  if (parts.length === 0)
    throw new UserError('there is nothing of Defender for Identity in what --observed names', {
      advice: ['ata2mdi help verify says which files can be given.'],
    });
  return parts;
}

/** In a folder there may be other files too: what is not recognised there is told and passed over. */
async function readFileOrPass(
  file: FileSource,
  reporter: ReturnType<typeof collectingReporter>,
): Promise<ObservedPart | null> {
  const part = observedPartOf({ name: file.name, bytes: await bytesOf(file) }, sensorLogIssues(), reporter);
  if (!(part instanceof UserError)) return part;
  if (file.ofFolder !== true) throw part;
  reporter.notice({ code: 'passed-over', text: `passed over: ${part.message}`, source: file.name });
  return null;
}

/** Sensor logs are rolled at 50 MB, so that every one can be held whole. */
async function bytesOf(file: FileSource): Promise<Uint8Array> {
  if ('bytes' in file) return file.bytes;
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.chunks()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function formatOf(word: string): VerificationFormat {
  const format = verificationFormats.find((name) => name === word);
  if (format === undefined)
    throw new UserError(`there is no form ${word} of a verification`, {
      advice: [`Forms: ${verificationFormats.join(', ')}`],
    });
  return format;
}
