import { Decimal128 } from 'bson';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimal128Text } from './decimal128.js';

test.each([
  '0',
  '-0',
  '1.50',
  '1E+3',
  '-1.234E-10',
  '0.000001',
  '1E-7',
  '0E+3',
  '0.00',
  '9999999999999999999999999999999999',
  '9.999999999999999999999999999999999E+6144',
  '1E-6176',
  'NaN',
  'Infinity',
  '-Infinity',
])('%s', (text) => {
  expect(decimal128Text(Decimal128.fromString(text).bytes, 0)).toBe(text);
});

test('any number of up to 34 digits reads as the text that the bson library makes of it', () => {
  const coefficient = fc.bigInt({ min: 0n, max: 10n ** 34n - 1n });
  fc.assert(
    fc.property(
      fc.boolean(),
      coefficient,
      fc.integer({ min: 0, max: 12_287 }),
      (isNegative, digits, exponent) => {
        const bytes = decimal128Bytes(isNegative, digits, exponent);
        expect(decimal128Text(bytes, 0)).toBe(new Decimal128(bytes).toString());
      },
    ),
    { numRuns: 2000 },
  );
});

test('a coefficient of more than 34 digits counts as zero, as the standard has it', () => {
  expect(decimal128Text(decimal128Bytes(false, 10n ** 34n, 6176), 0)).toBe('0');
  // The form in which the exponent stands two bits lower has no room for smaller coefficients.
  expect(decimal128Text(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0x6c), 0)).toBe('0');
});

function decimal128Bytes(isNegative: boolean, coefficient: bigint, biasedExponent: number): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  const high = (coefficient >> 64n) | (BigInt(biasedExponent) << 49n) | (isNegative ? 1n << 63n : 0n);
  view.setBigUint64(0, BigInt.asUintN(64, coefficient), true);
  view.setBigUint64(8, high, true);
  return bytes;
}
