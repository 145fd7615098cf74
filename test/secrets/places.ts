/**
 * Every place where ATA, MDI or the people around them can leave a secret, each with a canary of its own: documents of the
 * database, exports of role groups, what MDI shows, files of the user.
 */
import {
  BinaryValue,
  type DocumentObject,
  type DocumentValue,
  ExtendedValue,
  isObject,
} from '../../src/readers/values.js';
import { clixmlFile } from '../support/clixml.js';
import { type ExportFile, fixtureDocuments } from '../support/formats.js';
import { canary } from './search.js';

/** Gives the secret of a place. Two sets that differ in every secret tell whether anything of one can be seen. */
export type SecretOf = (place: string) => string;

/** The secrets that are searched for; every one that was given out is noted. */
export function canaries(): { readonly secretOf: SecretOf; readonly given: ReadonlySet<string> } {
  const given = new Set<string>();
  return {
    given,
    secretOf(place) {
      const secret = canary(place);
      given.add(secret);
      return secret;
    },
  };
}

/** Other secrets in the same places, of another length. */
export function otherSecretOf(place: string): string {
  return `other${'x'.repeat(1 + (place.length % 7))}${[...place]
    .reverse()
    .join('')
    .replace(/[^a-z]/gi, '')}`;
}

const thumbprint = '183E362E9B9C751E4388ECC6550D2A1B03FD7445';

function object(members: Readonly<Record<string, DocumentValue>>): DocumentObject {
  return new Map(Object.entries(members));
}

function bytes(text: string): BinaryValue {
  return new BinaryValue(new TextEncoder().encode(text), 0);
}

/**
 * How a secret can stand in a field that holds one. Only what is `ciphertext` may leave a fingerprint; those secrets are the
 * same in both sets.
 */
export const secretForms: Readonly<Record<string, (secretOf: SecretOf, place: string) => DocumentValue>> = {
  // As ATA stores it (DESIGN §5).
  ciphertext: (_, place) =>
    object({ CertificateThumbprint: thumbprint, EncryptedBytes: bytes(canary(`${place}-ciphertext`)) }),
  // As REST bodies have it (ata-source.md §5.1).
  'clear text in an object': (secretOf, place) => object({ Password: secretOf(`${place}-object`) }),
  'clear text': (secretOf, place) => secretOf(`${place}-text`),
  'clear text where bytes should be': (secretOf, place) =>
    object({
      CertificateThumbprint: secretOf(`${place}-thumbprint`),
      EncryptedBytes: secretOf(`${place}-bytes`),
    }),
  'in a list': (secretOf, place) => [secretOf(`${place}-list`), [secretOf(`${place}-list-in-list`)]],
  nested: (secretOf, place) =>
    object({ History: [object({ Value: object({ Text: secretOf(`${place}-deep`) }) })] }),
  'as a key': (secretOf, place) => object({ [secretOf(`${place}-key`)]: true }),
  bytes: (secretOf, place) => bytes(secretOf(`${place}-binary`)),
  'a list of numbers': (secretOf, place) => [...Buffer.from(secretOf(`${place}-numbers`))],
};

/** Where the catalogue knows of a secret (settings.json, `secret`). */
const knownSecrets: readonly (readonly [path: readonly string[], place: string])[] = [
  [['GatewayCommonConfiguration', 'DirectoryServicesClientAccountPasswordEncrypted'], 'directory-services'],
  [['GatewayCommonConfiguration', 'RadiusEventListenerSharedSecretEncrypted'], 'radius'],
  [['Configuration', 'MailClientConfiguration', 'AuthenticationAccountPasswordEncrypted'], 'mail'],
];

/** Names that only sound like a secret's: nobody knows the section they are in. */
export const secretNames = [
  'Password',
  'AdminPASSWORD',
  'ClientSecret',
  'EncryptedToken',
  'db_pw',
  'UserPass',
  'Kennwort',
  'Пароль',
  'Pass\u200bword',
  'ＰＡＳＳＷＯＲＤ',
  'Credentials',
  'AccessKey',
  'ApiKey',
  'HashKey',
  'PrivateKeys',
  'CertificatePfx',
  'AuthorizationHeader',
  'RadiusEventListenerSharedSecret',
  'EncryptedUserPasswordData',
  'LapsPin',
  'WifiPsk',
  'NtHash',
] as const;

