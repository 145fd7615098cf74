import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translate } from '../../src/plan/translate.js';
import {
  BinaryValue,
  type DocumentObject,
  type DocumentValue,
  ExtendedValue,
} from '../../src/readers/values.js';
import { normalise } from '../../src/snapshot/normalise.js';
import { scrubText } from '../../src/snapshot/scrub.js';
import type { AtaSnapshot } from '../../src/types/ata-snapshot.js';
import { type Leak, leaksIn, canary as planted } from '../secrets/search.js';
import { jsonSource, snapshotOfDeployment, snapshotOfSources } from '../support/loading.js';

const canary = planted('property');

/** What leaks in a document that leaves the program, in any form. */
function leaksOf(document: unknown): Leak[] {
  return leaksIn(Buffer.from(JSON.stringify(document)));
}

describe('the secrets of the invented deployments', () => {
  it.each(['contoso', 'defaults', 'hostile'] as const)(
    'of %s are in no byte of snapshot or plan',
    async (name) => {
      const snapshot = await snapshotOfDeployment(name);
      expect(leaksOf(snapshot)).toEqual([]);
      expect(leaksOf(translate(snapshot))).toEqual([]);
    },
  );
});

const secretName = fc
  .tuple(
    fc.constantFrom('', 'Tailspin', 'admin_', 'Honeytoken', 'Ldap'),
    fc.constantFrom(
      'Password',
      'PASSWORD',
      'Passwd',
      'pwd',
      'Secret',
      'ClientSecret',
      'Encrypted',
      'Credential',
      'ApiKey',
    ),
    fc.constantFrom('', 's', 'Encrypted', '_2', ' (duplicate 1)'),
  )
  .map((parts) => parts.join(''));

const plainKey = fc.constantFrom(
  'Value',
  'Configuration',
  'Type',
  'CertificateThumbprint',
  'EncryptedBytes',
  'x',
  '',
  '0',
  '__proto__',
);

/** Something that holds the canary: in a text, in bytes, in a type of MongoDB, or as a key. */
const holder: fc.Arbitrary<DocumentValue> = fc.oneof(
  fc.constantFrom<DocumentValue>(
    canary,
    `before ${canary} after`,
    Buffer.from(canary).toString('base64'),
    new BinaryValue(new TextEncoder().encode(canary), 0),
    new ExtendedValue({ $symbol: canary }),
    new ExtendedValue({ $code: 'f()', $scope: { x: canary } }),
    new Map([[canary, true]]),
    new Map([[canary, new Map([['Value', null]])]]),
  ),
);

const nested = fc.letrec<{ value: DocumentValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    holder,
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
    fc
      .array(fc.tuple(plainKey, tie('value')), { minLength: 1, maxLength: 3 })
      .map((members) => new Map(members)),
  ),
})).value;

/** Places of a Center that the catalogue knows, half knows and does not know. */
const place = fc.constantFrom<readonly string[]>(
  [],
  ['Configuration'],
  ['Configuration', 'Tailspin'],
  ['Configuration', 'MailClientConfiguration'],
  ['Configuration', 'LdapCleartextPasswordDetectorConfiguration'],
  ['Configuration', 'ReporterConfiguration', 'ReportTypeToConfigurationMapping', 'Summary'],
  ['Configuration', 'MonitoringClientConfiguration', 'MonitoringAlertTypeNameToIsEnabledMapping'],
  ['Configuration', 'GoldenTicketDetectorConfiguration', 'RemoveOldOperationsConfiguration'],
  ['Configuration', 'GoldenTicketDetectorConfiguration', 'IsEnabled'],
  ['GatewayCommonConfiguration'],
  ['GatewayCommonConfiguration', 'RadiusEventListenerSharedSecretEncrypted'],
  ['SoftwareUpdates', 'Inner'],
);

