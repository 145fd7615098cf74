import { areasApart, type PortalTarget, portalTargetNamed } from '../catalogue/portal.js';
import { centerLabels, namedCenters } from '../center-labels.js';
import { compareText } from '../compare.js';
import { InternalError } from '../errors.js';
import { slug } from '../ids.js';
import { factsTogether, gatewayLabels, livingFirst, sameControllers } from '../readiness/several-centers.js';
import { type EntityIdentity, identifyEntities, type KnownEntity } from '../same-entity.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Center, DomainController, Item, MigrationPlan, Notice } from '../types/migration-plan.js';
import { accountOf } from './account.js';
import { limitItems } from './limits.js';
import { type CenterItem, conflictItem, mergedItem, unitedItem } from './merge.js';
import { inWorksheetOrder } from './order.js';
import { type TranslateOptions, translate } from './translate.js';

/**
 * Puts the plans of several ATA Centers together into that of one Defender for Identity workspace.
 *
 * 1. What is asked for in several plans becomes one item, if it is the same: entries of lists by what they are,
 *    directory objects by their security identifiers and full names.
 * 2. Of what a workspace has only one, different values become a decision between them.
 * 3. What belongs to a Center itself, its Gateways above all, stays apart.
 * 4. What is more than a workspace takes becomes a decision.
 * 5. Every leaf of every Center is in exactly one item still.
 *
 * What a workspace has of which setting is in the catalogue (`workspace`, `limits` and `areas` of portal.json). The order
 * of the plans decides nothing. The plan of one Center is returned as it is.
 *
 * @param plans of different Centers
 * @throws InternalError for a plan that is not of exactly one Center, two of one Center, or leaves that get lost
 */
export function consolidate(plans: readonly MigrationPlan[]): MigrationPlan {
  const [first] = plans;
  if (first === undefined) throw new InternalError('there is no plan to consolidate');
  if (plans.length === 1) return first;
  const parts = partsOf(plans);
  const centers = parts.map(({ center }) => center);
  const entries = parts.flatMap((part) => entriesOf(part));
  const outcomes = outcomesOf(entries);
  const kept = withUniqueIds(outcomes);
  const items = [...limitItems(kept), ...kept];
  return {
    schema: 'migration-plan',
    schemaVersion: 1,
    program: first.program,
    factsAsOf: first.factsAsOf,
    sources: parts.flatMap(({ center, plan }) => plan.sources.map((one) => ({ ...one, center: center.key }))),
    notices: noticesOf(parts),
    centers,
    documents: documentsOf(parts),
    ...serversOf(parts),
    accounting: accountOf(
      entries.flatMap(({ item }) => item.source.paths),
      items,
    ),
    items: inWorksheetOrder(items),
  };
}

/** The plan of snapshots of one or more ATA Centers (see {@link translate} and {@link consolidate}). */
export function translateAll(
  snapshots: readonly AtaSnapshot[],
  options: TranslateOptions = {},
): MigrationPlan {
  return consolidate(snapshots.map((snapshot) => translate(snapshot, options)));
}

interface Part {
  readonly center: Center;
  readonly label: string;
  readonly plan: MigrationPlan;
}

/** The plans in the order of their Centers, each Center with a key of its own. */
function partsOf(plans: readonly MigrationPlan[]): Part[] {
  const known = plans.map((plan) => {
    const [center] = plan.centers;
    if (center === undefined || plan.centers.length > 1)
      throw new InternalError(`a plan to consolidate is of ${plan.centers.length} ATA Centers`);
    return { plan, center };
  });
  const inOrder = known.sort((a, b) => compareText(sortKey(a.center), sortKey(b.center)));
  const names = new Map<string, number>();
  for (const { center } of inOrder) names.set(nameKey(center), (names.get(nameKey(center)) ?? 0) + 1);
  const keyed = inOrder.map(({ plan, center }) => {
    const isOnly = names.get(nameKey(center)) === 1;
    return { plan, center: { ...center, key: keyOf(center, isOnly) } };
  });
  const keys = new Set(keyed.map(({ center }) => center.key));
  if (keys.size < keyed.length)
    throw new InternalError('two plans to consolidate are of the same ATA Center');
  const labels = centerLabels({ centers: keyed.map(({ center }) => center) });
  return keyed.map((part) => ({ ...part, label: labels.get(part.center.key) ?? part.center.key }));
}

