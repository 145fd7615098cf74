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
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Field, Item, Target } from '../types/migration-plan.js';
import { decisionItem, portalLine, scriptedItem, targetOf } from './items.js';
import type { Mapper } from './mapper.js';
import { cautions } from './reading.js';

/**
 * The role groups of ATA. They are local groups of the Center's server and stand in no SystemProfile, so these
 * items have no leaves: what the roles become is known, who is in them is not.
 */
export const roleGroupsMapper: Mapper = { area: 'role-groups', map: mapRoleGroups };

const area = 'role-groups';
const key = 'urbac-roles';

function mapRoleGroups(snapshot: AtaSnapshot): Item[] {
  if (snapshot.center === null) return [];
  return [membersItem(), ...ataRoles().map(roleItem)];
}

function roleItem(role: AtaRole): Item {
  const mapping = roleMapping(role);
  return mapping.leastPrivilege === null
    ? sameRoleItem(role, mapping)
    : narrowerRoleItem(role, mapping, mapping.leastPrivilege);
}

function sameRoleItem(role: AtaRole, mapping: RoleMapping): Item {
  return scriptedItem({
    id: itemId(area, role),
    area,
    title: `Create the role that answers ${mapping.ataGroup}`,
    reason: 'role-mapping',
    leaves: [],
    value: mapping.ataGroup,
    target: { ...roleTarget(mapping, mapping), mechanism: 'graph' },
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
function narrowerRoleItem(role: AtaRole, mapping: RoleMapping, narrower: RoleRights): Item {
  return decisionItem({
    id: itemId(area, role),
    area,
    title: `Choose the role that answers ${mapping.ataGroup}`,
    reason: 'role-widens-rights',
    leaves: [],
    value: mapping.ataGroup,
    target: roleTarget(mapping, narrower),
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

function roleName(mapping: RoleMapping): string {
  return `${mapping.mdiRole} (from ATA)`;
}

function roleTarget(mapping: RoleMapping, rights: RoleRights): Target {
  const values: Field[] = [
    { field: 'Role name', value: roleName(mapping) },
    { field: 'Description', value: `Members of ${mapping.ataGroup}` },
    { field: 'Permissions', value: rights.permissions.join(', ') },
    {
      field: 'Assigned users and groups',
      value: `the users or groups of Microsoft Entra ID that match the members of ${mapping.ataGroup}`,
    },
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

function membersItem(): Item {
  const groups = ataRoles().map((role) => ({ role, group: roleMapping(role).ataGroup }));
  return decisionItem({
    id: itemId(area, 'members'),
    area,
    title: 'Find out who is in the role groups of ATA',
    reason: 'role-members-unknown',
    leaves: [],
    value: groups.map(({ group }) => group),
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
      ...groups.map(
        ({ role, group }) =>
          `Get-LocalGroupMember -Group "${group}" | Select-Object Name, ObjectClass, SID | Export-Csv -NoTypeInformation -Encoding UTF8 -Path ata-${role}.csv`,
      ),
      'Get-LocalGroupMember -SID S-1-5-32-544 | Select-Object Name, ObjectClass, SID | Export-Csv -NoTypeInformation -Encoding UTF8 -Path local-administrators.csv',
      'Where a command fails with "Failed to compare two elements in the array" or leaves an empty file, run this for that group instead: net localgroup "<name of the group>" > <file>.txt',
      'Open the files. Find the user or group of Microsoft Entra ID for each member, and assign it the role that answers its group.',
    ],
    docs: ['xdr-create-custom-rbac-roles'],
    notes: [
      ...roleMapping('administrators').notes.filter((note) => note.startsWith('Local administrators')),
      'An empty file means that nobody is in the group or that the command failed: it does not show that the group is empty.',
      'This version of ata2mdi does not read these files: they are for you.',
      '-Encoding UTF8 matters: without it Windows PowerShell 5.1 loses letters outside ASCII.',
    ],
  });
}
