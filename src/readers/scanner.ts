/**
 * Characters to tokens for extended JSON and mongo shell text: blanks, comments, quoted text, numbers, words, regular
 * expressions. It keeps what is open, so that it can say where a text that is cut short was cut.
 */
import { UserError } from '../errors.js';
import { LineIndex, type LinePosition } from './line-index.js';

/** What {@link Scanner.next} gives at the end of the text. */
export const endOfText = -1;

/** MongoDB itself stores at most 100 levels (documented limit); twice that is far beyond any real document. */
export const deepestLevel = 200;

interface OpenThing {
  /** With its article: `the object`. */
  readonly what: string;
  readonly start: number;
}

export const code = {
  tab: 9,
  newLine: 10,
  carriageReturn: 13,
  blank: 32,
  quote: 34,
  dollar: 36,
  apostrophe: 39,
  openParenthesis: 40,
  closeParenthesis: 41,
  star: 42,
  comma: 44,
  minus: 45,
  dot: 46,
  slash: 47,
  colon: 58,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  closeBrace: 125,
} as const;

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

// Sticky patterns: each is tried at one place only.
const digits = /(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const word = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;
const hexadecimalEscape = /x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\}/iy;
const otherBlank = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/;
const toTheEnd = /[\p{ID_Continue}$.+-]*/uy;

export class Scanner {
  readonly text: string;
  readonly sourceName: string;
  /** Offset of the next character to read. */
  position = 0;
  readonly #open: OpenThing[] = [];
  readonly #lines: LineIndex;

  constructor(text: string, sourceName: string) {
    this.text = text;
    this.sourceName = sourceName;
    this.#lines = new LineIndex(text);
  }

