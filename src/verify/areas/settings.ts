import type { DirectoryServiceAccount, MdiObserved, Syslog } from '../../types/mdi-observed.js';
import type { Item } from '../../types/migration-plan.js';
import type { Difference } from '../../types/verification.js';
import {
  absent,
  asksForSomething,
  type Finding,
  mayBeLeftOut,
  plannedFields,
  plannedValue,
  seen,
  type VerifyContext,
} from '../finding.js';

/** Settings of which there is one, and short lists of them. Each gives null where there is nothing to compare. */

/** The directory service account: any of the ways that the decision leaves open. */
export function checkDirectoryService(item: Item, context: VerifyContext): Finding | null {
  if (item.id.startsWith('directory-services/account/')) return checkAccount(item, context);
  if (item.id === 'directory-services/group-managed-service-account') return checkGroupManaged(context);
  if (item.id === 'directory-services/action-accounts') return checkActionAccounts(context.observed);
  return null;
}

function checkAccount(item: Item, { observed, claimed }: VerifyContext): Finding {
  const planned = plannedFields(item, ['Account name', 'Domain']);
  const name = accountName(plannedValue(item, 'Account name') ?? '');
  const domain = (plannedValue(item, 'Domain') ?? '').toLowerCase();
  const list = seen(observed, 'directory-service-accounts');
  const accounts = observed.directoryServiceAccounts;
  const ofDomain = accounts.filter((account) => account.domain?.toLowerCase() === domain);
  const same = ofDomain.find((account) => accountName(account.name) === name);
  const chosen = same ?? ofDomain.find(({ groupManaged }) => groupManaged === true) ?? ofDomain[0];
  if (chosen !== undefined) {
    claimed.add(chosen);
    return {
      result: 'replicated',
      planned,
      sources: [chosen.source],
      notes: same === undefined ? [otherAccount(chosen)] : [],
    };
  }
  const [other] = accounts;
  if (other !== undefined && list.whole) {
    return {
      result: 'different',
      planned,
      sources: list.sources,
      differences: [{ field: 'Domain', planned: domain, observed: domainsOf(accounts) }],
      notes: [
        'No account of this domain is registered. One account of another domain is enough if it may read this one.',
      ],
    };
  }
  const allV3 =
    observed.sensors.length > 0 && observed.sensors.every(({ version }) => /^3\./.test(version ?? ''));
  if (list.whole && allV3 && seen(observed, 'sensors').whole)
    return {
      result: 'replicated',
      planned,
      sources: list.sources,
      notes: ['No account is registered, and none is needed: all sensors are of version 3.x.'],
    };
  return absent(list, 'directory-service-accounts', { planned });
}

function otherAccount({ groupManaged }: DirectoryServiceAccount): string {
  return groupManaged === true
    ? 'A group managed service account is registered for the domain instead, as is advised.'
    : 'Another account is registered for the domain.';
}

function domainsOf(accounts: readonly DirectoryServiceAccount[]): string {
  return [...new Set(accounts.map(({ domain }) => domain ?? 'not shown'))].join(', ');
}

function accountName(name: string): string {
  return name.toLowerCase().replace(/^.*\\/, '').replace(/@.*$/, '').replace(/\$$/, '');
}

function checkGroupManaged({ observed }: VerifyContext): Finding {
  const found = observed.directoryServiceAccounts.find(({ groupManaged }) => groupManaged === true);
  if (found !== undefined)
    return {
      result: 'replicated',
      sources: [found.source],
      notes: ['A group managed service account is registered; that it works, Test-MDIDSA shows.'],
    };
  const list = seen(observed, 'directory-service-accounts');
  if (list.whole) return { result: 'cannot-check', sources: list.sources, export: 'decision' };
  return absent(list, 'directory-service-accounts');
}

function checkActionAccounts({ actionAccounts }: MdiObserved): Finding | null {
  if (actionAccounts === null || actionAccounts.localSystem === null) return null;
  const planned = [{ field: "Automatically use the sensor's local system account", value: 'yes' }];
  if (actionAccounts.localSystem) return { result: 'replicated', planned, sources: [actionAccounts.source] };
  return {
    result: 'different',
    planned,
    sources: [actionAccounts.source],
    differences: [{ field: planned[0]?.field ?? '', planned: 'yes', observed: 'no' }],
  };
}

