import { describe, expect, test } from 'vitest';
import { loadSnapshot } from '../../src/load.js';
import { translate } from '../../src/plan/translate.js';
import type { LoadableSource } from '../../src/readers/sources.js';
import { collectingReporter } from '../../src/reporter.js';
import type { MigrationPlan } from '../../src/types/migration-plan.js';
import { databaseFormats, type ExportFile, restFormats } from '../support/formats.js';
import { madeUpHash } from '../support/loading.js';
import { chunked } from '../support/mongodump.js';

async function planOf(sources: readonly LoadableSource[]): Promise<MigrationPlan> {
  return translate(await loadSnapshot(sources, collectingReporter()));
}

/** All of a plan but where it was read from. */
function withoutSources({ sources, notices, documents, ...plan }: MigrationPlan): unknown {
  expect(sources.length).toBeGreaterThan(0);
  return { ...plan, documents: documents.map(({ source, ...document }) => document) };
}

function held({ name, bytes }: ExportFile): LoadableSource {
  return { name, bytes, sha256: madeUpHash };
}

function streamed({ name, bytes }: ExportFile): LoadableSource {
  return { name, byteLength: bytes.length, chunks: () => chunked(bytes, 777), sha256: madeUpHash };
}

const [[, files = []] = []] = Object.entries(databaseFormats);
const expected = withoutSources(await planOf(files.map(held)));

describe('one deployment gives the same plan in every format of the database', () => {
  test.each(Object.entries(databaseFormats))('%s, held', async (_, exported) => {
    expect(withoutSources(await planOf(exported.map(held)))).toEqual(expected);
  });

  test.each(Object.entries(databaseFormats))('%s, as a stream', async (_, exported) => {
    expect(withoutSources(await planOf(exported.map(streamed)))).toEqual(expected);
  });

  test.each(Object.entries(databaseFormats))('%s, found in a folder', async (_, exported) => {
    const members = exported.map((file) => ({ ...held(file), ofFolder: true }));
    expect(withoutSources(await planOf(members))).toEqual(expected);
  });
});

/** What an item says, without where its value stood. */
function saidOf({ items }: MigrationPlan): string[] {
  return items.map(({ id, disposition, title, source }) =>
    JSON.stringify([id, disposition, title, source.value]),
  );
}

describe('and in every format of the REST interface', () => {
  const plans = Object.entries(restFormats).map(
    ([format, exported]) => [format, planOf(exported.map(held))] as const,
  );

  test('the same plan', async () => {
    const [first, ...others] = await Promise.all(plans.map(([, plan]) => plan));
    expect(first).toBeDefined();
    for (const other of others) expect(other.items).toEqual(first?.items);
  });

  test('with the same items as of the database', async () => {
    const database = new Set(saidOf(await planOf(files.map(held))));
    const rest = new Set(saidOf((await plans[0]?.[1]) as MigrationPlan));
    expect([...database].filter((said) => !rest.has(said))).toEqual([]);
    expect([...rest].filter((said) => !database.has(said))).toEqual([]);
  });
});

describe('what a source does not hold, the plan says', () => {
  test('no gateways, no entities, no role groups', async () => {
    const [profiles] = restFormats['ConvertTo-Json of PowerShell 7'] ?? [];
    const [center] = JSON.parse(new TextDecoder().decode(profiles?.bytes));
    const bytes = new TextEncoder().encode(JSON.stringify(center));
    const { items } = await planOf([held({ name: 'center.json', bytes })]);
    expect(items.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['gateways/not-in-sources', 'role-groups/members']),
    );
    expect(items.filter(({ entities }) => entities.some(({ resolved }) => !resolved)).length).toBeGreaterThan(
      0,
    );
  });
});
