/**
 * Parses extended JSON in every dialect into documents, in one pass and without evaluating anything.
 *
 * One parser reads all dialects, so that they cannot differ in what they make of a value. It recurses once a level,
 * and the scanner refuses levels beyond a limit: no input can exhaust the stack.
 */

import { exportCommands } from '../catalogue/export-commands.js';
import { formatPath, type PathSegment } from '../catalogue/paths.js';
import type { UserError } from '../errors.js';
import type { Reporter } from '../reporter.js';
import { unwrapObject } from './ejson-wrappers.js';
import { ValueBudget } from './limits.js';
import { isCutForm, type Likeness, textLikeness } from './looks-like.js';
import { numberFromDigits, regularExpressionValue } from './mongo-values.js';
import { code, endOfText, Scanner } from './scanner.js';
import { constant, construct, isConstructor } from './shell-values.js';
import { type DocumentValue, isObject, type SourceDocument } from './values.js';

// Beyond this, duplicate keys are counted instead of told one by one.
const mostDuplicateNotices = 100;

// Arrays of documents are at most this deep: an array, a PowerShell wrapper in it, the wrapper's own array.
const deepestListLevel = 3;

const dateAdvice = [
  'Give the time with its zone, as in "2020-01-31T12:00:00Z", or as milliseconds since 1970: anything else would depend on where it is read.',
];

interface State {
  readonly scanner: Scanner;
  readonly reporter: Reporter;
  /** Keys and indexes down to the value being read. */
  readonly path: PathSegment[];
  /** Where the elements of the outermost arrays begin, because any of them may be a document. */
  readonly elementStarts: WeakMap<readonly DocumentValue[], number[]>;
  readonly budget: ValueBudget;
  duplicates: number;
}

/** A value of a key that came again later in the same object. */
interface EarlierValue {
  readonly key: string;
  readonly value: DocumentValue;
  readonly start: number;
}

/**
 * Reads every document of a text: one after another, in arrays, in PowerShell's wrapper of an array, or a mix.
 *
 * A text that was cut exactly between two documents is a whole text as far as anybody can see.
 *
 * @throws UserError with line and column for anything that is not data, or not complete; and for more values than are held
 */
export function parseDocuments(text: string, sourceName: string, reporter: Reporter): SourceDocument[] {
  const scanner = new Scanner(text, sourceName);
  const state: State = {
    scanner,
    reporter,
    path: [],
    elementStarts: new WeakMap(),
    budget: new ValueBudget(sourceName),
    duplicates: 0,
  };
  const documents: SourceDocument[] = [];
  let isFirst = true;
  for (let next = scanner.next(); next !== endOfText; next = scanner.next()) {
    const start = scanner.position;
    if (next !== code.openBrace && next !== code.openBracket) {
      throw isFirst ? notExtendedJson(text, scanner, start) : trailing(scanner, start);
    }
    isFirst = false;
    collectDocuments(parseValue(state), start, state, documents);
  }
  if (isFirst) throw notExtendedJson(text, scanner, 0);
  reportUncounted(state);
  return documents;
}

/** The error for a text that is no extended JSON at all, with what it looks like instead. */
function notExtendedJson(text: string, scanner: Scanner, start: number): UserError {
  const { what, advice }: Likeness = textLikeness(text.slice(start));
  return scanner.errorAt(start, `This is not extended JSON: it looks like ${what}.`, advice);
}

function trailing(scanner: Scanner, start: number): UserError {
  return scanner.errorAt(start, 'After the end of a document comes something that is not another document.', [
    'Several documents stand one after another with nothing between them but blanks, or in one array [ , ].',
    'If the file was cut or pasted together by hand, take the original.',
  ]);
}

function collectDocuments(
  value: DocumentValue,
  start: number,
  state: State,
  documents: SourceDocument[],
): void {
  const { scanner, elementStarts } = state;
  if (isCutDocument(value)) throw cutOff(scanner, start);
  if (isObject(value)) {
    documents.push({ value, line: scanner.positionOf(start).line });
    return;
  }
  const starts = Array.isArray(value) ? elementStarts.get(value) : undefined;
  if (!Array.isArray(value) || starts === undefined) {
    throw scanner.errorAt(
      start,
      'Expected a document (an object in braces), but found a single value or a list.',
      ['Give the documents as they were exported: one after another, or in one array.'],
    );
  }
  for (const [index, element] of value.entries()) {
    collectDocuments(element, starts[index] ?? start, state, documents);
  }
}

