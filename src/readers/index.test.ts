import { describe, expect, it } from 'vitest';
import { UserError } from '../errors.js';
import { collectingReporter } from '../reporter.js';
import { readKnown, readSource } from './index.js';
import { DateValue, type SourceBytes } from './values.js';

function source(text: string): SourceBytes {
  return { name: 'x', bytes: new TextEncoder().encode(text) };
}

/** The format that a source turns out to be of; undefined if no reader knows it. */
async function formatOf(text: string, name = 'x'): Promise<string | undefined> {
  return (await readKnown({ ...source(text), name }, collectingReporter()))?.format;
}

describe('the registry', () => {
  it.each([
    ['{}', 'extended-json'],
    [' \r\n[{}]', 'extended-json'],
    ['\ufeff{"a":1}', 'extended-json'],
    ['/* 1 */ {}', 'extended-json'],
    ['// note\n{}', 'extended-json'],
    [`/*${' '.repeat(9000)}*/{}`, 'extended-json'],
    ['<Objs Version="1.1.0.1"><Obj RefId="0"><MS><S N="a">b</S></MS></Obj></Objs>', 'clixml'],
    ['{"Name": "CONTOSO\\\\a", "SID": "S-1-5-21-1-2-3-1000", "ObjectClass": "User"}', 'role-group'],
    ['Name,SID,ObjectClass\nCONTOSO\\a,S-1-5-21-1-2-3-1000,User\n', 'role-group'],
  ])('knows %j', async (text, format) => {
    expect(await formatOf(text)).toBe(format);
  });

  it.each(['', '<a/>', 'Name : x', '"text"', 'null'])('does not know %j', async (text) => {
    expect(await formatOf(text)).toBeUndefined();
  });

  it('takes an empty file for an export of a role group only if its name says so', async () => {
    expect(await formatOf('', 'ata-users.csv')).toBe('role-group');
  });

  it('throws for a damaged source of a known format', async () => {
    await expect(formatOf('{cut')).rejects.toThrow(UserError);
  });
});

describe('readSource', () => {
  it('reads with the reader that recognises the source', async () => {
    expect(await readSource(source('{"a": 1}'), collectingReporter())).toEqual({
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
  ])('says what an unknown source %j looks like', async (text, what) => {
    await expect(readSource(source(text), collectingReporter())).rejects.toThrow(what);
    await expect(readSource(source(text), collectingReporter())).rejects.toThrow(UserError);
  });

  it('undoes what PowerShell makes of dates, but not in documents of the database', async () => {
    const text = String.raw`[{"At": "\/Date(0)\/"}, {"_id": 1, "At": "\/Date(0)\/"}]`;
    const { documents } = await readSource(source(text), collectingReporter());
    expect(documents.map(({ value }) => value.get('At'))).toEqual([new DateValue(0n), '/Date(0)/']);
  });
});
