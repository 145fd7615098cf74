/** Domain controllers as several ATA Centers know them: the same one may be known to some of them, or to all. */
import { identifyEntities } from '../same-entity.js';
import type { Entity } from '../types/migration-plan.js';
import type { DomainController } from './domain-controllers.js';

/** What tells a domain controller that a Center knows from others. */
export interface ControllerOfCenter {
  /** Key of the Center. */
  readonly center: string;
  readonly name: string;
  readonly sid: string | null;
}

/**
 * Puts together what the Centers know of the same domain controller; groups and what is in them keep their order. Two of
 * one Center stay two.
 */
export function sameControllers<Controller extends ControllerOfCenter>(
  all: readonly Controller[],
): Controller[][] {
  const known = all.map((controller) => ({ center: controller.center, entity: computerOf(controller) }));
  const identity = identifyEntities(known);
  const groups = new Map<string, Controller[][]>();
  for (const [index, controller] of all.entries()) {
    const one = known[index];
    if (one === undefined) continue;
    const key = identity.keyOf(one);
    const ofKey = groups.get(key) ?? [];
    groups.set(key, ofKey);
    const group = ofKey.find((others) => others.every(({ center }) => center !== controller.center));
    if (group === undefined) ofKey.push([controller]);
    else group.push(controller);
  }
  return [...groups.values()].flat();
}

/** Names alone are taken for names of computers: a short one says of no other that it is the same. */
function computerOf({ name, sid }: ControllerOfCenter): Entity {
  return {
    id: name,
    kind: 'computer',
    name,
    domain: null,
    samName: null,
    sid,
    upn: null,
    dnsName: name.includes('.') ? name : null,
    ipAddress: null,
    resolved: true,
    deleted: false,
    domainController: true,
    operatingSystem: null,
  };
}

/** What several Centers may know of a domain controller. */
type Facts = Pick<
  DomainController,
  'domain' | 'operatingSystem' | 'readOnly' | 'globalCatalog' | 'deleted' | 'watch'
>;

/**
 * What they know together: of each fact what the first knows that knows it, of those that take it for living before the
 * others. It is deleted if it is so for all, and watched if one of them watches it.
 */
export function factsTogether(group: readonly Facts[]): Facts {
  const inOrder = livingFirst(group);
  function known<Key extends 'domain' | 'operatingSystem' | 'readOnly' | 'globalCatalog'>(key: Key) {
    return inOrder.map((facts) => facts[key]).find((value) => value !== null) ?? null;
  }
  return {
    domain: known('domain'),
    operatingSystem: known('operatingSystem'),
    readOnly: known('readOnly'),
    globalCatalog: known('globalCatalog'),
    deleted: group.every(({ deleted }) => deleted),
    watch: watches.find((watch) => group.some((facts) => facts.watch === watch)) ?? 'unknown',
  };
}

/** Those that a Center does not take for deleted, and then the others. */
export function livingFirst<Controller extends Pick<Facts, 'deleted'>>(
  group: readonly Controller[],
): Controller[] {
  return [...group].sort((a, b) => Number(a.deleted) - Number(b.deleted));
}

/** What one Center knows overrules what another does not. */
const watches = [
  'watched',
  'unknown',
  'stopped',
  'not-watched',
] as const satisfies readonly DomainController['watch'][];

/**
 * What tells names of gateways apart: a function that gives a gateway's name, with the name of its Center behind it where
 * gateways of several Centers have it. Windows tells names of computers apart without regard to case.
 */
export function gatewayLabels(
  gateways: readonly { readonly center: string; readonly name: string }[],
): (name: string, centerLabel: string) => string {
  const centers = new Map<string, Set<string>>();
  for (const { center, name } of gateways) {
    const key = name.toLowerCase();
    centers.set(key, (centers.get(key) ?? new Set()).add(center));
  }
  return (name, centerLabel) =>
    (centers.get(name.toLowerCase())?.size ?? 0) > 1 ? gatewayOfCenter(name, centerLabel) : name;
}

/** How a gateway is called whose name another Center's gateway has too. */
export function gatewayOfCenter(name: string, centerLabel: string): string {
  return `${name} (${centerLabel})`;
}
