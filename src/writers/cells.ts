import type { MigrationPlan } from '../types/migration-plan.js';
import {
  fingerprintOf,
  type Progress,
  progressOf,
  type VanishedItem,
  type WorksheetOptions,
} from './progress.js';
import type { WorksheetRecord } from './records.js';
import { visibleLines, visibleText } from './visible.js';

/** The columns of a worksheet that is one table. Those from Status to Notes are for people to fill in. */
export const worksheetColumns = [
  'ID',
  'Area',
  'Title',
  'Disposition',
  'ATA value',
  'MDI product',
  'Portal path',
  'Steps',
  'Reason',
  'Documentation link',
  'Status',
  'Owner',
  'Decision',
  'Done on',
  'Notes',
  'Fingerprint',
] as const;

/** The column that only a worksheet of several Centers has. */
export const centerColumn = 'ATA Center';

export type WorksheetColumn = (typeof worksheetColumns)[number] | typeof centerColumn;

/** The columns of the worksheet of a plan. */
export function columnsOf({ centers }: Pick<MigrationPlan, 'centers'>): readonly WorksheetColumn[] {
  if (centers.length < 2) return worksheetColumns;
  return worksheetColumns.flatMap((column) => (column === 'Area' ? [column, centerColumn] : [column]));
}

/** One row: a text for each column. Lines inside a cell are separated by LF. */
export type WorksheetCells = Readonly<Record<WorksheetColumn, string>>;

/** Excel holds at most this many characters in a cell, and cuts or refuses the rest. */
export const longestCell = 32_767;

/** The row of an item. Text too long for a cell ends in a note that says where the whole is. */
export function worksheetCells(record: WorksheetRecord, options: WorksheetOptions = {}): WorksheetCells {
  const whole = record.id.length <= 500 ? `in plan.json, item ${record.id}` : 'in plan.json';
  const isChanged = options.carriedOver?.changed.has(record.id) === true;
  function cell(text: string): string {
    return fittingText(text, whole);
  }
  return {
    ID: cell(record.id),
    Area: record.area,
    [centerColumn]: cell((record.centers ?? []).join(', ')),
    Title: cell(record.title),
    Disposition: record.disposition,
    'ATA value': cell(record.ataValue),
    'MDI product': cell(record.product),
    'Portal path': cell(record.portalPath),
    Steps: cell([...(isChanged ? [changedMark] : []), ...stepLines(record)].join('\n')),
    Reason: cell([...reasonLines(record), ...pathLines(record)].join('\n')),
    'Documentation link': cell(record.docs[0]?.url ?? ''),
    ...progressCells(progressOf(record, options)),
    Fingerprint: fingerprintOf(record),
  };
}

/** What stands before the steps of an item that changed since the worksheet that is carried over. */
export const changedMark = 'CHANGED since the older worksheet: look at it again.';

/** Heading of the list of items that only an older worksheet has. */
export const vanishedTitle = 'No longer in the plan';

/** What that list is. */
export const vanishedIntro =
  'An older worksheet had these items; this plan has them no more. What was written of them is kept here.';

/** The row of an item that only an older worksheet has. */
export function vanishedCells({ id, title, progress }: VanishedItem): WorksheetCells {
  return {
    ID: fittingText(visibleText(id), olderWorksheet),
    Area: '',
    [centerColumn]: '',
    Title: fittingText(visibleText(title), olderWorksheet),
    Disposition: vanishedTitle.toLowerCase(),
    'ATA value': '',
    'MDI product': '',
    'Portal path': '',
    Steps: '',
    Reason: 'An older worksheet had this item; this plan has it no more.',
    'Documentation link': '',
    ...progressCells(progress),
    Fingerprint: '',
  };
}

/** What people wrote, which may have several lines. */
export function progressCells({
  status,
  owner,
  decision,
  doneOn,
  notes,
}: Progress): Pick<WorksheetCells, 'Status' | 'Owner' | 'Decision' | 'Done on' | 'Notes'> {
  function cell(text: string): string {
    return fittingText(visibleLines(text), olderWorksheet);
  }
  return {
    Status: status,
    Owner: cell(owner),
    Decision: cell(decision),
    'Done on': cell(doneOn),
    Notes: cell(notes),
  };
}

const olderWorksheet = 'in the worksheet that was carried over';

/** Room that a cell leaves for the apostrophes that make formulas harmless. */
const spareForGuard = 1_000;

/**
 * A text that a cell can hold; one that is too long ends in a note.
 *
 * @param whole where the whole text is
 */
export function fittingText(text: string, whole: string): string {
  if (text.length <= longestCell - spareForGuard) return text;
  const note = `… [cut: ${text.length} characters; the whole text is ${whole}]`;
  const kept = text.slice(0, longestCell - spareForGuard - note.length);
  return (isHighSurrogate(kept.charCodeAt(kept.length - 1)) ? kept.slice(0, -1) : kept) + note;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

/** What to do, as lines: what to choose, numbered steps, what to run, what to enter, how to check it. */
export function stepLines(record: WorksheetRecord): string[] {
  const { steps, values, decision, command, check } = record;
  const lines: string[] = [];
  if (decision !== null) {
    lines.push(`Decide: ${decision.question}`);
    lines.push(
      ...decision.options.map(({ label, cost }, index) => `Option ${index + 1}: ${label} (cost: ${cost})`),
    );
    lines.push(`Advice: ${decision.advice}`);
  }
  for (const [index, step] of steps.entries()) lines.push(`${index + 1}. ${step}`);
  if (command !== null) {
    const run = `Run${command.beta ? ' (beta)' : ''}:`;
    lines.push(command.text.includes('\n') ? `${run}\n${command.text}` : `${run} ${command.text}`);
    lines.push(`Permission: ${command.permission}`);
  }
  for (const { field, value } of values) lines.push(`Enter ${field}: ${value}`);
  if (check !== '') lines.push(`How to check: ${check}`);
  return lines;
}

/** Why, as lines: the reason and how sure it is, what comes closest, notes, limits. */
export function reasonLines({ reason, certainty, closest, notes, limits }: WorksheetRecord): string[] {
  const lines = [certainty === '' ? reason : `${reason} ${certainty}`];
  if (closest !== '') lines.push(`Closest: ${closest}`);
  return [...lines, ...notes.map((note) => `Note: ${note}`), ...limits.map((limit) => `Limit: ${limit}`)];
}

/** Without its path, nobody can look up a setting that the program does not know. */
function pathLines({ disposition, ataPaths }: WorksheetRecord): string[] {
  return disposition === 'unrecognised' ? ataPaths.map((path) => `Path: ${path}`) : [];
}
