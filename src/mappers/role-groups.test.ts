import { describe, expect, it } from 'vitest';
import { fieldsOf, mapped } from '../../test/support/mapped.js';
import { anna, annaEntity, deployed, type Members, soc } from '../../test/support/role-groups.js';
import { centerWith, type Plain, roleGroupExport } from '../../test/support/snapshots.js';
import { roleOfFileName } from '../readers/role-groups/group-names.js';
import type { RoleGroupExport, RoleGroupMember } from '../readers/role-groups/types.js';
import type { Item, ItemScripted } from '../types/migration-plan.js';
import { roleGroupsMapper } from './role-groups.js';

async function roleItem(id: string): Promise<Item> {
  const { items } = await mapped(roleGroupsMapper, centerWith());
  const item = items.find((candidate) => candidate.id === id);
  if (item === undefined) throw new Error(`no item ${id}`);
  return item;
}

async function scriptedRole(role: string): Promise<ItemScripted> {
  const item = await roleItem(`role-groups/${role}`);
  if (item.disposition !== 'scripted') throw new Error(`${role} is not scripted`);
  return item;
}

/** The bodies of the calls in a command. */
function bodiesOf(command: string): unknown[] {
  return command.split(/^POST .*\n/m).flatMap((text) => (text.trim() === '' ? [] : [JSON.parse(text)]));
}

describe('role groups', () => {
  it('are four items without leaves', async () => {
    const { summary, items } = await mapped(roleGroupsMapper, centerWith());
    expect(summary).toEqual([
      'decision role-members-unknown role-groups/members',
      'scripted role-mapping role-groups/administrators',
      'decision role-widens-rights role-groups/users',
      'scripted role-mapping role-groups/viewers',
    ]);
    expect(items.flatMap(({ source }) => source.paths)).toEqual([]);
  });

  it('are about a Center only', async () => {
    const gateway = { NetbiosName: 'GW01', Id: '5aed5ee92bd5d60dd07c0002', Type: 'GatewaySystemProfile' };
    expect((await mapped(roleGroupsMapper, gateway)).items).toEqual([]);
  });

  it.each([
    [
      'administrators',
      'seen',
      [
        'microsoft.xdr/secops/securitydata/read',
        'microsoft.xdr/secops/securitydata/alerts/manage',
        'microsoft.xdr/configuration/security/manage',
        'microsoft.xdr/configuration/system/manage',
        'microsoft.xdr/configuration/authorization/manage',
      ],
    ],
    [
      'viewers',
      'documented',
      [
        'microsoft.xdr/secops/securitydata/read',
        'microsoft.xdr/configuration/security/read',
        'microsoft.xdr/configuration/system/read',
      ],
    ],
  ])('give %s a role by Graph beta', async (role, certainty, actions) => {
    const { command, target, steps, title } = await scriptedRole(role);
    expect(title).toMatch(/^Create the role that answers Microsoft Advanced Threat Analytics /);
    expect(command.beta).toBe(true);
    expect(command.permission).toContain('RoleManagement.ReadWrite.Defender');
    const [definition, assignment] = bodiesOf(command.text);
    expect(definition).toMatchObject({ rolePermissions: [{ allowedResourceActions: actions }] });
    expect(assignment).toMatchObject({
      principalIds: [expect.stringContaining('object id')],
      directoryScopeIds: ['<scope>'],
    });
    expect(target).toMatchObject({ mechanism: 'graph', certainty });
    expect(steps).toContain('Open Permissions > Microsoft Defender XDR > Roles > + Create custom role.');
  });

  it('offer ATA Users the narrower role first, and say that it is inferred', async () => {
    const item = await roleItem('role-groups/users');
    if (item.disposition !== 'decision') throw new Error('not a decision');
    expect(item.decision.options.map(({ label }) => label)).toEqual([
      'No more than in ATA: Security data basics (read), Alerts (manage), Core security settings (read), System settings (read)',
      'The documented Defender for Identity user role: Security data basics (read), Alerts (manage), Security settings (all permissions), System settings (read)',
    ]);
    expect(fieldsOf(item).Permissions).toBe(
      'Security data basics (read), Alerts (manage), Core security settings (read), System settings (read)',
    );
    expect(item.target?.certainty).toBe('inferred');
    expect(item.title).toBe('Choose the role that answers Microsoft Advanced Threat Analytics Users');
    expect(item.notes.join()).toContain('inferred from the tables of rights');
    expect(item.notes.join()).toContain('This widens rights');
    expect(item.steps[0]).toMatch(/^Choose one of the options/);
    expect(item.steps.at(-1)).toMatch(/^Check: /);
  });

  it('tell how to find out who is in them', async () => {
    const { steps, notes, title } = await roleItem('role-groups/members');
    expect(title).toBe('Find out who is in the role groups of ATA');
    expect(notes.join()).not.toContain('names nobody');
    expect(steps.filter((step) => step.startsWith('Get-LocalGroupMember'))).toEqual([
      'Get-LocalGroupMember -Group "Microsoft Advanced Threat Analytics Administrators" | Select-Object Name, SID, PrincipalSource, ObjectClass | Export-Csv -NoTypeInformation -Encoding UTF8 -Path ata-administrators.csv',
      'Get-LocalGroupMember -Group "Microsoft Advanced Threat Analytics Users" | Select-Object Name, SID, PrincipalSource, ObjectClass | Export-Csv -NoTypeInformation -Encoding UTF8 -Path ata-users.csv',
      'Get-LocalGroupMember -Group "Microsoft Advanced Threat Analytics Viewers" | Select-Object Name, SID, PrincipalSource, ObjectClass | Export-Csv -NoTypeInformation -Encoding UTF8 -Path ata-viewers.csv',
      'Get-LocalGroupMember -SID S-1-5-32-544 | Select-Object Name, SID, PrincipalSource, ObjectClass | Export-Csv -NoTypeInformation -Encoding UTF8 -Path local-administrators.csv',
    ]);
    expect(notes).toContain(
      'Local administrators of the ATA Center are ATA administrators without being in the group.',
    );
  });

  it('say what must be activated and what older tenants have', async () => {
    const notes = (await scriptedRole('viewers')).notes.join('\n');
    expect(notes).toContain('workload');
    expect(notes).toContain('Since 2 March 2025');
    expect(notes).toContain('older tenants');
  });
});

