import { describe, expect, test } from 'vitest';
import { domainControllerWith, gatewayWith } from '../../test/support/gateways.js';
import { centerWith, type Plain, snapshotOf } from '../../test/support/snapshots.js';
import type { MdiObserved, Sensor, ServerTest } from '../types/mdi-observed.js';
import type { DomainController } from '../types/sensor-readiness.js';
import { checkReadiness } from '../validate.js';
import { observedOf } from '../verify/observed.js';
import { isEverythingReady, readiness } from './readiness.js';

type Document = { readonly [key: string]: Plain };

const nothingInUse = centerWith(
  { SyslogClientConfiguration: { IsEnabled: false } },
  {
    IsRadiusEventListenerEnabled: false,
  },
);

function observedWith(
  tests: readonly Partial<ServerTest>[],
  sensors: readonly Partial<Sensor>[] = [],
): MdiObserved {
  return observedOf(
    [
      {
        source: 'mdi.json',
        contributions: [
          {
            shape: 'readiness-report',
            serverTests: tests.map((test) => ({ ...emptyTest, ...test })),
            sensors: sensors.map((sensor) => ({ ...emptySensor, ...sensor })),
          },
        ],
      },
    ],
    [],
  );
}

const passed = [
  'ServerRequirements',
  'PowerSettings',
  'AdvancedAuditing',
  'NtlmAuditing',
  'RootCertificates',
].map((test) => ({ test, inOrder: true }));
const emptyTest: ServerTest = {
  server: 'dc1.contoso.com',
  domain: 'contoso.com',
  answered: true,
  operatingSystem: null,
  results: passed,
  processors: null,
  memory: null,
  diskFree: null,
  capturingComponent: null,
  machineType: null,
  sensorVersion: null,
  source: 'mdi.json',
};
const emptySensor: Sensor = {
  name: 'DC1',
  domain: 'contoso.com',
  type: 'domainControllerIntegrated',
  version: '2.255.1.1',
  serviceStatus: 'running',
  deploymentStatus: 'uptodate',
  healthStatus: 'healthy',
  openHealthIssues: 0,
  description: null,
  domainControllers: [],
  delayedUpdate: null,
  adapters: null,
  source: 'sensors.json',
};

async function ofDocuments(documents: readonly Document[], observed: MdiObserved | null = null) {
  const { snapshot } = await snapshotOf(...documents);
  const result = readiness([snapshot], observed);
  checkReadiness(result);
  return result;
}

/** The one domain controller, with an operating system and what files tell of it. */
async function one(
  system: string | null,
  observed: MdiObserved | null = null,
  more: Document = {},
): Promise<DomainController> {
  const { domainControllers } = await ofDocuments(
    [nothingInUse, { ...domainControllerWith('dc1.contoso.com', system), ...more }],
    observed,
  );
  const [controller] = domainControllers;
  if (controller === undefined) throw new Error('there is none');
  return controller;
}

describe('by the operating system that ATA recorded', () => {
  test.each<[string | null, DomainController['state'], string, string]>([
    ['Windows Server 2025 Standard', 'to-check', 'open', 'open'],
    ['Windows Server 2022 Standard, 10.0 (20348)', 'to-check', 'open', 'open'],
    ['Windows Server 2019 Datacenter', 'to-check', 'open', 'open'],
    ['Windows Server 2016 Standard, 10.0 (14393)', 'to-check', 'open', 'cannot'],
    ['Windows Server 2012 R2 Standard', 'not-ready', 'cannot', 'cannot'],
    ['Windows Server 2012 Standard', 'not-ready', 'cannot', 'cannot'],
    ['Windows Server® 2008 R2 Enterprise', 'not-ready', 'cannot', 'cannot'],
    ['Windows Server 2030 Standard', 'undecided', 'unknown', 'unknown'],
    ['Samba 4.19', 'undecided', 'unknown', 'unknown'],
    [null, 'undecided', 'unknown', 'unknown'],
  ])('%s: %s', async (system, state, v2, v3) => {
    const found = await one(system);
    expect([found.state, found.v2.result, found.v3.result]).toEqual([state, v2, v3]);
    expect(found.decision === null).toBe(state === 'to-check');
    expect(found.missing.length > 0).toBe(state === 'not-ready');
  });

  test('of sensors v3.x on read-only domain controllers nothing is claimed', async () => {
    const found = await one('Windows Server 2022 Standard', null, { DomainController: { IsReadOnly: true } });
    expect(found).toMatchObject({ state: 'to-check', v2: { result: 'open' }, v3: { result: 'unknown' } });
    expect(found.advice).toBe('Sensor v2.x.');
  });

  test('a deleted computer needs nothing', async () => {
    expect(await one('Windows Server 2008', null, { IsDeleted: true })).toMatchObject({
      state: 'gone',
      decision: null,
      missing: [],
      advice: null,
    });
  });
});

