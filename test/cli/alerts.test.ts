import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AlertRecord } from '../../src/types/alert-record.js';
import { alertFiles } from '../support/alerts.js';
import { ata2mdi, type CommandResult, temporaryFolder } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';

const sources = alertFiles.map(fixturePath);

function alerts(...args: readonly string[]): CommandResult {
  return ata2mdi(['alerts', ...sources, ...args]);
}

test('without -o it says what there is, on standard output', () => {
  const { code, stdout, stderr } = alerts();
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^13 suspicious activities and 4 health alerts\n {9}9 {2}open {8}3 high, 6 medium\n/,
  );
  expect(stderr).toContain('-o alerts.csv');
  expect(JSON.parse(alerts('--json').stdout)).toMatchObject({
    files: [],
    summary: { read: 17, openRead: 9 },
  });
});

test('of the files of several Centers, which are called alike, the record tells where each alert came from', () => {
  const folder = temporaryFolder();
  const [activities = ''] = sources;
  for (const [center, start] of [
    ['first', '65'],
    ['second', '75'],
  ] as const) {
    mkdirSync(join(folder, center));
    const text = readFileSync(activities, 'utf8').replaceAll('{"$oid":"65', `{"$oid":"${start}`);
    writeFileSync(join(folder, center, 'SuspiciousActivity.json'), text);
  }
  const words = ['first', 'second'].map((center) => join(folder, center));
  const { alerts: found, sources: read } = JSON.parse(
    ata2mdi(['alerts', ...words, '--format', 'json']).stdout,
  ) as AlertRecord;
  expect(read.map(({ name, suspiciousActivities }) => [name, suspiciousActivities])).toEqual([
    ['first/SuspiciousActivity.json', 13],
    ['second/SuspiciousActivity.json', 13],
  ]);
  expect(found.find(({ id }) => id === '7501a1c00000000000000001')?.readFrom).toBe(
    'second/SuspiciousActivity.json',
  );
});

