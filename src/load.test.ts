import { describe, expect, it } from 'vitest';
import {
  fixtureSource,
  jsonSource,
  snapshotOfDeployment,
  snapshotOfSources,
  sourceOf,
} from '../test/support/loading.js';
import { centerWith } from '../test/support/snapshots.js';
import { builtInSettings } from './catalogue/settings.js';
import { UserError } from './errors.js';
import { type HashedSource, loadSnapshot } from './load.js';
import { collectingReporter } from './reporter.js';
import { readStoredSnapshot } from './snapshot/stored.js';
import type { AtaSnapshot } from './types/ata-snapshot.js';

async function refusalOf(...sources: readonly HashedSource[]): Promise<UserError> {
  const error = await snapshotOfSources(...sources).catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error(`not refused, but: ${String(error)}`);
  return error;
}

function changed(snapshot: AtaSnapshot, change: (copy: AtaSnapshot) => void): AtaSnapshot {
  const copy = structuredClone(snapshot);
  change(copy);
  return copy;
}

describe('a stored snapshot', () => {
  it.each(['contoso', 'defaults', 'hostile'] as const)('of %s reads back as it was', async (name) => {
    const snapshot = await snapshotOfDeployment(name);
    expect(await snapshotOfSources(jsonSource(snapshot))).toEqual(snapshot);
  });

  it('is read in UTF-16 too, as a redirection of Windows PowerShell writes it', async () => {
    const snapshot = await snapshotOfDeployment('defaults');
    const bytes = new Uint8Array(Buffer.from(`\ufeff${JSON.stringify(snapshot)}`, 'utf16le'));
    expect(await snapshotOfSources({ ...sourceOf(''), bytes })).toEqual(snapshot);
  });

  it('is interpreted again by the catalogue of today', async () => {
    const snapshot = await snapshotOfDeployment('contoso');
    const old = changed(snapshot, (copy) => {
      copy.factsAsOf = '2020-01';
      copy.program.version = '0.0.1';
      copy.unrecognised = [];
      copy.detectors = [];
      copy.center = null;
    });
    expect(await snapshotOfSources(jsonSource(old))).toEqual(snapshot);
  });

  it('keeps the time it was made', async () => {
    const stamped = { ...(await snapshotOfDeployment('defaults')), createdAt: '2026-01-01T00:00:00Z' };
    expect((await snapshotOfSources(jsonSource(stamped))).createdAt).toBe('2026-01-01T00:00:00Z');
  });

  it('is refused beside other sources', async () => {
    const stored = jsonSource(await snapshotOfDeployment('defaults'), 'snapshot.json');
    for (const other of [stored, jsonSource(centerWith()), fixtureSource('contoso/UniqueEntity.json')]) {
      const error = await refusalOf(other, stored);
      expect(error.message).toContain('cannot be combined');
      expect(error.location?.source).toBe('snapshot.json');
    }
  });

  it.each([[2], ['1'], [null]])('is refused with schema version %j', async (schemaVersion) => {
    const error = await refusalOf(jsonSource({ ...(await snapshotOfDeployment('defaults')), schemaVersion }));
    expect(error.message).toContain('another schema version');
    expect(error.advice.join(' ')).toContain('ata2mdi export');
  });

  it.each<[string, string, (copy: AtaSnapshot) => void]>([
    ['a list is missing', '/', (copy) => Reflect.deleteProperty(copy, 'documents')],
    ['there is something more', '/', (copy) => Object.assign(copy, { CANARY: 1 })],
    [
      'a leaf has no path',
      '/documents/0/leaves/0',
      (copy) => Reflect.deleteProperty(copy.documents[0]?.leaves[0] ?? {}, 'path'),
    ],
    [
      'a leaf is something else',
      '/documents/0/leaves/0/value',
      (copy) => Object.assign(copy.documents[0]?.leaves[0] ?? {}, { value: { CANARY: 1 } }),
    ],
    [
      'two leaves have one path',
      '/documents/0',
      (copy) => copy.documents[0]?.leaves.push(...copy.documents[0].leaves.slice(0, 1)),
    ],
    [
      'a path cannot be read',
      '/documents/0',
      (copy) => copy.documents[0]?.leaves.push({ path: 'CANARY..x', value: 1 }),
    ],
    [
      'two documents have one key',
      '/documents/1',
      (copy) => copy.documents.splice(1, 1, ...copy.documents.slice(0, 1)),
    ],
    [
      'what supersedes is missing',
      '/documents/0',
      (copy) => Object.assign(copy.documents[0] ?? {}, { supersededBy: 'CANARY' }),
    ],
    [
      'a document supersedes itself',
      '/documents/0',
      (copy) => Object.assign(copy.documents[0] ?? {}, { supersededBy: 'center' }),
    ],
  ])('is refused as damaged where %s', async (_, place, change) => {
    const error = await refusalOf(
      jsonSource(changed(await snapshotOfDeployment('defaults'), change), 's.json'),
    );
    expect(error.message).toContain('damaged');
    expect(error.location).toEqual({ source: 's.json', path: place });
    expect(JSON.stringify([error.message, error.advice, error.location])).not.toContain('CANARY');
  });

  it('is refused where it is cut short, with the place', async () => {
    const text = JSON.stringify(await snapshotOfDeployment('defaults'));
    const error = await refusalOf(sourceOf(text.slice(0, -100), 's.json'));
    expect(error.location).toMatchObject({ source: 's.json', line: 1 });
  });

  it('is refused in a list', async () => {
    const error = await refusalOf(jsonSource([await snapshotOfDeployment('defaults')]));
    expect(error.message).toContain('ata-snapshot');
  });
});

describe('readStoredSnapshot', () => {
  it.each<[string, Uint8Array]>([
    ['a Center', jsonSource(centerWith()).bytes],
    ['a text with the word', sourceOf('"ata-snapshot"').bytes],
    ['no JSON with the word', sourceOf('{ "ata-snapshot" ').bytes],
    ['nothing', new Uint8Array()],
    ['binary data', Uint8Array.from([0, 1, 2, 0, 0])],
    ['a plan', jsonSource({ schema: 'migration-plan', note: 'ata-snapshot' }).bytes],
    ['null', sourceOf('null').bytes],
  ])('says that %s is none', (_, bytes) => {
    expect(readStoredSnapshot({ name: 'x', bytes })).toBeNull();
  });
});

describe('loadSnapshot', () => {
  it('tells the reporter what the readers noticed, without secrets', async () => {
    const reporter = collectingReporter();
    const text = '{"Type": "CenterSystemProfile", "Id": "c", "Passwords": {"CANARY-1": 1, "CANARY-1": 2}}';
    await loadSnapshot([sourceOf(text, 'c.json')], reporter, builtInSettings());
    expect(reporter.notices).toMatchObject([
      { code: 'duplicate-key', source: 'c.json', path: 'Passwords.(redacted key)' },
    ]);
    expect(JSON.stringify(reporter.notices)).not.toContain('CANARY');
  });

  it('keeps size and hash of a source', async () => {
    const source = fixtureSource('contoso/SystemProfile_20251215T040000Z.json');
    const { sources } = await snapshotOfSources(source);
    expect(sources).toMatchObject([
      { name: 'SystemProfile_20251215T040000Z.json', bytes: source.bytes.length, sha256: source.sha256 },
    ]);
  });
});
