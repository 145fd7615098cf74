import { describe, expect, it } from 'vitest';
import { ataRoles, type RoleRights, roleDocs, roleMapping } from './roles.js';

function actionNames(rights: RoleRights): string[] {
  return rights.actions.map(({ action }) => action.replace('microsoft.xdr/', ''));
}

describe('roles', () => {
  it('map the three ATA groups, one permission to one action', () => {
    expect(ataRoles()).toEqual(['administrators', 'users', 'viewers']);
    for (const role of ataRoles()) {
      const mapping = roleMapping(role);
      expect(mapping.permissions.length, role).toBe(mapping.actions.length);
    }
  });

  it('give viewers nothing but reading', () => {
    expect(actionNames(roleMapping('viewers'))).toEqual([
      'secops/securitydata/read',
      'configuration/security/read',
      'configuration/system/read',
    ]);
  });

  it('offer ATA Users a role that changes no security settings', () => {
    const users = roleMapping('users');
    expect(actionNames(users)).toContain('configuration/security/manage');
    if (users.leastPrivilege === null) throw new Error('no narrower role');
    expect(actionNames(users.leastPrivilege)).toEqual([
      'secops/securitydata/read',
      'secops/securitydata/alerts/manage',
      'configuration/security/read',
      'configuration/system/read',
    ]);
    expect(users.leastPrivilege.certainty).toBe('inferred');
  });

  it('resolve their documentation links', () => {
    expect(roleDocs().map((doc) => doc.url)).toContain(
      'https://learn.microsoft.com/en-us/defender-xdr/compare-rbac-roles',
    );
  });
});
