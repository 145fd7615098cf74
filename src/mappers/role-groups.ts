import { membersCommand } from '../catalogue/export-commands.js';
import { portalTarget } from '../catalogue/portal.js';
import {
  type AtaRole,
  ataRoles,
  type RoleMapping,
  type RoleRights,
  roleMapping,
} from '../catalogue/roles.js';
import { InternalError } from '../errors.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot, RoleGroup } from '../types/ata-snapshot.js';
import type { Field, Item, Target } from '../types/migration-plan.js';
import { decisionItem, portalLine, scriptedItem, targetOf } from './items.js';
import type { Mapper, MapperContext } from './mapper.js';
import { cautions } from './reading.js';
import { emptyItem, memberItem, roleName, unnamedItem, unrecognisedGroupItem } from './role-member-items.js';
import { type GroupRole, groupName, groupRoles, type Membership, membershipsOf } from './role-memberships.js';

/**
 * The role groups of ATA. They are local groups of the Center's server and stand in no SystemProfile, so these items
 * have no leaves. Who is in them is known only from exports of their own.
 */
export const roleGroupsMapper: Mapper = { area: 'role-groups', map: mapRoleGroups };

const area = 'role-groups';
const key = 'urbac-roles';

function mapRoleGroups(snapshot: AtaSnapshot, context: MapperContext): Item[] {
  if (snapshot.center === null) return [];
  const memberships = membershipsOf(snapshot, context);
  const unknown = groupRoles.filter((role) => !isKnown(snapshot, role));
  return [
    ...(unknown.length === 0 ? [] : [membersItem(unknown, snapshot)]),
    ...snapshot.roleGroups.filter(({ role }) => role === null).map(unrecognisedGroupItem),
    ...ataRoles().map((role) => roleItem(role, assignedOf(role, memberships))),
    ...memberships.map(memberItem),
    ...snapshot.roleGroups.flatMap(groupItems),
  ];
}

/** Whether a source tells who is in the group. */
function isKnown({ roleGroups }: AtaSnapshot, role: GroupRole): boolean {
  return roleGroups.some((group) => group.role === role && group.membersKnown);
}

/** What there is to say of a group besides its members. */
function groupItems(group: RoleGroup): Item[] {
  const { role, members, unnamed, membersKnown } = group;
  if (role === null) return [];
  if (unnamed > 0) return [unnamedItem(role, group)];
  return membersKnown && members.length === 0 ? [emptyItem(role, group)] : [];
}

/** Who gets a role, for the field of the portal: the members of the role group where they are known. */
function assignedOf(role: AtaRole, memberships: readonly Membership[]): string {
  const labels = memberships
    .filter((membership) => membership.role === role && ['account', 'group'].includes(membership.kind))
    .map(({ label }) => label);
  const match = 'the users or groups of Microsoft Entra ID that match';
  return labels.length === 0
    ? `${match} the members of ${roleMapping(role).ataGroup}`
    : `${match} ${labels.join(', ')}`;
}

function roleItem(role: AtaRole, assigned: string): Item {
  const mapping = roleMapping(role);
  return mapping.leastPrivilege === null
    ? sameRoleItem(role, mapping, assigned)
    : narrowerRoleItem(role, mapping, mapping.leastPrivilege, assigned);
}

function sameRoleItem(role: AtaRole, mapping: RoleMapping, assigned: string): Item {
  return scriptedItem({
    id: itemId(area, role),
    area,
    title: `Create the role that answers ${mapping.ataGroup}`,
    reason: 'role-mapping',
    leaves: [],
    value: mapping.ataGroup,
    target: { ...roleTarget(mapping, mapping, assigned), mechanism: 'graph' },
    command: {
      text: graphCalls(mapping),
      permission:
        'RoleManagement.ReadWrite.Defender in Microsoft Graph (beta); the tenant needs Microsoft Entra ID P1 or P2',
      beta: true,
    },
    check: portalTarget(key).check,
    steps: [
      'Either make the two calls of Microsoft Graph beta, after putting in the ids, or use the portal:',
      ...portalSteps(mapping, mapping),
    ],
    docs: ['ata-role-groups', 'xdr-create-custom-rbac-roles', 'xdr-edit-delete-rbac-roles'],
    notes: [
      'The calls are beta and may change. What to give as scope of an assignment is not in the documentation this program knows: look at an assignment made in the portal first (GET roleManagement/defender/roleAssignments).',
      ...mapping.notes,
      ...rolesNotes(),
    ],
  });
}

/** The documented role gives more rights than ATA did, so a person has to choose. */
function narrowerRoleItem(role: AtaRole, mapping: RoleMapping, narrower: RoleRights, assigned: string): Item {
  return decisionItem({
    id: itemId(area, role),
    area,
    title: `Choose the role that answers ${mapping.ataGroup}`,
    reason: 'role-widens-rights',
    leaves: [],
    value: mapping.ataGroup,
    target: roleTarget(mapping, narrower, assigned),
    decision: {
      question: `Which rights do the members of ${mapping.ataGroup} get?`,
      options: [
        {
          label: `No more than in ATA: ${narrower.permissions.join(', ')}`,
          cost: 'It is not the documented mapping; who has to change settings needs another role.',
        },
        {
          label: `The documented ${mapping.mdiRole} role: ${mapping.permissions.join(', ')}`,
          cost: 'Members may then change security settings, such as exclusions, tags and notifications, which they may not in ATA.',
        },
      ],
      advice: 'Take the narrower role, and give more to those who need it.',
    },
    steps: [
      'Choose one of the options; its permissions are the ones to tick below.',
      ...portalSteps(mapping, narrower),
      `Check: ${portalTarget(key).check}`,
    ],
    docs: ['ata-role-groups', 'xdr-create-custom-rbac-roles', 'mdi-role-groups'],
    notes: [
      'The permissions shown in the values and steps are those of the narrower role, which is inferred from the tables of rights.',
      ...mapping.notes,
      ...narrower.notes,
      ...rolesNotes(),
    ],
  });
}

