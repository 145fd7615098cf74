import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';
import { databaseFormats } from '../support/formats.js';

function itemsOf(...sources: readonly string[]): Record<string, unknown>[] {
  const { code, stdout, stderr } = ata2mdi(['translate', ...sources]);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout).items;
}

function withoutNotes({ notes, ...item }: Record<string, unknown>): unknown {
  expect(Array.isArray(notes)).toBe(true);
  return item;
}

function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const profile = fixturePath('contoso/SystemProfile_20251215T040000Z.json');
const entities = fixturePath('contoso/UniqueEntity.json');

describe('a folder as a source', () => {
  test('gives what its files give, and says which were read and which not', () => {
    const { code, stdout, stderr } = ata2mdi(['translate', fixturePath('contoso')]);
    expect(code).toBe(0);
    const groups = [
      'ata-administrators.xml',
      'ata-users.json',
      'ata-viewers.csv',
      'local-administrators.txt',
    ];
    const files = groups.map((name) => fixturePath(`contoso/role-groups/${name}`));
    // Notes name the files, those of a folder by their path in it.
    const { items } = JSON.parse(stdout);
    expect(items.map(withoutNotes)).toEqual(itemsOf(profile, entities, ...files).map(withoutNotes));
    expect(stderr).toContain(
      'read: SystemProfile_20251215T040000Z.json, UniqueEntity.json, role-groups/ata-administrators.xml',
    );
    expect(stderr).toContain('left out (of no format that this program reads): README.md');
  });

  test.each(Object.entries(databaseFormats))('%s', (_, files) => {
    const folder = folderOf(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])));
    expect(itemsOf(folder)).toEqual(itemsOf(profile, entities));
  });

  test('a folder of backups is its newest one', () => {
    const folder = temporaryFolder();
    for (const hour of ['00', '04', '08'])
      copyFileSync(profile, join(folder, `SystemProfile_20251214T${hour}0000Z.json`));
    writeFileSync(join(folder, 'SystemProfile_20251213T000000Z.json'), '{"cut');
    const { code, stderr } = ata2mdi(['translate', folder]);
    expect(code).toBe(0);
    expect(stderr).toContain('left out (a damaged backup, and there is a newer one that is whole)');
  });

  test('does not follow links to folders, and passes over hidden files', () => {
    const folder = temporaryFolder();
    copyFileSync(profile, join(folder, 'SystemProfile_1.json'));
    writeFileSync(join(folder, '.hidden.json'), '{"cut');
    symlinkSync('..', join(folder, 'up'));
    symlinkSync(profile, join(folder, 'SystemProfile_2.json'));
    expect(itemsOf(folder).length).toBe(itemsOf(profile).length);
  });

  test('a damaged file in it is an error that names it', () => {
    const dump = gzipSync('not BSON at all');
    const folder = folderOf({ 'a/b/SystemProfile.bson': dump.subarray(0, 12), 'c.json': '{"cut' });
    copyFileSync(profile, join(folder, 'SystemProfile_1.json'));
    const { code, stdout, stderr } = ata2mdi(['translate', folder]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/error: (a\/b\/SystemProfile\.bson|c\.json)/);
  });

  test('exports of role groups with the same bytes stay several groups', () => {
    const csv = 'Name,SID,ObjectClass\nCONTOSO\\anna,S-1-5-21-1-2-3-1104,User\n';
    const folder = folderOf({ 'ata-users.csv': csv, 'ata-viewers.csv': csv, 'ata-administrators.csv': csv });
    copyFileSync(profile, join(folder, 'SystemProfile_1.json'));
    const { stdout } = ata2mdi(['export', folder]);
    expect(JSON.parse(stdout).roleGroups.map(({ role }: { role: string }) => role)).toEqual([
      'administrators',
      'users',
      'viewers',
    ]);
  });

  test('without anything of ATA is an error that says what was left out', () => {
    const { code, stderr } = ata2mdi(['export', folderOf({ 'a.txt': 'Hello.' })]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /left out \(of no format that this program reads\): a\.txt[\s\S]*nothing of an ATA deployment/,
    );
  });
});
