import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, it, test } from 'vitest';
import { carriedOver, worksheetBytes } from '../../test/support/older-worksheets.js';
import { smallPlan } from '../../test/support/plans.js';
import { carriedOverOf } from '../../test/support/progress.js';
import { UserError } from '../errors.js';
import { isFingerprint } from './match.js';

const plan = smallPlan();
const older = carriedOverOf(plan);

async function rowsOfOlder(): Promise<string[][]> {
  const bytes = await worksheetBytes(plan, 'csv', { carriedOver: older });
  return parse(Buffer.from(bytes), { bom: true, record_delimiter: '\r\n' });
}

type Edit = (rows: string[][]) => string[][];

/** Keeps the columns of these headings, in this order. */
function columns(...heads: readonly string[]): Edit {
  return ([head = [], ...rows]) => {
    const at = heads.map((name) => head.indexOf(name));
    return [head, ...rows].map((row) => at.map((index) => row[index] ?? ''));
  };
}

const asItIs: Edit = (rows) => rows;

const reversed: Edit = ([head = [], ...rows]) => [head, ...rows.reverse()];

const withGaps: Edit = ([head = [], ...rows]) => [head, ...rows.flatMap((row) => [row.map(() => ''), row])];

const otherCase: Edit = ([head = [], ...rows]) => [head.map((name) => ` ${name.toUpperCase()} `), ...rows];

const titled: Edit = (rows) => [['My worksheet'], [], ...rows];

const people = ['ID', 'Title', 'Fingerprint', 'Status', 'Owner', 'Decision', 'Done on', 'Notes'];

