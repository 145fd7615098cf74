import { parsePath } from '../catalogue/paths.js';
import { builtInSettings, type SettingsIndex, settingsFactsAsOf } from '../catalogue/settings.js';
import { compareText } from '../compare.js';
import { UserError } from '../errors.js';
import { slug } from '../ids.js';
import { program } from '../program.js';
import { toCanonical } from '../readers/canonical.js';
import { classNames, type DocumentKind, documentId, documentKind } from '../readers/document-kinds.js';
import { exportAdvice } from '../readers/looks-like.js';
import { millisecondsOf } from '../readers/mongo-values.js';
import type { LoadedSource } from '../readers/sources.js';
import { DateValue, type DocumentObject, type SourceDocument } from '../readers/values.js';
import type { Notice } from '../reporter.js';
import type { AtaSnapshot, Document, Entity, Notice as NoticeBlock, Source } from '../types/ata-snapshot.js';
import { classifySnapshot, scopeOf } from './classify.js';
import { refuseDepthCut } from './depth-cut.js';
import { entitiesNamedBy, indexEntities } from './entities.js';
import { LeafBudget } from './leaf-budget.js';
import { leafValueOf } from './leaf-values.js';
import { flattenDocument } from './leaves.js';
import { shownPath } from './redact.js';
import { mergeRoleGroups } from './role-groups.js';
import { holdsCredentials, scrubText, textHoldsSecrets } from './scrub.js';
import { readSections } from './sections.js';

export interface NormaliseOptions {
  readonly settings?: SettingsIndex;
  /** Notices of the readers, to travel with the snapshot. */
  readonly notices?: readonly Notice[];
}

/**
 * Turns what the readers returned into the snapshot of one ATA deployment: redacts, resolves ids, keeps every leaf.
 *
 * @param sources decoded sources of one deployment; several documents of one id are read as several states of it,
 *   of which the newest counts
 * @throws UserError if no source holds a SystemProfile document, if they belong to different Centers, if a Center
 *   lacks its configuration, if `ConvertTo-Json -Depth` has destroyed a part, or if there is more than a snapshot can hold
 */
export async function normalise(
  sources: readonly LoadedSource[],
  options: NormaliseOptions = {},
): Promise<AtaSnapshot> {
  const settings = options.settings ?? builtInSettings();
  const found = sources.flatMap((source) => source.documents.map((document) => describe(source, document)));
  const profiles = found.filter(isProfile);
  refuseOwnDocuments(found);
  refuseWithoutProfile(sources, found);
  refuseSeveralCenters(profiles);
  const ranked = markSuperseded(profiles);
  const { documents, sourcesWithClearText } = await flattenProfiles(ranked, settings);
  for (const { source, kind, value } of found)
    if (!Object.hasOwn(documentKinds, kind) && holdsCredentials(value)) sourcesWithClearText.add(source);
  for (const source of sources)
    if (source.text !== undefined && textHoldsSecrets(source.text)) sourcesWithClearText.add(source);
  const leaves = classifySnapshot({ documents }, settings);
  const entityIndex = indexEntities(
    found.filter(({ kind }) => kind === 'unique-entity').map(({ value }) => value),
  );
  const roleGroups = mergeRoleGroups(
    sources.flatMap((source) => source.roleGroups ?? []),
    entityIndex.idOfSid,
  );
  const entities = entitiesNamedBy(leaves, entityIndex, roleGroups);
  return {
    schema: 'ata-snapshot',
    schemaVersion: 1,
    program: program(),
    factsAsOf: settingsFactsAsOf(),
    sources: sources.map((source) => sourceBlock(source, sourcesWithClearText.has(source))),
    notices: [
      ...(options.notices ?? []),
      ...noticesOfLeftOut(found),
      ...noticesOfGuesses(ranked),
      ...noticesOfContradictions(entities.filter(({ id }) => entityIndex.isContradictory(id))),
    ].map(noticeBlock),
    ...readSections(documents, leaves, entities),
    roleGroups,
    entities,
    documents,
  };
}

/** Where a document begins, as locations say it. */
function placeOf(line: number | null, column?: number): { readonly line?: number; readonly column?: number } {
  if (line === null) return {};
  return column === undefined ? { line } : { line, column };
}

