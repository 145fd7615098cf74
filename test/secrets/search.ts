/**
 * Looks for planted secrets in bytes that the program wrote, in every form in which one could slip out: plain, in UTF-16,
 * as hexadecimal, decimal or base64 text, escaped for JSON, XML, HTML, URLs, CLIXML or PowerShell, broken over lines,
 * reversed, and in whatever is compressed.
 */
import { createHash } from 'node:crypto';
import { inflateRawSync, inflateSync } from 'node:zlib';

/** Every planted secret holds one of these at its beginning and the other at its end, so that half of one is found too. */
export const markers = ['CANARY', '7f3a9c'] as const;

/** A planted secret. What is beside the markers tells the places apart, and may be anything that a password can hold. */
export function canary(place: string): string {
  return `CANARY-${place}-7f3a9c`;
}

/** In which bytes a text may stand. */
const encodings: readonly ((text: string) => Buffer)[] = [
  (text) => Buffer.from(text, 'utf8'),
  (text) => Buffer.from(text, 'utf16le'),
  (text) => Buffer.from(text, 'utf16le').swap16(),
];

interface Form {
  readonly name: string;
  readonly text: string;
}

/** The forms that are looked for in small letters. */
const caseless: readonly Form[] = markers.flatMap((marker) => [
  { name: 'plain', text: marker.toLowerCase() },
  { name: 'reversed', text: [...marker].reverse().join('').toLowerCase() },
]);

/** The forms that are looked for once everything between digits is gone. */
const digits: readonly Form[] = markers.flatMap((marker) => [
  ...encodings.map((encoded) => ({ name: 'hexadecimal', text: encoded(marker).toString('hex') })),
  { name: 'decimal', text: [...Buffer.from(marker)].join('') },
]);

const base64: readonly Form[] = markers.flatMap((marker) =>
  encodings.flatMap((encoded) => [0, 1, 2].map((shift) => base64Form(encoded(marker), shift))),
);

/** What stands in base64 for some bytes, whatever is before and behind them. */
function base64Form(bytes: Buffer, shift: number): Form {
  const all = Buffer.concat([Buffer.alloc(shift), bytes]);
  const sure = all.toString('base64').slice(0, Math.floor((all.length * 8) / 6));
  return { name: `base64, shifted by ${shift}`, text: sure.slice(Math.ceil((shift * 8) / 6)) };
}

/** A place where a marker was found, in words for the message of a test. */
export type Leak = string;

/** All leaks in some bytes; each once. */
export function leaksIn(bytes: Uint8Array): Leak[] {
  return [...new Set(layersOf(Buffer.from(bytes), 0).flatMap(leaksInLayer))];
}

function leaksInLayer({ name, bytes }: Layer): Leak[] {
  // Zeros out: what is left of UTF-16 is its letters.
  const text = through(bytes, withoutZeros);
  const unescaped = withoutEscapes(text);
  const squeezed = through(
    Buffer.from(text.toString('latin1').replace(/0x|\\x/g, ''), 'latin1'),
    withoutMarks,
  );
  const views: readonly (readonly [string, Buffer, readonly Form[]])[] = [
    ['', through(text, small), caseless],
    ['escaped, ', through(unescaped, small), caseless],
    ['broken up, ', through(squeezed, small), [...caseless, ...digits]],
    ['', through(text, fromBase64Url), base64],
    ['escaped, ', unescaped, base64],
    ['broken up, ', squeezed, base64],
  ];
  for (const [how, view, forms] of views)
    for (const form of forms) {
      const at = view.indexOf(form.text, 0, 'latin1');
      // One is enough to know of.
      if (at >= 0)
        return [
          `${name}${how}${form.name}: …${view.subarray(Math.max(0, at - 60), at + 60).toString('latin1')}…`,
        ];
    }
  return [];
}

/** By byte: the byte in its place, or -1 for none. */
type Table = Int16Array;

function table(change: (letter: string) => string): Table {
  return Int16Array.from({ length: 256 }, (_, byte) => {
    const letter = change(String.fromCharCode(byte));
    return letter === '' ? -1 : letter.charCodeAt(0);
  });
}

