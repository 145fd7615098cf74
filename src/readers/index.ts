/**
 * The registry of readers: the one place that knows which formats there are. What decodes a format is loaded when a source
 * of it comes; only extended JSON, which most sources are, is here from the start.
 */
import type { Reporter } from '../reporter.js';
import { recognisesClixml } from './clixml/recognise.js';
import { extendedJsonFormat, readExtendedJson, recognisesExtendedJson } from './extended-json.js';
import { unquirkDocument } from './powershell/unquirk.js';
import { isBlank, mayBeRoleGroup, roleGroupFormat } from './role-groups/recognise.js';
import type { DecodedSource, SourceBytes } from './values.js';

/** A reader of sources that are held whole. */
export interface Reader {
  /** The name of the format, as it stands in a snapshot's list of sources. */
  readonly format: string;
  /** Whether a source may be of this format: by its content, never by its name alone. Never throws. */
  recognises(source: SourceBytes): boolean;
  /**
   * Decodes a source; null if it is not of this format after all.
   *
   * @throws UserError for a source that is damaged or cut short
   */
  read(source: SourceBytes, reporter: Reporter): Promise<DecodedSource | null>;
}

/** The readers of sources that are held whole, in the order in which they are asked. */
export const readers: readonly Reader[] = [
  { format: roleGroupFormat, recognises: mayBeRoleGroup, read: readRoleGroup },
  { format: 'clixml', recognises: recognisesClixml, read: readClixmlSource },
  { format: extendedJsonFormat, recognises: recognisesExtendedJson, read: readJson },
];

/** Formats that are read as streams (streams.ts), and the one that is asked over the wire (node/mongodb). */
export const otherFormats = ['bson', 'mongodump-archive', 'mongodb'] as const;

/**
 * Reads a source of any format that is held whole.
 *
 * @throws UserError when no reader knows the source, saying what it looks like; or when it is damaged
 */
export async function readSource(source: SourceBytes, reporter: Reporter): Promise<DecodedSource> {
  // What nobody knows is most likely meant as JSON: that reader says what it looks like instead.
  return (await readKnown(source, reporter)) ?? readExtendedJson(source, reporter);
}

/**
 * The same for a source that may be anything.
 *
 * @returns null when no reader knows it
 * @throws UserError when it is damaged
 */
export async function readKnown(source: SourceBytes, reporter: Reporter): Promise<DecodedSource | null> {
  for (const reader of readers) {
    const decoded = reader.recognises(source) ? await reader.read(source, reporter) : null;
    if (decoded !== null) return decoded;
  }
  return null;
}

async function readRoleGroup(source: SourceBytes, reporter: Reporter): Promise<DecodedSource | null> {
  const [{ readRoleGroups }, { decodeConsoleText }] = await Promise.all([
    import('./role-groups/role-groups.js'),
    import('./powershell/console-text.js'),
  ]);
  const roleGroups = readRoleGroups(source, reporter);
  if (roleGroups.length === 0) return null;
  // An empty file is an export too, but no text.
  const text = isBlank(source.bytes) ? '' : decodeConsoleText(source, 'windows-1252').text;
  return { name: source.name, format: roleGroupFormat, encoding: null, documents: [], roleGroups, text };
}

async function readClixmlSource(source: SourceBytes, reporter: Reporter): Promise<DecodedSource> {
  const { readClixml } = await import('./clixml/clixml.js');
  return readClixml(source, reporter);
}

async function readJson(source: SourceBytes, reporter: Reporter): Promise<DecodedSource> {
  const decoded = readExtendedJson(source, reporter);
  return {
    ...decoded,
    documents: decoded.documents.map(({ value, line }) => ({
      // Documents of the database have an id under this name; PowerShell's JSON is of ATA's REST interface, which has none.
      value: value.has('_id') ? value : unquirkDocument(value),
      line,
    })),
  };
}
