import type { Alert, Summary, Type } from '../../types/alert-record.js';
import { fittingText } from '../../writers/cells.js';
import { visibleText } from '../../writers/visible.js';
import {
  type Cell,
  columnLetters,
  type Row,
  type Sheet,
  type Style,
  workbookBytes,
} from '../../writers/workbook-file.js';
import { rowHeight } from '../../writers/workbook-items.js';
import * as styles from '../../writers/workbook-styles.js';
import { filterText, statuses } from '../filter.js';
import type { AlertStream } from '../record.js';
import { firstLine, remarks, statusMeanings } from '../summary.js';
import { type AlertColumn, alertCells, alertColumns, kindWords, mdiText, titleText } from './cells.js';

/**
 * The record as a workbook: an overview, the open alerts with columns for people to fill in, all others, and what each type
 * is called in Defender for Identity. The cells are those of the CSV.
 */
export async function alertsXlsx(stream: AlertStream): Promise<Uint8Array> {
  const alerts = [...stream.alerts()];
  const summary = stream.summary();
  const { createdAt } = stream.head;
  return workbookBytes({
    title: workbookTitle,
    createdAt: createdAt === undefined ? null : new Date(createdAt),
    names: [],
    sheets: [
      overviewSheet(stream, summary),
      alertSheet(
        'Open',
        alerts.filter(({ status }) => status === 'open'),
        openColumns,
        'C00000',
      ),
      alertSheet(
        'Not open',
        alerts.filter(({ status }) => status !== 'open'),
        [],
        '7F7F7F',
      ),
      typeSheet(summary.types),
    ],
  });
}

const workbookTitle = 'Alerts of Advanced Threat Analytics, for the record';

/** What people fill in of the open ones. */
const openColumns = ['Owner', 'Decision', 'Done on'] as const;

const widths: Readonly<Record<AlertColumn, number>> = {
  Status: 11,
  Severity: 10,
  Kind: 18,
  Alert: 40,
  'Start (UTC)': 19,
  'End (UTC)': 19,
  'Status since (UTC)': 19,
  'Updated (UTC)': 19,
  Source: 36,
  Destination: 36,
  'Other entities': 36,
  'IP addresses': 22,
  Details: 36,
  Note: 36,
  Activities: 10,
  'MDI alert': 48,
  Certainty: 13,
  'What to do': 19,
  'ATA type': 30,
  'ATA id': 26,
  'Read from': 26,
};

/** What is shown of a link, which itself is long. */
const linkWords = 'ATA documentation';

const timeStyle: Style = {
  ...styles.text,
  numFmt: 'yyyy-mm-dd hh:mm:ss',
  alignment: { vertical: 'top', horizontal: 'left' },
};

function alertSheet(
  name: string,
  alerts: readonly Alert[],
  inputs: readonly string[],
  tabColour: string,
): Sheet {
  const columns = columnsOf(inputs);
  const head: Row = {
    cells: columns.map(({ name: value, isInput }) => ({
      value,
      style: isInput ? styles.inputHeading : styles.heading,
    })),
    height: 20,
  };
  const none: Row[] = alerts.length === 0 ? [{ cells: [{ value: 'None.', style: styles.text }] }] : [];
  const lastColumn = columnLetters(columns.length - 1);
  return {
    name,
    columns: columns.map(({ width }) => ({ width })),
    rows: [head, ...alerts.map((alert) => rowOf(alert, inputs)), ...none],
    frozen: { rows: 1, columns: leadingColumns },
    ...(alerts.length === 0 ? {} : { filter: `A1:${lastColumn}${alerts.length + 1}` }),
    tabColour,
  };
}

function rowOf(alert: Alert, inputs: readonly string[]): Row {
  const cells = alertCells(alert);
  const columns = columnsOf(inputs);
  const inRow = columns.map((column): Cell => {
    if (column.isInput) return { value: null, style: column.style };
    return styledCell(column.name, cells[column.name], alert);
  });
  return { cells: inRow, height: rowHeight(inRow, columns) };
}

interface DataColumn {
  readonly isInput: false;
  readonly name: AlertColumn;
  readonly width: number;
  readonly style: Style;
}

interface InputColumn {
  readonly isInput: true;
  readonly name: string;
  readonly width: number;
  readonly style: Style;
}

/** Columns that stay in view: up to the name of the alert. What people fill in comes right behind. */
const leadingColumns = 4;

function columnsOf(inputs: readonly string[]): (DataColumn | InputColumn)[] {
  const own = alertColumns.map(
    (name): DataColumn => ({ isInput: false, name, width: widths[name], style: styles.text }),
  );
  const filledIn = inputs.map(
    (name): InputColumn => ({
      isInput: true,
      name,
      width: 16,
      style: name === 'Done on' ? styles.inputDay : styles.input,
    }),
  );
  return [...own.slice(0, leadingColumns), ...filledIn, ...own.slice(leadingColumns)];
}

