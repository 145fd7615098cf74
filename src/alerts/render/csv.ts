import { csvText, harmlessCell } from '../../writers/csv.js';
import type { AlertStream } from '../record.js';
import { alertCells, alertColumns } from './cells.js';

/**
 * The record as one table, a row an alert, piece by piece. Form and guards against formulas are those of worksheet.csv.
 */
export function* alertsCsv({ alerts }: AlertStream): Generator<string> {
  yield `\uFEFF${csvText([alertColumns])}`;
  let rows: string[][] = [];
  for (const alert of alerts()) {
    const cells = alertCells(alert);
    rows.push(alertColumns.map((column) => harmlessCell(cells[column])));
    if (rows.length < rowsInPiece) continue;
    yield csvText(rows);
    rows = [];
  }
  if (rows.length > 0) yield csvText(rows);
}

const rowsInPiece = 500;
