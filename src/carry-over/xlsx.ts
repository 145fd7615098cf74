import { type CellValue, readXlsx, type Workbook } from 'hucre/xlsx';
import { UserError } from '../errors.js';
import type { SourceBytes } from '../readers/values.js';
import type { Reporter } from '../reporter.js';
import type { OldEntry } from './entries.js';
import { isWorksheet, type Table, tableEntries } from './table.js';
import { unpackedSize } from './zip.js';

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

/** A worksheet of 20 000 items unpacks to some tens of megabytes. */
const mostUnpacked = 128 * 1024 * 1024;

/**
 * The cells that are looked at: a cell far to the right makes every row as long as that. The columns of a worksheet are
 * far fewer, with room for what people add.
 */
const range = 'A1:CV1048576';

async function workbookOf({ name, bytes }: SourceBytes): Promise<Workbook> {
  if ((unpackedSize(bytes) ?? 0) > mostUnpacked)
    throw new UserError(
      `this workbook unpacks to more than ${mostUnpacked / 1024 / 1024} MiB, or does not say to how much`,
      {
        location: { source: name },
        advice: [
          'Open it in a spreadsheet program, keep the sheets of the worksheet only, and save it again as .xlsx.',
        ],
      },
    );
  try {
    return await readXlsx(bytes, { range });
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
