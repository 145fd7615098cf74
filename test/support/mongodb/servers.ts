/**
 * The servers that the tests of the live database run against: always the minimal one of our own; jongodb where its
 * package could be installed (Linux on x64); and a real MongoDB if `ATA2MDI_TEST_MONGODB` names one, as
 * `mongodb://host:port` without authentication.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Document } from 'bson';
import { MongoClient } from 'mongodb';
import { startMinimalServer } from './minimal-server.js';

export interface TestServer {
  readonly host: string;
  readonly port: number;
  /** Whether it answers listCollections; else the proxy has to. */
  readonly listsCollections: boolean;
  /** Whether it stays when the tests are over; then they drop what they made. */
  readonly outlivesTests: boolean;
  close(): Promise<void>;
}

export interface ServerKind {
  readonly name: string;
  start(): Promise<TestServer>;
}

/** The kinds of server that there are here. */
export function serverKinds(): ServerKind[] {
  const kinds: ServerKind[] = [{ name: 'our minimal server', start: startMinimal }];
  const jongodb = jongodbProgram();
  if (jongodb !== null) kinds.push({ name: 'jongodb', start: () => startJongodb(jongodb) });
  const real = process.env.ATA2MDI_TEST_MONGODB;
  if (real !== undefined && real !== '')
    kinds.push({ name: 'ATA2MDI_TEST_MONGODB', start: () => realServer(real) });
  return kinds;
}

async function startMinimal(): Promise<TestServer> {
  const { port, close } = await startMinimalServer();
  return { host: '127.0.0.1', port, listsCollections: true, outlivesTests: false, close };
}

function jongodbProgram(): string | null {
  try {
    const description = '@jongodb/memory-server-bin-linux-x64-gnu/package.json';
    return join(dirname(createRequire(import.meta.url).resolve(description)), 'bin', 'jongodb');
  } catch {
    return null;
  }
}

async function startJongodb(program: string): Promise<TestServer> {
  const child = spawn(program, ['--host=127.0.0.1', '--port=0', '--database=ATA'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    const port = /JONGODB_URI=mongodb:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
    if (port !== undefined)
      return {
        host: '127.0.0.1',
        port: Number(port),
        listsCollections: false,
        outlivesTests: false,
        async close() {
          child.kill();
          await exited;
        },
      };
  }
  throw new Error('jongodb ended without naming its address');
}

async function realServer(uri: string): Promise<TestServer> {
  const { hostname, port } = new URL(uri);
  return {
    host: hostname,
    port: Number(port || 27017),
    listsCollections: true,
    outlivesTests: true,
    close: () => Promise.resolve(),
  };
}

/** A name for a database that nobody else has. */
export function randomDatabase(): string {
  return `ata2mdi_test_${Math.random().toString(36).slice(2)}`;
}

/** Does something with a plain client of the server, without proxy and without the reader. */
export async function withClient<T>(
  { host, port }: TestServer,
  use: (client: MongoClient) => Promise<T>,
): Promise<T> {
  const client = new MongoClient(`mongodb://${host}:${port}/`, { directConnection: true });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

/** Puts documents into collections of a database. */
export async function seed(
  server: TestServer,
  database: string,
  collections: Readonly<Record<string, readonly Document[]>>,
): Promise<void> {
  await withClient(server, async (client) => {
    for (const [name, documents] of Object.entries(collections))
      await client
        .db(database)
        .collection(name)
        .insertMany([...documents]);
  });
}
