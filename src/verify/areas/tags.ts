import type { Item } from '../../types/migration-plan.js';
import { type Entry, entityNames, matchEntities } from '../entities.js';
import {
  absent,
  type Finding,
  mayBeLeftOut,
  otherObject,
  plannedFields,
  seen,
  type VerifyContext,
} from '../finding.js';

const kinds: Readonly<Record<string, string>> = { Users: 'user', Devices: 'device', Groups: 'group' };

/** Entity tags. Advanced hunting shows those of users only. */
export function checkTags(items: readonly Item[], context: VerifyContext): Map<string, Finding> {
  const { observed, claimed } = context;
  const entries: Entry[] = observed.tags.map((tagged) => ({
    scope: tagged.tag,
    entity: tagged.entity,
    entry: tagged,
  }));
  const planned = items.flatMap((item) => {
    const [entity] = item.entities;
    const field = item.target?.values.find((value) => kinds[value.field] !== undefined)?.field;
    const kind = kinds[field ?? ''];
    if (entity === undefined || kind === undefined) return [];
    return [{ item, names: entityNames(entity), kind, scope: tagOf(item) }];
  });
  const matches = matchEntities(
    planned.map(({ item, scope, names }) => ({ id: item.id, scope, names })),
    entries,
  );
  return new Map(
    planned.map(({ item, names, kind, scope }) => {
      const fields = [{ field: 'Tag', value: tagTitles[scope] }, ...plannedFields(item)];
      const match = matches.get(item.id);
      for (const entry of match?.same ?? []) claimed.add(entry);
      const exportKey = kind === 'user' ? 'tags-users' : 'tags';
      if (names.strong.length + names.weak.length === 0)
        return [item.id, { result: 'cannot-check', planned: fields, export: 'unresolved' }];
      if (match?.state === 'found')
        return [
          item.id,
          {
            result: 'replicated',
            planned: fields,
            sources: match.entry === null ? [] : [match.entry.source],
            notes: match.byShortName
              ? ['Recognised by its short name, because the export shows no other name.']
              : [],
          },
        ];
      if (match?.identifiers !== undefined)
        return [
          item.id,
          otherObject(match.identifiers, fields, match.entry === null ? [] : [match.entry.source]),
        ];
      if (match?.state === 'ambiguous')
        return [
          item.id,
          {
            result: 'cannot-check',
            planned: fields,
            export: exportKey,
            notes: ['Something of its short name has the tag, but several things of that name are planned.'],
          },
        ];
      const list = seen(
        observed,
        'tags',
        (given) => given.scope === scope && (given.kinds === null || given.kinds.includes(kind)),
      );
      if (list.whole && mayBeLeftOut(item))
        return [
          item.id,
          { result: 'cannot-check', planned: fields, sources: list.sources, export: 'decision' },
        ];
      return [item.id, absent(list, exportKey, { planned: fields, notes: huntingNotes(context, list) })];
    }),
  );
}

const tagTitles = { honeytoken: 'Honeytoken', sensitive: 'Sensitive' } as const;

function tagOf({ area }: Item): keyof typeof tagTitles {
  return area === 'honeytokens' ? 'honeytoken' : 'sensitive';
}

/** A query leaves out whom its conditions leave out, and nobody sees that in its result. */
function huntingNotes({ observed }: VerifyContext, list: ReturnType<typeof seen>): string[] {
  const hunted = observed.sources
    .filter(({ shapes }) => shapes.includes('hunting-tags'))
    .map(({ name }) => name);
  if (!list.whole || !list.sources.every((source) => hunted.includes(source))) return [];
  return [
    'This rests on a result of advanced hunting: if its query left users out, or the tag is new, look at Entity tags in the portal.',
  ];
}
