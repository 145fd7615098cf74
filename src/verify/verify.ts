/** The plan held against what Defender for Identity really has. */
import { type ExportKey, exportEntry, exportKeys } from '../catalogue/exports.js';
import { sensorLogIssue } from '../catalogue/sensor-log.js';
import { centerLabels, centersOf } from '../center-labels.js';
import { program } from '../program.js';
import type { MdiObserved } from '../types/mdi-observed.js';
import type { Item, MigrationPlan, Option } from '../types/migration-plan.js';
import type { CheckedItem, Export, HealthIssue, LogGroup, Verification } from '../types/verification.js';
import type { Progress } from '../writers/progress.js';
import { checkAuditing } from './areas/auditing.js';
import { checkCenter } from './areas/center.js';
import { checkExclusions } from './areas/exclusions.js';
import { checkRole } from './areas/roles.js';
import { checkSensors } from './areas/sensors.js';
import {
  checkDirectoryService,
  checkHealthMail,
  checkIncidentMail,
  checkSyslog,
  checkThresholds,
  checkVpn,
} from './areas/settings.js';
import { checkTags } from './areas/tags.js';
import { checkTuningRules } from './areas/tuning-rules.js';
import { extras } from './extra.js';
import { asksForSomething, type Finding, type VerifyContext } from './finding.js';
import { checkHealth, isOpen } from './health.js';

/** What is given besides the plan and what was observed. */
export interface VerifyOptions {
  /** What people wrote into a worksheet, by item id. */
  readonly attestations?: ReadonlyMap<string, Progress>;
}

/**
 * Compares every item that asks for something. Pure: the same plan and files give the same verification.
 *
 * What is not in a list is missing only if the list is whole; otherwise the result says what to export. The word of a
 * person counts where no file contradicts it.
 */
export function verify(
  plan: MigrationPlan,
  observed: MdiObserved,
  options: VerifyOptions = {},
): Verification {
  const context: VerifyContext = { plan, observed, claimed: new Set(), claimedRecipients: new Set() };
  const findings = findingsOf(plan.items, context);
  const healthIssues = checkHealth(observed, plan.items);
  const labels = centerLabels(plan);
  const dangers = dangersByItem(healthIssues);
  const items = plan.items.flatMap((item): CheckedItem[] => {
    const finding = findings.get(item.id) ?? (asksForSomething(item) ? defaultFinding(item) : null);
    if (finding === null) return [];
    const checked = checkedItem(
      item,
      finding,
      options.attestations?.get(item.id),
      dangers.get(item.id) ?? [],
    );
    const centers = centersOf(item).map((key) => labels.get(key) ?? key);
    return [centers.length === 0 ? checked : { ...checked, centers }];
  });
  const compared = new Set(items.map(({ id }) => id));
  return {
    schema: 'verification',
    schemaVersion: 1,
    program: program(),
    factsAsOf: plan.factsAsOf,
    centers: plan.centers.flatMap(({ name }) => name ?? []),
    planSources: plan.sources.map(({ name }) => name),
    observedSources: observed.sources,
    coverage: observed.coverage,
    notices: [...observed.notices, ...unreadNotices(observed)],
    summary: summaryOf(items),
    notCompared: notComparedOf(plan.items.filter(({ id }) => !compared.has(id))),
    items,
    exports: exportsOf(items),
    extra: extras(context),
    healthIssues,
    sensorLogs: logGroups(observed),
  };
}

/** Whether anything that was planned is not there, or not as planned. */
export function hasShortcomings({ summary }: Pick<Verification, 'summary'>): boolean {
  return summary.missing + summary.different > 0;
}

function findingsOf(items: readonly Item[], context: VerifyContext): Map<string, Finding> {
  const groups = { rules: [] as Item[], tuning: [] as Item[], tags: [] as Item[], sensors: [] as Item[] };
  const findings = new Map<string, Finding>();
  for (const item of items) {
    const { area, target } = item;
    if (area === 'exclusions' && target?.mechanism === 'exclusion-by-detection-rule') groups.rules.push(item);
    else if (area === 'exclusions' && target?.mechanism === 'alert-tuning') groups.tuning.push(item);
    else if ((area === 'honeytokens' || area === 'sensitive-entities') && asksForSomething(item))
      groups.tags.push(item);
    else if (area === 'gateways' || area === 'updates') groups.sensors.push(item);
    else {
      const finding = checkOptions(item, context) ?? checkSingle(item, context);
      if (finding !== null) findings.set(item.id, finding);
    }
  }
  const grouped = [
    checkExclusions(groups.rules, context),
    checkTuningRules(groups.tuning, context),
    checkTags(groups.tags, context),
    checkSensors(groups.sensors, context),
  ];
  for (const group of grouped) for (const [id, finding] of group) findings.set(id, finding);
  return findings;
}

function checkSingle(item: Item, context: VerifyContext): Finding | null {
  return singleChecks.reduce<Finding | null>((found, check) => found ?? check(item, context), null);
}

/**
 * A choice between the values of several Centers: any of them is right. What nothing is known of at all is looked at as an
 * item of its own.
 */
function checkOptions(item: Item, context: VerifyContext): Finding | null {
  if (item.disposition !== 'decision' || item.reason.code !== 'conflict-between-centers') return null;
  const findings = item.decision.options.flatMap((option) => {
    const finding = checkSingle(asOption(item, option, context.plan), context);
    return finding === null ? [] : [{ option, finding }];
  });
  const [first] = findings;
  const chosen = findings.find(({ finding }) => finding.result === 'replicated');
  if (chosen !== undefined)
    return { ...chosen.finding, notes: [...(chosen.finding.notes ?? []), chosen.option.label] };
  if (first === undefined) return null;
  return {
    ...first.finding,
    notes: [...(first.finding.notes ?? []), `Compared with: ${first.option.label}`],
  };
}

