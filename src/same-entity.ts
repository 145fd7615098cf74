import type { Entity } from './types/migration-plan.js';

/** A directory object as one Center knows it. */
export interface KnownEntity {
  readonly center: string;
  readonly entity: Entity;
}

/** Says which objects of several Centers are one. */
export interface EntityIdentity {
  /** The same for the same object, whichever Center knows it and however much of it. */
  keyOf(known: KnownEntity): string;
}

/**
 * Finds the objects that several Centers know. Two are the same if they have the same security identifier of a domain;
 * where one has none, if they have the same GUID, full DNS name, or name within the same DNS domain. The same name alone
 * is not enough, not even the same UPN: two forests may both have it. What could be two others is neither.
 *
 * Identifiers outside `S-1-5-21-` (`S-1-5-32-544`, Administrators) are the same in every domain, so that they tell nothing
 * (Microsoft, "Well-known SIDs"; documented).
 */
export function identifyEntities(known: Iterable<KnownEntity>): EntityIdentity {
  const sidsOfName = new Map<string, Set<string>>();
  const withoutSid: KnownEntity[] = [];
  for (const one of known) {
    const sid = domainSid(one.entity);
    if (sid === null) {
      withoutSid.push(one);
      continue;
    }
    for (const name of namesOf(one)) {
      const sids = sidsOfName.get(name);
      if (sids === undefined) sidsOfName.set(name, new Set([sid]));
      else sids.add(sid);
    }
  }
  const groups = new NameGroups();
  for (const one of withoutSid) {
    const names = namesOf(one);
    if (sidsOf(names, sidsOfName).size === 0) groups.join(names);
  }
  return {
    keyOf(one) {
      const sid = domainSid(one.entity);
      if (sid !== null) return `sid ${sid}`;
      const names = namesOf(one);
      const [first, second] = sidsOf(names, sidsOfName);
      if (first !== undefined && second === undefined) return `sid ${first}`;
      const [name] = names;
      if (first !== undefined || name === undefined) return `only ${one.center} ${one.entity.id}`;
      return groups.of(name);
    },
  };
}

function domainSid({ sid }: Entity): string | null {
  return sid !== null && /^S-1-5-21-/i.test(sid) ? sid.toUpperCase() : null;
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Names that no other object has, in lower case. */
function namesOf({ entity }: KnownEntity): string[] {
  const { id, kind, upn, dnsName, samName, domain, ipAddress } = entity;
  const dnsDomain = domain?.includes('.') === true ? domain : null;
  return [
    ...(guid.test(id) ? [`guid ${id}`] : []),
    ...(dnsName?.includes('.') === true ? [`dns ${dnsName}`] : []),
    ...(upn !== null && dnsDomain !== null ? [`upn ${upn} ${dnsDomain}`] : []),
    ...(samName !== null && dnsDomain !== null ? [`account ${samName} ${dnsDomain}`] : []),
    // An address is entered as it is, whichever machine has it.
    ...(kind === 'ip-address' && ipAddress !== null ? [`ip ${ipAddress}`] : []),
  ].map((name) => name.toLowerCase());
}

function sidsOf(names: readonly string[], known: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  return new Set(names.flatMap((name) => [...(known.get(name) ?? [])]));
}

/** Names of one object, put together as they turn up; each group goes by the first of its names in their order. */
class NameGroups {
  readonly #parents = new Map<string, string>();

  of(name: string): string {
    let root = name;
    for (let next = this.#parents.get(root); next !== undefined; next = this.#parents.get(root)) root = next;
    if (root !== name) this.#parents.set(name, root);
    return root;
  }

  join([first, ...others]: readonly string[]): void {
    if (first === undefined) return;
    for (const other of others) {
      const [one, two] = [this.of(first), this.of(other)];
      if (one !== two) this.#parents.set(one < two ? two : one, one < two ? one : two);
    }
  }
}
