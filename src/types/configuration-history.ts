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
 * added, removed: only one side has it; changed: both have it with different values; renamed: the same thing under another name; moved: the same value of the same setting at another path
 */
export type Kind = 'added' | 'removed' | 'changed' | 'renamed' | 'moved';
/**
 * A value on one side: of one leaf, or of something with leaves of its own
 */
export type ChangeValue = LeafValue | Content;
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
 * critical: ATA sees less, or nobody hears of it; important: to be looked at today; minor: worth knowing; bookkeeping: what ATA writes by itself, and differences of form
 */
export type Severity = 'critical' | 'important' | 'minor' | 'bookkeeping';

/**
 * What changed between the backups of ATA Centers, in order of time.
 */
export interface ConfigurationHistory {
  /**
   * Which document this is
   */
  schema: 'configuration-history';
  /**
   * Version of this schema
   */
  schemaVersion: 1;
  program: Program;
  /**
   * Month of the facts in the catalogue that interpreted the files
   */
  factsAsOf: string;
  /**
   * The folders and files that were given, by the last part of their paths
   */
  sources: string[];
  /**
   * Only moments from this time on are listed; null for all
   */
  since: string | null;
  /**
   * Only changes of these areas are listed; null for all
   */
  onlyAreas: Area[] | null;
  /**
   * Whether differences of severity bookkeeping are listed and counted, and make a moment
   */
  withBookkeeping: boolean;
  /**
   * One timeline for each Center
   */
  centers: Center[];
  /**
   * Every file, in order of time; those without a time, and those that were not read, last
   */
  files: File[];
  /**
   * What was noticed on reading; of several of a kind the first
   */
  notices: Notice[];
  /**
   * The rules of --ignore and what they hid
   */
  ignored: IgnoreRule[];
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
 * The timeline of one Center
 */
export interface Center {
  /**
   * Id of the Center's document
   */
  id: string | null;
  /**
   * NetBIOS name in the last file
   */
  name: string | null;
  first: State;
  last: State;
  /**
   * How many files were read
   */
  files: number;
  /**
   * Minutes from one file to the next, as a rule; null if there are too few to tell
   */
  usualInterval: number | null;
  counts: Count;
  /**
   * The areas in which anything changed
   */
  areas: AreaTimes[];
  /**
   * The moments with a change, in order of time
   */
  moments: Moment[];
  /**
   * Where backups are missing, in order of time
   */
  gaps: Gap[];
  /**
   * What can be compared at no time: secrets that stand in the files in clear text, of which nothing is kept
   */
  notComparable: NotComparable[];
}
/**
 * A file as the state of the Center at a time
 */
export interface State {
  /**
   * Name of the file
   */
  file: string;
  /**
   * Its time in UTC; null if not known
   */
  time: string | null;
  /**
   * Where the time comes from: the name of the file, UpdateTime of the Center's document (the file is not older than that), or nowhere
   */
  timeFrom: 'file-name' | 'update-time' | 'none';
  /**
   * Version of ATA
   */
  version: string | null;
}
/**
 * How many changes there are, by severity
 */
export interface Count {
  /**
   * critical
   */
  critical: number;
  /**
   * important
   */
  important: number;
  /**
   * minor
   */
  minor: number;
  /**
   * bookkeeping
   */
  bookkeeping: number;
}
/**
 * Changes of one area in the whole time
 */
export interface AreaTimes {
  area: Area;
  counts: Count;
  /**
   * In which files, as names
   */
  moments: string[];
}
/**
 * A file in which something differs from the file before it: it was changed after that one was written and before this one was
 */
export interface Moment {
  /**
   * Name of the file
   */
  file: string;
  /**
   * Time of the file in UTC; null if not known
   */
  time: string | null;
  /**
   * Where the time comes from: the name of the file, UpdateTime of the Center's document (the file is not older than that), or nowhere
   */
  timeFrom: 'file-name' | 'update-time' | 'none';
  /**
   * When ATA last wrote the Center's document, as it says itself
   */
  updateTime: string | null;
  /**
   * Name of the file before it, of the same Center
   */
  previous: string;
  /**
   * Time of that file in UTC; null if not known
   */
  previousTime: string | null;
  counts: Count;
  /**
   * Differences that are none of the configuration
   */
  apart: Remark[];
  /**
   * What could not be compared
   */
  notComparable: NotComparable[];
  /**
   * The changes, but for bookkeeping
   */
  changes: Change[];
  /**
   * Those of severity bookkeeping; empty unless asked for
   */
  bookkeeping: Change[];
}
/**
 * Something that is apart from the configuration, but to be known
 */
export interface Remark {
  /**
   * Stable word
   */
  code: string;
  /**
   * One sentence for people
   */
  text: string;
}
/**
 * What could not be compared: neither a change nor the absence of one
 */
export interface NotComparable {
  area: Area;
  /**
   * What it is, e.g. `gateway` or `role-group/viewers`
   */
  what: string;
  /**
   * Which side does not have it, or not in a form that can be compared
   */
  side: 'before' | 'after' | 'both';
  /**
   * Stable word
   */
  code: string;
  /**
   * One sentence for people
   */
  text: string;
}
/**
 * One difference. `before` or `after` is absent where that side does not have it; null, an empty text and an empty list are values
 */
export interface Change {
  /**
   * What changed, made of what it is and not of its position; the same in every run
   */
  id: string;
  area: Area;
  kind: Kind;
  /**
   * Where it is, as `document:path`: in AFTER, or in BEFORE for what is removed
   */
  path: string;
  /**
   * Where it was in BEFORE, or would be if it is added inside of what has another place there; only if that is another path
   */
  pathBefore?: string;
  /**
   * Id of the setting in the catalogue; null if it is none
   */
  setting: string | null;
  /**
   * What it is, in plain words
   */
  title: string;
  /**
   * What it belongs to: a detector, a gateway, a report, a directory object; null for the Center as a whole
   */
  subject: string | null;
  /**
   * What an id in the value stands for, as the sources name it; null if the value is no id, or nothing names it
   */
  label: string | null;
  before?: ChangeValue;
  after?: ChangeValue;
  severity: Severity;
  reason: Reason;
}
/**
 * Something that has leaves of its own: a document, an element of a list, a member of a role group
 */
export interface Content {
  /**
   * Which document it is; absent for anything else
   */
  document?: {
    /**
     * Kind of the document, as in the snapshot
     */
    kind: string;
    /**
     * Its class as ATA names it
     */
    type: string | null;
    /**
     * Its id
     */
    id: string | null;
  };
  /**
   * Its leaves, paths counted from it
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
/**
 * Why the change has its severity
 */
export interface Reason {
  /**
   * Stable word for the reason
   */
  code: string;
  /**
   * One sentence for people
   */
  text: string;
}
/**
 * More time between two files than usual
 */
export interface Gap {
  /**
   * Name of the last file before it
   */
  after: string;
  /**
   * Name of the first file after it
   */
  before: string;
  /**
   * Time of that last file in UTC
   */
  from: string;
  /**
   * Time of that first file in UTC
   */
  to: string;
  /**
   * How long it is
   */
  minutes: number;
  /**
   * Damaged files of that time, by name
   */
  damaged: string[];
}
/**
 * One file
 */
export interface File {
  /**
   * Name of the file; in a folder, its path within
   */
  name: string;
  /**
   * first: the first of its Center; changed: it makes a moment; same: nothing that is listed differs from the file before; earlier: before the time of `since`, so that it was not compared; names: it holds the names behind ids; damaged: it could not be read; left-out: no backup of a configuration
   */
  state: 'first' | 'changed' | 'same' | 'earlier' | 'names' | 'damaged' | 'left-out';
  /**
   * Id of its Center; null for what is no backup, and if it has none
   */
  center: string | null;
  /**
   * Its time in UTC; null if not known
   */
  time: string | null;
  /**
   * Where the time comes from: the name of the file, UpdateTime of the Center's document (the file is not older than that), or nowhere
   */
  timeFrom: 'file-name' | 'update-time' | 'none';
  /**
   * Why it could not be read or is left out
   */
  problem: string | null;
}
/**
 * What was noticed on reading
 */
export interface Notice {
  /**
   * Stable word
   */
  code: string;
  /**
   * One sentence for people
   */
  text: string;
  /**
   * Name of the file
   */
  source: string | null;
  /**
   * Path in its document
   */
  path: string | null;
}
/**
 * One line of the file of --ignore
 */
export interface IgnoreRule {
  /**
   * Line of the file
   */
  line: number;
  /**
   * The line as it stands there
   */
  text: string;
  /**
   * How many differences it hid; 0 means that it is stale
   */
  matches: number;
}
