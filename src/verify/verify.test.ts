import { describe, expect, test } from 'vitest';
import { deploymentFiles, snapshotOfDeployment } from '../../test/support/loading.js';
import {
  filesOf,
  graphList,
  harText,
  type ObservedFile,
  perfectMdi,
} from '../../test/support/perfect-mdi.js';
import { resultOf, verified } from '../../test/support/verifying.js';
import { translate } from '../plan/translate.js';
import type { Progress, Status } from '../writers/progress.js';
import { hasShortcomings } from './verify.js';

const plan = translate(await snapshotOfDeployment('contoso'));
const all = perfectMdi(plan);

/** One answer of the portal as a file. */
function portal(url: string, content: Parameters<typeof harText>[0][number]['content']): ObservedFile {
  return { name: 'portal.har', text: harText([{ url, content }]) };
}

function exclusions(rule: string, ...value: Readonly<Record<string, string>>[]): ObservedFile {
  return portal(`aatp/odata/ExclusionEntityDatas/${rule}`, { value });
}

function sensors(...value: Readonly<Record<string, string>>[]): ObservedFile {
  return { name: 'sensors.json', text: graphList('security/identities/sensors', value) };
}

function idOf(part: string): string {
  const item = plan.items.find(({ id }) => id.includes(part));
  if (item === undefined) throw new Error(`no item ${part}`);
  return item.id;
}

const dnsAddress = idOf('DnsReconnaissance/address/10.9.8.7/');
const remoteMgmt = plan.items.filter(
  ({ id, title }) => id.includes('RemoteExecution/entity') && /mgmt01/.test(title),
);
const mgmtIds = remoteMgmt.filter(({ id }) => id.endsWith('/2019')).map(({ id }) => id);

test('nothing given: everything cannot be checked, and nothing is missing', () => {
  const { summary, items, exports } = verified(plan, []);
  expect(summary).toMatchObject({ missing: 0, different: 0, replicated: 0, attested: 0 });
  expect(summary['cannot-check']).toBe(items.length);
  for (const { id, export: key } of items)
    expect(
      exports.map((one) => one.key),
      id,
    ).toContain(key);
  expect(exports.reduce((sum, one) => sum + one.items, 0)).toBe(items.length);
});

test('every item of the plan is either compared or counted', () => {
  const { items, notCompared } = verified(plan, []);
  expect(items.length + Object.values(notCompared).reduce((sum, count) => sum + count, 0)).toBe(
    plan.items.length,
  );
});

