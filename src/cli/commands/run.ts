import { translateAll } from '../../plan/consolidate.js';
import { snapshotName } from '../../plan/snapshot-names.js';
import type { AtaSnapshot } from '../../types/ata-snapshot.js';
import type { MigrationPlan } from '../../types/migration-plan.js';
import { checkPlan, checkSnapshot } from '../../validate.js';
import { worksheetArtifacts, worksheetFormats } from '../../writers/index.js';
import { planArtifact, snapshotArtifact } from '../../writers/json.js';
import type { Artifact } from '../../writers/writer.js';
import type { ExitCode, Invocation } from '../io.js';
import { messenger } from '../messages.js';
import { writeFolder } from '../summary.js';
import { type CatalogueOption, inputsOf, snapshotsWithCatalogue } from '../user-catalogue.js';

interface RunOptions extends CatalogueOption {
  readonly output: string;
  readonly force?: boolean;
  readonly stamp?: boolean;
}

/** `ata2mdi run`: snapshots, plan and worksheets into one folder. */
export async function run({ words, options, io }: Invocation<RunOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const { snapshots, settings } = await snapshotsWithCatalogue(words, options, io, messages);
  const plan = translateAll(snapshots, { settings });
  if (options.stamp === true) {
    const createdAt = io.now().toISOString();
    for (const snapshot of snapshots) snapshot.createdAt = createdAt;
    plan.createdAt = createdAt;
  }
  for (const snapshot of snapshots) checkSnapshot(snapshot);
  checkPlan(plan);
  const worksheets = await worksheetArtifacts(plan, worksheetFormats);
  const artifacts = [...snapshotArtifacts(snapshots, plan), planArtifact(plan), ...worksheets];
  await writeFolder(plan, artifacts, inputsOf(words, options), options, io, messages);
  return 0;
}

/** The snapshot of each Center, in the order of the plan. */
function snapshotArtifacts(snapshots: readonly AtaSnapshot[], plan: MigrationPlan): Artifact[] {
  if (snapshots.length === 1) return snapshots.map(snapshotArtifact);
  return plan.centers.flatMap(({ key, id, name }) =>
    snapshots
      .filter(({ center }) => center?.id === id && center.name === name)
      .map((snapshot) => ({ ...snapshotArtifact(snapshot), name: snapshotName(plan, key) })),
  );
}
