import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { firstDuplicateKey } from './stored-text.js';

describe('a key that stands twice', () => {
  test.each<[string, string]>([
    ['{"a": 1, "a": 2}', 'a'],
    ['{"a": {"b": [0, {"c": "x", "c": null}]}}', 'a.b[1].c'],
    ['[{"a": 1}, {"a": 1, "b": "\\\\", "a": 1}]', '[1].a'],
    ['{"a\\u0062": 1, "ab": 2}', 'ab'],
    ['{"a": "{\\"a\\": 1", "b": 1, "b": 2}', 'b'],
    ['{"": {"x": 1}, "y": "", "": 2}', '[""]'],
  ])('is found in %s', (text, path) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(firstDuplicateKey(text)).toBe(path);
  });

  test.each([
    '{"a": {"a": 1}, "b": {"a": 1}}',
    '["a", "a"]',
    '"a"',
    '{"a": "a"}',
    '{"a": ["b", "b"], "b": 1}',
    '',
  ])('is not in %s', (text) => expect(firstDuplicateKey(text)).toBeUndefined());

  it('is in no JSON that was written from values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => firstDuplicateKey(JSON.stringify(value, null, 1)) === undefined),
    );
  });

  it('is found wherever it is put', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.string(), (value, other, key) => {
        const [first, again] = [JSON.stringify(value), JSON.stringify(other)];
        const twice = `{${JSON.stringify(key)}: ${first}, "other": ${again}, ${JSON.stringify(key)}: 1}`;
        fc.pre(key !== 'other');
        return firstDuplicateKey(`[${first}, {"in": [${twice}]}]`) !== undefined;
      }),
    );
  });
});
