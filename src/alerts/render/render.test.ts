import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import schema from '../../../schemas/alert-record.schema.json' with { type: 'json' };
import { alertFiles, alertsOf } from '../../../test/support/alerts.js';
import { canaries } from '../../../test/support/deployments.js';
import { fixtureSource, jsonSource } from '../../../test/support/loading.js';
import { brokenParts, partsOfZip, sheetList } from '../../../test/support/workbook.js';
import { UserError } from '../../errors.js';
import type { AlertRecord } from '../../types/alert-record.js';
import { plainCell } from '../../writers/csv.js';
import { visibleText } from '../../writers/visible.js';
import type { AlertStream } from '../record.js';
import { summaryLines } from '../summary.js';
import { alertCells, alertColumns } from './cells.js';
import { type AlertFormat, alertContent, alertFormats, mostAlerts } from './index.js';

const files = [...alertFiles, 'contoso-alerts/activities.json'].map(fixtureSource);

async function bytesOf(stream: AlertStream, format: AlertFormat): Promise<Buffer> {
  const content = await alertContent(stream, format);
  return Buffer.concat([...content].map((piece) => Buffer.from(piece)));
}

async function contoso(format: AlertFormat): Promise<Buffer> {
  return bytesOf((await alertsOf(files)).stream, format);
}

async function summaryText(): Promise<string> {
  const { stream } = await alertsOf(files);
  for (const _ of stream.alerts());
  const plain = (text: string): string => text;
  return `${summaryLines(stream.summary(), { heading: plain, dim: plain }).join('\n')}\n`;
}

/** One alert with a text in every place where a source can put one. */
function hostile(text: string) {
  return jsonSource([
    {
      Id: text,
      Type: `${text}SuspiciousActivity`,
      Status: text,
      Severity: text,
      Note: text,
      SourceComputerId: text,
      DestinationComputerIds: [text],
      RelatedUniqueEntityIds: [`${text}2`],
      SourceIpAddresses: [text],
      FailedSourceAccountNames: [{ DomainName: text, Name: text }],
      AccountName: text,
      [text]: text,
    },
  ]);
}

test('golden: the table', async () => {
  await expect((await contoso('csv')).toString()).toMatchFileSnapshot('../../../test/golden/alerts.csv');
});

test('golden: the summary', async () => {
  await expect(await summaryText()).toMatchFileSnapshot('../../../test/golden/alerts.txt');
});

test('the document follows its schema, one alert a line, and its summary counts what is in it', async () => {
  const text = (await contoso('json')).toString();
  const record = JSON.parse(text) as AlertRecord;
  const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(
    schema,
  );
  expect(validate(record), JSON.stringify(validate.errors)).toBe(true);
  expect(record.alerts).toHaveLength(18);
  expect(record.summary).toMatchObject({ read: 18, written: 18, leftOut: 0, repeated: 1 });
  const open = record.alerts.filter(({ status }) => status === 'open');
  expect(record.alerts.slice(0, open.length)).toEqual(open);
  expect(record.summary.byStatus.open).toBe(open.length);
  expect(
    text
      .split('\n')
      .filter((line) => line.startsWith('    {'))
      .map((line) => line.replace(/,$/, '')),
  ).toEqual(expect.arrayContaining([expect.stringMatching(/^ {4}\{"destinations".*\}$/)]));
});

test('a record without alerts is whole too', async () => {
  const { stream } = await alertsOf(files, { status: 'unknown' });
  expect(JSON.parse((await bytesOf(stream, 'json')).toString())).toMatchObject({
    alerts: [],
    summary: { read: 18, written: 0, leftOut: 18, openRead: 9 },
  });
  for (const format of ['csv', 'xlsx', 'html'] as const)
    expect(
      (await bytesOf((await alertsOf(files, { status: 'unknown' })).stream, format)).length,
    ).toBeGreaterThan(100);
});

test('the workbook has the cells of the table', async () => {
  const { readXlsx } = await import('hucre/xlsx');
  const { stream } = await alertsOf(files);
  const alerts = [...stream.alerts()];
  const bytes = await contoso('xlsx');
  const parts = partsOfZip(bytes);
  expect(brokenParts(parts)).toEqual([]);
  expect(sheetList(parts).map(({ name }) => name)).toEqual(['Overview', 'Open', 'Not open', 'Types']);
  const { sheets } = await readXlsx(bytes);
  const rows = sheets.slice(1, 3).flatMap(({ rows: all }) => {
    const [head = [], ...others] = all;
    return others.map((row) => Object.fromEntries(head.map((name, at) => [String(name), row[at]])));
  });
  expect(rows).toHaveLength(alerts.length);
  const byId = new Map(rows.map((row) => [row['ATA id'], row]));
  for (const alert of alerts) {
    const cells = alertCells(alert);
    const row = byId.get(cells['ATA id']);
    for (const column of alertColumns) {
      const value = row?.[column];
      const shown =
        value instanceof Date ? value.toISOString().replace('T', ' ').slice(0, 19) : String(value ?? '');
      if (column !== 'What to do') expect([column, shown]).toEqual([column, cells[column]]);
    }
  }
});