function roleTarget(mapping: RoleMapping, rights: RoleRights, assigned: string): Target {
  const values: Field[] = [
    { field: 'Role name', value: roleName(mapping) },
    { field: 'Description', value: `Members of ${mapping.ataGroup}` },
    { field: 'Permissions', value: rights.permissions.join(', ') },
    { field: 'Assigned users and groups', value: assigned },
    { field: 'Data sources', value: 'Microsoft Defender for Identity' },
  ];
  return targetOf(key, values, { certainty: weakest(rights) });
}

const fromSure = ['documented', 'seen', 'inferred'] as const;

/** A role is as sure as the least sure of its action strings. */
function weakest({ certainty, actions }: RoleRights): Target['certainty'] {
  const all = [certainty, ...actions.map((action) => action.certainty)];
  const found = fromSure.findLast((word) => all.includes(word));
  if (found === undefined) throw new InternalError('a role of the catalogue has no certainty');
  return found;
}

function portalSteps(mapping: RoleMapping, rights: RoleRights): string[] {
  return [
    'Once for all roles: open System > Settings > Microsoft Defender XDR > Permissions and roles and activate the workload of Defender for Identity.',
    `Open ${portalLine(key)}.`,
    `Type the role name "${roleName(mapping)}".`,
    `Tick the permissions ${rights.permissions.join(', ')}.`,
    `Assign the Microsoft Entra ID users or groups that match the members of ${mapping.ataGroup}, with the data source Microsoft Defender for Identity.`,
  ];
}

/** Both calls, with placeholders in angle brackets for what only the tenant knows. */
function graphCalls(mapping: RoleMapping): string {
  const base = 'https://graph.microsoft.com/beta/roleManagement/defender';
  const definition = {
    displayName: roleName(mapping),
    description: `Members of ${mapping.ataGroup}`,
    rolePermissions: [{ allowedResourceActions: mapping.actions.map(({ action }) => action) }],
  };
  const assignment = {
    displayName: roleName(mapping),
    description: `Members of ${mapping.ataGroup}`,
    roleDefinitionId: '<id from the answer of the first call>',
    principalIds: ['<object id of each Microsoft Entra ID user or group>'],
    directoryScopeIds: ['<scope>'],
  };
  return [
    `POST ${base}/roleDefinitions`,
    JSON.stringify(definition, null, 2),
    '',
    `POST ${base}/roleAssignments`,
    JSON.stringify(assignment, null, 2),
  ].join('\n');
}

function rolesNotes(): string[] {
  const olderTenants = portalTarget('entra-role-groups');
  return [
    ...cautions(key, 'Roles take effect', 'Since 2 March 2025'),
    ...olderTenants.limits.map((limit) => `Azure ATP groups in Microsoft Entra ID: ${limit}`),
    ...cautions('entra-role-groups', 'For new work'),
  ];
}

/** The groups of which no source tells the members. */
function membersItem(unknown: readonly GroupRole[], { roleGroups }: AtaSnapshot): Item {
  const exported = roleGroups.filter(({ role }) => role !== null && unknown.includes(role));
  return decisionItem({
    id: itemId(area, 'members'),
    area,
    title: `Find out who is in ${unknown.length === groupRoles.length ? 'the role groups of ATA' : unknown.map(groupName).join(', ')}`,
    reason: 'role-members-unknown',
    leaves: [],
    value: unknown.map(groupName),
    target: targetOf(key, [
      {
        field: 'Assigned users and groups',
        value: 'the users or groups of Microsoft Entra ID that match the members of each ATA role group',
      },
    ]),
    decision: {
      question: 'Who gets which role in Defender for Identity?',
      options: [
        {
          label: 'The members of the ATA role groups',
          cost: 'The groups have to be exported on the ATA Center, and every member needs a match in Microsoft Entra ID.',
        },
        {
          label: 'Other people, chosen anew',
          cost: 'Somebody who works with ATA today may be left without access.',
        },
      ],
      advice: 'Export the groups as long as the ATA Center runs, then decide for each member.',
    },
    steps: [
      'On the ATA Center, in Windows PowerShell as an administrator, run these commands:',
      ...unknown.map(exportOf),
      'Where a command fails with "Failed to compare two elements in the array" or leaves an empty file, run this for that group instead: net localgroup "<name of the group>" > <file>.txt',
      'Run this program again with these files beside the other sources, under the names that the commands give them: each member then becomes an item of its own.',
    ],
    docs: ['xdr-create-custom-rbac-roles'],
    notes: [
      ...exported.flatMap(({ role, sources, notes }) =>
        role === null ? [] : notes.map((note) => `${groupName(role)} (${sources.join(', ')}): ${note}`),
      ),
      ...roleMapping('administrators').notes.filter((note) => note.startsWith('Local administrators')),
      'An empty file means that nobody is in the group or that the command failed: it does not show that the group is empty.',
      '-Encoding UTF8 matters: without it Windows PowerShell 5.1 loses letters outside ASCII.',
    ],
  });
}

/** The command that exports a group, to a file whose name says which group it is. */
function exportOf(role: GroupRole): string {
  return role === 'local-administrators'
    ? membersCommand('-SID S-1-5-32-544', 'local-administrators.csv')
    : membersCommand(`-Group "${groupName(role)}"`, `ata-${role}.csv`);
}
