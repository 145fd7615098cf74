import type { Coverage } from '../../types/mdi-observed.js';
import type { ListPage } from './parts.js';

/** A page and the file it stood in. */
export interface SourcedPage extends ListPage {
  readonly source: string;
}

/**
 * Which lists were given whole. That something is not in a list means something only then, so a list whose pages cannot
 * be shown to be all of them counts as not whole.
 */
export function coverageOf(pages: readonly SourcedPage[]): Coverage[] {
  const groups = new Map<string, SourcedPage[]>();
  for (const page of pages) {
    const key = JSON.stringify([page.list, page.scope?.toLowerCase() ?? null, page.kinds]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [page]);
    else group.push(page);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const why = lackOf(group);
    return [
      {
        list: first.list,
        scope: first.scope,
        kinds: first.kinds === null ? null : [...first.kinds],
        whole: why === null,
        why,
        sources: [...new Set(group.map(({ source }) => source))],
      },
    ];
  });
}

/** Null if the pages are the whole list: one that nothing follows, or pages of which each follows on another. */
function lackOf(pages: readonly SourcedPage[]): string | null {
  const sound = distinctPages(pages.filter(({ lacks }) => lacks === null));
  if (sound.length === 0) return pages[0]?.lacks ?? 'it was not given';
  const total = sound.find((page) => page.total !== null)?.total ?? null;
  const entries = sound.reduce((sum, page) => sum + page.entries, 0);
  if (total !== null && entries >= total) return null;
  if (sound.every(({ next }) => next !== null))
    return 'the answer goes on (@odata.nextLink), and the page that follows was not given';
  if (total !== null) return `${entries} of ${total} entries were given; pages are lacking`;
  if (sound.every(({ start }) => (start ?? 0) > 0)) return 'the first page was not given';
  return followsOn(sound) ? null : 'the pages cannot be shown to be all of them; ask with $count=true';
}

/** A page that was saved twice counts once: of those that may be the same, the one with the most entries. */
function distinctPages(pages: readonly SourcedPage[]): SourcedPage[] {
  const byPlace = new Map<string, SourcedPage>();
  for (const page of pages) {
    const key = page.start === null ? `to ${page.next}` : `from ${page.start}`;
    const known = byPlace.get(key);
    if (known === undefined || known.entries < page.entries) byPlace.set(key, page);
  }
  return [...byPlace.values()];
}

/** With `$skip` in the address of the next page, its number is how many entries come before. */
function followsOn(pages: readonly SourcedPage[]): boolean {
  const going = pages
    .filter(({ next }) => next !== null)
    .map(({ next, entries }) => ({
      skip: Number(/(?:\$|%24)skip=(\d+)/i.exec(next ?? '')?.[1] ?? Number.NaN),
      entries,
    }));
  going.sort((one, other) => one.skip - other.skip);
  let before = 0;
  for (const { skip, entries } of going) {
    before += entries;
    if (skip !== before) return false;
  }
  return true;
}