  /** Passes blanks and comments. Gives the code of the character that comes then, or {@link endOfText}. */
  next(): number {
    const { text } = this;
    while (this.position < text.length) {
      const current = text.charCodeAt(this.position);
      if (current === 32 || (current >= 9 && current <= 13)) this.position += 1;
      else if (current === code.slash && this.#passComment()) continue;
      else if (current >= 0xa0 && otherBlank.test(text.charAt(this.position))) this.position += 1;
      else return current;
    }
    return endOfText;
  }

  /** Passes one character of which {@link next} has given the code. */
  take(): void {
    this.position += 1;
  }

  /** Begins an object, array or call at the present place, and passes its first character. */
  enter(what: string): void {
    if (this.#open.length >= deepestLevel) {
      throw this.errorAt(this.position, `The data is nested more than ${deepestLevel} levels deep.`, [
        'MongoDB stores at most 100 levels, so this is no document of ATA. Check where the file comes from.',
      ]);
    }
    this.#open.push({ what, start: this.position });
    this.position += 1;
  }

  /** Ends what {@link enter} began, and passes its last character. */
  leave(): void {
    this.#open.pop();
    this.position += 1;
  }

  /** How many objects, arrays and calls are open. */
  get depth(): number {
    return this.#open.length;
  }

  /** Reads text in quotes, of either kind. */
  quoted(): string {
    const { text } = this;
    const start = this.position;
    const quote = text.charCodeAt(start);
    let value = '';
    let chunk = start + 1;
    for (let at = chunk; at < text.length; at += 1) {
      const current = text.charCodeAt(at);
      if (current === quote) {
        this.position = at + 1;
        return value + text.slice(chunk, at);
      }
      if (current === code.newLine || current === code.carriageReturn) {
        throw this.errorAt(start, 'The text in quotes that begins here has no closing quote on its line.', [
          'A line break inside text is written \\n. If the file was wrapped by an editor or a mail program, take the original.',
        ]);
      }
      if (current < code.blank && current !== code.tab) throw this.#controlCharacter(current, at);
      if (current === code.backslash) {
        value += text.slice(chunk, at);
        this.position = at + 1;
        value += this.#escape(start);
        chunk = this.position;
        at = chunk - 1;
      }
    }
    throw this.cutShort({ what: 'the text in quotes', start });
  }

  /** Reads an unsigned number; gives its digits. */
  digits(): string {
    const start = this.position;
    const found = this.#match(digits);
    // A letter or digit right behind it means that this is no number: 0x10, 007, 1n.
    if (found !== undefined && !this.#isWordAt(this.position)) return found;
    if (this.#nothingFollows(start)) throw this.cutShort();
    throw this.errorAt(
      start,
      'The number that begins here is not written as JSON or the mongo shell write numbers.',
    );
  }

  /** Reads a name; undefined when there is none at the present place. */
  word(): string | undefined {
    return this.#match(word);
  }

  /** Reads `/pattern/options`. */
  regularExpression(): { pattern: string; options: string } {
    const { text } = this;
    const start = this.position;
    let inClass = false;
    for (let at = start + 1; at < text.length; at += 1) {
      const current = text[at];
      if (current === '\n' || current === '\r') {
        throw this.errorAt(start, 'The regular expression that begins here has no end on its line.');
      }
      if (current === '\\') at += 1;
      else if (current === '[') inClass = true;
      else if (current === ']') inClass = false;
      else if (current === '/' && !inClass) {
        this.position = at + 1;
        return { pattern: text.slice(start + 1, at), options: this.word() ?? '' };
      }
    }
    throw this.cutShort({ what: 'the regular expression', start });
  }

  /** The error for something else than what must come at the present place. */
  unexpected(expected: string): UserError {
    if (this.#nothingFollows(this.position)) return this.cutShort();
    return this.errorAt(
      this.position,
      `Expected ${expected}, but found ${describe(this.text, this.position)}.`,
    );
  }

  /** The error for a text that ends too early: told at its end, with the beginning of what is not closed. */
  cutShort(innermost: OpenThing | undefined = this.#open.at(-1)): UserError {
    const { line, column } = this.positionOf(innermost?.start ?? 0);
    const what = innermost?.what ?? 'what';
    return this.errorAt(
      this.text.length,
      `The file is cut short: it ends before ${what} that begins at line ${line}, column ${column} is closed.`,
      ['Copy or export the file again, and compare its size with the original.'],
    );
  }

  /** An error at a place of the text. */
  errorAt(offset: number, message: string, advice: readonly string[] = editedAdvice): UserError {
    const { line, column } = this.positionOf(offset);
    return new UserError(message, { advice, location: { source: this.sourceName, line, column } });
  }

  positionOf(offset: number): LinePosition {
    return this.#lines.positionOf(offset);
  }

  /**
   * JSON and the mongo shell write control characters as escapes. A raw one is no part of any name or setting; only a
   * tab, which is easily typed and does no harm, is let through.
   */
  #controlCharacter(current: number, offset: number): UserError {
    return this.errorAt(
      offset,
      current === 0
        ? 'Inside a text in quotes is a NUL character, a sign of a damaged file.'
        : 'Inside a text in quotes is a control character, which JSON does not allow there.',
      ['Copy or export the file again, and compare its size with the original.'],
    );
  }

  #passComment(): boolean {
    const { text, position } = this;
    const second = text.charCodeAt(position + 1);
    if (second === code.slash) {
      const end = text.indexOf('\n', position);
      this.position = end === -1 ? text.length : end + 1;
      return true;
    }
    if (second !== code.star) return false;
    const end = text.indexOf('*/', position + 2);
    if (end === -1) throw this.cutShort({ what: 'the comment', start: position });
    this.position = end + 2;
    return true;
  }

  /** Reads what follows a backslash. An unknown escape is refused: JavaScript would drop its backslash in silence. */
  #escape(start: number): string {
    const { text, position } = this;
    const simple = simpleEscapes.get(text.charAt(position));
    if (simple !== undefined) {
      this.position += 1;
      return simple;
    }
    const lineBreak = /\r\n|[\n\r]/y;
    lineBreak.lastIndex = position;
    if (lineBreak.test(text)) {
      // JavaScript's continued line: the break is not part of the text.
      this.position = lineBreak.lastIndex;
      return '';
    }
    hexadecimalEscape.lastIndex = position;
    const match = hexadecimalEscape.exec(text);
    const point = match === null ? Number.NaN : Number.parseInt(match[1] ?? match[2] ?? match[3] ?? '', 16);
    if (point <= 0x10ffff) {
      this.position = hexadecimalEscape.lastIndex;
      return match?.[3] === undefined ? String.fromCharCode(point) : String.fromCodePoint(point);
    }
    if (this.#nothingFollows(position) || /^u\{[0-9a-f]*$/i.test(text.slice(position, position + 9))) {
      throw this.cutShort({ what: 'the text in quotes', start });
    }
    throw this.errorAt(position - 1, 'The text in quotes has a backslash that begins no known escape.', [
      'A backslash that is meant as such is written twice, as in "DOMAIN\\\\name".',
    ]);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  #isWordAt(offset: number): boolean {
    if (offset >= this.text.length) return false;
    word.lastIndex = offset;
    return word.test(this.text) || /\d/.test(this.text.charAt(offset));
  }

  /** Whether the text ends here or within the word or number that begins here. */
  #nothingFollows(offset: number): boolean {
    toTheEnd.lastIndex = offset;
    toTheEnd.test(this.text);
    return Math.max(toTheEnd.lastIndex, offset) >= this.text.length;
  }
}

const editedAdvice = [
  'If the file was edited or put together by hand, mend this place or take the original; otherwise export it again.',
];

/** Names what is at a place by its kind. Punctuation alone is repeated: it cannot be a secret. */
function describe(text: string, offset: number): string {
  const character = text.charAt(offset);
  if (/["'`]/.test(character)) return character === '`' ? 'a template text' : 'text in quotes';
  if (/[0-9-]/.test(character)) return 'a number';
  if (/[\p{L}$_]/u.test(character)) return 'a name';
  if (/[\u201c-\u201f\u2018-\u201b]/.test(character)) return 'a typographic quotation mark';
  if (character === '\0') return 'a NUL character, a sign of a damaged file';
  return /[!-~]/.test(character) ? `the character "${character}"` : 'a character that has no place here';
}