/** What a member of the administrators becomes: its summary without the id, and the item. */
async function administrator(
  member: Partial<RoleGroupMember> & { readonly name: string },
  ...entities: { readonly [key: string]: Plain }[]
) {
  const { items } = await deployed([roleGroupExport('administrators', [member])], ...entities);
  const found = items.filter(({ id }) => id.startsWith('role-groups/administrators/'));
  expect(found).toHaveLength(1);
  const [item] = found as [Item];
  return { item, brief: `${item.disposition} ${item.reason.code}` };
}

describe('a member of a role group', () => {
  it('gets the role, by the user that a source knows', async () => {
    const { item, brief } = await administrator({ ...anna, source: 'active-directory' }, annaEntity);
    expect(brief).toBe('manual role-member');
    expect(item.id).toBe(`role-groups/administrators/${anna.sid}`);
    expect(item.title).toBe(
      'Give CONTOSO\\anna (anna.kern@contoso.com) the role that answers Microsoft Advanced Threat Analytics Administrators',
    );
    expect(fieldsOf(item)).toEqual({
      'Role name': 'Defender for Identity administrator (from ATA)',
      'Assigned users and groups': 'anna.kern@contoso.com',
      'Data sources': 'Microsoft Defender for Identity',
    });
    expect(item.target).toMatchObject({
      portalPath: ['Permissions', 'Microsoft Defender XDR', 'Roles'],
      certainty: 'documented',
    });
    expect(item.entities.map(({ upn }) => upn)).toEqual(['anna.kern@contoso.com']);
    expect(item.steps[0]).toContain('anna.kern@contoso.com');
    expect(item.disposition === 'manual' && item.check).toContain('Export');
  });

  it('of whom no source knows more is looked for by name and SID', async () => {
    const { item } = await administrator(anna);
    expect(item.steps[0]).toBe(
      'Find the user that is synchronised from CONTOSO\\anna in Microsoft Entra ID.',
    );
    expect(item.notes.join()).toContain(`onPremisesSecurityIdentifier eq '${anna.sid}'`);
    expect(item.target?.certainty).toBe('inferred');
  });

  it.each<[string, Partial<RoleGroupMember> & { readonly name: string }, string]>([
    ['a user', anna, 'manual role-member'],
    ['a user by name alone', { name: 'anna' }, 'manual role-member'],
    ['a name that may be a group', { name: 'anna', objectClass: 'unknown' }, 'manual role-member'],
    [
      'a user of Microsoft Entra ID',
      { name: 'anna', domain: 'AzureAD', source: 'azure-ad' },
      'manual role-member',
    ],
    [
      'a foreign principal',
      { name: 'anna', objectClass: 'other', source: 'active-directory' },
      'manual role-member',
    ],
    ['a group', soc, 'decision role-member-group'],
    ['a local account', { name: 'ops', domain: 'SRV', source: 'local' }, 'decision role-member-no-identity'],
    [
      "an account in the Center's name",
      { name: 'ops', domain: 'AtaCenter' },
      'decision role-member-no-identity',
    ],
    ['an account without a domain', { name: 'ops', domain: null }, 'decision role-member-no-identity'],
    [
      'a Microsoft account',
      { name: 'a@b.c', domain: 'MicrosoftAccount', source: 'microsoft-account' },
      'decision role-member-no-identity',
    ],
    ['named with a SID but without a domain', { ...anna, domain: null }, 'manual role-member'],
    ['a computer', { name: 'SRV01$', objectClass: 'computer' }, 'decision role-member-no-person'],
    [
      'a computer without its sign',
      { name: 'SRV01', objectClass: 'computer' },
      'decision role-member-no-person',
    ],
    ['a service account that Windows manages', { name: 'svc$' }, 'decision role-member-no-person'],
    ['a group that is named like one', { ...soc, name: 'odd$' }, 'decision role-member-group'],
    ['a name with the sign elsewhere', { name: '$anna' }, 'manual role-member'],
    [
      'Everyone',
      { name: 'Everyone', domain: null, sid: 'S-1-1-0', objectClass: 'group' },
      'decision role-member-no-person',
    ],
    [
      'BUILTIN',
      { name: 'Administratoren', domain: 'VORDEFINIERT', sid: 'S-1-5-32-544', source: 'local' },
      'decision role-member-no-person',
    ],
    ['BUILTIN by name', { name: 'Administrators', domain: 'BUILTIN' }, 'decision role-member-no-person'],
    [
      'Local System',
      { name: 'SYSTEM', domain: 'NT AUTHORITY', sid: 'S-1-5-18' },
      'automatic role-member-no-person',
    ],
    [
      'a service',
      { name: 'x', domain: 'NT SERVICE', sid: 'S-1-5-80-1-2-3-4-5' },
      'automatic role-member-no-person',
    ],
    ['a service by name', { name: 'x', domain: 'NT SERVICE' }, 'automatic role-member-no-person'],
    [
      'an orphaned SID',
      { name: anna.sid, domain: null, sid: anna.sid, resolvable: false },
      'decision role-member-not-found',
    ],
    ['a damaged name', { name: 'J?rgen', resolvable: false }, 'decision role-member-not-found'],
  ])('that is %s', async (_, member, expected) => {
    expect((await administrator(member)).brief).toBe(expected);
  });

  it.each<[string, { readonly [key: string]: Plain }, string]>([
    ['deleted', { ...annaEntity, IsDeleted: true }, 'automatic role-member-deleted'],
    ['a group', { ...annaEntity, Type: 'Group' }, 'decision role-member-group'],
    ['a computer', { ...annaEntity, Type: 'Computer' }, 'decision role-member-no-person'],
    ['a user', annaEntity, 'manual role-member'],
  ])('that ATA knows as %s', async (_, entity, expected) => {
    expect((await administrator({ ...anna, objectClass: 'unknown' }, entity)).brief).toBe(expected);
    const orphan = { name: anna.sid, domain: null, sid: anna.sid, resolvable: false };
    expect((await administrator(orphan, entity)).brief).toBe(expected);
  });

  it('whose account Windows did not find, but ATA knows, is named', async () => {
    const orphan = { name: anna.sid, domain: null, sid: anna.sid, resolvable: false };
    expect((await administrator(orphan, annaEntity)).item.title).toContain('anna.kern@contoso.com');
  });

  it('that the export gives no domain is called what ATA calls it', async () => {
    const { item } = await administrator(
      { ...anna, domain: null },
      { ...annaEntity, SystemDisplayName: 'Anna Kern' },
    );
    expect(item.title).toContain('Give anna.kern@contoso.com (Anna Kern) the role');
  });

  it('whose name one export lost and another never had is called what ATA calls it', async () => {
    const { item } = await deployed(
      [
        roleGroupExport('viewers', [{ name: anna.sid, domain: null, sid: anna.sid, resolvable: false }]),
        roleGroupExport('viewers', [{ name: 'J?rgen', sid: anna.sid, resolvable: false }]),
      ],
      annaEntity,
    );
    expect(item(`role-groups/viewers/${anna.sid}`, 'manual').title).toMatch(
      /^Give anna\.kern@contoso\.com \(anna\) the/,
    );
  });

  it('without a domain and a SID has its name alone as id', async () => {
    const { item } = await administrator({ name: 'Ops', domain: null });
    expect(item.id).toBe('role-groups/administrators/ops');
    expect(item.source.value).toBe('Ops');
  });

  it('is local where another account of the same computer is', async () => {
    const { summary } = await deployed([
      roleGroupExport('viewers', [
        { name: 'ops', domain: 'OLDNAME', sid: 'S-1-5-21-7-8-9-1001', source: 'local' },
        { name: 'more', domain: 'OLDNAME', sid: 'S-1-5-21-7-8-9-1002' },
        { name: 'else', domain: 'OLDNAME', sid: 'S-1-5-21-7-8-90-1002' },
      ]),
    ]);
    expect(summary.filter((line) => line.includes('/S-1-'))).toEqual([
      'manual role-member role-groups/viewers/S-1-5-21-7-8-90-1002',
      'decision role-member-no-identity role-groups/viewers/S-1-5-21-7-8-9-1002',
      'decision role-member-no-identity role-groups/viewers/S-1-5-21-7-8-9-1001',
    ]);
  });

  it('of ATA Users is warned of the rights', async () => {
    const { item } = await deployed([roleGroupExport('users', [anna])]);
    const { notes, steps } = item(`role-groups/users/${anna.sid}`, 'manual');
    expect(notes.join()).toContain('This widens rights');
    expect(steps.join()).toContain(
      '"Choose the role that answers Microsoft Advanced Threat Analytics Users"',
    );
  });

  it('that is a group asks for its members', async () => {
    const { item } = await administrator(soc);
    expect(item.steps[0]).toContain(`Get-ADGroupMember -Identity ${soc.sid} -Recursive`);
    expect(item.disposition === 'decision' && item.decision.options).toHaveLength(2);
  });

  it('keeps its id when the group is exported anew', async () => {
    const ids = await Promise.all(
      [
        { name: 'Anna', domain: 'Contoso' },
        { name: 'anna', objectClass: 'unknown' as const },
      ].map(async (member) => (await administrator(member)).item.id),
    );
    expect(ids).toEqual(Array(2).fill('role-groups/administrators/contoso%005canna'));
  });

  it('of one name in two domains is two items with two titles', async () => {
    const { items } = await deployed([
      roleGroupExport('viewers', [{ name: 'anna' }, { name: 'anna', domain: 'FABRIKAM' }]),
    ]);
    expect(items.filter(({ reason }) => reason.code === 'role-member').map(({ title }) => title)).toEqual([
      'Give CONTOSO\\anna the role that answers Microsoft Advanced Threat Analytics Viewers',
      'Give FABRIKAM\\anna the role that answers Microsoft Advanced Threat Analytics Viewers',
    ]);
  });
});

