import { statusWords } from '../readiness/render/words.js';
import type { Sensor } from '../types/mdi-observed.js';
import type { DomainController } from '../types/migration-plan.js';
import { isTroubled, type SensorIndex, sensorIndex } from '../verify/areas/sensors.js';
import { type Seen, seen } from '../verify/finding.js';
import {
  type ConditionFinding,
  type ConditionInfo,
  counted,
  type GateEvidence,
  type PartFinding,
  partKey,
} from './finding.js';

const key = 'sensors-healthy';

/** Whatever ATA watched has to be watched by something that works before ATA goes. */
export const sensorsHealthy: ConditionInfo = {
  key,
  title: 'Every domain controller that ATA watched has a healthy sensor',
  isAttestedWhole: true,
  isOfCenter: true,
  find,
};

function find({ plan, observed }: GateEvidence): ConditionFinding {
  const controllers = plan.domainControllers ?? [];
  const watched = controllers.filter((controller) => !controller.deleted && wasWatched(controller));
  const others = controllers.filter((controller) => !controller.deleted && !wasWatched(controller));
  const deleted = controllers.filter((controller) => controller.deleted);
  const list = seen(observed, 'sensors');
  const index = sensorIndex(observed.sensors);
  const toDo = [
    'Give the whole list of sensors: scripts/Get-MdiObserved.ps1 reads it, or the portal exports it.',
    `A domain controller that is no more, or needs no sensor: --attest ${key}/<its name>.`,
  ];
  const evidence = [
    list.sources.length === 0
      ? 'No list of sensors was given.'
      : `${counted(observed.sensors.length, 'sensor')} in ${list.sources.join(', ')}${list.why === null ? '' : `; the list is not whole: ${list.why}`}.`,
    ...(others.length === 0
      ? []
      : [`Never watched by ATA, and not asked for here: ${others.map(({ name }) => name).join(', ')}.`]),
    ...(deleted.length === 0
      ? []
      : [`Deleted, as ATA knows: ${deleted.map(({ name }) => name).join(', ')}.`]),
  ];
  if (watched.length === 0)
    return {
      result: 'unknown',
      evidence: ['No source tells which domain controllers ATA watched.', ...evidence],
      parts: [],
      toDo: ['Give the collection UniqueEntity and the configuration of the Gateways too.', ...toDo],
    };
  const mute = (plan.gateways ?? []).filter(
    ({ name, kind }) =>
      kind !== 'lightweight-gateway' &&
      controllers.every(({ watchedBy }) => !watchedBy.includes(name)) &&
      // Those that others watch are the only ones that are known: the directory was not given, or has no others.
      !controllers.some((one) => one.watchedBy.length === 0 && one.mayBeWatchedBy.includes(name)),
  );
  if (mute.length > 0)
    evidence.push(
      `Which domain controllers these watched, no source tells: ${mute.map(({ name }) => name).join(', ')}.`,
    );
  if (mute.length > 0)
    toDo.unshift('Give the collection UniqueEntity too, which has all domain controllers of the directory.');
  return {
    result: mute.length === 0 ? 'met' : 'unknown',
    evidence,
    parts: watched.map((controller) => controllerPart(controller, index, list)),
    toDo,
  };
}

/** One that may have been watched counts: nobody knows that it was not. */
function wasWatched({ watchedBy, mayBeWatchedBy }: DomainController): boolean {
  return watchedBy.length + mayBeWatchedBy.length > 0;
}

function controllerPart({ name, domain }: DomainController, index: SensorIndex, list: Seen): PartFinding {
  // Two forests may have the same short name.
  const sensor = index.find(name.includes('.') || domain === null ? name : `${name}.${domain}`);
  const part = { key: partKey(key, name), title: name };
  if (sensor === null)
    return list.whole
      ? { ...part, result: 'not-met', evidence: ['It has no sensor.'], personDecides: true }
      : { ...part, result: 'unknown', evidence: ['No list that was given shows a sensor on it.'] };
  return { ...part, ...healthOf(sensor) };
}

function healthOf(sensor: Sensor): Pick<PartFinding, 'result' | 'evidence'> {
  const { serviceStatus, deploymentStatus, healthStatus, source } = sensor;
  const words = [
    `service: ${shownStatus(serviceStatus)}`,
    `sensor: ${shownStatus(deploymentStatus)}`,
    `health: ${shownStatus(healthStatus)}`,
  ];
  const evidence = [`${source}: ${words.join(', ')}.`];
  if (isTroubled(sensor) || /^nothealthy(?!low$)/.test(healthStatus ?? ''))
    return { result: 'not-met', evidence };
  // The same words from Microsoft Graph and from the list of the portal, without blanks and marks.
  const isHealthy = /^(?:healthy|nothealthylow)$/.test(healthStatus ?? '');
  // One that still synchronises for the first time, or updates, is not known to work yet.
  const isInPlace = deploymentStatus === 'uptodate' || deploymentStatus === 'outdated';
  return { result: isHealthy && isInPlace && serviceStatus === 'running' ? 'met' : 'unknown', evidence };
}

function shownStatus(status: string | null): string {
  return status === null ? 'not shown' : statusWords(status);
}
