import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, test } from 'vitest';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';
import { filesBelow, filesOfRun } from '../support/folders.js';

const backup = fixturePath('contoso/SystemProfile_20251215T040000Z.json');
const entities = fixturePath('contoso/UniqueEntity.json');

describe('run', () => {
  test('writes everything, says what to open first, and is readable only by its owner', () => {
    const folder = join(temporaryFolder(), 'new', 'contoso');
    const { code, stdout, stderr } = ata2mdi(['run', backup, entities, '-o', folder]);
    expect(stderr).toContain('worksheet.html first');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(filesBelow(folder)).toEqual(filesOfRun);
    for (const name of filesOfRun) {
      expect(stderr).toContain(join(folder, name));
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  test('gives the same bytes for the same input', () => {
    const [first, second] = [join(temporaryFolder(), 'a'), join(temporaryFolder(), 'b')];
    ata2mdi(['run', backup, entities, '-o', first]);
    ata2mdi(['run', backup, entities, '-o', second]);
    for (const name of filesOfRun)
      expect(readFileSync(join(first, name), 'utf8')).toBe(readFileSync(join(second, name), 'utf8'));
  });

  test('overwrites nothing without --force, and leaves nothing half-written', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'worksheet.md'), 'three weeks of work');
    const refused = ata2mdi(['run', backup, '-o', folder]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('worksheet.md');
    expect(refused.stderr).toContain('--force');
    expect(readdirSync(folder)).toEqual(['worksheet.md']);
    expect(readFileSync(join(folder, 'worksheet.md'), 'utf8')).toBe('three weeks of work');
    expect(ata2mdi(['run', backup, '-o', folder, '--force']).code).toBe(0);
    expect(filesBelow(folder)).toEqual(filesOfRun);
  });

  test('never overwrites its own source, under whatever name and not even with --force', () => {
    const folder = temporaryFolder();
    const source = join(folder, 'plan.json');
    writeFileSync(source, readFileSync(backup));
    const link = join(folder, 'link.json');
    symlinkSync(source, link);
    for (const args of [
      ['run', source, '-o', folder],
      ['translate', source, '-o', source],
      ['export', link, '-o', source],
      ['translate', source, '-o', link],
    ]) {
      const { code, stderr } = ata2mdi([...args, '--force']);
      expect({ args, code }).toEqual({ args, code: 2 });
      expect(stderr).toContain('one of the sources');
    }
    expect(readFileSync(source)).toEqual(readFileSync(backup));
  });

  test('--json puts the result on standard output, and --quiet keeps standard error empty', () => {
    const folder = temporaryFolder();
    const { code, stdout, stderr } = ata2mdi(['run', backup, '-o', folder, '--json', '--quiet']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const result = JSON.parse(stdout);
    expect(result.files.map((path: string) => path.slice(folder.length + 1)).sort()).toEqual(filesOfRun);
    expect(result.accounting.leaves).toBe(result.accounting.accounted);
  });

  test('--stamp alone brings the clock in', () => {
    const folder = temporaryFolder();
    ata2mdi(['run', backup, '-o', folder, '--stamp']);
    const { createdAt } = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'));
    expect(Math.abs(Date.now() - Date.parse(createdAt))).toBeLessThan(60_000);
    expect(ata2mdi(['translate', backup]).stdout).not.toContain('createdAt');
  });

  test.skipIf(process.getuid?.() === 0)('says so when writing is not allowed', () => {
    const folder = join(temporaryFolder(), 'locked');
    mkdirSync(folder);
    chmodSync(folder, 0o500);
    const { code, stderr } = ata2mdi(['run', backup, '-o', folder]);
    expect(code).toBe(2);
    expect(stderr).toContain('may not write');
  });
});

describe('export and translate', () => {
  test('a snapshot is a source, and gives the same plan as what it was made from', () => {
    const folder = temporaryFolder();
    const snapshot = join(folder, 'snapshot.json');
    expect(ata2mdi(['export', backup, entities, '-o', snapshot]).code).toBe(0);
    expect(ata2mdi(['translate', snapshot]).stdout).toBe(ata2mdi(['translate', backup, entities]).stdout);
    expect(ata2mdi(['export', snapshot]).stdout).toBe(readFileSync(snapshot, 'utf8'));
  });

  test('standard input is a source', () => {
    const { code, stdout } = ata2mdi(['translate', '-'], { input: readFileSync(backup) });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).sources[0].name).toBe('standard input');
  });

  test('-o - is standard output', () => {
    expect(ata2mdi(['export', backup, '-o', '-']).stdout).toBe(ata2mdi(['export', backup]).stdout);
  });

  test('a source that is given twice counts once, and says so', () => {
    const copy = join(temporaryFolder(), 'copy.json');
    copyFileSync(backup, copy);
    const { code, stdout, stderr } = ata2mdi(['translate', backup, copy]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: ata2mdi(['translate', backup]).stdout });
    expect(stderr).toContain('the same bytes as another source; they count once: copy.json');
  });
});

