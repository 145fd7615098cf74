/**
 * The words and constructors of mongo shell and .NET driver text, as in `ObjectId("...")`. This is a closed list of
 * data: nothing is ever called by its name, and any other name is refused by the parser.
 */
import {
  binaryFromBase64,
  binaryFromHex,
  codeValue,
  dateFromIso,
  dateFromMilliseconds,
  dbRefValue,
  decimalValue,
  doubleValue,
  guidValue,
  intValue,
  longValue,
  maxKeyValue,
  minKeyValue,
  objectIdValue,
  regularExpressionValue,
  symbolValue,
  timestampValue,
  undefinedValue,
} from './mongo-values.js';
import type { DocumentValue } from './values.js';

type Arguments = readonly DocumentValue[];

interface Constructor {
  /** How many arguments it takes: fewest and most. */
  readonly arity: readonly [number, number];
  /** The value, or null when the arguments are not of the right form. */
  readonly make: (first: DocumentValue, second: DocumentValue | undefined, rest: Arguments) => DocumentValue;
}

const objectId: Constructor = { arity: [1, 1], make: (hex) => objectIdValue(hex) };
const long: Constructor = { arity: [1, 1], make: (value) => longValue(value) };
const int: Constructor = { arity: [1, 1], make: (value) => intValue(value) };
const decimal: Constructor = { arity: [1, 1], make: (value) => decimalValue(value) };
const date: Constructor = { arity: [1, 1], make: (value) => jsDate(value) };
const regularExpression: Constructor = {
  arity: [1, 2],
  make: (pattern, options) => regularExpressionValue(pattern, options ?? ''),
};
const symbol: Constructor = { arity: [1, 1], make: (text) => symbolValue(text) };

const constructors: ReadonlyMap<string, Constructor> = new Map<string, Constructor>([
  ['ObjectId', objectId],
  ['ISODate', { arity: [1, 1], make: (text) => dateFromIso(text) }],
  ['Date', date],
  ['NumberLong', long],
  ['Long', long],
  ['NumberInt', int],
  ['Int32', int],
  ['Double', { arity: [1, 1], make: (value) => doubleValue(value) }],
  ['NumberDecimal', decimal],
  ['Decimal128', decimal],
  ['BinData', { arity: [2, 2], make: (subtype, base64) => binaryFromBase64(base64 ?? null, subtype) }],
  [
    'Binary.createFromBase64',
    { arity: [1, 2], make: (base64, subtype) => binaryFromBase64(base64, subtype ?? 0) },
  ],
  ['HexData', { arity: [2, 2], make: (subtype, hex) => binaryFromHex(hex ?? null, subtype) }],
  ['MD5', { arity: [1, 1], make: (hex) => md5(hex) }],
  ['UUID', { arity: [1, 1], make: (text) => guidValue(text, 'standard') }],
  ['CSUUID', { arity: [1, 1], make: (text) => guidValue(text, 'dotnet') }],
  ['NUUID', { arity: [1, 1], make: (text) => guidValue(text, 'dotnet') }],
  ['JUUID', { arity: [1, 1], make: (text) => guidValue(text, 'java') }],
  ['PYUUID', { arity: [1, 1], make: (text) => guidValue(text, 'python') }],
  ['LUUID', { arity: [1, 1], make: (text) => guidValue(text, 'python') }],
  ['Timestamp', { arity: [1, 2], make: timestamp }],
  ['RegExp', regularExpression],
  ['BSONRegExp', regularExpression],
  ['BSONSymbol', symbol],
  ['Symbol', symbol],
  ['Code', { arity: [1, 2], make: (code, scope) => codeValue(code, scope) }],
  [
    'DBRef',
    { arity: [2, 3], make: (collection, id, [database]) => dbRefValue(collection, id ?? null, database) },
  ],
  ['MinKey', { arity: [0, 0], make: minKeyValue }],
  ['MaxKey', { arity: [0, 0], make: maxKeyValue }],
]);

/** Whether a name is one of the data constructors. */
export function isConstructor(name: string): boolean {
  return constructors.has(name);
}

/** What a constructor's name and arguments stand for; null when it is none or the arguments are wrong. */
export function construct(name: string, values: Arguments): DocumentValue {
  const known = constructors.get(name);
  if (known === undefined) return null;
  const [fewest, most] = known.arity;
  if (values.length < fewest || values.length > most) return null;
  const [first = null, second, ...rest] = values;
  return known.make(first, second, rest);
}

/** What a bare word stands for; undefined when it is none of the known ones. */
export function constant(word: string): DocumentValue | undefined {
  switch (word) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    case 'undefined':
      return undefinedValue();
    case 'NaN':
      return Number.NaN;
    case 'Infinity':
      return Number.POSITIVE_INFINITY;
    case 'MinKey':
      return minKeyValue();
    case 'MaxKey':
      return maxKeyValue();
    default:
      return undefined;
  }
}

/** JavaScript takes a time of day without a zone as local time, and nobody knows where: such text is refused. */
function jsDate(value: DocumentValue): DocumentValue {
  return typeof value === 'string' ? dateFromIso(value, true) : dateFromMilliseconds(value);
}

function md5(hex: DocumentValue): DocumentValue {
  return typeof hex === 'string' && hex.length === 32 ? binaryFromHex(hex, 5) : null;
}

/** `Timestamp(t, i)`, or `Timestamp({t: t, i: i})` as mongosh writes it. */
function timestamp(first: DocumentValue, second: DocumentValue | undefined): DocumentValue {
  if (second !== undefined) return timestampValue(first, second);
  return first instanceof Map && first.size === 2
    ? timestampValue(first.get('t') ?? null, first.get('i') ?? null)
    : null;
}
