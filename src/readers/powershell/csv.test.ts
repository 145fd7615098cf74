import { describe, expect, it } from 'vitest';
import { UserError } from '../../errors.js';
import { csvColumns, parseCsv } from './csv.js';

function rowsOf(text: string): Record<string, string>[] {
  return parseCsv(text, 'x.csv').rows.map((row) => Object.fromEntries(row));
}

function errorOf(text: string): UserError {
  try {
    parseCsv(text, 'x.csv');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('parseCsv', () => {
  it.each([
    ['commas and quotes', '"Name","SID"\r\n"a","b"\r\n'],
    ['semicolons', '"Name";"SID"\r\n"a";"b"\r\n'],
    ['tabs', '"Name"\t"SID"\n"a"\t"b"\n'],
    ['no quotes', 'Name,SID\na,b\n'],
    ['a type line', '#TYPE Selected.Tailspin\r\n"Name","SID"\r\n"a","b"\r\n'],
    ['blank lines', 'Name,SID\r\n\r\na,b\r\n\r\n'],
  ])('reads %s', (_, text) => {
    expect(rowsOf(text)).toEqual([{ Name: 'a', SID: 'b' }]);
  });

  it('names the type and the columns, and reads line breaks and quotes within fields', () => {
    const text = '#TYPE Tailspin.Thing\r\n"a","b"\r\n"1\r\n2","say ""x"""\r\n"3",""\r\n';
    const table = parseCsv(text, 'x.csv');
    expect(table.typeName).toBe('Tailspin.Thing');
    expect(table.columns).toEqual(['a', 'b']);
    expect(table.rows.map((row) => [...row.values()])).toEqual([
      ['1\n2', 'say "x"'],
      ['3', ''],
    ]);
    expect(parseCsv('a\n1\n', 'x.csv')).toMatchObject({ typeName: null, cuts: 0 });
  });

  it('takes delimiters within quotes for text', () => {
    expect(rowsOf('"a;b;c","d"\n"1;2","3"\n')).toEqual([{ 'a;b;c': '1;2', d: '3' }]);
  });

  it('counts cells that hold a type in place of a list or an object', () => {
    const text = 'a,b\nSystem.Object[],x\n@{c=1},System.Collections.Hashtable\nSystem.Data.dll,y\n';
    expect(parseCsv(text, 'x.csv').cuts).toBe(3);
  });

  it.each([
    ['a quote that is not closed', '"a","b"\r\n"1","2', 2],
    ['too few fields', '"a","b"\r\n"1","2"\r\n"3"\r\n', 3],
    ['too many fields', 'a,b\n1,2,3\n', 2],
    ['something after a field in quotes', '"a","b"\n"1"x,"2"\n', 2],
    ['a quote within a field', 'a,b\n1"2,3\n', 2],
    ['an error after a line break within a field', 'a,b\r\n"1\r\n2",3\r\n4\r\n', 4],
    ['two columns of one name', 'a,a\n1,2\n', 1],
    ['a last line that does not end', '#TYPE X\n"a","b"\n"1","2"', 3],
    ['columns that do not end', '"Name"', 1],
  ])('refuses %s', (_, text, line) => {
    const { location, message } = errorOf(text);
    expect(location).toEqual({ source: 'x.csv', line });
    expect(message).toMatch(/cut short|damaged|same name/);
  });

  it('refuses every beginning of a file that does not end with a line', () => {
    const text = '#TYPE Tailspin\r\n"Name","SID"\r\n"a","b ""c"""\r\n';
    for (let length = 16; length < text.length; length += 1) {
      if (/[\r\n]$/.test(text.slice(0, length))) continue;
      expect(errorOf(text.slice(0, length)), String(length)).toBeInstanceOf(UserError);
    }
  });
});

describe('csvColumns', () => {
  it.each([
    ['#TYPE X\r\n"Name";"SID"\r\n"a', ['Name', 'SID']],
    ['Name\tSID', ['Name', 'SID']],
    ['"Name', []],
    ['', []],
    ['#TYPE X', []],
  ])('%j', (text, columns) => {
    expect(csvColumns(text)).toEqual(columns);
  });
});
