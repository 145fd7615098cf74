import fc from 'fast-check';
import { expect, it } from 'vitest';
import { likeItems, manualWith, planOf, targetWith } from '../../test/support/plans.js';
import type { Entity, Item, ItemManual } from '../types/migration-plan.js';
import { commonTitle, type Pattern, patternOf, shaped } from './patterns.js';
import { type WorksheetRecord, worksheetRecords } from './records.js';

function patternOfItems(...items: readonly Item[]): { pattern: Pattern; title: string } {
  const entries = shaped(worksheetRecords(planOf(items)));
  const first = entries[0]?.record;
  if (first === undefined) throw new Error('a pattern is of something');
  return { pattern: patternOf(first, entries), title: commonTitle(entries) };
}

const nobody: Entity = {
  id: '8b3c5943',
  kind: 'computer',
  name: null,
  domain: null,
  samName: null,
  sid: null,
  upn: null,
  dnsName: null,
  ipAddress: null,
  resolved: true,
  deleted: false,
  domainController: false,
  operatingSystem: null,
};

/** An exclusion of one entry, as the mapper words it. */
function exclusion(name: string, field: string, value: string, over: Partial<ItemManual> = {}): ItemManual {
  return manualWith({
    id: `exclusions/${name}`,
    title: `Exclude ${name} from DCSync`,
    source: { paths: [`center:${name}`], value: name },
    target: targetWith({ values: [{ field, value }] }),
    steps: ['Open the rule.', `Under ${field}, add ${value}.`],
    check: `The rule lists ${value}.`,
    ...over,
  });
}

it('puts the name of a column where uniform entries differ', () => {
  const { pattern, title } = patternOfItems(
    exclusion('SCAN01', 'Devices', 'scan01.contoso.com'),
    exclusion('SCAN02', 'Devices', 'scan02.contoso.com'),
  );
  expect(title).toBe('Exclude … from DCSync');
  expect(pattern.texts.steps).toEqual(['Open the rule.', 'Under Devices, add <Devices>.']);
  expect(pattern.texts.values).toEqual([{ field: 'Devices', value: '<Devices>' }]);
  expect(pattern.texts.check).toBe('The rule lists <Devices>.');
  expect(pattern.columns).toEqual([
    { name: 'ATA value', words: ['SCAN01', 'SCAN02'] },
    { name: 'Devices', words: ['scan01.contoso.com', 'scan02.contoso.com'] },
  ]);
});

it('has one column for words that always go together', () => {
  const { pattern } = patternOfItems(
    exclusion('10.1.0.7', 'IP addresses', '10.1.0.7'),
    exclusion('10.1.0.8', 'IP addresses', '10.1.0.8'),
  );
  expect(pattern.columns).toEqual([{ name: 'IP addresses', words: ['10.1.0.7', '10.1.0.8'] }]);
});

it('takes only the name out of a condition about it', () => {
  const { pattern } = patternOfItems(
    ...['svc-a', 'svc-b'].map((name) => exclusion(name, 'Conditions', `title is "X" AND user is ${name}`)),
  );
  expect(pattern.texts.steps[1]).toBe('Under Conditions, add title is "X" AND user is <ATA value>.');
  expect(pattern.columns).toEqual([{ name: 'ATA value', words: ['svc-a', 'svc-b'] }]);
});

it('takes conditions that differ in more than the name as a whole', () => {
  const { pattern } = patternOfItems(
    exclusion('svc-a', 'Conditions', 'user is svc-a'),
    exclusion('10.1.0.7', 'Conditions', 'IP address is 10.1.0.7'),
  );
  expect(pattern.texts.steps[1]).toBe('Under Conditions, add <Conditions>.');
  expect(pattern.columns.map(({ name }) => name)).toEqual(['ATA value', 'Conditions']);
});

it('has columns for fields that differ', () => {
  const { pattern } = patternOfItems(
    exclusion('svc-a', 'Users', 'svc-a@contoso.com'),
    exclusion('10.1.0.7', 'IP addresses', '10.1.0.7'),
  );
  expect(pattern.texts.steps[1]).toBe('Under <Field>, add <Value>.');
  expect(pattern.columns).toEqual([
    { name: 'ATA value', words: ['svc-a', '10.1.0.7'] },
    { name: 'Field', words: ['Users', 'IP addresses'] },
    { name: 'Value', words: ['svc-a@contoso.com', '10.1.0.7'] },
  ]);
});

it('gives a step that is worded otherwise a column of its own', () => {
  const { pattern } = patternOfItems(
    exclusion('10.1.0.7', 'IP addresses', '10.1.0.7'),
    exclusion('10.1.0.8', 'IP addresses', '10.1.0.8', {
      steps: ['Open the rule.', 'Look for 10.1.0.8 first.'],
    }),
  );
  expect(pattern.texts.steps).toEqual(['Open the rule.', '<Step 2>']);
  expect(pattern.columns.at(-1)).toEqual({
    name: 'Step 2',
    words: ['Under IP addresses, add 10.1.0.7.', 'Look for 10.1.0.8 first.'],
  });
});

