/**
 * Writes documents as the tools around MongoDB and ATA do, for tests: the same documents in each dialect and layout
 * that the reader must understand. Written apart from the reader, so that the two check each other.
 */
import {
  BinaryValue,
  DateValue,
  type DocumentObject,
  type DocumentValue,
  ExtendedValue,
  ObjectIdValue,
  type TextEncodingName,
} from '../../src/readers/values.js';

export const dialects = ['strict-v1', 'canonical-v2', 'relaxed-v2', 'shell'] as const;
export type Dialect = (typeof dialects)[number];

/** `line`: one document a line; `pretty`: several lines each, one after another; `array`: all in one array. */
export const layouts = ['line', 'pretty', 'array'] as const;
export type Layout = (typeof layouts)[number];

/** Documents as text. Lines end in LF; any CR LF conversion is safe, because no line break is inside a value. */
export function writeDialect(documents: readonly DocumentObject[], dialect: Dialect, layout: Layout): string {
  const indent = layout === 'pretty' ? '\n' : '';
  const texts = documents.map((document) => write(document, dialect, indent));
  return layout === 'array' ? `[${texts.join(',\n')}]\n` : texts.map((text) => `${text}\n`).join('');
}

/** Text as bytes in an encoding; UTF-16 has a byte order mark unless told otherwise. */
export function encodeText(text: string, encoding: TextEncodingName, mark = true): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-8-bom') return new TextEncoder().encode(`\ufeff${text}`);
  const marked = mark ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(marked.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < marked.length; index += 1) {
    view.setUint16(index * 2, marked.charCodeAt(index), encoding === 'utf-16le');
  }
  return bytes;
}

/** @param indent a line break and the blanks of the present level, or nothing for one line */
function write(value: DocumentValue, dialect: Dialect, indent: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return writeNumber(value, dialect);
  if (typeof value === 'bigint') return writeLong(value, dialect);
  if (value instanceof ObjectIdValue) {
    return dialect === 'shell' ? `ObjectId("${value.hex}")` : `{"$oid": "${value.hex}"}`;
  }
  if (value instanceof DateValue) return writeDate(value.milliseconds, dialect);
  if (value instanceof BinaryValue) return writeBinary(value, dialect);
  if (value instanceof ExtendedValue) return writeExtended(value.canonical, dialect);
  const inner = indent === '' ? '' : `${indent}  `;
  if (value instanceof Map) {
    const members = [...value].map(
      ([key, member]) => `${writeKey(key, dialect)}: ${write(member, dialect, inner)}`,
    );
    return enclose('{', members, '}', indent);
  }
  const elements = (value as readonly DocumentValue[]).map((element) => write(element, dialect, inner));
  return enclose('[', elements, ']', indent);
}

function enclose(open: string, parts: readonly string[], close: string, indent: string): string {
  if (parts.length === 0) return open + close;
  if (indent === '') return `${open}${parts.join(', ')}${close}`;
  return `${open}${indent}  ${parts.join(`,${indent}  `)}${indent}${close}`;
}

function writeKey(key: string, dialect: Dialect): string {
  return dialect === 'shell' && /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key);
}

function writeNumber(value: number, dialect: Dialect): string {
  const text = String(value);
  if (dialect === 'canonical-v2') {
    if (!Number.isSafeInteger(value)) return `{"$numberDouble": "${text}"}`;
    return (value | 0) === value ? `{"$numberInt": "${text}"}` : `{"$numberLong": "${text}"}`;
  }
  // Relaxed form has no bare word for what is not finite; bsondump writes v1 with the bare words.
  return dialect === 'relaxed-v2' && !Number.isFinite(value) ? `{"$numberDouble": "${text}"}` : text;
}

function writeLong(value: bigint, dialect: Dialect): string {
  // Beyond 64 bits it is the digits of a double, which every dialect but canonical writes bare.
  if (BigInt.asIntN(64, value) !== value) {
    return dialect === 'canonical-v2' ? `{"$numberDouble": "${value}"}` : String(value);
  }
  if (dialect === 'shell') return `NumberLong("${value}")`;
  // mongoexport writes 64-bit integers bare in relaxed form.
  return dialect === 'relaxed-v2' ? String(value) : `{"$numberLong": "${value}"}`;
}

function writeDate(milliseconds: bigint, dialect: Dialect): string {
  const iso = isoText(milliseconds);
  if (dialect === 'shell') return iso === null ? `new Date(${milliseconds})` : `ISODate("${iso}")`;
  const inText = dialect !== 'canonical-v2' && iso !== null;
  return inText ? `{"$date": "${iso}"}` : `{"$date": {"$numberLong": "${milliseconds}"}}`;
}

/** ISO text for the years that Extended JSON writes so: 1970 to 9999. */
function isoText(milliseconds: bigint): string | null {
  const isOrdinary = milliseconds >= 0n && milliseconds <= 253_402_300_799_999n;
  return isOrdinary ? new Date(Number(milliseconds)).toISOString() : null;
}

function writeBinary({ bytes, subtype }: BinaryValue, dialect: Dialect): string {
  const base64 = Buffer.from(bytes).toString('base64');
  const hex = subtype.toString(16).padStart(2, '0');
  if (dialect === 'shell') return `new BinData(${subtype}, "${base64}")`;
  if (dialect === 'strict-v1') return `{"$binary": "${base64}", "$type": "${hex}"}`;
  return `{"$binary": {"base64": "${base64}", "subType": "${hex}"}}`;
}

function writeExtended(canonical: Readonly<Record<string, unknown>>, dialect: Dialect): string {
  if (dialect === 'strict-v1') return JSON.stringify(withV1RegularExpression(canonical));
  return dialect === 'shell' ? writeShellExtended(canonical) : JSON.stringify(canonical);
}

function withV1RegularExpression(canonical: Readonly<Record<string, unknown>>): unknown {
  const expression = canonical.$regularExpression as { pattern: string; options: string } | undefined;
  return expression === undefined ? canonical : { $regex: expression.pattern, $options: expression.options };
}

function writeShellExtended(canonical: Readonly<Record<string, unknown>>): string {
  const content = JSON.stringify(Object.values(canonical)[0]);
  switch (Object.keys(canonical).join(' ')) {
    case '$numberDecimal':
      return `NumberDecimal(${content})`;
    case '$timestamp': {
      const { t, i } = canonical.$timestamp as { t: number; i: number };
      return `Timestamp(${t}, ${i})`;
    }
    case '$regularExpression': {
      const { pattern, options } = canonical.$regularExpression as { pattern: string; options: string };
      return writeShellRegularExpression(pattern, options);
    }
    case '$undefined':
      return 'undefined';
    case '$minKey':
      return 'MinKey';
    case '$maxKey':
      return 'MaxKey()';
    case '$symbol':
      return `BSONSymbol(${content})`;
    case '$code':
      return `Code(${content})`;
    case '$code $scope':
      return `Code(${content}, ${JSON.stringify(canonical.$scope)})`;
    case '$ref $id':
      return `DBRef(${content}, ${JSON.stringify(canonical.$id)})`;
    case '$ref $id $db':
      return `DBRef(${content}, ${JSON.stringify(canonical.$id)}, ${JSON.stringify(canonical.$db)})`;
    default:
      // Shell text may hold canonical wrappers for what it has no constructor for.
      return JSON.stringify(canonical);
  }
}

function writeShellRegularExpression(pattern: string, options: string): string {
  const fitsLiteral = /^[\w .^$|()+-]+$/.test(pattern);
  return fitsLiteral ? `/${pattern}/${options}` : `RegExp(${JSON.stringify(pattern)}, "${options}")`;
}
