/**
 * A Defender for Identity that has everything a plan asks for, as files in the shapes that people can get: answers of
 * Microsoft Graph, a HAR file of the portal, a configuration report. Each thing in it can be taken out, so that a test can
 * see whether that is noticed. Decisions are made as the plan advises.
 */

import { alertsByExternalId } from '../../src/catalogue/alerts.js';
import { ataRoles, roleMapping } from '../../src/catalogue/roles.js';
import type { Item, MigrationPlan } from '../../src/types/migration-plan.js';
import { serversOf } from '../../src/verify/areas/sensors.js';
import { asksForSomething } from '../../src/verify/finding.js';
import type { JsonObject, JsonValue } from './deployments.js';

/** One thing that is in it, and the items that want it. */
export interface Thing {
  readonly what: string;
  readonly list: ListKey;
  readonly value: JsonValue;
  readonly items: readonly string[];
  /** Of exclusions: the rule; of tags: the tag. */
  readonly scope: string;
}

type ListKey =
  | 'sensors'
  | 'roles'
  | 'assignments'
  | 'tags'
  | 'exclusions'
  | 'tuningRules'
  | 'accounts'
  | 'healthRecipients'
  | 'incidentRules'
  | 'syslog'
  | 'vpn'
  | 'auditing';

/** A file as it would be given to `--observed`. */
export interface ObservedFile {
  readonly name: string;
  readonly text: string;
}

/** Everything that the plan asks for and that files can show. */
export function perfectMdi(plan: MigrationPlan): Thing[] {
  return merged(plan.items.flatMap(thingsOf));
}

/** Two items may want the same thing; what has the same security identifier is the same. */
function merged(things: readonly Thing[]): Thing[] {
  const byContent = new Map<string, Thing>();
  for (const thing of things) {
    const key = `${thing.list}\n${thing.scope}\n${sidOf(thing.value) ?? JSON.stringify(thing.value)}`;
    const known = byContent.get(key);
    byContent.set(key, known === undefined ? thing : { ...known, items: [...known.items, ...thing.items] });
  }
  return [...byContent.values()];
}

function sidOf(value: JsonValue): string | null {
  const sid = typeof value === 'object' && value !== null && !Array.isArray(value) ? value.Sid : null;
  return typeof sid === 'string' ? sid : null;
}

const leftOut: ReadonlySet<string> = new Set(['deleted-entity', 'excludes-everything', 'configured-but-off']);

function thingsOf(item: Item): Thing[] {
  if (!asksForSomething(item)) return [];
  if (item.disposition === 'decision' && leftOut.has(item.reason.code)) return [];
  if (item.target?.mechanism === 'exclusion-by-detection-rule') return exclusionOf(item);
  if (item.target?.mechanism === 'alert-tuning') return tuningRuleOf(item);
  switch (item.area) {
    case 'honeytokens':
    case 'sensitive-entities':
      return tagOf(item);
    case 'gateways':
      return item.id.endsWith('/sensor') ? sensorsOf(item) : [];
    case 'directory-services':
      return accountOf(item);
    case 'health-notifications':
      return valuesOf(item, 'Recipient email').map((value) => thing(item, 'healthRecipients', value));
    case 'email':
      return valuesOf(item, 'Recipients').map((value) =>
        thing(item, 'incidentRules', {
          IncidentNotificationsSettingId: item.id,
          Name: 'Incidents',
          AlertSeverities: 12,
          Recipients: value.split(', '),
        }),
      );
    case 'syslog':
      return item.id.startsWith('syslog/server') ? [thing(item, 'syslog', syslogOf(item))] : [];
    case 'vpn':
      return item.id === 'vpn/radius-accounting'
        ? [
            thing(item, 'vpn', {
              IsRadiusEventListenerEnabled: true,
              RadiusEventListenerSharedSecret: 'CANARY-observed-radius-7f3a9c',
            }),
          ]
        : [];
    case 'role-groups':
      return roleOf(item);
    case 'event-collection':
      return valuesOf(item, 'Configuration')
        .flatMap((value) => value.split(', '))
        .map((Configuration) =>
          thing(item, 'auditing', { Configuration, Mode: 'Domain', Status: true, Details: null }),
        );
    default:
      return [];
  }
}

function thing(item: Item, list: ListKey, value: JsonValue, scope = ''): Thing {
  return { what: item.title, list, value, items: [item.id], scope };
}

function valuesOf(item: Item, field: string): string[] {
  const value = item.target?.values.find((one) => one.field === field)?.value;
  return value === undefined ? [] : [value];
}

const kinds = {
  Users: 'User',
  Devices: 'Computer',
  Domains: 'DomainName',
  'IP addresses': 'Subnet',
} as const;

