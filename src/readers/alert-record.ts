/** Reads back the record that `ata2mdi alerts` wrote, as far as it tells which suspicious activities are in it. */
import { UserError } from '../errors.js';
import type { AlertRecord } from '../types/alert-record.js';
import { validate } from '../types/validate-alert-record.js';
import { csvColumns, parseCsv } from './powershell/csv.js';
import { decodeText } from './text.js';
import type { SourceBytes } from './values.js';

/** Columns by which the table is recognised; those of `alertColumns`. */
const idColumn = 'ATA id';
const kindColumn = 'Kind';
const needed = [idColumn, kindColumn, 'ATA type', 'Read from'];

/**
 * The ids of the suspicious activities in a record, as JSON or CSV; null for any other file.
 *
 * @throws UserError for a record that is damaged or cut short
 */
export function recordedActivities(source: SourceBytes): ReadonlySet<string> | null {
  const { text } = decodeText(source);
  if (/^\s*\{\s*"alerts"\s*:/.test(text)) return ofJson(text, source.name);
  if (!isAlertRecordCsv(text)) return null;
  const { rows } = parseCsv(text, source.name);
  return new Set(
    rows.flatMap((row) => {
      const id = row.get(idColumn)?.trim() ?? '';
      return row.get(kindColumn) === 'suspicious activity' && id !== '' ? [id] : [];
    }),
  );
}

/** Whether a text is the table that `ata2mdi alerts` writes. */
export function isAlertRecordCsv(text: string): boolean {
  const columns = csvColumns(text);
  return needed.every((name) => columns.includes(name));
}

function ofJson(text: string, source: string): ReadonlySet<string> {
  const record = parsed(text);
  if (record === null)
    throw new UserError('This record of alerts is damaged, or of another version of this program.', {
      location: { source },
      advice: ['Make it again: ata2mdi alerts SOURCE… -o alerts.json'],
    });
  return new Set(
    record.alerts.flatMap(({ id, kind }) => (kind === 'suspicious-activity' && id !== null ? [id] : [])),
  );
}

function parsed(text: string): AlertRecord | null {
  try {
    const document: unknown = JSON.parse(text);
    // The validator, made of the schema, is what makes this true.
    return validate(document) ? (document as AlertRecord) : null;
  } catch {
    return null;
  }
}
