import type { WorksheetRecord } from './records.js';

/** The columns of a worksheet that is one table; the last four are for people to fill in. */
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
  'Owner',
  'Decision',
  'Done on',
  'Notes',
] as const;

type WorksheetColumn = (typeof worksheetColumns)[number];

/** One row: a text for each column. Lines inside a cell are separated by LF. */
export type WorksheetCells = Readonly<Record<WorksheetColumn, string>>;

/** Excel holds at most this many characters in a cell, and cuts or refuses the rest. */
export const longestCell = 32_767;

/** The row of an item. Text too long for a cell ends in a note that says where the whole is. */
export function worksheetCells(record: WorksheetRecord): WorksheetCells {
  function cell(text: string): string {
    return text.length <= longestCell - spareForGuard ? text : cutText(text, record.id);
  }
  return {
    ID: cell(record.id),
    Area: record.area,
    Title: cell(record.title),
    Disposition: record.disposition,
    'ATA value': cell(record.ataValue),
    'MDI product': cell(record.product),
    'Portal path': cell(record.portalPath),
    Steps: cell(stepLines(record).join('\n')),
    Reason: cell([...reasonLines(record), ...pathLines(record)].join('\n')),
    'Documentation link': cell(record.docs[0]?.url ?? ''),
    Owner: '',
    Decision: '',
    'Done on': '',
    Notes: '',
  };
}

/** Room that a cell leaves for the apostrophes that make formulas harmless. */
const spareForGuard = 1_000;

function cutText(text: string, id: string): string {
  const where = id.length <= 500 ? `, item ${id}` : '';
  const note = `… [cut: ${text.length} characters; the whole text is in plan.json${where}]`;
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
  lines.push(...steps.map((step, index) => `${index + 1}. ${step}`));
  if (command !== null) {
    const run = `Run${command.beta ? ' (beta)' : ''}:`;
    lines.push(command.text.includes('\n') ? `${run}\n${command.text}` : `${run} ${command.text}`);
    lines.push(`Permission: ${command.permission}`);
  }
  lines.push(...values.map(({ field, value }) => `Enter ${field}: ${value}`));
  if (check !== '') lines.push(`How to check: ${check}`);
  return lines;
}

/** Why, as lines: the reason and how sure it is, what comes closest, notes, limits. */
export function reasonLines({ reason, certainty, closest, notes, limits }: WorksheetRecord): string[] {
  const lines = [certainty === '' ? reason : `${reason} ${certainty}`];
  if (closest !== '') lines.push(`Closest: ${closest}`);
  lines.push(...notes.map((note) => `Note: ${note}`), ...limits.map((limit) => `Limit: ${limit}`));
  return lines;
}

/** Without its path, nobody can look up a setting that the program does not know. */
function pathLines({ disposition, ataPaths }: WorksheetRecord): string[] {
  return disposition === 'unrecognised' ? ataPaths.map((path) => `Path: ${path}`) : [];
}
