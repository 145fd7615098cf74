/**
 * Reads all sources of a deployment, whatever their formats: first what is configuration, then of the directory's many
 * entities those that the configuration names.
 */
import { UserError } from './errors.js';
import { type FolderMember, filesToLeaveOut, noticesOfLeftOut, promisesExport } from './folder-members.js';
import { recogniseStream, type StreamForm } from './readers/bson/recognise.js';
import { readKnown, readSource } from './readers/index.js';
import { entityCollections, profileCollections } from './readers/mongo-collections.js';
import type {
  FileSource,
  HashedSource,
  LoadableSource,
  LoadedSource,
  StreamedSource,
  WantedEntities,
} from './readers/sources.js';
import { firstKind, isFileOf, isOfMany, readStream } from './readers/streams.js';
import type { DecodedSource, DocumentObject, SourceBytes, SourceStream } from './readers/values.js';
import { once, unpacked, wholeBytes } from './readers/whole.js';
import { collectingReporter, type Notice, type Reporter } from './reporter.js';
import { areWantedIn, wantedEntities } from './snapshot/wanted-entities.js';

/** A file, what came of reading it, and what there is to say of that if it is used. */
export interface ReadFile extends FolderMember {
  readonly source: FileSource;
  readonly stream: OpenStream | null;
  readonly notices: readonly Notice[];
}

/** A file of which only the beginning was looked at. */
export interface OpenStream {
  readonly bytes: SourceStream;
  readonly form: StreamForm;
  /** Its beginning, unpacked. */
  readonly head: Uint8Array;
}

/** The most that is held as one text: JavaScript itself takes no more than twice this. */
const longestText = 256 * 1024 * 1024;

/**
 * Reads and decodes sources, in their order.
 *
 * @throws UserError for a source that is damaged, cut short, or of no known format. Of what is found in a folder only
 *   what looks like data counts for that; the rest is left out, and reported.
 */
export async function readSources(
  sources: readonly LoadableSource[],
  reporter: Reporter,
): Promise<LoadedSource[]> {
  const files: ReadFile[] = [];
  for (const source of sources) if (!('query' in source)) files.push(await readFile(source));
  const leftOut = filesToLeaveOut(files.filter(({ source }) => source.ofFolder === true));
  const used = files.filter((file) => !leftOut.has(file));

  const read = new Map<LoadableSource, LoadedSource>();
  for (const { source, outcome, notices } of used) {
    if (!isDecoded(outcome)) continue;
    read.set(source, loaded(outcome, source, notices));
    tell(notices, reporter);
  }
  for (const source of sources) {
    if (!('query' in source)) continue;
    const others = [...read.values()];
    const notices: Notice[] = [];
    const telling: Reporter = {
      notice(notice) {
        notices.push(notice);
        reporter.notice(notice);
      },
    };
    const answer = await source.query((documents) => wantedBy(others, documents), telling);
    read.set(source, { ...answer, notices });
  }
  for (const { source, decoded, notices } of await readStreams(used, [...read.values()])) {
    read.set(source, loaded(decoded, source, notices));
    tell(notices, reporter);
  }
  tell(noticesOfLeftOut(leftOut), reporter);
  return sources.flatMap((source) => read.get(source) ?? []);
}

