import { describe, expect, it } from 'vitest';
import {
  jsonSource,
  madeUpHash,
  snapshotOfDeployment,
  snapshotOfSources,
  sourceOf,
} from '../../test/support/loading.js';
import { centerWith, documentOf, type Plain } from '../../test/support/snapshots.js';
import { UserError } from '../errors.js';
import type { LoadedSource } from '../readers/sources.js';
import { DateValue } from '../readers/values.js';
import { checkSnapshot } from '../validate.js';
import { normalise } from './normalise.js';

type PlainObject = { readonly [key: string]: Plain };

function source(name: string, ...documents: readonly PlainObject[]): LoadedSource {
  return {
    name,
    format: 'extended-json',
    encoding: 'utf-8',
    byteLength: 100,
    sha256: madeUpHash,
    documents: documents.map((document, index) => ({ value: documentOf(document), line: index + 1 })),
  };
}

async function refusalOf(...sources: readonly LoadedSource[]): Promise<UserError> {
  const error = await normalise(sources).catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error(`not refused, but: ${String(error)}`);
  return error;
}

const gateway = { Type: 'GatewaySystemProfile', Id: 'a'.repeat(24), NetbiosName: 'GW1' };
const activity = { Type: 'DnsReconnaissanceSuspiciousActivity', Id: 'b'.repeat(24) };
const user = { Type: 'User', Id: '4412d323-0dd7-4e03-a5ef-fbd1b35e8437', SamName: 'x' };

describe('every invented deployment', () => {
  it.each(['contoso', 'defaults', 'hostile'] as const)(
    '%s gives a snapshot that follows its schema',
    async (name) => {
      const snapshot = await snapshotOfDeployment(name);
      expect(() => checkSnapshot(snapshot)).not.toThrow();
      expect(new Set(snapshot.documents.map(({ key }) => key)).size).toBe(snapshot.documents.length);
      for (const { leaves } of snapshot.documents)
        expect(new Set(leaves.map(({ path }) => path)).size).toBe(leaves.length);
    },
  );

  it('gives the same snapshot every time', async () => {
    expect(JSON.stringify(await snapshotOfDeployment('hostile'))).toBe(
      JSON.stringify(await snapshotOfDeployment('hostile')),
    );
  });

  it('of a generated kind holds every value type the readers know', async () => {
    const values = [
      'ObjectId("5f7ab5f381d7314991ae13e7")',
      'NumberLong("9223372036854775807")',
      'NumberDecimal("1.5")',
      'new BinData(0,"AQID")',
      'CSUUID("00112233-4455-6677-8899-aabbccddeeff")',
      'Timestamp(1, 2)',
      '/a.b/i',
      'MinKey',
      'undefined',
      'NaN',
      'Code("f()", {"x": 1})',
      'DBRef("Other", ObjectId("5f7ab5f381d7314991ae13e7"), "ATA")',
      'ISODate("2025-12-15T03:59:48.731Z")',
      '{}',
      '[]',
    ];
    const text = `{"Type": "CenterSystemProfile", "Id": "c", "Configuration": {"Tailspin": [${values.join(', ')}]}}`;
    const snapshot = await snapshotOfSources(sourceOf(text));
    expect(snapshot.unrecognised).toHaveLength(values.length);
    expect(() => checkSnapshot(snapshot)).not.toThrow();
  });
});

