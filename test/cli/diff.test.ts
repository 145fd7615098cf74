import { copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { canaries, fixturePath } from '../support/deployments.js';
import { deploymentFiles, laterFiles } from '../support/loading.js';

const [profile] = deploymentFiles.contoso.map(fixturePath) as [string, string];
const [laterProfile] = laterFiles.map(fixturePath) as [string, string];

function folderOf(files: readonly string[]): string {
  const folder = temporaryFolder();
  for (const file of files) copyFileSync(fixturePath(file), join(folder, basename(file)));
  return folder;
}

function both(): [string, string] {
  return [folderOf(deploymentFiles.contoso), folderOf(laterFiles)];
}

describe('contoso and itself three weeks later', () => {
  test('exits with 1 and says what, in every form, without a secret', () => {
    const sides = both();
    const folder = temporaryFolder();
    for (const form of ['text', 'json', 'md', 'html']) {
      const { code, stdout } = ata2mdi(['diff', ...sides, '--format', form, '-q']);
      expect(code, form).toBe(1);
      for (const canary of canaries) expect(stdout.includes(canary), `${form}: ${canary}`).toBe(false);
      const file = join(folder, form);
      expect(ata2mdi(['diff', ...sides, '--format', form, '-o', file]).code).toBe(1);
      expect(readFileSync(file, 'utf8'), form).toBe(stdout);
    }
    const { stdout } = ata2mdi(['diff', ...sides, '--json', '-q']);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'configuration-diff',
      counts: { critical: 4, important: 9, minor: 8, bookkeeping: 7 },
      bookkeeping: [],
    });
    expect(
      JSON.parse(ata2mdi(['diff', ...sides, '--json', '--bookkeeping']).stdout).bookkeeping,
    ).toHaveLength(7);
  });

  test('--fail-on', () => {
    const sides = both();
    expect(ata2mdi(['diff', ...sides, '--fail-on', 'important']).code).toBe(1);
    expect(ata2mdi(['diff', ...sides, '--fail-on', 'never']).code).toBe(0);
    expect(ata2mdi(['diff', ...sides, '--fail-on', 'sometimes']).code).toBe(2);
    const minor = join(temporaryFolder(), 'a.json');
    writeFileSync(
      minor,
      readFileSync(profile, 'utf8').replace(
        '"BackupSystemProfileMaxCount":500',
        '"BackupSystemProfileMaxCount":501',
      ),
    );
    expect(ata2mdi(['diff', profile, minor]).code).toBe(1);
    expect(ata2mdi(['diff', profile, minor, '--fail-on', 'important']).code).toBe(0);
  });

  test('--ignore hides what is known, and says which line hides nothing any more', () => {
    const sides = both();
    const file = join(temporaryFolder(), 'known.txt');
    writeFileSync(file, '# known\n* *\n');
    expect(ata2mdi(['diff', ...sides, '--ignore', file])).toMatchObject({ code: 2, stdout: '' });
    writeFileSync(file, '# known\nsyslog   # moved on purpose\nvpn * added\n');
    const { code, stdout } = ata2mdi(['diff', ...sides, '--ignore', file]);
    expect(code).toBe(1);
    expect(stdout).not.toContain('Port of the syslog server');
    expect(stdout).toMatch(/Stale: they hid nothing\n {2}- line 3: vpn \* added/);
    const { stderr } = ata2mdi(['diff', ...sides, '--ignore', file, '--json']);
    expect(stderr).toContain('note: known.txt: line 3 hides nothing any more');
    writeFileSync(file, '* * added\n* * removed\n* * changed\n* * renamed\n');
    expect(ata2mdi(['diff', ...sides, '--ignore', file]).code).toBe(0);
  });
});

