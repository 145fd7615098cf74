/**
 * Collects UTF-8 bytes in pieces of a moderate size. Making bytes at once, instead of strings that are joined and
 * encoded afterwards, spares a document of many megabytes most of its work: nearly all of its text is ASCII.
 */
export interface Utf8Sink {
  /** Adds bytes that are UTF-8 already. */
  bytes(bytes: Uint8Array): void;
  /** Adds any text. */
  text(text: string): void;
  /**
   * Adds a text of printable ASCII as a JSON string.
   *
   * @returns false, and adds nothing, if the text holds anything else
   */
  asciiString(text: string): boolean;
  /** Where the next byte will be, for {@link Utf8Sink.since}. */
  mark(): SinkMark;
  /** A copy of what was added since the mark; null if a new piece was begun in between. */
  since(mark: SinkMark): Uint8Array | null;
  /** All that was added; the sink must not be used afterwards. */
  pieces(): Uint8Array[];
}

/** A place in a sink. */
export interface SinkMark {
  readonly piece: number;
  readonly length: number;
}

const encoder = new TextEncoder();

const quote = 0x22;
const backslash = 0x5c;

/** Below this, copying byte by byte beats the call that copies a block. */
const shortCopy = 32;

/** An empty sink whose pieces have `pieceSize` bytes, or more where a single text is longer. */
export function utf8Sink(pieceSize: number): Utf8Sink {
  const full: Uint8Array[] = [];
  let piece = new Uint8Array(pieceSize);
  let length = 0;

  function makeRoom(size: number): void {
    if (length + size <= piece.length) return;
    full.push(piece.subarray(0, length));
    piece = new Uint8Array(Math.max(pieceSize, size));
    length = 0;
  }

  function bytes(added: Uint8Array): void {
    makeRoom(added.length);
    const target = piece;
    const start = length;
    if (added.length > shortCopy) target.set(added, start);
    else for (let index = 0; index < added.length; index += 1) target[start + index] = added[index] ?? 0;
    length = start + added.length;
  }

  function text(added: string): void {
    bytes(encoder.encode(added));
  }

  function asciiString(added: string): boolean {
    makeRoom(2 * added.length + 2);
    const target = piece;
    let end = length;
    target[end++] = quote;
    for (let index = 0; index < added.length; index += 1) {
      const code = added.charCodeAt(index);
      if (code < 0x20 || code > 0x7e) return false;
      if (code === quote || code === backslash) target[end++] = backslash;
      target[end++] = code;
    }
    target[end++] = quote;
    length = end;
    return true;
  }

  function mark(): SinkMark {
    return { piece: full.length, length };
  }

  function since(from: SinkMark): Uint8Array | null {
    return from.piece === full.length ? piece.slice(from.length, length) : null;
  }

  function pieces(): Uint8Array[] {
    return [...full, piece.subarray(0, length)];
  }

  return { bytes, text, asciiString, mark, since, pieces };
}
