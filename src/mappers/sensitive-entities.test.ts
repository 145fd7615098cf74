import { describe, expect, it } from 'vitest';
import { centerWith, type Plain, snapshotOf } from '../../test/support/snapshots.js';
import { sensitiveEntitiesMapper } from './sensitive-entities.js';

const user = 'd756dd47-2e95-4920-adaf-b4b9b90e3160';
const group = '758fa421-2964-4342-a358-05e012aeffb8';
const domain = 'S-1-5-21-1004336348-1177238915-682003330';

async function mapped(
  lists: { readonly accounts?: Plain; readonly groups?: Plain },
  ...entities: readonly { readonly [key: string]: Plain }[]
) {
  const section = {
    ...(lists.accounts === undefined ? {} : { SensitiveAccountIds: lists.accounts }),
    ...(lists.groups === undefined ? {} : { SensitiveGroupIds: lists.groups }),
  };
  const { snapshot, context } = await snapshotOf(
    centerWith({ UniqueEntityProcessorConfiguration: section }),
    ...entities,
  );
  const items = sensitiveEntitiesMapper.map(snapshot, context);
  return { items, item: items[0], area: context.leaves.ofArea('sensitive-entities').map(({ ref }) => ref) };
}

function groupEntity(more: { readonly [key: string]: Plain }) {
  return { Id: group, Type: 'Group', SystemDisplayName: 'Admins', ...more };
}

describe('sensitive entities', () => {
  it('become a tag, users and groups each in their field', async () => {
    const { items, area } = await mapped(
      { accounts: [user], groups: [group] },
      { Id: user, Type: 'User', UpnName: 'hanako.sato@contoso.com' },
      groupEntity({ Sid: `${domain}-3105`, DistinguishedName: 'CN=Admins,DC=contoso,DC=com' }),
    );
    expect(items.map(({ disposition, reason }) => [disposition, reason.code])).toEqual([
      ['manual', 'tag-sensitive'],
      ['manual', 'tag-sensitive'],
    ]);
    expect(items.flatMap(({ target }) => target?.values)).toEqual([
      { field: 'Users', value: 'hanako.sato@contoso.com' },
      { field: 'Groups', value: 'Admins' },
    ]);
    expect(items[0]?.steps[0]).toMatch(/^Open /);
    expect(items[1]?.steps[1]).toContain('select the one of the domain contoso.com');
    expect(items.flatMap(({ source }) => source.paths).sort()).toEqual([...area].sort());
  });

  it.each([
    ['Group', `${domain}-512`, 'automatic'],
    ['Group', `${domain}-3105`, 'manual'],
    ['Group', 'S-1-5-32-551', 'automatic'],
    ['Group', 'S-1-5-32-512', 'manual'],
    ['User', `${domain}-512`, 'manual'],
  ])('a %s with the identifier %s is %s', async (type, sid, disposition) => {
    const { items } = await mapped(
      { groups: [group] },
      { Id: group, Type: type, SystemDisplayName: 'X', Sid: sid },
    );
    expect(items.map((item) => item.disposition)).toEqual([disposition]);
  });

  it('that are sensitive by default say how they are known, in any language', async () => {
    const { item, area } = await mapped(
      { groups: [group] },
      groupEntity({ SystemDisplayName: 'Domänen-Admins', Sid: `${domain}-512` }),
    );
    expect([item?.title, item?.reason.code]).toEqual([
      `Domänen-Admins (${domain}-512) is sensitive by default`,
      'default-sensitive-group',
    ]);
    expect(item?.notes).toEqual([
      `Told by its security identifier ${domain}-512: 512 is "Domain Admins" in every language.`,
    ]);
    expect(item?.target?.certainty).toBe('documented');
    expect(item?.source.paths).toEqual(area);
  });

  it('of ATA 1.7 are known by the identifier alone', async () => {
    const { item } = await mapped({ groups: [`${domain}-519`] });
    expect(item?.disposition).toBe('automatic');
    expect(item?.title).toBe(`Enterprise Admins (${domain}-519) is sensitive by default`);
    expect(item?.entities.map(({ id }) => id)).toEqual([`${domain}-519`]);
  });

  it('that are sensitive by default but deleted say so', async () => {
    const { item } = await mapped(
      { groups: [group] },
      groupEntity({ Sid: `${domain}-512`, IsDeleted: true }),
    );
    expect(item?.notes.at(-1)).toBe('ATA marks it as deleted from Active Directory.');
  });

  it.each([
    ['Microsoft Exchange Servers', `${domain}-1121`, true],
    ['Microsoft Exchange Servers', null, true],
    ['Domain Admins', null, true],
    ['Domain Admins', `${domain}-3105`, false],
    ['Admins', null, false],
  ])('%s with the identifier %s is looked at before it is tagged: %s', async (name, sid, looked) => {
    const { item } = await mapped({ groups: [group] }, groupEntity({ SystemDisplayName: name, Sid: sid }));
    expect([item?.disposition, item?.reason.code]).toEqual(['manual', 'tag-sensitive']);
    expect(item?.steps[0]?.startsWith('First see whether')).toBe(looked);
    expect(item?.steps[0]?.includes(`"${name}"`)).toBe(looked);
  });

  it('a user that is named like a default group is tagged at once', async () => {
    const { item } = await mapped(
      { accounts: [user] },
      { Id: user, Type: 'User', SystemDisplayName: 'Domain Admins', SamName: 'x' },
    );
    expect(item?.steps[0]).toMatch(/^Open /);
  });

  it('that no source resolves are looked for where their list says', async () => {
    const { items } = await mapped({ accounts: [user], groups: [group] });
    expect(items.map(({ reason, target }) => [reason.code, target?.values[0]?.field])).toEqual([
      ['unresolved-entity', 'Users'],
      ['unresolved-entity', 'Groups'],
    ]);
  });

  it('that are deleted are to be decided', async () => {
    const { item } = await mapped(
      { accounts: [user] },
      { Id: user, Type: 'User', SamName: 'old', IsDeleted: true },
    );
    expect([item?.disposition, item?.reason.code]).toEqual(['decision', 'deleted-entity']);
  });

  it('that stand in both lists are one item', async () => {
    const { items, area } = await mapped({ accounts: [group], groups: [group] }, groupEntity({}));
    expect(items.map(({ source }) => [...source.paths].sort())).toEqual([[...area].sort()]);
  });

  it('that stand in both lists, and that no source resolves, are presumed to be groups', async () => {
    const { item } = await mapped({ accounts: [group], groups: [group] });
    expect(item?.target?.values[0]?.field).toBe('Groups');
    expect(item?.notes.join()).toContain('Presumed: it is a group');
  });

  it('of empty lists are one item', async () => {
    const { items, item, area } = await mapped({ accounts: [], groups: null });
    expect(items.map(({ disposition, reason }) => [disposition, reason.code])).toEqual([
      ['automatic', 'nothing-set'],
    ]);
    expect(item?.title).toBe(
      'Nothing to tag as Sensitive: ATA lists no sensitive accounts and no sensitive groups',
    );
    expect(item?.source).toEqual({ paths: area, value: [] });
  });

  it('of which only one list is empty name that one', async () => {
    const { items } = await mapped({ accounts: [user], groups: [] });
    expect(items[0]?.title).toBe('Nothing to tag as Sensitive: ATA lists no sensitive groups');
  });

  it('are none where ATA has no lists', async () => {
    expect((await mapped({})).items).toEqual([]);
  });
});
