import type { MigrationPlan } from '../types/migration-plan.js';
import { fittingText } from './cells.js';
import { statuses } from './progress.js';
import { type ShownStage, type ShownStep, shownRunbook, ticksStayHere } from './runbook-text.js';
import { type Cell, columnLetters, type Row, type Sheet } from './workbook-file.js';
import { lineCount } from './workbook-items.js';
import * as styles from './workbook-styles.js';

const columns = [
  { head: 'Status', width: 12, isInput: true },
  { head: 'Step', width: 7, isInput: false },
  { head: 'What', width: 44, isInput: false },
  { head: 'How', width: 88, isInput: false },
  { head: 'Owner', width: 16, isInput: true },
  { head: 'Done on', width: 12, isInput: true },
  { head: 'Notes', width: 36, isInput: true },
] as const;

const totalWidth = columns.reduce((sum, { width }) => sum + width, 0);

/** The runbook as a sheet: a row for each step, and between them what holds for a stage. */
export function runbookSheet(plan: MigrationPlan): Sheet {
  const rows: Row[] = [
    {
      cells: columns.map(({ head, isInput }) => ({
        value: head,
        style: isInput ? styles.inputHeading : styles.heading,
      })),
      height: 20,
    },
  ];
  const wideRows: number[] = [];
  function wide(value: string, style: (typeof styles)['prose'], points = 14): void {
    wideRows.push(rows.length);
    rows.push({ cells: [{ value, style }], height: lineCount(value, totalWidth) * points + 3 });
  }
  const { lead, stages } = shownRunbook(plan);
  for (const text of [...lead, ticksStayHere]) wide(text, styles.prose);
  for (const stage of stages) {
    wide(`${stage.number}. ${stage.title}`, styles.section, 18);
    for (const text of stage.intro) wide(text, styles.prose);
    for (const text of stage.cautions) wide(`Caution: ${text}`, styles.caution);
    rows.push(...stage.steps.map(stepRow));
    for (const text of wayBack(stage)) wide(text, styles.prose);
  }
  return {
    name: 'Runbook',
    columns: columns.map(({ width }) => ({ width })),
    rows,
    wideRows,
    frozen: { rows: 1, columns: 0 },
    tabColour: '1F3864',
    dropDowns: [
      {
        range: `${columnLetters(0)}2:${columnLetters(0)}${rows.length}`,
        from: statuses,
        otherwise: `One of: ${statuses.join(', ')}`,
      },
    ],
  };
}

function wayBack({ rollback }: ShownStage): string[] {
  return rollback.map((text) => `Way back: ${text}`);
}

function stepRow({ number, title, details, commands, items, moreItems }: ShownStep): Row {
  const lines = [
    ...details,
    ...items.map((item) => `Item: ${item.title} (${item.id})`),
    ...(moreItems === 0 ? [] : [`and ${moreItems} more in the worksheet`]),
    ...commands.map((command) => `> ${command}`),
  ];
  const [what, how] = [title, lines.join('\n')].map((text) => fittingText(text, 'in runbook.md'));
  const shown: Cell[] = [
    { value: 'To do', style: styles.input },
    { value: number, style: styles.text },
    { value: what ?? '', style: styles.strong },
    { value: how ?? '', style: styles.text },
    { value: null, style: styles.input },
    { value: null, style: styles.inputDay },
    { value: null, style: styles.input },
  ];
  const height = Math.max(lineCount(how ?? '', 88), lineCount(title, 40)) * 14 + 3;
  return { cells: shown, height: Math.min(400, height) };
}