function styledCell(column: AlertColumn, text: string, alert: Alert): Cell {
  const time = timeOf(column, alert);
  // A time with a look has to be given as the number that Excel counts days by.
  if (time !== null) return { value: dayNumber(time), style: timeStyle };
  if (text === '') return { value: null, style: styles.text };
  if (column === 'Activities') return { value: Number(text), style: styles.number };
  if (column === 'What to do') return { value: linkWords, style: styles.linked, link: text };
  const isMinor = column === 'ATA type' || column === 'ATA id' || column === 'Read from';
  return { value: text, style: isMinor ? styles.faint : styles.text };
}

function timeOf(column: AlertColumn, alert: Alert): number | null {
  const times: Partial<Record<AlertColumn, string | null>> = {
    'Start (UTC)': alert.startTime,
    'End (UTC)': alert.endTime,
    'Status since (UTC)': alert.statusTime,
    'Updated (UTC)': alert.updateTime,
  };
  const time = Date.parse(times[column] ?? '');
  // Excel counts from 1900 and knows nothing before March of that year as other programs do.
  return Number.isNaN(time) || time < Date.UTC(1900, 2, 1) || time >= Date.UTC(10_000, 0, 1) ? null : time;
}

/** Days since 30 December 1899, to the second. */
function dayNumber(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) / 86_400 + 25_569;
}

/** What was read, the counts by status, and what else is to be known of the record. */
function overviewSheet({ head }: AlertStream, summary: Summary): Sheet {
  const { filters, sources, factsAsOf, createdAt } = head;
  const columns = [
    { width: 16, style: styles.text },
    { width: 12, style: styles.number },
    { width: 90, style: styles.text },
  ];
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const rows: Row[] = [];
  const wideRows: number[] = [];
  function wide(text: string, style: Style = styles.prose, height?: number): void {
    wideRows.push(rows.length);
    const value = cellText(text);
    rows.push({
      cells: [{ value, style }],
      height: height ?? rowHeight([value], [{ width, style: styles.prose }]),
    });
  }
  wide(workbookTitle, styles.title, 26);
  wide(`${firstLine(summary)}.`);
  rows.push({ cells: [] });
  rows.push({ cells: ['Status', 'Alerts', 'Meaning'].map((value) => ({ value, style: styles.heading })) });
  for (const status of statuses) {
    const count = summary.byStatus[status];
    if (count === 0 && status !== 'open') continue;
    rows.push({
      cells: [
        { value: status, style: styles.strong, ...(status === 'open' ? { link: "#'Open'!A1" } : {}) },
        { value: count, style: styles.strongNumber },
        { value: statusMeanings[status], style: styles.text },
      ],
    });
  }
  rows.push({ cells: [] });
  for (const text of remarks(summary)) wide(text);
  wide(`Filters: ${filterText(filters)}.`);
  for (const { name, suspiciousActivities, healthAlerts } of sources)
    wide(
      `Read from ${visibleText(name)}: ${suspiciousActivities} suspicious activities, ${healthAlerts} health alerts.`,
    );
  wide(
    `All times are UTC. What answers an alert in Defender for Identity: facts as of ${factsAsOf}.${createdAt === undefined ? '' : ` Made ${createdAt}.`}`,
  );
  return {
    name: 'Overview',
    columns: columns.map(({ width: one }) => ({ width: one })),
    rows,
    wideRows,
    portrait: true,
  };
}

function typeSheet(types: readonly Type[]): Sheet {
  const columns = [44, 20, 9, 9, 60, 50, 19, 44].map((width) => ({ width, style: styles.text }));
  const names = [
    'Alert',
    'Kind',
    'Open',
    'All',
    'In Defender for Identity',
    'Note',
    'What to do',
    'ATA type',
  ];
  return {
    name: 'Types',
    columns: columns.map(({ width }) => ({ width })),
    rows: [
      { cells: names.map((value) => ({ value, style: styles.heading })), height: 20 },
      ...types.map((type): Row => {
        const cells = typeCells(type);
        return { cells, height: rowHeight(cells, columns) };
      }),
    ],
    frozen: { rows: 1, columns: 1 },
    ...(types.length === 0 ? {} : { filter: `A1:H${types.length + 1}` }),
  };
}

function typeCells(type: Type): Cell[] {
  const { kind, open, written, mdi, whatToDo } = type;
  return [
    { value: cellText(titleText(type)), style: styles.strong },
    { value: kindWords[kind], style: styles.text },
    { value: open, style: styles.number },
    { value: written, style: styles.number },
    { value: cellText(mdiText(mdi)), style: styles.text },
    { value: cellText(mdi.note ?? ''), style: styles.text },
    whatToDo === null ? null : { value: linkWords, style: styles.linked, link: whatToDo },
    { value: cellText(visibleText(type.type)), style: styles.faint },
  ];
}

function cellText(text: string): string {
  return fittingText(text, 'in the record as JSON');
}
