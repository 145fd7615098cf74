import { expect, test } from 'vitest';
import { sensorLogIssues } from '../../catalogue/sensor-log.js';
import { UserError } from '../../errors.js';
import { collectingReporter } from '../../reporter.js';
import type { ServerTest } from '../../types/mdi-observed.js';
import { observedPartOf } from './read.js';

/** What is read of one domain controller of a report. */
function read(controller: Record<string, unknown>): ServerTest | undefined {
  const report = { Domain: 'contoso.com', DomainControllers: [controller], DomainSchemaVersion: 88 };
  const source = { name: 'mdi.json', bytes: new TextEncoder().encode(JSON.stringify(report)) };
  const part = observedPartOf(source, sensorLogIssues(), collectingReporter());
  if (part instanceof UserError) throw part;
  return part.contributions.flatMap(({ serverTests = [] }) => serverTests)[0];
}

const answered = {
  FQDN: 'dc1.contoso.com',
  OS: 'Windows Server 2019 Standard',
  ServerRequirements: true,
  PowerSettings: true,
  AdvancedAuditing: true,
  NtlmAuditing: true,
  RootCertificates: true,
  SensorVersion: '2.255.1.1',
  CapturingComponent: 'Npcap 1.00 OEM',
  MachineType: 'Hyper-V',
  OSVersion: true,
};

test('a server that answered', () => {
  const details = {
    ServerRequirementsDetails: {
      NumberOfLogicalProcessors: 4,
      TotalPhysicalMemory: 17179398144,
      OsDiskDeviceID: 'C:',
      OsDiskFreeSpace: '64424509440',
    },
    OSVersionDetails: { Caption: 'Microsoft Windows Server 2019 Standard', Version: '10.0.17763' },
  };
  expect(read({ ...answered, Details: details })).toMatchObject({
    server: 'dc1.contoso.com',
    domain: 'contoso.com',
    answered: true,
    operatingSystem: 'Microsoft Windows Server 2019 Standard',
    processors: 4,
    memory: 17179398144,
    diskFree: 64424509440,
    capturingComponent: 'Npcap 1.00 OEM',
    sensorVersion: '2.255.1.1',
  });
});

test('a server that did not answer has no tests', () => {
  expect(
    read({
      FQDN: 'dc1.contoso.com',
      OS: 'Windows Server 2016 Standard',
      Comment: 'Server is not available',
      Details: null,
    }),
  ).toMatchObject({
    answered: false,
    operatingSystem: 'Windows Server 2016 Standard',
    results: [],
    sensorVersion: null,
  });
});

test.each<[string, Record<string, unknown>, string, boolean | null]>([
  [
    'too little hardware',
    { ServerRequirementsDetails: { NumberOfLogicalProcessors: 1 } },
    'ServerRequirements',
    false,
  ],
  [
    'hardware that could not be asked',
    { ServerRequirementsDetails: { NumberOfLogicalProcessors: null } },
    'ServerRequirements',
    null,
  ],
  [
    'an error in place of the hardware',
    { ServerRequirementsDetails: 'Access is denied.' },
    'ServerRequirements',
    null,
  ],
  ['another power plan', { PowerSettingsDetails: 'Power Scheme GUID: 381b4222' }, 'PowerSettings', false],
  ['no answer about the power plan', { PowerSettingsDetails: null }, 'PowerSettings', null],
  [
    'auditing that lacks something',
    { AdvancedAuditingDetails: [{ Subcategory: 1 }] },
    'AdvancedAuditing',
    false,
  ],
  [
    'auditing that could not be asked',
    { AdvancedAuditingDetails: 'Unable to get the settings' },
    'AdvancedAuditing',
    null,
  ],
  ['no details at all', {}, 'RootCertificates', false],
])('a test that the script calls failed: %s', (_, details, name, inOrder) => {
  const found = read({ ...answered, [name]: false, Details: details });
  expect(found?.results.find(({ test: one }) => one === name)?.inOrder).toBe(inOrder);
});

test.each([['N/A'], ['The RPC server is unavailable.'], [null]])(
  '%s is no version of a sensor',
  (SensorVersion) => {
    expect(read({ ...answered, SensorVersion })?.sensorVersion).toBeNull();
  },
);

test('N/A is no operating system', () => {
  const details = { OSVersionDetails: { Caption: 'N/A', Version: 'N/A' } };
  expect(read({ ...answered, Details: details })?.operatingSystem).toBe('Windows Server 2019 Standard');
  expect(read({ ...answered, OS: null, Details: details })?.operatingSystem).toBeNull();
});
