import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clixmlFile, writeClixml } from '../../../test/support/clixml.js';
import { fixturePath } from '../../../test/support/deployments.js';
import { encodeText } from '../../../test/support/dialects.js';
import { UserError } from '../../errors.js';
import { collectingReporter, type Notice } from '../../reporter.js';
import type { DocumentValue, SourceBytes } from '../values.js';
import { readRoleGroups } from './role-groups.js';
import type { RoleGroupExport } from './types.js';

const sid = 'S-1-5-21-1450960922-2610375514-777431905-1003';
const viewers = 'Microsoft Advanced Threat Analytics Viewers';
const dashes = '-'.repeat(79);

function sourceOf(text: string, name = 'x'): SourceBytes {
  return { name, bytes: encodeText(text, 'utf-8') };
}

function read(source: SourceBytes): {
  readonly groups: readonly RoleGroupExport[];
  readonly codes: string[];
} {
  const reporter = collectingReporter();
  const groups = readRoleGroups(source, reporter);
  return { groups, codes: reporter.notices.map(({ code }: Notice) => code) };
}

function one(source: SourceBytes): RoleGroupExport {
  const [group, ...others] = read(source).groups;
  if (group === undefined || others.length > 0) throw new Error('expected one group');
  return group;
}

function fixture(name: string): SourceBytes {
  return { name: basename(name), bytes: new Uint8Array(readFileSync(fixturePath(`contoso/${name}`))) };
}

function principal(name: string, more: Readonly<Record<string, DocumentValue>> = {}): DocumentValue {
  const members = { Name: name, SID: sid, PrincipalSource: 1, ObjectClass: 'User', ...more };
  return new Map<string, DocumentValue>(Object.entries(members));
}

/** What matters of each member, on one line. */
function shown({ members }: RoleGroupExport): string[] {
  return members.map(({ domain, name, objectClass, source, resolvable, sid: id }) =>
    [domain, name, objectClass, source, resolvable, id?.split('-').at(-1)].join(' '),
  );
}

