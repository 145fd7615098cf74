import { documentationLink } from '../catalogue/links.js';
import { centersTitle } from '../center-labels.js';
import { phases } from '../plan/phases.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import { areaTitles } from './area-titles.js';
import { longestCell, vanishedIntro, vanishedTitle } from './cells.js';
import { accountingText, centerText, counted, countsByArea, dispositions, sourceText } from './overview.js';
import { progressOf, type Status, statuses, type WorksheetOptions } from './progress.js';
import type { WorksheetRecord } from './records.js';
import { visibleText } from './visible.js';
import {
  type Cell,
  columnLetters,
  type Row,
  type Sheet,
  type Style,
  sheetReference,
} from './workbook-file.js';
import { lineCount, type Part } from './workbook-items.js';
import * as styles from './workbook-styles.js';

/** The first sheet, which says where things stand, and the last, on which people sign. */

/** The first row of the table of sheets, counted from 1, and what else refers to it. */
interface ProgressTable {
  readonly rows: readonly Row[];
  readonly figure: string;
}

const overviewWidths = [40, ...Array.from({ length: 8 }, () => 13)];
const totalWidth = overviewWidths.reduce((sum, width) => sum + width, 0);

/** Title of the workbook: which Centers it is about. */
export function workbookTitle(plan: MigrationPlan): string {
  const name = visibleText(centersTitle(plan));
  return fitting(`Moving ${name === '' ? 'ATA' : name} to Microsoft Defender for Identity`);
}

/** Facts, progress that counts itself, items by area and disposition, and what the program noticed. */
export function overviewSheet(
  plan: MigrationPlan,
  records: readonly WorksheetRecord[],
  parts: readonly Part[],
  options: WorksheetOptions,
): Sheet {
  const rows: Row[] = [];
  const wideRows: number[] = [];
  function wide(value: Cell, lines = 1, points = 14): void {
    wideRows.push(rows.length);
    rows.push({ cells: [value], height: lines * points + 2 });
  }
  function paragraph(text: string, style: Style = styles.prose): void {
    const fits = fitting(text);
    wide({ value: fits, style }, lineCount(fits, totalWidth));
  }
  function sectionTitle(text: string): void {
    rows.push({ cells: [] });
    wide({ value: text, style: styles.section }, 1, 18);
  }

  wide({ value: workbookTitle(plan), style: styles.title }, 1, 24);
  for (const text of factTexts(plan)) paragraph(text);

  sectionTitle('Progress');
  const { rows: progressRows, figure } = progressTable(records, parts, options, rows.length + 3);
  rows.push({
    cells: [
      { value: doneShare(tally(records, options)), formula: figure, style: styles.figure },
      afterFigure,
    ],
    height: 30,
  });
  rows.push({ cells: [] });
  rows.push(...progressRows);
  const vanished = options.carriedOver?.vanished ?? [];
  if (vanished.length > 0)
    wide({
      value: `${vanishedTitle}: ${counted(vanished.length, 'item')}. ${vanishedIntro}`,
      link: `#${sheetReference(vanishedTitle)}!A1`,
      style: { ...styles.linked, border: {} },
    });

  sectionTitle('How to work with this');
  for (const text of howTo) paragraph(text);
  for (const { title, intro, cautions } of phases) {
    paragraph(`${title}: ${intro.join(' ')}`);
    for (const text of cautions) paragraph(`Caution: ${text}`, styles.caution);
  }
  const guide = documentationLink('mdi-migrate-from-ata');
  wide({ value: guide.title, link: guide.url, style: { ...styles.linked, border: {} } });

  sectionTitle('Items by area and disposition');
  rows.push(...areaTable(records));
  paragraph(accountingText(plan));

  sectionTitle('Notices');
  for (const { text, source, path } of plan.notices) {
    const place = [source, path].filter((part) => part !== null).map(visibleText);
    paragraph(`• ${visibleText(text)}${place.length === 0 ? '' : ` (${place.join(', ')})`}`);
  }
  if (plan.notices.length === 0) paragraph('None.');

  return {
    name: 'Overview',
    columns: overviewWidths.map((width) => ({ width })),
    rows,
    wideRows,
    tabColour: '375623',
    portrait: true,
  };
}