interface FoundDocument {
  readonly source: LoadedSource;
  readonly line: number | null;
  readonly value: DocumentObject;
  readonly kind: DocumentKind;
}

type ProfileKind = keyof typeof documentKinds;
interface Profile extends FoundDocument {
  readonly kind: ProfileKind;
}

const configurationKinds: ReadonlySet<DocumentKind> = new Set([
  'center-profile',
  'gateway-profile',
  'other-profile',
]);

function isProfile(document: FoundDocument): document is Profile {
  return Object.hasOwn(documentKinds, document.kind);
}

function describe(source: LoadedSource, document: SourceDocument): FoundDocument {
  return { source, line: document.line, value: document.value, kind: documentKind(document.value) };
}

/** What this program wrote is no part of a deployment; read beside one, it would be dropped in silence. */
function refuseOwnDocuments(found: readonly FoundDocument[]): void {
  const own = found.find(({ kind }) => kind === 'migration-plan' || kind === 'ata-snapshot');
  if (own === undefined) return;
  throw new UserError(`this holds a document that ata2mdi wrote (${own.kind}), not one of ATA`, {
    location: { source: own.source.name, ...placeOf(own.line) },
    advice:
      own.kind === 'migration-plan'
        ? ['A plan cannot be read back. Give the sources or the snapshot that it was made from.']
        : ['Give a snapshot by itself, as it was written: one document in one file.'],
  });
}

function refuseWithoutProfile(sources: readonly LoadedSource[], found: readonly FoundDocument[]): void {
  const ofAta = new Set(found.filter(({ kind }) => kind !== 'unknown').map(({ source }) => source));
  const stranger = sources.find(
    (source) => !ofAta.has(source) && source.roleGroups === undefined && source.isFiltered !== true,
  );
  if (stranger !== undefined)
    throw new UserError(`this is of something else than ATA: it looks like ${strangerLooksLike(stranger)}`, {
      location: { source: stranger.name, ...placeOf(stranger.documents[0]?.line ?? null, 1) },
      advice: exportAdvice,
    });
  if (found.some(({ kind }) => configurationKinds.has(kind))) return;
  if (sources.length === 0)
    throw new UserError('the sources hold nothing of an ATA deployment', { advice: exportAdvice });
  const held = sources.every(({ roleGroups }) => roleGroups !== undefined)
    ? 'members of role groups'
    : 'documents of ATA';
  throw new UserError(`the sources hold ${held}, but no configuration (no SystemProfile document)`, {
    ...(sources[0] === undefined ? {} : { location: { source: sources[0].name } }),
    advice: exportAdvice,
  });
}

/** What a source without any document of ATA looks like, in words that quote nothing of it. */
function strangerLooksLike({ documents }: LoadedSource): string {
  const [first] = documents;
  if (first === undefined) return 'an empty list';
  const count = documents.length === 1 ? 'an object' : `${documents.length} objects`;
  return classNames(first.value).length === 0
    ? `${count} without a class (_t or Type)`
    : `${count} of another class`;
}

function refuseSeveralCenters(profiles: readonly Profile[]): void {
  const centers = profiles.filter(({ kind }) => kind === 'center-profile');
  const ids = new Set(centers.map(({ value }) => documentId(value)));
  if (ids.size <= 1) return;
  throw new UserError(`the sources belong to ${ids.size} different ATA Centers`, {
    location: { source: centers[1]?.source.name ?? '' },
    advice: ['Run the program once for each Center, with the sources of that Center only.'],
  });
}

interface RankedDocument extends Profile {
  readonly key: string;
  readonly supersededBy: string | null;
  readonly updateTime: string | null;
  /** It is of the same age as the one that supersedes it, but differs: nothing tells which of them is in force. */
  readonly mayBeNewer: boolean;
}

