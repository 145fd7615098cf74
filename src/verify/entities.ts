/** Which entry of a list in MDI is which entity of the plan, by whatever names either side has. */
import { canonicalAddress } from '../mappers/addresses.js';
import type { ObservedEntity } from '../types/mdi-observed.js';
import type { Entity } from '../types/migration-plan.js';

/** Something that should be in a list. */
export interface Wanted {
  /** Id of the item. */
  readonly id: string;
  /** The list: a rule, a tag. */
  readonly scope: string;
  readonly names: Names;
}

/** An entry of a list. */
export interface Entry {
  readonly scope: string;
  readonly entity: ObservedEntity;
  /** The entry itself, for marking it as asked for. */
  readonly entry: { readonly source: string };
}

/** Names of one thing. */
export interface Names {
  /** Names that no other thing has. */
  readonly strong: readonly string[];
  /** Names that another thing may have too. */
  readonly weak: readonly string[];
  /** By kind, what must not differ where both sides have it. */
  readonly marks: Readonly<Record<string, string>>;
}

/**
 * What was found of something wanted. `other`: something of that name, but with another security identifier; it was
 * deleted and made anew, or is of another domain.
 */
export interface Match {
  readonly state: 'found' | 'absent' | 'ambiguous' | 'other';
  readonly entry: Entry['entry'] | null;
  /** The entry and all others of the same name: a list may hold something twice. */
  readonly same: readonly Entry['entry'][];
  readonly byShortName: boolean;
  /** Security identifiers on both sides, where they differ. */
  readonly identifiers?: { readonly planned: string; readonly observed: string };
}

/** The names of an address or subnet as people type it. */
export function addressNames(text: string): Names {
  const address = canonicalAddress(text);
  return {
    strong: [`ip ${address === null ? text.trim().toLowerCase() : address.text}`],
    weak: [],
    marks: {},
  };
}

/** The names of a domain. */
export function domainNames(text: string): Names {
  return { strong: [`domain ${text.trim().toLowerCase()}`], weak: [], marks: {} };
}

/** The names of a directory object as ATA knows it. */
export function entityNames({ sid, upn, dnsName, samName, name, domain }: Entity): Names {
  return namesFrom({ sid, upn, dnsName, samName, name, domain });
}

/** The names of an entry of a list. */
export function observedNames(entity: ObservedEntity): Names {
  if (entity.address !== null) return addressNames(entity.address);
  if (entity.kind === 'domain' && entity.domain !== null) return domainNames(entity.domain);
  return namesFrom(entity);
}

function namesFrom(
  parts: {
    readonly [key in 'sid' | 'upn' | 'dnsName' | 'samName' | 'name' | 'domain']: string | null;
  },
): Names {
  const sid = parts.sid?.toUpperCase() ?? null;
  const upn = parts.upn?.toLowerCase() ?? null;
  const dns = parts.dnsName?.toLowerCase() ?? null;
  const sam = parts.samName?.toLowerCase().replace(/\$$/, '') ?? null;
  const name = parts.name?.toLowerCase() ?? null;
  const domain = parts.domain?.toLowerCase() ?? (dns === null ? null : dns.replace(/^[^.]+\.?/, ''));
  const isDnsDomain = domain?.includes('.') === true;
  return {
    strong: [
      ...(sid === null ? [] : [`sid ${sid}`]),
      ...(upn === null ? [] : [`upn ${upn}`]),
      ...(dns?.includes('.') === true ? [`dns ${dns}`] : []),
      ...(sam !== null && isDnsDomain ? [`account ${sam}@${domain}`] : []),
    ],
    weak: [
      ...new Set(
        [sam, name, dns?.split('.')[0], upn?.split('@')[0]].filter(
          (text): text is string => text !== null && text !== undefined && text !== '',
        ),
      ),
    ],
    marks: {
      ...(sid === null ? {} : { sid }),
      ...(upn === null ? {} : { upn }),
      ...(dns?.includes('.') === true ? { dns } : {}),
      ...(domain === null || domain === '' ? {} : { domain }),
    },
  };
}

/**
 * Finds each wanted thing in its list: by a name that is its own, else by a short name that nothing contradicts, if
 * nothing else that is wanted there has it too.
 *
 * @returns by item id
 */
