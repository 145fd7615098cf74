import type { MigrationPlan } from '../types/migration-plan.js';

/** What `run` calls the snapshot of a Center: of several Centers, the key of the Center is in its name. */
export function snapshotName({ centers }: Pick<MigrationPlan, 'centers'>, key: string): string {
  return centers.length > 1 ? `snapshot-${key}.json` : 'snapshot.json';
}
