/** The reader for MongoDB extended JSON in every dialect, and for the JSON that PowerShell writes of ATA's REST answers. */
import type { Reporter } from '../reporter.js';
import { parseDocuments } from './extended-json-parser.js';
import { decodeText, noticeLostLetters, peekText } from './text.js';
import type { DecodedSource, SourceBytes } from './values.js';

/** The registered name of the format. */
export const extendedJsonFormat = 'extended-json';

/** Whether a source begins as extended JSON does: with `{`, `[` or a comment. */
export function recognisesExtendedJson(source: SourceBytes): boolean {
  // A comment decides too: no other format that is read begins with one.
  return /^\s*(?:[{[]|\/[/*])/.test(peekText(source.bytes));
}

/**
 * Reads documents from strict v1, canonical v2, relaxed v2, mongo shell or .NET driver text, one a line, one after
 * another, in an array, or in a mix of these; UTF-8 or UTF-16.
 *
 * The values are the same whichever dialect wrote them. A key that comes twice in an object keeps its last value; each
 * earlier one is kept as `<key> (duplicate n)` and reported.
 *
 * @throws UserError when the source is empty, cut short, nested too deep, something else than data, or not text. A
 *   source that was cut exactly between two documents cannot be told from a whole one.
 */
export function readExtendedJson(source: SourceBytes, reporter: Reporter): DecodedSource {
  const { text, encoding } = decodeText(source);
  noticeLostLetters(text, source.name, reporter);
  const documents = parseDocuments(text, source.name, reporter);
  return { name: source.name, format: extendedJsonFormat, encoding, documents };
}
