import { ataRoles, nobodyAssigned, type RoleRights, roleMapping } from '../../catalogue/roles.js';
import type { Role } from '../../types/mdi-observed.js';
import type { Item } from '../../types/migration-plan.js';
import { absent, type Finding, plannedFields, plannedValue, seen, type VerifyContext } from '../finding.js';

/** A role of unified RBAC: by its planned name, else by its rights; who has it is for people to compare. */
export function checkRole(item: Item, { observed, claimed }: VerifyContext): Finding | null {
  const role = ataRoles().find((name) => item.id === `role-groups/${name}`);
  if (role === undefined) return null;
  const mapping = roleMapping(role);
  const accepted: readonly RoleRights[] = [
    ...(mapping.leastPrivilege === null ? [] : [mapping.leastPrivilege]),
    mapping,
  ];
  const planned = plannedFields(item, ['Role name', 'Permissions']);
  const name = plannedValue(item, 'Role name')?.toLowerCase();
  const list = seen(observed, 'role-definitions');
  const named = observed.roles.find((candidate) => candidate.name.toLowerCase() === name);
  const found =
    named ?? observed.roles.find((candidate) => accepted.some((rights) => hasRights(candidate, rights)));
  if (found === undefined) return absent(list, 'role-definitions', { planned });
  claimed.add(found);
  const base = { planned, sources: [found.source] };
  if (found.actions === null && found.permissions === null)
    return { ...base, result: 'cannot-check', export: 'role-definitions' };
  const rights = accepted.find((candidate) => hasRights(found, candidate));
  if (rights === undefined)
    return {
      ...base,
      result: 'different',
      differences: [
        {
          field: 'Permissions',
          planned: (found.actions === null
            ? (accepted[0]?.permissions ?? [])
            : (accepted[0]?.actions ?? []).map(({ action }) => action)
          ).join(', '),
          observed: (found.actions ?? found.permissions ?? []).join(', '),
        },
      ],
    };
  const assignments = observed.roleAssignments.filter(
    (assignment) => assignment.role !== null && [found.id, found.name].includes(assignment.role),
  );
  const members = assignments.reduce((sum, assignment) => sum + assignment.members, 0);
  const assigned = plannedValue(item, 'Assigned users and groups') ?? '';
  if (members === 0 && assigned !== nobodyAssigned(mapping) && seen(observed, 'role-assignments').whole)
    return {
      ...base,
      result: 'different',
      differences: [
        {
          field: 'Assigned users and groups',
          planned: assigned,
          observed: 'none',
        },
      ],
    };
  return {
    ...base,
    result: 'replicated',
    notes: [
      ...(named === undefined ? ['Recognised by its permissions: it has another name than planned.'] : []),
      ...(rights === mapping && mapping.leastPrivilege !== null
        ? ['It is the documented role, which gives more rights than ATA Users had.']
        : []),
      'Whether its members are the right ones is for people to compare.',
    ],
  };
}

/** Action strings whose spelling no documentation gives may be there or not. */
function hasRights({ actions, permissions }: Role, rights: RoleRights): boolean {
  if (actions !== null && actions.length > 0) {
    const has = new Set(actions.map((action) => action.toLowerCase()));
    const all = rights.actions.map(({ action }) => action.toLowerCase());
    const needed = rights.actions
      .filter(({ certainty }) => certainty === 'documented')
      .map(({ action }) => action.toLowerCase());
    return needed.every((action) => has.has(action)) && [...has].every((action) => all.includes(action));
  }
  if (permissions === null) return false;
  const has = new Set(permissions.map(plain));
  return has.size === rights.permissions.length && rights.permissions.every((one) => has.has(plain(one)));
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '');
}
