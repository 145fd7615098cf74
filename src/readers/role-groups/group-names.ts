/** Which role group an export is of. */
import type { RoleGroupName, RoleGroupRole } from './types.js';

/**
 * The names setup gives the groups; they are not translated (ATA documentation, role groups; certainty: documented).
 * The local group of administrators is translated: only its English name and its SID are known here.
 */
const contentNames: readonly (readonly [RegExp, RoleGroupRole])[] = [
  [/^Microsoft Advanced Threat Analytics Administrators$/i, 'administrators'],
  [/^Microsoft Advanced Threat Analytics Users$/i, 'users'],
  [/^Microsoft Advanced Threat Analytics Viewers$/i, 'viewers'],
  [/^(?:Administrators|S-1-5-32-544)$/i, 'local-administrators'],
];

/** The role of a group that the content names, with or without its domain; null for any other group. */
export function roleOfGroupName(name: string): RoleGroupRole | null {
  const local = name.trim().replace(/^[^\\]*\\/, '');
  return contentNames.find(([pattern]) => pattern.test(local))?.[1] ?? null;
}

/**
 * The role by the words in a file's name, in any case: `administrators`, `users` or `viewers`, and `local` beside the
 * first for the local group. Folders and the ending do not count. Null for none, and for several.
 */
export function roleOfFileName(sourceName: string): RoleGroupRole | null {
  const file = sourceName.replace(/^.*[\\/]/, '').replace(/\.\w+$/, '');
  const words = new Set(
    file
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .toLowerCase()
      .split(/[^\p{L}]+/u),
  );
  const found = (['administrators', 'users', 'viewers'] as const).filter((word) => words.has(word));
  const [role] = found;
  if (role === undefined || found.length > 1) return null;
  return role === 'administrators' && words.has('local') ? 'local-administrators' : role;
}

/** How this program's own words and script call the exports of the groups. */
const exportName =
  /^(?:(?:ata-)?(?:administrators|users|viewers)|local-administrators)\.(?:csv|json|xml|clixml|txt)$/i;

/** Whether a file has one of the names that exports of role groups are asked to have: little else is called so. */
export function isNamedLikeRoleGroup(sourceName: string): boolean {
  return exportName.test(sourceName.replace(/^.*[\\/]/, ''));
}

/**
 * Which group it is. What the content says counts; a file's name is believed where the content is silent, and for the
 * local administrators, whose name the content has in the language of Windows.
 *
 * @param contentName the group's name in the content, null where there is none
 */
export function recogniseGroup(contentName: string | null, sourceName: string): RoleGroupName | null {
  const byName = roleOfFileName(sourceName);
  const nameOnly = byName === null ? null : ({ role: byName, recognisedBy: 'file name' } as const);
  if (contentName === null) return nameOnly;
  const byContent = roleOfGroupName(contentName);
  if (byContent !== null) return { role: byContent, recognisedBy: 'content' };
  return byName === 'local-administrators' ? nameOnly : null;
}
