import { type DocumentationLink, documentationLink, isLinkKey } from './links.js';
import data from './roles.json' with { type: 'json' };

/** An action string of unified role-based access control, as a custom role lists it. */
export interface RoleAction {
  readonly action: string;
  readonly certainty: 'documented' | 'seen' | 'inferred';
}

/** The rights of one role. */
export interface RoleRights {
  /** Permissions in the words of the portal. */
  readonly permissions: readonly string[];
  readonly actions: readonly RoleAction[];
  readonly certainty: 'documented' | 'seen' | 'inferred';
  readonly notes: readonly string[];
}

/** What becomes of one ATA role group. */
export interface RoleMapping extends RoleRights {
  readonly ataGroup: string;
  readonly mdiRole: string;
  /** A narrower role, where the documented one would give members more than they have in ATA. */
  readonly leastPrivilege: RoleRights | null;
}

/** Last word of an ATA role group's name, in lower case. */
export type AtaRole = keyof typeof data.roles;

// The schema of the catalogue, checked in the test beside this file, allows no other words in `certainty`.
const roles = data.roles as Readonly<Record<AtaRole, RoleMapping>>;

/** The ATA roles, from the widest to the narrowest. */
export function ataRoles(): readonly AtaRole[] {
  return Object.keys(data.roles) as AtaRole[];
}

/** What becomes of that role group. */
export function roleMapping(role: AtaRole): RoleMapping {
  return roles[role];
}

/** Who is assigned a role whose ATA group is known and has nobody left to give it to. */
export function nobodyAssigned({ ataGroup }: RoleMapping): string {
  return `nobody: no member of ${ataGroup} is left to give it to`;
}

/** Where the mapping of roles is documented. */
export function roleDocs(): readonly DocumentationLink[] {
  return data.docs.filter(isLinkKey).map(documentationLink);
}
