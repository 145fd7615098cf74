import { type CellValue, readXlsx, type Workbook } from 'hucre/xlsx';
import { UserError } from '../errors.js';
import type { SourceBytes } from '../readers/values.js';
import type { Reporter } from '../reporter.js';
import type { OldEntry } from './entries.js';
import { isWorksheet, type Table, tableEntries } from './table.js';

/**
 * The entries of a worksheet.xlsx, as Excel or LibreOffice saves it: those of every sheet with the heading of a
 * worksheet, whatever it is called.
 *
 * @throws UserError if it is damaged or no worksheet
 */
export async function xlsxEntries(source: SourceBytes, reporter: Reporter): Promise<OldEntry[]> {
  const { sheets } = await workbookOf(source);
  const tables = sheets.map(
    ({ rows }, index): Table => ({
      source: source.name,
      label: `sheet ${index + 1}, `,
      rows: rows.map((cells, row) => ({ number: row + 1, cells: [...cells].map(cellText) })),
    }),
  );
  const worksheets = tables.filter(isWorksheet);
  if (worksheets.length > 0) return worksheets.flatMap((table) => tableEntries(table, reporter));
  // Says what is missing, of all that there is.
  return tableEntries(
    { source: source.name, label: '', rows: tables.flatMap(({ rows }) => rows.slice(0, 3)) },
    reporter,
  );
}

async function workbookOf({ name, bytes }: SourceBytes): Promise<Workbook> {
  try {
    return await readXlsx(bytes);
  } catch {
    throw new UserError('this workbook cannot be read: it is damaged, or no .xlsx file', {
      location: { source: name },
      advice: ['Open it in a spreadsheet program and save it again as .xlsx.'],
    });
  }
}

function cellText(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dayText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return String(value);
}

/** A day as worksheets write it; with its time, if it has one. */
function dayText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [day = '', time = ''] = date.toISOString().split('T');
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 5)}`;
}
