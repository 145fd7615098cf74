import type { Leaf, LeafValue } from '../types/ata-snapshot.js';
import { type Grouped, groupLeaves, joinPaths } from './elements.js';
import { compareLists } from './lists.js';
import type { Place, RawChange, Walk } from './raw-change.js';
import { isEmptyList, isEmptyObject, isSame, isSameTime, isUnknowable } from './values.js';

/**
 * Compares the leaves of two states of one thing. Order alone is no difference.
 *
 * @param place of what the leaves belong to
 */
export function compareLeaves(
  before: readonly Leaf[],
  after: readonly Leaf[],
  place: Place,
  walk: Walk,
): RawChange[] {
  if (isAlike(before, after, place, walk)) return [];
  const old = groupLeaves(before);
  const now = groupLeaves(after);
  const changes: RawChange[] = [];
  for (const path of new Set([...old.plain.keys(), ...now.plain.keys()]))
    changes.push(...comparePlain(path, old.plain.get(path), now.plain.get(path), place, walk));
  const found = markContainers(changes, old.lists, now.lists, place);
  for (const path of new Set([...old.lists.keys(), ...now.lists.keys()])) {
    const inner = placeBelow(place, path);
    found.push(
      ...compareLists(old.lists.get(path) ?? [], now.lists.get(path) ?? [], inner, walk, compareLeaves),
    );
  }
  return found;
}

function placeBelow(place: Place, path: string): Place {
  return {
    before: joinPaths(place.before, path),
    after: joinPaths(place.after, path),
    identity: joinPaths(place.identity, path),
  };
}

/** The usual case, quickly: the same leaves in the same order. */
function isAlike(before: readonly Leaf[], after: readonly Leaf[], place: Place, walk: Walk): boolean {
  if (before.length !== after.length) return false;
  const blind: string[] = [];
  for (const [index, leaf] of before.entries()) {
    const other = after[index];
    if (other === undefined || other.path !== leaf.path || !isSame(leaf.value, other.value)) return false;
    if (isUnknowable(leaf.value, other.value)) blind.push(joinPaths(place.after, leaf.path));
  }
  for (const path of blind) walk.unknowable(path);
  return true;
}

function comparePlain(
  path: string,
  before: LeafValue | undefined,
  after: LeafValue | undefined,
  place: Place,
  walk: Walk,
): RawChange[] {
  const { before: pathBefore, after: pathAfter, identity } = placeBelow(place, path);
  if (before !== undefined && after !== undefined) {
    if (isUnknowable(before, after)) {
      walk.unknowable(pathAfter);
      return [];
    }
    if (isSame(before, after)) return [];
    const form = isSameTime(before, after) ? 'spelling' : 'leaf';
    return [{ form, kind: 'changed', path: pathAfter, pathBefore, identity, before, after }];
  }
  if (before !== undefined) return [{ form: 'leaf', kind: 'removed', path: pathBefore, identity, before }];
  if (after !== undefined)
    return [{ form: 'leaf', kind: 'added', path: pathAfter, pathBefore, identity, after }];
  return [];
}

/**
 * An empty object that got its first member, or one that lost its last, and a list that comes or goes with elements, are
 * told by what is in them.
 */
function markContainers(
  changes: readonly RawChange[],
  before: Grouped['lists'],
  after: Grouped['lists'],
  place: Place,
): RawChange[] {
  const hasObject = changes.some((change) => isEmptyObject(leafOf(change)));
  const parents = new Set<string>();
  // Only leaves that changed can be what an empty object got or lost.
  if (hasObject)
    for (const { path } of changes)
      for (let at = path.lastIndexOf('.'); at > 0; at = path.lastIndexOf('.', at - 1))
        parents.add(path.slice(0, at));
  const lists = {
    added: new Set([...after.keys()].map((list) => joinPaths(place.after, list))),
    removed: new Set([...before.keys()].map((list) => joinPaths(place.before, list))),
  };
  return changes.map((change) => {
    if (change.kind === 'changed')
      return isFilledList(change.before, change.pathBefore, lists.removed) ||
        isFilledList(change.after, change.path, lists.added)
        ? { ...change, form: 'container' }
        : change;
    if (change.kind !== 'added' && change.kind !== 'removed') return change;
    const value = leafOf(change);
    const isShell =
      (isEmptyObject(value) && parents.has(change.path)) ||
      (isEmptyList(value) && lists[change.kind].has(change.path));
    return isShell ? { ...change, form: 'container' } : change;
  });
}

/** Whether what stands for a list is one with elements, so that it was or is not empty. */
function isFilledList(value: RawChange['before'], path: string | undefined, lists: ReadonlySet<string>) {
  return isEmptyList(value as LeafValue | undefined) && path !== undefined && lists.has(path);
}

function leafOf({ before, after }: RawChange): LeafValue | undefined {
  return (after ?? before) as LeafValue | undefined;
}
