import { describe, expect, it } from 'vitest';
import { UserError } from '../errors.js';
import { collectingReporter } from '../reporter.js';
import { readExtendedJson } from './extended-json.js';
import {
  BinaryValue,
  DateValue,
  type DocumentObject,
  type DocumentValue,
  ExtendedValue,
  ObjectIdValue,
} from './values.js';

function read(text: string, reporter = collectingReporter()) {
  return readExtendedJson({ name: 'x.json', bytes: new TextEncoder().encode(text) }, reporter);
}

function documentsOf(text: string): DocumentObject[] {
  return read(text).documents.map(({ value }) => value);
}

/** The value of the member `v` of the only document. */
function memberOf(text: string): DocumentValue | undefined {
  return documentsOf(`{"v": ${text}}`)[0]?.get('v');
}

function failure(text: string): UserError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function hex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
}

const oid = new ObjectIdValue('5f2fbf7283eaed101cf41361');
const guid = '00112233-4455-6677-8899-aabbccddeeff';
const plainGuid = hex('00112233 4455 6677 8899 aabbccddeeff');
const dotnetGuid = hex('33221100 5544 7766 8899 aabbccddeeff');
const javaGuid = hex('7766554433221100 ffeeddccbbaa9988');
const date2020 = new DateValue(1_577_934_245_678n);

it('lets a tab inside a text through, which somebody may have typed', () => {
  expect(memberOf('"a\tb"')).toBe('a\tb');
});

