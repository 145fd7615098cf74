import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backupSeries, contosoDocuments, listAt, objectAt } from '../support/backups.js';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { canaries, fixturePath } from '../support/deployments.js';

const subnets = 'Configuration.DnsReconnaissanceDetectorConfiguration.ExcludedSubnets';
const honeytokens = 'Configuration.UniqueEntityProcessorConfiguration.HoneytokenAccountIds';
const damaged = 'SystemProfile_20251102T080000Z.json';

/** A Backup folder in which one file is missing and one is cut short. */
function backupFolder(): string {
  const folder = join(temporaryFolder(), 'Backup');
  mkdirSync(folder);
  const series = backupSeries(contosoDocuments(), 12, ([center], index) => {
    if (index === 2) listAt(center, subnets).push('192.0.2.0/24');
    if (index === 5) {
      objectAt(center, 'Configuration.SyslogClientConfiguration')['IsEnabled'] = false;
      listAt(center, honeytokens).shift();
    }
    if (index === 9) objectAt(center, 'Configuration.BruteForceDetectorConfiguration')['IsEnabled'] = true;
  });
  for (const [index, { name, text }] of series.entries())
    if (index !== 10) writeFileSync(join(folder, name), name === damaged ? text.slice(0, 5000) : text);
  return folder;
}

function history(...args: readonly string[]) {
  return ata2mdi(['history', ...args]);
}

describe('a Backup folder', () => {
  test('as text, as it was looked at once; exit code 1', () => {
    const folder = backupFolder();
    copyFileSync(fixturePath('contoso/UniqueEntity.json'), join(folder, 'UniqueEntity.json'));
    const { code, stdout, stderr } = history(folder);
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toBe(readFileSync('test/golden/history.txt', 'utf8'));
  });

  test('in every form, the same bytes each time, with no secret and nothing loaded', () => {
    const folder = backupFolder();
    for (const form of ['text', 'json', 'md', 'html']) {
      const { code, stdout } = history(folder, '--format', form);
      expect(code, form).toBe(1);
      expect(stdout, form).toContain('192.0.2.0/24');
      expect(stdout, form).toContain(damaged);
      expect(history(folder, '--format', form).stdout, form).toBe(stdout);
      for (const canary of canaries) expect(stdout.includes(canary), `${form}: ${canary}`).toBe(false);
      if (form === 'html') expect(stdout).not.toMatch(/<script|<link|src=|url\(|@import|\son\w+=/);
    }
  });

  test('--json says what was damaged, on standard error too', () => {
    const { stdout, stderr } = history(backupFolder(), '--json');
    const { schema, files, centers } = JSON.parse(stdout);
    expect(schema).toBe('configuration-history');
    expect(files.find(({ name }: { name: string }) => name === damaged)).toMatchObject({ state: 'damaged' });
    expect(centers[0].moments.length).toBe(3);
    expect(stderr).toContain(`${damaged}: skipped: `);
  });

  test('the marks of the chart lead to the moments', () => {
    const { stdout } = history(backupFolder(), '--format', 'html');
    const targets = [...stdout.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets).toEqual(['c1-m2', 'c1-m1', 'c1-m2', 'c1-m3']);
    for (const target of targets) expect(stdout).toContain(`id="${target}"`);
  });

  test('writes a file, and never over a backup', () => {
    const folder = backupFolder();
    const file = join(temporaryFolder(), 'history.html');
    expect(history(folder, '--format', 'html', '-o', file).code).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe(history(folder, '--format', 'html').stdout);
    expect(history(folder, '--force', '-o', join(folder, damaged))).toMatchObject({ code: 2 });
  });
});

describe('exit codes', () => {
  test('0 where nothing changed, and with one backup only', () => {
    const folder = temporaryFolder();
    for (const { name, text } of backupSeries(contosoDocuments(), 3, () => {}))
      writeFileSync(join(folder, name), text);
    expect(history(folder)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing in the configuration changed.'),
    });
    const one = fixturePath('contoso/SystemProfile_20251215T040000Z.json');
    expect(history(one)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing to compare it with'),
    });
  });

  test('1 for a damaged file alone', () => {
    const folder = temporaryFolder();
    copyFileSync(
      fixturePath('contoso/SystemProfile_20251215T040000Z.json'),
      join(folder, 'SystemProfile_20251215T040000Z.json'),
    );
    writeFileSync(join(folder, 'SystemProfile_20251215T080000Z.json'), '{"_id":');
    expect(history(folder).code).toBe(1);
    expect(history(folder, '--fail-on', 'never').code).toBe(0);
  });

  test('as far as --fail-on, --since, --area and --ignore ask', () => {
    const folder = backupFolder();
    // The damaged file alone makes it 1.
    writeFileSync(join(folder, damaged), '');
    expect(history(folder, '--fail-on', 'never').code).toBe(0);
    const only = (...args: string[]) =>
      JSON.parse(history(folder, '--json', ...args).stdout).centers[0].moments.length;
    expect(only('--since', '2025-11-02T00:00Z')).toBe(2);
    expect(only('--since', '2025-11-02T01:00+01:00')).toBe(2);
    expect(only('--since', '2025-11-03')).toBe(0);
    expect(only('--area', 'exclusions,syslog')).toBe(2);
    const ignore = join(temporaryFolder(), 'known.txt');
    writeFileSync(ignore, 'exclusions\ntelemetry\n');
    const { stdout, stderr } = history(folder, '--json', '--ignore', ignore);
    expect(JSON.parse(stdout).centers[0].moments.length).toBe(2);
    expect(stderr).toContain('known.txt: line 2 hides nothing any more');
  });
});

test('several folders: files of one name are told apart', () => {
  const [first, second] = [backupFolder(), backupFolder()];
  const { files } = JSON.parse(history(first, join(second, '..'), '--json').stdout);
  const names = files.map(({ name }: { name: string }) => name);
  expect(new Set(names).size).toBe(names.length);
});

describe('refuses', () => {
  test.each([
    ['standard input', ['-'], 'folders and files'],
    ['a database', ['mongodb://localhost/ATA'], 'address'],
    ['a folder that is not there', ['/nowhere'], 'no such file'],
    ['a folder without backups', [fixturePath('contoso/observed')], 'no backup'],
    ['a time that is none', ['--since', 'yesterday', '.'], 'It is no time'],
    ['an area that there is not', ['--area', 'exclusion', '.'], 'There is no area exclusion'],
    ['nothing at all', [], 'missing required argument'],
  ])('%s', (_, args, message) => {
    expect(history(...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });
});
