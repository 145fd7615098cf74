import { basename } from 'node:path';
import { ActivityTally } from '../../alerts/activity-tally.js';
import { countDocuments } from '../../alerts/count.js';
import { InternalError, UserError } from '../../errors.js';
import { closestWords } from '../../explain/closest.js';
import {
  type Attested,
  attestationKeys,
  type CenterInput,
  conditions,
  decommissionGate,
  isAttestedWhole,
} from '../../gate/gate.js';
import { gateArtifact } from '../../gate/render/index.js';
import { inert } from '../../inert.js';
import { consolidate } from '../../plan/consolidate.js';
import { translate } from '../../plan/translate.js';
import { type Backup, readBackup } from '../../readers/backup.js';
import { openPath } from '../../readers/node/files.js';
import { remarkedLines } from '../../remarked-lines.js';
import type { ReportFormat } from '../../report/artifact.js';
import { collectingReporter } from '../../reporter.js';
import { checkGate, checkObserved, checkPlan } from '../../validate.js';
import { observedOf } from '../../verify/observed.js';
import type { CommandIo, ExitCode, Invocation } from '../io.js';
import { type Messenger, messenger } from '../messages.js';
import { readObservedOfPlan } from '../observed.js';
import { formOf, lookOf } from '../reports.js';
import { deliver } from '../results.js';
import { openSources } from '../sources.js';
import { readText } from '../text-file.js';
import { type CatalogueOption, catalogueInUse, inputsOf, snapshotsInUse } from '../user-catalogue.js';

interface GateOptions extends CatalogueOption {
  readonly observed?: readonly string[];
  readonly backup?: readonly string[];
  readonly attest?: readonly string[];
  readonly attestFile?: string;
  readonly now?: string;
  readonly format?: ReportFormat;
  readonly output?: string;
  readonly force?: boolean;
  readonly stamp?: boolean;
}

/** `ata2mdi gate`: the conditions for removing the ATA Center, or all of several. Exit code 1 unless all are met. */
export async function run({ words, options, io }: Invocation<GateOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const now = timeOf(options, io);
  const sources = await openSources(words, io, messages);
  const inUse = await catalogueInUse(options, words, io, messages);
  const snapshots = await snapshotsInUse(sources, inUse, messages);
  const plans = snapshots.map((snapshot) => translate(snapshot, { settings: inUse.settings }));
  const plan = consolidate(plans);
  checkPlan(plan);
  const reporter = collectingReporter();
  const backups = await backupsIn(options, messages);
  // Nothing tells which of several Centers a collection is of that lies beside them: the backups tell.
  const counts = plans.length > 1 ? { entities: null, activities: null } : await countDocuments(sources);
  const centers = snapshots.map((snapshot, index): CenterInput => {
    const updated = Date.parse(snapshot.center?.updateTime ?? '');
    const backup = backupOf(snapshot.center?.id ?? null, backups, snapshots.length);
    return {
      plan: plans[index] ?? plan,
      counts,
      backup: backup?.backup ?? null,
      backupActivities: backup?.activities ?? null,
      centerUpdated: Number.isNaN(updated) ? null : updated,
    };
  });
  const used = new Set(centers.map(({ backup }) => backup));
  for (const { backup } of backups)
    if (!used.has(backup))
      reporter.notice({
        code: 'backup-of-no-center',
        text: 'the backup is of none of these ATA Centers, or too damaged to tell: it counts for nothing',
        source: backup.name,
      });
  const [first] = centers;
  if (first === undefined) throw new InternalError('there is no Center to ask about');
  const asked = { ...first, plan, centers };
  const attested = await attestedIn(options, attestationKeys(asked), io);
  const observedWords = options.observed ?? [];
  const observedReporter = collectingReporter();
  const { parts, attestations, records } =
    observedWords.length === 0
      ? { parts: [], attestations: new Map(), records: [] }
      : await readObservedOfPlan(observedWords, words, plan, io, observedReporter);
  const observed = parts.length === 0 ? null : observedOf(parts, observedReporter.notices);
  if (observed !== null) checkObserved(observed);
  const gate = decommissionGate({
    ...asked,
    observed,
    worksheet: attestations,
    attested,
    records,
    now,
    // What was observed tells its own.
    notices: observed === null ? [...observedReporter.notices, ...reporter.notices] : reporter.notices,
  });
  if (options.stamp === true) gate.createdAt = io.now().toISOString();
  checkGate(gate);
  const artifact = gateArtifact(gate, formOf(options), lookOf(options, io));
  const others = [
    ...(options.backup ?? []),
    ...(options.attestFile === undefined ? [] : [options.attestFile]),
  ];
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

interface ReadBackup {
  readonly backup: Backup;
  readonly activities: ActivityTally;
}

async function backupsIn({ backup = [] }: GateOptions, messages: Messenger): Promise<ReadBackup[]> {
  const found: ReadBackup[] = [];
  for (const path of backup) {
    const activities = new ActivityTally();
    const files = await openPath(path, messages.progress);
    const read = await readBackup(basename(path), files, (document) => activities.take(document));
    found.push({ backup: read, activities });
  }
  return found;
}

/** The backup of a Center. Of a single one, whatever was given: the gate says what is wrong with it. */
function backupOf(id: string | null, backups: readonly ReadBackup[], centers: number): ReadBackup | null {
  const [only, another] = backups;
  if (centers === 1 && another === undefined) return only ?? null;
  const own = backups.filter(
    ({ backup }) => id !== null && backup.centers.some((center) => center.id === id),
  );
  const [first, second] = own;
  if (first !== undefined && second !== undefined)
    throw new UserError('two of the backups are of the same ATA Center', {
      location: { source: second.backup.name },
      advice: ['Give the newest one of each Center.'],
    });
  return first ?? null;
}

async function attestedIn(
  { attest = [], attestFile }: GateOptions,
  known: ReadonlySet<string>,
  io: CommandIo,
): Promise<Attested[]> {
  const attested = attest.map((key): Attested => ({ key, from: '--attest' }));
  if (attestFile !== undefined) {
    const { name, text } = await readText(attestFile, io.stdin);
    attested.push(...remarkedLines(text).map((line): Attested => ({ key: line.text, from: name })));
  }
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