describe('values', () => {
  it.each<[string, DocumentValue]>([
    // ObjectId
    ['{"$oid": "5F2FBF7283EAED101CF41361"}', oid],
    ['ObjectId("5f2fbf7283eaed101cf41361")', oid],
    ["new ObjectId('5f2fbf7283eaed101cf41361')", oid],
    // dates
    ['{"$date": "2020-01-02T03:04:05.678Z"}', date2020],
    ['{"$date": "2020-01-02T03:04:05.678+0000"}', date2020],
    ['{"$date": "2020-01-02T04:34:05.678+01:30"}', date2020],
    ['{"$date": "2020-01-01T22:04:05.678-05"}', date2020],
    ['{"$date": "2020-01-02T03:04:05.6789999Z"}', date2020],
    ['{"$date": 1577934245678}', date2020],
    ['{"$date": {"$numberLong": "1577934245678"}}', date2020],
    ['{"$date": NumberLong("1577934245678")}', date2020],
    ['ISODate("2020-01-02T03:04:05.678Z")', date2020],
    ['new ISODate("2020-01-02T03:04:05.678")', date2020],
    ['new Date("2020-01-02T03:04:05.678Z")', date2020],
    ['new Date(1577934245678)', date2020],
    ['Date(1577934245678)', date2020],
    ['new Date("2020-01-02")', new DateValue(1_577_923_200_000n)],
    ['{"$date": "2020-02-29"}', new DateValue(1_582_934_400_000n)],
    ['{"$date": "0001-01-01T00:00:00Z"}', new DateValue(-62_135_596_800_000n)],
    ['{"$date": -62135596800000}', new DateValue(-62_135_596_800_000n)],
    ['{"$date": "9999-12-31T23:59:59.9999999Z"}', new DateValue(253_402_300_799_999n)],
    ['{"$date": "1969-12-31T23:59:59.5Z"}', new DateValue(-500n)],
    ['{"$date": {"$numberLong": "-9223372036854775808"}}', new DateValue(-(2n ** 63n))],
    // integers
    ['5', 5],
    ['-5', -5],
    ['- 5', -5],
    ['{"$numberInt": "5"}', 5],
    ['{"$numberLong": "5"}', 5],
    ['{"$numberLong": 5}', 5],
    ['NumberInt(5)', 5],
    ['NumberInt("-5")', -5],
    ['Int32(5)', 5],
    ['NumberLong(-5)', -5],
    ['Long("5")', 5],
    ['9007199254740993', 9007199254740993n],
    ['-9007199254740993', -9007199254740993n],
    ['{"$numberLong": "9007199254740993"}', 9007199254740993n],
    ['NumberLong("9007199254740993")', 9007199254740993n],
    ['NumberLong(9007199254740993)', 9007199254740993n],
    ['9007199254740991', 9007199254740991],
    ['18446744073709551615', 18446744073709551615n],
    ['-9223372036854775808', -9223372036854775808n],
    ['123456789012345678901234567890', 123456789012345678901234567890n],
    // doubles
    ['1.0', 1],
    ['{"$numberDouble": "1.0"}', 1],
    ['1.5', 1.5],
    ['.5', 0.5],
    ['{"$numberDouble": "1.5"}', 1.5],
    ['Double(1.5)', 1.5],
    ['1e300', 1e300],
    ['{"$numberDouble": "1E+300"}', 1e300],
    ['-0.0', 0],
    ['-0', 0],
    ['{"$numberDouble": "-0.0"}', 0],
    ['1e16', 10_000_000_000_000_000n],
    ['10000000000000000', 10_000_000_000_000_000n],
    ['{"$numberDouble": "1e16"}', 10_000_000_000_000_000n],
    ['NaN', Number.NaN],
    ['{"$numberDouble": "NaN"}', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['{"$numberDouble": "-Infinity"}', Number.NEGATIVE_INFINITY],
    // decimals
    ['{"$numberDecimal": "1.50"}', new ExtendedValue({ $numberDecimal: '1.50' })],
    ['NumberDecimal("1.50")', new ExtendedValue({ $numberDecimal: '1.50' })],
    ['Decimal128("1.50")', new ExtendedValue({ $numberDecimal: '1.50' })],
    ['NumberDecimal(2)', new ExtendedValue({ $numberDecimal: '2' })],
    // binary data and GUIDs
    ['{"$binary": "AQID", "$type": "00"}', new BinaryValue(hex('010203'), 0)],
    ['{"$type": "80", "$binary": "AQID"}', new BinaryValue(hex('010203'), 128)],
    ['{"$binary": "AQID", "$type": 5}', new BinaryValue(hex('010203'), 5)],
    ['{"$binary": {"base64": "AQID", "subType": "00"}}', new BinaryValue(hex('010203'), 0)],
    ['{"$binary": {"subType": "4", "base64": ""}}', new BinaryValue(hex(''), 4)],
    ['new BinData(0, "AQID")', new BinaryValue(hex('010203'), 0)],
    ['BinData(128,"AQ==")', new BinaryValue(hex('01'), 128)],
    ['Binary.createFromBase64("AQID", 0)', new BinaryValue(hex('010203'), 0)],
    ['HexData(3, "0aFF")', new BinaryValue(hex('0aff'), 3)],
    ['MD5("000102030405060708090a0b0c0d0e0f")', new BinaryValue(hex('000102030405060708090a0b0c0d0e0f'), 5)],
    [`{"$uuid": "${guid}"}`, new BinaryValue(plainGuid, 4)],
    [`UUID("${guid}")`, new BinaryValue(plainGuid, 4)],
    [`new UUID("${guid.replaceAll('-', '')}")`, new BinaryValue(plainGuid, 4)],
    [`CSUUID("${guid}")`, new BinaryValue(dotnetGuid, 3)],
    [`CSUUID("{${guid.toUpperCase()}}")`, new BinaryValue(dotnetGuid, 3)],
    [`NUUID("${guid}")`, new BinaryValue(dotnetGuid, 3)],
    [`JUUID("${guid}")`, new BinaryValue(javaGuid, 3)],
    [`PYUUID("${guid}")`, new BinaryValue(plainGuid, 3)],
    [`LUUID("${guid}")`, new BinaryValue(plainGuid, 3)],
    // regular expressions
    ...[
      '/a\\/b[/]c/mi',
      '{"$regex": "a/b[/]c", "$options": "im"}',
      '{"$regularExpression": {"pattern": "a/b[/]c", "options": "mi"}}',
      'RegExp("a/b[/]c", "im")',
      'new RegExp("a\\\\/b[/]c", "mi")',
    ].map((text): [string, DocumentValue] => [
      text,
      new ExtendedValue({ $regularExpression: { pattern: 'a/b[/]c', options: 'im' } }),
    ]),
    ['/(?:)/', new ExtendedValue({ $regularExpression: { pattern: '', options: '' } })],
    ['/\\\\\\//', new ExtendedValue({ $regularExpression: { pattern: '\\\\/', options: '' } })],
    // the rest
    ['{"$timestamp": {"t": 1, "i": 2}}', new ExtendedValue({ $timestamp: { t: 1, i: 2 } })],
    ['Timestamp(1, 2)', new ExtendedValue({ $timestamp: { t: 1, i: 2 } })],
    ['Timestamp({t: 1, i: 2})', new ExtendedValue({ $timestamp: { t: 1, i: 2 } })],
    ['undefined', new ExtendedValue({ $undefined: true })],
    ['{"$undefined": true}', new ExtendedValue({ $undefined: true })],
    ['MinKey', new ExtendedValue({ $minKey: 1 })],
    ['MinKey()', new ExtendedValue({ $minKey: 1 })],
    ['{"$minKey": 1}', new ExtendedValue({ $minKey: 1 })],
    ['MaxKey', new ExtendedValue({ $maxKey: 1 })],
    ['new MaxKey()', new ExtendedValue({ $maxKey: 1 })],
    ['{"$maxKey": {"$numberInt": "1"}}', new ExtendedValue({ $maxKey: 1 })],
    ['{"$symbol": "s"}', new ExtendedValue({ $symbol: 's' })],
    ['BSONSymbol("s")', new ExtendedValue({ $symbol: 's' })],
    ['{"$code": "f()"}', new ExtendedValue({ $code: 'f()' })],
    ['Code("f()")', new ExtendedValue({ $code: 'f()' })],
    [
      '{"$code": "f()", "$scope": {"x": 1}}',
      new ExtendedValue({ $code: 'f()', $scope: { x: { $numberInt: '1' } } }),
    ],
    ['Code("f()", {x: 1})', new ExtendedValue({ $code: 'f()', $scope: { x: { $numberInt: '1' } } })],
    [
      '{"$ref": "c", "$id": {"$oid": "5f2fbf7283eaed101cf41361"}}',
      new ExtendedValue({ $ref: 'c', $id: { $oid: oid.hex } }),
    ],
    [
      'DBRef("c", ObjectId("5f2fbf7283eaed101cf41361"))',
      new ExtendedValue({ $ref: 'c', $id: { $oid: oid.hex } }),
    ],
    ['DBRef("c", "x", "d")', new ExtendedValue({ $ref: 'c', $id: 'x', $db: 'd' })],
    ['{"$ref": "c", "$id": "x", "$db": "d"}', new ExtendedValue({ $ref: 'c', $id: 'x', $db: 'd' })],
    [
      '{"$dbPointer": {"$ref": "c", "$id": {"$oid": "5f2fbf7283eaed101cf41361"}}}',
      new ExtendedValue({ $dbPointer: { $ref: 'c', $id: { $oid: oid.hex } } }),
    ],
    ['null', null],
    ['true', true],
    ['false', false],
    // text
    ['"a\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00"', 'a"\\/\b\f\n\r\tä😀'],
    ["'it\\'s \"quoted\" \\x41\\u{1F600}\\v'", 'it\'s "quoted" A😀\v'],
    ['"one\\\ntwo"', 'onetwo'],
    ['"\u2028"', '\u2028'],
  ])('%s', (text, expected) => {
    expect(memberOf(text)).toStrictEqual(expected);
  });
});

describe('what only resembles a wrapper stays an object', () => {
  it.each([
    '{"$oid": 5}',
    '{"$oid": "5f2fbf7283eaed101cf4136"}',
    '{"$oid": "5f2fbf7283eaed101cf41361", "more": 1}',
    '{"$oid": "5f2fbf7283eaed101cf41361", "$oid": "5f2fbf7283eaed101cf41361"}',
    '{"$date": "yesterday"}',
    '{"$date": "2020-02-30T00:00:00Z"}',
    '{"$date": "2020-01-01T24:00:00Z"}',
    '{"$date": "0000-01-01T00:00:00Z"}',
    '{"$date": "2020-01-01T00:00:00+24:00"}',
    '{"$date": 1.5}',
    '{"$numberLong": "9223372036854775808"}',
    '{"$numberLong": "1.5"}',
    '{"$numberInt": "2147483648"}',
    '{"$numberDouble": "one"}',
    '{"$numberDouble": "1e999"}',
    '{"$numberDecimal": "1,5"}',
    '{"$binary": "AQI", "$type": "00"}',
    '{"$binary": "AQ!=", "$type": "00"}',
    '{"$binary": "AQID", "$type": "100"}',
    '{"$binary": "AQID", "$type": 256}',
    '{"$binary": {"base64": "AQID"}}',
    '{"$uuid": "0011"}',
    '{"$uuid": "{00112233-4455-6677-8899-aabbccddeeff"}',
    '{"$timestamp": {"t": -1, "i": 1}}',
    '{"$regex": "a", "$options": 5}',
    '{"$regularExpression": {"pattern": "a"}}',
    '{"$undefined": false}',
    '{"$minKey": 2}',
    '{"$symbol": 5}',
    '{"$code": 5}',
    '{"$code": "f", "$scope": 5}',
    '{"$ref": 5, "$id": 5}',
    '{"$dbPointer": {"x": 1}}',
    '{"$unknown": 1}',
    '{"value": [1], "Count": 2}',
    '{"value": [1], "Count": 1, "more": 1}',
    '{"value": "text", "Count": 4}',
  ])('%s', (text) => {
    expect(memberOf(text)).toBeInstanceOf(Map);
  });
});

describe('layouts', () => {
  const a = new Map([['a', 1]]);
  const b = new Map([['b', 2]]);

  it.each([
    ['one a line', '{"a": 1}\n{"b": 2}\n', [1, 2]],
    ['one a line, CR LF, blank lines', '{"a": 1}\r\n\r\n{"b": 2}', [1, 3]],
    ['pretty-printed', '{\n  "a": 1\n}\n{\n  "b": 2\n}\n', [1, 4]],
    ['without anything between', '{"a": 1}{"b": 2}', [1, 1]],
    ['an array', '[{"a": 1},\n{"b": 2}]', [1, 2]],
    ['a document, then an array', '{"a": 1}\n[\n{"b": 2}]', [1, 3]],
    ['two arrays', '[{"a": 1}]\n[{"b": 2}]', [1, 2]],
    ["PowerShell's wrapper", '{\r\n"value": [\r\n{"a": 1},\r\n{"b": 2}],\r\n"Count": 2}', [3, 4]],
    ["PowerShell's wrapper in an array", '[{"a": 1},\n{"value": [\n{"b": 2}], "Count": 1}]', [1, 3]],
    ['with comments', '/* 1 */\n{"a": 1 /* one */}\n// two\n/* 2 */ {"b": 2} // end', [2, 4]],
    ['with a byte order mark between', '{"a": 1}\n\ufeff{"b": 2}', [1, 2]],
    ['shell text', "{a: 1,}\n{'b': 2}", [1, 2]],
  ])('%s', (_, text, lines) => {
    const { documents } = read(text);
    expect(documents).toEqual([
      { value: a, line: lines[0] },
      { value: b, line: lines[1] },
    ]);
  });

  it('gives no document for an empty array', () => {
    expect(read('[]').documents).toEqual([]);
  });

  it("unwraps PowerShell's arrays at any level", () => {
    expect(memberOf('[1, {"Count": 2, "value": [2, {"value": [], "Count": 0}]}]')).toEqual([1, [2, []]]);
  });
});

describe('duplicate keys', () => {
  it('keeps every value and tells of each', () => {
    const reporter = collectingReporter();
    const text = '[{"x": {"a": "first",\n"a": "second",\n"a (duplicate 1)": "other",\n"a": "last"}}]';
    const value = read(text, reporter).documents[0]?.value.get('x');
    expect(value).toEqual(
      new Map([
        ['a', 'last'],
        ['a (duplicate 1)', 'other'],
        ['a (duplicate 2)', 'first'],
        ['a (duplicate 3)', 'second'],
      ]),
    );
    expect(reporter.notices).toHaveLength(2);
    expect(reporter.notices[0]).toMatchObject({ code: 'duplicate-key', source: 'x.json', path: 'x.a' });
    expect(reporter.notices[0]?.text).toMatch(/line 2\b/);
    expect(reporter.notices[1]?.text).toMatch(/line 4\b/);
    expect(JSON.stringify(reporter.notices)).not.toMatch(/first|second|last"/);
  });

  it('counts very many instead of telling each', () => {
    const reporter = collectingReporter();
    const document = read(`{${'"a": 1,'.repeat(50_001)}}`, reporter).documents[0]?.value;
    expect(document?.size).toBe(50_001);
    expect(reporter.notices).toHaveLength(101);
    expect(reporter.notices.at(-1)?.text).toMatch(/^49900 more/);
  });

  it('tells nothing of an ordinary file', () => {
    const reporter = collectingReporter();
    read('{"a": {"b": 1}, "b": {"a": 1}}', reporter);
    expect(reporter.notices).toEqual([]);
  });
});

describe('keys that mean something in JavaScript', () => {
  it('are ordinary', () => {
    const [document] = documentsOf(
      '{"__proto__": {"polluted": true}, "constructor": 1, "toString": 2, "": 3}',
    );
    expect([...(document?.keys() ?? [])]).toEqual(['__proto__', 'constructor', 'toString', '']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('what is refused', () => {
  it.each([
    // what could run or is no data
    ['{a: evil()}', 1, 5],
    ['{a: constructor.constructor("return 1")()}', 1, 5],
    ['{a: ObjectId.prototype}', 1, 5],
    ['{a: this}', 1, 5],
    ['{a: new Foo()}', 1, 5],
    ['{a: new ObjectId}', 1, 5],
    ['{a: import("x")}', 1, 5],
    ['{a: function () {}}', 1, 5],
    ['{a: () => 1}', 1, 5],
    ['{a: (1)}', 1, 5],
    ['{a: `x`}', 1, 5],
    ['{get a() { return 1 }}', 1, 6],
    ['{...a}', 1, 2],
    ['{[a]: 1}', 1, 2],
    ['{a}', 1, 3],
    ['{a: 1 + 1}', 1, 7],
    ['{a: !0}', 1, 5],
    ['{a: --1}', 1, 6],
    ['{a: "x".length}', 1, 8],
    ['{a: ISODate()}', 1, 5],
    ['{a: new Date()}', 1, 5],
    ['{a: new Date("2020-01-01T00:00:00")}', 1, 5],
    ['{a: new Date(2020, 1, 1)}', 1, 5],
    ['{a: ObjectId("xyz")}', 1, 5],
    ['{a: NumberLong("9223372036854775808")}', 1, 5],
    ['{a: BinData("AQID")}', 1, 5],
    ['{a: DBRef("x")}', 1, 5],
    // mistakes of form
    ['{"a": 1 "b": 2}', 1, 9],
    ['{"a" 1}', 1, 6],
    ['{"a": }', 1, 7],
    ['{,}', 1, 2],
    ['{"a": [1,, 2]}', 1, 10],
    ['{"a": [1}', 1, 9],
    ['{"a": 1]', 1, 8],
    ['{"a": 010}', 1, 7],
    ['{"a": 0x10}', 1, 7],
    ['{"a": 1n}', 1, 7],
    ['{"a": 1_000}', 1, 7],
    ['{"a": 1e999}', 1, 7],
    [`{"a": ${'9'.repeat(401)}}`, 1, 7],
    ['{"a": +1}', 1, 7],
    ['{"a": "C:\\Users"}', 1, 10],
    ['{"a": "\\u12"}', 1, 8],
    ['{"a": "one\ntwo"}', 1, 7],
    ['{"a": /one\ntwo/}', 1, 7],
    ['{"a": /a/i5}', 1, 7],
    ['{\n  \u201ca\u201d: 1\n}', 2, 3],
    ['{"a": 1234567890, "b": \0}', 1, 24],
    // control characters inside a text
    ['{"a": "one two three\0four"}', 1, 21],
    ['{"a": "\u0001"}', 1, 8],
    ['{"a\u001b": 1}', 1, 4],
    // what is no document, or comes after one
    ['{"a": 1} x', 1, 10],
    ['{"a": 1},\n{"b": 1}', 1, 9],
    ['{"a": 1}\n}', 2, 1],
    ['{"a": 1}\n5', 2, 1],
    ['[{"a": 1},\n 5]', 2, 2],
    ['[null]', 1, 2],
    ['{"$oid": "5f2fbf7283eaed101cf41361"}', 1, 1],
    ['[[[[{"a": 1}]]]]', 1, 4],
    ['// nothing', 1, 1],
    // something else
    ['\n <a/>', 2, 2],
    ['"text"', 1, 1],
  ])('%j', (text, line, column) => {
    const error = failure(text);
    expect(error.location).toEqual({ source: 'x.json', line, column });
    expect(error.message).not.toMatch(/cut short/);
    expect(error.advice.length).toBeGreaterThan(0);
  });

  it('names a NUL inside a text as what it is', () => {
    expect(failure('{"a": "one two three\0"}').message).toContain('NUL');
  });

  it.each([
    '["@{Id=CANARY; NetbiosName=x}", "@{Id=CANARY}"]',
    '[\n"@{Id=CANARY}"]',
    '{"value": "@{Id=CANARY} @{Id=CANARY}", "Count": 2}',
    '{"value": ["@{Id=CANARY}"], "Count": 1}',
    '[{"value": ["@{Id=CANARY}"], "Count": 1}]',
    '["System.Object[]"]',
  ])('tells %j as cut off, with the command that exports everything', (text) => {
    const error = failure(text);
    expect(error.message).toContain('cut off by ConvertTo-Json');
    expect(error.advice.join('\n')).toContain(
      'Get-ATAStatus -Gateway | ConvertTo-Json -Depth 10 | Set-Content gateways.json -Encoding UTF8',
    );
    expect(error.location).toMatchObject({ source: 'x.json', line: text.includes('\n') ? 2 : 1 });
    expect(JSON.stringify([error.message, error.advice])).not.toContain('CANARY');
  });

  it('never repeats content', () => {
    const secret = 'Tr0ub4dor';
    for (const text of [
      secret,
      `"${secret}"`,
      `{${secret}`,
      `{${secret} ${secret}: 1}`,
      `{a: ${secret}}`,
      `{a: ${secret}(1)}`,
      `{a: "${secret}\n"}`,
      `{a: "${secret}\\q"}`,
      `{a: "${secret}" "${secret}"}`,
      `{a: ObjectId("${secret}")}`,
      `{a: 1} ${secret}`,
      `{a: "${secret}`,
      `{a: /${secret}/${secret}}`,
    ]) {
      const { message, advice } = failure(text);
      expect(message + advice.join()).not.toContain(secret);
    }
  });
});

describe('what is cut short', () => {
  it.each([
    ['{', 'the object that begins at line 1, column 1', 1, 2],
    ['{"a": 1,\n "b": [{"c": "d', 'the text in quotes that begins at line 2, column 14', 2, 16],
    ['{"a": 1,\n "b": [{"c": 5', 'the object that begins at line 2, column 8', 2, 15],
    ['{"a": [1, 2\n', 'the array that begins at line 1, column 7', 2, 1],
    ['{"a": tru', 'the object that begins at line 1, column 1', 1, 10],
    ['{"a": -', 'the object that begins at line 1, column 1', 1, 8],
    ['{"a": 1e', 'the object that begins at line 1, column 1', 1, 9],
    ['{"a": "\\', 'the text in quotes that begins at line 1, column 7', 1, 9],
    ['{"a": "\\u00', 'the text in quotes that begins at line 1, column 7', 1, 12],
    ['{"a": "\\u{1', 'the text in quotes that begins at line 1, column 7', 1, 12],
    ['{"a": /b', 'the regular expression that begins at line 1, column 7', 1, 9],
    ['{"a": ObjectId', 'the object that begins at line 1, column 1', 1, 15],
    ['{"a": ObjectId ', 'the object that begins at line 1, column 1', 1, 16],
    ['{"a": new', 'the object that begins at line 1, column 1', 1, 10],
    ['{"a": ObjectId(', 'the list of arguments that begins at line 1, column 15', 1, 16],
    ['{"a": 1} /* b', 'the comment that begins at line 1, column 10', 1, 14],
    ['[{"a": 1},', 'the array that begins at line 1, column 1', 1, 11],
  ])('%j', (text, what, line, column) => {
    const error = failure(text);
    expect(error.message).toMatch(/cut short/);
    expect(error.message).toContain(what);
    expect(error.location).toEqual({ source: 'x.json', line, column });
  });
});

describe('size and depth', () => {
  const nest = (open: string, close: string, levels: number) =>
    `${open.repeat(levels)}1${close.repeat(levels)}`;

  it('reads 200 levels', () => {
    expect(read(nest('{"a":', '}', 200)).documents).toHaveLength(1);
  });

  it.each([
    ['{"a":', '}', 201],
    ['[', ']', 201],
    ['{"a":', '}', 10_000],
    ['[', ']', 10_000],
    ['{"a":', '}', 1_000_000],
    ['[', ']', 1_000_000],
    ['{a: DBRef("c", ', ')}', 1_000_000],
  ])('refuses %s … %s %d times', (open, close, levels) => {
    const error = failure(nest(open, close, levels));
    expect(error.message).toMatch(/200 levels/);
    expect(error.location).toMatchObject({ line: 1 });
  });

  it.each([
    ['{a: ', '-', ''],
    ['{a: ', 'new ', ''],
    ['{a: ', 'typeof ', '1}'],
    ['{a: ', '!', '1}'],
    ['{a: b', '.b', '}'],
    ['{a: ', '(', ''],
  ])('refuses %s then a million times %j', (start, part, end) => {
    expect(failure(start + part.repeat(1_000_000) + end)).toBeInstanceOf(UserError);
  });

  it('reads a text of 16 MiB', () => {
    const long = 'x'.repeat(16 * 1024 * 1024);
    expect(memberOf(`"${long}"`)).toBe(long);
  });

  it('reads 16 MiB of base64', () => {
    const value = memberOf(`{"$binary": "${'AAAA'.repeat(4 * 1024 * 1024)}", "$type": "00"}`);
    expect((value as BinaryValue).bytes.length).toBe(12 * 1024 * 1024);
  });

  it('reads a document of 16 MiB with very many members', () => {
    const members = Array.from({ length: 500_000 }, (_, index) => `"key number ${index}": "some text"`);
    expect(documentsOf(`{${members.join(',')}}`)[0]?.size).toBe(500_000);
  });

  it.each([
    ['wrong number', (size: number) => `{"$numberDecimal": "${'9'.repeat(size)}x"}`],
    ['wrong date', (size: number) => `{"$date": "2020-01-01T00:00:00.${'9'.repeat(size)}x"}`],
    ['wrong GUID', (size: number) => `{"$uuid": "${'{'.repeat(size)}"}`],
    ['wrong base64', (size: number) => `{"$binary": "${'='.repeat(size)}", "$type": "00"}`],
  ])('takes a very long %s for no value in little time', (_, write) => {
    const start = performance.now();
    expect(memberOf(write(4_000_000))).toBeInstanceOf(Map);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('takes time in proportion to the number of documents', () => {
    const { documents } = read('{"a": 1, "a": 2}\n'.repeat(100_000));
    expect(documents.at(-1)?.line).toBe(100_000);
  });
});
