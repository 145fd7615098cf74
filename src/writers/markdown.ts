import { areas } from '../catalogue/areas.js';
import { documentationLink } from '../catalogue/links.js';
import { type Phase, type PhaseInfo, phases } from '../plan/phases.js';
import type { Center, Item, MigrationPlan, Notice } from '../types/migration-plan.js';
import { areaTitles } from './area-titles.js';
import { reasonLines } from './cells.js';
import { groupBy } from './group-by.js';
import { groupedRecords } from './groups.js';
import { groupLines } from './markdown-groups.js';
import { itemLines, type RenderLinks, rememberedLinks } from './markdown-items.js';
import { code, codeInCell, strongText, table, textIn, textInCell } from './markdown-text.js';
import { type WorksheetRecord, worksheetRecords } from './records.js';
import { visibleText } from './visible.js';
import type { Artifact, Writer } from './writer.js';

/**
 * `worksheet.md`: a summary first, then what is to be done in the order of Microsoft's migration guide, at the end
 * what needs no hand. The outline is put together line by line, because a tree of 20 000 items would take the
 * library seconds; every text that is not ours is escaped by the library (markdown-text.ts).
 */
export const markdownWriter: Writer = { format: 'md', artifacts: markdownArtifacts };

/** What asks most of people first. */
const dispositions: readonly Item['disposition'][] = [
  'unrecognised',
  'decision',
  'manual',
  'scripted',
  'no-equivalent',
  'automatic',
  'default',
];

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
  const rows = [...present, 'total' as const].map((area) => [
    area === 'total' ? '**Total**' : areaTitles[area],
    ...[...dispositions, 'total'].map((disposition) => String(counts.get(`${area} ${disposition}`) ?? '·')),
  ]);
  const numbers = [...dispositions, 'Total'];
  return ['## Summary', '', ...table(['Area', ...numbers], rows, new Set(numbers))];
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
): string[] {
  const lines = [`## ${phase.title}`, '', ...phase.intro.flatMap((text) => [textIn(text), ''])];
  const guide = links([documentationLink('mdi-migrate-from-ata')]);
  lines.push(...phase.cautions.flatMap((text) => [`> **Caution:** ${textIn(text)} (${guide})`, '']));
  if (records.length === 0) lines.push('Nothing in this plan.', '');
  for (const [area, ofArea] of groupBy(records, (record) => record.area)) {
    lines.push(`### ${areaTitles[area]} (${area})`, '');
    // One by one: as arguments, 20 000 items would be too many lines for a call.
    for (const line of phase.key === 'record' ? recordLines(ofArea, links) : areaLines(ofArea, links))
      lines.push(line);
  }
  lines.pop();
  return lines;
}

/** What is shown one by one comes first, because a group has a heading of its own. */
function areaLines(records: readonly WorksheetRecord[], links: RenderLinks): string[] {
  const { singles, groups } = groupedRecords(records);
  return [
    ...singles.flatMap((record) => [...itemLines(record, links), '']),
    ...groups.flatMap((group) => groupLines(group, links)),
  ];
}

function recordLines(records: readonly WorksheetRecord[], links: RenderLinks): string[] {
  const rows = records.map((record) => [
    textInCell(record.title),
    record.disposition,
    textInCell(record.ataValue),
    [...reasonLines(record), ...record.steps].map(textInCell).join(' · '),
    links(record.docs.slice(0, 1)),
    codeInCell(record.id),
  ]);
  return [...table(['Item', 'Disposition', 'ATA value', 'Why', 'Documentation', 'Id'], rows), ''];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