function objectAt(keys: readonly string[], members: DocumentObject): DocumentObject {
  const [first, ...rest] = keys;
  return first === undefined ? members : new Map([[first, objectAt(rest, members)]]);
}

function snapshotOf(...documents: readonly DocumentObject[]): Promise<AtaSnapshot> {
  return normalise([
    {
      name: 'x.json',
      format: 'extended-json',
      encoding: 'utf-8',
      byteLength: 1,
      sha256: '0'.repeat(64),
      documents: documents.map((value, index) => ({ value, line: index + 1 })),
    },
  ]);
}

const kind = fc.constantFrom('CenterSystemProfile', 'GatewaySystemProfile', 'TailspinSystemProfile');

describe('whatever stands under a name like that of a secret', () => {
  it('is in no byte of snapshot or plan', async () => {
    await fc.assert(
      fc.asyncProperty(kind, place, secretName, nested, async (type, keys, name, value) => {
        const document = new Map<string, DocumentValue>([
          ['Configuration', new Map()],
          ...objectAt(keys, new Map([[name, value]])),
          ['Type', type],
        ]);
        const snapshot = await snapshotOf(document);
        expect(leaksOf(snapshot)).toEqual([]);
        expect(leaksOf(translate(snapshot))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps size and hash of its source back, unless it is ciphertext', async () => {
    await fc.assert(
      fc.asyncProperty(place, secretName, nested, async (keys, name, value) => {
        const document = new Map([
          ...objectAt(keys, new Map([[name, value]])),
          ['Type', 'TailspinSystemProfile'],
        ]);
        const { sources } = await snapshotOf(document);
        expect(sources[0]).toMatchObject({ bytes: null, sha256: null });
      }),
    );
  });
});

describe('a snapshot that is read back', () => {
  it('is redacted already', async () => {
    await fc.assert(
      fc.asyncProperty(place, fc.oneof(secretName, plainKey), nested, async (keys, name, value) => {
        // A text in place of the whole configuration is refused as cut off, and rightly.
        fc.pre(keys.length > 0 || name !== 'Configuration');
        const members = new Map<string, DocumentValue>([
          [name, value],
          ['SessionKey', [value, 1, 2.5]],
        ]);
        const snapshot = await snapshotOf(
          new Map([...objectAt(keys, members), ['Type', 'TailspinSystemProfile']]),
        );
        expect(await snapshotOfSources(jsonSource(snapshot))).toEqual(snapshot);
      }),
      { numRuns: 300 },
    );
  });
});

describe('credentials in any text', () => {
  const part = fc.string({ unit: fc.constantFrom(...'ab1 ;=:/?#@"\'&.-\\\n'.split('')), maxLength: 12 });
  // What ends an entry of a connection text, and what ends an address, cannot be part of a password there.
  const password = fc
    .string({ unit: fc.constantFrom(...'ab1%$!&,+*'.split('')), minLength: 0, maxLength: 6 })
    .map((text) => `${canary}${text}`);

  it('are taken out of addresses', () => {
    fc.assert(
      fc.property(part, fc.constantFrom('mongodb', 'https', 'ldap+x'), password, (before, scheme, secret) => {
        expect(scrubText(`${before}${scheme}://user:${secret}@host/`)).not.toContain(canary);
      }),
    );
  });

  it('are taken out of connection texts', () => {
    fc.assert(
      fc.property(
        part,
        fc.constantFrom('Password', 'pwd', 'AccountKey', 'client_secret'),
        password,
        part,
        (before, name, secret, after) => {
          expect(scrubText(`${before};${name}=${secret};${after}`)).not.toContain(canary);
          expect(scrubText(`${before};${name} = "${secret}";${after}`)).not.toContain(canary);
        },
      ),
    );
  });

  it('are taken out once and for all', () => {
    const text = fc.array(fc.oneof(part, fc.constantFrom('://', 'password', 'token', 'Pwd', '[redacted]')), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const once = scrubText(parts.join(''));
        expect(scrubText(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });
});
