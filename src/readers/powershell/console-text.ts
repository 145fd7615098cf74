/** Text files as the command lines of Windows write them: Unicode where it can be told, else a code page. */
import { decodeText } from '../text.js';
import type { SourceBytes, TextEncodingName } from '../values.js';
import { type CodePage, decodeCodePage, likelierCodePage } from './code-pages.js';

/** A text and how it was decoded. */
export interface ConsoleText {
  readonly text: string;
  /** A code page is presumed: nothing in a file says which one it is. */
  readonly encoding: TextEncodingName | CodePage;
}

/**
 * Decodes a text source: UTF-16 or UTF-8 as {@link decodeText} does, else the likelier of two code pages. cmd's `>`
 * writes the OEM code page, Set-Content of Windows PowerShell the ANSI one (about_Character_Encoding; documented).
 *
 * @param preferred the code page where the bytes fit both
 * @throws UserError when the source is empty, binary, or damaged Unicode
 */
export function decodeConsoleText(source: SourceBytes, preferred: CodePage): ConsoleText {
  const { bytes } = source;
  if (saysUnicode(bytes) || isUtf8(bytes)) return decodeText(source);
  const encoding = likelierCodePage(bytes, preferred);
  return { text: decodeCodePage(bytes, encoding), encoding };
}

/** A byte order mark, or the NUL bytes that text has in UTF-16 only. */
function saysUnicode(bytes: Uint8Array): boolean {
  const [first, second, third] = bytes;
  const isMarked =
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (first === 0xef && second === 0xbb && third === 0xbf);
  return isMarked || bytes.includes(0);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
