import { describe, expect, it } from 'vitest';
import { isCutCell, parseTable } from './table.js';

describe('parseTable', () => {
  it('reads the columns by their dashes', () => {
    const text = [
      '',
      'ObjectClass Name                   PrincipalSource',
      '----------- ----                   ---------------',
      'User        CONTOSO\\a b            ActiveDirectory',
      'Group       CONTOSO\\a very long... ActiveDirectory',
      'User        ATACENTER\\x            ',
      '',
      'not part of it',
    ].join('\r\n');
    const table = parseTable(text);
    expect(table?.columns).toEqual(['ObjectClass', 'Name', 'PrincipalSource']);
    expect(table?.rows.map((row) => [...row.values()])).toEqual([
      ['User', 'CONTOSO\\a b', 'ActiveDirectory'],
      ['Group', 'CONTOSO\\a very long...', 'ActiveDirectory'],
      ['User', 'ATACENTER\\x', ''],
    ]);
  });

  it.each([
    ['no dashes', 'Name SID\na b\n'],
    ['dashes first', '---- ---\na    b\n'],
    ['one column', 'Name\n----\na\n'],
    ['a column without a name', 'Name\n---- ---\na    b\n'],
    ['two columns of one name', 'Name Name\n---- ----\na    b\n'],
    ['', ''],
  ])('finds none in %s', (_, text) => {
    expect(parseTable(text)).toBeNull();
  });

  it('knows cells that are cut', () => {
    expect(['a...', 'a…', 'a.', '...a'].map(isCutCell)).toEqual([true, true, false, false]);
  });
});
