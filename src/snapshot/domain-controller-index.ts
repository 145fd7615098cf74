import type { Entity } from '../types/ata-snapshot.js';

/** Domain controllers by the names, or identifiers, that a Gateway's document may call them. */
export interface DomainControllerIndex {
  /** Undefined where no source describes it, or where the name fits several. */
  find(name: string): Entity | undefined;
  /** All that the name fits: none, one, or those of several domains. */
  findAll(name: string): readonly Entity[];
}

/** Builds the index over the domain controllers among the entities. */
export function domainControllerIndex(entities: readonly Entity[]): DomainControllerIndex {
  const byName = new Map<string, Set<Entity>>();
  for (const entity of entities) {
    if (!entity.domainController) continue;
    const { dnsName, name: displayName, samName, sid, id } = entity;
    for (const name of [dnsName, displayName, samName?.replace(/\$$/, ''), sid, id]) {
      if (!name) continue;
      const key = name.toLowerCase();
      byName.set(key, (byName.get(key) ?? new Set()).add(entity));
    }
  }
  function findAll(name: string): readonly Entity[] {
    return [...(byName.get(name.toLowerCase()) ?? [])];
  }
  return {
    findAll,
    find(name) {
      const [first, second] = findAll(name);
      return second === undefined ? first : undefined;
    },
  };
}
