/** May the ATA Center go? Every condition with its evidence; what nobody knows is not met. */
import type { ActivityTally } from '../alerts/activity-tally.js';
import type { DocumentCounts } from '../alerts/count.js';
import { centerLabels } from '../center-labels.js';
import { InternalError } from '../errors.js';
import { program } from '../program.js';
import type { Backup } from '../readers/backup.js';
import type { Notice } from '../reporter.js';
import type { Condition, DecommissionGate, Part, Backup as ShownBackup } from '../types/decommission-gate.js';
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
import { gatewayKeys, gatewaysStopped } from './gateways-stopped.js';
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

/** What is known of one ATA Center. */
export interface CenterInput {
  /** Of this Center alone. */
  readonly plan: MigrationPlan;
  readonly counts: DocumentCounts;
  readonly backup: Backup | null;
  /** The suspicious activities in the backup. */
  readonly backupActivities?: ActivityTally | null;
  /** When ATA last changed the configuration of the plan, in milliseconds since 1970. */
  readonly centerUpdated: number | null;
}

/** What the gate is decided on. */
export interface GateInput extends CenterInput {
  /** Null if nothing of Defender for Identity was given. */
  readonly observed: MdiObserved | null;
  /** What people wrote into a worksheet, by item id. */
  readonly worksheet?: ReadonlyMap<string, Progress>;
  readonly attested?: readonly Attested[];
  readonly records?: readonly ActivityRecord[];
  /** What counts as now, in UTC; null if nobody said. */
  readonly now: string | null;
  readonly notices?: readonly Notice[];
  /**
   * Where `plan` is of several Centers: what is known of each. All of them are asked about, and the gate opens for all or
   * for none; what is said of a Center outside of this counts for nothing then.
   */
  readonly centers?: readonly CenterInput[];
}

/**
 * Decides the gate. Pure: it knows no clock and reads nothing.
 *
 * The word of a person makes what nobody knows met; it never overrules what a file shows, but where only a person can
 * know: that activities are recorded, and that a domain controller without a sensor is no more. It is shown as a word.
 */
export function decommissionGate(input: GateInput): DecommissionGate {
  const { plan, now, attested = [], records = [] } = input;
  const observed = input.observed ?? observedOf([], []);
  const words = new Map(attested.map(({ key, from }) => [key, from]));
  const verification = verify(plan, observed, { attestations: attestationsOf(input, words) });
  const whole = evidenceOf(input, null, { observed, verification, records, now });
  const parts = centersIn(input).map(({ center, key, label }) => ({
    label,
    evidence: evidenceOf(center, key, { observed, verification, records, now }),
  }));
  const found = conditions.map((info) =>
    conditionOf(
      info,
      info.isOfCenter
        ? joined(parts.map(({ label, evidence }) => ({ label, finding: info.find(evidence) })))
        : info.find(whole),
      words,
    ),
  );
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
    recordSources: records.map(({ name }) => name),
    backups: parts.flatMap(({ label, evidence }) => backupShown(evidence, label)),
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

function evidenceOf(
  { plan, counts, backup, backupActivities, centerUpdated }: CenterInput,
  center: string | null,
  shared: Pick<GateEvidence, 'observed' | 'verification' | 'records' | 'now'>,
): GateEvidence {
  return {
    ...shared,
    ...{ plan, counts, backup, backupActivities: backupActivities ?? null, centerUpdated, center },
  };
}

function backupShown(evidence: GateEvidence, center: string | null): ShownBackup[] {
  const { backup } = evidence;
  if (backup === null) return [];
  const { name, form, bytes, sha256 } = backup;
  const collections = backup.collections.map((collection) => ({
    name: collection.name,
    documents: collection.documents,
    checked: collection.checked,
    expected: expectedDocuments(collection.name, evidence),
  }));
  return [{ name, center, form, bytes, sha256, collections }];
}

interface LabelledCenter {
  readonly center: CenterInput;
  /** Null where there is only one. */
  readonly key: string | null;
  readonly label: string | null;
}

/** The Centers that are asked about, as the plan calls them. */
function centersIn(input: Pick<GateInput, keyof CenterInput | 'centers'>): LabelledCenter[] {
  const { plan, centers = [] } = input;
  if (plan.centers.length < 2) return [{ center: input, key: null, label: null }];
  const labels = centerLabels(plan);
  return plan.centers.map(({ key, id, name }) => {
    const center = centers.find(
      (one) => one.plan.centers[0]?.id === id && one.plan.centers[0]?.name === name,
    );
    if (center === undefined) throw new InternalError('nothing is known of a Center of the plan');
    return { center, key, label: labels.get(key) ?? key };
  });
}

/** What was found of each Center, as one finding: the worst counts, and each sentence says of which Center it is. */
function joined(
  findings: readonly { readonly label: string | null; readonly finding: ConditionFinding }[],
): ConditionFinding {
  const parts = new Map<string, PartFinding>();
  for (const { label, finding } of findings)
    for (const part of finding.parts) {
      // Two Centers may have watched the same domain controller.
      if (parts.has(part.key)) continue;
      parts.set(part.key, label === null ? part : { ...part, title: `${part.title} (${label})` });
    }
  return {
    result: worst(findings.map(({ finding }) => finding.result)),
    evidence: findings.flatMap(({ label, finding }) =>
      finding.evidence.map((text) => (label === null ? text : `${label}: ${text}`)),
    ),
    parts: [...parts.values()],
    toDo: [...new Set(findings.flatMap(({ finding }) => finding.toDo))],
    personDecides: findings.every(({ finding }) => finding.personDecides === true),
  };
}

/**
 * Everything that a person can give their word for: conditions, their gateways (those that only a backup names too) and
 * domain controllers, and items that ask for something.
 */
export function attestationKeys(input: Pick<GateInput, keyof CenterInput | 'centers'>): Set<string> {
  return new Set([
    ...conditions.map(({ key }) => key).filter(isAttestedWhole),
    ...centersIn(input).flatMap(({ center, key }) => [
      ...gatewayKeys({ ...center, center: key }),
      ...(center.plan.domainControllers ?? []).map(({ name }) => partKey(sensorsHealthy.key, name)),
    ]),
    ...input.plan.items.filter(asksForSomething).map(({ id }) => id),
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
