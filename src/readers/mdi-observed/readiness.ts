import type { Auditing, ServerTest } from '../../types/mdi-observed.js';
import { type Fields, unreadNames } from './fields.js';
import type { AnswerShape } from './shape.js';

/** `Test-MdiReadiness.ps1`: `mdi-<Domain>.json` (microsoft/Microsoft-Defender-for-Identity@730dad6). */
export const readinessReport: AnswerShape = {
  shape: 'readiness-report',
  address: null,
  recognises: (entry) =>
    entry.has('DomainControllers') &&
    entry.has('DomainObjectAuditing', 'DomainAdfsAuditing', 'DomainSchemaVersion'),
  read({ entries, source }) {
    return {
      auditing: entries.flatMap((entry) => [...ofServers(entry, source), ...ofDomain(entry, source)]),
      serverTests: entries.flatMap((entry) => serverTests(entry, source)),
      unread: unreadNames(entries, [
        ...['Domain', 'DomainControllers', 'DomainAdfsAuditing', 'DomainObjectAuditing'],
        ...['DomainExchangeAuditing', 'DomainSchemaVersion', 'CAServers', 'EntraConnectServers'],
      ]),
    };
  },
};

/** Which configuration of Set-MDIConfiguration each of its tests is about. */
const tests = {
  AdvancedAuditing: 'AdvancedAuditPolicyDCs',
  NtlmAuditing: 'NTLMAuditing',
  PowerSettings: 'ProcessorPerformance',
} as const;

function ofServers(entry: Fields, source: string): Auditing[] {
  return entry.objects('DomainControllers').flatMap((controller) =>
    Object.entries(tests).flatMap(([test, configuration]) => {
      if (!controller.has(test)) return [];
      const server = controller.text('FQDN');
      return [{ configuration, mode: null, server, inOrder: controller.flag(test), source }];
    }),
  );
}

function ofDomain(entry: Fields, source: string): Auditing[] {
  const inOrder = entry.object('DomainObjectAuditing')?.flag('isObjectAuditingOk') ?? null;
  if (inOrder === null) return [];
  return [
    { configuration: 'DomainObjectAuditing', mode: null, server: entry.text('Domain'), inOrder, source },
  ];
}

/** Tests of a server beside its operating system, of which the script asks less than the documentation. */
const serverTestNames = [
  'ServerRequirements',
  'PowerSettings',
  'AdvancedAuditing',
  'NtlmAuditing',
  'RootCertificates',
] as const;

function serverTests(entry: Fields, source: string): ServerTest[] {
  return entry.objects('DomainControllers').flatMap((controller) => {
    const server = controller.text('FQDN');
    if (server === null) return [];
    const details = controller.object('Details');
    const hardware = details?.object('ServerRequirementsDetails') ?? null;
    const sensorVersion = controller.text('SensorVersion');
    return [
      {
        server,
        domain: entry.text('Domain'),
        // A server that does not answer gets a comment and no tests.
        answered: controller.has(...serverTestNames),
        operatingSystem:
          knownText(details?.object('OSVersionDetails')?.text('Caption')) ?? knownText(controller.text('OS')),
        results: serverTestNames.flatMap((test) =>
          controller.has(test) ? [{ test, inOrder: answerOf(controller, details, test) }] : [],
        ),
        processors: hardware?.number('NumberOfLogicalProcessors') ?? null,
        memory: sizeOf(hardware, 'TotalPhysicalMemory'),
        diskFree: sizeOf(hardware, 'OsDiskFreeSpace'),
        capturingComponent: knownText(controller.text('CapturingComponent')),
        machineType: knownText(controller.text('MachineType')),
        // Where it could not be asked, the text of the error stands here.
        sensorVersion: sensorVersion !== null && /^\d+(?:\.\d+)+$/.test(sensorVersion) ? sensorVersion : null,
        source,
      },
    ];
  });
}

/** What the script writes where there is nothing. */
function knownText(text: string | null | undefined): string | null {
  return text === undefined || text === null || /^N\/A$/i.test(text) ? null : text;
}

/**
 * Whether a test is passed. The script calls a test failed that it could not make (seen in its code): then its details
 * are nothing, an error's text in place of an object, or of the hardware an object of nothings.
 */
function answerOf(controller: Fields, details: Fields | null, test: string): boolean | null {
  const inOrder = controller.flag(test);
  const name = `${test}Details`;
  if (inOrder !== false || details === null || !details.has(name)) return inOrder;
  if (test === 'ServerRequirements')
    return details.object(name)?.number('NumberOfLogicalProcessors') == null ? null : false;
  const said = details.list(name);
  const isErrorText = test !== 'PowerSettings' && details.text(name) !== null;
  return said.length === 0 || isErrorText ? null : false;
}

/** WMI counts in 64 bits: PowerShell may write such a number as a text. */
function sizeOf(fields: Fields | null, name: string): number | null {
  const text = fields?.text(name) ?? null;
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
