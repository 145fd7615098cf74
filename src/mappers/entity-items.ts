import type { Decision, Entity } from '../types/migration-plan.js';

/**
 * What items that name a directory object say of it: how to find it in the portal, and what stands in the way.
 */

/** What to type into the portal's search to find the entity; the id itself where nothing else is known. */
export function searchText(entity: Entity): string {
  if (!entity.resolved) return entity.id;
  const names =
    entity.kind === 'computer'
      ? [entity.dnsName, entity.name, entity.samName?.replace(/\$$/, ''), entity.ipAddress]
      : [entity.upn, entity.samName, entity.name, entity.dnsName, entity.ipAddress];
  return names.find((name) => name !== null && name !== undefined && name !== '') ?? entity.id;
}

/**
 * The instruction to find the entity and select it, e.g. `search for svc-backup and select the one of the domain
 * contoso.com`; the domain is said where the name alone may stand for several.
 */
export function searchInstruction(entity: Entity): string {
  const text = searchText(entity);
  const isUnique = text === entity.upn || text === entity.dnsName || entity.domain === null;
  return isUnique
    ? `search for ${text} and select it`
    : `search for ${text} and select the one of the domain ${entity.domain}`;
}

/**
 * The step that comes before all others where only the id of the entity is known.
 *
 * @param place where in the ATA console the entity is shown
 */
export function lookUpStep(entity: Entity, place: string): string {
  return entity.sid === null
    ? `Find out whose id ${entity.id} is: look at ${place} in the ATA console, or give the UniqueEntity collection as a further source.`
    : `Find out whose security identifier ${entity.sid} is: look it up in Active Directory, or look at ${place} in the ATA console.`;
}

/**
 * What to choose where ATA marks the entity as deleted.
 *
 * @param label the entity for people
 * @param purpose what carrying it over means, e.g. `tag it as Sensitive`
 */
export function deletedDecision(label: string, purpose: string): Decision {
  return {
    question: `ATA knows ${label} as deleted from Active Directory. Is it still needed?`,
    options: [
      {
        label: 'Leave it out',
        cost: 'If it was recreated under the same name, the new object is not covered.',
      },
      {
        label: `It was recreated: ${purpose}`,
        cost: 'Somebody has to confirm that the new object serves the same purpose as the deleted one.',
      },
    ],
    advice: 'Leave it out, unless an object of that name exists in Active Directory today.',
  };
}
