import { documentationLink } from '../catalogue/links.js';
import { centersTitle } from '../center-labels.js';
import { type Phase, type PhaseInfo, phases } from '../plan/phases.js';
import type { MigrationPlan, Notice } from '../types/migration-plan.js';
import { areaTitles } from './area-titles.js';
import { reasonLines } from './cells.js';
import { groupBy } from './group-by.js';
import { groupedRecords } from './groups.js';
import { groupLines } from './markdown-groups.js';
import { itemLines, type RenderLinks, rememberedLinks } from './markdown-items.js';
import {
  centersColumn,
  columnTable,
  filledColumns,
  progressColumns,
  vanishedLines,
} from './markdown-progress.js';
import { code, codeInCell, strongText, table, textIn, textInCell } from './markdown-text.js';
import { accountingText, centerText, countsByArea, dispositions, sourceText } from './overview.js';
import type { WorksheetOptions } from './progress.js';
import { type WorksheetRecord, worksheetRecords } from './records.js';
import { visibleText } from './visible.js';
import type { Artifact, Writer } from './writer.js';

/**
 * `worksheet.md`: a summary first, then what is to be done in the order of Microsoft's migration guide, at the end
 * what needs no hand. The outline is put together line by line, because a tree of 20 000 items would take the
 * library seconds; every text that is not ours is escaped by the library (markdown-text.ts).
 */
export const markdownWriter = { format: 'md', artifacts: markdownArtifacts } satisfies Writer;

function markdownArtifacts(plan: MigrationPlan, options: WorksheetOptions = {}): Artifact[] {
  const records = worksheetRecords(plan);
  const links = rememberedLinks();
  const sections = [
    headLines(plan),
    summaryLines(records),
    [textIn(accountingText(plan))],
    noticeLines(plan.notices),
    ...phases.map((phase) =>
      phaseLines(
        phase,
        records.filter((record) => record.phase === phase.key),
        links,
        options,
      ),
    ),
    vanishedLines(options.carriedOver?.vanished ?? []),
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
  const name = textIn(visibleText(centersTitle(plan)));
  const made = plan.createdAt === undefined ? '' : ` at ${textIn(visibleText(plan.createdAt))}`;
  return [
    `# Moving ${name === '' ? 'ATA' : name} to Microsoft Defender for Identity`,
    '',
    ...plan.centers.map(
      (center) =>
        `- ATA Center: ${strongText(visibleText(center.name ?? center.key))}, ${textIn(centerText(center, plan.factsAsOf))}`,
    ),
    ...plan.sources.map(
      (source) => `- Source: ${code(visibleText(source.name))} (${textIn(sourceText(source, plan))})`,
    ),
    `- Facts as of ${textIn(plan.factsAsOf)}. Detections and portal pages keep moving: check what looks different.`,
    `- Written by ${plan.program.name} ${textIn(plan.program.version)}${made}. Nothing was changed in ATA or in Defender for Identity.`,
  ];
}

function summaryLines(records: readonly WorksheetRecord[]): string[] {
  const { areas, count } = countsByArea(records);
  const rows = [...areas, 'total' as const].map((area) => [
    area === 'total' ? '**Total**' : areaTitles[area],
    ...[...dispositions, 'total' as const].map((disposition) => String(count(area, disposition) || '·')),
  ]);
  const numbers = [...dispositions, 'Total'];
  return ['## Summary', '', ...table(['Area', ...numbers], rows, new Set(numbers))];
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
  options: WorksheetOptions,
): string[] {
  const lines = [`## ${phase.title}`, '', ...phase.intro.flatMap((text) => [textIn(text), ''])];
  const guide = links([documentationLink('mdi-migrate-from-ata')]);
  lines.push(...phase.cautions.flatMap((text) => [`> **Caution:** ${textIn(text)} (${guide})`, '']));
  if (records.length === 0) lines.push('Nothing in this plan.', '');
  for (const [area, ofArea] of groupBy(records, (record) => record.area)) {
    lines.push(`### ${areaTitles[area]} (${area})`, '');
    // One by one: as arguments, 20 000 items would be too many lines for a call.
    for (const line of phase.key === 'record'
      ? recordLines(ofArea, links, options)
      : areaLines(ofArea, links, options))
      lines.push(line);
  }
  lines.pop();
  return lines;
}

/** What is shown one by one comes first, because a group has a heading of its own. */
function areaLines(
  records: readonly WorksheetRecord[],
  links: RenderLinks,
  options: WorksheetOptions,
): string[] {
  const { singles, groups } = groupedRecords(records);
  return [
    ...singles.flatMap((record) => [...itemLines(record, links, options), '']),
    ...groups.flatMap((group) => groupLines(group, links, options)),
  ];
}

function recordLines(
  records: readonly WorksheetRecord[],
  links: RenderLinks,
  options: WorksheetOptions,
): string[] {
  const columns = [
    { head: 'Item', cells: records.map(({ title }) => textInCell(title)) },
    { head: 'Disposition', cells: records.map(({ disposition }) => disposition) },
    ...filledColumns([centersColumn(records)]),
    ...progressColumns(records, options),
    { head: 'ATA value', cells: records.map(({ ataValue }) => textInCell(ataValue)) },
    {
      head: 'Why',
      cells: records.map((record) => [...reasonLines(record), ...record.steps].map(textInCell).join(' · ')),
    },
    { head: 'Documentation', cells: records.map(({ docs }) => links(docs.slice(0, 1))) },
    { head: 'Id', cells: records.map(({ id }) => codeInCell(id)) },
  ];
  return [...columnTable(columns), ''];
}
