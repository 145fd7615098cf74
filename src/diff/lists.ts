import type { ListIdentity } from '../catalogue/list-identities.js';
import type { Leaf, LeafValue } from '../types/ata-snapshot.js';
import type { ChangeValue } from '../types/configuration-diff.js';
import { type Element, joinPaths, scalarOf } from './elements.js';
import type { Place, RawChange, Walk } from './raw-change.js';
import { isUnknowable, valueKey } from './values.js';

interface Pair {
  readonly old: Element;
  readonly now: Element;
}

type LeafComparison = (
  before: readonly Leaf[],
  after: readonly Leaf[],
  place: Place,
  walk: Walk,
) => RawChange[];

/** What is still to be matched. */
interface Unmatched {
  readonly old: readonly Element[];
  readonly now: readonly Element[];
  readonly pairs: readonly Pair[];
}

/**
 * Compares the elements of a list: first those that are wholly the same, then those of one identity, then, where nothing
 * is known of it, those that have most in common.
 *
 * @param place of the list
 * @param compareLeaves compares what is in two states of one element
 */
export function compareLists(
  before: readonly Element[],
  after: readonly Element[],
  place: Place,
  walk: Walk,
  compareLeaves: LeafComparison,
): RawChange[] {
  const known = walk.identityOf(place.after);
  const same = matchBy(contentKey, { old: before, now: after, pairs: [] });
  for (const { old, now } of same.pairs) tellUnknowable(old, now, place, walk);
  let rest: Unmatched = { ...same, pairs: [] };
  if (rest.old.length > 0 && rest.now.length > 0) {
    const keyOf = (element: Element) => identityKey(element, known);
    rest = matchWithoutKey(matchBy(keyOf, rest), keyOf);
  }
  const formOld = formOf(rest.old, after, known);
  const formNow = formOf(rest.now, before, known);
  return [
    ...rest.pairs.flatMap((pair) => comparePair(pair, known, place, walk, compareLeaves)),
    ...rest.old.map((element): RawChange => {
      const identity = `${place.identity}\n${nameOf(element, known)}`;
      const path = `${place.before}[${element.index}]`;
      return { form: formOld(element), kind: 'removed', path, identity, before: contentOf(element) };
    }),
    ...rest.now.map((element): RawChange => {
      const identity = `${place.identity}\n${nameOf(element, known)}`;
      const path = `${place.after}[${element.index}]`;
      const pathBefore = `${place.before}[${element.index}]`;
      const form = formNow(element);
      return { form, kind: 'added', path, pathBefore, identity, after: contentOf(element) };
    }),
  ];
}

/** A value of a known list that is on the other side too stands there more or less often: the list says the same. */
function formOf(
  rest: readonly Element[],
  others: readonly Element[],
  known: ListIdentity | undefined,
): (element: Element) => 'element' | 'spelling' {
  const keyOf = (element: Element) => (scalarOf(element) === undefined ? null : identityKey(element, known));
  const there = rest.some((element) => keyOf(element) !== null) ? new Set(others.map(keyOf)) : new Set();
  return (element) => {
    const key = keyOf(element);
    return key !== null && there.has(key) ? 'spelling' : 'element';
  };
}

function tellUnknowable(old: Element, now: Element, place: Place, walk: Walk): void {
  for (const [index, { path, value }] of now.leaves.entries()) {
    const other = old.leaves[index];
    if (other !== undefined && isUnknowable(other.value, value))
      walk.unknowable(joinPaths(`${place.after}[${now.index}]`, path));
  }
}

function comparePair(
  { old, now }: Pair,
  known: ListIdentity | undefined,
  place: Place,
  walk: Walk,
  compareLeaves: LeafComparison,
): RawChange[] {
  const inner = {
    before: `${place.before}[${old.index}]`,
    after: `${place.after}[${now.index}]`,
    identity: `${place.identity}\n${nameOf(now, known)}`,
  };
  const changes = compareLeaves(old.leaves, now.leaves, inner, walk);
  // One value in upper and lower case is the same, written in another way.
  return scalarOf(old) === undefined || identityKey(old, known) === null
    ? changes
    : changes.map((change) => ({ ...change, form: 'spelling' }));
}

/** Matches elements that share a key, in order; those without a key stay. */
function matchBy(keyOf: (element: Element) => string | null, { old, now, pairs }: Unmatched): Unmatched {
  const waiting = new Map<string, Element[]>();
  for (const element of old) {
    const key = keyOf(element);
    if (key === null) continue;
    const list = waiting.get(key);
    if (list === undefined) waiting.set(key, [element]);
    else list.push(element);
  }
  // Taken from the end: a list of thousands of equal elements must not be moved up each time.
  for (const list of waiting.values()) list.reverse();
  const matched = new Set<Element>();
  const found: Pair[] = [];
  const rest: Element[] = [];
  for (const element of now) {
    const key = keyOf(element);
    const other = key === null ? undefined : waiting.get(key)?.pop();
    if (other === undefined) rest.push(element);
    else {
      matched.add(other);
      found.push({ old: other, now: element });
    }
  }
  return { old: old.filter((element) => !matched.has(element)), now: rest, pairs: [...pairs, ...found] };
}

