/** Every format says the same of every item, whether or not an older worksheet was carried over. */
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/plan/translate.js';
import type { MigrationPlan } from '../../src/types/migration-plan.js';
import { type WorksheetCells, worksheetCells, worksheetColumns } from '../../src/writers/cells.js';
import { plainCell } from '../../src/writers/csv.js';
import { type PageData, unpacked } from '../../src/writers/html/packed.js';
import { worksheetArtifacts } from '../../src/writers/index.js';
import { textIn, textInCell } from '../../src/writers/markdown-text.js';
import type { WorksheetOptions } from '../../src/writers/progress.js';
import { worksheetRecords } from '../../src/writers/records.js';
import { artifactBytes, artifactText } from '../support/artifacts.js';
import { deploymentFiles, snapshotOfDeployment } from '../support/loading.js';
import { planOf, smallPlan } from '../support/plans.js';
import { carriedOverOf } from '../support/progress.js';

type Cells = Partial<Record<string, string>>;

/** What a worksheet says of each item, by id. */
type Reading = (plan: MigrationPlan, options: WorksheetOptions) => Promise<Map<string, Cells>>;

async function text(plan: MigrationPlan, format: string, options: WorksheetOptions): Promise<string> {
  return artifactText((await worksheetArtifacts(plan, [format], options))[0]);
}

async function csvReading(plan: MigrationPlan, options: WorksheetOptions): Promise<Map<string, Cells>> {
  const [head = [], ...rows]: string[][] = parse(await text(plan, 'csv', options), {
    bom: true,
    record_delimiter: '\r\n',
  });
  return byId(
    head,
    rows.map((row) => row.map(plainCell)),
  );
}

async function xlsxReading(plan: MigrationPlan, options: WorksheetOptions): Promise<Map<string, Cells>> {
  const bytes = artifactBytes((await worksheetArtifacts(plan, ['xlsx'], options))[0]);
  const { sheets } = await readXlsx(bytes);
  const items = new Map<string, Cells>();
  for (const { rows, cells } of sheets) {
    const head = (rows[0] ?? []).map(String);
    if (!head.includes('ID')) continue;
    const link = head.indexOf('Documentation link');
    const texts = rows
      .slice(1)
      .map((row, index) =>
        row.map((cell, at) =>
          at === link ? (cells?.get(`${index + 1},${at}`)?.hyperlink?.target ?? '') : shown(cell),
        ),
      );
    for (const [id, found] of byId(head, texts)) {
      if (items.has(id)) throw new Error(`${id} stands in two sheets`);
      items.set(id, found);
    }
  }
  return items;
}

function shown(cell: unknown): string {
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? '');
}

function byId(head: readonly string[], rows: readonly (readonly string[])[]): Map<string, Cells> {
  const entries = rows.map((row) => {
    const cells = Object.fromEntries(head.map((name, at) => [name, row[at] ?? '']));
    return [cells['ID'] ?? '', cells] as const;
  });
  const found = new Map(entries);
  if (found.size !== entries.length) throw new Error('an id stands twice');
  return found;
}

describe.each<[string, Reading]>([
  ['csv', csvReading],
  ['xlsx', xlsxReading],
])('%s', (_format, reading) => {
  it.each(cases())(
    'says what every worksheet says (%s, with an older worksheet: %s)',
    async (name, older) => {
      const plan = planCalled(name);
      const options = older ? { carriedOver: carriedOverOf(plan) } : {};
      const found = await reading(plan, options);
      const vanished = options.carriedOver?.vanished ?? [];
      expect(found.size).toBe(plan.items.length + vanished.length);
      for (const record of worksheetRecords(plan)) {
        const expected: WorksheetCells = worksheetCells(record, options);
        const cells = found.get(record.id);
        // A column in which nothing stands may be left out of a sheet.
        for (const column of worksheetColumns)
          expect([record.id, column, cells?.[column] ?? '']).toEqual([record.id, column, expected[column]]);
      }
      for (const { id, title, progress } of vanished) {
        expect(found.get(id)).toMatchObject({
          Status: progress.status,
          Owner: progress.owner,
          Notes: progress.notes,
        });
        expect(found.get(id)?.['Title']).toBe(title);
      }
    },
  );
});