describe('the block on a source', () => {
  async function blockOf(configuration: PlainObject): Promise<unknown> {
    const { sources } = await normalise([source('center.json', centerWith(configuration))]);
    return sources[0];
  }
  const whole = {
    name: 'center.json',
    format: 'extended-json',
    encoding: 'utf-8',
    bytes: 100,
    sha256: madeUpHash,
    documents: 1,
  };
  const withoutHash = { ...whole, bytes: null, sha256: null };
  const ciphertext = { CertificateThumbprint: 'A'.repeat(40), EncryptedBytes: 'QUFBQUFBQUFBQUFBQUFBQQ==' };

  it.each<[string, PlainObject, unknown]>([
    ['no secret', { LocalizerConfiguration: { LocaleId: 'en-us' } }, whole],
    ['ciphertext', { Tailspin: { Password: ciphertext } }, whole],
    ['an empty password', { Tailspin: { Password: '' } }, whole],
    ['no password', { Tailspin: { Password: null } }, whole],
    ['a password', { Tailspin: { Password: 'x' } }, withoutHash],
    ['an address with a password', { Tailspin: { Url: 'ftp://u:x@h' } }, withoutHash],
    ['a connection text', { Tailspin: { Text: 'a=b;Pwd=x' } }, withoutHash],
    ['a key with a password', { Tailspin: { 'ftp://u:x@h': 1 } }, withoutHash],
    ['ciphertext and a password', { Tailspin: { Password: ciphertext, Secret: 'x' } }, withoutHash],
  ])('with %s', async (_, configuration, expected) => {
    expect(await blockOf(configuration)).toEqual(expected);
  });

  it('leaves size and hash out for that source only which holds the secret', async () => {
    const { sources } = await normalise([
      source('center.json', centerWith()),
      source('gateways.json', { ...gateway, Password: 'x' }),
      source('users.json', { ...user, Description: 'Password=x' }),
      source('groups.json', {
        ...user,
        Id: 'other',
        IsPasswordExpired: true,
        PasswordUpdateTime: '2025-01-01',
      }),
    ]);
    expect(sources.map(({ name, sha256 }) => [name, sha256 === null])).toEqual([
      ['center.json', false],
      ['gateways.json', true],
      ['users.json', true],
      ['groups.json', false],
    ]);
  });
});

describe('sources that make no deployment', () => {
  it('are refused where one holds nothing of ATA', async () => {
    const error = await refusalOf(source('center.json', centerWith()), source('other.json', { a: 1 }));
    expect(error.location?.source).toBe('other.json');
    expect(error.message).toContain('something else than ATA');
    expect(error.advice.join(' ')).toContain('SystemProfile_*.json');
  });

  it('are refused where one holds no document at all', async () => {
    expect(
      (await refusalOf(source('center.json', centerWith()), source('empty.json'))).location?.source,
    ).toBe('empty.json');
  });

  it.each([
    ['entities', user],
    ['alerts', activity],
  ])('are refused where all they hold are %s', async (_, document) => {
    const error = await refusalOf(source('x.json', document));
    expect(error.message).toContain('no configuration');
    expect(error.location?.source).toBe('x.json');
  });

  it.each([
    ['no Configuration', { GatewayCommonConfiguration: {} }],
    ['a text as Configuration', { Configuration: 'x' }],
    ['an empty list as Configuration', { Configuration: [] }],
  ])('are refused where the Center has %s', async (_, parts) => {
    const center = {
      Id: '5aed5ee92bd5d60dd07c0001',
      Version: '1.9.7576.49398',
      ...parts,
      Type: 'CenterSystemProfile',
    };
    const error = await refusalOf(source('center.json', center));
    expect(error.message).toMatch(/is not a whole Center configuration|cut off by ConvertTo-Json/);
    expect(error.location?.source).toBe('center.json');
    expect(error.advice.join('\n')).toContain('Get-ATAStatus -Center');
  });

  it('are refused where they belong to several Centers', async () => {
    const error = await refusalOf(
      source('one.json', centerWith({}, {}, { Id: '1'.repeat(24) })),
      source('two.json', centerWith({}, {}, { Id: '2'.repeat(24) })),
    );
    expect(error.message).toContain('2 different ATA Centers');
    expect(error.location?.source).toBe('two.json');
  });

  it.each(['migration-plan', 'ata-snapshot'])(
    'are refused where one is a %s of this program',
    async (schema) => {
      const error = await refusalOf(source('center.json', centerWith()), source('own.json', { schema }));
      expect(error.location).toEqual({ source: 'own.json', line: 1 });
      expect(error.message).toContain(schema);
    },
  );
});

describe('gateways without a Center', () => {
  it('make a snapshot without one', async () => {
    const snapshot = await normalise([source('gateways.json', gateway)]);
    expect(snapshot.center).toBeNull();
    expect(snapshot.gateways.map(({ name }) => name)).toEqual(['GW1']);
  });
});

