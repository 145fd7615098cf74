import { areas } from '../catalogue/areas.js';
import type { Item } from '../types/migration-plan.js';
import { phaseOf, phases } from './phases.js';

/** Items as people work through them: by phase of the migration guide, then by area, then as they were mapped. */
export function inWorksheetOrder(items: readonly Item[]): Item[] {
  const phaseRank = new Map(phases.map(({ key }, rank) => [key, rank]));
  const areaRank = new Map(areas.map((area, rank) => [area, rank]));
  function rank(item: Item): number {
    return (phaseRank.get(phaseOf(item)) ?? 0) * areas.length + (areaRank.get(item.area) ?? 0);
  }
  return items
    .map((item, position) => ({ item, position, rank: rank(item) }))
    .sort((a, b) => a.rank - b.rank || a.position - b.position)
    .map(({ item }) => item);
}
