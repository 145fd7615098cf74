import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { MigrationPlan } from '../../src/types/migration-plan.js';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { canaries, fixturePath } from '../support/deployments.js';
import { filesOf, perfectMdi } from '../support/perfect-mdi.js';

const [fabrikam, tailspin] = ['centers/fabrikam', 'centers/tailspin'].map(fixturePath) as [string, string];

function written(args: readonly string[]): { folder: string; stderr: string } {
  const folder = join(temporaryFolder(), 'out');
  const { code, stderr } = ata2mdi([...args, '-o', folder]);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return { folder, stderr };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('.'))
    .sort();
}

function rowsOf(folder: string): Record<string, string>[] {
  return parse(readFileSync(join(folder, 'worksheet.csv')), { bom: true, columns: true });
}

function planIn(folder: string): MigrationPlan {
  return JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'));
}

describe('two folders, a Center in each', () => {
  test('become one plan, the same in any order, and it is told what was taken for which', () => {
    const { folder, stderr } = written(['run', fabrikam, tailspin]);
    const other = written(['run', tailspin, fabrikam]).folder;
    expect(filesIn(other)).toEqual(filesIn(folder));
    for (const name of filesIn(folder))
      expect(readFileSync(join(other, name)).equals(readFileSync(join(folder, name))), name).toBe(true);
    expect(filesIn(folder)).toEqual(
      expect.arrayContaining(['snapshot-FAB-ATA.json', 'snapshot-TOYS-ATA.json', 'worksheet.html']),
    );
    expect(stderr).toContain('ATA Center FAB-ATA: read: UniqueEntity.json, center.json');
    expect(stderr).toContain('settings of 2 ATA Centers read');
  });

  test('are the same as their snapshots, alone or beside the other folder', () => {
    const { folder } = written(['run', fabrikam, tailspin]);
    const [first, second] = ['FAB', 'TOYS'].map((name) => join(folder, `snapshot-${name}-ATA.json`));
    const plan = readFileSync(join(folder, 'plan.json'), 'utf8');
    // Each snapshot is that of the Center by itself.
    expect(ata2mdi(['export', fabrikam]).stdout).toBe(readFileSync(first ?? '', 'utf8'));
    expect(ata2mdi(['translate', second ?? '', first ?? '']).stdout).toBe(plan);
    expect(ata2mdi(['translate', first ?? '', tailspin]).stdout).toBe(plan);
    const again = written(['worksheet', join(folder, 'plan.json')]).folder;
    for (const name of ['worksheet.csv', 'worksheet.md', 'worksheet.html', 'worksheet.xlsx'])
      expect(readFileSync(join(again, name)).equals(readFileSync(join(folder, name))), name).toBe(true);
  });

  test('show the Center in every worksheet and script, and no secret', () => {
    const { folder } = written(['run', fabrikam, tailspin]);
    const centers = new Set(rowsOf(folder).map((row) => row['ATA Center']));
    expect(centers).toEqual(new Set(['FAB-ATA', 'TOYS-ATA', 'FAB-ATA, TOYS-ATA']));
    expect(readFileSync(join(folder, 'worksheet.md'), 'utf8')).toContain('- ATA Center: TOYS-ATA\n');
    expect(readFileSync(join(folder, 'worksheet.html'), 'utf8')).toContain('"centers":["FAB-ATA"]');
    const scripts = filesIn(join(folder, 'scripts')).map((name) =>
      readFileSync(join(folder, 'scripts', name), 'utf8'),
    );
    expect(scripts.filter((text) => /^ +Center +=/m.test(text)).length).toBeGreaterThan(2);
    for (const name of filesIn(folder)) {
      const bytes = readFileSync(join(folder, name));
      for (const canary of canaries)
        for (const text of [canary, Buffer.from(canary).toString('base64')])
          expect(bytes.includes(text), `${name}: ${canary}`).toBe(false);
    }
  });

  test('are refused by whoever takes one', () => {
    const { code, stdout, stderr } = ata2mdi(['export', fabrikam, tailspin]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('the sources belong to 2 different ATA Centers');
    expect(stderr).toContain('Several Centers at once are taken by: ata2mdi run');
  });

  test('and a file between them that could be of either are refused, with what to do', () => {
    const folder = temporaryFolder();
    cpSync(fabrikam, join(folder, 'a'), { recursive: true });
    cpSync(tailspin, join(folder, 'b'), { recursive: true });
    cpSync(join(tailspin, 'role-groups/ata-viewers.csv'), join(folder, 'ata-users.csv'));
    const { code, stderr } = ata2mdi(['translate', folder]);
    expect(code).toBe(2);
    expect(stderr).toContain('error: ata-users.csv: nothing tells which of the ATA Centers this belongs to');
    expect(stderr).toContain('one folder for each Center');
  });

  test('are inspected together', () => {
    expect(ata2mdi(['inspect', fabrikam, tailspin]).code).toBe(0);
  });
});

test('nothing of several Centers is in a worksheet of one', () => {
  const { folder } = written(['run', fabrikam]);
  expect(filesIn(folder)).toContain('snapshot.json');
  expect(Object.keys(rowsOf(folder)[0] ?? {})).not.toContain('ATA Center');
  const plan = readFileSync(join(folder, 'plan.json'), 'utf8');
  expect(plan).not.toMatch(/"(?:center|formerIds)":|"centers":\["/);
});

test.each(['worksheet.csv', 'worksheet.xlsx'])(
  'what was written in %s of one Center is carried over',
  (name) => {
    const notes = new Map([
      ['center/decommission', 'ours'],
      ['exclusions/DnsReconnaissance/entity/51a273d6-b274-4361-9fc6-7f82d4b0f167/2007', 'scanner'],
      ['syslog/server/siem.tailspin.example/6514', 'siem'],
      ['role-groups/administrators/toys-ata%005csetup', 'local'],
      ['center/workspace', 'once'],
    ]);
    const single = written(['run', tailspin]).folder;
    const csv = rowsOf(single).map((row) => ({ ...row, Notes: notes.get(row['ID'] ?? '') ?? '' }));
    const filled = join(single, 'filled.csv');
    const heads = Object.keys(csv[0] ?? {});
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const lines = [
      heads,
      ...csv.map((row) => heads.map((head) => new Map(Object.entries(row)).get(head) ?? '')),
    ];
    writeFileSync(filled, lines.map((line) => line.map(quoted).join(',')).join('\r\n'));
    const asWritten =
      name === 'worksheet.csv'
        ? filled
        : join(written(['worksheet', tailspin, '--carry-over', filled]).folder, name);
    const { folder, stderr } = written(['worksheet', fabrikam, tailspin, '--carry-over', asWritten]);
    const found = new Map(rowsOf(folder).map((row) => [row['ID'], row]));
    expect(found.get('center/decommission~TOYS-ATA')).toMatchObject({ Notes: 'ours' });
    expect(found.get('center/decommission~FAB-ATA')).toMatchObject({ Notes: '' });
    const merged = found.get('exclusions/DnsReconnaissance/entity/409162c5-a163-4250-8eb5-6e71c3afe056/2007');
    expect(merged).toMatchObject({ Notes: 'scanner' });
    expect(found.get('syslog/between-centers')).toMatchObject({ Notes: 'siem' });
    expect(found.get('syslog/between-centers')?.['Steps']).toContain('CHANGED since the older worksheet');
    expect(found.get('role-groups/administrators~TOYS-ATA/toys-ata%005csetup')).toMatchObject({
      Notes: 'local',
    });
    expect(found.get('center/workspace')).toMatchObject({ Notes: 'once' });
    expect(found.get('center/workspace')?.['Steps']).not.toContain('CHANGED');
    expect(stderr).toContain('0 no longer in the plan');
    const changed = [...found].filter(([, row]) => row['Steps']?.startsWith('CHANGED'));
    // What the other Center holds another value of, or knows under another name.
    expect(changed.map(([id]) => id)).toEqual([
      'syslog/between-centers',
      'vpn/radius-accounting',
      'reports/schedule/Summary',
      'detectors/BruteForce',
      'email/incident-rule',
      'role-groups/administrators',
      'exclusions/DnsReconnaissance/entity/409162c5-a163-4250-8eb5-6e71c3afe056/2007',
    ]);
  },
);

test('what was written in a worksheet of both is carried over whole', () => {
  const { folder } = written(['run', fabrikam, tailspin]);
  const { stderr } = written([
    'worksheet',
    tailspin,
    fabrikam,
    '--carry-over',
    join(folder, 'worksheet.csv'),
  ]);
  const count = planIn(folder).items.length;
  expect(stderr).toContain(`carried over ${count} entries; 0 changed since, 0 no longer in the plan, 0 new`);
});

test('what one Center asked for is as good as what the other did, where there is one of it', () => {
  const folder = temporaryFolder();
  const plan = planIn(written(['run', fabrikam, tailspin]).folder);
  const single = planIn(written(['run', tailspin]).folder);
  const things = perfectMdi(plan).filter(({ list }) => list !== 'syslog');
  const siem = perfectMdi(single).filter(({ list }) => list === 'syslog');
  const files = filesOf(plan, [...things, ...siem]).map(({ name, text }) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  const { stdout } = ata2mdi(['verify', fabrikam, tailspin, '--json', '--observed', ...files]);
  const results: { id: string; result: string; centers: string[]; notes: string[] }[] =
    JSON.parse(stdout).items;
  const byId = new Map(results.map((one) => [one.id, one]));
  expect(byId.get('syslog/between-centers')).toMatchObject({
    result: 'replicated',
    centers: ['FAB-ATA', 'TOYS-ATA'],
  });
  expect(byId.get('syslog/between-centers')?.notes.at(-1)).toContain('As in ATA Center TOYS-ATA');
  expect(byId.get('exclusions/DnsReconnaissance/address/10.1.0.0%002f24/2007')).toMatchObject({
    result: 'replicated',
    centers: ['FAB-ATA'],
  });
  expect(results.filter(({ result }) => result === 'missing').map(({ id }) => id)).toEqual([]);
});
