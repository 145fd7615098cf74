import { areas } from '../catalogue/areas.js';
import { documentationLink } from '../catalogue/links.js';
import { type Phase, type PhaseInfo, phases } from '../plan/phases.js';
import type { Center, Item, MigrationPlan, Notice } from '../types/migration-plan.js';
import { reasonLines } from './cells.js';
import { code, codeInCell, link, strongText, table, textIn, textInCell } from './markdown-text.js';
import { type WorksheetRecord, worksheetRecords } from './records.js';
import { visibleText } from './visible.js';
import type { Artifact, Writer } from './writer.js';

/**
 * `worksheet.md`: a summary first, then what is to be done in the order of Microsoft's migration guide, at the end
 * what needs no hand. The outline is put together line by line, because a tree of 20 000 items would take the
 * library seconds; every text that is not ours is escaped by the library (markdown-text.ts).
 */
export const markdownWriter: Writer = { format: 'md', artifacts: markdownArtifacts };

const dispositions: readonly Item['disposition'][] = [
  'scripted',
  'manual',
  'decision',
  'automatic',
  'no-equivalent',
  'default',
  'unrecognised',
];

type RenderLinks = (docs: WorksheetRecord['docs']) => string;

function markdownArtifacts(plan: MigrationPlan): Artifact[] {
  const records = worksheetRecords(plan);
  const links = rememberedLinks();
  const sections = [
    headLines(plan),
    summaryLines(records),
    accountingLines(plan),
    noticeLines(plan.notices),
    ...phases.map((phase) =>
      phaseLines(
        phase,
        records.filter((record) => record.phase === phase.key),
        links,
      ),
    ),
  ];
  const content = sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`);
  return [
    {
      name: 'worksheet.md',
      mediaType: 'text/markdown; charset=utf-8',
      content: content.map((section, index) => (index === 0 ? section : `\n${section}`)),
    },
  ];
}

function headLines(plan: MigrationPlan): string[] {
  const names = plan.centers.map((center) => textIn(visibleText(center.name ?? center.key)));
  const made = plan.createdAt === undefined ? '' : ` at ${textIn(visibleText(plan.createdAt))}`;
  return [
    `# Moving ${names.length === 0 ? 'ATA' : names.join(', ')} to Microsoft Defender for Identity`,
    '',
    ...plan.centers.map((center) => `- ATA Center: ${centerText(center, plan.factsAsOf)}`),
    ...plan.sources.map(
      ({ name, format, documents }) =>
        `- Source: ${code(visibleText(name))} (${textIn(format)}, ${counted(documents, 'document')})`,
    ),
    `- Facts as of ${textIn(plan.factsAsOf)}. Detections and portal pages keep moving: check what looks different.`,
    `- Written by ${plan.program.name} ${textIn(plan.program.version)}${made}. Nothing was changed in ATA or in Defender for Identity.`,
  ];
}

function centerText(center: Center, factsAsOf: string): string {
  const { version, versionName, supportEnded } = center;
  const name = strongText(visibleText(center.name ?? center.key));
  if (version === null) return `${name}, version not known`;
  const release = versionName === null ? 'release not known' : `ATA ${textIn(versionName)}`;
  return `${name}, version ${textIn(visibleText(version))} (${release}), ${supportText(supportEnded, factsAsOf)}`;
}

/** Months compare as text: `2026-01` is before `2026-09`. */
function supportText(supportEnded: string | null, factsAsOf: string): string {
  if (supportEnded === null) return 'state of support not known';
  const ended = supportEnded.slice(0, factsAsOf.length) < factsAsOf;
  return `${ended ? 'support ended on' : 'supported until'} ${textIn(supportEnded)}`;
}

function summaryLines(records: readonly WorksheetRecord[]): string[] {
  const present = areas.filter((area) => records.some((record) => record.area === area));
  const counts = new Map<string, number>();
  for (const { area, disposition } of records)
    for (const key of [`${area} ${disposition}`, `${area} total`, `total ${disposition}`, 'total total'])
      counts.set(key, (counts.get(key) ?? 0) + 1);
  const rows = [...present, 'total'].map((area) => [
    area === 'total' ? '**Total**' : area,
    ...[...dispositions, 'total'].map((disposition) => String(counts.get(`${area} ${disposition}`) ?? 0)),
  ]);
  return ['## Summary', '', ...table(['Area', ...dispositions, 'Total'], rows)];
}

function accountingLines({ accounting, documents }: MigrationPlan): string[] {
  const { leaves, accounted, byDisposition } = accounting;
  const parts = dispositions
    .filter((disposition) => byDisposition[disposition] > 0)
    .map((disposition) => `${byDisposition[disposition]} ${disposition}`);
  const split = parts.length === 0 ? '' : `: ${parts.join(', ')}`;
  return [
    `${counted(leaves, 'setting value')} read from ${counted(documents.length, 'document')}, ${accounted} accounted for${split}.`,
  ];
}

function noticeLines(notices: readonly Notice[]): string[] {
  if (notices.length === 0) return [];
  const lines = notices.map(({ text, source, path }) => {
    const place = [source, path].filter((part) => part !== null).map((part) => code(visibleText(part)));
    return `- ${textIn(visibleText(text))}${place.length === 0 ? '' : ` (${place.join(', ')})`}`;
  });
  return ['## Notices', '', ...lines];
}