/** Credentials in the middle of a text: addresses, connection strings, command lines, headers, scraps of other formats. */
export const credentialTexts: Readonly<Record<string, (secret: string) => string>> = {
  'address of a database': (s) => `mongodb://reader:${s}@ata.contoso.com:27017/ATA?authSource=admin`,
  'address with a slash in the password': (s) => `https://svc:a/${s}@proxy.contoso.com:8080`,
  'address with an at in the password': (s) => `ldap://svc:a@${s}@dc01.contoso.com`,
  'address in a sentence': (s) => `reads from mongodb://reader:${s}@ata.contoso.com since May`,
  'connection string': (s) => `Server=sql1;Database=ATA;User Id=sa;Password=${s};Encrypt=yes`,
  'connection string in quotes': (s) => `Server=sql1;Pwd="a;${s}";Encrypt=yes`,
  'connection string of storage': (s) => `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${s}==`,
  // mdi-target.md §10: parameters of the silent installation.
  'silent installation': (s) =>
    `"Azure ATP sensor Setup.exe" /quiet NetFrameworkCommandLineArguments="/q" AccessKey=${s}`,
  'silent installation behind a proxy': (s) =>
    `Azure ATP sensor Setup.exe /quiet ProxyUrl=http://proxy:8080 ProxyUserName=svc ProxyUserPassword=${s}`,
  'argument of a cmdlet': (s) => `Set-Something -Identity a -Password ${s} -Force`,
  'argument in quotes': (s) => `Set-Something -AdminPassword 'a ${s}'`,
  'secure string': (s) => `$p = ConvertTo-SecureString "${s}" -AsPlainText -Force`,
  'header of a request': (s) => `Authorization: Bearer ${s}`,
  'basic authentication': (s) => `curl -H "Authorization: Basic ${Buffer.from(`a:${s}`).toString('base64')}"`,
  cookie: (s) => `Cookie: sccauth=${s}; XSRF-TOKEN=a${s}`,
  'a note': (s) => `the password: ${s}`,
  JSON: (s) => `{"Password": "${s}", "a": 1}`,
  'JSON in JSON': (s) => JSON.stringify(JSON.stringify({ client_secret: s })),
  XML: (s) => `<add key="Password" value="${s}"/>`,
  'XML element': (s) => `<Credentials><Password>${s}</Password></Credentials>`,
  'shared access signature': (s) => `https://a.blob.core.windows.net/b?sv=2020&sig=${s}`,
  'private key': (s) => `-----BEGIN RSA PRIVATE KEY-----\n${s}\n-----END RSA PRIVATE KEY-----`,
  'URL-encoded': (s) => `see mongodb%3A%2F%2Freader%3A${s}%40ata.contoso.com`,
};

/** A third of the texts with credentials, for an object; which, depends on the place and on the turn. */
function texts(secretOf: SecretOf, place: string, turn: number): Record<string, string> {
  const some = Object.entries(credentialTexts).filter((_, index) => (index + place.length + turn) % 3 === 0);
  return Object.fromEntries(
    some.map(([name, text], index) => [
      `Note${index}`,
      text(secretOf(`${place}-${name.replaceAll(' ', '-')}`)),
    ]),
  );
}

/** Text settings that the catalogue knows, in which somebody may have written credentials. */
const textSettings: readonly (readonly string[])[] = [
  ['Configuration', 'MailClientConfiguration', 'From'],
  ['Configuration', 'MailClientConfiguration', 'AuthenticationAccountName'],
  ['Configuration', 'SyslogClientConfiguration', 'ServerEndpoint', 'Address'],
  ['Configuration', 'DatabaseConfiguration', 'ServerEndpoint', 'Address'],
  ['Configuration', 'CenterTelemetryManagerConfiguration', 'ServiceUrl'],
  ['Configuration', 'LocalizerConfiguration', 'LocaleId'],
  ['GatewayCommonConfiguration', 'DirectoryServicesClientAccountName'],
  ['NetbiosName'],
  ['Description'],
];

