import { expect, it } from 'vitest';
import { manualWith } from '../../test/support/plans.js';
import { areas } from '../catalogue/areas.js';
import { inWorksheetOrder } from './order.js';

function ids(items: Parameters<typeof inWorksheetOrder>[0]): string[] {
  return inWorksheetOrder(items).map(({ id }) => id);
}

it('creates the workspace first, then installs the sensors, then configures', () => {
  const items = areas.map((area) => manualWith({ id: `${area}/x`, area }));
  expect(ids(items)).toEqual([
    'center/x',
    'gateways/x',
    ...areas.filter((area) => area !== 'center' && area !== 'gateways').map((area) => `${area}/x`),
  ]);
});

it('keeps the areas in the order of their list in the other sections', () => {
  const items = [...areas].reverse().map((area) => ({
    ...manualWith({ id: `${area}/x`, area }),
    disposition: 'automatic' as const,
  }));
  expect(ids(items)).toEqual(areas.map((area) => `${area}/x`));
});

it('puts sections before areas, and leaves the items of an area as they were', () => {
  expect(
    ids([
      manualWith({ id: 'center/decommission', area: 'center' }),
      manualWith({ id: 'exclusions/b' }),
      manualWith({ id: 'center/validate', area: 'center' }),
      manualWith({ id: 'exclusions/a' }),
      manualWith({ id: 'center/workspace', area: 'center' }),
      manualWith({ id: 'exclusions/c', reason: { code: 'unresolved-entity', text: '' } }),
    ]),
  ).toEqual([
    'exclusions/c',
    'center/workspace',
    'exclusions/b',
    'exclusions/a',
    'center/validate',
    'center/decommission',
  ]);
});
