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
import { canaries } from '../support/deployments.js';
import { jsonSource, snapshotOfDeployment, snapshotOfSources } from '../support/loading.js';

const canary = 'CANARY-property-7f3a9c';

/** A text in every form in which it could slip out. */
function formsOf(text: string): string[] {
  const utf8 = Buffer.from(text, 'utf8');
  const utf16 = Buffer.from(text, 'utf16le');
  const binary = [utf8, utf16].flatMap((bytes) => {
    // Three, because base64 depends on where in a run of three bytes the text begins.
    const shifted = [0, 1, 2].map((shift) =>
      Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .slice(shift === 0 ? 0 : 4, -4),
    );
    const hex = bytes.toString('hex');
    return [...shifted, hex, hex.toUpperCase(), [...bytes].join(',')];
  });
  const escaped = [...text].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const encoded = [...utf8].map((byte) => `%${byte.toString(16)}`).join('');
  return [text, ...binary, utf16.toString('latin1'), escaped.join(''), encoded, [...text].reverse().join('')];
}

/** Which of the texts stand in a document that leaves the program, in any form. */
function leaked(document: unknown, texts: readonly string[]): string[] {
  const written = JSON.stringify(document).toLowerCase();
  return texts.filter((text) => formsOf(text).some((form) => written.includes(form.toLowerCase())));
}

describe('the secrets of the invented deployments', () => {
  it.each(['contoso', 'defaults', 'hostile'] as const)(
    'of %s are in no byte of snapshot or plan',
    async (name) => {
      const snapshot = await snapshotOfDeployment(name);
      expect(leaked(snapshot, canaries)).toEqual([]);
      expect(leaked(translate(snapshot), canaries)).toEqual([]);
    },
  );

  it('would be found if they were there', () => {
    const base64 = Buffer.from(`xx${canary}`).toString('base64');
    for (const form of [canary, base64, Buffer.from(canary).toString('hex'), canary.toUpperCase()])
      expect(leaked({ a: [form] }, [canary])).toEqual([canary]);
    expect(leaked({ a: 'CANARY' }, [canary])).toEqual([]);
  });
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
        expect(leaked(snapshot, [canary])).toEqual([]);
        expect(leaked(translate(snapshot), [canary])).toEqual([]);
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
