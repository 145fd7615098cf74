import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InternalError, UserError } from '../errors.js';
import { formatPath, type PathSegment, parsePath } from './paths.js';

describe('formatPath and parsePath', () => {
  const pairs: readonly (readonly [string, PathSegment[]])[] = [
    ['', []],
    ['Id', ['Id']],
    ['Configuration.X.ServiceEndpoints[0].Address', ['Configuration', 'X', 'ServiceEndpoints', 0, 'Address']],
    ['[3].Id', [3, 'Id']],
    ['A[0][1]', ['A', 0, 1]],
    ['A["x.y"].b', ['A', 'x.y', 'b']],
    ['[""]', ['']],
    ['A["[0]"]', ['A', '[0]']],
    ['A["say \\"hi\\""]', ['A', 'say "hi"']],
    ['A.12[12]', ['A', '12', 12]],
    ['A["\\n\\u007f\\u009b"]', ['A', '\n\u007f\u009b']],
    ['A.back\\slash', ['A', 'back\\slash']],
    ['__proto__.*.{detector}', ['__proto__', '*', '{detector}']],
  ];

  it.each(pairs)('writes and reads %s', (text, segments) => {
    expect(formatPath(segments)).toBe(text);
    expect(parsePath(text)).toEqual(segments);
  });

  it('are exact inverses for any keys and indexes', () => {
    const key = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('.', '[', ']', '"', '\\', 'u', '0', 'a', '\n', '\u0085', '\ud800') }),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(key, fc.nat(Number.MAX_SAFE_INTEGER))), (segments) => {
        expect(parsePath(formatPath(segments))).toEqual(segments);
      }),
    );
  });

  it('write two different paths differently', () => {
    const segments = fc.array(fc.oneof(fc.string(), fc.nat(20)), { maxLength: 4 });
    fc.assert(
      fc.property(segments, segments, (one, other) => {
        expect(formatPath(one) === formatPath(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });

  it.each([
    '.a',
    'a.',
    'a..b',
    'a[',
    'a[]',
    'a[01]',
    'a[-1]',
    'a["x]',
    'a["\\q"]',
    'a]b',
    'a"b',
    'a[0]b',
    'a.[0]',
    'a[99999999999999999999]',
  ])('refuses %s without quoting it', (text) => {
    let thrown: unknown;
    try {
      parsePath(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UserError);
    expect((thrown as UserError).message).not.toContain(text);
    expect((thrown as UserError).cause).toBeUndefined();
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 53])('treats the index %s as a mistake of the program', (index) => {
    expect(() => formatPath(['a', index])).toThrow(InternalError);
  });

  it('never leaves a control character in a path', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (segments) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
        expect(formatPath(segments)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }),
    );
  });
});
