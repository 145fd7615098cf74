import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffSnapshots } from '../../src/diff/diff.js';
import { isRedacted } from '../../src/snapshot/leaves.js';
import type { AtaSnapshot, Leaf } from '../../src/types/ata-snapshot.js';
import type { ConfigurationDiff } from '../../src/types/configuration-diff.js';
import { checkDiff } from '../../src/validate.js';
import { snapshotArtifact } from '../../src/writers/json.js';
import { changedForm, comparableForm } from '../support/apply-diff.js';
import { artifactText } from '../support/artifacts.js';
import { generateCenter, type JsonValue } from '../support/deployments.js';
import { databaseFormats, restFormats } from '../support/formats.js';
import {
  fixtureSource,
  jsonSource,
  laterFiles,
  snapshotOfDeployment,
  snapshotOfSources,
  sourceOf,
} from '../support/loading.js';

const names = ['contoso', 'defaults', 'hostile'] as const;
const deployments = await Promise.all(names.map(snapshotOfDeployment));
const later = await snapshotOfSources(...laterFiles.map(fixtureSource));

function all({ changes, bookkeeping }: ConfigurationDiff) {
  return [...changes, ...bookkeeping];
}

function compared(before: AtaSnapshot, after: AtaSnapshot): ConfigurationDiff {
  const diff = diffSnapshots(before, after, { bookkeeping: true });
  checkDiff(diff);
  return diff;
}

/** A snapshot with another leaf in place of one. */
function withLeaf(snapshot: AtaSnapshot, document: number, leaf: number, value: Leaf['value'] | undefined) {
  return {
    ...snapshot,
    documents: snapshot.documents.map((one, at) => {
      if (at !== document) return one;
      const leaves = one.leaves.flatMap((old, index) =>
        index !== leaf ? [old] : value === undefined ? [] : [{ ...old, value }],
      );
      return { ...one, leaves };
    }),
  };
}

describe('nothing changed', () => {
  test.each(names.map((name, at) => [name, at] as const))('%s and itself', (_, at) => {
    const snapshot = deployments[at] as AtaSnapshot;
    expect(all(compared(snapshot, snapshot))).toEqual([]);
  });

  test.each(names.map((name, at) => [name, at] as const))('%s and its own snapshot', async (_, at) => {
    const snapshot = deployments[at] as AtaSnapshot;
    const again = await snapshotOfSources(sourceOf(artifactText(snapshotArtifact(snapshot))));
    expect(all(compared(snapshot, again))).toEqual([]);
    expect(all(compared(again, snapshot))).toEqual([]);
  });

  test.each(Object.entries(databaseFormats))('contoso as %s', async (_, files) => {
    const other = await snapshotOfSources(...files.map((file) => ({ ...file, sha256: '0'.repeat(64) })));
    expect(all(compared(deployments[0] as AtaSnapshot, other))).toEqual([]);
  });

  test.each(Object.entries(restFormats))('contoso as %s differs in form alone', async (_, files) => {
    const other = await snapshotOfSources(...files.map((file) => ({ ...file, sha256: '0'.repeat(64) })));
    const diff = compared(deployments[0] as AtaSnapshot, other);
    expect(diff.changes).toEqual([]);
    expect(diff.notComparable).toEqual([]);
    expect(new Set(diff.bookkeeping.map(({ reason }) => reason.code))).toEqual(
      new Set(['class-marker', 'container', 'moved']),
    );
  });
});

describe('order', () => {
  test('shuffling every list of a source, at any depth, and its documents changes nothing', async () => {
    const text = fixtureSource('contoso/SystemProfile_20251215T040000Z.json').bytes;
    const documents = new TextDecoder()
      .decode(text)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as JsonValue);
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const random = fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), { numRuns: 4000, seed });
        let next = 0;
        const shuffled = (value: JsonValue): JsonValue => {
          if (Array.isArray(value))
            return value
              .map((element) => ({ element: shuffled(element), rank: random[next++ % 4000] ?? 0 }))
              .sort((a, b) => a.rank - b.rank)
              .map(({ element }) => element);
          if (typeof value !== 'object' || value === null) return value;
          // The class of a document is a list too, but one of which the order means something.
          return Object.fromEntries(
            Object.entries(value).map(([key, member]) => [key, key === '_t' ? member : shuffled(member)]),
          );
        };
        const [before, after] = await Promise.all([
          snapshotOfSources(sourceOf(documents.map((one) => JSON.stringify(one)).join('\n'))),
          snapshotOfSources(
            sourceOf((shuffled(documents) as JsonValue[]).map((one) => JSON.stringify(one)).join('\n')),
          ),
        ]);
        expect(all(compared(before, after))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  test('20 000 exclusions turned round are no change, and one among them is one', async () => {
    const center = generateCenter({ exclusions: 20_000, seed: 3 });
    const reversed = JSON.parse(JSON.stringify(center), (_, value) =>
      Array.isArray(value) ? value.reverse() : value,
    );
    const [before, after] = await Promise.all([
      snapshotOfSources(jsonSource(center)),
      snapshotOfSources(jsonSource(reversed)),
    ]);
    expect(all(compared(before, after))).toEqual([]);
    reversed.Configuration.DnsReconnaissanceDetectorConfiguration.ExcludedSubnets.splice(
      100,
      0,
      '172.16.0.0/12',
    );
    const diff = compared(before, await snapshotOfSources(jsonSource(reversed)));
    expect(all(diff)).toMatchObject([{ kind: 'added', area: 'exclusions', after: '172.16.0.0/12' }]);
  });
});

