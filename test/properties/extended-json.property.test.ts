import { parseExpressionAt } from 'acorn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.js';
import { readExtendedJson } from '../../src/readers/extended-json.js';
import {
  BinaryValue,
  DateValue,
  type DocumentObject,
  type DocumentValue,
  ExtendedValue,
  ObjectIdValue,
} from '../../src/readers/values.js';
import { collectingReporter } from '../../src/reporter.js';
import { dialects, encodeText, layouts, writeDialect } from '../support/dialects.js';

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** A double as the model holds it: whole numbers beyond exact counting are bigints there. */
const modelDouble = fc.double().map((value): number | bigint => {
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21)
    return BigInt(String(value));
  return value + 0;
});

const modelInteger = fc
  .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
  .map((value): number | bigint => (Number.isSafeInteger(Number(value)) ? Number(value) : value));

const objectId = fc
  .uint8Array({ minLength: 12, maxLength: 12 })
  .map((bytes) => new ObjectIdValue(hexOf(bytes)));

const extended = fc.oneof(
  fc.tuple(uint32, uint32).map(([t, i]) => ({ $timestamp: { t, i } })),
  fc.constantFrom({ $undefined: true }, { $minKey: 1 }, { $maxKey: 1 }),
  fc.constantFrom('1.50', '-1E+6144', '0', 'NaN', 'Infinity').map((text) => ({ $numberDecimal: text })),
  fc
    .tuple(fc.string(), fc.constantFrom('', 'i', 'imsx'))
    // Written escaped or not, a slash reads the same, and an empty group is an empty expression.
    .filter(([pattern]) => !pattern.includes('\\') && pattern !== '(?:)')
    .map(([pattern, options]) => ({ $regularExpression: { pattern, options } })),
  fc.string().map((text) => ({ $symbol: text })),
  fc.string().map((text) => ({ $code: text })),
  fc.string().map((text) => ({ $code: text, $scope: { text } })),
  fc.tuple(fc.string(), objectId).map(([name, id]) => ({ $ref: name, $id: { $oid: id.hex } })),
  fc
    .tuple(fc.string(), fc.string(), fc.string())
    .map(([name, id, database]) => ({ $ref: name, $id: id, $db: database })),
);

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\u2028', '"', '\\', '\ufeff', '\0'),
);

const leaf: fc.Arbitrary<DocumentValue> = fc.oneof(
  text,
  fc.constantFrom(null, true, false),
  fc.integer(),
  modelDouble,
  modelInteger,
  objectId,
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => new DateValue(value)),
  fc.date({ noInvalidDate: true }).map((value) => new DateValue(BigInt(value.getTime()))),
  fc.tuple(fc.uint8Array(), fc.nat(255)).map(([bytes, subtype]) => new BinaryValue(bytes, subtype)),
  extended.map((canonical) => new ExtendedValue(canonical)),
);

// Keys with a dollar sign could make a wrapper, and PowerShell's two keys an array: those have tests of their own.
const key = fc
  .oneof(text, fc.constantFrom('__proto__', 'constructor', 'toString', '', 'value', 'a.b'))
  .filter((name) => !name.startsWith('$') && name !== 'Count');

const document: fc.Arbitrary<DocumentObject> = fc.letrec<{ value: DocumentValue; object: DocumentObject }>(
  (tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 4 }), tie('object')),
    object: fc
      .uniqueArray(fc.tuple(key, tie('value')), { selector: ([name]) => name, maxLength: 5 })
      .map((members) => new Map(members)),
  }),
).object;

const documents = fc.array(document, { minLength: 1, maxLength: 4 });

function read(bytes: Uint8Array): DocumentObject[] {
  return readExtendedJson({ name: 'x', bytes }, collectingReporter()).documents.map(({ value }) => value);
}

function readText(content: string): DocumentObject[] {
  return read(encodeText(content, 'utf-8'));
}

