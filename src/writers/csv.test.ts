import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { artifactText } from '../../test/support/artifacts.js';
import { hostileNames, manualWith, planOf, smallPlan } from '../../test/support/plans.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import { worksheetCells, worksheetColumns } from './cells.js';
import { csvWriter, harmlessCell, plainCell } from './csv.js';
import { worksheetRecords } from './records.js';

function csvOf(plan: MigrationPlan): string {
  return artifactText(csvWriter.artifacts(plan)[0]);
}

/** As an independent reader sees it: RFC 4180 with CRLF between records. */
function rowsOf(text: string): string[][] {
  return parse(text, { bom: true, record_delimiter: '\r\n', relax_column_count: false });
}

test('worksheet.csv is the golden file', async () => {
  await expect(csvOf(smallPlan())).toMatchFileSnapshot('../../test/golden/worksheet.csv');
});

it('begins with a byte order mark and exactly these columns', () => {
  expect(csvOf(planOf([]))).toBe(
    '\uFEFFID,Area,Title,Disposition,ATA value,MDI product,Portal path,Steps,Reason,Documentation link,Status,Owner,Decision,Done on,Notes,Fingerprint\r\n',
  );
});

it('reads back as the same cells in the same order', () => {
  const [, ...rows] = rowsOf(csvOf(smallPlan()));
  const expected = worksheetRecords(smallPlan()).map((record) => {
    const cells = worksheetCells(record);
    return worksheetColumns.map((column) => cells[column]);
  });
  expect(rows.map((row) => row.map(plainCell))).toEqual(expected);
});

it('ends every line outside a cell in CRLF and every line inside one in LF', () => {
  const text = csvOf(smallPlan());
  expect(text.split('\r\n')).toHaveLength(smallPlan().items.length + 2);
  expect(text.replaceAll('\r\n', '')).not.toContain('\r');
});

it.each([
  ['=1+1', "'=1+1"],
  ['+x', "'+x"],
  ['-x', "'-x"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', "'\rx"],
  ['＝1', "'＝1"],
  ['＠x', "'＠x"],
  ['  =1', "  '=1"],
  ['"=1"', `"'=1"`],
  ["'=1", "''=1"],
  ['a; =1', "a; '=1"],
  ['a\n=1', "a\n'=1"],
  ['-5', '-5'],
  ['-5.25', '-5.25'],
  ['-5; -6', '-5; -6'],
  ['-5+cmd', "'-5+cmd"],
  ["'quoted'", "'quoted'"],
  ['a=b-c@d', 'a=b-c@d'],
  ['', ''],
])('makes %j harmless as %j', (text, harmless) => {
  expect(harmlessCell(text)).toBe(harmless);
  expect(plainCell(harmless)).toBe(text);
});

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom('=', '+', '-', '@', '＝', '\t', '\r', '\n', ';', ',', ' ', '"', "'", '5', '.', 'a'),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(''));

it('can always be undone', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      expect(plainCell(harmlessCell(text))).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

it('gives back any title and value, and no cell or part of a cell that begins like a formula', () => {
  fc.assert(
    fc.property(nasty, nasty, (title, value) => {
      const plan = planOf([manualWith({ title, source: { paths: [], value } })]);
      const [record] = worksheetRecords(plan);
      const [, row = []] = rowsOf(csvOf(plan));
      expect([row[2], row[4]].map((cell) => plainCell(cell ?? ''))).toEqual([
        record?.title,
        record?.ataValue,
      ]);
      for (const part of row.flatMap((cell) => cell.split(/[;\n]/)))
        if (!/^[\s'"]*-\d+(\.\d+)?\s*$/.test(part)) expect(part).not.toMatch(/^[\s"]*[=+\-@＝＋－＠\t\r]/);
    }),
    { numRuns: 500 },
  );
});

it('quotes what an Excel of another language would take for a delimiter', () => {
  const text = csvOf(
    planOf([manualWith({ title: 'a;b', source: { paths: [], value: hostileNames.control } })]),
  );
  expect(text).toContain(',"a;b",');
});
