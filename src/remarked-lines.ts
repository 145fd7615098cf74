/** A line that says something. */
export interface RemarkedLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** The lines of a file that people write: without what follows `#`, without blanks around, and without empty ones. */
export function remarkedLines(text: string): RemarkedLine[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .map((line, at) => ({ number: at + 1, text: line.replace(/(^|\s)#.*$/, '').trim() }))
    .filter((line) => line.text !== '');
}
