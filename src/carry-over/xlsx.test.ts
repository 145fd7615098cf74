import { type CellValue, writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { carriedOver, worksheetBytes } from '../../test/support/older-worksheets.js';
import { smallPlan } from '../../test/support/plans.js';
import { carriedOverOf } from '../../test/support/progress.js';

const plan = smallPlan();

function workbook(...sheets: readonly CellValue[][][]): Promise<Uint8Array> {
  return writeXlsx({ sheets: sheets.map((rows, index) => ({ name: `S${index}`, rows })) });
}

test('the sheets of a worksheet.xlsx are put together again', async () => {
  const older = carriedOverOf(plan);
  const { entries, vanished, changed, notices } = await carriedOver(
    plan,
    await worksheetBytes(plan, 'xlsx', { carriedOver: older }),
  );
  expect(entries).toEqual(older.entries);
  expect(vanished).toEqual(older.vanished);
  expect(changed.size).toBe(0);
  expect(notices.map(({ text }) => text)).toEqual([
    `carried over ${plan.items.length} entries; 0 changed since, 2 no longer in the plan, 0 new`,
  ]);
});

test('cells that hold something else than text are read as people see them', async () => {
  const [first = '', second = ''] = plan.items.map(({ id }) => id);
  const day = new Date('2026-03-04T00:00:00Z');
  const time = new Date('2026-03-04T15:30:00Z');
  const { entries } = await carriedOver(
    plan,
    await workbook(
      [['a sheet of my own'], [1, 2]],
      [
        ['ID', 'Status', 'Owner', 'Done on', 'Notes'],
        [first, 'done', 42, day, true],
        [null, null, null, null, null],
        [second, 'Blocked', null, time, 1.5],
      ],
    ),
  );
  expect(entries.get(first)).toEqual({
    status: 'Done',
    owner: '42',
    decision: '',
    doneOn: '2026-03-04',
    notes: 'TRUE',
  });
  expect(entries.get(second)).toMatchObject({ doneOn: '2026-03-04 15:30', notes: '1.5' });
});

test('one item in two sheets with different entries is refused', async () => {
  const id = plan.items[0]?.id ?? '';
  const bytes = await workbook(
    [
      ['ID', 'Status'],
      [id, 'Done'],
    ],
    [
      ['ID', 'Status'],
      [id, 'Blocked'],
    ],
  );
  await expect(carriedOver(plan, bytes)).rejects.toThrow(
    'sheet 1, row 2 and sheet 2, row 2 have the same ID but not the same entries',
  );
});

test.each([
  [
    'a workbook without the ID',
    () =>
      workbook([
        ['Title', 'Status'],
        ['x', 'Done'],
      ]),
    'has no column ID',
  ],
  ['a workbook of something else', () => workbook([['a']]), 'not a worksheet'],
  ['a damaged workbook', async () => new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]), 'cannot be read'],
  ['a workbook with a password', async () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'password'],
])('%s is refused', async (_name, make, message) => {
  await expect(carriedOver(plan, await make())).rejects.toThrow(message);
});
