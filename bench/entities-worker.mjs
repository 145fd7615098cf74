/** One way of reading a UniqueEntity collection; bench/entities.mjs runs each in a process of its own. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { deserialize } from 'bson';
import { bsonBatches, rawDocument } from '../src/readers/bson/documents.ts';
import { wantedLines } from '../src/readers/bson/lines.ts';
import { wantedDocuments } from '../src/readers/bson/wanted.ts';
import { chunkBytes } from '../src/readers/chunks.ts';
import { entityId } from './entity-id.mjs';

const [mode, file, count] = process.argv.slice(2);

// As the product reads, and the same for all.
const chunks = createReadStream(file, { highWaterMark: chunkBytes });

const wantedIds = 1000;

const ways = {
  read,
  'find-bson': findBson,
  'decode-bson': decodeBson,
  'find-lines': findLines,
  'parse-lines': parseLines,
};
await ways[mode]();

/** A thousand entities from all over the file, domain controllers and domains. */
function wants() {
  const step = Math.max(1, Math.floor(Number(count) / wantedIds));
  const ids = new Set(Array.from({ length: wantedIds }, (_, index) => entityId(index * step)));
  return { ids, sids: new Set(sidsOf(step)), domainControllers: true, domains: true, profiles: true };
}

/** Some of the members of role groups. */
function sidsOf(step) {
  return Array.from({ length: 50 }, (_, index) => `S-1-5-21-1004336348-1177238915-682003330-${index * step}`);
}

function silent() {
  return { notice() {} };
}

async function read() {
  let length = 0;
  for await (const chunk of chunks) length += chunk.length;
  expectCount(length > 0);
}

async function findBson() {
  expectCount(
    (await counted(wantedDocuments(bsonBatches(chunks, file), wants(), file, silent()))) >= wantedIds,
  );
}

async function findLines() {
  expectCount((await counted(wantedLines(chunks, wants(), file, silent()))) >= wantedIds);
}

async function decodeBson() {
  let fields = 0;
  for await (const batch of bsonBatches(chunks, file)) {
    for (const span of batch) fields += String(deserialize(rawDocument(span).raw)._id).length;
  }
  expectCount(fields > 0);
}

async function parseLines() {
  let fields = 0;
  for await (const line of createInterface({ input: chunks })) fields += String(JSON.parse(line)._id).length;
  expectCount(fields > 0);
}

async function counted(stream) {
  let found = 0;
  for await (const _ of stream) found += 1;
  return found;
}

function expectCount(isRight) {
  if (!isRight) throw new Error(`${mode} did not find what is there`);
}
