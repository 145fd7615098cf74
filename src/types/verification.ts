// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * Configuration topic
 */
export type Area =
  | 'directory-services'
  | 'syslog'
  | 'email'
  | 'health-notifications'
  | 'role-groups'
  | 'vpn'
  | 'exclusions'
  | 'honeytokens'
  | 'sensitive-entities'
  | 'reports'
  | 'gateways'
  | 'event-collection'
  | 'updates'
  | 'detectors'
  | 'monitoring-alerts'
  | 'center'
  | 'telemetry'
  | 'localization'
  | 'licensing'
  | 'engine-tuning'
  | 'learned-state'
  | 'unrecognised';

/**
 * The plan held against what Defender for Identity really has.
 */
export interface Verification {
  /**
   * Which document this is
   */
  schema: 'verification';
  /**
   * Version of this schema
   */
  schemaVersion: 1;
  program: Program;
  /**
   * Month of the facts in the catalogue
   */
  factsAsOf: string;
  /**
   * When it was made, in UTC; only with --stamp
   */
  createdAt?: string;
  /**
   * Names of the ATA Centers
   */
  centers: string[];
  /**
   * Names of the sources of the plan
   */
  planSources: string[];
  /**
   * The files that show what Defender for Identity has
   */
  observedSources: ObservedSource[];
  /**
   * How much of each list was seen
   */
  coverage: Coverage[];
  /**
   * What people should know
   */
  notices: Notice[];
  summary: Summary;
  notCompared: NotCompared;
  /**
   * Every item that asks for something, in the order of the plan
   */
  items: CheckedItem[];
  /**
   * What to export in order to check the rest
   */
  exports: Export[];
  /**
   * What nothing in ATA asked for
   */
  extra: Extra[];
  /**
   * Health issues, the open ones first
   */
  healthIssues: HealthIssue[];
  /**
   * Errors and warnings in sensor logs
   */
  sensorLogs: LogGroup[];
}
/**
 * The program that wrote this document
 */
export interface Program {
  /**
   * Always ata2mdi
   */
  name: 'ata2mdi';
  /**
   * Version of the program
   */
  version: string;
}
/**
 * One file that was read
 */
export interface ObservedSource {
  /**
   * Name of the file: the last part of its path
   */
  name: string;
  /**
   * What was recognised in it, by content, e.g. `graph-sensors`
   */
  shapes: string[];
}
/**
 * How much of a list was seen. Only of a whole list does it mean anything that something is not in it
 */
export interface Coverage {
  /**
   * Which list
   */
  list:
    | 'sensors'
    | 'health-issues'
    | 'role-definitions'
    | 'role-assignments'
    | 'tags'
    | 'exclusions'
    | 'tuning-rules'
    | 'directory-service-accounts'
    | 'health-recipients'
    | 'incident-rules'
    | 'auditing';
  /**
   * What the list is of: the detection rule of exclusions, the tag of entity tags; null where there is one list only
   */
  scope: string | null;
  /**
   * Kinds of entity that the list would show; null for all
   */
  kinds: string[] | null;
  /**
   * True if every page of the list was given
   */
  whole: boolean;
  /**
   * What is lacking; null of a whole list
   */
  why: string | null;
  /**
   * Names of the files
   */
  sources: string[];
}
/**
 * Something that the readers or the comparison want people to know
 */
export interface Notice {
  /**
   * Stable word for the kind of notice
   */
  code: string;
  /**
   * One sentence for people
   */
  text: string;
  /**
   * Name of the source concerned
   */
  source: string | null;
  /**
   * Path of the setting concerned
   */
  path: string | null;
}
/**
 * How many items have which result
 */
export interface Summary {
  /**
   * Items that are replicated
   */
  replicated: number;
  /**
   * Items that are missing
   */
  missing: number;
  /**
   * Items that are different
   */
  different: number;
  /**
   * Items that are attested
   */
  attested: number;
  /**
   * Items that are cannot-check
   */
  'cannot-check': number;
}
/**
 * Items of the plan that ask for nothing in Defender for Identity
 */
