import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Document, EJSON } from 'bson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { documentId } from '../../src/readers/document-kinds.js';
import { entityFields } from '../../src/readers/entity-fields.js';
import { readExtendedJson } from '../../src/readers/extended-json.js';
import { type MongoDbReadOptions, readMongoDb } from '../../src/readers/node/mongodb/read.js';
import type { DocumentObject } from '../../src/readers/values.js';
import { collectingReporter } from '../../src/reporter.js';
import { indexEntities } from '../../src/snapshot/entities.js';
import { fixtureDocuments, forDriver } from '../support/formats.js';
import { sourceOf } from '../support/loading.js';
import { selfSignedCertificate } from '../support/mongodb/certificate.js';
import { nameOf, type ProxyBehaviour, type ServerProxy, startProxy } from '../support/mongodb/proxy.js';
import {
  randomDatabase,
  seed,
  serverKinds,
  type TestServer,
  withClient,
} from '../support/mongodb/servers.js';

const profiles = fixtureDocuments('contoso/SystemProfile_20251215T040000Z.json');
const entities = fixtureDocuments('contoso/UniqueEntity.json');
const idOf = documentId;

/** Documents of a text, as the reader of files makes them. */
function decoded(text: string): DocumentObject[] {
  return readExtendedJson(sourceOf(text), collectingReporter()).documents.map(({ value }) => value);
}

const userId = '0c0ffee0-0000-4000-8000-00000000000a';

/** The program's own times for connecting, and no patience with an answer. */
const impatient = { connect: 10_000, selection: 10_000, socket: 500 };

const readingCommands = [
  'hello',
  'ismaster',
  'ping',
  'listcollections',
  'find',
  'getmore',
  'killcursors',
  'endsessions',
];

