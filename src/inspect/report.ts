/** The structure of sources as a value that holds nothing of theirs: what people can show to others. */
import { formatPath, type PathSegment } from '../catalogue/paths.js';
import {
  type Origin,
  type ProfileKind,
  type SettingsIndex,
  settingsFactsAsOf,
} from '../catalogue/settings.js';
import { program } from '../program.js';
import { classNames, type DocumentKind, documentKind } from '../readers/document-kinds.js';
import type { DecodedSource, DocumentObject } from '../readers/values.js';
import type {
  CatalogueWord,
  KindCount,
  PathShape,
  Structure,
  StructureReport,
  TypeCount,
} from '../types/structure-report.js';
import { collectPlaces, type PlaceNode, shapeOf, type TypeWord } from './collect.js';
import { foldedKey, isShownClass, shownKeys } from './names.js';

/** In which order kinds are told, and which part of the catalogue applies; null where documents are no configuration. */
const kinds: Readonly<Record<DocumentKind, ProfileKind | null>> = {
  'center-profile': 'center',
  'gateway-profile': 'gateway',
  'other-profile': 'other',
  unknown: 'other',
  'unique-entity': null,
  'suspicious-activity': null,
  'monitoring-alert': null,
  'ata-snapshot': null,
  'migration-plan': null,
};
const kindOrder = Object.keys(kinds) as readonly DocumentKind[];

/** Documents of classes of ATA's: what stands in the document itself are properties. */
const ataKinds: ReadonlySet<DocumentKind> = new Set([
  'center-profile',
  'gateway-profile',
  'other-profile',
  'unique-entity',
  'suspicious-activity',
  'monitoring-alert',
]);

/**
 * Says which paths, types and lengths of lists the sources have, and what the catalogue knows of them. Nothing in the
 * result depends on a value, but for the classes of documents; keys that could be data are folded (names.ts).
 *
 * @param userEntries how many entries of a user's catalogue are in `settings`
 */
export function inspectSources(
  sources: readonly Pick<DecodedSource, 'format' | 'encoding' | 'documents' | 'roleGroups'>[],
  settings: SettingsIndex,
  userEntries = 0,
): StructureReport {
  const byKind = new Map<DocumentKind, DocumentObject[]>(kindOrder.map((kind) => [kind, []]));
  for (const { documents } of sources)
    for (const { value } of documents) byKind.get(documentKind(value))?.push(value);
  return {
    schema: 'structure-report',
    schemaVersion: 1,
    program: program(),
    factsAsOf: settingsFactsAsOf(),
    userEntries,
    sources: sources.map(({ format, encoding, documents, roleGroups }, index) => ({
      number: index + 1,
      format,
      encoding,
      documents: documents.length,
      members: roleGroups === undefined ? null : roleGroups.flatMap(({ members }) => members).length,
      kinds: kindOrder.flatMap((kind) =>
        kindCount(
          kind,
          documents.map(({ value }) => value),
        ),
      ),
    })),
    structures: [...byKind].flatMap(([kind, documents]) =>
      documents.length === 0 ? [] : [structureOf(kind, documents, settings)],
    ),
  };
}

