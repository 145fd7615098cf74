// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * The structure of sources without a single value: kinds, paths, types and counts. Safe to show to others.
 */
export interface StructureReport {
  /**
   * Kind of this document.
   */
  schema: 'structure-report';
  /**
   * Version of this schema.
   */
  schemaVersion: 1;
  /**
   * The program that wrote this.
   */
  program: {
    /**
     * Its name.
     */
    name: 'ata2mdi';
    /**
     * Its version.
     */
    version: string;
  };
  /**
   * Year and month to which the catalogue's facts are current.
   */
  factsAsOf: string;
  /**
   * How many entries of a user's catalogue took part.
   */
  userEntries: number;
  /**
   * The sources, by number in the order in which they were given; their names could be data.
   */
  sources: StructureSource[];
  /**
   * What is in the documents of each kind, over all sources.
   */
  structures: Structure[];
}
/**
 * One source.
 */
export interface StructureSource {
  /**
   * Its place in the order.
   */
  number: number;
  /**
   * Registered name of its format.
   */
  format: string;
  /**
   * How its text was encoded; null for what is no text.
   */
  encoding: string | null;
  /**
   * How many documents it holds.
   */
  documents: number;
  /**
   * How many members of role groups it lists; null where it is no export of such.
   */
  members: number | null;
  /**
   * How many of each kind.
   */
  kinds: KindCount[];
}
/**
 * The documents of one kind in a source.
 */
export interface KindCount {
  /**
   * What they are.
   */
  kind:
    | 'center-profile'
    | 'gateway-profile'
    | 'other-profile'
    | 'unique-entity'
    | 'suspicious-activity'
    | 'monitoring-alert'
    | 'ata-snapshot'
    | 'migration-plan'
    | 'unknown';
  /**
   * How many there are.
   */
  documents: number;
  /**
   * The class names among them (_t or Type), as far as they are words of ATA.
   */
  classes: ClassCount[];
  /**
   * How many documents name a class that could be data and is not shown.
   */
  otherClasses: number;
  /**
   * How many name no class.
   */
  withoutClass: number;
}
/**
 * One class.
 */
export interface ClassCount {
  /**
   * Its name.
   */
  name: string;
  /**
   * How many documents name it.
   */
  documents: number;
}
/**
 * The documents of one kind, laid over each other.
 */
export interface Structure {
  /**
   * What they are.
   */
  kind:
    | 'center-profile'
    | 'gateway-profile'
    | 'other-profile'
    | 'unique-entity'
    | 'suspicious-activity'
    | 'monitoring-alert'
    | 'ata-snapshot'
    | 'migration-plan'
    | 'unknown';
  /**
   * How many there are.
   */
  documents: number;
  /**
   * How many values the catalogue does not know.
   */
  unrecognised: number;
  /**
   * Every place where a value or a list stands. An object shows by the places in it.
   */
  paths: PathShape[];
}
/**
 * One place.
 */
export interface PathShape {
  /**
   * Keys joined by `.`; `[]` any element of a list; `{key}` any key that is, or could be, data.
   */
  path: string;
  /**
   * The types that stand there, with how often.
   */
  types: TypeCount[];
  /**
   * How long the lists are that stand there; null where there is none, or where it is part of a secret.
   */
  lengths: null | Lengths;
  /**
   * It is a secret, or named like one: the elements of a list are not counted.
   */
  secret: boolean;
  /**
   * What the catalogue says of the values; null where only full lists stand, and in documents that are no configuration.
   */
  catalogue: null | CatalogueWord;
}
/**
 * One type.
 */
export interface TypeCount {
  /**
   * The type, in MongoDB's words; `redacted` is a secret of a snapshot, `object` an object where other documents have something else.
   */
  type:
    | 'null'
    | 'boolean'
    | 'string'
    | 'number'
    | 'ObjectId'
    | 'date'
    | 'binary'
    | 'decimal128'
    | 'regular expression'
    | 'timestamp'
    | 'code'
    | 'DBRef'
    | 'redacted'
    | 'other'
    | 'list'
    | 'empty object'
    | 'object';
  /**
   * How often.
   */
  count: number;
}
/**
 * Lengths of lists.
 */
export interface Lengths {
  /**
   * The shortest.
   */
  shortest: number;
  /**
   * The longest.
   */
  longest: number;
}
/**
 * What the catalogue says of a place.
 */
export interface CatalogueWord {
  /**
   * A setting that is known, a value of the engine's tuning, or not known.
   */
  status: 'setting' | 'tuning' | 'unrecognised';
  /**
   * Configuration topic.
   */
  area: string;
  /**
   * The setting's id; null for engine tuning, for what is not known, and for a setting that only the user's catalogue knows.
   */
  setting: null | string;
  /**
   * Of a setting: whether this program says so or the user's catalogue.
   */
  origin?: 'built-in' | 'user-place' | 'user-setting';
}
