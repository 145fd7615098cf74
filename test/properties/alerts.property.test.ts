import fc from 'fast-check';
import { expect, it } from 'vitest';
import { severities, statuses } from '../../src/alerts/filter.js';
import type { Alert } from '../../src/types/alert-record.js';
import { checkAlertRecord } from '../../src/validate.js';
import { alertsOf } from '../support/alerts.js';
import { jsonSource } from '../support/loading.js';

const day = fc.integer({ min: 1, max: 28 }).map((number) => `2025-02-${String(number).padStart(2, '0')}`);
const anything = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constant(null),
  fc.integer(),
  fc.constant([]),
  fc.constant({ a: 1 }),
);
const oddOr = <T>(usual: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: usual as fc.Arbitrary<unknown> }, anything);
const id = fc.integer({ min: 0, max: 40 }).map((number) => number.toString(16).padStart(24, '5'));

/** Alerts as they are, and with anything in any field; some come twice. */
const alert = fc.record(
  {
    Id: oddOr(id),
    Type: fc.constantFrom(
      'DnsReconnaissanceSuspiciousActivity',
      'EncryptionDowngradeSuspiciousActivity',
      'TailspinSuspiciousActivity',
      'GatewayDisconnectedMonitoringAlert',
    ),
    Status: oddOr(fc.constantFrom('Open', 'Closed', 'Suppressed', 'Resolved', 'Dismissed')),
    Severity: oddOr(fc.constantFrom('Low', 'Medium', 'High')),
    StartTime: oddOr(day),
    EndTime: oddOr(day),
    SystemUpdateTime: oddOr(day),
    SourceComputerId: oddOr(fc.uuid()),
    DestinationComputerIds: oddOr(fc.array(fc.uuid(), { maxLength: 3 })),
    Note: anything,
    Tailspin: anything,
    WindowsEventId: anything,
  },
  { requiredKeys: ['Type'] },
);
const alerts = fc.array(alert, { minLength: 1, maxLength: 40 });

async function found(list: readonly unknown[], words = {}): Promise<Alert[]> {
  const { stream } = await alertsOf([jsonSource(list)], words);
  const all = [...stream.alerts()];
  checkAlertRecord({ ...stream.head, alerts: all, summary: stream.summary() });
  expect(stream.summary()).toMatchObject({ written: all.length, read: stream.counts.read });
  expect(stream.summary().read + stream.summary().repeated).toBe(list.length);
  return all;
}

function sorted(list: readonly Alert[]): string[] {
  return list.map((one) => JSON.stringify(one)).sort();
}

it('whatever the alerts, those of all statuses together are all, and so are those of all severities', async () => {
  await fc.assert(
    fc.asyncProperty(alerts, async (list) => {
      const all = sorted(await found(list));
      for (const [option, words] of [
        ['status', statuses],
        ['severity', severities],
      ] as const) {
        const parts: Alert[] = [];
        for (const word of words) parts.push(...(await found(list, { [option]: word })));
        expect(sorted(parts)).toEqual(all);
      }
    }),
    { numRuns: 60 },
  );
});

it('before and since any time is all, and both hold only what has no time', async () => {
  await fc.assert(
    fc.asyncProperty(alerts, day, async (list, time) => {
      const all = await found(list);
      const since = await found(list, { since: time });
      const until = await found(list, { until: time });
      const undated = all.filter(
        (one) => (one.endTime ?? one.startTime ?? one.updateTime ?? one.statusTime) === null,
      );
      expect(sorted([...since, ...until])).toEqual(sorted([...all, ...undated]));
    }),
    { numRuns: 100 },
  );
});

it('open ones come first, whatever the alerts, and the order of the sources does not change how many there are', async () => {
  await fc.assert(
    fc.asyncProperty(alerts, async (list) => {
      const all = await found(list);
      const firstOther = all.findIndex(({ status }) => status !== 'open');
      if (firstOther !== -1)
        expect(all.slice(firstOther).some(({ status }) => status === 'open')).toBe(false);
      expect(await found([...list].reverse())).toHaveLength(all.length);
    }),
    { numRuns: 100 },
  );
});