/** Lists that the catalogue knows. */
const listSettings: readonly (readonly string[])[] = [
  ['Configuration', 'DetectionConfiguration', 'AlertConfiguration', 'To'],
  ['Configuration', 'MonitoringClientConfiguration', 'AlertConfiguration', 'To'],
  ['Configuration', 'DnsReconnaissanceDetectorConfiguration', 'ExcludedSubnets'],
  ['Configuration', 'DnsReconnaissanceDetectorConfiguration', 'ExcludedSourceComputerIds'],
  ['Configuration', 'GoldenTicketDetectorConfiguration', 'ExcludedSourceAccountIds'],
];

/** Maps whose keys are data. */
const mapSettings: readonly (readonly string[])[] = [
  ['Configuration', 'MonitoringClientConfiguration', 'MonitoringAlertTypeNameToIsEnabledMapping'],
  ['Configuration', 'ReporterConfiguration', 'ReportTypeToConfigurationMapping'],
];

const profiles = fixtureDocuments('contoso/SystemProfile_20251215T040000Z.json');
const entities = fixtureDocuments('contoso/UniqueEntity.json');

/** The documents of a database. */
export interface Planted {
  readonly profiles: readonly DocumentObject[];
  readonly entities: readonly DocumentObject[];
}

/**
 * The deployment `contoso`, with a canary in every place.
 *
 * @param turn which form of a secret the fields that ATA knows have: there is one form at a time in each
 * @param plain without what only MongoDB's own types can hold
 */
export function plantedDocuments(secretOf: SecretOf, turn: number, plain: boolean): Planted {
  const forms = Object.values(secretForms);
  const formAt = (index: number) => forms[index % forms.length] ?? (() => null);
  const [center, ...gateways] = structuredCloneOf(profiles);
  if (center === undefined) throw new Error('the fixture has no Center');
  leaveOut(center);
  for (const [index, [path, place]] of knownSecrets.entries())
    setAt(center, path, formAt(turn + index)(secretOf, place));
  for (const path of textSettings)
    setAt(center, path, credentialTexts['address of a database']?.(secretOf(`at-${path.at(-1)}`)) ?? '');
  for (const path of listSettings) {
    const list = valueAt(center, path);
    if (!Array.isArray(list)) throw new Error(`no list at ${path.join('.')}`);
    const place = path.join('-');
    setAt(center, path, [...list, ...Object.values(texts(secretOf, place, turn))]);
  }
  for (const path of mapSettings) {
    const map = valueAt(center, path);
    const keys = Object.values(texts(secretOf, `keys-${path.at(-1)}`, turn));
    setAt(
      center,
      path,
      new Map<string, DocumentValue>([
        ...(map instanceof Map ? (map as Editable) : []),
        ...keys.map((key) => [key, true] as const),
      ]),
    );
  }
  setAt(
    center,
    ['Configuration', 'TailspinConnectorConfiguration'],
    unknownSection(secretOf, 'center', turn, plain),
  );
  setAt(center, ['TailspinConnector'], unknownSection(secretOf, 'top', turn + 1, plain));
  for (const [index, gateway] of gateways.entries()) {
    setAt(gateway, ['Description'], `old one, password: ${secretOf(`gateway-${index}-description`)}`);
    setAt(gateway, ['Configuration', 'ProxyPassword'], formAt(turn + index)(secretOf, `gateway-${index}`));
  }
  const unknown = object({
    _id: '5aed5ee92bd5d60dd07c0b0b',
    _t: ['Entity', 'TailspinSystemProfile'],
    Type: 'TailspinSystemProfile',
    ...Object.fromEntries(unknownSection(secretOf, 'unknown-document', turn + 2, plain)),
  });
  return {
    profiles: [center, ...gateways, unknown],
    entities: structuredCloneOf(entities).map((entity, index) => {
      const [name, text] = Object.entries(credentialTexts)[index % Object.keys(credentialTexts).length] ?? [];
      const secret = secretOf(`entity-${index}-${name?.replaceAll(' ', '-')}`);
      entity.set('Description', text?.(secret) ?? '');
      entity.set('UnicodePwd', secretOf(`entity-${index}-unicodePwd`));
      if (index > 3) entity.set('OperatingSystem', text?.(secret) ?? '');
      return entity;
    }),
  };
}

/** Takes out what has no place for a secret: there is much to do with what is left. */
function leaveOut(center: DocumentObject): void {
  const configuration = valueAt(center, ['Configuration']) as Map<string, DocumentValue>;
  const kept = new Set(
    [...knownSecrets.map(([path]) => path), ...textSettings, ...listSettings, ...mapSettings].map(
      ([, section]) => section,
    ),
  );
  for (const section of [...configuration.keys()]) if (!kept.has(section)) configuration.delete(section);
}

