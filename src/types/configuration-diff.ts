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
 * What differs between two pictures of one ATA deployment.
 */
export interface ConfigurationDiff {
  /**
   * Which document this is
   */
  schema: 'configuration-diff';
  /**
   * Version of this schema
   */
  schemaVersion: 1;
  program: Program;
  /**
   * Month of the facts in the catalogue that interpreted both sides
   */
  factsAsOf: string;
  before: Side;
  after: Side;
  /**
   * Differences that are none of the configuration: of schema, of program, of what names the sources have
   */
  apart: Remark[];
  /**
   * What could not be compared
   */
  notComparable: NotComparable[];
  counts: Count;
  /**
   * The changes, but for bookkeeping; by area, then by path
   */
  changes: Change[];
  /**
   * The changes of severity bookkeeping; empty unless asked for
   */
  bookkeeping: Change[];
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
 * One side of the comparison
 */
export interface Side {
  /**
   * Names of its sources
   */
  sources: string[];
  /**
   * NetBIOS name of the ATA Center
   */
  center: string | null;
  /**
   * Id of the Center's document
   */
  centerId: string | null;
  /**
   * Version of ATA, as ATA writes it
   */
  version: string | null;
  /**
   * When the configuration of the Center was last written
   */
  updateTime: string | null;
  /**
   * How many documents in force it has
   */
  documents: number;
  /**
   * How many leaves they have
   */
  leaves: number;
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
