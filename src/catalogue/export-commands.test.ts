import { describe, expect, it } from 'vitest';
import { entityQuery } from './export-commands.js';

describe('entityQuery', () => {
  it.each([
    [
      '_id',
      '4412d323-0dd7-4e03-a5ef-fbd1b35e8437',
      '"{\\"_id\\":\\"4412d323-0dd7-4e03-a5ef-fbd1b35e8437\\"}"',
    ],
    ['Sid', 'S-1-5-21-1-2-3-1104', '"{\\"Sid\\":\\"S-1-5-21-1-2-3-1104\\"}"'],
  ] as const)('asks for %s %s in the quotation marks of a Command Prompt', (field, value, query) => {
    expect(entityQuery(field, value)).toBe(`mongoexport --db ATA --collection UniqueEntity --query ${query}`);
  });

  it.each(['', 'a b', 'x" & calc & "', '%PATH%', '$(calc)', "'"])('makes no command of %j', (value) => {
    expect(entityQuery('_id', value)).toBeNull();
  });
});
