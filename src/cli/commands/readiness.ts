import { UserError } from '../../errors.js';
import { isEverythingReady, readiness } from '../../readiness/readiness.js';
import { type ReadinessFormat, readinessArtifact } from '../../readiness/render/index.js';
import { collectingReporter } from '../../reporter.js';
import type { MdiObserved } from '../../types/mdi-observed.js';
import { checkObserved, checkReadiness } from '../../validate.js';
import { observedOf } from '../../verify/observed.js';
import type { CommandIo, ExitCode, Invocation } from '../io.js';
import { messenger } from '../messages.js';
import { readObserved } from '../observed.js';
import { formOf, lookOf, tellNotices, tellsByItself } from '../reports.js';
import { deliver } from '../results.js';
import { type CatalogueOption, inputsOf, snapshotsWithCatalogue } from '../user-catalogue.js';

interface ReadinessOptions extends CatalogueOption {
  readonly observed?: readonly string[];
  readonly format?: ReadinessFormat;
  readonly output?: string;
  readonly force?: boolean;
  readonly stamp?: boolean;
}

/**
 * `ata2mdi readiness`: each domain controller against the requirements of sensors. Exit code 1 unless all are known to be
 * ready or have a sensor.
 */
export async function run({ words, options, io }: Invocation<ReadinessOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const { snapshots } = await snapshotsWithCatalogue(words, options, io, messages);
  const observedWords = options.observed ?? [];
  const observed = observedWords.length === 0 ? null : await observedIn(observedWords, words, io);
  const result = readiness(snapshots, observed);
  if (options.stamp === true) result.createdAt = io.now().toISOString();
  checkReadiness(result);
  if (!tellsByItself(options)) tellNotices(result.notices, messages);
  const artifact = readinessArtifact(result, formOf(options), lookOf(options, io));
  await deliver(artifact, options, inputsOf([...words, ...observedWords], options), io, messages);
  return isEverythingReady(result) ? 0 : 1;
}

async function observedIn(
  observed: readonly string[],
  sources: readonly string[],
  io: CommandIo,
): Promise<MdiObserved> {
  const reporter = collectingReporter();
  const parts = await readObserved(observed, sources, io, reporter);
  const found = observedOf(parts, reporter.notices);
  checkObserved(found);
  if (found.sensors.length + (found.serverTests?.length ?? 0) === 0)
    throw new UserError('there is neither a sensor nor a readiness report in what --observed names', {
      advice: ['Give mdi-<domain>.json, which Test-MdiReadiness.ps1 writes, or a list of sensors.'],
    });
  return found;
}
