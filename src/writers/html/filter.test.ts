import { expect, test } from 'vitest';
import { artifactText } from '../../../test/support/artifacts.js';
import { smallPlan } from '../../../test/support/plans.js';
import { htmlWriter } from '../html.js';
import type { Progress } from '../progress.js';
import { type Filter, filteredItems, noFilter } from './filter.js';
import { pageItems } from './items.js';

const page = artifactText(htmlWriter.artifacts(smallPlan())[0]);
const items = pageItems(JSON.parse(/id="plan-data">([^<]*)</.exec(page)?.[1] ?? ''));

function found(filter: Partial<Filter>, entered: Partial<Progress> = {}): string[] {
  const id = 'syslog/server/10.20.30.40';
  return filteredItems(
    items,
    { ...noFilter, ...filter },
    {
      progress: (item) => ({ ...item.initial, ...(item.id === id ? entered : {}) }),
      isChanged: (item) => item.id === id,
    },
  ).map((item) => item.id);
}

const syslog = ['syslog/server/10.20.30.40'];

test.each<[string, Partial<Filter>, Partial<Progress>, string[]]>([
  ['an address', { words: '10.20.30.40' }, {}, syslog],
  ['words in any order and case', { words: 'SYSLOG tls' }, {}, syslog],
  ['what all items of a kind say', { words: 'certificate' }, {}, syslog],
  ['the cost of an option', { words: 'clear text' }, {}, syslog],
  ['what people wrote', { words: 'ticket-7' }, { notes: 'see TICKET-7' }, syslog],
  ['markup', { words: 'brand<new>' }, {}, ['unrecognised/center/Configuration.Brand<New>']],
  ['nothing', { words: 'zzz' }, {}, []],
  ['an area', { area: 'vpn' }, {}, []],
  ['a disposition', { disposition: 'decision' }, {}, syslog],
  ['a phase and a status', { phase: 'plan', status: 'Done' }, { status: 'Done' }, syslog],
  ['another status', { phase: 'plan', status: 'Done' }, {}, []],
  ['what is open', { phase: 'plan', status: 'open' }, { status: 'Blocked' }, syslog],
  ['what is settled is not open', { phase: 'plan', status: 'open' }, { status: 'Not needed' }, []],
  ['an owner', { owner: { name: 'Anna' } }, { owner: ' Anna ' }, syslog],
  ['what nobody has', { phase: 'plan', owner: { name: '' } }, { owner: 'Anna' }, []],
  ['what changed', { changedOnly: true }, {}, syslog],
])('finds %s', (_what, filter, entered, ids) => {
  expect(found(filter, entered)).toEqual(ids);
});

test('lets everything through in its order', () => {
  expect(found({})).toEqual(smallPlan().items.map(({ id }) => id));
});

test('finds what is of a Center, in a plan of several', () => {
  const [first, ...others] = items;
  if (first === undefined) throw new Error('there are no items');
  const of = { ...first, shape: { ...first.shape, centers: ['A', 'B'] } };
  const knowledge = { progress: (item: typeof first) => item.initial, isChanged: () => false };
  for (const [filter, count] of [
    [{ center: 'B' }, 1],
    [{ center: 'C' }, 0],
    [{ words: 'b' }, 1],
  ] as const)
    expect(
      filteredItems([of, ...others], { ...noFilter, ...filter }, knowledge).includes(of),
      JSON.stringify(filter),
    ).toBe(count === 1);
});