describe('with what Test-MdiReadiness.ps1 found', () => {
  const failing = (...names: string[]) =>
    passed.map(({ test: name }) => ({ test: name, inOrder: !names.includes(name) }));

  test.each<[string, string | null, Partial<ServerTest>, Partial<DomainController>]>([
    ['all in order', 'Windows Server 2016', {}, { state: 'ready', missing: [] }],
    [
      'the operating system that ATA does not know',
      null,
      { operatingSystem: 'Microsoft Windows Server 2022 Standard' },
      { state: 'ready', operatingSystemFrom: 'mdi.json' },
    ],
    [
      'another operating system, which counts',
      'Windows Server 2012 R2 Standard',
      { operatingSystem: 'Windows Server 2019 Standard' },
      { state: 'ready', notes: ['ATA recorded another operating system: Windows Server 2012 R2 Standard.'] },
    ],
    [
      'the same operating system in other words',
      'Windows Server 2019 Standard, 10.0 (17763)',
      { operatingSystem: 'Microsoft Windows Server 2019 Standard' },
      { state: 'ready', notes: [] },
    ],
    [
      'too little memory, for the only sensor there is',
      'Windows Server 2016',
      { results: failing('ServerRequirements') },
      { state: 'not-ready', decision: null },
    ],
    [
      'too little memory, where a sensor v3.x may do',
      'Windows Server 2019',
      { results: failing('ServerRequirements') },
      { state: 'to-check', advice: 'Sensor v3.x.' },
    ],
    [
      'no auditing, which keeps no sensor away',
      'Windows Server 2016',
      { results: failing('NtlmAuditing') },
      { state: 'ready' },
    ],
    [
      'a test that could not be made',
      'Windows Server 2016',
      { results: passed.map((result) => ({ ...result, inOrder: null })) },
      { state: 'to-check', missing: [] },
    ],
    ['a test that is lacking', 'Windows Server 2016', { results: passed.slice(1) }, { state: 'to-check' }],
    [
      'no answer',
      'Windows Server 2016',
      { answered: false, results: [] },
      { state: 'to-check', notes: ['It did not answer Test-MdiReadiness.ps1.'] },
    ],
    ['all in order on a system that is too old', 'Windows Server 2012 R2', {}, { state: 'not-ready' }],
    [
      'the version of a sensor',
      'Windows Server 2016',
      { sensorVersion: '2.250.1.1' },
      { state: 'has-sensor' },
    ],
  ])('%s', async (_, system, found, expected) => {
    expect(await one(system, observedWith([found]))).toMatchObject(expected);
  });

  test('what is missing says what is to come out', async () => {
    const { missing, v2 } = await one(
      'Windows Server 2016',
      observedWith([{ results: failing('PowerSettings') }]),
    );
    expect(missing).toEqual([expect.stringMatching(/^Power plan: High performance/)]);
    expect(v2).toMatchObject({ result: 'blocked', why: 'Windows Server 2016 fits; missing: Power plan' });
  });

  test('WinPcap is told, Npcap is not', async () => {
    const winPcap = await one('Windows Server 2016', observedWith([{ capturingComponent: 'WinPcap 4.1.3' }]));
    expect(winPcap.missing).toEqual([expect.stringMatching(/^Npcap: /)]);
    const npcap = await one('Windows Server 2016', observedWith([{ capturingComponent: 'Npcap 1.00 OEM' }]));
    expect(npcap.missing).toEqual([]);
  });

  test('of two reports on one server, the one that found something missing counts', async () => {
    const reports = [{}, { results: failing('ServerRequirements'), source: 'older.json' }];
    expect(await one('Windows Server 2016', observedWith(reports))).toMatchObject({ state: 'not-ready' });
    expect(await one('Windows Server 2016', observedWith([...reports].reverse()))).toMatchObject({
      state: 'not-ready',
    });
  });

  test('a domain controller that ATA does not know comes into the list', async () => {
    const { domainControllers } = await ofDocuments(
      [nothingInUse, domainControllerWith('dc1.contoso.com', 'Windows Server 2016')],
      observedWith([
        { server: 'DC1.contoso.com' },
        { server: 'dc7.contoso.com', operatingSystem: 'Windows Server 2022' },
      ]),
    );
    expect(domainControllers.map(({ name, known, state }) => [name, known, state])).toEqual([
      ['dc1.contoso.com', 'directory', 'ready'],
      ['dc7.contoso.com', 'report', 'ready'],
    ]);
  });

  test('what it answers is not on the checklist', async () => {
    const documents = [nothingInUse, domainControllerWith('dc1.contoso.com', 'Windows Server 2016')];
    const keys = async (observed: MdiObserved | null) =>
      (await ofDocuments(documents, observed)).checklist.map(({ key }) => key);
    const without = await keys(null);
    const withReport = await keys(observedWith([{}]));
    expect(without).toContain('hardware');
    expect(without.filter((key) => !withReport.includes(key))).toEqual([
      'hardware',
      'power-plan',
      'root-certificates',
      'auditing',
      'ntlm-auditing',
    ]);
    // Nothing about sensors v3.x, other domains and VPN, where none of these is there.
    expect(without.filter((key) => /v3|radius|forests|updates/.test(key))).toEqual([]);
  });
});

