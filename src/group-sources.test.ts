import { describe, expect, it, test } from 'vitest';
import { centerFolders, folderSources, snapshotsOfCenters } from '../test/support/centers.js';
import { jsonSource } from '../test/support/loading.js';
import { UserError } from './errors.js';
import { loadSnapshot, loadSnapshots } from './load.js';
import type { HashedSource } from './readers/sources.js';
import { collectingReporter } from './reporter.js';

const [fabrikam, tailspin] = centerFolders.map(folderSources);
const both = [...(fabrikam ?? []), ...(tailspin ?? [])];

async function refusal(sources: readonly HashedSource[]): Promise<UserError> {
  const error: unknown = await loadSnapshots(sources, collectingReporter()).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw new Error('it was not refused');
}

/** Names of sources by Center. */
async function grouped(sources: readonly HashedSource[]): Promise<Record<string, string[]>> {
  const snapshots = await loadSnapshots(sources, collectingReporter());
  return Object.fromEntries(
    snapshots.map(({ center, sources: own }) => [center?.name ?? '', own.map(({ name }) => name)]),
  );
}

function named(sources: readonly HashedSource[] | undefined, name: string): HashedSource {
  const found = sources?.find((source) => source.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

/** Without a place, as from standard input. */
function placeless({ places: _, ...source }: HashedSource, name = source.name): HashedSource {
  return { ...source, name };
}

function at(source: HashedSource, folder: string, root = folder, name = source.name): HashedSource {
  return { ...source, name, places: [{ root, folder }] };
}

test('what lies in the folder of a Center belongs to it', async () => {
  const names = [
    'UniqueEntity.json',
    'center.json',
    'gateways.json',
    'role-groups/ata-administrators.csv',
    'role-groups/ata-viewers.csv',
  ];
  const expected = { 'FAB-ATA': names, 'TOYS-ATA': names };
  expect(await grouped(both)).toEqual(expected);
  expect(await grouped(both.toReversed())).toEqual(expected);
});

describe('a source belongs to', () => {
  const centers = [
    at(named(fabrikam, 'center.json'), '/x/a', '/x/a', 'a.json'),
    at(named(tailspin, 'center.json'), '/x/b/backup', '/x/b', 'b.json'),
  ];
  const gateways = named(tailspin, 'gateways.json');

  it.each([
    ['the Center in its folder', '/x/a', '/x/a', 'FAB-ATA'],
    ['the Center in a folder above it', '/x/a/more/and/more', '/x/a/more/and/more', 'FAB-ATA'],
    ['the Center in another folder of the one that was named', '/x/b/gateways', '/x/b', 'TOYS-ATA'],
    ['the Center below its folder', '/x/b', '/x/b', 'TOYS-ATA'],
  ])('%s', async (_what, folder, root, center) => {
    const found = await grouped([...centers, at(gateways, folder, root, 'g.json')]);
    expect(Object.entries(found).find(([, names]) => names.includes('g.json'))?.[0]).toBe(center);
  });

  it.each([
    ['that has several Centers below it', '/x'],
    ['that has none', '/y/z'],
  ])('nobody in a folder %s', async (_what, folder) => {
    const error = await refusal([...centers, at(gateways, folder, folder, 'g.json')]);
    expect(error.message).toBe('nothing tells which of the ATA Centers this belongs to');
    expect(error.location?.source).toBe('g.json');
    expect(error.advice.join(' ')).toContain('one folder for each Center');
  });

  it('the Center whose server its local accounts are of', async () => {
    const groups = placeless(named(tailspin, 'role-groups/ata-administrators.csv'), 'who.csv');
    expect((await grouped([...centers, groups]))['TOYS-ATA']).toContain('who.csv');
  });

  it('the Center that has another state of the Gateway', async () => {
    const more = placeless(gateways, 'other.json');
    const found = await grouped([...centers, at(gateways, '/x/b', '/x/b', 'g.json'), more]);
    expect(found['TOYS-ATA']).toContain('other.json');
  });

  it('every Center that names an entity in it', async () => {
    const entities = placeless(named(fabrikam, 'UniqueEntity.json'), 'e.json');
    const found = await grouped([...centers, entities]);
    expect(found['FAB-ATA']).toContain('e.json');
    expect(found['TOYS-ATA']).not.toContain('e.json');
  });

  it('every Center in whose folder its bytes lie', async () => {
    const viewers = named(tailspin, 'role-groups/ata-viewers.csv');
    const shared = {
      ...viewers,
      places: ['/x/a', '/x/b/backup'].map((folder) => ({ root: folder, folder })),
    };
    const found = await grouped([...centers, shared]);
    for (const names of Object.values(found)) expect(names).toContain(viewers.name);
  });
});

test('entities that no Center names are left out, and it is told', async () => {
  const reporter = collectingReporter();
  const stranger = { _t: ['UniqueEntity', 'User'], _id: 'abcdefab-0000-4000-8000-000000000000', Name: 'x' };
  const sources = [...both, jsonSource(stranger, 'others.json')];
  const snapshots = await loadSnapshots(sources, reporter);
  expect(snapshots).toHaveLength(2);
  expect(reporter.notices.filter(({ source }) => source === 'others.json').map(({ code }) => code)).toEqual([
    'left-out',
  ]);
});

test('one file with two Centers is refused', async () => {
  const texts = [fabrikam, tailspin].map((sources) =>
    JSON.parse(new TextDecoder().decode(named(sources, 'center.json').bytes)),
  );
  expect((await refusal([jsonSource(texts, 'both.json')])).message).toBe(
    'this holds several ATA Centers at once',
  );
});

test('snapshots stand beside sources of other Centers, not of their own', async () => {
  const snapshots = await snapshotsOfCenters();
  const [first, second] = snapshots.map((snapshot, index) => jsonSource(snapshot, `${index}.json`));
  if (first === undefined || second === undefined) throw new Error('two snapshots were expected');
  expect(await loadSnapshots([second, first], collectingReporter())).toEqual(snapshots);
  const beside = await loadSnapshots([first, ...(tailspin ?? [])], collectingReporter());
  expect(beside.map(({ center }) => center?.name)).toEqual(['FAB-ATA', 'TOYS-ATA']);
  expect((await refusal([first, ...(fabrikam ?? [])])).message).toContain('cannot be combined');
  expect((await refusal([first, { ...first, name: 'again.json' }])).message).toContain('cannot be combined');
  expect((await refusal([first, named(fabrikam, 'UniqueEntity.json')])).message).toContain(
    'cannot be combined',
  );
});

test('whoever takes one Center only refuses several, and says who does not', async () => {
  const failure = loadSnapshot(both, collectingReporter());
  await expect(failure).rejects.toThrow('belong to 2 different ATA Centers');
  await expect(failure).rejects.toMatchObject({
    advice: [expect.anything(), expect.stringContaining('translate')],
  });
});
