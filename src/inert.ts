/**
 * Text that shows what is in it and does nothing. A name in a directory may hold terminal escape sequences or marks
 * that turn the reading direction round; people must see them, terminals and viewers must not obey them.
 */

// Controls, format characters (bidirectional, zero-width, tags), line and paragraph separators, lone surrogates.
const active = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A value as JSON on several lines, ended by a line break, that shows such characters by their escapes. */
export function inertJson(value: unknown): string {
  // A line break inside a text is an escape already; those between the lines are to stay.
  return `${inertLines(JSON.stringify(value, null, 2))}\n`;
}

/** As {@link inert}, for text of several lines, which stay. */
export function inertLines(text: string): string {
  return text.split('\n').map(inert).join('\n');
}

/** The text with every such character as `\uXXXX`, one for each of its UTF-16 codes. */
export function inert(text: string): string {
  return text.replace(active, (character) =>
    character
      .split('')
      .map((code) => `\\u${code.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
