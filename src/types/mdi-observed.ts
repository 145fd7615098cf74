// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * What Defender for Identity really has, as far as files show it; without secrets.
 */
export interface MdiObserved {
  /**
   * Which document this is
   */
  schema: 'mdi-observed';
  /**
   * Version of this schema
   */
  schemaVersion: 1;
  program: Program;
  /**
   * The files
   */
  sources: ObservedSource[];
  /**
   * What the readers want people to know
   */
  notices: Notice[];
  /**
   * How much of each list was seen
   */
  coverage: Coverage[];
  /**
   * Sensors
   */
  sensors: Sensor[];
  /**
   * Health issues, each once in its newest state
   */
  healthIssues: HealthIssue[];
  /**
   * Roles
   */
  roles: Role[];
  /**
   * Assignments of roles
   */
  roleAssignments: RoleAssignment[];
  /**
   * Entity tags
   */
  tags: Tagged[];
  /**
   * Exclusions
   */
  exclusions: Exclusion[];
  /**
   * Alert tuning rules
   */
  tuningRules: TuningRule[];
  /**
   * Directory service accounts
   */
  directoryServiceAccounts: DirectoryServiceAccount[];
  /**
   * Addresses that health issues are mailed to
   */
  healthRecipients: string[];
  /**
   * Rules that mail incidents
   */
  incidentRules: IncidentRule[];
  /**
   * Syslog notifications; null if no file shows them
   */
  syslog: Syslog | null;
  /**
   * RADIUS accounting; null if no file shows it
   */
  vpn: Vpn | null;
  /**
   * Action accounts; null if no file shows them
   */
  actionAccounts: ActionAccounts | null;
  /**
   * Alert thresholds; null if no file shows them
   */
  thresholds: Thresholds | null;
  /**
   * True if the service sets Windows auditing by itself on sensors v3.x; null if no file shows it
   */
  automaticAuditing: boolean | null;
  /**
   * Windows auditing
   */
  auditing: Auditing[];
  /**
   * Sensor logs
   */
  sensorLogs: SensorLog[];
  /**
   * Errors and warnings of the sensor logs
   */
  logGroups: LogGroup[];
  /**
   * What is not understood
   */
  unread: Unread[];
  /**
   * What Test-MdiReadiness.ps1 found on servers; not there in documents of earlier versions
   */
  serverTests?: ServerTest[];
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
 * A sensor
 */
export interface Sensor {
  /**
   * Name
   */
  name: string;
  /**
   * Domain
   */
  domain: string | null;
  /**
   * Kind, as the source has it
   */
  type: string | null;
  /**
   * Version
   */
  version: string | null;
  /**
   * State of its service, in lower case without blanks
   */
  serviceStatus: string | null;
  /**
   * State of its update, likewise
   */
  deploymentStatus: string | null;
  /**
   * Health, likewise
   */
  healthStatus: string | null;
  /**
   * How many health issues are open
   */
  openHealthIssues: number | null;
  /**
   * Description; null where the source does not show it
   */
  description: string | null;
  /**
   * DNS names of its domain controllers
   */
  domainControllers: string[];
  /**
   * True if it is updated late
   */
  delayedUpdate: boolean | null;
  /**
   * Its network adapters; null where the source does not show them
   */
  adapters: Adapter[] | null;
  /**
   * Name of the file
   */
  source: string;
  /**
   * When it was made, in UTC as ISO 8601; null or not there where the source does not show it
   */
  created?: string | null;
}
/**
 * A network adapter of a sensor
 */
export interface Adapter {
  /**
   * Name
   */
  name: string;
  /**
   * True if the sensor captures on it
   */
  enabled: boolean;
}
/**
 * A health issue
 */
export interface HealthIssue {
  /**
   * Display name
   */
  name: string;
  /**
   * `global` or `sensor`
   */
  type: string | null;
  /**
   * Severity, in lower case
   */
  severity: string | null;
  /**
   * `open`, `closed` or `suppressed`
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
   * DNS names of the sensors
   */
  sensors: string[];
  /**
   * Name of the file
   */
  source: string;
}
/**
 * A role of unified role-based access control
 */
export interface Role {
  /**
   * Id in Graph
   */
  id: string | null;
  /**
   * Name
   */
  name: string;
  /**
   * Action strings; null where the source does not show them
   */
  actions: string[] | null;
  /**
   * Permissions in the words of the portal; null where the source does not show them
   */
  permissions: string[] | null;
  /**
   * Name of the file
   */
  source: string;
}
/**
 * Who has a role
 */
export interface RoleAssignment {
  /**
   * Name or id of the role
   */
  role: string | null;
  /**
   * Name of the assignment
   */
  name: string | null;
  /**
   * How many users and groups it names
   */
  members: number;
  /**
   * Name of the file
   */
  source: string;
}
/**
 * An entity with a tag
 */
export interface Tagged {
  /**
   * The tag
   */
  tag: 'sensitive' | 'honeytoken' | 'exchange-server';
  entity: ObservedEntity;
  /**
   * Name of the file
   */
  source: string;
}
/**
 * A directory object or an address as the portal or Graph names it
 */
export interface ObservedEntity {
  /**
   * What it is; `unknown` where the source does not say
   */
  kind: 'user' | 'device' | 'group' | 'domain' | 'ip' | 'unknown';
  /**
   * Display name or short name
   */
  name: string | null;
  /**
   * User principal name
   */
  upn: string | null;
  /**
   * SAM account name
   */
  samName: string | null;
  /**
   * Security identifier
   */
  sid: string | null;
  /**
   * DNS host name
   */
  dnsName: string | null;
  /**
   * Domain of the object, or the domain itself
   */
  domain: string | null;
  /**
   * IP address or subnet
   */
  address: string | null;
}
/**
 * An entry of an exclusion list
 */
export interface Exclusion {
  /**
   * The detection rule as the source names it; `Global` for the globally excluded entities
   */
  rule: string;
  entity: ObservedEntity;
  /**
   * Name of the file
   */
  source: string;
}
/**
 * An alert tuning rule
 */
export interface TuningRule {
  /**
   * Id
   */
  id: string | null;
  /**
   * Name
   */
  title: string;
  /**
   * True if it is switched on
   */
  enabled: boolean | null;
  /**
   * Title of the alerts that it is about
   */
  alertTitle: string | null;
  /**
   * Its conditions as the source has them; null where it does not show them
   */
  conditions: string | null;
  /**
   * Name of the file
   */
  source: string;
}
/**
 * A directory service account
 */
export interface DirectoryServiceAccount {
  /**
   * Account name
   */
  name: string;
  /**
   * Domain
   */
  domain: string | null;
  /**
   * True for a group managed service account
   */
  groupManaged: boolean | null;
  /**
   * True where the domain has a single-label name
   */
  singleLabelDomain: boolean | null;
  /**
   * Name of the file
   */
  source: string;
}
/**
 * A rule that mails incidents
 */
export interface IncidentRule {
  /**
   * Name
   */
  name: string | null;
  /**
   * Addresses
   */
  recipients: string[];
  /**
   * Name of the file
   */
  source: string;
}
/**
 * Syslog notifications
 */
export interface Syslog {
  /**
   * True if the service is on
   */
  enabled: boolean | null;
  /**
   * The sensor that sends
   */
  sensor: string | null;
  /**
   * Address of the syslog server
   */
  endpoint: string | null;
  /**
   * Port
   */
  port: number | null;
  /**
   * Transport
   */
  transport: string | null;
  /**
   * Format
   */
  format: string | null;
  /**
   * New security alerts are sent
   */
  newAlerts: boolean | null;
  /**
   * Updated security alerts are sent
   */
  updatedAlerts: boolean | null;
  /**
   * New health issues are sent
   */
  healthIssues: boolean | null;
  /**
   * Name of the file
   */
  source: string;
}
/**
 * RADIUS accounting
 */
export interface Vpn {
  /**
   * True if it is on
   */
  enabled: boolean | null;
  /**
   * True if a shared secret is set; the secret itself is never kept
   */
  secretSet: boolean | null;
  /**
   * Name of the file
   */
  source: string;
}
/**
 * Action accounts
 */
export interface ActionAccounts {
  /**
   * True if the local system account of the sensor is used
   */
  localSystem: boolean | null;
  /**
   * Name of the file
   */
  source: string;
}
/**
 * Alert thresholds
 */
export interface Thresholds {
  /**
   * True if the recommended test mode is on
   */
  testMode: boolean | null;
  /**
   * Alerts whose threshold is not High
   */
  lowered: string[];
  /**
   * Name of the file
   */
  source: string;
}
/**
 * Whether one part of the Windows auditing is in order
 */
export interface Auditing {
  /**
   * Name of the configuration, as Set-MDIConfiguration has it
   */
  configuration: string;
  /**
   * Domain or LocalMachine
   */
  mode: string | null;
  /**
   * The server or domain concerned, where the source says it
   */
  server: string | null;
  /**
   * True if it is; null where the source does not say
   */
  inOrder: boolean | null;
  /**
   * Name of the file
   */
  source: string;
}
/**
 * A sensor log
 */
export interface SensorLog {
  /**
   * Name of the file
   */
  source: string;
  /**
   * How many entries were read
   */
  lines: number;
  /**
   * Time of the first entry
   */
  first: string | null;
  /**
   * Time of the last entry
   */
  last: string | null;
}
/**
 * Lines of a sensor log that say the same
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
   * Key of the known issue it is the sign of
   */
  known: string | null;
  /**
   * Name of the file
   */
  source: string;
}
/**
 * What was in a file but is not understood
 */
