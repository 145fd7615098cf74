/**
 * Finds the wanted entities in extended JSON with one document a line, as mongoexport writes a collection, without
 * parsing the other lines.
 *
 * What is checked of a line that is not wanted: that it begins and ends with the braces of an object. Damage inside it
 * goes unnoticed, and so does a second document behind the first on the same line, which mongoexport does not write. The
 * last line is always parsed, unless a line break ends it: a file that was cut within a document is an error.
 *
 * Names of fields and classes, and SIDs, are looked for as they are, within double quotes. No writer of JSON puts escapes
 * in place of their letters; an id with escapes is recognised.
 */
import { UserError } from '../../errors.js';
import type { Reporter } from '../../reporter.js';
import { classNames, documentId } from '../document-kinds.js';
import { parseDocuments } from '../extended-json-parser.js';
import type { SourceDocument } from '../values.js';
import { viewOf } from './bytes.js';
import { BytePatterns, indexOfEither, sidBeginnings, WantedTexts } from './search.js';
import {
  alertClassEndings,
  domainClass,
  domainControllerField,
  type EntityWants,
  profileClassEnding,
  sidField,
  wantedSids,
} from './wanted.js';

/**
 * The longest line that is taken for a document. A document of 16 MiB is longer as text: control characters take six
 * times their space, small numbers with the name of their type three times.
 */
const longestLine = 128 * 1024 * 1024;

const byte = {
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  blank: 32,
  quote: 34,
  comma: 44,
  colon: 58,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  closeBrace: 125,
} as const;

const utf8 = new TextEncoder();
const idKey = utf8.encode('"_id"');
const objectIdKey = utf8.encode('"$oid"');
const classesKey = utf8.encode('"_t"');
const trueWord = utf8.encode('true');
const byteOrderMark = utf8.encode('\ufeff');
const domainControllerPattern = new BytePatterns([utf8.encode(`"${domainControllerField}"`)]);
const domainPattern = new BytePatterns([utf8.encode(`"${domainClass}"`)]);
const profilePattern = new BytePatterns([utf8.encode(`${profileClassEnding}"`)]);
const alertPattern = new BytePatterns(alertClassEndings.map((ending) => utf8.encode(`${ending}"`)));

/**
 * Parses the wanted lines of a source in UTF-8, with or without a byte order mark. Blank lines are passed over.
 *
 * @param bytes chunks of any length
 * @throws UserError with the line, when a line is not one whole document as far as it is looked at, or a wanted one
 *   is damaged
 */
export async function* wantedLines(
  bytes: AsyncIterable<Uint8Array>,
  wants: EntityWants,
  source: string,
  reporter: Reporter,
): AsyncGenerator<SourceDocument> {
  const sids = wantedSids(wants);
  const filter: LineFilter = {
    wants,
    ids: new WantedTexts(wants.ids),
    sids: new WantedTexts(sids),
    sidPatterns: new BytePatterns(sidBeginnings(sids, '"', '"')),
    source,
    reporter,
  };
  const line = new LineCursor(source);
  for await (const chunk of bytes) {
    line.enter(chunk);
    while (line.next()) {
      const document = wantedLine(line, filter);
      if (document !== null) yield document;
    }
  }
  if (line.last()) {
    const document = parseLine(line, filter);
    if (isWantedDocument(document, filter)) yield document;
  }
}

interface LineFilter {
  readonly wants: EntityWants;
  readonly ids: WantedTexts;
  readonly sids: WantedTexts;
  readonly sidPatterns: BytePatterns;
  readonly source: string;
  readonly reporter: Reporter;
}

/** Steps from line to line. It is one object for all lines: a million of them would cost more than looking at them. */
class LineCursor {
  /** The present line, without blanks at its ends: a part of these bytes. */
  bytes: Uint8Array = new Uint8Array(0);
  view = viewOf(this.bytes);
  start = 0;
  end = 0;
  /** From 1. */
  number = 0;
  readonly #source: string;
  #chunk: Uint8Array = this.bytes;
  #chunkView = this.view;
  /** Where in the chunk the next line begins. */
  #next = 0;
  /** The pieces of a line that began in earlier chunks. */
  #pending: Uint8Array[] = [];
  #pendingLength = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Goes on with a chunk. */
  enter(chunk: Uint8Array): void {
    this.#chunk = chunk;
    this.#chunkView = viewOf(chunk);
    this.#next = 0;
  }

