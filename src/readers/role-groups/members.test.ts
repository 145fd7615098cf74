import { describe, expect, it } from 'vitest';
import type { DocumentObject, DocumentValue } from '../values.js';
import {
  groupNameOf,
  isPrincipal,
  isSid,
  lostLetters,
  memberNamed,
  memberOf,
  propertiesOf,
} from './members.js';

function mapOf(members: Readonly<Record<string, DocumentValue>>): DocumentObject {
  return new Map(Object.entries(members));
}

const sid = 'S-1-5-21-1450960922-2610375514-777431905-1003';

describe('memberOf', () => {
  it.each<[string, Readonly<Record<string, DocumentValue>>, Readonly<Record<string, unknown>>]>([
    [
      'a LocalPrincipal',
      {
        Name: 'CONTOSO\\a.b',
        SID: mapOf({ BinaryLength: 28, Value: sid }),
        PrincipalSource: 2,
        ObjectClass: 'User',
      },
      {
        name: 'a.b',
        domain: 'CONTOSO',
        sid,
        objectClass: 'user',
        source: 'active-directory',
        resolvable: true,
      },
    ],
    [
      'one after remoting',
      {
        name: 'ATACENTER\\a',
        sid,
        principalsource: 'Local',
        objectclass: 'Group',
        PSComputerName: 'ATACENTER',
      },
      { name: 'a', domain: 'ATACENTER', sid, objectClass: 'group', source: 'local', resolvable: true },
    ],
    [
      'one before Windows Server 2016, in another language',
      { Name: 'CONTOSO\\a', SID: sid.toLowerCase(), PrincipalSource: null, ObjectClass: 'Benutzer' },
      { name: 'a', domain: 'CONTOSO', sid, objectClass: 'unknown', source: null, resolvable: true },
    ],
    [
      'a group without a domain',
      { Name: 'Everyone', SID: 'S-1-1-0', PrincipalSource: 'Unknown', ObjectClass: 'Group' },
      {
        name: 'Everyone',
        domain: null,
        sid: 'S-1-1-0',
        objectClass: 'group',
        source: 'unknown',
        resolvable: true,
      },
    ],
    [
      'an orphaned SID',
      { Name: sid, SID: sid, PrincipalSource: 2, ObjectClass: 'User' },
      { name: sid, domain: null, sid, objectClass: 'user', source: 'active-directory', resolvable: false },
    ],
    [
      'a computer',
      { Name: 'CONTOSO\\SRV1$', SID: null, PrincipalSource: 2, ObjectClass: 'Other' },
      { name: 'SRV1$', domain: 'CONTOSO', sid: null, objectClass: 'computer', resolvable: true },
    ],
    [
      'an object of Active Directory',
      {
        distinguishedName: 'CN=Müller\\, Ann,OU=Users,DC=contoso,DC=com',
        name: 'Müller, Ann',
        objectClass: 'user',
        SamAccountName: 'ann.mueller',
        SID: mapOf({ Value: sid }),
      },
      { name: 'ann.mueller', domain: 'contoso.com', sid, objectClass: 'user', source: 'active-directory' },
    ],
    [
      'one of another forest',
      {
        distinguishedName: `CN=${sid},CN=ForeignSecurityPrincipals`,
        name: sid,
        objectClass: 'foreignSecurityPrincipal',
      },
      { name: sid, domain: null, sid, objectClass: 'other', resolvable: false },
    ],
    [
      'a name that lost letters, with a SID',
      { Name: 'CONTOSO\\J?rgen', SID: sid },
      { name: 'J?rgen', sid, resolvable: true, objectClass: 'unknown' },
    ],
    [
      'a name that lost letters, without one',
      { Name: 'J?rgen', SID: 'System.Object' },
      { sid: null, resolvable: false },
    ],
    ['a SID without a name', { Name: '', SID: sid }, { name: sid, sid, resolvable: true }],
    ['nothing', { Name: '', SID: '' }, { name: '', sid: null, resolvable: false }],
    ['Entra ID', { Name: 'AzureAD\\a', PrincipalSource: '3' }, { domain: 'AzureAD', source: 'azure-ad' }],
    ['a Microsoft account', { Name: 'a', PrincipalSource: 4 }, { source: 'microsoft-account' }],
    ['a source that is not known', { Name: 'a', PrincipalSource: 9 }, { source: null }],
  ])('reads %s', (_, object, expected) => {
    expect(memberOf(propertiesOf(mapOf(object)))).toMatchObject(expected);
  });
});

describe('memberNamed', () => {
  it('does not take a group for a computer', () => {
    const known = { sid: null, objectClass: 'group', source: null } as const;
    expect(memberNamed('CONTOSO\\odd$', known).objectClass).toBe('group');
  });
});

describe('isPrincipal', () => {
  it.each<[boolean, boolean, string[]]>([
    [true, false, ['name', 'sid', 'principalsource', 'objectclass']],
    [true, false, ['distinguishedname', 'samaccountname', 'objectclass']],
    [false, false, ['name']],
    [true, true, ['name']],
    [false, true, ['displayname', 'sid']],
    [false, true, ['_id', 'name', 'sid']],
    [false, false, ['id', 'type', 'name', 'sid']],
    [false, false, []],
  ])('%j, lenient %j: %j', (expected, lenient, names) => {
    expect(isPrincipal(new Set(names), lenient)).toBe(expected);
  });
});

describe('the small ones', () => {
  it('group names', () => {
    expect(groupNameOf(propertiesOf(mapOf({ Group: ' G ' })))).toBe('G');
    expect(groupNameOf(propertiesOf(mapOf({ GroupName: 'G' })))).toBe('G');
    expect(groupNameOf(propertiesOf(mapOf({ Group: '', Name: 'a' })))).toBeNull();
  });

  it('SIDs', () => {
    expect(['S-1-5-18', 's-1-5-21-1-2-3-4', 'S-1-1-0'].every(isSid)).toBe(true);
    expect(['S-1', 'S-2-5-18', 'xS-1-5-18', 'S-1-5-18x', ''].some(isSid)).toBe(false);
  });

  it('lost letters', () => {
    expect(['J?rgen', 'J\ufffdrgen', 'Jürgen'].map(lostLetters)).toEqual([true, true, false]);
  });
});
