import { UserError } from '../errors.js';
import { decodeText } from '../readers/text.js';
import type { SourceBytes } from '../readers/values.js';
import { validate } from '../types/validate-worksheet-progress.js';
import type { WorksheetProgress } from '../types/worksheet-progress.js';
import { cleaned, type OldEntry } from './entries.js';

/**
 * The entries that worksheet.html exports, schema `worksheet-progress`.
 *
 * @throws UserError if it is damaged, of another schema version, or another document
 */
export function jsonEntries(source: SourceBytes): OldEntry[] {
  return progressOfJson(source).items.map((item, index) =>
    cleaned({ ...item, disposition: '', place: `/items/${index}` }),
  );
}

function progressOfJson(source: SourceBytes): WorksheetProgress {
  const location = { source: source.name };
  let value: unknown;
  try {
    value = JSON.parse(decodeText(source).text);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('this is not JSON, or it is cut short', { location, advice: exportAgain });
  }
  if (!isObject(value) || value.schema !== 'worksheet-progress')
    throw new UserError('this JSON is not what a worksheet exports', {
      location,
      advice: [
        'Give the file that worksheet.html saves, or worksheet.csv or worksheet.xlsx.',
        'A plan or a snapshot is a source: it holds nothing that people wrote.',
      ],
    });
  if (value.schemaVersion !== 1)
    throw new UserError('this export has another schema version than this program reads (1)', {
      location,
      advice: ['Use the version of ata2mdi that wrote the worksheet.'],
    });
  if (!validate(value)) {
    const place = validate.errors?.[0];
    throw new UserError(`this export is damaged: ${place?.message ?? 'it does not follow its schema'}`, {
      location: { ...location, path: place?.instancePath || '/' },
      advice: exportAgain,
    });
  }
  return value as unknown as WorksheetProgress;
}

const exportAgain = ['Export it again from worksheet.html.'];

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
