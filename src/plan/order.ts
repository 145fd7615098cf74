import { type Area, areas } from '../catalogue/areas.js';
import type { Item } from '../types/migration-plan.js';
import { type Phase, phaseOf, phases } from './phases.js';

/**
 * Areas that come first in a section; the others follow in the order of their list. Microsoft's migration guide (link
 * key `mdi-migrate-from-ata`, documented) has the workspace created first, then the Lightweight Gateways replaced by
 * sensors, and configures last.
 */
const firstAreas: Readonly<Partial<Record<Phase, readonly Area[]>>> = {
  move: ['center', 'gateways'],
};

/** Items as people work through them: by phase of the migration guide, then by area, then as they were mapped. */
export function inWorksheetOrder(items: readonly Item[]): Item[] {
  const sections = new Map(phases.map(({ key }) => [key, areasOf(key)]));
  for (const item of items) sections.get(phaseOf(item))?.get(item.area)?.push(item);
  return [...sections.values()].flatMap((byArea) => [...byArea.values()].flat());
}

/** The areas of a section in their order, still without items. */
function areasOf(phase: Phase): Map<Area, Item[]> {
  return new Map([...(firstAreas[phase] ?? []), ...areas].map((area) => [area, []]));
}
