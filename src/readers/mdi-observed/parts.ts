/** What the readers of observed files return: the entries of lists as they stand there, and how much of each list it was. */
import type {
  ActionAccounts,
  Auditing,
  Coverage,
  DirectoryServiceAccount,
  Exclusion,
  HealthIssue,
  IncidentRule,
  LogGroup,
  Role,
  RoleAssignment,
  Sensor,
  SensorLog,
  ServerTest,
  Syslog,
  Tagged,
  Thresholds,
  TuningRule,
  Vpn,
} from '../../types/mdi-observed.js';

/** Names of the lists of which it is told how much was seen. */
export type ListName = Coverage['list'];

/** One answer, or one file, with entries of a list. */
export interface ListPage {
  readonly list: ListName;
  /** The rule or tag that the list is of; null where there is one list only. */
  readonly scope: string | null;
  /** Kinds of entity that it would show; null for all. */
  readonly kinds: readonly string[] | null;
  readonly entries: number;
  /** How many entries come before, where the address of the answer says it. */
  readonly start: number | null;
  /** Address of the page that follows, if one follows. */
  readonly next: string | null;
  /** How many entries the whole list has, where the answer says it. */
  readonly total: number | null;
  /** Why the list is not whole whatever its pages say; null if nothing speaks against it. */
  readonly lacks: string | null;
}

/** What one shape gave. Lists that are not there were not in the file. */
export interface Contribution {
  readonly shape: string;
  readonly pages?: readonly ListPage[];
  readonly sensors?: readonly Sensor[];
  readonly healthIssues?: readonly HealthIssue[];
  readonly roles?: readonly Role[];
  readonly roleAssignments?: readonly RoleAssignment[];
  readonly tags?: readonly Tagged[];
  readonly exclusions?: readonly Exclusion[];
  readonly tuningRules?: readonly TuningRule[];
  readonly directoryServiceAccounts?: readonly DirectoryServiceAccount[];
  readonly healthRecipients?: readonly string[];
  readonly incidentRules?: readonly IncidentRule[];
  readonly syslog?: Syslog;
  readonly vpn?: Vpn;
  readonly actionAccounts?: ActionAccounts;
  readonly thresholds?: Thresholds;
  readonly automaticAuditing?: boolean;
  readonly auditing?: readonly Auditing[];
  readonly serverTests?: readonly ServerTest[];
  readonly sensorLogs?: readonly SensorLog[];
  readonly logGroups?: readonly LogGroup[];
  /** Names of properties or columns that were not understood. */
  readonly unread?: readonly string[];
}

/** What one file gave. */
export interface ObservedPart {
  readonly source: string;
  readonly contributions: readonly Contribution[];
}

/** A text pattern of a sensor log that is the sign of a known issue: every text stands in the entry. */
export interface KnownLogEntry {
  readonly key: string;
  readonly all: readonly string[];
}

/** The shape of what was not recognised. */
export const unknownShape = 'unknown';
