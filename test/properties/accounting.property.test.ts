import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePath } from '../../src/catalogue/paths.js';
import { builtInSettings } from '../../src/catalogue/settings.js';
import { unrecognisedItem } from '../../src/mappers/items.js';
import { account } from '../../src/plan/account.js';
import { translate } from '../../src/plan/translate.js';
import {
  BinaryValue,
  DateValue,
  type DocumentObject,
  type DocumentValue,
  ExtendedValue,
  ObjectIdValue,
} from '../../src/readers/values.js';
import { classifySnapshot } from '../../src/snapshot/classify.js';
import { normalise } from '../../src/snapshot/normalise.js';
import type { AtaSnapshot } from '../../src/types/ata-snapshot.js';
import { checkPlan, checkSnapshot } from '../../src/validate.js';

/** Keys that ATA uses, keys that are data, and keys that nobody would choose. */
const key = fc.oneof(
  fc.constantFrom(
    'IsEnabled',
    'ExcludedSubnets',
    'DnsReconnaissanceDetectorConfiguration',
    'MailClientConfiguration',
    'ServerEndpoint',
    'Address',
    'Password',
    'CertificateThumbprint',
    'EncryptedBytes',
    'Tailspin',
    '_t',
    '',
    '__proto__',
    'constructor',
    'a.b[0]',
    'ftp://u:p@h',
  ),
  fc.string({ maxLength: 6, unit: 'binary' }),
);

const scalar: fc.Arbitrary<DocumentValue> = fc.oneof(
  // A text that looks like the form of a cut would be refused, and rightly.
  fc.string({ maxLength: 8, unit: 'binary' }).map((text) => `x${text}`),
  fc.constant(null),
  fc.boolean(),
  fc.double(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((milliseconds) => new DateValue(milliseconds)),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => new BinaryValue(bytes, bytes.length % 5)),
  fc.constant(new ObjectIdValue('5f7ab5f381d7314991ae13e7')),
  fc.constant(new ExtendedValue({ $timestamp: { t: 1, i: 2 } })),
  fc.constant(new ExtendedValue({ $ref: 'Other', $id: 'x', $db: 'ATA' })),
);

const { object: anyObject } = fc.letrec<{ value: DocumentValue; object: DocumentObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((members) => new Map(members)),
}));

/** Leaves as the design counts them, with their paths, found in another way than by the code under test. */
function expectedPaths(document: DocumentObject): (string | number)[][] {
  const found: (string | number)[][] = [];
  const open: { path: (string | number)[]; value: DocumentValue }[] = [{ path: [], value: document }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, value } = next;
    const children: readonly (readonly [string | number, DocumentValue])[] =
      value instanceof Map ? [...value] : Array.isArray(value) ? [...value.entries()] : [];
    if (children.length === 0) found.push(path);
    for (const [name, child] of children) open.push({ path: [...path, name], value: child });
  }
  return found;
}

/** A Center that holds an object where its configuration stands. */
function centerOf(configuration: DocumentObject, updateTime: string): DocumentObject {
  return new Map<string, DocumentValue>([
    ['Configuration', configuration],
    ['UpdateTime', updateTime],
    ['Type', 'CenterSystemProfile'],
  ]);
}

function snapshotOf(...documents: readonly DocumentObject[]): Promise<AtaSnapshot> {
  return normalise(
    documents.map((value, index) => ({
      name: `${index}.json`,
      format: 'extended-json',
      encoding: 'utf-8',
      byteLength: 1,
      sha256: '0'.repeat(64),
      documents: [{ value, line: 1 }],
    })),
  );
}

/** Whether the export of this looks cut: the catalogue expects an object or a list where a text stands. */
function looksCut(reason: unknown): boolean {
  return reason instanceof Error && reason.message.startsWith('the export was cut off');
}

describe('every document, whatever is in it', () => {
  it('has as many leaves as an independent count, each with a path of its own', async () => {
    await fc.assert(
      fc.asyncProperty(anyObject, async (object) => {
        const document = new Map<string, DocumentValue>([...object, ['Type', 'TailspinSystemProfile']]);
        const snapshot = await snapshotOf(document);
        const paths = snapshot.documents[0]?.leaves.map(({ path }) => path) ?? [];
        const expected = expectedPaths(document);
        expect(paths).toHaveLength(expected.length);
        expect(new Set(paths).size).toBe(paths.length);
        expect(paths.map((path) => parsePath(path).length).toSorted()).toEqual(
          expected.map((path) => path.length).toSorted(),
        );
        checkSnapshot(snapshot);
      }),
    );
  });

  it('balances where every leaf is an item of its own', async () => {
    await fc.assert(
      fc.asyncProperty(anyObject, async (object) => {
        const snapshot = await snapshotOf(new Map([...object, ['Type', 'TailspinSystemProfile']]));
        const items = classifySnapshot(snapshot, builtInSettings()).all.map((leaf, index) =>
          unrecognisedItem({
            id: `unrecognised/${index}`,
            area: 'unrecognised',
            title: leaf.path,
            reason: 'unexpected-form',
            leaves: [leaf],
            value: leaf.value,
          }),
        );
        const { leaves, accounted, byDisposition } = account(snapshot, items);
        expect([leaves, accounted, byDisposition.unrecognised]).toEqual(Array(3).fill(items.length));
        expect(() => account(snapshot, items.slice(1))).toThrow(/belong to no item/);
      }),
    );
  });

  it('makes a plan that balances and follows its schema, with an older copy beside it', async () => {
    let translated = 0;
    await fc.assert(
      fc.asyncProperty(anyObject, anyObject, async (newer, older) => {
        const documents = [centerOf(older, '2025-01-01T00:00:00Z'), centerOf(newer, '2025-01-02T00:00:00Z')];
        const snapshot = await snapshotOf(...documents).catch((reason: unknown) => {
          if (looksCut(reason)) return null;
          throw reason;
        });
        fc.pre(snapshot !== null);
        const plan = translate(snapshot);
        checkPlan(plan);
        expect(plan.accounting.accounted).toBe(documents.flatMap(expectedPaths).length);
        translated += 1;
      }),
    );
    expect(translated).toBeGreaterThan(50);
  });
});