describe('a member of several groups', () => {
  it.each<[string, { readonly [role: string]: Members }, string[]]>([
    [
      'gets the strongest role',
      { administrators: [anna], users: [anna], viewers: [anna] },
      [
        'manual role-member administrators',
        'automatic role-member-stronger users',
        'automatic role-member-stronger viewers',
      ],
    ],
    [
      'is the same by name',
      { users: [anna], viewers: [{ name: 'ANNA' }] },
      ['manual role-member users', 'automatic role-member-stronger viewers'],
    ],
    [
      'has no more by being a local administrator',
      { administrators: [anna], 'local-administrators': [anna] },
      ['manual role-member administrators', 'automatic role-member-stronger local-administrators'],
    ],
    [
      'keeps a role that does not depend on what is decided of local administrators',
      { 'local-administrators': [anna], users: [anna] },
      ['decision role-local-administrator local-administrators', 'manual role-member users'],
    ],
  ])('%s', async (_, groups, expected) => {
    const exports = Object.entries(groups).map(([role, members]) =>
      roleGroupExport(roleOfFileName(role), members),
    );
    const { items } = await deployed(exports);
    const ofMembers = items.filter(({ reason }) => /^role-(?:member|local)(?!s)/.test(reason.code));
    expect(
      ofMembers.map(({ disposition, reason, id }) => `${disposition} ${reason.code} ${id.split('/')[1]}`),
    ).toEqual(expected);
    for (const { notes } of ofMembers) expect(notes.join()).toContain('In ATA the strongest role counts.');
  });
});

