import { describe, expect, it } from 'vitest';
import { UserError } from '../../errors.js';
import { isNetLocalGroup, parseNetLocalGroup } from './net-localgroup.js';

const dashes = '-'.repeat(79);
const users = 'Microsoft Advanced Threat Analytics Users';

function output(label: string, name: string, members: readonly string[], done: string): string {
  const lines = [
    `${label}     ${name}`,
    'Comment        x',
    '',
    'Members',
    '',
    dashes,
    ...members,
    done,
    '',
    '',
  ];
  return lines.join('\r\n');
}

const english = output(
  'Alias name',
  users,
  ['CONTOSO\\a b', 'lo.cal'],
  'The command completed successfully.',
);

describe('parseNetLocalGroup', () => {
  it.each([
    ['English', 'Alias name', 'The command completed successfully.'],
    ['French', "Nom d'alias", "La commande s'est terminée correctement."],
    ['German', 'Aliasname', 'Der Befehl wurde erfolgreich ausgeführt.'],
    ['a script without full stops', '別名', '命令成功完成。'],
  ])('reads %s', (_, label, done) => {
    const text = output(label, users, ['CONTOSO\\a b', 'local', 'S-1-5-21-1-2-3-4'], done);
    expect(isNetLocalGroup(text)).toBe(true);
    expect(parseNetLocalGroup(text, 'x.txt')).toEqual([
      {
        name: users,
        members: [
          {
            name: 'a b',
            domain: 'CONTOSO',
            sid: null,
            objectClass: 'unknown',
            source: null,
            resolvable: true,
          },
          { name: 'local', domain: null, sid: null, objectClass: 'unknown', source: null, resolvable: true },
          {
            name: 'S-1-5-21-1-2-3-4',
            domain: null,
            sid: 'S-1-5-21-1-2-3-4',
            objectClass: 'unknown',
            source: null,
            resolvable: false,
          },
        ],
      },
    ]);
  });

  it('reads a group without members', () => {
    expect(parseNetLocalGroup(output('Alias name', 'X', [], 'Done.'), 'x.txt')).toEqual([
      { name: 'X', members: [] },
    ]);
  });

  it('reads several outputs in one file, with blank lines or without', () => {
    const second = output('Alias name', 'Y', ['c'], 'Done.').replaceAll('\r\n', '\n');
    const groups = parseNetLocalGroup(`\r\n${english}${second}`, 'x.txt');
    expect(groups.map(({ name, members }) => [name, members.map((member) => member.name)])).toEqual([
      [users, ['a b', 'lo.cal']],
      ['Y', ['c']],
    ]);
  });

  it('refuses an output that is cut short anywhere', () => {
    const whole = english.trimEnd();
    for (let length = whole.indexOf(dashes); length <= whole.length; length += 1) {
      const text = whole.slice(0, length);
      expect(() => parseNetLocalGroup(text, 'x.txt'), text.slice(-10)).toThrow(UserError);
    }
  });

  it.each([
    ['something after it', `${english}And more\r\n`, 11],
    ['something without a name', output('Alias name', '', ['a'], 'Done.'), 1],
  ])('refuses %s', (_, text, line) => {
    expect(() => parseNetLocalGroup(text, 'x.txt')).toThrow(
      expect.objectContaining({ location: { source: 'x.txt', line } }),
    );
  });
});

describe('isNetLocalGroup', () => {
  it.each([
    ['an error', 'System error 1376 has occurred.\r\n\r\nThe specified local group does not exist.\r\n'],
    ['a table', 'Name  SID\n----  ---\na     b\n'],
    ['dashes alone', `${dashes}\n`],
    ['', ''],
  ])('is not %s', (_, text) => {
    expect(isNetLocalGroup(text)).toBe(false);
  });
});
