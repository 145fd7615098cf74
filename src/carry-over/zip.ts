/**
 * What a ZIP archive says that it unpacks to, before anything of it is unpacked. The reader of workbooks holds every part
 * to what the archive says of it, so this is a limit that counts.
 */

/** Signatures and places of APPNOTE.TXT, 4.3.12 and 4.3.16 (documented). */
const endRecord = { signature: 0x06054b50, length: 22, count: 10, offset: 16 } as const;
const entryRecord = {
  signature: 0x02014b50,
  length: 46,
  method: 10,
  packed: 20,
  unpacked: 24,
  lengths: [28, 30, 32] as readonly number[],
} as const;

const longestComment = 0xffff;
const stored = 0;

/** Stands for a size that is told elsewhere (ZIP64): no worksheet is so large. */
const elsewhere = 0xffffffff;

/**
 * How many bytes all parts unpack to together.
 *
 * @returns null for what has no directory that can be read; infinity where it does not say
 */
export function unpackedSize(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === null) return null;
  let at = view.getUint32(end + endRecord.offset, true);
  const count = view.getUint16(end + endRecord.count, true);
  if (at === elsewhere || count === 0xffff) return Number.POSITIVE_INFINITY;
  let size = 0;
  for (let entry = 0; entry < count; entry += 1) {
    if (at + entryRecord.length > view.byteLength || view.getUint32(at, true) !== entryRecord.signature)
      return null;
    size += sizeOfEntry(view, at);
    at += entryRecord.lengths.reduce(
      (sum, place) => sum + view.getUint16(at + place, true),
      entryRecord.length,
    );
  }
  return size;
}

function endOf(view: DataView): number | null {
  const last = view.byteLength - endRecord.length;
  for (let at = last; at >= Math.max(0, last - longestComment); at -= 1)
    if (view.getUint32(at, true) === endRecord.signature) return at;
  return null;
}

function sizeOfEntry(view: DataView, at: number): number {
  const packed = view.getUint32(at + entryRecord.packed, true);
  const unpacked = view.getUint32(at + entryRecord.unpacked, true);
  if (view.getUint16(at + entryRecord.method, true) === stored)
    return packed === elsewhere ? Number.POSITIVE_INFINITY : packed;
  // Compressed nothing has two bytes; a size of nothing for more is one that was left out.
  const isUntold = unpacked === elsewhere || (unpacked === 0 && packed !== 0 && packed !== 2);
  return isUntold || (unpacked === 0 && packed === 0) ? Number.POSITIVE_INFINITY : unpacked;
}
