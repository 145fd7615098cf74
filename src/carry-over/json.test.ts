import { describe, expect, it, test } from 'vitest';
import { carriedOver, exported } from '../../test/support/older-worksheets.js';
import { smallPlan } from '../../test/support/plans.js';
import { carriedOverOf } from '../../test/support/progress.js';
import { UserError } from '../errors.js';

const plan = smallPlan();
const older = carriedOverOf(plan);
const whole = exported(plan, { carriedOver: older }) as { items: Record<string, unknown>[] };

test('what worksheet.html exports is carried over', async () => {
  const { entries, vanished, changed } = await carriedOver(plan, JSON.stringify(whole, null, 2));
  expect(entries).toEqual(older.entries);
  expect(vanished).toEqual(older.vanished);
  expect(changed.size).toBe(0);
});

test('an item that says something else now is marked', async () => {
  const items = whole.items.map((item, index) =>
    index === 3 ? { ...item, fingerprint: '0'.repeat(16) } : item,
  );
  const { changed } = await carriedOver(plan, JSON.stringify({ ...whole, items }));
  expect([...changed]).toEqual([plan.items[3]?.id]);
});

describe('is refused', () => {
  it.each([
    ['a later schema version', { ...whole, schemaVersion: 2 }, 'another schema version'],
    ['another document', { schema: 'migration-plan' }, 'not what a worksheet exports'],
    ['an unknown status', { ...whole, items: [{ ...whole.items[0], status: 'Maybe' }] }, 'damaged'],
    ['a property more', { ...whole, more: 1 }, 'damaged'],
    [
      'one item twice',
      { ...whole, items: [whole.items[0], { ...whole.items[0], notes: 'other' }] },
      '/items/0 and /items/1 have the same ID',
    ],
  ])('%s', async (_name, value, message) => {
    const failure = carriedOver(plan, JSON.stringify(value));
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toThrow(UserError);
  });

  it('what is cut short', async () => {
    await expect(carriedOver(plan, JSON.stringify(whole).slice(0, 300))).rejects.toThrow('cut short');
  });
});