const afterFigure = 'of what needs doing is done.';

const howTo = [
  'Each sheet has a row for each item. Fill in the yellow columns: Status, Decision, Owner, Done on, Notes. Filter and sort as you like; Decision offers the options where there are some, and takes any other text.',
  'Keep the columns ID and Fingerprint: with them, ata2mdi worksheet … --carry-over FILE puts what you wrote into a newer worksheet.',
];

function factTexts(plan: MigrationPlan): string[] {
  const made = plan.createdAt === undefined ? '' : ` at ${visibleText(plan.createdAt)}`;
  return [
    ...plan.centers.map(
      (center) =>
        `ATA Center: ${visibleText(center.name ?? center.key)}, ${centerText(center, plan.factsAsOf)}`,
    ),
    ...plan.sources.map((source) => `Source: ${visibleText(source.name)} (${sourceText(source, plan)})`),
    `Facts as of ${plan.factsAsOf}. Detections and portal pages keep moving: check what looks different.`,
    `Written by ${plan.program.name} ${visibleText(plan.program.version)}${made}. Nothing was changed in ATA or in Defender for Identity.`,
    'Confidential: this says which accounts are honeytokens and what is excluded from detection.',
  ];
}

type Tally = Readonly<Record<Status, number>>;

function tally(records: readonly WorksheetRecord[], options: WorksheetOptions): Tally {
  const counts = { 'To do': 0, 'In progress': 0, Done: 0, 'Not needed': 0, Blocked: 0 };
  for (const record of records) counts[progressOf(record, options).status] += 1;
  return counts;
}

/** Done, of what is not without need; where nothing is needed, all is done. */
function doneShare(counts: Tally): number {
  const needed = statuses.reduce((sum, status) => sum + counts[status], 0) - counts['Not needed'];
  return needed === 0 ? 1 : counts.Done / needed;
}

/** The cells of the column Status of a part. */
function statusCells({ name, records }: Part): string {
  return `${sheetReference(name)}!$A$2:$A$${records.length + 1}`;
}

/** @param first the row that the heading is in, counted from 1 */
function progressTable(
  records: readonly WorksheetRecord[],
  parts: readonly Part[],
  options: WorksheetOptions,
  first: number,
): ProgressTable {
  const heads = ['Sheet', 'Items', ...statuses, 'Progress'];
  const letterOf = (head: string): string => columnLetters(heads.indexOf(head));
  const shareFormula = (row: number): string => {
    const [items, done, needless] = ['Items', 'Done', 'Not needed'].map((head) => `${letterOf(head)}${row}`);
    return `IF(${items}-${needless}=0,1,${done}/(${items}-${needless}))`;
  };
  const bodies = parts.map((part, index): Row => {
    const counts = tally(part.records, options);
    return {
      cells: [
        { value: part.name, link: `#${sheetReference(part.name)}!A1`, style: styles.linked },
        { value: part.records.length, style: styles.number },
        ...statuses.map((status) => ({
          value: counts[status],
          formula: `COUNTIF(${statusCells(part)},"${status}")`,
          style: styles.number,
        })),
        { value: doneShare(counts), formula: shareFormula(first + 1 + index), style: styles.percent },
      ],
    };
  });
  const total = first + 1 + parts.length;
  const counts = tally(records, options);
  const sum = (head: string, value: number): Cell => ({
    value,
    formula: parts.length === 0 ? '0' : `SUM(${letterOf(head)}${first + 1}:${letterOf(head)}${total - 1})`,
    style: styles.strongNumber,
  });
  return {
    figure: `${letterOf('Progress')}${total}`,
    rows: [
      { cells: heads.map(headingCell) },
      ...bodies,
      {
        cells: [
          { value: 'Total', style: styles.strong },
          sum('Items', records.length),
          ...statuses.map((status) => sum(status, counts[status])),
          { value: doneShare(counts), formula: shareFormula(total), style: styles.strongPercent },
        ],
      },
    ],
  };
}