/** Decodes a file that is held whole; of a stream, only the beginning is looked at. */
export async function readFile(source: FileSource): Promise<ReadFile> {
  const reporter = collectingReporter();
  function file(outcome: FolderMember['outcome'], stream: OpenStream | null = null): ReadFile {
    const { name, places } = source;
    return { name, outcome, stream, source, notices: reporter.notices, ...(places ? { places } : {}) };
  }
  const ofFolder = source.ofFolder === true;
  try {
    const bytes = 'bytes' in source ? streamOf(source) : source;
    const { form, head } = await recogniseStream(bytes.chunks());
    if (form !== null) {
      const kind = form.format === 'mongodump-archive' ? null : firstKind(form, head, source.name);
      // A dump has collections of gigabytes that are no configuration.
      const isOther =
        kind === 'unknown' && !isFileOf([...profileCollections, ...entityCollections], source.name);
      if (ofFolder && form.format === 'bson' && isOther) return file('no-configuration');
      const isLarge = !('bytes' in source) || form.isGzip;
      if (form.format !== 'lines' || (isLarge && isOfMany(kind))) return file(null, { bytes, form, head });
    }
    const whole = await unpacked('bytes' in source ? source : await collected(source));
    if (!ofFolder) return file(await readSource(whole, reporter));
    const decoded = await readKnown(whole, reporter);
    if (decoded !== null) return file(decoded);
    // What promises a part of the deployment and is none is damaged: reading it says how.
    if (promisesExport(whole)) return file(await readSource(whole, reporter));
    return file(whole.bytes.length === 0 ? 'empty' : 'unknown-format');
  } catch (error) {
    if (ofFolder && error instanceof UserError) return file(error);
    throw error;
  }
}

/**
 * Reads the streams. A SystemProfile may turn up in any of them, and may name entities that an earlier one has: those are
 * read once more.
 */
async function readStreams(
  files: readonly ReadFile[],
  others: readonly LoadedSource[],
): Promise<{ source: FileSource; decoded: DecodedSource; notices: readonly Notice[] }[]> {
  const streams = files.flatMap((file) => (file.stream === null ? [] : [{ ...file, stream: file.stream }]));
  async function read({ source, stream }: (typeof streams)[number], wants: WantedEntities) {
    const reporter = collectingReporter();
    const decoded = await readStream(stream.bytes, stream.form, stream.head, wants, reporter);
    return { source, decoded, notices: reporter.notices };
  }
  const wantedFirst = wantedBy(others);
  const first = [];
  for (const stream of streams) first.push({ stream, reading: await read(stream, wantedFirst) });
  const wanted = wantedBy([...others, ...first.map(({ reading }) => reading.decoded)]);
  const readings = [];
  for (const { stream, reading } of first) {
    const isWhole = reading.decoded.isFiltered !== true || areWantedIn(wanted, wantedFirst);
    readings.push(isWhole ? reading : await read(stream, wanted));
  }
  return readings;
}

function wantedBy(
  sources: readonly Pick<DecodedSource, 'documents' | 'roleGroups'>[],
  documents: readonly DocumentObject[] = [],
): WantedEntities {
  return wantedEntities(
    [...sources.flatMap((source) => source.documents.map(({ value }) => value)), ...documents],
    sources.flatMap(({ roleGroups }) => roleGroups ?? []),
  );
}

function isDecoded(outcome: FolderMember['outcome']): outcome is DecodedSource {
  return outcome !== null && typeof outcome === 'object' && 'documents' in outcome;
}

function loaded(decoded: DecodedSource, source: FileSource, notices: readonly Notice[]): LoadedSource {
  const byteLength = 'bytes' in source ? source.bytes.length : source.byteLength;
  const { sha256, places = [] } = source;
  return { ...decoded, byteLength, sha256, places, notices };
}

function tell(notices: readonly Notice[], reporter: Reporter): void {
  for (const notice of notices) reporter.notice(notice);
}

function streamOf({ name, bytes }: HashedSource): SourceStream {
  return { name, byteLength: bytes.length, chunks: () => once(bytes) };
}

async function collected(source: StreamedSource): Promise<SourceBytes> {
  const { name, byteLength } = source;
  if (byteLength > longestText)
    throw new UserError(
      `The file is too large to be read whole (more than ${longestText / 1024 / 1024} MiB).`,
      {
        location: { source: name },
        advice: [
          'Only what mongodump writes, and what mongoexport writes one document a line (without --jsonArray and --pretty), is read at any size.',
        ],
      },
    );
  return { name, bytes: await wholeBytes(source) };
}
