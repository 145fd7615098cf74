import { describe, expect, it } from 'vitest';
import { parsePath } from '../catalogue/paths.js';
import { builtInSettings } from '../catalogue/settings.js';
import {
  BinaryValue,
  DateValue,
  type DocumentObject,
  type DocumentValue,
  ExtendedValue,
  ObjectIdValue,
} from '../readers/values.js';
import type { Leaf } from '../types/ata-snapshot.js';
import { type FlattenedDocument, flattenDocument } from './leaves.js';

/** A document without the help of object literals, in which `__proto__` would mean something. */
function object(...members: readonly (readonly [string, DocumentValue])[]): DocumentObject {
  return new Map(members);
}

/** A Center with one section of its configuration. */
function centerWithSection(
  name: string,
  ...members: readonly (readonly [string, DocumentValue])[]
): DocumentObject {
  return object(['Configuration', object([name, object(...members)])]);
}

function flatten(
  document: DocumentObject,
  scope: 'center' | 'gateway' | 'other' = 'center',
): Promise<FlattenedDocument> {
  return flattenDocument(document, scope, builtInSettings());
}

async function leavesOf(document: DocumentObject): Promise<readonly Leaf[]> {
  return (await flatten(document)).leaves;
}

function secret(form: 'clear-text' | 'none'): unknown {
  return {
    $redacted: { set: form === 'clear-text', form, fingerprint: null, certificateThumbprint: null },
  };
}

const thumbprint = '384E16E940E61230388FCC9EE4C753A0E42E4749';

