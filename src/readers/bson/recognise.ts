/** Recognises what mongodump writes, and mongoexport's lines, by how they begin. */

import { UserError } from '../../errors.js';
import { joined } from '../whole.js';
import { int32At, viewOf } from './bytes.js';
import { archiveMagic, longestDocument } from './documents.js';
import { ElementCursor, shortestDocument } from './elements.js';
import { isGzip, maybeGunzip } from './gzip.js';

/** A form that is read as a stream. */
export interface StreamForm {
  /** `lines` is extended JSON with one document a line, as mongoexport writes it. */
  readonly format: 'bson' | 'mongodump-archive' | 'lines';
  readonly isGzip: boolean;
}

/** The beginning of a source, and what that shows it to be. */
export interface Beginning {
  /** Null when it is nothing of the kind that is read as a stream. */
  readonly form: StreamForm | null;
  /** Its first bytes, unpacked: with its first document, as far as it may be one that a stream begins with. */
  readonly head: Uint8Array;
}

/** How much of a source is looked at, unpacked; more where its first document is longer. */
const recognisedFrom = 64 * 1024;

/** A document of MongoDB's is no longer than this, as text with the names of its types either. */
const longestFirst = 2 * longestDocument;

/**
 * What a source is, by how it begins. What is damaged further on says so when it is read. An empty source is nothing: a
 * .bson file of an empty collection must be known by its name.
 *
 * @param bytes chunks of any length; no more of them are read than it takes
 */
export async function recogniseStream(bytes: AsyncIterable<Uint8Array>): Promise<Beginning> {
  const first: number[] = [];
  async function* noted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      if (first.length < 2) first.push(...chunk.subarray(0, 2));
      yield chunk;
    }
  }
  const head = await headOf(maybeGunzip(noted(), ''));
  const format = formatOf(head);
  return { form: format === null ? null : { format, isGzip: isGzip(first) }, head };
}

async function headOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const head: Uint8Array[] = [];
  let length = 0;
  // What has come is looked at again when it has doubled: however small the chunks, that costs no more than reading them.
  let next = recognisedFrom;
  try {
    for await (const chunk of chunks) {
      head.push(chunk);
      length += chunk.length;
      if (length < next) continue;
      const start = joined(head, length);
      const extent = extentOfFirst(start);
      if (extent !== null) return start.subarray(0, Math.max(extent, recognisedFrom));
      next = 2 * length;
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return joined(head, length);
}

/** How many bytes hold the first document and how the next one begins; null when more must come to tell. */
function extentOfFirst(start: Uint8Array): number | null {
  if (start.length >= longestFirst) return longestFirst;
  if (start[0] === openBrace) {
    const end = start.indexOf(lineFeed);
    return end === -1 ? null : end + recognisedFrom;
  }
  const length = int32At(start, 0);
  if (length < shortestDocument || length > longestDocument) return 0;
  return length <= start.length ? length : null;
}

const openBrace = 0x7b;
const lineFeed = 0x0a;

function formatOf(start: Uint8Array): StreamForm['format'] | null {
  if (start.length >= 8 && beginsLikeArchive(start)) {
    return isDocumentStart(start.subarray(4)) ? 'mongodump-archive' : null;
  }
  if (isDocumentStart(start)) return 'bson';
  return isLine(start) ? 'lines' : null;
}

/** Whether a BSON document begins here: checked through where it is here whole, else its length and first element. */
function isDocumentStart(start: Uint8Array): boolean {
  // Compressed once more, its first bytes may pass for a length and a type.
  if (start.length < shortestDocument || isGzip(start)) return false;
  const length = int32At(start, 0);
  if (length < shortestDocument || length > longestDocument) return false;
  return length <= start.length ? isDocument(start.subarray(0, length)) : isElementStart(start.subarray(4));
}

function isDocument(raw: Uint8Array): boolean {
  try {
    const cursor = new ElementCursor(viewOf(raw), { source: '', offset: 0 });
    while (cursor.next());
    return true;
  } catch {
    return false;
  }
}

/** A type that exists, and a name that is not empty: UTF-16 text has a NUL in that place. */
function isElementStart(bytes: Uint8Array): boolean {
  const [type = 0, first = 0] = bytes;
  const isType = (type >= 0x01 && type <= 0x13) || type === 0x7f || type === 0xff;
  return isType && first !== 0 && bytes.indexOf(0, 1) !== -1;
}

/**
 * Whether the first line is a document by itself, in UTF-8. That no line break stands within a document shows in
 * braces at both ends of the line, and in the next line, where there is one, beginning with a brace too.
 */
function isLine(start: Uint8Array): boolean {
  const lines = new TextDecoder().decode(start).split('\n', 3);
  const [first = '', second = ''] = lines.map((line) => line.trim());
  return lines.length > 1 && /^\{.+\}$/.test(first) && /^(\{|$)/.test(second);
}

/** Whether bytes begin with the number that an archive of mongodump begins with, whatever follows. */
export function beginsLikeArchive(start: Uint8Array): boolean {
  return start.length >= 4 && int32At(start, 0) === archiveMagic;
}
