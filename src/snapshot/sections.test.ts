import { describe, expect, it } from 'vitest';
import { snapshotOfDeployment } from '../../test/support/loading.js';
import { centerWith, type Plain, snapshotOf } from '../../test/support/snapshots.js';
import type { AtaSnapshot, Gateway } from '../types/ata-snapshot.js';

type PlainObject = { readonly [key: string]: Plain };

async function sectionsOf(...documents: readonly PlainObject[]): Promise<AtaSnapshot> {
  return (await snapshotOf(...documents)).snapshot;
}

const thumbprint = '183E362E9B9C751E4388ECC6550D2A1B03FD7445';

describe('the sections of a complete deployment', () => {
  it('say who and where the Center is', async () => {
    const { center } = await snapshotOfDeployment('contoso');
    expect(center).toEqual({
      document: 'center',
      id: '5f7ab5f381d7314991ae13e7',
      name: 'ATACENTER',
      version: {
        full: '1.9.7576.49398',
        name: '1.9.3',
        build: '1.9.7576',
        released: '2020-09-14',
        supportEnded: '2026-01-13',
        supportState: 'ended',
      },
      versionUpdateTime: '2020-10-05T05:58:11.204Z',
      updateTime: '2025-12-15T03:59:48.731Z',
      urls: ['https://atacenter.contoso.com'],
      serviceEndpoints: [{ address: 'atacenter.contoso.com', port: 443 }],
      listeningEndpoint: { address: '10.0.5.20', port: 443 },
      databaseEndpoint: { address: 'localhost', port: 27017 },
      certificateThumbprints: [thumbprint],
      secretManagerCertificateThumbprint: thumbprint,
    });
  });

  it('say how it is set up', async () => {
    const snapshot = await snapshotOfDeployment('contoso');
    const secret = { set: true, form: 'ciphertext', certificateThumbprint: thumbprint };
    expect(snapshot.directoryServicesAccount).toMatchObject({
      account: 'svc-ata',
      domain: 'contoso.com',
      password: secret,
    });
    expect(snapshot.eventCollection).toEqual({
      syslogListener: true,
      windowsEventReader: true,
      windowsEventLogClient: true,
    });
    expect(snapshot.vpn).toMatchObject({ enabled: true, sharedSecret: secret });
    expect(snapshot.mailServer).toMatchObject({
      enabled: true,
      from: 'ata@contoso.com',
      server: { address: 'smtp.contoso.com', port: 587 },
      ssl: true,
      acceptAnyCertificate: false,
      authentication: true,
      account: 'CONTOSO\\svc-atamail',
      password: secret,
    });
    expect(snapshot.syslogServer).toEqual({
      enabled: true,
      server: { address: 'siem.contoso.com', port: 6514 },
      transport: 'Tls',
      transportTimeout: '00:00:10',
      format: 'Rfc5424',
    });
    expect(snapshot.updates).toEqual({
      enabled: false,
      gatewayAutomaticUpdate: false,
      lightweightGatewayAutomaticRestart: false,
    });
    expect(snapshot.telemetry).toEqual({ enabled: true });
    expect(snapshot.localization).toEqual({ localeId: 'de-de' });
    const fingerprints = [
      snapshot.directoryServicesAccount?.password,
      snapshot.vpn?.sharedSecret,
      snapshot.mailServer?.password,
    ].map((each) => each?.fingerprint);
    expect(new Set(fingerprints).size).toBe(3);
    for (const fingerprint of fingerprints) expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
  });

  it('say who is told of what', async () => {
    const { alertNotifications, healthNotifications, reports } = await snapshotOfDeployment('contoso');
    const to = 'center:Configuration.DetectionConfiguration.AlertConfiguration.To';
    expect(alertNotifications).toEqual({
      mail: true,
      syslog: true,
      recipients: [
        { address: 'soc@contoso.com', ref: `${to}[0]` },
        { address: 'sicherheit@fabrikam.net', ref: `${to}[1]` },
      ],
      verbosity: 'Medium',
    });
    expect(healthNotifications?.recipients.map(({ address }) => address)).toEqual([
      'ata-betrieb@contoso.com',
      'juergen.groessmann@contoso.com',
    ]);
    expect(reports.map(({ type, enabled }) => [type, enabled])).toEqual([
      ['LateralMovementPaths', true],
      ['LdapCleartextPasswords', true],
      ['SensitiveGroupMembershipChanges', true],
      ['Summary', true],
    ]);
    expect(reports[3]?.recipients.map(({ address }) => address)).toEqual([
      'soc@contoso.com',
      'leitung@contoso.com',
    ]);
    expect(reports[3]?.timing.map(({ value }) => value)).toEqual(['Weekly', 'Monday', '06:00:00']);
    expect(reports.every(({ certainty }) => certainty === 'inferred')).toBe(true);
  });

  it('say what is tagged, excluded and switched off', async () => {
    const snapshot = await snapshotOfDeployment('contoso');
    expect(
      [snapshot.honeytokens, snapshot.sensitiveAccounts, snapshot.sensitiveGroups].map((list) => list.length),
    ).toEqual([2, 3, 2]);
    expect(snapshot.detectors.map(({ section }) => section)).toEqual(
      snapshot.detectors.map(({ section }) => section).toSorted(),
    );
    expect(
      snapshot.detectors.filter(({ enabled }) => enabled === false).map(({ section }) => section),
    ).toEqual(['BruteForceDetectorConfiguration', 'MassiveObjectDeletionDetectorConfiguration']);
    const dns = snapshot.detectors.find(
      ({ section }) => section === 'DnsReconnaissanceDetectorConfiguration',
    );
    expect(dns?.exclusions.map(({ kind, value }) => [kind, value])).toEqual([
      ['computer', '8f43c2cf-e5d5-4d86-ae85-68f7807cf6a9'],
      ['computer', '5851facf-4cdf-4f94-a63e-bba3990bf333'],
      ['computer', 'computer 10.9.8.7'],
      ['computer', 'computer  scan03.contoso.com'],
      ['subnet', '10.20.30.40'],
      ['subnet', '10.20.30.0/24'],
      ['subnet', 'fd12:3456:789a:20::/64'],
    ]);
    const golden = snapshot.detectors.find(({ section }) => section === 'GoldenTicketDetectorConfiguration');
    expect(golden?.exclusions.map(({ kind }) => kind)).toEqual(['account']);
    expect(snapshot.monitoringAlerts).toHaveLength(21);
    expect(snapshot.monitoringAlerts.filter(({ enabled }) => !enabled)).toHaveLength(2);
    expect(snapshot.entities.filter(({ resolved }) => !resolved)).toHaveLength(1);
  });

  it('say what was tuned, learned and is not known', async () => {
    const { engineTuning, learnedState, unrecognised } = await snapshotOfDeployment('contoso');
    expect(
      engineTuning.changed.map(({ ref, value, shippedDefault }) => [
        ref.split('.').at(-1),
        value,
        shippedDefault,
      ]),
    ).toEqual([
      ['BackupSystemProfileMaxCount', 500, 300],
      ['DataDriveFreeSpaceLowSize', '400 GB', '200 GB'],
      ['MaxPrivilegeEscalationPathCount', 50, 20],
    ]);
    expect(engineTuning.defaultUnknown).toEqual([]);
    expect(engineTuning.atDefault).toBeGreaterThan(200);
    expect(learnedState.map(({ ref }) => ref.split('.').at(-1))).toEqual([
      'LearningPeriod',
      'KerberosTicketLifetime',
    ]);
    expect(unrecognised.map(({ ref, value }) => [ref, value])).toEqual([
      ['center:Configuration.SupportCaseConfiguration.IsEnabled', true],
      ['center:Configuration.SupportCaseConfiguration.TraceLevel', 'Verbose'],
    ]);
  });

  it('say what each gateway is, and how that is known', async () => {
    const { gateways } = await snapshotOfDeployment('contoso');
    expect(
      gateways.map(({ name, kind, status, domainSynchronizerCandidate }) => [
        name,
        kind,
        status,
        domainSynchronizerCandidate,
      ]),
    ).toEqual([
      ['DC01', 'lightweight-gateway', 'UpToDate', true],
      ['DC02', 'lightweight-gateway', 'Outdated', false],
      ['ATAGW1', 'gateway', expect.any(String), true],
      ['ATAGW2', 'unknown', 'UpToDate', false],
      ['BRANCHGW1', 'gateway', 'StartFailure', null],
    ]);
    expect(gateways[2]).toMatchObject({
      kindCertainty: 'inferred',
      kindEvidence: 'its field IsLightweightGateway, whose meaning is presumed',
      description: 'Gateway with port mirroring from three domain controllers',
      domainControllers: ['dc03.contoso.com', 'fab-dc01.fabrikam.net', 'fab-dc02.fabrikam.net'],
      networkAdapters: ['Capture A', 'Capture B', 'Management'],
    });
    expect(gateways[3]).toMatchObject({
      kindEvidence: null,
      description: null,
      domainControllers: [],
      networkAdapters: [],
    });
    expect(gateways[4]?.version?.name).toMatch(/^1\.7/);
  });
});

