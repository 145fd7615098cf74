import type { Detail, Mood, Report, ReportEntry, ReportGroup, ReportSection } from './outline.js';
import { wrapText } from './wrap.js';

/** How a terminal shows what stands out and what stays back. */
export type ReportStyle = Readonly<
  Record<'heading' | 'dim' | Exclude<Mood, 'plain'>, (text: string) => string>
>;

function same(text: string): string {
  return text;
}

/** Text without any style. */
export const plainStyle: ReportStyle = { heading: same, dim: same, bad: same, open: same, good: same };

interface Layout {
  readonly style: ReportStyle;
  /** Columns that a line may have. */
  readonly width: number;
  /** Columns of the labels of details. */
  readonly labels: number;
  /** Columns of the marks of entries. */
  readonly marks: number;
}

const shownAtFirst = 3;

/**
 * The report for a terminal, section by section.
 *
 * @param width columns of a line; without it, lines are as long as their text
 */
export function textReport(
  report: Report,
  style: ReportStyle,
  width: number = Number.POSITIVE_INFINITY,
): string[] {
  const layout = { style, width, ...columnsOf(report) };
  const labels = Math.max(14, ...report.counts.map(({ label }) => label.length + 2));
  return [
    ...wrapText(report.title, '', width).map((line) => `${style.heading(line)}\n`),
    ...(report.warnings ?? []).flatMap((text) =>
      wrapText(text, '! ', width).map((line) => `${style.bad(line)}\n`),
    ),
    ...report.lead.flatMap((text) =>
      wrapText(text, '', width - 2).map((line, at) => `${at === 0 ? '' : '  '}${line}\n`),
    ),
    '\n',
    ...report.counts.map(({ label, count, meaning, mood }) => {
      const line = `${String(count).padStart(8)}  ${label.padEnd(labels)}`;
      return `${count > 0 && mood === 'bad' ? style.bad(line) : line}${style.dim(meaning)}\n`;
    }),
    ...report.sections.flatMap((section) => sectionLines(section, layout)),
  ];
}

function columnsOf({ sections }: Report): Pick<Layout, 'labels' | 'marks'> {
  let labels = 0;
  let marks = 0;
  for (const { groups } of sections)
    for (const { details, entries } of groups) {
      for (const { label } of details) labels = Math.max(labels, label.length + 2);
      for (const entry of entries) {
        marks = Math.max(marks, (entry.mark?.text.length ?? -2) + 2);
        for (const { label } of entry.details) labels = Math.max(labels, label.length + 2);
      }
    }
  return { labels, marks };
}

function sectionLines(section: ReportSection, layout: Layout): string[] {
  const { style, width } = layout;
  const heading = `${section.title} (${section.count})`;
  const groups = section.groups.flatMap((group) => groupLines(group, section.extent, layout));
  return [
    `\n${styled(section.mood, heading, style)}\n`,
    ...wrapText(section.intro, '', width).map((line) => `${style.dim(line)}\n`),
    ...groups,
  ];
}

function styled(mood: Mood, text: string, style: ReportStyle): string {
  return mood === 'bad' || mood === 'open' ? style[mood](style.heading(text)) : style.heading(text);
}

function groupLines(
  { title, details, entries }: ReportGroup,
  extent: ReportSection['extent'],
  layout: Layout,
): string[] {
  const { style, width } = layout;
  if (extent === 'count') return [`${String(entries.length).padStart(8)}  ${title}\n`];
  if (extent === 'whole')
    return [
      `\n  ${style.heading(title)}\n`,
      ...details.flatMap((detail) => detailLines(detail, 2, layout)),
      ...entries.flatMap((entry) => entryLines(entry, layout)),
    ];
  const rest = entries.length - shownAtFirst;
  return [
    `\n  ${style.heading(`${title}: ${entries.length} ${entries.length === 1 ? 'item' : 'items'}`)}\n`,
    ...details.flatMap(({ text }) => wrapText(text, '    ', width).map((line) => `${line}\n`)),
    ...entries.slice(0, shownAtFirst).flatMap((entry) => entryLines(entry, layout)),
    ...(rest > 0 ? [style.dim(`    and ${rest} more\n`)] : []),
  ];
}

function entryLines({ mark, title, details }: ReportEntry, layout: Layout): string[] {
  const { style, width, marks } = layout;
  const first = mark === undefined ? '  - ' : `  ${mark.text.padEnd(marks)}`;
  const [line = '', ...more] = wrapText(title, first, width);
  const mood = mark === undefined || mark.mood === 'plain' ? same : style[mark.mood];
  return [
    `${mood(first)}${line.slice(first.length)}\n`,
    ...more.map((text) => `${text}\n`),
    ...details.flatMap((detail) => detailLines(detail, mark === undefined ? 4 : first.length, layout)),
  ];
}

function detailLines({ label, text }: Detail, indent: number, { style, width, labels }: Layout): string[] {
  const first = `${' '.repeat(indent)}${label.padEnd(labels)}`;
  return wrapText(text, first, width).map((line, at) =>
    at === 0 ? `${style.dim(first)}${line.slice(first.length)}\n` : `${line}\n`,
  );
}
