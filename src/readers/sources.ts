/** What is read: the forms in which sources come in, and in which they come out. */
import type { Notice, Reporter } from '../reporter.js';
import type { EntityWants } from './bson/wanted.js';
import type { DecodedSource, DocumentObject, SourceBytes, SourceStream } from './values.js';

/**
 * Where a file lies, with `/` between folders. For telling what lies together; no more of it is shown than tells files of one
 * name apart.
 */
export interface Place {
  /** The folder that was named on the command line; of a file that was named itself, its own. */
  readonly root: string;
  readonly folder: string;
}

/** What tells a file from others, and how it came here. */
interface FileOrigin {
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string;
  /** Whether it was found in a folder, where there may be files that have nothing to do with ATA. */
  readonly ofFolder?: boolean;
  /** Where it lies; several places if the same bytes were found in several. */
  readonly places?: readonly Place[];
}

/** A file that is held whole. */
export interface HashedSource extends SourceBytes, FileOrigin {}

/** A file that may be too large to hold. */
export interface StreamedSource extends SourceStream, FileOrigin {}

export type FileSource = HashedSource | StreamedSource;

/** Ids and SIDs of the entities that are looked for. */
export type WantedEntities = Pick<EntityWants, 'ids' | 'sids'>;

/** The two kinds of alerts that ATA has. */
export type AlertKind = 'suspicious-activity' | 'monitoring-alert';

/** Who is told what alerts are found. */
export interface AlertSink {
  /** An alert, whole. */
  alert(document: DocumentObject, kind: AlertKind): void;
  /** There is a collection of this kind, whether or not anything is in it. */
  collection(kind: AlertKind): void;
}

/** A source that is asked instead of read from end to end: a database. */
export interface QueriedSource {
  /** How messages and the snapshot call it, without credentials. */
  readonly name: string;
  /**
   * Reads the configuration, then the entities that are wanted.
   *
   * @param wanted which entities these documents, and all other sources, refer to
   */
  query(
    wanted: (documents: readonly DocumentObject[]) => WantedEntities,
    reporter: Reporter,
  ): Promise<LoadedSource>;
  /** Reads the suspicious activities and health alerts, one after another. */
  alerts(sink: AlertSink, reporter: Reporter): Promise<void>;
}

export type LoadableSource = FileSource | QueriedSource;

/** A decoded source and what is known of its bytes. */
export interface LoadedSource extends DecodedSource {
  readonly byteLength: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
  readonly places?: readonly Place[];
  /** What there was to tell about it. */
  readonly notices?: readonly Notice[];
}
