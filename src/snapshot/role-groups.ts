/** Puts the exports of one deployment's role groups together: one section for each group. */
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
 * group is not known stay by themselves.
 *
 * @param entityOf the id of the directory object with a SID; null if no source holds one
 */
export function mergeRoleGroups(
  exports: readonly RoleGroupExport[],
  entityOf: (sid: string) => string | null,
): RoleGroup[] {
  const groups: RoleGroup[] = [];
  for (const role of roles) {
    const ofRole = exports.filter(({ group }) => (group?.role ?? null) === role);
    for (const together of role === null ? ofRole.map((one) => [one]) : [ofRole])
      if (together.length > 0) groups.push(merged(role, together, entityOf));
  }
  return groups;
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
    members: members.map((member) => memberBlock(member, entityOf)).sort(byDomainAndName),
    notes: [...new Set([...exports.flatMap(({ notes }) => notes), ...differences(known, members)])],
  };
}

function memberBlock(
  { name, domain, sid, objectClass, source, resolvable }: RoleGroupMember,
  entityOf: (sid: string) => string | null,
): RoleMember {
  return {
    name: scrubText(name),
    domain: domain === null ? null : scrubText(domain),
    sid,
    objectClass,
    principalSource: source,
    resolvable,
    entity: sid === null ? null : entityOf(sid),
  };
}

/** Members, each once: by SID, or by name where an export has no SIDs. What one export does not say, another may. */
function distinct(members: readonly RoleGroupMember[]): RoleGroupMember[] {
  const withSid = new Map<string, RoleGroupMember>();
  for (const member of members) {
    if (member.sid === null) continue;
    const known = withSid.get(member.sid);
    withSid.set(member.sid, known === undefined ? member : completed(known, member));
  }
  const sidOfName = new Map([...withSid].map(([sid, member]) => [nameKey(member), sid]));
  const byName = new Map<string, RoleGroupMember>();
  for (const member of members) {
    if (member.sid !== null || sidOfName.has(nameKey(member))) continue;
    const known = byName.get(nameKey(member));
    byName.set(nameKey(member), known === undefined ? member : completed(known, member));
  }
  return [...withSid.values(), ...byName.values()];
}

function completed(known: RoleGroupMember, other: RoleGroupMember): RoleGroupMember {
  const better = known.resolvable || !other.resolvable ? known : other;
  const rest = better === known ? other : known;
  return {
    ...better,
    domain: better.domain ?? rest.domain,
    objectClass: better.objectClass === 'unknown' ? rest.objectClass : better.objectClass,
    source: better.source ?? rest.source,
  };
}

/** Names of Windows are the same in upper and lower case. */
function nameKey({ domain, name }: Pick<RoleGroupMember, 'domain' | 'name'>): string {
  return `${domain ?? ''}\\${name}`.toLowerCase();
}

function isSame(a: RoleGroupMember, b: RoleGroupMember): boolean {
  return a.sid !== null && b.sid !== null ? a.sid === b.sid : nameKey(a) === nameKey(b);
}

function differences(exports: readonly RoleGroupExport[], all: readonly RoleGroupMember[]): string[] {
  return exports.flatMap(({ source, members }) => {
    const missing = all.filter((member) => !members.some((other) => isSame(member, other))).length;
    if (missing === 0) return [];
    return [
      `The exports of this group differ: ${source} does not have ${missing === 1 ? 'one of the members' : `${missing} of the members`} that another one has. Nothing tells which is newer, so all of them are listed.`,
    ];
  });
}

function byDomainAndName(a: RoleMember, b: RoleMember): number {
  const [first, second] = [nameKey(a), nameKey(b)];
  if (first !== second) return first < second ? -1 : 1;
  return (a.sid ?? '') < (b.sid ?? '') ? -1 : 1;
}
