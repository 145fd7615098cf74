/** The registry of readers: the one place that knows which formats there are. */
import type { Reporter } from '../reporter.js';
import { extendedJsonFormat, readExtendedJson, recognisesExtendedJson } from './extended-json.js';
import type { DecodedSource, SourceBytes } from './values.js';

export interface Reader {
  /** The name of the format, as it stands in a snapshot's list of sources. */
  readonly format: string;
  /** Whether a source is of this format, by its content alone. Never throws. */
  recognises(source: SourceBytes): boolean;
  /** Decodes a source. Throws UserError for a source that is damaged or is not of this format after all. */
  read(source: SourceBytes, reporter: Reporter): DecodedSource;
}

/** Every reader, in the order in which they are asked. */
export const readers: readonly Reader[] = [
  { format: extendedJsonFormat, recognises: recognisesExtendedJson, read: readExtendedJson },
];

/**
 * Reads a source of any known format.
 *
 * @throws UserError when no reader knows the source, saying what it looks like; or when it is damaged
 */
export function readSource(source: SourceBytes, reporter: Reporter): DecodedSource {
  const reader = readers.find((candidate) => candidate.recognises(source));
  // What nobody knows is most likely meant as JSON: that reader says what it looks like instead.
  return reader === undefined ? readExtendedJson(source, reporter) : reader.read(source, reporter);
}
