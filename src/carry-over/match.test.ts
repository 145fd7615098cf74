import { expect, test } from 'vitest';
import { carriedOver, exported } from '../../test/support/older-worksheets.js';
import { manualWith, planOf } from '../../test/support/plans.js';
import type { Item } from '../types/migration-plan.js';

const manual = manualWith({ id: 'updates/a', area: 'updates' });
const automatic: Item = { ...manualWith({ id: 'updates/a', area: 'updates' }), disposition: 'automatic' };

test('what nobody touched begins anew where the item asks for something else now', async () => {
  const before = `ID,Disposition,Status\nupdates/a,automatic,Not needed\n`;
  const { entries, changed } = await carriedOver(planOf([manual]), before);
  expect(entries.get('updates/a')?.status).toBe('To do');
  expect(changed.size).toBe(0);
});

test('what somebody decided stays, whatever the item asks for now', async () => {
  const text = `ID,Disposition,Status,Owner,Fingerprint\nupdates/a,manual,Not needed,Bob,0000000000000000\n`;
  const { entries, changed } = await carriedOver(planOf([automatic]), text);
  expect(entries.get('updates/a')).toMatchObject({ status: 'Not needed', owner: 'Bob' });
  expect([...changed]).toEqual(['updates/a']);
});

test('tells what cannot be known, and what looks like a mistake', async () => {
  const { notices, vanished } = await carriedOver(planOf([manual]), 'ID,Status\nother/b,Done\n');
  expect(vanished).toHaveLength(1);
  expect(notices.map(({ code }) => code)).toEqual(['carried-over', 'nothing-in-common']);
  const unknown = await carriedOver(planOf([manual]), 'ID,Status\nupdates/a,Done\n');
  expect(unknown.notices.map(({ code }) => code)).toEqual(['carried-over', 'no-fingerprint']);
});

test('what vanished comes back when the item does', async () => {
  const progress = { status: 'Done', owner: 'Bob', decision: '', doneOn: '', notes: 'kept' } as const;
  const older = {
    entries: new Map(),
    changed: new Set<string>(),
    vanished: [{ id: 'updates/a', title: 'A', progress }],
  };
  const text = JSON.stringify(exported(planOf([]), { carriedOver: older }));
  const { entries, vanished } = await carriedOver(planOf([manual]), text);
  expect(entries.get('updates/a')).toEqual(progress);
  expect(vanished).toEqual([]);
});