it('two members of one name but with different SIDs are two people', async () => {
  const { summary } = await deployed([
    roleGroupExport('users', [anna]),
    roleGroupExport('viewers', [{ ...anna, sid: soc.sid }]),
  ]);
  expect(summary).toContain(`manual role-member role-groups/viewers/${soc.sid}`);
});

describe('local administrators', () => {
  it('are decisions, whatever they are', async () => {
    const { summary } = await deployed([
      roleGroupExport('local-administrators', [
        anna,
        { name: 'Administrator', domain: 'ATACENTER', source: 'local' },
        { name: 'Domain Admins', objectClass: 'group' },
      ]),
    ]);
    expect(summary.filter((line) => line.includes('/local-administrators/'))).toEqual([
      'decision role-member-no-identity role-groups/local-administrators/atacenter%005cadministrator',
      `decision role-local-administrator role-groups/local-administrators/${anna.sid}`,
      'decision role-local-administrator role-groups/local-administrators/contoso%005cdomain%0020admins',
    ]);
  });
});

describe('groups', () => {
  const known = [
    roleGroupExport('administrators', [anna]),
    roleGroupExport('users', [soc]),
    roleGroupExport('viewers', [], { unknown: false, source: 'viewers.txt' }),
    roleGroupExport('local-administrators', [anna]),
  ];

  it('of which all members are known ask for nothing', async () => {
    const { summary } = await deployed(known);
    expect(summary).toEqual([
      'scripted role-mapping role-groups/administrators',
      'decision role-widens-rights role-groups/users',
      'scripted role-mapping role-groups/viewers',
      `manual role-member role-groups/administrators/${anna.sid}`,
      `automatic role-member-stronger role-groups/local-administrators/${anna.sid}`,
      `decision role-member-group role-groups/users/${soc.sid}`,
      'automatic role-group-empty role-groups/empty/viewers',
    ]);
  });

  it.each<[string, RoleGroupExport[], string[]]>([
    [
      'that no source holds',
      known.slice(0, 2),
      ['Microsoft Advanced Threat Analytics Viewers', 'the local group Administrators of the ATA Center'],
    ],
    [
      'whose export is empty',
      [...known.slice(0, 2), roleGroupExport('viewers', []), ...known.slice(3)],
      ['Microsoft Advanced Threat Analytics Viewers'],
    ],
  ])('%s are asked for, and no others', async (_, exports, names) => {
    const { item } = await deployed(exports);
    const { source, steps, title } = item('role-groups/members', 'decision');
    expect(source.value).toEqual(names);
    expect(title).toBe(`Find out who is in ${names.join(', and in ')}`);
    expect(fieldsOf(item('role-groups/members', 'decision'))['Assigned users and groups']).toContain(
      'each of these groups',
    );
    expect(steps.filter((step) => step.startsWith('Get-LocalGroupMember'))).toHaveLength(names.length);
  });

  it('say which export was empty', async () => {
    const { item } = await deployed([roleGroupExport('viewers', [], { source: 'v.csv' })]);
    const { notes } = item('role-groups/members', 'decision');
    expect(notes.filter((note) => note.includes('names nobody'))).toEqual([
      'v.csv names nobody in Microsoft Advanced Threat Analytics Viewers, but may come from a command that failed.',
    ]);
  });

  it('say where it is known that nobody is in them', async () => {
    const { item } = await deployed(known);
    expect(item('role-groups/empty/viewers', 'automatic')).toMatchObject({
      notes: ['According to viewers.txt.'],
      source: { value: [] },
    });
  });

  it('tell of local administrators only where those are not known', async () => {
    const notesWith = async (exports: RoleGroupExport[]) =>
      (await deployed(exports)).item('role-groups/members', 'decision').notes.join();
    const implicit = 'are ATA administrators without being in the group';
    expect(await notesWith([...known.slice(0, 2)])).toContain(implicit);
    const viewersOnly = await notesWith([...known.slice(0, 2), ...known.slice(3)]);
    expect(viewersOnly).not.toContain(implicit);
    expect(viewersOnly).toMatch(/^An empty file means/);
  });

  it('name those who get the role, and say if there is nobody', async () => {
    const { item } = await deployed(known);
    const field = 'Assigned users and groups';
    expect(fieldsOf(item('role-groups/administrators', 'scripted'))[field]).toBe(
      'the users or groups of Microsoft Entra ID that match CONTOSO\\anna',
    );
    expect(fieldsOf(item('role-groups/viewers', 'scripted'))[field]).toBe(
      'nobody: no member of Microsoft Advanced Threat Analytics Viewers is left to give it to',
    );
  });

  it('with members that are not decided on say how many', async () => {
    const local = { name: 'ops', domain: 'ATACENTER', source: 'local' } as const;
    const gone = { name: 'S-1-5-21-1-2-3-4', domain: null, sid: 'S-1-5-21-1-2-3-4', resolvable: false };
    const { item } = await deployed([
      roleGroupExport('administrators', [anna, local, gone]),
      roleGroupExport('viewers', [local]),
      roleGroupExport('users', [gone, { name: 'ops', domain: null }]),
    ]);
    const field = 'Assigned users and groups';
    expect(fieldsOf(item('role-groups/administrators', 'scripted'))[field]).toMatch(
      /match CONTOSO\\anna, and whoever is decided on for 2 other members$/,
    );
    expect(fieldsOf(item('role-groups/users', 'decision'))[field]).toBe('whoever is decided on for 1 member');
    expect(item(`role-groups/users/${gone.sid}`, 'automatic').reason.code).toBe('role-member-stronger');
    expect(fieldsOf(item('role-groups/viewers', 'scripted'))[field]).toMatch(/^nobody/);
  });

  it('of many members name the first', async () => {
    const many = Array.from({ length: 23 }, (_, index) => ({ name: `u${index + 100}` }));
    const { item, items } = await deployed([roleGroupExport('viewers', many)]);
    expect(fieldsOf(item('role-groups/viewers', 'scripted'))['Assigned users and groups']).toMatch(
      /u100, .*u119, and 3 more, each with an item of its own$/,
    );
    expect(items.filter(({ reason }) => reason.code === 'role-member')).toHaveLength(23);
  });

  it.each<[number, string, string]>([
    [
      1,
      'Find out about 1 member of Microsoft Advanced Threat Analytics Viewers without a name, or leave it out',
      'Who is it?',
    ],
    [
      2,
      'Find out about 2 members of Microsoft Advanced Threat Analytics Viewers without a name, or leave them out',
      'Who are they?',
    ],
  ])('with members that the command could not name ask for them: %i', async (count, title, question) => {
    const { item, summary } = await deployed([roleGroupExport('viewers', [anna], { unnamed: count })]);
    const unnamed = item('role-groups/unnamed/viewers', 'decision');
    expect(unnamed.source.value).toBe(count);
    expect(unnamed.title).toBe(title);
    expect(unnamed.decision.question).toBe(question);
    expect(unnamed.steps[0]).toMatch(
      /net localgroup "Microsoft Advanced Threat Analytics Viewers"\..* has no name\.$/,
    );
    expect(unnamed.notes).toEqual(['In viewers.csv.']);
    expect(summary.join()).not.toContain('empty/viewers');
  });

  it('count members without a name among those who may get the role', async () => {
    const field = 'Assigned users and groups';
    const some = await deployed([roleGroupExport('viewers', [anna], { unnamed: 2 })]);
    expect(fieldsOf(some.item('role-groups/viewers', 'scripted'))[field]).toMatch(
      /match CONTOSO\\anna, and whoever is decided on for 2 other members$/,
    );
    const deleted = { ...annaEntity, IsDeleted: true };
    const none = await deployed([roleGroupExport('viewers', [anna], { unnamed: 1 })], deleted);
    expect(fieldsOf(none.item('role-groups/viewers', 'scripted'))[field]).toBe(
      'whoever is decided on for 1 member',
    );
  });

  it('of the computer are asked for by the name that Windows gives them', async () => {
    const { item } = await deployed([roleGroupExport('local-administrators', [anna], { unnamed: 1 })]);
    expect(item('role-groups/unnamed/local-administrators', 'decision').steps[0]).toMatch(
      /net localgroup "Administrators"\..*in the language of Windows\.$/,
    );
  });

  it('that cannot be told are one item a file, with their members', async () => {
    const { item } = await deployed([
      roleGroupExport(null, [anna], { source: 'who.csv', notes: ['Which one is not known.'] }),
      roleGroupExport(null, [soc], { source: 'who.csv', unnamed: 1 }),
      roleGroupExport(null, [soc], { source: 'one.csv' }),
      roleGroupExport(null, [], { source: 'nobody.csv' }),
    ]);
    const who = item('role-groups/unrecognised/who.csv', 'decision');
    expect(who.source.value).toEqual(['CONTOSO\\anna', 'CONTOSO\\SOC']);
    expect(who.notes).toEqual(['2 members, and 1 without a name.', 'Which one is not known.']);
    expect(who.decision.question).toBe('Of which 2 groups are who.csv?');
    expect(who.steps[0]).toContain('administrators, users, viewers or local-administrators');
    const one = item('role-groups/unrecognised/one.csv', 'decision');
    expect(one.decision.question).toBe('Of which group is one.csv?');
    expect(one.notes).toEqual(['1 member.']);
    expect(item('role-groups/unrecognised/nobody.csv', 'decision').source.value).toEqual([]);
  });

  it('that cannot be told name their members as ATA knows them', async () => {
    const { item } = await deployed([roleGroupExport(null, [anna], { source: 'who.csv' })], annaEntity);
    const { entities, source } = item('role-groups/unrecognised/who.csv', 'decision');
    expect(source.value).toEqual(['CONTOSO\\anna (anna.kern@contoso.com)']);
    expect(entities.map(({ sid }) => sid)).toEqual([anna.sid]);
  });

  it('whose exports differ say so with the role', async () => {
    const { item } = await deployed([
      roleGroupExport('viewers', [anna], { source: 'a.csv' }),
      roleGroupExport('viewers', [soc], { source: 'b.csv' }),
    ]);
    const differ = 'a.csv does not have one';
    expect(item('role-groups/viewers', 'scripted').notes.join()).toContain(differ);
    expect(item('role-groups/administrators', 'scripted').notes.join()).not.toContain(differ);
  });

  it('of local administrators whose exports differ say so with the administrators', async () => {
    const { item } = await deployed([
      roleGroupExport('local-administrators', [anna], { source: 'a.csv' }),
      roleGroupExport('local-administrators', [soc], { source: 'b.csv' }),
    ]);
    expect(item('role-groups/administrators', 'scripted').notes.join()).toContain('a.csv does not have one');
    expect(item('role-groups/viewers', 'scripted').notes.join()).not.toContain('a.csv');
  });
});
