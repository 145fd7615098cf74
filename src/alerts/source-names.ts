import type { LoadableSource } from '../readers/sources.js';

/**
 * The names of sources, in their order: their own, and where several have the same one, which the files of several ATA
 * Centers mostly have, as many of the folders above as tell them apart.
 */
export function sourceNames(sources: readonly LoadableSource[]): string[] {
  const byName = new Map<string, LoadableSource[]>();
  for (const source of sources) byName.set(source.name, [...(byName.get(source.name) ?? []), source]);
  return sources.map((source) => {
    const others = (byName.get(source.name) ?? []).filter((other) => other !== source).map(pathOf);
    const path = pathOf(source);
    const shortest = path.length - source.name.split('/').length;
    for (let from = shortest; from >= 0; from -= 1) {
      const name = path.slice(from).join('/');
      if (others.every((other) => !`/${other.join('/')}`.endsWith(`/${name}`))) return name;
    }
    return source.name;
  });
}

function pathOf(source: LoadableSource): string[] {
  const root = 'places' in source ? source.places?.[0]?.root : undefined;
  return [...(root?.split('/').filter((part) => part !== '') ?? []), ...source.name.split('/')];
}
