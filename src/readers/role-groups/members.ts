/**
 * Objects that PowerShell exported to members of a group: LocalPrincipal (`Get-LocalGroupMember`) and ADPrincipal
 * (`Get-ADGroupMember`). They are known by their properties, whose case differs between modules, not by their type's
 * name, which import, remoting and Select-Object change. Source of the shapes: PowerShell's LocalAccounts sources and
 * real exports (certainty: seen; a plain ADPrincipal: inferred from ADGroup).
 */
import type { DocumentObject, DocumentValue } from '../values.js';
import type { PrincipalSource, RoleGroupMember } from './types.js';

/** An object's properties by their names in lower case. */
export type Properties = ReadonlyMap<string, DocumentValue>;

/** Whether a text is a security identifier. */
export function isSid(text: string): boolean {
  return /^S-1-\d{1,15}(?:-\d{1,10}){1,15}$/i.test(text);
}

/** The properties of an object, for reading without regard to case. */
export function propertiesOf(object: DocumentObject): Properties {
  return new Map([...object].map(([key, value]) => [key.toLowerCase(), value] as const));
}

/** Properties by which an entity, an alert or a setting of ATA is known. */
const notOfPrincipals = ['_id', '_t', 'type'];

/**
 * Whether these are the properties of an account or group.
 *
 * @param lenient a name is enough, because something else says that it is a list of members
 */
export function isPrincipal(names: { has(name: string): boolean }, lenient: boolean): boolean {
  if (notOfPrincipals.some((name) => names.has(name))) return false;
  const hasName = names.has('name') || names.has('samaccountname');
  return hasName && (lenient || ['sid', 'principalsource', 'objectclass'].some((name) => names.has(name)));
}

/** The group that an object says it is a member of; null if it does not. A column that people add themselves. */
export function groupNameOf(properties: Properties): string | null {
  return textOf(properties.get('group')) ?? textOf(properties.get('groupname'));
}

/** The member that an object describes. */
export function memberOf(properties: Properties): RoleGroupMember {
  const distinguishedName = textOf(properties.get('distinguishedname'));
  const objectClass = textOf(properties.get('objectclass'));
  const sid = sidOf(properties.get('sid'));
  if (distinguishedName === null) {
    return memberNamed(textOf(properties.get('name')) ?? '', {
      sid,
      objectClass: classOf(objectClass),
      source: sourceOf(properties.get('principalsource') ?? null),
    });
  }
  const name = textOf(properties.get('samaccountname')) ?? textOf(properties.get('name')) ?? '';
  return {
    ...memberNamed(name, { sid, objectClass: classOf(objectClass), source: 'active-directory' }),
    domain: domainOf(distinguishedName),
  };
}

/**
 * A member by the name that Windows shows: `DOMAIN\name`, a name alone, or a SID where the account is no more.
 *
 * A name that ends in `$` is a computer's, or that of a service account which Windows manages; the commands call both
 * user or other (certainty: inferred).
 */
export function memberNamed(
  shown: string,
  known: Pick<RoleGroupMember, 'sid' | 'objectClass' | 'source'>,
): RoleGroupMember {
  const backslash = shown.indexOf('\\');
  const name = shown.slice(backslash + 1);
  const isOrphan = isSid(name);
  const isComputer = name.endsWith('$') && known.objectClass !== 'group';
  const sid = known.sid ?? (isOrphan ? name.toUpperCase() : null);
  return {
    name: name === '' ? (sid ?? '') : name,
    domain: backslash > 0 ? shown.slice(0, backslash) : null,
    sid,
    objectClass: isComputer ? 'computer' : known.objectClass,
    source: known.source,
    resolvable: !isOrphan && (name === '' || lostLetters(name) ? sid !== null : true),
  };
}

/** Whether a name lost letters to ASCII, which Export-Csv writes unless told otherwise: no account name has a `?`. */
export function lostLetters(name: string): boolean {
  return name.includes('?') || name.includes('\ufffd');
}

function textOf(value: DocumentValue | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A SID is an object with its text in `Value`; after remoting, in CSV and at little depth it is the text. */
function sidOf(value: DocumentValue | undefined): string | null {
  const text = textOf(value instanceof Map ? propertiesOf(value as DocumentObject).get('value') : value);
  return text !== null && isSid(text) ? text.toUpperCase() : null;
}

/** The numbers and names of the enum Microsoft.PowerShell.Commands.PrincipalSource (certainty: seen). */
const sources: ReadonlyMap<string, PrincipalSource> = new Map<string, PrincipalSource>([
  ['0', 'unknown'],
  ['unknown', 'unknown'],
  ['1', 'local'],
  ['local', 'local'],
  ['2', 'active-directory'],
  ['activedirectory', 'active-directory'],
  ['3', 'azure-ad'],
  ['azuread', 'azure-ad'],
  ['4', 'microsoft-account'],
  ['microsoftaccount', 'microsoft-account'],
]);

/** Null before Windows Server 2016, which does not say (certainty: documented). */
function sourceOf(value: DocumentValue): PrincipalSource | null {
  return typeof value === 'string' || typeof value === 'number'
    ? (sources.get(String(value).trim().toLowerCase()) ?? null)
    : null;
}

/** `ObjectClass` of LocalPrincipal is in the language of Windows: only English is known, and Active Directory's names. */
function classOf(text: string | null): RoleGroupMember['objectClass'] {
  switch (text?.toLowerCase()) {
    case 'user':
      return 'user';
    case 'group':
      return 'group';
    case 'computer':
      return 'computer';
    case 'other':
    case 'foreignsecurityprincipal':
      return 'other';
    default:
      return 'unknown';
  }
}

/** The domain that a distinguished name ends in, as a DNS name. */
function domainOf(distinguishedName: string): string | null {
  const parts = distinguishedName.split(/(?<!\\),/).flatMap((part) => {
    const label = /^\s*DC=(.+)$/i.exec(part)?.[1];
    return label === undefined ? [] : [label.trim()];
  });
  return parts.length === 0 ? null : parts.join('.');
}
