/**
 * Breaks a text between words.
 *
 * @param first what the first line begins with; the others begin with as many blanks
 * @param width how many columns a line may have; a single word that is longer gets a line of its own
 */
export function wrapText(text: string, first: string, width: number): string[] {
  const indent = ' '.repeat(first.length);
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