  /** Steps on the next line that ends in this chunk. Keeps the beginning of one that does not, and gives false. */
  next(): boolean {
    const start = this.#next;
    const end = this.#chunk.indexOf(byte.lineFeed, start);
    if (end === -1) {
      this.#keep(this.#chunk.subarray(start));
      return false;
    }
    this.#next = end + 1;
    if (this.#pendingLength === 0) this.#stepOn(this.#chunk, this.#chunkView, start, end);
    else {
      this.#keep(this.#chunk.subarray(start, end));
      this.#stepOnPending();
    }
    return true;
  }

  /** Steps on what no line break ends; false when there is nothing. */
  last(): boolean {
    this.#stepOnPending();
    return this.start < this.end;
  }

  #stepOnPending(): void {
    const whole = new Uint8Array(this.#pendingLength);
    let length = 0;
    for (const piece of this.#pending) {
      whole.set(piece, length);
      length += piece.length;
    }
    this.#pending = [];
    this.#pendingLength = 0;
    this.#stepOn(whole, viewOf(whole), 0, length);
  }

  #stepOn(bytes: Uint8Array, view: DataView, start: number, end: number): void {
    this.number += 1;
    this.bytes = bytes;
    this.view = view;
    const hasMark = this.number === 1 && standsAt(bytes, start, byteOrderMark);
    const first = passBlanks(bytes, hasMark ? start + byteOrderMark.length : start);
    let last = end;
    while (last > first && isBlank(bytes[last - 1])) last -= 1;
    this.start = Math.min(first, last);
    this.end = last;
  }

  #keep(piece: Uint8Array): void {
    this.#pending.push(piece);
    this.#pendingLength += piece.length;
    if (this.#pendingLength > longestLine) {
      throw new UserError(`The line is longer than ${longestLine} bytes: that is no document of MongoDB.`, {
        advice: ['Export the collection again with mongoexport, which writes one document a line.'],
        location: { source: this.#source, line: this.number + 1 },
      });
    }
  }
}

function wantedLine(line: LineCursor, filter: LineFilter): SourceDocument | null {
  const { bytes, start, end } = line;
  if (start === end) return null;
  if (bytes[start] !== byte.openBrace || bytes[end - 1] !== byte.closeBrace)
    throw notOneDocument(line, filter.source);
  if (!mayBeWanted(line, filter)) return null;
  const document = parseLine(line, filter);
  return isWantedDocument(document, filter) ? document : null;
}

/** Whether a line must be parsed to know; false is certain. */
function mayBeWanted(line: LineCursor, filter: LineFilter): boolean {
  const { bytes, view, start, end } = line;
  const { wants, ids } = filter;
  const idStart = idTextStart(bytes, start);
  const idEnd = idStart === -1 ? -1 : textEnd(view, idStart, end);
  if (idEnd === -1 || ids.hasTextAt(view, idStart, idEnd)) return true;
  if (wants.domains && mayBeDomain(line, idEnd)) return true;
  if (wants.profiles && profilePattern.indexIn(view, start, end) !== -1) return true;
  if (wants.alerts === true && alertPattern.indexIn(view, start, end) !== -1) return true;
  if (wants.domainControllers && mayBeDomainController(line)) return true;
  return mayHaveSid(line, filter);
}

/** Where the text of the id begins in `{"_id":"..."` or `{"_id":{"$oid":"..."`; -1 for anything else. */
function idTextStart(bytes: Uint8Array, start: number): number {
  let at = passBlanks(bytes, start + 1);
  if (!standsAt(bytes, at, idKey)) return -1;
  at = passColon(bytes, at + idKey.length);
  if (bytes[at] === byte.openBrace) {
    at = passBlanks(bytes, at + 1);
    if (!standsAt(bytes, at, objectIdKey)) return -1;
    at = passColon(bytes, at + objectIdKey.length);
  }
  return bytes[at] === byte.quote ? at + 1 : -1;
}

/** Where a text ends; -1 when it has no end, or a backslash, which may stand for any character. */
function textEnd(view: DataView, start: number, end: number): number {
  const at = indexOfEither(view, start, end, byte.quote, byte.backslash);
  return at < end && view.getUint8(at) === byte.quote ? at : -1;
}

/** Whether the class may be there: looked for in `_t` alone where that comes right after the id, as ATA stores it. */
function mayBeDomain({ bytes, view, start, end }: LineCursor, idEnd: number): boolean {
  let at = passBlanks(bytes, idEnd + 1);
  if (bytes[at] === byte.comma) at = passBlanks(bytes, at + 1);
  if (!standsAt(bytes, at, classesKey)) return domainPattern.indexIn(view, start, end) !== -1;
  at = passColon(bytes, at + classesKey.length);
  return domainPattern.indexIn(view, at, listEnd(bytes, view, at, end)) !== -1;
}

