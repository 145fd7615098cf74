import { portalTarget } from '../catalogue/portal.js';
import type { ReasonCode } from '../catalogue/reasons.js';
import { type AtaRole, roleMapping } from '../catalogue/roles.js';
import { itemId } from '../ids.js';
import type { Decision, Item, Target } from '../types/migration-plan.js';
import { accountOfSidCommand, accountsOfSidNote } from './entity-items.js';
import { automaticItem, decisionItem, type ItemParts, manualItem, targetOf } from './items.js';
import { answeredBy, groupName, groupRoles, type Membership } from './role-memberships.js';

/** One item for each member of a role group: which role it gets, or why it gets none. */

const area = 'role-groups';
const key = 'urbac-roles';

/** The name that the role answering an ATA role group is given. */
export function roleName(role: AtaRole): string {
  return `${roleMapping(role).mdiRole} (from ATA)`;
}

/** What becomes of a member of a group. */
export function memberItem(membership: Membership): Item {
  const { kind, role } = membership;
  if (kind === 'deleted') return deletedItem(membership);
  if (kind === 'service') return serviceItem(membership);
  const stronger = strongerRole(membership);
  if (stronger !== null) return strongerItem(membership, stronger);
  if (kind === 'not-found') return notFoundItem(membership);
  if (kind === 'built-in') return builtInItem(membership);
  if (kind === 'computer') return computerItem(membership);
  if (kind === 'local') return localItem(membership);
  if (role === 'local-administrators') return localAdministratorItem(membership);
  return kind === 'group' ? groupItem(membership) : accountItem(membership);
}

/**
 * Whether the role is for this member: `named` for what can have a match in Microsoft Entra ID, `open` for what somebody
 * has to decide first, null for nobody.
 */
export function claimOf(membership: Membership): 'named' | 'open' | null {
  const { kind } = membership;
  if (kind === 'deleted' || kind === 'service' || strongerRole(membership) !== null) return null;
  return kind === 'account' || kind === 'group' ? 'named' : 'open';
}

/**
 * The group that makes this one say nothing more. Local administrators may be left without a role, so that only a role
 * group is taken for stronger.
 */
function strongerRole({ role, roles }: Membership): (typeof groupRoles)[number] | null {
  const [strongest] = roles.filter((other) => other !== 'local-administrators');
  if (strongest === undefined) return null;
  return groupRoles.indexOf(strongest) < groupRoles.indexOf(role) ? strongest : null;
}

/** What all items of members have in common. */
function partsOf(
  membership: Membership,
  reason: ReasonCode,
  title: string,
): ItemParts & { readonly notes: readonly string[] } {
  const { role, member, label, entity, sources } = membership;
  const value = member.sid === null || label.includes(member.sid) ? label : `${label}, ${member.sid}`;
  return {
    id: itemId(area, role, membership.key),
    area,
    title,
    reason,
    leaves: [],
    value,
    entities: entity === null ? [] : [entity],
    notes: [`Listed in ${sources.join(', ')} as a member of ${groupName(role)}.`, ...alsoNotes(membership)],
  };
}

function alsoNotes({ role, roles }: Membership): string[] {
  const others = roles.filter((other) => other !== role);
  if (others.length === 0) return [];
  return [
    `Also in ${others.map(groupName).join(', and in ')}, with an item of its own. In ATA the strongest role counts.`,
  ];
}

function deletedItem(membership: Membership): Item {
  const { label, role } = membership;
  const parts = partsOf(
    membership,
    'role-member-deleted',
    `Nobody to carry over: ${label} of ${groupName(role)} is deleted`,
  );
  return automaticItem({
    ...parts,
    notes: [
      ...parts.notes,
      'An account that was restored, not made anew, keeps its identifier: give it the role then.',
    ],
  });
}

function serviceItem(membership: Membership): Item {
  const { label, role } = membership;
  return automaticItem(
    partsOf(
      membership,
      'role-member-no-person',
      `Nobody to carry over: ${label} of ${groupName(role)} is Windows itself`,
    ),
  );
}

