import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { documentId } from '../../src/readers/document-kinds.js';
import { readMongoDbAlerts } from '../../src/readers/node/mongodb/alerts.js';
import { collectingReporter } from '../../src/reporter.js';
import type { AlertRecord } from '../../src/types/alert-record.js';
import { alertFiles } from '../support/alerts.js';
import { ata2mdi, ata2mdiBeside } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';
import { fixtureDocuments, forDriver } from '../support/formats.js';
import { nameOf, type ProxyBehaviour, startProxy } from '../support/mongodb/proxy.js';
import {
  randomDatabase,
  seed,
  serverKinds,
  type TestServer,
  withClient,
} from '../support/mongodb/servers.js';

const [activityFile, healthFile, entityFile, profileFile] = alertFiles;
const collections = {
  SuspiciousActivity: fixtureDocuments(activityFile).map(forDriver),
  MonitoringAlert: fixtureDocuments(healthFile).map(forDriver),
  UniqueEntity: fixtureDocuments(entityFile).map(forDriver),
  SystemProfile: fixtureDocuments(profileFile).map(forDriver),
};
const activityIds = fixtureDocuments(activityFile).map(documentId);

describe.each(serverKinds())('alerts of the live database, on $name', ({ start }) => {
  const database = randomDatabase();
  let server: TestServer;

  beforeAll(async () => {
    server = await start();
    await seed(server, database, collections);
  });

  afterAll(async () => {
    if (server.outlivesTests) await withClient(server, (client) => client.db(database).dropDatabase());
    await server.close();
  });

  /** Uses the database through a proxy. */
  async function through<T>(behaviour: ProxyBehaviour, use: (uri: string) => Promise<T>) {
    const names = server.listsCollections ? {} : { collections: Object.keys(collections) };
    const proxy = await startProxy(server, { ...names, ...behaviour });
    try {
      const result = await use(`mongodb://127.0.0.1:${proxy.port}/${database}`);
      return { result, commands: proxy.commands.map(nameOf) };
    } finally {
      await proxy.close();
    }
  }

  async function idsOf(uri: string): Promise<(string | null)[]> {
    const ids: (string | null)[] = [];
    const sink = {
      alert: (document: Parameters<typeof documentId>[0]) => void ids.push(documentId(document)),
      collection() {},
    };
    await readMongoDbAlerts(uri, sink, collectingReporter());
    return ids;
  }

  test('the command gives the record of the exports, by reading commands only', async () => {
    const { result, commands } = await through({ batchSize: 3 }, (uri) =>
      ata2mdiBeside(['alerts', uri, '--format', 'json']),
    );
    expect(result.code).toBe(0);
    const live = JSON.parse(result.stdout) as AlertRecord;
    const files = JSON.parse(
      ata2mdi(['alerts', ...alertFiles.map(fixturePath), '--format', 'json']).stdout,
    ) as AlertRecord;
    const withoutSource = ({ alerts }: AlertRecord) => alerts.map(({ readFrom, ...alert }) => alert);
    expect(withoutSource(live)).toEqual(withoutSource(files));
    expect(live.summary).toEqual(files.summary);
    const harmless = /^(hello|ismaster|ping|listcollections|find|getmore|killcursors|endsessions)$/i;
    expect(commands.filter((command) => !harmless.test(command))).toEqual([]);
  });

  test('alerts come batch by batch, in order of their ids', async () => {
    const { result, commands } = await through({ batchSize: 2 }, idsOf);
    expect(result.slice(0, activityIds.length)).toEqual([...activityIds].sort());
    expect(commands.filter((command) => command === 'getmore').length).toBeGreaterThan(5);
  });

  test('a connection that breaks off is made again, and nothing is lost or comes twice', async () => {
    const undisturbed = await through({ batchSize: 2 }, idsOf);
    const faults = [{ command: 'getMore', does: 'drop-connection', times: 1 }] as const;
    const { result, commands } = await through({ batchSize: 2, faults }, idsOf);
    expect(result).toEqual(undisturbed.result);
    expect(commands.filter((command) => command === 'find')).toHaveLength(3);
  });

  test('one that breaks off again is given up', async () => {
    const faults = [{ command: 'getMore', does: 'drop-connection' }] as const;
    const reading = through({ batchSize: 2, faults }, idsOf);
    await expect(reading).rejects.toThrow(UserError);
    await expect(reading).rejects.toThrow('the connection was closed');
  });

  test.skipIf(!serverKinds().some(({ name }) => name.includes('minimal')))(
    'a database that is not of ATA',
    async () => {
      const reading = through({ collections: ['Customers'] }, idsOf);
      await expect(reading).rejects.toThrow(/this is not an ATA database/);
    },
  );
});
