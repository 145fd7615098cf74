import { expect, it } from 'vitest';
import { largePlan, likeItems, manualWith, planOf, smallPlan } from '../../test/support/plans.js';
import type { Item } from '../types/migration-plan.js';
import { groupedRecords } from './groups.js';
import { worksheetRecords } from './records.js';

function grouped(...items: Parameters<typeof planOf>[0]) {
  return groupedRecords(worksheetRecords(planOf(items)));
}

it('has every record once, one by one or in a group', () => {
  const records = worksheetRecords(smallPlan());
  const { singles, groups } = groupedRecords(records);
  const shown = [...singles, ...groups.flatMap(({ entries }) => entries.map(({ record }) => record))];
  expect(shown.map(({ id }) => id).sort()).toEqual(records.map(({ id }) => id).sort());
  expect(groups.map(({ title }) => title)).toEqual(['Exclude … from DCSync']);
});

const dcShadow = { name: 'DCShadow', externalId: 2028, detectorId: null, format: 'classic' } as const;
const [like = manualWith()] = likeItems();

it.each<[string, Item]>([
  ['disposition', { ...like, disposition: 'automatic' }],
  ['title', { ...like, title: 'Something else' }],
  ['detection', { ...like, target: { ...like.target, detection: dcShadow } }],
  ['portal path', { ...like, target: { ...like.target, portalPath: ['Elsewhere'] } }],
  ['number of steps', { ...like, steps: ['Only one.'] }],
])('keeps what differs in its %s out of the group', (_, item) => {
  const { singles, groups } = grouped(...likeItems(), { ...item, id: 'other' });
  expect(singles.map(({ id }) => id)).toEqual(['other']);
  expect(groups.map(({ entries }) => entries.length)).toEqual([4]);
});

it('keeps the order of the worksheet', () => {
  const others = ['a', 'b'].map((id) => manualWith({ id, title: id }));
  const [first, second, ...rest] = likeItems();
  if (first === undefined || second === undefined) throw new Error('there are four');
  const { singles, groups } = grouped(...others.slice(0, 1), first, ...others.slice(1), second, ...rest);
  expect(singles.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(groups[0]?.entries.map(({ record }) => record.id)).toEqual(likeItems().map(({ id }) => id));
});

it('says once what is true of all, and by number what is true of some', () => {
  const items = likeItems().map((item, index) => ({
    ...item,
    reason: index === 0 ? { code: 'unresolved-entity', text: 'Not known who that is.' } : item.reason,
  }));
  const [group] = grouped(...items).groups;
  expect(group?.remarks).toEqual([
    'Note: May need a rule of its own.',
    'Limit: Has no effect on detections of the Defender XDR engine.',
  ]);
  expect(group?.numberedRemarks).toEqual([
    'Why: Not known who that is. (inferred: review)',
    'Why: Exclusions are not transferred from ATA and are entered by hand.',
    'Note: Presumed: that it is in use.',
  ]);
  expect(group?.entries.map(({ numbers }) => numbers)).toEqual([[1], [2], [2, 3], [2, 3]]);
});

it('names the documentation of all entries', () => {
  const page = { title: 'Of one', url: 'https://learn.microsoft.com/one' };
  const items = likeItems().map((item, index) => (index === 2 ? { ...item, docs: [page] } : item));
  expect(grouped(...items).groups[0]?.docs).toHaveLength(3);
  expect(grouped(...items).groups[0]?.docs).toContainEqual(page);
});

it('puts the many that are uniform apart from the few that are not', () => {
  const many = largePlan(12).items;
  const others = largePlan(3).items.map((item) => ({
    ...item,
    id: `other/${item.id}`,
    steps: ['Open the rule of the detection.', 'Look twice.'],
  }));
  const { singles, groups } = grouped(...many, ...others);
  expect(singles).toEqual([]);
  expect(groups.map(({ entries }) => entries.length)).toEqual([12, 3]);
});

it('does not number what is true of one entry among many', () => {
  const items = largePlan(12).items.map((item, index) => ({
    ...item,
    notes: [`Only of ${index}.`, ...(index < 2 ? ['Of two.'] : [])],
  }));
  const [group] = grouped(...items).groups;
  expect(group?.numberedRemarks).toEqual(['Note: Of two.']);
  expect(group?.entries[0]).toMatchObject({ numbers: [1], remarks: ['Note: Only of 0.'] });
  expect(group?.entries[11]).toMatchObject({ numbers: [], remarks: ['Note: Only of 11.'] });
});