describe('the sections of a fresh install', () => {
  it('say that nothing was chosen', async () => {
    const snapshot = await snapshotOfDeployment('defaults');
    expect(snapshot.unrecognised).toEqual([]);
    expect(snapshot.engineTuning).toEqual({ atDefault: expect.any(Number), changed: [], defaultUnknown: [] });
    expect(snapshot.engineTuning.atDefault).toBeGreaterThan(200);
    expect(snapshot.detectors.flatMap(({ exclusions }) => exclusions)).toEqual([]);
    expect(snapshot.entities).toEqual([]);
    expect(snapshot.reports).toEqual([]);
    expect(snapshot.honeytokens).toEqual([]);
    expect(snapshot.alertNotifications?.recipients).toEqual([]);
    expect(snapshot.syslogServer).toMatchObject({ enabled: false, server: null });
    expect(snapshot.mailServer).toMatchObject({
      enabled: false,
      server: null,
      password: { set: false, form: 'none' },
    });
    expect(snapshot.gateways.map(({ name, kind }) => [name, kind])).toEqual([
      ['TAILSPIN-DC1', 'lightweight-gateway'],
    ]);
  });
});

describe('the sections of a Center that says little', () => {
  it('are null where the Center has nothing of the area', async () => {
    const snapshot = await sectionsOf(centerWith());
    expect(snapshot).toMatchObject({
      directoryServicesAccount: null,
      eventCollection: null,
      vpn: null,
      mailServer: null,
      syslogServer: null,
      alertNotifications: null,
      healthNotifications: null,
      updates: null,
      telemetry: null,
      localization: null,
    });
  });

  it('do not read what is of the wrong form', async () => {
    const snapshot = await sectionsOf(
      centerWith({
        SyslogClientConfiguration: {
          IsEnabled: 'true',
          ServerEndpoint: { Address: 7, Port: '514' },
          Serializer: null,
        },
        DnsReconnaissanceDetectorConfiguration: { IsEnabled: 1, ExcludedSubnets: [null, 10, true, {}, 'x'] },
        MonitoringClientConfiguration: { MonitoringAlertTypeNameToIsEnabledMapping: { A: 'yes', B: true } },
      }),
    );
    expect(snapshot.syslogServer).toEqual({
      enabled: null,
      server: null,
      transport: null,
      transportTimeout: null,
      format: null,
    });
    expect(snapshot.detectors).toMatchObject([{ enabled: null, exclusions: [{ value: 'x' }] }]);
    expect(snapshot.monitoringAlerts.map(({ type }) => type)).toEqual(['B']);
  });

  it('know a secret as set if any part of it is', async () => {
    const secrets = [
      { Password: '', CertificateThumbprint: thumbprint, EncryptedBytes: 'QUFBQUFBQUFBQUFBQUFBQQ==' },
      { Password: 'x' },
      { Password: '' },
      {},
    ];
    const forms = [];
    for (const secret of secrets) {
      const { vpn } = await sectionsOf(centerWith({}, { RadiusEventListenerSharedSecretEncrypted: secret }));
      forms.push([vpn?.sharedSecret.set, vpn?.sharedSecret.form]);
    }
    expect(forms).toEqual([
      [true, 'ciphertext'],
      [true, 'clear-text'],
      [false, 'none'],
      [false, 'none'],
    ]);
  });

  it('write addresses as browsers take them', async () => {
    const { center } = await sectionsOf(
      centerWith({
        CenterWebClientConfiguration: {
          ServiceEndpoints: [
            { Address: 'a.example', Port: 443 },
            { Address: 'b.example', Port: 8443 },
            { Address: 'fd12::1', Port: 443 },
            { Address: 'c.example', Port: null },
            { Address: null, Port: 1 },
          ],
        },
      }),
    );
    expect(center?.urls).toEqual([
      'https://a.example',
      'https://b.example:8443',
      'https://[fd12::1]',
      'https://c.example',
    ]);
    expect(center?.serviceEndpoints).toHaveLength(5);
  });
});

