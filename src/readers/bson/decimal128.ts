/**
 * The text of a Decimal128. Source: IEEE 754-2008, decimal128 in binary integer encoding, and MongoDB's BSON Decimal128
 * specification for the text (documented).
 */

const exponentBias = 6176;
const mostDigits = 34;
const mostCoefficient = 10n ** BigInt(mostDigits) - 1n;

/** The text of the sixteen bytes at an index, e.g. `1.50`, `1E+3`, `-Infinity`. */
export function decimal128Text(bytes: Uint8Array, at: number): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 16);
  const low = view.getBigUint64(0, true);
  const high = view.getBigUint64(8, true);
  const sign = high >> 63n === 1n ? '-' : '';
  const combination = Number((high >> 58n) & 0x1fn);
  // No text has a sign for what is no number.
  if (combination === 0x1f) return 'NaN';
  if (combination === 0x1e) return `${sign}Infinity`;
  // Two bits set mean that the exponent stands two bits lower: then the coefficient is beyond 34 digits, which counts as 0.
  const isOversized = combination >> 3 === 3;
  const exponent = Number((high >> (isOversized ? 47n : 49n)) & 0x3fffn) - exponentBias;
  const coefficient = isOversized ? 0n : ((high & 0x1ffffffffffffn) << 64n) | low;
  return sign + decimalText(coefficient > mostCoefficient ? 0n : coefficient, exponent);
}

function decimalText(coefficient: bigint, exponent: number): string {
  const digits = String(coefficient);
  const scientific = digits.length - 1 + exponent;
  if (exponent > 0 || scientific < -6) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    return `${digits[0]}${fraction}E${scientific < 0 ? '' : '+'}${scientific}`;
  }
  if (exponent === 0) return digits;
  const padded = digits.padStart(1 - exponent, '0');
  return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}
