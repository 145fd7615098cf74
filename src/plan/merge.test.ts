import { describe, expect, test } from 'vitest';
import { entityWith, manualWith, targetWith } from '../../test/support/plans.js';
import { portalTarget, type WorkspaceFacts } from '../catalogue/portal.js';
import { automaticItem, decisionItem } from '../mappers/items.js';
import type { Item, ItemDecision, ItemManual } from '../types/migration-plan.js';
import { type CenterItem, conflictItem, mergedItem, unitedItem } from './merge.js';

function entry(center: string, item: Item): CenterItem {
  return { center, label: `${center}-ATA`, item };
}

function manual(over: Partial<ItemManual>): ItemManual {
  return manualWith({ title: 'A title', steps: ['Do it.'], check: 'It is done.', ...over });
}

/** What needs nothing. */
function settled(over: Partial<Item> = {}): Item {
  const parts = {
    id: 'x/1',
    area: 'email',
    title: 'Nothing to do',
    reason: 'action-account-default',
  } as const;
  return { ...automaticItem({ ...parts, leaves: [], value: null }), ...over } as Item;
}

const [anna, bert, carl] = ['anna', 'bert', 'carl'].map((name) => entityWith({ id: name, name }));

function entities(...all: (typeof anna)[]): Pick<Item, 'entities'> {
  return { entities: all.flatMap((one) => (one === undefined ? [] : [one])) };
}

describe('items that say the same', () => {
  test('become one, with the leaves and the objects of all, each object once', () => {
    const merged = mergedItem([
      entry('A', manual({ source: { paths: ['a:1'], value: 'x' }, ...entities(anna, bert) })),
      entry(
        'B',
        manual({ source: { paths: ['b:1'], sharedPaths: ['b:2'], value: 'y' }, ...entities(carl, bert) }),
      ),
      entry('C', manual({ source: { paths: ['c:1'], sharedPaths: ['c:2'], value: 'z' }, ...entities(carl) })),
    ]);
    expect(merged.source).toEqual({
      paths: ['a:1', 'b:1', 'c:1'],
      sharedPaths: ['b:2', 'c:2'],
      value: 'x',
    });
    expect(merged.entities.map(({ id }) => id)).toEqual(['anna', 'bert', 'carl']);
  });

  test('have no list of shared leaves where none has one', () => {
    expect(mergedItem([entry('A', manual({}))]).source).not.toHaveProperty('sharedPaths');
  });
});

describe('items of which one Center knows more', () => {
  const facts: WorkspaceFacts = { has: 'list', unites: ['Recipients'], advice: null };

  function decision(over: Partial<ItemDecision> = {}): Item {
    const options = [
      { label: 'Yes', cost: '' },
      { label: 'No', cost: '' },
    ];
    const parts = {
      id: 'x/1',
      area: 'email',
      title: 'Decide: whether',
      reason: 'conflict-between-centers',
    } as const;
    const question = { question: 'Whether?', options, advice: 'No.' };
    return { ...decisionItem({ ...parts, leaves: [], value: null, decision: question }), ...over };
  }

  test.each<[string, Item, Item]>([
    ['asks for something', manual({}), settled()],
    ['asks for something, rather than to decide', manual({}), decision()],
    ['asks to decide, rather than for nothing', decision(), settled()],
    ['knows all objects', manual(entities(anna)), manual({ ...entities(entityWith({ resolved: false })) })],
    [
      'asks for something, though it knows fewer objects',
      manual({ ...entities(entityWith({ resolved: false })) }),
      settled(entities(anna)),
    ],
    ['comes first, of equals', manual({ title: 'A' }), manual({ title: 'B' })],
  ])('the one that %s stands for all, in whatever order they come', (_, best, other) => {
    for (const group of [
      [entry('A', best), entry('B', other)],
      [entry('B', other), entry('A', best)],
    ]) {
      const united = unitedItem(group, facts);
      expect([united.title, united.disposition]).toEqual([best.title, best.disposition]);
      expect(united.notes).toEqual(other.title === best.title ? [] : [`In ATA Center B-ATA: ${other.title}`]);
      expect(united.entities.length).toBe(
        new Set([...best.entities, ...other.entities].map(({ id }) => id)).size,
      );
    }
  });

  test('fields that take several have the entries of all; texts follow', () => {
    const recipients = (value: string) =>
      targetWith({
        values: [
          { field: 'Recipients', value },
          { field: 'Name', value: 'rule' },
        ],
      });
    const united = unitedItem(
      [
        entry(
          'A',
          manual({
            title: 'Mail to 2 recipients',
            target: recipients('a@x, b@x'),
            steps: ['Enter a@x, b@x.'],
            check: 'There are a@x, b@x.',
          }),
        ),
        entry(
          'B',
          manual({ title: 'Mail to 2 recipients', target: recipients('b@x, c@x'), steps: ['Then.'] }),
        ),
      ],
      facts,
    );
    expect(united.target?.values).toEqual([
      { field: 'Recipients', value: 'a@x, b@x, c@x' },
      { field: 'Name', value: 'rule' },
    ]);
    expect(united).toMatchObject({
      title: 'Mail to 3 recipients',
      steps: ['Enter a@x, b@x, c@x.'],
      check: 'There are a@x, b@x, c@x.',
    });
  });

  test('texts that are no lists of words are kept whole, each once', () => {
    const named = (value: string) =>
      manual({ target: targetWith({ values: [{ field: 'Recipients', value }] }) });
    const values = ['all of sales', 'b@x', 'all of sales'].map((value, at) =>
      entry(String(at), named(value)),
    );
    expect(unitedItem(values, facts).target?.values).toEqual([
      { field: 'Recipients', value: 'all of sales; b@x' },
    ]);
  });

  test('a field that does not take several stays as in the one that knows most', () => {
    const named = (value: string) => manual({ target: targetWith({ values: [{ field: 'Port', value }] }) });
    const none: WorkspaceFacts = { ...facts, unites: [] };
    expect(unitedItem([entry('A', named('1')), entry('B', named('2'))], none).target?.values).toEqual([
      { field: 'Port', value: '1' },
    ]);
  });

  test.each<[string, Item['source']['value'][], unknown]>([
    ['once if they are the same', [{ a: [1] }, { a: [1] }], { a: [1] }],
    [
      'together if only lists differ',
      [
        { a: [1, 2], b: 1 },
        { a: [2, 3], b: 1 },
      ],
      { a: [1, 2, 3], b: 1 },
    ],
    ['together if one has a list more', [{ a: [1] }, { b: [2] }], { a: [1], b: [2] }],
    ['by Center if anything else differs', [{ a: 1 }, { a: 2 }], { 'A-ATA': { a: 1 }, 'B-ATA': { a: 2 } }],
    ['by Center if one has no names', ['x', { a: 1 }], { 'A-ATA': 'x', 'B-ATA': { a: 1 } }],
    ['by Center if they are lists', [['x'], ['y']], { 'A-ATA': ['x'], 'B-ATA': ['y'] }],
    ['by Center if one has none', [null, 'y'], { 'A-ATA': null, 'B-ATA': 'y' }],
  ])('values of ATA stand there %s', (_, [a = null, b = null], expected) => {
    const items = [a, b].map((value) => manual({ source: { paths: [], value } }));
    const group = items.map((item, at) => entry('AB'.charAt(at), item));
    expect(unitedItem(group, facts).source.value).toEqual(expected);
  });
});

