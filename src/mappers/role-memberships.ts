import { type AtaRole, roleMapping } from '../catalogue/roles.js';
import type { AtaSnapshot, RoleGroup, RoleMember } from '../types/ata-snapshot.js';
import type { Entity } from '../types/migration-plan.js';
import { entityLabel } from './items.js';
import type { MapperContext } from './mapper.js';
import { groupBy } from './shown.js';

/** Who is in the role groups of ATA, and what kind of member that is. */

/** A group that gives a role in ATA. */
export type GroupRole = NonNullable<RoleGroup['role']>;

/**
 * The groups, from the strongest to the weakest. Local administrators are ATA administrators without being in a role
 * group (ATA documentation, role groups; documented).
 */
export const groupRoles: readonly GroupRole[] = [
  'administrators',
  'local-administrators',
  'users',
  'viewers',
];

/** The name of the group, for people. */
export function groupName(role: GroupRole): string {
  return role === 'local-administrators'
    ? 'the local group Administrators of the ATA Center'
    : roleMapping(role).ataGroup;
}

/** The role whose rights the members of the group have in ATA. */
export function answeredBy(role: GroupRole): AtaRole {
  return role === 'local-administrators' ? 'administrators' : role;
}

/**
 * What a member is:
 *
 * - `account`: of Active Directory or Microsoft Entra ID, as far as can be seen of a person; perhaps a group, where the
 *   export does not say
 * - `group`: of Active Directory
 * - `local`: an account or a group of the ATA Center alone, or a Microsoft account
 * - `computer`: a computer, or a service account that Windows manages
 * - `service`: an identity under which Windows runs services
 * - `built-in`: a group that Windows itself fills, or has on every computer
 * - `deleted`: ATA knows it as deleted
 * - `not-found`: nothing says whose it is
 */
export type MemberKind =
  | 'account'
  | 'group'
  | 'local'
  | 'computer'
  | 'service'
  | 'built-in'
  | 'deleted'
  | 'not-found';

/** One member of one group. */
export interface Membership {
  readonly role: GroupRole;
  readonly member: RoleMember;
  readonly kind: MemberKind;
  /** What it is by itself, whatever the export: its SID, else `domain\name` in lower case. */
  readonly key: string;
  /** `CONTOSO\anna (anna@contoso.com)`. */
  readonly label: string;
  /** What a source knows of it; null where none does. */
  readonly entity: Entity | null;
  /** All groups that it is in, from the strongest to the weakest. */
  readonly roles: readonly GroupRole[];
  /** The sources that list it. */
  readonly sources: readonly string[];
}

/** Every member of every group that is known, from the strongest group to the weakest. */
export function membershipsOf(snapshot: AtaSnapshot, context: MapperContext): Membership[] {
  const listed = groupRoles.flatMap((role) =>
    snapshot.roleGroups
      .filter((group) => group.role === role)
      .flatMap(({ members, sources }) => members.map((member) => ({ role, member, sources }))),
  );
  const rolesOf = rolesByMember(listed);
  const isLocal = localAccounts(
    listed.map(({ member }) => member),
    snapshot.center?.name ?? null,
  );
  // A snapshot that people have edited may list a member twice.
  const distinct = groupBy(listed, ({ role, member }) => `${role} ${memberKey(member)}`);
  return [...distinct.values()].flatMap(([first]) => {
    if (first === undefined) return [];
    const { role, member, sources } = first;
    const entity = member.entity === null ? null : context.entity(member.entity);
    return {
      role,
      member,
      sources,
      kind: kindOf(member, entity, isLocal),
      key: memberKey(member),
      label: memberLabel(member, entity),
      entity,
      roles: rolesOf(member),
    };
  });
}

function memberKey({ sid, domain, name }: RoleMember): string {
  return sid ?? nameKey({ domain, name });
}

function nameKey({ domain, name }: Pick<RoleMember, 'domain' | 'name'>): string {
  return (domain === null ? name : `${domain}\\${name}`).toLowerCase();
}

/** `CONTOSO\anna (anna@contoso.com)`; what ATA calls it where the export has no name. */
export function memberLabel({ domain, name, sid }: RoleMember, entity: Entity | null): string {
  const isNamed = name !== sid;
  if (entity?.resolved && (!isNamed || domain === null)) return entityLabel(entity);
  const shown = domain === null ? name : `${domain}\\${name}`;
  return entity === null || entity.upn === null ? shown : `${shown} (${entity.upn})`;
}

