import { describe, expect, test } from 'vitest';
import { domainControllerWith, gatewayWith } from '../../test/support/gateways.js';
import { snapshotOfDeployment } from '../../test/support/loading.js';
import { centerWith, type Plain, snapshotOf } from '../../test/support/snapshots.js';
import { domainControllers } from './domain-controllers.js';

type Document = { readonly [key: string]: Plain };

const dc1 = domainControllerWith('dc1.contoso.com', 'Windows Server 2019 Standard');
const dc2 = domainControllerWith('dc2.contoso.com', null);

function listing(...names: string[]): { [section: string]: Plain } {
  return { DirectoryServicesClientConfiguration: { DomainControllerDnsNames: names } };
}

/** `key: watch (watchers; may be watched by)` of each. */
async function shown(...documents: Document[]): Promise<string[]> {
  const { snapshot } = await snapshotOf(...documents);
  return domainControllers(snapshot).map(({ key, watch, watchers, mayBeWatchedBy }) =>
    [
      `${key}: ${watch}`,
      ...watchers.map(({ name, stopped }) => (stopped ? `${name} stopped` : name)),
      ...mayBeWatchedBy.map(({ name }) => `${name}?`),
    ].join(' '),
  );
}

const lightweight = { IsLightweightGateway: true };
const ordinary = { IsLightweightGateway: false };
const stopped = { ServiceStatus: 'Stopped' };

describe('who watches a domain controller', () => {
  test.each<[string, Document[], string[]]>([
    ['no gateway is in the sources', [dc1, centerWith()], ['dc1.contoso.com: unknown']],
    [
      'the Lightweight Gateway on it, and nobody the other one',
      [dc1, dc2, gatewayWith('DC1', lightweight)],
      ['dc1.contoso.com: watched DC1', 'dc2.contoso.com: not-watched'],
    ],
    [
      'a gateway whose list names it, in any letter case, once',
      [dc1, dc2, gatewayWith('GW', ordinary, listing('DC1.contoso.com', 'dc1.contoso.com', 'dc2'))],
      ['dc1.contoso.com: watched GW', 'dc2.contoso.com: watched GW'],
    ],
    [
      'a gateway that names one domain controller twice, once',
      [gatewayWith('GW', ordinary, listing('dc7.contoso.com', 'DC7'))],
      ['dc7.contoso.com: watched GW'],
    ],
    [
      'a gateway that names it by its security identifier, or by the id that ATA has for it',
      [
        { ...dc1, Sid: 'S-1-5-21-1-2-3-1000' },
        dc2,
        gatewayWith('GW', ordinary, listing('S-1-5-21-1-2-3-1000', 'ENTITY-dc2.contoso.com')),
      ],
      ['dc1.contoso.com: watched GW', 'dc2.contoso.com: watched GW'],
    ],
    [
      'two gateways, the running one first',
      [
        dc1,
        gatewayWith('GWA', { ...ordinary, ...stopped }, listing('dc1.contoso.com')),
        gatewayWith('GWB', ordinary, listing('dc1.contoso.com')),
      ],
      ['dc1.contoso.com: watched GWB GWA stopped'],
    ],
    [
      'a gateway that failed to start',
      [dc1, gatewayWith('DC1', { ...lightweight, Status: 'StartFailure' })],
      ['dc1.contoso.com: stopped DC1 stopped'],
    ],
    [
      'perhaps a gateway whose list has blanks only',
      [dc1, gatewayWith('GW', ordinary, listing('', ' '))],
      ['dc1.contoso.com: unknown GW?'],
    ],
    [
      'perhaps a gateway without a list',
      [dc1, gatewayWith('GW', ordinary)],
      ['dc1.contoso.com: unknown GW?'],
    ],
    [
      'not now a gateway without a list that is stopped',
      [dc1, gatewayWith('GW', { ...ordinary, ...stopped })],
      ['dc1.contoso.com: not-watched GW?'],
    ],
    [
      'machines that no source knows as domain controllers',
      [
        dc1,
        gatewayWith('DC9', lightweight),
        gatewayWith('GW', ordinary, listing('dc1.contoso.com', 'dc8.contoso.com')),
      ],
      ['dc9: watched DC9', 'dc1.contoso.com: watched GW', 'dc8.contoso.com: watched GW'],
    ],
    [
      'one machine of a full and a short name, though no source knows it',
      [gatewayWith('DC9', lightweight), gatewayWith('GW', ordinary, listing('dc9.contoso.com'))],
      ['dc9.contoso.com: watched DC9 GW'],
    ],
    [
      'a Lightweight Gateway only its own server, whatever else its list names',
      [dc1, dc2, gatewayWith('DC1', lightweight, listing('dc2.contoso.com', 'dc1.contoso.com'))],
      ['dc1.contoso.com: watched DC1', 'dc2.contoso.com: not-watched'],
    ],
    [
      'one of two that a short name fits',
      [
        dc1,
        domainControllerWith('dc1.fabrikam.net', null),
        gatewayWith('DC1', lightweight),
        gatewayWith('GW', ordinary, listing('dc1.fabrikam.net')),
      ],
      ['dc1.contoso.com: unknown DC1?', 'dc1.fabrikam.net: watched GW DC1?'],
    ],
    [
      'the living one of two computers of one name',
      [
        { ...dc1, Id: 'new' },
        { ...dc1, Id: 'old', IsDeleted: true },
        gatewayWith('GW', ordinary, listing('dc1.contoso.com')),
      ],
      ['new: watched GW', 'old: not-watched'],
    ],
  ])('%s', async (_, documents, expected) => {
    const found = await shown(...documents);
    expect(found.sort()).toEqual([...expected].sort());
  });
});