describe('different values of what a workspace has once', () => {
  const facts: WorkspaceFacts = {
    has: 'one',
    unites: [],
    advice: 'Take the newer one.',
    otherOptions: [{ label: 'None of them', cost: 'No messages.' }],
  };
  const syslog = portalTarget('syslog-notifications');

  function server(id: string, port: string, over: Partial<ItemManual> = {}): ItemManual {
    const values = [
      { field: 'Port', value: port },
      { field: 'Transport', value: 'UDP' },
    ];
    return manual({ id, area: 'syslog', title: `Syslog to ${id}`, target: targetWith({ values }), ...over });
  }

  function conflict(group: readonly CenterItem[], over: Partial<WorkspaceFacts> = {}): ItemDecision {
    const item = conflictItem(group, syslog, { ...facts, ...over });
    if (item.disposition !== 'decision') throw new Error('this is no decision');
    return item;
  }

  test('each value is an option with the Centers that have it', () => {
    const one = server('syslog/one', '514', { source: { paths: ['a:1'], value: 514 } });
    const two = server('syslog/two', '6514', { source: { paths: ['b:1'], value: 6514 } });
    const { decision, source, target } = conflict([entry('A', one), entry('B', two), entry('C', one)]);
    expect(decision.options).toEqual([
      {
        label: 'As in ATA Centers A-ATA and C-ATA: Port 514',
        cost: 'What ATA Center B-ATA has of its own is given up.',
        centers: ['A', 'C'],
        item: 'syslog/one',
        values: one.target.values,
      },
      {
        label: 'As in ATA Center B-ATA: Port 6514',
        cost: 'What ATA Centers A-ATA and C-ATA have of their own is given up.',
        centers: ['B'],
        item: 'syslog/two',
        values: two.target.values,
      },
      { label: 'None of them', cost: 'No messages.' },
    ]);
    expect(source).toEqual({
      paths: ['a:1', 'b:1', 'a:1'],
      value: { 'A-ATA': 514, 'B-ATA': 6514, 'C-ATA': 514 },
    });
    expect(target?.values).toEqual([
      { field: 'Port', value: 'as in the option that is chosen' },
      { field: 'Transport', value: 'UDP' },
    ]);
  });

  test('what is about one thing keeps its id and title', () => {
    const group = [entry('A', server('syslog/x', '1')), entry('B', server('syslog/x', '2'))];
    expect(conflict(group)).toMatchObject({
      id: 'syslog/x',
      title: 'Decide between ATA Centers: Syslog to syslog/x',
    });
    const decided = group.map(({ center, item }) => entry(center, { ...item, title: 'Decide: the server' }));
    expect(conflict(decided).title).toBe('Decide between ATA Centers: the server');
  });

  test('what is about several is called by the setting, unless each thing has its own', () => {
    const group = [entry('A', server('syslog/x', '1')), entry('B', server('syslog/y', '2'))];
    expect(conflict(group)).toMatchObject({
      id: 'syslog/between-centers',
      title: `Decide between ATA Centers: ${syslog.setting}`,
    });
    expect(conflict(group, { has: 'one-each' }).title).toBe('Decide between ATA Centers: Syslog to syslog/x');
  });

  test('values that read the same but are not asked for are options of their own, told apart by title', () => {
    const { decision } = conflict([
      entry('A', server('syslog/x', '1')),
      entry(
        'B',
        settled({ title: 'Syslog is off', target: targetWith({ values: server('x', '1').target.values }) }),
      ),
    ]);
    expect(decision.options.slice(0, 2).map(({ label }) => label)).toEqual([
      'As in ATA Center A-ATA: Syslog to syslog/x',
      'As in ATA Center B-ATA: Syslog is off',
    ]);
  });

  test('switches differ by their value in ATA', () => {
    const group = [true, false].map((value, at) =>
      entry('AB'.charAt(at), server('x', '1', { source: { paths: [], value } })),
    );
    expect(conflict(group, { has: 'switch' }).decision.options).toHaveLength(3);
    expect(conflict(group).decision.options).toHaveLength(2);
  });

  test('secrets are taken to differ, since nobody can compare them', () => {
    const vpn = portalTarget('vpn-radius');
    const group = [entry('A', server('vpn', '1')), entry('B', server('vpn', '1'))];
    const item = conflictItem(group, vpn, { ...facts, otherOptions: [] });
    expect(item.disposition === 'decision' && item.decision.options.length).toBe(2);
  });

  test('a presumed target stays presumed, and links of all are kept, each once', () => {
    const doc = { title: 'A page', url: 'https://learn.microsoft.com/x' };
    const presumed = server('x', '2', { docs: [doc] });
    const group = [
      entry('A', server('x', '1', { docs: [doc] })),
      entry('B', { ...presumed, target: { ...presumed.target, certainty: 'inferred' } }),
    ];
    expect(conflict(group).target?.certainty).toBe('inferred');
    expect(conflict(group.slice(0, 1)).target?.certainty).toBe(syslog.certainty);
    expect(conflict(group).docs.filter(({ url }) => url === doc.url)).toHaveLength(1);
  });

  test('steps that are the same stand once, others below their Centers', () => {
    const same = [entry('A', server('x', '1')), entry('B', server('x', '2'))];
    expect(conflict(same).steps).toEqual(['Choose one of the options.', 'Do it.', 'Check: It is done.']);
    const steps = ['Choose one of the options.', 'Do that.'];
    const other = entry('B', server('x', '2', { steps, check: 'That is done.' }));
    expect(conflict([entry('A', server('x', '1')), other]).steps).toEqual([
      'Choose one of the options.',
      'If it is as in ATA Center A-ATA:',
      'Do it.',
      'If it is as in ATA Center B-ATA:',
      'Do that.',
      'Check: It is done.',
      'Check: That is done.',
    ]);
  });

  test('of more than four ways to do it, four are shown', () => {
    const group = Array.from({ length: 5 }, (_, at) =>
      entry(`C${at}`, server('x', String(at), { steps: [`Do ${at}.`] })),
    );
    expect(conflict(group.slice(1)).steps.filter((step) => /^Do /.test(step))).toHaveLength(4);
    expect(conflict(group.slice(1)).steps.join()).not.toContain('another Center');
    expect(conflict(group).steps.filter((step) => /^Do /.test(step))).toHaveLength(4);
    expect(conflict(group).steps.join()).toContain('For another Center the steps are the same');
  });

  test('notes say what each Center calls it, and what was to be decided anyway', () => {
    const question = {
      question: 'Which?',
      options: [
        { label: 'This', cost: '' },
        { label: 'That', cost: '' },
      ],
      advice: 'This.',
    };
    const { check: _, ...rest } = server('x', '2', { title: 'Syslog over TLS', notes: ['A note.'] });
    const group = [
      entry('A', server('x', '1', { notes: ['A note.'] })),
      entry('B', { ...rest, disposition: 'decision', decision: question }),
    ];
    expect(conflict(group).notes).toEqual([
      'ATA Center A-ATA: Syslog to x',
      'ATA Center B-ATA: Syslog over TLS',
      'To be decided besides, if it is as in ATA Center B-ATA: Which? This; That. Advice: This.',
      'A note.',
    ]);
    expect(conflict([entry('A', server('x', '1')), entry('B', server('x', '2'))]).notes).toEqual([]);
  });

  test('without advice there is nothing to offer: a mistake of the program', () => {
    expect(() => conflict([entry('A', server('x', '1'))], { advice: null })).toThrow('nothing is known');
  });
});