/** Which groups somebody is in: by SID, or by name where one of the exports has no SIDs. */
function rolesByMember(
  listed: readonly { readonly role: GroupRole; readonly member: RoleMember }[],
): (member: RoleMember) => GroupRole[] {
  const bySid = new Map<string, Set<GroupRole>>();
  const byName = new Map<string, Set<GroupRole>>();
  const byNameAlone = new Map<string, Set<GroupRole>>();
  for (const { role, member } of listed) {
    const name = nameKey(member);
    add(byName, name, role);
    if (member.sid === null) add(byNameAlone, name, role);
    else add(bySid, member.sid, role);
  }
  return (member) => {
    const name = nameKey(member);
    const found = member.sid === null ? [byName.get(name)] : [bySid.get(member.sid), byNameAlone.get(name)];
    return groupRoles.filter((role) => found.some((set) => set?.has(role)));
  };
}

function add(sets: Map<string, Set<GroupRole>>, key: string, role: GroupRole): void {
  const known = sets.get(key);
  if (known === undefined) sets.set(key, new Set([role]));
  else known.add(role);
}

function kindOf(
  member: RoleMember,
  entity: Entity | null,
  isLocal: (member: RoleMember) => boolean,
): MemberKind {
  if (entity?.deleted) return 'deleted';
  if (entity?.kind === 'group' || entity?.kind === 'computer') return entity.kind;
  if (entity?.kind === 'user') return isManaged(member) ? 'computer' : 'account';
  const windows = kindOfWindows(member);
  if (windows !== null) return windows;
  if (!member.resolvable) return 'not-found';
  if (isLocal(member) || member.principalSource === 'microsoft-account') return 'local';
  if (isManaged(member)) return 'computer';
  return member.objectClass === 'group' ? 'group' : 'account';
}

/** A computer, or a service account that Windows manages: its name ends in `$`. */
function isManaged({ objectClass, name }: RoleMember): boolean {
  return objectClass === 'computer' || (name.endsWith('$') && objectClass !== 'group');
}

/** SIDs that a domain, a computer or Microsoft Entra ID gave out. */
const givenOut = /^S-1-(?:5-21|12-1)-/;

/**
 * System, Local Service, Network Service, Service, and those of single services, application pools and virtual machines
 * (https://learn.microsoft.com/en-us/windows-server/identity/ad-ds/manage/understand-security-identifiers; documented).
 */
const ofServices = /^S-1-5-(?:18|19|20|6|(?:80|82|83)(?:-.*)?)$/;

/** The domains of Windows itself, in English, German and French (ata-source; other languages are not known). */
const windowsDomains: ReadonlySet<string> = new Set([
  'nt authority',
  'nt-autorität',
  'autorite nt',
  'builtin',
  'vordefiniert',
]);
const serviceDomains: ReadonlySet<string> = new Set(['nt service', 'iis apppool']);

/** What Windows has on every computer alike; null for anything else. */
function kindOfWindows({ sid, domain }: RoleMember): 'service' | 'built-in' | null {
  if (sid !== null) {
    if (givenOut.test(sid)) return null;
    return ofServices.test(sid) ? 'service' : 'built-in';
  }
  const place = domain?.toLowerCase() ?? '';
  if (serviceDomains.has(place)) return 'service';
  return windowsDomains.has(place) ? 'built-in' : null;
}

/**
 * Accounts of the ATA Center itself: what the export calls local, what has the Center's name as its domain or the
 * computer's SID, and what has no domain at all, as `net localgroup` shows them.
 */
function localAccounts(
  members: readonly RoleMember[],
  centerName: string | null,
): (member: RoleMember) => boolean {
  const center = centerName?.toLowerCase() ?? null;
  function isKnownLocal({ principalSource, domain }: RoleMember): boolean {
    return principalSource === 'local' || (domain !== null && domain.toLowerCase() === center);
  }
  const computers = new Set(members.filter(isKnownLocal).flatMap(issuerOf));
  return (member) =>
    isKnownLocal(member) ||
    issuerOf(member).some((issuer) => computers.has(issuer)) ||
    (member.sid === null && member.domain === null);
}

/** The SID of the domain or computer that gave a SID out; none for those of Windows itself. */
function issuerOf({ sid }: RoleMember): string[] {
  return sid?.startsWith('S-1-5-21-') ? [sid.slice(0, sid.lastIndexOf('-'))] : [];
}
