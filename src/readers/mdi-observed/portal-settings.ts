/**
 * Settings as the private interface of the portal answers them. It is documented nowhere: the names are those that public
 * code reveals (XDRInternals, nodoc, AutoConfig; 2024-12 to 2026-05). Secrets are not taken: that one is set is all.
 */
import { distinct, type Fields, fieldsOf, unreadNames } from './fields.js';
import { type AnswerShape, pageOf } from './shape.js';

/** `aatp/odata/directoryServices`. Action accounts have the same shape, and are told from it by their address only. */
export const directoryServices: AnswerShape = {
  shape: 'portal-directory-services',
  address: /aatp\/odata\/directoryservices/,
  recognises: (entry) =>
    entry.has('IsGroupManagedServiceAccount') && entry.has('AccountName', 'DomainDnsName'),
  read(answer) {
    const { entries, source } = answer;
    return {
      directoryServiceAccounts: entries.flatMap((entry) => {
        const name = entry.text('AccountName', 'Id');
        if (name === null) return [];
        return [
          {
            name,
            domain: entry.text('DomainDnsName'),
            groupManaged: entry.flag('IsGroupManagedServiceAccount'),
            singleLabelDomain: entry.flag('IsSingleLabelAccountDomainName'),
            source,
          },
        ];
      }),
      pages: [pageOf(answer, 'directory-service-accounts')],
      unread: unreadNames(entries, [
        ...['Id', 'AccountName', 'DomainDnsName', 'AccountPassword', 'IsGroupManagedServiceAccount'],
        'IsSingleLabelAccountDomainName',
      ]),
    };
  },
};

/** `aatp/odata/EntityRemediatorCredentials`: credentials of action accounts, of which nothing is compared. */
export const remediatorCredentials: AnswerShape = {
  shape: 'portal-action-accounts',
  address: /entityremediatorcredentials/,
  recognises: () => false,
  read: () => ({}),
};

/** `aatp/api/remediationActions/configuration`. */
export const remediationActions: AnswerShape = {
  shape: 'portal-action-accounts',
  address: /remediationactions\/configuration/,
  recognises: (entry) => entry.has('IsRemediationWithLocalSystemEnabled'),
  read({ entries: [entry], entries, source }) {
    return {
      actionAccounts: { localSystem: entry?.flag('IsRemediationWithLocalSystemEnabled') ?? null, source },
      unread: unreadNames(entries, ['IsRemediationWithLocalSystemEnabled']),
    };
  },
};

/** `aatp/api/mtp/vpnConfiguration/`: the shared secret comes in clear text and is left where it is. */
export const vpnConfiguration: AnswerShape = {
  shape: 'portal-vpn',
  address: /mtp\/vpnconfiguration/,
  recognises: (entry) => entry.has('IsRadiusEventListenerEnabled', 'RadiusEventListenerSharedSecret'),
  read({ entries: [entry], entries, source }) {
    return {
      vpn: {
        enabled: entry?.flag('IsRadiusEventListenerEnabled') ?? null,
        secretSet:
          entry?.has('RadiusEventListenerSharedSecret') === true
            ? entry.text('RadiusEventListenerSharedSecret') !== null
            : null,
        source,
      },
      unread: unreadNames(entries, ['IsRadiusEventListenerEnabled', 'RadiusEventListenerSharedSecret']),
    };
  },
};

/**
 * `aatp/api/workspace/configuration/syslog`: no source reveals its property names. They are read by the names that ATA
 * has in SyslogClientConfiguration and by their meaning; whatever rests on them is presumed.
 */
