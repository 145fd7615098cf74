import type { Center, Item, MigrationPlan } from './types/migration-plan.js';

/** How people call the Centers of a plan, by key: the name, with the id behind it where two have the same name. */
export function centerLabels({
  centers,
}: {
  readonly centers: readonly Pick<Center, 'key' | 'name' | 'id'>[];
}): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const { name } of centers) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    centers.map(({ key, name, id }) => [
      key,
      name === null || name === '' ? (id ?? key) : counts.get(name) === 1 ? name : `${name} (${id ?? key})`,
    ]),
  );
}

/** The keys of the Centers that an item is of; none in a plan of one Center. */
export function centersOf({ center, centers }: Pick<Item, 'center' | 'centers'>): readonly string[] {
  return centers ?? (center === undefined ? [] : [center]);
}

/** The Centers of a plan for a title: their names, or how many they are. */
export function centersTitle({ centers }: Pick<MigrationPlan, 'centers'>): string {
  if (centers.length > 4) return `${centers.length} ATA Centers`;
  return centers.map(({ name, key }) => name ?? key).join(', ');
}

/** `ATA Center A`, `ATA Centers A and B`, `ATA Centers A, B, C and 47 more`. */
export function namedCenters(labels: readonly string[]): string {
  const [first = ''] = labels;
  if (labels.length === 1) return `ATA Center ${first}`;
  if (labels.length > 4) return `ATA Centers ${labels.slice(0, 3).join(', ')} and ${labels.length - 3} more`;
  return `ATA Centers ${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}`;
}
