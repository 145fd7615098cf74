import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadSnapshot } from '../../src/load.js';
import { translate } from '../../src/plan/translate.js';
import { collectingReporter } from '../../src/reporter.js';
import type { MigrationPlan } from '../../src/types/migration-plan.js';
import { fixturePath } from '../support/deployments.js';

async function planOf(text: string): Promise<MigrationPlan> {
  const bytes = new TextEncoder().encode(text);
  return translate(await loadSnapshot([{ name: 'center.json', bytes, sha256: '' }], collectingReporter()));
}

test('an invented section shows up as unrecognised, and nowhere else', async () => {
  const text = readFileSync(fixturePath('defaults/center.json'), 'utf8');
  const section =
    '"FluxCapacitorConfiguration":{"IsEnabled":true,"Targets":["a","b"],"Limits":{"Max":7},"Nothing":null},';
  const before = await planOf(text);
  const after = await planOf(text.replace(/"Configuration":\s*\{/, (start) => start + section));
  expect(before.accounting.byDisposition.unrecognised).toBe(0);
  expect(after.accounting.leaves).toBe(before.accounting.leaves + 5);
  expect(after.accounting.byDisposition).toEqual({ ...before.accounting.byDisposition, unrecognised: 5 });
  const isNew = ({ source }: MigrationPlan['items'][number]): boolean =>
    JSON.stringify(source).includes('FluxCapacitor');
  expect(
    after.items
      .filter(isNew)
      .every(({ disposition, area }) => disposition === 'unrecognised' && area === 'unrecognised'),
  ).toBe(true);
  expect(after.items.filter((item) => !isNew(item))).toEqual(before.items);
});
