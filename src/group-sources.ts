/** Which sources belong to which ATA Center. */
import { compareText } from './compare.js';
import { UserError } from './errors.js';
import { documentId, documentKind } from './readers/document-kinds.js';
import type { LoadedSource, Place } from './readers/sources.js';
import type { DocumentObject } from './readers/values.js';
import { wantedEntities } from './snapshot/wanted-entities.js';

/** The sources of one Center. */
export interface CenterSources {
  readonly identity: string;
  readonly sources: readonly LoadedSource[];
}

/**
 * What tells a Center from others: the id of its SystemProfile, which a database gives once; where an export lacks it, the
 * NetBIOS name of its server.
 */
export function centerIdentity(id: string | null, name: string | null): string {
  return id === null ? `name ${(name ?? '').toLowerCase()}` : `id ${id}`;
}

/** The identities of the Centers in sources, each once, with the first source that holds it. */
export function centersIn(sources: readonly LoadedSource[]): ReadonlyMap<string, LoadedSource> {
  const identify = identifier(sources);
  const centers = new Map<string, LoadedSource>();
  for (const source of sources)
    for (const document of centerDocuments(source)) {
      const identity = identify(document);
      if (!centers.has(identity)) centers.set(identity, source);
    }
  return centers;
}

/**
 * Sources by the Center that they belong to:
 *
 * 1. what holds a Center, to that one;
 * 2. what lies in the folder of one Center, or below it, to that one;
 * 3. what is another state of a Gateway, or names the server of a Center as the computer of a local account, to the Center
 *    of that;
 * 4. exports of entities to every Center whose settings name one of them.
 *
 * With fewer than two Centers, all sources belong together.
 *
 * @param known identities of Centers besides, of which no source is to be taken: their snapshots are complete
 * @returns the Centers in the order of their identities, the sources of each in the order of their names; and the sources
 *   of entities that no Center names
 * @throws UserError for a source of which nothing tells whose it is, or that holds two Centers
 */
export function groupByCenter(
  sources: readonly LoadedSource[],
  known: readonly string[] = [],
): { readonly centers: readonly CenterSources[]; readonly unused: readonly LoadedSource[] } {
  const centers = centersIn(sources);
  const [sole] = centers.keys();
  if (centers.size + known.length <= 1)
    return { centers: [{ identity: sole ?? known[0] ?? '', sources }], unused: [] };
  const identify = identifier(sources);
  const groups = new Map<string, LoadedSource[]>([...centers.keys()].map((identity) => [identity, []]));
  const rest: LoadedSource[] = [];
  for (const source of sources) {
    const held = new Set(centerDocuments(source).map(identify));
    const [first, second] = held;
    if (second !== undefined) throw severalInOne(source);
    if (first === undefined) rest.push(source);
    else groups.get(first)?.push(source);
  }
  const places = [...groups].flatMap(([identity, own]) =>
    own.flatMap((source) => (source.places ?? []).map(({ folder }) => ({ identity, folder }))),
  );
  const unplaced: LoadedSource[] = [];
  for (const source of rest) {
    const owners = new Set((source.places ?? []).flatMap((place) => ownerOf(place, places) ?? []));
    if (owners.size === 0) unplaced.push(source);
    for (const owner of owners) groups.get(owner)?.push(source);
  }
  const entities: LoadedSource[] = [];
  for (const source of unplaced) {
    const owner = linkedCenter(source, groups);
    if (owner !== null) groups.get(owner)?.push(source);
    else if (isOfEntities(source)) entities.push(source);
    else throw ownerless(source);
  }
  const unused: LoadedSource[] = [];
  const wanted = new Map([...groups].map(([identity, own]) => [identity, wantedBy(own)] as const));
  for (const source of entities) {
    const owners = [...wanted].filter(([, wants]) => holdsAny(source, wants));
    if (owners.length === 0) unused.push(source);
    for (const [owner] of owners) groups.get(owner)?.push(source);
  }
  return {
    centers: [...groups]
      .sort(([one], [other]) => compareText(one, other))
      .map(([identity, own]) => ({ identity, sources: own.sort(byName) })),
    unused,
  };
}

function byName(one: LoadedSource, other: LoadedSource): number {
  return compareText(`${one.name}\0${one.sha256}`, `${other.name}\0${other.sha256}`);
}

function centerDocuments({ documents }: LoadedSource): DocumentObject[] {
  return documents.map(({ value }) => value).filter((value) => documentKind(value) === 'center-profile');
}

