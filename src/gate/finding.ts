import type { ActivityTally } from '../alerts/activity-tally.js';
import type { DocumentCounts } from '../alerts/count.js';
import { itemId } from '../ids.js';
import type { Backup } from '../readers/backup.js';
import type { Result } from '../types/decommission-gate.js';
import type { MdiObserved } from '../types/mdi-observed.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import type { Verification } from '../types/verification.js';

/** A record of alerts that `ata2mdi alerts` wrote: the ids of the suspicious activities in it. */
export interface ActivityRecord {
  readonly name: string;
  readonly ids: ReadonlySet<string>;
}

/** Everything that a condition may look at. Nothing of it was read by the conditions themselves. */
export interface GateEvidence {
  readonly plan: MigrationPlan;
  readonly observed: MdiObserved;
  readonly verification: Verification;
  readonly counts: DocumentCounts;
  /** Null if none was given. */
  readonly backup: Backup | null;
  /** The suspicious activities in the backup. */
  readonly backupActivities: ActivityTally | null;
  /** Records of alerts that were given: which suspicious activities are in them. */
  readonly records: readonly ActivityRecord[];
  /** When ATA last changed the configuration that the plan is made from, in milliseconds since 1970. */
  readonly centerUpdated: number | null;
  /** What counts as now, in UTC; null if nobody said. */
  readonly now: string | null;
  /** The key of the Center that is looked at, where there are several: `plan` is that of this Center alone then. */
  readonly center: string | null;
}

/** What a condition found of one thing, before any word of a person is heard. */
export interface PartFinding {
  readonly key: string;
  readonly title: string;
  readonly result: Result;
  readonly evidence: readonly string[];
  /** True where a person has the last word, whatever the evidence: that something is recorded, or is no more. */
  readonly personDecides?: boolean;
  /** True if it is met by the word of a person that was given elsewhere: in a worksheet. */
  readonly attested?: boolean;
}

/** What a condition found, before any word of a person is heard. */
export interface ConditionFinding {
  /** What is known of the whole; the worst of its parts counts besides. */
  readonly result: Result;
  readonly evidence: readonly string[];
  readonly parts: readonly PartFinding[];
  /** What would show that it is met. */
  readonly toDo: readonly string[];
  readonly personDecides?: boolean;
}

/** A condition of the gate. */
export interface ConditionInfo {
  readonly key: string;
  /** As a statement that has to be true. */
  readonly title: string;
  /** False where the word of a person is heard for each part alone: one word for all would be no evidence. */
  readonly isAttestedWhole: boolean;
  /** True if it is looked at for each Center by itself; else it is about the workspace. */
  readonly isOfCenter: boolean;
  find(evidence: GateEvidence): ConditionFinding;
}

/** The worst of results; met where there are none. */
export function worst(results: readonly Result[]): Result {
  if (results.includes('not-met')) return 'not-met';
  return results.includes('unknown') ? 'unknown' : 'met';
}

/** The key of a part of a condition: printable, whatever the name. */
export function partKey(condition: string, ...names: readonly string[]): string {
  return itemId(condition, ...names.map((name) => name.toLowerCase()));
}

/** `1 sensor`, `2 sensors`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
