import { describe, expect, it } from 'vitest';
import { gatewayWith } from '../../test/support/gateways.js';
import { mapped } from '../../test/support/mapped.js';
import { centerWith, type Plain } from '../../test/support/snapshots.js';
import { unrecognisedMapper } from './unrecognised.js';

/** A Center whose every other section is known and not empty: an empty one counts as unknown. */
function known(configuration: { readonly [section: string]: Plain } = {}): ReturnType<typeof centerWith> {
  return centerWith(
    { LocalizerConfiguration: { LocaleId: 'en-us' }, ...configuration },
    { IsRadiusEventListenerEnabled: false },
  );
}

describe('the mapper of what is unknown', () => {
  it('has nothing to do where all is known', async () => {
    expect((await mapped(unrecognisedMapper, known())).items).toEqual([]);
  });

  it('lists every unknown leaf with its path and value', async () => {
    const { item, items, unclaimed } = await mapped(
      unrecognisedMapper,
      known({ Invented: { IsEnabled: true, Nested: { Level: 3, Nothing: null, Empty: {} } } }),
    );
    expect(unclaimed).toEqual([]);
    expect(items.map(({ id, source }) => [id, source.value])).toEqual([
      ['unrecognised/Configuration.Invented.IsEnabled', true],
      ['unrecognised/Configuration.Invented.Nested.Level', 3],
      ['unrecognised/Configuration.Invented.Nested.Nothing', null],
      ['unrecognised/Configuration.Invented.Nested.Empty', {}],
    ]);
    const found = item('unrecognised/Configuration.Invented.IsEnabled', 'unrecognised');
    expect(found.reason.code).toBe('unknown-setting');
    expect(found.title).toBe('Unknown setting Configuration.Invented.IsEnabled');
    expect(found.target).toBeNull();
    expect(found.steps.length).toBeGreaterThan(0);
  });

  it('makes one item of a list', async () => {
    const { item, items, unclaimed } = await mapped(
      unrecognisedMapper,
      known({ Invented: { Names: ['a', 'b'], None: [], Rows: [{ A: 1, 'x.y': 2 }, [3]] } }),
    );
    expect(unclaimed).toEqual([]);
    expect(items).toHaveLength(3);
    expect(item('unrecognised/Configuration.Invented.Names', 'unrecognised').source.value).toEqual([
      'a',
      'b',
    ]);
    expect(item('unrecognised/Configuration.Invented.None', 'unrecognised').source.value).toEqual([]);
    expect(item('unrecognised/Configuration.Invented.Rows', 'unrecognised').source.value).toEqual({
      '[0].A': 1,
      '[0]["x.y"]': 2,
      '[1][0]': 3,
    });
  });

  it.each<[string, Plain, Plain]>([
    ['of one text', ['a'], ['a']],
    ['of many', Array(11).fill('a'), Array(11).fill('a')],
    ['of one object', [{ A: 1 }], { '[0].A': 1 }],
    ['of a text and an object', ['a', { A: 1 }], { '[0]': 'a', '[1].A': 1 }],
    ['of lists', [[1], [2]], { '[0][0]': 1, '[1][0]': 2 }],
  ])('shows a list as a list, with places where it has more in it: %s', async (_, list, shown) => {
    const { items } = await mapped(unrecognisedMapper, known({ Invented: { List: list } }));
    expect(items.map(({ source }) => source.value)).toEqual([shown]);
  });

  it('does not take brackets in a name for a list', async () => {
    const { items } = await mapped(unrecognisedMapper, known({ Invented: { 'a[0]': 1, 'a[1]': 2 } }));
    expect(items).toHaveLength(2);
  });

  it('shows of a secret only whether there is one', async () => {
    const { items } = await mapped(
      unrecognisedMapper,
      known({ Invented: { ProxyPassword: 'canary-value', OtherPassword: '' } }),
    );
    expect(items.map(({ source }) => source.value)).toEqual(['(secret, not shown)', '(secret, none set)']);
    expect(JSON.stringify(items)).not.toContain('canary-value');
  });

  it('says to which Gateway or document a setting belongs', async () => {
    const { item, unclaimed } = await mapped(
      unrecognisedMapper,
      known(),
      gatewayWith('GW1', { Invented: 1 }),
      { Invented: 2, Id: 'other-1', Type: 'SomethingSystemProfile' },
    );
    expect(unclaimed).toEqual([]);
    expect(item('unrecognised/gateway/GW1/Invented', 'unrecognised')).toMatchObject({
      title: 'Unknown setting Invented of gateway/GW1',
      reason: { code: 'unknown-setting' },
    });
    expect(item('unrecognised/document/SomethingSystemProfile/Invented', 'unrecognised')).toMatchObject({
      title: 'Unknown setting Invented of the unknown document/SomethingSystemProfile',
      reason: { code: 'unknown-document' },
    });
  });

  it('makes one item of a very long list', async () => {
    const list = Array.from({ length: 20_000 }, (_, index) => ({ [`key${index}`]: index }));
    const { items, unclaimed } = await mapped(unrecognisedMapper, known({ Invented: { Rows: list } }));
    expect(unclaimed).toEqual([]);
    expect(items).toHaveLength(1);
  });
});
