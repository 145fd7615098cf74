import { expect, test } from 'vitest';
import { AlertCollection, memoryStore } from '../alerts/collection.js';
import { filtersOf } from '../alerts/filter.js';
import { readAlert } from '../alerts/read-alert.js';
import { alertStream } from '../alerts/record.js';
import { alertsCsv } from '../alerts/render/csv.js';
import { alertsJson } from '../alerts/render/json.js';
import { indexEntities } from '../snapshot/entities.js';
import { recordedActivities } from './alert-record.js';
import { observedPartOf } from './mdi-observed/read.js';
import type { DocumentValue } from './values.js';

const ids = ['5f7ad1000000000000000001', '5f7ad1000000000000000002'];

/** A record of two activities, one of them closed, and a health alert with an id of its own. */
function record(form: 'csv' | 'json'): string {
  const collection = new AlertCollection(memoryStore(), filtersOf({}));
  collection.beginSource('ata.archive');
  for (const [index, id] of [...ids, '5f7ad1000000000000000003'].entries()) {
    const kind = index === 2 ? 'monitoring-alert' : 'suspicious-activity';
    const document = new Map<string, DocumentValue>([
      ['_id', id],
      ['_t', index === 2 ? 'CenterMailMonitoringAlert' : 'DnsReconnaissanceSuspiciousActivity'],
      ['Status', index === 0 ? 'Open' : 'Closed'],
    ]);
    collection.add(readAlert(document, kind));
  }
  const stream = alertStream(collection, { entities: indexEntities([]), gateways: new Map() }, filtersOf({}));
  return [...(form === 'csv' ? alertsCsv(stream) : alertsJson(stream))].join('');
}

function source(text: string, name = 'alerts') {
  return { name, bytes: new TextEncoder().encode(text) };
}

test.each(['csv', 'json'] as const)(
  'tells the activities of a record as %s, without the health alerts',
  (form) => {
    expect([...(recordedActivities(source(record(form))) ?? [])].sort()).toEqual(ids);
  },
);

test.each(['csv', 'json'] as const)('refuses a record as %s that was cut short', (form) => {
  const text = record(form);
  expect(() => recordedActivities(source(text.slice(0, -20)))).toThrow(/cut short|damaged/);
});

test('is null for any other file', () => {
  for (const text of ['{}', '[{"alerts":[]}]', 'Status,Alert\nopen,x\n'])
    expect(recordedActivities(source(text))).toBeNull();
});

test('is never taken for an export of the portal, though its columns look like one of exclusions', () => {
  const reporter = { notice() {} };
  for (const form of ['csv', 'json'] as const)
    expect(observedPartOf(source(record(form), `alerts.${form}`), [], reporter)).toBeInstanceOf(Error);
});
