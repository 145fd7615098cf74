import { stringify } from 'csv-stringify/sync';
import type { MigrationPlan } from '../types/migration-plan.js';
import {
  columnsOf,
  vanishedCells,
  type WorksheetCells,
  type WorksheetColumn,
  worksheetCells,
} from './cells.js';
import type { WorksheetOptions } from './progress.js';
import { recordMaker } from './records.js';
import type { Artifact, Writer } from './writer.js';

/**
 * `worksheet.csv`: one row an item, in the order of the worksheet. RFC 4180 with CRLF between records and a byte
 * order mark, without which Excel takes UTF-8 for the local code page; LF inside a cell, which is Excel's own line break.
 * At the end, what only an older worksheet has.
 */
export const csvWriter = { format: 'csv', artifacts: csvArtifacts } satisfies Writer;

function csvArtifacts(plan: MigrationPlan, options: WorksheetOptions = {}): Artifact[] {
  const recordOf = recordMaker(plan);
  const columns = columnsOf(plan);
  const content = [`\uFEFF${csvText([columns])}`];
  function add<Entry>(entries: readonly Entry[], cellsOf: (entry: Entry) => WorksheetCells): void {
    for (let start = 0; start < entries.length; start += rowsInPiece)
      content.push(
        csvText(entries.slice(start, start + rowsInPiece).map((entry) => rowOf(cellsOf(entry), columns))),
      );
  }
  add(plan.items, (item) => worksheetCells(recordOf(item), options));
  add(options.carriedOver?.vanished ?? [], vanishedCells);
  return [{ name: 'worksheet.csv', mediaType: 'text/csv; charset=utf-8', content }];
}

/** The rows of a large plan never have to be in memory at the same time. */
const rowsInPiece = 500;

function rowOf(cells: WorksheetCells, columns: readonly WorksheetColumn[]): string[] {
  return columns.map((column) => harmlessCell(cells[column]));
}

/** Rows as RFC 4180 with CRLF between records; every cell has to be harmless. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], {
    record_delimiter: 'windows',
    // By itself the library quotes neither a lone LF nor what would be a delimiter to Excel in other languages.
    quoted_match: /[\r\n;\t]/,
  });
}

/**
 * Where a spreadsheet could begin a formula: at the start of a cell, and after a line break or semicolon, because an
 * Excel whose list separator is the semicolon begins a new cell there. White space and quotes before it are passed
 * over, a plain number is not a formula.
 */
const formulaStart =
  /(^|[\n;])((?:[^\S\n\t\r]|['"])*)(?!-?\d+(?:\.\d+)?[^\S\n]*(?:$|[\n;]))(?=[=+\-@＝＋－＠\t\r])/g;

const guardedStart =
  /(^|[\n;])((?:[^\S\n\t\r]|['"])*)'(?!-?\d+(?:\.\d+)?[^\S\n]*(?:$|[\n;]))(?=[=+\-@＝＋－＠\t\r])/g;

/**
 * A cell that no spreadsheet takes for a formula: an apostrophe stands before each character that could begin one
 * (`= + - @`, their full-width forms, TAB, CR). Numbers stay as they are.
 */
export function harmlessCell(text: string): string {
  return text.replace(formulaStart, "$1$2'");
}

/** The inverse of {@link harmlessCell}, for reading a worksheet back: `plainCell(harmlessCell(text)) === text`. */
export function plainCell(text: string): string {
  return text.replace(guardedStart, '$1$2');
}
