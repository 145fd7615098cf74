import { describe, expect, it } from 'vitest';
import type { Version } from '../types/ata-snapshot.js';
import { countOf, lastKey, lowerFirst, namedValues, versionText } from './shown.js';

describe('what people read', () => {
  it('names only values that are there', () => {
    expect(
      namedValues({ Name: 'a', None: null, Empty: [], Unset: undefined, Off: false, Zero: 0, List: ['b'] }),
    ).toEqual({ Name: 'a', Off: false, Zero: 0, List: ['b'] });
  });

  it.each<[Partial<Version>, string]>([
    [
      { name: '1.9.3', supportState: 'ended', supportEnded: '2026-01-13' },
      '1.9.3 (1.9.7576), support ended 2026-01-13',
    ],
    [{ name: null, supportState: 'unknown', supportEnded: null }, '1.9.7576'],
    [{ name: '1.9.3', supportState: 'unknown', supportEnded: null }, '1.9.3 (1.9.7576)'],
  ])('says of a version what is known: %j', (known, text) => {
    expect(versionText({ full: '1.9.7576', ...known } as Version)).toBe(text);
  });

  it('says nothing of a version that is not known', () => {
    expect(versionText(null)).toBeNull();
  });

  it('counts one thing as one', () => {
    expect([0, 1, 2].map((count) => countOf(count, 'setting'))).toEqual([
      '0 settings',
      '1 setting',
      '2 settings',
    ]);
  });

  it('takes the last key of a path, and begins a text small', () => {
    expect([lastKey('A.B[0].C'), lastKey('C')]).toEqual(['C', 'C']);
    expect(lowerFirst('Sensors on DC01')).toBe('sensors on DC01');
  });
});
