import type { ClassifiedLeaf, LeafIndex } from '../snapshot/classify.js';
import type { AtaSnapshot, Entity } from '../types/ata-snapshot.js';
import type { Area, Item } from '../types/migration-plan.js';

export type { ClassifiedLeaf, LeafIndex };

/** What a mapper may use besides the snapshot; it sees no I/O, clock or environment. */
export interface MapperContext {
  readonly leaves: LeafIndex;
  /** What an id stands for; an id that no source resolves gives an entity with `resolved: false`. */
  entity(id: string): Entity;
}

/**
 * Translates one area. Every leaf of the area must be in the `source.paths` of exactly one of the returned items;
 * assembling the plan fails otherwise. Ids are unique and come from what an item is, never from its position.
 */
export interface Mapper {
  readonly area: Area;
  map(snapshot: AtaSnapshot, context: MapperContext): Item[];
}
