/** In which order domain controllers get their sensors: a suggestion, from the little that ATA knows of them. */

import { serverSystem } from '../catalogue/sensor-requirements.js';
import { compareText } from '../compare.js';
import type { DomainController } from '../types/migration-plan.js';

/** A domain controller and why it stands where it stands. */
export interface OrderedController {
  readonly controller: DomainController;
  readonly why: string;
}

/** The domain controllers of a deployment, in the order of the runbook. */
export interface ControllerOrder {
  /** Those that get a sensor, the first first. */
  readonly first: readonly OrderedController[];
  /** One of each domain, kept until the others run. */
  readonly last: readonly OrderedController[];
  /** Those whose operating system takes no sensor. */
  readonly tooOld: readonly DomainController[];
  /** Those that ATA marks as deleted. */
  readonly deleted: readonly DomainController[];
}

/** What the order rests on, to be told wherever it is shown. */
export const orderBasis: readonly string[] = [
  'This order is a suggestion. ATA records neither the site of a domain controller nor its size or load: put those first that you know to be remote and small.',
  'It goes by what ATA does record: read-only domain controllers first (they usually stand in small branch offices; inferred), then those without the global catalog, then the others. Of each domain one is kept for last: the one that ATA marks as primary, or else the last of this order.',
];

/** The suggested order. */
export function controllerOrder(controllers: readonly DomainController[]): ControllerOrder {
  const living = controllers.filter(({ deleted }) => !deleted);
  const tooOld = living.filter(takesNoSensor);
  const ranked = living
    .filter((controller) => !takesNoSensor(controller))
    .sort(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        compareText(lower(a.domain), lower(b.domain)) ||
        compareText(lower(a.name), lower(b.name)),
    );
  const kept = new Map<string, DomainController>();
  // Of several domains that nobody knows, none is known to have a last one.
  for (const controller of ranked)
    if (controller.domain !== null) kept.set(controller.domain.toLowerCase(), controller);
  const last = new Set(kept.values());
  return {
    first: ranked
      .filter((controller) => !last.has(controller))
      .map((controller) => ({ controller, why: reasonOf(controller) })),
    last: ranked
      .filter((controller) => last.has(controller))
      .map((controller) => ({
        controller,
        why: `${reasonOf(controller)}; kept for last in ${controller.domain ?? ''}`,
      })),
    tooOld,
    deleted: controllers.filter(({ deleted }) => deleted),
  };
}

/** Names of the directory are the same in upper and lower case. */
function lower(name: string | null): string {
  return name?.toLowerCase() ?? '';
}

/** Only what the catalogue knows to be too old; of an operating system that nobody knows nothing is claimed. */
function takesNoSensor({ operatingSystem }: DomainController): boolean {
  const system = operatingSystem === null ? null : serverSystem(operatingSystem);
  return system !== null && !system.v2.supported && !system.v3.supported;
}

function rankOf({ readOnly, globalCatalog, primary }: DomainController): number {
  if (primary === true) return 3;
  if (readOnly === true) return 0;
  return globalCatalog === false ? 1 : 2;
}

function reasonOf({ readOnly, globalCatalog, primary }: DomainController): string {
  if (primary === true) return 'ATA marks it as the primary one of its domain';
  if (readOnly === true) return 'read-only';
  if (globalCatalog === false) return 'without the global catalog';
  return globalCatalog === true ? 'holds the global catalog' : 'ATA does not tell whether it is read-only';
}
