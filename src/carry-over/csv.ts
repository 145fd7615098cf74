import { parse } from 'csv-parse/sync';
import { UserError } from '../errors.js';
import { decodeText } from '../readers/text.js';
import type { SourceBytes } from '../readers/values.js';
import type { Reporter } from '../reporter.js';
import { plainCell } from '../writers/csv.js';
import type { OldEntry } from './entries.js';
import { namedColumns, type Table, tableEntries } from './table.js';
import { windows1252Text } from './windows-1252.js';

/**
 * The entries of a worksheet.csv, as spreadsheet programs save it: with another delimiter, another encoding, other line
 * ends, with or without the apostrophes that make formulas harmless.
 *
 * @throws UserError if it is damaged or no worksheet
 */
export function csvEntries(source: SourceBytes, reporter: Reporter): OldEntry[] {
  const text = textOf(source, reporter);
  return tableEntries({ source: source.name, label: '', rows: rowsOf(text, source.name) }, reporter);
}

function textOf(source: SourceBytes, reporter: Reporter): string {
  try {
    return decodeText(source).text;
  } catch (error) {
    const isOfAnotherEncoding = error instanceof UserError && error.location?.byte !== undefined;
    if (!isOfAnotherEncoding || hasMark(source.bytes)) throw error;
    reporter.notice({
      code: 'not-utf-8',
      text: 'not in UTF-8; read as Windows-1252, the code page of Western Europe: look at names with letters beyond ASCII, or save it as "CSV UTF-8"',
      source: source.name,
    });
    return windows1252Text(source.bytes);
  }
}

/** A byte order mark says what the encoding is meant to be. */
function hasMark([first, second]: Uint8Array): boolean {
  return (
    (first === 0xef && second === 0xbb) ||
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff)
  );
}

const delimiters = [',', ';', '\t', '|'] as const;

function rowsOf(text: string, source: string): Table['rows'] {
  // Excel takes such a line for the name of the delimiter.
  const hint = /^"?sep=(.)"?\r?\n/i.exec(text);
  const body = hint === null ? text : text.slice(hint[0].length);
  const delimiter = hint?.[1] ?? likeliestDelimiter(body);
  try {
    const records = parsed(body, delimiter);
    return records.map(({ record, line }) => ({
      number: line + (hint === null ? 0 : 1),
      cells: record.map(plainCell),
    }));
  } catch {
    throw new UserError(
      'this CSV is damaged: a quotation mark that opens a cell is not closed, or stands in its middle',
      {
        location: { source },
        advice: ['Open it in a spreadsheet program and save it again as "CSV UTF-8", or as .xlsx.'],
      },
    );
  }
}

/** The delimiter with which the beginning names most columns of a worksheet. */
function likeliestDelimiter(text: string): string {
  const [best = ','] = [...delimiters].sort((one, other) => score(text, other) - score(text, one));
  return best;
}

const peekLength = 20_000;

function score(text: string, delimiter: string): number {
  const lines = text.slice(0, peekLength).split(/\r\n|\r|\n/, 10);
  return Math.max(
    ...lines.map((line) => namedColumns(line.split(delimiter).map((cell) => cell.replace(/^"|"$/g, '')))),
  );
}

/** Rows are counted as a spreadsheet program shows them, whatever lines their cells have. */
function parsed(text: string, delimiter: string): { readonly record: string[]; readonly line: number }[] {
  const records: string[][] = parse(text, {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: false,
  });
  return records.map((record, index) => ({ record, line: index + 1 }));
}
