import { portalTarget } from '../catalogue/portal.js';
import { type RoleMapping, roleMapping } from '../catalogue/roles.js';
import { itemId } from '../ids.js';
import type { RoleGroup } from '../types/ata-snapshot.js';
import type { Item, Target } from '../types/migration-plan.js';
import { accountOfSidCommand, accountsOfSidNote } from './entity-items.js';
import { automaticItem, decisionItem, manualItem, portalLine, targetOf } from './items.js';
import {
  answeredBy,
  type GroupRole,
  groupName,
  groupRoles,
  type Membership,
  memberLabel,
} from './role-memberships.js';
import { countOf } from './shown.js';

/** What becomes of each member of a role group. */

const area = 'role-groups';
const key = 'urbac-roles';

/** Name of the role that answers a role of ATA. */
export function roleName(mapping: RoleMapping): string {
  return `${mapping.mdiRole} (from ATA)`;
}

/** The item of one member of one group. */
export function memberItem(membership: Membership): Item {
  const { kind, role } = membership;
  if (kind === 'deleted') return deletedItem(membership);
  if (kind === 'service') return serviceItem(membership);
  const stronger = strongerGroup(membership);
  if (stronger !== undefined) return strongerItem(membership, stronger);
  if (kind === 'not-found') return notFoundItem(membership);
  if (kind === 'local') return localItem(membership);
  if (kind === 'computer' || kind === 'built-in') return noPersonItem(membership);
  if (role === 'local-administrators') return localAdministratorItem(membership);
  return kind === 'group' ? groupItem(membership) : accountItem(membership);
}

/**
 * A role group that gives the member more than this one. Not the local administrators: whether those get a role at all
 * is for people to decide, and if they do not, this group still counts.
 */
function strongerGroup({ role, roles }: Membership): GroupRole | undefined {
  return groupRoles
    .slice(0, groupRoles.indexOf(role))
    .find((other) => other !== 'local-administrators' && roles.includes(other));
}

function idOf({ role, key: member }: Membership): string {
  return itemId(area, role, 'member', member);
}

function partsOf(membership: Membership): {
  readonly id: string;
  readonly area: typeof area;
  readonly leaves: readonly never[];
  readonly value: string;
  readonly entities: readonly NonNullable<Membership['entity']>[];
} {
  const { label, role, entity } = membership;
  return {
    id: idOf(membership),
    area,
    leaves: [],
    value: `${label}, member of ${groupName(role)}`,
    entities: entity === null ? [] : [entity],
  };
}

function targetFor({ role }: Membership, assigned: string): Target {
  return targetOf(key, [
    { field: 'Role name', value: roleName(roleMapping(answeredBy(role))) },
    { field: 'Assigned users and groups', value: assigned },
  ]);
}

/** What to look for in Microsoft Entra ID. */
function entraName({ entity, label }: Membership): string {
  return entity?.upn ?? label;
}

function assignSteps(membership: Membership, what: string): string[] {
  const { entity, member, label, role } = membership;
  const upn = entity?.upn ?? null;
  const sid = member.sid;
  return [
    upn === null
      ? `Find the ${what} of Microsoft Entra ID that is synchronised from ${label}${sid === null ? '' : ` (its property onPremisesSecurityIdentifier is ${sid})`}.`
      : `Find the ${what} of Microsoft Entra ID that is synchronised from ${label}: look for ${upn} first.`,
    `Open ${portalLine(key)}, open the role "${roleName(roleMapping(answeredBy(role)))}" and add the ${what} to one of its assignments; or add it to the group of Microsoft Entra ID that holds the assignment.`,
  ];
}

/** What to know of the role itself, where it gives more than the group did. */
function roleNotes(role: GroupRole): readonly string[] {
  const mapping = roleMapping(answeredBy(role));
  return mapping.leastPrivilege === null
    ? []
    : [
        `Which rights the role has is decided in the item "Choose the role that answers ${mapping.ataGroup}": decide that first.`,
        ...mapping.notes,
      ];
}

function alsoIn({ role, roles }: Membership): string[] {
  const others = roles.filter((other) => other !== role).map(groupName);
  return others.length === 0 ? [] : [`The same member is in ${others.join(' and in ')} too.`];
}

function accountItem(membership: Membership): Item {
  const { label, role, member } = membership;
  return manualItem({
    ...partsOf(membership),
    title: `Give ${label} the role that answers ${groupName(role)}`,
    reason: 'role-member',
    target: targetFor(membership, entraName(membership)),
    check: portalTarget(key).check,
    steps: assignSteps(membership, member.objectClass === 'unknown' ? 'user or group' : 'user'),
    notes: [
      ...roleNotes(role),
      ...alsoIn(membership),
      'An account that is not synchronised to Microsoft Entra ID cannot get a role: the person needs another one there.',
    ],
  });
}

