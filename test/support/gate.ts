/** A gate at which everything is met, each thing by a piece of evidence that a test can take away. */
import { ObjectId } from 'bson';
import { ActivityTally } from '../../src/alerts/activity-tally.js';
import { type Attested, type CenterInput, decommissionGate, type GateInput } from '../../src/gate/gate.js';
import { itemsToSettle } from '../../src/gate/items-settled.js';
import { consolidate } from '../../src/plan/consolidate.js';
import { translate } from '../../src/plan/translate.js';
import { readBackup } from '../../src/readers/backup.js';
import type { HashedSource } from '../../src/readers/sources.js';
import type { DecommissionGate } from '../../src/types/decommission-gate.js';
import type { MigrationPlan } from '../../src/types/migration-plan.js';
import { checkGate } from '../../src/validate.js';
import { snapshotsOfCenters } from './centers.js';
import { type deploymentFiles, madeUpHash, snapshotOfDeployment } from './loading.js';
import { archive, bsonDocuments, type DumpedCollection } from './mongodump.js';
import { filesOf, graphList, type ObservedFile, perfectMdi } from './perfect-mdi.js';
import { observedIn, verified } from './verifying.js';

/** Files and words that together open the gate. */
export interface GateCase {
  readonly plan: MigrationPlan;
  readonly files: readonly ObservedFile[];
  readonly attested: readonly Attested[];
  /** Null for none. */
  readonly backup: readonly DumpedCollection[] | null;
  readonly centerUpdated: number;
  readonly now: string | null;
}

/** The case of an invented deployment. */
export async function openGate(name: keyof typeof deploymentFiles = 'contoso'): Promise<GateCase> {
  const snapshot = await snapshotOfDeployment(name);
  const plan = translate(snapshot);
  // Of one fixture, the time is no time.
  const written = Date.parse(snapshot.center?.updateTime ?? '');
  const updated = Number.isNaN(written) ? Date.parse('2026-10-05') : written;
  const files = filesFor(plan);
  const open = itemsToSettle(verified(plan, files)).filter(({ result }) => result === 'cannot-check');
  return {
    plan,
    files,
    attested: [
      'gateways-stopped',
      'activities-recorded',
      // Nothing in it tells what one of its Gateways watches.
      ...(name === 'hostile' ? ['sensors-healthy'] : []),
      ...open.map(({ id }) => id),
    ].map((key) => ({ key, from: '--attest' })),
    backup: dumpOf(plan, { updated }),
    centerUpdated: updated,
    now: '2026-10-10T08:00:00.000Z',
  };
}

/** Evidence that together opens the gate for the two Centers of the fixture `centers`, each with a backup of its own. */
export async function openGateOfCenters(): Promise<GateInput & { readonly centers: readonly CenterInput[] }> {
  const snapshots = await snapshotsOfCenters();
  const plans = snapshots.map((snapshot) => translate(snapshot));
  const plan = consolidate(plans);
  const files = filesFor(
    plan,
    plans.flatMap(({ domainControllers = [] }) => domainControllers),
  );
  const open = itemsToSettle(verified(plan, files)).filter(({ result }) => result === 'cannot-check');
  const centers: CenterInput[] = [];
  for (const [index, own] of plans.entries()) {
    const backupActivities = new ActivityTally();
    const file = archiveFile(dumpOf(own, { gateways: false }));
    centers.push({
      plan: own,
      counts: { entities: null, activities: null },
      backup: await readBackup(`${own.centers[0]?.name}.archive`, [file], (document) =>
        backupActivities.take(document),
      ),
      backupActivities,
      centerUpdated: Date.parse(snapshots[index]?.center?.updateTime ?? ''),
    });
  }
  const [first] = centers;
  if (first === undefined) throw new Error('no Center');
  return {
    ...first,
    plan,
    centers,
    observed: observedIn(files),
    // Of what is between the Centers nobody chose: they do without.
    worksheet: new Map(
      plan.items
        .filter(({ id }) => id.endsWith('/between-centers'))
        .map(({ id }) => [id, { status: 'Not needed', owner: '', decision: '', doneOn: '', notes: '' }]),
    ),
    attested: ['activities-recorded', ...open.map(({ id }) => id)].map((key) => ({ key, from: '--attest' })),
    now: '2026-10-10T08:00:00.000Z',
  };
}