/** Gives every document its key, and finds the newest where several have the same id. */
function markSuperseded(profiles: readonly Profile[]): RankedDocument[] {
  const groups = new Map<string, Profile[]>();
  for (const [position, profile] of profiles.entries()) {
    const id = documentId(profile.value);
    // Other collections may use the same id for something else: what ATA learned of an entity, for one.
    const type = profile.kind === 'center-profile' ? '' : classNames(profile.value).at(-1);
    const identity =
      id === null && profile.kind !== 'center-profile'
        ? `position ${position}`
        : `${profile.kind} ${type} ${id}`;
    const group = groups.get(identity);
    if (group === undefined) groups.set(identity, [profile]);
    else group.push(profile);
  }
  const keys = new DocumentKeys();
  const ranked = new Map<Profile, RankedDocument>();
  for (const group of groups.values()) {
    const newestFirst = group.length === 1 ? group : sortedByAge(group);
    const newest = newestFirst[0];
    if (newest === undefined) continue;
    const newestKey = keys.unique(keyOf(newest));
    for (const profile of newestFirst) {
      const inForce = profile === newest;
      ranked.set(profile, {
        ...profile,
        key: inForce ? newestKey : keys.unique(newestKey),
        supersededBy: inForce ? null : newestKey,
        updateTime: updateTimeOf(profile.value),
        mayBeNewer: !inForce && isSameAge(profile, newest) && contentOf(profile) !== contentOf(newest),
      });
    }
  }
  return profiles.flatMap((profile) => ranked.get(profile) ?? []);
}

/** Newest first. What is of one age is ordered by content, so that the order of the sources decides nothing. */
function sortedByAge(group: readonly Profile[]): Profile[] {
  const states = group.map((profile) => ({ profile, time: timeOf(profile.value) }));
  const contents = new Map<Profile, string>();
  function content(profile: Profile): string {
    const text = contents.get(profile) ?? contentOf(profile);
    contents.set(profile, text);
    return text;
  }
  states.sort((a, b) => {
    const byTime = compareTimes(b.time, a.time);
    if (byTime !== 0) return byTime;
    return compareText(content(a.profile), content(b.profile));
  });
  return states.map(({ profile }) => profile);
}

function isSameAge(a: Profile, b: Profile): boolean {
  return compareTimes(timeOf(a.value), timeOf(b.value)) === 0;
}

function contentOf({ value }: Profile): string {
  return JSON.stringify(toCanonical(value));
}

/** When ATA last changed a document, as text; null if it does not say, or says nothing that can be a time. */
function updateTimeOf(document: DocumentObject): string | null {
  const value = document.get('UpdateTime');
  if (typeof value === 'string') return scrubText(value);
  const text = value instanceof DateValue ? leafValueOf(value) : null;
  return typeof text === 'string' ? text : null;
}

function timeOf(document: DocumentObject): bigint | null {
  return millisecondsOf(document.get('UpdateTime'));
}

/** Orders times; those that cannot be read come first, as the oldest. */
function compareTimes(a: bigint | null, b: bigint | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}

function keyOf({ kind, value }: Profile): string {
  if (kind === 'center-profile') return 'center';
  const name = value.get('NetbiosName');
  const label = typeof name === 'string' && name !== '' ? name : documentId(value);
  if (kind === 'gateway-profile') return `gateway/${slug(scrubText(label ?? 'unnamed'))}`;
  return `document/${slug(scrubText(classNames(value).at(-1) ?? 'untyped'))}`;
}

function scrubbed(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : scrubText(text);
}

/** Keys of documents, each given once. */
class DocumentKeys {
  readonly #taken = new Set<string>();
  /** The last number that was given to a key. */
  readonly #copies = new Map<string, number>();

