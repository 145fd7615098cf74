import { describe, expect, test } from 'vitest';
import type { Plain } from '../../test/support/snapshots.js';
import {
  centerWith,
  roleGroupExport,
  snapshotOf,
  snapshotOfDeployment,
} from '../../test/support/snapshots.js';
import { diffSnapshots } from './diff.js';

type Section = { readonly [key: string]: Plain };

async function changesBetween(before: Section, after: Section) {
  const [old, now] = await Promise.all(
    [before, after].map(async (configuration) => (await snapshotOf(centerWith(configuration))).snapshot),
  );
  if (old === undefined || now === undefined) throw new Error('no snapshots');
  const { changes, bookkeeping } = diffSnapshots(old, now, { bookkeeping: true });
  return [...changes, ...bookkeeping];
}

function recipients(...To: string[]): Section {
  return { DetectionConfiguration: { AlertConfiguration: { To } } };
}

const id = '11111111-2222-3333-4444-555555555555';

describe('lists', () => {
  test('exclusions are told by detector and entity', async () => {
    const changes = await changesBetween(
      { DnsReconnaissanceDetectorConfiguration: { ExcludedSourceComputerIds: [id, 'computer 10.0.0.1'] } },
      {
        DnsReconnaissanceDetectorConfiguration: {
          ExcludedSourceComputerIds: ['computer 10.0.0.1', 'computer 10.0.0.2'],
        },
        PassTheTicketDetectorConfiguration: { ExcludedSourceComputerIds: [id] },
      },
    );
    expect(changes.filter(({ severity }) => severity !== 'bookkeeping')).toMatchObject([
      { kind: 'removed', subject: 'Reconnaissance using DNS', before: id },
      { kind: 'added', subject: 'Reconnaissance using DNS', after: 'computer 10.0.0.2' },
      { kind: 'added', after: id },
    ]);
  });

  test('a recipient is an address, whatever its case', async () => {
    const changes = await changesBetween(
      recipients('a@contoso.com', 'b@contoso.com'),
      recipients('B@contoso.com', 'c@contoso.com'),
    );
    expect(changes.map(({ kind, before, after, severity }) => [kind, before, after, severity])).toEqual([
      ['removed', 'a@contoso.com', undefined, 'important'],
      ['added', undefined, 'c@contoso.com', 'minor'],
      ['changed', 'b@contoso.com', 'B@contoso.com', 'bookkeeping'],
    ]);
  });

  test('an entry that stands there twice, and then once, is one less, and nobody is lost', async () => {
    expect(
      await changesBetween(recipients('a@x.example', 'A@x.example'), recipients('a@x.example')),
    ).toMatchObject([{ kind: 'removed', before: 'A@x.example', severity: 'bookkeeping' }]);
    expect(await changesBetween({ Unknown: { List: [1, 1] } }, { Unknown: { List: [1] } })).toMatchObject([
      { kind: 'removed', before: 1, severity: 'important' },
    ]);
  });

  test('a list with entries that is null now is not told as one that was empty', async () => {
    const empty = { DetectionConfiguration: { AlertConfiguration: { To: null } } };
    const [, ...found] = await changesBetween(recipients('a@x.example'), empty);
    expect(found).toMatchObject([{ after: null, reason: { code: 'container' } }]);
    expect(await changesBetween(recipients(), empty)).toMatchObject([
      { before: [], after: null, severity: 'minor' },
    ]);
  });

  test('what one adapter lost and another got has not moved', async () => {
    const gateway = (first: Section, second: Section) => ({
      Type: 'GatewaySystemProfile',
      Id: '5aed5ee92bd5d60dd07c0002',
      CaptureNetworkAdapters: [
        { Name: 'A', ...first },
        { Name: 'B', ...second },
      ],
    });
    const on = { IsEnabled: true } as unknown as Section;
    const [before, after] = await Promise.all([
      snapshotOf(centerWith(), gateway(on, {})),
      snapshotOf(centerWith(), gateway({}, on)),
    ]);
    expect(diffSnapshots(before.snapshot, after.snapshot).changes).toMatchObject([
      { kind: 'removed', before: true, severity: 'important' },
      { kind: 'added', after: true, severity: 'important' },
    ]);
  });

  test('an element of an unknown list is told by what it has in common', async () => {
    const list = (port: number) => ({
      Unknown: {
        List: [
          { A: 'one', B: 1 },
          { A: 'two', B: port },
          { A: 'three', B: 3 },
        ],
      },
    });
    const { Unknown } = list(2);
    const changes = await changesBetween(
      { Unknown },
      { Unknown: { List: [...list(20).Unknown.List].reverse() } },
    );
    expect(changes).toMatchObject([
      { kind: 'changed', path: 'center:Configuration.Unknown.List[1].B', before: 2, after: 20 },
    ]);
  });

  test('an object in the place of a list is one element less and one more', async () => {
    const changes = await changesBetween({ Unknown: { List: [{ A: {} }] } }, { Unknown: { List: [[null]] } });
    expect(changes.map(({ kind, path }) => [kind, path])).toEqual([
      ['added', 'center:Configuration.Unknown.List[0]'],
      ['removed', 'center:Configuration.Unknown.List[0]'],
    ]);
  });

  test('ids do not hang on positions', async () => {
    const [one] = await changesBetween(recipients(), recipients('a@x.example', 'b@x.example'));
    const [, other] = await changesBetween(recipients(), recipients('0@x.example', 'a@x.example'));
    expect(other?.id).toBe(one?.id);
  });
});

