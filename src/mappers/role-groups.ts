import { membersCommand } from '../catalogue/export-commands.js';
import { portalTarget } from '../catalogue/portal.js';
import {
  type AtaRole,
  ataRoles,
  nobodyAssigned,
  type RoleMapping,
  type RoleRights,
  roleMapping,
} from '../catalogue/roles.js';
import { InternalError } from '../errors.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot, RoleGroup } from '../types/ata-snapshot.js';
import type { Field, Item, Target } from '../types/migration-plan.js';
import { automaticItem, decisionItem, portalLine, scriptedItem, targetOf } from './items.js';
import type { Mapper, MapperContext } from './mapper.js';
import { cautions } from './reading.js';
import {
  claimOf,
  implicitAdministrators,
  memberItem,
  notFoundDecision,
  roleName,
  roleTitle,
} from './role-group-members.js';
import {
  type GroupRole,
  groupName,
  groupRoles,
  type Membership,
  memberLabel,
  membershipsOf,
} from './role-memberships.js';
import { groupBy } from './shown.js';

/**
 * The role groups of ATA. They are local groups of the Center's server and stand in no SystemProfile, so these items
 * have no leaves: what the roles become is known, who is in them is in exports of the groups.
 */
export const roleGroupsMapper: Mapper = { area: 'role-groups', map: mapRoleGroups };

const area = 'role-groups';
const key = 'urbac-roles';

function mapRoleGroups(snapshot: AtaSnapshot, context: MapperContext): Item[] {
  if (snapshot.center === null) return [];
  const memberships = membershipsOf(snapshot, context);
  return [
    ...unknownMembersItem(snapshot),
    ...ataRoles().map((role) => roleItem({ role, mapping: roleMapping(role), snapshot, memberships })),
    ...memberships.map(memberItem),
    ...groupRoles.flatMap((role) => [...emptyGroupItem(snapshot, role), ...unnamedItem(snapshot, role)]),
    ...unrecognisedGroupItems(snapshot, context),
  ];
}

/** A role to make, and who is known to get it. */
interface RoleFacts {
  readonly role: AtaRole;
  readonly mapping: RoleMapping;
  readonly snapshot: AtaSnapshot;
  readonly memberships: readonly Membership[];
}

function roleItem(facts: RoleFacts): Item {
  const { leastPrivilege } = facts.mapping;
  return leastPrivilege === null ? sameRoleItem(facts) : narrowerRoleItem(facts, leastPrivilege);
}

function sameRoleItem(facts: RoleFacts): Item {
  const { role, mapping } = facts;
  return scriptedItem({
    id: itemId(area, role),
    area,
    title: roleTitle(role),
    reason: 'role-mapping',
    leaves: [],
    value: mapping.ataGroup,
    target: { ...roleTarget(facts, mapping), mechanism: 'graph' },
    command: {
      text: graphCalls(role, mapping),
      permission:
        'RoleManagement.ReadWrite.Defender in Microsoft Graph (beta); the tenant needs Microsoft Entra ID P1 or P2',
      beta: true,
    },
    check: portalTarget(key).check,
    steps: [
      'Either make the two calls of Microsoft Graph beta, after putting in the ids, or use the portal:',
      ...portalSteps(facts, mapping),
    ],
    docs: ['ata-role-groups', 'xdr-create-custom-rbac-roles', 'xdr-edit-delete-rbac-roles'],
    notes: [
      'The calls are beta and may change. What to give as scope of an assignment is not in the documentation this program knows: look at an assignment made in the portal first (GET roleManagement/defender/roleAssignments).',
      ...mapping.notes,
      ...exportNotes(facts),
      ...rolesNotes(),
    ],
  });
}

/** The documented role gives more rights than ATA did, so a person has to choose. */
function narrowerRoleItem(facts: RoleFacts, narrower: RoleRights): Item {
  const { role, mapping } = facts;
  return decisionItem({
    id: itemId(area, role),
    area,
    title: roleTitle(role),
    reason: 'role-widens-rights',
    leaves: [],
    value: mapping.ataGroup,
    target: roleTarget(facts, narrower),
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
      ...portalSteps(facts, narrower),
      `Check: ${portalTarget(key).check}`,
    ],
    docs: ['ata-role-groups', 'xdr-create-custom-rbac-roles', 'mdi-role-groups'],
    notes: [
      'The permissions shown in the values and steps are those of the narrower role, which is inferred from the tables of rights.',
      ...mapping.notes,
      ...narrower.notes,
      ...exportNotes(facts),
      ...rolesNotes(),
    ],
  });
}

