/** Recognises what mongodump writes, and mongoexport's lines, by how they begin. */

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

/** How much of a source is looked at; unpacked, too. */
export const recognisedFrom = 64 * 1024;

/**
 * What a source is, by its first {@link recognisedFrom} bytes or more, or all of it if it is shorter; null when it is nothing
 * of this kind. Never throws. An empty source is nothing: a .bson file of an empty collection must be known by its name.
 */
export async function recogniseStream(head: Uint8Array): Promise<StreamForm | null> {
  const format = formatOf(isGzip(head) ? await unpackedStart(head) : head);
  return format === null ? null : { format, isGzip: isGzip(head) };
}

function formatOf(start: Uint8Array): StreamForm['format'] | null {
  if (start.length >= 8 && beginsLikeArchive(start)) {
    return isDocumentStart(start.subarray(4)) ? 'mongodump-archive' : null;
  }
  if (isDocumentStart(start)) return 'bson';
  return isLine(start) ? 'lines' : null;
}

/** What the beginning of a compressed source unpacks to, as far as it goes. */
async function unpackedStart(start: Uint8Array): Promise<Uint8Array> {
  const unpacked = new Uint8Array(recognisedFrom);
  let length = 0;
  try {
    for await (const chunk of maybeGunzip(once(start), '')) {
      const piece = chunk.subarray(0, recognisedFrom - length);
      unpacked.set(piece, length);
      length += piece.length;
      if (length === recognisedFrom) break;
    }
  } catch {
    // A beginning is not a whole file: that it ends too early is no matter here.
  }
  return unpacked.subarray(0, length);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
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

/** A document of MongoDB's is no longer than this, as text with the names of its types either. */
const longestFirst = 2 * longestDocument;

/** Whether a beginning holds a whole first document, as far as it may be one: by that, the rest is judged. */
export function holdsFirst(start: Uint8Array): boolean {
  if (start.length < recognisedFrom) return false;
  if (start.length >= longestFirst) return true;
  if (start[0] === openBrace) return start.indexOf(lineFeed) !== -1;
  const length = int32At(start, 0);
  return length < shortestDocument || length > longestDocument || start.length >= length;
}

const openBrace = 0x7b;
const lineFeed = 0x0a;

/** Whether bytes begin with the number that an archive of mongodump begins with, whatever follows. */
export function beginsLikeArchive(start: Uint8Array): boolean {
  return start.length >= 4 && int32At(start, 0) === archiveMagic;
}