function strongerItem(membership: Membership, stronger: (typeof groupRoles)[number]): Item {
  const { label, role } = membership;
  return automaticItem(
    partsOf(
      membership,
      'role-member-stronger',
      `Nothing more to give ${label} for ${groupName(role)}: it is in ${groupName(stronger)}`,
    ),
  );
}

function accountItem(membership: Membership): Item {
  const { label, role } = membership;
  const parts = partsOf(membership, 'role-member', `Give ${label} the role that answers ${groupName(role)}`);
  return manualItem({
    ...parts,
    target: assignmentTarget(membership),
    check: portalTarget(key).check,
    steps: [...findSteps(membership), ...assignmentSteps(role)],
    docs: ['xdr-edit-delete-rbac-roles'],
    notes: [...parts.notes, ...kindNotes(membership), ...sidNotes(membership), ...rightsNotes(role)],
  });
}

function groupItem(membership: Membership): Item {
  const { label, role } = membership;
  const parts = partsOf(
    membership,
    'role-member-group',
    `Decide: does the group ${label} get the role that answers ${groupName(role)}?`,
  );
  return decisionItem({
    ...parts,
    target: assignmentTarget(membership),
    decision: {
      question: `Who of the group ${label} gets the role?`,
      options: [
        wholeGroup('The group as a whole'),
        {
          label: 'Its members one by one, or a new group for this purpose',
          cost: 'Somebody has to list the members, those of groups inside it too; later changes are not followed.',
        },
      ],
      advice:
        'Look at its members first. Give it to the group as a whole only if the group was made for this purpose.',
    },
    steps: [...groupSteps(membership), ...assignmentSteps(role)],
    docs: ['xdr-edit-delete-rbac-roles'],
    notes: [...parts.notes, ...rightsNotes(role)],
  });
}

function wholeGroup(label: string): Decision['options'][number] {
  return {
    label,
    cost: 'It has to be synchronised to Microsoft Entra ID, and everybody who is or comes into it has the role.',
  };
}

function localAdministratorItem(membership: Membership): Item {
  const { label, kind, role } = membership;
  const isGroup = kind === 'group';
  const parts = partsOf(
    membership,
    'role-local-administrator',
    `Decide: is ${isGroup ? 'the group ' : ''}${label}, local administrator of the ATA Center, to administer Defender for Identity?`,
  );
  return decisionItem({
    ...parts,
    target: assignmentTarget(membership),
    decision: {
      question: `Which role ${isGroup ? 'do the members of' : 'does'} ${label} get?`,
      options: [
        {
          label: 'None by this membership',
          cost: 'Who opens the ATA console only by it has no access, unless a role group lists them too.',
        },
        isGroup
          ? wholeGroup('The administrator role, the group as a whole')
          : {
              label: 'The administrator role',
              cost: 'Who looks after the server may then change all settings of Defender for Identity.',
            },
        {
          label: isGroup ? 'A role for those members who need one' : 'A weaker role',
          cost: 'It has to be chosen by what the person does in ATA today.',
        },
      ],
      advice: 'Give none, unless the person works with the alerts or the settings of ATA.',
    },
    steps: [
      'If a role is given:',
      ...(isGroup ? groupSteps(membership) : findSteps(membership)),
      ...assignmentSteps(role),
    ],
    docs: ['ata-role-groups', 'xdr-edit-delete-rbac-roles'],
    notes: [...parts.notes, ...kindNotes(membership), ...sidNotes(membership)],
  });
}

function localItem(membership: Membership): Item {
  const { label, member, role } = membership;
  const isMicrosoft = member.principalSource === 'microsoft-account';
  const parts = partsOf(
    membership,
    'role-member-no-identity',
    `Decide: who stands behind ${label}, ${isMicrosoft ? 'a Microsoft account' : 'local to the ATA Center'}, in ${groupName(role)}?`,
  );
  return decisionItem({
    ...parts,
    decision: {
      question: `Who signs in to ATA with ${label}, and do they get a role?`,
      options: [
        {
          label: 'Leave it out',
          cost: 'Who has no other way into ATA has no access to Defender for Identity.',
        },
        {
          label: 'Give the role to the person, with their own user of Microsoft Entra ID',
          cost: 'Somebody has to find out who uses the account.',
        },
      ],
      advice:
        'Leave out accounts that several people share or that are for emergencies only; give people the role by their own user.',
    },
    steps: ['If a person gets the role:', ...assignmentSteps(role)],
    docs: ['xdr-edit-delete-rbac-roles'],
    notes: [
      ...parts.notes,
      ...localNotes(membership),
      ...localAdministratorNotes(role),
      ...rightsNotes(role),
    ],
  });
}

