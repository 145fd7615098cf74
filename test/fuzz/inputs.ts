/** Bytes for decoders: at random, and samples with something done to them. */
import fc from 'fast-check';

/** One thing that is done to bytes. Places and lengths are shares of what there is, so that they fit any sample. */
interface Change {
  readonly kind: (typeof kinds)[number];
  readonly at: number;
  readonly to: number;
  readonly value: number;
  readonly bytes: Uint8Array;
}

const kinds = [
  'flip',
  'set',
  'insert',
  'token',
  'number',
  'duplicate',
  'remove',
  'cut',
  'swap',
  'repeat',
  'graft',
] as const;

/** Pieces of every format that is read, and what programs stumble over. */
const tokens = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ':',
    ',',
    '\n',
    '\r\n',
    '\0',
    '\ufeff',
    ';',
    '\t',
    '\\',
    '\\ud800',
    '/*',
    '//',
  ],
  ...[
    'null',
    'NaN',
    '-0',
    '1e999',
    '9007199254740993',
    '{"$oid":',
    '{"$numberLong":"',
    '{"$date":',
    'ISODate(',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '"Type":"CenterSystemProfile"',
    '"_t":[',
    '"Count":',
  ],
  ...[
    '<Obj RefId="0">',
    '<Ref RefId="0" />',
    '</',
    '<!DOCTYPE x>',
    '<![CDATA[',
    '&#x0;',
    '&a;',
    '_x0000_',
    '<Nil />',
  ],
  ...[
    '#TYPE X',
    '-'.repeat(79),
    '=cmd',
    '@odata.context',
    '@odata.nextLink',
    '"value":[',
    '\u001b[31m',
    '\u202e',
    'é',
  ],
];
const numbers = [0, -1, 1, 4, 5, 0x7f, 0xff, 0x7fffffff, -0x80000000, 16 * 1024 * 1024, 0x01020304];

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom(...kinds),
  at: share,
  to: share,
  value: fc.nat(0xffff),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
});

/** A sample with up to six changes, most often few; `donors` lend what is grafted in. */
export function mutated(samples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(
      fc.constantFrom(...samples),
      fc.constantFrom(...samples),
      fc.array(change, { minLength: 1, maxLength: 6 }),
    )
    .map(([sample, donor, changes]) => changes.reduce((bytes, one) => changed(bytes, one, donor), sample));
}

/** Bytes at random, some behind the beginning of a sample: so they get past what recognises a format. */
export function random(samples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  return fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.array(fc.constantFrom(...tokens), { maxLength: 40 }).map((parts) => utf8(parts.join(''))),
    fc
      .tuple(fc.constantFrom(...samples), fc.nat(64), fc.uint8Array({ maxLength: 200 }))
      .map(([sample, length, rest]) => joined(sample.subarray(0, length), rest)),
  );
}

function changed(
  bytes: Uint8Array,
  { kind, at, to, value, bytes: given }: Change,
  donor: Uint8Array,
): Uint8Array {
  const start = Math.floor(Math.min(at, to) * bytes.length);
  // Most stretches are short: what is far from where it was is too easily seen to be damaged.
  const end = Math.min(bytes.length, start + Math.ceil(Math.abs(to - at) ** 3 * bytes.length) + 1);
  const [before, within, after] = [bytes.subarray(0, start), bytes.subarray(start, end), bytes.subarray(end)];
  switch (kind) {
    case 'flip':
      return with1(bytes, start, (bytes[start] ?? 0) ^ (1 << (value % 8)));
    case 'set':
      return with1(bytes, start, value & 0xff);
    case 'insert':
      return joined(before, given, bytes.subarray(start));
    case 'token':
      return joined(before, utf8(tokens[value % tokens.length] ?? ''), bytes.subarray(start));
    case 'number': {
      const four = new Uint8Array(4);
      new DataView(four.buffer).setInt32(0, numbers[value % numbers.length] ?? 0, true);
      return joined(before, four, bytes.subarray(Math.min(bytes.length, start + 4)));
    }
    case 'duplicate':
      return joined(before, within, within, after);
    case 'remove':
      return joined(before, after);
    case 'cut':
      return before;
    case 'swap':
      return joined(
        before,
        within.subarray(within.length >> 1),
        within.subarray(0, within.length >> 1),
        after,
      );
    case 'repeat':
      return joined(before, ...Array.from({ length: value % 40 }, () => within.subarray(0, 64)), after);
    case 'graft': {
      const from = Math.floor(to * donor.length);
      return joined(before, donor.subarray(from, from + 1 + (value % 400)), after);
    }
  }
}

