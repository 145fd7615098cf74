import { code, link, strongText, table, textIn } from '../writers/markdown-text.js';
import type { Detail, Report, ReportGroup, ReportSection } from './outline.js';

/** The report as Markdown, complete. */
export function markdownReport(report: Report): string[] {
  const counts = table(
    [report.countedAs, 'Count', 'Meaning'],
    report.counts.map(({ label, count, meaning }) => [textIn(label), String(count), textIn(meaning)]),
    new Set(['Count']),
  );
  return [
    `# ${textIn(report.title)}\n\n`,
    ...(report.warnings ?? []).map((line) => `> **${textIn(line)}**\n\n`),
    ...report.lead.map((line) => `${textIn(line)}\n\n`),
    `${counts.join('\n')}\n`,
    ...report.sections.flatMap(sectionLines),
  ];
}

function sectionLines({ title, count, intro, groups }: ReportSection): string[] {
  return [`\n## ${textIn(title)} (${count})\n\n${textIn(intro)}\n`, ...groups.flatMap(groupLines)];
}

function groupLines({ title, details, entries }: ReportGroup): string[] {
  return [
    `\n### ${textIn(title)} (${entries.length})\n\n`,
    ...details.map((detail) => `${details.length === 1 ? '' : '- '}${valueText(detail)}\n`),
    ...(details.length === 0 ? [] : ['\n']),
    ...entries.flatMap((entry) => [
      `- ${entry.mark === undefined ? '' : `${textIn(entry.mark.text)}: `}${strongText(entry.title)}\n`,
      ...entry.details.map((detail) => `  - ${textIn(detail.label)}: ${valueText(detail)}\n`),
    ]),
  ];
}

function valueText({ text, look, link: url }: Detail): string {
  if (url !== undefined) return link(text, url);
  return look === 'code' ? code(text) : textIn(text);
}
