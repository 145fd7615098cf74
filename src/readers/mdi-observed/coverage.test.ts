import { describe, expect, test } from 'vitest';
import { coverageOf, type SourcedPage } from './coverage.js';

function page(over: Partial<SourcedPage> = {}): SourcedPage {
  return {
    list: 'sensors',
    scope: null,
    kinds: null,
    entries: 2,
    start: null,
    next: null,
    total: null,
    lacks: null,
    source: 'a.json',
    ...over,
  };
}

const next = 'https://graph.microsoft.com/v1.0/security/identities/sensors?$skip=';

describe('a list is whole only if it can be shown to be', () => {
  test.each<[string, boolean, SourcedPage[]]>([
    ['one answer that nothing follows', true, [page()]],
    ['an answer that goes on', false, [page({ next: `${next}2` })]],
    ['both pages', true, [page({ next: `${next}2` }), page({ entries: 1 })]],
    ['both pages, in the other order', true, [page({ entries: 1 }), page({ next: `${next}2` })]],
    [
      'three pages without the middle',
      false,
      [page({ next: `${next}2` }), page({ next: `${next}6` }), page()],
    ],
    ['the first page twice', false, [page({ next: `${next}2` }), page({ next: `${next}2`, source: 'b' })]],
    ['pages by a token, nobody counted', false, [page({ next: `${next}x` }), page()]],
    ['pages by a token, with a count', true, [page({ next: `${next}x`, total: 3 }), page({ entries: 1 })]],
    ['fewer than were counted', false, [page({ total: 3 })]],
    ['as many as were counted', true, [page({ total: 2 })]],
    [
      'the same portion twice is no second portion',
      false,
      [page({ total: 4, start: 0 }), page({ total: 4, start: 0 })],
    ],
    ['both portions', true, [page({ total: 4, start: 0 }), page({ total: 4, start: 2 })]],
    ['only a later page', false, [page({ start: 2 })]],
    ['an empty answer', true, [page({ entries: 0 })]],
    ['one that says it is not whole', false, [page({ lacks: 'the request had a filter' })]],
    ['that, and a whole one', true, [page({ lacks: 'the request had a filter' }), page()]],
  ])('%s: %s', (_, whole, pages) => {
    const [coverage, ...others] = coverageOf(pages);
    expect(others).toEqual([]);
    expect(coverage?.whole).toBe(whole);
    expect(coverage?.why === null).toBe(whole);
  });

  test('rules, tags and kinds are lists of their own', () => {
    const pages = [
      page({ list: 'exclusions', scope: 'A', kinds: ['user'] }),
      page({ list: 'exclusions', scope: 'A', kinds: ['ip'], next: `${next}2` }),
      page({ list: 'exclusions', scope: 'B' }),
    ];
    expect(coverageOf(pages).map(({ scope, kinds, whole }) => [scope, kinds, whole])).toEqual([
      ['A', ['user'], true],
      ['A', ['ip'], false],
      ['B', null, true],
    ]);
  });
});
