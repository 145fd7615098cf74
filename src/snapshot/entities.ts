import { classNames, documentId } from '../readers/document-kinds.js';
import { isSid } from '../readers/role-groups/members.js';
import { type DocumentObject, type DocumentValue, isObject } from '../readers/values.js';
import type { Entity, RoleGroup } from '../types/ata-snapshot.js';
import type { LeafIndex } from './classify.js';
import { scrubText } from './scrub.js';

/** Directory objects by the ids that settings use: ATA's GUIDs and, for ATA 1.7 and earlier, SIDs. */
export interface EntityIndex {
  /** What an id stands for; `resolved: false` if no source told. */
  find(id: string): Entity;
  /** The id of the entity with this SID; null if no source holds one. */
  idOfSid(sid: string): string | null;
  readonly domainControllers: readonly Entity[];
  /** Whether sources say different things of the entity with this id. */
  isContradictory(id: string): boolean;
}

/**
 * Reads UniqueEntity documents, in MongoDB's or REST's spelling. Fields are those seen in public REST samples and in
 * public code that reads the collection (demisto/content, microsoft/Advanced-Threat-Analytics, EladEli/Abnormal_Tool);
 * all of them are optional. Credentials that a text carries are taken out of it.
 *
 * @param documents UniqueEntity documents; where several share an id, they complete each other
 */
export function indexEntities(documents: readonly DocumentObject[]): EntityIndex {
  const domainNames = new Map<string, string>();
  for (const document of documents) {
    const id = idOf(document);
    if (id === null || kindOf(document) !== 'domain') continue;
    const name = textOf(document, 'DnsName', 'SystemDisplayName', 'Name');
    if (name !== null) domainNames.set(idKey(id), name);
  }
  const copies = new Map<string, Entity[]>();
  for (const document of documents) {
    const entity = entityOf(document, domainNames);
    if (entity === null) continue;
    const key = idKey(entity.id);
    const known = copies.get(key);
    if (known === undefined) copies.set(key, [entity]);
    else known.push(entity);
  }
  const byId = new Map<string, Entity>();
  const contradictory = new Set<string>();
  for (const [key, entities] of copies) {
    const { entity, isContradictory } = completed(entities);
    byId.set(key, entity);
    if (isContradictory) contradictory.add(key);
  }
  const known = [...byId.values()];
  const bySid = new Map(
    known.flatMap((entity) => (entity.sid === null ? [] : [[idKey(entity.sid), entity]])),
  );
  return {
    find(id) {
      const entity = byId.get(idKey(id)) ?? bySid.get(idKey(id));
      // As the setting spells it: that is how the entity is looked up again.
      return entity === undefined ? (pseudoEntity(id) ?? unresolvedEntity(id)) : { ...entity, id };
    },
    idOfSid: (sid) => bySid.get(idKey(sid))?.id ?? null,
    domainControllers: known.filter((entity) => entity.domainController),
    isContradictory: (id) => contradictory.has(idKey(id)),
  };
}

/**
 * One entity out of what several sources say of it: what one does not say, another may. Where they say different things,
 * nothing tells which is newer; the last one in the order of their texts is taken, so that the order of the sources
 * decides nothing.
 */
function completed(copies: readonly Entity[]): { entity: Entity; isContradictory: boolean } {
  const [first = unresolvedEntity(''), ...others] = sortedByText(copies);
  let entity = first;
  let isContradictory = false;
  for (const other of others) {
    for (const field of fieldsToComplete) {
      const [known, said] = [entity[field], other[field]];
      if (said === null || said === undefined) continue;
      if (known !== null && known !== undefined && known !== said) isContradictory = true;
      entity = { ...entity, [field]: said };
    }
    entity = {
      ...entity,
      kind: entity.kind === 'unknown' ? other.kind : entity.kind,
      deleted: entity.deleted || other.deleted,
      domainController: entity.domainController || other.domainController,
    };
  }
  return { entity, isContradictory };
}

const fieldsToComplete = [
  'name',
  'domain',
  'samName',
  'sid',
  'upn',
  'dnsName',
  'ipAddress',
  'operatingSystem',
  'readOnly',
  'globalCatalog',
  'primary',
] as const satisfies readonly (keyof Entity)[];

function sortedByText(entities: readonly Entity[]): Entity[] {
  if (entities.length === 1) return [...entities];
  const texts = new Map(entities.map((entity) => [entity, JSON.stringify(entity)]));
  return [...entities].sort((a, b) => ((texts.get(a) ?? '') < (texts.get(b) ?? '') ? -1 : 1));
}

/** GUIDs and SIDs are the same in upper and lower case. */
function idKey(id: string): string {
  return id.toLowerCase();
}

function idOf(document: DocumentObject): string | null {
  const id = documentId(document);
  return id === null ? null : scrubText(id);
}