describe('every single leaf that changes is found', () => {
  test.each(names.map((name, at) => [name, at] as const))('%s', (_, at) => {
    const snapshot = deployments[at] as AtaSnapshot;
    for (const [document, { key, leaves }] of snapshot.documents.entries())
      for (const [index, { path, value }] of leaves.entries()) {
        const place = `${key}:${path}`;
        const isElement = /\]$/.test(path) && !/"\]$/.test(path);
        for (const other of [othersOf(value), null].filter((candidate) => candidate !== value)) {
          const diff = compared(snapshot, withLeaf(snapshot, document, index, other));
          const found = all(diff);
          // One value more and another less, or a value that is another now.
          expect(found.length, place).toBeGreaterThan(0);
          expect(found.length, place).toBeLessThanOrEqual(isElement || path.includes('[') ? 2 : 1);
          const areas = new Set(found.map(({ area }) => area));
          expect(areas.size, place).toBe(1);
          if (found.length === 1 && found[0]?.kind !== 'added' && !isElement) {
            expect(found[0], place).toMatchObject({
              path: place.replace(/^gateway\/[^:]*/, found[0]?.path.split(':')[0] ?? ''),
            });
          }
          const text = JSON.stringify(found);
          if (isRedacted(value)) expect(text, place).toContain('$redacted');
          else for (const side of [value, other]) expect(text, place).toContain(JSON.stringify(side));
        }
      }
  });

  test('in the area of the setting, a leaf that is gone too', () => {
    const [snapshot] = deployments as [AtaSnapshot];
    const expected = [
      [/SyslogClientConfiguration/, 'syslog'],
      [/MailClientConfiguration/, 'email'],
      [/HoneytokenAccountIds/, 'honeytokens'],
      [/SensitiveGroupIds/, 'sensitive-entities'],
      [/Excluded\w+\[/, 'exclusions'],
      [/ReportTypeToConfigurationMapping/, 'reports'],
      [/SupportCaseConfiguration/, 'unrecognised'],
      [/DetectorConfiguration\.IsEnabled$/, 'detectors'],
      [/MonitoringAlertTypeNameToIsEnabledMapping/, 'monitoring-alerts'],
      [/^GatewayCommonConfiguration\.DirectoryServicesClient/, 'directory-services'],
    ] as const;
    const seen = new Set<string>();
    const [center] = snapshot.documents;
    for (const [index, { path, value }] of (center?.leaves ?? []).entries()) {
      const area = expected.find(([pattern]) => pattern.test(path))?.[1];
      // Class names of the database belong to no setting.
      if (area === undefined || path.endsWith('._t')) continue;
      seen.add(area);
      const found = all(compared(snapshot, withLeaf(snapshot, 0, index, undefined)));
      // The list goes with its last element.
      const [first, ...more] = found.filter(({ reason }) => reason.code !== 'container');
      expect(more, path).toEqual([]);
      expect(first, path).toMatchObject({ kind: 'removed', area, path: `center:${path}`, before: value });
      expect(first, path).not.toHaveProperty('after');
    }
    expect(seen.size).toBe(expected.length);
  });
});

/** Another value of the same kind. */
function othersOf(value: Leaf['value']): Leaf['value'] {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value} other`;
  if (value !== null && isRedacted(value))
    return {
      $redacted: {
        set: true,
        form: 'ciphertext',
        fingerprint: '0123456789abcdef',
        certificateThumbprint: 'A'.repeat(40),
      },
    };
  return 'other';
}

describe('applied to BEFORE it gives AFTER', () => {
  const pairs = [
    ['contoso', 'three weeks later', deployments[0], later],
    ['three weeks later', 'contoso', later, deployments[0]],
    ['contoso', 'hostile', deployments[0], deployments[2]],
    ['hostile', 'contoso', deployments[2], deployments[0]],
  ] as const;
  test.each(pairs)('%s to %s', (_, __, before, after) => {
    const [a, b] = [before as AtaSnapshot, after as AtaSnapshot];
    expect(changedForm(a, compared(a, b))).toEqual(comparableForm(b));
    expect(comparableForm(a)).not.toEqual(comparableForm(b));
  });

  test('configurations of any shape', async () => {
    const value = fc.letrec((tie) => ({
      leaf: fc.oneof(fc.constantFrom<JsonValue>(null, '', 'a', 'b', true, false, 0, 1), fc.integer()),
      list: fc.array(tie('any'), { maxLength: 4 }),
      object: fc.dictionary(fc.constantFrom('A', 'B', 'Name', 'x.y', 'z[0]'), tie('any'), { maxKeys: 4 }),
      any: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('list'), tie('object')),
    })).object as fc.Arbitrary<JsonValue>;
    await fc.assert(
      fc.asyncProperty(value, value, async (one, other) => {
        const [before, after] = await Promise.all(
          [one, other].map((Configuration) =>
            snapshotOfSources(
              jsonSource({
                Configuration: { Unknown: Configuration },
                Id: '5aed5ee92bd5d60dd07c0001',
                NetbiosName: 'ATACENTER',
                Type: 'CenterSystemProfile',
              }),
            ),
          ),
        );
        const [a, b] = [before as AtaSnapshot, after as AtaSnapshot];
        expect(changedForm(a, compared(a, b))).toEqual(comparableForm(b));
      }),
      { numRuns: 1000, examples: [[{ 'z[0]': [{ A: {} }] }, { 'z[0]': [[null]] }]] },
    );
  });
});