/** What the plan asks for, and sensors on the domain controllers that no item asks for. Role assignments settle nothing. */
function filesFor(plan: MigrationPlan, controllers = plan.domainControllers ?? []): ObservedFile[] {
  return filesOf(plan, perfectMdi(plan)).flatMap((file) => {
    if (file.name === 'roleAssignments.json') return [];
    if (file.name !== 'sensors.json') return [file];
    const asked: ReturnType<typeof sensorOn>[] = JSON.parse(file.text).value;
    const others = controllers
      .filter(
        ({ deleted, name }) => !deleted && asked.every(({ id }) => id.toLowerCase() !== name.toLowerCase()),
      )
      .map(({ name }) => sensorOn(name));
    return [{ ...file, text: graphList('security/identities/sensors', [...asked, ...others]) }];
  });
}

/** A sensor as Microsoft Graph tells of it. */
export function sensorOn(server: string, over: Readonly<Record<string, string | number | null>> = {}) {
  const [host = '', ...domain] = server.split('.');
  return {
    id: server,
    displayName: host.toUpperCase(),
    domainName: domain.join('.'),
    sensorType: 'domainControllerIntegrated',
    version: '2.255.19295.47272',
    deploymentStatus: 'upToDate',
    serviceStatus: 'running',
    healthStatus: 'healthy',
    createdDateTime: '2026-10-01T08:00:00Z',
    ...over,
  };
}

/** A dump of the database that the plan is of, after the Gateways were removed in all but the configuration. */
export function dumpOf(
  plan: MigrationPlan,
  over: { readonly gateways?: boolean; readonly open?: number; readonly updated?: number } = {},
): DumpedCollection[] {
  const center = plan.centers[0]?.id ?? '';
  const gateways = over.gateways === false ? [] : (plan.gateways ?? []).flatMap(({ id }) => id ?? []);
  const statuses = [...Array.from({ length: over.open ?? 2 }, () => 'Open'), 'Closed'];
  return [
    collection('SystemProfile', [
      {
        _id: new ObjectId(center),
        _t: ['ServiceSystemProfile', 'CenterSystemProfile'],
        UpdateTime: new Date(over.updated ?? '2026-10-05'),
      },
      ...gateways.map((id) => ({
        _id: new ObjectId(id),
        _t: ['ServiceSystemProfile', 'GatewaySystemProfile'],
      })),
    ]),
    collection(
      'UniqueEntity',
      Array.from({ length: 40 }, (_, index) => ({ _id: `entity-${index}`, _t: ['UniqueEntity', 'User'] })),
    ),
    collection(
      'SuspiciousActivity',
      statuses.map((Status, index) => ({
        _id: new ObjectId(String(index).padStart(24, '0')),
        _t: ['Alert', 'DnsReconnaissanceSuspiciousActivity'],
        Status,
      })),
    ),
  ];
}

/** A collection of the database ATA. */
export function collection(name: string, documents: Parameters<typeof bsonDocuments>[0]): DumpedCollection {
  return { database: 'ATA', collection: name, documents: bsonDocuments(documents) };
}

/** An archive as a file. */
export function archiveFile(collections: readonly DumpedCollection[]): HashedSource {
  return { name: 'ata.archive', bytes: archive(collections), sha256: madeUpHash };
}

/** The input of a gate, with whatever a test is about. */
export async function gateInput(
  { plan, files, attested, backup, centerUpdated, now }: GateCase,
  over: Partial<GateInput> = {},
): Promise<GateInput> {
  const backupActivities = new ActivityTally();
  const archived = backup === null ? null : [archiveFile(backup)];
  return {
    plan,
    observed: files.length === 0 ? null : observedIn(files),
    attested,
    counts: { entities: 40, activities: null },
    backup:
      archived === null
        ? null
        : await readBackup('ata.archive', archived, (document) => backupActivities.take(document)),
    backupActivities: archived === null ? null : backupActivities,
    centerUpdated,
    now,
    ...over,
  };
}

/** The gate of a case. */
export async function gateOf(found: GateCase, over: Partial<GateInput> = {}): Promise<DecommissionGate> {
  const gate = decommissionGate(await gateInput(found, over));
  checkGate(gate);
  return gate;
}
