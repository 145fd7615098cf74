import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { type Options, toMarkdown, type Unsafe } from 'mdast-util-to-markdown';

/**
 * Fragments of Markdown whose content stays text, whatever it holds. What has to be escaped is escaped by the
 * library; text in which nothing can be special does not pass through it, because a worksheet of 20 000 items has
 * hundreds of thousands of fragments. All of it expects text on one line (see `visibleText`).
 */

/** Addresses of links are written as they are. */
const destinations: NonNullable<Unsafe['notInConstruct']> = ['destinationLiteral', 'destinationRaw'];

const options: Options = {
  bullet: '-',
  extensions: [gfmTableToMarkdown()],
  // What GitHub's dialect adds to the library's list: bare addresses become links, tildes strike text through.
  unsafe: [
    {
      character: ':',
      before: '[A-Za-z]',
      after: '\\/\\/',
      inConstruct: 'phrasing',
      notInConstruct: destinations,
    },
    { character: '.', before: '[Ww]{3}', inConstruct: 'phrasing', notInConstruct: destinations },
    { character: '~', inConstruct: 'phrasing', notInConstruct: destinations },
  ],
};

/**
 * Text that means nothing in Markdown wherever it stands: no mark of emphasis, code, link, HTML or table, nothing
 * that begins a list or heading. An underscore inside a word is none (https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis).
 */
const plain =
  /^(?!\d+[.)](?:\s|$))[A-Za-z0-9(](?:[A-Za-z0-9 ,.;:'"()/%?=+>@$#{}\u00a1-\uffff-]|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9]))*$/;

/** What GitHub's dialect makes a link of. */
const address = /:\/\/|www\./i;

/**
 * The library takes time that grows with the square of the marks in a text: a name of some hundred thousand backticks
 * would keep it busy for hours. Longer text than people give to anything has a backslash before every mark instead, which
 * means the same (https://spec.commonmark.org/0.31.2/#backslash-escapes).
 */
const longestForLibrary = 2000;

function everyMarkEscaped(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&').replace(/^ | $/g, '&#x20;');
}

function isPlain(text: string): boolean {
  return plain.test(text) && !text.endsWith(' ') && !address.test(text);
}

/** Text in a paragraph, heading or list item. */
export function textIn(text: string): string {
  if (isPlain(text)) return text;
  if (text.length > longestForLibrary) return everyMarkEscaped(text);
  return withoutEnd(toMarkdown({ type: 'paragraph', children: [{ type: 'text', value: text }] }, options));
}

/** Bold text. */
export function strongText(text: string): string {
  if (isPlain(text)) return `**${text}**`;
  if (text.length > longestForLibrary) return `**${everyMarkEscaped(text)}**`;
  return withoutEnd(
    toMarkdown(
      { type: 'paragraph', children: [{ type: 'strong', children: [{ type: 'text', value: text }] }] },
      options,
    ),
  );
}

/** Text in a cell of a table. */
export function textInCell(text: string): string {
  if (isPlain(text)) return text;
  if (text.length > longestForLibrary) return everyMarkEscaped(text);
  return withoutEnd(toMarkdown({ type: 'tableCell', children: [{ type: 'text', value: text }] }, options));
}

/** Text to be copied as it is. */
export function code(text: string): string {
  if (text === '') return '';
  return /^[^`\s](?:[^`]*[^`\s])?$/.test(text)
    ? `\`${text}\``
    : text.length > longestForLibrary
      ? inlineCode(text)
      : withoutEnd(toMarkdown({ type: 'inlineCode', value: text }, options));
}

/** As the library writes it: between more backticks than stand in a row in the text. */
function inlineCode(text: string): string {
  const fence = fenceFor([text], 1);
  const isSpaced = /^[ `]|[ `]$/.test(text) && text.trim() !== '';
  return isSpaced ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

/** Text to be copied, in a cell of a table. Programs do not agree on a vertical bar in code there: it is shown as text. */
export function codeInCell(text: string): string {
  return text.includes('|') ? textInCell(text) : code(text);
}

/** A link that shows its title, in a cell of a table or anywhere else. The schema allows addresses of the web only. */
export function link(title: string, url: string): string {
  return withoutEnd(
    toMarkdown(
      { type: 'tableCell', children: [{ type: 'link', url, children: [{ type: 'text', value: title }] }] },
      options,
    ),
  );
}

/** Lines to be copied as they are. The fence is longer than any row of backticks in them, so that none can end it. */
export function codeBlock(lines: readonly string[]): string[] {
  const fence = fenceFor(lines, 3);
  return [fence, ...lines, fence];
}

/** More backticks than stand in a row in any of the lines. Counted one by one: as arguments of a call they may be too many. */
function fenceFor(lines: readonly string[], fewest: number): string {
  let longest = 0;
  for (const line of lines) for (const [row] of line.matchAll(/`+/g)) longest = Math.max(longest, row.length);
  return '`'.repeat(Math.max(fewest, longest + 1));
}

/** Lines one level deeper in a list. */
export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

/** A row of a table from cells that are Markdown already. */
function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A table from cells that are Markdown already; columns of numbers are set to the right. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: ReadonlySet<string> = new Set(),
): string[] {
  const marks = header.map((name) => (numbers.has(name) ? '---:' : '---'));
  return [tableRow(header), tableRow(marks), ...rows.map(tableRow)];
}

function withoutEnd(markdown: string): string {
  return markdown.endsWith('\n') ? markdown.slice(0, -1) : markdown;
}