describe('absent, null, empty and false are different things', () => {
  const values: readonly (Plain | undefined)[] = [undefined, null, '', false, 0, []];
  test.each(
    values.flatMap((one) => values.filter((other) => other !== one).map((other) => [one, other] as const)),
  )('%j to %j', async (one, other) => {
    const section = (value: Plain | undefined): Section => ({
      Unknown: { Here: 1, ...(value === undefined ? {} : { It: value }) },
    });
    const changes = await changesBetween(section(one), section(other));
    expect(changes).toHaveLength(1);
    expect(changes[0]?.kind).toBe(one === undefined ? 'added' : other === undefined ? 'removed' : 'changed');
    expect('before' in (changes[0] ?? {})).toBe(one !== undefined);
    expect('after' in (changes[0] ?? {})).toBe(other !== undefined);
  });
});

describe('gateways', () => {
  const gateway = (Id: string, NetbiosName: string) => ({
    Id,
    NetbiosName,
    Type: 'GatewaySystemProfile',
    Status: 'UpToDate',
  });
  const between = async (before: ReturnType<typeof gateway>[], after: ReturnType<typeof gateway>[]) =>
    diffSnapshots(
      (await snapshotOf(centerWith(), ...before)).snapshot,
      (await snapshotOf(centerWith(), ...after)).snapshot,
    );
  const [one, two] = ['5f7c269d257c4a5fb4980841', '5f7c269d257c4a5fb4980842'];

  test('are told by their id: another name is a rename', async () => {
    const { changes } = await between(
      [gateway(one, 'GW1'), gateway(two, 'GW2')],
      [gateway(two, 'GW2'), gateway(one, 'GW9')],
    );
    expect(changes).toMatchObject([{ kind: 'renamed', before: 'GW1', after: 'GW9' }]);
  });

  test('of the same name with another id are two', async () => {
    const { changes } = await between([gateway(one, 'GW1')], [gateway(two, 'GW1')]);
    expect(changes.map(({ kind, severity }) => [kind, severity]).sort()).toEqual([
      ['added', 'important'],
      ['removed', 'critical'],
    ]);
  });

  test('that one side does not have at all cannot be compared', async () => {
    const { changes, notComparable } = await between([gateway(one, 'GW1')], []);
    expect(changes).toEqual([]);
    expect(notComparable).toMatchObject([{ what: 'gateway', side: 'after', code: 'no-gateways-in-sources' }]);
  });
});

describe('role groups', () => {
  const between = async (
    before: Parameters<typeof roleGroupExport>[1],
    after: Parameters<typeof roleGroupExport>[1],
  ) => {
    const [old, now] = await Promise.all(
      [before, after].map((members) =>
        snapshotOfDeployment({
          documents: [centerWith()],
          roleGroups: [roleGroupExport('viewers', members)],
        }),
      ),
    );
    if (old === undefined || now === undefined) throw new Error('no snapshots');
    return diffSnapshots(old.snapshot, now.snapshot);
  };
  const sid = 'S-1-5-21-1-2-3-1001';

  test('members are told by their SID', async () => {
    const { changes } = await between([{ name: 'anna', sid }], [{ name: 'anna.new', sid }]);
    expect(changes).toMatchObject([{ kind: 'renamed', before: 'anna', after: 'anna.new' }]);
  });

  test('the same name with another SID is somebody else', async () => {
    const { changes } = await between([{ name: 'anna', sid }], [{ name: 'anna', sid: `${sid}9` }]);
    expect(changes.map(({ kind }) => kind).sort()).toEqual(['added', 'removed']);
  });

  test('a group whose members are not known is no empty group', async () => {
    const { changes, notComparable } = await between([{ name: 'anna', sid }], []);
    expect(changes).toEqual([]);
    expect(notComparable).toMatchObject([
      { what: 'role-group/viewers', side: 'after', code: 'members-not-known' },
    ]);
  });
});

describe('apart from the configuration', () => {
  const of = async () => (await snapshotOf(centerWith())).snapshot;

  test('programs, facts and schemas', async () => {
    const [before, after] = [await of(), await of()];
    const old = { ...before, program: { name: 'ata2mdi', version: '0.0.1' }, factsAsOf: '2024-01' } as const;
    const { apart, changes } = diffSnapshots(old, after);
    expect(apart.map(({ code }) => code)).toEqual(['program-version', 'facts']);
    expect(changes).toEqual([]);
  });

  test('two Centers', async () => {
    const other = (await snapshotOf(centerWith({}, {}, { Id: '5aed5ee92bd5d60dd07c0002' }))).snapshot;
    const { apart, changes } = diffSnapshots(await of(), other);
    expect(apart.map(({ code }) => code)).toEqual(['different-centers']);
    expect(changes).toMatchObject([{ reason: { code: 'other-center' } }]);
  });
});
