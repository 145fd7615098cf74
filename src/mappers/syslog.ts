import { portalTarget } from '../catalogue/portal.js';
import { reasonEntry } from '../catalogue/reasons.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot, Endpoint, SyslogServer } from '../types/ata-snapshot.js';
import type { Field, Item, ItemDecision } from '../types/migration-plan.js';
import { automaticItem, decisionItem, type ItemParts, manualItem, portalLine, targetOf } from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import {
  cautions,
  endpointKey,
  endpointText,
  hasText,
  portNotes,
  presumptionOf,
  readableLeaves,
  switchState,
  switchText,
  tickText,
} from './reading.js';
import { namedValues } from './shown.js';

/** Sending alerts to a syslog server. */
export const syslogMapper: Mapper = { area: 'syslog', map: mapSyslog };

const area = 'syslog';
const key = 'syslog-notifications';

/** The syslog settings of a Center and the leaves they were read from. */
interface SyslogSettings {
  readonly server: SyslogServer;
  readonly alerts: boolean | null;
  readonly healthAlerts: boolean | null;
  /** How much ATA notifies; one setting for mail and syslog. */
  readonly verbosity: string | null;
  readonly verbosityLeaves: readonly ClassifiedLeaf[];
  readonly leaves: readonly ClassifiedLeaf[];
}

function mapSyslog(snapshot: AtaSnapshot, context: MapperContext): Item[] {
  const server = snapshot.syslogServer;
  if (server === null) return [];
  const leaves = readableLeaves(context, area, {
    'syslog.enabled': 'switch',
    'syslog.server': 'parent',
    'syslog.server.address': 'text',
    'syslog.server.port': 'whole number',
    'syslog.transport': 'text',
    'syslog.transportTimeout': 'text',
    'syslog.format': 'text',
    'syslog.alerts': 'switch',
    'syslog.healthAlerts': 'switch',
  });
  if (leaves.length === 0) return [];
  const settings: SyslogSettings = {
    server,
    alerts: switchState(leaves, 'syslog.alerts'),
    healthAlerts: switchState(leaves, 'syslog.healthAlerts'),
    verbosity: snapshot.alertNotifications?.verbosity ?? null,
    verbosityLeaves: context.leaves
      .ofSetting('email.verbosity')
      .filter(({ value }) => typeof value === 'string'),
    leaves,
  };
  const isConfigured = hasText(server.server?.address);
  if (server.enabled !== true) return [isConfigured ? switchedOffItem(settings) : offItem(settings)];
  // Without anything to send, ATA's server is as good as switched off.
  if (settings.alerts === false && settings.healthAlerts === false)
    return [isConfigured ? switchedOffItem(settings) : offItem(settings)];
  return [isConfigured ? sendingItem(settings) : serverMissingItem(settings), parserItem()];
}

function offItem({ server, alerts, healthAlerts, leaves }: SyslogSettings): Item {
  const isWaiting = alerts === true || healthAlerts === true;
  return automaticItem({
    id: itemId(area, 'server'),
    area,
    title: 'No syslog server is in use in ATA',
    reason: server.enabled === false ? 'syslog-off' : 'nothing-set',
    leaves,
    value: settingsShown({ server, alerts, healthAlerts }),
    notes: isWaiting
      ? ['Messages about alerts are switched on in ATA but have had no effect: no syslog server is in use.']
      : [],
  });
}

function sendingItem(settings: SyslogSettings): Item {
  const parts = serverParts(
    settings,
    `Send alerts to the syslog server ${endpointText(endpointOf(settings))}`,
  );
  if (transportOf(settings.server.transport).field !== 'TLS')
    return manualItem({ ...parts, reason: 'syslog-needs-v2-sensor', check: portalTarget(key).check });
  return decisionOf(parts, 'syslog-tls-certificate', {
    question: 'How will the sensor reach a syslog server that ATA reaches over TLS?',
    options: [
      {
        label: 'Over TLS',
        cost: 'The certificate has to be put on the sending sensor first, and again whenever it or the sensor is replaced.',
      },
      {
        label: 'Over TCP or UDP',
        cost: 'The alerts cross the network unencrypted, and the syslog server has to accept that.',
      },
      {
        label: 'Not by syslog: read alerts from Microsoft Graph',
        cost: 'The SIEM needs a connector for Microsoft Graph, but no sensor v2.x has to stay for syslog.',
      },
    ],
    advice:
      'Keep TLS. Plan for Microsoft Graph where the SIEM supports it, because syslog may be deprecated.',
  });
}

