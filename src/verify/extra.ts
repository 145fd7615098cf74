import { alertEntries } from '../catalogue/alerts.js';
import type { ObservedEntity } from '../types/mdi-observed.js';
import type { Area, Extra } from '../types/verification.js';
import { sensorIndex } from './areas/sensors.js';
import type { VerifyContext } from './finding.js';
import { isGlobalRule, ruleKeys } from './rules.js';

/** What is in MDI and nothing in ATA asked for. It is told, not judged: people may have good reasons. */
export function extras({ plan, observed, claimed, claimedRecipients }: VerifyContext): Extra[] {
  const found: Extra[] = [];
  function add(area: Area, title: string, source: string, note: string | null = null): void {
    found.push({ area, title, source, note });
  }
  function unclaimed<Entry extends object>(entries: readonly Entry[]): Entry[] {
    return entries.filter((entry) => !claimed.has(entry));
  }
  for (const { name, domain, source } of unclaimed(observed.directoryServiceAccounts))
    add(
      'directory-services',
      `Directory service account ${name}${domain === null ? '' : ` of ${domain}`}`,
      source,
    );
  if (observed.syslog?.enabled === true && !claimed.has(observed.syslog))
    add(
      'syslog',
      `Syslog service is on${observed.syslog.endpoint === null ? '' : `, to ${observed.syslog.endpoint}`}`,
      observed.syslog.source,
    );
  if (observed.vpn?.enabled === true && !claimed.has(observed.vpn))
    add('vpn', 'RADIUS accounting is on', observed.vpn.source);
  for (const { name, recipients, source } of unclaimed(observed.incidentRules))
    add('email', `Incident mail rule ${name ?? '(no name)'}, to ${listed(recipients)}`, source);
  for (const address of observed.healthRecipients)
    if (!claimedRecipients.has(address.trim().toLowerCase()))
      add(
        'health-notifications',
        `Health issues are mailed to ${address}`,
        sourceOf(observed, 'health-recipients'),
      );
  for (const { name, source } of unclaimed(observed.roles)) add('role-groups', `Role ${name}`, source);
  for (const { rule, entity, source } of unclaimed(observed.exclusions)) {
    const isGlobal = isGlobalRule(rule);
    add(
      'exclusions',
      isGlobal
        ? `${label(entity)} is excluded globally`
        : `${label(entity)} is excluded from ${ruleName(rule)}`,
      source,
      exclusionNote(rule, entity, isGlobal),
    );
  }
  for (const { title, alertTitle, enabled, source } of unclaimed(observed.tuningRules))
    if (isAboutIdentity(title, alertTitle))
      add(
        'exclusions',
        `Alert tuning rule ${title}`,
        source,
        enabled === false ? 'It is switched off.' : null,
      );
  for (const { tag, entity, source } of unclaimed(observed.tags))
    add(
      tag === 'honeytoken' ? 'honeytokens' : 'sensitive-entities',
      `${label(entity)} is tagged as ${tagTitles[tag]}`,
      source,
    );
  // Every domain controller is to have a sensor, also one that ATA did not watch.
  const index = sensorIndex(observed.sensors);
  const known = new Set((plan.domainControllers ?? []).map(({ name }) => index.find(name)));
  for (const sensor of observed.sensors) if (known.has(sensor)) claimed.add(sensor);
  for (const { name, domain, source } of unclaimed(observed.sensors))
    add('gateways', `Sensor ${name}${domain === null ? '' : ` of ${domain}`}`, source);
  return found;
}

const tagTitles = {
  sensitive: 'Sensitive',
  honeytoken: 'Honeytoken',
  'exchange-server': 'Exchange server',
} as const;

function sourceOf({ coverage }: VerifyContext['observed'], list: string): string {
  return coverage.find((one) => one.list === list)?.sources[0] ?? '';
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? 'nobody' : texts.join(', ');
}

function label({ upn, dnsName, domain, samName, name, address, sid }: ObservedEntity): string {
  const account = samName === null ? null : domain === null ? samName : `${domain}\\${samName}`;
  return upn ?? dnsName ?? address ?? account ?? name ?? domain ?? sid ?? '(no name)';
}

let namesById: ReadonlyMap<string, string> | undefined;

/** The name of the detection where it is known, else what the source has. */
function ruleName(rule: string): string {
  namesById ??= new Map(
    alertEntries().flatMap(({ externalId, name }) =>
      externalId === null ? [] : [[`id ${externalId}`, name]],
    ),
  );
  const [key = '', ...others] = ruleKeys(rule);
  return others.length === 0 ? (namesById.get(key) ?? rule) : rule;
}

/** Suspicious communication over DNS (2031) comes with domains filled in (documented). */
function exclusionNote(rule: string, { kind }: ObservedEntity, isGlobal: boolean): string | null {
  if (isGlobal) return 'It silences every detection about it.';
  return ruleKeys(rule).includes('id 2031') && kind === 'domain'
    ? 'This rule comes with domains filled in.'
    : null;
}

let alertNames: ReadonlySet<string> | undefined;

/** Tuning rules are those of all of Defender XDR; most have nothing to do with identities. */
function isAboutIdentity(title: string, alertTitle: string | null): boolean {
  alertNames ??= new Set(alertEntries().map(({ name }) => plainTitle(name)));
  return title.startsWith('From ATA:') || (alertTitle !== null && alertNames.has(plainTitle(alertTitle)));
}

function plainTitle(name: string): string {
  return name
    .replace(/\s*\(preview\)\s*$/i, '')
    .trim()
    .toLowerCase();
}
