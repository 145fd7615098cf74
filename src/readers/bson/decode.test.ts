import { serialize } from 'bson';
import { describe, expect, test } from 'vitest';
import { concatenated } from '../../../test/support/mongodump.js';
import { UserError } from '../../errors.js';
import { collectingReporter } from '../../reporter.js';
import { BinaryValue, DateValue, ExtendedValue } from '../values.js';
import { decodeBson } from './decode.js';

const place = { source: 'a.bson', offset: 1000 };

function decode(raw: Uint8Array) {
  return decodeBson(raw, place, collectingReporter());
}

/** A document from elements that are given as bytes. */
function document(...elements: (readonly number[])[]): Uint8Array {
  const body = elements.flat();
  const raw = Uint8Array.from([0, 0, 0, 0, ...body, 0]);
  new DataView(raw.buffer).setInt32(0, raw.length, true);
  return raw;
}

/** An element: its type, its name and the bytes of its value. */
function element(type: number, name: string, ...value: number[]): number[] {
  return [type, ...new TextEncoder().encode(name), 0, ...value];
}

describe('what the bson library does not write', () => {
  test('undefined, DBPointer and old binary data', () => {
    const oid = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const raw = document(
      element(0x06, 'u'),
      element(0x0c, 'p', 4, 0, 0, 0, 97, 46, 98, 0, ...oid),
      element(0x05, 'old', 6, 0, 0, 0, 2, 2, 0, 0, 0, 8, 9),
    );
    expect([...decode(raw)]).toStrictEqual([
      ['u', new ExtendedValue({ $undefined: true })],
      ['p', new ExtendedValue({ $dbPointer: { $ref: 'a.b', $id: { $oid: '0102030405060708090a0b0c' } } })],
      ['old', new BinaryValue(Uint8Array.of(8, 9), 2)],
    ]);
  });

  test('options of a regular expression that nobody knows leave the object of extended JSON', () => {
    const parts = new Map([
      ['pattern', 'a'],
      ['options', 'q'],
    ]);
    const raw = document(element(0x0b, 'r', 97, 0, 113, 0));
    expect(decode(raw).get('r')).toStrictEqual(new Map([['$regularExpression', parts]]));
  });

  test('dates beyond what JavaScript can hold', () => {
    const raw = document(element(0x09, 'd', 255, 255, 255, 255, 255, 255, 255, 127));
    expect(decode(raw).get('d')).toStrictEqual(new DateValue(2n ** 63n - 1n));
  });
});

describe('hostile keys', () => {
  test('the keys of objects in JavaScript mean nothing', () => {
    const inner = document(element(0x08, 'polluted', 1));
    const raw = document(element(0x03, '__proto__', ...inner), element(0x0a, 'constructor'));
    expect([...decode(raw).keys()]).toStrictEqual(['__proto__', 'constructor']);
    expect(decode(raw).get('__proto__')).toStrictEqual(new Map([['polluted', true]]));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('keys keep their order, those that look like numbers too', () => {
    const raw = document(element(0x0a, 'b'), element(0x0a, '10'), element(0x0a, '2'), element(0x0a, ''));
    expect([...decode(raw).keys()]).toStrictEqual(['b', '10', '2', '']);
  });

  test('of a key that comes again, every value is kept and reported', () => {
    const reporter = collectingReporter();
    const raw = document(
      element(0x10, 'a', 1, 0, 0, 0),
      element(0x10, 'a', 2, 0, 0, 0),
      element(0x0a, 'a (duplicate 1)'),
      element(0x10, 'a', 3, 0, 0, 0),
    );
    expect([...decodeBson(raw, place, reporter)]).toStrictEqual([
      ['a', 3],
      ['a (duplicate 1)', null],
      ['a (duplicate 2)', 1],
      ['a (duplicate 3)', 2],
    ]);
    expect(reporter.notices.map(({ code, source }) => [code, source])).toStrictEqual([
      ['duplicate-key', 'a.bson'],
      ['duplicate-key', 'a.bson'],
    ]);
    expect(reporter.notices[0]?.text).toContain('byte 1012');
  });

  test('many duplicates are counted', () => {
    const reporter = collectingReporter();
    decodeBson(document(...Array.from({ length: 500 }, () => element(0x0a, ''))), place, reporter);
    expect(reporter.notices).toHaveLength(101);
    expect(reporter.notices.at(-1)?.text).toContain('399 more');
  });
});

describe('depth', () => {
  test('200 levels are read', () => {
    expect(decode(nested(200)).size).toBe(1);
  });

  test('more are refused, however many', () => {
    for (const depth of [201, 100_000]) {
      expect(() => decode(nested(depth))).toThrow(/more than 200 levels/);
    }
  });

  function nested(depth: number): Uint8Array {
    // Each level adds a length, a type and an empty name before, and a NUL behind.
    const before = Array.from({ length: depth - 1 }, (_, level) => {
      const head = new Uint8Array(6);
      new DataView(head.buffer).setInt32(0, 5 + (depth - 1 - level) * 7, true);
      head[4] = 0x03;
      return head;
    });
    return concatenated([...before, Uint8Array.of(5, 0, 0, 0, 0), new Uint8Array(depth - 1)]);
  }
});

describe('damage names the byte, counted in the source', () => {
  test.each([
    ['an unknown type', document(element(0x20, 'a')), 1004],
    ['a name without end', document([0x0a, 97]), 1005],
    ['a text longer than the document', document(element(0x02, 'a', 9, 0, 0, 0, 97, 0)), 1004],
    ['a text of no length', document(element(0x02, 'a', 0, 0, 0, 0)), 1007],
    ['a text without its NUL', document(element(0x02, 'a', 2, 0, 0, 0, 97, 98)), 1012],
    ['a text that is not UTF-8', document(element(0x02, 'a', 2, 0, 0, 0, 0xff, 0)), 1011],
    ['a boolean of 2', document(element(0x08, 'a', 2)), 1007],
    ['a number that is cut off', document(element(0x12, 'a', 1, 2)), 1004],
    ['binary data of negative length', document(element(0x05, 'a', 255, 255, 255, 255, 0)), 1007],
    ['an inner document with a wrong length', document(element(0x03, 'a', 6, 0, 0, 0, 0)), 1004],
    ['an inner document without its NUL', document(element(0x03, 'a', 5, 0, 0, 0, 1)), 1011],
    ['old binary data with two lengths', document(element(0x05, 'a', 5, 0, 0, 0, 2, 9, 0, 0, 0, 1)), 1007],
    [
      'code with an impossible length',
      document(element(0x0f, 'a', 14, 0, 0, 0, 9, 0, 0, 0, 0, 5, 0, 0, 0, 0)),
      1011,
    ],
    ["a length that is not the document's", document().subarray(0, 4), 1000],
  ])('%s', (_, raw, byte) => {
    const error = caught(() => decode(raw));
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ location: { source: 'a.bson', byte } });
  });
});

test('a value does not keep the bytes it was read from', () => {
  const raw = serialize({ b: Buffer.from('secret') });
  const value = decode(raw).get('b');
  expect(value instanceof BinaryValue && value.bytes.buffer.byteLength).toBe(6);
});

function caught(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