test('one computer that settings name by id and by SID is one domain controller', async () => {
  const sid = 'S-1-5-21-1-2-3-1000';
  const { snapshot } = await snapshotOf(
    { ...dc1, Sid: sid },
    {
      Configuration: { DnsReconnaissanceDetectorConfiguration: { ExcludedSourceComputerIds: [sid] } },
      Id: 'center',
      Type: 'CenterSystemProfile',
    },
  );
  expect(snapshot.entities.filter(({ domainController }) => domainController)).toHaveLength(2);
  expect(domainControllers(snapshot).map(({ name }) => name)).toEqual(['dc1.contoso.com']);
});

test('what ATA knows of a domain controller, and null for what no source tells', async () => {
  const { snapshot } = await snapshotOf(
    centerWith(),
    { ...dc1, DomainController: { IsGlobalCatalog: false, IsPrimary: false, IsReadOnly: true } },
    { ...dc2, IsDeleted: true, DistinguishedName: 'CN=DC2,OU=Domain Controllers,DC=contoso,DC=com' },
  );
  expect(domainControllers(snapshot)).toMatchObject([
    {
      name: 'dc1.contoso.com',
      operatingSystem: 'Windows Server 2019 Standard',
      readOnly: true,
      globalCatalog: false,
    },
    { domain: 'contoso.com', operatingSystem: null, readOnly: null, globalCatalog: null, deleted: true },
  ]);
});

test('domain controllers that something else tells of come into the list, each once', async () => {
  const { snapshot } = await snapshotOf(dc1, gatewayWith('DC7', lightweight));
  const others = ['DC1.contoso.com', 'dc7.contoso.com', 'dc8.fabrikam.net'];
  expect(domainControllers(snapshot, others).map(({ name, watch }) => `${name} ${watch}`)).toEqual([
    'dc1.contoso.com not-watched',
    'dc7.contoso.com watched',
    'dc8.fabrikam.net not-watched',
  ]);
});

test('every one of the invented deployment is found, by domain and name', async () => {
  const found = domainControllers(await snapshotOfDeployment('contoso'));
  expect(found.map(({ domain, name }) => `${domain} ${name}`)).toContain(
    'fabrikam.net fab-dc02.fabrikam.net',
  );
  expect(found.map(({ domain }) => domain)).toEqual(found.map(({ domain }) => domain).sort());
});

test('one of which only the security identifier is known goes by that, which Active Directory can look up', async () => {
  const sid = 'S-1-5-21-1-2-3-1003';
  const nameless = {
    Id: 'c0000000-0000-4000-8000-000000000003',
    Sid: sid,
    IsDomainController: true,
    Type: 'Computer',
  };
  const { snapshot } = await snapshotOf(centerWith(), nameless);
  expect(domainControllers(snapshot).map(({ name }) => name)).toEqual([sid]);
});
