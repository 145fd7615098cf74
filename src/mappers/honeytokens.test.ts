import { describe, expect, it } from 'vitest';
import { centerWith, type Plain, snapshotOf } from '../../test/support/snapshots.js';
import { honeytokensMapper } from './honeytokens.js';

const decoy = '55248e73-64b0-4123-a089-b51707f10463';
const decoyUser = {
  Id: decoy,
  Type: 'User',
  SystemDisplayName: 'Decoy Admin',
  UpnName: 'decoy.admin@contoso.com',
};

async function mapped(
  HoneytokenAccountIds: Plain,
  ...entities: readonly { readonly [key: string]: Plain }[]
) {
  const center = centerWith({ UniqueEntityProcessorConfiguration: { HoneytokenAccountIds } });
  const { snapshot, context } = await snapshotOf(center, ...entities);
  const items = honeytokensMapper.map(snapshot, context);
  return { items, item: items[0], area: context.leaves.ofArea('honeytokens').map(({ ref }) => ref) };
}

describe('honeytokens', () => {
  it('become a tag', async () => {
    const { items, item, area } = await mapped([decoy], decoyUser);
    expect(items.map(({ id, disposition, reason, title }) => [id, disposition, reason.code, title])).toEqual([
      [
        `honeytokens/${decoy}`,
        'manual',
        'tag-honeytoken',
        'Tag decoy.admin@contoso.com (Decoy Admin) as Honeytoken',
      ],
    ]);
    expect(item?.target?.values).toEqual([{ field: 'Users', value: 'decoy.admin@contoso.com' }]);
    expect(item?.target?.certainty).toBe('documented');
    expect(item?.steps).toEqual([
      'Open System > Settings > Identities > Entity tags > Honeytoken.',
      'Choose Users and the button to tag, search for decoy.admin@contoso.com and select it.',
      'Choose Add selection.',
    ]);
    expect(item?.notes.join()).toContain('Honeytoken was queried via LDAP (2429)');
    expect(item?.notes.join()).not.toContain('SAM-R');
    expect(item?.notes.join()).not.toContain('Presumed: it is a');
    expect(item?.entities.map(({ id }) => id)).toEqual([decoy]);
    expect(item?.source.paths).toEqual(area);
  });

  it('that stand twice are one item', async () => {
    const { items, area } = await mapped([decoy, decoy], decoyUser);
    expect(items.map(({ source }) => source.paths)).toEqual([area]);
  });

  it('that stand there by id and by security identifier are one item, in any order', async () => {
    const sid = 'S-1-5-21-1004336348-1177238915-682003330-1107';
    for (const list of [
      [decoy, sid],
      [sid, decoy.toUpperCase(), decoy],
    ]) {
      const { items, area } = await mapped(list, { ...decoyUser, Sid: sid });
      expect(items.map(({ source }) => source.paths)).toEqual([area]);
      expect(items[0]?.id.toLowerCase()).toBe(`honeytokens/${decoy}`);
    }
  });

  it('have the id of ATA in their own, however and wherever it stands', async () => {
    const sid = 'S-1-5-21-1004336348-1177238915-682003330-1107';
    const late = 'f5248e73-64b0-4123-a089-b51707f10463';
    const idOf = async (...list: string[]) =>
      (await mapped(list, { ...decoyUser, Id: late, Sid: sid })).item?.id;
    expect(await idOf(late, sid)).toBe(`honeytokens/${late}`);
    expect(await idOf(sid, late)).toBe(`honeytokens/${late}`);
    expect(await idOf(sid.toLowerCase(), late)).toBe(`honeytokens/${late}`);
    expect(await idOf(late, late.toUpperCase())).toBe(await idOf(late.toUpperCase(), late));
  });

  it('that are devices go where devices go', async () => {
    const { item } = await mapped([decoy], { Id: decoy, Type: 'Computer', DnsName: 'decoy.contoso.com' });
    expect(item?.target?.values).toEqual([{ field: 'Devices', value: 'decoy.contoso.com' }]);
  });

  it('that no source resolves ask for the name first', async () => {
    const { item } = await mapped([decoy]);
    expect([item?.disposition, item?.reason.code]).toEqual(['manual', 'unresolved-entity']);
    expect(item?.title).toContain(`${decoy} (not resolved)`);
    expect(item?.steps[0]).toContain('the honeytoken accounts in the ATA console');
    expect(item?.target?.certainty).toBe('inferred');
    expect(item?.notes.at(-1)).toContain('Presumed: it is a user');
  });

  it('of ATA 1.7, which are security identifiers, can be looked up', async () => {
    const sid = 'S-1-5-21-1004336348-1177238915-682003330-1107';
    const { item } = await mapped([sid]);
    expect(item?.steps[0]).toContain(`security identifier ${sid}`);
    expect(item?.notes.join()).toContain(`onPremisesSecurityIdentifier eq '${sid}'`);
  });

  it('of ATA 1.7 are found by their security identifier, in any case', async () => {
    const sid = 'S-1-5-21-1004336348-1177238915-682003330-1107';
    for (const written of [sid, sid.toLowerCase()]) {
      const { item } = await mapped([written], { ...decoyUser, Sid: sid });
      expect([item?.id, item?.reason.code]).toEqual([`honeytokens/${written}`, 'tag-honeytoken']);
      expect(item?.target?.values).toEqual([{ field: 'Users', value: 'decoy.admin@contoso.com' }]);
    }
  });

  it('of one name in two forests are told apart', async () => {
    const other = 'aa248e73-64b0-4123-a089-b51707f10463';
    const { items } = await mapped(
      [decoy, other],
      { Id: decoy, Type: 'User', SamName: 'decoy', DistinguishedName: 'CN=decoy,DC=contoso,DC=com' },
      { Id: other, Type: 'User', SamName: 'decoy', DistinguishedName: 'CN=decoy,DC=fabrikam,DC=net' },
    );
    expect(items.map(({ title }) => title)).toEqual([
      'Tag contoso.com\\decoy as Honeytoken',
      'Tag fabrikam.net\\decoy as Honeytoken',
    ]);
  });

  it('that are deleted are to be decided', async () => {
    const { item } = await mapped([decoy], { ...decoyUser, IsDeleted: true });
    expect([item?.disposition, item?.reason.code]).toEqual(['decision', 'deleted-entity']);
    expect(item?.steps.length).toBe(4);
  });

  it('of a kind that cannot be tagged are to be decided', async () => {
    const { item, area } = await mapped([decoy], { Id: decoy, Type: 'Group', SystemDisplayName: 'Decoys' });
    expect([item?.disposition, item?.reason.code]).toEqual(['decision', 'no-known-target']);
    expect(item?.notes[0]).toBe(
      'ATA lists it as a group. The tag Honeytoken is documented for users, devices.',
    );
    expect(item?.source.paths).toEqual(area);
    expect(item?.disposition === 'decision' && item.decision.options.map(({ label }) => label)).toEqual([
      'Tag what stands behind it',
      'Leave it out',
    ]);
  });

  it.each([[[]], [null]])('%j: nothing to do', async (list) => {
    const { items, area } = await mapped(list);
    expect(items.map(({ disposition, reason, source }) => [disposition, reason.code, source.paths])).toEqual([
      ['automatic', 'nothing-set', area],
    ]);
    expect(items[0]?.title).toBe('Nothing to tag as Honeytoken: ATA lists no honeytoken accounts');
  });

  it('leave what is no id to be reported as not understood', async () => {
    expect((await mapped([7, null, ''])).items).toEqual([]);
  });
});