describe('nothing changed', () => {
  function exported(): string {
    const snapshot = join(temporaryFolder(), 'snapshot.json');
    expect(ata2mdi(['export', profile, '-o', snapshot]).code).toBe(0);
    return snapshot;
  }

  test('a source and its snapshot, either way, and standard input', () => {
    const snapshot = exported();
    for (const sides of [
      [profile, snapshot],
      [snapshot, profile],
      [profile, profile],
    ]) {
      const { code, stdout } = ata2mdi(['diff', ...sides]);
      expect(code).toBe(0);
      expect(stdout).toContain('Nothing in the configuration changed.');
    }
    expect(ata2mdi(['diff', '-', snapshot], { input: readFileSync(profile) }).code).toBe(0);
    expect(ata2mdi(['diff', '-', '-'], { input: readFileSync(profile) })).toMatchObject({
      code: 2,
      stdout: '',
    });
  });

  test('a snapshot of another version of the program is told apart', () => {
    const old = join(temporaryFolder(), 'old.json');
    writeFileSync(
      old,
      readFileSync(exported(), 'utf8').replace(/"version": ?"0\.\d+\.\d+"/, '"version":"0.0.9"'),
    );
    const { code, stdout } = ata2mdi(['diff', old, profile]);
    expect(code).toBe(0);
    expect(stdout).toContain('different versions of');
    expect(stdout).toContain('0.0.9');
  });

  test('of another version of the schema is refused', () => {
    const old = join(temporaryFolder(), 'old.json');
    writeFileSync(old, readFileSync(exported(), 'utf8').replace(/"schemaVersion": ?1/, '"schemaVersion":2'));
    const { code, stderr } = ata2mdi(['diff', old, profile]);
    expect(code).toBe(2);
    expect(stderr).toContain('another schema version');
  });
});

describe('what cannot be compared is an error, and no absence of changes', () => {
  test('gateways that only one side has', () => {
    const folder = temporaryFolder();
    const [center = ''] = readFileSync(profile, 'utf8').split('\n');
    const only = join(folder, 'center.json');
    writeFileSync(only, center);
    for (const [sides, side] of [
      [[profile, only], 'after'],
      [[only, profile], 'before'],
    ] as const) {
      const { code, stdout, stderr } = ata2mdi(['diff', ...sides, '--fail-on', 'never']);
      expect(code).toBe(2);
      expect(stderr).toContain(`The sources ${side} hold no gateway`);
      expect(stdout).toContain('could not be compared');
    }
    const file = join(folder, 'known.txt');
    writeFileSync(file, 'gateways gateway not-comparable\n');
    expect(ata2mdi(['diff', profile, only, '--ignore', file]).code).toBe(0);
  });

  test('role groups that only one side has', () => {
    const [before] = both();
    const after = temporaryFolder();
    cpSync(before, after, { recursive: true });
    cpSync(fixturePath('contoso/role-groups'), after, { recursive: true });
    const { code, stderr } = ata2mdi(['diff', before, after]);
    expect(code).toBe(2);
    expect(stderr).toContain('role-group/administrators');
  });

  test('a side that is damaged, or is not there', () => {
    const cut = join(temporaryFolder(), 'cut.json');
    writeFileSync(cut, readFileSync(laterProfile).subarray(0, 5000));
    expect(ata2mdi(['diff', profile, cut])).toMatchObject({ code: 2, stdout: '' });
    expect(ata2mdi(['diff', profile, '/nowhere.json'])).toMatchObject({ code: 2, stdout: '' });
    expect(ata2mdi(['diff', profile])).toMatchObject({ code: 2, stdout: '' });
    expect(ata2mdi(['diff', profile, profile, profile])).toMatchObject({ code: 2, stdout: '' });
  });
});

test('two Centers are said to be two, in every form', () => {
  const other = join(temporaryFolder(), 'other.json');
  writeFileSync(
    other,
    readFileSync(profile, 'utf8').replaceAll('5f7ab5f381d7314991ae13e7', '5f7ab5f381d7314991ae13e8'),
  );
  expect(ata2mdi(['diff', profile, other]).stdout).toContain('different Center ids');
  for (const form of ['json', 'md', 'html']) {
    const { stdout, stderr } = ata2mdi(['diff', profile, other, '--format', form]);
    expect(stdout, form).toContain('different Center ids');
    expect(stderr, form).toContain('different Center ids');
  }
});

test('never overwrites a side, or the file of --ignore', () => {
  const [before, after] = [join(temporaryFolder(), 'a.json'), laterProfile];
  copyFileSync(profile, before);
  expect(ata2mdi(['diff', before, after, '-o', before, '--force']).code).toBe(2);
  expect(readFileSync(before)).toEqual(readFileSync(profile));
});
