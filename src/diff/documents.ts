import type { AtaSnapshot, Document } from '../types/ata-snapshot.js';

/** A document of both sides, or of one. */
export interface DocumentPair {
  readonly before: Document | null;
  readonly after: Document | null;
}

/** The documents that count: one that a newer state overrules is no part of the configuration. */
export function documentsInForce({ documents }: Pick<AtaSnapshot, 'documents'>): Document[] {
  return documents.filter(({ supersededBy }) => supersededBy === null);
}

/**
 * Finds which documents are two states of the same: the Center is the Center, the others by kind, class and id; where an
 * id is missing, gateways by name, and what else there is by content or, failing that, in order.
 */
export function pairDocuments(before: readonly Document[], after: readonly Document[]): DocumentPair[] {
  let rest: Matched = { pairs: [], before, after };
  rest = match(rest, (document) => (document.kind === 'center' ? 'center' : null));
  rest = match(rest, idKey);
  // Only where one of the two has no id: a gateway that was installed again under its name is another one.
  rest = match(rest, onlyWithoutId(gatewayName), gatewayName);
  rest = match(rest, gatewayName, onlyWithoutId(gatewayName));
  rest = match(
    rest,
    onlyWithoutId((document) => `${document.type} ${contentOf(document)}`),
  );
  rest = match(
    rest,
    onlyWithoutId(({ kind, type }) => `${kind} ${type}`),
  );
  return [
    ...rest.pairs,
    ...rest.before.map((document) => ({ before: document, after: null })),
    ...rest.after.map((document) => ({ before: null, after: document })),
  ];
}

/** NetBIOS name of the server that a document belongs to. */
export function serverNameOf(document: Document): string | null {
  const value = document.leaves.find(({ path }) => path === 'NetbiosName')?.value;
  return typeof value === 'string' && value !== '' ? value : null;
}

interface Matched {
  readonly pairs: readonly DocumentPair[];
  readonly before: readonly Document[];
  readonly after: readonly Document[];
}

type Key = (document: Document) => string | null;

/** Matches documents that share a key, in order; those without a key stay. */
function match({ pairs, before, after }: Matched, keyOf: Key, keyOfNow: Key = keyOf): Matched {
  const waiting = new Map<string, Document[]>();
  // Turned round, because documents are taken from the end: from the front, thousands would have to move up each time.
  for (const old of [...before].reverse()) {
    const key = keyOf(old);
    const list = key === null ? undefined : waiting.get(key);
    if (list !== undefined) list.push(old);
    else if (key !== null) waiting.set(key, [old]);
  }
  const found = new Map<Document, Document>();
  const left = new Set(before);
  for (const now of after) {
    const key = keyOfNow(now);
    const old = key === null ? undefined : waiting.get(key)?.pop();
    if (old === undefined) continue;
    left.delete(old);
    found.set(now, old);
  }
  return {
    pairs: [...pairs, ...[...found].map(([now, old]) => ({ before: old, after: now }))],
    before: [...left],
    after: after.filter((document) => !found.has(document)),
  };
}

function onlyWithoutId(keyOf: Key): Key {
  return (document) => (document.id === null ? keyOf(document) : null);
}

function idKey({ kind, type, id }: Document): string | null {
  if (id === null) return null;
  // The class of a gateway has been written in several ways; other collections may share an id.
  return kind === 'gateway' ? `gateway ${id.toLowerCase()}` : `${kind} ${type} ${id.toLowerCase()}`;
}

function gatewayName(document: Document): string | null {
  return document.kind === 'gateway' ? (serverNameOf(document)?.toLowerCase() ?? null) : null;
}

function contentOf({ leaves }: Document): string {
  return JSON.stringify(leaves);
}