/** The library quotes a lone LF only if it is told to. */
const asExcel = { bom: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const;

describe('an edited worksheet.csv is read as it was meant', () => {
  it.each<[string, Edit, Parameters<typeof stringify>[1], (text: string) => string]>([
    ['as it was written', asItIs, {}, (text) => text],
    ['with semicolons', asItIs, { delimiter: ';' }, (text) => text],
    ['with tabs', asItIs, { delimiter: '\t' }, (text) => text],
    ['with the delimiter named', asItIs, { delimiter: '|' }, (text) => `sep=|\r\n${text}`],
    ['without a byte order mark', asItIs, { bom: false }, (text) => text],
    ['with LF everywhere', asItIs, {}, (text) => text.replaceAll('\r\n', '\n')],
    ['with CRLF everywhere', asItIs, {}, (text) => text.replace(/\r?\n/g, '\r\n')],
    ['with everything in quotes', asItIs, { quoted: true }, (text) => text],
    ['sorted otherwise', reversed, {}, (text) => text],
    ['with empty rows', withGaps, {}, (text) => text],
    ['with columns in another order', columns(...people.toReversed()), {}, (text) => text],
    ['with headings spelt otherwise', otherCase, {}, (text) => text],
    ['with a title above', titled, { delimiter: ';' }, (text) => text],
  ])('%s', async (_name, edit, options, rewrite) => {
    const text = stringify(edit(await rowsOfOlder()), { ...asExcel, ...options });
    const { entries, vanished, changed } = await carriedOver(plan, rewrite(text));
    expect(entries).toEqual(older.entries);
    expect(vanished.toSorted((one, other) => (one.id < other.id ? -1 : 1))).toEqual(older.vanished);
    expect(changed).toEqual(new Set());
  });

  test('in UTF-16, as Excel saves Unicode text', async () => {
    const text = stringify(await rowsOfOlder(), { ...asExcel, bom: false, delimiter: '\t' });
    const { entries } = await carriedOver(plan, Buffer.from(`\uFEFF${text}`, 'utf16le'));
    expect(entries).toEqual(older.entries);
  });

  test('in Windows-1252, and says so', async () => {
    const rows = columns('ID', 'Owner', 'Notes')(await rowsOfOlder());
    const [, id = ''] = rows.map(([first]) => first ?? '');
    const bytes = Buffer.from(`ID;Owner;Notes\r\n${id};Zo\xeb;\x80 5 \x96 \x93x\x94\r\n`, 'latin1');
    const { entries, notices } = await carriedOver(plan, bytes);
    expect(entries.get(id)).toMatchObject({ owner: 'Zoë', notes: '€ 5 – “x”' });
    expect(notices.map(({ code }) => code)).toContain('not-utf-8');
  });
});

test('an apostrophe that makes a formula harmless may be there or not', async () => {
  const [first = '', second = ''] = plan.items.map(({ id }) => id);
  const { entries } = await carriedOver(plan, `ID,Notes\n${first},'=1+1\n${second},=1+1\n`);
  expect([entries.get(first)?.notes, entries.get(second)?.notes]).toEqual(['=1+1', '=1+1']);
});

test('a fingerprint that Excel took for a number is still the same', async () => {
  const id = plan.items[0]?.id ?? '';
  for (const [cell, fingerprint] of [
    ['1,23E+15', '1234567890123456'],
    ['1.23457E+15', '1234567890123456'],
    ['12345678901234', '0012345678901234'],
    ['0.00E+00', '00000000e0000123'],
  ]) {
    expect(isFingerprint(cell ?? '', fingerprint ?? '')).toBe(true);
    expect(isFingerprint(cell ?? '', '9934567890123456')).toBe(false);
  }
  expect((await carriedOver(plan, `ID,Status,Fingerprint\n${id},Done,1.23E+15`)).changed).toEqual(
    new Set([id]),
  );
});

test('a status in other words is kept as a note, and told', async () => {
  const [first, second] = plan.items.map(({ id }) => id);
  const { entries, notices } = await carriedOver(
    plan,
    `ID,Status,Notes\n${first},waiting for Bob,soon\n${second}, DONE ,\n`,
  );
  expect(entries.get(first ?? '')).toMatchObject({ status: 'To do', notes: 'Status: waiting for Bob\nsoon' });
  expect(entries.get(second ?? '')).toMatchObject({ status: 'Done', notes: '' });
  expect(notices.find(({ code }) => code === 'unknown-status')?.text).toBe(
    '1 status word not known, kept as a note: row 2',
  );
});

test('what has no place in a worksheet is told, without quoting it', async () => {
  const id = plan.items[0]?.id ?? '';
  const text = `Mine,ID,Status\nsecret words,${id},Done\n,,Blocked\n`;
  const { notices } = await carriedOver(plan, text);
  expect(notices.map(({ text }) => text).filter((text) => text.includes('not carried over'))).toEqual([
    '1 column that no worksheet has, not carried over: column 1; put what you need into Notes',
    '1 row without an ID, not carried over: row 3',
  ]);
  expect(JSON.stringify(notices)).not.toContain('secret words');
  expect(JSON.stringify(notices)).not.toContain('Mine');
});

test('two different entries for one item are refused, two equal ones are one', async () => {
  const id = plan.items[0]?.id ?? '';
  await expect(carriedOver(plan, `ID,Status\n${id},Done\n${id},Blocked\n`)).rejects.toThrow(
    'row 2 and row 3 have the same ID but not the same entries',
  );
  const { entries } = await carriedOver(plan, `ID,Status\n${id},Done\n${id},Done\n`);
  expect(entries.get(id)?.status).toBe('Done');
});

test.each([
  ['Title,Status\nx,Done\n', 'has no column ID'],
  ['ID,Title\nx,y\n', 'none of the columns that people fill in'],
  ['a,b\n1,2\n', 'this is not a worksheet'],
  ['ID,Status\n"x,Done\n', 'this CSV is damaged'],
  ['', 'empty'],
])('%j is refused: %s', async (text, message) => {
  const failure = carriedOver(plan, text);
  await expect(failure).rejects.toThrow(message);
  await expect(failure).rejects.toThrow(UserError);
});
