import { describe, expect, test } from 'vitest';
import { detectorEntries } from '../catalogue/detectors.js';
import { monitoringAlertEntries } from '../catalogue/monitoring-alerts.js';
import { knowledgeOf } from './knowledge.js';

function activity(type: string, windowsEventId: number | null = null) {
  return knowledgeOf({ kind: 'suspicious-activity', type, windowsEventId, severity: 'medium' });
}

const types = [
  ...new Set(detectorEntries().flatMap(({ suspiciousActivityTypes }) => suspiciousActivityTypes)),
];

test.each(types)('%s has a title in plain words, an answer, and a page', (type) => {
  const { title, known, mdi, whatToDo } = activity(type);
  expect(known).toBe(true);
  expect(title).not.toContain('SuspiciousActivity');
  expect(mdi.answer).toMatch(/^(alerts|none)$/);
  expect(mdi.alerts.length > 0).toBe(mdi.answer === 'alerts');
  expect(whatToDo).toMatch(/^https:\/\/learn\.microsoft\.com\/.*\/suspicious-activity-guide/);
});

test.each(monitoringAlertEntries().map(({ type }) => type))('%s too', (type) => {
  const { title, known, mdi, whatToDo } = knowledgeOf({
    kind: 'health-alert',
    type,
    windowsEventId: null,
    severity: 'unknown',
  });
  expect(known).toBe(true);
  expect(title).not.toContain('MonitoringAlert');
  expect(mdi.alerts.length > 0).toBe(mdi.answer === 'health-issues');
  expect(whatToDo).toMatch(/\/monitoring-alerts/);
});

describe('a type that several detectors raise', () => {
  const type = 'EncryptionDowngradeSuspiciousActivity';

  test('is told apart by the number of the event', () => {
    const { title, mdi } = activity(type, 2009);
    expect(title).toBe('Encryption downgrade activity (potential golden ticket)');
    expect(mdi.alerts.map(({ number }) => number)).toEqual(['2009']);
    expect(mdi.note).toBeNull();
  });

  test.each([null, 4711])('without a known one (%j), all are named, and that it is not certain', (number) => {
    const { title, mdi } = activity(type, number);
    expect(title).toBe('Encryption downgrade activity');
    expect(mdi.alerts.map((alert) => alert.number)).toEqual([
      '2008',
      'xdr_PossibleOverPassTheHash',
      '2010',
      '2009',
    ]);
    expect(mdi.note).toMatch(/does not say for which/);
  });
});

test('what only an inferred link names is marked', () => {
  const { mdi } = activity('AbnormalProtocolSuspiciousActivity', 2002);
  expect(Object.fromEntries(mdi.alerts.map(({ number, certainty }) => [number, certainty]))).toMatchObject({
    '2002': 'documented',
    xdr_PossibleOverPassTheHash: 'inferred',
  });
});

test('retired detections are no answer', () => {
  const names = activity('HoneytokenActivitySuspiciousActivity').mdi.alerts.map(({ name }) => name);
  expect(names).toContain('Honeytoken authentication activity');
  expect(names).not.toContain('Honeytoken was queried via SAM-R');
});

test('there is none, and it is not known, are different answers', () => {
  expect(activity('MassiveObjectDeletionSuspiciousActivity').mdi).toMatchObject({
    answer: 'none',
    note: expect.stringMatching(/^Closest: /),
  });
  expect(activity('TailspinSuspiciousActivity')).toMatchObject({
    title: 'TailspinSuspiciousActivity',
    known: false,
    mdi: { answer: 'unknown', alerts: [] },
  });
});

test('the severity tells the titles of a health alert apart', () => {
  const type = 'GatewayDirectoryServicesClientAccountPasswordExpiryMonitoringAlert';
  const titles = (['medium', 'high', 'unknown'] as const).map(
    (severity) => knowledgeOf({ kind: 'health-alert', type, windowsEventId: 1006, severity }).title,
  );
  expect(titles).toEqual([
    'Read-only user password to expire shortly',
    'Read-only user password expired',
    'Read-only user password to expire shortly / Read-only user password expired',
  ]);
});
