import { describe, expect, test } from 'vitest';
import { entityWith, manualWith } from '../../test/support/plans.js';
import { targetOf } from '../mappers/items.js';
import type { Item, ItemManual } from '../types/migration-plan.js';
import { limitItems } from './limits.js';

const sensors = 'gateways/limit/sensors';

/** An item that asks for sensors on as many domain controllers, from `dc<from>` on. */
function sensorItem(number: number, count: number, from = 0, over: Partial<ItemManual> = {}): Item {
  return manualWith({
    id: `gateways/${number}/sensor`,
    area: 'gateways',
    target: targetOf('sensors'),
    entities: Array.from({ length: count }, (_, index) =>
      entityWith({ id: `id-${from + index}`, sid: null, dnsName: `dc${from + index}.contoso.com` }),
    ),
    ...over,
  });
}

function limitsOf(items: readonly Item[]): string[] {
  return limitItems(items).map(({ id, title }) => `${id}: ${title}`);
}

describe('sensors', () => {
  test('a workspace takes a thousand', () => {
    expect(limitItems([sensorItem(1, 1000)])).toEqual([]);
    expect(limitsOf([sensorItem(1, 1001)])).toEqual([
      `${sensors}: Decide: 1001 sensors, and a workspace takes 1000`,
    ]);
  });

  test('a domain controller counts once, whoever watches it, in whatever letters', () => {
    const again = sensorItem(2, 1000);
    const loud = again.entities.map((entity) => ({
      ...entity,
      id: `other ${entity.id}`,
      dnsName: entity.dnsName?.toUpperCase() ?? null,
    }));
    expect(limitItems([sensorItem(1, 1000), { ...again, entities: loud }])).toEqual([]);
    const bySid = [1, 2].map((number) =>
      sensorItem(number, 1, number, {
        entities: [entityWith({ id: `id-${number}`, sid: 'S-1-5-21-1-2-3-1000', dnsName: null })],
      }),
    );
    expect(limitItems([sensorItem(3, 999, 100), ...bySid])).toEqual([]);
    expect(limitsOf([sensorItem(3, 1000, 100), ...bySid])).toHaveLength(1);
  });

  test('a Gateway of which nobody knows what it watches counts as one, whatever is to be done with it', () => {
    const unknown = (id: string) => sensorItem(0, 0, 0, { id });
    expect(
      limitItems([sensorItem(1, 999), unknown('gateways/7/sensor'), unknown('gateways/7/update')]),
    ).toEqual([]);
    expect(
      limitsOf([sensorItem(1, 999), unknown('gateways/7/sensor'), unknown('gateways/8/sensor')]),
    ).toHaveLength(1);
  });

  test.each<[string, Partial<ItemManual>]>([
    ['that are of another area', { area: 'updates' }],
    ['that no setting of ATA asks for', { source: { paths: [], value: null } }],
    ['that go elsewhere', { target: targetOf('directory-service-accounts') }],
  ])('items do not count %s', (_, over) => {
    expect(limitItems([sensorItem(1, 1001, 0, over)])).toEqual([]);
  });

  test('the decision offers ways, holds no values of one item, and names the Centers', () => {
    const items = [sensorItem(1, 600, 0, { center: 'FAB' }), sensorItem(2, 600, 600, { center: 'TOYS' })];
    const [both] = limitItems(items);
    expect(both).toMatchObject({ disposition: 'decision', area: 'gateways', centers: ['FAB', 'TOYS'] });
    expect(both).not.toHaveProperty('center');
    expect(both?.target?.values).toEqual([]);
    expect(both?.source).toEqual({ paths: [], value: 1200 });
    expect(both?.disposition === 'decision' && both.decision.options.length).toBeGreaterThan(1);
    expect(both?.steps).toHaveLength(1);
    expect(limitItems([sensorItem(1, 1001, 0, { center: 'FAB' })])).toMatchObject([{ center: 'FAB' }]);
  });
});

describe('directory service accounts', () => {
  test('count by item', () => {
    const accounts = Array.from({ length: 31 }, (_, index) =>
      manualWith({
        id: `directory-services/account/${index}`,
        area: 'directory-services',
        target: targetOf('directory-service-accounts'),
        entities: [],
      }),
    );
    expect(limitItems(accounts.slice(1))).toEqual([]);
    expect(limitsOf(accounts)).toEqual([
      'directory-services/limit/directory-service-accounts: Decide: 31 directory service accounts, and a workspace takes 30',
    ]);
  });
});
