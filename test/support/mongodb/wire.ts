/**
 * The frames of MongoDB's wire protocol that the driver and a server exchange: OP_MSG with a body section, and
 * OP_QUERY with OP_REPLY, in which a driver greets a server that it does not know yet (MongoDB Wire Protocol, mongodb.com).
 */
import type { Socket } from 'node:net';
import { type Document, deserialize, serialize } from 'bson';

const headerLength = 16;
const opReply = 1;
const opQuery = 2004;
const opMsg = 2013;
const operations = [opReply, opQuery, opMsg];

export interface Frame {
  readonly requestId: number;
  readonly responseTo: number;
  readonly opCode: number;
  /** The whole frame, with its header. */
  readonly bytes: Buffer;
}

/**
 * Calls back with each frame that comes over a socket, once it is whole. Whoever speaks something else is hung up on, as
 * MongoDB does.
 */
export function readFrames(socket: Socket, onFrame: (frame: Frame) => void): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= headerLength) {
      const length = pending.readInt32LE(0);
      const opCode = pending.readInt32LE(12);
      if (!operations.includes(opCode)) socket.destroy();
      if (socket.destroyed || pending.length < length) return;
      onFrame({
        requestId: pending.readInt32LE(4),
        responseTo: pending.readInt32LE(8),
        opCode,
        bytes: pending.subarray(0, length),
      });
      pending = pending.subarray(length);
    }
  });
}

/** The document that a frame carries. Numbers keep their BSON type, so that it can be sent on unchanged. */
export function bodyOf(frame: Frame): Document {
  return deserialize(frame.bytes.subarray(bodyOffset(frame)), {
    promoteValues: false,
    bsonRegExp: true,
    allowObjectSmallerThanBufferSize: true,
  });
}

/** The same frame with another document. */
export function withBody(frame: Frame, body: Document): Buffer {
  return frameOf(frame.bytes.subarray(0, bodyOffset(frame)), body);
}

/** The answer to a request, in the form that the request has. */
export function answerTo(request: Frame, body: Document): Buffer {
  const isQuery = request.opCode === opQuery;
  const head = Buffer.alloc(headerLength + (isQuery ? 20 : 5));
  head.writeInt32LE(request.requestId, 8);
  head.writeInt32LE(isQuery ? opReply : opMsg, 12);
  if (isQuery) head.writeInt32LE(1, headerLength + 16);
  return frameOf(head, body);
}

function frameOf(head: Buffer, body: Document): Buffer {
  const bytes = Buffer.concat([head, serialize(body)]);
  bytes.writeInt32LE(bytes.length, 0);
  return bytes;
}

function bodyOffset({ opCode, bytes }: Frame): number {
  if (opCode === opReply) return headerLength + 20;
  // After the flags, a name that ends in NUL and two numbers.
  if (opCode === opQuery) return bytes.indexOf(0, headerLength + 4) + 1 + 8;
  if (bytes[headerLength + 4] !== 0) throw new Error('a message that does not begin with its body');
  return headerLength + 5;
}