describe('the spelling of ATA 1.8', () => {
  it('is read as that of 1.9', async () => {
    const snapshot = await sectionsOf(
      centerWith(
        {
          AbnormalVpnDetectorConfiguration: {
            IsEnabled: true,
            ProfileCommonGeolocationsAndCarriesAsyncConfiguration: { Interval: '00:01:00', IsEnabled: true },
          },
          ComputerPreauthenticationFailedDetectorConfiguration: { IsEnabled: true },
          DnsReconnaissanceDetectorConfiguration: {
            OperationRetentionPeriod: '00:05:00',
            RemoveOldOperationsConfiguration: { Interval: '00:01:00', IsEnabled: true },
          },
        },
        { IsSyslogEventListenerEnabled: true },
        { Version: '1.8.6645.28499' },
      ),
    );
    expect(snapshot.unrecognised).toEqual([]);
    expect(snapshot.center?.version?.name).toMatch(/^1\.8/);
    expect(snapshot.engineTuning).toMatchObject({ atDefault: 1, changed: [] });
    expect(snapshot.engineTuning.defaultUnknown).toHaveLength(4);
    expect(snapshot.detectors.map(({ section, enabled }) => [section, enabled])).toEqual([
      ['AbnormalVpnDetectorConfiguration', true],
      ['ComputerPreauthenticationFailedDetectorConfiguration', true],
    ]);
  });
});

