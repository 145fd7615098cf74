/** Which kinds of sensor a server can take, by its operating system and by what a readiness report found. */
import {
  recommendedSensor,
  type SensorKind,
  serverSystem,
  supportsReadOnly,
} from '../catalogue/sensor-requirements.js';
import type { SensorFit } from '../types/sensor-readiness.js';
import type { ServerReport } from './server-reports.js';

/** Both kinds, each with its reason. */
export interface Fits extends Readonly<Record<SensorKind, SensorFit>> {
  /** What the documentation recommends where both can be had. */
  readonly recommended: string;
}

/** Whether nothing that is known speaks against this kind of sensor. */
export function takes({ result }: SensorFit): boolean {
  return result === 'tested' || result === 'open';
}

/**
 * @param system the operating system as somebody recorded it; null where nobody did
 * @param isReadOnly whether it is known to be a read-only domain controller
 */
export function fitsOf(system: string | null, isReadOnly: boolean, report: ServerReport): Fits {
  return {
    v2: fitOf('v2', system, isReadOnly, report),
    v3: fitOf('v3', system, isReadOnly, report),
    recommended: recommendedSensor.text,
  };
}

function fitOf(kind: SensorKind, text: string | null, isReadOnly: boolean, report: ServerReport): SensorFit {
  if (text === null)
    return { result: 'unknown', why: 'no source tells the operating system', condition: null };
  const system = serverSystem(text);
  if (system === null)
    return {
      result: 'unknown',
      why: 'the requirements name no such operating system; nothing is claimed of it',
      condition: null,
    };
  const { supported, condition } = system[kind];
  if (!supported)
    return { result: 'cannot', why: `sensors ${kind}.x do not run on ${system.name}`, condition: null };
  if (isReadOnly && !supportsReadOnly(kind))
    return {
      result: 'unknown',
      why: `whether sensors ${kind}.x run on read-only domain controllers is not documented`,
      condition,
    };
  const blocking = report.failed.filter(({ blocks, sensors }) => blocks && sensors.includes(kind));
  if (blocking.length > 0)
    return {
      result: 'blocked',
      why: `${system.name} fits; missing: ${blocking.map(({ title }) => title).join(', ')}`,
      condition,
    };
  return report.isTested(kind)
    ? {
        result: 'tested',
        why: `${system.name} fits, and Test-MdiReadiness.ps1 found in order what it tests`,
        condition,
      }
    : { result: 'open', why: `${system.name} fits`, condition };
}
