import { centerColumn, changedMark, progressCells, vanishedIntro, vanishedTitle } from './cells.js';
import { codeInCell, strongText, table, textIn, textInCell } from './markdown-text.js';
import { type Progress, progressOf, type VanishedItem, type WorksheetOptions } from './progress.js';
import type { WorksheetRecord } from './records.js';
import { visibleText } from './visible.js';

/** What people wrote in an older worksheet. Without one, worksheet.md has empty boxes to tick and nothing of this. */

/** A column of a table with a cell for each row, escaped. */
export interface TableColumn {
  readonly head: string;
  readonly cells: readonly string[];
}

const wordings = ['Status', 'Owner', 'Decision', 'Done on', 'Notes'] as const;

/** The box of a task: ticked if it is done. */
export function isTicked(record: WorksheetRecord, options: WorksheetOptions): boolean {
  return options.carriedOver !== undefined && progressOf(record, options).status === 'Done';
}

/** What was written of an item, as lines of a list; text in several lines is put into one. */
export function progressLines(record: WorksheetRecord, options: WorksheetOptions): string[] {
  if (options.carriedOver === undefined) return [];
  const cells = wordsOf(progressOf(record, options));
  return [
    ...(options.carriedOver.changed.has(record.id) ? [`- ${strongText(changedMark)}`] : []),
    ...wordings.flatMap((head) => (cells[head] === '' ? [] : [`- ${head}: ${textIn(cells[head])}`])),
  ];
}

/** The same as columns of a table; only those in which something stands. */
export function progressColumns(
  records: readonly WorksheetRecord[],
  options: WorksheetOptions,
): TableColumn[] {
  const { carriedOver } = options;
  if (carriedOver === undefined) return [];
  const changed = records.map(({ id }) => (carriedOver.changed.has(id) ? textInCell(changedMark) : ''));
  const columns = columnsOf(records.map((record) => progressOf(record, options)));
  return filledColumns([{ head: 'Changed', cells: changed }, ...columns]);
}

/** The Centers of each row; empty cells in a plan of one. */
export function centersColumn(records: readonly WorksheetRecord[]): TableColumn {
  return {
    head: centerColumn,
    cells: records.map(({ centers = [] }) => textInCell(centers.join(', '))),
  };
}

/** The section with what only the older worksheet has. */
export function vanishedLines(vanished: readonly VanishedItem[]): string[] {
  if (vanished.length === 0) return [];
  const columns = [
    { head: 'Item', cells: vanished.map(({ title }) => textInCell(visibleText(title))) },
    ...columnsOf(vanished.map(({ progress }) => progress)),
    { head: 'Id', cells: vanished.map(({ id }) => codeInCell(visibleText(id))) },
  ];
  return [`## ${vanishedTitle}`, '', textIn(vanishedIntro), '', ...columnTable(filledColumns(columns))];
}

/** A table of columns that have as many cells each. */
export function columnTable(columns: readonly TableColumn[]): string[] {
  const [first] = columns;
  return table(
    columns.map(({ head }) => head),
    (first?.cells ?? []).map((_, row) => columns.map(({ cells }) => cells[row] ?? '')),
  );
}

/** The columns in which something stands. */
export function filledColumns(columns: readonly TableColumn[]): TableColumn[] {
  return columns.filter(({ cells }) => cells.some((cell) => cell !== ''));
}

function columnsOf(entries: readonly Progress[]): TableColumn[] {
  const words = entries.map(wordsOf);
  return wordings.map((head) => ({ head, cells: words.map((cells) => textInCell(cells[head])) }));
}

function wordsOf(progress: Progress): Readonly<Record<(typeof wordings)[number], string>> {
  const cells = progressCells(progress);
  const inOne = (text: string): string => text.replaceAll('\n', ' / ').trim();
  return {
    Status: cells.Status,
    Owner: inOne(cells.Owner),
    Decision: inOne(cells.Decision),
    'Done on': inOne(cells['Done on']),
    Notes: inOne(cells.Notes),
  };
}
