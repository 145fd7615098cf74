import { type PathSegment, parsePath } from '../catalogue/paths.js';
import type { SettingsIndex } from '../catalogue/settings.js';
import { type DocumentObject, type DocumentValue, ExtendedValue } from '../readers/values.js';
import type { AtaSnapshot, Document, Leaf } from '../types/ata-snapshot.js';
import { scopeOf } from './classify.js';
import { flattenDocument } from './leaves.js';
import { shownPath } from './redact.js';
import { scrubbed, scrubText } from './scrub.js';

/**
 * The leaves of a snapshot's documents, put through the same rules as those of a source: people edit snapshots, and
 * rules grow. What was redacted stays as it is.
 */
export function redactLeavesAgain(
  documents: readonly Document[],
  settings: SettingsIndex,
): Promise<Document[]> {
  return Promise.all(
    documents.map(async (document) => {
      const value = documentOfLeaves(document.leaves);
      // The schema and the reader have seen to it that there is one.
      if (value === null) return document;
      const { leaves } = await flattenDocument(value, scopeOf(document.kind), settings);
      return { ...document, leaves: [...leaves] };
    }),
  );
}

/** A snapshot with the credentials taken out of all its texts but the leaves, which have rules of their own. */
export function scrubSnapshot(snapshot: AtaSnapshot): AtaSnapshot {
  return {
    ...scrubbed({ ...snapshot, documents: [], notices: [] }),
    notices: snapshot.notices.map(({ path, ...notice }) => ({
      ...scrubbed(notice),
      path: path === null ? null : scrubPath(path),
    })),
    documents: snapshot.documents.map(({ leaves, ...document }) => ({ ...scrubbed(document), leaves })),
  };
}

function scrubPath(path: string): string {
  const segments = pathSegments(path);
  return segments === null ? scrubText(path) : shownPath(segments);
}

/** Null for a text that is no path. */
function pathSegments(path: string): PathSegment[] | null {
  try {
    return parsePath(path);
  } catch {
    return null;
  }
}

/** Keys or indexes with what stands there. */
type Branch = Map<PathSegment, Branch | LeafNode>;
interface LeafNode {
  readonly value: Leaf['value'];
}

/** MongoDB itself stores at most 100 levels, and the reader of sources takes no more than this. */
const deepestLevel = 200;

/**
 * The document that leaves were taken from, in their order. Elements of a list move up where one was taken out by hand.
 *
 * @returns null if no document can have these leaves: a path that is none, or something below a leaf, or keys and
 *   indexes at one place
 */
export function documentOfLeaves(leaves: readonly Leaf[]): DocumentObject | null {
  const only = leaves[0];
  if (leaves.length === 1 && only?.path === '') return new Map();
  const root: Branch = new Map();
  for (const { path, value } of leaves) {
    const segments = pathSegments(path);
    const last = segments?.pop();
    if (segments === null || last === undefined || segments.length >= deepestLevel) return null;
    const branch = branchAt(root, segments);
    if (branch === null || branch.has(last)) return null;
    branch.set(last, { value });
  }
  const document = decoded(root);
  return document instanceof Map ? document : null;
}

function branchAt(root: Branch, segments: readonly PathSegment[]): Branch | null {
  let branch = root;
  for (const segment of segments) {
    let next = branch.get(segment);
    if (next === undefined) {
      next = new Map();
      branch.set(segment, next);
    }
    if (!(next instanceof Map)) return null;
    branch = next;
  }
  return branch;
}

function decoded(node: Branch | LeafNode): DocumentValue | undefined {
  if (!(node instanceof Map)) return decodedLeaf(node.value);
  const isListOfElements = typeof node.keys().next().value === 'number';
  const list: DocumentValue[] = [];
  const object = new Map<string, DocumentValue>();
  for (const [segment, child] of node) {
    const value = decoded(child);
    if (value === undefined || (typeof segment === 'number') !== isListOfElements) return undefined;
    if (typeof segment === 'number') list.push(value);
    else object.set(segment, value);
  }
  return isListOfElements ? list : object;
}

/** A leaf as {@link flattenDocument} takes it; redaction marks travel as values of a type of their own. */
function decodedLeaf(value: Leaf['value']): DocumentValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) return [];
  return Object.keys(value).length === 0 ? new Map() : new ExtendedValue({ ...value });
}
