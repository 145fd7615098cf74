import data from './default-sensitive-groups.json' with { type: 'json' };

/** A group that Defender for Identity treats as sensitive without a tag. */
export interface DefaultSensitiveGroup {
  /** As the documentation of entity tags names it; a directory may show another language. */
  readonly name: string;
  /** Where its relative identifier counts; `name` if the group has none and is known by its name only. */
  readonly scope: 'builtin' | 'domain' | 'name';
  readonly rid: number | null;
  /** How sure it is that a group found by this record is the one that the documentation means. */
  readonly certainty: 'documented' | 'inferred';
}

// The schema of the catalogue, checked in the test beside this file, allows no other words.
const groups = data.groups as readonly DefaultSensitiveGroup[];

const domainSid = /^S-1-5-21-\d+-\d+-\d+-(\d+)$/;
const builtinSid = /^S-1-5-32-(\d+)$/;

/** All of them, those of the BUILTIN domain first. */
export function defaultSensitiveGroups(): readonly DefaultSensitiveGroup[] {
  return groups;
}

/**
 * The default sensitive group that a security identifier belongs to, whatever the directory calls it. The same
 * number means nothing under another authority: 544 counts in BUILTIN only, 512 in a domain only.
 */
export function defaultSensitiveGroupBySid(sid: string): DefaultSensitiveGroup | undefined {
  return withRid('builtin', builtinSid.exec(sid)) ?? withRid('domain', domainSid.exec(sid));
}

/** The default sensitive group of that name. The name alone does not prove that it is that group. */
export function defaultSensitiveGroupByName(name: string): DefaultSensitiveGroup | undefined {
  return groups.find((group) => group.name.toLowerCase() === name.toLowerCase());
}

function withRid(
  scope: DefaultSensitiveGroup['scope'],
  match: RegExpExecArray | null,
): DefaultSensitiveGroup | undefined {
  if (match === null) return undefined;
  const rid = Number(match[1]);
  return groups.find((group) => group.scope === scope && group.rid === rid);
}