/** What `ConvertTo-Json -Depth 0` leaves of a profile, or of several as `{"value": "@{…} @{…}", "Count": 2}`. */
function isCutDocument(value: DocumentValue): boolean {
  if (typeof value === 'string') return isCutForm(value);
  const content = isObject(value) && value.size === 2 && value.has('Count') ? value.get('value') : null;
  return typeof content === 'string' && isCutForm(content);
}

function cutOff(scanner: Scanner, start: number): UserError {
  return scanner.errorAt(
    start,
    'The export was cut off by ConvertTo-Json: in place of a document here is only the text of an object.',
    [
      'Without -Depth, ConvertTo-Json keeps two levels; with less, nothing.',
      'Export it again in PowerShell with:',
      ...Object.values(exportCommands).map((command) => `  ${command}`),
    ],
  );
}

function parseValue(state: State): DocumentValue {
  const { scanner } = state;
  const next = scanner.next();
  if (next === code.openBrace || next === code.openBracket) {
    state.budget.takeContainer();
    return next === code.openBrace ? parseObject(state) : parseArray(state);
  }
  state.budget.takeSingle();
  switch (next) {
    case code.quote:
    case code.apostrophe:
      return scanner.quoted();
    case code.slash:
      return parseRegularExpression(scanner);
    case code.minus:
      scanner.take();
      return parseNegative(scanner);
    default:
      return isDigitAt(scanner) ? parseNumber(scanner, '') : parseWord(state);
  }
}

function parseObject(state: State): DocumentValue {
  const { scanner, path } = state;
  scanner.enter('the object');
  const members = new Map<string, DocumentValue>();
  let earlier: EarlierValue[] | undefined;
  while (scanner.next() !== code.closeBrace) {
    const start = scanner.position;
    const key = parseKey(scanner);
    if (scanner.next() !== code.colon) throw scanner.unexpected('a colon after the key');
    scanner.take();
    path.push(key);
    const value = parseValue(state);
    path.pop();
    const previous = members.get(key);
    if (previous !== undefined) {
      earlier ??= [];
      earlier.push({ key, value: previous, start });
    }
    members.set(key, value);
    if (!passComma(scanner, code.closeBrace))
      throw scanner.unexpected('a comma or the closing brace of the object');
  }
  scanner.leave();
  if (earlier !== undefined) keepEarlier(members, earlier, state);
  return unwrapObject(members);
}

function parseKey(scanner: Scanner): string {
  const next = scanner.next();
  if (next === code.quote || next === code.apostrophe) return scanner.quoted();
  const key = scanner.word();
  if (key === undefined) throw scanner.unexpected('a key or the closing brace of the object');
  return key;
}

function parseArray(state: State): DocumentValue {
  const { scanner, path } = state;
  scanner.enter('the array');
  const elements: DocumentValue[] = [];
  const starts: number[] | undefined = scanner.depth <= deepestListLevel ? [] : undefined;
  while (scanner.next() !== code.closeBracket) {
    starts?.push(scanner.position);
    path.push(elements.length);
    elements.push(parseValue(state));
    path.pop();
    if (!passComma(scanner, code.closeBracket))
      throw scanner.unexpected('a comma or the closing bracket of the array');
  }
  scanner.leave();
  if (starts !== undefined) state.elementStarts.set(elements, starts);
  return elements;
}

/** Passes a comma, one before the closing character too; false when neither of the two comes. */
function passComma(scanner: Scanner, closing: number): boolean {
  const next = scanner.next();
  if (next === code.comma) scanner.take();
  return next === code.comma || next === closing;
}

function parseRegularExpression(scanner: Scanner): DocumentValue {
  const start = scanner.position;
  const { pattern, options } = scanner.regularExpression();
  const value = regularExpressionValue(pattern, options);
  if (value === null)
    throw scanner.errorAt(start, 'The regular expression that begins here has unknown options.');
  return value;
}

function parseNegative(scanner: Scanner): DocumentValue {
  scanner.next();
  if (isDigitAt(scanner)) return parseNumber(scanner, '-');
  const start = scanner.position;
  const word = scanner.word();
  if (word === 'Infinity') return Number.NEGATIVE_INFINITY;
  if (word === 'NaN') return Number.NaN;
  scanner.position = start;
  throw scanner.unexpected('a number after the minus sign');
}

