/**
 * Writes values as `Export-Clixml` does, for tests and fixtures. Written apart from the reader, by [MS-PSRP] and
 * PowerShell's serialization.cs, so that the two check each other.
 */
import type { DocumentValue } from '../../src/readers/values.js';

const namespace = 'http://schemas.microsoft.com/powershell/2004/04';

/** One CLIXML file of items that are written already, with the line ends of Windows. */
export function clixmlFile(...items: readonly string[]): string {
  const root = `<Objs Version="1.1.0.1" xmlns="${namespace}"`;
  if (items.length === 0) return `${root} />`;
  return [`${root}>`, ...items.map((item) => `  ${item}`), '</Objs>'].join('\r\n');
}

/**
 * Objects as `Invoke-RestMethod` and `ConvertFrom-Json` make them (PSCustomObject, Object[]), one item each. Takes
 * what JSON can hold, and bigints.
 */
export function writeClixml(values: readonly DocumentValue[]): string {
  const ids = { objects: 0, types: new Map<string, number>() };
  return clixmlFile(...values.map((value) => write(value, null, ids)));
}

interface Ids {
  objects: number;
  readonly types: Map<string, number>;
}

function write(value: DocumentValue, name: string | null, ids: Ids): string {
  const n = name === null ? '' : ` N="${encode(name)}"`;
  if (value === null) return `<Nil${n} />`;
  if (typeof value === 'string') return `<S${n}>${encode(value)}</S>`;
  if (typeof value === 'boolean') return `<B${n}>${value}</B>`;
  if (typeof value === 'bigint') return writeInteger(value, n);
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? writeInteger(BigInt(value), n) : `<Db${n}>${doubleText(value)}</Db>`;
  }
  const id = ids.objects++;
  if (value instanceof Map) {
    const members = [...value].map(([key, member]) => write(member, key, ids)).join('');
    const type = typeNames(['System.Management.Automation.PSCustomObject', 'System.Object'], ids);
    return `<Obj${n} RefId="${id}">${type}<MS>${members}</MS></Obj>`;
  }
  if (!Array.isArray(value)) throw new TypeError('JSON has no such value');
  const elements = value.map((element: DocumentValue) => write(element, null, ids)).join('');
  const type = typeNames(['System.Object[]', 'System.Array', 'System.Object'], ids);
  return `<Obj${n} RefId="${id}">${type}<LST>${elements}</LST></Obj>`;
}

function writeInteger(value: bigint, n: string): string {
  const type =
    BigInt.asIntN(32, value) === value ? 'I32' : BigInt.asIntN(64, value) === value ? 'I64' : 'U64';
  return `<${type}${n}>${value}</${type}>`;
}

function doubleText(value: number): string {
  return String(value).replace('Infinity', 'INF');
}

/** The names of a type in full the first time, then by number. */
function typeNames(names: readonly string[], ids: Ids): string {
  const key = names.join(' ');
  const known = ids.types.get(key);
  if (known !== undefined) return `<TNRef RefId="${known}" />`;
  const id = ids.types.size;
  ids.types.set(key, id);
  return `<TN RefId="${id}">${names.map((name) => `<T>${name}</T>`).join('')}</TN>`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped.
const escaped = /[\u0000-\u001f\u007f-\u009f\ud800-\udfff]|_(?=x)/gi;

/** Text with PowerShell's escapes and then XML's: what a text or a name looks like in a file. */
export function encode(text: string): string {
  return text
    .replace(escaped, (unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
