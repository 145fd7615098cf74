import { describe, expect, it } from 'vitest';
import { UserError } from '../errors.js';
import { parseCommentedJson } from './commented-json.js';

function failure(text: string): UserError {
  try {
    parseCommentedJson(text, 'own.json');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('parseCommentedJson', () => {
  it.each([
    ['{}', {}],
    ['[1, -2.5e3, true, false, null, "a\\u0041\\n"]', [1, -2500, true, false, null, 'aA\n']],
    ['// first\n{"a": /* here */ [1, 2,], // there\n}\n/* end */', { a: [1, 2] }],
    ['{"a//b": "/* no comment */"}', { 'a//b': '/* no comment */' }],
    ['{"__proto__": 1}', JSON.parse('{"__proto__": 1}')],
  ])('reads %s', (text, value) => {
    expect(parseCommentedJson(text, 'own.json').value).toEqual(value);
  });

  it.each([
    ["{'a': 1}", 1, 2],
    ['{a: 1}', 1, 2],
    ['{"a": ObjectId("5f7ab5f381d7314991ae13e7")}', 1, 7],
    ['{"a": 1,\n"a": 2}', 2, 1],
    ['{"a": 1} {}', 1, 10],
    ['{"a": 0x10}', 1, 7],
    ['{"a": tru}', 1, 7],
    ['[1 2]', 1, 4],
    ['{"a": 1', 1, 8],
    ['', 1, 1],
  ])('refuses %s, with its place', (text, line, column) => {
    expect(failure(text).location).toEqual({ source: 'own.json', line, column });
  });

  it('knows where each value begins', () => {
    const { placeOf } = parseCommentedJson('{\n  "a/b": [1,\n    {"c": true}]\n}', 'own.json');
    expect(placeOf('')).toEqual({ line: 1, column: 1 });
    expect(placeOf('/a~1b')).toEqual({ line: 2, column: 10 });
    expect(placeOf('/a~1b/1/c')).toEqual({ line: 3, column: 11 });
    expect(placeOf('/a~1b/1/missing')).toEqual({ line: 3, column: 5 });
  });
});