function sortKey({ name, id }: Center): string {
  return `${name ?? ''}\0${id ?? ''}`;
}

/** Windows tells names of computers apart without regard to case. */
function nameKey({ name }: Center): string {
  return (name ?? '').toLowerCase();
}

function keyOf({ name, id }: Center, isOnly: boolean): string {
  if (name === null || name === '') return slug(id ?? 'unnamed');
  return isOnly ? slug(name) : `${slug(name)}~${slug(id ?? '')}`;
}

function entriesOf({ center, label, plan }: Part): CenterItem[] {
  const { key } = center;
  return plan.items.map((item) => {
    const { paths, sharedPaths, value } = item.source;
    const qualified = paths.map((path) => `${key}/${path}`);
    const source =
      sharedPaths === undefined
        ? { paths: qualified, value }
        : { paths: qualified, sharedPaths: sharedPaths.map((path) => `${key}/${path}`), value };
    return { center: key, label, item: { ...item, source } };
  });
}

function documentsOf(parts: readonly Part[]): MigrationPlan['documents'] {
  let before = 0;
  return parts.flatMap(({ center: { key }, plan }) => {
    const start = before;
    before += plan.sources.length;
    return plan.documents.map((document) => ({
      ...document,
      key: `${key}/${document.key}`,
      center: key,
      source: start + document.source,
      supersededBy: document.supersededBy === null ? null : `${key}/${document.supersededBy}`,
    }));
  });
}

/** Domain controllers and Gateways of all; neither if one of the plans is of an earlier version, without them. */
function serversOf(parts: readonly Part[]): Pick<MigrationPlan, 'domainControllers' | 'gateways'> {
  const own = parts.flatMap(({ center: { key }, label, plan: { domainControllers, gateways } }) =>
    domainControllers === undefined || gateways === undefined
      ? []
      : [{ key, label, domainControllers, gateways }],
  );
  if (own.length < parts.length) return {};
  const labelOf = gatewayLabels(
    own.flatMap(({ key, gateways }) => gateways.map(({ name }) => ({ center: key, name }))),
  );
  const controllers = own.flatMap(({ key, label, domainControllers }) =>
    domainControllers.map((controller) => ({
      ...controller,
      center: key,
      sid: controller.sid ?? null,
      watchedBy: controller.watchedBy.map((name) => labelOf(name, label)),
      mayBeWatchedBy: controller.mayBeWatchedBy.map((name) => labelOf(name, label)),
    })),
  );
  return {
    domainControllers: sameControllers(controllers)
      .map(controllerOf)
      .sort(
        (a, b) =>
          compareText(a.domain?.toLowerCase() ?? '', b.domain?.toLowerCase() ?? '') ||
          compareText(a.name.toLowerCase(), b.name.toLowerCase()),
      ),
    gateways: own.flatMap(({ key, label, gateways }) =>
      gateways.map((gateway) => ({ ...gateway, center: key, name: labelOf(gateway.name, label) })),
    ),
  };
}

/** A domain controller as all Centers know it together. */
function controllerOf(
  group: readonly (DomainController & { readonly center: string; readonly sid: string | null })[],
): DomainController {
  const [first] = livingFirst(group);
  if (first === undefined) throw new InternalError('nothing to put together');
  const { center: _, ...controller } = first;
  return {
    ...controller,
    ...factsTogether(group),
    name: group.map(({ name }) => name).find((name) => name.includes('.')) ?? first.name,
    sid: group.map(({ sid }) => sid).find((sid) => sid !== null) ?? null,
    centers: group.map(({ center }) => center),
    primary: group.map(({ primary }) => primary).find((primary) => primary !== null) ?? null,
    watchedBy: group.flatMap(({ watchedBy }) => watchedBy),
    mayBeWatchedBy: group.flatMap(({ mayBeWatchedBy }) => mayBeWatchedBy),
  };
}