describe('with sensors that are there already', () => {
  test.each<[string, string, Partial<Sensor>, Partial<DomainController>]>([
    ['by its short name and domain', 'Windows Server 2016', {}, { state: 'has-sensor', missing: [] }],
    [
      'of another domain, which is another server',
      'Windows Server 2016',
      { domain: 'fabrikam.net' },
      { state: 'to-check', sensor: null },
    ],
    [
      'that does not run',
      'Windows Server 2016',
      { serviceStatus: 'stopped' },
      { state: 'has-sensor', notes: ['Its sensor does not run as it should: see its health issues.'] },
    ],
    ['on a system that is too old', 'Windows Server 2012 R2', {}, { state: 'not-ready' }],
    ['on a system that is not known', 'Somebody else', {}, { state: 'has-sensor' }],
  ])('%s', async (_, system, sensor, expected) => {
    expect(await one(system, observedWith([], [sensor]))).toMatchObject(expected);
  });
});

describe('settings that need a sensor v2.x', () => {
  const controllers = [
    domainControllerWith('dc1.contoso.com', 'Windows Server 2019'),
    domainControllerWith('dc2.contoso.com', 'Windows Server 2016'),
    domainControllerWith('dc3.contoso.com', 'Windows Server 2012 R2'),
  ];

  test.each<[string, Document, [string, boolean | null][]]>([
    ['none', nothingInUse, []],
    [
      'both',
      centerWith({ SyslogClientConfiguration: { IsEnabled: true } }, { IsRadiusEventListenerEnabled: true }),
      [
        ['syslog', true],
        ['vpn', true],
      ],
    ],
    [
      'not known',
      centerWith(),
      [
        ['syslog', null],
        ['vpn', null],
      ],
    ],
    [
      'syslog that is given nothing to send',
      centerWith(
        {
          SyslogClientConfiguration: { IsEnabled: true },
          DetectionConfiguration: { AlertConfiguration: { IsMailEnabled: false, IsSyslogEnabled: false } },
          MonitoringClientConfiguration: {
            AlertConfiguration: { IsMailEnabled: false, IsSyslogEnabled: false },
          },
        },
        { IsRadiusEventListenerEnabled: false },
      ),
      [],
    ],
  ])('%s', async (_, center, expected) => {
    const { needs } = await ofDocuments([center, ...controllers]);
    expect(needs.map(({ key, inUse }) => [key, inUse])).toEqual(expected);
  });

  test('who meets the need, and who could', async () => {
    const center = centerWith({ SyslogClientConfiguration: { IsEnabled: true } });
    const [need] = (await ofDocuments([center, ...controllers])).needs;
    expect(need).toMatchObject({ metBy: ['dc2.contoso.com'], candidates: ['dc1.contoso.com'] });
    const observed = observedWith([], [{}, { name: 'DC2', version: '3.0.8.1' }]);
    const [after] = (await ofDocuments([center, ...controllers], observed)).needs;
    expect(after).toMatchObject({ metBy: ['dc1.contoso.com'], candidates: [] });
  });
});