describe('documents', () => {
  it('have keys that say what they are, each once', async () => {
    const { documents } = await normalise([
      source(
        'x.json',
        centerWith(),
        gateway,
        { ...gateway, Id: 'c'.repeat(24) },
        { ...gateway, Id: 'd'.repeat(24), NetbiosName: '../evil' },
        { Type: 'GatewaySystemProfile', Id: 'e'.repeat(24) },
        { Type: 'GatewaySystemProfile' },
        { Type: 'OtherSystemProfile', Id: 'f' },
        { a: 1 },
      ),
    ]);
    expect(documents.map(({ key, kind, type }) => [key, kind, type])).toEqual([
      ['center', 'center', 'CenterSystemProfile'],
      ['gateway/GW1', 'gateway', 'GatewaySystemProfile'],
      ['gateway/GW1~2', 'gateway', 'GatewaySystemProfile'],
      ['gateway/..%002fevil', 'gateway', 'GatewaySystemProfile'],
      [`gateway/${'e'.repeat(24)}`, 'gateway', 'GatewaySystemProfile'],
      ['gateway/unnamed', 'gateway', 'GatewaySystemProfile'],
      ['document/OtherSystemProfile', 'other', 'OtherSystemProfile'],
      ['document/untyped', 'unknown', null],
    ]);
  });

  it('show no credentials, wherever they stand', async () => {
    const address = 'ftp://u:CANARY@h';
    const snapshot = await normalise(
      [
        source(
          'x.json',
          centerWith({}, {}, { NetbiosName: address, UpdateTime: address, Id: address }),
          { Type: `${address}SystemProfile`, Id: address, UpdateTime: address },
          { ...gateway, NetbiosName: address },
          { ...user, Id: address, SamName: address },
        ),
      ],
      {
        notices: [
          { code: 'duplicate-key', text: 'A key comes again.', path: '["ftp://u:CANARY@h"]' },
          { code: 'duplicate-key', text: 'A key comes again.', path: 'Passwords.CANARY-1' },
        ],
      },
    );
    expect(JSON.stringify(snapshot)).not.toContain('CANARY');
    expect(snapshot.notices.map(({ path }) => path)).toEqual([
      '["ftp://[redacted]@h"]',
      'Passwords.(redacted key)',
    ]);
  });

  it('of other kinds that are left out are counted in a notice', async () => {
    const { notices } = await normalise([
      source('x.json', centerWith(), activity, activity, {
        Type: 'CenterOverloadedMonitoringAlert',
        Id: 'c',
      }),
      source('y.json', activity),
    ]);
    expect(notices.map(({ code, source: name, text }) => [code, name, text.split(' ')[0]])).toEqual([
      ['not-configuration', 'x.json', '2'],
      ['not-configuration', 'x.json', '1'],
      ['not-configuration', 'y.json', '1'],
    ]);
  });
});

