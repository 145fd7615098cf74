import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../test/support/mapped.js';
import { anna, annaEntity, deployed, soc } from '../../test/support/role-groups.js';
import { type Plain, roleGroupExport } from '../../test/support/snapshots.js';
import type { RoleGroupMember, RoleGroupRole } from '../readers/role-groups/types.js';
import type { Item } from '../types/migration-plan.js';

type Member = Partial<RoleGroupMember> & { readonly name: string };

/** The item of the only member of a group. */
async function memberOf(
  role: RoleGroupRole,
  member: Member,
  ...entities: { readonly [key: string]: Plain }[]
): Promise<Item> {
  const { items } = await deployed([roleGroupExport(role, [member])], ...entities);
  const found = items.filter(({ id }) => id.startsWith(`role-groups/${role}/`));
  expect(found).toHaveLength(1);
  return found[0] as Item;
}

/** Which of the texts stand in the notes of an item. */
function said(item: Item, texts: Readonly<Record<string, string>>): string[] {
  return Object.keys(texts).filter((key) => item.notes.join('\n').includes(texts[key] ?? ''));
}

const byName = { name: 'anna' } as const;
const unclear = { name: 'anna', objectClass: 'unknown' } as const;
const cloud = { name: 'anna@contoso.com', domain: 'AzureAD', source: 'azure-ad' } as const;
const cloudSid = 'S-1-12-1-1943430372-1249052806-2496021943-3034400218';
const local = { name: 'ops', domain: 'ATACENTER', source: 'local' } as const;
const microsoft = { name: 'a@outlook.com', domain: null, source: 'microsoft-account' } as const;
const builtIn = { name: 'Users', domain: 'BUILTIN', objectClass: 'group' } as const;
const orphan = { name: anna.sid, domain: null, sid: anna.sid, resolvable: false } as const;

describe('who is assigned a role', () => {
  it.each<[string, Member, string]>([
    ['a user', anna, 'the users or groups of Microsoft Entra ID that match CONTOSO\\anna'],
    ['a group', soc, 'the users or groups of Microsoft Entra ID that match CONTOSO\\SOC'],
    ['a local account', local, 'whoever is decided on for 1 member'],
    ['Windows itself', { name: 'SYSTEM', domain: 'NT AUTHORITY', sid: 'S-1-5-18' }, 'nobody: no member of'],
  ])('where the only member is %s', async (_, member, expected) => {
    const { item } = await deployed([roleGroupExport('viewers', [member])]);
    const field = fieldsOf(item('role-groups/viewers', 'scripted'))['Assigned users and groups'];
    expect(field?.startsWith(expected), field).toBe(true);
  });

  it('is nobody where the only member is deleted, or has more rights by another group', async () => {
    const deleted = await deployed([roleGroupExport('viewers', [anna])], { ...annaEntity, IsDeleted: true });
    const stronger = await deployed([
      roleGroupExport('viewers', [anna]),
      roleGroupExport('administrators', [anna]),
    ]);
    for (const { item } of [deleted, stronger])
      expect(fieldsOf(item('role-groups/viewers', 'scripted'))['Assigned users and groups']).toMatch(
        /^nobody: /,
      );
  });
});

describe('the match in Microsoft Entra ID of', () => {
  it.each<[string, Member, string]>([
    ['a user', byName, 'the user that is synchronised from CONTOSO\\anna'],
    ['a name that may be a group', unclear, 'the user or group that is synchronised from CONTOSO\\anna'],
    ['a group', soc, 'the group that is synchronised from CONTOSO\\SOC'],
    ['a user of Microsoft Entra ID', cloud, 'the user AzureAD\\anna@contoso.com'],
  ])('%s', async (_, member, expected) => {
    const item = await memberOf('viewers', member);
    expect(fieldsOf(item)['Assigned users and groups']).toBe(expected);
    expect(item.steps.join('\n')).toContain(`Find ${expected} in Microsoft Entra ID.`);
    expect(item.target?.certainty).toBe('inferred');
  });

  it('a user that ATA knows is the one with that UPN', async () => {
    const known = await memberOf('viewers', { ...unclear, sid: anna.sid }, annaEntity);
    expect(known.steps[0]).toBe(
      'Find the user anna.kern@contoso.com in Microsoft Entra ID: it is the one that is synchronised from CONTOSO\\anna (anna.kern@contoso.com).',
    );
    expect(known.target?.certainty).toBe('documented');
  });

  it('a user that ATA knows without a UPN is looked for by name', async () => {
    const item = await memberOf('viewers', { ...unclear, sid: anna.sid }, { ...annaEntity, UpnName: null });
    expect(fieldsOf(item)['Assigned users and groups']).toBe(
      'the user that is synchronised from CONTOSO\\anna',
    );
    expect(item.steps[0]).toBe(
      'Find the user that is synchronised from CONTOSO\\anna in Microsoft Entra ID.',
    );
  });
});

