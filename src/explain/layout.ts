import { wrapText } from '../report/wrap.js';

/** Lines of text for a terminal: wrapped first and styled afterwards, so that styles never count as width. */

/** How a terminal shows what stands out and what stays back; plain text uses functions that change nothing. */
export interface TextStyle {
  heading(text: string): string;
  dim(text: string): string;
}

export interface Line {
  readonly text: string;
  readonly look?: keyof TextStyle;
}

const width = 96;
const labelWidth = 18;

/**
 * Breaks a text between words.
 *
 * @param first what the first line begins with; the others begin with as many blanks
 * @returns lines of at most 96 columns, but for a single word that is longer
 */
export function wrapped(text: string, first: string, look?: Line['look']): Line[] {
  return wrapText(text, first, width).map((each) =>
    look === undefined ? { text: each } : { text: each, look },
  );
}

export function heading(text: string): Line[] {
  return wrapped(text, '', 'heading');
}

/** A label and what it says, the latter in a column of its own; nothing where there is nothing to say. */
export function row(label: string, text: string | null): Line[] {
  return text === null || text === '' ? [] : wrapped(text, `  ${label.padEnd(labelWidth)}`);
}

/** Rows of one label, which is written once. */
export function rows(label: string, texts: readonly string[]): Line[] {
  return texts.flatMap((text, at) => row(at === 0 ? label : '', text));
}

export function point(text: string): Line[] {
  return wrapped(text, '  - ');
}

/** A headed block of lines; nothing where there are no lines. */
export function section(title: string, lines: readonly Line[]): Line[] {
  return lines.length === 0 ? [] : [{ text: '' }, ...heading(title), ...lines];
}

/** The lines as one text, which ends in a line break. */
export function joined(lines: readonly Line[], style: TextStyle): string {
  return lines
    .map(({ text, look }) => `${look === undefined || text === '' ? text : style[look](text)}\n`)
    .join('');
}
