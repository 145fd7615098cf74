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
  rest = match(rest, gatewayName, (old, now) => old.id === null || now.id === null);
  rest = match(rest, (document) => (document.id === null ? `${document.type} ${contentOf(document)}` : null));
  rest = match(rest, (document) => (document.id === null ? `${document.kind} ${document.type}` : null));
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

function match(
  { pairs, before, after }: Matched,
  keyOf: (document: Document) => string | null,
  may: (old: Document, now: Document) => boolean = () => true,
): Matched {
  const waiting = new Map<string, Document[]>();
  for (const old of before) {
    const key = keyOf(old);
    if (key !== null) waiting.set(key, [...(waiting.get(key) ?? []), old]);
  }
  const found = new Map<Document, Document>();
  const left = new Set(before);
  for (const now of after) {
    const key = keyOf(now);
    const candidates = key === null ? undefined : waiting.get(key);
    const old = candidates?.find((candidate) => left.has(candidate) && may(candidate, now));
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