describe('what is shown of a member', () => {
  it.each<[string, Member, string]>([
    ['name and SID', anna, `CONTOSO\\anna, ${anna.sid}`],
    ['the name where there is no SID', byName, 'CONTOSO\\anna'],
    ['the SID once where it is the name', orphan, anna.sid],
  ])('is %s', async (_, member, expected) => {
    expect((await memberOf('viewers', member)).source.value).toBe(expected);
  });

  it('tells the source and the group, and no other group where there is none', async () => {
    const { notes } = await memberOf('viewers', byName);
    expect(notes[0]).toBe(
      'Listed in viewers.csv as a member of Microsoft Advanced Threat Analytics Viewers.',
    );
    expect(notes.join()).not.toContain('Also in');
  });

  it('tells the other groups', async () => {
    const { item } = await deployed([
      roleGroupExport('administrators', [anna]),
      roleGroupExport('viewers', [anna]),
    ]);
    const notes = item(`role-groups/viewers/${anna.sid}`, 'automatic').notes.join();
    expect(notes).toContain('Also in Microsoft Advanced Threat Analytics Administrators, with an item');
  });
});

describe('what to look at before a user gets a role', () => {
  const texts = {
    entra: 'The export calls it an account of Microsoft Entra ID',
    unclear: 'does not say whether it is a user or a group',
    graph: '/security/identities/identityAccounts',
  };

  it.each<[string, Member, string[]]>([
    ['by SID', anna, ['graph']],
    ['by name alone', byName, []],
    ['that may be a group', unclear, ['unclear']],
    ['that may be a group, by SID', { ...unclear, sid: anna.sid }, ['unclear', 'graph']],
    ['of Microsoft Entra ID', { ...cloud, sid: cloudSid }, ['entra']],
    ['of Microsoft Entra ID that may be a group', { ...cloud, objectClass: 'unknown' }, ['entra']],
  ])('is said for one %s', async (_, member, expected) => {
    expect(said(await memberOf('viewers', member), texts)).toEqual(expected);
    expect(said(await memberOf('local-administrators', member), texts)).toEqual(expected);
  });

  it('is the members, where the export leaves open that it is a group', async () => {
    const steps = async (member: Member) => (await memberOf('viewers', member)).steps.join();
    expect(await steps(unclear)).toContain('If it is a group, look at its members first');
    expect(await steps(byName)).not.toContain('If it is a group');
    expect(await steps(byName)).toContain('See that the account is enabled');
  });

  it('is the members of a group, by name where there is no SID', async () => {
    const { steps } = await memberOf('viewers', { ...soc, sid: null });
    expect(steps[0]).toMatch(/^Look at the members of CONTOSO\\SOC in Active Directory/);
  });

  it.each<[string, Member]>([
    ['a group', soc],
    ['a local account', local],
    ['a group of Windows', builtIn],
    ['a user', anna],
  ])('is that the role of ATA Users gives more rights, for %s', async (_, member) => {
    const item = await memberOf('users', member);
    expect(item.notes.join()).toContain('This widens rights');
    expect(item.steps.join()).toContain('First settle which rights the role has');
    const viewer = await memberOf('viewers', member);
    expect(viewer.steps.join()).not.toContain('First settle');
    expect(viewer.steps.join()).toContain('"Defender for Identity viewer (from ATA)"');
  });

  it('says of a viewer or administrator nothing about more rights', async () => {
    for (const role of ['viewers', 'administrators'] as const) {
      const { notes } = await memberOf(role, byName);
      expect(notes).toHaveLength(1);
    }
  });
});

