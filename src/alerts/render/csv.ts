import { csvText, harmlessCell } from '../../writers/csv.js';
import type { AlertStream } from '../record.js';
import { type AlertColumn, alertCells, alertColumns } from './cells.js';

/**
 * The record as one table, a row an alert, piece by piece. Form and guards against formulas are those of worksheet.csv.
 */
export function* alertsCsv({ alerts }: AlertStream): Generator<string> {
  yield `\uFEFF${csvText([alertColumns])}`;
  let rows: string[][] = [];
  for (const alert of alerts()) {
    const cells = alertCells(alert);
    rows.push(
      alertColumns.map((column) => (ownColumns.has(column) ? cells[column] : harmlessCell(cells[column]))),
    );
    if (rows.length < rowsInPiece) continue;
    yield csvText(rows);
    rows = [];
  }
  if (rows.length > 0) yield csvText(rows);
}

const rowsInPiece = 500;

/** Words, times, numbers and addresses of this program's own: no source can put a formula there. */
const ownColumns: ReadonlySet<AlertColumn> = new Set([
  'Status',
  'Severity',
  'Kind',
  'Start (UTC)',
  'End (UTC)',
  'Status since (UTC)',
  'Updated (UTC)',
  'Activities',
  'Certainty',
  'What to do',
]);
