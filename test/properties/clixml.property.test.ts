import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.js';
import { parseClixml } from '../../src/readers/clixml/clixml.js';
import { decodeEscapes } from '../../src/readers/clixml/escapes.js';
import { readRoleGroups } from '../../src/readers/role-groups/role-groups.js';
import type { DocumentValue } from '../../src/readers/values.js';
import { collectingReporter } from '../../src/reporter.js';
import { writeClixml } from '../support/clixml.js';
import { encodeText } from '../support/dialects.js';

/** Texts with control characters, lone surrogates, and what looks like an escape. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.oneof(fc.constantFrom('_', 'x', 'X', '_x', '000A', '005f_', '&lt;'), codeUnit()), {
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
);

function codeUnit(): fc.Arbitrary<string> {
  return fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
}

const leaf: fc.Arbitrary<DocumentValue> = fc.oneof(
  text,
  fc.constantFrom(null, true, false, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.integer(),
  fc.double({ noInteger: true, noNaN: true }),
  fc
    .bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n })
    .map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value)),
);

const value: fc.Arbitrary<DocumentValue> = fc.letrec<{ value: DocumentValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .uniqueArray(fc.tuple(fc.oneof(text, fc.constant('__proto__')), tie('value')), {
        selector: ([name]) => name,
        maxLength: 4,
      })
      .map((members) => new Map(members)),
  ),
})).value;

const values = fc.array(value, { maxLength: 4 });

function valuesOf(bytes: Uint8Array): DocumentValue[] {
  return parseClixml({ name: 'x', bytes }, collectingReporter()).items.map((item) => item.value);
}

/** Null for what is refused with an error for the user; any other error goes through. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

describe('CLIXML', () => {
  it('gives back every text that PowerShell escapes', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped.
    const special = /[\u0000-\u001f\u007f-\u009f\ud800-\udfff]|_(?=x)/gi;
    fc.assert(
      fc.property(text, (original) => {
        const escaped = original.replace(
          special,
          (unit) => `_x${unit.charCodeAt(0).toString(16).padStart(4, '0')}_`,
        );
        expect(decodeEscapes(escaped)).toBe(original);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads back what is written, in every encoding', () => {
    fc.assert(
      fc.property(
        values,
        fc.constantFrom('utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be'),
        (model, encoding) => {
          expect(valuesOf(encodeText(writeClixml(model), encoding))).toStrictEqual(model);
        },
      ),
    );
  });

  it('refuses every beginning of a file', () => {
    fc.assert(
      fc.property(values, fc.constantFrom('utf-8', 'utf-16le'), (model, encoding) => {
        const bytes = encodeText(writeClixml(model), encoding);
        for (let length = 0; length < bytes.length; length += 1) {
          expect(orNull(() => valuesOf(bytes.subarray(0, length)))).toBeNull();
        }
      }),
      { numRuns: 15 },
    );
  });

  it('reads or refuses any bytes, and never fails otherwise', () => {
    const tags = [
      'Obj',
      'MS',
      'Props',
      'LST',
      'DCT',
      'En',
      'TN',
      'T',
      'S',
      'I32',
      'Nil',
      'Ref',
      'TNRef',
      'SS',
    ];
    const tag = fc
      .tuple(
        fc.constantFrom(...tags),
        fc.constantFrom('', ' N="Key"', ' N="Value"', ' N="a"', ' RefId="0"', ' RefId=" 1"', ' S="Error"'),
        fc.constantFrom('<', '</', '1', '&amp;', '_x000A_', '<!--'),
        fc.constantFrom('>', '/>', ''),
      )
      .map(([name, attributes, start, end]) =>
        start.startsWith('<') ? `${start}${name}${attributes}${end}` : start,
      );
    const wellFormed = fc.letrec<{ element: string }>((tie) => ({
      element: fc
        .tuple(
          fc.constantFrom(...tags),
          fc.constantFrom('', ' N="Key"', ' N="Value"', ' N="a"', ' RefId="0"', ' RefId="1"'),
          fc.oneof(
            { maxDepth: 5 },
            fc.constantFrom('', '1', 'System.Object'),
            fc.array(tie('element'), { maxLength: 3 }).map((parts) => parts.join('')),
          ),
        )
        .map(([name, attributes, content]) => `<${name}${attributes}>${content}</${name}>`),
    })).element;
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(tag, { maxLength: 12 }).map((parts) => encodeText(`<Objs>${parts.join('')}</Objs>`, 'utf-8')),
      fc
        .array(wellFormed, { maxLength: 3 })
        .map((parts) => encodeText(`<Objs>${parts.join('')}</Objs>`, 'utf-8')),
    );
    let readable = 0;
    fc.assert(
      fc.property(anything, (bytes) => {
        if (orNull(() => valuesOf(bytes)) !== null) readable += 1;
      }),
      { numRuns: 3000 },
    );
    expect(readable).toBeGreaterThan(50);
  });
});

describe('role groups', () => {
  it('are read or refused from any bytes, under any name', () => {
    const pieces = [
      'Name',
      '"SID"',
      'ObjectClass',
      ',',
      '\t',
      '\r\n',
      '"',
      '{',
      '[',
      '}',
      ']',
      ':',
      'null',
      '-'.repeat(79),
      '---- ----',
      '  ',
      'a\\b',
      'Done.',
      '#TYPE X',
      '\ufeff',
      '\u0081',
    ];
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .array(fc.constantFrom(...pieces), { maxLength: 25 })
        .map((parts) => Uint8Array.from(parts.join(''), (character) => character.charCodeAt(0) & 0xff)),
    );
    fc.assert(
      fc.property(anything, fc.constantFrom('users.txt', 'x'), (bytes, name) => {
        orNull(() => readRoleGroups({ name, bytes }, collectingReporter()));
      }),
      { numRuns: 3000 },
    );
  });
});
