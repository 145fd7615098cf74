import type { Detail, Report, ReportGroup, ReportSection } from './report.js';

/** How a terminal shows a heading and what stays back; plain text uses functions that change nothing. */
export interface ReportStyle {
  heading(text: string): string;
  bad(text: string): string;
  dim(text: string): string;
}

const shownInShort = 3;
const labelWidth = 15;

/** The report for a terminal, section by section. Of what is well or could not be checked only the first are named. */
export function textReport(report: Report, style: ReportStyle): string[] {
  return [
    `${style.heading(report.title)}\n`,
    ...report.lead.map((line) => `${line}\n`),
    '\n',
    ...report.counts.map(({ label, count, meaning, mood }) => {
      const line = `${String(count).padStart(8)}  ${label.padEnd(14)}`;
      return `${isWorrying(label, count, mood) ? style.bad(line) : line}${style.dim(meaning)}\n`;
    }),
    ...report.sections.flatMap((section) => sectionLines(section, style)),
  ];
}

function isWorrying(label: string, count: number, mood?: ReportSection['mood']): boolean {
  if (mood !== undefined) return count > 0 && mood === 'bad';
  return count > 0 && (label === 'missing' || label === 'different' || label === 'health issues');
}

function sectionLines(section: ReportSection, style: ReportStyle): string[] {
  const heading = `${section.title} (${section.count})`;
  const groups = section.groups.flatMap((group) =>
    section.isLong ? shortGroup(group, section, style) : fullGroup(group, style),
  );
  return [
    `\n${section.mood === 'bad' ? style.bad(heading) : style.heading(heading)}\n`,
    `${style.dim(section.intro)}\n`,
    ...groups,
  ];
}

function fullGroup({ title, details, entries }: ReportGroup, style: ReportStyle): string[] {
  return [
    `\n  ${style.heading(title)}\n`,
    ...details.map((detail) => detailLine(detail, 2, style)),
    ...entries.flatMap((entry) => [
      `  - ${entry.title}\n`,
      ...entry.details.map((detail) => detailLine(detail, 4, style)),
    ]),
  ];
}

function shortGroup(
  { title, details, entries }: ReportGroup,
  { key }: ReportSection,
  style: ReportStyle,
): string[] {
  if (key === 'replicated') return [`${String(entries.length).padStart(8)}  ${title}\n`];
  const rest = entries.length - shownInShort;
  return [
    `\n  ${style.heading(`${title}: ${entries.length} ${entries.length === 1 ? 'item' : 'items'}`)}\n`,
    ...details.map(({ text }) => `    ${text}\n`),
    ...entries
      .slice(0, shownInShort)
      .flatMap((entry) => [
        `  - ${entry.title}\n`,
        ...entry.details.map((detail) => detailLine(detail, 4, style)),
      ]),
    ...(rest > 0 ? [style.dim(`    and ${rest} more\n`)] : []),
  ];
}

function detailLine({ label, text }: Detail, indent: number, style: ReportStyle): string {
  return `${' '.repeat(indent)}${style.dim(label.padEnd(labelWidth))}${text}\n`;
}
