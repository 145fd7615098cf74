import { readXlsx, type Sheet } from 'hucre/xlsx';
import { describe, expect, it, test } from 'vitest';
import { artifactBytes } from '../../test/support/artifacts.js';
import { hostileNames, largePlan, manualWith, planOf, smallPlan } from '../../test/support/plans.js';
import { carriedOverOf, countsOf } from '../../test/support/progress.js';
import { partsOfZip, sheetList } from '../../test/support/workbook.js';
import type { Item, MigrationPlan } from '../types/migration-plan.js';
import { longestCell } from './cells.js';
import { initialProgress, type WorksheetOptions } from './progress.js';
import { worksheetRecords } from './records.js';
import { xlsxWriter } from './xlsx.js';

async function bytesOf(plan: MigrationPlan, options?: WorksheetOptions): Promise<Uint8Array> {
  return artifactBytes((await xlsxWriter.artifacts(plan, options))[0]);
}

async function sheetsOf(plan: MigrationPlan, options?: WorksheetOptions): Promise<readonly Sheet[]> {
  return (await readXlsx(await bytesOf(plan, options))).sheets;
}

function sheetCalled(sheets: readonly Sheet[], name: string): Sheet {
  const sheet = sheets.find((candidate) => candidate.name === name);
  if (sheet === undefined) throw new Error(`no sheet ${name}`);
  return sheet;
}

/** The cells of a column below its heading. */
function column(sheet: Sheet, head: string): unknown[] {
  const at = (sheet.rows[0] ?? []).indexOf(head);
  return at < 0 ? [] : sheet.rows.slice(1).map((row) => row[at]);
}

/** The XML of a sheet. */
function xmlOf(bytes: Uint8Array, name: string): string {
  const parts = partsOfZip(bytes);
  const at = sheetList(parts).findIndex((sheet) => sheet.name === name);
  return parts.get(`xl/worksheets/sheet${at + 1}.xml`) ?? '';
}

function decisionWith(id: string, labels: readonly string[]): Item {
  return {
    ...manualWith({ id }),
    disposition: 'decision',
    decision: { question: '?', options: labels.map((label) => ({ label, cost: 'none' })), advice: 'None.' },
  };
}

test('has an overview, the phases in the order of the guide, the sign-off, and hidden lists', async () => {
  expect(sheetList(partsOfZip(await bytesOf(smallPlan())))).toEqual([
    { name: 'Overview', state: 'visible' },
    { name: 'Runbook', state: 'visible' },
    { name: 'Gather', state: 'visible' },
    { name: 'Plan', state: 'visible' },
    { name: 'Move', state: 'visible' },
    { name: 'Validate', state: 'visible' },
    { name: 'For the record', state: 'visible' },
    { name: 'Sign-off', state: 'visible' },
    { name: 'Lists', state: 'hidden' },
  ]);
});

test('an area with very many items has a sheet of its own, and a very long one several', async () => {
  const names = sheetList(partsOfZip(await bytesOf(largePlan(20_001)))).map(({ name }) => name);
  expect(names).toEqual(['Overview', 'Runbook', 'Move - Exclusions', 'Move - Exclusions 2', 'Sign-off']);
});

test('a name that is too long for a sheet is cut between words', async () => {
  const items = Array.from({ length: 100 }, (_, index) =>
    manualWith({ id: `sensitive-entities/${index}`, area: 'sensitive-entities' }),
  );
  const names = sheetList(partsOfZip(await bytesOf(planOf(items)))).map(({ name }) => name);
  expect(names).toEqual(['Overview', 'Runbook', 'Move - Sensitive accounts', 'Sign-off']);
});