  unique(wanted: string): string {
    let copy = this.#copies.get(wanted) ?? 0;
    let key = wanted;
    do {
      copy += 1;
      if (copy > 1) key = `${wanted}~${copy}`;
    } while (this.#taken.has(key));
    this.#copies.set(wanted, copy);
    this.#taken.add(key);
    return key;
  }
}

async function flattenProfiles(
  profiles: readonly RankedDocument[],
  settings: SettingsIndex,
): Promise<{ documents: Document[]; sourcesWithClearText: Set<LoadedSource> }> {
  const documents: Document[] = [];
  const sourcesWithClearText = new Set<LoadedSource>();
  const budget = new LeafBudget();
  for (const profile of profiles) {
    const kind = documentKinds[profile.kind];
    refuseDepthCut(profile.value, scopeOf(kind), settings, {
      source: profile.source.name,
      ...placeOf(profile.line),
    });
    refuseWithoutConfiguration(profile);
    const { leaves, hasClearTextSecret } = await flattenDocument(
      profile.value,
      scopeOf(kind),
      settings,
      (path) => budget.take(path, profile.source.name),
    );
    if (hasClearTextSecret) sourcesWithClearText.add(profile.source);
    documents.push({
      key: profile.key,
      kind,
      type: scrubbed(classNames(profile.value).at(-1)),
      id: scrubbed(documentId(profile.value)),
      source: profile.source.name,
      line: profile.line,
      updateTime: profile.updateTime,
      supersededBy: profile.supersededBy,
      leaves: [...leaves],
    });
  }
  return { documents, sourcesWithClearText };
}

/** A Center without its configuration would give a plan in which nothing is set. */
function refuseWithoutConfiguration({ kind, value, source, line }: Profile): void {
  if (kind !== 'center-profile' || value.get('Configuration') instanceof Map) return;
  throw new UserError('this is not a whole Center configuration: it has no object Configuration', {
    location: { source: source.name, ...placeOf(line), path: 'Configuration' },
    advice: ['Export it again whole.', ...exportAdvice],
  });
}

/** The kinds that are accounted for leaf by leaf; `unknown` too, so that nothing in a file is dropped. */
const documentKinds = {
  'center-profile': 'center',
  'gateway-profile': 'gateway',
  'other-profile': 'other',
  unknown: 'unknown',
} as const satisfies Partial<Record<DocumentKind, Document['kind']>>;

/** Documents of ATA that are not configuration are not carried over: say so once for each source and kind. */
function noticesOfLeftOut(found: readonly FoundDocument[]): Notice[] {
  const counts = new Map<string, { source: string; kind: DocumentKind; count: number }>();
  for (const { source, kind } of found) {
    if (kind !== 'suspicious-activity' && kind !== 'monitoring-alert') continue;
    const entry = counts.get(`${kind} ${source.name}`) ?? { source: source.name, kind, count: 0 };
    counts.set(`${kind} ${source.name}`, { ...entry, count: entry.count + 1 });
  }
  return [...counts.values()].map(({ source, kind, count }) => ({
    code: 'not-configuration',
    text: `${count} document${count === 1 ? '' : 's'} of kind ${kind} left out: alerts are not part of the configuration.`,
    source,
  }));
}

/** Where nothing says which copy is newer, which of them is in force is a guess: say so. */
function noticesOfGuesses(documents: readonly RankedDocument[]): Notice[] {
  return documents.flatMap(({ source, supersededBy, value, mayBeNewer }) => {
    if (!mayBeNewer) return [];
    const [code, reason] =
      timeOf(value) === null
        ? ['undated-copy', 'has no readable UpdateTime, nor has the one in force']
        : ['same-time-copy', 'has the same UpdateTime as the one in force, but differs from it'];
    return [
      {
        code,
        text: `A copy of ${supersededBy} ${reason}: which of them is newer cannot be told. Give only the one that counts.`,
        source: source.name,
      },
    ];
  });
}

/** Exports of entities say nothing of when they were made. */
function noticesOfContradictions(entities: readonly Entity[]): Notice[] {
  if (entities.length === 0) return [];
  const ids = entities.map(({ id }) => id).join(', ');
  return [
    {
      code: 'entities-differ',
      text: `The sources say different things of ${entities.length === 1 ? 'one of the entities' : `${entities.length} of the entities`} that settings name; which is newer cannot be told. Give only the newer export of UniqueEntity. Ids: ${ids}`,
    },
  ];
}

function noticeBlock({ code, text, source, path }: Notice): NoticeBlock {
  return { code, text, source: source ?? null, path: path === undefined ? null : shownPath(parsePath(path)) };
}

/**
 * Size and hash of a source that holds a secret in clear text are left out: all the rest of the source stands in the
 * snapshot, so the secret could be guessed until the hash agrees.
 */
function sourceBlock(source: LoadedSource, hasClearTextSecret: boolean): Source {
  return {
    name: source.name,
    format: source.format,
    encoding: source.encoding,
    bytes: hasClearTextSecret ? null : source.byteLength,
    sha256: hasClearTextSecret ? null : source.sha256,
    documents: source.documents.length,
  };
}