export function matchEntities(wanted: readonly Wanted[], entries: readonly Entry[]): Map<string, Match> {
  const strong = new Map<string, Named[]>();
  const weak = new Map<string, Named[]>();
  for (const entry of entries) {
    const names = observedNames(entry.entity);
    for (const name of names.strong) {
      const key = `${entry.scope}\n${name}`;
      const known = strong.get(key);
      if (known === undefined) strong.set(key, [{ entry, names }]);
      else known.push({ entry, names });
    }
    for (const name of names.weak) {
      const key = `${entry.scope}\n${name}`;
      const known = weak.get(key);
      if (known === undefined) weak.set(key, [{ entry, names }]);
      else known.push({ entry, names });
    }
  }
  const matches = new Map<string, Match>();
  const taken = new Set<object>();
  const rest: Wanted[] = [];
  for (const one of wanted) {
    const same = one.names.strong.flatMap((name) => strong.get(`${one.scope}\n${name}`) ?? []);
    const own = same.filter(({ names }) => !isOtherObject(names, one.names)).map(({ entry }) => entry.entry);
    const [entry] = own;
    if (entry !== undefined) {
      for (const other of own) taken.add(other);
      matches.set(one.id, { state: 'found', entry, same: own, byShortName: false });
    } else if (same[0] !== undefined) matches.set(one.id, otherMatch(same[0], one.names));
    else rest.push(one);
  }
  const contenders = new Map<string, Names[]>();
  for (const { scope, names } of rest)
    for (const name of names.weak) {
      const key = `${scope}\n${name}`;
      const known = contenders.get(key);
      if (known === undefined) contenders.set(key, [names]);
      else known.push(names);
    }
  for (const one of rest) matches.set(one.id, weakMatch(one, weak, taken, contenders));
  return matches;
}

interface Named {
  readonly entry: Entry;
  readonly names: Names;
}

/** Names can be given again, security identifiers cannot. */
function isOtherObject(one: Names, other: Names): boolean {
  const [first, second] = [one.marks['sid'], other.marks['sid']];
  return first !== undefined && second !== undefined && first !== second;
}

function otherMatch({ entry, names }: Named, wanted: Names): Match {
  return {
    state: 'other',
    entry: entry.entry,
    same: [entry.entry],
    byShortName: false,
    identifiers: { planned: wanted.marks['sid'] ?? '', observed: names.marks['sid'] ?? '' },
  };
}

function weakMatch(
  { scope, names }: Wanted,
  weak: ReadonlyMap<string, readonly Named[]>,
  taken: ReadonlySet<object>,
  contenders: ReadonlyMap<string, readonly Names[]>,
): Match {
  for (const name of names.weak) {
    const key = `${scope}\n${name}`;
    const candidates = (weak.get(key) ?? []).filter(
      (candidate) => !taken.has(candidate.entry.entry) && !contradicts(candidate.names, names),
    );
    const [first] = candidates;
    if (first === undefined) continue;
    const rivals = (contenders.get(key) ?? []).filter((rival) =>
      candidates.some((candidate) => !contradicts(candidate.names, rival)),
    );
    if (candidates.length < rivals.length)
      return { state: 'ambiguous', entry: null, same: [], byShortName: true };
    return {
      state: 'found',
      entry: first.entry.entry,
      same: candidates.map(({ entry }) => entry.entry),
      byShortName: true,
    };
  }
  return { state: 'absent', entry: null, same: [], byShortName: false };
}

/** Whether both sides have a mark of the same kind and they differ. */
function contradicts(one: Names, other: Names): boolean {
  return Object.entries(one.marks).some(([kind, mark]) => {
    const against = other.marks[kind];
    if (against === undefined || against === mark) return false;
    return kind !== 'domain' || !isSameDomain(mark, against);
  });
}

/** Of a NetBIOS name and the DNS name of a domain only the first label can be compared. */
function isSameDomain(one: string, other: string): boolean {
  if (one.includes('.') && other.includes('.')) return one === other;
  return one.split('.')[0] === other.split('.')[0];
}

/** Whether a wider subnet of the list holds the address, and which. */
export function coveringSubnet(text: string, list: ReadonlySet<string>): string | null {
  const address = canonicalAddress(text);
  if (address === null || list.size === 0) return null;
  const [host = '', mask] = address.text.split('/');
  const longest = host.includes(':') ? 128 : 32;
  for (let prefix = Number(mask ?? longest) - 1; prefix >= 0; prefix -= 1) {
    const wider = canonicalAddress(`${host}/${prefix}`)?.text;
    if (wider !== undefined && list.has(wider)) return wider;
  }
  return null;
}