/** Where a list of texts ends; where that is not certain, the end of the line. */
function listEnd(bytes: Uint8Array, view: DataView, start: number, end: number): number {
  if (bytes[start] !== byte.openBracket) return end;
  const at = indexOfEither(view, start, end, byte.closeBracket, byte.backslash);
  // A quote with a letter before it ends a text: one that begins a text stands behind a bracket, a comma or a blank.
  const isBehindText = bytes[at - 1] === byte.quote && isWordLetter(bytes[at - 2]);
  return bytes[at] === byte.closeBracket && isBehindText ? at : end;
}

/** Whether the field is anywhere in the line, and true. */
function mayBeDomainController({ bytes, view, start, end }: LineCursor): boolean {
  const length = domainControllerField.length + 2;
  let at = domainControllerPattern.indexIn(view, start, end);
  while (at !== -1) {
    if (standsAt(bytes, passColon(bytes, at + length), trueWord)) return true;
    at = domainControllerPattern.indexIn(view, at + length, end);
  }
  return false;
}

/** Whether a wanted SID may be anywhere in the line, in whichever field. */
function mayHaveSid({ view, start, end }: LineCursor, { sids, sidPatterns }: LineFilter): boolean {
  let at = sidPatterns.indexIn(view, start, end);
  while (at !== -1) {
    const sidEnd = textEnd(view, at + 1, end);
    if (sidEnd === -1 || sids.hasTextAt(view, at + 1, sidEnd)) return true;
    at = sidPatterns.indexIn(view, sidEnd, end);
  }
  return false;
}

function isWantedDocument({ value }: SourceDocument, { wants, ids, sids }: LineFilter): boolean {
  const id = documentId(value);
  const sid = value.get(sidField);
  return (
    (id !== null && ids.has(id)) ||
    (typeof sid === 'string' && sids.has(sid)) ||
    (wants.domains && classNames(value).includes(domainClass)) ||
    (wants.profiles && classNames(value).some((name) => name.endsWith(profileClassEnding))) ||
    (wants.domainControllers && value.get(domainControllerField) === true) ||
    (wants.alerts === true &&
      classNames(value).some((name) => alertClassEndings.some((ending) => name.endsWith(ending))))
  );
}

/** The document of a line, with its place in the source. */
function parseLine(line: LineCursor, { source, reporter }: LineFilter): SourceDocument {
  const { number } = line;
  const relocating: Reporter = {
    notice: (notice) => reporter.notice({ ...notice, text: relocated(notice.text, number) }),
  };
  try {
    const [document, ...others] = parseDocuments(decodeLine(line, source), source, relocating);
    if (document === undefined || others.length > 0) throw notOneDocument(line, source);
    return { value: document.value, line: number };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const location = { ...error.location, source, line: number };
    throw new UserError(relocated(error.message, number), { advice: error.advice, location, cause: error });
  }
}

/** A message on a text of one line, for where that line stands in its source. */
function relocated(message: string, number: number): string {
  return message.replace(/\bline 1\b/g, `line ${number}`);
}

function decodeLine({ bytes, start, end, number }: LineCursor, source: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(start, end));
  } catch {
    throw new UserError('The line is not valid UTF-8 text.', {
      advice: ['Export the collection again, or take the original: the file was damaged or saved anew.'],
      location: { source, line: number },
    });
  }
}

function notOneDocument({ number }: LineCursor, source: string): UserError {
  return new UserError('This line is not one whole document, as the first line is.', {
    advice: ['Export the collection again with mongoexport, without --pretty and without --jsonArray.'],
    location: { source, line: number },
  });
}

function passBlanks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isBlank(bytes[at])) at += 1;
  return at;
}

/** Passes a colon and the blanks around it, where there is one. */
function passColon(bytes: Uint8Array, start: number): number {
  const at = passBlanks(bytes, start);
  return bytes[at] === byte.colon ? passBlanks(bytes, at + 1) : at;
}

function isBlank(value: number | undefined): boolean {
  return value === byte.blank || value === byte.carriageReturn || value === byte.tab;
}

function isWordLetter(value: number | undefined): boolean {
  return value !== undefined && ((value >= 65 && value <= 90) || (value >= 97 && value <= 122));
}

function standsAt(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index += 1) {
    if (bytes[at + index] !== word[index]) return false;
  }
  return true;
}
