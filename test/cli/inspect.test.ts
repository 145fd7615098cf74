import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { canaries, fixturePath } from '../support/deployments.js';

const backup = fixturePath('contoso/SystemProfile_20251215T040000Z.json');
const entities = fixturePath('contoso/UniqueEntity.json');

/** Writes a catalogue that is filled in from the proposal for the backup. */
function filledCatalogue(folder: string): string {
  const proposed = JSON.parse(ata2mdi(['inspect', backup, '--propose', '--json']).stdout);
  proposed.entries[0] = {
    ...proposed.entries[0],
    id: 'telemetry.supportCase',
    area: 'telemetry',
    title: 'Support case collection',
  };
  const path = join(folder, 'settings.json');
  writeFileSync(path, `// mine\n${JSON.stringify(proposed, null, 2)}`);
  return path;
}

describe('inspect', () => {
  test('prints what the README shows', () => {
    const readme = readFileSync('README.md', 'utf8');
    const section = /### `inspect`[\s\S]*?```\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const lines = section.trim().split('\n');
    expect(lines.length).toBeGreaterThan(3);
    const { code, stdout, stderr } = ata2mdi(['inspect', backup]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const line of lines) expect(stdout.split('\n')).toContain(line);
  });

  test('names no file, and no secret in any form of its output', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'Fabrikam-Paris.json');
    writeFileSync(path, readFileSync(fixturePath('hostile/SystemProfile_20251215T040000Z.json')));
    for (const options of [[], ['--json'], ['--propose'], ['--propose', '--json']]) {
      const { code, stdout, stderr } = ata2mdi(['inspect', path, entities, ...options]);
      expect(code).toBe(0);
      expect(stderr).toBe('');
      for (const text of ['Fabrikam', 'contoso', ...canaries]) expect(stdout).not.toContain(text);
    }
  });

  test('reads a snapshot as the documents it was made from', () => {
    const snapshot = join(temporaryFolder(), 'snapshot.json');
    ata2mdi(['export', backup, '-o', snapshot]);
    const { stdout } = ata2mdi(['inspect', snapshot]);
    expect(stdout).toContain('source 1: ata-snapshot, utf-8, 6 documents');
    expect(stdout).toMatch(
      /^ {2}boolean ×1 +unrecognised +Configuration\.SupportCaseConfiguration\.IsEnabled$/m,
    );
    expect(stdout).toMatch(/redacted ×1 \(secret\) +vpn\.sharedSecret/);
  });

  test('follows the schema that is published', () => {
    const report = JSON.parse(ata2mdi(['inspect', backup, '--json']).stdout);
    expect(report.schema).toBe('structure-report');
    expect(JSON.parse(ata2mdi(['schema', 'structure-report']).stdout).title).toBe('StructureReport');
  });

  test('proposes nothing where nothing is unknown, and says so', () => {
    const { code, stdout, stderr } = ata2mdi(['inspect', fixturePath('defaults/center.json'), '--propose']);
    expect(code).toBe(0);
    expect(stdout).toContain('"entries": []');
    expect(stderr).toContain('nothing to propose');
  });
});