describe('md', () => {
  it.each(cases())('has every item once, with what was written of it (%s, %s)', async (name, older) => {
    const plan = planCalled(name);
    const options = older ? { carriedOver: carriedOverOf(plan) } : {};
    const blocks = markdownBlocks(await text(plan, 'md', options));
    const vanished = options.carriedOver?.vanished ?? [];
    expect(blocks.size).toBe(plan.items.length + vanished.length);
    for (const record of worksheetRecords(plan)) {
      const block = blocks.get(record.id) ?? '';
      const cells = worksheetCells(record, options);
      const ticked = /^(?:- \[x\]|\| ☑) /.test(block);
      const written = [cells.Owner, cells.Decision, cells['Done on'], cells.Notes].map((text) =>
        text.replaceAll('\n', ' / ').trim(),
      );
      if (record.phase !== 'record')
        expect([record.id, ticked]).toEqual([record.id, older && cells.Status === 'Done']);
      if (older) for (const words of [cells.Status, ...written]) expectIn(block, words);
    }
  });
});

function expectIn(block: string, words: string): void {
  // A row of a table and a line of a list escape differently.
  expect([textIn(words), textInCell(words)].some((escaped) => block.includes(escaped))).toBe(true);
}

/** The lines of each item by its id: a task with its list, or a row of a table. */
function markdownBlocks(markdown: string): Map<string, string> {
  const blocks = new Map<string, string>();
  let block: string[] = [];
  function end(id: string): void {
    if (blocks.has(id)) throw new Error(`${id} stands twice`);
    blocks.set(id, block.join('\n'));
  }
  for (const line of markdown.split('\n')) {
    if (/^- \[[ x]\] /.test(line)) block = [];
    block.push(line);
    const inList = /^ {2}- Id: (`+)(.*)\1$/.exec(line)?.[2];
    const inRow = /^\|.* \| (`+)((?:(?!\1).)*)\1 \|$/.exec(line)?.[2]?.replaceAll('\\|', '|');
    if (inRow !== undefined) block = [line];
    const id = inList ?? inRow;
    if (id !== undefined) end(id.trim());
  }
  return blocks;
}

const plans = new Map<string, MigrationPlan>([
  ['small', smallPlan()],
  ['empty', planOf([])],
]);
const deployments = Object.keys(deploymentFiles) as (keyof typeof deploymentFiles)[];

beforeAll(async () => {
  for (const name of deployments) plans.set(name, translate(await snapshotOfDeployment(name)));
});

function planCalled(name: string): MigrationPlan {
  const plan = plans.get(name);
  if (plan === undefined) throw new Error(`no plan ${name}`);
  return plan;
}

function cases(): (readonly [string, boolean])[] {
  return ['small', 'empty', ...Object.keys(deploymentFiles)].flatMap((name) => [
    [name, false] as const,
    [name, true] as const,
  ]);
}

/** `worksheet.html` holds its records as JSON, packed. */
describe('html', () => {
  it.each(cases())(
    'has every item with its fingerprint and what was written (%s, %s)',
    async (name, older) => {
      const plan = planCalled(name);
      const options = older ? { carriedOver: carriedOverOf(plan) } : {};
      const html = await text(plan, 'html', options);
      const island = /<script type="application\/json" id="plan-data">([\s\S]*?)<\/script>/.exec(html)?.[1];
      const data: PageData = JSON.parse(island ?? 'null');
      const records = worksheetRecords(plan);
      expect(data.rows.map((row) => unpacked(data, row))).toEqual(records);
      expect(data.rows.map(([, fingerprint]) => fingerprint)).toEqual(
        records.map((record) => worksheetCells(record, options).Fingerprint),
      );
    },
  );
});