describe.each(serverKinds())('the live database, on $name', ({ name, start }) => {
  let server: TestServer;
  const databases: string[] = [];

  beforeAll(async () => {
    server = await start();
    const { version } = await withClient(server, (client) => client.db('admin').command({ buildInfo: 1 }));
    console.log(`The live database is tested against ${name} (${version}).`);
  });

  afterAll(async () => {
    if (server.outlivesTests)
      await withClient(server, async (client) => {
        for (const database of databases) await client.db(database).dropDatabase();
      });
    await server.close();
  });

  interface Setup {
    readonly collections?: Readonly<Record<string, readonly Document[]>>;
    readonly behaviour?: ProxyBehaviour;
    readonly options?: Partial<MongoDbReadOptions>;
    /** The address, where it is more than host, port and database. */
    readonly address?: (host: string, database: string) => string;
  }

  /** A database of its own, and what reading it through the proxy came to. */
  async function reading({ collections = contoso(), behaviour = {}, options = {}, address }: Setup) {
    const database = randomDatabase();
    databases.push(database);
    await seed(server, database, collections);
    const names = server.listsCollections ? {} : { collections: Object.keys(collections) };
    const proxy = await startProxy(server, { ...names, ...behaviour });
    const reporter = collectingReporter();
    const host = `127.0.0.1:${proxy.port}`;
    const uri = address?.(host, database) ?? `mongodb://${host}/${database}`;
    const outcome = readMongoDb(uri, { wantedIds: () => new Set(), reporter, ...options });
    return { outcome, proxy, host, database, notices: reporter.notices };
  }

  async function read(setup: Setup) {
    const { outcome, proxy, ...rest } = await reading(setup);
    try {
      return { source: await outcome, commands: namesOf(proxy), bodies: proxy.commands, ...rest };
    } finally {
      await proxy.close();
    }
  }

  async function failing(setup: Setup) {
    const { outcome, proxy, ...rest } = await reading(setup);
    const error = await outcome.then(
      () => null,
      (reason: unknown) => reason,
    );
    await proxy.close();
    if (!(error instanceof UserError)) throw error ?? new Error('it was read without an error');
    const text = `${error.message}\n${error.advice.join('\n')}\n${JSON.stringify(error.location)}`;
    return { error, text, commands: namesOf(proxy), ...rest };
  }

  test('gives the documents of the backup and of the export, value by value', async () => {
    const all = new Set(entities.flatMap((entity) => idOf(entity) ?? []));
    const { source, host, database, notices } = await read({ options: { wantedIds: () => all } });
    expect(source.name).toBe(`mongodb://${host}/${database}`);
    expect(source.collections.map((collection) => collection.name)).toEqual([
      'SystemProfile',
      'UniqueEntity',
    ]);
    const [profilesRead, entitiesRead] = source.collections;
    expect(profilesRead?.documents).toEqual(inOrder(profiles));
    expect(withUsedFields(entitiesRead?.documents ?? [])).toEqual(withUsedFields(inOrder(entities)));
    expect(source.byteLength).toBeGreaterThan(10_000);
    expect(source.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(notices).toEqual([]);
  });

  test('asks for the entities that the profiles name, for domain controllers and for domains', async () => {
    const users = entities.filter((entity) => String(entity.get('_t')).includes('User'));
    const wanted = users.slice(0, 2).flatMap((user) => idOf(user)?.toUpperCase() ?? []);
    const sid = String(users[2]?.get('Sid'));
    let asked: readonly DocumentObject[] = [];
    const { source } = await read({
      options: {
        wantedIds(documents) {
          asked = documents;
          return new Set([...wanted, sid, 'computer 10.9.8.7', 'nobody']);
        },
      },
    });
    const expected = entities.filter(
      (entity) =>
        users.slice(0, 3).includes(entity) ||
        entity.get('IsDomainController') === true ||
        String(entity.get('_t')).includes('Domain'),
    );
    expect(asked).toEqual(inOrder(profiles));
    expect(expected.length).toBeLessThan(entities.length);
    expect(source.collections[1]?.documents.map(idOf).sort()).toEqual(expected.map(idOf).sort());
  });

  test('keeps a domain controller whose id is of an unknown form', async () => {
    const odd = { _id: 7, _t: 'Computer', IsDomainController: true };
    const { source } = await read({ collections: { ...contoso(), UniqueEntity: [odd as Document] } });
    expect(source.collections[1]?.documents.map((document) => document.get('_id'))).toEqual([7]);
  });

  test('asks for no field that a snapshot does not use, and misses none', async () => {
    const all = new Set(entities.flatMap((entity) => idOf(entity) ?? []));
    const { source, bodies } = await read({ options: { wantedIds: () => all } });
    const asked = bodies.filter((body) => body.find === 'UniqueEntity');
    for (const { projection } of asked) expect(Object.keys(projection)).toEqual([...entityFields]);
    const projected = indexEntities(withUsedFields(source.collections[1]?.documents ?? []));
    const whole = indexEntities(entities);
    for (const id of all) expect(projected.find(id)).toEqual(whole.find(id));
  });

  test('gives every type of value as the reader of extended JSON does', async () => {
    const text = JSON.stringify({
      _id: { $oid: '5a1b2c3d4e5f60718293a4b5' },
      _t: 'CenterSystemProfile',
      long: { $numberLong: '9007199254740993' },
      small: { $numberLong: '5' },
      int: { $numberInt: '-7' },
      double: { $numberDouble: '1.0' },
      fraction: { $numberDouble: '0.1' },
      decimal: { $numberDecimal: '1.10' },
      date: { $date: { $numberLong: '-62135596800000' } },
      guid: { $binary: { base64: 'AAECAwQFBgcICQoLDA0ODw==', subType: '03' } },
      bytes: { $binary: { base64: '/w==', subType: '00' } },
      pattern: { $regularExpression: { pattern: 'a/b', options: 'im' } },
      stamp: { $timestamp: { t: 4_000_000_000, i: 2 } },
      least: { $minKey: 1 },
      most: { $maxKey: 1 },
      nothing: null,
      yes: true,
      list: [1, [], {}, 'ä\u0000b'],
      nested: { a: { b: { c: [{ d: '🦊' }] } } },
    });
    const { source } = await read({
      collections: { SystemProfile: [EJSON.parse(text, { relaxed: false })] },
    });
    expect(source.collections[0]?.documents).toEqual(decoded(text));
  });

  test('asks in batches of 500 ids, and gives each entity once', async () => {
    const many = numberedUsers(1201);
    const { source, bodies, commands } = await read({
      collections: { ...contoso(), UniqueEntity: many },
      behaviour: { batchSize: 97 },
      options: { wantedIds: () => new Set(many.map(({ _id }) => _id)) },
    });
    const sizes = bodies.flatMap((body) => (body.filter?._id?.$in as unknown[] | undefined)?.length ?? []);
    // Each id in lower and in upper case.
    expect(sizes).toEqual([500, 500, 500, 500, 402]);
    expect(source.collections[1]?.documents.map(idOf)).toEqual(many.map(({ _id }) => _id));
    expect(commands.filter((command) => command === 'getmore').length).toBeGreaterThanOrEqual(10);
  });

  test('only reads: by what the driver says it sends, and by what comes over the wire', async () => {
    const sent: string[] = [];
    const { commands } = await read({
      behaviour: { batchSize: 2 },
      options: {
        wantedIds: () => new Set([userId]),
        onCommand: (command) => sent.push(command.toLowerCase()),
      },
    });
    expect(sent).toEqual(expect.arrayContaining(['listcollections', 'find', 'getmore']));
    expect(sent.filter((command) => !readingCommands.includes(command))).toEqual([]);
    expect(commands).toEqual(expect.arrayContaining(['ismaster', 'listcollections', 'find', 'getmore']));
    expect(commands.filter((command) => !readingCommands.includes(command))).toEqual([]);
  });

  test('says who it is, and reads the server of the address even where it is a secondary', async () => {
    const secondary = { ismaster: false, secondary: true, setName: 'rs', hosts: ['127.0.0.1:1'] };
    const { source, bodies } = await read({ behaviour: { greeting: secondary } });
    expect(source.collections[0]?.documents).toHaveLength(profiles.length);
    expect(bodies[0]?.client.application.name).toBe('ata2mdi');
    const finds = bodies.filter((body) => body.find !== undefined);
    for (const find of finds) expect(find.$readPreference?.mode).toBe('primaryPreferred');
  });

  test('says that there are no entities to read', async () => {
    const { source, notices } = await read({
      collections: { SystemProfile: contoso().SystemProfile },
    });
    expect(source.collections.map((one) => one.name)).toEqual(['SystemProfile']);
    expect(notices.map(({ code, path }) => [code, path])).toEqual([['no-collection', 'UniqueEntity']]);
  });

  test('reads the plural names of ATA 1.5, and prefers the newer ones', async () => {
    const { SystemProfile, UniqueEntity } = contoso();
    const old = await read({
      collections: { SystemProfiles: SystemProfile, UniqueEntities: UniqueEntity },
    });
    expect(old.source.collections.map((one) => one.name)).toEqual(['SystemProfiles', 'UniqueEntities']);
    expect(old.source.collections[0]?.documents).toEqual(inOrder(profiles));
    const both = await read({ collections: { ...contoso(), SystemProfiles: SystemProfile.slice(0, 1) } });
    expect(both.source.collections[0]?.name).toBe('SystemProfile');
    expect(both.notices.map(({ code, path }) => [code, path])).toEqual([
      ['superseded-collection', 'SystemProfiles'],
    ]);
  });

  test.each(['find', 'getMore', 'listCollections'])(
    'a connection dropped at %s is made again, and nothing comes twice',
    async (command) => {
      const many = numberedUsers(30);
      const options = { wantedIds: () => new Set(many.map(({ _id }) => _id)) };
      const collections = { ...contoso(), UniqueEntity: many };
      const undisturbed = await read({ collections, options, behaviour: { batchSize: 4 } });
      const dropped = await read({
        collections,
        options,
        behaviour: { batchSize: 4, faults: [{ command, does: 'drop-connection', times: 1 }] },
      });
      expect(dropped.source.collections).toEqual(undisturbed.source.collections);
      expect(dropped.source.sha256).toBe(undisturbed.source.sha256);
      expect(dropped.commands.length).toBeGreaterThan(undisturbed.commands.length);
    },
  );

  test('a connection that is dropped again is given up', async () => {
    const { error, commands } = await failing({
      behaviour: { batchSize: 2, faults: [{ command: 'getMore', does: 'drop-connection' }] },
    });
    expect(error.message).toBe('the connection was closed');
    expect(error.location?.path).toBe('SystemProfile');
    expect(commands.filter((command) => command === 'find')).toHaveLength(2);
  });

  test('a server that is slow to answer: asked twice, then given up', async () => {
    const { error, commands } = await failing({
      behaviour: { faults: [{ command: 'find', does: 'answer-late' }] },
      options: { timeouts: impatient },
    });
    expect(error.message).toBe('the server did not answer in time');
    expect(commands.filter((command) => command === 'find')).toHaveLength(2);
  });

  test('a server that takes a connection and says nothing', async () => {
    const { error } = await failing({
      behaviour: { faults: [{ command: 'isMaster', does: 'answer-late' }] },
      options: { timeouts: { connect: 500, selection: 700, socket: 500 } },
    });
    expect(error.message).toBe('the server did not answer in time');
  });

  test('a server that hangs up at once', async () => {
    const { error } = await failing({ behaviour: { closeAtOnce: true } });
    expect(error.message).toMatch(/^the connection was closed/);
  });

  test('nothing listens', async () => {
    const { error, text } = await failing({ address: (_, database) => `mongodb://127.0.0.1:1/${database}` });
    expect(error.message).toBe('nothing listens at this address');
    expect(text).toContain('mongodump --db ATA --out dump');
  });

  test('a server older than MongoDB 3.6 is told at once, with the way round it', async () => {
    const { error, text, commands } = await failing({
      behaviour: { maxWireVersion: 5 },
    });
    expect(error.message).toContain('version of the MongoDB protocol that is not supported');
    expect(text).toContain('MongoDB 3.6');
    expect(text).toContain('mongodump --db ATA --out dump');
    expect(commands).toEqual(['ismaster']);
  });

  const password = 'p4ss-Canary';
  const withPassword = (host: string, database: string) =>
    `mongodb://reader:${password}@${host}/${database}?authMechanism=PLAIN&authSource=$external`;

  test('credentials reach the server, and nothing else', async () => {
    const { source, commands, bodies, host, database } = await read({
      behaviour: { authentication: 'accepted' },
      address: withPassword,
    });
    expect(source.name).toBe(`mongodb://${host}/${database}`);
    expect(commands.filter((command) => !readingCommands.includes(command))).toEqual(['saslstart']);
    const start = bodies.find((body) => nameOf(body) === 'saslstart');
    expect(String(start?.payload)).toContain(password);
    expect(JSON.stringify(source)).not.toContain(password);
  });

  test('refused credentials are not repeated', async () => {
    const { error, text } = await failing({
      behaviour: { authentication: 'refused' },
      address: withPassword,
    });
    expect(error.message).toBe('the server refused the user name or password (code 18)');
    expect(text).not.toContain(password);
    expect(error.cause).toBeUndefined();
  });

  test('a user who may not read, and nobody where a user is wanted', async () => {
    const faults = [{ command: 'listCollections', does: 'refuse', code: 13 }] as const;
    const user = await failing({
      behaviour: { faults, authentication: 'accepted' },
      address: withPassword,
    });
    expect(user.error.message).toBe('this user may not read the database (code 13)');
    expect(user.text).not.toContain(password);
    const nobody = await failing({ behaviour: { faults } });
    expect(nobody.error.message).toBe('the server wants a user name and password (code 13)');
  });

  test('any other refusal names its code and the collection', async () => {
    const { error } = await failing({
      behaviour: { faults: [{ command: 'find', does: 'refuse', code: 292 }] },
    });
    expect(error.message).toBe('the server answered with an error (code 292)');
    expect(error.location?.path).toBe('SystemProfile');
  });

  test('a server that does not speak TLS', async () => {
    const { error, text } = await failing({
      address: (host, database) => `mongodb://${host}/${database}?tls=true`,
    });
    expect(error.message).toMatch(/^the connection was closed/);
    expect(text).toContain('TLS');
  });

  test('a certificate that nobody vouches for is refused; with its authority named, the database is read', async () => {
    const certificate = selfSignedCertificate();
    const { error } = await failing({
      behaviour: { certificate },
      address: (host, database) => `mongodb://${host}/${database}?tls=true`,
    });
    expect(error.message).toBe('no secure connection could be made (DEPTH_ZERO_SELF_SIGNED_CERT)');
    const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-'));
    try {
      const file = join(folder, 'authority.pem');
      writeFileSync(file, certificate.cert);
      const { source } = await read({
        behaviour: { certificate },
        address: (host, database) =>
          `mongodb://${host}/${database}?tls=true&tlsCAFile=${encodeURIComponent(file)}`,
      });
      expect(source.collections[0]?.documents).toEqual(inOrder(profiles));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a certificate authority that is no file', async () => {
    const { error } = await failing({
      address: (host, database) =>
        `mongodb://${host}/${database}?tls=true&tlsCAFile=/nowhere/${password}.pem`,
    });
    expect(error.message).toBe('a file that the address names does not exist');
  });

  test('a database of something else: says which collections it has', async () => {
    const { error } = await failing({ collections: { orders: [{ _id: 1 }], customers: [{ _id: 1 }] } });
    expect(error.message).toBe('this is not an ATA database: its collections are customers, orders');
  });

  test('a database that does not exist', async () => {
    const { error, text } = await failing({ collections: {} });
    expect(error.message).toBe('this is not an ATA database: it has no collections, or does not exist');
    expect(text).toContain('mongodb://127.0.0.1:27017/ATA');
  });

  test('an ATA database without its configuration', async () => {
    const { error } = await failing({ collections: { UniqueEntity: contoso().UniqueEntity } });
    expect(error.message).toBe('this database holds no SystemProfile document');
  });
});

function namesOf(proxy: ServerProxy): string[] {
  return proxy.commands.map(nameOf);
}

function contoso(): { SystemProfile: Document[]; UniqueEntity: Document[] } {
  return { SystemProfile: profiles.map(forDriver), UniqueEntity: entities.map(forDriver) };
}

function numberedUsers(count: number): { _id: string; _t: string[] }[] {
  return Array.from({ length: count }, (_, index) => ({
    _id: `0c0ffee0-0000-4000-8000-${String(index).padStart(12, '0')}`,
    _t: ['Entity', 'UniqueEntity', 'User'],
  }));
}

function inOrder(documents: readonly DocumentObject[]): DocumentObject[] {
  return documents.toSorted((left, right) => ((idOf(left) ?? '') < (idOf(right) ?? '') ? -1 : 1));
}

/** What a server that honours projections sends of a document; others send all of it. */
function withUsedFields(documents: readonly DocumentObject[]): DocumentObject[] {
  const used = new Set<string>(entityFields);
  return documents.map((document) => new Map([...document].filter(([field]) => used.has(field))));
}