describe('exclusions', () => {
  test.each<[string, string, ObservedFile]>([
    ['replicated', 'the same address', exclusions('DnsReconnaissanceSecurityAlert', { Name: '10.9.8.7/32' })],
    [
      'replicated',
      'by the name of the rule',
      exclusions('Network-mapping%20reconnaissance%20(DNS)', { Subnet: '10.9.8.7' }),
    ],
    ['missing', 'an empty list', exclusions('DnsReconnaissanceSecurityAlert')],
    ['different', 'a wider subnet', exclusions('DnsReconnaissanceSecurityAlert', { Name: '10.9.0.0/16' })],
    ['different', 'globally', exclusions('Global', { Name: '10.9.8.7' })],
    [
      'cannot-check',
      'only another rule',
      exclusions('SamrReconnaissanceSecurityAlert', { Name: '10.9.8.7' }),
    ],
    ['cannot-check', 'internal ids', exclusions('DnsReconnaissanceSecurityAlert', { Id: '4711' })],
    [
      'cannot-check',
      'another kind of entity',
      portal(
        "aatp/odata/ExclusionEntityDatas/DnsReconnaissanceSecurityAlert?$filter=ExclusionType eq 'Computer'",
        {
          value: [],
        },
      ),
    ],
    [
      'cannot-check',
      'the first page',
      portal('aatp/odata/ExclusionEntityDatas/DnsReconnaissanceSecurityAlert?$top=20&$skip=0', {
        '@odata.count': 21,
        value: [{ Name: '10.1.1.1' }],
      }),
    ],
  ])('%s: %s', (result, _, file) => {
    expect(resultOf(verified(plan, [file]), dnsAddress).result).toBe(result);
  });

  test('both values are told', () => {
    const file = exclusions('DnsReconnaissanceSecurityAlert', { Name: '10.9.0.0/16' });
    expect(resultOf(verified(plan, [file]), dnsAddress).differences).toEqual([
      { field: 'IP addresses', planned: '10.9.8.7', observed: '10.9.0.0/16' },
    ]);
  });

  test('two servers of one short name are not mistaken for each other', () => {
    expect(mgmtIds.length).toBe(2);
    const [contoso = '', fabrikam = ''] = mgmtIds;
    const one = verified(plan, [
      exclusions('RemoteExecutionSecurityAlert', { DnsName: 'mgmt01.contoso.com' }),
    ]);
    const results = [resultOf(one, contoso), resultOf(one, fabrikam)].map(({ result }) => result).sort();
    expect(results).toEqual(['missing', 'replicated']);
    const short = verified(plan, [exclusions('RemoteExecutionSecurityAlert', { Name: 'MGMT01' })]);
    for (const id of mgmtIds) expect(resultOf(short, id).result).toBe('cannot-check');
    const both = verified(plan, [
      exclusions(
        'RemoteExecutionSecurityAlert',
        { Name: 'MGMT01', Domain: 'CONTOSO' },
        { Name: 'FABRIKAM\\MGMT01$' },
      ),
    ]);
    for (const id of mgmtIds) expect(resultOf(both, id).result).toBe('replicated');
  });

  test('the same name with another security identifier is another object', () => {
    const id = idOf('GoldenTicket/entity/f0a13024-9600-4e7f-ae95-034ce2091e6e/2022');
    const file = exclusions('GoldenTicketSecurityAlert', {
      Upn: 'svc-dirsync@contoso.com',
      Sid: 'S-1-5-21-3311556432-1947260173-2840119635-9999',
    });
    expect(resultOf(verified(plan, [file]), id)).toMatchObject({
      result: 'different',
      differences: [{ field: 'Security identifier' }],
    });
  });

  test('a table that does not name a rule says nothing of it', () => {
    const text = 'Detection rule,Type,Name\r\nRemote code execution attempt,Device,mgmt01.contoso.com\r\n';
    const verification = verified(plan, [{ name: 'exclusions.csv', text }]);
    expect(resultOf(verification, dnsAddress).result).toBe('cannot-check');
    expect(mgmtIds.map((id) => resultOf(verification, id).result).sort()).toEqual(['missing', 'replicated']);
  });

  test('what nobody asked for is told, once', () => {
    const file = exclusions('DnsReconnaissanceSecurityAlert', { Name: '10.9.8.7' }, { Name: '172.16.0.1' });
    expect(verified(plan, [file]).extra.map(({ title }) => title)).toEqual([
      '172.16.0.1 is excluded from Network-mapping reconnaissance (DNS)',
    ]);
  });
});

describe('the word of a person', () => {
  function word(status: Status): ReadonlyMap<string, Progress> {
    const progress = { status, owner: 'Eva', decision: '', doneOn: '2026-10-01', notes: '' };
    return new Map([[dnsAddress, progress]]);
  }
  const there = exclusions('DnsReconnaissanceSecurityAlert', { Name: '10.9.8.7' });
  const gone = exclusions('DnsReconnaissanceSecurityAlert');

  test.each<[Status, string, ObservedFile[], boolean]>([
    ['Done', 'attested', [], false],
    ['Done', 'replicated', [there], false],
    ['Done', 'missing', [gone], true],
    ['Not needed', 'attested', [], false],
    ['Not needed', 'attested', [gone], false],
    ['Not needed', 'replicated', [there], true],
    ['In progress', 'cannot-check', [], false],
    ['Blocked', 'missing', [gone], false],
  ])('%s: %s', (status, result, files, isContradicted) => {
    const item = resultOf(verified(plan, files, { attestations: word(status) }), dnsAddress);
    expect(item.result).toBe(result);
    expect(item.notes.some((note) => note.startsWith('The worksheet says'))).toBe(isContradicted);
    expect(item.attestation?.owner ?? null).toBe(status === 'Done' || status === 'Not needed' ? 'Eva' : null);
  });
});