export const syslogConfiguration: AnswerShape = {
  shape: 'portal-syslog',
  address: /workspace\/configuration\/syslog/,
  recognises: (entry) =>
    entry.has('Serializer', 'ServerTransport', 'SyslogFormat') && entry.has('ServerEndpoint', 'Endpoint'),
  read({ entries: [entry], entries, source }) {
    if (entry === undefined) return {};
    const endpoint = entry.object('ServerEndpoint', 'ServiceEndpoint', 'Endpoint');
    return {
      syslog: {
        enabled: entry.flag('IsEnabled', 'Enabled', 'IsSyslogEnabled', 'IsSyslogServiceEnabled'),
        sensor: entry.text('SensorName', 'Sensor', 'SensorDisplayName'),
        endpoint:
          endpoint?.text('Address', 'Host') ??
          entry.text('ServiceEndpoint', 'ServerEndpoint', 'Endpoint', 'ServerAddress', 'Address', 'Host'),
        port: endpoint?.number('Port') ?? entry.number('Port', 'ServerPort', 'EndpointPort'),
        transport: entry.text('ServerTransport', 'Transport', 'Protocol', 'TransportType'),
        format: entry.text('Serializer', 'Format', 'SyslogFormat', 'SerializationFormat'),
        newAlerts: entry.flag('IsNewSecurityAlertEnabled', 'NewSecurityAlert', 'NewSecurityAlerts'),
        updatedAlerts: entry.flag('IsUpdatedSecurityAlertEnabled', 'UpdatedSecurityAlert'),
        healthIssues: entry.flag('IsNewHealthIssueEnabled', 'NewHealthIssue', 'NewMonitoringAlert'),
        source,
      },
      unread: unreadNames(entries, syslogNames),
    };
  },
};

const syslogNames = [
  ...['IsEnabled', 'Enabled', 'IsSyslogEnabled', 'IsSyslogServiceEnabled', 'SensorName', 'Sensor'],
  ...[
    'SensorDisplayName',
    'ServerEndpoint',
    'ServiceEndpoint',
    'Endpoint',
    'ServerAddress',
    'Address',
    'Host',
  ],
  ...['Port', 'ServerPort', 'EndpointPort', 'ServerTransport', 'Transport', 'Protocol', 'TransportType'],
  ...['Serializer', 'Format', 'SyslogFormat', 'SerializationFormat', 'IsNewSecurityAlertEnabled'],
  ...['NewSecurityAlert', 'NewSecurityAlerts', 'IsUpdatedSecurityAlertEnabled', 'UpdatedSecurityAlert'],
  ...['IsNewHealthIssueEnabled', 'NewHealthIssue', 'NewMonitoringAlert'],
];

/** `…/scopedHealthNotifications/` and the older `…/healthNotifications/`, of which only `Email` is known. */
export const healthNotifications: AnswerShape = {
  shape: 'portal-health-notifications',
  address: /workspace\/configuration\/(?:scoped)?healthnotifications/,
  recognises: (entry) => entry.names.length <= 4 && entry.has('Email'),
  read(answer) {
    const { entries, texts, form } = answer;
    const addresses = [...texts, ...entries.flatMap(addressesOf)];
    // What is none of these may be a list of recipients by a name that is not known.
    const isUnderstood = entries.every((entry) => addressesOf(entry).length > 0);
    const isWhole = isUnderstood && (form === 'list' || answer.address !== null);
    return {
      healthRecipients: distinct(addresses),
      pages: [
        {
          ...pageOf(answer, 'health-recipients'),
          lacks: isWhole ? answer.lacks : 'not all of it could be read as addresses',
        },
      ],
      unread: unreadNames(entries, addressNames),
    };
  },
};

const addressNames = ['Email', 'Emails', 'EmailAddress', 'EmailAddresses', 'Recipients', 'Recipient'];

function addressesOf(entry: Fields): string[] {
  const nested = entry.objects(...addressNames).flatMap((object) => object.texts('Email', 'EmailAddress'));
  return [...addressNames.flatMap((name) => entry.texts(name)), ...nested];
}

/** `IncidentNotificationSettingsV2`: what the number in AlertSeverities means is not known. */
export const incidentNotifications: AnswerShape = {
  shape: 'portal-incident-notifications',
  address: /incidentnotificationsettings/,
  recognises: (entry) =>
    entry.has('IncidentNotificationsSettingId', 'AlertSeverities') && entry.has('Recipients'),
  read(answer) {
    const { entries, source } = answer;
    return {
      incidentRules: entries.map((entry) => ({
        name: entry.text('Name'),
        recipients: distinct([
          ...recipientTexts(entry),
          ...entry
            .objects('Recipients')
            .flatMap((object) => object.texts('Email', 'EmailAddress', 'Address')),
        ]),
        source,
      })),
      pages: [pageOf(answer, 'incident-rules')],
      unread: unreadNames(entries, [
        ...['IncidentNotificationsSettingId', 'Name', 'Description', 'AlertSeverities', 'AllRbacGroups'],
        ...['RbacGroupIds', 'Scopes', 'Rules', 'CreatedBy', 'FormatOptions', 'SendOncePerIncident'],
        ...['CreationTime', 'LastUpdateTime', 'Recipients', 'IsReadOnly', 'RulesReadOnly'],
      ]),
    };
  },
};

