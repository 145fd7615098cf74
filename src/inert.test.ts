import { describe, expect, it } from 'vitest';
import { inert } from './inert.js';

describe('inert', () => {
  it.each([
    ['a terminal escape', '\u001b[31mred', '\\u001b[31mred'],
    ['a line break', 'a\r\nb', 'a\\u000d\\u000ab'],
    ['a C1 control', '\u009b1m', '\\u009b1m'],
    ['DEL', '\u007f', '\\u007f'],
    ['a right-to-left override', 'user\u202egnp.exe', 'user\\u202egnp.exe'],
    ['an isolate', '\u2066x\u2069', '\\u2066x\\u2069'],
    ['a paragraph separator', 'a\u2029b', 'a\\u2029b'],
    ['a zero-width blank', 'ad\u200bmin', 'ad\\u200bmin'],
    ['a byte order mark', '\ufeffx', '\\ufeffx'],
    ['a lone high surrogate', 'a\ud800b', 'a\\ud800b'],
    ['a lone low surrogate', 'a\udc00b', 'a\\udc00b'],
    ['two surrogates the wrong way round', '\udc00\ud800', '\\udc00\\ud800'],
    ['a soft hyphen', 'ad\u00admin', 'ad\\u00admin'],
    ['an interlinear mark', 'a\ufff9b', 'a\\ufff9b'],
    ['a tag character', 'a\u{e0041}b', 'a\\udb40\\udc41b'],
  ])('shows %s', (_, text, shown) => {
    expect(inert(text)).toBe(shown);
  });

  it('leaves what people write as it is', () => {
    const text = "Jürgen Größmann, 東京 \u{1f680} =1+1 <b> 'x' \\u001b";
    expect(inert(text)).toBe(text);
  });

  it('leaves no character that acts', () => {
    const left = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(inert(String.fromCodePoint(code))))
      .map((code) => code.toString(16));
    expect(left).toEqual([]);
  });
});
