import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ata2mdi, ata2mdiBeside } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';
import { fixtureDocuments, forDriver } from '../support/formats.js';
import { nameOf, type ServerProxy, startProxy } from '../support/mongodb/proxy.js';
import {
  randomDatabase,
  seed,
  serverKinds,
  type TestServer,
  withClient,
} from '../support/mongodb/servers.js';

/** The backup, one document a line, in order of the ids: in this order the database is asked. */
const lines = readFileSync(fixturePath('contoso/SystemProfile_20251215T040000Z.json'), 'utf8')
  .trim()
  .split('\n');
const backup = join(mkdtempSync(join(tmpdir(), 'ata2mdi-test-')), 'SystemProfile_1.json');
writeFileSync(backup, `${lines.sort(byId).join('\n')}\n`);

function byId(a: string, b: string): number {
  const [first = '', second = ''] = [a, b].map((line) => JSON.parse(line)._id.$oid as string);
  return first < second ? -1 : 1;
}

const export_ = fixturePath('contoso/UniqueEntity.json');
const collections = {
  SystemProfile: fixtureDocuments('contoso/SystemProfile_20251215T040000Z.json').map(forDriver),
  UniqueEntity: fixtureDocuments('contoso/UniqueEntity.json').map(forDriver),
};

afterAll(() => rmSync(dirname(backup), { recursive: true, force: true }));

describe.each(serverKinds())('ata2mdi reads the database of a running Center, on $name', ({ start }) => {
  const database = randomDatabase();
  let server: TestServer;
  let proxy: ServerProxy;
  let address: string;

  beforeAll(async () => {
    server = await start();
    await seed(server, database, collections);
    proxy = await startProxy(
      server,
      server.listsCollections ? {} : { collections: Object.keys(collections) },
    );
    address = `mongodb://127.0.0.1:${proxy.port}/${database}`;
  });

  afterAll(async () => {
    await proxy.close();
    if (server.outlivesTests) await withClient(server, (client) => client.db(database).dropDatabase());
    await server.close();
  });

  test('and gives the plan of its backup', async () => {
    const { code, stdout } = await ata2mdiBeside(['translate', address]);
    expect(code).toBe(0);
    const files = JSON.parse(ata2mdi(['translate', backup, export_]).stdout);
    const live = JSON.parse(stdout);
    expect(live.items).toEqual(files.items);
    expect(live.sources).toMatchObject([{ name: address, format: 'mongodb' }]);
  });

  test('with the role groups, whose members it asks for', async () => {
    const users = fixturePath('contoso/role-groups/ata-users.json');
    const { code, stdout } = await ata2mdiBeside(['export', address, users]);
    expect(code).toBe(0);
    const files = JSON.parse(ata2mdi(['export', backup, export_, users]).stdout);
    const live = JSON.parse(stdout);
    expect(live.roleGroups).toEqual(files.roleGroups);
    expect(live.entities).toEqual(files.entities);
    expect(live.roleGroups[0].members.some(({ entity }: { entity: unknown }) => entity !== null)).toBe(true);
  });

  test('by reading commands only', () => {
    const harmless = /^(hello|ismaster|ping|listcollections|find|getmore|killcursors|endsessions)$/i;
    const sent = proxy.commands.map(nameOf);
    expect(sent.length).toBeGreaterThan(5);
    expect(sent.filter((command) => !harmless.test(command))).toEqual([]);
  });
});
