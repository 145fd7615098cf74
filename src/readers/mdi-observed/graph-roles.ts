import { unreadNames } from './fields.js';
import { type AnswerShape, pageOf } from './shape.js';

/** `GET /roleManagement/defender/roleDefinitions` (Graph beta; property names as in Microsoft365DSC). */
export const graphRoleDefinitions: AnswerShape = {
  shape: 'graph-roles',
  address: /rolemanagement\/defender\/roledefinitions/,
  recognises: (entry) => entry.has('rolePermissions') && entry.has('displayName'),
  read(answer) {
    const { entries, source } = answer;
    return {
      roles: entries.flatMap((entry) => {
        const name = entry.text('displayName');
        if (name === null) return [];
        const actions = entry
          .objects('rolePermissions')
          .flatMap((permission) => permission.texts('allowedResourceActions'));
        return [{ id: entry.text('id'), name, actions, permissions: null, source }];
      }),
      pages: [pageOf(answer, 'role-definitions')],
      unread: unreadNames(entries, [
        ...['id', 'displayName', 'description', 'rolePermissions', 'isBuiltIn', 'isEnabled', 'templateId'],
        ...['version', 'resourceScopes', 'isPrivileged', 'inheritsPermissionsFrom', 'AdditionalProperties'],
      ]),
    };
  },
};

/** `GET /roleManagement/defender/roleAssignments`: unifiedRoleAssignmentMultiple. */
export const graphRoleAssignments: AnswerShape = {
  shape: 'graph-roles',
  address: /rolemanagement\/defender\/roleassignments/,
  recognises: (entry) => entry.has('roleDefinitionId') && entry.has('principalIds', 'principalId'),
  read(answer) {
    const { entries, source } = answer;
    return {
      roleAssignments: entries.map((entry) => ({
        role: entry.text('roleDefinitionId'),
        name: entry.text('displayName'),
        members: entry.texts('principalIds', 'principalId').length,
        source,
      })),
      pages: [pageOf(answer, 'role-assignments')],
      unread: unreadNames(entries, [
        ...['id', 'displayName', 'description', 'roleDefinitionId', 'principalIds', 'principalId'],
        ...[
          'appScopeIds',
          'directoryScopeIds',
          'condition',
          'roleDefinition',
          'principals',
          'AdditionalProperties',
        ],
      ]),
    };
  },
};