export interface NotCompared {
  /**
   * Items of the disposition automatic
   */
  automatic: number;
  /**
   * Items of the disposition no-equivalent
   */
  'no-equivalent': number;
  /**
   * Items of the disposition default
   */
  default: number;
  /**
   * Items of the disposition unrecognised
   */
  unrecognised: number;
}
/**
 * One item of the plan and what became of it
 */
export interface CheckedItem {
  /**
   * Id of the item in the plan
   */
  id: string;
  area: Area;
  /**
   * One line for people
   */
  title: string;
  /**
   * Disposition in the plan
   */
  disposition: string;
  /**
   * `replicated`: it is there as planned; `missing`: it is not there; `different`: it is there with other values; `attested`: a person says that it is done or not needed, and no file contradicts; `cannot-check`: the files do not show it
   */
  result: 'replicated' | 'missing' | 'different' | 'attested' | 'cannot-check';
  /**
   * The values that were compared
   */
  planned: Field[];
  /**
   * What is not as planned; only of `different`
   */
  differences: Difference[];
  /**
   * Names of the files that the result rests on
   */
  sources: string[];
  /**
   * True if the result rests on names that no documentation confirms
   */
  presumed: boolean;
  /**
   * Key of what to export in order to check it; null where it was checked
   */
  export: string | null;
  /**
   * The word of a person; null if there is none
   */
  attestation: Attestation | null;
  /**
   * What else to know
   */
  notes: string[];
  /**
   * Positions in `healthIssues` of open issues that endanger it
   */
  healthIssues: number[];
  /**
   * Names of the ATA Centers that it is of; only where the plan is of several
   */
  centers?: string[];
}
/**
 * A field and what stands in it
 */
export interface Field {
  /**
   * Name of the field
   */
  field: string;
  /**
   * What stands there
   */
  value: string;
}
/**
 * A field that is not as planned
 */
export interface Difference {
  /**
   * Name of the field
   */
  field: string;
  /**
   * What the plan has
   */
  planned: string;
  /**
   * What was observed
   */
  observed: string;
}
/**
 * The word of a person, from a worksheet
 */
export interface Attestation {
  /**
   * Status
   */
  status: string;
  /**
   * Who is responsible
   */
  owner: string;
  /**
   * What was decided
   */
  decision: string;
  /**
   * When it was done, as written
   */
  doneOn: string;
  /**
   * Notes
   */
  notes: string;
}
/**
 * What to export in order to check items that no file shows
 */
export interface Export {
  /**
   * Key
   */
  key: string;
  /**
   * What it is
   */
  title: string;
  /**
   * How to get it, one way a line
   */
  how: string[];
  /**
   * How many items it would settle
   */
  items: number;
}
/**
 * Something in Defender for Identity that nothing in ATA asked for
 */
export interface Extra {
  area: Area;
  /**
   * One line for people
   */
  title: string;
  /**
   * Name of the file
   */
  source: string;
  /**
   * What else to know
   */
  note: string | null;
}
/**
 * A health issue
 */
export interface HealthIssue {
  /**
   * Name
   */
  name: string;
  /**
   * Name in the documentation, where one was recognised
   */
  knownAs: string | null;
  /**
   * Severity
   */
  severity: string | null;
  /**
   * Status
   */
  status: string | null;
  /**
   * When it was raised
   */
  created: string | null;
  /**
   * Domains
   */
  domains: string[];
  /**
   * Sensors
   */
  sensors: string[];
  /**
   * How many older entries of the same issue were left out
   */
  repeats: number;
  /**
   * Ids of the items that it endangers
   */
  items: string[];
  /**
   * Name of the file
   */
  source: string;
}
/**
 * Lines of sensor logs that say the same
 */
export interface LogGroup {
  /**
   * Level
   */
  level: string;
  /**
   * Component
   */
  component: string;
  /**
   * Method
   */
  method: string;
  /**
   * The message without any of its values
   */
  message: string;
  /**
   * How many lines
   */
  count: number;
  /**
   * Time of the first
   */
  first: string;
  /**
   * Time of the last
   */
  last: string;
  /**
   * What it is known to mean
   */
  meaning: string | null;
  /**
   * What to do
   */
  remedy: string | null;
  /**
   * Name of the file
   */
  source: string;
}