function entityOf(document: DocumentObject, domainNames: ReadonlyMap<string, string>): Entity | null {
  const id = idOf(document);
  if (id === null) return null;
  const kind = kindOf(document);
  const domainId = textOf(document, 'DomainId');
  return {
    ...unresolvedEntity(id),
    kind,
    name: textOf(document, 'SystemDisplayName', 'Name', 'SamName'),
    domain:
      (domainId === null ? undefined : domainNames.get(idKey(domainId))) ??
      domainOfDistinguishedName(textOf(document, 'DistinguishedName')),
    samName: textOf(document, 'SamName'),
    sid: textOf(document, 'Sid')?.toUpperCase() ?? null,
    upn: textOf(document, 'UpnName'),
    dnsName: textOf(document, 'DnsName'),
    ipAddress: textOf(document, 'IpAddress'),
    resolved: true,
    deleted: document.get('IsDeleted') === true,
    domainController: document.get('IsDomainController') === true,
    operatingSystem: textOf(document, 'OperatingSystemDisplayName'),
    ...controllerRoles(document.get('DomainController')),
  };
}

/** What kind of domain controller a computer is; certainty of the fields: seen (demisto/content). */
function controllerRoles(
  roles: DocumentValue | undefined,
): Pick<Entity, 'readOnly' | 'globalCatalog' | 'primary'> {
  if (roles === undefined || !isObject(roles)) return {};
  const [readOnly, globalCatalog, primary] = ['IsReadOnly', 'IsGlobalCatalog', 'IsPrimary'].map((field) =>
    roles.get(field),
  );
  return {
    ...(typeof readOnly === 'boolean' ? { readOnly } : {}),
    ...(typeof globalCatalog === 'boolean' ? { globalCatalog } : {}),
    ...(typeof primary === 'boolean' ? { primary } : {}),
  };
}

function kindOf(document: DocumentObject): Entity['kind'] {
  const names = classNames(document);
  if (names.includes('User')) return 'user';
  if (names.includes('Computer')) return 'computer';
  if (names.includes('Group')) return 'group';
  return names.includes('Domain') ? 'domain' : 'unknown';
}

function textOf(document: DocumentObject, ...fields: readonly string[]): string | null {
  for (const field of fields) {
    const value: DocumentValue | undefined = document.get(field);
    if (typeof value === 'string' && value !== '') return scrubText(value);
  }
  return null;
}

/** `CN=a,OU=b,DC=contoso,DC=com` names the domain `contoso.com`; a comma in a name is escaped. */
function domainOfDistinguishedName(name: string | null): string | null {
  const parts = (name ?? '').match(/(?:[^,\\]|\\[\s\S])+/g) ?? [];
  const labels = parts.flatMap((part) => /^\s*DC=(.+)$/i.exec(part)?.[1] ?? []);
  return labels.length === 0 ? null : labels.join('.');
}

const ipAddress = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)$/i;

/**
 * ATA names a computer that it could not find in the directory by what it saw: `computer 10.1.2.7`, or, with an empty
 * domain part, `computer  host.fqdn` (demisto/content, microsoft/Advanced-Threat-Analytics).
 */
function pseudoEntity(id: string): Entity | null {
  if (!id.startsWith('computer ')) return null;
  const match = /^computer (\S*) ?(\S*)$/.exec(id);
  const name = match?.[2] || match?.[1];
  if (!name) return null;
  const base = { ...unresolvedEntity(id), resolved: true, name };
  if (ipAddress.test(name)) return { ...base, kind: 'ip-address', ipAddress: name };
  return { ...base, kind: 'computer', domain: match?.[2] ? match[1] || null : null, dnsName: name };
}

/** An id that no source resolves. */
export function unresolvedEntity(id: string): Entity {
  return {
    id,
    kind: 'unknown',
    name: null,
    domain: null,
    samName: null,
    sid: isSid(id) ? id.toUpperCase() : null,
    upn: null,
    dnsName: null,
    ipAddress: null,
    resolved: false,
    deleted: false,
    domainController: false,
    operatingSystem: null,
  };
}

const settingsThatNameEntities = [
  'exclusions.computer',
  'exclusions.account',
  'honeytokens.account',
  'sensitive-entities.account',
  'sensitive-entities.group',
];

/** The entities that settings and role groups name, and every domain controller, sorted by id. */
export function entitiesNamedBy(
  leaves: LeafIndex,
  index: EntityIndex,
  roleGroups: readonly RoleGroup[] = [],
): Entity[] {
  const ids = new Set(index.domainControllers.map(({ id }) => id));
  for (const { members } of roleGroups)
    for (const { entity } of members) if (entity !== null) ids.add(entity);
  for (const setting of settingsThatNameEntities) {
    for (const { value } of leaves.ofSetting(setting)) if (typeof value === 'string') ids.add(value);
  }
  return [...ids].sort().map((id) => index.find(id));
}
