import { describe, expect, it } from 'vitest';
import { unresolvedEntity } from '../snapshot/entities.js';
import type { Entity } from '../types/migration-plan.js';
import { lookUpSteps, searchInstruction, searchText } from './entity-items.js';
import { entityLabel } from './items.js';

const sid = 'S-1-5-21-1-2-3-1104';

function entity(more: Partial<Entity>): Entity {
  return { ...unresolvedEntity('4412d323'), resolved: true, kind: 'user', ...more };
}

describe('entityLabel', () => {
  it.each<[string, Partial<Entity>]>([
    ['anna@contoso.com', { upn: 'anna@contoso.com', domain: 'contoso.com', samName: 'anna' }],
    [
      'anna@contoso.com (Anna Kern)',
      { upn: 'anna@contoso.com', domain: 'Contoso.com', samName: 'anna', name: 'Anna Kern' },
    ],
    ['dc01.contoso.com', { kind: 'computer', dnsName: 'dc01.contoso.com', domain: 'contoso.com' }],
    ['contoso.com\\DC01', { kind: 'computer', samName: 'DC01$', name: 'DC01', domain: 'contoso.com' }],
    ['contoso.com\\SCAN03', { kind: 'computer', dnsName: 'SCAN03', name: 'SCAN03', domain: 'contoso.com' }],
    ['contoso.com (Contoso)', { kind: 'domain', dnsName: 'contoso.com', name: 'Contoso' }],
    ['10.9.8.7', { kind: 'ip-address', id: 'computer 10.9.8.7', name: '10.9.8.7', ipAddress: '10.9.8.7' }],
    ['scan03', { kind: 'computer', id: 'computer  scan03', name: 'scan03', dnsName: 'scan03' }],
    [`svc (${sid})`, { name: 'svc', sid }],
    ['svc (4412d323)', { samName: 'svc' }],
    ['4412d323', {}],
    [`${sid} (not resolved)`, { id: sid, sid, resolved: false }],
  ])('says %s', (label, known) => {
    expect(entityLabel(entity(known))).toBe(label);
  });

  it.each<[string, Partial<Entity>, Partial<Entity>]>([
    [
      'two domains',
      { samName: 'svc', domain: 'emea.contoso.com' },
      { samName: 'svc', domain: 'contoso.com' },
    ],
    ['two forests', { name: 'Tier 0', domain: 'contoso.com' }, { name: 'Tier 0', domain: 'fabrikam.net' }],
    [
      'two forests with one UPN suffix',
      { upn: 'anna@contoso.com', domain: 'contoso.com' },
      { upn: 'anna@contoso.com', domain: 'fabrikam.net' },
    ],
    ['domains that are not known', { name: 'svc', sid }, { name: 'svc', sid: 'S-1-5-21-9-8-7-1104' }],
    ['nothing else known', { name: 'svc', id: 'a' }, { name: 'svc', id: 'b' }],
  ])('tells one name apart: %s', (_, one, other) => {
    expect(entityLabel(entity(one))).not.toBe(entityLabel(entity(other)));
  });
});

describe('searchText', () => {
  it.each<[string, string, Partial<Entity>]>([
    ['the UPN of a user', 'anna@contoso.com', { upn: 'anna@contoso.com', samName: 'anna' }],
    ['the short name without a UPN', 'anna', { samName: 'anna', name: 'Anna Kern' }],
    ['the name where the short one is empty', 'Anna Kern', { samName: '', name: 'Anna Kern' }],
    [
      'the DNS name of a computer',
      'a.contoso.com',
      { kind: 'computer', dnsName: 'a.contoso.com', name: 'A' },
    ],
    ['the short name of a computer, without $', 'SRV$1', { kind: 'computer', samName: 'SRV$1$' }],
    ['the address where a computer has no name', '10.9.8.7', { kind: 'computer', ipAddress: '10.9.8.7' }],
    ['the id where nothing is known', '4412d323', { resolved: false, kind: 'unknown' }],
  ])('is %s', (_, text, known) => {
    expect(searchText(entity(known))).toBe(text);
  });
});

describe('searchInstruction', () => {
  it.each<[string, Partial<Entity>]>([
    ['a UPN', { upn: 'anna@contoso.com', domain: 'contoso.com' }],
    ['a DNS name', { kind: 'computer', dnsName: 'a.contoso.com', domain: 'contoso.com' }],
    ['a name whose domain is not known', { samName: 'anna' }],
  ])('does not say the domain of %s', (_, known) => {
    expect(searchInstruction(entity(known))).toMatch(/^search for \S+ and select it$/);
  });

  it('says the domain where a name may stand for several', () => {
    expect(searchInstruction(entity({ samName: 'svc', domain: 'fabrikam.net' }))).toBe(
      'search for svc and select the one of the domain fabrikam.net',
    );
  });
});

describe('lookUpSteps', () => {
  it('say where an id can be looked up, and with which commands', () => {
    const id = '4412d323-0dd7-4e03-a5ef-fbd1b35e8437';
    expect(lookUpSteps(unresolvedEntity(id), 'the exclusions')).toEqual([
      `Find out whose id ${id} is: look at the exclusions in the ATA console, or run mongoexport --db ATA --collection UniqueEntity --out UniqueEntity.json on the ATA Center and run this program again with that file too.`,
      `Or ask the database for this one, in a Command Prompt on the ATA Center: mongoexport --db ATA --collection UniqueEntity --query "{\\"_id\\":\\"${id}\\"}"`,
    ]);
  });

  it('ask Active Directory for a SID, in any case', () => {
    const steps = lookUpSteps(unresolvedEntity(sid.toLowerCase()), 'the honeytoken accounts');
    expect(steps[0]).toContain(`Get-ADObject -Filter "objectSid -eq '${sid}'" -IncludeDeletedObjects`);
    expect(steps[1]).toContain(`{\\"Sid\\":\\"${sid}\\"}`);
  });

  it('make no command of an id that a shell would take for something else', () => {
    expect(lookUpSteps(unresolvedEntity('x" & calc'), 'the exclusions')).toHaveLength(1);
  });
});
