import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { canaries, fixturePath } from '../support/deployments.js';

const backup = fixturePath('contoso/SystemProfile_20251215T040000Z.json');
const entities = fixturePath('contoso/UniqueEntity.json');

function written(args: readonly string[]): string {
  const folder = temporaryFolder();
  const { code, stderr } = ata2mdi([...args, '-o', folder]);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return folder;
}

function fileOf(folder: string, name: string): Buffer {
  return readFileSync(join(folder, name));
}

const names = ['worksheet.csv', 'worksheet.xlsx', 'worksheet.md'];

describe('a saved plan', () => {
  test('gives the worksheets that its sources give', () => {
    const direct = written(['run', backup, entities]);
    const again = written(['worksheet', join(direct, 'plan.json')]);
    for (const name of names) expect(fileOf(again, name).equals(fileOf(direct, name)), name).toBe(true);
    const { stdout } = ata2mdi(['translate', backup, entities]);
    const folder = temporaryFolder();
    const { code } = ata2mdi(['worksheet', '-', '-o', folder], { input: stdout });
    expect(code).toBe(0);
    expect(fileOf(folder, 'worksheet.csv').equals(fileOf(direct, 'worksheet.csv'))).toBe(true);
  });

  test('stands alone', () => {
    const plan = join(written(['run', backup, entities]), 'plan.json');
    for (const [args, message] of [
      [[plan, backup], 'a plan cannot be combined with other sources'],
      [[backup, plan], 'a plan cannot be combined with other sources'],
      [[plan, '--catalogue', backup], 'a catalogue has no effect on a plan'],
    ] as const) {
      const { code, stderr } = ata2mdi(['worksheet', ...args, '-o', temporaryFolder()]);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
    }
  });

  test('is refused if it is of another version or damaged, and nothing is written', () => {
    const text = ata2mdi(['translate', backup]).stdout;
    const folder = temporaryFolder();
    for (const [content, message] of [
      [text.replace('"schemaVersion": 1', '"schemaVersion": 9'), 'another schema version'],
      [text.replace(/^ {4}\{"area":"engine-tuning".*\n/m, ''), 'accounting does not balance'],
      [text.slice(0, -3), 'error:'],
    ] as const) {
      writeFileSync(join(folder, 'plan.json'), content);
      const out = join(folder, 'out');
      const { code, stderr } = ata2mdi(['worksheet', join(folder, 'plan.json'), '-o', out]);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
      expect(() => readFileSync(join(out, 'worksheet.csv'))).toThrow();
    }
  });

  test('of many megabytes is read all the same', () => {
    const folder = temporaryFolder();
    const plan = JSON.parse(ata2mdi(['translate', backup]).stdout);
    plan.items[0].notes.push('x'.repeat(17 * 1024 * 1024));
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
    const { code } = ata2mdi(['worksheet', join(folder, 'plan.json'), '-o', folder, '--format', 'csv']);
    expect(code).toBe(0);
    expect(fileOf(folder, 'worksheet.csv').toString()).toContain('[cut: ');
  });
});

describe('--carry-over', () => {
  const old = (): string => {
    const folder = written(['worksheet', backup, entities, '--format', 'csv,xlsx']);
    const csv = fileOf(folder, 'worksheet.csv').toString();
    const edited = csv
      .replace(',To do,,,,,', ',Blocked,Jörg,TLS,2026-09-30,waits,')
      .replace(/\r\n$/, '\r\ngone/1,,Gone item,,,,,,,,Done,me,,,,\r\n');
    writeFileSync(join(folder, 'edited.csv'), edited);
    return folder;
  };

  test('keeps what was written, through every format', () => {
    const folder = old();
    const first = written(['worksheet', backup, entities, '--carry-over', join(folder, 'edited.csv')]);
    const second = written(['worksheet', backup, entities, '--carry-over', join(first, 'worksheet.xlsx')]);
    for (const name of names) expect(fileOf(second, name).equals(fileOf(first, name)), name).toBe(true);
    const csv = fileOf(second, 'worksheet.csv').toString();
    expect(csv).toContain(',Blocked,Jörg,TLS,2026-09-30,waits,');
    expect(csv).toMatch(/\r\ngone\/1,,Gone item,no longer in the plan,.*,Done,me,/);
    const md = fileOf(second, 'worksheet.md').toString();
    expect(md).toContain('## No longer in the plan');
    for (const words of ['Jörg', 'Blocked', 'Gone item']) expect(md).toContain(words);
  });

  test('says in one line what became of it', () => {
    const { code, stderr } = ata2mdi([
      ...['worksheet', backup, entities, '-o', temporaryFolder(), '--carry-over', join(old(), 'edited.csv')],
    ]);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /note: edited\.csv: carried over 208 entries; 0 changed since, 1 no longer in the plan, 0 new\n/,
    );
  });

  test('marks what changed: without the names, items say something else', () => {
    const folder = written(['worksheet', backup, '--carry-over', join(old(), 'worksheet.xlsx')]);
    expect(fileOf(folder, 'worksheet.csv').toString()).toContain('CHANGED since the older worksheet');
    expect(fileOf(folder, 'worksheet.md').toString()).toContain('CHANGED since the older worksheet');
  });

  test('comes from standard input too, and is never overwritten', () => {
    const folder = old();
    const csv = fileOf(folder, 'edited.csv');
    const { code } = ata2mdi(['worksheet', backup, '-o', temporaryFolder(), '--carry-over', '-'], {
      input: csv,
    });
    expect(code).toBe(0);
    const target = join(folder, 'worksheet.csv');
    const refused = ata2mdi(['worksheet', backup, '-o', folder, '--carry-over', target, '--force']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('one of the sources');
    expect(ata2mdi(['worksheet', '-', '-o', folder, '--carry-over', '-'], { input: '' }).code).toBe(2);
  });

  test('takes no folder, no missing file and no source for a worksheet', () => {
    for (const [file, message] of [
      [fixturePath('contoso'), 'this is a folder'],
      ['/nowhere/worksheet.csv', 'there is no such file'],
      [backup, 'error:'],
    ] as const) {
      const { code, stderr } = ata2mdi(['worksheet', backup, '-o', temporaryFolder(), '--carry-over', file]);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
      for (const canary of canaries) expect(stderr).not.toContain(canary);
    }
  });
});