function with1(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  if (at < copy.length) copy[at] = value;
  return copy;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** What may stand where something else is expected. As text, because `__proto__` is no key of a literal. */
const wild = [
  ...[
    'null',
    'true',
    '0',
    '-1',
    '1.5',
    '1e308',
    '65536',
    '""',
    '"x"',
    '"1"',
    '"true"',
    '[]',
    '{}',
    '[null]',
    '[[1]]',
  ],
  ...[
    '{"__proto__": {"a": 1}}',
    '{"constructor": "x", "toString": 1, "": null}',
    '{"value": [1], "Count": 1}',
  ],
  ...[
    '{"$oid": "5f7ab5f381d7314991ae13e7"}',
    '{"$numberLong": "9223372036854775807"}',
    '{"$date": -62135596800000}',
  ],
  ...[
    '"\\ud800"',
    '"\\u202e\\u0000"',
    '"=1+1"',
    '"S-1-5-32-544"',
    '"CenterSystemProfile"',
    `"${'long '.repeat(500)}"`,
  ],
  `${'['.repeat(60)}1${']'.repeat(60)}`,
];

/**
 * Samples that are JSON, with other values in some places, members renamed, left out or doubled: what is whole as a text
 * gets further than what is damaged.
 *
 * @returns null if no sample is JSON
 */
export function reshaped(samples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> | null {
  const values = samples.flatMap((sample) => jsonOf(sample) ?? []);
  if (values.length === 0) return null;
  const edit = fc.record({
    at: fc.nat(0xffffff),
    kind: fc.constantFrom('replace', 'replace', 'replace', 'rename', 'remove', 'double', 'copy'),
    value: fc.constantFrom(...wild),
    key: fc.constantFrom('__proto__', 'constructor', '', 'Type', '_t', '$oid', 'Password', 'a.b[0]', 'value'),
  });
  return fc
    .tuple(fc.constantFrom(...values), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([text, edits]) => utf8(edits.reduce(reshape, text)));
}

type Edit = { readonly at: number; readonly kind: string; readonly value: string; readonly key: string };

/** Stands in the text of a value for a place that is filled afterwards. */
const gap = '\u0000gap\u0000';

function reshape(text: string, { at, kind, value, key }: Edit): string {
  const root: unknown = parsedOrNull(text);
  const places = placesIn(root);
  const place = places[at % Math.max(1, places.length)];
  if (place === undefined) return value;
  const { parent, name } = place;
  const old = parent[name];
  const other = places[(at >> 7) % places.length];
  let filling = value;
  if (kind === 'copy' && other !== undefined) filling = JSON.stringify(other.parent[other.name]) ?? 'null';
  if (kind === 'remove') {
    if (Array.isArray(parent)) parent.splice(Number(name), 1);
    else delete parent[name];
    return JSON.stringify(root);
  }
  if (kind === 'rename' && !Array.isArray(parent)) {
    parent[name] = gap;
    // Defined as text: assigned, `__proto__` would become something else.
    return JSON.stringify(root).replace(
      `${JSON.stringify(name)}:"${escapedGap}"`,
      () => `${JSON.stringify(key)}:${JSON.stringify(old)}`,
    );
  }
  if (kind === 'double') {
    if (Array.isArray(parent)) parent.push(old);
    else {
      parent[name] = gap;
      const member = `${JSON.stringify(name)}:${JSON.stringify(old)}`;
      return JSON.stringify(root).replace(
        `${JSON.stringify(name)}:"${escapedGap}"`,
        () => `${member},${member}`,
      );
    }
    return JSON.stringify(root);
  }
  parent[name] = gap;
  return JSON.stringify(root).replace(`"${escapedGap}"`, () => filling);
}

const escapedGap = JSON.stringify(gap).slice(1, -1);

interface JsonPlace {
  readonly parent: Record<string, unknown>;
  readonly name: string;
}

function placesIn(root: unknown): JsonPlace[] {
  if (typeof root !== 'object' || root === null) return [];
  const parent = root as Record<string, unknown>;
  return Object.keys(parent).flatMap((name) => [{ parent, name }, ...placesIn(parent[name])]);
}

function jsonOf(sample: Uint8Array): string | null {
  const text = new TextDecoder().decode(sample);
  return parsedOrNull(text) === null ? null : text;
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A text in UTF-8. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