/** What a document of a Center says of which it is. One without an id is that of the only Center of its name. */
function identifier(sources: readonly LoadedSource[]): (document: DocumentObject) => string {
  const byName = new Map<string, Set<string>>();
  for (const document of sources.flatMap(centerDocuments)) {
    const [id, name] = [documentId(document), nameOf(document)];
    if (id === null || name === null) continue;
    const key = name.toLowerCase();
    byName.set(key, (byName.get(key) ?? new Set()).add(centerIdentity(id, name)));
  }
  return (document) => {
    const [id, name] = [documentId(document), nameOf(document)];
    const [first, second] = id === null && name !== null ? (byName.get(name.toLowerCase()) ?? []) : [];
    return first !== undefined && second === undefined ? first : centerIdentity(id, name);
  };
}

function nameOf(document: DocumentObject): string | null {
  const name = document.get('NetbiosName');
  return typeof name === 'string' && name !== '' ? name : null;
}

/**
 * The Center in whose folder something lies: the nearest folder upwards that has a Center in it, or, up to the folder that
 * was named on the command line, below it. Null where there is none, or more than one.
 */
function ownerOf(
  { root, folder }: Place,
  centers: readonly { readonly identity: string; readonly folder: string }[],
): string | null {
  for (let at: string | null = folder; at !== null; at = parentOf(at)) {
    const level = at;
    const here = distinct(centers.filter((center) => center.folder === level));
    if (here.length > 0) return only(here);
    if (!isWithin(level, root)) continue;
    const below = distinct(centers.filter((center) => isWithin(center.folder, level)));
    if (below.length > 0) return only(below);
  }
  return null;
}

function distinct(centers: readonly { readonly identity: string }[]): string[] {
  return [...new Set(centers.map(({ identity }) => identity))];
}

function only(found: readonly string[]): string | null {
  return found.length === 1 ? (found[0] ?? null) : null;
}

function parentOf(folder: string): string | null {
  const at = folder.lastIndexOf('/');
  return at <= 0 ? null : folder.slice(0, at);
}

function isWithin(folder: string, other: string): boolean {
  return folder === other || folder.startsWith(`${other}/`);
}

/** The only Center that something is linked to by what it holds. */
function linkedCenter(
  source: LoadedSource,
  groups: ReadonlyMap<string, readonly LoadedSource[]>,
): string | null {
  const ids = gatewayIds(source);
  const computers = new Set(
    (source.roleGroups ?? []).flatMap(({ members }) =>
      members.flatMap(({ domain }) => (domain === null ? [] : [domain.toLowerCase()])),
    ),
  );
  const owners = [...groups].filter(([, own]) =>
    own.some(
      (other) =>
        [...gatewayIds(other)].some((id) => ids.has(id)) ||
        centerDocuments(other).some((document) => computers.has(nameOf(document)?.toLowerCase() ?? '')),
    ),
  );
  return only(owners.map(([identity]) => identity));
}

function gatewayIds({ documents }: LoadedSource): Set<string> {
  return new Set(
    documents.flatMap(({ value }) =>
      documentKind(value) === 'gateway-profile' ? (documentId(value) ?? []) : [],
    ),
  );
}

function isOfEntities({ documents, roleGroups, isFiltered }: LoadedSource): boolean {
  if (roleGroups !== undefined) return false;
  return (
    (documents.length > 0 || isFiltered === true) &&
    documents.every(({ value }) => documentKind(value) === 'unique-entity')
  );
}

function wantedBy(sources: readonly LoadedSource[]): ReturnType<typeof wantedEntities> {
  return wantedEntities(
    sources.flatMap(({ documents }) => documents.map(({ value }) => value)),
    sources.flatMap(({ roleGroups }) => roleGroups ?? []),
  );
}

function holdsAny({ documents }: LoadedSource, { ids, sids }: ReturnType<typeof wantedEntities>): boolean {
  return documents.some(({ value }) => {
    const [id, sid] = [documentId(value), value.get('Sid')];
    return (id !== null && ids.has(id)) || (typeof sid === 'string' && sids.has(sid.toUpperCase()));
  });
}

function severalInOne({ name }: LoadedSource): UserError {
  return new UserError('this holds several ATA Centers at once', {
    location: { source: name },
    advice: ['Export each Center into a file of its own, and give all of the files.'],
  });
}

function ownerless({ name }: LoadedSource): UserError {
  return new UserError('nothing tells which of the ATA Centers this belongs to', {
    location: { source: name },
    advice: [
      'Put it into the folder of the files of its Center, one folder for each Center, and give the folders.',
      'Or run ata2mdi export once for each Center, with its sources only, and give the snapshots.',
    ],
  });
}