function groupItem(membership: Membership): Item {
  const { label, role } = membership;
  return decisionItem({
    ...partsOf(membership),
    title: `Decide how the members of ${label} get the role that answers ${groupName(role)}`,
    reason: 'role-member-group',
    target: targetFor(membership, entraName(membership)),
    decision: {
      question: `${label} is a group in ${groupName(role)}. Who of its members needs the role?`,
      options: [
        {
          label: 'The group as a whole, synchronised to Microsoft Entra ID',
          cost: 'Whoever is added to the group in Active Directory later gets the role without anybody deciding it.',
        },
        {
          label: 'Some of its members, one by one or in a new group of Microsoft Entra ID',
          cost: 'Its members, and those of groups within it, have to be listed and looked at first.',
        },
      ],
      advice:
        'List the members first (Get-ADGroupMember -Recursive). Take a group that is made for this role only.',
    },
    steps: [
      `List the members of ${label} in Active Directory: Get-ADGroupMember -Recursive`,
      ...assignSteps(membership, 'group'),
      `Check: ${portalTarget(key).check}`,
    ],
    notes: [...roleNotes(role), ...alsoIn(membership)],
  });
}

function localItem(membership: Membership): Item {
  const { label, role } = membership;
  return decisionItem({
    ...partsOf(membership),
    title: `Decide who gets a role in place of ${label}`,
    reason: 'role-member-no-identity',
    target: targetFor(membership, 'the account in Microsoft Entra ID of the person behind it'),
    decision: {
      question: `${label} is an account that only the ATA Center knows, in ${groupName(role)}. Does the person behind it need the role?`,
      options: [
        {
          label: 'Yes: with the account that the person has in Microsoft Entra ID',
          cost: 'Somebody has to know who uses this account.',
        },
        { label: 'No', cost: 'If a person does work with it, that person is left without access.' },
      ],
      advice: 'Accounts that were made to set the server up, or for emergencies, need no role.',
    },
    steps: [
      `Find out who uses ${label}, and whether that person is in one of the role groups by another account.`,
    ],
    notes: [...roleNotes(role), ...alsoIn(membership)],
  });
}

function localAdministratorItem(membership: Membership): Item {
  const { label, kind } = membership;
  const what = kind === 'group' ? 'group' : 'user';
  return decisionItem({
    ...partsOf(membership),
    title: `Decide whether ${label}, a local administrator of the ATA Center, gets a role`,
    reason: 'role-local-administrator',
    target: targetFor(membership, entraName(membership)),
    decision: {
      question: `Does ${label} administer ATA, or only the server that it runs on?`,
      options: [
        {
          label: 'ATA: give the role that answers ATA administrators',
          cost: 'The role may change all settings of Defender for Identity, and who else has roles.',
        },
        {
          label: 'Only the server: give no role',
          cost: 'If it did work with ATA, it is left without access.',
        },
      ],
      advice:
        'Defender for Identity has no server to look after. Give the role to those who work with alerts and settings, and to nobody else.',
    },
    steps: ['If it gets the role:', ...assignSteps(membership, what), `Check: ${portalTarget(key).check}`],
    notes: alsoIn(membership),
  });
}

function noPersonItem(membership: Membership): Item {
  const { label, role, kind } = membership;
  const isComputer = kind === 'computer';
  return decisionItem({
    ...partsOf(membership),
    title: `Decide what becomes of the rights of ${label}`,
    reason: 'role-member-no-person',
    target: targetFor(membership, 'whoever needs the rights, with an account of Microsoft Entra ID'),
    decision: {
      question: isComputer
        ? `${label} is a computer or a service account that Windows manages, in ${groupName(role)}. What reads or changes ATA with it?`
        : `${label} is a group that Windows fills by itself, in ${groupName(role)}. Who of those that it stands for works with ATA?`,
      options: isComputer
        ? [
            {
              label:
                'A script or a program: give it an application of Microsoft Entra ID with the rights it needs',
              cost: 'It has to be changed: Defender for Identity is asked by Microsoft Graph, not by the interface of ATA.',
            },
            { label: 'Nothing any more', cost: 'What did use it stops working when the ATA Center is gone.' },
          ]
        : [
            { label: 'Some people, whom you name', cost: 'They have to be found.' },
            { label: 'Nobody', cost: 'Whoever did work with ATA by it is left without access.' },
          ],
      advice: isComputer
        ? 'Look for scheduled tasks and services that run with this account.'
        : 'Name the people who work with ATA.',
    },
    notes: [...roleNotes(role), ...alsoIn(membership)],
  });
}

