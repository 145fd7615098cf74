import { describe, expect, test } from 'vitest';
import { parseDocuments } from '../readers/extended-json-parser.js';
import type { AlertKind } from '../readers/sources.js';
import { collectingReporter } from '../reporter.js';
import { changeTime, lastTime, type ReadAlert, readAlert } from './read-alert.js';

function read(fields: Readonly<Record<string, unknown>>, kind: AlertKind = 'suspicious-activity'): ReadAlert {
  const [document] = parseDocuments(JSON.stringify(fields), 'test.json', collectingReporter());
  if (document === undefined) throw new Error('no document');
  return readAlert(document.value, kind);
}

const guid = '3f1b6c52-0b6e-4e57-9d5a-2c8f11d0a7be';
const other = '8f43c2cf-e5d5-4d86-ae85-68f7807cf6a9';

describe('one alert says the same in both spellings', () => {
  const database = read({
    _id: { $oid: '5f2fbf7283eaed101cf41361' },
    _t: [
      'Entity',
      'Alert',
      'SuspiciousActivity',
      'SuspiciousActivity`1',
      'DnsReconnaissanceSuspiciousActivity',
    ],
    StartTime: { $date: '2020-08-09T09:18:22.549Z' },
    Severity: 'Medium',
    Status: 'Open',
    SourceComputerId: guid,
    WindowsEventId: { $numberInt: '2007' },
  });
  const rest = read({
    Id: '5f2fbf7283eaed101cf41361',
    StartTime: '2020-08-09T09:18:22.5496318Z',
    Severity: 'Medium',
    Status: 'Open',
    SourceComputerId: guid,
    WindowsEventId: 2007,
    Type: 'DnsReconnaissanceSuspiciousActivity',
  });

  test('all of it', () => {
    expect(database).toEqual(rest);
    expect(rest).toMatchObject({
      id: '5f2fbf7283eaed101cf41361',
      kind: 'suspicious-activity',
      type: 'DnsReconnaissanceSuspiciousActivity',
      status: 'open',
      severity: 'medium',
      startTime: '2020-08-09T09:18:22.549Z',
      endTime: null,
      sourceIds: [guid],
      windowsEventId: 2007,
      hidden: false,
      fieldsLeftOut: [],
    });
  });
});

test.each([
  ['Open', 'open'],
  ['CLOSED', 'closed'],
  ['Suppressed', 'suppressed'],
  ['Resolved', 'resolved'],
  ['Dismissed', 'dismissed'],
  ['CloseAndExclude', 'unknown'],
  [null, 'unknown'],
  [1, 'unknown'],
])('status %j is %s', (Status, status) => expect(read({ Status }).status).toBe(status));

test.each([
  ['High', 'high'],
  ['low', 'low'],
  [3, 'low'],
  [5, 'medium'],
  [10, 'high'],
  ['Severe', 'unknown'],
  [{}, 'unknown'],
])('severity %j is %s', (Severity, severity) => expect(read({ Severity }).severity).toBe(severity));

describe('entities', () => {
  test.each([
    ['SourceComputerId', 'sourceIds'],
    ['SourceComputerIds', 'sourceIds'],
    ['SuccessSourceAccountIds', 'sourceIds'],
    ['KerberosLoginSourceComputerIds', 'sourceIds'],
    ['DestinationComputerIds', 'destinationIds'],
    ['NtlmDestinationComputerIds', 'destinationIds'],
    ['HoneytokenAccountId', 'otherIds'],
    ['RelatedUniqueEntityIds', 'otherIds'],
    ['SourceGatewaySystemProfileId', 'gatewayIds'],
  ] as const)('%s goes to %s, as one or as a list', (field, group) => {
    expect(read({ [field]: guid })[group]).toEqual([guid]);
    expect(read({ [field]: [guid, other, guid] })[group]).toEqual([guid, other]);
    expect(read({ [field]: guid }).fieldsLeftOut).toEqual([]);
  });

  test('those that are a source or a destination are not told again', () => {
    const alert = read({
      SourceComputerId: guid,
      DestinationComputerIds: [other],
      RelatedUniqueEntityIds: [guid, other, 'x'],
    });
    expect(alert.otherIds).toEqual(['x']);
  });

  test('accounts that have a name only', () => {
    const FailedSourceAccountNames = [{ DomainName: 'FABRIKAM', Name: 'backup' }, { Name: 'x' }, {}];
    expect(read({ FailedSourceAccountNames }).sourceNames).toEqual(['FABRIKAM\\backup', 'x']);
  });
});

test('of fields that are not known, the name is told, and only where something stands', () => {
  const alert = read({
    TailspinEvidence: { a: 1 },
    DetailsRecords: [{ Query: 'x' }],
    LdapResourceIdentifiers: [],
    Tailspin: null,
    'not a name of ATA': 1,
    AccountIds: [{ odd: true }],
  });
  expect(alert.fieldsLeftOut).toEqual(['TailspinEvidence', 'DetailsRecords', '(other)', 'AccountIds']);
  expect(JSON.stringify(alert)).not.toContain('not a name');
});

test('credentials in a note are taken out', () => {
  const { note } = read({ Note: 'Reset it; password=Tailspin!1' });
  expect(note).toBe('Reset it; password=[redacted]');
});

test('an id that holds a credential is none', () => {
  expect(read({ _id: 'password=Tailspin!1' }).id).toBeNull();
  expect(read({ _id: guid }).id).toBe(guid);
});

test('what health alerts say besides', () => {
  const alert = read(
    {
      _t: 'GatewayDomainSynchronizerNotAssignedMonitoringAlert',
      AccountDomainName: 'contoso',
      AccountName: 'svc-ata',
      IsPasswordExpired: true,
      DomainSynchronizerNotAssignedDomainDnsNames: ['a.example', 'b.example'],
    },
    'monitoring-alert',
  );
  expect(alert.kind).toBe('health-alert');
  expect(alert.details).toEqual([
    { label: 'Domains without a synchronizer', text: 'a.example, b.example' },
    { label: 'Account', text: 'contoso\\svc-ata' },
    { label: 'Password expired', text: 'yes' },
  ]);
});

test('hidden is what ATA says is not visible, and nothing else', () => {
  expect([false, true, null].map((IsVisible) => read({ IsVisible }).hidden)).toEqual([true, false, false]);
});

test('times: the end counts for filters, the latest change for which copy counts', () => {
  const alert = read({ StartTime: '2020-01-01', EndTime: '2020-01-03', StatusUpdateTime: '2020-02-01' });
  expect(lastTime(alert)).toBe(Date.UTC(2020, 0, 3));
  expect(changeTime(alert)).toBe(Date.UTC(2020, 1, 1));
  expect(lastTime(read({ StartTime: '2025-12-01', EndTime: '0001-01-01T00:00:00Z' }))).toBe(
    Date.UTC(2025, 11, 1),
  );
  expect(lastTime(read({ StartTime: 'yesterday' }))).toBeNull();
});