function kindCount(kind: DocumentKind, all: readonly DocumentObject[]): KindCount[] {
  const documents = all.filter((document) => documentKind(document) === kind);
  if (documents.length === 0) return [];
  const counts = new Map<string, number>();
  let otherClasses = 0;
  let withoutClass = 0;
  for (const document of documents) {
    const names = new Set(classNames(document));
    for (const name of names) if (isShownClass(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
    if ([...names].some((name) => !isShownClass(name))) otherClasses += 1;
    if (names.size === 0) withoutClass += 1;
  }
  const classes = [...counts].map(([name, count]) => ({ name, documents: count }));
  return [{ kind, documents: documents.length, classes, otherClasses, withoutClass }];
}

function structureOf(
  kind: DocumentKind,
  documents: readonly DocumentObject[],
  settings: SettingsIndex,
): Structure {
  // A document of this program's own is made of paths and values in one: nothing of it can be shown.
  if (kind === 'ata-snapshot' || kind === 'migration-plan')
    return { kind, documents: documents.length, unrecognised: 0, paths: [] };
  const profile = kinds[kind];
  const root = collectPlaces(documents, profile ?? 'other', settings);
  const rows = new Map<string, Row>();
  const raw: PathSegment[] = [];

  function visit(node: PlaceNode, shown: string, name: string | null): void {
    addRow(node, shown);
    if (node.element !== null && !node.secret) {
      raw.push(0);
      visit(node.element, `${shown}[]`, null);
      raw.pop();
    }
    const keys = [...node.keys].map(([key, child]) => ({ key, shape: shapeOf(child) }));
    const known = profile === null ? null : settings.objectAt(profile, raw);
    const isPlain = raw.length === 0 ? ataKinds.has(kind) : known?.isPlain === true;
    const visible = shownKeys({ keys, name, known, isPlain, isSecret: node.secret });
    for (const [key, child] of node.keys) {
      const word = visible.has(key) ? key : foldedKey;
      raw.push(key);
      visit(child, shown === '' ? word : `${shown}.${word}`, key);
      raw.pop();
    }
  }

  function addRow(node: PlaceNode, shown: string): void {
    // An object is told by what is in it; only one that stands where other documents have something else shows itself.
    if (shown === '' || (node.leaves.size === 0 && node.lists.length === 0)) return;
    // A list in a secret is not taken apart: it counts as one value.
    const whole = node.secret ? node.lists.filter((length) => length > 0).length : 0;
    const leaves = [...node.leaves.values()].reduce((sum, count) => sum + count, whole);
    const word = profile === null || leaves === 0 ? null : catalogueWord(profile, formatPath(raw), settings);
    const key = `${shown} ${JSON.stringify(word)} ${node.secret}`;
    const row = rows.get(key) ?? newRow(shown, word, node.secret);
    rows.set(key, row);
    for (const [type, count] of node.leaves) add(row.types, type, count);
    // An empty list is among the leaves already.
    add(row.types, 'list', node.lists.filter((length) => length > 0).length);
    add(row.types, 'object', node.objects);
    row.lengths.push(...extremes(node.lists));
    row.leaves += leaves;
  }

  visit(root, '', null);
  const all = [...rows.values()];
  return {
    kind,
    documents: documents.length,
    unrecognised: all.reduce(
      (sum, { word, leaves }) => sum + (word?.status === 'unrecognised' ? leaves : 0),
      0,
    ),
    paths: all.map(pathShape),
  };
}

/** What is collected for one line of the report. */
interface Row {
  readonly path: string;
  readonly word: CatalogueWord | null;
  readonly secret: boolean;
  readonly types: Map<TypeWord, number>;
  readonly lengths: number[];
  leaves: number;
}

function newRow(path: string, word: CatalogueWord | null, secret: boolean): Row {
  return { path, word, secret, types: new Map(), lengths: [], leaves: 0 };
}

function add(types: Map<TypeWord, number>, type: TypeWord, count: number): void {
  if (count > 0) types.set(type, (types.get(type) ?? 0) + count);
}

function extremes(lengths: readonly number[]): number[] {
  let [shortest, longest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const length of lengths) [shortest, longest] = [Math.min(shortest, length), Math.max(longest, length)];
  return lengths.length === 0 ? [] : [shortest, longest];
}

function pathShape({ path, word, secret, types, lengths }: Row): PathShape {
  const [shortest, longest] = extremes(lengths);
  const hasLengths = shortest !== undefined && longest !== undefined && !secret;
  const counts: TypeCount[] = [...types].map(([type, count]) => ({ type, count }));
  return {
    path,
    types: counts.sort((a, b) => (a.type < b.type ? -1 : 1)),
    lengths: hasLengths ? { shortest, longest } : null,
    secret,
    catalogue: word,
  };
}

function catalogueWord(profile: ProfileKind, path: string, settings: SettingsIndex): CatalogueWord {
  const found = settings.classify(profile, path);
  if (found === null) return { status: 'unrecognised', area: 'unrecognised', setting: null };
  if (found.kind === 'tuning') return { status: 'tuning', area: found.area, setting: null };
  const { origin, entry, area } = found;
  return { status: 'setting', area, setting: settingShown(origin, entry.id), origin };
}

/** The ids of a user's own settings are the user's words. */
function settingShown(origin: Origin, id: string): string | null {
  return origin === 'user-setting' ? null : id;
}