function computerItem(membership: Membership): Item {
  const { label, role } = membership;
  return decisionItem({
    ...partsOf(
      membership,
      'role-member-no-person',
      `Decide: what does the computer or service account ${label} do in ${groupName(role)}?`,
    ),
    decision: {
      question: `What uses ${label} to get at ATA?`,
      options: [
        { label: 'Nothing: leave it out', cost: 'A script or product that reads ATA with it stops to work.' },
        {
          label: 'A script or product',
          cost: 'It has to be set up anew for Defender for Identity. This program does not know how.',
        },
      ],
      advice: 'Leave it out, unless somebody knows what it is for.',
    },
  });
}

function builtInItem(membership: Membership): Item {
  const { label, role } = membership;
  const parts = partsOf(
    membership,
    'role-member-no-person',
    `Decide: who is meant by ${label}, a group of Windows itself, in ${groupName(role)}?`,
  );
  return decisionItem({
    ...parts,
    decision: {
      question: `Who of ${label} works with ATA?`,
      options: [
        { label: 'Nobody: leave it out', cost: 'Who gets at ATA only by it has no access.' },
        {
          label: 'Certain people',
          cost: 'Somebody has to name them: a group of Windows itself has no counterpart in Microsoft Entra ID.',
        },
      ],
      advice: 'Name the people who work with ATA. Do not give the role to all users in its place.',
    },
    steps: ['For those who get the role:', ...assignmentSteps(role)],
    docs: ['xdr-edit-delete-rbac-roles'],
    notes: [...parts.notes, ...localAdministratorNotes(role), ...rightsNotes(role)],
  });
}

function notFoundItem(membership: Membership): Item {
  const { label, member, role } = membership;
  const parts = partsOf(
    membership,
    'role-member-not-found',
    `Find out who ${label} in ${groupName(role)} is, or leave it out`,
  );
  return decisionItem({
    ...parts,
    decision: notFoundDecision(`Who is ${label}?`),
    steps: [
      member.sid === null
        ? 'Export the members of the group again, with their SIDs, and run this program again.'
        : `In Active Directory: ${accountOfSidCommand(member.sid)}. For other domains and forests that are trusted, add -Server with the name of the domain.`,
      'If it is somebody who needs it:',
      ...assignmentSteps(role),
    ],
    notes: [...parts.notes, ...localAdministratorNotes(role)],
  });
}

/** What to choose where nothing says who a member is. */
export function notFoundDecision(question: string): Decision {
  return {
    question,
    options: [
      {
        label: 'Nobody any more: leave it out',
        cost: 'If the account is of a domain that could not be reached, somebody loses access.',
      },
      {
        label: 'Somebody who is found: give the role',
        cost: 'Somebody has to look, in every domain and forest that is trusted.',
      },
    ],
    advice: 'Look it up once. Leave it out if nothing is found, or a deleted account.',
  };
}

/** The role of the group, with this member under "Assigned users and groups". */
function assignmentTarget(membership: Membership): Target {
  const { role, entity } = membership;
  const certainty = entity?.kind === 'user' ? {} : presumed;
  return {
    ...targetOf(
      key,
      [
        { field: 'Role name', value: roleName(answeredBy(role)) },
        { field: 'Assigned users and groups', value: matchOf(membership) },
        { field: 'Data sources', value: 'Microsoft Defender for Identity' },
      ],
      certainty,
    ),
    portalPath: rolesPath(),
  };
}

const presumed = { certainty: 'inferred' } as const;

/** Where roles that exist are listed: the way to a new one without its last step. */
function rolesPath(): string[] {
  return portalTarget(key).portalPath.slice(0, -1);
}

