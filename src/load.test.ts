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
import { loadSnapshot } from './load.js';
import type { HashedSource } from './readers/sources.js';
import { collectingReporter } from './reporter.js';
import { readStoredSnapshot } from './snapshot/stored.js';
import type { AtaSnapshot, Document } from './types/ata-snapshot.js';

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

function markWith(field: 'fingerprint' | 'certificateThumbprint'): unknown {
  const secret = { set: true, form: 'ciphertext', fingerprint: null, certificateThumbprint: null };
  return { $redacted: { ...secret, [field]: 'CANARY' } };
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
    ['there is no document', '/documents', (copy) => copy.documents.splice(0)],
    [
      'a fingerprint is none',
      '/documents/0/leaves/0/value',
      (copy) => Object.assign(copy.documents[0]?.leaves[0] ?? {}, { value: markWith('fingerprint') }),
    ],
    [
      'a thumbprint is none',
      '/documents/0/leaves/0/value',
      (copy) =>
        Object.assign(copy.documents[0]?.leaves[0] ?? {}, { value: markWith('certificateThumbprint') }),
    ],
    ['the time it was made is none', '/createdAt', (copy) => Object.assign(copy, { createdAt: 'CANARY' })],
    [
      'something is below a leaf',
      '/documents/0',
      (copy) => copy.documents[0]?.leaves.push({ path: 'NetbiosName.CANARY', value: 1 }),
    ],
    [
      'a path has an end nowhere',
      '/documents/0',
      (copy) => copy.documents[0]?.leaves.push({ path: `CANARY${'.x'.repeat(100_000)}`, value: 1 }),
    ],
    [
      'two Centers are in force',
      '/documents',
      (copy) => copy.documents.push({ ...copy.documents[0], key: 'center~9' } as Document),
    ],
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

  it('is refused where a key stands twice, of which only the last would be read', async () => {
    const text = JSON.stringify(await snapshotOfDeployment('defaults'));
    const error = await refusalOf(sourceOf(text.replace(/}$/, ',"documents":[]}'), 's.json'));
    expect(error.message).toContain('damaged');
    const last = text.replace('"documents":[', '"documents":[{}],"documents":[');
    expect((await refusalOf(sourceOf(last, 's.json'))).location).toEqual({
      source: 's.json',
      path: 'documents',
    });
  });

  it('is redacted again: leaves by their place and their content', async () => {
    const snapshot = changed(await snapshotOfDeployment('contoso'), (copy) => {
      const leaves = copy.documents.find(({ kind }) => kind === 'center')?.leaves ?? [];
      for (const leaf of leaves)
        if (typeof leaf.value === 'object' && leaf.value !== null && '$redacted' in leaf.value)
          leaf.value = 'CANARY-1';
      leaves.push(
        { path: 'Foo.Password', value: 'CANARY-2' },
        { path: 'Foo.Passwords[0].CANARY-3', value: true },
        { path: 'Foo.SessionKey[0]', value: 4711 % 256 },
        { path: 'Foo.Address', value: 'ftp://u:CANARY-4@h' },
        { path: 'Foo.Run', value: { $code: 'Password=CANARY-5' } },
        { path: 'Foo.ftp://u:CANARY-6@h', value: 1 },
      );
    });
    const again = await snapshotOfSources(jsonSource(snapshot));
    expect(JSON.stringify(again)).not.toMatch(/CANARY-\d/);
    const values = new Map(
      again.documents.flatMap(({ leaves }) => leaves.map(({ path, value }) => [path, value])),
    );
    const clearText = {
      $redacted: { set: true, form: 'clear-text', fingerprint: null, certificateThumbprint: null },
    };
    expect(values.get('Foo.Password')).toEqual(clearText);
    expect(values.get('Foo.SessionKey')).toEqual(clearText);
    expect(values.get('Foo.Passwords[0].(redacted key)')).toBe(true);
    expect(values.get('Foo.Address')).toBe('ftp://[redacted]@h');
    expect(await snapshotOfSources(jsonSource(again))).toEqual(again);
  });

  it('is redacted again: every other text', async () => {
    const address = 'ftp://u:CANARY@h';
    const snapshot = changed(await snapshotOfDeployment('contoso'), (copy) => {
      copy.notices.push({ code: address, text: address, source: address, path: 'Passwords.CANARY' });
      copy.notices.push({ code: 'x', text: 'x', source: null, path: '..Password=CANARY' });
      for (const entity of copy.entities) Object.assign(entity, { name: address, samName: address });
      for (const source of copy.sources) Object.assign(source, { name: address, format: address });
      for (const document of copy.documents)
        Object.assign(document, { type: address, id: address, source: address, updateTime: address });
      const other = copy.documents.find(
        ({ kind, supersededBy }) => kind !== 'center' && supersededBy === null,
      );
      Object.assign(other ?? {}, { key: address });
      copy.program.version = address;
    });
    expect(JSON.stringify(await snapshotOfSources(jsonSource(snapshot)))).not.toContain('CANARY');
  });

  it('may lack what somebody took out by hand', async () => {
    const snapshot = changed(await snapshotOfDeployment('contoso'), (copy) => {
      const [center] = copy.documents;
      const leaf = center?.leaves.find(({ path }) => path.endsWith('[0]')) ?? { path: '' };
      Object.assign(center ?? {}, { leaves: center?.leaves.filter(({ path }) => path !== leaf.path) });
    });
    const { documents } = await snapshotOfSources(jsonSource(snapshot));
    expect(documents[0]?.leaves).toHaveLength(snapshot.documents[0]?.leaves.length ?? -1);
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
    const text =
      '{"Type": "CenterSystemProfile", "Id": "c", "Configuration": {}, "Passwords": {"CANARY-1": 1, "CANARY-1": 2}}';
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

  it('tells of letters that an earlier conversion lost', async () => {
    const text =
      '{"Type": "CenterSystemProfile", "Id": "c", "Configuration": {"A":\n"\ufffd", "B": "\\ufffd"}}';
    const { notices } = await snapshotOfSources(sourceOf(text, 'c.json'));
    expect(notices).toMatchObject([{ code: 'lost-letters', source: 'c.json' }]);
    expect(notices[0]?.text).toMatch(/^2 letters .* line 2 /);
  });

  it.each(['contoso', 'defaults'] as const)('takes no text of %s for a secret that is none', async (name) => {
    const { documents, entities } = await snapshotOfDeployment(name);
    const texts = [
      ...documents.flatMap(({ leaves }) =>
        leaves.flatMap(({ path, value }) => [path, JSON.stringify(value)]),
      ),
      JSON.stringify(entities),
    ];
    expect(texts.filter((text) => text.includes('[redacted]') || text.includes('(redacted key)'))).toEqual(
      [],
    );
  });
});
