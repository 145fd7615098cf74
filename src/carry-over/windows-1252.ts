/**
 * The letters of Windows-1252 from 0x80 on that are not those of Latin-1
 * (https://encoding.spec.whatwg.org/index-windows-1252.txt). Written out because the decoder of Node 20 takes these
 * bytes for control characters.
 */
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Text in the code page that Excel writes CSV in, in Western Europe and America. */
export function windows1252Text(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += pieceSize) {
    const codes = Array.from(bytes.subarray(start, start + pieceSize), codeOf);
    pieces.push(String.fromCharCode(...codes));
  }
  return pieces.join('');
}

/** Few enough to be arguments of a call. */
const pieceSize = 4096;

function codeOf(byte: number): number {
  return byte >= 0x80 && byte <= 0x9f ? upper.charCodeAt(byte - 0x80) : byte;
}