describe('extended JSON', () => {
  for (const dialect of dialects) {
    for (const layout of layouts) {
      it(`reads back what is written as ${dialect}, ${layout}`, () => {
        fc.assert(
          fc.property(documents, (model) => {
            expect(readText(writeDialect(model, dialect, layout))).toStrictEqual(model);
          }),
        );
      });
    }
  }

  it('reads the same in every encoding, with LF and CR LF, in mixed dialects and layouts', () => {
    const encodings = fc.constantFrom('utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be');
    const part = fc.tuple(documents, fc.constantFrom(...dialects), fc.constantFrom(...layouts));
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 3 }),
        encodings,
        fc.boolean(),
        fc.boolean(),
        (parts, encoding, mark, crlf) => {
          const lines = parts
            .map(([model, dialect, layout]) => writeDialect(model, dialect, layout))
            .join('');
          const bytes = encodeText(crlf ? lines.replaceAll('\n', '\r\n') : lines, encoding, mark);
          expect(read(bytes)).toStrictEqual(parts.flatMap(([model]) => model));
        },
      ),
    );
  });

  it('reads plain JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(
        fc.dictionary(key, fc.jsonValue(), { maxKeys: 5 }),
        fc.constantFrom(0, 2),
        (object, space) => {
          const json = JSON.stringify(object, null, space);
          const [found] = readText(json);
          expect(toPlain(found)).toEqual(expectedPlain(JSON.parse(json)));
        },
      ),
    );
  });

  it('refuses every beginning of a text that does not end with a document', () => {
    fc.assert(
      fc.property(
        documents,
        fc.constantFrom(...dialects),
        fc.constantFrom(...layouts),
        (model, dialect, layout) => {
          const content = writeDialect(model, dialect, layout).trimEnd();
          for (let length = 0; length < content.length; length += 1) {
            const found = readOrNull(encodeText(content.slice(0, length), 'utf-8'));
            if (found === null) continue;
            // Only a cut between documents, which nobody can see, is accepted.
            expect(layout).not.toBe('array');
            expect(found).toStrictEqual(model.slice(0, found.length));
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('refuses a UTF-16 text that is cut anywhere within its document', () => {
    const bytes = encodeText('{"a": [ObjectId("5f2fbf7283eaed101cf41361"), "ä"]}', 'utf-16le');
    for (let length = 0; length < bytes.length; length += 1) {
      expect(readOrNull(bytes.subarray(0, length))).toBeNull();
    }
  });

  it('reads or refuses any bytes, and never fails otherwise', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 200 }).map((content) => encodeText(content, 'utf-8')),
      fc.string({ maxLength: 200 }).map((content) => encodeText(`{a: ${content}`, 'utf-16le')),
    );
    fc.assert(
      fc.property(anything, (bytes) => void readOrNull(bytes)),
      { numRuns: 2000 },
    );
  });

  it('reads or refuses a damaged file', () => {
    fc.assert(
      fc.property(
        documents,
        fc.constantFrom(...dialects),
        fc.nat(),
        fc.nat(255),
        (model, dialect, place, byte) => {
          const bytes = encodeText(writeDialect(model, dialect, 'pretty'), 'utf-8');
          bytes[place % bytes.length] = byte;
          readOrNull(bytes);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('accepts no document that is not a JavaScript expression too', () => {
    const tokens = [
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      "'b'",
      'c',
      '1',
      '-',
      '2.5',
      '/x/i',
      '/*y*/',
      ' ',
      '\n',
    ];
    const shell = [
      'ObjectId',
      'MinKey',
      'new ',
      '(',
      ')',
      'ISODate("2020-01-01")',
      'null',
      'undefined',
      'NaN',
      '.',
      '"\\n"',
    ];
    const soup = fc.array(fc.constantFrom(...tokens, ...shell), { maxLength: 12 });
    // A document and what it becomes when a few tokens are lost or added.
    const edited = fc.tuple(document, soup, fc.nat(), fc.nat(5)).map(([model, extra, place, lost]) => {
      const content = writeDialect([model], 'shell', 'line').trimEnd();
      const at = place % (content.length + 1);
      return content.slice(0, at) + extra.join('') + content.slice(at + lost);
    });
    const candidate = fc.oneof(
      soup.map((parts) => `{a:${parts.join('')}}`),
      edited,
    );
    let accepted = 0;
    fc.assert(
      fc.property(candidate, (content) => {
        const found = readOrNull(encodeText(content, 'utf-8'));
        // JavaScript alone refuses a repeated __proto__.
        if (found?.length !== 1 || content.includes('__proto__')) return;
        accepted += 1;
        expect(refusedByJavaScript(content)).toBeNull();
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});

/** Null for what is refused with an error for the user; any other error goes through. */
function readOrNull(bytes: Uint8Array): DocumentObject[] | null {
  try {
    return readExtendedJson({ name: 'x', bytes }, collectingReporter()).documents.map(({ value }) => value);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** Why a text is no JavaScript expression. MongoDB's regular expressions are another language: not looked into. */
function refusedByJavaScript(content: string): string | null {
  try {
    parseExpressionAt(content, 0, { ecmaVersion: 'latest' });
    return null;
  } catch (error) {
    const { message } = error as Error;
    return /regular expression/i.test(message) ? null : message;
  }
}

function toPlain(value: DocumentValue | undefined): unknown {
  if (value instanceof Map) return [...value].map(([name, member]) => [name, toPlain(member)]);
  return Array.isArray(value) ? value.map(toPlain) : value;
}

/** What JSON.parse gives, in the form of the model: objects as lists of members, numbers as the model holds them. */
function expectedPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expectedPlain);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([name, member]) => [name, expectedPlain(member)]);
  }
  if (typeof value !== 'number') return value;
  const isWide = Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21;
  return isWide ? BigInt(String(value)) : value + 0;
}
