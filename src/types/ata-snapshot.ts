// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * The redacted value of a leaf: a scalar, null, an empty array or object, a redaction mark, or a MongoDB value that JSON has no form for, in canonical extended JSON
 */
export type LeafValue =
  | (string | number | boolean | null)
  | []
  | {}
  | {
      /**
       * That a secret is set, never the secret itself
       */
      $redacted: {
        /**
         * True if a value is there
         */
        set: boolean;
        /**
         * How the source holds it
         */
        form: 'none' | 'ciphertext' | 'clear-text';
        /**
         * First 16 hexadecimal digits of the SHA-256 of the ciphertext, so that a replacement can be seen; never made of clear text
         */
        fingerprint: string | null;
        /**
         * Thumbprint of the certificate that encrypted it
         */
        certificateThumbprint: string | null;
      };
    }
  | {
      /**
       * The value, as extended JSON writes it
       *
       * This interface was referenced by `undefined`'s JSON-Schema definition
       * via the `patternProperty` "^\$(?!redacted)[A-Za-z]+$".
       */
      [k: string]: {
        [k: string]: unknown;
      };
    };

/**
 * The normalised, redacted, deterministic picture of one ATA deployment.
 */
export interface AtaSnapshot {
  /**
   * Which document this is
   */
  schema: 'ata-snapshot';
  /**
   * Version of this schema
   */
  schemaVersion: 1;
  program: Program;
  /**
   * Month of the facts in the catalogue that interpreted the source, e.g. 2026-09
   */
  factsAsOf: string;
  /**
   * When the snapshot was made, in UTC; only with --stamp
   */
  createdAt?: string;
  /**
   * What was read
   */
  sources: Source[];
  /**
   * What the readers want people to know
   */
  notices: Notice[];
  /**
   * The ATA Center; null if no source holds it
   */
  center: Center | null;
  /**
   * The account that reads Active Directory
   */
  directoryServicesAccount: DirectoryServicesAccount | null;
  /**
   * Which Windows events the gateways collect
   */
  eventCollection: EventCollection | null;
  /**
   * RADIUS accounting
   */
  vpn: Vpn | null;
  /**
   * The mail server of the Center
   */
  mailServer: MailServer | null;
  /**
   * The syslog server
   */
  syslogServer: SyslogServer | null;
  /**
   * Notifications of suspicious activities
   */
  alertNotifications: AlertNotifications | null;
  /**
   * Notifications of health alerts
   */
  healthNotifications: HealthNotifications | null;
  /**
   * Scheduled reports
   */
  reports: Report[];
  /**
   * Honeytoken accounts
   */
  honeytokens: Tagged[];
  /**
   * Accounts marked as sensitive by hand
   */
  sensitiveAccounts: Tagged[];
  /**
   * Groups marked as sensitive
   */
  sensitiveGroups: Tagged[];
  /**
   * The detector sections of the Center
   */
  detectors: Detector[];
  /**
   * Health alerts and whether they are raised
   */
  monitoringAlerts: MonitoringAlert[];
  /**
   * Gateways and Lightweight Gateways
   */
  gateways: Gateway[];
  /**
   * Exports of the members of ATA's role groups and of the Center's local administrators, one for each group; sorted by role. A group that no source holds is not here
   */
  roleGroups: RoleGroup[];
  /**
   * Update settings
   */
  updates: Updates | null;
  /**
   * Telemetry
   */
  telemetry: Telemetry | null;
  /**
   * Language
   */
  localization: Localization | null;
  /**
   * Settings of the engine
   */
  engineTuning: {
    /**
     * How many leaves have their shipped default
     */
    atDefault: number;
    /**
     * Leaves that differ from the shipped default
     */
    changed: ChangedLeaf[];
    /**
     * Leaves whose default is not known
     */
    defaultUnknown: ReffedLeaf[];
  };
  /**
   * What ATA learned by itself
   */
  learnedState: ReffedLeaf[];
  /**
   * Leaves that the catalogue does not know
   */
  unrecognised: ReffedLeaf[];
  /**
   * Directory objects that settings name, sorted by id
   */
  entities: Entity[];
  /**
   * Every SystemProfile document, whole
   */
  documents: Document[];
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
 * One file, folder member or database that was read
 */
export interface Source {
  /**
   * Name of the source: the last part of its path, or the address without credentials
   */
  name: string;
  /**
   * Registered reader that understood it, e.g. `extended-json`
   */
  format: string;
  /**
   * How its text was encoded; null for binary sources
   */
  encoding: string | null;
  /**
   * Size in bytes; null where the source holds a secret in clear text, whose length it would give away
   */
  bytes: number | null;
  /**
   * SHA-256 of the bytes in hexadecimal; null where the source holds a secret in clear text, which could be guessed from it
   */
  sha256: string | null;
  /**
   * How many documents were read from it
   */
  documents: number;
}
/**
 * Something the reader or the translation wants people to know
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
 * The ATA Center
 */
export interface Center {
  /**
   * Key of its document
   */
  document: string;
  /**
   * Id of its SystemProfile
   */
  id: string | null;
  /**
   * NetBIOS name of the server
   */
  name: string | null;
  /**
   * Version
   */
  version: Version | null;
  /**
   * When this version was installed
   */
  versionUpdateTime: string | null;
  /**
   * When the configuration was last changed
   */
  updateTime: string | null;
  /**
   * Addresses of the ATA Console, as https URLs
   */
  urls: string[];
  /**
   * Addresses that gateways connect to
   */
  serviceEndpoints: Endpoint[];
  /**
   * Where the Center listens
   */
  listeningEndpoint: Endpoint | null;
  /**
   * Where its MongoDB listens
   */
  databaseEndpoint: Endpoint | null;
  /**
   * Thumbprints of the Center certificate
   */
  certificateThumbprints: string[];
  /**
   * Thumbprint of the certificate that encrypts stored secrets
   */
  secretManagerCertificateThumbprint: string | null;
}
/**
 * A version of ATA
 */
export interface Version {
  /**
   * As ATA writes it, e.g. 1.9.7576.49398
   */
  full: string;
  /**
   * Public name, e.g. 1.9.3; null if the version table does not know it
   */
  name: string | null;
  /**
   * Build of that release
   */
  build: string | null;
  /**
   * Release date
   */
  released: string | null;
  /**
   * When support ended
   */
  supportEnded: string | null;
  /**
   * Whether Microsoft still supports it
   */
  supportState: 'ended' | 'unknown';
}
/**
 * A network endpoint
 */
export interface Endpoint {
  /**
   * Host name or IP address
   */
  address: string | null;
  /**
   * TCP or UDP port
   */
  port: number | null;
}
/**
 * The account that reads Active Directory
 */
export interface DirectoryServicesAccount {
  /**
   * Account name
   */
  account: string | null;
  /**
   * Its domain
   */
  domain: string | null;
  password: Secret;
}
/**
 * That a secret is set, never the secret itself
 */
export interface Secret {
  /**
   * True if a value is there
   */
  set: boolean;
  /**
   * How the source holds it
   */
  form: 'none' | 'ciphertext' | 'clear-text';
  /**
   * First 16 hexadecimal digits of the SHA-256 of the ciphertext, so that a replacement can be seen; never made of clear text
   */
  fingerprint: string | null;
  /**
   * Thumbprint of the certificate that encrypted it
   */
  certificateThumbprint: string | null;
}
/**
 * Which Windows events the gateways collect
 */
export interface EventCollection {
  /**
   * Gateways listen for events forwarded by a SIEM
   */
  syslogListener: boolean | null;
  /**
   * Gateways read Windows events
   */
  windowsEventReader: boolean | null;
  /**
   * Value of WindowsEventLogClientConfiguration.IsEnabled on the Center
   */
  windowsEventLogClient: boolean | null;
}
/**
 * RADIUS accounting
 */
export interface Vpn {
  /**
   * Gateways listen for RADIUS accounting
   */
  enabled: boolean | null;
  sharedSecret: Secret;
}
/**
 * The mail server of the Center
 */
export interface MailServer {
  /**
   * Mail is on
   */
  enabled: boolean | null;
  /**
   * Sender address
   */
  from: string | null;
  /**
   * SMTP server
   */
  server: Endpoint | null;
  /**
   * SSL is used
   */
  ssl: boolean | null;
  /**
   * Any server certificate is accepted
   */
  acceptAnyCertificate: boolean | null;
  /**
   * The Center logs on
   */
  authentication: boolean | null;
  /**
   * Account it logs on with
   */
  account: string | null;
  password: Secret;
}
/**
 * The syslog server
 */
export interface SyslogServer {
  /**
   * Syslog is on
   */
  enabled: boolean | null;
  /**
   * Endpoint
   */
  server: Endpoint | null;
  /**
   * Transport, e.g. Udp
   */
  transport: string | null;
  /**
   * Time limit, as a .NET TimeSpan
   */
  transportTimeout: string | null;
  /**
   * Serializer, e.g. Rfc5424
   */
  format: string | null;
}
/**
 * Notifications of suspicious activities
 */
export interface AlertNotifications {
  /**
   * By e-mail
   */
  mail: boolean | null;
  /**
   * By syslog
   */
  syslog: boolean | null;
  /**
   * Recipients
   */
  recipients: Recipient[];
  /**
   * Least severity that is notified
   */
  verbosity: string | null;
}
/**
 * A recipient of e-mail
 */
export interface Recipient {
  /**
   * E-mail address
   */
  address: string;
  /**
   * Leaf it comes from, as `document:path`
   */
  ref: string;
}
/**
 * Notifications of health alerts
 */
export interface HealthNotifications {
  /**
   * By e-mail
   */
  mail: boolean | null;
  /**
   * By syslog
   */
  syslog: boolean | null;
  /**
   * Recipients
   */
  recipients: Recipient[];
}
/**
 * A scheduled report
 */
export interface Report {
  /**
   * Report type as ATA names it
   */
  type: string;
  /**
   * Whether it is sent
   */
  enabled: boolean | null;
  /**
   * Recipients
   */
  recipients: Recipient[];
  /**
   * Fields that say when it is sent, as found
   */
  timing: ReffedLeaf[];
  /**
   * `documented`: vendor text; `seen`: in a real file or public code; `inferred`: follows, but no sample was found
   */
  certainty: 'documented' | 'seen' | 'inferred';
}
/**
 * A leaf with the document it is in
 */
export interface ReffedLeaf {
  /**
   * `document:path`
   */
  ref: string;
  value: LeafValue;
}
/**
 * An entry of a list of directory objects
 */
export interface Tagged {
  /**
   * Entity id as ATA wrote it
   */
  id: string;
  /**
   * Leaf it comes from, as `document:path`
   */
  ref: string;
}
/**
 * A detector section
 */
export interface Detector {
  /**
   * Name of the section, e.g. DnsReconnaissanceDetectorConfiguration
   */
  section: string;
  /**
   * Whether the detection is on; null where the section has no such switch
   */
  enabled: boolean | null;
  /**
   * Excluded entities
   */
  exclusions: Exclusion[];
}
/**
 * One entry of a detector's exclusion list
 */
export interface Exclusion {
  /**
   * What is excluded
   */
  kind: 'computer' | 'subnet' | 'account';
  /**
   * Entity id, or subnet text
   */
  value: string;
  /**
   * Leaf it comes from, as `document:path`
   */
  ref: string;
}
/**
 * A health alert and whether it is raised
 */
export interface MonitoringAlert {
  /**
   * Type, e.g. GatewayDisconnectedMonitoringAlert
   */
  type: string;
  /**
   * Whether it is raised
   */
  enabled: boolean;
  /**
   * Leaf it comes from, as `document:path`
   */
  ref: string;
}
/**
 * A gateway or Lightweight Gateway
 */
export interface Gateway {
  /**
   * Key of its document
   */
  document: string;
  /**
   * Id of its SystemProfile
   */
  id: string | null;
  /**
   * NetBIOS name of the server
   */
  name: string | null;
  /**
   * Which kind of gateway
   */
  kind: 'gateway' | 'lightweight-gateway' | 'unknown';
  /**
   * `documented`: vendor text; `seen`: in a real file or public code; `inferred`: follows, but no sample was found
   */
  kindCertainty: 'documented' | 'seen' | 'inferred';
  /**
   * What the kind was concluded from
   */
  kindEvidence: string | null;
  /**
   * Version
   */
  version: Version | null;
  /**
   * State of the Windows service
   */
  serviceStatus: string | null;
  /**
   * State the Center shows
   */
  status: string | null;
  /**
   * Whether it may synchronise a domain
   */
  domainSynchronizerCandidate: boolean | null;
  /**
   * Description
   */
  description: string | null;
  /**
   * Domain controllers it watches
   */
  domainControllers: string[];
  /**
   * Capture network adapters
   */
  networkAdapters: string[];
}
/**
 * Who is in one role group of ATA, as one or more exports have it
 */
export interface RoleGroup {
  /**
   * Which group; null where neither the content nor the name of the source says it
   */
  role: 'administrators' | 'users' | 'viewers' | 'local-administrators' | null;
  /**
   * By what the group was recognised
   */
  recognisedBy: 'content' | 'file name' | null;
  /**
   * Names of the sources
   */
  sources: string[];
  /**
   * False where the exports cannot tell who is in the group: an empty one may come from a command that failed
   */
  membersKnown: boolean;
  /**
   * How many members the command could not name, because their account is no more
   */
  unnamed: number;
  /**
   * Members, sorted by domain and name
   */
  members: RoleMember[];
  /**
   * What to know about the exports, in sentences for people
   */
  notes: string[];
}
/**
 * A member of a role group
 */
export interface RoleMember {
  /**
   * Account name without its domain; the SID's text where that is all there is
   */
  name: string;
  /**
   * Domain or computer as the export has it: a NetBIOS name, or a DNS name where it comes from Active Directory
   */
  domain: string | null;
  /**
   * Security identifier
   */
  sid: string | null;
  /**
   * What it is; `unknown` where the export does not say, or says it in a language that is not known
   */
  objectClass: 'user' | 'group' | 'computer' | 'other' | 'unknown';
  /**
   * Where the account lives; null where the export does not say
   */
  principalSource: 'local' | 'active-directory' | 'azure-ad' | 'microsoft-account' | 'unknown' | null;
  /**
   * False where no account can be found by this: an orphaned SID, or a name that was cut or lost letters
   */
  resolvable: boolean;
  /**
   * Id of the directory object with this SID among `entities`; null where no source holds one
   */
  entity: string | null;
}
/**
 * Update settings
 */
export interface Updates {
  /**
   * The Center looks for updates
   */
  enabled: boolean | null;
  /**
   * Gateways update by themselves
   */
  gatewayAutomaticUpdate: boolean | null;
  /**
   * Lightweight Gateways may restart the domain controller's services by themselves
   */
  lightweightGatewayAutomaticRestart: boolean | null;
}
/**
 * Telemetry
 */
export interface Telemetry {
  /**
   * Telemetry is sent to Microsoft
   */
  enabled: boolean | null;
}
/**
 * Language
 */
export interface Localization {
  /**
   * Locale of the console, e.g. en-us
   */
  localeId: string | null;
}
/**
 * A leaf that differs from its shipped default
 */
export interface ChangedLeaf {
  /**
   * `document:path`
   */
  ref: string;
  value: LeafValue;
  shippedDefault: LeafValue;
}
/**
 * A directory object that a setting names
 */
export interface Entity {
  /**
   * The id as ATA wrote it: a GUID, a SID (ATA 1.7 and earlier) or a pseudo id such as `computer 10.9.8.7`
   */
  id: string;
  /**
   * What it is
   */
  kind: 'user' | 'computer' | 'group' | 'domain' | 'ip-address' | 'unknown';
  /**
   * Display name
   */
  name: string | null;
  /**
   * DNS name of its domain
   */
  domain: string | null;
  /**
   * SAM account name
   */
  samName: string | null;
  /**
   * Security identifier
   */
  sid: string | null;
  /**
   * User principal name
   */
  upn: string | null;
  /**
   * DNS host name
   */
  dnsName: string | null;
  /**
   * IP address of a pseudo id or computer
   */
  ipAddress: string | null;
  /**
   * True if a source told what the id stands for
   */
  resolved: boolean;
  /**
   * True if ATA marks the object as deleted
   */
  deleted: boolean;
  /**
   * True if ATA marks the computer as a domain controller
   */
  domainController: boolean;
  /**
   * Of a domain controller: true if it is read-only; not there where no source tells
   */
  readOnly?: boolean;
  /**
   * Of a domain controller: true if it holds the global catalog; not there where no source tells
   */
  globalCatalog?: boolean;
  /**
   * Of a domain controller: true if ATA marks it as the primary one; not there where no source tells
   */
  primary?: boolean;
  /**
   * Operating system as ATA recorded it
   */
  operatingSystem: string | null;
}
/**
 * One SystemProfile document, whole, redacted, as leaves
 */
export interface Document {
  /**
   * Name of the document inside this snapshot, e.g. `center` or `gateway/DC01`; leaf references begin with it
   */
  key: string;
  /**
   * Which kind of document
   */
  kind: 'center' | 'gateway' | 'other' | 'unknown';
  /**
   * Its class as ATA names it, e.g. CenterSystemProfile
   */
  type: string | null;
  /**
   * Its id
   */
  id: string | null;
  /**
   * Name of the source it was read from
   */
  source: string;
  /**
   * Line of the source on which the document begins, from 1; null where the source is no text
   */
  line: number | null;
  /**
   * When ATA last changed it
   */
  updateTime: string | null;
  /**
   * Key of the newer document of the same id that overrules it; null if this one is in force
   */
  supersededBy: string | null;
  /**
   * Every leaf, in document order
   */
  leaves: Leaf[];
}
/**
 * One leaf of a document
 */
export interface Leaf {
  /**
   * Path inside the document, e.g. `Configuration.MailClientConfiguration.From`
   */
  path: string;
  value: LeafValue;
}