test('each sheet has a heading that stays, a filter over all columns, and a drop-down of the status', async () => {
  const plan = smallPlan();
  const xml = xmlOf(await bytesOf(plan), 'Move');
  const rows =
    plan.items.filter(({ disposition }) => ['manual', 'scripted'].includes(disposition)).length - 1;
  expect(xml).toContain('<pane xSplit="2" ySplit="1" topLeftCell="C2" state="frozen"');
  expect(xml).toMatch(new RegExp(`<autoFilter ref="A1:[P-R]${rows + 1}"/>`));
  expect(xml).toContain('<formula1>"To do,In progress,Done,Not needed,Blocked"</formula1>');
  expect(xml).toContain(`sqref="A2:A${rows + 1}"`);
});

test('the options of a decision are offered whatever they hold, and go along when rows are sorted', async () => {
  const labels = ['TLS, with a certificate', 'x'.repeat(300), '"quoted"', '=1+1'];
  const plan = planOf([
    decisionWith('a', labels),
    decisionWith('b', ['Yes', 'No']),
    decisionWith('c', labels),
  ]);
  const sheets = await sheetsOf(plan);
  const sheet = sheetCalled(sheets, 'Plan');
  expect(column(sheet, 'Options')).toEqual(['Options_1', 'Options_2', 'Options_1']);
  expect(sheetCalled(sheets, 'Lists').rows.map(([first]) => first)).toEqual(labels);
  const bytes = await bytesOf(plan);
  const letter = String.fromCharCode(65 + (sheet.rows[0] ?? []).indexOf('Options'));
  expect(xmlOf(bytes, 'Plan')).toContain(`<formula1>INDIRECT($${letter}2)</formula1>`);
  const workbook = partsOfZip(bytes).get('xl/workbook.xml') ?? '';
  expect(workbook).toContain('<definedName name="Options_1">\'Lists\'!$A$1:$A$4</definedName>');
  expect(workbook).toContain('<definedName name="Options_2">\'Lists\'!$B$1:$B$2</definedName>');
});

test('links lead to the documentation and the portal', async () => {
  const bytes = await bytesOf(planOf([manualWith()]));
  const links = partsOfZip(bytes).get('xl/worksheets/_rels/sheet3.xml.rels') ?? '';
  expect([...links.matchAll(/Target="([^"]*)"/g)].map(([, target]) => target)).toEqual([
    'https://security.microsoft.com',
    'https://learn.microsoft.com/en-us/defender-for-identity/exclusions',
  ]);
});

