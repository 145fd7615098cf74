import { compareToLine } from '../catalogue/versions.js';
import type { LeafValue, Version } from '../types/ata-snapshot.js';
import type { ClassifiedLeaf } from './classify.js';

/** The value ATA ships with for this leaf, as far as the catalogue knows it. */
export function shippedDefaultOf({ classification }: ClassifiedLeaf): LeafValue | undefined {
  // The catalogue's schema allows only scalars and empty lists and objects as defaults.
  return classification?.entry.default as LeafValue | undefined;
}

/** True if the leaf has the value ATA ships with, and the catalogue knows that value. */
export function isShippedDefault(leaf: ClassifiedLeaf): boolean {
  const shipped = shippedDefaultOf(leaf);
  return shipped !== undefined && meaningOf(shipped) === meaningOf(leaf.value);
}

/** Line of the versions whose engine tuning the catalogue holds. */
const tuningLine = '1.9';

/**
 * What can be said of a value of the engine's tuning. One that differs in an earlier ATA may be what that one shipped
 * with: `unknown`, like one of which no default is on record.
 *
 * @param version that of the Center; null is taken for the version on record
 */
export function tuningState(
  leaf: ClassifiedLeaf,
  version: Version | null,
): 'shipped' | 'changed' | 'unknown' {
  if (shippedDefaultOf(leaf) === undefined) return 'unknown';
  if (isShippedDefault(leaf)) return 'shipped';
  const isEarlier = version !== null && (compareToLine(version.full, tuningLine) ?? 0) < 0;
  return isEarlier ? 'unknown' : 'changed';
}

/** .NET's form of a span of time: `[-][d.]hh:mm:ss[.fffffff]`. */
const timeSpan = /^(-?)(?:0*(\d{1,8})\.)?(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?$/;
const size = /^0*(\d+)(?:\.0+)?\s*([kmgtp]?b)$/i;
const wholeNumber = /^-?\d{1,15}$/;

/** A text that two values share if they are the same however they are written: `200 gb` and `200 GB`, 100 and `"100"`. */
function meaningOf(value: LeafValue): string {
  const long =
    typeof value === 'object' && value !== null && '$numberLong' in value ? value.$numberLong : value;
  if (typeof long === 'number' || (typeof long === 'string' && wholeNumber.test(long)))
    return `number ${Number(long)}`;
  if (typeof long !== 'string') return JSON.stringify(value);
  const [, sign, days, hours, minutes, seconds, fraction] = timeSpan.exec(long) ?? [];
  if (hours !== undefined) {
    const whole = ((Number(days ?? 0) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
    return `seconds ${sign}${whole}.${(fraction ?? '').replace(/0+$/, '')}`;
  }
  const [, amount, unit] = size.exec(long) ?? [];
  return amount === undefined ? JSON.stringify(value) : `size ${amount} ${unit?.toLowerCase()}`;
}
