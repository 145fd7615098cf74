import { describe, expect, it } from 'vitest';
import { decodeEscapes } from './escapes.js';

describe('decodeEscapes', () => {
  it.each([
    ['just newline _x000A_', 'just newline \n'],
    ['_xD83C__xDFB5_', '\u{1f3b5}'],
    ['_xD83C_', '\ud83c'],
    ['_x0000_', '\0'],
    ['_x0061_', 'a'],
    ['_X0061_', 'a'],
    ['_x005f_', '_'],
    ['_x005F_x005F_', '_x005F_'],
    ['_x005F__x000A_', '_\n'],
    ['_x0001F3B5_', '\u{1f3b5}'],
    ['_xFFFFFFFF_', '_xFFFFFFFF_'],
    ['_x20_', '_x20_'],
    ['__', '__'],
    ['a_b_x', 'a_b_x'],
    ['', ''],
  ])('%j is %j', (text, expected) => {
    expect(decodeEscapes(text)).toBe(expected);
  });
});