describe('the role groups of contoso', () => {
  it('CLIXML', () => {
    const group = one(fixture('role-groups/ata-administrators.xml'));
    expect(group).toMatchObject({
      source: 'ata-administrators.xml',
      format: 'clixml',
      group: { role: 'administrators', recognisedBy: 'file name' },
      unnamed: 0,
      unknown: false,
      notes: [],
    });
    expect(shown(group)).toEqual([
      'CONTOSO Domain Admins group active-directory true 512',
      'CONTOSO annette.kern user active-directory true 3058',
      'CONTOSO SOC Zürich group active-directory true 4120',
      'ATACENTER ata-setup user local true 1003',
    ]);
  });

  it('JSON', () => {
    const group = one(fixture('role-groups/ata-users.json'));
    expect(group).toMatchObject({
      format: 'json',
      group: { role: 'users', recognisedBy: 'file name' },
      notes: [],
    });
    expect(shown(group)).toEqual([
      'CONTOSO hanako.sato user active-directory true 3057',
      'CONTOSO Größte Vertraulichkeit group active-directory true 4101',
      'FABRIKAM svc-legacy-sql user active-directory true 3177',
    ]);
  });

  it('CSV', () => {
    const group = one(fixture('role-groups/ata-viewers.csv'));
    expect(group).toMatchObject({
      format: 'csv',
      group: { role: 'viewers', recognisedBy: 'content' },
      notes: [],
    });
    expect(shown(group)).toEqual([
      'CONTOSO juergen.groessmann user active-directory true 3011',
      'CONTOSO Helpdesk group active-directory true 4133',
    ]);
  });

  it('net localgroup', () => {
    const { groups, codes } = read(fixture('role-groups/local-administrators.txt'));
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({
      format: 'net-localgroup',
      group: { role: 'local-administrators', recognisedBy: 'file name' },
      unknown: false,
    });
    expect(groups.flatMap(shown)).toEqual([
      ' Administrator unknown  true ',
      'CONTOSO Domain Admins unknown  true ',
      'CONTOSO Gründer Betrieb unknown  true ',
      ' S-1-5-21-3311556432-1947260173-2840119635-1290 unknown  false 1290',
    ]);
    expect(codes).toEqual(['role-group-no-domain', 'code-page-presumed', 'role-group-by-file-name']);
    expect(groups[0]?.notes).toHaveLength(3);
  });

  it('the other files are none', () => {
    expect(read(fixture('SystemProfile_20251215T040000Z.json'))).toEqual({ groups: [], codes: [] });
    expect(read(fixture('UniqueEntity.json'))).toEqual({ groups: [], codes: [] });
    const { bytes } = fixture('UniqueEntity.json');
    expect(read({ name: 'users.json', bytes }).groups).toEqual([]);
  });

  it.each([
    'role-groups/ata-administrators.xml',
    'role-groups/ata-users.json',
    'role-groups/local-administrators.txt',
  ])('%s is refused or no export of members when it is cut short', (name) => {
    const { bytes } = fixture(name);
    const whole = one(fixture(name)).members.length;
    let refused = 0;
    // Blanks at the end, and one line break, belong to no content.
    for (let length = bytes.length - 5; length > 8; length -= 7) {
      try {
        const [found] = readRoleGroups({ name, bytes: bytes.subarray(0, length) }, collectingReporter());
        expect(found === undefined || found.members.length === whole, String(length)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(10);
  });
});

describe('readRoleGroups', () => {
  const json = JSON.stringify({ Name: 'A\\b', SID: { Value: sid }, PrincipalSource: 1, ObjectClass: 'User' });

  it.each([
    ['one object', json],
    ['an array', `[${json}]`],
    ["PowerShell's wrapper of an array", `{"value":[${json}],"Count":1}`],
    ['objects one after another', `${json}\n`],
    ['unquoted keys', `{Name: "A\\\\b", "SID": "${sid}", PrincipalSource: 1, ObjectClass: "User"}`],
  ])('reads JSON: %s', (_, text) => {
    expect(shown(one(sourceOf(text, 'users.json')))).toEqual(['A b user local true 1003']);
  });

  it('reads JSON in a code page', () => {
    const bytes = encodeText(json.replace('A\\\\b', 'A\\\\J#rgen'), 'utf-8').map((byte) =>
      byte === 0x23 ? 0xfc : byte,
    );
    const { groups, codes } = read({ name: 'users.json', bytes });
    expect(groups[0]?.members[0]?.name).toBe('Jürgen');
    expect(codes).toEqual(['code-page-presumed']);
  });

  it('reads CLIXML of every shape: a list as one object, remoting, several groups', () => {
    const text = writeClixml([
      [
        principal('A\\a', { Group: viewers }),
        principal('A\\b', { Group: 'Administrators', PSComputerName: 'A' }),
      ],
      principal('A\\c', { Group: viewers }),
    ]);
    const { groups, codes } = read({ name: 'x', bytes: encodeText(text, 'utf-16le') });
    expect(groups.map(({ group, members }) => [group?.role, members.map(({ name }) => name)])).toEqual([
      ['viewers', ['a', 'c']],
      ['local-administrators', ['b']],
    ]);
    expect(codes).toEqual([]);
  });

  it('reads a table, and says which names are cut', () => {
    const text = [
      '',
      'ObjectClass Name            PrincipalSource',
      '----------- ----            ---------------',
      'User        A\\b             Local          ',
      'Group       CONTOSO\\very... ActiveDirectory',
      '',
      '',
    ].join('\r\n');
    const { groups, codes } = read({ name: 'users.txt', bytes: encodeText(text, 'utf-16le') });
    expect(groups.map(({ format }) => format)).toEqual(['table']);
    expect(groups.flatMap(shown)).toEqual([
      'A b user local true ',
      'CONTOSO very... group active-directory false ',
    ]);
    expect(codes).toEqual(['role-group-cut']);
    expect(() => read(sourceOf(text.trimEnd(), 'users.txt'))).toThrow('cut short');
  });

  it('reads CSV with semicolons, and says which names lost letters and which cells are types', () => {
    const text = `"Name";"SID";"ObjectClass"\r\n"A\\J?rgen";"System.Object[]";"User"\r\n`;
    const { groups, codes } = read(sourceOf(text, 'users.csv'));
    expect(groups.flatMap(shown)).toEqual(['A J?rgen user  false ']);
    expect(codes).toEqual(['role-group-cut', 'role-group-lost-letters']);
  });

  it('takes a column of names for members where the name of the file says so', () => {
    const text = '"Name"\r\n"A\\b"\r\n';
    expect(shown(one(sourceOf(text, 'users.csv')))).toEqual(['A b unknown  true ']);
    expect(read(sourceOf(text, 'list.csv')).groups).toEqual([]);
  });

  it('reads members of a group that is not known, and says so', () => {
    const { groups, codes } = read(sourceOf(json));
    expect(groups[0]?.group).toBeNull();
    expect(codes).toEqual(['role-group-not-recognised']);
    const other = `Alias name     Guests\nComment\n\nMembers\n\n${dashes}\na\nDone.\n\n`;
    expect(read(sourceOf(other, 'users.txt'))).toMatchObject({
      groups: [{ group: null }],
      codes: ['role-group-no-domain', 'role-group-not-recognised'],
    });
  });

  it.each([
    ['no byte', ''],
    ['blanks', '\r\n \r\n'],
    ['empty CLIXML', clixmlFile()],
    ['an empty array', '[]'],
    ["PowerShell's wrapper of an empty array", '{"value":[],"Count":0}'],
    ['columns only', '"Name","SID","PrincipalSource","ObjectClass"\r\n'],
  ])('does not know who is in a group whose export is empty: %s', (_, text) => {
    const { groups, codes } = read(sourceOf(text, 'ata-viewers.x'));
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ group: { role: 'viewers' }, members: [], unnamed: 0, unknown: true });
    expect(codes).toEqual(['role-group-empty']);
    expect(read(sourceOf(text, 'list.x'))).toEqual({ groups: [], codes: [] });
  });

  it('takes a byte order mark alone for an empty export', () => {
    for (const bytes of [
      [0xff, 0xfe],
      [0xfe, 0xff],
      [0xef, 0xbb, 0xbf],
      [0xff, 0xfe, 13, 0, 10, 0],
    ]) {
      expect(one({ name: 'viewers.json', bytes: Uint8Array.from(bytes) }).format).toBe('empty');
    }
    expect(read({ name: 'viewers.json', bytes: new Uint8Array(40) }).groups).toEqual([]);
  });

  it('knows that a group is empty where the command says so', () => {
    const text = `Alias name     ${viewers}\nComment\n\nMembers\n\n${dashes}\nDone.\n\n`;
    expect(read(sourceOf(text))).toMatchObject({
      groups: [{ group: { role: 'viewers', recognisedBy: 'content' }, members: [], unknown: false }],
      codes: [],
    });
  });

  it.each([
    ['JSON', `[null, ${json}, null]`],
    ['CLIXML', writeClixml([null, principal('A\\b'), null])],
  ])('counts members that the command could not name: %s', (_, text) => {
    const { groups, codes } = read(sourceOf(text, 'users.x'));
    expect(groups).toMatchObject([{ members: [{ name: 'b' }], unnamed: 2, unknown: false }]);
    expect(codes).toEqual(['role-group-unnamed']);
  });

  it.each([
    ['JSON', 'null'],
    ['CLIXML', clixmlFile('<Nil />')],
  ])('does not know the group of which all that is left is one such member: %s', (_, text) => {
    expect(read(sourceOf(text, 'users.x'))).toMatchObject({
      groups: [{ members: [], unnamed: 1, unknown: true }],
      codes: ['role-group-unnamed'],
    });
  });

  it('says that a command that wrote errors may have left members out', () => {
    const text = clixmlFile(
      '<S S="Error">CANARY</S>',
      '<Obj><MS><S N="Name">a</S><S N="SID">b</S></MS></Obj>',
    );
    const { groups, codes } = read(sourceOf(text, 'users.xml'));
    expect(codes).toEqual(['clixml-error-stream', 'role-group-incomplete']);
    expect(JSON.stringify(groups)).not.toContain('CANARY');
  });

  it.each([
    ['members together with something else', `[${json}, {"Tailspin": 1}]`],
    ['members together with a text', `[${json}, "CANARY"]`],
    ['JSON that is cut short', `[${json}, {"Name": `],
    ['CSV that is cut short', '"Name","SID"\r\n"a","b'],
  ])('refuses %s', (_, text) => {
    expect(() => read(sourceOf(text, 'users.x'))).toThrow(UserError);
  });

  it.each([
    ['the configuration of a Center', '{"Type": "CenterSystemProfile", "Name": "x", "SID": "y"}'],
    ['other JSON', '{"a": 1}'],
    ['JSON of texts', '["a"]'],
    ['other CLIXML', clixmlFile('<S>a</S>')],
    ['other CSV', 'a,b\n1,2\n'],
    ['the error of a command', 'System error 1376 has occurred.\r\n\r\nThe group does not exist.\r\n'],
    ['text', 'Dear colleague, the export did not work.\n'],
  ])('leaves %s to other readers, whatever its name', (_, text) => {
    for (const name of ['users.x', 'x'])
      expect(read(sourceOf(text, name))).toEqual({ groups: [], codes: [] });
  });

  it('leaves binary data to other readers', () => {
    const bytes = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0);
    expect(read({ name: 'users.gz', bytes })).toEqual({ groups: [], codes: [] });
  });
});
