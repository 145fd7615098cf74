import { UserError } from '../errors.js';
import type { Reporter } from '../reporter.js';
import { centerColumn, type WorksheetColumn, worksheetColumns } from '../writers/cells.js';
import { cleaned, type OldEntry, statusOf } from './entries.js';

/** A worksheet that is a table, as rows of texts. */
export interface Table {
  readonly source: string;
  /** What the table is called in messages, with a blank behind it: `sheet 3, `; empty if there is only one. */
  readonly label: string;
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** As people count it, from 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

const knownColumns: readonly WorksheetColumn[] = [...worksheetColumns, centerColumn];

/** The columns that people fill in. */
const peoplesColumns: readonly WorksheetColumn[] = ['Status', 'Owner', 'Decision', 'Done on', 'Notes'];

/** What may stand above the heading. */
const mostRowsAbove = 10;

type Heading = ReadonlyMap<WorksheetColumn, number>;

/** How many columns of a worksheet a row names: the more, the surer it is the heading. */
export function namedColumns(cells: readonly string[]): number {
  return headingOf(cells).size;
}

/** Whether a table has the heading of a worksheet. */
export function isWorksheet({ rows }: Table): boolean {
  return headingIndex(rows) >= 0;
}

/**
 * The entries of a worksheet that is a table: columns in any order, with columns added or taken away, rows sorted or
 * removed. What cannot be carried over is reported.
 *
 * @throws UserError if there is no heading with an ID and a column that people fill in
 */
export function tableEntries(table: Table, reporter: Reporter): OldEntry[] {
  const { source, label, rows } = table;
  const index = headingIndex(rows);
  const head = rows[index];
  if (head === undefined) throw noHeading(source, rows);
  const heading = headingOf(head.cells);
  const body = rows.slice(index + 1).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  reportForeignColumns(table, head, body, reporter);
  const nameless: number[] = [];
  const entries = body.flatMap(({ number, cells }) => {
    function cell(column: WorksheetColumn): string {
      const at = heading.get(column);
      return at === undefined ? '' : (cells[at] ?? '');
    }
    const id = cell('ID').trim();
    if (id === '') {
      if (peoplesColumns.some((column) => cell(column).trim() !== '')) nameless.push(number);
      return [];
    }
    return [entryOf(id, cell, `${label}row ${number}`)];
  });
  const unknown = entries.filter(({ hasUnknownStatus }) => hasUnknownStatus);
  if (unknown.length > 0)
    reporter.notice({
      code: 'unknown-status',
      text: `${counted(unknown.length, 'status word')} not known, kept as a note: ${listed(unknown.map(({ entry }) => entry.place))}`,
      source,
    });
  if (nameless.length > 0)
    reporter.notice({
      code: 'row-without-id',
      text: `${counted(nameless.length, 'row')} without an ID, not carried over: ${label}${listed(nameless.map((number) => `row ${number}`))}`,
      source,
    });
  return entries.map(({ entry }) => entry);
}

function entryOf(
  id: string,
  cell: (column: WorksheetColumn) => string,
  place: string,
): { readonly entry: OldEntry; readonly hasUnknownStatus: boolean } {
  const word = cell('Status').trim();
  const status = statusOf(word);
  const hasUnknownStatus = status === null && word !== '';
  const notes = cell('Notes');
  const entry = cleaned({
    id,
    title: cell('Title'),
    disposition: cell('Disposition').trim(),
    fingerprint: cell('Fingerprint').trim(),
    status,
    owner: cell('Owner'),
    decision: cell('Decision'),
    doneOn: cell('Done on'),
    notes: hasUnknownStatus ? [`Status: ${word}`, ...(notes === '' ? [] : [notes])].join('\n') : notes,
    place,
  });
  return { entry, hasUnknownStatus };
}

/** Columns that people added hold something that no worksheet has a place for. */
function reportForeignColumns(
  { source, label }: Table,
  head: TableRow,
  body: readonly TableRow[],
  reporter: Reporter,
): void {
  const known = new Set(headingOf(head.cells).values());
  const width = Math.max(0, ...body.map(({ cells }) => cells.length));
  const foreign = Array.from({ length: width }, (_, at) => at).filter(
    (at) =>
      !known.has(at) &&
      !programsOwn.has(folded(head.cells[at] ?? '')) &&
      body.some(({ cells }) => (cells[at] ?? '').trim() !== ''),
  );
  if (foreign.length === 0) return;
  reporter.notice({
    code: 'column-not-carried-over',
    text: `${counted(foreign.length, 'column')} that no worksheet has, not carried over: ${label}${listed(foreign.map((at) => `column ${at + 1}`))}; put what you need into Notes`,
    source,
  });
}

/** Columns of worksheet.xlsx that are not in every worksheet. */
const programsOwn: ReadonlySet<string> = new Set(['detection', 'options']);

function headingIndex(rows: readonly TableRow[]): number {
  return rows.slice(0, mostRowsAbove).findIndex(({ cells }) => {
    const heading = headingOf(cells);
    return heading.has('ID') && peoplesColumns.some((column) => heading.has(column));
  });
}

/** Where each column stands; of two of one name, the first. */
function headingOf(cells: readonly string[]): Heading {
  const heading = new Map<WorksheetColumn, number>();
  for (const [at, cell] of cells.entries()) {
    const column = knownColumns.find((name) => folded(name) === folded(cell));
    if (column !== undefined && !heading.has(column)) heading.set(column, at);
  }
  return heading;
}

function folded(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

function noHeading(source: string, rows: readonly TableRow[]): UserError {
  const headings = rows.slice(0, mostRowsAbove).map(({ cells }) => headingOf(cells));
  const hasColumns = headings.some((heading) => peoplesColumns.some((column) => heading.has(column)));
  const hasId = headings.some((heading) => heading.has('ID'));
  if (hasColumns && !hasId)
    return new UserError('this worksheet has no column ID, without which nobody knows what a row is about', {
      location: { source },
      advice: [
        'Put the column ID back from a copy of the worksheet, with its heading and in the same order of rows,',
        'or give an older copy that still has it.',
      ],
    });
  return new UserError(
    hasId
      ? `this worksheet has none of the columns that people fill in (${peoplesColumns.join(', ')})`
      : 'this is not a worksheet: no row has its headings (ID, Title, Status, Owner…)',
    {
      location: { source },
      advice: ['Give worksheet.csv or worksheet.xlsx as you saved it, with its heading row.'],
    },
  );
}

const mostListed = 5;

/** Some of the places, so that a message stays short. */
export function listed(places: readonly string[]): string {
  const more = places.length - mostListed;
  return `${places.slice(0, mostListed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
