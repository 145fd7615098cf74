import type { Auditing } from '../../types/mdi-observed.js';
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
