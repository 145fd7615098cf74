import { describe, expect, test } from 'vitest';
import {
  backupSeries,
  contosoDocuments,
  largeDeployment,
  listAt,
  objectAt,
} from '../../test/support/backups.js';
import type { JsonObject } from '../../test/support/deployments.js';
import { fixtureSource, snapshotOfSources, sourceOf } from '../../test/support/loading.js';
import { UserError } from '../errors.js';
import type { ConfigurationHistory } from '../types/configuration-history.js';
import { checkHistory } from '../validate.js';
import { snapshotArtifact } from '../writers/json.js';
import type { HistoryFile } from './candidates.js';
import { type HistoryOptions, historyOf } from './history.js';

const subnets = 'Configuration.DnsReconnaissanceDetectorConfiguration.ExcludedSubnets';

function file(name: string, text: string): HistoryFile {
  return { name, open: async () => sourceOf(text, name) };
}

/** A series in which something changes at the second, fourth and fifth file. */
function series(): HistoryFile[] {
  const backups = backupSeries(contosoDocuments(), 8, ([center], index) => {
    if (index === 1) listAt(center, subnets).push('192.0.2.0/24');
    if (index === 3) objectAt(center, 'Configuration.SyslogClientConfiguration')['IsEnabled'] = false;
    if (index === 4) listAt(center, subnets).shift();
  });
  return backups.map(({ name, text }) => file(name, text));
}

async function history(
  files: readonly HistoryFile[],
  options: HistoryOptions = {},
): Promise<ConfigurationHistory> {
  const result = await historyOf(files, options);
  checkHistory(result);
  return result;
}

function changesOf({ centers }: ConfigurationHistory): string[][] {
  return centers.flatMap(({ moments }) =>
    moments.map(({ time, changes }) => [
      time ?? '',
      ...changes.map(({ kind, area, severity }) => `${kind} ${area} ${severity}`),
    ]),
  );
}

const expected = [
  ['2025-11-01T08:00:00Z', 'added exclusions important'],
  ['2025-11-01T16:00:00Z', 'changed syslog critical'],
  ['2025-11-01T20:00:00Z', 'removed exclusions minor'],
];

test('tells the moments with a change, and nothing of the others', async () => {
  const result = await history(series());
  expect(changesOf(result)).toEqual(expected);
  expect(result.files.map(({ state }) => state)).toEqual([
    'first',
    'changed',
    'same',
    'changed',
    'changed',
    'same',
    'same',
    'same',
  ]);
  expect(result.centers).toMatchObject([
    {
      name: 'ATACENTER',
      files: 8,
      usualInterval: 240,
      gaps: [],
      counts: { critical: 1, important: 1, minor: 1, bookkeeping: 0 },
    },
  ]);
  expect(result.centers[0]?.areas.map(({ area, moments }) => [area, moments.length])).toEqual([
    ['syslog', 1],
    ['exclusions', 2],
  ]);
  expect(result.centers[0]?.moments[1]).toMatchObject({
    file: 'SystemProfile_20251101T160000Z.json',
    previous: 'SystemProfile_20251101T120000Z.json',
    previousTime: '2025-11-01T12:00:00Z',
    timeFrom: 'file-name',
    updateTime: '2025-11-01T15:59:47.731Z',
  });
});

test('opens one file after another, and each once', async () => {
  let open = 0;
  const files = series().map(({ name, open: read }) => ({
    name,
    async open() {
      open += 1;
      return read();
    },
  }));
  await history(files);
  expect(open).toBe(files.length);
});

test('the order of the files decides nothing', async () => {
  const files = series();
  const [first, ...rest] = files;
  if (first === undefined) throw new Error('there is no file');
  expect(await history([...rest.reverse(), first])).toEqual(await history(files));
});

test('with bookkeeping, every file that was written anew is a moment', async () => {
  const result = await history(series(), { bookkeeping: true });
  expect(result.centers[0]?.moments.length).toBe(7);
  expect(result.centers[0]?.counts).toEqual({ critical: 1, important: 1, minor: 1, bookkeeping: 7 * 6 });
});

