/**
 * Values as PowerShell reads them back. The only place where something that is not ours gets into a script: names in
 * a directory are chosen by others.
 */

/** What data in a script is made of. */
export type PowershellValue = string | number | boolean | null | readonly string[];

/**
 * PowerShell takes these four for a single quote as well (about_Quoting_Rules and its tokeniser: U+2018 to U+201B), so
 * that each of them would end the text.
 */
const quotes = /['\u2018-\u201B]/g;

/**
 * What is not to stand in a script as it is: controls would break lines or be lost, format characters can make code
 * look like something else, and half a surrogate pair cannot be written as UTF-8.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffe\uffff]+/gu;

/**
 * A text as an expression that gives exactly this text: one single-quoted string, in which PowerShell replaces
 * nothing; or, where there are unseen characters, strings and their codes put together.
 */
export function quoted(text: string): string {
  const matches = [...text.matchAll(unseen)];
  if (matches.length === 0) return literal(text);
  const pieces: string[] = [];
  let at = 0;
  for (const match of matches) {
    // A text has to come first: a character added to a character would be a number's affair.
    if (match.index > at || pieces.length === 0) pieces.push(literal(text.slice(at, match.index)));
    for (const unit of match[0].split(''))
      pieces.push(`[char]0x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push(literal(text.slice(at)));
  return `(${pieces.join(' + ')})`;
}

function literal(text: string): string {
  return `'${text.replace(quotes, '$&$&')}'`;
}

/** A value as an expression. A list is one even if it has one element or none. */
export function powershellValue(value: PowershellValue): string {
  if (value === null) return '$null';
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return String(value);
    case 'boolean':
      return value ? '$true' : '$false';
    default:
      return `@(${value.map(quoted).join(', ')})`;
  }
}
