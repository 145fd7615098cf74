import { describe, expect, it } from 'vitest';
import { UserError } from '../errors.js';
import { collectingReporter } from '../reporter.js';
import { readers, readSource } from './index.js';
import type { SourceBytes } from './values.js';

function source(text: string): SourceBytes {
  return { name: 'x', bytes: new TextEncoder().encode(text) };
}

function recogniser(text: string): string | undefined {
  return readers.find((reader) => reader.recognises(source(text)))?.format;
}

describe('the registry', () => {
  it.each([
    '{}',
    ' \r\n[{}]',
    '\ufeff{"a":1}',
    '/* 1 */ {}',
    '// note\n{}',
    '{cut',
    `/*${' '.repeat(9000)}*/{}`,
  ])('recognises %j', (text) => expect(recogniser(text)).toBe('extended-json'));

  it.each(['', '<a/>', 'Name : x', '"text"', 'null'])('does not recognise %j', (text) => {
    expect(recogniser(text)).toBeUndefined();
  });
});

describe('readSource', () => {
  it('reads with the reader that recognises the source', () => {
    const read = readSource(source('{"a": 1}'), collectingReporter());
    expect(read).toEqual({
      name: 'x',
      format: 'extended-json',
      encoding: 'utf-8',
      documents: [{ value: new Map([['a', 1]]), line: 1 }],
    });
  });

  it.each([
    ['<a/>', /XML/],
    ['', /empty/],
    ['Name : x\nSID : y\n', /Format-List/],
  ])('says what an unknown source %j looks like', (text, what) => {
    expect(() => readSource(source(text), collectingReporter())).toThrow(what);
    expect(() => readSource(source(text), collectingReporter())).toThrow(UserError);
  });
});
