/** Reading numbers from bytes. */

/** Bytes as a view that reads numbers. Views serve where speed counts, because a byte that they read is never missing. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Some of the bytes of a view, which are not copied. */
export function bytesOf(view: DataView, start: number, end: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + start, end - start);
}

/** A signed 32-bit number, little-endian. */
export function int32At(bytes: Uint8Array, at: number): number {
  return viewOf(bytes).getInt32(at, true);
}
