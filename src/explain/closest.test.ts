import { describe, expect, it } from 'vitest';
import { closestWords } from './closest.js';

const known = ['syslog', 'reports', 'DnsReconnaissance', 'SamrReconnaissance', 'exclusions', '1.9.3'];

describe('closestWords', () => {
  it.each([
    ['sylog', ['syslog']],
    ['ysslog', ['syslog']],
    ['syslogg', ['syslog']],
    ['sxslog', ['syslog']],
    ['SAMRreconaissance', ['SamrReconnaissance']],
    ['DmrReconnaissance', ['DnsReconnaissance', 'SamrReconnaissance']],
    ['exclusion', ['exclusions']],
    ['something else', []],
    ['', []],
    ['x', []],
    ['1.9.4', ['1.9.3']],
    ['1.7.4', []],
  ])('of %s', (word, expected) => {
    expect(closestWords(word, known)).toEqual(expected);
  });

  it('never takes one number for another', () => {
    expect(closestWords('2010', ['2011', '2008'])).toEqual([]);
  });

  it('gives at most five, the closest first and then by the alphabet', () => {
    const candidates = ['abcdeg', 'abcdxx', 'abcdea', 'abcdeb', 'abcdec', 'abcded'];
    expect(closestWords('abcdef', candidates)).toEqual(['abcdea', 'abcdeb', 'abcdec', 'abcded', 'abcdeg']);
  });

  it('does not try on a word that nobody typed', () => {
    expect(closestWords('a'.repeat(1_000_000), ['a'.repeat(1_000_000)])).toEqual([]);
  });
});