function phaseLines(
  phase: PhaseInfo & { readonly key: Phase },
  records: readonly WorksheetRecord[],
  links: RenderLinks,
) {
  const lines = [`## ${phase.title}`, '', ...phase.intro.flatMap((text) => [textIn(text), ''])];
  const guide = documentationLink('mdi-migrate-from-ata');
  const guideLink = links([guide]);
  lines.push(...phase.cautions.flatMap((text) => [`> **Caution:** ${textIn(text)} (${guideLink})`, '']));
  if (records.length === 0) lines.push('Nothing in this plan.', '');
  for (const [area, ofArea] of groupedByArea(records)) {
    lines.push(`### ${area}`, '');
    if (phase.key === 'record') lines.push(...recordTable(ofArea, links), '');
    else for (const record of ofArea) lines.push(...itemLines(record, links), '');
  }
  lines.pop();
  return lines;
}

function groupedByArea(records: readonly WorksheetRecord[]): Map<string, WorksheetRecord[]> {
  const groups = new Map<string, WorksheetRecord[]>();
  for (const record of records) {
    const group = groups.get(record.area);
    if (group === undefined) groups.set(record.area, [record]);
    else group.push(record);
  }
  return groups;
}

/** How many ATA paths an item shows; plan.json has them all. */
const shownPaths = 5;

function itemLines(record: WorksheetRecord, links: RenderLinks): string[] {
  const { id, title, disposition, ataValue, ataPaths, product, portalPath, detection, check, docs } = record;
  const lines = [`- [ ] ${title === '' ? code(id) : strongText(title)} (${disposition})`];
  if (ataValue !== '') lines.push(`  - ATA value: ${textIn(ataValue)}`);
  if (ataPaths.length > 0) lines.push(`  - ATA setting: ${pathsText(ataPaths)}`);
  if (portalPath !== '')
    lines.push(`  - Where: ${textIn(portalPath)}${product === '' ? '' : ` (${textIn(product)})`}`);
  if (detection !== '') lines.push(`  - Detection: ${textIn(detection)}`);
  lines.push(...decisionLines(record.decision), ...stepsLines(record.steps), ...commandLines(record.command));
  lines.push(...valueLines(record.values));
  if (check !== '') lines.push(`  - How to check: ${textIn(check)}`);
  const [reason = '', ...others] = reasonLines(record);
  lines.push(`  - Why: ${textIn(reason)}`, ...others.map((line) => `  - ${textIn(line)}`));
  if (docs.length > 0) lines.push(`  - Documentation: ${links(docs)}`);
  lines.push(`  - Id: ${code(id)}`);
  return lines;
}

function pathsText(paths: readonly string[]): string {
  const shown = paths.slice(0, shownPaths).map(code).join(', ');
  return paths.length <= shownPaths
    ? shown
    : `${shown} and ${paths.length - shownPaths} more (all in plan.json)`;
}

function decisionLines(decision: WorksheetRecord['decision']): string[] {
  if (decision === null) return [];
  return [
    `  - Decide: ${textIn(decision.question)}`,
    ...decision.options.map(({ label, cost }) => `    - [ ] ${textIn(label)} – cost: ${textIn(cost)}`),
    `  - Advice: ${textIn(decision.advice)}`,
  ];
}

function stepsLines(steps: readonly string[]): string[] {
  if (steps.length === 0) return [];
  return ['  - Steps:', ...steps.map((step, index) => `    ${index + 1}. ${textIn(step)}`)];
}

function commandLines(command: WorksheetRecord['command']): string[] {
  if (command === null) return [];
  const beta = command.beta ? '; beta: may still change' : '';
  return [`  - Run: ${code(command.text)} (permission: ${textIn(command.permission)}${beta})`];
}

function valueLines(values: WorksheetRecord['values']): string[] {
  const [first, second] = values;
  if (first === undefined) return [];
  if (second === undefined) return [`  - Enter ${textIn(first.field)}: ${code(first.value)}`];
  const rows = values.map(({ field, value }) => [textInCell(field), codeInCell(value)]);
  return ['  - Enter:', '', ...table(['Field', 'Value'], rows).map((row) => `    ${row}`), ''];
}

function recordTable(records: readonly WorksheetRecord[], links: RenderLinks): string[] {
  const rows = records.map((record) => [
    textInCell(record.title),
    record.disposition,
    textInCell(record.ataValue),
    [...reasonLines(record), ...record.steps].map(textInCell).join(' · '),
    links(record.docs.slice(0, 1)),
    codeInCell(record.id),
  ]);
  return table(['Item', 'Disposition', 'ATA value', 'Why', 'Documentation', 'Id'], rows);
}

/** Links come from the catalogue and are the same for thousands of items, so each list is rendered once. */
function rememberedLinks(): RenderLinks {
  const known = new Map<string, string>();
  return function render(docs) {
    const key = docs.map(({ url }) => url).join(' ');
    const found = known.get(key);
    if (found !== undefined) return found;
    const text = docs.map(({ title, url }) => link(title, url)).join(', ');
    known.set(key, text);
    return text;
  };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
