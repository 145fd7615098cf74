import { describe, expect, it } from 'vitest';
import { BinaryValue, ExtendedValue } from '../values.js';
import { isPrimitive, readPrimitive } from './primitives.js';
import { SecretValue } from './secret-value.js';

describe('readPrimitive', () => {
  it.each([
    ['S', ' 007 ', ' 007 '],
    ['S', '', ''],
    ['S', 'a_x000D__x000A_b', 'a\r\nb'],
    ['C', '97', 'a'],
    ['C', '55356', '\ud83c'],
    ['B', 'true', true],
    ['B', 'false', false],
    ['B', '1', true],
    ['B', '0', false],
    ['By', '255', 255],
    ['SB', '-128', -128],
    ['U16', '65535', 65535],
    ['I16', '-1', -1],
    ['U32', '4294967295', 4294967295],
    ['I32', ' 28 ', 28],
    ['I64', '9007199254740991', 9007199254740991],
    ['I64', '9007199254740993', 9007199254740993n],
    ['I64', '-9223372036854775808', -9223372036854775808n],
    ['U64', '18446744073709551615', 18446744073709551615n],
    ['Sg', '1.5', 1.5],
    ['Db', '1.7976931348623157E+308', Number.MAX_VALUE],
    ['Db', 'INF', Number.POSITIVE_INFINITY],
    ['Db', '-INF', Number.NEGATIVE_INFINITY],
    ['Sg', 'NaN', Number.NaN],
    ['D', '0.50', 0.5],
    ['D', '12345678901234567890.5', new ExtendedValue({ $numberDecimal: '12345678901234567890.5' })],
    ['DT', '2017-04-17T23:16:33.46Z', '2017-04-17T23:16:33.46Z'],
    ['TS', 'PT10M', '00:10:00'],
    ['G', '1bf19cb5-68f4-4c13-a36d-a9922c64e865', '1bf19cb5-68f4-4c13-a36d-a9922c64e865'],
    ['BA', 'AQID', new BinaryValue(Uint8Array.of(1, 2, 3), 0)],
    ['BA', '', new BinaryValue(Uint8Array.of(), 0)],
    ['URI', 'https://center.contoso.com/', 'https://center.contoso.com/'],
    ['Version', '1.9.7478.57683', '1.9.7478.57683'],
    ['SemanticVersion', '7.4.1', '7.4.1'],
    ['SBK', 'Get-Date', 'Get-Date'],
    ['XD', '<a />', '<a />'],
  ])('%s of %j', (name, text, expected) => {
    expect(isPrimitive(name)).toBe(true);
    expect(readPrimitive(name, text)).toStrictEqual(expected);
  });

  it.each([
    ['C', '65536'],
    ['C', 'a'],
    ['B', 'True'],
    ['I32', ''],
    ['I32', '1.5'],
    ['I32', '0x10'],
    ['I64', '1'.repeat(21)],
    ['Db', 'a'],
    ['D', '1e5'],
    ['DT', 'yesterday'],
    ['TS', '10:00'],
    ['G', '{1}'],
    ['BA', '!'],
  ])('%s has no value for %j', (name, text) => {
    expect(readPrimitive(name, text)).toBeUndefined();
  });

  it('keeps nothing of a secret', () => {
    const value = readPrimitive('SS', 'CANARY');
    expect(value).toStrictEqual(new SecretValue());
    expect(JSON.stringify(value)).not.toContain('CANARY');
  });

  it.each(['Obj', 'Nil', 'Ref', 'PR', 'LST', 's', '__proto__'])('%s is no primitive', (name) => {
    expect(isPrimitive(name)).toBe(false);
    expect(readPrimitive(name, '')).toBeUndefined();
  });
});