describe('the leaves of a document', () => {
  it('are its scalars, nulls and empty containers, each once and in order', async () => {
    const leaves = await leavesOf(
      object(
        ['A', 1],
        ['B', object(['C', null], ['D', []], ['E', object()], ['F', [1, [2, object(['G', 'x'])], []]])],
        ['H', false],
      ),
    );
    expect(leaves).toEqual([
      { path: 'A', value: 1 },
      { path: 'B.C', value: null },
      { path: 'B.D', value: [] },
      { path: 'B.E', value: {} },
      { path: 'B.F[0]', value: 1 },
      { path: 'B.F[1][0]', value: 2 },
      { path: 'B.F[1][1].G', value: 'x' },
      { path: 'B.F[2]', value: [] },
      { path: 'H', value: false },
    ]);
  });

  it('are one for every value of a type of its own', async () => {
    const leaves = await leavesOf(
      object(
        ['a', new ObjectIdValue('5f7ab5f381d7314991ae13e7')],
        ['b', new DateValue(0n)],
        ['c', 2n ** 60n],
        ['d', new BinaryValue(new Uint8Array([1, 2, 3]), 0)],
        ['e', new ExtendedValue({ $numberDecimal: '1' })],
        ['f', new ExtendedValue({ $code: 'f()', $scope: { x: { $numberInt: '1' } } })],
      ),
    );
    expect(leaves.map(({ path }) => path)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('have paths that read back as the keys, whatever these are', async () => {
    const keys = [
      '',
      '.',
      'a.b',
      '[0]',
      'a[0]',
      '"',
      '\\',
      '__proto__',
      'constructor',
      'ü',
      '\u0000',
      '\ud800',
    ];
    const leaves = await leavesOf(object(['X', object(...keys.map((key) => [key, 1] as const))]));
    expect(leaves.map(({ path }) => parsePath(path))).toEqual(keys.map((key) => ['X', key]));
    expect(new Set(leaves.map(({ path }) => path)).size).toBe(keys.length);
    expect(Object.prototype).not.toHaveProperty('1');
  });

  it('are as many as a list of 20 000 has elements', async () => {
    const list = Array.from({ length: 20_000 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
    const leaves = await leavesOf(
      centerWithSection('DnsReconnaissanceDetectorConfiguration', ['ExcludedSubnets', list]),
    );
    expect(leaves).toHaveLength(20_000);
    expect(leaves[19_999]).toEqual({
      path: 'Configuration.DnsReconnaissanceDetectorConfiguration.ExcludedSubnets[19999]',
      value: '10.0.78.31',
    });
    expect(new Set(leaves.map(({ path }) => path)).size).toBe(20_000);
  });

  it('of an empty document are one: the document', async () => {
    expect(await leavesOf(object())).toEqual([{ path: '', value: {} }]);
  });
});

describe('what the catalogue knows is not redacted, whatever its name', () => {
  it.each<[string, DocumentObject]>([
    [
      'a detector',
      centerWithSection('LdapCleartextPasswordDetectorConfiguration', ['IsEnabled', 'not redacted']),
    ],
    [
      'the thumbprint of the secret manager',
      centerWithSection('SecretManagerConfiguration', ['CertificateThumbprint', 'not redacted']),
    ],
    [
      'honeytokens',
      centerWithSection('UniqueEntityProcessorConfiguration', ['HoneytokenAccountIds', ['not redacted']]),
    ],
    [
      'recipients of the report on cleartext passwords',
      centerWithSection('ReporterConfiguration', [
        'ReportTypeToConfigurationMapping',
        object(['LdapCleartextPasswords', object(['To', ['not redacted']])]),
      ]),
    ],
    [
      'the instrumentation key of telemetry',
      centerWithSection('CenterTelemetryManagerConfiguration', ['ClientInstrumentationKey', 'not redacted']),
    ],
  ])('%s', async (_, document) => {
    const { leaves, hasClearTextSecret } = await flatten(document);
    expect(leaves.map(({ value }) => value)).toEqual(['not redacted']);
    expect(hasClearTextSecret).toBe(false);
  });

  it('a switch of a health alert on passwords', async () => {
    const mapping = object(['GatewayDirectoryServicesClientAccountPasswordExpiryMonitoringAlert', true]);
    const { leaves } = await flatten(
      centerWithSection('MonitoringClientConfiguration', [
        'MonitoringAlertTypeNameToIsEnabledMapping',
        mapping,
      ]),
    );
    expect(leaves[0]?.value).toBe(true);
  });
});

describe('what the catalogue does not know is redacted by its name', () => {
  it.each<[string, DocumentObject]>([
    ['a text', centerWithSection('TailspinConfiguration', ['FooPassword', 'CANARY'])],
    [
      'a duplicate of it',
      centerWithSection('TailspinConfiguration', ['BazPassword (duplicate 1)', 'CANARY']),
    ],
    ['lower case', centerWithSection('TailspinConfiguration', ['client_secret', 'CANARY'])],
    ['a number', centerWithSection('TailspinConfiguration', ['PinPassword', 4711])],
    ['a large number', centerWithSection('TailspinConfiguration', ['PinPassword', 2n ** 60n])],
    ['a date', centerWithSection('TailspinConfiguration', ['Secret', new DateValue(4711n)])],
    ['a list', centerWithSection('TailspinConfiguration', ['OldPasswords', ['CANARY']])],
    [
      'an object in a list',
      centerWithSection('TailspinConfiguration', ['OldPasswords', [object(['Value', 'CANARY'])]]),
    ],
    [
      'bytes',
      centerWithSection('TailspinConfiguration', ['Credentials', new BinaryValue(new Uint8Array([4, 7]), 0)]),
    ],
    [
      'a GUID',
      centerWithSection('TailspinConfiguration', ['AccessToken', new BinaryValue(new Uint8Array(16), 4)]),
    ],
    ['an ObjectId', centerWithSection('TailspinConfiguration', ['Token', new ObjectIdValue('a'.repeat(24))])],
    [
      'a symbol',
      centerWithSection('TailspinConfiguration', ['Passwd', new ExtendedValue({ $symbol: 'CANARY' })]),
    ],
    [
      'a key of bytes',
      centerWithSection('TailspinConfiguration', ['SessionKey', new BinaryValue(new Uint8Array([4, 7]), 0)]),
    ],
    [
      'a duplicate of it',
      centerWithSection('TailspinConfiguration', [
        'SessionKey (duplicate 1)',
        new BinaryValue(new Uint8Array([4]), 0),
      ]),
    ],
    [
      'a key of bytes in base64',
      centerWithSection('TailspinConfiguration', ['SessionKey', 'Q0FOQVJZLWhvc3RpbGUtc2Vzc2lvbg==']),
    ],
    [
      'a whole section',
      object(['Configuration', object(['NewPasswordConfiguration', object(['Text', 'CANARY'])])]),
    ],
    [
      'a field below a known setting',
      centerWithSection('MailClientConfiguration', ['From', object(['Password', 'CANARY'])]),
    ],
    [
      'a field of what is taken over as a whole',
      object(['SoftwareUpdates', [object(['DownloadPassword', 'CANARY'])]]),
    ],
    [
      'a text that stands as a switch of a health alert',
      centerWithSection('MonitoringClientConfiguration', [
        'MonitoringAlertTypeNameToIsEnabledMapping',
        object(['FooPassword', 'CANARY']),
      ]),
    ],
    [
      'a known secret setting',
      object(['GatewayCommonConfiguration', object(['RadiusEventListenerSharedSecretEncrypted', 'CANARY'])]),
    ],
    [
      'the same in a duplicate section',
      object([
        'GatewayCommonConfiguration (duplicate 1)',
        object(['RadiusEventListenerSharedSecretEncrypted', object(['Password', 'CANARY'])]),
      ]),
    ],
    [
      'a type that holds a secret',
      centerWithSection('TailspinConfiguration', [
        'Run',
        new ExtendedValue({ $code: 'f()', $scope: { password: 'CANARY' } }),
      ]),
    ],
  ])('%s', async (_, document) => {
    const { leaves, hasClearTextSecret } = await flatten(document);
    expect(leaves.map(({ value }) => value)).toEqual([secret('clear-text')]);
    expect(JSON.stringify(leaves)).not.toMatch(/CANARY|4711|Q0FO/);
    expect(hasClearTextSecret).toBe(true);
  });

  it.each<[string, DocumentValue]>([
    ['a short text', '4711'],
    ['texts in a list', ['47', '11']],
    ['texts further down', object(['A', object(['B', 'CANARY'])])],
    ['a few bytes as numbers', [47, 11]],
    ['a date', new DateValue(4711n)],
  ])('where it is a key that holds %s', async (_, value) => {
    for (const name of ['SessionKey', 'host_keys', 'SessionKey (duplicate 1)']) {
      const leaves = await leavesOf(centerWithSection('TailspinConfiguration', [name, value]));
      for (const leaf of leaves) expect(leaf.value).toEqual(secret('clear-text'));
    }
  });

  it('as one, where PowerShell wrote bytes as numbers: their count is the length of the secret', async () => {
    for (const length of [1, 32]) {
      const bytes = Array.from({ length }, (_, index) => index + 200);
      const leaves = await leavesOf(
        centerWithSection('TailspinConfiguration', ['HashKey', bytes], ['Passwords', [bytes]]),
      );
      expect(leaves.map(({ path, value }) => [path, value])).toEqual([
        ['Configuration.TailspinConfiguration.HashKey', secret('clear-text')],
        ['Configuration.TailspinConfiguration.Passwords[0]', secret('clear-text')],
      ]);
    }
  });

  it('in the keys below a key that are not names of ATA, and not in those that are', async () => {
    const below = (key: string) =>
      leavesOf(centerWithSection('TailspinConfiguration', ['HashKey', object([key, true])]));
    expect((await below('hunter2')).map(({ path }) => path)).toEqual([
      'Configuration.TailspinConfiguration.HashKey.(redacted key)',
    ]);
    expect((await below('IsEnabled')).map(({ path }) => path)).toEqual([
      'Configuration.TailspinConfiguration.HashKey.IsEnabled',
    ]);
  });

  it('not for switches, nothing and empty containers, which tell nothing', async () => {
    const { leaves, hasClearTextSecret } = await flatten(
      centerWithSection(
        'TailspinConfiguration',
        ['Password', null],
        ['SecretEnabled', true],
        ['Tokens', []],
        ['Credential', object()],
      ),
    );
    expect(leaves.map(({ value }) => value)).toEqual([null, true, [], {}]);
    expect(hasClearTextSecret).toBe(false);
  });

  it('and said to be unset where it is empty', async () => {
    const { leaves, hasClearTextSecret } = await flatten(
      centerWithSection(
        'TailspinConfiguration',
        ['Password', ''],
        ['Secret', new BinaryValue(new Uint8Array(), 0)],
      ),
    );
    expect(leaves.map(({ value }) => value)).toEqual([secret('none'), secret('none')]);
    expect(hasClearTextSecret).toBe(false);
  });

  it('not where the name only resembles one', async () => {
    const { leaves } = await flatten(
      centerWithSection(
        'TailspinConfiguration',
        ['HoneytokenColour', 'red'],
        ['Key', 'DnsReconnaissance'],
        ['Keyboard', 'de'],
        ['BatchKeys', [300, 400]],
        ['TopSkill', 'x'],
        ['ProxyBypass', 'x'],
      ),
    );
    expect(leaves.map(({ value }) => value)).toEqual(['red', 'DnsReconnaissance', 'de', 300, 400, 'x', 'x']);
  });
});

describe('ciphertext', () => {
  const bytes = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
  const base64 = Buffer.from(bytes).toString('base64');

  function encrypted(value: DocumentValue, certificate: DocumentValue = thumbprint): DocumentObject {
    const content = object(['CertificateThumbprint', certificate], ['EncryptedBytes', value]);
    return object([
      'GatewayCommonConfiguration',
      object(['DirectoryServicesClientAccountPasswordEncrypted', content]),
    ]);
  }

  it('gets the same fingerprint as bytes and as base64 text, and keeps the thumbprint', async () => {
    const expected = {
      $redacted: {
        set: true,
        form: 'ciphertext',
        // Worked out with Python's hashlib: sha256(bytes(i * 7 for i in range(32))).hexdigest()[:16].
        fingerprint: '2dfd602a7a260b7a',
        certificateThumbprint: thumbprint,
      },
    };
    for (const value of [base64, new BinaryValue(bytes, 0)]) {
      const { leaves, hasClearTextSecret } = await flatten(encrypted(value));
      expect(leaves.map((leaf) => leaf.value)).toEqual([thumbprint, expected]);
      expect(hasClearTextSecret).toBe(false);
    }
  });

  it('has another fingerprint when it was replaced', async () => {
    const [one, other] = await Promise.all(
      [bytes, bytes.map((byte) => byte + 1)].map((value) => leavesOf(encrypted(new BinaryValue(value, 0)))),
    );
    expect(one?.[1]).not.toEqual(other?.[1]);
  });

  it.each<[string, DocumentValue]>([
    ['a password that looks like base64', 'hunter22'],
    ['a text that is no base64', 'not base64, but long enough!'],
    ['a few bytes', new BinaryValue(new Uint8Array([1, 2, 3]), 0)],
    ['a number', 4711],
  ])('is not what %s is: no fingerprint', async (_, value) => {
    const { leaves, hasClearTextSecret } = await flatten(encrypted(value));
    expect(leaves[1]?.value).toEqual(secret('clear-text'));
    expect(hasClearTextSecret).toBe(true);
  });

  it('is only believed beside the thumbprint of a certificate', async () => {
    for (const certificate of ['hunter2', null, [thumbprint]]) {
      const leaves = await leavesOf(encrypted(base64, certificate));
      expect(JSON.stringify(leaves)).not.toMatch(/hunter2|ciphertext/);
      expect(leaves.at(-1)?.value).toEqual(secret('clear-text'));
    }
  });

  it('of an unknown setting is read like that of a known one', async () => {
    const hashKey = object(['CertificateThumbprint', thumbprint], ['EncryptedBytes', base64]);
    const [known, unknown] = await Promise.all([
      leavesOf(encrypted(base64)),
      leavesOf(centerWithSection('TailspinConfiguration', ['HashKeyEncrypted', hashKey])),
    ]);
    expect(unknown.map(({ value }) => value)).toEqual(known.map(({ value }) => value));
  });
});

describe('credentials in a text', () => {
  it('are taken out wherever the text stands, and count as clear text', async () => {
    const { leaves, hasClearTextSecret } = await flatten(
      centerWithSection('MailClientConfiguration', ['From', 'smtp://user:CANARY@mail.example']),
    );
    expect(leaves[0]?.value).toBe('smtp://[redacted]@mail.example');
    expect(hasClearTextSecret).toBe(true);
  });

  it('are taken out of MongoDB types too', async () => {
    const { leaves, hasClearTextSecret } = await flatten(
      centerWithSection('TailspinConfiguration', [
        'Run',
        new ExtendedValue({ $code: 'connect("Password=CANARY")' }),
      ]),
    );
    expect(leaves[0]?.value).toEqual({ $code: 'connect("Password=[redacted]' });
    expect(hasClearTextSecret).toBe(true);
  });

  it('are taken out of keys, and the leaves stay apart', async () => {
    const { leaves, hasClearTextSecret } = await flatten(
      centerWithSection(
        'TailspinConfiguration',
        ['ftp://a:CANARY@x', 1],
        ['ftp://b:CANARY@x', 2],
        ['ftp://[redacted]@x 2', 3],
      ),
    );
    expect(leaves.map(({ path, value }) => [parsePath(path).at(-1), value])).toEqual([
      ['ftp://[redacted]@x', 1],
      ['ftp://[redacted]@x 3', 2],
      ['ftp://[redacted]@x 2', 3],
    ]);
    expect(hasClearTextSecret).toBe(true);
  });
});

describe('keys below a secret', () => {
  it('are shown only where ATA uses them itself', async () => {
    const passwords = object(
      ['EncryptedBytes', 'x'],
      ['IsEnabled (duplicate 1)', true],
      ['Hunter', true],
      ['CANARY-1', object(['History', null])],
    );
    const { leaves, hasClearTextSecret } = await flatten(
      centerWithSection('TailspinConfiguration', ['Passwords', passwords]),
    );
    expect(leaves.map(({ path }) => path)).toEqual([
      'Configuration.TailspinConfiguration.Passwords.EncryptedBytes',
      'Configuration.TailspinConfiguration.Passwords.IsEnabled (duplicate 1)',
      'Configuration.TailspinConfiguration.Passwords.(redacted key)',
      'Configuration.TailspinConfiguration.Passwords.(redacted key) 2.(redacted key)',
    ]);
    expect(hasClearTextSecret).toBe(true);
  });

  it('are kept apart in little time, however many there are', async () => {
    const start = performance.now();
    const keys = Array.from({ length: 50_000 }, (_, index) => [`CANARY-${index}`, 1] as const);
    const leaves = await leavesOf(centerWithSection('TailspinConfiguration', ['Passwords', object(...keys)]));
    expect(new Set(leaves.map(({ path }) => path)).size).toBe(50_000);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('of a known secret setting too', async () => {
    const content = object(['hunter2', true]);
    const leaves = await leavesOf(
      object(['GatewayCommonConfiguration', object(['RadiusEventListenerSharedSecretEncrypted', content])]),
    );
    expect(JSON.stringify(leaves)).not.toContain('hunter2');
  });
});
