import { type PortalKey, portalTarget } from '../catalogue/portal.js';
import type { ReasonCode } from '../catalogue/reasons.js';
import { itemId } from '../ids.js';
import type { Area, Entity, Item, Target } from '../types/migration-plan.js';
import {
  accountsOfSidNote,
  deletedDecision,
  lookUpSteps,
  searchInstruction,
  searchText,
} from './entity-items.js';
import { automaticItem, decisionItem, entityLabel, manualItem, portalLine, targetOf } from './items.js';
import { isEmptyList } from './lists.js';
import type { ClassifiedLeaf, MapperContext } from './mapper.js';
import { hasText } from './reading.js';
import { groupBy } from './shown.js';

/** What the lists of honeytokens and of sensitive entities have in common: each entry becomes an entity tag. */

/** One tag of Defender for Identity and the ATA lists that it replaces. */
export interface TagFacts {
  readonly area: Area;
  /** Name of the tag in the portal. */
  readonly tag: string;
  readonly portal: PortalKey;
  readonly reason: ReasonCode;
  /** Field of the portal by what the entity is; a kind without one cannot be tagged. */
  readonly fields: Partial<Readonly<Record<Entity['kind'], string>>>;
  /** What the ATA console calls the lists. */
  readonly place: string;
  /** Notes for every entity to be tagged. */
  readonly notes: readonly string[];
  /** What to do before the entity is tagged. */
  readonly firstSteps?: (entity: Entity) => readonly string[];
}

/** A directory object that ATA lists, once, with every leaf that lists it. */
export interface TaggedEntity {
  readonly entity: Entity;
  /** What an object of that list is, where its id is all that is known. */
  readonly presumedKind: 'user' | 'group';
  readonly leaves: readonly ClassifiedLeaf[];
}

/** The objects that the leaves of lists name, each once, in document order. */
export function taggedEntities(
  leaves: readonly ClassifiedLeaf[],
  presumedKindOf: (leaf: ClassifiedLeaf) => TaggedEntity['presumedKind'],
  context: MapperContext,
): TaggedEntity[] {
  const named = leaves.filter(({ value }) => typeof value === 'string' && hasText(value));
  const groups = groupBy(named, ({ value }) => keyOf(context.entity(String(value))));
  return [...groups.values()].flatMap((ofEntity) => {
    const [id] = ofEntity.map(({ value }) => String(value)).sort(internalIdFirst);
    if (id === undefined) return [];
    return {
      entity: context.entity(id),
      presumedKind: ofEntity.some((leaf) => presumedKindOf(leaf) === 'group') ? 'group' : 'user',
      leaves: ofEntity,
    };
  });
}

/** ATA may name one object by its own id, whatever the case of its letters, and by its security identifier. */
function keyOf({ id, sid }: Entity): string {
  return sid ?? id.toLowerCase();
}

/** The same id for an item wherever in the list each form of it stands. */
function internalIdFirst(one: string, other: string): number {
  const [isSid, isOtherSid] = [/^S-1-/i.test(one), /^S-1-/i.test(other)];
  if (isSid !== isOtherSid) return isSid ? 1 : -1;
  return one < other ? -1 : 1;
}

/**
 * The one item for lists that ATA has but that are empty; none if there is no such list.
 *
 * @param names what the empty lists would name
 */
export function emptyListItems(
  facts: TagFacts,
  leaves: readonly ClassifiedLeaf[],
  names: readonly string[],
): Item[] {
  const empty = leaves.filter(isEmptyList);
  if (empty.length === 0) return [];
  return [
    automaticItem({
      id: itemId(facts.area, 'empty-lists'),
      area: facts.area,
      title: `Nothing to tag as ${facts.tag}: ATA lists no ${names.join(' and no ')}`,
      reason: 'nothing-set',
      leaves: empty,
      value: [],
    }),
  ];
}

