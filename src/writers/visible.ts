/**
 * Text as people may safely look at it. Names in a directory are chosen by others: they can hold line breaks,
 * terminal commands, and characters that turn the direction of writing or show nothing at all.
 */

/** Control and format characters, line and paragraph separators, lone surrogates, and what XML forbids. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffe\uffff]/gu;

/** Most texts; a quick way to see that there is nothing to replace. */
const printableAscii = /^[ -~]*$/;

/** Format characters that scripts and emoji need, and that hide nothing. */
const joiners = new Set(['\u200c', '\u200d']);

/**
 * The text on one line, every unseen character shown: control characters as their pictures (`␊` for a line
 * break, `␛` for Escape), the others by their code (`\u202E`). Text without such characters stays as it is.
 */
export function visibleText(text: string): string {
  return printableAscii.test(text) ? text : text.replace(unseen, picture);
}

/**
 * Text that people typed, which may have several lines: each as {@link visibleText} shows it, with LF between them
 * whatever ended them, and blanks for tabs.
 */
export function visibleLines(text: string): string {
  return printableAscii.test(text)
    ? text
    : text
        .split(/\r\n|\r|\n/)
        .map((line) => visibleText(line.replaceAll('\t', ' ')))
        .join('\n');
}

function picture(character: string): string {
  if (joiners.has(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  const hex = code.toString(16).toUpperCase().padStart(4, '0');
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex}`;
}
