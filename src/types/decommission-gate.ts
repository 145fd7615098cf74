// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * `met`; `not-met`: the evidence says otherwise; `unknown`: nothing tells, which counts as not met
 */
export type Result = 'met' | 'not-met' | 'unknown';

/**
 * Whether the ATA Center may be removed: each condition with its evidence.
 */
export interface DecommissionGate {
  /**
   * Which document this is
   */
  schema: 'decommission-gate';
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
   * The time that counted as now, in UTC; null where none was given
   */
  now: string | null;
  /**
   * Names of the ATA Centers
   */
  centers: string[];
  /**
   * Names of the sources of the plan
   */
  planSources: string[];
  /**
   * Names of the files that show what Defender for Identity has
   */
  observedSources: string[];
  /**
   * Names of the records of alerts
   */
  recordSources: string[];
  /**
   * The backups, one of each ATA Center at most
   */
  backups: Backup[];
  /**
   * What a person gave their word for
   */
  attestations: Attestation[];
  /**
   * What people should know
   */
  notices: Notice[];
  /**
   * `open`: all conditions are met; `closed`: at least one is not met or unknown
   */
  verdict: 'open' | 'closed';
  summary: Summary;
  /**
   * The conditions
   */
  conditions: Condition[];
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
 * The backup that was read
 */
export interface Backup {
  /**
   * Name
   */
  name: string;
  /**
   * The ATA Center that it is of; null where there is only one
   */
  center: string | null;
  /**
   * How mongodump wrote it
   */
  form: 'archive' | 'folder';
  /**
   * Bytes that were read
   */
  bytes: number;
  /**
   * SHA-256 of an archive in hexadecimal; null for a folder
   */
  sha256: string | null;
  /**
   * The collections of the database, sorted by name
   */
  collections: Collection[];
}
/**
 * A collection of the backup
 */
export interface Collection {
  /**
   * Name
   */
  name: string;
  /**
   * How many documents were read
   */
  documents: number;
  /**
   * True if the backup holds a checksum of it, and it was right
   */
  checked: boolean;
  /**
   * How many the sources hold; null where they do not tell
   */
  expected: number | null;
}
/**
 * The word of a person
 */
export interface Attestation {
  /**
   * Key of a condition or of a part of one, or id of an item
   */
  key: string;
  /**
   * Where it was given: --attest, or the name of a file
   */
  from: string;
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
 * How many conditions have which result
 */
export interface Summary {
  /**
   * Conditions that are met
   */
  met: number;
  /**
   * Conditions that are not met
   */
  'not-met': number;
  /**
   * Conditions of which nobody knows
   */
  unknown: number;
}
/**
 * A condition, and what is known of it
 */
export interface Condition {
  /**
   * Key; also what it is attested by
   */
  key: string;
  /**
   * The condition, as a statement that has to be true
   */
  title: string;
  result: Result;
  /**
   * True if the word of a person counted for it, in whole or in part
   */
  attested: boolean;
  /**
   * What is known, a sentence each
   */
  evidence: string[];
  /**
   * What was looked at one by one. Of items, those that are not settled, and those settled by the word of a person
   */
  parts: Part[];
  /**
   * What would show that it is met; nothing where it is
   */
  toDo: string[];
}
/**
 * One thing that a condition is about: a gateway, a domain controller, an item
 */
export interface Part {
  /**
   * What it is attested by
   */
  key: string;
  /**
   * What it is, for people
   */
  title: string;
  result: Result;
  /**
   * True if it is met by the word of a person
   */
  attested: boolean;
  /**
   * What is known of it, a sentence each
   */
  evidence: string[];
}
