/** Property tests of the BSON readers: the same values as from extended JSON; whatever the bytes, an answer. */
import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  type Document,
  Double,
  EJSON,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
} from 'bson';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { archiveDocuments } from '../../src/readers/bson/archive.js';
import { decodeBson } from '../../src/readers/bson/decode.js';
import { bsonBatches, rawBsonDocuments } from '../../src/readers/bson/documents.js';
import { wantedLines } from '../../src/readers/bson/lines.js';
import { peekBoolean, peekClasses, peekId } from '../../src/readers/bson/peek.js';
import { type EntityWants, wantedDocuments } from '../../src/readers/bson/wanted.js';
import { classNames, documentId } from '../../src/readers/document-kinds.js';
import { readExtendedJson } from '../../src/readers/extended-json.js';
import { isSid } from '../../src/readers/role-groups/members.js';
import { type DocumentObject, type DocumentValue, ExtendedValue } from '../../src/readers/values.js';
import { collectingReporter } from '../../src/reporter.js';
import { archive, bsonDocuments, bsonFile, chunked, collected } from '../support/mongodump.js';

const place = { source: 'a.bson', offset: 0 };

const key = fc
  .oneof(fc.string(), fc.constantFrom('_id', '$oid', '$ref', '$date', 'value', 'Count', '7', 'constructor'))
  .filter((name) => !name.includes('\0') && name !== '__proto__');

const objectId = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes));
const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => Long.fromBigInt(value));
const plainText = fc.string().filter((text) => !text.includes('\0'));

const { value } = fc.letrec<{ value: unknown; object: Document }>((tie) => ({
  object: fc.dictionary(key, tie('value'), { maxKeys: 6, noNullPrototype: true }),
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.string({ unit: 'binary' }),
    fc.double().map((number) => new Double(number)),
    fc.integer().map((number) => new Double(number * 2 ** 40)),
    fc.integer().map((number) => new Int32(number)),
    long,
    objectId,
    fc.date({ noInvalidDate: true }),
    fc
      .tuple(fc.uint8Array(), fc.constantFrom(0, 1, 2, 3, 5, 6, 7, 8, 128, 255))
      .map(([bytes, subtype]) => new Binary(bytes, subtype)),
    fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => new Binary(bytes, 4)),
    fc
      .tuple(plainText, fc.subarray([...'ilmsux']))
      .map(([text, flags]) => new BSONRegExp(text, flags.join(''))),
    fc.tuple(fc.nat(), fc.nat()).map(([t, i]) => new Timestamp({ t, i })),
    fc
      .tuple(fc.integer(), fc.integer({ min: -300, max: 300 }))
      .map(([digits, exponent]) => Decimal128.fromString(`${digits}E${exponent}`)),
    fc.constant(new MinKey()),
    fc.constant(new MaxKey()),
    fc.string().map((text) => new Code(text)),
    fc.tuple(fc.string(), tie('object')).map(([text, scope]) => new Code(text, scope)),
    fc.string().map((text) => new BSONSymbol(text)),
    fc
      .tuple(
        // The library takes what stands before a dot for the database.
        fc.string().filter((name) => !name.includes('.')),
        objectId,
        fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
      )
      .map(([collection, id, database]) => new DBRef(collection, id, database)),
    fc.array(tie('value'), { maxLength: 5 }),
    tie('object'),
  ),
}));

test('a document reads the same from BSON and from its extended JSON', () => {
  fc.assert(
    fc.property(value, (content) => {
      const document = { content };
      const raw = serialize(document, { ignoreUndefined: false });
      const bytes = new TextEncoder().encode(EJSON.stringify(document, { relaxed: false }));
      const [fromJson] = readExtendedJson({ name: 'a.json', bytes }, collectingReporter()).documents;
      expect(ordered(decodeBson(raw, place, collectingReporter()))).toStrictEqual(
        ordered(fromJson?.value ?? null),
      );
    }),
    { numRuns: 1000 },
  );
});

