import { describe, expect, it } from 'vitest';
import { recogniseGroup, roleOfFileName, roleOfGroupName } from './group-names.js';

describe('roleOfGroupName', () => {
  it.each([
    ['Microsoft Advanced Threat Analytics Administrators', 'administrators'],
    ['microsoft advanced threat analytics users', 'users'],
    ['ATACENTER\\Microsoft Advanced Threat Analytics Viewers', 'viewers'],
    ['Administrators', 'local-administrators'],
    ['BUILTIN\\Administrators', 'local-administrators'],
    ['S-1-5-32-544', 'local-administrators'],
    ['Users', null],
    ['S-1-5-32-545', null],
    ['Administratoren', null],
    ['Not Microsoft Advanced Threat Analytics Users', null],
    ['', null],
  ])('%j is %j', (name, role) => {
    expect(roleOfGroupName(name)).toBe(role);
  });
});

describe('roleOfFileName', () => {
  it.each([
    ['ata-administrators.xml', 'administrators'],
    ['Microsoft Advanced Threat Analytics Users.csv', 'users'],
    ['AtaViewers.json', 'viewers'],
    ['VIEWERS', 'viewers'],
    ['local-administrators.txt', 'local-administrators'],
    ['LocalAdministrators.txt', 'local-administrators'],
    ['C:\\export\\ata_users.txt', 'users'],
    ['/viewers/ata_users.txt', 'users'],
    ['local-users.txt', 'users'],
    ['users-and-viewers.txt', null],
    ['superusers.txt', null],
    ['center.users', null],
    ['center.json', null],
    ['', null],
  ])('%j is %j', (name, role) => {
    expect(roleOfFileName(name)).toBe(role);
  });
});

describe('recogniseGroup', () => {
  const viewers = 'Microsoft Advanced Threat Analytics Viewers';

  it.each([
    ['the content', viewers, 'x.csv', { role: 'viewers', recognisedBy: 'content' }],
    ['the content before the name', viewers, 'users.csv', { role: 'viewers', recognisedBy: 'content' }],
    ['the name where the content is silent', null, 'users.csv', { role: 'users', recognisedBy: 'file name' }],
    [
      'the name of local administrators in another language',
      'Administratoren',
      'local-administrators.txt',
      { role: 'local-administrators', recognisedBy: 'file name' },
    ],
    ['not the name of a role where the content has another group', 'Gäste', 'users.txt', null],
    ['nothing', null, 'x.csv', null],
  ] as const)('believes %s', (_, contentName, sourceName, expected) => {
    expect(recogniseGroup(contentName, sourceName)).toEqual(expected);
  });
});
