/**
 * A server that speaks as much of MongoDB's protocol as the reader and the tests need, for platforms on which there is
 * no other. It keeps documents in memory and knows nothing of how they are read.
 */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type Document, EJSON, Long } from 'bson';
import { answerTo, bodyOf, readFrames } from './wire.js';

const defaultBatchSize = 101;

export interface MinimalServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts the server on a free port of this computer. */
export async function startMinimalServer(): Promise<MinimalServer> {
  const answer = commands();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    readFrames(socket, (frame) => socket.write(answerTo(frame, answer(bodyOf(frame)))));
  });
  const port = await listening(server);
  return {
    port,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Has a server listen on a free port of this computer. */
export async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

interface Cursor {
  readonly namespace: string;
  readonly rest: Document[];
}

/** Answers commands; the documents live as long as the function. */
function commands(): (command: Document) => Document {
  const collections = new Map<string, Document[]>();
  const cursors = new Map<string, Cursor>();

  function nextBatch(cursor: Cursor, id: Long, field: 'firstBatch' | 'nextBatch', size: number): Document {
    const batch = cursor.rest.splice(0, size);
    if (cursor.rest.length === 0) cursors.delete(String(id));
    else cursors.set(String(id), cursor);
    const open = cursor.rest.length === 0 ? Long.ZERO : id;
    return { ok: 1, cursor: { id: open, ns: cursor.namespace, [field]: batch } };
  }

  function firstBatch(namespace: string, rest: Document[], size: number): Document {
    return nextBatch(
      { namespace, rest },
      Long.fromNumber(1 + Math.floor(Math.random() * 2 ** 50)),
      'firstBatch',
      size,
    );
  }

  return (command) => {
    const name = Object.keys(command)[0] ?? '';
    const database = String(command.$db ?? '');
    const target = `${database}.${command[name]}`;
    switch (name.toLowerCase()) {
      case 'hello':
      case 'ismaster':
        return { ok: 1, ismaster: true, ...limits(), minWireVersion: 0, maxWireVersion: 6, readOnly: false };
      case 'buildinfo':
        return { ok: 1, version: '3.6.18-minimal' };
      case 'ping':
      case 'endsessions':
        return { ok: 1 };
      case 'listcollections': {
        const own = [...collections.keys()].filter((key) => key.startsWith(`${database}.`));
        const listed = own.map((key) => ({ name: key.slice(database.length + 1), type: 'collection' }));
        return firstBatch(`${database}.$cmd.listCollections`, listed, defaultBatchSize);
      }
      case 'insert':
        collections.set(target, [...(collections.get(target) ?? []), ...command.documents]);
        return { ok: 1, n: command.documents.length };
      case 'find': {
        const found = (collections.get(target) ?? []).filter(matcher(command.filter));
        const sorted = command.sort === undefined ? found : found.toSorted(byId);
        const size = Number(command.batchSize ?? defaultBatchSize);
        return firstBatch(
          target,
          sorted.map((document) => projected(document, command.projection)),
          size,
        );
      }
      case 'getmore': {
        const cursor = cursors.get(String(command.getMore));
        if (cursor === undefined) return failure(43, 'CursorNotFound');
        return nextBatch(cursor, command.getMore, 'nextBatch', Number(command.batchSize ?? Infinity));
      }
      case 'killcursors':
        for (const id of command.cursors) cursors.delete(String(id));
        return { ok: 1, cursorsKilled: command.cursors };
      default:
        return failure(59, 'CommandNotFound');
    }
  };
}

/** An answer that says no. */
export function failure(code: number, codeName: string): Document {
  return { ok: 0, code, codeName, errmsg: `refused with ${codeName}` };
}

function limits(): Document {
  return {
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    logicalSessionTimeoutMinutes: 30,
  };
}

/**
 * Whether a document matches: each field equals a value, is one of a list (`$in`), comes after one (`$gt`, of ids), or is a
 * list that holds it.
 */
function matcher(filter: Document): (document: Document) => boolean {
  const conditions = Object.entries(filter).map(([field, condition]) => {
    const wanted: unknown[] = condition?.$in ?? [condition];
    return { field, after: condition?.$gt, wanted: new Set(wanted.map(comparable)) };
  });
  return (document) =>
    conditions.every(({ field, after, wanted }) => {
      const value: unknown = document[field];
      if (after !== undefined) return comparable(value) > comparable(after);
      return (Array.isArray(value) ? value : [value]).some((held) => wanted.has(comparable(held)));
    });
}

function projected(document: Document, projection: Document | undefined): Document {
  const fields = Object.keys(projection ?? {});
  if (fields.length === 0) return document;
  return Object.fromEntries(Object.entries(document).filter(([field]) => fields.includes(field)));
}

function byId(left: Document, right: Document): number {
  const [first, second] = [comparable(left._id), comparable(right._id)];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

function comparable(value: unknown): string {
  return EJSON.stringify({ value }, { relaxed: false });
}
