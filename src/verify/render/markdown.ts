import { code, link, strongText, table, textIn } from '../../writers/markdown-text.js';
import type { Detail, Report, ReportGroup, ReportSection } from './report.js';

/** The report as Markdown, complete. */
export function markdownReport(report: Report): string[] {
  const counts = table(
    ['Result', 'Count', 'Meaning'],
    report.counts.map(({ label, count, meaning }) => [textIn(label), String(count), textIn(meaning)]),
    new Set(['Count']),
  );
  return [
    `# ${textIn(report.title)}\n\n`,
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
    ...(details.length === 0 ? [] : [...details.map(({ text }) => `- ${textIn(text)}\n`), '\n']),
    ...entries.flatMap((entry) => [
      `- ${strongText(entry.title)}\n`,
      ...entry.details.map((detail) => `  - ${textIn(detail.label)}: ${valueText(detail)}\n`),
    ]),
  ];
}

function valueText({ label, text, form }: Detail): string {
  if (form === 'link') return link(text, text);
  return form === 'code' || label === 'Id' ? code(text) : textIn(text);
}