describe('the kind of a gateway', () => {
  async function gatewayOf(
    over: PlainObject,
    ...others: readonly PlainObject[]
  ): Promise<Gateway | undefined> {
    const document = { Type: 'GatewaySystemProfile', Id: 'a'.repeat(24), NetbiosName: 'DC01', ...over };
    return (await sectionsOf(document, ...others)).gateways[0];
  }
  const domainController = { Type: 'Computer', Id: 'c1', SamName: 'dc01$', IsDomainController: true };

  it.each<[string, PlainObject, Gateway['kind']]>([
    ['a switch that is on', { IsLightweightGateway: true }, 'lightweight-gateway'],
    ['a switch that is off', { Configuration: { IsLightweight: false } }, 'gateway'],
    ['a word', { GatewayType: 'LightweightGateway' }, 'lightweight-gateway'],
    ['two words', { GatewayType: 'ATA Lightweight Gateway' }, 'lightweight-gateway'],
    ['the word for the other', { Configuration: { Tailspin: { GatewayType: 'Gateway' } } }, 'gateway'],
    ['another word', { GatewayType: 'Gateway2' }, 'unknown'],
    ['a number', { GatewayType: 1 }, 'unknown'],
    ['nothing', {}, 'unknown'],
  ])('is told by %s', async (_, over, kind) => {
    const gateway = await gatewayOf(over);
    expect(gateway?.kind).toBe(kind);
    expect(gateway?.kindCertainty).toBe('inferred');
    expect(gateway?.kindEvidence === null).toBe(kind === 'unknown');
  });

  it('is told by the domain controller it runs on, if nothing else tells', async () => {
    expect(await gatewayOf({}, domainController)).toMatchObject({
      kind: 'lightweight-gateway',
      kindEvidence: 'it runs on a domain controller',
    });
    expect((await gatewayOf({ IsLightweightGateway: false }, domainController))?.kind).toBe('gateway');
    expect((await gatewayOf({}, { ...domainController, IsDomainController: false }))?.kind).toBe('unknown');
    expect((await gatewayOf({ NetbiosName: 'DC02' }, domainController))?.kind).toBe('unknown');
    expect((await gatewayOf({ NetbiosName: null }, domainController))?.kind).toBe('unknown');
  });
});

describe('the names of what a gateway has several of', () => {
  it('are one for each, whether a text or an object', async () => {
    const { gateways } = await sectionsOf({
      Type: 'GatewaySystemProfile',
      DomainControllers: ['dc01.example', { Name: 'DC02', DnsName: 'dc02.example' }, { Name: 'DC03' }],
      NetworkAdapters: [
        { Id: 'id-1', Description: 'Intel', Name: 'Ethernet', IsEnabled: true },
        { Id: 'id-2' },
        'third',
      ],
    });
    expect(gateways[0]?.domainControllers).toEqual(['dc01.example', 'dc02.example', 'DC03']);
    expect(gateways[0]?.networkAdapters).toEqual(['Ethernet', 'id-2', 'third']);
  });
});