describe('gateways', () => {
  test('what they watch, and machines that nobody knows as domain controllers', async () => {
    const { gateways, domainControllers } = await ofDocuments([
      nothingInUse,
      domainControllerWith('dc1.contoso.com', 'Windows Server 2016'),
      gatewayWith(
        'GW',
        { IsLightweightGateway: false, ServiceStatus: 'Stopped' },
        {
          DirectoryServicesClientConfiguration: {
            DomainControllerDnsNames: ['dc1.contoso.com', 'app1.contoso.com'],
          },
        },
      ),
      gatewayWith('SILENT'),
    ]);
    expect(gateways).toMatchObject([
      {
        name: 'GW',
        stopped: true,
        watches: ['app1.contoso.com', 'dc1.contoso.com'],
        unknownMachines: ['app1.contoso.com'],
      },
      { name: 'SILENT', kind: 'unknown', watches: [] },
    ]);
    expect(domainControllers[0]).toMatchObject({
      name: 'app1.contoso.com',
      known: 'gateway',
      state: 'undecided',
      watch: 'unknown',
      mayBeWatchedBy: ['SILENT'],
    });
  });

  test('a Lightweight Gateway has to go first', async () => {
    const { domainControllers } = await ofDocuments([
      nothingInUse,
      domainControllerWith('dc1.contoso.com', 'Windows Server 2016'),
      gatewayWith('DC1', { IsLightweightGateway: true }),
    ]);
    expect(domainControllers[0]?.notes).toEqual([
      'Uninstall the ATA Lightweight Gateway on it before a sensor is installed.',
    ]);
  });

  test('that there are none in the sources is said', async () => {
    expect((await ofDocuments([nothingInUse])).notices.map(({ code }) => code)).toEqual([
      'no-directory',
      'no-gateways',
    ]);
  });
});

describe('everything is ready', () => {
  const dc1 = domainControllerWith('dc1.contoso.com', 'Windows Server 2016');
  const dc2 = domainControllerWith('dc2.contoso.com', 'Windows Server 2016');
  test.each<[string, Document[], MdiObserved | null, boolean]>([
    ['not where no domain controller is known', [], null, false],
    ['not where the only one is gone', [{ ...dc1, IsDeleted: true }], null, false],
    ['not where the rest is not known', [dc1], null, false],
    ['where the report found all in order', [dc1], observedWith([{}]), true],
    ['not where it says nothing of one', [dc1, dc2], observedWith([{}]), false],
    ['where the other one has a sensor', [dc1, dc2], observedWith([{}], [{ name: 'DC2' }]), true],
    ['where the other one is gone', [dc1, { ...dc2, IsDeleted: true }], observedWith([{}]), true],
  ])('%s', async (_, documents, observed, expected) => {
    expect(isEverythingReady(await ofDocuments([nothingInUse, ...documents], observed))).toBe(expected);
  });
});

test('more domain controllers than a workspace takes are told', async () => {
  const many = Array.from({ length: 1001 }, (_, index) =>
    domainControllerWith(`dc${index}.contoso.com`, null),
  );
  expect((await ofDocuments([nothingInUse, ...many])).limits).toHaveLength(1);
  expect((await ofDocuments([nothingInUse, ...many.slice(1)])).limits).toEqual([]);
});

test('a name of the directory stays on one line and is shown as it is', async () => {
  const found = await one('Windows Server 2016\u001b[31m\nStandard');
  expect(found.state).toBe('to-check');
});