const withoutZeros = table((letter) => (letter === '\0' ? '' : letter));
const small = table((letter) => (/[A-Z]/.test(letter) ? letter.toLowerCase() : letter));
/** Between the digits of a list, and in the middle of a word. */
const withoutMarks = table((letter) => (/[\s"'`,;:%\\+&#-]/.test(letter) ? '' : letter));
/** A backslash, a backtick or a mark of Markdown before a letter, and the soft hyphen. */
const withoutQuoting = table((letter) => (/[\\`*\u00ad]/.test(letter) ? '' : letter));
const fromBase64Url = table((letter) => (letter === '-' ? '+' : letter === '_' ? '/' : letter));

function through(bytes: Buffer, by: Table): Buffer {
  const result = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (const byte of bytes) {
    const changed = by[byte] ?? -1;
    if (changed >= 0) {
      result[length] = changed;
      length += 1;
    }
  }
  return result.subarray(0, length);
}

/** `\u0041`, `\x41`, `%u0041`, `%41`, `&#65;`, `&#x41;`, `_x0041_`, `=41`. */
const numbered =
  /(?:\\u|%u|_x)([0-9a-f]{4})_?|(?:\\x|%|=)([0-9a-f]{2})|&#x([0-9a-f]{1,6});|\\u\{([0-9a-f]{1,6})\}|&#(\d{1,7});|&shy;|<wbr>/gi;

/** Escapes undone, two deep. */
function withoutEscapes(bytes: Buffer): Buffer {
  let text = bytes;
  for (let depth = 0; depth < 2; depth += 1) {
    const plain = text
      .toString('latin1')
      .replace(numbered, (_, a?: string, b?: string, c?: string, d?: string, decimal?: string) =>
        decimal === undefined
          ? fromCode(Number.parseInt(a ?? b ?? c ?? d ?? '', 16))
          : fromCode(Number(decimal)),
      );
    text = through(Buffer.from(plain, 'latin1'), withoutQuoting);
  }
  return text;
}

function fromCode(code: number): string {
  return code <= 0xff ? String.fromCharCode(code) : '';
}

/** Bytes as they were written, or what was compressed in them. */
interface Layer {
  readonly name: string;
  readonly bytes: Buffer;
}

const deepest = 4;

/** The bytes themselves and, however deep, what is compressed in them, with or without base64 around it. */
function layersOf(bytes: Buffer, depth: number, name = ''): Layer[] {
  if (depth === deepest) return [{ name, bytes }];
  const inner = [...inflated(bytes), ...base64Runs(bytes).flatMap((run) => inflated(run, true))];
  return [{ name, bytes }, ...inner.flatMap((part) => layersOf(part, depth + 1, `${name}compressed, `))];
}

/** Long runs of base64, which may be packed data. */
function base64Runs(bytes: Buffer): Buffer[] {
  const runs = bytes.toString('latin1').match(/[A-Za-z0-9+/_-]{40,}={0,2}/g) ?? [];
  return runs.map((run) => Buffer.from(run, 'base64'));
}

/** What is compressed in some bytes. @param bare whether to try deflated bytes that have no header */
function inflated(bytes: Buffer, bare = false): Buffer[] {
  const parts: Buffer[] = [];
  function attempt(inflate: () => Buffer): void {
    try {
      const part = inflate();
      if (part.length > 0) parts.push(part);
    } catch {
      // These bytes only looked like it.
    }
  }
  // Node's own gunzip takes nothing that is not alone in its bytes. Ten bytes of header, where it has no name.
  for (const at of placesOf(bytes, [0x1f, 0x8b, 0x08]))
    attempt(() => inflateRawSync(bytes.subarray(at + 10)));
  for (const level of [0x01, 0x5e, 0x9c, 0xda])
    for (const at of placesOf(bytes, [0x78, level])) attempt(() => inflateSync(bytes.subarray(at)));
  for (const at of placesOf(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    if (at + 30 > bytes.length || bytes.readUInt16LE(at + 8) !== 8) continue;
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    attempt(() => inflateRawSync(bytes.subarray(start)));
  }
  if (bare) attempt(() => inflateRawSync(bytes));
  return parts;
}

function placesOf(bytes: Buffer, magic: readonly number[]): number[] {
  const places: number[] = [];
  const wanted = Buffer.from(magic);
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) places.push(at);
  return places;
}

/** The beginning of every hash by which somebody could check a guess at one of the secrets, in hexadecimal. */
export function hashesOf(secrets: Iterable<string>): ReadonlySet<string> {
  const hashes = new Set<string>();
  for (const secret of secrets)
    for (const algorithm of ['md5', 'sha1', 'sha256', 'sha512'])
      for (const encoded of encodings)
        hashes.add(createHash(algorithm).update(encoded(secret)).digest('hex').slice(0, hashLength));
  return hashes;
}

const hashLength = 16;

/** Which of the hashes stand in some bytes. */
export function hashesIn(bytes: Uint8Array, hashes: ReadonlySet<string>): string[] {
  const runs =
    Buffer.from(bytes)
      .toString('latin1')
      .toLowerCase()
      .match(/[0-9a-f]{16,}/g) ?? [];
  return runs.flatMap((run) =>
    Array.from({ length: run.length - hashLength + 1 }, (_, at) => run.slice(at, at + hashLength)).filter(
      (part) => hashes.has(part),
    ),
  );
}