function unknownSection(secretOf: SecretOf, place: string, turn: number, plain: boolean): DocumentObject {
  const forms = Object.entries(secretForms);
  const named = secretNames.flatMap((name, index) => {
    const [, form] = forms[(turn + index) % forms.length] ?? [];
    return form === undefined ? [] : [[name, form(secretOf, `${place}-${index}`)] as const];
  });
  const all = forms.map(
    ([, form], index) => [`Secret${index}`, form(secretOf, `${place}-form-${index}`)] as const,
  );
  return new Map<string, DocumentValue>([
    ...named,
    ...all,
    ['Notes', object(texts(secretOf, `${place}-notes`, turn))],
    ['List', Object.values(texts(secretOf, `${place}-list`, turn))],
    ['Deep', [[object({ Deeper: [[Object.values(texts(secretOf, `${place}-deep`, turn))]] })]]],
    ['ByName', new Map(Object.values(texts(secretOf, `${place}-by-name`, turn)).map((key) => [key, 1]))],
    ...(plain ? [] : mongoTypes(secretOf, place)),
  ]);
}

/** Values that only MongoDB has, each with a text in it. */
function mongoTypes(secretOf: SecretOf, place: string): [string, DocumentValue][] {
  const address = (name: string) => `mongodb://u:${secretOf(`${place}-${name}`)}@h/ATA`;
  return [
    ['Code', new ExtendedValue({ $code: `connect("${address('code')}")` })],
    ['Symbol', new ExtendedValue({ $symbol: address('symbol') })],
    ['Pattern', new ExtendedValue({ $regularExpression: { pattern: address('pattern'), options: '' } })],
    ['SecretSymbol', new ExtendedValue({ $symbol: secretOf(`${place}-secret-symbol`) })],
  ];
}

type Editable = Map<string, DocumentValue>;

function structuredCloneOf(documents: readonly DocumentObject[]): Editable[] {
  return documents.map((document) => cloneOf(document) as Editable);
}

function cloneOf(value: DocumentValue): DocumentValue {
  if (value instanceof Map)
    return new Map([...(value as DocumentObject)].map(([key, member]) => [key, cloneOf(member)]));
  return Array.isArray(value) ? value.map(cloneOf) : value;
}

function valueAt(document: DocumentObject, path: readonly string[]): DocumentValue {
  let value: DocumentValue = document;
  for (const key of path) value = isObject(value) ? (value.get(key) ?? null) : null;
  return value;
}

function setAt(document: DocumentObject, path: readonly string[], value: DocumentValue): void {
  let place = document as Map<string, DocumentValue>;
  for (const key of path.slice(0, -1)) {
    const next = place.get(key);
    if (next instanceof Map) place = next;
    else {
      const made = new Map<string, DocumentValue>();
      place.set(key, made);
      place = made;
    }
  }
  place.set(path.at(-1) ?? '', value);
}

function text(name: string, content: string): ExportFile {
  return { name, bytes: new TextEncoder().encode(content) };
}