describe('a local administrator', () => {
  it('that is a user is asked about as a person', async () => {
    const item = await memberOf('local-administrators', anna);
    expect(item.title).toMatch(/^Decide: is CONTOSO\\anna, local administrator/);
    expect(item.disposition === 'decision' && item.decision.question).toBe(
      'Which role does CONTOSO\\anna get?',
    );
    expect(item.steps.slice(0, 2)).toEqual([
      'If a role is given:',
      'Find the user that is synchronised from CONTOSO\\anna in Microsoft Entra ID.',
    ]);
    expect(fieldsOf(item)['Role name']).toBe('Defender for Identity administrator (from ATA)');
  });

  it('that is a group is asked about by its members', async () => {
    const item = await memberOf('local-administrators', soc);
    expect(item.title).toMatch(/^Decide: is the group CONTOSO\\SOC, local administrator/);
    if (item.disposition !== 'decision') throw new Error('not a decision');
    expect(item.decision.question).toBe('Which role do the members of CONTOSO\\SOC get?');
    expect(item.decision.options.map(({ label }) => label)).toEqual([
      'None by this membership',
      'The administrator role, the group as a whole',
      'A role for those members who need one',
    ]);
    expect(item.steps[1]).toContain(`Get-ADGroupMember -Identity ${soc.sid}`);
    expect(item.notes.join()).not.toContain('identityAccounts');
  });

  it.each<[string, Member]>([
    ['a local account', local],
    ['a group of Windows', builtIn],
    ['somebody who is not found', orphan],
  ])('that is %s is told to be an ATA administrator by it, others are not', async (_, member) => {
    const implicit = 'Local administrators of the ATA Center are ATA administrators';
    const here = (await memberOf('local-administrators', member)).notes.join();
    expect(here).toContain(implicit);
    expect(here).not.toContain('third-party table');
    expect((await memberOf('administrators', member)).notes.join()).not.toContain(implicit);
  });
});

describe('a member without an identity in the domain', () => {
  it.each<[string, Member, string, boolean]>([
    ['local by what the export says', local, 'local to the ATA Center', false],
    ["local by the Center's name", { ...local, source: null }, 'local to the ATA Center', false],
    ['local for lack of a domain', { name: 'ops', domain: null }, 'local to the ATA Center', true],
    [
      'local without a domain, as the export says',
      { ...local, domain: null },
      'local to the ATA Center',
      false,
    ],
    ['a Microsoft account', microsoft, 'a Microsoft account', false],
  ])('is %s', async (_, member, words, presumed) => {
    const item = await memberOf('viewers', member);
    expect(item.title).toContain(`, ${words}, in`);
    expect(item.notes.join().includes('Presumed: the export has no domain')).toBe(presumed);
    expect(item.steps[0]).toBe('If a person gets the role:');
    expect(item.steps.join()).toContain('"Defender for Identity viewer (from ATA)"');
  });

  it("is not presumed to be local where its SID is the computer's", async () => {
    const { item } = await deployed([
      roleGroupExport('viewers', [
        { ...local, sid: 'S-1-5-21-7-8-9-1001' },
        { name: 'more', domain: null, sid: 'S-1-5-21-7-8-9-1002' },
      ]),
    ]);
    const { reason, notes } = item('role-groups/viewers/S-1-5-21-7-8-9-1002', 'decision');
    expect(reason.code).toBe('role-member-no-identity');
    expect(notes.join()).not.toContain('Presumed');
  });

  it('may be a group of Windows, whose people are to be named', async () => {
    const { steps, notes } = await memberOf('viewers', builtIn);
    expect(steps[0]).toBe('For those who get the role:');
    expect(notes[0]).toContain('Listed in viewers.csv');
  });
});

describe('a member that is not found', () => {
  it('is looked up by its SID, deleted objects included', async () => {
    const { steps, notes } = await memberOf('viewers', orphan);
    expect(steps[0]).toContain(`objectSid -eq '${anna.sid}'" -IncludeDeletedObjects`);
    expect(steps[1]).toBe('If it is somebody who needs it:');
    expect(notes[0]).toContain('Listed in viewers.csv');
  });

  it('is exported again where not even its SID is known', async () => {
    const { steps } = await memberOf('viewers', { name: 'J?rgen', resolvable: false });
    expect(steps[0]).toMatch(/^Export the members of the group again, with their SIDs/);
  });
});

it('a deleted member gets the role only if the account is restored', async () => {
  const item = await memberOf('viewers', anna, { ...annaEntity, IsDeleted: true });
  expect(item.notes.join()).toContain('restored, not made anew');
});