function switchedOffItem(settings: SyslogSettings): Item {
  const title = `Decide on the syslog server ${endpointText(endpointOf(settings))}, which is ${offState(settings)} in ATA`;
  return decisionOf(serverParts(settings, title), 'configured-but-off', {
    question: 'Will Defender for Identity send to this syslog server, which ATA knows but does not use?',
    options: [
      { label: 'Leave it out', cost: 'Nothing changes for the SIEM: ATA sends nothing there either.' },
      {
        label: 'Carry it over',
        cost: 'One sensor v2.x has to stay, the SIEM has to read the messages, and what is sent has to be ticked.',
      },
    ],
    advice: 'Leave it out, unless somebody still expects the messages.',
  });
}

function offState({ server }: SyslogSettings): string {
  if (server.enabled === null) return 'not known to be switched on';
  return server.enabled ? 'switched on but given nothing to send' : 'switched off';
}

function serverMissingItem(settings: SyslogSettings): Item {
  const title = 'Decide on syslog: switched on in ATA, but the source gives no server';
  return decisionOf(serverParts(settings, title), 'syslog-needs-v2-sensor', {
    question: 'Is there a syslog server that alerts are to be sent to?',
    options: [
      { label: 'No', cost: 'Nothing has to be set.' },
      {
        label: 'Yes, its address is looked up in the ATA console',
        cost: 'One sensor v2.x has to stay, and the SIEM has to read the messages.',
      },
    ],
    advice: 'Look into the ATA console first: the source may lack the address.',
  });
}

type ServerParts = Omit<ItemParts, 'reason'> & { readonly target: NonNullable<ItemParts['target']> };

function decisionOf(
  parts: ServerParts,
  reason: ItemParts['reason'],
  decision: ItemDecision['decision'],
): Item {
  return decisionItem({
    ...parts,
    reason,
    decision,
    steps: ['Choose one of the options.', ...(parts.steps ?? []), `Check: ${portalTarget(key).check}`],
  });
}

/** What every item about the server has in common. */
function serverParts(settings: SyslogSettings, title: string): ServerParts {
  const { server, alerts, healthAlerts, leaves } = settings;
  const endpoint = endpointOf(settings);
  const transport = transportOf(server.transport);
  const format = formatOf(server.format);
  const presumption = presumptionOf(leaves);
  const values: Field[] = [
    { field: 'Syslog service', value: 'on' },
    { field: 'Sensor', value: 'a sensor v2.x of your choice' },
    {
      field: 'Service endpoint',
      value: endpoint.address ?? 'the address of the syslog server (not in the source)',
    },
    {
      field: 'Port',
      value:
        endpoint.port === null ? 'the port of the syslog server (not in the source)' : String(endpoint.port),
    },
    { field: 'Transport', value: transport.field },
    { field: 'Format', value: format.field },
    { field: 'New security alert', value: tickText(alerts) },
    { field: 'Updated security alert', value: tickText(alerts) },
    { field: 'New health issue', value: tickText(healthAlerts) },
  ];
  const fieldNames = ['Sensor', 'Service endpoint', 'Port', 'Transport', 'Format'];
  const toType = values
    .filter(({ field }) => fieldNames.includes(field))
    .map(({ field, value }) => `${field}: ${value}`);
  const hasLevel = hasText(settings.verbosity);
  return {
    id: itemId(area, 'server', ...endpointKey(endpoint)),
    area,
    title,
    leaves,
    sharedLeaves: hasLevel ? settings.verbosityLeaves : [],
    value: settingsShown(settings),
    target: targetOf(key, values, presumedWords(settings) ? { certainty: 'inferred' } : presumption.over),
    steps: [
      ...(transport.field === 'TLS'
        ? ['For TLS: put the certificate of the syslog server on the sending sensor.']
        : []),
      `Open ${portalLine(key)}, switch Syslog service on and choose Configure service.`,
      `Enter ${toType.join('; ')}.`,
      'Choose Send test SIEM notification, look for the message at the syslog server, then Save.',
      `Set the check boxes: New security alert ${tickText(alerts)}; Updated security alert ${tickText(alerts)}; New health issue ${tickText(healthAlerts)}.`,
    ],
    docs: ['mdi-notifications', 'graph-alerts-v2-migration'],
    notes: [
      ...presumption.notes,
      ...transport.notes,
      ...format.notes,
      ...(endpoint.port === null && !hasText(endpoint.address) ? [] : portNotes(endpoint)),
      ...(alerts === null
        ? []
        : [
            'Presumed: ATA has one switch for suspicious activities; it is carried over to new and to updated alerts.',
          ]),
      ...(hasLevel
        ? [
            `ATA's notification level is ${settings.verbosity}; which severities that means is not documented. Syslog notifications of Defender for Identity document no choice by severity, so more may arrive than before.`,
          ]
        : []),
      ...(server.transportTimeout === null
        ? []
        : [
            `ATA waits ${server.transportTimeout} for the server. ${reasonEntry('syslog-timeout-gone').text}`,
          ]),
      ...cautions(key, 'One source of the documentation', 'Replacement:', 'The permission tables'),
    ],
  };
}

