// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * Status of an alert: resolved and dismissed are words of ATA 1.7 and earlier; unknown where it is none that this program knows
 */
export type Status = 'open' | 'suppressed' | 'closed' | 'resolved' | 'dismissed' | 'unknown';
/**
 * Severity of an alert; unknown where it is none that this program knows
 */
export type Severity = 'high' | 'medium' | 'low' | 'unknown';
/**
 * Suspicious activities tell of attacks, health alerts of ATA itself
 */
export type Kind = 'suspicious-activity' | 'health-alert';

/**
 * Suspicious activities and health alerts of ATA, for the record: the open ones first.
 */
export interface AlertRecord {
  /**
   * Which document this is
   */
  schema: 'alert-record';
  /**
   * Version of this schema
   */
  schemaVersion: 1;
  program: Program;
  /**
   * Month of the facts in the catalogue, by which the alerts of Defender for Identity are named
   */
  factsAsOf: string;
  /**
   * When it was made, in UTC; only with --stamp
   */
  createdAt?: string;
  /**
   * What it was read from
   */
  sources: Source[];
  filters: Filters;
  summary: Summary;
  /**
   * The alerts: open ones first, suspicious activities before health alerts, then by severity, the latest first
   */
  alerts: Alert[];
}
/**
 * What wrote this document
 */
export interface Program {
  /**
   * Name of the program
   */
  name: string;
  /**
   * Its version
   */
  version: string;
}
/**
 * A source and how many alerts were read from it
 */
export interface Source {
  /**
   * Name of the file or database, without credentials
   */
  name: string;
  /**
   * How many suspicious activities
   */
  suspiciousActivities: number;
  /**
   * How many health alerts
   */
  healthAlerts: number;
}
/**
 * What was asked for
 */
export interface Filters {
  /**
   * Only alerts with one of these; empty for all
   */
  status: Status[];
  /**
   * Only alerts with one of these; empty for all
   */
  severity: Severity[];
  /**
   * Only alerts that went on at or after this time, in UTC
   */
  since: string | null;
  /**
   * Only alerts that ended before this time, in UTC
   */
  until: string | null;
}
/**
 * What was read and what of it is in this document. Every alert that was read counts once
 */
export interface Summary {
  /**
   * Different alerts in the sources
   */
  read: number;
  /**
   * Those of them that the filters let through
   */
  written: number;
  /**
   * Those of them that the filters kept out
   */
  leftOut: number;
  /**
   * Open ones among those that were read
   */
  openRead: number;
  /**
   * Alerts that came again, from another source or twice in one; the newest counts
   */
  repeated: number;
  /**
   * Written alerts without a time: filters by time let them through
   */
  undated: number;
  /**
   * Written alerts that ATA did not show in its console
   */
  hidden: number;
  byStatus: StatusCounts;
  bySeverity: SeverityCounts;
  openBySeverity: SeverityCounts;
  /**
   * The written alerts by type, those with open ones first
   */
  types: Type[];
  /**
   * Different entities of the written alerts that no source names
   */
  unresolvedEntities: number;
  /**
   * Fields of the written alerts that hold something which is not in this document
   */
  fieldsLeftOut: Field[];
}
/**
 * Alerts by status
 */
export interface StatusCounts {
  /**
   * Alerts with status open
   */
  open: number;
  /**
   * Alerts with status suppressed
   */
  suppressed: number;
  /**
   * Alerts with status closed
   */
  closed: number;
  /**
   * Alerts with status resolved
   */
  resolved: number;
  /**
   * Alerts with status dismissed
   */
  dismissed: number;
  /**
   * Alerts with status unknown
   */
  unknown: number;
}
/**
 * Alerts by severity
 */
export interface SeverityCounts {
  /**
   * Alerts with severity high
   */
  high: number;
  /**
   * Alerts with severity medium
   */
  medium: number;
  /**
   * Alerts with severity low
   */
  low: number;
  /**
   * Alerts with severity unknown
   */
  unknown: number;
}
/**
 * One type of alert
 */
