/** Which domain controllers ATA knows, and which of its gateways watch them. */
import { compareText } from '../compare.js';
import { type DomainControllerIndex, domainControllerIndex } from '../snapshot/domain-controller-index.js';
import type { AtaSnapshot, Entity, Gateway } from '../types/ata-snapshot.js';

/** A domain controller that ATA knows: as a computer of the directory, or only by what its gateways watch. */
export interface DomainController {
  /** What tells it from others, the same for every export: its full name, or else its id; in lower case. */
  readonly key: string;
  /** The computer as ATA knows it; null where only a gateway names it, or something else than ATA. */
  readonly entity: Entity | null;
  /** Its full DNS name; where no source has one, the name that there is. */
  readonly name: string;
  /** DNS name of its domain; null where no source tells. */
  readonly domain: string | null;
  /** As ATA recorded it; null where no source tells. */
  readonly operatingSystem: string | null;
  /** Null where no source tells. */
  readonly readOnly: boolean | null;
  /** Null where no source tells. */
  readonly globalCatalog: boolean | null;
  /** True if ATA marks the computer as deleted: it is gone from the directory. */
  readonly deleted: boolean;
  /** The gateways that watch it, those that run first; they may be stopped. */
  readonly watchers: readonly Watcher[];
  /** Gateways that may watch it: no source says which domain controllers they watch. */
  readonly mayBeWatchedBy: readonly Gateway[];
  /**
   * `watched`: at least one gateway that is not known to be stopped watches it; `stopped`: those that watch it are all
   * stopped; `unknown`: a gateway may watch it, or no source holds gateways; `not-watched`: none does.
   */
  readonly watch: 'watched' | 'stopped' | 'unknown' | 'not-watched';
}

/** A gateway that watches a domain controller. */
export interface Watcher {
  readonly gateway: Gateway;
  /** Its NetBIOS name, or else the id of its document. */
  readonly name: string;
  /** True if ATA says that it is stopped or failed to start. */
  readonly stopped: boolean;
  /** Why it is thought to watch it. What a gateway's document says of that is presumed: no public sample shows it. */
  readonly why: string;
}

/**
 * Every domain controller that ATA knows, sorted by domain and name: the computers that it marks as domain controllers,
 * and what its gateways watch beside them.
 *
 * @param others full names of domain controllers that something else than ATA tells of; those that ATA does not know come
 *   into the list
 */
export function domainControllers(snapshot: AtaSnapshot, others: readonly string[] = []): DomainController[] {
  const entities = distinctControllers(snapshot.entities);
  const index = domainControllerIndex(entities);
  const found = new Map<string, Draft>();
  for (const entity of entities) {
    const draft = draftOf(entity, index);
    found.set(draft.key, draft);
  }

  /** Those that a name fits; a new one for a name that fits none. */
  function draftsOf(name: string): Draft[] {
    const known = index.findAll(name);
    const living = known.filter(({ deleted }) => !deleted);
    const meant = living.length > 0 ? living : known;
    if (meant.length > 0) return meant.flatMap((entity) => found.get(keyOf(entity, index)) ?? []);
    const key = name.toLowerCase();
    const [same] = name.includes('.') ? [] : unknownOnes(found).filter((draft) => hostOf(draft.name) === key);
    const draft = found.get(key) ?? same ?? draftNamed(name);
    found.set(draft.key, draft);
    return [draft];
  }

  for (const name of others) draftsOf(name);
  const watched = snapshot.gateways.flatMap((gateway) =>
    watchedBy(gateway).map(({ name, why }) => ({ gateway, name, why })),
  );
  // Full names first: a short name may then be found to be that of one of them.
  for (const { gateway, name, why } of watched.sort((a, b) => dots(b.name) - dots(a.name))) {
    const drafts = draftsOf(name);
    const [only, other] = drafts;
    // A short name that several domains have says of none of them that it is meant.
    if (only !== undefined && other === undefined) {
      // Its list may call one domain controller by its full name and by a short one.
      if (only.watchers.every((watcher) => watcher.gateway !== gateway))
        only.watchers.push(watcherOf(gateway, why));
    } else for (const draft of drafts) draft.mayBeWatchedBy.push(gateway);
  }
  const silent = snapshot.gateways.filter((gateway) => watchedBy(gateway).length === 0);
  const isGatewayKnown = snapshot.gateways.length > 0;
  return [...found.values()]
    .map((draft) => finished(draft, silent, isGatewayKnown))
    .sort((a, b) => compareText(domainKey(a), domainKey(b)) || compareText(a.key, b.key));
}

/** The name that a gateway goes by. */
export function gatewayName({ name, id, document }: Gateway): string {
  return name || (id ?? document);
}

/** Only these two words were seen; of any other nothing is claimed. */
export function isStopped({ serviceStatus, status }: Gateway): boolean {
  return serviceStatus === 'Stopped' || status === 'StartFailure';
}