test('bytes that are no document give a result or an error with the byte, never anything else', async () => {
  const damagedDocument = fc
    .tuple(value, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }))
    .map(([content, changes]) => {
      const raw = Uint8Array.from(serialize({ _id: 'a', _t: ['b'], content, IsDomainController: true }));
      for (const [at, byte] of changes) raw[at % raw.length] = byte;
      return raw;
    });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), damagedDocument), (raw) => {
      for (const look of [
        () => decodeBson(raw, place, collectingReporter()),
        () => peekId(raw, place),
        () => peekClasses(raw, place),
        () => peekBoolean(raw, 'IsDomainController', place),
      ]) {
        expectAnswer(look, raw.length);
      }
    }),
    { numRuns: 2000 },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array(), damagedDocument), async (bytes) => {
      for (const stream of [
        rawBsonDocuments(chunked(bytes, 7), 'a.bson'),
        archiveDocuments(chunked(bytes, 7), 'a.archive'),
      ]) {
        const failure = await collected<unknown>(stream).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (failure !== undefined) expectByte(failure, bytes.length);
      }
    }),
  );
});

const dumped = [
  { database: 'ATA', collection: 'SystemProfile', documents: bsonDocuments([{ a: 1 }, { a: 2 }, { a: 3 }]) },
  { database: 'ATA', collection: 'Empty', documents: [] },
  { database: 'ATA', collection: 'UniqueEntity', documents: bsonDocuments([{ b: 'x' }]) },
];
const wholeArchive = archive(dumped, { pieceLength: 1 });

test('an archive that is cut anywhere is an error that names a byte', async () => {
  for (let length = 0; length < wholeArchive.length; length += 1) {
    const reading = collected(archiveDocuments(chunked(wholeArchive.subarray(0, length), 50), 'a.archive'));
    const failure = await reading.then(
      () => undefined,
      (error: unknown) => error,
    );
    expectByte(failure, length);
  }
});

test('an archive with one byte changed is an error, or gives the same documents', async () => {
  const whole = await collected(archiveDocuments(chunked(wholeArchive), 'a.archive'));
  for (let at = 0; at < wholeArchive.length; at += 1) {
    for (const change of [1, 0x20, 0x80]) {
      const changed = Uint8Array.from(wholeArchive);
      changed[at] = (changed[at] ?? 0) ^ change;
      const outcome = await collected(archiveDocuments(chunked(changed), 'a.archive')).catch(
        (error: unknown) => error,
      );
      if (outcome instanceof Error) expectByte(outcome, changed.length);
      else expect(outcome).toStrictEqual(whole);
    }
  }
});

const sid = fc
  .tuple(
    fc.constantFrom(
      'S-1-5-21-1-2-3-',
      'S-1-5-21-1004336348-1177238915-68200333-',
      'S-1-5-32-',
      's-1-5-',
      'S-1-',
    ),
    fc.constantFrom('500', '544', '1104', '18', '1104-', '', 'x'),
  )
  .map((parts) => parts.join(''));
const guid = fc
  .constantFrom('0c9c2c05-7a5c-4a5e-9f1d-0a1b2c3d4e5f', '0c9c2c05-7a5c-4a5e-9f1d-0a1b2c3d4eff')
  .chain((text) => fc.constantFrom(text, text.toUpperCase(), text.replace('c', 'C')));
const id = fc.oneof(guid, fc.constantFrom('a', 'b', 'é"\\', 'computer 10.0.0.1', 'Computer 10.0.0.1'), sid);
const className = fc.constantFrom(
  'Domain',
  'User',
  'DomainProfile',
  'a]',
  ']',
  '],',
  '"]',
  '',
  'IsDomainController',
);

