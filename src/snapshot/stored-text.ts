/** What snapshots and plans that are read back have in common: they are JSON texts of this program's own. */
import { UserError } from '../errors.js';
import { parseDocuments } from '../readers/extended-json-parser.js';
import { decodeText } from '../readers/text.js';
import type { SourceBytes } from '../readers/values.js';
import { collectingReporter, type Notice } from '../reporter.js';

/** The text of a source; null if its bytes are none, which the reader of the source says in its own words. */
export function textOf(source: SourceBytes): string | null {
  try {
    return decodeText(source).text;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/**
 * The first key that stands twice in one object: `JSON.parse` keeps the last value of it in silence, the reader of sources
 * sees them all.
 */
export function firstDuplicateKey(text: string, source: string): Notice | undefined {
  const reporter = collectingReporter();
  parseDocuments(text, source, reporter);
  return reporter.notices[0];
}
