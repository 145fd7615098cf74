import { describe, expect, it } from 'vitest';
import { centerWith, documentOf, type Plain } from '../test/support/snapshots.js';
import { UserError } from './errors.js';
import { type FolderMember, filesToLeaveOut, noticesOfLeftOut } from './folder-members.js';
import type { DecodedSource } from './readers/values.js';

function decoded(...documents: readonly { readonly [key: string]: Plain }[]): DecodedSource {
  return {
    name: '',
    format: 'extended-json',
    encoding: 'utf-8',
    documents: documents.map((document) => ({ value: documentOf(document), line: 1 })),
  };
}

function backup(id: string, UpdateTime: string | null): DecodedSource {
  return decoded(centerWith({}, {}, { Id: id, UpdateTime }));
}

function leftOut(outcomes: Readonly<Record<string, FolderMember['outcome']>>): Record<string, string> {
  const members = Object.entries(outcomes).map(([name, outcome]) => ({ name, outcome }));
  const reasons = (files: typeof members) =>
    Object.fromEntries([...filesToLeaveOut(files)].map(([{ name }, reason]) => [name, reason]));
  expect(reasons([...members].reverse())).toEqual(reasons(members));
  return reasons(members);
}

const damage = new UserError('cut short');

describe('of a folder', () => {
  it('what is a part of a deployment is read', () => {
    const roleGroups: DecodedSource = { ...decoded(), roleGroups: [] };
    const entities: DecodedSource = { ...decoded(), isFiltered: true };
    expect(
      leftOut({
        'center.json': decoded(centerWith()),
        'gateways.json': decoded({ Id: '1', Type: 'GatewaySystemProfile' }),
        'alerts.json': decoded({ Id: '1', Type: 'DnsReconnaissanceSuspiciousActivity' }),
        'ata-users.csv': roleGroups,
        'ATA/UniqueEntity.bson': entities,
        'later.bson': null,
        'mixed.json': decoded({ a: 1 }, centerWith()),
      }),
    ).toEqual({});
  });

  it('what is none is left out', () => {
    expect(
      leftOut({
        'a.json': decoded({ a: 1 }),
        'nothing.json': decoded(),
        'plan.json': decoded({ schema: 'migration-plan' }),
        'CenterConfiguration.json': decoded({ DatabaseConfigurationServerEndpoint: { Port: 27017 } }),
        'image.png': 'unknown-format',
        'empty.txt': 'empty',
      }),
    ).toEqual({
      'a.json': 'no-configuration',
      'nothing.json': 'no-configuration',
      'plan.json': 'written-by-ata2mdi',
      'CenterConfiguration.json': 'center-configuration',
      'image.png': 'unknown-format',
      'empty.txt': 'empty',
    });
  });

  it('the newest backup of each Center is read, by the time in its name, else the one it says, else its name', () => {
    expect(
      leftOut({
        'Backup/SystemProfile_3.json': backup('a', '2025-12-01T00:00:00Z'),
        'Backup/SystemProfile_1.json': backup('a', '2025-12-02T00:00:00Z'),
        'Backup/SystemProfile_2.json': backup('b', null),
        'Backup/SystemProfile_4.json': backup('b', null),
        'center.json': backup('a', '2020-01-01T00:00:00Z'),
      }),
    ).toEqual({
      'Backup/SystemProfile_3.json': 'older-backup',
      'Backup/SystemProfile_2.json': 'older-backup',
    });
  });

  it('the backup that was written last counts, though an older state was restored before', () => {
    expect(
      leftOut({
        'SystemProfile_20251214T040000Z.json': backup('a', '2025-12-14T03:59:48Z'),
        'SystemProfile_20251215T040000Z.json': backup('a', '2025-11-02T03:59:48Z'),
      }),
    ).toEqual({ 'SystemProfile_20251214T040000Z.json': 'older-backup' });
  });

  it('the folder of a backup says nothing of its age', () => {
    const whole = { 'Backup/SystemProfile_20251215.json': backup('a', null) };
    expect(leftOut({ ...whole, 'old/SystemProfile_20240101.json': backup('a', null) })).toEqual({
      'old/SystemProfile_20240101.json': 'older-backup',
    });
    expect(() => leftOut({ ...whole, 'A/SystemProfile_20260115.json': damage })).toThrow(damage);
    expect(leftOut({ ...whole, 'old/SystemProfile_20240101.json': damage })).toEqual({
      'old/SystemProfile_20240101.json': 'damaged-older-backup',
    });
  });

  it('a damaged file is an error, if it is not a backup older than a whole one', () => {
    const whole = { 'SystemProfile_2.json': backup('a', null) };
    expect(leftOut({ ...whole, 'SystemProfile_1.json': damage })).toEqual({
      'SystemProfile_1.json': 'damaged-older-backup',
    });
    expect(() => leftOut({ ...whole, 'SystemProfile_3.json': damage })).toThrow(damage);
    expect(() => leftOut({ ...whole, 'UniqueEntity.bson': damage })).toThrow(damage);
    expect(() => leftOut({ 'SystemProfile_1.json': damage })).toThrow(damage);
  });
});

describe('a damaged backup beside those of several Centers', () => {
  function member(folder: string, name: string, outcome: FolderMember['outcome']): FolderMember {
    return { name, outcome, places: [{ root: '/x', folder }] };
  }
  const newer = member('/x/a', 'a/SystemProfile_3.json', backup('a', null));
  const older = member('/x/b', 'b/SystemProfile_1.json', backup('b', null));

  it('is left out only if a whole one in its folder is newer', () => {
    const ofNewer = member('/x/a', 'a/SystemProfile_2.json', damage);
    expect(filesToLeaveOut([newer, older, ofNewer]).get(ofNewer)).toBe('damaged-older-backup');
    const ofOlder = member('/x/b', 'b/SystemProfile_2.json', damage);
    expect(() => filesToLeaveOut([newer, older, ofOlder])).toThrow(damage);
  });

  it('is an error if it could be the newest of one of them', () => {
    const members = [newer, { ...older, places: newer.places ?? [] }];
    expect(() => filesToLeaveOut([...members, member('/x/a', 'SystemProfile_2.json', damage)])).toThrow(
      damage,
    );
  });
});

describe('what was left out', () => {
  it('is told once for each reason, with all names', () => {
    const names = new Map([
      ['d.png', 'unknown-format'],
      ['a.png', 'unknown-format'],
      ['x', 'empty'],
      ['b.png', 'unknown-format'],
      ['c.png', 'unknown-format'],
    ] as const);
    const leftOutFiles = new Map([...names].map(([name, reason]) => [{ name, outcome: reason }, reason]));
    expect(noticesOfLeftOut(leftOutFiles).map(({ text }) => text)).toEqual([
      'left out (empty): x',
      'left out (of no format that this program reads): a.png, b.png, c.png, d.png',
    ]);
  });
});
