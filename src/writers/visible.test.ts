import fc from 'fast-check';
import { expect, it } from 'vitest';
import { visibleText } from './visible.js';

it.each([
  ['plain text', 'plain text'],
  ['Zoë 株式会社 👩\u200d👩', 'Zoë 株式会社 👩\u200d👩'],
  ['a\nb\tc\r\u0000\u001b', 'a␊b␉c␍␀␛'],
  ['\u007f\u009b', '␡\\u009B'],
  ['user\u202Egnp.exe', 'user\\u202Egnp.exe'],
  ['\u2066\u2028\u200B\uFEFF\u00AD', '\\u2066\\u2028\\u200B\\uFEFF\\u00AD'],
  ['\u{E0041}', '\\u{E0041}'],
  ['\uD800x\uDC00', '\\uD800x\\uDC00'],
  ['\uFFFE', '\\uFFFE'],
])('shows %j as %s', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

it('leaves nothing unseen, and changes its own result no further', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = visibleText(text);
      expect(shown.replace(/[\u200c\u200d]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      expect(visibleText(shown)).toBe(shown);
    }),
  );
});
