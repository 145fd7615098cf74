/** What the snapshots of one or more ATA Centers know of domain controllers and gateways. */
import { centerLabels } from '../center-labels.js';
import { compareText } from '../compare.js';
import type { AtaSnapshot, Gateway } from '../types/ata-snapshot.js';
import { type DomainController, domainControllers, gatewayName } from './domain-controllers.js';
import { factsTogether, gatewayLabels, livingFirst, sameControllers } from './several-centers.js';

/** A Center and what is of it alone. */
export interface CenterOfDeployment {
  readonly snapshot: AtaSnapshot;
  /** What people call it; null if it is the only one. */
  readonly label: string | null;
  /** Where gateways of several Centers have one name, that of the Center is behind it. */
  readonly gateways: readonly Gateway[];
}

/** A domain controller that one or more Centers know. */
export interface ControllerOfDeployment extends DomainController {
  /** What people call the Centers that know it; none if there is only one. */
  readonly centers: readonly string[];
  /** What else the Centers recorded as its operating system. */
  readonly otherSystems: readonly string[];
}

/** One or more Centers, in an order that does not depend on that of the snapshots. */
export interface Deployment {
  readonly centers: readonly CenterOfDeployment[];
  readonly controllers: readonly ControllerOfDeployment[];
}

/**
 * Puts together what the Centers know: a domain controller that several know is in it once.
 *
 * @param others full names of domain controllers that something else than ATA tells of
 */
export function deploymentOf(snapshots: readonly AtaSnapshot[], others: readonly string[]): Deployment {
  const centers = centersOf(snapshots);
  const [first, second] = centers;
  if (first !== undefined && second === undefined) {
    const controllers = domainControllers(first.snapshot, others);
    return { centers, controllers: controllers.map((one) => ({ ...one, centers: [], otherSystems: [] })) };
  }
  const ofCenters = centers.flatMap((center) => controllersOf(center, others));
  const controllers = sameControllers(ofCenters).flatMap(togetherOf);
  return { centers, controllers: withOwnKeys(controllers).sort(byDomainAndName) };
}

function centersOf(snapshots: readonly AtaSnapshot[]): CenterOfDeployment[] {
  const [first, second] = snapshots;
  if (first !== undefined && second === undefined)
    return [{ snapshot: first, label: null, gateways: first.gateways }];
  const keyed = snapshots
    .map((snapshot) => ({
      snapshot,
      id: snapshot.center?.id ?? null,
      name: snapshot.center?.name ?? null,
    }))
    .sort((a, b) => compareText(`${a.name ?? ''}\0${a.id ?? ''}`, `${b.name ?? ''}\0${b.id ?? ''}`))
    .map((center, index) => ({ ...center, key: String(index) }));
  const labels = centerLabels({ centers: keyed });
  const labelOf = gatewayLabels(
    keyed.flatMap(({ key, snapshot }) =>
      snapshot.gateways.map((gateway) => ({ center: key, name: gatewayName(gateway) })),
    ),
  );
  return keyed.map(({ key, snapshot }) => {
    const label = labels.get(key) ?? key;
    const gateways = snapshot.gateways.map((gateway) => ({
      ...gateway,
      name: labelOf(gatewayName(gateway), label),
    }));
    return { snapshot, label, gateways };
  });
}

interface Known {
  readonly center: string;
  readonly name: string;
  readonly sid: string | null;
  readonly deleted: boolean;
  readonly controller: DomainController;
}

function controllersOf(
  { snapshot, label, gateways }: CenterOfDeployment,
  others: readonly string[],
): Known[] {
  const renamed = new Map(snapshot.gateways.map((gateway, index) => [gateway, gateways[index] ?? gateway]));
  return domainControllers(snapshot, others).map((controller) => ({
    center: label ?? '',
    name: controller.name,
    sid: controller.entity?.sid ?? null,
    deleted: controller.deleted,
    controller: {
      ...controller,
      watchers: controller.watchers.map((watcher) => {
        const gateway = renamed.get(watcher.gateway) ?? watcher.gateway;
        return { ...watcher, gateway, name: gatewayName(gateway) };
      }),
      mayBeWatchedBy: controller.mayBeWatchedBy.map((gateway) => renamed.get(gateway) ?? gateway),
    },
  }));
}

/** Of what each Center knows of one: none of a Center that does not know it, unless no Center does. */
function togetherOf(group: readonly Known[]): ControllerOfDeployment[] {
  const knowing = group.filter(
    ({ controller: { entity, watchers } }) => entity !== null || watchers.length > 0,
  );
  const meant = livingFirst(knowing.length > 0 ? knowing : group);
  const controllers = meant.map(({ controller }) => controller);
  const [first] = controllers;
  if (first === undefined) return [];
  const facts = factsTogether(controllers);
  const entity = controllers.map((one) => one.entity).find((one) => one !== null) ?? null;
  const systems = new Set(controllers.flatMap(({ operatingSystem }) => operatingSystem ?? []));
  return [
    {
      ...first,
      ...facts,
      entity,
      name: controllers.map(({ name }) => name).find((name) => name.includes('.')) ?? first.name,
      watchers: controllers
        .flatMap(({ watchers }) => watchers)
        .sort((a, b) => Number(a.stopped) - Number(b.stopped) || compareText(a.name, b.name)),
      mayBeWatchedBy: controllers
        .flatMap(({ mayBeWatchedBy }) => mayBeWatchedBy)
        .sort((a, b) => compareText(gatewayName(a), gatewayName(b))),
      centers: knowing.map(({ center }) => center).sort(compareText),
      otherSystems: [...systems].filter((system) => system !== facts.operatingSystem),
    },
  ];
}

/** Short names may be those of two computers. */
function withOwnKeys(controllers: readonly ControllerOfDeployment[]): ControllerOfDeployment[] {
  const counts = new Map<string, number>();
  return controllers.map((one) => {
    const count = (counts.get(one.key) ?? 0) + 1;
    counts.set(one.key, count);
    return count === 1 ? one : { ...one, key: `${one.key} (${one.centers.join(', ') || count})` };
  });
}

function byDomainAndName(a: DomainController, b: DomainController): number {
  return (
    compareText(a.domain?.toLowerCase() ?? '', b.domain?.toLowerCase() ?? '') || compareText(a.key, b.key)
  );
}
