/**
 * What diff leaves out is proved by doing it: a configuration, changed as a comparison says, must be the other one.
 * Written without any part of src/diff.
 */
import { type PathSegment, parsePath } from '../../src/catalogue/paths.js';
import type { AtaSnapshot } from '../../src/types/ata-snapshot.js';
import type {
  Change,
  ConfigurationDiff,
  Content,
  Leaf,
  LeafValue,
} from '../../src/types/configuration-diff.js';

/** A leaf's value, or what has members. */
type Node = LeafNode | Branch;
interface LeafNode {
  readonly value: LeafValue;
}
/** Members by key; of a list by index, before as after elements are taken out. */
interface Branch {
  readonly isList: boolean;
  readonly members: Map<PathSegment, Node>;
  /** Elements that came in, of which the place does not matter. */
  readonly more: Node[];
}

function isBranch(node: Node): node is Branch {
  return 'members' in node;
}

function nodeOf(value: LeafValue): Node {
  if (Array.isArray(value)) return { isList: true, members: new Map(), more: [] };
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return isEmpty ? { isList: false, members: new Map(), more: [] } : { value };
}

function treeOf(leaves: readonly Leaf[]): Node {
  let root: Node = { isList: false, members: new Map(), more: [] };
  for (const { path, value } of leaves) root = withLeaf(root, path === '' ? [] : parsePath(path), value);
  return root;
}

/** The tree with a leaf set; branches on the way are made. */
function withLeaf(node: Node | undefined, path: readonly PathSegment[], value: LeafValue): Node {
  const [first, ...rest] = path;
  if (first === undefined) {
    const made = nodeOf(value);
    // A list or an object that is there already is not emptied by being said to be there.
    return node !== undefined && isBranch(node) && isBranch(made) && node.isList === made.isList
      ? node
      : made;
  }
  const branch: Branch =
    node !== undefined && isBranch(node) && node.isList === (typeof first === 'number')
      ? node
      : { isList: typeof first === 'number', members: new Map(), more: [] };
  branch.members.set(first, withLeaf(branch.members.get(first), rest, value));
  return branch;
}

/** An object that lost its last member is gone with it: one that is empty is a value, and told as such. */
function remove(node: Node | undefined, path: readonly PathSegment[]): void {
  const [first, ...rest] = path;
  if (node === undefined || !isBranch(node) || first === undefined) return;
  if (rest.length === 0) {
    node.members.delete(first);
    return;
  }
  const child = node.members.get(first);
  if (child === undefined || !isBranch(child)) return;
  remove(child, rest);
  if (!child.isList && child.members.size === 0) node.members.delete(first);
}

function at(node: Node | undefined, path: readonly PathSegment[]): Node | undefined {
  let found = node;
  for (const segment of path)
    found = found !== undefined && isBranch(found) ? found.members.get(segment) : undefined;
  return found;
}

/** One text for what is the same but for the order of lists and of keys. */
function canonical(node: Node): string {
  if (!isBranch(node)) return JSON.stringify(sorted(node.value));
  const members = [...node.members, ...node.more.map((element, index) => [`+${index}`, element] as const)];
  return node.isList
    ? `[${members.map(([, member]) => canonical(member)).sort()}]`
    : `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).sort()}}`;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

/** The documents of a snapshot without regard to order. */
export function comparableForm({ documents }: Pick<AtaSnapshot, 'documents'>): string[] {
  return documents.map(({ leaves }) => canonical(treeOf(leaves))).sort();
}

/** The same for a snapshot with the changes of a comparison made to it; bookkeeping must be listed. */
export function changedForm(
  { documents }: Pick<AtaSnapshot, 'documents'>,
  diff: ConfigurationDiff,
): string[] {
  const trees = new Map<string, Node>(documents.map(({ key, leaves }) => [key, treeOf(leaves)]));
  const all = [...diff.changes, ...diff.bookkeeping].filter(
    ({ path }) => !/^(?:entity|role-group)\//.test(path),
  );
  const keys = [...trees.keys()].sort((a, b) => b.length - a.length);
  const place = (text: string): [string, PathSegment[]] | null => {
    const key = keys.find((name) => text.startsWith(`${name}:`));
    return key === undefined ? null : [key, parsePath(text.slice(key.length + 1))];
  };
  // A document that was renamed is found by where it was.
  const renamed = new Map<string, string>();
  for (const { path, pathBefore } of all) {
    const old = pathBefore === undefined ? null : place(pathBefore);
    if (old !== null && !keys.some((name) => path.startsWith(`${name}:`)))
      renamed.set(path.slice(0, path.indexOf(':')), old[0]);
  }
  const inAfter = (text: string): [string, PathSegment[]] => {
    const known = place(text);
    if (known !== null) return known;
    const colon = text.indexOf(':');
    return [renamed.get(text.slice(0, colon)) ?? '', parsePath(text.slice(colon + 1))];
  };
  /** Where elements of AFTER stand in BEFORE tells `pathBefore` of the changes in them alone. */
  const removals: [string, PathSegment[]][] = [];
  const additions: (() => void)[] = [];
  const later: Node[] = [];
  for (const change of all) {
    if (change.path === change.path.split(':')[0] && !change.path.includes(':')) {
      if (change.kind === 'removed') trees.delete(change.path);
      else later.push(treeOf((change.after as Content).leaves));
      continue;
    }
    apply(change, trees, place, inAfter, removals, additions);
  }
  // Elements are taken out by the places that they have in BEFORE, so nothing may move up meanwhile.
  for (const [key, path] of removals) remove(trees.get(key), path);
  for (const addition of additions) addition();
  return [...[...trees.values()], ...later].map(canonical).sort();
}

function apply(
  change: Change,
  trees: Map<string, Node>,
  place: (text: string) => [string, PathSegment[]] | null,
  inAfter: (text: string) => [string, PathSegment[]],
  removals: [string, PathSegment[]][],
  additions: (() => void)[],
): void {
  const { kind, path, pathBefore, after } = change;
  if (kind === 'removed') {
    const found = place(path);
    if (found !== null) removals.push(found);
    return;
  }
  if (kind === 'moved' && pathBefore !== undefined) {
    const found = place(pathBefore);
    if (found !== null) removals.push(found);
  }
  const [key, target] = kind === 'moved' ? inAfter(path) : (place(pathBefore ?? path) ?? inAfter(path));
  additions.push(() => {
    const last = target.at(-1);
    const content = typeof after === 'object' && after !== null && 'leaves' in after;
    if (kind === 'added' && typeof last === 'number') {
      const element = content ? treeOf((after as Content).leaves) : nodeOf(after as LeafValue);
      const parent = target.slice(0, -1);
      let list = at(trees.get(key), parent);
      if (list === undefined || !isBranch(list) || !list.isList) {
        trees.set(key, withLeaf(trees.get(key), parent, []));
        list = at(trees.get(key), parent);
      }
      if (list !== undefined && isBranch(list)) list.more.push(element);
      return;
    }
    trees.set(key, withLeaf(trees.get(key), target, after as LeafValue));
  });
}