/** The syslog server. The names in the captured answer are presumed, so what rests on them is too. */
export function checkSyslog(item: Item, { observed, claimed }: VerifyContext): Finding | null {
  if (!item.id.startsWith('syslog/server') || !asksForSomething(item)) return null;
  const planned = plannedFields(item, Object.keys(syslogFields)).filter(({ value }) => isDefinite(value));
  const { syslog } = observed;
  if (syslog !== null) claimed.add(syslog);
  if (syslog === null) return { result: 'cannot-check', planned, export: 'syslog' };
  const base = { planned, sources: [syslog.source], presumed: true };
  if (
    syslog.enabled === false ||
    (syslog.enabled === true && syslog.endpoint === null && syslog.port === null)
  ) {
    if (syslog.enabled === false)
      return mayBeLeftOut(item)
        ? { ...base, result: 'cannot-check', export: 'decision' }
        : {
            ...base,
            result: 'missing',
            notes: [
              'Syslog service is off. If that was decided, mark the item as not needed in the worksheet.',
            ],
          };
    return {
      ...base,
      result: 'cannot-check',
      export: 'syslog',
      notes: ['The answer shows that it is on, not where it sends.'],
    };
  }
  const compared = planned.flatMap(({ field, value }) => {
    const shown = syslogFields[field]?.(syslog) ?? null;
    return shown === null ? [] : [{ field, planned: value, observed: shown }];
  });
  if (!compared.some(({ field }) => field === 'Service endpoint'))
    return {
      ...base,
      result: 'cannot-check',
      export: 'syslog',
      notes: ['The names in the answer are not understood.'],
    };
  const differences = compared.filter(
    (one) => plainValue(one.field, one.planned) !== plainValue(one.field, one.observed),
  );
  const decided = differences.filter(
    ({ field }) => field === 'Transport' && item.reason.code === 'syslog-tls-certificate',
  );
  const rest = differences.filter((difference) => !decided.includes(difference));
  const hidden = planned
    .filter(({ field }) => !compared.some((one) => one.field === field))
    .map(({ field }) => field);
  return {
    ...base,
    result: rest.length === 0 ? 'replicated' : 'different',
    differences: rest,
    notes: [
      ...decided.map(({ observed: shown }) => `It sends over ${shown}, the other option of the decision.`),
      ...(hidden.length === 0 ? [] : [`Not shown, so not compared: ${hidden.join(', ')}.`]),
    ],
  };
}

const syslogFields: Readonly<Record<string, (syslog: Syslog) => string | null>> = {
  'Syslog service': ({ enabled }) => flagText(enabled, 'on', 'off'),
  'Service endpoint': ({ endpoint }) => endpoint,
  Port: ({ port }) => (port === null ? null : String(port)),
  Transport: ({ transport }) => transport,
  Format: ({ format }) => format,
  'New security alert': ({ newAlerts }) => flagText(newAlerts, 'ticked', 'not ticked'),
  'Updated security alert': ({ updatedAlerts }) => flagText(updatedAlerts, 'ticked', 'not ticked'),
  'New health issue': ({ healthIssues }) => flagText(healthIssues, 'ticked', 'not ticked'),
};

function flagText(flag: boolean | null, on: string, off: string): string | null {
  if (flag === null) return null;
  return flag ? on : off;
}

/** What a person is asked to look up or choose cannot be compared. */
function isDefinite(value: string): boolean {
  return !/not in the source|of your choice|your choice|as the ATA console shows|source does not say/.test(
    value,
  );
}

function plainValue(field: string, value: string): string {
  const text = value.toLowerCase();
  if (field === 'Format') return /3164|5424/.exec(text)?.[0] ?? text;
  if (field === 'Transport') return /tls|ssl|secure/.test(text) ? 'tls' : (/tcp|udp/.exec(text)?.[0] ?? text);
  return text.replace(/[\s-]/g, '');
}

