/** Puts the exports of one deployment's role groups together: one section for each group. */
import { compareText } from '../compare.js';
import { lostLetters } from '../readers/role-groups/members.js';
import type { RoleGroupExport, RoleGroupMember } from '../readers/role-groups/types.js';
import type { RoleGroup, RoleMember } from '../types/ata-snapshot.js';
import { scrubText } from './scrub.js';

/** The order of the groups, and so of the items made of them. */
const roles: readonly RoleGroup['role'][] = [
  'administrators',
  'local-administrators',
  'users',
  'viewers',
  null,
];

/**
 * One section for each group. Exports say nothing of when they were made, so that of two that differ neither can be
 * believed more: a member of either is a member, and a note says which export did not have it. Exports of which the
 * group is not known stay by themselves. The order of the exports decides nothing.
 *
 * @param entityOf the id of the directory object with a SID; null if no source holds one
 */
export function mergeRoleGroups(
  exports: readonly RoleGroupExport[],
  entityOf: (sid: string) => string | null,
): RoleGroup[] {
  const inOrder = exports.map(scrubbed).sort(byText((one) => `${one.source}\0${JSON.stringify(one)}`));
  const groups: RoleGroup[] = [];
  for (const role of roles) {
    const ofRole = inOrder.filter(({ group }) => (group?.role ?? null) === role);
    for (const together of role === null ? ofRole.map((one) => [one]) : [ofRole])
      if (together.length > 0) groups.push(merged(role, together, entityOf));
  }
  return groups;
}

/** Scrubbed before anything is compared, so that what is the same then is one member; members in a fixed order. */
function scrubbed(one: RoleGroupExport): RoleGroupExport {
  const members = one.members.map((member) => ({
    ...member,
    name: scrubText(member.name),
    domain: member.domain === null ? null : scrubText(member.domain),
  }));
  return { ...one, members: members.sort(byText(JSON.stringify)) };
}

function merged(
  role: RoleGroup['role'],
  exports: readonly RoleGroupExport[],
  entityOf: (sid: string) => string | null,
): RoleGroup {
  const known = exports.filter(({ unknown }) => !unknown);
  const members = distinct(exports.flatMap(({ members }) => members));
  const recognised = new Set(exports.flatMap(({ group }) => group?.recognisedBy ?? []));
  return {
    role,
    recognisedBy: recognised.has('content') ? 'content' : ([...recognised][0] ?? null),
    sources: [...new Set(exports.map(({ source }) => source))],
    membersKnown: known.length > 0,
    unnamed: Math.max(...exports.map(({ unnamed }) => unnamed)),
    members: members.map((member) => memberBlock(member, entityOf)).sort(byText(placeOf)),
    notes: [...new Set([...exports.flatMap(({ notes }) => notes), ...differences(known, members)])],
  };
}

function memberBlock(
  { name, domain, sid, objectClass, source, resolvable }: RoleGroupMember,
  entityOf: (sid: string) => string | null,
): RoleMember {
  return {
    name,
    domain,
    sid,
    objectClass,
    principalSource: source,
    resolvable,
    entity: sid === null ? null : entityOf(sid),
  };
}

/** Members, each once: by SID, or by name where an export has no SIDs. What one export does not say, another may. */
function distinct(members: readonly RoleGroupMember[]): RoleGroupMember[] {
  const bestFirst = [...members].sort(byText((member) => `${faultsOf(member)}\0${JSON.stringify(member)}`));
  const bySid = new Map<string, RoleGroupMember>();
  for (const member of bestFirst) {
    if (member.sid !== null) bySid.set(member.sid, completed(bySid.get(member.sid), member));
  }
  const names = new Set([...bySid.values()].flatMap(namesOf));
  const byName = new Map<string, RoleGroupMember>();
  for (const member of bestFirst) {
    if (member.sid === null && !names.has(nameKey(member)))
      byName.set(nameKey(member), completed(byName.get(nameKey(member)), member));
  }
  return [...bySid.values(), ...byName.values()];
}

/** How badly a member is named, as digits that sort: no account found, letters lost, no domain. */
function faultsOf({ name, domain, resolvable }: RoleGroupMember): string {
  return [!resolvable, lostLetters(name), domain === null].map(Number).join('');
}

/** @param best what the better named exports say; undefined for the first of them */
function completed(best: RoleGroupMember | undefined, other: RoleGroupMember): RoleGroupMember {
  if (best === undefined) return other;
  return {
    ...best,
    domain: best.domain ?? other.domain,
    objectClass: best.objectClass === 'unknown' ? other.objectClass : best.objectClass,
    source: best.source ?? other.source,
  };
}

/** Names of Windows are the same in upper and lower case. */
function nameKey({ domain, name }: Pick<RoleGroupMember, 'domain' | 'name'>): string {
  return `${domain ?? ''}\\${name}`.toLowerCase();
}

/** `net localgroup` shows accounts of the computer itself without its name (certainty: seen). */
function namesOf(member: RoleGroupMember): string[] {
  return [nameKey(member), ...(member.source === 'local' ? [nameKey({ ...member, domain: null })] : [])];
}

function isSame(a: RoleGroupMember, b: RoleGroupMember): boolean {
  if (a.sid !== null && b.sid !== null) return a.sid === b.sid;
  return namesOf(a).some((name) => namesOf(b).includes(name));
}

function differences(exports: readonly RoleGroupExport[], all: readonly RoleGroupMember[]): string[] {
  const listed = exports.flatMap(({ members }) => members);
  const unclear = all.filter((member) => {
    const classes = listed.filter((other) => isSame(member, other)).map(({ objectClass }) => objectClass);
    return new Set(classes.filter((known) => known !== 'unknown')).size > 1;
  }).length;
  const notes =
    unclear === 0
      ? []
      : [
          `The exports of this group differ in what ${unclear === 1 ? 'one of the members is' : `${unclear} of the members are`} (a user, a group, a computer): look at ${unclear === 1 ? 'it' : 'them'}.`,
        ];
  const missing = exports.flatMap(({ source, members }) => {
    const absent = all.filter((member) => !members.some((other) => isSame(member, other))).length;
    if (absent === 0) return [];
    return [
      `The exports of this group differ: ${source} does not have ${absent === 1 ? 'one of the members' : `${absent} of the members`} that another one has. Nothing tells which is newer, so all of them are listed.`,
    ];
  });
  return [...notes, ...missing];
}

/** By domain and name, the SID where several have them. */
function placeOf(member: RoleMember): string {
  return `${nameKey(member)}\0${member.sid ?? ''}`;
}

/** Orders by a text that is worked out of each, code unit by code unit: the same on every computer. */
function byText<Value>(textOf: (value: Value) => string): (a: Value, b: Value) => number {
  return (a, b) => compareText(textOf(a), textOf(b));
}