test('without times in the names, the UpdateTime of the Center says the order', async () => {
  const renamed = series().map(({ open }, index) => ({ name: `${'hgfedcba'[index]}.json`, open }));
  const result = await history(renamed);
  expect(changesOf(result).map(([, ...changes]) => changes)).toEqual(
    expected.map(([, ...changes]) => changes),
  );
  expect(result.centers[0]?.moments[0]).toMatchObject({
    file: 'g.json',
    time: '2025-11-01T07:59:47.731Z',
    timeFrom: 'update-time',
  });
});

describe('damaged files', () => {
  test('are named and skipped; what changed then is told at the next', async () => {
    const files = series();
    files[1] = file('SystemProfile_20251101T080000Z.json', '{"_id":{"$oid":"5f7ab5f3');
    files.push({
      name: 'SystemProfile_20251102T120000Z.json',
      open: () => Promise.reject(new UserError('you may not read this')),
    });
    const result = await history(files);
    expect(changesOf(result)).toEqual([
      ['2025-11-01T12:00:00Z', 'added exclusions important'],
      ...expected.slice(1),
    ]);
    const damaged = result.files.filter(({ state }) => state === 'damaged');
    expect(damaged.map(({ time }) => time)).toEqual(['2025-11-01T08:00:00Z', '2025-11-02T12:00:00Z']);
    expect(damaged[0]?.problem).toMatch(/cut short.*\(at 1:\d+\)/);
    expect(damaged[1]?.problem).toBe('you may not read this');
    expect(result.centers[0]?.gaps).toMatchObject([{ damaged: ['SystemProfile_20251101T080000Z.json'] }]);
  });

  test('a mistake of the program is no damaged file', async () => {
    const broken = {
      name: 'SystemProfile_20251101T080000Z.json',
      open: () => Promise.reject(new TypeError()),
    };
    await expect(historyOf([...series(), broken])).rejects.toThrow(TypeError);
  });

  test('nothing that can be read is an error that says why', async () => {
    await expect(historyOf([file('SystemProfile_20251101T080000Z.json', '')])).rejects.toMatchObject({
      name: 'UserError',
      advice: [expect.stringContaining('empty'), expect.stringContaining('Backup')],
    });
    await expect(historyOf([file('notes.txt', 'hello')])).rejects.toThrow('no backup');
  });
});

test('several Centers are told apart', async () => {
  const documents = structuredClone(contosoDocuments());
  Object.assign(documents[0] ?? {}, { _id: { $oid: '5f7ab5f381d7314991ae13ff' }, NetbiosName: 'BERLIN' });
  const other = backupSeries(documents, 3, ([center], index) => {
    if (index === 2) objectAt(center, 'Configuration.LocalizerConfiguration')['LocaleId'] = 'fr-fr';
  }).map(({ name, text }) => file(`Berlin/${name}`, text));
  const result = await history([...other, ...series()]);
  expect(result.centers.map(({ name, files }) => [name, files])).toEqual([
    ['ATACENTER', 8],
    ['BERLIN', 3],
  ]);
  expect(changesOf(result)).toEqual([...expected, ['2025-11-01T12:00:00Z', 'changed localization minor']]);
});

