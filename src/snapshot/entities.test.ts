import { describe, expect, it } from 'vitest';
import { centerWith, documentOf, type Plain, snapshotOf } from '../../test/support/snapshots.js';
import { indexEntities, unresolvedEntity } from './entities.js';

const domainId = '1bf19cb5-68f4-4c13-a36d-a9922c64e865';
const userId = '4412d323-0dd7-4e03-a5ef-fbd1b35e8437';
const sid = 'S-1-5-21-1-2-3-1104';

function index(...documents: readonly { readonly [key: string]: Plain }[]): ReturnType<typeof indexEntities> {
  return indexEntities(documents.map(documentOf));
}

const domain = { Id: domainId, Type: 'Domain', DnsName: 'contoso.com', SystemDisplayName: 'Contoso' };
const user = {
  SystemDisplayName: 'Jürgen Größmann',
  SamName: 'jgroessmann',
  UpnName: 'juergen.groessmann@contoso.com',
  DomainId: domainId,
  Sid: sid,
  IsDeleted: false,
};

describe('indexEntities', () => {
  it('reads the spelling of REST and that of the database alike', () => {
    const rest = index(domain, { ...user, Id: userId, Type: 'User' });
    const database = index(
      { _id: domainId, _t: ['Entity', 'UniqueEntity', 'Domain'], Name: 'contoso.com' },
      { ...user, _id: userId, _t: ['Entity', 'UniqueEntity', 'User'] },
    );
    expect(rest.find(userId)).toEqual({
      ...unresolvedEntity(userId),
      kind: 'user',
      name: 'Jürgen Größmann',
      domain: 'contoso.com',
      samName: 'jgroessmann',
      sid,
      upn: 'juergen.groessmann@contoso.com',
      resolved: true,
    });
    expect(database.find(userId)).toEqual(rest.find(userId));
  });

  it('reads computers, groups and domains', () => {
    const entities = index(
      domain,
      {
        Id: 'c1',
        Type: 'Computer',
        SystemDisplayName: 'DC01',
        DnsName: 'dc01.contoso.com',
        IpAddress: '10.0.0.1',
        OperatingSystemDisplayName: 'Windows Server 2016',
        IsDomainController: true,
      },
      { Id: 'g1', Type: 'Group', SamName: 'Domain Admins', Sid: 'S-1-5-21-1-2-3-512' },
    );
    expect(entities.find('c1')).toMatchObject({
      kind: 'computer',
      name: 'DC01',
      dnsName: 'dc01.contoso.com',
      ipAddress: '10.0.0.1',
      operatingSystem: 'Windows Server 2016',
      domainController: true,
    });
    expect(entities.find('g1')).toMatchObject({ kind: 'group', name: 'Domain Admins' });
    expect(entities.find(domainId)).toMatchObject({ kind: 'domain', name: 'Contoso' });
    expect(entities.domainControllers.map(({ id }) => id)).toEqual(['c1']);
  });

  it('reads which kind of domain controller a computer is, as far as a source tells', () => {
    const known = { Id: 'c1', Type: 'Computer', IsDomainController: true };
    const roles = (value: Plain) => index({ ...known, DomainController: value }).find('c1');
    expect(roles({ IsReadOnly: true, IsGlobalCatalog: false, IsPrimary: false })).toMatchObject({
      readOnly: true,
      globalCatalog: false,
      primary: false,
    });
    for (const value of [null, 'yes', {}, { IsReadOnly: 'yes' }])
      expect(Object.keys(roles(value))).not.toContain('readOnly');
    const other = { ...known, DomainController: { IsReadOnly: true } };
    const completed = index(known, other);
    expect([completed.find('c1').readOnly, completed.isContradictory('c1')]).toEqual([true, false]);
    const contradicted = index({ ...known, DomainController: { IsReadOnly: false } }, other);
    expect(contradicted.isContradictory('c1')).toBe(true);
  });

  it('takes the domain from the distinguished name where the domain itself is not there', () => {
    const entities = index(
      { ...user, Id: 'a', Type: 'User', DistinguishedName: 'CN=x\\,DC=evil,OU=y,DC=fabrikam,DC=net' },
      { ...user, Id: 'b', Type: 'User', DistinguishedName: 'CN=x' },
    );
    expect(entities.find('a').domain).toBe('fabrikam.net');
    expect(entities.find('b').domain).toBeNull();
  });

  it('marks what is deleted', () => {
    expect(index({ ...user, Id: userId, Type: 'User', IsDeleted: true }).find(userId).deleted).toBe(true);
    expect(index({ ...user, Id: userId, Type: 'User', IsDeleted: 'yes' }).find(userId).deleted).toBe(false);
  });

  it('puts together what several documents of one id say, in any order', () => {
    const full = { Id: userId, Type: 'User', SamName: 'anna', Sid: 'S-1-5-21-1-2-3-1' };
    const sparse = { Id: userId, Type: 'User', UpnName: 'anna@contoso.com', IsDeleted: true };
    for (const entities of [index(full, sparse), index(sparse, full)]) {
      expect(entities.find(userId)).toMatchObject({
        samName: 'anna',
        sid: 'S-1-5-21-1-2-3-1',
        upn: 'anna@contoso.com',
        deleted: true,
      });
      expect(entities.isContradictory(userId)).toBe(false);
    }
  });

  it('tells where they contradict each other, and lets the order decide nothing', () => {
    const old = { Id: userId, Type: 'User', SamName: 'old', Sid: 'S-1-5-21-1-2-3-1' };
    const other = { Id: userId, Type: 'User', SamName: 'new', Sid: 'S-1-5-21-1-2-3-2' };
    const [first, second] = [index(old, other), index(other, old)];
    expect(first.find(userId)).toEqual(second.find(userId));
    expect([first.isContradictory(userId), second.isContradictory(userId)]).toEqual([true, true]);
  });

  it('passes over documents that have no id', () => {
    expect(index({ Type: 'User', SamName: 'x' }, { Id: 7, Type: 'User' }).domainControllers).toEqual([]);
  });

  it('takes credentials out of names and ids', () => {
    const entities = index({
      Id: 'ftp://u:CANARY@h',
      Type: 'User',
      SystemDisplayName: 'x Password=CANARY',
      DomainId: 'y',
    });
    const found = entities.find('ftp://[redacted]@h');
    expect(found.name).toBe('x Password=[redacted]');
    expect(JSON.stringify(found)).not.toContain('CANARY');
  });
});