function endpointOf({ server }: SyslogSettings): Endpoint {
  return server.server ?? { address: null, port: null };
}

function settingsShown({
  server,
  alerts,
  healthAlerts,
}: Pick<SyslogSettings, 'server' | 'alerts' | 'healthAlerts'>): ItemParts['value'] {
  return namedValues({
    Syslog: switchText(server.enabled),
    Server: server.server === null ? null : endpointText(server.server),
    Transport: server.transport,
    Format: server.format,
    'Time-out': server.transportTimeout,
    'Suspicious activities': switchText(alerts),
    'Health alerts': switchText(healthAlerts),
  });
}

/** A choice of the portal and what there is to say of how it was found. */
interface Choice {
  readonly field: string;
  /** True if the source has another word than those that were seen. */
  readonly isPresumed: boolean;
  readonly notes: readonly string[];
}

/** Only `Udp` was seen in a configuration; the words for TCP and TLS are presumed. */
function transportOf(word: string | null): Choice {
  if (!hasText(word))
    return {
      field: 'UDP, TCP or TLS (not in the source)',
      isPresumed: false,
      notes: ['The source gives no transport.'],
    };
  if (/^udp$/i.test(word)) return { field: 'UDP', isPresumed: false, notes: [] };
  const note = `Presumed: ATA's transport is "${word}"; of its words only Udp is known from a sample. Compare with the ATA console.`;
  if (/tls|ssl|secure/i.test(word)) return { field: 'TLS', isPresumed: true, notes: [note] };
  if (/^tcp$/i.test(word)) return { field: 'TCP', isPresumed: true, notes: [note] };
  return {
    field: 'UDP, TCP or TLS, as the ATA console shows it',
    isPresumed: false,
    notes: [`ATA's transport is "${word}", which this program does not know.`],
  };
}

/** Only `Rfc5424` was seen in a configuration. */
function formatOf(word: string | null): Choice {
  if (!hasText(word))
    return {
      field: 'RFC 3164 or RFC 5424 (not in the source)',
      isPresumed: false,
      notes: ['The source gives no format.'],
    };
  if (/^rfc ?5424$/i.test(word)) return { field: 'RFC 5424', isPresumed: false, notes: [] };
  if (/^rfc ?3164$/i.test(word))
    return {
      field: 'RFC 3164',
      isPresumed: true,
      notes: [`Presumed: ATA's format is "${word}"; of its words only Rfc5424 is known from a sample.`],
    };
  return {
    field: 'RFC 3164 or RFC 5424, as the ATA console shows it',
    isPresumed: false,
    notes: [`ATA's format is "${word}", which this program does not know.`],
  };
}

function presumedWords({ server }: SyslogSettings): boolean {
  return transportOf(server.transport).isPresumed || formatOf(server.format).isPresumed;
}

/** The messages change with the product, whatever way they take to the SIEM. */
function parserItem(): Item {
  return decisionItem({
    id: itemId(area, 'siem-parsers'),
    area,
    title: 'Review the parsers and rules of the SIEM',
    reason: 'siem-parser-review',
    leaves: [],
    value: null,
    decision: {
      question: 'How will the SIEM understand alerts of Defender for Identity?',
      options: [
        {
          label: 'Adapt its parsers and rules to the new syslog messages',
          cost: 'Rules for ATA stop matching: product name, some field names and some alert numbers differ.',
        },
        {
          label: 'Read alerts from Microsoft Graph (alerts_v2 and incidents)',
          cost: 'A connector has to be set up; what was built on syslog messages of ATA is rebuilt.',
        },
      ],
      advice:
        'Adapt the parsers before ATA is switched off if syslog is kept. Identify alerts by externalId and look every number up by the name of its detection.',
    },
    steps: [
      'List the parsers, rules, dashboards and reports of the SIEM that use messages of ATA.',
      'Choose one of the options for each.',
      'Check: an alert, or the message of Send test SIEM notification, is recognised by the SIEM.',
    ],
    docs: ['graph-alerts-v2-migration'],
    notes: [
      'Some numbers mean another detection than in ATA, among them those of the encryption downgrade alerts: never go by the number alone.',
    ],
  });
}
