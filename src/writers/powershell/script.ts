import { centerLabels, centersOf } from '../../center-labels.js';
import type { ScriptName } from '../../plan/scripts.js';
import type { MigrationPlan } from '../../types/migration-plan.js';
import { visibleText } from '../visible.js';
import type { Artifact } from '../writer.js';
import { powershellFile } from './file.js';
import { type PowershellValue, powershellValue } from './quote.js';

/** A script: constant text before and after the data that the plan gives. */
export interface Script {
  readonly name: ScriptName;
  /** Comment-based help, what it requires, parameters. Never made of values of a plan. */
  readonly head: string;
  /** The elements of `$Items`, all with the same properties. */
  items(plan: MigrationPlan): readonly ScriptRow[];
  /** What it does. Never made of values of a plan. */
  readonly body: string;
}

/** An element of `$Items`. */
export type ScriptRow = Readonly<Record<string, PowershellValue>>;

/** Marks around the only part of a script that is made of values of a plan. */
export const dataStart = '#region Data: what the plan gives';
export const dataEnd = '#endregion';

/** The script as a file below `scripts/`. */
export function scriptArtifact(script: Script, plan: MigrationPlan): Artifact {
  const text = [
    script.head.trim(),
    '',
    'Set-StrictMode -Version 2.0',
    "$ErrorActionPreference = 'Stop'",
    '',
    dataStart,
    '# This is the only part that differs from one plan to another. Everything below it is the same in every script of',
    '# this name. Texts are quoted so that PowerShell takes nothing in them for code.',
    `$Plan = ${row(provenance(plan), '')}`,
    `$Items = ${rows(withCenters(script.items(plan), plan))}`,
    dataEnd,
    '',
    script.body.trim(),
    '',
  ].join('\n');
  return {
    name: `scripts/${script.name}.ps1`,
    mediaType: 'text/plain; charset=utf-8',
    content: [powershellFile(text)],
  };
}

function provenance({ program, factsAsOf, centers }: MigrationPlan): ScriptRow {
  return {
    Centers: centers.map(({ name, key }) => visibleText(name ?? key)),
    FactsAsOf: factsAsOf,
    WrittenBy: `${program.name} ${program.version}`,
  };
}

/** Of which ATA Center each element is, in a plan of several. */
function withCenters(items: readonly ScriptRow[], plan: MigrationPlan): readonly ScriptRow[] {
  if (plan.centers.length < 2) return items;
  const labels = centerLabels(plan);
  const byId = new Map(plan.items.map((item) => [item.id, centersOf(item)]));
  return items.map((item) => {
    const centers = byId.get(String(item['ItemId'])) ?? [];
    return { ...item, Center: visibleText(centers.map((key) => labels.get(key) ?? key).join(', ')) };
  });
}

function rows(items: readonly ScriptRow[]): string {
  if (items.length === 0) return '@()';
  return `@(\n${items.map((item) => `    ${row(item, '    ')}`).join('\n')}\n)`;
}

/** Names of properties are ours. */
function row(item: ScriptRow, indent: string): string {
  const width = Math.max(...Object.keys(item).map((name) => name.length));
  const lines = Object.entries(item).map(
    ([name, value]) => `${indent}    ${name.padEnd(width)} = ${powershellValue(value)}`,
  );
  return `[pscustomobject]@{\n${lines.join('\n')}\n${indent}}`;
}