/** Exports of role groups, in every form that is read, with secrets in names, comments and properties nobody asked for. */
export function plantedRoleGroups(secretOf: SecretOf): ExportFile[] {
  const hex = (place: string) => Buffer.from(secretOf(place), 'utf16le').toString('hex');
  const principal = (name: string, more: string) =>
    `<Obj RefId="0"><TN RefId="0"><T>Microsoft.PowerShell.Commands.LocalPrincipal</T><T>System.Object</T></TN><ToString>${name}</ToString><Props><S N="Name">${name}</S><S N="ObjectClass">User</S><S N="SID">S-1-5-21-1-2-3-500</S><S N="PrincipalSource">Local</S>${more}</Props></Obj>`;
  return [
    text(
      'Microsoft Advanced Threat Analytics Administrators.xml',
      clixmlFile(
        principal(
          `CONTOSO\\svc password=${secretOf('clixml-name')}`,
          `<SS N="Password">${hex('clixml-secure-string')}</SS><SS N="Anything">${hex('clixml-other-secure-string')}</SS><S N="Description">password: ${secretOf('clixml-description')}</S>`,
        ),
      ),
    ),
    text(
      'Microsoft Advanced Threat Analytics Users.json',
      JSON.stringify([
        {
          Name: 'CONTOSO\\anna',
          SID: { Value: 'S-1-5-21-1-2-3-1001' },
          PrincipalSource: 2,
          ObjectClass: 'User',
          Password: secretOf('group-json-password'),
          Description: `mongodb://u:${secretOf('group-json-address')}@h`,
        },
        {
          Name: `https://u:${secretOf('group-json-name')}@h`,
          SID: { Value: 'S-1-5-21-1-2-3-1002' },
          PrincipalSource: 2,
          ObjectClass: 'User',
        },
      ]),
    ),
    text(
      'Microsoft Advanced Threat Analytics Viewers.csv',
      [
        '"Group","Name","SID","PrincipalSource","ObjectClass","Password"',
        `"Microsoft Advanced Threat Analytics Viewers","CONTOSO\\bob","S-1-5-21-1-2-3-1003","ActiveDirectory","User","${secretOf('group-csv-password')}"`,
        `"Microsoft Advanced Threat Analytics Viewers","pwd=${secretOf('group-csv-name')}","S-1-5-21-1-2-3-1004","ActiveDirectory","User",""`,
        '',
      ].join('\r\n'),
    ),
    text(
      'administrators.txt',
      [
        'Alias name     Administrators',
        `Comment        the password: ${secretOf('net-localgroup-comment')}`,
        '',
        'Members',
        '',
        '-'.repeat(79),
        'Administrator',
        `mongodb://u:${secretOf('net-localgroup-member')}@h`,
        'The command completed successfully.',
        '',
      ].join('\r\n'),
    ),
  ];
}