describe('beside backups', () => {
  test('directory objects give the names, and other files are left out', async () => {
    const name = 'UniqueEntity.json';
    const entities = { name, open: async () => fixtureSource('contoso/UniqueEntity.json') };
    const backups = backupSeries(contosoDocuments(), 2, ([center]) =>
      listAt(center, 'Configuration.UniqueEntityProcessorConfiguration.HoneytokenAccountIds').shift(),
    ).map((backup) => file(backup.name, backup.text));
    const result = await history([file('notes.txt', 'hello'), entities, ...backups]);
    expect(result.files.map((one) => [one.name, one.state])).toEqual([
      ['SystemProfile_20251101T040000Z.json', 'first'],
      ['SystemProfile_20251101T080000Z.json', 'changed'],
      [name, 'names'],
      ['notes.txt', 'left-out'],
    ]);
    expect(result.centers[0]?.moments[0]).toMatchObject({
      apart: [],
      notComparable: [],
      changes: [{ area: 'honeytokens', kind: 'removed', label: expect.stringContaining('Decoy Admin') }],
    });
  });

  test('snapshots are states too', async () => {
    const [first, second] = series();
    if (first === undefined || second === undefined) throw new Error('there are no files');
    const source = await first.open();
    if (!('bytes' in source)) throw new Error('the file is not held whole');
    const content = snapshotArtifact(await snapshotOfSources(source)).content;
    const text = [...content].map((piece) =>
      typeof piece === 'string' ? piece : new TextDecoder().decode(piece),
    );
    const result = await history([second, file('snapshot.json', text.join(''))]);
    expect(result.files.map(({ name, state, timeFrom }) => [name, state, timeFrom])).toEqual([
      ['snapshot.json', 'first', 'update-time'],
      [second.name, 'changed', 'file-name'],
    ]);
    expect(changesOf(result)).toEqual(expected.slice(0, 1));
  });
});

test('a backup that is older inside than the one before may have been restored: it is said', async () => {
  const files = series();
  // Newer than the last file that differs, but older than the last file.
  const older = backupSeries(contosoDocuments(), 6, () => {}).at(-1);
  const result = await history([...files, file('SystemProfile_20251103T000000Z.json', older?.text ?? '')]);
  const last = result.centers[0]?.moments.at(-1);
  expect(last?.apart).toMatchObject([{ code: 'went-back' }]);
  expect(last?.changes.length).toBe(3);
  expect(last?.updateTime).toBe('2025-11-01T23:59:47.731Z');
});

test('a backup without gateways is no removal of all of them, and is said', async () => {
  const files = series().slice(0, 1);
  const centerOnly: JsonObject[] = contosoDocuments().slice(0, 1);
  const [backup] = backupSeries(centerOnly, 1, () => {});
  files.push(file('SystemProfile_20251101T080000Z.json', backup?.text ?? ''));
  const [moment] = (await history(files)).centers[0]?.moments ?? [];
  expect(moment?.changes).toEqual([]);
  expect(moment?.notComparable).toMatchObject([{ what: 'gateway', side: 'after' }]);
});

describe('lists only', () => {
  test('what changed since a time, compared with what was before', async () => {
    const result = await history(series(), { since: '2025-11-01T16:00:00Z' });
    expect(changesOf(result)).toEqual(expected.slice(1));
    expect(result.files.map(({ state }) => state).slice(0, 4)).toEqual([
      'first',
      'earlier',
      'earlier',
      'changed',
    ]);
  });

  test('some areas', async () => {
    const result = await history(series(), { onlyAreas: ['syslog'] });
    expect(changesOf(result)).toEqual(expected.slice(1, 2));
  });
});

test('a large deployment: of its many documents only those that differ are told', async () => {
  const backups = backupSeries(largeDeployment({ exclusions: 300, gateways: 50 }), 6, (documents, index) => {
    if (index === 3) Object.assign(documents[40] ?? {}, { ServiceStatus: 'Stopped' });
    if (index === 5) listAt(documents[0], subnets).push('192.0.2.0/24');
  });
  const result = await history(backups.map(({ name, text }) => file(name, text)));
  expect(changesOf(result)).toEqual([
    ['2025-11-01T16:00:00Z', 'changed gateways important'],
    ['2025-11-02T00:00:00Z', 'added exclusions important'],
  ]);
  expect(result.centers[0]?.moments[0]?.changes[0]?.path).toBe('gateway/DC40:ServiceStatus');
});

test('of two copies of a backup, the copy is the second', async () => {
  const files = series();
  const copies = files.map(({ name, open }) => ({ name: name.replace('.json', ' - Copy.json'), open }));
  const { centers } = await history([...copies, ...files]);
  expect(centers[0]?.moments.map(({ file: name }) => name)).toEqual([1, 3, 4].map((at) => files[at]?.name));
});