describe('-o', () => {
  test.each(['csv', 'json', 'xlsx', 'html'])(
    'writes a %s for its owner only, and says what is in it',
    (format) => {
      const file = join(temporaryFolder(), `alerts.${format}`);
      const { code, stdout, stderr } = alerts('-o', file);
      expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
      expect(stderr).toContain('13 suspicious activities');
      expect(stderr.trimEnd()).toMatch(/\nwrote .*alerts\.\w+$/);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readdirSync(join(file, '..'))).toEqual([`alerts.${format}`]);
    },
  );

  test('is refused before anything is read, where it would overwrite', () => {
    const file = join(temporaryFolder(), 'alerts.csv');
    writeFileSync(file, 'old');
    const { code, stderr } = ata2mdi(['alerts', 'no-such-file.json', '-o', file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/alerts\.csv: this file exists already/);
    expect(alerts('-o', file, '--force').code).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/^\ufeffStatus,/);
  });

  test('never overwrites a source', () => {
    const folder = temporaryFolder();
    const source = join(folder, 'SuspiciousActivity.json');
    copyFileSync(fixturePath(alertFiles[0]), source);
    const { code, stderr } = ata2mdi(['alerts', source, '-o', source, '--force']);
    expect(code).toBe(2);
    expect(stderr).toContain('one of the sources');
  });

  test('leaves nothing behind where a source turns out to be damaged', () => {
    const folder = temporaryFolder();
    const source = join(folder, 'cut.json');
    writeFileSync(source, readFileSync(fixturePath(alertFiles[0])).subarray(0, 9000));
    mkdirSync(join(folder, 'out'));
    const { code } = ata2mdi(['alerts', source, '-o', join(folder, 'out', 'alerts.csv')]);
    expect(code).toBe(2);
    expect(readdirSync(join(folder, 'out'))).toEqual([]);
  });

  test('makes the folder, and leaves nothing there if it cannot be written', () => {
    const folder = temporaryFolder();
    expect(alerts('-o', join(folder, 'new', 'alerts.csv')).code).toBe(0);
    const sabotage = "fs.fsyncSync = () => { throw Object.assign(new Error(), { code: 'ENOSPC' }); };";
    const { code, stderr } = ata2mdi(['alerts', ...sources, '-o', join(folder, 'full.csv')], { sabotage });
    expect(code).toBe(2);
    expect(stderr).toContain('the disk is full');
    expect(readdirSync(folder)).toEqual(['new']);
  });

  test('there must be room for the working file too', () => {
    const folder = temporaryFolder();
    const sabotage = "fs.writeSync = () => { throw Object.assign(new Error(), { code: 'ENOSPC' }); };";
    const { code, stderr } = ata2mdi(['alerts', ...sources, '-o', join(folder, 'full.csv')], { sabotage });
    expect(code).toBe(2);
    expect(stderr).toContain('the working file: the disk is full');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('standard output', () => {
  test('takes csv and json', () => {
    expect(alerts('--format', 'csv').stdout).toMatch(/^\ufeffStatus,Severity/);
    const record = JSON.parse(alerts('-o', '-', '--json').stdout) as AlertRecord;
    expect(record.alerts).toHaveLength(17);
    expect(record).not.toHaveProperty('createdAt');
    expect(JSON.parse(alerts('--format', 'json', '--stamp').stdout).createdAt).toMatch(/^20.*Z$/);
  });

  test.each([
    [['--format', 'xlsx'], /goes into a file/],
    [['-o', '-', '--format', 'html'], /goes into a file/],
    [['-o', '-'], /form of the record does not show/],
    [['-o', 'alerts.pdf'], /form of the record does not show/],
    [['--format', 'pdf'], /Allowed choices are csv, json, xlsx, html/],
    [['--status', 'opened'], /Words, separated by commas: open,/],
    [['--since', 'yesterday'], /--since 2025-01-31 /],
  ])('%j is refused', (args, message) => {
    const { code, stdout, stderr } = alerts(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test('says the same with --quiet, and nothing beside', () => {
    const { stdout, stderr } = alerts('--format', 'csv', '--quiet');
    expect(stderr).toBe('');
    expect(stdout).toBe(alerts('--format', 'csv').stdout);
  });
});

test('filters, and says how many they keep out', () => {
  const { stdout, stderr } = alerts(
    '--format',
    'csv',
    '--status',
    'open',
    '--severity',
    'high',
    '--since',
    '2025-12-06',
  );
  expect(stdout.split('\r\n').filter((line) => line.startsWith('open,high,'))).toHaveLength(2);
  expect(stdout).not.toContain('closed');
  expect(stderr).toContain('2 suspicious activities and 0 health alerts: 2 of 17 alerts');
});

test('a folder is read as it is, and standard input too', () => {
  const folder = ata2mdi(['alerts', fixturePath('contoso-alerts'), '--json']);
  expect(JSON.parse(folder.stdout).summary).toMatchObject({ read: 18, repeated: 1 });
  const piped = ata2mdi(['alerts', '-', '--json'], { input: readFileSync(fixturePath(alertFiles[0])) });
  expect(JSON.parse(piped.stdout)).toMatchObject({
    sources: [{ name: 'standard input' }],
    summary: { read: 13 },
  });
});

test('one kind only: what is not there is said, and how to get it', () => {
  const { code, stderr } = ata2mdi(['alerts', fixturePath(alertFiles[0])]);
  expect(code).toBe(0);
  expect(stderr).toMatch(/no health alerts in these sources. To export them: Get-ATAMonitoringAlert/);
});

test('no alerts at all is an error that says what to export', () => {
  const { code, stdout, stderr } = ata2mdi(['alerts', fixturePath(alertFiles[3])]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(
    /there are no suspicious activities and no health alerts[\s\S]*mongodump[\s\S]*Get-ATASuspiciousActivity/,
  );
});
