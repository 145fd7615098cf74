import fc from 'fast-check';
import { expect, test } from 'vitest';
import { powershellValue, quoted } from '../../src/writers/powershell/quote.js';
import { isHarmlessExpression, literalCount, textOfExpression } from '../support/powershell-values.js';

/** Texts of what is dangerous, besides any other UTF-16, halves of pairs included. */
const nasty = fc.array(
  fc.oneof(
    fc.constantFrom(
      "'",
      '\u2018',
      '\u2019',
      '\u201A',
      '\u201B',
      '"',
      '\u201C',
      '`',
      '$',
      '$(',
      '@{',
      ';',
      '#>',
      '<#',
      '\r\n',
      '\n',
      '\r',
      '\0',
      '\u202E',
      '\u2028',
      '\uFEFF',
      '\uD83D',
      '\uDE00',
      "'@",
      '{0}',
      '; Remove-Item C:\\',
    ),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
  ),
);
const texts = nasty.map((parts) => parts.join(''));

test('a text is read back as it was, whatever is in it', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const expression = quoted(text);
      expect(textOfExpression(expression)).toBe(text);
      expect(isHarmlessExpression(expression)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('it stays on one line and shows all that is in it', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(quoted(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    }),
    { numRuns: 1000 },
  );
});

test('text that can be seen is one single-quoted text', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const visible = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffe\uffff]/gu, '');
      expect(quoted(visible)).toMatch(/^'[\s\S]*'$/);
      expect(literalCount(quoted(visible))).toBe(1);
    }),
  );
});

test('a list has as many texts as elements', () => {
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 5 }), (list) => {
      const expression = powershellValue(list);
      expect(isHarmlessExpression(expression)).toBe(true);
      expect(expression).toBe(`@(${list.map(quoted).join(', ')})`);
    }),
  );
});

test('anything else in place of a text is noticed by this test', () => {
  for (const broken of ["'a' + $x", "'a'; b", "'a'b'", '"a"', "''\u2019", "'\u2019; b'"])
    expect(() => textOfExpression(broken), broken).toThrow();
});
