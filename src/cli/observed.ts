import { attestedIn } from '../carry-over/index.js';
import { sensorLogIssues } from '../catalogue/sensor-log.js';
import { UserError } from '../errors.js';
import type { ActivityRecord } from '../gate/finding.js';
import { recordedActivities } from '../readers/alert-record.js';
import type { ObservedPart } from '../readers/mdi-observed/parts.js';
import { observedPartOf } from '../readers/mdi-observed/read.js';
import { openPath, openStandardInput } from '../readers/node/files.js';
import type { SourceBytes } from '../readers/values.js';
import { wholeBytes } from '../readers/whole.js';
import type { Reporter } from '../reporter.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import type { Progress } from '../writers/progress.js';
import type { CommandIo } from './io.js';

/**
 * Reads what `--observed` names: files and folders of them, each once.
 *
 * @param sources the sources beside it
 * @param takeOther takes what shows nothing of Defender for Identity, and says whether it could
 * @throws UserError for a file that is named and that nobody takes; in a folder there may be other files too
 */
export async function readObserved(
  observed: readonly string[],
  sources: readonly string[],
  io: CommandIo,
  reporter: Reporter,
  takeOther: (source: SourceBytes) => Promise<boolean> = async () => false,
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
      // Sensor logs are rolled at 50 MB, so that every one can be held whole.
      const source = { name: file.name, bytes: await wholeBytes(file) };
      const part = observedPartOf(source, sensorLogIssues(), reporter);
      if (!(part instanceof UserError)) parts.push(part);
      else if (!(await takeOther(source))) {
        if (file.ofFolder !== true) throw part;
        reporter.notice({ code: 'passed-over', text: `passed over: ${part.message}`, source: file.name });
      }
    }
  }
  return parts;
}

/** What `--observed` named. */
export interface ObservedOfPlan {
  readonly parts: ObservedPart[];
  /** What people wrote into worksheets, by item. */
  readonly attestations: Map<string, Progress>;
  /** Records of alerts. */
  readonly records: readonly ActivityRecord[];
}

/**
 * Reads what `--observed` names, worksheets of the plan and records of alerts among them: what people wrote there is their
 * word, not what the service says.
 *
 * @throws UserError as {@link readObserved}, and if there is nothing in it
 */
export async function readObservedOfPlan(
  observed: readonly string[],
  sources: readonly string[],
  plan: MigrationPlan,
  io: CommandIo,
  reporter: Reporter,
): Promise<ObservedOfPlan> {
  const attestations = new Map<string, Progress>();
  const records: ActivityRecord[] = [];
  const parts = await readObserved(observed, sources, io, reporter, async (source) => {
    const ids = recordedActivities(source);
    if (ids !== null) {
      records.push({ name: source.name, ids });
      return true;
    }
    const entries = await attestedIn(source, plan, reporter);
    for (const [id, progress] of entries ?? []) attestations.set(id, progress);
    return entries !== null;
  });
  if (parts.length + attestations.size + records.length === 0)
    throw new UserError('there is nothing of Defender for Identity in what --observed names', {
      advice: ['ata2mdi help verify says which files can be given.'],
    });
  return { parts, attestations, records };
}
