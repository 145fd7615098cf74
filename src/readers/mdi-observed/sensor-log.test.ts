import { describe, expect, test } from 'vitest';
import { sensorLogIssues } from '../../catalogue/sensor-log.js';
import { readSensorLog, recognisesSensorLog } from './sensor-log.js';

const time = '2026-10-06 02:11:06.2210';

function groupsOf(...lines: readonly string[]) {
  return readSensorLog(lines.join('\r\n'), 'sensor.log', sensorLogIssues()).logGroups ?? [];
}

test('is recognised by an entry near its beginning, with or without the prefix of the installer', () => {
  expect(recognisesSensorLog(`${time} Info A B started`)).toBe(true);
  expect(recognisesSensorLog(`\ufeff${time} Info A B started`)).toBe(true);
  expect(
    recognisesSensorLog('[1C60:1AA8][2026-03-24T23:59:13]i000: 2026-03-25 02:59:13.1237 Info A B x'),
  ).toBe(true);
  expect(recognisesSensorLog('{"value":[]}')).toBe(false);
  expect(recognisesSensorLog('2026-10-06 nothing of the kind')).toBe(false);
});

test('counts what says the same, from the first to the last', () => {
  const groups = groupsOf(
    `2026-10-06 02:00:00.0000 Warn Listener ReadAsync dropped 17 packets [adapter=Ethernet]`,
    `2026-10-06 03:00:00.0000 Warn Listener ReadAsync dropped 4 packets [adapter=Other]`,
    `${time} Info Listener ReadAsync finished []`,
  );
  expect(groups).toEqual([
    {
      level: 'Warn',
      component: 'Listener',
      method: 'ReadAsync',
      message: 'dropped … packets',
      count: 2,
      first: '2026-10-06 02:00:00.0000',
      last: '2026-10-06 03:00:00.0000',
      known: null,
      source: 'sensor.log',
    },
  ]);
});

describe('keeps nothing that could be a name', () => {
  test.each([
    ['CONTOSO\\hanako.sato may not', '… may not'],
    ['of dc01.contoso.com failed', 'of … failed'],
    ["in 'C:\\Temp\\My folder' failed", 'in … failed'],
    ['to 10.20.0.11 failed', 'to … failed'],
    ['for hanako@contoso.com failed', 'for … failed'],
    ['gave 0x8007052e again', 'gave … again'],
    ['mdisvc$ failed', '… failed'],
    ['System.Net.WebException: it failed', 'System.Net.WebException: it failed'],
  ])('%s', (message, kept) => {
    expect(groupsOf(`${time} Error Client CallAsync ${message} [user=x]`)[0]?.message).toBe(kept);
  });
});

test('explains what is documented, whatever its level, and by what follows in the lines below', () => {
  const groups = groupsOf(
    `${time} Info ImpersonationManager CreateImpersonatorAsync finished [UserName=a Domain=b IsSuccess=False]`,
    `${time} Info ImpersonationManager CreateImpersonatorAsync finished [UserName=a Domain=b IsSuccess=True]`,
    `${time} Error WebClient SendAsync System.Net.Http.HttpRequestException:`,
    'An error occurred while sending the request. ---> System.Net.WebException:',
    'Unable to connect to the remote server --->',
    `${time} Error EventLogException System.Diagnostics.Eventing.Reader.EventLogException: The handle is invalid`,
  );
  expect(groups.map(({ known }) => known)).toEqual([
    'impersonation-failed',
    'connection-blocked',
    'event-log-handle',
  ]);
});

test('counts entries, not lines', () => {
  const { sensorLogs } = readSensorLog(`${time} Error A B x\n   at C\n   at D\n`, 'sensor.log', []);
  expect(sensorLogs).toEqual([{ source: 'sensor.log', lines: 1, first: time, last: time }]);
});

test.each([
  ['could not log on with password Sommer', 'could not log on with password …'],
  ['could not log on, password: Sommer', 'could not log on, password: …'],
  ['token Sommer was refused', 'token … was refused'],
  ['AccessKey Sommer', 'AccessKey …'],
  ['the password is wrong', 'the password is wrong'],
  ['GMSA password could not be retrieved', 'GMSA password could not be retrieved'],
  ['password rejected', 'password …'],
  ['read -----BEGIN PRIVATE KEY----- Sommer Winter', 'read …'],
])('a word behind one for a secret may be the secret: %s', (message, kept) => {
  expect(groupsOf(`${time} Error LogOn TryAsync ${message}`)[0]?.message).toBe(kept);
});
