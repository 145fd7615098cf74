// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * One thing to carry over
 */
export type Item =
  | ItemScripted
  | ItemManual
  | ItemDecision
  | ItemAutomatic
  | ItemNoEquivalent
  | ItemDefault
  | ItemUnrecognised;
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
 * All items of one or more ATA deployments, plus the accounting.
 */
export interface MigrationPlan {
  /**
   * Which document this is
   */
  schema: 'migration-plan';
  /**
   * Version of this schema
   */
  schemaVersion: 1;
  program: Program;
  /**
   * Month of the facts in the catalogue, e.g. 2026-09
   */
  factsAsOf: string;
  /**
   * When the plan was made, in UTC; only with --stamp
   */
  createdAt?: string;
  /**
   * What was read
   */
  sources: readonly Source[];
  /**
   * What the readers and the translation want people to know
   */
  notices: readonly Notice[];
  /**
   * The ATA Centers concerned
   */
  centers: readonly Center[];
  /**
   * The SystemProfile documents that were accounted for
   */
  documents: readonly Document[];
  /**
   * The domain controllers that ATA knows, sorted by domain and name; not there in plans of earlier versions of the program
   */
  domainControllers?: readonly DomainController[];
  /**
   * The ATA Gateways of the configuration; not there in plans of earlier versions of the program
   */
  gateways?: readonly Gateway[];
  accounting: Accounting;
  /**
   * Every item, in the order of the worksheet
   */
  items: readonly Item[];
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
  /**
   * Key of the ATA Center it belongs to; only in a plan of several Centers
   */
  center?: string;
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
 * An ATA Center
 */
export interface Center {
  /**
   * Its key inside this plan
   */
  key: string;
  /**
   * Id of its SystemProfile
   */
  id: string | null;
  /**
   * NetBIOS name
   */
  name: string | null;
  /**
   * Full version
   */
  version: string | null;
  /**
   * Public name of the version
   */
  versionName: string | null;
  /**
   * When support ended
   */
  supportEnded: string | null;
}
/**
 * A SystemProfile document
 */
export interface Document {
  /**
   * Key, with which leaf references begin
   */
  key: string;
  /**
   * Class as ATA names it
   */
  type: string | null;
  /**
   * Position in `sources`, from 0
   */
  source: number;
  /**
   * How many leaves it has
   */
  leaves: number;
  /**
   * Key of the newer document that overrules it
   */
  supersededBy: string | null;
  /**
   * Key of the ATA Center it belongs to; only in a plan of several Centers
   */
  center?: string;
}
/**
 * A domain controller that ATA knows, and who watches it
 */
export interface DomainController {
  /**
   * Full DNS name; where no source has one, the name that there is
   */
  name: string;
  /**
   * Security identifier; null where no source tells, not there in plans of earlier versions of the program
   */
  sid?: string | null;
  /**
   * Keys of the ATA Centers that know it; only in a plan of several Centers
   */
  centers?: readonly string[];
  /**
   * DNS name of its domain; null where no source tells
   */
  domain: string | null;
  /**
   * Operating system as ATA recorded it
   */
  operatingSystem: string | null;
  /**
   * True if it is read-only; null where no source tells
   */
  readOnly: boolean | null;
  /**
   * True if it holds the global catalog; null where no source tells
   */
  globalCatalog: boolean | null;
  /**
   * True if ATA marks it as the primary one; null where no source tells
   */
  primary: boolean | null;
  /**
   * True if ATA marks the computer as deleted
   */
  deleted: boolean;
  /**
   * Whether ATA watches it: by a gateway that is not known to be stopped, by stopped ones only, by none, or nobody knows
   */
  watch: 'watched' | 'stopped' | 'unknown' | 'not-watched';
  /**
   * Names of the gateways that watch it
   */
  watchedBy: readonly string[];
  /**
   * Names of the gateways that may watch it: no source says which domain controllers they watch
   */
  mayBeWatchedBy: readonly string[];
}
/**
 * A gateway or Lightweight Gateway of ATA
 */
export interface Gateway {
  /**
   * Id of its SystemProfile
   */
  id: string | null;
  /**
   * Key of the ATA Center it belongs to; only in a plan of several Centers
   */
  center?: string;
  /**
   * NetBIOS name, or else the id of its document; in a plan of several Centers with the name of its Center behind it, where gateways of several have it
   */
  name: string;
  /**
   * What it is
   */
  kind: 'gateway' | 'lightweight-gateway' | 'unknown';
  /**
   * True if ATA says that it is stopped or failed to start
   */
  stopped: boolean;
}
/**
 * Every leaf of every SystemProfile document belongs to exactly one item
 */
export interface Accounting {
  /**
   * Leaves read
   */
  leaves: number;
  /**
   * Leaves that belong to exactly one item
   */
  accounted: number;
  /**
   * Leaves by disposition of their item
   */
  byDisposition: {
    /**
     * Leaves of `scripted` items
     */
    scripted: number;
    /**
     * Leaves of `manual` items
     */
    manual: number;
    /**
     * Leaves of `decision` items
     */
    decision: number;
    /**
     * Leaves of `automatic` items
     */
    automatic: number;
    /**
     * Leaves of `no-equivalent` items
     */
    'no-equivalent': number;
    /**
     * Leaves of `default` items
     */
    default: number;
    /**
     * Leaves of `unrecognised` items
     */
    unrecognised: number;
  };
}
/**
 * A public cmdlet or Graph call does it
 */
export interface ItemScripted {
  /**
   * Stable id, made from what the item is
   */
  id: string;
  area: Area;
  /**
   * One line for people
   */
  title: string;
  /**
   * What becomes of the item
   */
  disposition: 'scripted';
  reason: Reason;
  source: ItemSource;
  target: Target;
  /**
   * Directory objects concerned
   */
  entities: readonly Entity[];
  /**
   * What to do, in order
   */
  steps: readonly string[];
  /**
   * Documentation
   */
  docs: readonly Doc[];
  /**
   * What else to know
   */
  notes: readonly string[];
  /**
   * Key of the ATA Center it belongs to; only in a plan of several Centers, where it belongs to one of them
   */
  center?: string;
  /**
   * Keys of the ATA Centers it was made of; only in a plan of several Centers, where it belongs to more than one
   */
  centers?: readonly string[];
  /**
   * Ids that it has in the plans of its ATA Centers, where they are others than here; an older worksheet knows it by them
   */
  formerIds?: readonly string[];
  command: Command;
  /**
   * How to check that it was done
   */
  check: string;
}
/**
 * Why the item has its disposition
 */
export interface Reason {
  /**
   * Reason code; the closed list is in the catalogue
   */
  code: string;
  /**
   * The same in words
   */
  text: string;
}
/**
 * Where the item comes from
 */
export interface ItemSource {
  /**
   * Leaves that this item accounts for, as `document:path`
   */
  paths: readonly string[];
  /**
   * Leaves that another item accounts for but that this item is made of too: one ATA setting with several answers
   */
  sharedPaths?: readonly string[];
  /**
   * The ATA value, redacted, in a form for people: a scalar, a list, or names with their values; null where there is none
   */
  value: string | number | boolean | null | readonly unknown[] | {};
}
/**
 * The setting of the successor that answers
 */
export interface Target {
  /**
   * Product, e.g. Microsoft Defender for Identity
   */
  product: string;
  /**
   * Name of the setting
   */
  setting: string;
  /**
   * Menu words, from the start of the portal
   */
  portalPath: readonly string[];
  /**
   * How it is set
   */
  mechanism:
    'portal' | 'exclusion-by-detection-rule' | 'alert-tuning' | 'graph' | 'powershell' | 'service' | 'none';
  detection?: Detection;
  /**
   * Field by field values
   */
  values: readonly Field[];
  /**
   * Limits and cautions of the target
   */
  limits: readonly string[];
  /**
   * `documented`: vendor text; `seen`: in a real file or public code; `inferred`: follows, but no sample was found
   */
  certainty: 'documented' | 'seen' | 'inferred';
}
/**
 * The detection of MDI that answers
 */
export interface Detection {
  /**
   * Name in the portal
   */
  name: string;
  /**
   * External id of a classic detection
   */
  externalId: number | null;
  /**
   * Detector id of a detection of the Defender XDR engine
   */
  detectorId: string | null;
  /**
   * Which engine raises it
   */
  format: 'classic' | 'xdr' | 'both' | 'retired';
}
/**
 * A field to fill in
 */
export interface Field {
  /**
   * Name of the field in the portal
   */
  field: string;
  /**
   * What to enter
   */
  value: string;
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
 * A link to documentation
 */
export interface Doc {
  /**
   * Title of the page
   */
  title: string;
  /**
   * Address
   */
  url: string;
}
/**
 * A public cmdlet or Graph call
 */
export interface Command {
  /**
   * The command
   */
  text: string;
  /**
   * What it needs
   */
  permission: string;
  /**
   * True if the interface is not yet generally available
   */
  beta: boolean;
}
/**
 * The same setting exists; it is entered by hand
 */
export interface ItemManual {
  /**
   * Stable id, made from what the item is
   */
  id: string;
  area: Area;
  /**
   * One line for people
   */
  title: string;
  /**
   * What becomes of the item
   */
  disposition: 'manual';
  reason: Reason;
  source: ItemSource;
  target: Target;
  /**
   * Directory objects concerned
   */
  entities: readonly Entity[];
  /**
   * What to do, in order
   */
  steps: readonly string[];
  /**
   * Documentation
   */
  docs: readonly Doc[];
  /**
   * What else to know
   */
  notes: readonly string[];
  /**
   * Key of the ATA Center it belongs to; only in a plan of several Centers, where it belongs to one of them
   */
  center?: string;
  /**
   * Keys of the ATA Centers it was made of; only in a plan of several Centers, where it belongs to more than one
   */
  centers?: readonly string[];
  /**
   * Ids that it has in the plans of its ATA Centers, where they are others than here; an older worksheet knows it by them
   */
  formerIds?: readonly string[];
  /**
   * How to check that it was done
   */
  check: string;
}
/**
 * A person must choose first
 */
export interface ItemDecision {
  /**
   * Stable id, made from what the item is
   */
  id: string;
  area: Area;
  /**
   * One line for people
   */
  title: string;
  /**
   * What becomes of the item
   */
  disposition: 'decision';
  reason: Reason;
  source: ItemSource;
  /**
   * Where it goes; null if nowhere
   */
  target: Target | null;
  /**
   * Directory objects concerned
   */
  entities: readonly Entity[];
  /**
   * What to do, in order
   */
  steps: readonly string[];
  /**
   * Documentation
   */
  docs: readonly Doc[];
  /**
   * What else to know
   */
  notes: readonly string[];
  /**
   * Key of the ATA Center it belongs to; only in a plan of several Centers, where it belongs to one of them
   */
  center?: string;
  /**
   * Keys of the ATA Centers it was made of; only in a plan of several Centers, where it belongs to more than one
   */
  centers?: readonly string[];
  /**
   * Ids that it has in the plans of its ATA Centers, where they are others than here; an older worksheet knows it by them
   */
  formerIds?: readonly string[];
  decision: Decision;
}
/**
 * What a person must choose
 */
export interface Decision {
  /**
   * The question
   */
  question: string;
  /**
   * The options
   */
  options: readonly Option[];
  /**
   * What the catalogue advises
   */
  advice: string;
}
/**
 * One way to decide
 */
export interface Option {
  /**
   * The option, short
   */
  label: string;
  /**
   * What it costs
   */
  cost: string;
  /**
   * Keys of the ATA Centers that hold these values; only of a conflict between Centers
   */
  centers?: readonly string[];
  /**
   * Id of the item that stands for these values in the plan of one of these Centers; only of a conflict between Centers
   */
  item?: string;
  /**
   * What to enter if it is chosen; only of a conflict between Centers
   */
  values?: readonly Field[];
}
/**
 * MDI does it by itself, or nothing is left to do
 */
export interface ItemAutomatic {
  /**
   * Stable id, made from what the item is
   */
  id: string;
  area: Area;
  /**
   * One line for people
   */
  title: string;
  /**
   * What becomes of the item
   */
  disposition: 'automatic';
  reason: Reason;
  source: ItemSource;
  /**
   * Where it goes; null if nowhere
   */
  target: Target | null;
  /**
   * Directory objects concerned
   */
  entities: readonly Entity[];
  /**
   * What to do, in order
   */
  steps: readonly string[];
  /**
   * Documentation
   */
  docs: readonly Doc[];
  /**
   * What else to know
   */
  notes: readonly string[];
  /**
   * Key of the ATA Center it belongs to; only in a plan of several Centers, where it belongs to one of them
   */
  center?: string;
  /**
   * Keys of the ATA Centers it was made of; only in a plan of several Centers, where it belongs to more than one
   */
  centers?: readonly string[];
  /**
   * Ids that it has in the plans of its ATA Centers, where they are others than here; an older worksheet knows it by them
   */
  formerIds?: readonly string[];
}
/**
 * MDI has nothing like it
 */
export interface ItemNoEquivalent {
  /**
   * Stable id, made from what the item is
   */
  id: string;
  area: Area;
  /**
   * One line for people
   */
  title: string;
  /**
   * What becomes of the item
   */
  disposition: 'no-equivalent';
  reason: Reason;
  source: ItemSource;
  /**
   * Where it goes; null if nowhere
   */
  target: Target | null;
  /**
   * Directory objects concerned
   */
  entities: readonly Entity[];
  /**
   * What to do, in order
   */
  steps: readonly string[];
  /**
   * Documentation
   */
  docs: readonly Doc[];
  /**
   * What else to know
   */
  notes: readonly string[];
  /**
   * Key of the ATA Center it belongs to; only in a plan of several Centers, where it belongs to one of them
   */
  center?: string;
  /**
   * Keys of the ATA Centers it was made of; only in a plan of several Centers, where it belongs to more than one
   */
  centers?: readonly string[];
  /**
   * Ids that it has in the plans of its ATA Centers, where they are others than here; an older worksheet knows it by them
   */
  formerIds?: readonly string[];
  /**
   * What comes closest; null if nothing does or nothing is known
   */
  closest: string | null;
}
/**
 * ATA's shipped default, which nobody chose
 */
export interface ItemDefault {
  /**
   * Stable id, made from what the item is
   */
  id: string;
  area: Area;
  /**
   * One line for people
   */
  title: string;
  /**
   * What becomes of the item
   */
  disposition: 'default';
  reason: Reason;
  source: ItemSource;
  /**
   * Where it goes; null if nowhere
   */
  target: Target | null;
  /**
   * Directory objects concerned
   */
  entities: readonly Entity[];
  /**
   * What to do, in order
   */
  steps: readonly string[];
  /**
   * Documentation
   */
  docs: readonly Doc[];
  /**
   * What else to know
   */
  notes: readonly string[];
  /**
   * Key of the ATA Center it belongs to; only in a plan of several Centers, where it belongs to one of them
   */
  center?: string;
  /**
   * Keys of the ATA Centers it was made of; only in a plan of several Centers, where it belongs to more than one
   */
  centers?: readonly string[];
  /**
   * Ids that it has in the plans of its ATA Centers, where they are others than here; an older worksheet knows it by them
   */
  formerIds?: readonly string[];
}
/**
 * The program does not know this setting
 */
export interface ItemUnrecognised {
  /**
   * Stable id, made from what the item is
   */
  id: string;
  area: Area;
  /**
   * One line for people
   */
  title: string;
  /**
   * What becomes of the item
   */
  disposition: 'unrecognised';
  reason: Reason;
  source: ItemSource;
  /**
   * Where it goes; null if nowhere
   */
  target: Target | null;
  /**
   * Directory objects concerned
   */
  entities: readonly Entity[];
  /**
   * What to do, in order
   */
  steps: readonly string[];
  /**
   * Documentation
   */
  docs: readonly Doc[];
  /**
   * What else to know
   */
  notes: readonly string[];
  /**
   * Key of the ATA Center it belongs to; only in a plan of several Centers, where it belongs to one of them
   */
  center?: string;
  /**
   * Keys of the ATA Centers it was made of; only in a plan of several Centers, where it belongs to more than one
   */
  centers?: readonly string[];
  /**
   * Ids that it has in the plans of its ATA Centers, where they are others than here; an older worksheet knows it by them
   */
  formerIds?: readonly string[];
}