describe('sensors', () => {
  const replaced = idOf('gateways/5f7c269d257c4a5fb4980841/sensor');
  const dc01 = { displayName: 'DC01', domainName: 'contoso.com', sensorType: 'domainControllerIntegrated' };

  test.each<[string, string, Readonly<Record<string, string>>[]]>([
    ['replicated', 'there', [{ ...dc01, version: '2.1', serviceStatus: 'Running' }]],
    ['replicated', 'there, with its short name only', [{ ...dc01, domainName: '', version: '2.1' }]],
    ['different', 'stopped', [{ ...dc01, version: '2.1', serviceStatus: 'stopped' }]],
    ['different', 'never configured', [{ ...dc01, version: '2.1', deploymentStatus: 'notConfigured' }]],
    ['missing', 'of another domain', [{ ...dc01, domainName: 'fabrikam.net', version: '2.1' }]],
    ['missing', 'not there', []],
  ])('%s: %s', (result, _, value) => {
    expect(resultOf(verified(plan, [sensors(...value)]), replaced).result).toBe(result);
  });

  test('syslog and VPN need a sensor v2.x', () => {
    const id = 'gateways/sensor-versions';
    const three = sensors({ ...dc01, version: '3.0.8' });
    expect(resultOf(verified(plan, [three]), id).result).toBe('different');
    expect(resultOf(verified(plan, [sensors({ ...dc01, version: '2.255' })]), id).result).toBe('replicated');
  });

  test('a list of the portal shows no descriptions', () => {
    const text =
      'Sensor,Type,Domain,Service status,Sensor status,Version\r\nDC01,Domain controller,contoso.com,Running,Up to date,2.255\r\n';
    const verification = verified(plan, [{ name: 'sensors.csv', text }]);
    expect(resultOf(verification, replaced).result).toBe('replicated');
    expect(resultOf(verification, idOf('5f7c269d257c4a5fb4980841/description'))).toMatchObject({
      result: 'cannot-check',
      export: 'sensors',
    });
  });
});

describe('directory service account', () => {
  const id = idOf('directory-services/account/');
  const url = 'aatp/odata/directoryServices?$count=true&$top=20&$skip=0';
  function account(
    AccountName: string,
    DomainDnsName: string,
    IsGroupManagedServiceAccount: boolean,
  ): ObservedFile {
    return portal(url, {
      '@odata.count': 1,
      value: [{ AccountName, DomainDnsName, IsGroupManagedServiceAccount }],
    });
  }
  test.each<[string, string, ObservedFile[]]>([
    ['replicated', 'the same', [account('CONTOSO\\SVC-ATA', 'contoso.com', false)]],
    ['replicated', 'a managed one instead', [account('mdi$', 'CONTOSO.COM', true)]],
    ['different', 'of another domain', [account('mdi$', 'fabrikam.net', true)]],
    ['missing', 'none', [portal(url, { '@odata.count': 0, value: [] })]],
    [
      'replicated',
      'none, and all sensors are v3.x',
      [
        portal(url, { '@odata.count': 0, value: [] }),
        sensors({ displayName: 'DC01', domainName: 'contoso.com', sensorType: 'x', version: '3.1' }),
      ],
    ],
  ])('%s: %s', (result, _, files) => {
    expect(resultOf(verified(plan, files), id).result).toBe(result);
  });
});

describe('syslog', () => {
  const id = idOf('syslog/server');
  const url = 'aatp/api/workspace/configuration/syslog';
  test.each<[string, string, Parameters<typeof portal>[1]]>([
    ['missing', 'off', { IsEnabled: false }],
    ['cannot-check', 'names that nobody knows', { foo: 1, bar: { baz: 2 } }],
    [
      'replicated',
      'the same',
      {
        IsEnabled: true,
        ServerEndpoint: { Address: 'SIEM.contoso.com', Port: 6514 },
        ServerTransport: 'Tls',
        Serializer: 'Rfc5424',
      },
    ],
    [
      'different',
      'another format',
      { IsEnabled: true, ServerEndpoint: { Address: 'siem.contoso.com', Port: 6514 }, Serializer: 'Rfc3164' },
    ],
  ])('%s: %s', (result, _, content) => {
    const item = resultOf(verified(plan, [portal(url, content)]), id);
    expect(item.result).toBe(result);
    expect(item.presumed).toBe(true);
  });
});

