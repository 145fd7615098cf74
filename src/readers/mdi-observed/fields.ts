import type { ObservedEntity } from '../../types/mdi-observed.js';
import { type DocumentObject, type DocumentValue, isList, isObject } from '../values.js';

/**
 * The properties of an object by name, upper and lower case being the same: Graph writes `displayName`, its PowerShell
 * module `DisplayName`, the portal either.
 */
export interface Fields {
  /** Whether a property of one of these names is there, whatever its value. */
  has(...names: readonly string[]): boolean;
  /** The first of these properties that is a text or number, as a text; null if none is, or it is blank. */
  text(...names: readonly string[]): string | null;
  flag(...names: readonly string[]): boolean | null;
  /** The first of these properties that is a whole number: all that is asked for are counts, ports and the like. */
  number(...names: readonly string[]): number | null;
  /** Elements of a list; a single value counts as a list of one, and what is not there as an empty one. */
  list(...names: readonly string[]): readonly DocumentValue[];
  texts(...names: readonly string[]): string[];
  object(...names: readonly string[]): Fields | null;
  objects(...names: readonly string[]): Fields[];
  /** Names of the properties as they are written. */
  readonly names: readonly string[];
}

/** The fields of a decoded object. */
export function fieldsOf(object: DocumentObject): Fields {
  const byName = new Map([...object].map(([name, value]) => [name.toLowerCase(), value]));
  function first(names: readonly string[], accepts: (value: DocumentValue) => boolean): DocumentValue {
    for (const name of names) {
      const value = byName.get(name.toLowerCase());
      if (value !== undefined && accepts(value)) return value;
    }
    return null;
  }
  function list(...names: readonly string[]): readonly DocumentValue[] {
    const value = first(names, (candidate) => candidate !== null);
    if (value === null) return [];
    return isList(value) ? value : [value];
  }
  return {
    names: [...object.keys()],
    has: (...names) => names.some((name) => byName.has(name.toLowerCase())),
    text: (...names) => textOf(first(names, (value) => textOf(value) !== null)),
    flag: (...names) => flagOf(first(names, (value) => flagOf(value) !== null)),
    number(...names) {
      const value = first(names, (candidate) => numberOf(candidate) !== null);
      return numberOf(value);
    },
    list,
    texts: (...names) => list(...names).flatMap((value) => textOf(value) ?? []),
    object(...names) {
      const value = first(names, isObject);
      return isObject(value) ? fieldsOf(value) : null;
    },
    objects: (...names) => list(...names).flatMap((value) => (isObject(value) ? [fieldsOf(value)] : [])),
  };
}