/** The first column names what the numbers are of. */
function headingCell(value: string, index: number): Cell {
  return { value, style: index === 0 ? styles.heading : styles.numberHeading };
}

function areaTable(records: readonly WorksheetRecord[]): Row[] {
  const { areas, count } = countsByArea(records);
  return [
    { cells: ['Area', ...dispositions, 'Total'].map(headingCell) },
    ...[...areas, 'total' as const].map((area): Row => {
      const isTotal = area === 'total';
      return {
        cells: [
          { value: isTotal ? 'Total' : areaTitles[area], style: isTotal ? styles.strong : styles.text },
          ...[...dispositions, 'total' as const].map((disposition) => ({
            value: count(area, disposition),
            style: isTotal || disposition === 'total' ? styles.strongNumber : styles.number,
          })),
        ],
      };
    }),
  ];
}

const signOffColumns = [
  { head: 'Sheet', width: 34 },
  { head: 'Items', width: 9 },
  { head: 'Still open', width: 11 },
  { head: 'Signed by', width: 26 },
  { head: 'Role', width: 20 },
  { head: 'Date', width: 13 },
  { head: 'Remarks', width: 44 },
] as const;

/** Where somebody takes responsibility for each sheet, and for the whole. */
export function signOffSheet(parts: readonly Part[], options: WorksheetOptions): Sheet {
  const open = ({ 'To do': toDo, 'In progress': inProgress, Blocked: blocked }: Tally): number =>
    toDo + inProgress + blocked;
  const signed: readonly Cell[] = [
    { value: null, style: styles.input },
    { value: null, style: styles.input },
    { value: null, style: styles.inputDay },
    { value: null, style: styles.input },
  ];
  const first = 5;
  const last = first + parts.length - 1;
  const sum = (letter: string): string =>
    parts.length === 0 ? '0' : `SUM(${letter}${first}:${letter}${last})`;
  return {
    name: 'Sign-off',
    columns: signOffColumns.map(({ width }) => ({ width })),
    wideRows: [0, 1],
    portrait: true,
    tabColour: '7F6000',
    rows: [
      { cells: [{ value: 'Sign-off', style: styles.title }], height: 26 },
      {
        cells: [
          {
            value:
              'Whoever signs has gone through every item of the sheet: it is done, or it is not needed, or the remarks say what is left and who knows of it. Signatures belong to this file; they are not carried over.',
            style: styles.prose,
          },
        ],
        height: 32,
      },
      { cells: [] },
      {
        cells: signOffColumns.map(({ head }, index) => ({
          value: head,
          style: index < 3 ? styles.heading : styles.inputHeading,
        })),
        height: 20,
      },
      ...parts.map(
        (part): Row => ({
          cells: [
            { value: part.name, link: `#${sheetReference(part.name)}!A1`, style: styles.linked },
            { value: part.records.length, style: styles.number },
            {
              value: open(tally(part.records, options)),
              formula: ['To do', 'In progress', 'Blocked']
                .map((status) => `COUNTIF(${statusCells(part)},"${status}")`)
                .join('+'),
              style: styles.number,
            },
            ...signed,
          ],
          height: 26,
        }),
      ),
      {
        cells: [
          { value: 'The migration as a whole', style: styles.strong },
          {
            value: parts.reduce((total, { records }) => total + records.length, 0),
            formula: sum('B'),
            style: styles.strongNumber,
          },
          {
            value: parts.reduce((total, { records }) => total + open(tally(records, options)), 0),
            formula: sum('C'),
            style: styles.strongNumber,
          },
          ...signed,
        ],
        height: 30,
      },
    ],
  };
}

function fitting(text: string): string {
  return text.length <= longestCell ? text : `${text.slice(0, longestCell - 40)}… [cut: see plan.json]`;
}