/** Matches what has no identity by content. What has one and was not matched by it is something else. */
function matchWithoutKey(
  { old, now, pairs }: Unmatched,
  keyOf: (element: Element) => string | null,
): Unmatched {
  const nameless = (element: Element) => keyOf(element) === null;
  const open = { old: old.filter(nameless), now: now.filter(nameless), pairs };
  const matched = matchOnlyOnes(matchByContent(open));
  return {
    old: [...old.filter((element) => !nameless(element)), ...matched.old],
    now: [...now.filter((element) => !nameless(element)), ...matched.now],
    pairs: matched.pairs,
  };
}

/** A leaf that more elements than this share says nothing about which of them is which. */
const commonLeaf = 50;

/** Matches elements with leaves of their own that share most; the best matches first. */
function matchByContent({ old, now, pairs }: Unmatched): Unmatched {
  const holders = new Map<string, number[]>();
  for (const [at, element] of old.entries())
    for (const leaf of element.leaves) {
      const key = leafKey(leaf);
      const list = holders.get(key);
      if (list === undefined) holders.set(key, [at]);
      else list.push(at);
    }
  const candidates: { readonly old: number; readonly now: number; readonly shared: number }[] = [];
  for (const [at, element] of now.entries()) {
    const shared = new Map<number, number>();
    for (const leaf of element.leaves) {
      const list = holders.get(leafKey(leaf)) ?? [];
      if (list.length <= commonLeaf)
        for (const other of list) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    for (const [other, count] of shared) candidates.push({ old: other, now: at, shared: count });
  }
  candidates.sort((a, b) => b.shared - a.shared || a.old - b.old || a.now - b.now);
  const usedOld = new Set<number>();
  const usedNow = new Set<number>();
  const found: Pair[] = [];
  for (const candidate of candidates) {
    const [first, second] = [old[candidate.old], now[candidate.now]];
    if (usedOld.has(candidate.old) || usedNow.has(candidate.now) || !first || !second) continue;
    usedOld.add(candidate.old);
    usedNow.add(candidate.now);
    found.push({ old: first, now: second });
  }
  return {
    old: old.filter((_, at) => !usedOld.has(at)),
    now: now.filter((_, at) => !usedNow.has(at)),
    pairs: [...pairs, ...found],
  };
}

/** Of a list of which nothing is known, what is left alone on both sides is taken for one element that changed. */
function matchOnlyOnes({ old, now, pairs }: Unmatched): Unmatched {
  const [first] = old;
  const [second] = now;
  if (old.length !== 1 || now.length !== 1 || first === undefined || second === undefined)
    return { old, now, pairs };
  return shapeOf(first) === shapeOf(second)
    ? { old: [], now: [], pairs: [...pairs, { old: first, now: second }] }
    : { old, now, pairs };
}

/** A value, a list or an object: one does not become another by a change inside it. */
function shapeOf(element: Element): 'value' | 'list' | 'object' {
  if (scalarOf(element) !== undefined) return 'value';
  return /^\[\d/.test(element.leaves[0]?.path ?? '') ? 'list' : 'object';
}

function leafKey({ path, value }: Leaf): string {
  return `${path}\n${valueKey(value)}`;
}

function contentKey(element: Element): string {
  const scalar = scalarOf(element);
  return scalar === undefined ? element.leaves.map(leafKey).sort().join('\n') : valueKey(scalar);
}

function identityKey(element: Element, known: ListIdentity | undefined): string | null {
  if (known === undefined || known.identity === 'value') return null;
  const scalar = scalarOf(element);
  if (scalar !== undefined) return folded(scalar);
  for (const key of known.keys) {
    const leaf = element.leaves.find(({ path }) => path === key);
    if (leaf !== undefined) return `${key} ${folded(leaf.value)}`;
  }
  return null;
}

function folded(value: LeafValue): string {
  return valueKey(typeof value === 'string' ? value.toLowerCase() : value);
}

/** What an element is called in the id of a change. */
function nameOf(element: Element, known: ListIdentity | undefined): string {
  const scalar = scalarOf(element);
  if (typeof scalar === 'string') return known?.identity === 'folded' ? scalar.toLowerCase() : scalar;
  return (identityKey(element, known) ?? contentKey(element)).replaceAll('\n', ' ');
}

function contentOf(element: Element): ChangeValue {
  const scalar = scalarOf(element);
  if (scalar === undefined) return { leaves: element.leaves.map(({ path, value }) => ({ path, value })) };
  return scalar;
}