test('the page loads nothing, runs nothing, and links to the documentation only', async () => {
  const page = (await contoso('html')).toString();
  expect(page).not.toMatch(/<script|<link|src=|url\(|@import/);
  const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, url]) => url ?? '');
  expect(links.length).toBeGreaterThan(5);
  for (const url of links) expect(url).toMatch(/^https:\/\/learn\.microsoft\.com\//);
  // All that is open is in sight, the others are folded.
  expect(page.indexOf('TailspinTokenTheft')).toBeLessThan(page.indexOf('<details>'));
});

test.each(alertFormats)('the same bytes each time, and no secret: %s', async (format) => {
  const bytes = await contoso(format);
  expect(bytes.equals(await contoso(format))).toBe(true);
  const text = format === 'xlsx' ? [...partsOfZip(bytes).values()].join('') : bytes.toString();
  expect(canaries.filter((canary) => text.includes(canary))).toEqual([]);
  expect(text).toContain('new password=[redacted]');
});

describe('what stands in a source does nothing', () => {
  test.each(['=cmd|calc!A1', '+1+1', '@SUM(1)', '-2+3', '\t=1', 'a;=1', 'x\n=1'])(
    '%j is no formula',
    async (text) => {
      const { stream } = await alertsOf([hostile(text)]);
      const csv = (await bytesOf(stream, 'csv')).toString();
      const rows: string[][] = parse(csv, { bom: true });
      for (const cell of rows.flat())
        for (const line of cell.split(/[\n;]/)) expect(line.trim()).not.toMatch(/^[=+@\t]|^-\D/);
      expect(rows.flat().map(plainCell)).toContain(visibleText(text));
    },
  );

  test.each(alertFormats)(
    'escape sequences and turned directions are shown, not sent: %s',
    async (format) => {
      const { stream } = await alertsOf([hostile('\u001b]0;x\u0007\u009b2J\u202e\u2066\u200b\u2028')]);
      const bytes = await bytesOf(stream, format);
      const text = format === 'xlsx' ? [...partsOfZip(bytes).values()].join('') : bytes.toString();
      expect(text.replace(/^\ufeff/, '').replaceAll(/[\n\r]/g, '')).not.toMatch(
        /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\u2028]/u,
      );
    },
  );

  test('nor in the summary', async () => {
    const { stream } = await alertsOf([hostile('\u001b[2J\u202e')]);
    for (const _ of stream.alerts());
    const plain = (text: string): string => text;
    expect(summaryLines(stream.summary(), { heading: plain, dim: plain }).join('')).not.toMatch(
      /[\p{Cc}\u202e]/u,
    );
  });

  test('markup is text', async () => {
    const { stream } = await alertsOf([hostile('<script>alert(1)</script><img src=x>')]);
    expect((await bytesOf(stream, 'html')).toString()).not.toMatch(/<script|<img/);
  });
});

describe('a form that cannot hold so many', () => {
  async function many(count: number, status: string): Promise<AlertStream> {
    const alerts = Array.from({ length: count }, (_, index) => ({
      Id: index.toString(16).padStart(24, '0'),
      Type: 'DnsReconnaissanceSuspiciousActivity',
      Status: index < 3 ? 'Open' : status,
    }));
    return (await alertsOf([jsonSource(alerts)])).stream;
  }
  const most = mostAlerts.html ?? 0;

  test('takes as many as it says', async () => {
    const page = (await bytesOf(await many(most, 'Closed'), 'html')).toString();
    expect(page.match(/<li><p>/g)).toHaveLength(most);
  });

  test('refuses one more, counts them, and says what takes them', async () => {
    const error = await alertContent(await many(most + 1, 'Closed'), 'html').catch(
      (reason: unknown) => reason,
    );
    if (!(error instanceof UserError)) throw error;
    expect(error.message).toBe(
      'these are 5,001 alerts, and a record as html holds 5,000; nothing was written',
    );
    expect(error.advice).toEqual([
      'The 3 open ones fit: add --status open.',
      'All of them fit into csv and json: give -o a name that ends so, or --format csv.',
      'Or choose fewer with --status, --severity, --since and --until.',
    ]);
  });

  test('does not advise what does not help', async () => {
    const error = await alertContent(await many(most + 1, 'Open'), 'html').catch((reason: unknown) => reason);
    expect((error as UserError).advice.join('\n')).not.toContain('--status open.');
  });
});
