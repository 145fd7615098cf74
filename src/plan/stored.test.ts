import { beforeAll, describe, expect, it, test } from 'vitest';
import { artifactText } from '../../test/support/artifacts.js';
import { deploymentFiles, snapshotOfDeployment } from '../../test/support/loading.js';
import { planOf, smallPlan } from '../../test/support/plans.js';
import { UserError } from '../errors.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import { planArtifact } from '../writers/json.js';
import { worksheetRecords } from '../writers/records.js';
import { readStoredPlan } from './stored.js';
import { translate } from './translate.js';

function read(text: string): MigrationPlan | null {
  return readStoredPlan({ name: 'plan.json', bytes: new TextEncoder().encode(text) });
}

function saved(plan: MigrationPlan): string {
  return artifactText(planArtifact(plan));
}

describe.each(Object.keys(deploymentFiles) as (keyof typeof deploymentFiles)[])('the plan of %s', (name) => {
  let plan = planOf([]);
  beforeAll(async () => {
    plan = translate(await snapshotOfDeployment(name));
  });

  it('is read back as it was written, down to its fingerprints', () => {
    const back = read(saved(plan));
    expect(back).toEqual(plan);
    expect(worksheetRecords(back ?? planOf([]))).toEqual(worksheetRecords(plan));
    expect(JSON.stringify(worksheetRecords(back ?? planOf([])))).toBe(JSON.stringify(worksheetRecords(plan)));
  });
});

test.each([
  ['text', 'no JSON "migration-plan"'],
  ['other JSON', '{"schema":"other","note":"\\"migration-plan\\""}'],
  ['JSON that is no object', '["migration-plan"]'],
  ['nothing', ''],
  ['null that stands beside the word', 'null "migration-plan"'],
  ['a text alone', '"migration-plan"'],
  ['JSON without a schema', '{"kind":"migration-plan"}'],
])('%s is no plan', (_name, text) => {
  expect(read(text)).toBeNull();
});

test('a plan of another schema version is refused', () => {
  expect(() => read(saved(smallPlan()).replace('"schemaVersion": 1', '"schemaVersion": 2'))).toThrow(
    'another schema version than this program reads (1)',
  );
});

const oneItem = smallPlan().items[0];

test.each<[string, (plan: MigrationPlan) => unknown, string]>([
  ['a property is missing', ({ items, ...rest }) => rest, 'damaged'],
  ['an item was removed', (plan) => ({ ...plan, items: plan.items.slice(1) }), 'does not balance'],
  [
    'an item was doubled',
    (plan) => ({ ...plan, items: [...plan.items, oneItem] }),
    'two items have the same id',
  ],
  [
    'a value is claimed twice',
    (plan) => ({ ...plan, items: [...plan.items, { ...oneItem, id: 'other' }] }),
    'a value belongs to two items',
  ],
  ['a document is missing', (plan) => ({ ...plan, documents: [] }), 'of a document that is not there'],
  [
    'the count of a document was changed',
    (plan) => ({ ...plan, documents: plan.documents.map((document) => ({ ...document, leaves: 1 })) }),
    'does not balance',
  ],
  [
    'the accounting was changed',
    (plan) => ({ ...plan, accounting: { ...plan.accounting, leaves: plan.accounting.leaves + 1 } }),
    'does not balance',
  ],
  [
    'only the number of values that are accounted for was changed',
    (plan) => ({ ...plan, accounting: { ...plan.accounting, accounted: plan.accounting.accounted + 1 } }),
    'does not balance',
  ],
  [
    'one disposition was counted for another',
    ({ accounting, ...plan }) => {
      const { manual, decision } = accounting.byDisposition;
      const byDisposition = { ...accounting.byDisposition, manual: manual - 1, decision: decision + 1 };
      return { ...plan, accounting: { ...accounting, byDisposition } };
    },
    'does not balance',
  ],
  [
    'a value went from one document to another',
    (plan) => {
      const [first] = plan.documents;
      return {
        ...plan,
        documents: [...plan.documents, { ...first, key: 'other', leaves: 1 }],
        accounting: plan.accounting,
      };
    },
    'does not balance',
  ],
  [
    'two documents have one key',
    (plan) => ({ ...plan, documents: [...plan.documents, ...plan.documents] }),
    'two documents have the same key',
  ],
])('a plan of which %s is refused', (_name, damage, message) => {
  const text = JSON.stringify(damage(smallPlan()));
  expect(() => read(text)).toThrow(message);
  expect(() => read(text)).toThrow(UserError);
});

test('what is refused is named, with its place and a way out', () => {
  for (const [damage, path] of [
    [(plan: MigrationPlan) => ({ ...plan, accounting: { ...plan.accounting, leaves: 0 } }), '/accounting'],
    [(plan: MigrationPlan) => ({ ...plan, centers: 'none' }), '/centers'],
    [({ items, ...rest }: MigrationPlan) => rest, '/'],
  ] as const) {
    const refusal = refusalOf(JSON.stringify(damage(smallPlan())));
    expect(refusal.location).toEqual({ source: 'plan.json', path });
    expect(refusal.advice.join()).toContain('ata2mdi translate');
  }
  const other = refusalOf(JSON.stringify({ ...smallPlan(), schemaVersion: 2 }));
  expect(other.location).toEqual({ source: 'plan.json' });
  expect(other.advice).toHaveLength(2);
});

function refusalOf(text: string): UserError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

test('a key that stands twice is refused', () => {
  const text = saved(smallPlan()).replace(
    '"factsAsOf": "2026-09"',
    '"factsAsOf": "2026-09", "factsAsOf": "2026-08"',
  );
  expect(() => read(text)).toThrow('a key stands twice');
});

test('credentials that were typed into a plan do not get into a worksheet', () => {
  const plan = smallPlan();
  const [first, second, ...others] = plan.items;
  if (first === undefined || second?.target == null) throw new Error('the plan has no such items');
  const edited = {
    ...plan,
    items: [
      { ...first, notes: ['mongodb://ata:CANARY-1@localhost', 'Password=CANARY-2'] },
      {
        ...second,
        source: { ...second.source, value: { Password: 'CANARY-3', Nested: { Secret: ['CANARY-4'] } } },
        target: { ...second.target, values: [{ field: 'Shared Secret', value: 'CANARY-5' }] },
      },
      ...others,
    ],
  };
  const back = read(JSON.stringify(edited));
  expect(JSON.stringify(back)).not.toContain('CANARY');
  expect(back?.items[1]?.target?.values).toEqual([{ field: 'Shared Secret', value: '[redacted]' }]);
});
