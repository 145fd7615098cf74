import { UserError } from '../errors.js';
import type { SourceBytes } from '../readers/values.js';
import type { Reporter } from '../reporter.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import type { CarriedOver, Progress } from '../writers/progress.js';
import type { OldEntry } from './entries.js';
import { carryOver } from './match.js';

/**
 * What people wrote in an older worksheet, put to the items of a plan. The worksheet is recognised by its content:
 * a workbook, the JSON that worksheet.html exports, or a table of text.
 *
 * @throws UserError if it is no worksheet, is damaged, or has two different entries for one item
 */
export async function carriedOverFrom(
  source: SourceBytes,
  plan: MigrationPlan,
  reporter: Reporter,
): Promise<CarriedOver> {
  return carryOver(plan, await entriesOf(source, reporter), source.name, reporter);
}

/**
 * What people wrote in a worksheet of this plan, by item id: their word on what was done.
 *
 * @returns null for what is no worksheet
 */
export async function attestedIn(
  source: SourceBytes,
  plan: MigrationPlan,
  reporter: Reporter,
): Promise<ReadonlyMap<string, Progress> | null> {
  try {
    return (await carriedOverFrom(source, plan, reporter)).entries;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

async function entriesOf(source: SourceBytes, reporter: Reporter): Promise<OldEntry[]> {
  const { name, bytes } = source;
  if (startsWith(bytes, zipMark)) return (await import('./xlsx.js')).xlsxEntries(source, reporter);
  if (startsWith(bytes, compoundFileMark))
    throw new UserError('this is a workbook with a password, or of Excel 97', {
      location: { source: name },
      advice: ['Open it, and save it as .xlsx without a password.'],
    });
  const start = beginning(bytes);
  if (start.startsWith('{')) return (await import('./json.js')).jsonEntries(source);
  if (start.startsWith('<'))
    throw new UserError('this is HTML or XML', {
      location: { source: name },
      advice: ['worksheet.html keeps what you wrote in the browser: export it there, and give that file.'],
    });
  if (start.startsWith('# '))
    throw new UserError('this is Markdown, which is for reading', {
      location: { source: name },
      advice: ['Give worksheet.csv, worksheet.xlsx, or the export of worksheet.html.'],
    });
  return (await import('./csv.js')).csvEntries(source, reporter);
}

const zipMark = [0x50, 0x4b, 0x03, 0x04];

/** Of Microsoft's compound files: Excel 97, and every workbook with a password. */
const compoundFileMark = [0xd0, 0xcf, 0x11, 0xe0];

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

/** The first characters, as far as they are ASCII; enough to tell what it is, in UTF-8 and UTF-16. */
function beginning(bytes: Uint8Array): string {
  const codes = [...bytes.subarray(0, 200)].filter((byte) => byte !== 0 && byte < 0x80);
  return String.fromCharCode(...codes).trimStart();
}