/** Fields as those that are looked for, and what resembles them, in any order. */
const entity = fc
  .record(
    {
      _id: fc.oneof(id, id, fc.constantFrom(null, 1, new ObjectId('0102030405060708090a0b0c'))),
      _t: fc.oneof(className, fc.array(className, { maxLength: 3 }), fc.constant(null)),
      Sid: fc.oneof(sid, sid, fc.constantFrom(null, 1, ['S-1-5-32-544'])),
      SidHistory: fc.array(sid, { maxLength: 2 }),
      IsDomainController: fc.constantFrom(true, false, false, null, 'true'),
      text: fc.oneof(sid, className, fc.constantFrom('"Sid":"S-1-5-32-544"', '"IsDomainController":true')),
      inner: fc.record({ _id: id, _t: className, Sid: sid, IsDomainController: fc.boolean() }),
    },
    { requiredKeys: [] },
  )
  .chain((fields) =>
    fc
      .tuple(
        fc.boolean(),
        fc.shuffledSubarray(Object.entries(fields), { minLength: Object.keys(fields).length }),
      )
      .map(([isShuffled, shuffled]): Document => (isShuffled ? Object.fromEntries(shuffled) : fields)),
  );

const wants: fc.Arbitrary<EntityWants> = fc.record({
  ids: fc
    .array(fc.oneof(id, fc.constant('0102030405060708090a0b0c')), { maxLength: 4 })
    .map((ids) => new Set(ids)),
  sids: fc.array(sid, { maxLength: 4 }).map((sids) => new Set(sids.map((text) => text.toUpperCase()))),
  domainControllers: fc.boolean(),
  domains: fc.boolean(),
  profiles: fc.constant(false),
});

/** By the plain words of what is wanted: see EntityWants. */
function isWanted(document: DocumentObject, { ids, sids, domainControllers, domains }: EntityWants): boolean {
  const isGuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
  const wantedId = documentId(document);
  const wantedSid = document.get('Sid');
  return (
    [...ids].some(
      (text) =>
        text === wantedId ||
        ((isGuid(text) || isSid(text)) && text.toUpperCase() === wantedId?.toUpperCase()),
    ) ||
    (typeof wantedSid === 'string' && isSid(wantedSid) && sids.has(wantedSid.toUpperCase())) ||
    (domainControllers && document.get('IsDomainController') === true) ||
    (domains && classNames(document).includes('Domain'))
  );
}

test('what is found without decoding all is what decoding all finds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(entity, { maxLength: 8 }),
      wants,
      fc.integer({ min: 1, max: 400 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      async (entities, wanted, length, lineBreak, isEnded) => {
        const files = {
          bson: bsonFile(entities),
          json: new TextEncoder().encode(
            entities.map((fields) => EJSON.stringify(fields)).join(lineBreak) + (isEnded ? lineBreak : ''),
          ),
        };
        const reporter = collectingReporter();
        const all = entities.map((fields) => decodeBson(serialize(fields), place, reporter));
        const expected = all.filter((document) => isWanted(document, wanted)).map(ordered);
        const batches = bsonBatches(chunked(files.bson, length), 'a.bson');
        const fromBson = await collected(wantedDocuments(batches, wanted, 'a.bson', reporter));
        expect(fromBson.map((found) => ordered(found.value))).toStrictEqual(expected);
        const lines = wantedLines(chunked(files.json, length), wanted, 'a.json', reporter);
        expect((await collected(lines)).map((found) => ordered(found.value))).toStrictEqual(expected);
      },
    ),
    { numRuns: 2000 },
  );
});

function expectAnswer(action: () => unknown, length: number): void {
  try {
    action();
  } catch (error) {
    expectByte(error, length);
  }
}

function expectByte(error: unknown, length: number): void {
  if (!(error instanceof UserError)) throw error;
  expect(error.location?.byte).toBeGreaterThanOrEqual(0);
  expect(error.location?.byte).toBeLessThanOrEqual(length);
}

/** Maps as lists of their entries, so that their order counts when they are compared. */
function ordered(content: DocumentValue): unknown {
  if (content instanceof Map) {
    return { members: [...(content as DocumentObject)].map(([name, member]) => [name, ordered(member)]) };
  }
  // As text: a key `constructor` in it would confuse the comparison.
  if (content instanceof ExtendedValue) return { extended: JSON.stringify(content.canonical) };
  return Array.isArray(content) ? content.map(ordered) : content;
}
