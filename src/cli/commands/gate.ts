import { basename } from 'node:path';
import { ActivityTally } from '../../alerts/activity-tally.js';
import { countDocuments } from '../../alerts/count.js';
import { UserError } from '../../errors.js';
import { closestWords } from '../../explain/closest.js';
import {
  type Attested,
  attestationKeys,
  conditions,
  decommissionGate,
  isAttestedWhole,
} from '../../gate/gate.js';
import { gateArtifact } from '../../gate/render/index.js';
import { inert } from '../../inert.js';
import { translate } from '../../plan/translate.js';
import { type Backup, readBackup } from '../../readers/backup.js';
import { openPath } from '../../readers/node/files.js';
import { remarkedLines } from '../../remarked-lines.js';
import type { ReportFormat } from '../../report/artifact.js';
import { collectingReporter } from '../../reporter.js';
import type { MigrationPlan } from '../../types/migration-plan.js';
import { checkGate, checkObserved, checkPlan } from '../../validate.js';
import { observedOf } from '../../verify/observed.js';
import type { CommandIo, ExitCode, Invocation } from '../io.js';
import { type Messenger, messenger } from '../messages.js';
import { readObservedOfPlan } from '../observed.js';
import { formOf, lookOf } from '../reports.js';
import { deliver } from '../results.js';
import { openSources } from '../sources.js';
import { readText } from '../text-file.js';
import { type CatalogueOption, catalogueInUse, inputsOf, snapshotInUse } from '../user-catalogue.js';

interface GateOptions extends CatalogueOption {
  readonly observed?: readonly string[];
  readonly backup?: string;
  readonly attest?: readonly string[];
  readonly attestFile?: string;
  readonly now?: string;
  readonly format?: ReportFormat;
  readonly output?: string;
  readonly force?: boolean;
  readonly stamp?: boolean;
}

/** `ata2mdi gate`: the conditions for removing the ATA Center. Exit code 1 unless all are met. */
export async function run({ words, options, io }: Invocation<GateOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const now = timeOf(options, io);
  const sources = await openSources(words, io, messages);
  const inUse = await catalogueInUse(options, words, io, messages);
  const snapshot = await snapshotInUse(sources, inUse, messages);
  const plan = translate(snapshot, { settings: inUse.settings });
  checkPlan(plan);
  const backupActivities = new ActivityTally();
  const backup = await backupOf(options, backupActivities, messages);
  const attested = await attestedIn(options, plan, backup, io);
  const reporter = collectingReporter();
  const observedWords = options.observed ?? [];
  const {
    parts,
    attestations: worksheet,
    records,
  } = observedWords.length === 0
    ? { parts: [], attestations: new Map(), records: [] }
    : await readObservedOfPlan(observedWords, words, plan, io, reporter);
  const observed = parts.length === 0 ? null : observedOf(parts, reporter.notices);
  if (observed !== null) checkObserved(observed);
  const updated = Date.parse(snapshot.center?.updateTime ?? '');
  const gate = decommissionGate({
    plan,
    observed,
    worksheet,
    attested,
    counts: await countDocuments(sources),
    backup,
    backupActivities: backup === null ? null : backupActivities,
    records,
    centerUpdated: Number.isNaN(updated) ? null : updated,
    now,
    // What was observed tells its own.
    notices: observed === null ? reporter.notices : [],
  });
  if (options.stamp === true) gate.createdAt = io.now().toISOString();
  checkGate(gate);
  const artifact = gateArtifact(gate, formOf(options), lookOf(options, io));
  const others = [options.backup, options.attestFile].filter((path) => path !== undefined);
  const inputs = inputsOf([...words, ...observedWords, ...others], options);
  await deliver(artifact, options, inputs, io, messages);
  return gate.verdict === 'open' ? 0 : 1;
}

/** The clock only if asked: the same input gives the same bytes. */
function timeOf({ now, stamp }: GateOptions, io: CommandIo): string | null {
  if (now === undefined) return stamp === true ? io.now().toISOString() : null;
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d:\d\d)$/.test(now);
  const time = Date.parse(now);
  if (!isTime || Number.isNaN(time))
    throw new UserError('--now is no time with its zone', {
      advice: ['Write it like 2026-10-10T08:00:00Z, or use --stamp for the clock of this computer.'],
    });
  return new Date(time).toISOString();
}

async function backupOf(
  { backup }: GateOptions,
  activities: ActivityTally,
  messages: Messenger,
): Promise<Backup | null> {
  if (backup === undefined) return null;
  const files = await openPath(backup, messages.progress);
  return readBackup(basename(backup), files, (document) => activities.take(document));
}

async function attestedIn(
  { attest = [], attestFile }: GateOptions,
  plan: MigrationPlan,
  backup: Backup | null,
  io: CommandIo,
): Promise<Attested[]> {
  const attested = attest.map((key): Attested => ({ key, from: '--attest' }));
  if (attestFile !== undefined) {
    const { name, text } = await readText(attestFile, io.stdin);
    attested.push(...remarkedLines(text).map((line): Attested => ({ key: line.text, from: name })));
  }
  const known = attestationKeys(plan, backup);
  for (const { key, from } of attested) if (!known.has(key)) throw unknownKey(key, from, known);
  return [...new Map(attested.map((one) => [one.key, one])).values()];
}

/** A key that was given is the user's own word, not content of a source: it may be shown. */
function unknownKey(key: string, from: string, known: ReadonlySet<string>): UserError {
  const isBlanket = conditions.some((condition) => condition.key === key);
  const near = closestWords(key, known);
  const parts = near.length > 0 ? near : [...known].filter((one) => one.includes(key)).slice(0, 5);
  return new UserError(
    isBlanket
      ? `${key} cannot be attested as a whole (${inert(from)})`
      : `there is nothing to attest that is called ${inert(key)} (${inert(from)})`,
    {
      advice: [
        ...(isBlanket
          ? ['Give the ids of single items, or the worksheet in which they are marked, to --observed.']
          : []),
        ...(parts.length === 0 ? [] : [`Nearest: ${parts.join(', ')}`]),
        `Conditions: ${conditions
          .map((one) => one.key)
          .filter(isAttestedWhole)
          .join(', ')}`,
        'Other keys are ids of items, and keys that the report shows.',
      ],
    },
  );
}