export interface Unread {
  /**
   * Name of the file
   */
  source: string;
  /**
   * The shape it belongs to; null if none was recognised
   */
  shape: string | null;
  /**
   * Names of the properties or columns; never their values
   */
  names: string[];
}
/**
 * What Test-MdiReadiness.ps1 found on one server
 */
export interface ServerTest {
  /**
   * DNS name
   */
  server: string;
  /**
   * Domain that was tested
   */
  domain: string | null;
  /**
   * False if the server did not answer
   */
  answered: boolean;
  /**
   * Operating system as the server or else Active Directory has it
   */
  operatingSystem: string | null;
  /**
   * Its tests
   *
   * Items: One test
   */
  results: {
    /**
     * Name of the property, e.g. ServerRequirements
     */
    test: string;
    /**
     * Null where the script could not ask
     */
    inOrder: boolean | null;
  }[];
  /**
   * Logical processors
   */
  processors: number | null;
  /**
   * Physical memory in bytes
   */
  memory: number | null;
  /**
   * Free space of the system disk in bytes
   */
  diskFree: number | null;
  /**
   * Npcap or WinPcap, as the script has it
   */
  capturingComponent: string | null;
  /**
   * Physical, or which virtualization
   */
  machineType: string | null;
  /**
   * Version of the sensor v2.x that is there
   */
  sensorVersion: string | null;
  /**
   * Name of the file
   */
  source: string;
}
