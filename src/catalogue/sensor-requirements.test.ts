import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import schema from '../../schemas/catalogue-sensor-requirements.schema.json' with { type: 'json' };
import links from './links.json' with { type: 'json' };
import {
  needOfV2,
  recommendedSensor,
  requirementChecks,
  serverSystem,
  tooOldDecision,
  unknownSystemDecision,
} from './sensor-requirements.js';
import data from './sensor-requirements.json' with { type: 'json' };

test('the catalogue of requirements is valid by its schema, which refuses what it does not name', () => {
  const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
  validate(data);
  expect(validate.errors).toBeNull();
  expect(validate({ ...data, surprise: 1 })).toBe(false);
  expect(data.factsAsOf).toBe(links.factsAsOf);
});

test.each([
  ['Windows Server 2025 Standard', 'Windows Server 2025'],
  ['Windows Server 2022 Datacenter: Azure Edition, 10.0 (20348)', 'Windows Server 2022'],
  ['Windows Server 2019 Datacenter, 10.0 (17763)', 'Windows Server 2019'],
  ['Microsoft Windows Server 2016 Standard', 'Windows Server 2016'],
  ['windows  server 2016 datacenter', 'Windows Server 2016'],
  ['Windows Server 2012 R2 Standard, 6.3 (9600)', 'Windows Server 2012 R2'],
  ['Windows Server 2012 Standard', 'Windows Server 2012'],
  ['Windows Server® 2008 Enterprise', 'Windows Server 2008 R2 or older'],
  ['Windows Server (R) 2008 Standard', 'Windows Server 2008 R2 or older'],
  ['Windows Server 2016 Nano Server', 'Nano Server'],
])('%s is %s', (text, name) => expect(serverSystem(text)?.name).toBe(name));

test.each([
  'Windows Server 2028 Standard',
  'Windows Server 20190',
  'Windows Server, version 1809',
  'Windows Server Datacenter',
  'Windows 10 Enterprise 2019 LTSC',
  'Samba 4.19',
  '2019',
  '',
])('nothing is claimed of "%s"', (text) => expect(serverSystem(text)).toBeNull());

test('what is too old for one sensor is not said to fit the newer one', () => {
  for (const { name, v2, v3 } of data.operatingSystems)
    if (!v2.supported) expect([name, v3.supported]).toEqual([name, false]);
});

test('every check has a key of its own, a command and what is to come out', () => {
  const checks = requirementChecks();
  expect(new Set(checks.map(({ key }) => key)).size).toBe(checks.length);
  const names = data.operatingSystems.map(({ name }) => name);
  for (const { key, command, expected, sensors, source, systems } of checks) {
    for (const system of systems ?? []) expect(names, key).toContain(system);
    expect(
      [key, command, expected, source].every((text) => text.trim() !== ''),
      key,
    ).toBe(true);
    expect(sensors.length, key).toBeGreaterThan(0);
  }
});

test('decisions have options, and everything that is linked exists', () => {
  for (const { options } of [tooOldDecision, unknownSystemDecision])
    expect(options.length).toBeGreaterThan(1);
  expect(needOfV2('syslog').link).toBe('mdi-notifications');
  expect(needOfV2('vpn').link).toBe('mdi-vpn');
  expect(recommendedSensor.sensor).toBe('v3');
});

test('what the pages of prerequisites ask for is in a check', () => {
  const checked = requirementChecks()
    .map(({ title, command, expected }) => `${title} ${command} ${expected}`)
    .join('\n');
  const asked = [
    ...['2 cores', '6 GB of memory', '10 GB', 'dynamic memory', 'High performance', 'VMware', 'five minutes'],
    ...[
      'version 4.7',
      'Npcap 1.0 OEM',
      '10.0.17763.316',
      'sensorapi.atp.azure.com',
      'without TLS inspection',
    ],
    ...['444', '1813', 'TCP 135', 'UDP 137', 'TCP 3389', 'UDP 53', '3268', 'July 2026', '2.254.19112.470'],
    ...['addresses of Defender for Endpoint', 'AdvancedAuditPolicyDCs', 'NTLMAuditing'],
  ];
  expect(asked.filter((words) => !checked.includes(words))).toEqual([]);
});