/** A list of addresses, or several in one text. */
function recipientTexts(entry: Fields): string[] {
  const texts = entry.texts('Recipients');
  return texts.length === 1 ? (texts[0] ?? '').split(/[;,]\s*/) : texts;
}

/** `aatp/api/alertthresholds/withExpiry`. */
export const alertThresholds: AnswerShape = {
  shape: 'portal-alert-thresholds',
  address: /aatp\/api\/alertthresholds/,
  recognises: (entry) => entry.has('AlertThresholds', 'IsRecommendedTestModeEnabled'),
  read({ entries: [entry], entries, source }) {
    if (entry === undefined) return {};
    const lowered = entry
      .objects('AlertThresholds')
      .filter((alert) => !/^high$/i.test(alert.text('Threshold') ?? 'High'))
      .flatMap((alert) => alert.text('AlertTitle', 'AlertName') ?? []);
    return {
      thresholds: { testMode: entry.flag('IsRecommendedTestModeEnabled'), lowered, source },
      unread: unreadNames(entries, [
        ...['AlertThresholds', 'IsRecommendedTestModeEnabled', 'RecommendedTestModeExpiry', 'ExpiryTime'],
        'RecommendedTestModeExpirationTime',
      ]),
    };
  },
};

/** `GET /security/identities/settings/autoAuditingConfiguration`, wrapped in `value` or not. */
export const autoAuditing: AnswerShape = {
  shape: 'graph-auto-auditing',
  address: /autoauditingconfiguration/,
  recognises: (entry) => entry.has('isAutomatic'),
  read({ entries: [entry] }) {
    const isAutomatic = entry?.flag('isAutomatic') ?? null;
    return isAutomatic === null ? {} : { automaticAuditing: isAutomatic };
  },
};

/** `mtp/suppressionRulesService/suppressionRules`: alert tuning rules of all of Defender XDR. */
export const tuningRules: AnswerShape = {
  shape: 'portal-tuning-rules',
  address: /suppressionrulesservice\/suppressionrules/,
  recognises: (entry) => entry.has('RuleTitle') && entry.has('IsEnabled', 'RuleConditions', 'AlertTitle'),
  read(answer) {
    const { entries, source } = answer;
    return {
      tuningRules: entries.flatMap((entry) => {
        const title = entry.text('RuleTitle');
        if (title === null) return [];
        const nested = entry.object('RuleConditions');
        return [
          {
            id: entry.text('Id'),
            title,
            enabled: entry.flag('IsEnabled'),
            alertTitle: entry.text('AlertTitle'),
            conditions: entry.text('RuleConditions') ?? (nested === null ? null : textsWithin(nested)),
            source,
          },
        ];
      }),
      pages: [pageOf(answer, 'tuning-rules')],
      unread: unreadNames(entries, [
        ...['Id', 'RuleTitle', 'CreatedBy', 'CreationTime', 'UpdateTime', 'Scope', 'IoaDefinitionId'],
        ...['IsEnabled', 'Action', 'RuleConditions', 'AlertTitle', 'MatchingAlertsCount', 'RuleType'],
        ...['RuleSource', 'ScopeConditions', 'BitwiseServiceSources', 'LastActivity', 'IsReadOnly'],
      ]),
    };
  },
};

/** Every text within an object, so that a value can be looked for in it. */
function textsWithin(fields: Fields): string {
  return fields.names
    .flatMap((name) =>
      fields
        .list(name)
        .flatMap((value) =>
          typeof value === 'string' ? [value] : value instanceof Map ? [textsWithin(fieldsOf(value))] : [],
        ),
    )
    .join('\n');
}