/** What all plans say once; what some of them say, with their Center named. */
function noticesOf(parts: readonly Part[]): Notice[] {
  const counts = new Map<string, number>();
  for (const { plan } of parts)
    for (const text of new Set(plan.notices.map((notice) => JSON.stringify(notice))))
      counts.set(text, (counts.get(text) ?? 0) + 1);
  const isOfAll = (notice: Notice): boolean => counts.get(JSON.stringify(notice)) === parts.length;
  return [
    {
      code: 'several-centers',
      text: `This plan is of ${namedCenters(parts.map(({ label }) => label))} and one workspace. What is excluded, tagged or mailed there holds for all of their forests: an address that only one Center excludes is excluded in the networks of all.`,
      source: null,
      path: null,
    },
    ...(parts[0]?.plan.notices.filter(isOfAll) ?? []),
    ...parts.flatMap(({ label, plan }) =>
      plan.notices
        .filter((notice) => !isOfAll(notice))
        .map((notice) => ({ ...notice, text: `${namedCenters([label])}: ${notice.text}` })),
    ),
  ];
}

/** An item of the new plan, still under the id that it had, or wants. */
interface Outcome {
  readonly item: Item;
  /** The ids that it had. */
  readonly ids: readonly string[];
  readonly centers: readonly string[];
}

function outcomesOf(entries: readonly CenterItem[]): Outcome[] {
  const identity = identifyEntities(knownEntities(entries));
  const groups = new Map<string, CenterItem[]>();
  for (const entry of entries) {
    const key = groupKey(entry, identity);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups.values()].flatMap(outcomesOfGroup);
}

function* knownEntities(entries: readonly CenterItem[]): Generator<KnownEntity> {
  for (const { center, item } of entries) for (const entity of item.entities) yield { center, entity };
}

/** What an item is about, the same in all plans that mean the same by it. */
function groupKey(entry: CenterItem, identity: EntityIdentity): string {
  const { center, item } = entry;
  if (staysApart(item)) return `${center}\n${item.id}`;
  const target = catalogueTarget(item);
  if (target?.workspace?.has === 'one' && asks(item)) return `one\n${target.key}`;
  if (item.entities.length === 0) return item.id;
  const keys = new Map(
    item.entities.map((entity) => [slug(entity.id), `\0${identity.keyOf({ center, entity })}`]),
  );
  return item.id
    .split('/')
    .map((segment) => keys.get(segment) ?? segment)
    .join('/');
}

const apart = new Map(areasApart().map((entry) => [entry.area, entry]));

function staysApart({ area, id }: Item): boolean {
  const rule = apart.get(area);
  if (rule === undefined || rule.but.includes(id)) return false;
  if (rule.apart === 'always') return true;
  return id.split('/').length > 2 && !/\/S-1-5-21-[^/]*$/i.test(id);
}

function catalogueTarget({ target }: Item): PortalTarget | null {
  return target === null ? null : portalTargetNamed(target.product, target.setting);
}

/** Whether people have something to do about it. */
function asks({ disposition }: Item): boolean {
  return disposition === 'manual' || disposition === 'scripted' || disposition === 'decision';
}

