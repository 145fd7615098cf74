import { expect, test } from 'vitest';
import { carriedOver, worksheetBytes } from '../../test/support/older-worksheets.js';
import { planOf, smallPlan } from '../../test/support/plans.js';

test.each([
  ['a worksheet in Markdown', () => worksheetBytes(smallPlan(), 'md', {}), 'this is Markdown'],
  ['a page', async () => '\uFEFF<!doctype html>\n<html>', 'this is HTML'],
  ['a plan', async () => '{"accounting": {}, "schema": "migration-plan"}', 'not what a worksheet exports'],
])('%s is refused with a word of what to give', async (_name, make, message) => {
  await expect(carriedOver(planOf([]), await make())).rejects.toThrow(message);
});

test('an export without items is one', async () => {
  const text =
    '{"schema":"worksheet-progress","schemaVersion":1,"program":{"name":"ata2mdi","version":"1"},"items":[]}';
  const { entries, vanished } = await carriedOver(planOf([]), text);
  expect([entries.size, vanished.length]).toEqual([0, 0]);
});