export interface Type {
  kind: Kind;
  /**
   * Name of the class in ATA
   */
  type: string;
  /**
   * The alert as the ATA console calls it; the name of the class where it is not known
   */
  title: string;
  /**
   * Whether the catalogue knows this type
   */
  known: boolean;
  /**
   * How many of the written ones are open
   */
  open: number;
  /**
   * How many were written
   */
  written: number;
  mdi: Mdi;
  /**
   * Address of the page that says what to do
   */
  whatToDo: string | null;
}
/**
 * What answers this alert in Defender for Identity
 */
export interface Mdi {
  /**
   * Alerts or health issues that correspond; none: nothing does; unknown: this program does not know
   */
  answer: 'alerts' | 'health-issues' | 'none' | 'unknown';
  /**
   * What corresponds, any of them
   */
  alerts: MdiAlert[];
  /**
   * What is to be known of it
   */
  note: string | null;
}
/**
 * An alert or a health issue of Defender for Identity
 */
export interface MdiAlert {
  /**
   * Its name
   */
  name: string;
  /**
   * External id of a classic alert, detector id of one of the Defender XDR engine; null for a health issue
   */
  number: string | null;
  /**
   * How certain it is that it corresponds
   */
  certainty: 'documented' | 'seen' | 'inferred';
}
/**
 * A field and how many alerts have it
 */
export interface Field {
  /**
   * Name of the field
   */
  field: string;
  /**
   * How many of the written alerts hold something there
   */
  alerts: number;
}
/**
 * One alert
 */
export interface Alert {
  /**
   * ATA's id of it
   */
  id: string | null;
  kind: Kind;
  /**
   * Name of the class in ATA
   */
  type: string;
  /**
   * The alert as the ATA console calls it; the name of the class where it is not known
   */
  title: string;
  /**
   * Whether the catalogue knows this type
   */
  known: boolean;
  status: Status;
  severity: Severity;
  /**
   * When it began, in UTC
   */
  startTime: string | null;
  /**
   * When it ended, or was seen last, in UTC
   */
  endTime: string | null;
  /**
   * Since when it has its status, in UTC
   */
  statusTime: string | null;
  /**
   * When ATA last changed the document, in UTC
   */
  updateTime: string | null;
  /**
   * Computers and accounts that it came from
   */
  sources: Entity[];
  /**
   * Computers that it was aimed at
   */
  destinations: Entity[];
  /**
   * Other entities that have to do with it
   */
  entities: Entity[];
  /**
   * Addresses that it came from
   */
  ipAddresses: string[];
  /**
   * What else it says
   */
  details: Detail[];
  /**
   * What people wrote on it, without credentials
   */
  note: string | null;
  /**
   * How many activities it was concluded from
   */
  relatedActivities: number | null;
  /**
   * Number of the event that ATA wrote to the Windows log for it
   */
  windowsEventId: number | null;
  /**
   * Whether ATA did not show it in its console (IsVisible is false)
   */
  hidden: boolean;
  mdi: Mdi;
  /**
   * Address of the page that says what to do
   */
  whatToDo: string | null;
  /**
   * Name of the source
   */
  readFrom: string;
}
/**
 * An account, a computer or another entity that an alert names
 */
export interface Entity {
  /**
   * ATA's id of it; null where the alert has but a name
   */
  id: string | null;
  /**
   * Its name; the id where no source names it
   */
  name: string;
  /**
   * What it is
   */
  kind: 'user' | 'computer' | 'group' | 'domain' | 'ip-address' | 'gateway' | 'unknown';
  /**
   * Whether a source names it
   */
  resolved: boolean;
}
/**
 * Something that an alert says of itself
 */
export interface Detail {
  /**
   * What it is about
   */
  label: string;
  /**
   * What it says
   */
  text: string;
}
