/** Bytes to text: finds the encoding, decodes without tolerance, and says plainly when there is nothing to read. */
import { UserError } from '../errors.js';
import type { Reporter } from '../reporter.js';
import { beginsWithNul, binaryLikeness, exportAdvice, type Likeness } from './looks-like.js';
import type { SourceBytes, TextEncodingName } from './values.js';

/** A source as text, without its byte order mark. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncodingName;
}

interface Encoding {
  readonly name: TextEncodingName;
  /** Length of the byte order mark. */
  readonly start: number;
}

// Enough to see how a file begins, even after a long comment.
const peekLength = 4096;

/**
 * Decodes a text source: UTF-8 and UTF-16 (both byte orders), each with or without a byte order mark.
 *
 * @throws UserError when the source is empty or blank, is binary data, or holds bytes that are no text in its
 *   encoding; the location gives the byte, counted from 0
 */
export function decodeText(source: SourceBytes): DecodedText {
  const { name, bytes } = source;
  if (bytes.length === 0) throw emptySource(name);
  const binary = notText(bytes);
  if (binary !== null) {
    throw new UserError(`This is not a text file: it looks like ${binary.what}.`, {
      advice: binary.advice,
      location: { source: name },
    });
  }
  const encoding = detectEncoding(bytes);
  if (isUtf16(encoding.name) && bytes.length % 2 === 1) {
    throw new UserError(
      'The file is cut short: it is UTF-16 text, and its last character is only half there.',
      {
        advice: ['Copy or export the file again, and compare its size with the original.'],
        location: { source: name, byte: bytes.length - 1 },
      },
    );
  }
  const text = decode(source, encoding);
  if (text.trim() === '') throw emptySource(name);
  return { text, encoding: encoding.name };
}

/**
 * Tells of U+FFFD, which stands where an earlier conversion could not read a letter: a name with it is no longer the
 * name of anybody. As an escape of JSON it counts too.
 */
export function noticeLostLetters(text: string, source: string, reporter: Reporter): void {
  const found = text.match(/\ufffd|\\ufffd/gi);
  if (found === null) return;
  const line = text.slice(0, text.search(/\ufffd|\\ufffd/i)).split('\n').length;
  reporter.notice({
    code: 'lost-letters',
    text: `${found.length} letter${found.length === 1 ? ' was' : 's were'} lost before this program read the source, the first in line ${line} (U+FFFD stands there): it was saved in a wrong encoding. Export it again, as UTF-8.`,
    source,
  });
}

/** The beginning of a source as text, for recognising it; empty for binary data. Never throws. */
export function peekText(bytes: Uint8Array): string {
  if (notText(bytes) !== null) return '';
  const { name, start } = detectEncoding(bytes);
  return new TextDecoder(decoderLabel(name), { ignoreBOM: true }).decode(
    bytes.subarray(start, start + peekLength),
  );
}

/**
 * The encoding by byte order mark, else by where the NUL bytes of the first two characters are: what this program
 * reads as text begins with ASCII characters in every format. Windows PowerShell writes UTF-16LE with a mark
 * (documented: about_Character_Encoding); the other forms come from re-saving.
 */
function detectEncoding(bytes: Uint8Array): Encoding {
  const [first, second, third, fourth] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { name: 'utf-8-bom', start: 3 };
  if (first === 0xff && second === 0xfe) return { name: 'utf-16le', start: 2 };
  if (first === 0xfe && second === 0xff) return { name: 'utf-16be', start: 2 };
  if (first !== 0 && second === 0 && third !== 0 && (fourth ?? 0) === 0)
    return { name: 'utf-16le', start: 0 };
  if (first === 0 && second !== undefined && second !== 0 && (third ?? 0) === 0) {
    return { name: 'utf-16be', start: 0 };
  }
  return { name: 'utf-8', start: 0 };
}

function isUtf16(name: TextEncodingName): boolean {
  return name === 'utf-16le' || name === 'utf-16be';
}

function notText(bytes: Uint8Array): Likeness | null {
  const known = binaryLikeness(bytes);
  if (known !== null) return known;
  const stray = !isUtf16(detectEncoding(bytes).name) && beginsWithNul(bytes);
  return stray ? { what: 'binary data', advice: exportAdvice } : null;
}

function decoderLabel(name: TextEncodingName): string {
  return name === 'utf-8-bom' ? 'utf-8' : name;
}

function decode(source: SourceBytes, encoding: Encoding): string {
  const label = decoderLabel(encoding.name);
  const content = source.bytes.subarray(encoding.start);
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    const byte = encoding.start + firstInvalidByte(content, label);
    throw new UserError(
      `The file is not valid ${label.toUpperCase()} text: byte ${byte} does not belong to any character.`,
      {
        advice: [
          'Export the file again as UTF-8. In Windows PowerShell, write it with Set-Content -Encoding UTF8: without that it writes the local code page.',
          'If it was copied, compare its size with the original: it may be damaged.',
        ],
        location: { source: source.name, byte },
      },
    );
  }
}

/**
 * Where decoding fails. The decoder does not say, so the shortest beginning that it refuses is searched by halves:
 * a streaming decoder accepts a beginning that ends within a character.
 */
function firstInvalidByte(bytes: Uint8Array, label: string): number {
  let accepted = 0;
  let refused = bytes.length + 1;
  while (refused - accepted > 1) {
    const middle = Math.floor((accepted + refused) / 2);
    if (middle <= bytes.length && decodes(bytes.subarray(0, middle), label, true)) accepted = middle;
    else refused = middle;
  }
  // The refused byte may only show that the character before it is broken: step back to that character's first byte.
  let at = Math.min(accepted, bytes.length);
  for (let back = 0; back < 4 && at > 0 && !decodes(bytes.subarray(0, at), label, false); back += 1) at -= 1;
  return at;
}

function decodes(bytes: Uint8Array, label: string, stream: boolean): boolean {
  try {
    new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}

function emptySource(name: string): UserError {
  return new UserError('The file is empty: there is nothing in it to read.', {
    advice: [
      'If a PowerShell command wrote it, the command probably failed or found nothing: run it again without writing to a file and look at what it says.',
    ],
    location: { source: name, line: 1, column: 1 },
  });
}