/** What is given to `--observed`, in every shape, with secrets where the service or people put them. */
export function plantedObserved(secretOf: SecretOf): ExportFile[] {
  const json = (name: string, value: unknown) => text(name, JSON.stringify(value, null, 2));
  const address = (place: string) => `https://u:${secretOf(place)}@h.contoso.com`;
  const list = (context: string, value: readonly unknown[]) => ({
    '@odata.context': `https://graph.microsoft.com/beta/$metadata#${context}`,
    value,
  });
  const portal = (path: string, response: unknown) => ({
    url: `https://security.microsoft.com/apiproxy/${path}`,
    response,
  });
  return [
    json(
      'sensors.json',
      list('security/identities/sensors', [
        {
          id: '4ebd6dc3-0000-4000-8000-000000000001',
          displayName: address('sensor-name'),
          sensorType: 'domainControllerIntegrated',
          deploymentStatus: 'upToDate',
          version: '2.241.0.0',
          domainName: address('sensor-domain'),
          settings: {
            description: `password: ${secretOf('sensor-description')}`,
            domainControllerDnsNames: ['dc01.contoso.com', address('sensor-dc')],
            isDelayedDeploymentEnabled: false,
          },
          accessKey: secretOf('sensor-access-key'),
        },
      ]),
    ),
    // mdi-target.md §10: GET …/sensors/getDeploymentAccessKey.
    json('access-key.json', { sensorDeploymentAccessKey: secretOf('sensor-deployment-access-key') }),
    json(
      'health.json',
      list('security/identities/healthIssues', [
        {
          id: 'a',
          displayName: `Directory services user credentials are incorrect, password=${secretOf('health-name')}`,
          healthIssueType: 'global',
          issueTypeId: '1001',
          severity: 'medium',
          status: 'open',
          createdDateTime: '2026-01-01T00:00:00Z',
          lastModifiedDateTime: '2026-01-01T00:00:00Z',
          description: `The password ${secretOf('health-description')} is wrong`,
          recommendations: [`Set the password to ${secretOf('health-recommendation')}`],
          additionalInformation: [`password=${secretOf('health-more')}`],
          domainNames: [address('health-domain')],
          sensorDNSNames: [address('health-sensor')],
        },
      ]),
    ),
    json('portal.json', [
      portal('aatp/api/mtp/vpnConfiguration/', {
        IsRadiusEventListenerEnabled: true,
        RadiusEventListenerSharedSecret: secretOf('observed-radius'),
      }),
      portal('aatp/odata/directoryServices?$count=true&$top=20&$skip=0', {
        '@odata.count': 2,
        value: [
          {
            Id: 'svc@contoso.com',
            AccountName: 'svc',
            DomainDnsName: 'contoso.com',
            AccountPassword: secretOf('observed-account'),
            IsGroupManagedServiceAccount: false,
          },
          {
            Id: address('observed-account-id'),
            AccountName: address('observed-account-name'),
            DomainDnsName: address('observed-account-domain'),
            AccountPassword: null,
            IsGroupManagedServiceAccount: false,
          },
        ],
      }),
      portal('aatp/odata/EntityRemediatorCredentials', {
        value: [
          {
            Id: 'a',
            AccountName: 'act',
            DomainDnsName: 'contoso.com',
            AccountPassword: secretOf('observed-action'),
          },
        ],
      }),
      portal('aatp/api/workspace/configuration/syslog', {
        IsSyslogEnabled: true,
        Address: address('observed-syslog'),
        Port: 514,
        Password: secretOf('observed-syslog-password'),
      }),
      portal('aatp/api/mtp/healthNotifications', [
        address('observed-recipient'),
        `pwd=${secretOf('observed-recipient-2')}`,
      ]),
    ]),
    json('portal.har', {
      log: {
        version: '1.2',
        creator: { name: 'a browser' },
        entries: [
          {
            request: {
              method: 'GET',
              url: `https://u:${secretOf('har-address')}@security.microsoft.com/apiproxy/aatp/api/mtp/vpnConfiguration/?token=${secretOf('har-query')}`,
              headers: [
                { name: 'Cookie', value: `sccauth=${secretOf('har-cookie')}` },
                { name: 'X-XSRF-TOKEN', value: secretOf('har-xsrf') },
                { name: 'Authorization', value: `Bearer ${secretOf('har-bearer')}` },
              ],
              cookies: [{ name: 'sccauth', value: secretOf('har-session') }],
              postData: { text: `{"Password":"${secretOf('har-post')}"}` },
            },
            response: {
              status: 200,
              headers: [{ name: 'Set-Cookie', value: secretOf('har-set-cookie') }],
              content: {
                mimeType: 'application/json',
                encoding: 'base64',
                text: Buffer.from(
                  JSON.stringify({
                    IsRadiusEventListenerEnabled: true,
                    RadiusEventListenerSharedSecret: secretOf('har-radius'),
                  }),
                ).toString('base64'),
              },
            },
          },
        ],
      },
    }),
    text(
      'exclusions.csv',
      [
        '"Detection rule","Type","Name"',
        `"Suspected DCSync attack (replication of directory services)","Device","${address('csv-device')}"`,
        `"password: ${secretOf('csv-rule')}","IP address","10.9.8.7"`,
        '',
      ].join('\r\n'),
    ),
    text(
      'roles.csv',
      [
        '"Role name","Role description","Permissions","Assignment name","Assigned data sources","Assigned users or groups"',
        `"${address('csv-role')}","password: ${secretOf('csv-role-description')}","Security data basics (read)","pwd=${secretOf('csv-assignment')}","Microsoft Defender for Identity","${address('csv-assigned')}"`,
        '',
      ].join('\r\n'),
    ),
    text('Microsoft.Tri.Sensor-Errors.log', sensorLog(secretOf)),
    text('Azure Advanced Threat Protection Sensor.log', installerLog(secretOf)),
  ];
}

/** A secret that is one word of the language, as far as anybody can tell. */
function wordOf(secretOf: SecretOf, place: string): string {
  return secretOf(place).replace(/[^A-Z]/g, '') || 'Sommer';
}

function sensorLog(secretOf: SecretOf): string {
  const lines = Object.entries(credentialTexts).map(
    ([name, line]) =>
      `could not use ${line(secretOf(`log-${name.replaceAll(' ', '-')}`)).replaceAll('\n', ' ')}`,
  );
  const words = [
    `could not log on with password ${wordOf(secretOf, 'log-word')}`,
    `could not log on, password: ${wordOf(secretOf, 'log-word')}`,
    `Password ${wordOf(secretOf, 'log-word')} was refused`,
    `failed [AccessKey=${secretOf('log-brackets')}]`,
    `System.Exception: "${secretOf('log-quoted')}"`,
  ];
  return [...lines, ...words]
    .map(
      (line, index) =>
        `2026-10-06 02:20:${String(index % 60).padStart(2, '0')}.8120 Error SensorConfigurationManager UpdateAsync ${line}\n   at ${secretOf('log-trace')}.Method()\n`,
    )
    .join('');
}

