/**
 * CRC-64 with the polynomial of ECMA-182, bits reversed, as mongodump computes it over the documents of a collection
 * (its archive specification: CRC-64-ECMA; documented). In halves of 32 bits: whole ones would be bigints, and slow.
 */

const polynomialHigh = 0xc96c5795;
const polynomialLow = 0xd7870f42;

const tableHigh = new Uint32Array(256);
const tableLow = new Uint32Array(256);
for (let byte = 0; byte < 256; byte += 1) {
  let high = 0;
  let low = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    const isOdd = (low & 1) === 1;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (isOdd) {
      low ^= polynomialLow;
      high ^= polynomialHigh;
    }
  }
  tableHigh[byte] = high;
  tableLow[byte] = low;
}

export class Crc64 {
  #high = -1;
  #low = -1;

  /** Counts more bytes in. */
  update(bytes: Uint8Array): void {
    let high = this.#high;
    let low = this.#low;
    for (const byte of bytes) {
      const index = (low ^ byte) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (tableLow[index] ?? 0);
      high = (high >>> 8) ^ (tableHigh[index] ?? 0);
    }
    this.#high = high;
    this.#low = low;
  }

  /** The checksum of all bytes so far, as the signed number that an archive holds. */
  value(): bigint {
    return (BigInt(~this.#high) << 32n) | BigInt(~this.#low >>> 0);
  }
}
