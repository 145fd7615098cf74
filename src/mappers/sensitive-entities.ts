import {
  type DefaultSensitiveGroup,
  defaultSensitiveGroupByName,
  defaultSensitiveGroupBySid,
} from '../catalogue/default-sensitive-groups.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Entity, Item } from '../types/migration-plan.js';
import { automaticItem, entityLabel, targetOf } from './items.js';
import { isEmptyList } from './lists.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { settingOf } from './shown.js';
import { emptyListItems, type TagFacts, type TaggedEntity, taggedEntities, tagItem } from './tags.js';

/**
 * Accounts and groups that somebody marked as sensitive become the Sensitive entity tag; the groups that are
 * sensitive without a tag are left as they are.
 */
export const sensitiveEntitiesMapper: Mapper = { area: 'sensitive-entities', map: mapSensitiveEntities };

const groupSetting = 'sensitive-entities.group';

const facts: TagFacts = {
  area: 'sensitive-entities',
  tag: 'Sensitive',
  portal: 'entity-tags-sensitive',
  reason: 'tag-sensitive',
  fields: { user: 'Users', computer: 'Devices', group: 'Groups' },
  place: 'the sensitive accounts and groups',
  notes: [],
  firstSteps: lookWhetherSensitive,
};

function mapSensitiveEntities(_snapshot: AtaSnapshot, context: MapperContext): Item[] {
  const leaves = context.leaves.ofArea('sensitive-entities');
  const tagged = taggedEntities(leaves, presumedKindOf, context);
  return [...emptyListItems(facts, leaves, emptyNames(leaves)), ...tagged.map(itemOf)];
}

function presumedKindOf(leaf: ClassifiedLeaf): TaggedEntity['presumedKind'] {
  return settingOf(leaf) === groupSetting ? 'group' : 'user';
}

function emptyNames(leaves: readonly ClassifiedLeaf[]): string[] {
  return leaves
    .filter(isEmptyList)
    .map((leaf) => `sensitive ${presumedKindOf(leaf) === 'group' ? 'groups' : 'accounts'}`);
}

function itemOf(tagged: TaggedEntity): Item {
  const group = defaultGroupOf(tagged.entity);
  return group === undefined ? tagItem(facts, tagged) : defaultGroupItem(tagged, group);
}

/** Only a group, or an object of which no more than its security identifier is known, can be a default group. */
function defaultGroupOf({ kind, sid }: Entity): DefaultSensitiveGroup | undefined {
  if (kind !== 'group' && kind !== 'unknown') return undefined;
  return sid === null ? undefined : defaultSensitiveGroupBySid(sid);
}

/** A name alone proves nothing; but where the identifier cannot tell, it is a hint worth following. */
function lookWhetherSensitive({ kind, sid, name, samName }: Entity): string[] {
  if (kind !== 'group') return [];
  const named = [name, samName].flatMap((text) => defaultSensitiveGroupByName(text ?? '') ?? [])[0];
  if (named === undefined || (sid !== null && named.scope !== 'name')) return [];
  return [
    `First see whether Defender for Identity already shows it as sensitive: by its name it may be the group "${named.name}", which is so by default and then needs no tag.`,
  ];
}

function defaultGroupItem({ entity, leaves }: TaggedEntity, group: DefaultSensitiveGroup): Item {
  const label = entityLabel(entity);
  return automaticItem({
    id: itemId('sensitive-entities', entity.id),
    area: 'sensitive-entities',
    title: entity.resolved
      ? `${label} is sensitive by default`
      : `${group.name} (${entity.id}) is sensitive by default`,
    reason: 'default-sensitive-group',
    leaves,
    value: label,
    target: targetOf('entity-tags-sensitive', [], { certainty: group.certainty }),
    entities: [entity],
    notes: [...foundBy(group, entity), ...deletedNotes(entity)],
  });
}

function foundBy({ name, rid }: DefaultSensitiveGroup, entity: Entity): string[] {
  return [`Told by its security identifier ${entity.sid}: ${rid} is "${name}" in every language.`];
}

function deletedNotes({ deleted }: Entity): string[] {
  return deleted ? ['ATA marks it as deleted from Active Directory.'] : [];
}