describe('several documents of one id', () => {
  function stateOf(updateTime: string | null, name: string): PlainObject {
    return centerWith({}, {}, { UpdateTime: updateTime, NetbiosName: name });
  }
  async function inForce(...documents: readonly PlainObject[]): Promise<(string | null | undefined)[]> {
    const snapshot = await normalise(documents.map((document, index) => source(`${index}.json`, document)));
    return [snapshot.center?.name, ...snapshot.documents.map(({ supersededBy }) => supersededBy)];
  }

  it('are states of it, of which the newest is in force wherever it stands', async () => {
    const older = stateOf('2025-12-15T04:00:00Z', 'OLD');
    const newer = stateOf('2025-12-15T08:00:00Z', 'NEW');
    expect(await inForce(older, newer)).toEqual(['NEW', 'center', null]);
    expect(await inForce(newer, older)).toEqual(['NEW', null, 'center']);
  });

  it('keep their keys apart', async () => {
    const snapshot = await normalise([
      source('a.json', stateOf('2025-01-01T00:00:00Z', 'A'), stateOf('2025-01-03T00:00:00Z', 'B')),
      source('b.json', stateOf('2025-01-02T00:00:00Z', 'C')),
    ]);
    expect(
      snapshot.documents.map(({ key, source: name, supersededBy }) => [key, name, supersededBy]),
    ).toEqual([
      ['center~3', 'a.json', 'center'],
      ['center', 'a.json', null],
      ['center~2', 'b.json', 'center'],
    ]);
  });

  it.each([
    ['another zone', '2025-12-15T05:00:00+02:00', '2025-12-15T04:00:00Z'],
    ['seven decimals', '2025-12-15T03:59:59.1234567Z', '2025-12-15T04:00:00Z'],
    ['no zone, which is UTC', '2025-12-15T03:59:59', '2025-12-15T04:00:00Z'],
    ['a time before 1970', '1601-01-01T00:00:00', '1969-12-31T00:00:00Z'],
    ['no time', null, '0001-01-01T00:00:00Z'],
    ['a text that is no time', 'yesterday', '0001-01-01T00:00:00Z'],
  ])('are compared by time: %s', async (_, older, newer) => {
    expect((await inForce(stateOf(newer, 'NEW'), stateOf(older, 'OLD')))[0]).toBe('NEW');
    expect((await inForce(stateOf(older, 'OLD'), stateOf(newer, 'NEW')))[0]).toBe('NEW');
  });

  it('are told of where no time says which is newer', async () => {
    const snapshot = await normalise([
      source('a.json', stateOf(null, 'A')),
      source('b.json', stateOf('?', 'B')),
    ]);
    expect(snapshot.center?.name).toBe('A');
    expect(snapshot.notices.map(({ code, source: name }) => [code, name])).toEqual([
      ['undated-copy', 'b.json'],
    ]);
  });

  it('are ordered by content where they are of one age, not by the order of the sources, and told of', async () => {
    for (const time of [null, '2025-12-15T04:00:00Z']) {
      const [a, b] = [source('a.json', stateOf(time, 'A')), source('b.json', stateOf(time, 'B'))];
      const snapshots = [await normalise([a, b]), await normalise([b, a])];
      for (const snapshot of snapshots) {
        expect(snapshot.center?.name).toBe('A');
        expect(snapshot.notices.map(({ code, source: name }) => [code, name])).toEqual([
          [time === null ? 'undated-copy' : 'same-time-copy', 'b.json'],
        ]);
      }
    }
  });

  it('are no guess where they do not differ', async () => {
    for (const time of [null, '2025-12-15T04:00:00Z']) {
      const copy = stateOf(time, 'A');
      expect((await normalise([source('a.json', copy), source('b.json', copy)])).notices).toEqual([]);
    }
  });

  it('and documents without one take little time, however many there are', async () => {
    const start = performance.now();
    const copies = Array.from({ length: 20_000 }, (_, a) => ({ _t: 'UserProfile', _id: 'u', a }));
    const unnamed = Array.from({ length: 20_000 }, (_, a) => ({ a }));
    const { documents } = await normalise([source('x.json', centerWith(), ...copies, ...unnamed)]);
    expect(new Set(documents.map(({ key }) => key)).size).toBe(40_001);
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('are no states of each other if they are of different classes', async () => {
    const snapshot = await normalise([
      source(
        'x.json',
        centerWith(),
        { _t: 'UserProfile', _id: 'u' },
        { _t: 'OtherThing', _id: 'u' },
        { a: 1 },
        { a: 1 },
      ),
    ]);
    expect(snapshot.documents.every(({ supersededBy }) => supersededBy === null)).toBe(true);
  });

  it('have no time of change where it lies beyond every calendar', async () => {
    const loaded = source('x.json');
    const value = new Map([
      ...documentOf(centerWith()),
      ['UpdateTime', new DateValue(2n ** 63n - 1n)] as const,
    ]);
    const snapshot = await normalise([{ ...loaded, documents: [{ value, line: 1 }] }]);
    expect(snapshot.documents[0]?.updateTime).toBeNull();
    expect(() => checkSnapshot(snapshot)).not.toThrow();
  });
});

describe('what a reader noticed', () => {
  it('travels with the snapshot', async () => {
    const text =
      '{"Type": "CenterSystemProfile", "Id": "c", "Configuration": {"Tailspin": {"A": 1, "A": 2}}}';
    const { notices, unrecognised } = await snapshotOfSources(sourceOf(text));
    expect(notices.map(({ code, path }) => [code, path])).toEqual([
      ['duplicate-key', 'Configuration.Tailspin.A'],
    ]);
    expect(unrecognised.map(({ ref, value }) => [ref, value])).toEqual([
      ['center:Configuration.Tailspin.A', 2],
      ['center:Configuration.Tailspin.A (duplicate 1)', 1],
    ]);
  });

  it('is told of each source by its name', async () => {
    const snapshot = await snapshotOfSources(
      jsonSource(centerWith(), 'one.json'),
      jsonSource([gateway], 'two.json'),
    );
    expect(snapshot.sources.map(({ name, documents }) => [name, documents])).toEqual([
      ['one.json', 1],
      ['two.json', 1],
    ]);
  });
});
