/** How the words of a question are compared with the names in the catalogue. */

const shortestPart = 4;

/** A name without what people write differently: upper and lower case, blanks, hyphens and underscores. */
export function keyOf(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

/**
 * Whether a name contains every word of a question: words of four characters or more anywhere, shorter ones only
 * as a whole word, so that `ip` does not find `recipients`.
 */
export function containsWords(name: string, question: string): boolean {
  const words = question
    .toLowerCase()
    .split(/[\s_-]+/)
    .filter((word) => word !== '');
  const text = name.toLowerCase();
  const parts = wordsOf(name);
  return (
    words.length > 0 &&
    words.every((word) => (word.length >= shortestPart ? text.includes(word) : parts.includes(word)))
  );
}

/** The words a name is made of: `IsSyslogEnabled` and `is-syslog-enabled` both give is, syslog, enabled. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}
