/** May the ATA Center go? Every condition with its evidence; what nobody knows is not met. */
import type { ActivityTally } from '../alerts/activity-tally.js';
import type { DocumentCounts } from '../alerts/count.js';
import { program } from '../program.js';
import type { Backup } from '../readers/backup.js';
import type { Notice } from '../reporter.js';
import type { Condition, DecommissionGate, Part } from '../types/decommission-gate.js';
import type { MdiObserved } from '../types/mdi-observed.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import { asksForSomething } from '../verify/finding.js';
import { observedOf } from '../verify/observed.js';
import { verify } from '../verify/verify.js';
import type { Progress } from '../writers/progress.js';
import { activitiesRecorded } from './activities-recorded.js';
import { backupReadable, expectedDocuments } from './backup-readable.js';
import {
  type ActivityRecord,
  type ConditionFinding,
  type ConditionInfo,
  type GateEvidence,
  type PartFinding,
  partKey,
  worst,
} from './finding.js';
import { gatewaysStopped, unplannedKeys } from './gateways-stopped.js';
import { healthIssues } from './health-issues.js';
import { itemsSettled } from './items-settled.js';
import { sensorsHealthy } from './sensors-healthy.js';
import { twoHoursPassed } from './two-hours.js';

/** The conditions, in the order of the report. */
export const conditions: readonly ConditionInfo[] = [
  gatewaysStopped,
  sensorsHealthy,
  healthIssues,
  itemsSettled,
  activitiesRecorded,
  backupReadable,
  twoHoursPassed,
];

/** Whether a person can give their word for a condition as a whole. */
export function isAttestedWhole(key: string): boolean {
  return conditions.some((condition) => condition.key === key && condition.isAttestedWhole);
}

/** The word of a person for a condition, a part of one, or an item. */
export interface Attested {
  readonly key: string;
  /** Where it was given. */
  readonly from: string;
}

/** What the gate is decided on. */
export interface GateInput {
  readonly plan: MigrationPlan;
  /** Null if nothing of Defender for Identity was given. */
  readonly observed: MdiObserved | null;
  /** What people wrote into a worksheet, by item id. */
  readonly worksheet?: ReadonlyMap<string, Progress>;
  readonly attested?: readonly Attested[];
  readonly counts: DocumentCounts;
  readonly backup: Backup | null;
  readonly backupActivities?: ActivityTally | null;
  readonly records?: readonly ActivityRecord[];
  /** When ATA last changed the configuration of the plan, in milliseconds since 1970. */
  readonly centerUpdated: number | null;
  /** What counts as now, in UTC; null if nobody said. */
  readonly now: string | null;
  readonly notices?: readonly Notice[];
}

/**
 * Decides the gate. Pure: it knows no clock and reads nothing.
 *
 * The word of a person makes what nobody knows met; it never overrules what a file shows, but where only a person can
 * know: that activities are recorded, and that a domain controller without a sensor is no more. It is shown as a word.
 */
export function decommissionGate(input: GateInput): DecommissionGate {
  const { plan, counts, backup, centerUpdated, now, attested = [], records = [] } = input;
  const backupActivities = input.backupActivities ?? null;
  const observed = input.observed ?? observedOf([], []);
  const words = new Map(attested.map(({ key, from }) => [key, from]));
  const verification = verify(plan, observed, { attestations: attestationsOf(input, words) });
  const evidence: GateEvidence = {
    ...{ plan, observed, verification, counts, backup, backupActivities, records, centerUpdated, now },
  };
  const found = conditions.map((info) => conditionOf(info, info.find(evidence), words));
  const summary = { met: 0, 'not-met': 0, unknown: 0 };
  for (const { result } of found) summary[result] += 1;
  return {
    schema: 'decommission-gate',
    schemaVersion: 1,
    program: program(),
    factsAsOf: plan.factsAsOf,
    now,
    centers: plan.centers.flatMap(({ name }) => name ?? []),
    planSources: plan.sources.map(({ name }) => name),
    observedSources: observed.sources.map(({ name }) => name),
    backup:
      backup === null
        ? null
        : {
            name: backup.name,
            form: backup.form,
            bytes: backup.bytes,
            sha256: backup.sha256,
            collections: backup.collections.map(({ name, documents, checked }) => ({
              name,
              documents,
              checked,
              expected: expectedDocuments(name, evidence),
            })),
          },
    attestations: attested.map(({ key, from }) => ({ key, from })),
    notices: [
      ...verification.notices,
      ...(input.notices ?? []).map(({ code, text, source, path }) => ({
        code,
        text,
        source: source ?? null,
        path: path ?? null,
      })),
    ],
    verdict: summary.met === conditions.length ? 'open' : 'closed',
    summary,
    conditions: found,
  };
}

