import { describe, expect, it } from 'vitest';
import { fieldsOf, mapped } from '../../test/support/mapped.js';
import { centerWith } from '../../test/support/snapshots.js';
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
    expect(steps.filter((step) => step.startsWith('Get-LocalGroupMember'))).toEqual([
      'Get-LocalGroupMember -Group "Microsoft Advanced Threat Analytics Administrators" | Select-Object Name, ObjectClass, SID | Export-Csv -NoTypeInformation -Encoding UTF8 -Path ata-administrators.csv',
      'Get-LocalGroupMember -Group "Microsoft Advanced Threat Analytics Users" | Select-Object Name, ObjectClass, SID | Export-Csv -NoTypeInformation -Encoding UTF8 -Path ata-users.csv',
      'Get-LocalGroupMember -Group "Microsoft Advanced Threat Analytics Viewers" | Select-Object Name, ObjectClass, SID | Export-Csv -NoTypeInformation -Encoding UTF8 -Path ata-viewers.csv',
      'Get-LocalGroupMember -SID S-1-5-32-544 | Select-Object Name, ObjectClass, SID | Export-Csv -NoTypeInformation -Encoding UTF8 -Path local-administrators.csv',
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
