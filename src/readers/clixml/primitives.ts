/**
 * The elements of CLIXML that hold one value each ([MS-PSRP] 2.2.5.1 and PowerShell's serialization.cs; certainty:
 * documented, most of them seen).
 */
import { binaryFromBase64, decimalValue, doubleValue, numberFromDigits } from '../mongo-values.js';
import type { DocumentValue } from '../values.js';
import { decodeEscapes } from './escapes.js';
import { SecretValue } from './secret-value.js';
import { dateTimeText, timeSpanText } from './times.js';

/** From the text of an element to its value; undefined when the text makes none. */
type ReadText = (text: string) => DocumentValue | undefined;

const primitives: ReadonlyMap<string, ReadText> = new Map<string, ReadText>([
  ...['S', 'URI', 'Version', 'SemanticVersion', 'SBK', 'XD'].map((name) => [name, decodeEscapes] as const),
  ...['By', 'SB', 'U16', 'I16', 'U32', 'I32', 'U64', 'I64'].map((name) => [name, readInteger] as const),
  ['C', readCharacter],
  ['B', readBoolean],
  ['Sg', readDouble],
  ['Db', readDouble],
  ['D', readDecimal],
  ['DT', (text) => dateTimeText(text.trim()) ?? undefined],
  ['TS', (text) => timeSpanText(text.trim()) ?? undefined],
  ['G', readGuid],
  ['BA', (text) => binaryFromBase64(text.replace(/\s/g, ''), 0) ?? undefined],
  // The text is not looked at: nothing of it can get anywhere.
  ['SS', () => new SecretValue()],
]);

/** Whether an element of this name holds one value. */
export function isPrimitive(name: string): boolean {
  return primitives.has(name);
}

/**
 * The value of such an element; undefined when its text is not one of its type.
 *
 * Texts, URIs, versions, script blocks and XML are texts. A time is the text that ATA's REST interface would write.
 * An integer or decimal number that JavaScript does not count exactly keeps its digits.
 */
export function readPrimitive(name: string, text: string): DocumentValue | undefined {
  return primitives.get(name)?.(text);
}

function readInteger(text: string): DocumentValue | undefined {
  const digits = text.trim();
  return /^-?\d{1,20}$/.test(digits) ? (numberFromDigits(digits) ?? undefined) : undefined;
}

/** A UTF-16 code unit, in decimal digits. */
function readCharacter(text: string): DocumentValue | undefined {
  const digits = text.trim();
  const isCodeUnit = /^\d{1,5}$/.test(digits) && Number(digits) <= 0xffff;
  return isCodeUnit ? String.fromCharCode(Number(digits)) : undefined;
}

function readBoolean(text: string): DocumentValue | undefined {
  const word = text.trim();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : undefined;
}

const infinities: ReadonlyMap<string, string> = new Map([
  ['INF', 'Infinity'],
  ['-INF', '-Infinity'],
]);

function readDouble(text: string): DocumentValue | undefined {
  const digits = text.trim();
  return doubleValue(infinities.get(digits) ?? digits) ?? undefined;
}

// So many digits a JavaScript number always gives back as they were.
const exactDigits = 15;

/** Windows PowerShell makes the fractions of JSON decimals: where a number can hold one, it is that number. */
function readDecimal(text: string): DocumentValue | undefined {
  const digits = text.trim();
  if (!/^-?\d{1,30}(\.\d{1,30})?$/.test(digits)) return undefined;
  const isExact = digits.replace(/\D/g, '').length <= exactDigits;
  return (isExact ? numberFromDigits(digits) : decimalValue(digits)) ?? undefined;
}

function readGuid(text: string): DocumentValue | undefined {
  const guid = text.trim();
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(guid) ? guid : undefined;
}
