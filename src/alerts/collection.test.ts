import { describe, expect, test } from 'vitest';
import { AlertCollection, memoryStore } from './collection.js';
import { filtersOf } from './filter.js';
import type { ReadAlert } from './read-alert.js';

function alertOf(over: Partial<ReadAlert> = {}): ReadAlert {
  return {
    id: null,
    kind: 'suspicious-activity',
    type: 'DnsReconnaissanceSuspiciousActivity',
    status: 'open',
    severity: 'medium',
    startTime: '2025-01-01T00:00:00.000Z',
    endTime: null,
    statusTime: null,
    updateTime: null,
    sourceIds: [],
    sourceNames: [],
    destinationIds: [],
    otherIds: [],
    gatewayIds: [],
    ipAddresses: [],
    details: [],
    note: null,
    relatedActivities: null,
    windowsEventId: 2007,
    hidden: false,
    fieldsLeftOut: [],
    ...over,
  };
}

function collected(alerts: readonly Partial<ReadAlert>[], words = {}): AlertCollection {
  const collection = new AlertCollection(memoryStore(), filtersOf(words));
  for (const [index, alert] of alerts.entries()) {
    collection.beginSource(`source ${index}`);
    collection.add(alertOf(alert));
  }
  return collection;
}

const id = '65a1c00000000000000000ff';

test('open ones first, activities before health alerts, by severity, the latest first', () => {
  const collection = collected([
    { id: 'closed, high', status: 'closed', severity: 'high' },
    { id: 'health', kind: 'health-alert', severity: 'high' },
    { id: 'old', startTime: '2024-01-01T00:00:00.000Z' },
    { id: 'undated', startTime: null },
    { id: 'new' },
    { id: 'high', severity: 'high', startTime: '2020-01-01T00:00:00.000Z' },
  ]);
  expect([...collection.inOrder()].map(({ alert }) => alert.id)).toEqual([
    'high',
    'new',
    'old',
    'undated',
    'health',
    'closed, high',
  ]);
});

describe('an alert that comes again', () => {
  const older = {
    id,
    status: 'open',
    updateTime: '2025-01-01T00:00:00.000Z',
    note: 'asked',
    hidden: true,
  } as const;
  const newer = { id, status: 'closed', updateTime: '2025-02-01T00:00:00.000Z' } as const;
  const oldest = { id, updateTime: '2024-01-01T00:00:00.000Z', relatedActivities: 7 } as const;

  test.each([
    ['older first', [older, newer, oldest]],
    ['newer first', [newer, older, oldest]],
    ['in between', [oldest, newer, older]],
    ['upwards', [oldest, older, newer]],
  ])('counts once, as it was changed last, with what only the others say (%s)', (_name, alerts) => {
    const collection = collected(alerts);
    const found = [...collection.inOrder()].map(({ alert }) => alert);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ status: 'closed', note: 'asked', hidden: true, relatedActivities: 7 });
    expect(collection.counts()).toMatchObject({ read: 1, written: 1, openRead: 0, repeated: 2 });
  });

  test('is filtered by what counts, not by an older state', () => {
    expect(collected([older, newer], { status: 'open' }).counts()).toMatchObject({ read: 1, written: 0 });
    const closed = collected([older, newer], { status: 'closed' });
    expect([...closed.inOrder()].map(({ alert }) => alert.note)).toEqual(['asked']);
  });

  test('by an id in another case, and by one that is no ObjectId', () => {
    expect(collected([{ id: id.toUpperCase() }, { id }]).counts().read).toBe(1);
    expect(collected([{ id: 'x' }, { id: 'x' }, { id: null }, { id: null }]).counts().read).toBe(3);
    expect(collected([{ id: 'x' }, { id: 'x', kind: 'health-alert' }]).counts().read).toBe(2);
  });

  test('among very many', () => {
    const ids = Array.from({ length: 5000 }, (_, index) => index.toString(16).padStart(24, '0'));
    const counts = collected([...ids, ...ids].map((one) => ({ id: one }))).counts();
    expect(counts).toMatchObject({ read: 5000, repeated: 5000 });
  });
});

test('only the entities of alerts that are let through are wanted', () => {
  const collection = collected(
    [
      { sourceIds: ['a'], destinationIds: ['b'], otherIds: ['S-1-5-21-1-2-3-4'] },
      { status: 'closed', sourceIds: ['c'], note: 'kept in case it completes another' },
    ],
    { status: 'open' },
  );
  expect([...collection.wanted().ids]).toEqual(['a', 'b', 'S-1-5-21-1-2-3-4']);
  expect([...collection.wanted().sids]).toEqual(['S-1-5-21-1-2-3-4']);
});

test('counts by status, severity and type add up', () => {
  const { byStatus, bySeverity, types, written, undated } = collected([
    {},
    { status: 'closed', startTime: null },
    { type: 'TailspinSuspiciousActivity', severity: 'high' },
  ]).counts();
  expect(Object.values(byStatus).reduce((a, b) => a + b)).toBe(written);
  expect(Object.values(bySeverity).reduce((a, b) => a + b)).toBe(written);
  expect(types.map(({ title, known, open, written: all }) => [title, known, open, all])).toEqual([
    ['Reconnaissance using DNS', true, 1, 2],
    ['TailspinSuspiciousActivity', false, 1, 1],
  ]);
  expect(undated).toBe(1);
});

test('types beyond any number that ATA has are counted together', () => {
  const { types } = collected(
    Array.from({ length: 700 }, (_, index) => ({ type: `T${index}SuspiciousActivity` })),
  ).counts();
  expect(types).toHaveLength(501);
  expect(types[0]).toMatchObject({ title: '(other types)', written: 200 });
});
