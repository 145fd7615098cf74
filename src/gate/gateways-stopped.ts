import { sensorIndex } from '../verify/areas/sensors.js';
import {
  type ConditionFinding,
  type ConditionInfo,
  counted,
  type GateEvidence,
  type PartFinding,
  partKey,
} from './finding.js';

const key = 'gateways-stopped';

/**
 * Microsoft's migration guide (documented): a Center must not go while Gateways run. No file can show that a service on a
 * server does not run; what can be shown is that a newer configuration, seen whole, no longer names the Gateway.
 */
export const gatewaysStopped: ConditionInfo = {
  key,
  title: 'No ATA Gateway is running any more',
  isAttestedWhole: true,
  find,
};

function find(evidence: GateEvidence): ConditionFinding {
  const { plan } = evidence;
  const gateways = plan.gateways ?? [];
  const toDo = [
    'Uninstall each ATA Gateway and Lightweight Gateway, and remove it in the ATA console; a backup that is made then no longer names it.',
    `Or give your word for it: --attest ${key}, or with the key of a single one.`,
  ];
  if (gateways.length > 0)
    return {
      result: 'met',
      evidence: [`The plan names ${counted(gateways.length, 'ATA Gateway')}.`],
      parts: gateways.map((_, index) => gatewayPart(index, evidence)),
      toDo,
    };
  if (isSeenWhole(evidence))
    return {
      result: 'met',
      evidence: ['The collection of the configuration, seen whole, names no ATA Gateway.'],
      parts: [],
      toDo,
    };
  return {
    result: 'unknown',
    evidence: ['The sources name no ATA Gateway, but may be of the ATA Center alone.'],
    parts: [],
    toDo,
  };
}

/** Dumps and the database itself hold the collection whole; a file of JSON may be of the Center alone. */
const wholeFormats: ReadonlySet<string> = new Set(['bson', 'mongodump-archive', 'mongodb']);

function isSeenWhole({ plan, backup, centerUpdated }: GateEvidence): boolean {
  const center = plan.centers[0]?.key;
  const source = plan.documents.find((document) => document.key === center)?.source ?? -1;
  const isWhole = wholeFormats.has(plan.sources[source]?.format ?? '');
  return (
    isWhole && (backup === null || isNewer(backup, centerUpdated) !== true || backup.gatewayIds.length === 0)
  );
}

/** Whether the backup is at least as new as the plan; null where nobody knows. */
function isNewer(backup: NonNullable<GateEvidence['backup']>, centerUpdated: number | null): boolean | null {
  const updated = backup.centers.map((center) => center.updated).filter((time) => time !== null);
  if (updated.length === 0 || centerUpdated === null) return null;
  return Math.max(...updated) >= centerUpdated;
}

function gatewayPart(index: number, { plan, backup, centerUpdated, observed }: GateEvidence): PartFinding {
  const gateway = plan.gateways?.[index];
  const name = gateway?.name ?? '';
  const evidence: string[] = [];
  if (gateway?.stopped === true)
    evidence.push('It was stopped, or had failed to start, when the configuration was read.');
  const sensor = gateway?.kind === 'lightweight-gateway' ? sensorIndex(observed.sensors).find(name) : null;
  if (sensor !== null)
    evidence.push(
      'A sensor is on its server. The guide has the Lightweight Gateway uninstalled first; that this was done does not follow.',
    );
  const id = gateway?.id ?? null;
  const newer = backup === null ? null : isNewer(backup, centerUpdated);
  if (backup === null || id === null || newer === null || backup.centers.length === 0) {
    evidence.push('No file can tell whether it still runs.');
    return { key: partKey(key, name), title: name, result: 'unknown', evidence };
  }
  if (!newer) {
    evidence.push(`The backup ${backup.name} is older than the configuration: it tells nothing of it.`);
    return { key: partKey(key, name), title: name, result: 'unknown', evidence };
  }
  if (backup.gatewayIds.includes(id)) {
    evidence.push(
      `The newest configuration (${backup.name}) still names it; whether it runs, that does not tell.`,
    );
    return { key: partKey(key, name), title: name, result: 'unknown', evidence };
  }
  evidence.push(`The newest configuration (${backup.name}) no longer names it.`);
  return { key: partKey(key, name), title: name, result: 'met', evidence };
}
