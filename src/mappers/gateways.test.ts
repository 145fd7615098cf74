import { describe, expect, it } from 'vitest';
import { domainControllerWith, gatewayWith } from '../../test/support/gateways.js';
import { mapped } from '../../test/support/mapped.js';
import { centerWith, type Plain } from '../../test/support/snapshots.js';
import { documentationLink } from '../catalogue/links.js';
import type { Item } from '../types/migration-plan.js';
import { gatewaysMapper } from './gateways.js';

const main = 'gateways/id-of-DC01/sensor';
const versions = 'gateways/sensor-versions';
const lightweight = { IsLightweightGateway: true };

function gateways(...documents: readonly { readonly [key: string]: Plain }[]): ReturnType<typeof mapped> {
  return mapped(gatewaysMapper, ...documents);
}

function watching(...names: readonly string[]): { readonly [section: string]: Plain } {
  return { DirectoryServicesClientConfiguration: { DomainControllerDnsNames: names } };
}

function capturing(...adapters: readonly Plain[]): { readonly [section: string]: Plain } {
  return { NetworkListenerConfiguration: { CaptureNetworkAdapters: adapters } };
}

function hasNote(item: Item, part: string): boolean {
  return item.notes.some((note) => note.includes(part));
}

describe('the mapper of Gateways', () => {
  it('replaces a Lightweight Gateway on the same server, its kind being presumed', async () => {
    const { item, items, unclaimed } = await gateways(
      gatewayWith('DC01', { ...lightweight, Version: '1.9.7576.49398', ServiceStatus: 'Running' }),
    );
    expect(unclaimed).toEqual([]);
    expect(items.map(({ id }) => id)).toEqual([versions, main]);
    const found = item(main, 'manual');
    expect(found.reason.code).toBe('lightweight-gateway-to-sensor');
    expect(found.title).toBe('Replace the ATA Lightweight Gateway on DC01 by a Defender for Identity sensor');
    expect(found.source.value).toEqual({
      Name: 'DC01',
      Kind: 'Lightweight Gateway',
      Version: '1.9.3 (1.9.7576.49398), support ended 2026-01-13',
      'Service status': 'Running',
    });
    expect(found.steps[0]).toBe(
      'On DC01, uninstall the ATA Lightweight Gateway. Leave the ATA Center in place until every ATA Gateway is gone.',
    );
    expect(found.target).toMatchObject({ setting: 'Sensor management', certainty: 'inferred' });
    expect(found.target.values).toEqual([
      { field: 'Sensor', value: expect.stringContaining('v2.x or v3.x, as decided in') },
    ]);
    expect(hasNote(found, 'presumed: its kind')).toBe(true);
    expect(hasNote(found, 'presumed: which domain controllers')).toBe(false);
    expect(hasNote(found, 'ATA says that')).toBe(false);
  });

  it('takes of the domain controllers of a Lightweight Gateway the one that it runs on', async () => {
    const { item } = await gateways(
      gatewayWith('DC02', lightweight, watching('dc01.contoso.com', 'dc02.contoso.com')),
    );
    const found = item('gateways/id-of-DC02/sensor', 'manual');
    expect(found.steps.join(' ')).toContain(': dc02.contoso.com');
    expect(found.steps.join(' ')).not.toContain('dc01.contoso.com');
    expect(hasNote(found, 'presumed: which domain controllers')).toBe(true);
  });

  it('does not take the domain controllers of a Lightweight Gateway without a name for its own', async () => {
    const { item } = await gateways(gatewayWith('', lightweight, watching('dc01.contoso.com')));
    expect(item('gateways/id-of-/sensor', 'manual').title).toContain('on id-of- by');
  });

  it('takes a Gateway on a domain controller for a Lightweight Gateway', async () => {
    const { item } = await gateways(
      gatewayWith('DC01'),
      domainControllerWith('dc01.contoso.com', 'Windows Server 2019 Standard'),
    );
    const found = item(main, 'manual');
    expect(found.entities.map(({ dnsName }) => dnsName)).toEqual(['dc01.contoso.com']);
    expect(hasNote(found, 'it runs on a domain controller')).toBe(true);
  });

  it.each([
    {
      os: 'Windows Server 2019 Standard',
      setting: 'Sensor management',
      note: 'as Windows Server 2019 Standard',
    },
    {
      os: 'Windows Server 2016 Standard',
      setting: 'Install a sensor v2.x',
      note: 'need Windows Server 2019',
    },
    { os: 'something else', setting: 'Sensor management', note: 'the sources do not tell' },
    { os: null, setting: 'Sensor management', note: 'the sources do not tell' },
  ])('leaves the version of the sensor open where the system does: $os', async ({ os, setting, note }) => {
    const { item } = await gateways(
      centerWith({ SyslogClientConfiguration: { IsEnabled: true } }),
      gatewayWith('DC01', lightweight, watching('dc01.contoso.com')),
      domainControllerWith('dc01.contoso.com', os),
    );
    const found = item(main, 'manual');
    expect(found.target.setting).toBe(setting);
    expect(hasNote(found, note), found.notes.join('\n')).toBe(true);
    expect(found.steps.join(' ')).toContain('dc01.contoso.com');
    expect(hasNote(found, 'ATA recorded the operating system of dc01.contoso.com as')).toBe(os !== null);
    expect(found.steps.filter((step) => step.startsWith('Upgrade'))).toEqual([]);
    expect(hasNote(found, 'do not tell for every server')).toBe(note === 'the sources do not tell');
    expect(hasNote(found, 'need Windows Server 2019')).toBe(setting !== 'Sensor management');
    expect(found.steps.join(' ').includes('Sensor v3.x')).toBe(setting === 'Sensor management');
    expect(found.docs.some(({ url }) => url === documentationLink('mdi-sensor-settings').url)).toBe(
      setting === 'Sensor management',
    );
    expect(found.target.values.map(({ field }) => field)).toEqual([
      setting === 'Sensor management' ? 'Sensor' : 'AccessKey',
    ]);
  });

  it('names both ways to a sensor where either version is possible', async () => {
    const { item } = await gateways(gatewayWith('DC01', lightweight));
    const { steps } = item(main, 'manual');
    expect(steps[1]).toBe('Look up the outcome of "Decide which servers keep a sensor v2.x" for: DC01');
    expect(steps.filter((step) => step.startsWith('Sensor v2.x: '))).toHaveLength(2);
    expect(steps.filter((step) => step.startsWith('Upgrade'))).toEqual([]);
    expect(steps.find((step) => step.startsWith('Sensor v2.x: open'))).toContain('copy the access key');
    expect(steps.at(-1)).toMatch(
      /choose Activate\. Or by Microsoft Graph: POST .*\/sensorCandidates\/activate/,
    );
  });

  it.each([
    { syslog: false, vpn: false, title: 'Decide which servers keep a sensor v2.x', advice: /^Sensors v3\.x/ },
    {
      syslog: true,
      vpn: false,
      title: 'Decide which servers keep a sensor v2.x: at least one server for syslog',
      advice: /^Keep sensors v2\.x on at least one server for syslog/,
    },
    {
      syslog: true,
      vpn: true,
      title:
        'Decide which servers keep a sensor v2.x: at least one server for syslog; the servers that the VPN devices send their accounting to',
      advice: /VPN devices/,
    },
  ])('asks once where sensors v2.x stay: $syslog, $vpn', async ({ syslog, vpn, title, advice }) => {
    const { item, items } = await gateways(
      centerWith({ SyslogClientConfiguration: { IsEnabled: syslog } }, { IsRadiusEventListenerEnabled: vpn }),
      gatewayWith('DC01', lightweight),
      gatewayWith('DC02', lightweight),
    );
    expect(items).toHaveLength(3);
    const found = item(versions, 'decision');
    expect(found).toMatchObject({ title, reason: { code: 'sensor-version-choice' } });
    expect(found.decision.advice).toMatch(advice);
    const costs = found.decision.options.map(({ cost }) => cost).join(' ');
    expect(costs).toContain('mail about health issues');
    expect(costs.includes('ATA uses it')).toBe(syslog || vpn);
    expect(found.decision.options[0]?.label).toMatch(
      syslog ? /v2\.x on the others and on at least one server/ : /v2\.x on the others$/,
    );
    expect(found.steps[0]).toContain('write down for each server which version it gets');
    expect(found.notes).toEqual([]);
    expect(found.target?.limits.some((limit) => limit.startsWith('Sensor v3.x: Windows Server 2019'))).toBe(
      true,
    );
  });

  it.each([
    { alerts: false, health: false, title: 'Decide which servers keep a sensor v2.x' },
    {
      alerts: true,
      health: false,
      title: 'Decide which servers keep a sensor v2.x: at least one server for syslog',
    },
    {
      alerts: false,
      health: true,
      title: 'Decide which servers keep a sensor v2.x: at least one server for syslog',
    },
    {
      alerts: false,
      health: null,
      title: 'Decide which servers keep a sensor v2.x: at least one server for syslog',
    },
  ])('counts a syslog server unless it is given nothing to send: $alerts, $health', async (given) => {
    const { item } = await gateways(
      centerWith({
        SyslogClientConfiguration: { IsEnabled: true },
        DetectionConfiguration: {
          AlertConfiguration: { IsSyslogEnabled: given.alerts },
          NotificationVerbosity: 'Low',
        },
        MonitoringClientConfiguration: { AlertConfiguration: { IsSyslogEnabled: given.health, To: [] } },
      }),
      gatewayWith('DC01', lightweight),
    );
    expect(item(versions, 'decision').title).toBe(given.title);
  });

  it('counts a syslog server where the source says nothing of messages about health', async () => {
    const { item } = await gateways(
      centerWith({
        SyslogClientConfiguration: { IsEnabled: true },
        DetectionConfiguration: { AlertConfiguration: { IsSyslogEnabled: false } },
      }),
      gatewayWith('DC01', lightweight),
    );
    expect(item(versions, 'decision').title).toContain('at least one server for syslog');
  });

  it('lists every port and address that a sensor v2.x needs', async () => {
    const { item } = await gateways(gatewayWith('DC01', lightweight));
    const limits = item(versions, 'decision').target?.limits.join(' ');
    for (const need of [
      '444 on localhost',
      'reverse DNS over UDP 53',
      'crl.microsoft.com',
      'sensorpackage-prd.',
    ])
      expect(limits).toContain(need);
  });

  it('says that syslog and VPN are not known without a Center', async () => {
    const { item } = await gateways(gatewayWith('DC01', lightweight));
    expect(
      hasNote(item(versions, 'decision'), 'Whether syslog or VPN integration is in use is not known'),
    ).toBe(true);
  });

  it('asks for an upgrade first where no sensor runs', async () => {
    const { item } = await gateways(
      gatewayWith('DC01', lightweight),
      domainControllerWith('dc01.contoso.com', 'Windows Server 2012 R2 Standard'),
    );
    expect(item(main, 'manual').steps[0]).toMatch(/^Upgrade or replace dc01\.contoso\.com: /);
  });

  it('leaves the version open where only some of the servers need a sensor v2.x', async () => {
    const { item } = await gateways(
      gatewayWith('GW1', { IsLightweightGateway: false }, watching('dc01.contoso.com', 'dc02.contoso.com')),
      domainControllerWith('dc01.contoso.com', 'Windows Server 2016 Standard'),
      domainControllerWith('dc02.contoso.com', 'Windows Server 2022 Standard'),
    );
    const found = item('gateways/id-of-GW1/sensor', 'decision');
    expect(found.target?.setting).toBe('Sensor management');
    expect(hasNote(found, 'need Windows Server 2019')).toBe(true);
    expect(hasNote(found, 'do not tell for every server')).toBe(false);
  });

  it('does not mix up two domain controllers of one name', async () => {
    const { item } = await gateways(
      gatewayWith('DC01', lightweight),
      domainControllerWith('dc01.contoso.com', 'Windows Server 2022 Standard'),
      domainControllerWith('dc01.fabrikam.net', 'Windows Server 2012 Standard'),
    );
    const found = item(main, 'manual');
    expect(found.entities).toEqual([]);
    expect(found.target.setting).toBe('Sensor management');
  });

  it('asks for sensors on the domain controllers that a Gateway watches', async () => {
    const { item, unclaimed } = await gateways(
      gatewayWith(
        'GW1',
        { IsLightweightGateway: false },
        {
          ...watching('dc01.contoso.com', 'dc02.contoso.com'),
          ...capturing({ Name: 'Mirror', IsEnabled: true }),
        },
      ),
    );
    expect(unclaimed).toEqual([]);
    const found = item('gateways/id-of-GW1/sensor', 'decision');
    expect(found.reason.code).toBe('gateway-to-sensors-on-dcs');
    expect(found.title).toBe('Replace the ATA Gateway GW1 by sensors on dc01.contoso.com, dc02.contoso.com');
    expect(found.decision.options.map(({ label }) => label)).toEqual([
      'Sensors on dc01.contoso.com, dc02.contoso.com',
      'A standalone sensor in place of the Gateway',
    ]);
    expect(found.decision.advice).toMatch(/^Sensors on the domain controllers/);
    expect(found.source.value).toMatchObject({ 'Network adapters': ['Mirror'] });
    expect(hasNote(found, 'presumed: which domain controllers')).toBe(true);
    expect(hasNote(found, 'mirrored traffic')).toBe(true);
    expect(found.target?.certainty).toBe('inferred');
    expect(found.steps[0]).toMatch(/^Look up the outcome of/);
    expect(found.steps.at(-1)).toContain('Uninstall the ATA Gateway on GW1');
  });

  it('says how many where they are many, and names them all in the steps', async () => {
    const names = ['a.x', 'b.x', 'c.x', 'd.x', 'D.X', 'A.x'];
    const { item } = await gateways(gatewayWith('GW1', { IsLightweightGateway: false }, watching(...names)));
    const found = item('gateways/id-of-GW1/sensor', 'decision');
    expect(found.title).toContain('a.x and 3 more domain controllers');
    expect(found.steps.join(' ')).toMatch(/: a\.x, b\.x, c\.x, d\.x(?! ?,)/);
  });

  it('names three domain controllers one by one', async () => {
    const { item } = await gateways(
      gatewayWith('GW1', { IsLightweightGateway: false }, watching('a.x', 'b.x', 'c.x')),
    );
    expect(item('gateways/id-of-GW1/sensor', 'decision').title).toMatch(/ on a\.x, b\.x, c\.x$/);
  });

  it.each([watching(), {}])('has them looked up where they are not known', async (configuration) => {
    const { item, unclaimed } = await gateways(
      gatewayWith('GW1', { IsLightweightGateway: false }, configuration),
    );
    expect(unclaimed).toEqual([]);
    const found = item('gateways/id-of-GW1/sensor', 'decision');
    expect(found.steps[0]).toMatch(/^In the ATA console, look up which domain controllers/);
    expect(found.target?.values).toEqual([]);
    expect(found.target?.setting).toBe('Sensor management');
    expect(found.decision.options[0]?.label).toBe('Sensors on each domain controller that it watches');
    expect(found.steps.join(' ')).toContain('on: each of these domain controllers');
    expect(hasNote(found, 'do not tell for every server')).toBe(true);
    expect(hasNote(found, 'presumed: which domain controllers')).toBe(false);
    expect(hasNote(found, 'mirrored traffic')).toBe(false);
  });

  it.each([
    { top: {}, shown: undefined },
    { top: { GatewayType: 'Invented' }, shown: ['Invented'] },
  ])('asks which kind it is where nothing tells: $top', async ({ top, shown }) => {
    const { item, unclaimed } = await gateways(gatewayWith('GW1', top));
    expect(unclaimed).toEqual([]);
    const found = item('gateways/id-of-GW1/sensor', 'decision');
    expect(found.reason.code).toBe('gateway-kind-unknown');
    expect(found.decision.options.map(({ label }) => label)).toEqual([
      'A Lightweight Gateway: a sensor takes its place on GW1 itself',
      'A Gateway: sensors on each domain controller that it watches',
    ]);
    expect(found.target?.certainty).toBe('inferred');
    expect(found.steps[0]).toBe('In the ATA console, look up which kind GW1 is.');
    expect(found.steps.join(' ')).toContain('on: each of these domain controllers');
    expect(hasNote(found, 'presumed: which domain controllers')).toBe(false);
    expect(found.source.value).toEqual({
      Name: 'GW1',
      Kind: 'not known',
      ...(shown === undefined ? {} : { 'Kind as ATA writes it': shown }),
    });
    const unknownWords = found.notes.filter((note) => note.startsWith('Fields that may tell the kind'));
    expect(unknownWords).toEqual(shown === undefined ? [] : [expect.stringMatching(/: GatewayType\.$/)]);
  });

  it('warns that the domain controllers of a Gateway of unknown kind are presumed', async () => {
    const { item } = await gateways(gatewayWith('GW1', {}, watching('dc01.contoso.com')));
    const found = item('gateways/id-of-GW1/sensor', 'decision');
    expect(hasNote(found, 'presumed: which domain controllers')).toBe(true);
    expect(found.decision.options[1]?.label).toBe('A Gateway: sensors on dc01.contoso.com');
  });

  it.each([
    { top: { ServiceStatus: 'Stopped' }, note: 'its service is stopped:' },
    { top: { Status: 'StartFailure' }, note: 'it failed to start:' },
    { top: { ServiceStatus: 'Running', Status: 'UpToDate' }, note: null },
  ])('warns of a Gateway that does not run: $top', async ({ top, note }) => {
    const { item } = await gateways(gatewayWith('DC01', { ...lightweight, ...top }));
    expect(hasNote(item(main, 'manual'), note ?? 'it does not watch')).toBe(note !== null);
  });

  it('keeps the description through Microsoft Graph, harmlessly quoted', async () => {
    const { item, unclaimed } = await gateways(
      gatewayWith('DC01', { ...lightweight, Description: 'Zürich "east"\n=1+1' }),
    );
    expect(unclaimed).toEqual([]);
    const found = item('gateways/id-of-DC01/description', 'scripted');
    expect(found.reason.code).toBe('gateway-description');
    expect(found.command).toEqual({
      text: 'PATCH https://graph.microsoft.com/v1.0/security/identities/sensors/{sensor id} {"settings":{"description":"Zürich \\"east\\"\\n=1+1"}}',
      permission: expect.stringContaining('SecurityIdentitiesSensors.ReadWrite.All'),
      beta: false,
    });
    expect(found.target.values).toEqual([{ field: 'description', value: 'Zürich "east"\n=1+1' }]);
    expect(found.target.certainty).toBe('inferred');
    expect(found.title).toBe('Set the description of the sensor on DC01');
    expect(found.steps[0]).toContain('take the id of the sensor of DC01: GET ');
    expect(found.notes).toEqual([expect.stringContaining('presumed: the description')]);
    expect(found.source.paths).toEqual(['gateway/DC01:Description']);
  });

  it.each([null, ''])('makes nothing of the description %j', async (description) => {
    const { items, unclaimed } = await gateways(
      gatewayWith('DC01', { ...lightweight, Description: description }),
    );
    expect(items.map(({ id }) => id)).toEqual([versions, main]);
    expect(unclaimed).toEqual([]);
  });

  it('has one item for several fields that look like the description', async () => {
    const { item, unclaimed } = await gateways(
      gatewayWith(
        'GW1',
        { Description: 'one', IsLightweightGateway: false },
        { Sensor: { Description: 'two' } },
      ),
    );
    expect(unclaimed).toEqual([]);
    const found = item('gateways/id-of-GW1/description', 'scripted');
    expect(found.title).toMatch(/^Keep the description of the Gateway GW1 on a sensor that it still fits$/);
    expect([...(found.source.value as string[])].sort()).toEqual(['one', 'two']);
    expect(hasNote(found, 'Several fields')).toBe(true);
    expect(hasNote(found, 'drop it where it fits none')).toBe(true);
  });

  it.each([
    {
      adapters: [
        { Id: 'x', Name: 'Ethernet', IsEnabled: true },
        { Id: 'y', Name: 'Backup', IsEnabled: false },
      ],
      value: ['Ethernet', 'Backup (not captured)'],
      selection: 'Ethernet',
    },
    {
      adapters: ['Ethernet', 'Ethernet 2'],
      value: ['Ethernet', 'Ethernet 2'],
      selection: 'Ethernet, Ethernet 2',
    },
    { adapters: [{ Id: 'x', Name: '' }], value: ['x'], selection: 'x' },
    {
      adapters: [{ Name: 'Off', IsEnabled: false }],
      value: ['Off (not captured)'],
      selection: 'at least one adapter',
    },
    { adapters: [{ Name: 'Ethernet' }, { IsEnabled: true }], value: ['Ethernet'], selection: 'Ethernet' },
  ])(
    'carries over the adapters of a Lightweight Gateway: $selection',
    async ({ adapters, value, selection }) => {
      const { item, unclaimed } = await gateways(gatewayWith('DC01', lightweight, capturing(...adapters)));
      expect(unclaimed).toEqual([]);
      const found = item('gateways/id-of-DC01/adapters', 'manual');
      expect(found.reason.code).toBe('gateway-adapters');
      expect(found.source.value).toEqual(value);
      expect(found.target.values).toEqual([{ field: 'Capture network adapters', value: selection }]);
      expect(found.target.certainty).toBe('inferred');
      expect(hasNote(found, 'Only for a sensor v2.x')).toBe(true);
      expect(found.steps[1]).toContain(`under Capture network adapters, select ${selection}`);
      expect(item(main, 'manual').source.value).not.toHaveProperty('Network adapters');
    },
  );

  it('takes a plain name for the only adapter', async () => {
    const { item, unclaimed } = await gateways(
      gatewayWith('DC01', lightweight, {
        NetworkListenerConfiguration: { CaptureNetworkAdapters: 'Ethernet' },
      }),
    );
    expect(item('gateways/id-of-DC01/adapters', 'manual').source.value).toEqual(['Ethernet']);
    expect(unclaimed).toEqual([]);
  });

  it('has no adapter item for an empty list', async () => {
    const { items, unclaimed } = await gateways(gatewayWith('DC01', lightweight, capturing()));
    expect(items.map(({ id }) => id)).toEqual([versions, main]);
    expect(unclaimed).toEqual([]);
  });

  it('has one item each for what all Gateways share', async () => {
    const shared = {
      DirectoryServicesResolverConfiguration: {
        UpdateDirectoryEntityChangesConfiguration: { Interval: '00:01:00', IsEnabled: true },
      },
      EntitySenderConfiguration: { EntityBatchBlockMaxSize: 1000 },
      ManagementClientConfiguration: { ServerCertificateThumbprint: 'AA' },
    };
    const { item, items, unclaimed } = await gateways(
      gatewayWith('DC01', lightweight, shared),
      gatewayWith('DC02', lightweight, {
        DirectoryServicesResolverConfiguration: {
          UpdateDirectoryEntityChangesConfiguration: { IsEnabled: false },
        },
      }),
    );
    expect(unclaimed).toEqual([]);
    expect(items).toHaveLength(6);
    expect(item('gateways/domain-synchronizer', 'automatic')).toMatchObject({
      reason: { code: 'domain-synchronizer-gone' },
      notes: [expect.stringContaining('standalone sensors v2.x')],
      source: { value: ['DC01: candidate', 'DC02: no candidate'] },
    });
    expect(item('gateways/tuning', 'no-equivalent')).toMatchObject({
      title: 'How the Gateways read and send directory data (2 settings)',
      reason: { code: 'tuning-default-unknown' },
      source: {
        value: expect.arrayContaining([expect.stringMatching(/EntityBatchBlockMaxSize = 1000$/)]),
      },
    });
    expect(item('gateways/center-certificate', 'automatic')).toMatchObject({
      reason: { code: 'center-not-needed' },
      source: { value: 'AA' },
    });
  });

  it('accounts for the certificate that an old Center trusts', async () => {
    const { item, unclaimed } = await gateways(
      centerWith({ ManagementClientConfiguration: { ServerCertificateThumbprint: 'AA' } }),
      gatewayWith('DC01', lightweight),
    );
    expect(unclaimed).toEqual([]);
    item('gateways/center-certificate', 'automatic');
  });

  it('uses the id of a Gateway without a name, and its document without an id', async () => {
    const { items, unclaimed } = await gateways(
      gatewayWith('', { ...lightweight, Id: '5c6800000000000000000001' }),
      { NetbiosName: 'GW2', Type: 'GatewaySystemProfile' },
    );
    expect(unclaimed).toEqual([]);
    expect(items.map(({ id }) => id)).toEqual([
      versions,
      'gateways/5c6800000000000000000001/sensor',
      'gateways/gateway%002fGW2/sensor',
    ]);
    expect(items[1]?.title).toContain(' on 5c6800000000000000000001 by ');
    expect(items[2]?.title).toContain(' GW2 ');
  });

  it('asks for no Gateways where the sources hold no Center either', async () => {
    expect((await gateways({ Id: 'other-1', Type: 'SomethingSystemProfile' })).items).toEqual([]);
  });

  it('asks for the Gateways where the sources hold a Center alone', async () => {
    const { item, items } = await gateways(centerWith());
    expect(items).toHaveLength(1);
    const found = item('gateways/not-in-sources', 'decision');
    expect(found.reason.code).toBe('gateways-not-in-sources');
    expect(found.source.paths).toEqual([]);
    expect(found.steps[0]).toContain('Get-ATAStatus -Gateway | ConvertTo-Json -Depth 10');
  });
});
