import { entitiesCommand, entityQuery } from '../catalogue/export-commands.js';
import type { Decision, Entity } from '../types/migration-plan.js';

/**
 * What items that name a directory object say of it: how to find it in the portal, and what stands in the way.
 */

/** What to type into the portal's search to find the entity; the id itself where nothing else is known. */
export function searchText(entity: Entity): string {
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
 * The steps that come before all others where only the id of the entity is known.
 *
 * @param place where in the ATA console the entity is shown
 */
export function lookUpSteps({ id, sid }: Entity, place: string): string[] {
  const query = sid === null ? entityQuery('_id', id) : entityQuery('Sid', sid);
  const console = `look at ${place} in the ATA console`;
  return [
    sid === null
      ? `Find out whose id ${id} is: ${console}, or run ${entitiesCommand} on the ATA Center and run this program again with that file too.`
      : `Find out whose security identifier ${sid} is: in Active Directory with ${accountOfSidCommand(sid)}, or ${console}.`,
    ...(query === null
      ? []
      : [`Or ask the database for this one, in a Command Prompt on the ATA Center: ${query}`]),
  ];
}

/**
 * The command that finds an object of Active Directory by its SID, also if it is deleted (certainty: seen). A domain of
 * another forest is asked with `-Server`.
 */
export function accountOfSidCommand(sid: string): string {
  return `Get-ADObject -Filter "objectSid -eq '${sid}'" -IncludeDeletedObjects`;
}

/** Microsoft Graph tells the accounts of a SID (mdi-target, entity tags; documented): in Entra ID too, if it has one. */
export function accountsOfSidNote(sid: string): string {
  return `Microsoft Graph tells whose it is: GET /security/identities/identityAccounts?$filter=onPremisesSecurityIdentifier eq '${sid}'.`;
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