function roleTarget(facts: RoleFacts, rights: RoleRights): Target {
  const { role, mapping } = facts;
  const values: Field[] = [
    { field: 'Role name', value: roleName(role) },
    { field: 'Description', value: `Members of ${mapping.ataGroup}` },
    { field: 'Permissions', value: rights.permissions.join(', ') },
    { field: 'Assigned users and groups', value: assignedTo(facts) },
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

function portalSteps({ role, mapping }: RoleFacts, rights: RoleRights): string[] {
  return [
    'Once for all roles: open System > Settings > Microsoft Defender XDR > Permissions and roles and activate the workload of Defender for Identity.',
    `Open ${portalLine(key)}.`,
    `Type the role name "${roleName(role)}".`,
    `Tick the permissions ${rights.permissions.join(', ')}.`,
    `Assign the Microsoft Entra ID users or groups that match the members of ${mapping.ataGroup}, with the data source Microsoft Defender for Identity.`,
  ];
}

/** Both calls, with placeholders in angle brackets for what only the tenant knows. */
function graphCalls(role: AtaRole, mapping: RoleMapping): string {
  const base = 'https://graph.microsoft.com/beta/roleManagement/defender';
  const definition = {
    displayName: roleName(role),
    description: `Members of ${mapping.ataGroup}`,
    rolePermissions: [{ allowedResourceActions: mapping.actions.map(({ action }) => action) }],
  };
  const assignment = {
    displayName: roleName(role),
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

/** How many members a field names; the others have items of their own, as these have. */
const mostNamed = 20;

/** Who is assigned the role, as far as an export tells. */
function assignedTo({ role, mapping, snapshot, memberships }: RoleFacts): string {
  const match = 'the users or groups of Microsoft Entra ID that match';
  const ofRole = memberships.filter((one) => one.role === role);
  const named = ofRole.filter((one) => claimOf(one) === 'named').map(({ label }) => label);
  const open =
    ofRole.filter((one) => claimOf(one) === 'open').length + unnamedCount(groupsOf(snapshot, role));
  const rest = Math.max(0, named.length - mostNamed);
  const parts = [
    ...(named.length > 0 ? [`${match} ${named.slice(0, mostNamed).join(', ')}`] : []),
    ...(rest > 0 ? [`${rest} more, each with an item of its own`] : []),
    ...(open > 0
      ? [
          `whoever is decided on for ${open} ${named.length > 0 ? 'other ' : ''}member${open === 1 ? '' : 's'}`,
        ]
      : []),
  ];
  if (parts.length > 0) return parts.join(', and ');
  return isKnown(snapshot, role) ? nobodyAssigned(mapping) : `${match} the members of ${mapping.ataGroup}`;
}

/** What the exports of the group are to be read with; for ATA administrators also those of the local ones. */
function exportNotes({ role, snapshot }: RoleFacts): string[] {
  const ofRole: readonly RoleGroup['role'][] =
    role === 'administrators' ? ['administrators', 'local-administrators'] : [role];
  return snapshot.roleGroups
    .filter((group) => ofRole.includes(group.role))
    .flatMap(({ notes, sources }) => notes.map((note) => `${sources.join(', ')}: ${note}`));
}

function groupsOf(snapshot: AtaSnapshot, role: GroupRole): RoleGroup[] {
  return snapshot.roleGroups.filter((group) => group.role === role);
}

/** Whether an export tells who is in the group. One that is empty, and may come from a command that failed, does not. */
function isKnown(snapshot: AtaSnapshot, role: GroupRole): boolean {
  return groupsOf(snapshot, role).some(({ membersKnown }) => membersKnown);
}

/** The one item for all groups of which no source tells who is in them. */
function unknownMembersItem(snapshot: AtaSnapshot): Item[] {
  const unknown = exportedFirst.filter((role) => !isKnown(snapshot, role));
  if (unknown.length === 0) return [];
  const isAll = unknown.length === groupRoles.length;
  return [
    decisionItem({
      id: itemId(area, 'members'),
      area,
      title: isAll
        ? 'Find out who is in the role groups of ATA'
        : `Find out who is in ${unknown.map(groupName).join(', and in ')}`,
      reason: 'role-members-unknown',
      leaves: [],
      value: unknown.map(groupName),
      target: targetOf(key, [
        {
          field: 'Assigned users and groups',
          value: 'the users or groups of Microsoft Entra ID that match the members of each of these groups',
        },
      ]),
      decision: {
        question: 'Who gets which role in Defender for Identity?',
        options: [
          {
            label: 'The members of these groups',
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
        'On the ATA Center, in Windows PowerShell as an administrator, run:',
        ...unknown.map(exportCommandOf),
        'Where a command fails with "Failed to compare two elements in the array" or leaves an empty file, run this for that group instead: net localgroup "<name of the group>" > <name of the file>.txt',
        'Run this program again with these files too: each member becomes an item.',
      ],
      docs: ['xdr-create-custom-rbac-roles'],
      notes: [
        ...unknown.flatMap((role) => emptyExportNotes(snapshot, role)),
        ...(unknown.includes('local-administrators') ? implicitAdministrators() : []),
        'An empty file means that nobody is in the group or that the command failed: it does not show that the group is empty.',
        'Keep the names of the files: where the content does not say which group it is, the name does.',
        '-Encoding UTF8 matters: without it Windows PowerShell 5.1 loses letters outside ASCII.',
      ],
    }),
  ];
}

/** The role groups before the local group. */
const exportedFirst: readonly GroupRole[] = [...ataRoles(), 'local-administrators'];

function exportCommandOf(role: GroupRole): string {
  // The local group has another name in every language of Windows, but one SID.
  return role === 'local-administrators'
    ? membersCommand('-SID S-1-5-32-544', 'local-administrators.csv')
    : membersCommand(`-Group "${roleMapping(role).ataGroup}"`, `ata-${role}.csv`);
}

function emptyExportNotes(snapshot: AtaSnapshot, role: GroupRole): string[] {
  const sources = groupsOf(snapshot, role).flatMap((group) => group.sources);
  return sources.length === 0
    ? []
    : [`${sources.join(', ')} names nobody in ${groupName(role)}, but may come from a command that failed.`];
}

function emptyGroupItem(snapshot: AtaSnapshot, role: GroupRole): Item[] {
  const groups = groupsOf(snapshot, role);
  const isEmpty = groups.every(({ members, unnamed }) => members.length + unnamed === 0);
  if (!isEmpty || !isKnown(snapshot, role)) return [];
  return [
    automaticItem({
      id: itemId(area, 'empty', role),
      area,
      title: `Nobody to carry over: ${groupName(role)} has no members`,
      reason: 'role-group-empty',
      leaves: [],
      value: [],
      notes: [`According to ${groups.flatMap(({ sources }) => sources).join(', ')}.`],
    }),
  ];
}

/** Members that the command gave as nothing: their number is all that is known. */
function unnamedItem(snapshot: AtaSnapshot, role: GroupRole): Item[] {
  const groups = groupsOf(snapshot, role);
  const count = unnamedCount(groups);
  if (count === 0) return [];
  const name = role === 'local-administrators' ? 'Administrators' : groupName(role);
  return [
    decisionItem({
      id: itemId(area, 'unnamed', role),
      area,
      title: `Find out about ${count} member${count === 1 ? '' : 's'} of ${groupName(role)} without a name, or leave ${count === 1 ? 'it' : 'them'} out`,
      reason: 'role-member-not-found',
      leaves: [],
      value: count,
      decision: notFoundDecision(`Who ${count === 1 ? 'is it' : 'are they'}?`),
      steps: [
        `On the ATA Center, run: net localgroup "${name}". It shows the SID of a member that has no name${role === 'local-administrators' ? '; the name of the group is in the language of Windows' : ''}.`,
        'Write the output to a file named after the group, and run this program again with that file too.',
      ],
      notes: [`In ${groups.flatMap(({ sources }) => sources).join(', ')}.`],
    }),
  ];
}

/** Exports of one group that differ may have the same members without a name: the most are counted. */
function unnamedCount(groups: readonly RoleGroup[]): number {
  return Math.max(0, ...groups.map(({ unnamed }) => unnamed));
}

/** Exports that do not say which group they are of: one item for each file. */
function unrecognisedGroupItems(snapshot: AtaSnapshot, context: MapperContext): Item[] {
  const unrecognised = snapshot.roleGroups.filter(({ role }) => role === null);
  const byFile = groupBy(unrecognised, ({ sources }) => sources.join(', '));
  return [...byFile].map(([file, groups]) => unrecognisedGroupItem(file, groups, context));
}

function unrecognisedGroupItem(file: string, groups: readonly RoleGroup[], context: MapperContext): Item {
  const entities = new Map(
    groups
      .flatMap(({ members }) => members)
      .flatMap(({ entity }) => (entity === null ? [] : [[entity, context.entity(entity)] as const])),
  );
  const members = groups
    .flatMap((group) => group.members)
    .map((member) => memberLabel(member, entities.get(member.entity ?? '') ?? null));
  return decisionItem({
    id: itemId(area, 'unrecognised', file),
    area,
    title: `Say which group of the ATA Center ${file} lists`,
    reason: 'role-group-unrecognised',
    leaves: [],
    value: members,
    entities: [...entities.values()],
    decision: {
      question: `Of which ${groups.length === 1 ? 'group is' : `${groups.length} groups are`} ${file}?`,
      options: [
        {
          label: 'A role group of ATA, or the local administrators of the ATA Center',
          cost: 'The file is named after the group, and this program is run again.',
        },
        { label: 'Another group', cost: 'Its members get no role; the file need not be given again.' },
      ],
      advice: 'Find out first: its members may have a role in ATA.',
    },
    steps: [
      'Name the file after its group: administrators, users, viewers or local-administrators. A file that names several groups has to be exported again, each group to a file of its own.',
      'Run this program again with it.',
    ],
    notes: [
      `${members.length} member${members.length === 1 ? '' : 's'}${unnamedWords(groups)}.`,
      ...new Set(groups.flatMap(({ notes }) => notes)),
    ],
  });
}

function unnamedWords(groups: readonly RoleGroup[]): string {
  const count = groups.reduce((sum, { unnamed }) => sum + unnamed, 0);
  return count === 0 ? '' : `, and ${count} without a name`;
}