function notFoundItem(membership: Membership): Item {
  const { label, role, member } = membership;
  return decisionItem({
    ...partsOf(membership),
    title: `Find out who ${label} is`,
    reason: 'role-member-not-found',
    target: targetFor(membership, 'the user of Microsoft Entra ID, if there is one'),
    decision: whoIsIt(
      `${label} is in ${groupName(role)}, but no account of this name was found. Is there one?`,
    ),
    steps:
      member.sid === null
        ? ['Export the members again as the notes say, and run this program with the new file.']
        : [`Look it up in Active Directory: ${accountOfSidCommand(member.sid)}`],
    notes: [...(member.sid === null ? [] : [accountsOfSidNote(member.sid)]), ...alsoIn(membership)],
  });
}

function whoIsIt(question: string): {
  readonly question: string;
  readonly options: { readonly label: string; readonly cost: string }[];
  readonly advice: string;
} {
  return {
    question,
    options: [
      { label: 'Yes: give it the role', cost: 'It has to be found first.' },
      {
        label: 'No: there is nobody any more',
        cost: 'If its domain could not be reached, somebody is left without access.',
      },
    ],
    advice: 'Look it up before you decide.',
  };
}

function deletedItem(membership: Membership): Item {
  const { label, role } = membership;
  return automaticItem({
    ...partsOf(membership),
    title: `${label}, who was in ${groupName(role)}, is deleted`,
    reason: 'role-member-deleted',
    notes: alsoIn(membership),
  });
}

function serviceItem(membership: Membership): Item {
  const { label, role } = membership;
  return automaticItem({
    ...partsOf(membership),
    title: `${label}, in ${groupName(role)}, is an identity of Windows`,
    reason: 'role-member-no-person',
    notes: alsoIn(membership),
  });
}

function strongerItem(membership: Membership, stronger: GroupRole): Item {
  const { label, role } = membership;
  return automaticItem({
    ...partsOf(membership),
    title: `${label} needs no second role for ${groupName(role)}`,
    reason: 'role-member-stronger',
    notes: [`It is in ${groupName(stronger)}: see the item of that.`],
  });
}

/** Members that the command could not name. */
export function unnamedItem(role: GroupRole, { unnamed, sources }: RoleGroup): Item {
  const count = countOf(unnamed, 'member');
  return decisionItem({
    id: itemId(area, role, 'unnamed'),
    area,
    title: `Find out who ${count} of ${groupName(role)} ${unnamed === 1 ? 'is' : 'are'}`,
    reason: 'role-member-not-found',
    leaves: [],
    value: `${count} without a name, in ${sources.join(', ')}`,
    decision: whoIsIt(`The export of ${groupName(role)} has ${count} without a name. Is there an account?`),
    steps: [
      `On the ATA Center, run net localgroup "${role === 'local-administrators' ? 'Administrators' : groupName(role)}": it shows the security identifier of an account that is no more.`,
      'Run this program again with the output of that, saved to a file, in place of this export.',
    ],
  });
}

/** A group of which it is known that nobody is in it. */
export function emptyItem(role: GroupRole, { sources }: RoleGroup): Item {
  return automaticItem({
    id: itemId(area, role, 'empty'),
    area,
    title: `Nobody is in ${groupName(role)}`,
    reason: 'role-group-empty',
    leaves: [],
    value: `no members, in ${sources.join(', ')}`,
  });
}

/** An export that does not say of which group it is. */
export function unrecognisedGroupItem(group: RoleGroup): Item {
  const members = group.members.map((member) => memberLabel(member, null));
  return decisionItem({
    id: itemId(area, 'unrecognised', ...group.sources),
    area,
    title: `Find out which group ${group.sources.join(', ')} is an export of`,
    reason: 'role-group-unrecognised',
    leaves: [],
    value: members.length === 0 ? countOf(group.unnamed, 'member') : members,
    decision: {
      question: 'Which group of the ATA Center is this?',
      options: [
        {
          label: 'One of the role groups, or the local Administrators',
          cost: 'The file has to be renamed after it, and this program run again.',
        },
        { label: 'Another group, which gives no role in ATA', cost: 'Its members get nothing by it.' },
      ],
      advice: 'Whoever made the file knows.',
    },
    steps: [
      'Name the file after the group: ata-administrators, ata-users, ata-viewers or local-administrators, with the ending that it has.',
      'Run this program again with it.',
    ],
    notes: group.notes,
  });
}