describe('find', () => {
  it('takes GUIDs in upper case, and answers with the id that was asked for', () => {
    const found = index({ ...user, Id: userId, Type: 'User' }).find(userId.toUpperCase());
    expect(found).toMatchObject({ id: userId.toUpperCase(), samName: 'jgroessmann', resolved: true });
  });

  it('takes the SIDs of ATA 1.7 and earlier', () => {
    const entities = index({ ...user, Id: userId, Type: 'User' });
    expect(entities.find(sid)).toMatchObject({ id: sid, samName: 'jgroessmann', resolved: true });
    expect(entities.find('S-1-5-21-9')).toEqual({ ...unresolvedEntity('S-1-5-21-9'), sid: 'S-1-5-21-9' });
  });

  it('takes SIDs in any case', () => {
    const entities = index({ ...user, Id: userId, Type: 'User', Sid: sid.toLowerCase() });
    expect(entities.find(sid)).toMatchObject({ id: sid, sid, samName: 'jgroessmann' });
    expect(entities.find(sid.toLowerCase())).toMatchObject({ id: sid.toLowerCase(), sid, resolved: true });
    expect(entities.idOfSid(sid)).toBe(userId);
    expect(entities.find('s-1-5-21-9')).toMatchObject({ resolved: false, sid: 'S-1-5-21-9' });
  });

  it('tells the domains of several forests apart', () => {
    const other = '7c1f0a52-9d0e-4f3c-8a35-6f0a9f4b7d11';
    const entities = index(
      domain,
      { Id: other, Type: 'Domain', DnsName: 'fabrikam.net' },
      { Id: 'a', Type: 'User', SamName: 'svc', DomainId: domainId, Sid: 'S-1-5-21-1-2-3-5' },
      { Id: 'b', Type: 'User', SamName: 'svc', DomainId: other, Sid: 'S-1-5-21-7-8-9-5' },
      { Id: 'c', Type: 'User', SamName: 'svc', DistinguishedName: 'CN=svc,DC=emea,DC=contoso,DC=com' },
    );
    expect(['a', 'b', 'c'].map((id) => entities.find(id).domain)).toEqual([
      'contoso.com',
      'fabrikam.net',
      'emea.contoso.com',
    ]);
    expect(entities.find('S-1-5-21-7-8-9-5').domain).toBe('fabrikam.net');
  });

  it.each([
    ['computer 10.1.2.7', { kind: 'ip-address', name: '10.1.2.7', ipAddress: '10.1.2.7' }],
    ['computer fd12:3456::1', { kind: 'ip-address', name: 'fd12:3456::1', ipAddress: 'fd12:3456::1' }],
    [
      'computer  scan03.contoso.com',
      { kind: 'computer', name: 'scan03.contoso.com', dnsName: 'scan03.contoso.com', domain: null },
    ],
    [
      'computer contoso.com SCAN03',
      { kind: 'computer', name: 'SCAN03', dnsName: 'SCAN03', domain: 'contoso.com' },
    ],
  ])('reads the pseudo id %j', (id, expected) => {
    expect(index().find(id)).toEqual({ ...unresolvedEntity(id), resolved: true, ...expected });
  });

  it.each([
    '',
    'computer',
    'computer ',
    'computer  ',
    'computer a b c',
    'CON',
    '__proto__',
    'constructor',
    'toString',
    '\ud800',
  ])('does not resolve %j', (id) => {
    expect(index().find(id)).toEqual(unresolvedEntity(id));
  });
});

describe('the entities of a snapshot', () => {
  it('are those that settings name and every domain controller, sorted, each once', async () => {
    const { snapshot, context } = await snapshotOf(
      centerWith({
        DnsReconnaissanceDetectorConfiguration: {
          ExcludedSourceComputerIds: ['computer 10.9.8.7', userId.toUpperCase()],
          ExcludedSubnets: ['10.0.0.0/8'],
        },
        GoldenTicketDetectorConfiguration: { ExcludedSourceAccountIds: [userId] },
        UniqueEntityProcessorConfiguration: {
          HoneytokenAccountIds: [userId],
          SensitiveAccountIds: ['unknown'],
          SensitiveGroupIds: [sid],
        },
      }),
      domain,
      { ...user, Id: userId, Type: 'User' },
      { Id: 'c1', Type: 'Computer', IsDomainController: true },
      { Id: 'c2', Type: 'Computer' },
    );
    expect(snapshot.entities.map(({ id, resolved }) => [id, resolved])).toEqual([
      [userId.toUpperCase(), true],
      [userId, true],
      [sid, true],
      ['c1', true],
      ['computer 10.9.8.7', true],
      ['unknown', false],
    ]);
    expect(context.entity(userId.toUpperCase()).samName).toBe('jgroessmann');
  });
});