function textOf(value: DocumentValue): string | null {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function flagOf(value: DocumentValue): boolean | null {
  if (typeof value === 'boolean') return value;
  return typeof value === 'string' ? switchWord(value) : null;
}

/** `True`, `Yes`, `on`, `Enabled` and their contraries; null for anything else. */
export function switchWord(text: string): boolean | null {
  if (/^(?:true|yes|on|enabled|1)$/i.test(text.trim())) return true;
  return /^(?:false|no|off|disabled|0)$/i.test(text.trim()) ? false : null;
}

function numberOf(value: DocumentValue): number | null {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isInteger(value) ? value : null;
  return typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : null;
}

/** Words of the portal and of Graph alike: `Up to date` and `upToDate` become `uptodate`. */
export function plainWord(text: string | null): string | null {
  if (text === null) return null;
  const plain = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain === '' ? null : plain;
}

/** A time as ISO 8601 writes it with its zone; null for any other text: of that nobody knows what time it means. */
export function isoTime(text: string | null): string | null {
  const isTime = text !== null && /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/i.test(text);
  return isTime && !Number.isNaN(Date.parse(text)) ? text : null;
}

/** Names of properties that a reader did not ask for. What OData says of itself is no content. */
export function unreadNames(objects: readonly Fields[], known: readonly string[]): string[] {
  const asked = new Set(known.map((name) => name.toLowerCase()));
  const names = new Set<string>();
  for (const { names: all } of objects)
    for (const name of all)
      if (!asked.has(name.toLowerCase()) && !/^(?:.*@odata\.|[@_])/i.test(name)) names.add(shownName(name));
  return [...names].sort();
}

/** A key of JSON is mostly a property's name, but could be content: only what looks like a name is repeated. */
export function shownName(name: string): string {
  return /^[A-Za-z_@$][\w@$.-]{0,63}$/.test(name) ? name : '(a name that is not shown)';
}

/** Distinct texts, upper and lower case being the same, in the order in which they come. */
export function distinct(texts: readonly string[]): string[] {
  return [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()];
}

const entityProperties = {
  name: ['DisplayName', 'Name', 'EntityName', 'SystemDisplayName', 'Title'],
  upn: ['Upn', 'UserPrincipalName', 'AccountUpn'],
  samName: ['SamName', 'SamAccountName', 'AccountName', 'SAM'],
  sid: ['Sid', 'OnPremSid', 'OnPremisesSecurityIdentifier', 'AccountSid', 'SecurityIdentifier'],
  dnsName: ['DnsName', 'DNSHostName', 'Fqdn', 'ComputerDnsName', 'DeviceName', 'HostName'],
  domain: ['Domain', 'DomainName', 'DomainDnsName', 'AccountDomain'],
  address: ['IpAddress', 'IP', 'Subnet', 'Address', 'IPAddressOrSubnet'],
  identifier: ['Identifier', 'EntityIdentifier', 'ExcludedEntityIdentifier', 'Value', 'Entity'],
} as const;

/** Every property by which an entity may be named. */
export const entityPropertyNames: readonly string[] = Object.values(entityProperties).flat();

/**
 * An entity by whatever names its object has. The names that the portal's private interface uses are published nowhere,
 * so they are read by meaning.
 */
export function entityOf(fields: Fields, kind: ObservedEntity['kind']): ObservedEntity {
  const stated =
    kind === 'unknown' ? kindOf(fields.text('Type', 'ExclusionType', 'EntityType', 'Kind')) : kind;
  const identifier = fields.text(...entityProperties.identifier);
  const base: ObservedEntity = {
    kind: stated,
    name: fields.text(...entityProperties.name),
    upn: fields.text(...entityProperties.upn),
    samName: fields.text(...entityProperties.samName),
    sid: fields.text(...entityProperties.sid),
    dnsName: fields.text(...entityProperties.dnsName),
    domain: fields.text(...entityProperties.domain),
    address: fields.text(...entityProperties.address),
  };
  const text = identifier ?? base.name;
  return text === null ? base : fromText(text, base);
}

/** An entity of which one text is known: a cell of a table, an element of a list. */
export function entityFromText(text: string, kind: ObservedEntity['kind']): ObservedEntity {
  return fromText(text.trim(), {
    kind,
    name: null,
    upn: null,
    samName: null,
    sid: null,
    dnsName: null,
    domain: null,
    address: null,
  });
}

/** Puts a text where its form says that it belongs, unless that place is taken. */
function fromText(text: string, base: ObservedEntity): ObservedEntity {
  const { kind } = base;
  if (/^S-1-\d/i.test(text)) return { ...base, sid: base.sid ?? text };
  if (kind === 'ip' || isAddressLike(text))
    return { ...base, kind: kind === 'unknown' ? 'ip' : kind, address: base.address ?? text };
  if (kind === 'domain') return { ...base, domain: base.domain ?? text };
  const account = /^([^\\]+)\\([^\\]+)$/.exec(text);
  if (account !== null)
    return {
      ...base,
      domain: base.domain ?? account[1] ?? null,
      samName: base.samName ?? account[2] ?? null,
    };
  if (/^[^@\s]+@[^@\s]+$/.test(text)) return { ...base, upn: base.upn ?? text };
  if (kind !== 'user' && kind !== 'group' && /^[^\s.]+(?:\.[^\s.]+)+$/.test(text))
    return { ...base, dnsName: base.dnsName ?? text };
  return { ...base, name: base.name ?? text };
}

function isAddressLike(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$|^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*(?:\/\d{1,3})?$/i.test(
    text,
  );
}

/** The kind by the words of the private interface (`User`, `Computer`, `DomainName`, `Subnet`) and of the portal. */
export function kindOf(word: string | null): ObservedEntity['kind'] {
  if (word === null) return 'unknown';
  if (/group/i.test(word)) return 'group';
  if (/user|account/i.test(word)) return 'user';
  if (/computer|device|machine/i.test(word)) return 'device';
  if (/subnet|\bip|address/i.test(word)) return 'ip';
  return /domain/i.test(word) ? 'domain' : 'unknown';
}

/** Whether anything is known by which the entity could be recognised outside MDI. */
export function isNamed({ kind: _, ...names }: ObservedEntity): boolean {
  return Object.values(names).some((name) => name !== null);
}
