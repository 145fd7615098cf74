/** What snapshots and plans that are read back have in common: they are JSON texts of this program's own. */
import { formatPath } from '../catalogue/paths.js';
import { UserError } from '../errors.js';
import { decodeText } from '../readers/text.js';
import type { SourceBytes } from '../readers/values.js';

/** The text of a source; null if its bytes are none, which the reader of the source says in its own words. */
export function textOf(source: SourceBytes): string | null {
  try {
    return decodeText(source).text;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** An object or a list that has begun and not ended yet. */
interface Open {
  /** Of an object, the keys that it has so far; null for a list. */
  readonly keys: Set<string> | null;
  /** Where in it we are: the key, or the position in the list. */
  at: string | number;
  /** Whether a key is what comes next. */
  isKeyNext: boolean;
}

/**
 * The path of the first key that stands twice in one object, which `JSON.parse` passes over in silence, keeping the last
 * value. Nothing of the text is held but the keys of what is open, since plans may have a hundred megabytes.
 *
 * @param text of JSON that `JSON.parse` takes
 */
export function firstDuplicateKey(text: string): string | undefined {
  const open: Open[] = [];
  for (let position = 0; position < text.length; position += 1) {
    const inside = open.at(-1);
    switch (text.charCodeAt(position)) {
      case openBrace:
        open.push({ keys: new Set(), at: '', isKeyNext: true });
        break;
      case openBracket:
        open.push({ keys: null, at: 0, isKeyNext: false });
        break;
      case closeBrace:
      case closeBracket:
        open.pop();
        break;
      case comma:
        if (inside === undefined) break;
        if (typeof inside.at === 'number') inside.at += 1;
        inside.isKeyNext = inside.keys !== null;
        break;
      case quote: {
        const end = endOfString(text, position);
        if (inside?.keys != null && inside.isKeyNext) {
          const key = JSON.parse(text.slice(position, end + 1)) as string;
          inside.at = key;
          if (inside.keys.has(key)) return formatPath(open.map(({ at }) => at));
          inside.keys.add(key);
          inside.isKeyNext = false;
        }
        position = end;
        break;
      }
    }
  }
  return undefined;
}

/** Of the characters that JSON consists of. */
const [openBrace, closeBrace, openBracket, closeBracket, comma, quote, backslash] = [
  0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x22, 0x5c,
];

/** Where the string that begins at a quotation mark ends: at the next one that no odd number of backslashes precedes. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}
