/** Which of a directory's many entities a configuration refers to. */
import { documentKind } from '../readers/document-kinds.js';
import type { RoleGroupExport } from '../readers/role-groups/types.js';
import type { WantedEntities } from '../readers/sources.js';
import { type DocumentObject, type DocumentValue, isList, isObject } from '../readers/values.js';

/** The ids of entities are GUIDs (certainty: seen); ATA 1.7 and earlier named some accounts by SID. */
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const sid = /^S-1-\d/i;
const namedLikeIds = /Ids?$/;

/**
 * The names by which SystemProfile documents and role groups refer to entities: every GUID and SID in them, wherever it
 * stands, and whatever stands under a key that ends in `Id` or `Ids`. Rather too many than one too few: what names no
 * entity finds none.
 */
export function wantedEntities(
  documents: readonly DocumentObject[],
  roleGroups: readonly RoleGroupExport[] = [],
): WantedEntities {
  const found: WantedNames = { ids: new Set(), sids: new Set() };
  for (const document of documents) {
    // Entities refer to others by their thousands, which no setting names.
    if (documentKind(document) !== 'unique-entity') collect(document, false, found);
  }
  for (const { members } of roleGroups) for (const member of members) addSid(member.sid, found);
  return found;
}

/** Whether all that is wanted is among others too. */
export function areWantedIn(wanted: WantedEntities, others: WantedEntities): boolean {
  return (
    [...wanted.ids].every((id) => others.ids.has(id)) && [...wanted.sids].every((sid) => others.sids.has(sid))
  );
}

interface WantedNames {
  readonly ids: Set<string>;
  readonly sids: Set<string>;
}

function collect(value: DocumentValue, isNamedLikeId: boolean, found: WantedNames): void {
  if (typeof value === 'string') {
    if (sid.test(value)) addSid(value, found);
    else if (isNamedLikeId || guid.test(value)) found.ids.add(value);
  } else if (isList(value)) for (const element of value) collect(element, isNamedLikeId, found);
  else if (isObject(value)) for (const [key, member] of value) collect(member, namedLikeIds.test(key), found);
}

function addSid(text: string | null, found: WantedNames): void {
  if (text !== null && sid.test(text)) found.sids.add(text.toUpperCase());
}
