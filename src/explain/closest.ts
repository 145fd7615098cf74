/** Which known words a mistyped one may have meant. */
import { keyOf } from './words.js';

const mostSuggestions = 5;
const mostEdits = 4;
/** Nobody mistypes a word longer than this and hopes to be understood. */
const longestWord = 100;

/**
 * The candidates closest to a word, the closest first, at most five. Letters that were left out, added, changed or
 * swapped with their neighbour count one each; a third of the word's length may be wrong.
 *
 * A number has no close ones: 2010 and 2011 are different things, not misspellings of each other.
 */
export function closestWords(word: string, candidates: Iterable<string>): string[] {
  const key = keyOf(word);
  const limit = Math.min(mostEdits, Math.floor(key.length / 3));
  if (limit === 0 || key.length > longestWord || /^\d+$/.test(key)) return [];
  const found: { candidate: string; edits: number }[] = [];
  for (const candidate of candidates) {
    const other = keyOf(candidate);
    if (Math.abs(other.length - key.length) > limit) continue;
    const edits = editDistance(key, other);
    if (edits <= limit) found.push({ candidate, edits });
  }
  found.sort((one, other) => one.edits - other.edits || (one.candidate < other.candidate ? -1 : 1));
  return found.slice(0, mostSuggestions).map(({ candidate }) => candidate);
}

/** How many edits turn one text into the other (optimal string alignment). */
function editDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, other.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