/**
 * Everything that a person can give their word for: conditions, their gateways (those that only the backup names too) and
 * domain controllers, and items that ask for something.
 */
export function attestationKeys(plan: MigrationPlan, backup: Backup | null = null): Set<string> {
  return new Set([
    ...conditions.map(({ key }) => key).filter(isAttestedWhole),
    ...(plan.gateways ?? []).map(({ name }) => partKey(gatewaysStopped.key, name)),
    ...unplannedKeys({ plan, backup }),
    ...(plan.domainControllers ?? []).map(({ name }) => partKey(sensorsHealthy.key, name)),
    ...plan.items.filter(asksForSomething).map(({ id }) => id),
  ]);
}

/** A worksheet says more than a bare word; but a word beats a worksheet in which nothing is settled. */
function attestationsOf(
  { plan, worksheet = new Map() }: GateInput,
  words: ReadonlyMap<string, string>,
): ReadonlyMap<string, Progress> {
  const all = new Map(worksheet);
  for (const { id } of plan.items) {
    const from = words.get(id);
    const known = all.get(id)?.status;
    if (from !== undefined && known !== 'Done' && known !== 'Not needed')
      all.set(id, {
        status: 'Done',
        owner: '',
        decision: '',
        doneOn: '',
        notes: `the word of a person (${from})`,
      });
  }
  return all;
}

function conditionOf(
  info: ConditionInfo,
  finding: ConditionFinding,
  words: ReadonlyMap<string, string>,
): Condition {
  const word = info.isAttestedWhole ? words.get(info.key) : undefined;
  const parts = finding.parts.map((part) => partOf(part, words.get(part.key), word));
  const isHeard = word !== undefined && takes(finding);
  const own = isHeard ? 'met' : finding.result;
  const result = worst([own, ...parts.map((part) => part.result)]);
  const isContradicted = word !== undefined && result === 'not-met';
  return {
    key: info.key,
    title: info.title,
    result,
    attested: isHeard || parts.some((part) => part.attested),
    evidence: [
      ...finding.evidence,
      ...(isHeard && finding.parts.length === 0 ? [wordText(word)] : []),
      ...(isContradicted
        ? ['A person gave their word for it, but what was found says otherwise: that counts.']
        : []),
    ],
    parts,
    toDo: result === 'met' ? [] : [...finding.toDo],
  };
}

function partOf(part: PartFinding, own: string | undefined, whole: string | undefined): Part {
  const { key, title, result, evidence, attested = false } = part;
  // That one thing is no more has to be said of that thing.
  const word = own ?? (part.personDecides === true ? undefined : whole);
  const isHeard = word !== undefined && takes(part);
  return {
    key,
    title,
    result: isHeard ? 'met' : result,
    attested: attested || isHeard,
    evidence: [...evidence, ...(isHeard ? [wordText(word)] : [])],
  };
}

/** Whether the word of a person changes anything. */
function takes({ result, personDecides }: Pick<PartFinding, 'result' | 'personDecides'>): boolean {
  return result === 'unknown' || (result === 'not-met' && personDecides === true);
}

function wordText(from: string): string {
  return `The word of a person (${from}).`;
}
