import { parsePath } from '../catalogue/paths.js';
import { builtInSettings, type SettingsIndex, settingsFactsAsOf } from '../catalogue/settings.js';
import { itemId } from '../ids.js';
import { absentItems } from '../mappers/absent.js';
import { mappers } from '../mappers/index.js';
import { automaticItem, unrecognisedItem } from '../mappers/items.js';
import type { MapperContext } from '../mappers/mapper.js';
import { noteUserCatalogue, userSettingItems } from '../mappers/user-settings.js';
import { program } from '../program.js';
import { domainControllers, gatewayName, isStopped } from '../readiness/domain-controllers.js';
import { type ClassifiedLeaf, classifyDocument } from '../snapshot/classify.js';
import { isRedacted } from '../snapshot/leaves.js';
import type { AtaSnapshot, Document } from '../types/ata-snapshot.js';
import type { Center, DomainController, Gateway, Item, MigrationPlan } from '../types/migration-plan.js';
import { account } from './account.js';
import { mapperContext } from './context.js';
import { inWorksheetOrder } from './order.js';
import { withScriptSteps } from './scripts.js';

export interface TranslateOptions {
  readonly settings?: SettingsIndex;
}

/**
 * Says of every setting of a snapshot what becomes of it.
 *
 * 1. Every mapper translates its area.
 *    Settings that only a user's catalogue knows get an item each.
 * 2. A leaf that no mapper could make sense of becomes an `unrecognised` item, so that it is not lost.
 * 3. What every Center has, but this one's source has not, becomes a question.
 * 4. Leaves of superseded documents go to the items of the documents that overrule them.
 * 5. The accounting proves that every leaf belongs to exactly one item.
 *
 * @throws InternalError if the plan does not balance, or if two items have one id
 */
export function translate(snapshot: AtaSnapshot, options: TranslateOptions = {}): MigrationPlan {
  const settings = options.settings ?? builtInSettings();
  const context = mapperContext(snapshot, settings);
  const mapped = mappers.flatMap((mapper) => mapper.map(snapshot, context));
  const translated = [...mapped, ...userSettingItems(context)];
  const items = [...translated, ...leftoverItems(translated, context), ...absentItems(snapshot, context)];
  noteUserCatalogue(items, context);
  for (const item of attachSuperseded(snapshot, items, settings)) items.push(item);
  // Of two sources of one name, the first.
  const sourceIndexes = new Map(snapshot.sources.map(({ name }, index) => [name, index] as const).reverse());
  return {
    schema: 'migration-plan',
    schemaVersion: 1,
    program: program(),
    factsAsOf: settingsFactsAsOf(),
    sources: snapshot.sources,
    notices: snapshot.notices,
    centers: centersOf(snapshot),
    documents: snapshot.documents.map(({ key, type, source, leaves, supersededBy }) => ({
      key,
      type,
      source: sourceIndexes.get(source) ?? 0,
      leaves: leaves.length,
      supersededBy,
    })),
    domainControllers: domainControllersOf(snapshot),
    gateways: snapshot.gateways.map(gatewayOf),
    accounting: account(snapshot, items),
    items: inWorksheetOrder(items.map(withScriptSteps)),
  };
}

/** A leaf whose place is known but whose form is not what a mapper can read. */
function leftoverItems(items: readonly Item[], context: MapperContext): Item[] {
  const claimed = new Set(items.flatMap(({ source }) => source.paths));
  return context.leaves.all
    .filter(({ ref }) => !claimed.has(ref))
    .map((leaf) =>
      unrecognisedItem({
        id: itemId(leaf.area, 'unexpected-form', leaf.document, leaf.path),
        area: leaf.area,
        title: `Setting of unexpected form: ${leaf.path}`,
        reason: 'unexpected-form',
        leaves: [leaf],
        value: formShown(leaf.value),
        steps: ['Look the setting up in the ATA console, and decide by hand what becomes of it.'],
      }),
    );
}

/**
 * Gives every leaf of an older document to the item that holds the same leaf of the newer one. What only the older
 * one holds (an exclusion removed since, say) becomes one item for each document and area.
 */
function attachSuperseded(snapshot: AtaSnapshot, items: readonly Item[], settings: SettingsIndex): Item[] {
  const older = snapshot.documents.filter(({ supersededBy }) => supersededBy !== null);
  if (older.length === 0) return [];
  const owners = new Map(items.flatMap((item) => item.source.paths.map((path) => [path, item] as const)));
  const documents = new Map(snapshot.documents.map((document) => [document.key, document]));
  const added: Item[] = [];
  // Of all older copies together, and one newer document looked at once: there may be thousands of backups.
  const superseded = new Map<Item, string[]>();
  const notes = new Map<Item, string[]>();
  const lookups = new Map<string | null, NewerLeaves>();
  for (const document of older) {
    const lookup =
      lookups.get(document.supersededBy) ??
      newerLeaves(documents.get(document.supersededBy ?? '')?.leaves ?? []);
    lookups.set(document.supersededBy, lookup);
    const { counterpart, values } = lookup;
    const orphans = new Map<ClassifiedLeaf['area'], ClassifiedLeaf[]>();
    const differing = new Map<Item, ClassifiedLeaf[]>();
    for (const leaf of classifyDocument(document, settings)) {
      const path = counterpart(leaf);
      const owner = path === null ? undefined : owners.get(`${document.supersededBy}:${path}`);
      if (path === null || owner === undefined) {
        append(orphans, leaf.area, leaf);
        continue;
      }
      if (JSON.stringify(values.get(path)) !== JSON.stringify(leaf.value)) append(differing, owner, leaf);
      append(superseded, owner, leaf.ref);
    }
    for (const [owner, changed] of differing) append(notes, owner, changedNote(document, changed));
    for (const [area, leaves] of orphans) added.push(supersededItem(document, area, leaves));
  }
  for (const [owner, refs] of superseded) {
    owner.source.paths = [...owner.source.paths, ...refs];
    owner.notes = [...owner.notes, ...(notes.get(owner) ?? [])];
  }
  return added;
}