/** As the log of the installer begins its lines; parameters of the silent installation may stand in it. */
function installerLog(secretOf: SecretOf): string {
  return [
    `[1A2C:1B30][2026-10-06T02:20:00]i001: 2026-10-06 02:20:00.8120 1234 1   Error Program Main started [AccessKey=${secretOf('installer')}]`,
    `[1A2C:1B30][2026-10-06T02:20:00]i001: 2026-10-06 02:20:00.8120 Error Program Main AccessKey=${secretOf('installer-2')} ProxyUserPassword=${secretOf('installer-3')}`,
    `[1A2C:1B30][2026-10-06T02:20:00]i001: 2026-10-06 02:20:00.8120 Warn ${secretOf('installer-4')} Main AccessKey ${wordOf(secretOf, 'installer-word')}`,
    '',
  ].join('\r\n');
}

/** Suspicious activities and health alerts with credentials in every field that is read, and in those that are not. */
export function plantedAlerts(secretOf: SecretOf): ExportFile {
  const alerts = Object.entries(credentialTexts).map(([form, textOf], index) => {
    const place = (field: string) => textOf(secretOf(`alert-${index}-${field}`));
    const kind = index % 3 === 2 ? 'MonitoringAlert' : 'SuspiciousActivity';
    return {
      _t: ['Entity', 'Alert', kind, `${place('class')} ${kind}`],
      _id: index % 2 === 0 ? place('id') : { $oid: `65a0000000000000000000${10 + index}` },
      StartTime: { $date: '2025-12-01T00:00:00Z' },
      EndTime: place('time'),
      Severity: index % 4 === 0 ? 'High' : place('severity'),
      Status: index % 4 === 0 ? 'Open' : place('status'),
      TitleKey: place('title'),
      TitleDetailKeys: [place('title-detail'), { Text: place('title-object') }],
      DescriptionDetailFormatKeys: [place('description')],
      EvidenceKeys: [place('evidence')],
      ReasonKey: place('reason'),
      Note: `${form}: ${place('note')}`,
      RelatedActivityCount: place('count'),
      SourceIpAddresses: [place('ip-address')],
      SourceAccountIds: [place('source')],
      DestinationComputerIds: [place('destination')],
      RelatedUniqueEntityIds: [place('entity')],
      GatewayId: place('gateway'),
      FailedSourceAccountNames: [place('account')],
      DetailsRecords: [{ CommandLine: place('details'), Password: secretOf(`alert-${index}-password`) }],
      [place('key')]: true,
    };
  });
  return text('SuspiciousActivity.json', JSON.stringify(alerts));
}

/** A catalogue of the user with texts that carry credentials; it is valid. */
export function plantedCatalogue(secretOf: SecretOf): ExportFile {
  const title = (place: string, name: keyof typeof credentialTexts) =>
    `of ours, ${credentialTexts[name]?.(secretOf(`catalogue-${place}`))}`;
  return text(
    'settings.json',
    JSON.stringify({
      schema: 'catalogue-settings',
      schemaVersion: 1,
      factsAsOf: '2026-09',
      sources: {
        OWN: {
          repository: null,
          commit: null,
          licence: null,
          what: `mongodb://u:${secretOf('catalogue-source')}@h`,
        },
      },
      entries: [
        {
          id: 'gateways.tailspin',
          area: 'gateways',
          document: 'center',
          paths: ['Configuration.TailspinConnectorConfiguration.Password'],
          title: title('title', 'connection string'),
          certainty: 'seen',
          source: ['OWN'],
          notes: title('notes', 'address of a database'),
        },
        {
          id: 'gateways.tailspinNotes',
          area: 'gateways',
          document: 'center',
          paths: ['Configuration.TailspinConnectorConfiguration.Notes.*'],
          title: title('title-2', 'silent installation'),
          default: `mongodb://u:${secretOf('catalogue-default')}@h`,
          defaultEvidence: `password: ${secretOf('catalogue-evidence')}`,
          certainty: 'seen',
          source: ['OWN'],
        },
      ],
    }),
  );
}
