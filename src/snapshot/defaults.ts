import type { LeafValue } from '../types/ata-snapshot.js';
import type { ClassifiedLeaf } from './classify.js';

/** The value ATA ships with for this leaf, as far as the catalogue knows it. */
export function shippedDefaultOf({ classification }: ClassifiedLeaf): LeafValue | undefined {
  // The catalogue's schema allows only scalars and empty lists and objects as defaults.
  return classification?.entry.default as LeafValue | undefined;
}

/** True if the leaf has the value ATA ships with, and the catalogue knows that value. */
export function isShippedDefault(leaf: ClassifiedLeaf): boolean {
  const shipped = shippedDefaultOf(leaf);
  return shipped !== undefined && JSON.stringify(shipped) === JSON.stringify(leaf.value);
}