interface Draft extends Omit<DomainController, 'watchers' | 'mayBeWatchedBy' | 'watch'> {
  readonly watchers: Watcher[];
  readonly mayBeWatchedBy: Gateway[];
}

/** A setting may name one domain controller by SID, or in another spelling of its id: it is the same computer. */
function distinctControllers(entities: readonly Entity[]): Entity[] {
  const seen = new Map<string, Entity>();
  for (const entity of entities) {
    if (!entity.domainController) continue;
    const identity = entity.sid ?? entity.id.toLowerCase();
    if (!seen.has(identity)) seen.set(identity, entity);
  }
  return [...seen.values()];
}

/** By its full name, unless it has none or another one, such as its predecessor, has the same: then by its id. */
function keyOf({ id, dnsName }: Entity, index: DomainControllerIndex): string {
  const isUnique = dnsName !== null && index.findAll(dnsName).length === 1;
  return (isUnique ? dnsName : id).toLowerCase();
}

function draftOf(entity: Entity, index: DomainControllerIndex): Draft {
  const { dnsName, name, samName, sid, domain, operatingSystem, readOnly, globalCatalog, deleted, id } =
    entity;
  return {
    key: keyOf(entity, index),
    entity,
    name: dnsName ?? name ?? samName ?? sid ?? id,
    domain: domain ?? (dnsName === null ? null : domainIn(dnsName)),
    operatingSystem,
    readOnly: readOnly ?? null,
    globalCatalog: globalCatalog ?? null,
    deleted,
    watchers: [],
    mayBeWatchedBy: [],
  };
}

/** What follows the first dot of a full name. */
function domainIn(name: string): string | null {
  return name.includes('.') ? name.slice(name.indexOf('.') + 1) : null;
}

function draftNamed(name: string): Draft {
  return {
    key: name.toLowerCase(),
    entity: null,
    name,
    domain: domainIn(name),
    operatingSystem: null,
    readOnly: null,
    globalCatalog: null,
    deleted: false,
    watchers: [],
    mayBeWatchedBy: [],
  };
}

/**
 * The servers that a gateway watches. A Lightweight Gateway watches the domain controller that it is installed on and no
 * other (MicrosoftDocs/ATADocs); of any other gateway its list tells, at a place that is presumed.
 */
function watchedBy(gateway: Gateway): { readonly name: string; readonly why: string }[] {
  if (gateway.kind !== 'lightweight-gateway')
    return distinctNames(gateway.domainControllers).map((name) => ({
      name,
      why: 'it is in the list of domain controllers of the gateway (presumed: where the list is kept)',
    }));
  const own = gateway.domainControllers.find(
    (controller) => hostOf(controller) === gateway.name?.toLowerCase(),
  );
  const name = own ?? gateway.name;
  return name === null || name.trim() === ''
    ? []
    : [
        {
          name,
          why: `the Lightweight Gateway is installed on it (presumed: ${gateway.kindEvidence ?? 'its kind'})`,
        },
      ];
}

function unknownOnes(found: ReadonlyMap<string, Draft>): Draft[] {
  return [...found.values()].filter(({ entity }) => entity === null);
}

function dots(name: string): number {
  return name.includes('.') ? 1 : 0;
}

function hostOf(name: string): string {
  return name.toLowerCase().split('.')[0] ?? '';
}

/** Names as they were first written, without blank ones. */
function distinctNames(names: readonly string[]): string[] {
  const named = names.filter((name) => name.trim() !== '').reverse();
  return [...new Map(named.map((name) => [name.toLowerCase(), name])).values()].reverse();
}

function watcherOf(gateway: Gateway, why: string): Watcher {
  return { gateway, name: gatewayName(gateway), stopped: isStopped(gateway), why };
}

function finished(draft: Draft, silent: readonly Gateway[], isGatewayKnown: boolean): DomainController {
  const watchers = [...draft.watchers].sort(
    (a, b) => Number(a.stopped) - Number(b.stopped) || compareText(a.name, b.name),
  );
  const mayBeWatchedBy = [...draft.mayBeWatchedBy, ...silent].sort((a, b) =>
    compareText(gatewayName(a), gatewayName(b)),
  );
  return { ...draft, watchers, mayBeWatchedBy, watch: watchOf(watchers, mayBeWatchedBy, isGatewayKnown) };
}

function watchOf(
  watchers: readonly Watcher[],
  mayBeWatchedBy: readonly Gateway[],
  isGatewayKnown: boolean,
): DomainController['watch'] {
  if (watchers.some(({ stopped }) => !stopped)) return 'watched';
  if (!isGatewayKnown || mayBeWatchedBy.some((gateway) => !isStopped(gateway))) return 'unknown';
  return watchers.length > 0 ? 'stopped' : 'not-watched';
}

function domainKey({ domain }: DomainController): string {
  return domain?.toLowerCase() ?? '';
}