function outcomesOfGroup(group: readonly CenterItem[]): Outcome[] {
  if (new Set(group.map(({ center }) => center)).size === 1) return group.map(keptOutcome);
  const target = group.map(({ item }) => catalogueTarget(item)).find((found) => found !== null) ?? null;
  const asking = group.filter(({ item }) => asks(item));
  const facts = target?.workspace ?? null;
  const isOneSecret =
    facts?.has === 'one' &&
    asking.length > 0 &&
    target?.fields.some(({ kind, required }) => kind === 'secret' && required) === true;
  if (!isOneSecret && new Set(group.map(({ item }) => saying(item))).size === 1)
    return [outcomeOf(group, mergedItem(group))];
  if (facts === null || target === null || asking.length === 0) return group.map(keptOutcome);
  if (facts.has === 'list') return [outcomeOf(group, unitedItem(group, facts))];
  if (facts.has === 'switch') return [outcomeOf(group, conflictItem(group, target, facts))];
  if (facts.has === 'servers') return group.map(keptOutcome);
  const rest = group.filter(({ item }) => !asks(item)).map(keptOutcome);
  if (new Set(asking.map(({ center }) => center)).size === 1) return [...asking.map(keptOutcome), ...rest];
  const united = new Set(asking.map(({ item }) => savingUnited(item, facts.unites)));
  const one =
    !isOneSecret && united.size === 1 ? unitedItem(asking, facts) : conflictItem(asking, target, facts);
  return [outcomeOf(asking, one), ...rest];
}

/** All that an item says, but not of which leaves and which object. */
function saying({ id, source, entities, ...rest }: Item): string {
  return JSON.stringify([rest, source.value]);
}

/** What an item asks to be entered, but for fields that take the entries of all. */
function savingUnited({ disposition, reason, target }: Item, unites: readonly string[]): string {
  const values = (target?.values ?? []).filter(({ field }) => !unites.includes(field));
  return JSON.stringify([disposition, reason.code, target?.detection ?? null, values]);
}

function keptOutcome({ center, item }: CenterItem): Outcome {
  return { item, ids: [item.id], centers: [center] };
}

function outcomeOf(group: readonly CenterItem[], item: Item): Outcome {
  return {
    item,
    ids: [...new Set(group.map((entry) => entry.item.id))].sort(compareText),
    centers: [...new Set(group.map(({ center }) => center))],
  };
}

/**
 * Gives every item its id: the one that it has in the plan of its Center, with the key of the Center where those of
 * several have it. What is of a Center itself gets it for all that begins alike, since a Gateway has several items.
 */
function withUniqueIds(outcomes: readonly Outcome[]): Item[] {
  const centersOfStart = new Map<string, Set<string>>();
  for (const { item, centers } of outcomes) {
    if (!staysApart(item)) continue;
    const start = startOf(item.id);
    const known = centersOfStart.get(start) ?? new Set();
    for (const center of centers) known.add(center);
    centersOfStart.set(start, known);
  }
  const wanted = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const { id } = outcome.item;
    const others = wanted.get(id);
    if (others === undefined) wanted.set(id, [outcome]);
    else others.push(outcome);
  }
  return outcomes.map((outcome) => {
    const { item, centers, ids } = outcome;
    const contenders = wanted.get(item.id) ?? [];
    const isShared = staysApart(item)
      ? (centersOfStart.get(startOf(item.id))?.size ?? 0) > 1
      : contenders.length > 1 && ownerOf(contenders) !== outcome;
    const id = isShared ? withCenter(item.id, centers.join('+')) : item.id;
    const [center] = centers;
    const formerIds = ids.filter((former) => former !== id);
    return {
      ...item,
      id,
      ...(centers.length > 1 ? { centers } : { center }),
      ...(formerIds.length === 0 ? {} : { formerIds }),
    } as Item;
  });
}

/** Whoever keeps an id that several want: what was made of several, else the only one that asks for something. */
function ownerOf(contenders: readonly Outcome[]): Outcome | null {
  const merged = contenders.filter(({ centers }) => centers.length > 1);
  const asking = contenders.filter(({ item }) => asks(item));
  for (const candidates of [merged.filter(({ item }) => asks(item)), asking, merged])
    if (candidates.length === 1) return candidates[0] ?? null;
  return null;
}

function startOf(id: string): string {
  return id.split('/').slice(0, 2).join('/');
}

/** No part of an id ends so by itself (see `slug`). */
function withCenter(id: string, center: string): string {
  return id
    .split('/')
    .map((segment, index) => (index === 1 ? `${segment}~${center}` : segment))
    .join('/');
}
