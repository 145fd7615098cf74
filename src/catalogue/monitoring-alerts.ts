import data from './monitoring-alerts.json' with { type: 'json' };

/** A health issue of Defender for Identity. */
export interface HealthIssue {
  readonly name: string;
  readonly severity: 'High' | 'Medium' | 'Low' | 'High or Medium';
  /** Sensor versions that raise it. */
  readonly sensors: '2.x' | '3.x' | 'all';
  readonly formerName: string | null;
}

/** A health alert of ATA and the health issues that answer it. */
export interface MonitoringAlertEntry {
  /** As in ATA's switches, e.g. `GatewayDisconnectedMonitoringAlert`. */
  readonly type: string;
  /** Windows event id in ATA. */
  readonly eventId: number;
  readonly component: 'Center' | 'Gateway' | 'Center and Gateway' | 'Lightweight Gateway';
  /** Titles in the ATA console; one type may have several. */
  readonly titles: readonly { readonly title: string; readonly severity: 'High' | 'Medium' | 'Low' | null }[];
  readonly issues: readonly HealthIssue[];
  readonly relation: 'same' | 'similar' | 'no-equivalent';
  readonly notes: string | null;
  readonly sources: readonly string[];
  readonly certainty: 'documented' | 'seen' | 'inferred';
}

// The schema of the catalogue, checked in the test beside this file, guarantees the closed lists of words.
const entries = data.alerts as readonly MonitoringAlertEntry[];
const issuesWithoutAncestor = data.newIssues as readonly HealthIssue[];

let byType: ReadonlyMap<string, MonitoringAlertEntry> | undefined;

/** All health alerts of ATA, by event id. */
export function monitoringAlertEntries(): readonly MonitoringAlertEntry[] {
  return entries;
}

/** What is known of a type of ATA health alert, if anything. */
export function monitoringAlertByType(type: string): MonitoringAlertEntry | undefined {
  byType ??= new Map(entries.map((entry) => [entry.type, entry]));
  return byType.get(type);
}

/** Health issues of Defender for Identity without an ancestor in ATA. */
export function newHealthIssues(): readonly HealthIssue[] {
  return issuesWithoutAncestor;
}