/** The item that the Centers of an option have in their own plans, as far as a comparison needs it. */
function asOption(item: Item, option: Option, plan: MigrationPlan): Item {
  const [center = ''] = option.centers ?? [];
  const label = centerLabels(plan).get(center) ?? center;
  const { value } = item.source;
  const own = typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(label) : null;
  return {
    ...item,
    id: option.item ?? item.id,
    source: { ...item.source, value: own ?? null },
    target: item.target === null ? null : { ...item.target, values: option.values ?? [] },
  } as Item;
}

const singleChecks: readonly ((item: Item, context: VerifyContext) => Finding | null)[] = [
  checkDirectoryService,
  checkSyslog,
  checkVpn,
  checkIncidentMail,
  checkHealthMail,
  checkRole,
  checkAuditing,
  checkThresholds,
  checkCenter,
];

function defaultFinding(item: Item): Finding {
  return { result: 'cannot-check', export: item.area === 'reports' ? 'reports' : 'by-hand' };
}

function checkedItem(
  item: Item,
  finding: Finding,
  progress: Progress | undefined,
  healthIssues: readonly number[],
): CheckedItem {
  const result = resultOf(finding, progress);
  return {
    id: item.id,
    area: item.area,
    title: item.title,
    disposition: item.disposition,
    result,
    planned: [...(finding.planned ?? [])],
    differences: [...(finding.differences ?? [])],
    sources: [...(finding.sources ?? [])],
    presumed: finding.presumed ?? false,
    export: result === 'cannot-check' ? (finding.export ?? null) : null,
    attestation: attestationOf(progress),
    notes: [...(finding.notes ?? []), ...contradictionNotes(finding, progress)],
    healthIssues: [...healthIssues],
  };
}

/** Nobody's word makes something be there that a whole list does not show; that something is not needed, people decide. */
function resultOf({ result }: Finding, progress: Progress | undefined): CheckedItem['result'] {
  if (progress?.status === 'Not needed' && (result === 'missing' || result === 'cannot-check'))
    return 'attested';
  if (progress?.status === 'Done' && result === 'cannot-check') return 'attested';
  return result;
}

function attestationOf(progress: Progress | undefined): CheckedItem['attestation'] {
  if (progress === undefined || (progress.status !== 'Done' && progress.status !== 'Not needed')) return null;
  const { status, owner, decision, doneOn, notes } = progress;
  return { status, owner, decision, doneOn, notes };
}

function contradictionNotes({ result }: Finding, progress: Progress | undefined): string[] {
  if (progress?.status === 'Done' && (result === 'missing' || result === 'different'))
    return ['The worksheet says that it is done; the files say otherwise.'];
  if (progress?.status === 'Not needed' && (result === 'replicated' || result === 'different'))
    return ['The worksheet says that it is not needed, but it is there.'];
  return [];
}

function dangersByItem(issues: readonly HealthIssue[]): Map<string, number[]> {
  const dangers = new Map<string, number[]>();
  for (const [index, issue] of issues.entries())
    if (isOpen(issue)) for (const id of issue.items) dangers.set(id, [...(dangers.get(id) ?? []), index]);
  return dangers;
}

function summaryOf(items: readonly CheckedItem[]): Verification['summary'] {
  const summary = { replicated: 0, missing: 0, different: 0, attested: 0, 'cannot-check': 0 };
  for (const { result } of items) summary[result] += 1;
  return summary;
}

function notComparedOf(items: readonly Item[]): Verification['notCompared'] {
  const counts = { automatic: 0, 'no-equivalent': 0, default: 0, unrecognised: 0 };
  for (const { disposition } of items)
    if (disposition !== 'manual' && disposition !== 'scripted' && disposition !== 'decision')
      counts[disposition] += 1;
  return counts;
}

function exportsOf(items: readonly CheckedItem[]): Export[] {
  const counts = new Map<string, number>();
  for (const { export: key } of items) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  return exportKeys().flatMap((key: ExportKey) => {
    const count = counts.get(key);
    if (count === undefined) return [];
    const { title, how } = exportEntry(key);
    return [{ key, title, how: [...how], items: count }];
  });
}

/** Nothing in a file is passed over in silence, not even what is not understood. */
function unreadNotices({ unread }: MdiObserved): Verification['notices'] {
  return unread.map(({ source, shape, names }) => ({
    code: 'not-understood',
    text:
      shape === null
        ? `a part of this file is not understood and counts for nothing (${shortList(names)})`
        : `not understood and not compared: ${shortList(names)}`,
    source,
    path: null,
  }));
}

function shortList(names: readonly string[]): string {
  return names.length <= 8
    ? names.join(', ')
    : `${names.slice(0, 8).join(', ')} and ${names.length - 8} more`;
}

function logGroups({ logGroups: groups }: MdiObserved): LogGroup[] {
  return groups
    .map(({ known, ...group }): LogGroup => {
      const issue = known === null ? undefined : sensorLogIssue(known);
      return { ...group, meaning: issue?.meaning ?? null, remedy: issue?.remedy ?? null };
    })
    .sort((one, other) => logRank(one) - logRank(other) || other.count - one.count);
}

function logRank({ level, meaning }: LogGroup): number {
  return (meaning === null ? 10 : 0) + (/^(?:error|fatal)$/i.test(level) ? 0 : 1);
}