/** What to do about an entity that has to be tagged by hand. */
export function tagItem(facts: TagFacts, tagged: TaggedEntity): Item {
  const { entity } = tagged;
  const label = entityLabel(entity);
  const field = facts.fields[entity.kind === 'unknown' ? tagged.presumedKind : entity.kind];
  const base = {
    id: itemId(facts.area, entity.id),
    area: facts.area,
    leaves: tagged.leaves,
    value: label,
    entities: [entity],
  };
  if (field === undefined) return untaggableItem(facts, entity, label, base);
  const target = tagTarget(facts, entity, field);
  const steps = tagSteps(facts, entity, field);
  const notes = [...facts.notes, ...kindNotes(tagged, field)];
  if (entity.deleted)
    return decisionItem({
      ...base,
      title: `Decide: tag ${label}, deleted from Active Directory, as ${facts.tag}`,
      reason: 'deleted-entity',
      target,
      steps: ['If you decide to carry it over:', ...steps],
      notes,
      decision: deletedDecision(label, `tag it as ${facts.tag}`),
    });
  return manualItem({
    ...base,
    title: `Tag ${label} as ${facts.tag}`,
    reason: entity.resolved ? facts.reason : 'unresolved-entity',
    target,
    check: portalTarget(facts.portal).check,
    steps,
    docs: ['mdi-entity-tags'],
    notes: entity.resolved ? notes : [...notes, ...sidNotes(entity)],
  });
}

function tagTarget(facts: TagFacts, entity: Entity, field: string): Target {
  const value = entity.resolved ? searchText(entity) : `the name that belongs to ${entity.id}`;
  const over = entity.kind === 'unknown' ? { certainty: 'inferred' as const } : {};
  return targetOf(facts.portal, [{ field, value }], over);
}

function tagSteps(facts: TagFacts, entity: Entity, field: string): string[] {
  return [
    ...(entity.resolved ? [] : lookUpSteps(entity, facts.place)),
    ...(facts.firstSteps?.(entity) ?? []),
    `Open ${portalLine(facts.portal)}.`,
    entity.resolved
      ? `Choose ${field} and the button to tag, ${searchInstruction(entity)}.`
      : `Choose ${field} and the button to tag, search for the name that you found and select it.`,
    'Choose Add selection.',
  ];
}

function kindNotes({ entity, presumedKind }: TaggedEntity, field: string): string[] {
  if (entity.kind !== 'unknown') return [];
  return [
    `Presumed: it is a ${presumedKind}, because of the ATA list it stands in; so it is found under ${field}.`,
  ];
}

function sidNotes({ sid }: Entity): string[] {
  return sid === null ? [] : [accountsOfSidNote(sid)];
}

function untaggableItem(
  facts: TagFacts,
  entity: Entity,
  label: string,
  base: Pick<Parameters<typeof decisionItem>[0], 'id' | 'area' | 'leaves' | 'value' | 'entities'>,
): Item {
  const kinds = Object.values(facts.fields).join(', ').toLowerCase();
  return decisionItem({
    ...base,
    title: `Decide: ${label} cannot be tagged as ${facts.tag}`,
    reason: 'no-known-target',
    docs: ['mdi-entity-tags'],
    notes: [`ATA lists it as ${kindWords[entity.kind]}. The tag ${facts.tag} is documented for ${kinds}.`],
    decision: {
      question: `What takes the place of the ${facts.tag} tag on ${label}?`,
      options: [
        { label: 'Tag what stands behind it', cost: `Somebody has to find out which ${kinds} are meant.` },
        { label: 'Leave it out', cost: 'What ATA watched there is no longer treated in that way.' },
      ],
      advice: 'Look it up in the ATA console first, and tag what stands behind it.',
    },
  });
}

const kindWords: Readonly<Record<Entity['kind'], string>> = {
  user: 'a user',
  computer: 'a computer',
  group: 'a group',
  domain: 'a domain',
  'ip-address': 'an IP address',
  unknown: 'an unknown object',
};
