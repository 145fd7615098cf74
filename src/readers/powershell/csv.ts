/** CSV as `Export-Csv` writes it, in the variants of its parameters and of its versions. */
import { type CsvError, parse } from 'csv-parse/browser/esm/sync';
import { UserError } from '../../errors.js';

/** A row by its columns. Every cell of CSV is a text; an empty one can be empty text or nothing. */
export type CsvRow = ReadonlyMap<string, string>;

export interface CsvTable {
  /** The type that Windows PowerShell names in its first line (`#TYPE`); null if there is no such line. */
  readonly typeName: string | null;
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
  /** How many cells hold only the name of a type or the text of an object, which is no data. */
  readonly cuts: number;
}

const exportAgain = ['Export the objects again with Export-Csv -NoTypeInformation -Encoding UTF8 <file>'];

/** What Export-Csv writes in place of a list or an object (about Export-Csv; certainty: documented). */
const cutCell = /^(?:@\{[\s\S]*\}|System\.(?:Object|String)\[\]|System\.Collections\.[\w.`[\],+ ]+)$/;

/** The columns of a CSV text, by its first line that is not `#TYPE`; empty for a text without any. Never throws. */
export function csvColumns(text: string): string[] {
  const header = withoutTypeLine(text).content.split(/\r?\n|\r/, 1)[0] ?? '';
  try {
    const records = parse(header, { delimiter: delimiterOf(header) }) as string[][];
    return records[0] ?? [];
  } catch {
    return [];
  }
}

/**
 * Parses CSV with one line of columns: delimiter comma, semicolon or tab, fields in quotes or not, `#TYPE` line or not.
 * A line break within a field becomes a line feed.
 *
 * @throws UserError with the line for a text that is cut short or not CSV: a quote that is not closed, a row with more
 *   or fewer fields than columns, no line break at the end
 */
export function parseCsv(text: string, sourceName: string): CsvTable {
  // The parser would count a carriage return within quotes as a line of its own.
  const { typeName, content, skippedLines } = withoutTypeLine(text.replace(/\r\n?/g, '\n'));
  const [columns = [], ...body] = parseRecords(content, sourceName, skippedLines);
  if (new Set(columns).size < columns.length) {
    throw csvError('Two columns have the same name.', sourceName, skippedLines + 1);
  }
  // After the rows, because an error in them says more.
  if (!/\n\s*$/.test(content)) {
    const lastLine = skippedLines + content.split('\n').length;
    throw csvError('The file is cut short: its last line does not end.', sourceName, lastLine, [
      'Export-Csv ends every line, the last one too. Copy or export the file again.',
      'If it is whole and was edited by hand, add a line break at its end.',
    ]);
  }
  const rows = body.map((record) => new Map(columns.map((column, index) => [column, record[index] ?? ''])));
  return { typeName, columns, rows, cuts: body.flat().filter((cell) => cutCell.test(cell)).length };
}

function parseRecords(content: string, sourceName: string, skippedLines: number): string[][] {
  try {
    return parse(content, {
      delimiter: delimiterOf(content.split('\n', 1)[0] ?? ''),
      record_delimiter: '\n',
      skip_empty_lines: true,
    }) as string[][];
  } catch (error) {
    const { code, lines } = error as CsvError & { readonly lines?: number };
    if (code === undefined) throw error;
    throw csvError(messages[code] ?? 'This is not CSV.', sourceName, skippedLines + (lines ?? 1));
  }
}

const messages: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'The file is cut short or damaged: a field in quotes does not end.',
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH:
    'The file is cut short or damaged: a row has not as many fields as there are columns.',
  CSV_INVALID_CLOSING_QUOTE: 'The file is damaged: after a field in quotes comes something else.',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE:
    'The file is damaged: after a field in quotes comes something else.',
  INVALID_OPENING_QUOTE: 'The file is damaged: there is a quote within a field that does not begin with one.',
};

function csvError(message: string, source: string, line: number, advice = exportAgain): UserError {
  return new UserError(message, { advice, location: { source, line } });
}

function withoutTypeLine(text: string): {
  readonly typeName: string | null;
  readonly content: string;
  readonly skippedLines: number;
} {
  const match = /^#TYPE[ \t]+(\S[^\r\n]*)(?:\r?\n|\r|$)/.exec(text);
  if (match === null) return { typeName: null, content: text, skippedLines: 0 };
  return { typeName: (match[1] ?? '').trim(), content: text.slice(match[0].length), skippedLines: 1 };
}

/** The delimiter that is there most often outside quotes in the line of columns. */
function delimiterOf(header: string): string {
  const bare = header.replace(/"(?:[^"]|"")*"/g, '');
  const counts = [',', ';', '\t'].map((delimiter) => ({
    delimiter,
    count: bare.split(delimiter).length,
  }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}