/** RADIUS accounting: that it is on and that a secret is set, never which. */
export function checkVpn(item: Item, { observed: { vpn }, claimed }: VerifyContext): Finding | null {
  if (item.id !== 'vpn/radius-accounting' || !asksForSomething(item)) return null;
  if (vpn !== null) claimed.add(vpn);
  const planned = plannedFields(item, ['Enable radius accounting']);
  if (vpn === null || vpn.enabled === null) return { result: 'cannot-check', planned, export: 'vpn' };
  const sources = [vpn.source];
  const isWanted = plannedValue(item, 'Enable radius accounting') === 'ticked';
  if (!vpn.enabled)
    return mayBeLeftOut(item)
      ? { result: 'cannot-check', planned, sources, export: 'decision' }
      : { result: isWanted ? 'missing' : 'replicated', planned, sources };
  if (vpn.secretSet === false)
    return {
      result: 'different',
      planned,
      sources,
      differences: [{ field: 'Shared Secret', planned: 'set', observed: 'not set' }],
    };
  return {
    result: 'replicated',
    planned,
    sources,
    notes: ['That the shared secret is the same one cannot be compared: it is in neither place.'],
  };
}

/** Mail about incidents: every recipient of ATA in some rule. */
export function checkIncidentMail(item: Item, { observed, claimed }: VerifyContext): Finding | null {
  if (item.id !== 'email/incident-rule' || !asksForSomething(item)) return null;
  const planned = plannedFields(item, ['Recipients']);
  const wanted = recipientsOf(item);
  const list = seen(observed, 'incident-rules');
  const rules = observed.incidentRules.filter(({ recipients }) =>
    recipients.some((address) => wanted.some((other) => isSameText(address, other))),
  );
  for (const rule of rules) claimed.add(rule);
  const told = wanted.filter((address) =>
    rules.some(({ recipients }) => recipients.some((other) => isSameText(address, other))),
  );
  if (wanted.length === 0) return { result: 'cannot-check', planned, export: 'by-hand' };
  const severityNote =
    'Which severities the rules are for cannot be read: what the number in them means is not known.';
  if (told.length === wanted.length)
    return {
      result: 'replicated',
      planned,
      sources: [...new Set(rules.map(({ source }) => source))],
      notes: [severityNote],
    };
  if (told.length === 0 || !list.whole) {
    if (list.whole && mayBeLeftOut(item))
      return { result: 'cannot-check', planned, sources: list.sources, export: 'decision' };
    return absent(list, 'incident-rules', { planned });
  }
  return {
    result: 'different',
    planned,
    sources: list.sources,
    differences: [{ field: 'Recipients', planned: wanted.join(', '), observed: told.join(', ') }],
  };
}

/** The recipients as ATA has them: in the value to type they stand in one text. */
function recipientsOf({ source: { value } }: Item): string[] {
  const list: unknown =
    typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get('Recipients') : null;
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [];
}

/** Mail about health issues: each recipient by itself. */
export function checkHealthMail(item: Item, { observed, claimedRecipients }: VerifyContext): Finding | null {
  const address = plannedValue(item, 'Recipient email');
  if (address === null || !asksForSomething(item)) return null;
  const planned = plannedFields(item, ['Recipient email']);
  const list = seen(observed, 'health-recipients');
  if (observed.healthRecipients.some((other) => isSameText(other, address))) {
    claimedRecipients.add(address.trim().toLowerCase());
    return { result: 'replicated', planned, sources: list.sources };
  }
  if (list.whole && mayBeLeftOut(item))
    return { result: 'cannot-check', planned, sources: list.sources, export: 'decision' };
  return absent(list, 'health-recipients', { planned });
}

function isSameText(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** Thresholds at High and no test mode; nothing to say where no file shows them. */
export function checkThresholds(item: Item, { observed: { thresholds } }: VerifyContext): Finding | null {
  if (item.reason.code !== 'thresholds-leave-high' || thresholds === null) return null;
  const planned = [
    { field: 'Thresholds', value: 'High' },
    { field: 'Recommended test mode', value: 'off' },
  ];
  const differences: Difference[] = [
    ...(thresholds.lowered.length === 0
      ? []
      : [{ field: 'Thresholds', planned: 'High', observed: `lower for ${thresholds.lowered.join(', ')}` }]),
    ...(thresholds.testMode === true
      ? [{ field: 'Recommended test mode', planned: 'off', observed: 'on' }]
      : []),
  ];
  return {
    result: differences.length === 0 ? 'replicated' : 'different',
    planned,
    differences,
    sources: [thresholds.source],
  };
}