describe('worksheet', () => {
  test('writes the formats that are asked for', () => {
    const folder = temporaryFolder();
    expect(ata2mdi(['worksheet', backup, '-o', folder, '--format', 'csv']).code).toBe(0);
    expect(readdirSync(folder)).toEqual(['worksheet.csv']);
  });

  test('names the formats there are', () => {
    const { code, stderr } = ata2mdi(['worksheet', backup, '-o', temporaryFolder(), '--format', 'pdf']);
    expect(code).toBe(2);
    expect(stderr).toContain('html, csv, xlsx, md, runbook, ps1');
  });

  test('writes every format if none is named, and the same from a saved plan', () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    ata2mdi(['run', backup, entities, '-o', first]);
    const plan = join(first, 'plan.json');
    const { code, stderr } = ata2mdi(['worksheet', plan, '-o', second]);
    expect(code).toBe(0);
    expect(stderr).toContain('630 of 630 accounted for');
    const worksheets = filesOfRun.filter((name) => /^(?:worksheet|runbook|scripts)/.test(name));
    expect(filesBelow(second)).toEqual(worksheets);
    for (const name of worksheets)
      expect(readFileSync(join(second, name)).equals(readFileSync(join(first, name)))).toBe(true);
    const piped = ata2mdi(['worksheet', '-', '-o', second, '--force', '--quiet'], {
      input: readFileSync(plan),
    });
    expect([piped.code, piped.stderr]).toEqual([0, '']);
  });

  test('refuses a plan that was damaged, and one beside other sources', () => {
    const folder = temporaryFolder();
    const plan = join(folder, 'plan.json');
    ata2mdi(['translate', backup, '-o', plan]);
    const both = ata2mdi(['worksheet', plan, entities, '-o', folder]);
    expect([both.code, both.stderr.split('\n')[0]]).toEqual([
      2,
      'error: plan.json: a plan cannot be combined with other sources',
    ]);
    writeFileSync(plan, readFileSync(plan, 'utf8').replace(/"accounted":\d+/, '"accounted":1'));
    const damaged = ata2mdi(['worksheet', plan, '-o', folder]);
    expect(damaged.code).toBe(2);
    expect(damaged.stderr).toContain('this plan is damaged: its accounting does not balance');
  });

  test.each(['csv', 'xlsx'])('carries over what was written in an older worksheet.%s', (format) => {
    const folder = temporaryFolder();
    const [old, edited] = [join(folder, 'old'), join(folder, 'edited.csv')];
    ata2mdi(['worksheet', backup, entities, '-o', old]);
    const rows: string[][] = parse(readFileSync(join(old, 'worksheet.csv')), { bom: true });
    const [head = [], first = [], second = []] = rows;
    first[head.indexOf('Status')] = 'Done';
    first[head.indexOf('Notes')] = 'asked; answered';
    second[head.indexOf('Fingerprint')] = '0123456789abcdef';
    const gone = head.map((name) => ({ ID: 'exclusions/gone', Owner: 'Bob', Status: 'Blocked' })[name] ?? '');
    writeFileSync(edited, stringify([...rows, gone], { delimiter: ';', quoted: true }));
    ata2mdi(['worksheet', backup, entities, '-o', join(folder, 'middle'), '--carry-over', edited]);
    const middle = join(folder, 'middle', `worksheet.${format}`);
    const output = join(folder, 'new');
    const { code, stderr } = ata2mdi(['worksheet', backup, entities, '-o', output, '--carry-over', middle]);
    expect(code).toBe(0);
    expect(stderr).toContain(
      `note: worksheet.${format}: carried over 208 entries; 0 changed since, 1 no longer in the plan, 0 new`,
    );
    const markdown = readFileSync(join(folder, 'middle', 'worksheet.md'), 'utf8');
    expect(markdown).toContain('  - Notes: asked; answered\n');
    expect(markdown).toContain('CHANGED since the older worksheet');
    expect(markdown).toContain('## No longer in the plan');
    expect(markdown).toMatch(/\| Blocked \| Bob \| `exclusions\/gone` \|/);
    const again: string[][] = parse(readFileSync(join(output, 'worksheet.csv')), { bom: true });
    expect(again[1]?.slice(10, 15)).toEqual(['Done', '', '', '', 'asked; answered']);
    expect(again.at(-1)?.[0]).toBe('exclusions/gone');
  });

  test('never overwrites the worksheet that it carries over', () => {
    const folder = temporaryFolder();
    ata2mdi(['worksheet', backup, '-o', folder, '--format', 'csv']);
    const old = join(folder, 'worksheet.csv');
    const before = readFileSync(old);
    const { code, stderr } = ata2mdi(['worksheet', backup, '-o', folder, '--force', '--carry-over', old]);
    expect(code).toBe(2);
    expect(stderr).toContain('one of the sources');
    expect(readFileSync(old).equals(before)).toBe(true);
  });
});