function parseNumber(scanner: Scanner, sign: string): DocumentValue {
  const start = scanner.position;
  const value = numberFromDigits(sign + scanner.digits());
  if (value === null) throw scanner.errorAt(start, 'The number that begins here is too large.');
  return value;
}

function isDigitAt(scanner: Scanner): boolean {
  const current = scanner.text.charCodeAt(scanner.position);
  return (current >= 48 && current <= 57) || current === code.dot;
}

/** Reads a constant, or a constructor with its arguments, with or without `new`. */
function parseWord(state: State): DocumentValue {
  const { scanner } = state;
  const start = scanner.position;
  let name = scanner.word();
  if (name === undefined) throw scanner.unexpected('a value');
  const isNew = name === 'new';
  if (isNew) {
    scanner.next();
    name = scanner.word();
    if (name === undefined) throw scanner.unexpected('the name of a type after new');
  }
  name += dottedRest(scanner);
  const nameEnd = scanner.position;
  if (scanner.next() === code.openParenthesis) {
    if (!isConstructor(name)) throw notData(scanner, start);
    const value = construct(name, parseArguments(state));
    if (value !== null) return value;
    // The name is safe to repeat: it is one of our own list.
    const message = `${name}(...) does not have arguments that make a value of this type.`;
    throw scanner.errorAt(start, message, name === 'Date' ? dateAdvice : undefined);
  }
  const value = isNew ? undefined : constant(name);
  if (value !== undefined) return value;
  if (nameEnd === scanner.text.length || (isConstructor(name) && scanner.next() === endOfText))
    throw scanner.cutShort();
  throw notData(scanner, start);
}

function dottedRest(scanner: Scanner): string {
  if (scanner.text.charCodeAt(scanner.position) !== code.dot) return '';
  scanner.take();
  return `.${scanner.word() ?? ''}`;
}

function parseArguments(state: State): DocumentValue[] {
  const { scanner } = state;
  scanner.enter('the list of arguments');
  const values: DocumentValue[] = [];
  while (scanner.next() !== code.closeParenthesis) {
    values.push(parseValue(state));
    if (!passComma(scanner, code.closeParenthesis))
      throw scanner.unexpected('a comma or the closing parenthesis');
  }
  scanner.leave();
  return values;
}

function notData(scanner: Scanner, start: number): UserError {
  return scanner.errorAt(
    start,
    'Here is a name that stands for no data: only the data types of MongoDB are read.',
    ['Nothing in a file is ever run. Export the data as JSON, for example with mongoexport.'],
  );
}

/**
 * Keeps the values that a later value of the same key displaced, as `<key> (duplicate n)`. MongoDB's tools and JSON
 * let the last one win; the others must not vanish in silence.
 */
function keepEarlier(
  members: Map<string, DocumentValue>,
  earlier: readonly EarlierValue[],
  state: State,
): void {
  const counts = new Map<string, number>();
  for (const { key, value, start } of earlier) {
    let count = counts.get(key) ?? 0;
    do count += 1;
    while (members.has(`${key} (duplicate ${count})`));
    counts.set(key, count);
    members.set(`${key} (duplicate ${count})`, value);
    reportDuplicate(key, start, state);
  }
}

function reportDuplicate(key: string, start: number, state: State): void {
  state.duplicates += 1;
  if (state.duplicates > mostDuplicateNotices) return;
  const { scanner, reporter, path } = state;
  // A document's own path begins at the document, not at the array it stands in.
  const firstKey = path.findIndex((segment) => typeof segment === 'string');
  const documentPath = firstKey === -1 ? [] : path.slice(firstKey);
  reporter.notice({
    code: 'duplicate-key',
    text: `At line ${scanner.positionOf(start).line} a key comes again in the same object. The last value counts; the earlier one is kept beside it.`,
    source: scanner.sourceName,
    path: formatPath([...documentPath, key]),
  });
}

function reportUncounted({ scanner, reporter, duplicates }: State): void {
  if (duplicates <= mostDuplicateNotices) return;
  reporter.notice({
    code: 'duplicate-key',
    text: `${duplicates - mostDuplicateNotices} more keys come again in the same object.`,
    source: scanner.sourceName,
  });
}