describe('--catalogue', () => {
  test('is heard by run, export, translate, worksheet, inspect and explain', () => {
    const folder = temporaryFolder();
    const own = ['--catalogue', filledCatalogue(folder)];
    const plan = JSON.parse(ata2mdi(['translate', backup, ...own]).stdout);
    const item = plan.items.find(({ title }: { title: string }) => title === 'Support case collection');
    expect(item).toMatchObject({
      area: 'telemetry',
      disposition: 'decision',
      reason: { code: 'no-known-target' },
    });
    expect(plan.notices).toContainEqual(
      expect.objectContaining({
        code: 'user-catalogue',
        text: expect.stringContaining('settings.json was used, with 1 entry'),
      }),
    );
    expect(JSON.parse(ata2mdi(['export', backup, ...own]).stdout).unrecognised).toHaveLength(1);
    for (const command of ['run', 'worksheet']) {
      const out = join(folder, command);
      expect(ata2mdi([command, backup, '-o', out, ...own]).code).toBe(0);
      expect(readFileSync(join(out, 'worksheet.md'), 'utf8')).toContain(
        "From the user's catalogue (telemetry.supportCase)",
      );
    }
    expect(ata2mdi(['inspect', backup, ...own]).stdout).toContain("telemetry (user's catalogue)");
    expect(ata2mdi(['explain', 'Support case', ...own]).stdout).toContain('your catalogue settings.json');
    expect(ata2mdi(['explain', 'Configuration.SupportCaseConfiguration.IsEnabled', ...own]).code).toBe(0);
    expect(ata2mdi(['explain', 'Configuration.SupportCaseConfiguration.IsEnabled']).code).toBe(1);
  });

  test('that was used for a snapshot is missed where it is not given', () => {
    const folder = temporaryFolder();
    const snapshot = join(folder, 'snapshot.json');
    const own = ['--catalogue', filledCatalogue(folder)];
    ata2mdi(['export', backup, '-o', snapshot, ...own]);
    const codes = (args: readonly string[]) =>
      JSON.parse(ata2mdi(args).stdout).notices.map(({ code }: { code: string }) => code);
    expect(codes(['translate', snapshot])).toEqual(['user-catalogue-missing']);
    expect(codes(['translate', snapshot, ...own])).toEqual(['user-catalogue']);
  });

  test('with a mistake is an error that says the line', () => {
    const path = filledCatalogue(temporaryFolder());
    const text = readFileSync(path, 'utf8').replace('"area": "telemetry"', '"area": "telemetrie"');
    writeFileSync(path, text);
    const line = text.split('\n').findIndex((each) => each.includes('telemetrie')) + 1;
    const { code, stdout, stderr } = ata2mdi(['run', backup, '-o', 'nowhere', '--catalogue', path]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(
      `settings.json:${line}:15 (entries.0.area): "area" must be one of: directory-services`,
    );
  });

  test('is never written over', () => {
    const path = filledCatalogue(temporaryFolder());
    const before = readFileSync(path, 'utf8');
    for (const command of ['inspect', 'translate', 'export'])
      expect(ata2mdi([command, backup, '--catalogue', path, '-o', path, '--force']).code).toBe(2);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  test('that is a configuration is refused without a word of it', () => {
    const { code, stderr } = ata2mdi([
      'explain',
      'syslog',
      '--catalogue',
      fixturePath('defaults/center.json'),
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('no catalogue of settings');
    for (const canary of canaries) expect(stderr).not.toContain(canary);
  });

  test('keeps what is named like a secret, even where it calls it a setting', () => {
    const folder = temporaryFolder();
    const source = join(folder, 'center.json');
    const secret = 'CANARY-catalogue-7f3a9c';
    writeFileSync(
      source,
      JSON.stringify({
        Type: 'CenterSystemProfile',
        Configuration: { Tailspin: { Password: secret, Note: secret } },
      }),
    );
    const path = join(folder, 'settings.json');
    const entry = { area: 'center', document: 'center', title: 't', certainty: 'seen', source: ['OWN'] };
    writeFileSync(
      path,
      JSON.stringify({
        schema: 'catalogue-settings',
        schemaVersion: 1,
        factsAsOf: '2026-09',
        sources: { OWN: { repository: null, commit: null, licence: null, what: 'x' } },
        entries: [
          { ...entry, id: 'center.a', paths: ['Configuration.Tailspin.Password'] },
          { ...entry, id: 'center.b', paths: ['Configuration.Tailspin.Note'], secret: true },
        ],
      }),
    );
    const { code, stdout } = ata2mdi(['export', source, '--catalogue', path]);
    expect(code).toBe(0);
    expect(stdout).not.toContain(secret);
    // It holds a secret in clear text, which could be guessed until the hash agrees.
    expect(JSON.parse(stdout).sources[0]).toMatchObject({ bytes: null, sha256: null });
  });
});
