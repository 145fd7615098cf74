import { formatPath, parsePath } from '../catalogue/paths.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot, Document } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { unrecognisedItem } from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { shownValue } from './shown.js';

/** What the catalogue does not know. Nothing of it is dropped: one item for each leaf, or for each list. */
export const unrecognisedMapper: Mapper = { area: 'unrecognised', map: mapUnrecognised };

/** The unknown leaves of one place of a document. */
interface Place {
  readonly document: string;
  /** Path of the leaf, or of the outermost list it is in, so that no position gets into an id. */
  readonly path: string;
  readonly leaves: ClassifiedLeaf[];
}

function mapUnrecognised(snapshot: AtaSnapshot, { leaves }: MapperContext): Item[] {
  const documents = new Map(snapshot.documents.map((document) => [document.key, document]));
  const places = new Map<string, Place>();
  for (const leaf of leaves.ofArea('unrecognised')) {
    const path = listPathOf(leaf.path);
    const key = `${leaf.document}:${path}`;
    const known = places.get(key);
    if (known === undefined) places.set(key, { document: leaf.document, path, leaves: [leaf] });
    else known.leaves.push(leaf);
  }
  return [...places.values()].map((place) => placeItem(place, documents.get(place.document)));
}

function listPathOf(path: string): string {
  if (!path.includes('[')) return path;
  const segments = parsePath(path);
  const firstIndex = segments.findIndex((segment) => typeof segment === 'number');
  return firstIndex === -1 ? path : formatPath(segments.slice(0, firstIndex));
}

const steps = [
  'Find out from the people who run ATA, or in the ATA console, what this setting does.',
  'Decide whether Defender for Identity needs anything in its place.',
  'If it is a setting of ATA that others have too, report its path, without its value, to this project.',
];

function placeItem({ document: key, path, leaves }: Place, document: Document | undefined): Item {
  const kind = document?.kind ?? 'unknown';
  const isConfiguration = kind === 'center' || kind === 'gateway';
  return unrecognisedItem({
    id: itemId('unrecognised', ...(kind === 'center' ? [] : key.split('/')), path),
    area: 'unrecognised',
    title: `Unknown setting ${path}${ownerOf(kind, key)}`,
    reason: isConfiguration ? 'unknown-setting' : 'unknown-document',
    leaves,
    value: shownPlace(path, leaves),
    steps,
  });
}

function ownerOf(kind: Document['kind'], key: string): string {
  if (kind === 'center') return '';
  return kind === 'gateway' ? ` of ${key}` : ` of the unknown ${key}`;
}

function shownPlace(path: string, leaves: readonly ClassifiedLeaf[]): ReturnType<typeof shownValue> {
  const [first] = leaves;
  if (leaves.length === 1 && first !== undefined && first.path === path) return shownValue(first.value);
  const rest = leaves.map((leaf) => ({ place: leaf.path.slice(path.length), value: shownValue(leaf.value) }));
  // A plain list reads best as one; of a list of objects the places inside it are needed.
  if (rest.every(({ place }) => /^\[\d+\]$/.test(place))) return rest.map(({ value }) => value);
  return Object.fromEntries(rest.map(({ place, value }) => [place, value]));
}
