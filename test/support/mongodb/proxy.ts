/**
 * Stands between the driver and a server of tests: makes it look like the MongoDB 3.6 that ATA has, answers what it
 * lacks, keeps book of every command on the wire, and misbehaves on purpose.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type Document, Int32 } from 'bson';
import type { Certificate } from './certificate.js';
import { failure, listening } from './minimal-server.js';
import { answerTo, bodyOf, type Frame, readFrames, withBody } from './wire.js';

/** What the proxy does with one command, each time or only the first few times. */
export interface Fault {
  readonly command: string;
  readonly does: 'drop-connection' | 'answer-late' | 'refuse';
  /** How many times; always, where it is not set. */
  readonly times?: number;
  /** For `refuse`: MongoDB's error code. */
  readonly code?: number;
}

export interface ProxyBehaviour {
  /** The highest wire version it lets the server report; 6 is MongoDB 3.6. */
  readonly maxWireVersion?: number;
  /** Documents in each answer of a cursor, so that small collections need several. */
  readonly batchSize?: number;
  readonly faults?: readonly Fault[];
  /** `accepted`: answers the authentication mechanism PLAIN itself, whoever comes. */
  readonly authentication?: 'accepted' | 'refused';
  /** Hangs up as soon as somebody connects. */
  readonly closeAtOnce?: boolean;
  /** What it says in the greeting besides, e.g. that it is the secondary of a replica set. */
  readonly greeting?: Document;
  /** Speaks TLS, with this certificate. */
  readonly certificate?: Certificate;
  /** Answers listCollections for a server that cannot. */
  readonly collections?: readonly string[];
}

export interface ServerProxy {
  readonly port: number;
  /** Every command that came over the wire, greetings included. */
  readonly commands: readonly Document[];
  close(): Promise<void>;
}

/** How late `answer-late` answers, in milliseconds. */
export const lateness = 1500;

/** Starts a proxy in front of a server on this or another computer. */
export async function startProxy(
  server: { readonly host: string; readonly port: number },
  behaviour: ProxyBehaviour = {},
): Promise<ServerProxy> {
  const commands: Document[] = [];
  const sockets = new Set<Socket>();
  const faults = (behaviour.faults ?? []).map((fault) => ({ ...fault, left: fault.times ?? Infinity }));
  function serve(client: Socket): void {
    if (behaviour.closeAtOnce) {
      client.destroy();
      return;
    }
    const upstream = connect(server);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    const greetings = new Set<number>();
    readFrames(client, (frame) => {
      const body = bodyOf(frame);
      const name = nameOf(body);
      commands.push(body);
      if (isGreeting(name)) greetings.add(frame.requestId);
      const fault = faults.find((one) => one.command.toLowerCase() === name && one.left > 0);
      if (fault !== undefined) fault.left -= 1;
      const own =
        fault?.does === 'refuse' ? failure(fault.code ?? 0, 'Refused') : ownAnswer(name, body, behaviour);
      if (fault?.does === 'drop-connection') client.destroy();
      else if (fault?.does === 'answer-late') setTimeout(() => upstream.write(frame.bytes), lateness);
      else if (own !== null) client.write(answerTo(frame, own));
      else upstream.write(requestBytes(frame, name, body, behaviour));
    });
    readFrames(upstream, (frame) => {
      client.write(greetings.delete(frame.responseTo) ? greetingBytes(frame, behaviour) : frame.bytes);
    });
  }

  const { certificate } = behaviour;
  const listener = certificate === undefined ? createServer(serve) : createTlsServer(certificate, serve);
  const port = await listening(listener);
  return {
    port,
    commands,
    async close() {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}

/** The name of a command, in lower case: MongoDB itself spells some of them in two ways. */
export function nameOf(command: Document): string {
  return (Object.keys(command)[0] ?? '').toLowerCase();
}

function isGreeting(name: string): boolean {
  return name === 'hello' || name === 'ismaster';
}

function ownAnswer(name: string, body: Document, behaviour: ProxyBehaviour): Document | null {
  if (name === 'listcollections' && behaviour.collections !== undefined) {
    const firstBatch = behaviour.collections.map((collection) => ({ name: collection, type: 'collection' }));
    return { ok: 1, cursor: { id: 0n, ns: `${body.$db}.$cmd.listCollections`, firstBatch } };
  }
  if (name !== 'saslstart' || behaviour.authentication === undefined) return null;
  if (behaviour.authentication === 'refused') return failure(18, 'AuthenticationFailed');
  return { ok: 1, conversationId: 1, done: true, payload: '' };
}

function requestBytes(frame: Frame, name: string, body: Document, { batchSize }: ProxyBehaviour): Buffer {
  const isRead = name === 'find' || name === 'getmore';
  return isRead && batchSize !== undefined
    ? withBody(frame, { ...body, batchSize: new Int32(batchSize) })
    : frame.bytes;
}

/** A server's greeting without what MongoDB 3.6 does not know. */
function greetingBytes(frame: Frame, { maxWireVersion = 6, greeting: added }: ProxyBehaviour): Buffer {
  const { helloOk: _, topologyVersion: __, ...greeting } = bodyOf(frame);
  return withBody(frame, {
    ...greeting,
    ...added,
    minWireVersion: new Int32(0),
    maxWireVersion: new Int32(maxWireVersion),
  });
}
