import { expect, it } from 'vitest';
import { toBase64, toCanonical } from './canonical.js';
import { BinaryValue, DateValue, type DocumentValue, ExtendedValue, ObjectIdValue } from './values.js';

it.each([
  [null, null],
  ['text', 'text'],
  [true, true],
  [5, { $numberInt: '5' }],
  [2 ** 31, { $numberLong: '2147483648' }],
  [1.5, { $numberDouble: '1.5' }],
  [Number.NaN, { $numberDouble: 'NaN' }],
  [2n ** 63n - 1n, { $numberLong: '9223372036854775807' }],
  [10n ** 20n, { $numberDouble: '100000000000000000000' }],
  [new ObjectIdValue('00'), { $oid: '00' }],
  [new DateValue(-1n), { $date: { $numberLong: '-1' } }],
  [new BinaryValue(Uint8Array.of(1, 2), 3), { $binary: { base64: 'AQI=', subType: '03' } }],
  [new ExtendedValue({ $minKey: 1 }), { $minKey: 1 }],
  [
    [1, ['a']],
    [{ $numberInt: '1' }, ['a']],
  ],
] as [DocumentValue, unknown][])('value %#', (value, canonical) => {
  expect(toCanonical(value)).toEqual(canonical);
});

it('keeps keys that have a meaning in JavaScript as plain keys', () => {
  const result = toCanonical(new Map<string, DocumentValue>([['__proto__', new Map([['polluted', true]])]]));
  expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":true}}');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

it('writes long binary data whole', () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251);
  expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
});