describe('health issues', () => {
  function issue(over: Readonly<Record<string, string | string[]>>) {
    return {
      displayName: 'Sensor stopped communicating',
      healthIssueType: 'Sensor',
      issueTypeId: '1',
      severity: 'Medium',
      status: 'open',
      createdDateTime: '2026-10-01T00:00:00Z',
      domainNames: ['contoso.com'],
      sensorDNSNames: ['DC01.contoso.com'],
      ...over,
    };
  }
  function health(...value: ReturnType<typeof issue>[]): ObservedFile {
    return { name: 'health.json', text: graphList('security/identities/healthIssues', value) };
  }

  test('repeats are one issue, in its newest state, whatever the case of its words', () => {
    const { healthIssues } = verified(plan, [
      health(
        issue({}),
        issue({
          status: 'Closed',
          createdDateTime: '2026-10-03T00:00:00Z',
          sensorDNSNames: ['dc01.CONTOSO.com'],
        }),
        issue({ createdDateTime: '2026-10-02T00:00:00Z' }),
      ),
    ]);
    expect(healthIssues).toMatchObject([{ status: 'closed', severity: 'medium', repeats: 2 }]);
  });

  test('endangers the items of its sensor, and those that it is about', () => {
    const verification = verified(plan, [
      health(issue({}), issue({ displayName: 'NTLM Auditing is not configured', sensorDNSNames: [] })),
    ]);
    const [audit, stopped] = verification.healthIssues;
    expect(audit).toMatchObject({ knownAs: 'NTLM Auditing is not enabled' });
    expect(audit?.items).toContain('event-collection/windows-auditing');
    expect(stopped?.items).toContain(idOf('gateways/5f7c269d257c4a5fb4980841/sensor'));
    expect(resultOf(verification, 'center/validate').result).toBe('different');
  });

  test('no answer is not the same as no issue', () => {
    const failed = `{"error":{"code":"x","message":"y"}}${graphList('security/identities/sensors', [])}`;
    const paged = {
      name: 'health.json',
      text: graphList('security/identities/healthIssues', []).replace(
        '"value"',
        '"@odata.nextLink":"https://graph.microsoft.com/x?$skip=100","value"',
      ),
    };
    for (const files of [[], [{ name: 'failed.json', text: failed }], [paged]])
      expect(resultOf(verified(plan, files), 'center/validate').result).toBe('cannot-check');
    expect(resultOf(verified(plan, [health()]), 'center/validate').result).toBe('replicated');
  });
});

test('a tag found by advanced hunting is there; one that is not, with a word of caution, is missing', () => {
  const row = {
    Sid: 'S-1-5-21-3311556432-1947260173-2840119635-3302',
    AccountUpn: 'x@y.test',
    DisplayName: 'D',
    Tags: ['Honeytoken'],
  };
  const verification = verified(plan, [
    { name: 'tags.json', text: JSON.stringify({ schema: [], results: [row] }) },
  ]);
  expect(resultOf(verification, 'honeytokens/55248e73-64b0-4123-a089-b51707f10463').result).toBe(
    'replicated',
  );
  const other = resultOf(verification, 'honeytokens/67b72edc-9c2c-4845-abda-19f4a6d95c1f');
  expect(other.result).toBe('missing');
  expect(other.notes.join()).toContain('advanced hunting');
  // Groups cannot be seen that way.
  expect(resultOf(verification, 'sensitive-entities/680ce7b5-dfe0-41d8-aff0-0ccdda0fe4a2').result).toBe(
    'cannot-check',
  );
});

test('a sensor is extra only where ATA knows no such domain controller', () => {
  const unwatched = plan.domainControllers?.find(({ watchedBy }) => watchedBy.length === 0);
  const [host = '', ...domain] = (unwatched?.name ?? '').split('.');
  const own = {
    displayName: host.toUpperCase(),
    domainName: domain.join('.'),
    sensorType: 'x',
    version: '2',
  };
  const { extra } = verified(plan, [sensors(own, { ...own, displayName: 'ADFS01' })]);
  expect(extra.map(({ title }) => title)).toEqual([`Sensor ADFS01 of ${domain.join('.')}`]);
});

test('settings that nobody planned are extra', async () => {
  const { defaults } = deploymentFiles;
  expect(defaults.length).toBeGreaterThan(0);
  const empty = translate(await snapshotOfDeployment('defaults'));
  const verification = verified(empty, [
    portal('aatp/api/mtp/vpnConfiguration/', { IsRadiusEventListenerEnabled: true }),
    portal('aatp/api/workspace/configuration/syslog', { IsEnabled: true, Endpoint: 'siem' }),
  ]);
  expect(verification.extra.map(({ area }) => area)).toEqual(['syslog', 'vpn']);
});

test('the same plan and files give the same verification, whatever the order of the files', () => {
  const files = filesOf(plan, all);
  const [one, other] = [verified(plan, files), verified(plan, [...files].reverse())];
  expect(one.items).toEqual(other.items);
  expect(hasShortcomings(one)).toBe(false);
});