function append<Key, Element>(lists: Map<Key, Element[]>, key: Key, element: Element): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [element]);
  else list.push(element);
}

/** The leaves of a newer document, to look those of its older copies up in. */
interface NewerLeaves {
  readonly counterpart: ReturnType<typeof counterpartsIn>;
  readonly values: ReadonlyMap<string, ClassifiedLeaf['value']>;
}

function newerLeaves(leaves: Document['leaves']): NewerLeaves {
  return {
    counterpart: counterpartsIn(leaves),
    values: new Map(leaves.map(({ path, value }) => [path, value])),
  };
}

/** How many changed values a note shows. */
const mostChangedShown = 5;

/** What an older copy held in place of what counts. */
function changedNote({ source }: Document, leaves: readonly ClassifiedLeaf[]): string {
  const shown = leaves
    .slice(0, mostChangedShown)
    .map(({ path, value }) => `${path} was ${isRedacted(value) ? 'another secret' : JSON.stringify(value)}`);
  const rest = leaves.length > shown.length ? `, and ${leaves.length - shown.length} more` : '';
  return `Superseded: in an older copy (${source}) ${shown.join(', ')}${rest}.`;
}

/** A value as JSON writes it, so that a text cannot be taken for a switch, nor nothing for an empty text. */
function formShown(value: ClassifiedLeaf['value']): ClassifiedLeaf['value'] {
  return isRedacted(value) ? value : JSON.stringify(value);
}

/**
 * Finds the leaf of the newer document that is the same setting: the one at the same path, but in a list the one of
 * the same value, since entries move up when one before them is removed. Null if there is none.
 */
function counterpartsIn(
  newer: readonly Document['leaves'][number][],
): (leaf: Document['leaves'][number]) => string | null {
  const paths = new Set<string>();
  const elements = new Map<string, string>();
  for (const leaf of newer) {
    const element = elementOf(leaf);
    if (element === null) paths.add(leaf.path);
    else elements.set(element, leaf.path);
  }
  return (leaf) => {
    const element = elementOf(leaf);
    if (element !== null) return elements.get(element) ?? null;
    return paths.has(leaf.path) ? leaf.path : null;
  };
}

/** What a leaf in a list is, whichever its position; null for a leaf in no list. */
function elementOf({ path, value }: Document['leaves'][number]): string | null {
  if (!path.includes('[')) return null;
  const segments = parsePath(path);
  if (segments.every((segment) => typeof segment === 'string')) return null;
  return JSON.stringify([segments.map((segment) => (typeof segment === 'number' ? 0 : segment)), value]);
}

function supersededItem(
  document: Document,
  area: ClassifiedLeaf['area'],
  leaves: readonly ClassifiedLeaf[],
): Item {
  return automaticItem({
    id: itemId(area, 'superseded', document.key),
    area,
    title: `Only in an older copy of the configuration: ${leaves.length} value${leaves.length === 1 ? '' : 's'}`,
    reason: 'superseded-source',
    leaves,
    value: Object.fromEntries(leaves.map(({ path, value }) => [path, value])),
    notes: [
      `The older copy is in ${document.source}; the newer one no longer holds ${leaves.length === 1 ? 'it' : 'them'}.`,
    ],
  });
}

function centersOf(snapshot: AtaSnapshot): Center[] {
  const { center } = snapshot;
  if (center === null) return [];
  return [
    {
      key: center.document,
      id: center.id,
      name: center.name,
      version: center.version?.full ?? null,
      versionName: center.version?.name ?? null,
      supportEnded: center.version?.supportEnded ?? null,
    },
  ];
}

function domainControllersOf(snapshot: AtaSnapshot): DomainController[] {
  return domainControllers(snapshot).map((controller) => {
    const { name, domain, operatingSystem, readOnly, globalCatalog, deleted, watch } = controller;
    return {
      name,
      sid: controller.entity?.sid ?? null,
      domain,
      operatingSystem,
      readOnly,
      globalCatalog,
      primary: controller.entity?.primary ?? null,
      deleted,
      watch,
      watchedBy: controller.watchers.map((watcher) => watcher.name),
      mayBeWatchedBy: controller.mayBeWatchedBy.map(gatewayName),
    };
  });
}

function gatewayOf(gateway: AtaSnapshot['gateways'][number]): Gateway {
  return { id: gateway.id, name: gatewayName(gateway), kind: gateway.kind, stopped: isStopped(gateway) };
}
