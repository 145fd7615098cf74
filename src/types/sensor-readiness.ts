// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * Each domain controller that ATA knows, held against the requirements of Defender for Identity sensors.
 */
export interface SensorReadiness {
  /**
   * Which document this is
   */
  schema: 'sensor-readiness';
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
   * Names of the sources
   */
  sources: string[];
  /**
   * Names of the files that show what is there already
   */
  observedSources: string[];
  /**
   * What the readers want people to know
   */
  notices: Notice[];
  /**
   * How many domain controllers are in each state
   */
  summary: {
    /**
     * See `state`
     */
    ready: number;
    /**
     * See `state`
     */
    'has-sensor': number;
    /**
     * See `state`
     */
    'to-check': number;
    /**
     * See `state`
     */
    undecided: number;
    /**
     * See `state`
     */
    'not-ready': number;
    /**
     * See `state`
     */
    gone: number;
  };
  /**
   * The domain controllers, by domain and name
   */
  domainControllers: DomainController[];
  /**
   * Settings that need at least one sensor v2.x
   */
  needs: Need[];
  /**
   * ATA's gateways
   */
  gateways: Gateway[];
  /**
   * What ATA cannot know
   */
  checklist: Check[];
  /**
   * Limits of the workspace
   */
  limits: string[];
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
 * One domain controller
 */
export interface DomainController {
  /**
   * What tells it from others: its full name or else its id, in lower case
   */
  key: string;
  /**
   * Full DNS name, or the name that there is
   */
  name: string;
  /**
   * Names of the ATA Centers that know it; only where there are several
   */
  centers?: string[];
  /**
   * DNS name of its domain
   */
  domain: string | null;
  /**
   * `directory`: ATA knows the computer; `gateway`: only a gateway names it; `report`: only the readiness report does
   */
  known: 'directory' | 'gateway' | 'report';
  /**
   * As recorded
   */
  operatingSystem: string | null;
  /**
   * `ATA`, or the name of the readiness report
   */
  operatingSystemFrom: string | null;
  /**
   * True if it is read-only; null where no source tells
   */
  readOnly: boolean | null;
  /**
   * True if it holds the global catalog; null where no source tells
   */
  globalCatalog: boolean | null;
  /**
   * Whether ATA watches it now. `stopped`: the gateways that watch it are stopped; `unknown`: a gateway may watch it, or no source holds gateways
   */
  watch: 'watched' | 'stopped' | 'unknown' | 'not-watched';
  /**
   * ATA gateways that watch it
   */
  gateways: GatewayOfController[];
  /**
   * Names of running gateways that may watch it: no source says what they watch
   */
  mayBeWatchedBy: string[];
  /**
   * `ready`: can take a sensor, by all that files can tell; `has-sensor`: has one; `to-check`: the operating system fits, the rest is not known; `undecided`: the operating system is not known; `not-ready`: cannot take any sensor as it is; `gone`: ATA marks it as deleted
   */
  state: 'ready' | 'has-sensor' | 'to-check' | 'undecided' | 'not-ready' | 'gone';
  v2: SensorFit;
  v3: SensorFit;
  /**
   * Which sensor to choose
   */
  advice: string | null;
  /**
   * What is missing, in words
   */
  missing: string[];
  /**
   * What somebody has to decide first; null if nothing
   */
  decision: Decision | null;
  /**
   * What the readiness report says of it
   */
  answers: Answer[];
  /**
   * The sensor that is there already; null if no file shows one
   */
  sensor: ObservedSensor | null;
  /**
   * What else there is to know
   */
  notes: string[];
}
/**
 * An ATA gateway that watches a domain controller
 */
export interface GatewayOfController {
  /**
   * Name
   */
  name: string;
  /**
   * Which kind
   */
  kind: 'gateway' | 'lightweight-gateway' | 'unknown';
  /**
   * True if ATA says that it is stopped or failed to start
   */
  stopped: boolean;
  /**
   * Why it is thought to watch it
   */
  why: string;
}
/**
 * Whether a domain controller can take a kind of sensor
 */
export interface SensorFit {
  /**
   * `tested`: the operating system fits, and the readiness report found everything in order that it tests; `open`: the operating system fits, the rest is to be checked; `blocked`: the operating system fits, but the readiness report found something missing; `cannot`: the operating system does not fit; `unknown`: no source tells
   */
  result: 'tested' | 'open' | 'blocked' | 'cannot' | 'unknown';
  /**
   * In words
   */
  why: string;
  /**
   * What has to be there besides
   */
  condition: string | null;
}
/**
 * What somebody has to decide
 */
export interface Decision {
  /**
   * What is to decide
   */
  question: string;
  /**
   * The options
   */
  options: Option[];
  /**
   * The advice
   */
  advice: string;
  /**
   * Documentation
   */
  docs: Link[];
}
/**
 * One option
 */
export interface Option {
  /**
   * What to do
   */
  label: string;
  /**
   * What it costs
   */
  cost: string;
}
/**
 * A page of documentation
 */
export interface Link {
  /**
   * Title
   */
  title: string;
  /**
   * Address
   */
  url: string;
}
/**
 * What the readiness report says of a check
 */
export interface Answer {
  /**
   * Key of the check
   */
  check: string;
  /**
   * What is checked
   */
  title: string;
  /**
   * Null where the report could not tell
   */
  inOrder: boolean | null;
  /**
   * What it found
   */
  shown: string | null;
  /**
   * Name of the file
   */
  source: string;
}
/**
 * A Defender for Identity sensor that is there already
 */
export interface ObservedSensor {
  /**
   * Version
   */
  version: string | null;
  /**
   * State of its service
   */
  serviceStatus: string | null;
  /**
   * State of its update
   */
  deploymentStatus: string | null;
  /**
   * Health
   */
  healthStatus: string | null;
  /**
   * Name of the file
   */
  source: string;
}
/**
 * A setting of the Center that needs at least one sensor v2.x
 */
export interface Need {
  /**
   * Which
   */
  key: 'syslog' | 'vpn';
  /**
   * What it is
   */
  title: string;
  /**
   * Null where no source says whether it is in use
   */
  inUse: boolean | null;
  /**
   * Why it needs one
   */
  why: string;
  /**
   * What to do
   */
  advice: string;
  /**
   * Domain controllers that have a sensor v2.x or take no other one, which meets the need
   */
  metBy: string[];
  /**
   * Other domain controllers that can take a sensor v2.x
   */
  candidates: string[];
  /**
   * Documentation
   */
  docs: Link[];
}
/**
 * An ATA gateway and what it watches
 */
export interface Gateway {
  /**
   * Name
   */
  name: string;
  /**
   * Name of its ATA Center; only where there are several
   */
  center?: string;
  /**
   * Which kind
   */
  kind: 'gateway' | 'lightweight-gateway' | 'unknown';
  /**
   * Why it is thought to be of this kind
   */
  kindWhy: string | null;
  /**
   * True if ATA says that it is stopped or failed to start
   */
  stopped: boolean;
  /**
   * Names of the domain controllers
   */
  watches: string[];
  /**
   * Names of machines it watches that no source knows as domain controllers
   */
  unknownMachines: string[];
  /**
   * What there is to know
   */
  notes: string[];
}
/**
 * Something that ATA cannot know
 */
export interface Check {
  /**
   * Key
   */
  key: string;
  /**
   * What is checked
   */
  title: string;
  /**
   * On each server, for each domain, or once for the workspace
   */
  scope: 'server' | 'domain' | 'workspace';
  /**
   * For which kinds of sensor
   */
  sensors: ('v2' | 'v3')[];
  /**
   * What tells it
   */
  command: string;
  /**
   * What is to come out
   */
  expected: string;
  /**
   * True if the sensor cannot do its work without
   */
  required: boolean;
  /**
   * Names of the servers, or of the domains, of which no file answers it
   */
  openOn: string[];
  /**
   * Documentation
   */
  docs: Link[];
  /**
   * Where it is documented
   */
  source: string;
  /**
   * As everywhere
   */
  certainty: 'documented' | 'seen' | 'inferred';
  /**
   * Where to run it, and what else tells it; null for on the server itself
   */
  where: string | null;
}
