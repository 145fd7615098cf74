import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc64 } from '../../../test/support/mongodump.js';
import { Crc64 } from './crc64.js';

test('the check value of CRC-64/XZ, which has these parameters', () => {
  const checksum = new Crc64();
  checksum.update(new TextEncoder().encode('123456789'));
  expect(BigInt.asUintN(64, checksum.value())).toBe(0x995dc9bbdf1939fan);
});

test('counts in pieces as it does at once, and as bit by bit', () => {
  const inPieces = fc.property(fc.array(fc.uint8Array()), (pieces) => {
    const checksum = new Crc64();
    for (const piece of pieces) checksum.update(piece);
    expect(checksum.value()).toBe(crc64(Uint8Array.from(pieces.flatMap((piece) => [...piece]))));
  });
  fc.assert(inPieces);
});