it('does not take a word out of the middle of another', () => {
  const { pattern } = patternOfItems(
    ...['on', 'in'].map((name) => exclusion(name, 'Users', name, { steps: ['Online', `Find ${name}.`] })),
  );
  expect(pattern.texts.steps).toEqual(['Online', 'Find <Users>.']);
});

it('tells entries by their titles where ATA values do not', () => {
  const items = ['A', 'B', 'C'].map((letter) =>
    exclusion(`server ${letter}`, 'Users', 'x@contoso.com', {
      source: { paths: [`center:Excluded${letter}`], value: null },
      entities: [{ ...nobody, name: `server ${letter}` }],
    }),
  );
  const { pattern } = patternOfItems(...items);
  expect(pattern.texts.title).toBe('Exclude <Entry> from DCSync');
  expect(pattern.columns).toEqual([{ name: 'Entry', words: ['server A', 'server B', 'server C'] }]);
});

it('has no column for the ATA setting, which every table shows', () => {
  const items = ['A', 'B'].map((letter) =>
    manualWith({
      title: `Unknown setting Section.${letter}`,
      source: { paths: [`center:Section.${letter}`], value: true },
    }),
  );
  const { pattern, title } = patternOfItems(...items);
  expect(title).toBe('Unknown setting …');
  expect(pattern.texts.title).toBe('Unknown setting <ATA setting>');
  expect(pattern.columns).toEqual([]);
});

it('gives columns of one name numbers', () => {
  const { pattern } = patternOfItems(
    ...['a', 'b'].map((letter) =>
      exclusion(`item ${letter}`, 'User', `user ${letter}`, {
        target: targetWith({
          values: [
            { field: 'User', value: `user ${letter}` },
            { field: 'User', value: `other ${letter}` },
          ],
        }),
      }),
    ),
  );
  expect(pattern.texts.values).toEqual([
    { field: 'User', value: '<User>' },
    { field: 'User', value: '<User 2>' },
  ]);
});

/** What is told of an entry: the pattern with the words of its row. */
function refilled({ texts, columns }: Pattern, row: number): string {
  const { title: _, ...told } = texts;
  return columns.reduce(
    (text, { name, words }) =>
      text.replaceAll(JSON.stringify(`<${name}>`).slice(1, -1), () =>
        JSON.stringify(words[row] ?? '').slice(1, -1),
      ),
    JSON.stringify(told),
  );
}

function told({ ataValue, steps, values, decision, command, check }: WorksheetRecord): string {
  return JSON.stringify({ ataValue, steps, values, decision, command, check });
}

const wording = fc.constantFrom(
  'svc-a',
  'svc-b',
  '10.1.0.7',
  '10.1.0.8',
  'rule',
  'x',
  'is',
  'Users',
  'a b',
  '"',
);
const sentence = fc.array(wording, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));

const anyItem = fc
  .record({ value: sentence, field: wording, entered: sentence, step: sentence, check: sentence })
  .map(({ value, field, entered, step, check }) =>
    manualWith({
      source: { paths: [`center:Setting of ${value}`], value },
      target: targetWith({ values: [{ field, value: entered }] }),
      steps: [step, `Add ${entered} under ${field}, not ${value}.`],
      check,
    }),
  );

it('loses nothing: pattern and row give back every text', () => {
  fc.assert(
    fc.property(fc.array(anyItem, { minLength: 1, maxLength: 5 }), (items) => {
      const { pattern } = patternOfItems(...items);
      const records = worksheetRecords(planOf(items));
      expect(records.map((_, row) => refilled(pattern, row))).toEqual(records.map(told));
    }),
    { numRuns: 1000 },
  );
});

it('loses nothing of decisions and commands', () => {
  const items = ['svc-a', 'svc-b', 'svc-c'].map(
    (name, index): Item => ({
      ...manualWith({ source: { paths: [], value: name } }),
      disposition: 'decision',
      decision: {
        question: `Keep ${name}?`,
        options: [
          { label: `Keep ${name}`, cost: `Work with ${name}` },
          { label: 'Leave it out', cost: index === 2 ? 'None' : 'Alerts' },
        ],
        advice: `Keep ${name}.`,
      },
    }),
  );
  const commands = ['svc-a', 'svc-b'].map(
    (name): Item => ({
      ...manualWith({ source: { paths: [], value: name } }),
      disposition: 'scripted',
      command: { text: `Set ${name}\nGet ${name}`, permission: `Owner of ${name}`, beta: false },
    }),
  );
  for (const alike of [items, commands]) {
    const { pattern } = patternOfItems(...alike);
    const records = worksheetRecords(planOf(alike));
    expect(records.map((_, row) => refilled(pattern, row))).toEqual(records.map(told));
  }
});

it('loses nothing of a group with fields of several kinds', () => {
  const { pattern } = patternOfItems(...likeItems());
  const records = worksheetRecords(planOf(likeItems()));
  expect(records.map((_, row) => refilled(pattern, row))).toEqual(records.map(told));
});
