import type { Backup } from '../readers/backup.js';
import type { GateEvidence } from './finding.js';

/** What a backup can tell of the Center of the plan. */
export type BackupWorth =
  /** It is of this Center, whole, and at least as new as the plan. */
  | { readonly isNewest: true }
  /** It tells nothing of how things are now, and why. */
  | { readonly isNewest: false; readonly why: string; readonly isOlder: boolean };

/**
 * How much a backup is worth as the newest word on the Center of the plan. What is damaged, of another Center, or older
 * says nothing of what is no longer in it.
 */
export function backupWorth(
  backup: Backup,
  { plan, centerUpdated }: Pick<GateEvidence, 'plan' | 'centerUpdated'>,
): BackupWorth {
  function nothing(why: string, isOlder = false): BackupWorth {
    return { isNewest: false, why, isOlder };
  }
  if (backup.damage.length > 0) return nothing('is damaged');
  const id = plan.centers[0]?.id ?? null;
  if (id === null) return nothing('may be of another Center, since the plan does not show the id of its own');
  const own = backup.centers.filter((center) => center.id === id);
  if (own.length === 0) return nothing('is not of this ATA Center');
  const updated = own.map((center) => center.updated).filter((time) => time !== null);
  if (updated.length === 0 || centerUpdated === null)
    return nothing('may be older than the configuration of the plan: one of the two shows no time');
  return Math.max(...updated) >= centerUpdated
    ? { isNewest: true }
    : nothing('is older than the configuration of the plan', true);
}
