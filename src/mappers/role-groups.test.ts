import { describe, expect, it } from 'vitest';
import { fieldsOf, mapped, mappedDeployment } from '../../test/support/mapped.js';
import { centerWith, roleGroupExport } from '../../test/support/snapshots.js';
import { roleOfFileName } from '../readers/role-groups/group-names.js';
import type { RoleGroupExport, RoleGroupRole } from '../readers/role-groups/types.js';
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
    const { command, target, steps } = await scriptedRole(role);
    expect(command.beta).toBe(true);
    expect(command.permission).toContain('RoleManagement.ReadWrite.Defender');
    const [definition, assignment] = bodiesOf(command.text);
    expect(definition).toMatchObject({ rolePermissions: [{ allowedResourceActions: actions }] });
    expect(assignment).toMatchObject({ principalIds: [expect.stringContaining('object id')] });
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
  });

  it('tell how to find out who is in them', async () => {
    const { steps, notes } = await roleItem('role-groups/members');
    const files = steps.flatMap(
      (step) => /^Get-LocalGroupMember (.*?) \|.* -Path (\S+)$/.exec(step)?.slice(1) ?? [],
    );
    expect(files).toEqual([
      '-Group "Microsoft Advanced Threat Analytics Administrators"',
      'ata-administrators.csv',
      '-SID S-1-5-32-544',
      'local-administrators.csv',
      '-Group "Microsoft Advanced Threat Analytics Users"',
      'ata-users.csv',
      '-Group "Microsoft Advanced Threat Analytics Viewers"',
      'ata-viewers.csv',
    ]);
    // What the commands write is recognised when it is given to the program.
    expect(files.filter((file) => file.endsWith('.csv')).map(roleOfFileName)).toEqual([
      'administrators',
      'local-administrators',
      'users',
      'viewers',
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

const anna = { name: 'anna', sid: 'S-1-5-21-1-2-3-1104', source: 'active-directory' } as const;

/** Disposition, reason and id of the items that are about members, after those of the three roles. */
async function memberSummary(
  exports: readonly RoleGroupExport[],
  ...documents: Parameters<typeof mapped>[1][]
): Promise<readonly string[]> {
  const { summary } = await mappedDeployment(roleGroupsMapper, {
    documents: [centerWith(), ...documents],
    roleGroups: exports,
  });
  return summary.filter((line) => !/ role-groups\/(administrators|users|viewers|members)$/.test(line));
}

describe('members of role groups', () => {
  it.each([
    ['an account', 'users', anna, 'manual role-member'],
    ['a group', 'viewers', { ...anna, objectClass: 'group' }, 'decision role-member-group'],
    [
      'a local account',
      'users',
      { ...anna, source: 'local', domain: 'X' },
      'decision role-member-no-identity',
    ],
    [
      'one of the Center',
      'users',
      { ...anna, source: null, domain: 'atacenter' },
      'decision role-member-no-identity',
    ],
    ['a service account', 'users', { ...anna, name: 'svc$' }, 'decision role-member-no-person'],
    [
      'Windows itself',
      'administrators',
      { ...anna, name: 'SYSTEM', sid: 'S-1-5-18' },
      'automatic role-member-no-person',
    ],
    ['Everyone', 'viewers', { ...anna, name: 'Everyone', sid: 'S-1-1-0' }, 'decision role-member-no-person'],
    ['nobody any more', 'users', { ...anna, resolvable: false }, 'decision role-member-not-found'],
    ['a local administrator', 'local-administrators', anna, 'decision role-local-administrator'],
  ] as const)('%s', async (_, role, member, expected) => {
    expect(await memberSummary([roleGroupExport(role, [member])])).toEqual([
      `${expected} role-groups/${role}/member/${member.sid}`,
    ]);
  });

  it('without a SID is known by domain and name in lower case', async () => {
    expect(await memberSummary([roleGroupExport('users', [{ ...anna, sid: null, name: 'Anna' }])])).toEqual([
      'manual role-member role-groups/users/member/contoso%005canna',
    ]);
  });

  it('who is deleted needs nothing; who is known is named by UPN', async () => {
    const user = {
      Id: 'a',
      Type: 'User',
      Sid: anna.sid,
      SystemDisplayName: 'Anna',
      UpnName: 'anna@contoso.com',
    };
    const exports = [roleGroupExport('users', [anna])];
    expect(await memberSummary(exports, { ...user, IsDeleted: true })).toEqual([
      `automatic role-member-deleted role-groups/users/member/${anna.sid}`,
    ]);
    const { item } = await mappedDeployment(roleGroupsMapper, {
      documents: [centerWith(), user],
      roleGroups: exports,
    });
    const found = item(`role-groups/users/member/${anna.sid}`, 'manual');
    expect(fieldsOf(found)['Assigned users and groups']).toBe('anna@contoso.com');
    expect(found.notes.join()).toContain('This widens rights');
    expect(found.entities).toHaveLength(1);
  });

  it('of several groups get the strongest role; a local administrator keeps the role of the group', async () => {
    const member = `member/${anna.sid}`;
    const of = (...roles: readonly RoleGroupRole[]) =>
      memberSummary(roles.map((role) => roleGroupExport(role, [anna])));
    expect(await of('users', 'administrators')).toEqual([
      `manual role-member role-groups/administrators/${member}`,
      `automatic role-member-stronger role-groups/users/${member}`,
    ]);
    expect(await of('local-administrators', 'viewers')).toEqual([
      `decision role-local-administrator role-groups/local-administrators/${member}`,
      `manual role-member role-groups/viewers/${member}`,
    ]);
    expect(await of('local-administrators', 'administrators')).toEqual([
      `manual role-member role-groups/administrators/${member}`,
      `automatic role-member-stronger role-groups/local-administrators/${member}`,
    ]);
  });

  it('an empty export is unknown, unless the command says that nobody is in the group', async () => {
    const unknown = roleGroupExport('users', [], { notes: ['It may have failed.'] });
    const { item } = await mappedDeployment(roleGroupsMapper, {
      documents: [centerWith()],
      roleGroups: [unknown],
    });
    const members = item('role-groups/members', 'decision');
    expect(members.source.value).toHaveLength(4);
    expect(members.notes[0]).toMatch(/Users \(users\.csv\): It may have failed\./);
    expect(await memberSummary([roleGroupExport('users', [], { unknown: false })])).toEqual([
      'automatic role-group-empty role-groups/users/empty',
    ]);
  });

  it('that have no name, and groups that nobody recognises, are items too', async () => {
    expect(
      await memberSummary([
        roleGroupExport('users', [], { unnamed: 2, unknown: false }),
        roleGroupExport(null, [anna]),
      ]),
    ).toEqual([
      'decision role-group-unrecognised role-groups/unrecognised/group.csv',
      'decision role-member-not-found role-groups/users/unnamed',
    ]);
  });

  it('are asked for only where they are not known', async () => {
    const roles = ['administrators', 'local-administrators', 'viewers'] as const;
    const exports = roles.map((role) => roleGroupExport(role, [anna]));
    const some = await mappedDeployment(roleGroupsMapper, { documents: [centerWith()], roleGroups: exports });
    expect(some.item('role-groups/members', 'decision').source.value).toEqual([
      'Microsoft Advanced Threat Analytics Users',
    ]);
    const all = await mappedDeployment(roleGroupsMapper, {
      documents: [centerWith()],
      roleGroups: [...exports, roleGroupExport('users', [anna])],
    });
    expect(all.items.some(({ id }) => id === 'role-groups/members')).toBe(false);
  });
});
