/** The workbook as other programs see it: openpyxl reads it, LibreOffice opens it, calculates it and saves it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { translate } from '../../src/plan/translate.js';
import { worksheetCells } from '../../src/writers/cells.js';
import { initialProgress } from '../../src/writers/progress.js';
import { worksheetRecords } from '../../src/writers/records.js';
import { temporaryFolder } from '../support/command.js';
import { snapshotOfDeployment } from '../support/loading.js';
import { carriedOver, worksheetBytes } from '../support/older-worksheets.js';
import { smallPlan } from '../support/plans.js';
import { carriedOverOf, countsOf } from '../support/progress.js';
import { askPython, hasLibreOffice, hasOpenpyxl, savedByLibreOffice } from '../support/workbook.js';

interface SheetSeen {
  readonly name: string;
  readonly state: string;
  readonly frozen: string | null;
  readonly filter: string | null;
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly lists: readonly string[];
  readonly looks: number;
  readonly links: readonly string[];
  readonly formulas: number;
}

const program = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
values = openpyxl.load_workbook(sys.argv[1], data_only=True)
print(json.dumps([{
  "name": sheet.title, "state": sheet.sheet_state, "frozen": sheet.freeze_panes, "filter": sheet.auto_filter.ref,
  "rows": [[cell if isinstance(cell, (str, int, float, type(None))) else str(cell)[:10] for cell in row]
           for row in values[sheet.title].iter_rows(values_only=True)],
  "lists": [rule.formula1 for rule in sheet.data_validations.dataValidation],
  "looks": sum(len(rules.rules) for rules in sheet.conditional_formatting),
  "links": sorted({cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink and cell.hyperlink.target}),
  "formulas": sum(1 for row in sheet.iter_rows() for cell in row if cell.data_type == "f"),
} for sheet in book.worksheets]))
`;

const without = (name: string): string => `(skipped: ${name} is not installed)`;

test.skipIf(!hasOpenpyxl)(
  `openpyxl reads back every cell, list, filter and link ${hasOpenpyxl ? '' : without('openpyxl')}`,
  async () => {
    const plan = translate(await snapshotOfDeployment('hostile'));
    const options = { carriedOver: carriedOverOf(plan) };
    const path = join(temporaryFolder(), 'worksheet.xlsx');
    writeFileSync(path, await worksheetBytes(plan, 'xlsx', options));
    const sheets = askPython(program, path) as SheetSeen[];
    const items = sheets.filter(({ rows }) => rows[0]?.includes('Fingerprint'));
    const seen = new Map(
      items.flatMap(({ rows: [head = [], ...rows] }) =>
        rows.map((row) => {
          const cells = Object.fromEntries(head.map((name, at) => [name, String(row[at] ?? '')]));
          return [cells['ID'], cells] as const;
        }),
      ),
    );
    expect(seen.size).toBe(plan.items.length);
    for (const record of worksheetRecords(plan)) {
      const { 'Documentation link': _, ...expected } = worksheetCells(record, options);
      for (const [column, text] of Object.entries(expected))
        expect([record.id, column, seen.get(record.id)?.[column] ?? '']).toEqual([record.id, column, text]);
    }
    for (const { name, frozen, filter, lists, looks, links, formulas, state } of items) {
      expect([name, frozen, state, formulas]).toEqual([name, 'C2', 'visible', 0]);
      expect(filter).toMatch(/^A1:[A-Z]\d+$/);
      expect(lists).toContain('"To do,In progress,Done,Not needed,Blocked"');
      expect(looks).toBeGreaterThan(4);
      for (const link of links) expect(link).toMatch(/^https:\/\/(?:learn|security|go)\.microsoft\.com\b/);
    }
    expect(sheets.find(({ name }) => name === 'Overview')?.formulas).toBeGreaterThan(10);
    expect(sheets.find(({ name }) => name === 'Sign-off')?.formulas).toBeGreaterThan(3);
    expect(sheets.find(({ name }) => name === 'Lists')?.state).toBe('hidden');
  },
);

test.skipIf(!hasLibreOffice)(
  `what LibreOffice saves is carried over as it was written ${hasLibreOffice ? '' : without('LibreOffice')}`,
  async () => {
    const plan = smallPlan();
    const older = carriedOverOf(plan);
    const folder = temporaryFolder();
    const path = join(folder, 'worksheet.xlsx');
    const saved = join(folder, 'saved');
    writeFileSync(path, await worksheetBytes(plan, 'xlsx', { carriedOver: older }));
    savedByLibreOffice(path, 'xlsx', saved);
    const { entries, vanished, changed } = await carriedOver(
      plan,
      readFileSync(join(saved, 'worksheet.xlsx')),
    );
    expect(entries).toEqual(older.entries);
    expect(vanished).toEqual(older.vanished);
    expect(changed.size).toBe(0);
  },
);

test.skipIf(!hasLibreOffice)(
  `the figures are what LibreOffice calculates ${hasLibreOffice ? '' : without('LibreOffice')}`,
  async () => {
    const plan = smallPlan();
    const older = carriedOverOf(plan);
    const folder = temporaryFolder();
    const path = join(folder, 'worksheet.xlsx');
    writeFileSync(path, await worksheetBytes(plan, 'xlsx', { carriedOver: older }));
    // CSV is of the first sheet, as it is calculated when the file is opened.
    savedByLibreOffice(path, 'csv', folder);
    const lines = readFileSync(join(folder, 'worksheet.csv'), 'utf8').split('\n');
    const counts = countsOf(plan.items.map((item) => older.entries.get(item.id) ?? initialProgress(item)));
    const total = lines.find((line) => line.startsWith('Total,'))?.split(',') ?? [];
    const shown = [plan.items.length, ...Object.values(counts)].map((count) =>
      count === 0 ? '·' : String(count),
    );
    expect(total.slice(1, 7)).toEqual(shown);
    const needed = plan.items.length - (counts['Not needed'] ?? 0);
    expect(Number.parseFloat(total[7] ?? '')).toBeCloseTo((100 * (counts['Done'] ?? 0)) / needed, 5);
  },
);

test.skipIf(!hasLibreOffice)(
  `a CSV that LibreOffice saves is carried over ${hasLibreOffice ? '' : without('LibreOffice')}`,
  async () => {
    const plan = smallPlan();
    const older = carriedOverOf(plan);
    const folder = temporaryFolder();
    const path = join(folder, 'worksheet.csv');
    const saved = join(folder, 'saved');
    writeFileSync(path, await worksheetBytes(plan, 'csv', { carriedOver: older }));
    // Semicolons, quotes, Windows-1252, as a German Excel writes it.
    savedByLibreOffice(path, 'csv:Text - txt - csv (StarCalc):59,34,1,1', saved);
    const { entries, notices } = await carriedOver(plan, readFileSync(join(saved, 'worksheet.csv')));
    const first = older.entries.keys().next().value ?? '';
    expect(entries.get(first)).toMatchObject({
      owner: 'Zoë Müller',
      status: 'Done',
      notes: 'one\ntwo; three',
    });
    expect(entries.size).toBe(plan.items.length);
    expect(notices.map(({ code }) => code)).toContain('not-utf-8');
  },
);
