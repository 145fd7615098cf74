/**
 * Text that shows what is in it and does nothing. A name in a directory may hold terminal escape sequences or marks
 * that turn the reading direction round; people must see them, terminals and viewers must not obey them.
 */

// C0 and C1 controls, DEL, line and paragraph separators, bidirectional controls, zero-width characters, lone surrogates.
const active =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text with every such character as `\uXXXX`. */
export function inert(text: string): string {
  return text.replace(active, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
