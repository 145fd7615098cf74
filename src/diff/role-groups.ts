import type { AtaSnapshot, RoleGroup, RoleMember } from '../types/ata-snapshot.js';
import type { Leaf, NotComparable } from '../types/configuration-diff.js';
import type { RawChange } from './raw-change.js';

/** What a role group is called in a path, e.g. `role-group/viewers`. */
export function roleGroupKey({ role, sources }: RoleGroup): string {
  return `role-group/${role ?? `of ${sources.join(', ')}`}`;
}

/** Differences of one role group, with its key. */
export interface RoleGroupChanges {
  readonly group: string;
  readonly changes: readonly RawChange[];
}

/** What the comparison of role groups comes to. */
export interface RoleGroupComparison {
  readonly groups: readonly RoleGroupChanges[];
  readonly notComparable: readonly NotComparable[];
}

/**
 * Compares who is in the role groups: members by their SID, else by domain and name. A group that only one side's sources
 * hold was not removed, and one whose members an export could not tell is not empty.
 */
export function compareRoleGroups(before: AtaSnapshot, after: AtaSnapshot): RoleGroupComparison {
  const old = new Map(before.roleGroups.map((group) => [roleGroupKey(group), group]));
  const now = new Map(after.roleGroups.map((group) => [roleGroupKey(group), group]));
  const groups: RoleGroupChanges[] = [];
  const notComparable: NotComparable[] = [];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [first, second] = [old.get(key), now.get(key)];
    const obstacle = obstacleOf(key, first, second);
    if (obstacle !== null) notComparable.push(obstacle);
    else if (first !== undefined && second !== undefined)
      groups.push({ group: key, changes: compareMembers(first, second) });
  }
  return { groups, notComparable };
}

function obstacleOf(
  what: string,
  before: RoleGroup | undefined,
  after: RoleGroup | undefined,
): NotComparable | null {
  const entry = { area: 'role-groups', what } as const;
  if (before === undefined || after === undefined)
    return {
      ...entry,
      side: before === undefined ? 'before' : 'after',
      code: 'role-group-not-in-sources',
      text: `The sources ${before === undefined ? 'before' : 'after'} hold no export of this group. Give it on both sides to compare its members.`,
    };
  if (before.membersKnown && after.membersKnown) return null;
  return {
    ...entry,
    side: before.membersKnown ? 'after' : after.membersKnown ? 'before' : 'both',
    code: 'members-not-known',
    text: 'The export does not tell who is in this group: it may come from a command that failed. Export the group again.',
  };
}

function compareMembers(before: RoleGroup, after: RoleGroup): RawChange[] {
  const left = new Set(before.members);
  const bySid = new Map(
    before.members.flatMap((member) => (member.sid === null ? [] : [[member.sid, member]])),
  );
  const byName = new Map(before.members.map((member) => [nameKey(member), member]));
  const changes: RawChange[] = [];
  for (const member of after.members) {
    const found = member.sid === null ? undefined : bySid.get(member.sid);
    const named = byName.get(nameKey(member));
    // Two SIDs under one name are two accounts, of which one was made anew.
    const other =
      found ?? (named !== undefined && (named.sid === null || member.sid === null) ? named : undefined);
    if (other === undefined || !left.delete(other)) changes.push(presence(member, 'added'));
    else changes.push(...compareMember(other, member));
  }
  for (const member of left) changes.push(presence(member, 'removed'));
  if (before.unnamed !== after.unnamed)
    changes.push({
      form: 'role-group',
      kind: 'changed',
      path: 'unnamed',
      pathBefore: 'unnamed',
      identity: 'unnamed',
      before: before.unnamed,
      after: after.unnamed,
    });
  return changes;
}

function compareMember(before: RoleMember, after: RoleMember): RawChange[] {
  const path = memberKey(after);
  return memberLeaves(after).flatMap((leaf, at): RawChange[] => {
    const other = memberLeaves(before)[at];
    // What an export does not say is no change of what another says.
    if (other === undefined || other.value === leaf.value || isSilent(other) || isSilent(leaf)) return [];
    const isName = leaf.path === 'name' || leaf.path === 'domain';
    const isSpelling = isName && String(other.value).toLowerCase() === String(leaf.value).toLowerCase();
    return [
      {
        form: isSpelling ? 'spelling' : 'role-member',
        kind: isName && !isSpelling ? 'renamed' : 'changed',
        path: `${path}.${leaf.path}`,
        pathBefore: `${memberKey(before)}.${leaf.path}`,
        identity: `${path}.${leaf.path}`,
        before: other.value,
        after: leaf.value,
      },
    ];
  });
}

function isSilent({ value }: Leaf): boolean {
  return value === null || value === 'unknown';
}

function presence(member: RoleMember, kind: 'added' | 'removed'): RawChange {
  const path = memberKey(member);
  const value = { leaves: memberLeaves(member) };
  return kind === 'added'
    ? { form: 'role-member', kind, path, identity: path, after: value }
    : { form: 'role-member', kind, path, identity: path, before: value };
}

function memberLeaves({ name, domain, sid, objectClass, principalSource, resolvable }: RoleMember): Leaf[] {
  return [
    { path: 'name', value: name },
    { path: 'domain', value: domain },
    { path: 'sid', value: sid },
    { path: 'objectClass', value: objectClass },
    { path: 'principalSource', value: principalSource },
    { path: 'resolvable', value: resolvable },
  ];
}

function memberKey(member: RoleMember): string {
  return member.sid ?? nameKey(member);
}

/** Names of Windows are the same in upper and lower case. */
function nameKey({ domain, name }: RoleMember): string {
  return `${domain ?? ''}\\${name}`.toLowerCase();
}