function exclusionOf(item: Item): Thing[] {
  const [entity] = item.entities;
  const kind = (Object.keys(kinds) as (keyof typeof kinds)[]).find(
    (field) => valuesOf(item, field).length > 0,
  );
  if (kind === undefined) return [];
  const [value = ''] = valuesOf(item, kind);
  const detection = item.target?.detection;
  const [alert] = alertsByExternalId(detection?.externalId ?? 0);
  const scope = `${alert?.privateName ?? detection?.name ?? ''}\n${kinds[kind]}`;
  if (kind === 'IP addresses') return [thing(item, 'exclusions', { Name: value }, scope)];
  if (entity === undefined || !entity.resolved) return [];
  return [thing(item, 'exclusions', namesOf(entity), scope)];
}

function namesOf(entity: Item['entities'][number]): JsonObject {
  return {
    DisplayName: entity.name ?? entity.samName ?? '',
    ...(entity.upn === null ? {} : { Upn: entity.upn.toUpperCase() }),
    ...(entity.dnsName === null ? {} : { DnsName: entity.dnsName }),
    ...(entity.sid === null ? {} : { Sid: entity.sid }),
  };
}

function tuningRuleOf(item: Item): Thing[] {
  const [title] = valuesOf(item, 'Rule name');
  const [conditions] = valuesOf(item, 'Conditions');
  if (title === undefined || item.entities.some(({ resolved, sid }) => !resolved && sid === null)) return [];
  return [
    thing(item, 'tuningRules', {
      Id: item.id,
      RuleTitle: title,
      IsEnabled: true,
      AlertTitle: item.target?.detection?.name ?? '',
      RuleConditions: JSON.stringify({ text: conditions ?? '' }),
    }),
  ];
}

function tagOf(item: Item): Thing[] {
  const [entity] = item.entities;
  const isTag = ['Users', 'Devices', 'Groups'].some((field) => valuesOf(item, field).length > 0);
  if (entity === undefined || !isTag || (!entity.resolved && entity.sid === null)) return [];
  const kind = valuesOf(item, 'Groups').length > 0 ? 'Group' : 'User';
  return [
    thing(
      item,
      'tags',
      namesOf(entity),
      `${item.area === 'honeytokens' ? 'Honeytoken' : 'Sensitive'}\n${kind}`,
    ),
  ];
}

function sensorsOf(item: Item): Thing[] {
  return serversOf(item).map((server) => {
    const [name = '', ...domain] = server.split('.');
    return thing(item, 'sensors', { displayName: name.toUpperCase(), domainName: domain.join('.'), server });
  });
}

function accountOf(item: Item): Thing[] {
  if (!item.id.startsWith('directory-services/account/')) return [];
  return valuesOf(item, 'Domain').map((DomainDnsName) =>
    thing(item, 'accounts', {
      Id: `mdisvc$@${DomainDnsName}`,
      AccountName: 'mdisvc$',
      DomainDnsName,
      AccountPassword: null,
      IsGroupManagedServiceAccount: true,
      IsSingleLabelAccountDomainName: false,
    }),
  );
}

function syslogOf(item: Item): JsonObject {
  const [address = ''] = valuesOf(item, 'Service endpoint');
  const [port = ''] = valuesOf(item, 'Port');
  const [transport = ''] = valuesOf(item, 'Transport');
  const [format = ''] = valuesOf(item, 'Format');
  return {
    IsEnabled: true,
    ServerEndpoint: { Address: address, Port: Number(port) },
    ServerTransport: transport,
    Serializer: format.replace(' ', ''),
  };
}

function roleOf(item: Item): Thing[] {
  const role = ataRoles().find((name) => item.id === `role-groups/${name}`);
  if (role === undefined) return [];
  const { leastPrivilege, actions } = roleMapping(role);
  const [displayName = ''] = valuesOf(item, 'Role name');
  const rights = (leastPrivilege?.actions ?? actions).map(({ action }) => action);
  return [
    thing(item, 'roles', { id: role, displayName, rolePermissions: [{ allowedResourceActions: rights }] }),
    thing(item, 'assignments', { roleDefinitionId: role, displayName, principalIds: [`group-${role}`] }),
  ];
}

/**
 * The things as files: lists that all things were taken out of are still there, as empty lists.
 *
 * @param all every thing of the perfect one, which tells what lists there are
 * @param present those that are still there
 */