describe('several ATA Centers', async () => {
  const both = {
    ...domainControllerWith('dc1.both.example', 'Windows Server 2019'),
    Sid: 'S-1-5-21-1-2-3-1000',
  };
  const documents = [
    [
      centerWith({}, { IsRadiusEventListenerEnabled: true }, { NetbiosName: 'ATA1', Id: 'id-1' }),
      gatewayWith('DC1', { IsLightweightGateway: true, Id: 'gateway-1' }),
      both,
      domainControllerWith('dc2.first.example', 'Windows Server 2012 R2'),
    ],
    [
      centerWith({}, { IsRadiusEventListenerEnabled: false }, { NetbiosName: 'ATA2', Id: 'id-2' }),
      gatewayWith('DC1', { IsLightweightGateway: true, Id: 'gateway-2' }),
      domainControllerWith('dc1.second.example', 'Windows Server 2016'),
      { ...both, Id: 'another-id', OperatingSystemDisplayName: 'Windows Server 2022', IsDeleted: true },
    ],
  ];
  const snapshots = await Promise.all(documents.map(async (each) => (await snapshotOf(...each)).snapshot));
  const result = readiness(snapshots, null);
  const named = (name: string) => result.domainControllers.find((each) => each.name === name);

  test('make one result, whichever comes first', () => {
    checkReadiness(result);
    expect(readiness(snapshots.toReversed(), null)).toEqual(result);
    expect(result.centers).toEqual(['ATA1', 'ATA2']);
    expect(result.summary).toMatchObject({ 'to-check': 2, 'not-ready': 1, gone: 0 });
  });

  test('a domain controller that both know is told once, with what they know', () => {
    expect(named('dc1.both.example')).toMatchObject({
      centers: ['ATA1', 'ATA2'],
      operatingSystem: 'Windows Server 2019',
      watch: 'watched',
      gateways: [{ name: 'DC1 (ATA1)' }],
      notes: [
        'Another ATA Center recorded another operating system: Windows Server 2022. Look it up.',
        'Uninstall the ATA Lightweight Gateway on it before a sensor is installed.',
      ],
    });
  });

  test('gateways of one name stay two', () => {
    expect(result.gateways.map(({ name, center, watches }) => [name, center, watches])).toEqual([
      ['DC1 (ATA1)', 'ATA1', ['dc1.both.example']],
      ['DC1 (ATA2)', 'ATA2', ['dc1.second.example']],
    ]);
  });

  test('a setting that one of them uses needs its sensor, and says of which Center', () => {
    const vpn = result.needs.find(({ key }) => key === 'vpn');
    expect(vpn).toMatchObject({ inUse: true });
    expect(vpn?.why).toContain('That is so in ATA Center ATA1.');
  });

  test('a notice names its Center', () => {
    const [first] = snapshots;
    const silent = { ...first, gateways: [] } as typeof first;
    expect(
      readiness(
        [silent, snapshots[1]].flatMap((each) => each ?? []),
        null,
      ).notices,
    ).toMatchObject([{ code: 'no-gateways', text: expect.stringMatching(/^ATA Center ATA1: /) }]);
  });

  test('what only a report tells of is told once', () => {
    const { domainControllers } = readiness(snapshots, observedWith([{ server: 'new.first.example' }]));
    const found = domainControllers.filter(({ name }) => name === 'new.first.example');
    expect(found.map(({ known, centers }) => [known, centers])).toEqual([['report', undefined]]);
  });
});

test('a Lightweight Gateway whose short name two domain controllers have may be on either, watched or not', async () => {
  const { domainControllers } = await ofDocuments([
    nothingInUse,
    domainControllerWith('dc1.contoso.com', 'Windows Server 2016'),
    domainControllerWith('dc1.fabrikam.com', 'Windows Server 2016'),
    gatewayWith('DC1', { IsLightweightGateway: true }),
    gatewayWith(
      'GW',
      { IsLightweightGateway: false },
      { DirectoryServicesClientConfiguration: { DomainControllerDnsNames: ['dc1.fabrikam.com'] } },
    ),
  ]);
  const note =
    'Look whether the ATA Lightweight Gateway DC1 is on it: several domain controllers have that name.';
  expect(domainControllers.map(({ watch, notes }) => [watch, notes])).toEqual([
    ['unknown', [note]],
    ['watched', [note]],
  ]);
});

test('a sensor without a domain is on neither of two domain controllers of its name, and that is said', async () => {
  const sensors = [{ name: 'DC1', domain: null, source: 'sensors.csv' }];
  const [dc1, other] = ['contoso.com', 'fabrikam.com'].map((domain) =>
    domainControllerWith(`dc1.${domain}`, 'Windows Server 2016'),
  );
  const both = await ofDocuments([nothingInUse, dc1 ?? {}, other ?? {}], observedWith([], sensors));
  expect(both.domainControllers.map(({ state }) => state)).toEqual(['to-check', 'to-check']);
  expect(both.domainControllers[0]?.notes).toEqual([
    'sensors.csv has a sensor of this name without a domain: on which of the domain controllers of this name it is, it does not say.',
  ]);
  const alone = await ofDocuments([nothingInUse, dc1 ?? {}], observedWith([], sensors));
  expect(alone.domainControllers.map(({ state }) => state)).toEqual(['has-sensor']);
  const gone = { ...(other ?? {}), IsDeleted: true };
  const left = await ofDocuments([nothingInUse, dc1 ?? {}, gone], observedWith([], sensors));
  expect(left.domainControllers[0]?.state).toBe('has-sensor');
});