describe('texts', () => {
  it.each([
    ...Object.values(hostileNames),
    '=1+1',
    '_x0041_',
    '_x005F_x0041_',
    '#N/A',
    '#SPILL!',
    ' blank ',
    '+4930',
    'TRUE',
    '2026-01-31',
  ])('%j stays the text that every worksheet shows', async (title) => {
    const plan = planOf([manualWith({ title, source: { paths: [], value: title } })]);
    const [record] = worksheetRecords(plan);
    const bytes = await bytesOf(plan);
    const sheet = sheetCalled((await readXlsx(bytes)).sheets, 'Move');
    expect([column(sheet, 'Title')[0], column(sheet, 'ATA value')[0]]).toEqual([
      record?.title,
      record?.ataValue,
    ]);
    expect(xmlOf(bytes, 'Move')).not.toMatch(/<f>|t="e"/);
  });

  it('are cut with a note where no cell can hold them', async () => {
    const value = 'x'.repeat(40_000);
    const [text] = column(
      sheetCalled(await sheetsOf(planOf([manualWith({ source: { paths: [], value } })])), 'Move'),
      'ATA value',
    );
    expect(String(text).length).toBeLessThanOrEqual(longestCell);
    expect(text).toMatch(/… \[cut: 40000 characters; the whole text is in plan\.json, item /);
  });

  it('numbers are numbers if they read back the same', async () => {
    const values = [6514, -5, '0012', '1e5', '12345678901234567890', 7.5];
    const plan = planOf(
      values.map((value, index) => manualWith({ id: `a/${index}`, source: { paths: [], value } })),
    );
    expect(column(sheetCalled(await sheetsOf(plan), 'Move'), 'ATA value')).toEqual([
      6514,
      -5,
      '0012',
      '1e5',
      '12345678901234567890',
      '7.5',
    ]);
  });
});

describe('progress', () => {
  it('is counted by formulas, which come to what they say', async () => {
    const plan = smallPlan();
    const options = { carriedOver: carriedOverOf(plan) };
    const xml = xmlOf(await bytesOf(plan, options), 'Overview');
    const counts = countsOf(
      plan.items.map((item) => options.carriedOver.entries.get(item.id) ?? initialProgress(item)),
    );
    expect(xml).toMatch(/<f>COUNTIF\('Move'!\$A\$2:\$A\$\d+,"Done"\)<\/f>/);
    const overview = sheetCalled(await sheetsOf(plan, options), 'Overview');
    const total = overview.rows.find(([first]) => first === 'Total');
    expect(total?.slice(1, 7)).toEqual([plan.items.length, ...Object.values(counts)]);
    const needed = plan.items.length - (counts['Not needed'] ?? 0);
    expect(total?.[7]).toBeCloseTo((counts['Done'] ?? 0) / needed);
  });

  it('days are days', async () => {
    const plan = smallPlan();
    const sheets = await sheetsOf(plan, { carriedOver: carriedOverOf(plan) });
    const days = sheets.flatMap((sheet) => column(sheet, 'Done on'));
    expect(days).toContainEqual(new Date('2026-01-31T00:00:00Z'));
    expect(days).toContain('2026-02-30');
    expect(days).toContain('1899-12-31');
  });

  it('what vanished has a sheet', async () => {
    const plan = smallPlan();
    const carriedOver = carriedOverOf(plan);
    const sheet = sheetCalled(await sheetsOf(plan, { carriedOver }), 'No longer in the plan');
    expect(column(sheet, 'ID')).toEqual(carriedOver.vanished.map(({ id }) => id));
    expect(column(sheet, 'Notes')[0]).toBe('one\ntwo; three');
  });
});

it('knows no clock', async () => {
  const core = partsOfZip(await bytesOf(smallPlan())).get('docProps/core.xml') ?? '';
  expect(core.match(/\d{4}-\d\d-\d\dT[\d:]+Z/g)).toEqual(['1980-01-01T00:00:00Z', '1980-01-01T00:00:00Z']);
  const stamped = { ...smallPlan(), createdAt: '2026-11-23T09:00:00.000Z' };
  expect(partsOfZip(await bytesOf(stamped)).get('docProps/core.xml')).toContain('2026-11-23T09:00:00Z');
});

it('gives every row the height of its text, as far as Excel goes', async () => {
  const long = manualWith({
    id: 'a/long',
    steps: Array.from({ length: 60 }, (_, index) => `Step ${index}.`),
  });
  const xml = xmlOf(await bytesOf(planOf([manualWith({ id: 'a/short' }), long])), 'Move');
  const heights = [...xml.matchAll(/<row r="\d+" ht="([\d.]+)"/g)].map(([, height]) => Number(height));
  expect(heights[1]).toBeGreaterThan(40);
  expect(heights[1]).toBeLessThan(120);
  expect(heights[2]).toBe(409);
});

test('an order of domain controllers that no cell holds says that it is cut, and where the whole is', async () => {
  const domainControllers = Array.from({ length: 800 }, (_, index) => ({
    name: `dc${index}.contoso.com`,
    domain: 'contoso.com',
    operatingSystem: null,
    readOnly: null,
    globalCatalog: null,
    primary: null,
    deleted: false,
    watch: 'not-watched' as const,
    watchedBy: [],
    mayBeWatchedBy: [],
  }));
  const sheets = await sheetsOf({ ...planOf([]), domainControllers, gateways: [] });
  const longest = column(sheetCalled(sheets, 'Runbook'), 'How')
    .map(String)
    .find((text) => text.includes('(300)'));
  expect(longest?.length).toBeLessThanOrEqual(longestCell);
  expect(longest).toMatch(/… \[cut: \d+ characters; the whole text is in runbook\.md\]$/);
});