export function filesOf(
  plan: MigrationPlan,
  all: readonly Thing[],
  present: readonly Thing[] = all,
): ObservedFile[] {
  function values(list: ListKey): JsonValue[] {
    return present.filter((one) => one.list === list).map(({ value }) => value);
  }
  const scoped = (['exclusions', 'tags'] as const).flatMap((list) =>
    [...new Set(all.filter((one) => one.list === list).map(({ scope }) => scope))].map((scope) => ({
      url: scopedUrl(list, scope),
      content: {
        '@odata.count': present.filter((one) => one.list === list && one.scope === scope).length,
        value: present.filter((one) => one.list === list && one.scope === scope).map(({ value }) => value),
      },
    })),
  );
  const portal: { readonly url: string; readonly content: JsonValue }[] = [
    ...scoped,
    { url: 'mtp/suppressionRulesService/suppressionRules', content: values('tuningRules') },
    { url: 'aatp/odata/directoryServices?$count=true&$top=20&$skip=0', content: list(values('accounts')) },
    {
      url: 'aatp/api/workspace/configuration/scopedHealthNotifications/',
      content: values('healthRecipients').map((Email) => ({ Email })),
    },
    {
      url: 'mtp/papin/api/cloud/public/internal/IncidentNotificationSettingsV2',
      content: values('incidentRules'),
    },
    { url: 'aatp/api/workspace/configuration/syslog', content: values('syslog')[0] ?? { IsEnabled: false } },
    {
      url: 'aatp/api/mtp/vpnConfiguration/',
      content: values('vpn')[0] ?? {
        IsRadiusEventListenerEnabled: false,
        RadiusEventListenerSharedSecret: '',
      },
    },
    {
      url: 'aatp/api/remediationActions/configuration',
      content: { IsRemediationWithLocalSystemEnabled: true },
    },
    {
      url: 'aatp/api/alertthresholds/withExpiry',
      content: {
        IsRecommendedTestModeEnabled: false,
        AlertThresholds: [
          { AlertName: 'BruteForceSecurityAlert', Threshold: 'High', AvailableThresholds: [] },
        ],
      },
    },
  ];
  return [
    { name: 'sensors.json', text: graphList('security/identities/sensors', sensorsWith(plan, present)) },
    { name: 'healthIssues.json', text: graphList('security/identities/healthIssues', []) },
    { name: 'roles.json', text: graphList('roleManagement/defender/roleDefinitions', values('roles')) },
    {
      name: 'roleAssignments.json',
      text: graphList('roleManagement/defender/roleAssignments', values('assignments')),
    },
    { name: 'MDI-configuration-report-contoso.com.json', text: reportText(all, values('auditing')) },
    { name: 'portal.har', text: harText(portal) },
  ];
}

/** What was taken out of the report is there as not in order: a report names every configuration. */
function reportText(all: readonly Thing[], present: readonly JsonValue[]): string {
  const names = all.filter((one) => one.list === 'auditing').map(({ value }) => value as JsonObject);
  return JSON.stringify(names.map((row) => ({ ...row, Status: present.includes(row) })));
}

function sensorsWith(plan: MigrationPlan, present: readonly Thing[]): JsonValue[] {
  return present
    .filter((one) => one.list === 'sensors')
    .map(({ value, items }) => {
      const { displayName, domainName, server } = value as JsonObject;
      const own = plan.items.filter(({ id }) =>
        items.some((item) => id.startsWith(item.replace(/sensor$/, ''))),
      );
      const description = own.flatMap((item) => valuesOf(item, 'description'))[0] ?? null;
      const adapters =
        own.flatMap((item) => valuesOf(item, 'Capture network adapters'))[0]?.split(', ') ?? [];
      return {
        id: server ?? '',
        displayName: displayName ?? '',
        domainName: domainName ?? '',
        sensorType: 'domainControllerIntegrated',
        version: '2.255.19295.47272',
        deploymentStatus: 'upToDate',
        serviceStatus: 'running',
        healthStatus: 'healthy',
        openHealthIssuesCount: 0,
        createdDateTime: '2026-10-01T08:00:00Z',
        settings: {
          description,
          domainControllerDnsNames: [server ?? ''],
          isDelayedDeploymentEnabled: false,
          networkAdapters: adapters.map((name) => ({ id: name, name, isEnabled: true })),
        },
      };
    });
}

function list(value: JsonValue[]): JsonObject {
  return { '@odata.count': value.length, value };
}

function scopedUrl(list: 'exclusions' | 'tags', scope: string): string {
  const [name = '', kind = ''] = scope.split('\n');
  return list === 'exclusions'
    ? `aatp/odata/ExclusionEntityDatas/${encodeURIComponent(name)}?$filter=ExclusionType eq '${kind}'`
    : `aatp/odata/TaggedSecurityPrincipals?$filter=Type eq '${kind}' and TagTypes has '${name}'`;
}

/** A whole answer of Microsoft Graph. */
export function graphList(path: string, value: readonly JsonValue[]): string {
  return JSON.stringify(
    { '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${path}`, value: [...value] },
    null,
    1,
  );
}

/** A HAR file with one entry for each answer, and a session in its headers that must go nowhere. */
export function harText(answers: readonly { readonly url: string; readonly content: JsonValue }[]): string {
  return JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: 'test', version: '1' },
      entries: answers.map(({ url, content }) => ({
        request: {
          method: 'GET',
          url: `https://security.microsoft.com/apiproxy/${url}`,
          headers: [{ name: 'Cookie', value: 'sccauth=CANARY-observed-session-7f3a9c' }],
        },
        response: {
          status: 200,
          content: { mimeType: 'application/json', text: JSON.stringify(content) },
        },
      })),
    },
  });
}
