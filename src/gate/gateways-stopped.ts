import type { Gateway } from '../types/migration-plan.js';
import { sensorIndex } from '../verify/areas/sensors.js';
import { backupWorth } from './backup-of-center.js';
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
  isOfCenter: true,
  find,
};

function find(evidence: GateEvidence): ConditionFinding {
  const { plan } = evidence;
  const gateways = plan.gateways ?? [];
  const unplanned = unplannedGateways(evidence);
  const toDo = [
    'Uninstall each ATA Gateway and Lightweight Gateway, and remove it in the ATA console; a backup that is made then no longer names it.',
    `Or give your word for it: --attest ${key}, or with the key of a single one.`,
  ];
  if (gateways.length + unplanned.length > 0)
    return {
      result: gateways.length > 0 ? 'met' : 'unknown',
      evidence: [`The plan names ${counted(gateways.length, 'ATA Gateway')}.`],
      parts: [...gateways.map((gateway) => gatewayPart(gateway, evidence)), ...unplanned],
      toDo:
        unplanned.length === 0
          ? toDo
          : ['Make the plan again, from the backup: it names Gateways that the plan does not know.', ...toDo],
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

/** The keys by which a person can give their word for a Gateway, those that only the backup names among them. */
export function gatewayKeys(evidence: Pick<GateEvidence, 'plan' | 'backup' | 'center'>): string[] {
  return [...(evidence.plan.gateways ?? []).map(({ name }) => name), ...unplannedIds(evidence)].map((name) =>
    gatewayKey(name, evidence),
  );
}

/** Gateways of two Centers may have the same name. */
function gatewayKey(name: string, { center }: Pick<GateEvidence, 'center'>): string {
  return center === null ? partKey(key, name) : partKey(key, center, name);
}

function unplannedIds({ plan, backup }: Pick<GateEvidence, 'plan' | 'backup'>): string[] {
  const known = new Set((plan.gateways ?? []).flatMap(({ id }) => id ?? []));
  return (backup?.gatewayIds ?? []).filter((id) => !known.has(id));
}

/** Gateways that came after the plan was made. An older backup may name some that went before it. */
function unplannedGateways(evidence: GateEvidence): PartFinding[] {
  const { backup } = evidence;
  const worth = backup === null ? null : backupWorth(backup, evidence);
  if (backup === null || (worth?.isNewest === false && worth.isOlder)) return [];
  return unplannedIds(evidence).map((id) => ({
    key: gatewayKey(id, evidence),
    title: `ATA Gateway ${id}`,
    result: 'unknown',
    evidence: [`The plan does not know it, but the backup ${backup.name} names it.`],
  }));
}

/** Dumps and the database itself hold the collection whole; a file of JSON may be of the Center alone. */
const wholeFormats: ReadonlySet<string> = new Set(['bson', 'mongodump-archive', 'mongodb']);

function isSeenWhole({ plan }: GateEvidence): boolean {
  const center = plan.centers[0]?.key;
  const source = plan.documents.find((document) => document.key === center)?.source ?? -1;
  return wholeFormats.has(plan.sources[source]?.format ?? '');
}

function gatewayPart(gateway: Gateway, evidence: GateEvidence): PartFinding {
  const { backup, observed } = evidence;
  const { id, name, kind, stopped } = gateway;
  const part = { key: gatewayKey(name, evidence), title: name };
  const found: string[] = [];
  if (stopped) found.push('It was stopped, or had failed to start, when the configuration was read.');
  const sensor = kind === 'lightweight-gateway' ? sensorIndex(observed.sensors).find(name) : null;
  if (sensor !== null)
    found.push(
      'A sensor is on its server. The guide has the Lightweight Gateway uninstalled first; that this was done does not follow.',
    );
  if (backup === null || id === null)
    return { ...part, result: 'unknown', evidence: [...found, 'No file can tell whether it still runs.'] };
  const worth = backupWorth(backup, evidence);
  if (!worth.isNewest)
    return {
      ...part,
      result: 'unknown',
      evidence: [...found, `The backup ${backup.name} tells nothing of it: it ${worth.why}.`],
    };
  if (backup.gatewayIds.includes(id))
    return {
      ...part,
      result: 'unknown',
      evidence: [
        ...found,
        `The newest configuration (${backup.name}) still names it; whether it runs, that does not tell.`,
      ],
    };
  return {
    ...part,
    result: 'met',
    evidence: [...found, `The newest configuration (${backup.name}) no longer names it.`],
  };
}