/** What to look for in Microsoft Entra ID. */
function matchOf(membership: Membership): string {
  const { entity, label, member } = membership;
  const noun = nounOf(membership);
  if (member.principalSource === 'azure-ad') return `the ${noun} ${label}`;
  if (entity !== null && entity.upn !== null) return entity.upn;
  return `the ${noun} that is synchronised from ${label}`;
}

/** `user or group` where nothing tells. */
function nounOf({ kind, member, entity }: Membership): string {
  if (kind === 'group') return 'group';
  return entity?.kind === 'user' || member.objectClass === 'user' ? 'user' : 'user or group';
}

function findSteps(membership: Membership): string[] {
  const { entity, member, label } = membership;
  const noun = nounOf(membership);
  const found =
    entity !== null && entity.upn !== null && member.principalSource !== 'azure-ad'
      ? `Find the user ${entity.upn} in Microsoft Entra ID: it is the one that is synchronised from ${label}.`
      : `Find ${matchOf(membership)} in Microsoft Entra ID.`;
  return [
    found,
    noun === 'user or group'
      ? 'If it is a group, look at its members first: all of them would get the role.'
      : 'See that the account is enabled and that its owner still needs the access.',
  ];
}

function groupSteps(membership: Membership): string[] {
  const { member, label } = membership;
  return [
    member.sid === null
      ? `Look at the members of ${label} in Active Directory, those of groups inside it too.`
      : `Look at its members, those of groups inside it too: Get-ADGroupMember -Identity ${member.sid} -Recursive. For a group of another domain, add -Server with the name of the domain.`,
    `Find ${matchOf(membership)} in Microsoft Entra ID. If there is none, have it synchronised, or make a group there and put its members in.`,
  ];
}

function assignmentSteps(role: Membership['role']): string[] {
  const answering = answeredBy(role);
  const choice =
    roleMapping(answering).leastPrivilege === null
      ? []
      : [`First settle which rights the role has: "${roleTitle(answering)}".`];
  return [
    ...choice,
    `Open ${rolesPath().join(' > ')} and choose the role "${roleName(answering)}", which has an item of its own.`,
    'Add the user or group to its assignment, with the data source Microsoft Defender for Identity; or put it into the group of Microsoft Entra ID that has the role.',
  ];
}

/** Title of the item that makes the role. */
export function roleTitle(role: AtaRole): string {
  const { ataGroup, leastPrivilege } = roleMapping(role);
  return `${leastPrivilege === null ? 'Create' : 'Choose'} the role that answers ${ataGroup}`;
}

/** A warning where the documented role gives more rights than ATA did. */
function rightsNotes(role: Membership['role']): readonly string[] {
  const { leastPrivilege, notes } = roleMapping(answeredBy(role));
  return leastPrivilege === null ? [] : notes;
}

function localAdministratorNotes(role: Membership['role']): string[] {
  return role === 'local-administrators' ? implicitAdministrators() : [];
}

/** That local administrators are ATA administrators, as the catalogue says it. */
export function implicitAdministrators(): string[] {
  return roleMapping('administrators').notes.filter((note) => note.startsWith('Local administrators'));
}

function localNotes({ member }: Membership): string[] {
  if (member.principalSource === 'local' || member.principalSource === 'microsoft-account') return [];
  if (member.sid !== null || member.domain !== null) return [];
  return [
    'Presumed: the export has no domain for it, as net localgroup shows accounts of the computer itself; groups of Windows such as Everyone look the same.',
  ];
}

function kindNotes(membership: Membership): string[] {
  if (membership.member.principalSource === 'azure-ad')
    return ['The export calls it an account of Microsoft Entra ID, so it is there under its own name.'];
  return nounOf(membership) === 'user or group'
    ? ['The export does not say whether it is a user or a group.']
    : [];
}

/** For accounts only: groups are not among what the call answers. */
function sidNotes({ member, kind }: Membership): string[] {
  if (member.sid === null || member.principalSource === 'azure-ad' || kind === 'group') return [];
  return [
    `${accountsOfSidNote(member.sid)} It answers once Defender for Identity knows the account, and names its account of Microsoft Entra ID, if it has one.`,
  ];
}
