/** JSON with comments and a comma behind the last entry, as people write by hand; and where in the text each value begins. */
import type { JsonValue } from '../catalogue/settings.js';
import type { LinePosition } from '../readers/line-index.js';
import { code, endOfText, Scanner } from '../readers/scanner.js';

/** A text that was read, and the places of what is in it. */
export interface CommentedJson {
  readonly value: JsonValue;
  /** Where the value at a JSON pointer (RFC 6901) begins; of a pointer to nothing, where its nearest parent does. */
  placeOf(pointer: string): LinePosition;
}

const words: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Reads one JSON value with `//` and block comments.
 *
 * @param name what to call the text in messages
 * @throws UserError with line and column for anything else; the message quotes nothing of the text
 */
export function parseCommentedJson(text: string, name: string): CommentedJson {
  const scanner = new Scanner(text, name);
  const starts = new Map<string, number>();
  const value = parseValue('');
  if (scanner.next() !== endOfText) throw scanner.unexpected('nothing more: the value is complete');

  function parseValue(pointer: string): JsonValue {
    const next = scanner.next();
    starts.set(pointer, scanner.position);
    if (next === code.openBrace) return parseObject(pointer);
    if (next === code.openBracket) return parseArray(pointer);
    if (next === code.quote) return scanner.quoted();
    if (next === code.minus || (next >= 48 && next <= 57)) return parseNumber();
    const start = scanner.position;
    const constant = words.get(scanner.word() ?? '');
    if (constant !== undefined) return constant;
    scanner.position = start;
    throw scanner.unexpected('a value: text in double quotes, a number, true, false, null, [ or {');
  }

  function parseNumber(): number {
    const isNegative = scanner.next() === code.minus;
    if (isNegative) scanner.take();
    const number = Number(scanner.digits());
    return isNegative ? -number : number;
  }

  function parseObject(pointer: string): JsonValue {
    const members = new Map<string, JsonValue>();
    scanner.enter('the object');
    while (scanner.next() !== code.closeBrace) {
      const start = scanner.position;
      if (scanner.next() !== code.quote) throw scanner.unexpected('a key in double quotes, or }');
      const key = scanner.quoted();
      if (members.has(key)) throw scanner.errorAt(start, 'This key stands twice in one object.');
      if (scanner.next() !== code.colon) throw scanner.unexpected('a colon after the key');
      scanner.take();
      members.set(key, parseValue(`${pointer}/${escaped(key)}`));
      passComma(code.closeBrace, 'a comma or }');
    }
    scanner.leave();
    return Object.fromEntries(members);
  }

  function parseArray(pointer: string): JsonValue {
    const elements: JsonValue[] = [];
    scanner.enter('the array');
    while (scanner.next() !== code.closeBracket) {
      elements.push(parseValue(`${pointer}/${elements.length}`));
      passComma(code.closeBracket, 'a comma or ]');
    }
    scanner.leave();
    return elements;
  }

  function passComma(closing: number, expected: string): void {
    const next = scanner.next();
    if (next === code.comma) scanner.take();
    else if (next !== closing) throw scanner.unexpected(expected);
  }

  function placeOf(pointer: string): LinePosition {
    let nearest = pointer;
    while (!starts.has(nearest)) nearest = nearest.slice(0, nearest.lastIndexOf('/'));
    return scanner.positionOf(starts.get(nearest) ?? 0);
  }

  return { value, placeOf };
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
