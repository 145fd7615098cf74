import { portalTarget } from '../catalogue/portal.js';
import { itemId } from '../ids.js';
import type { AlertNotifications, AtaSnapshot, MailServer } from '../types/ata-snapshot.js';
import type { Field, Item } from '../types/migration-plan.js';
import {
  automaticItem,
  decisionItem,
  type ItemParts,
  manualItem,
  noEquivalentItem,
  portalLine,
  targetOf,
} from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import {
  cautions,
  type DistinctRecipient,
  distinctRecipients,
  endpointKey,
  endpointText,
  hasText,
  type LeafKind,
  presumptionOf,
  readableLeaves,
  recipientNotes,
  secretText,
  switchText,
} from './reading.js';
import { namedValues } from './shown.js';

/** The mail server of the Center, and mail about suspicious activities. */
export const emailMapper: Mapper = { area: 'email', map: mapEmail };

const area = 'email';
const key = 'incident-email-notifications';

const serverKinds: Readonly<Record<string, LeafKind>> = {
  'email.enabled': 'switch',
  'email.from': 'text',
  'email.server': 'parent',
  'email.server.address': 'text',
  'email.server.port': 'whole number',
  'email.ssl': 'switch',
  'email.acceptAnyCertificate': 'switch',
  'email.authentication': 'switch',
  'email.authenticationAccount': 'text',
  'email.authenticationPassword': 'secret',
};

const alertKinds: Readonly<Record<string, LeafKind>> = {
  'email.alertMail': 'switch',
  'email.alertRecipient': 'list',
  'email.verbosity': 'text',
};

function mapEmail(snapshot: AtaSnapshot, context: MapperContext): Item[] {
  const serverLeaves = readableLeaves(context, area, serverKinds);
  const alertLeaves = readableLeaves(context, area, alertKinds);
  return [
    ...(snapshot.mailServer === null || serverLeaves.length === 0
      ? []
      : [mailServerItem(snapshot.mailServer, serverLeaves)]),
    ...(snapshot.alertNotifications === null || alertLeaves.length === 0
      ? []
      : [alertMailItem(snapshot.alertNotifications, snapshot.mailServer, alertLeaves)]),
  ];
}

function mailServerItem(server: MailServer, leaves: readonly ClassifiedLeaf[]): Item {
  const isConfigured =
    hasText(server.server?.address) || hasText(server.from) || hasText(server.account) || server.password.set;
  const parts = {
    area,
    leaves,
    value: namedValues({
      'Mail server': server.server === null ? null : endpointText(server.server),
      'In use': switchText(server.enabled),
      Sender: server.from,
      SSL: switchText(server.ssl),
      'Accept any certificate': switchText(server.acceptAnyCertificate),
      'Sign in': switchText(server.authentication),
      Account: server.account,
      Password: secretText(server.password),
    }),
  } as const;
  if (!isConfigured)
    return automaticItem({
      ...parts,
      id: itemId(area, 'mail-server'),
      title: 'No mail server is set in ATA',
      reason: 'nothing-set',
    });
  const name = server.server !== null && hasText(server.server.address) ? endpointText(server.server) : null;
  return noEquivalentItem({
    ...parts,
    id: itemId(area, 'mail-server', ...endpointKey(server.server)),
    title: `The mail server${name === null ? '' : ` ${name}`} is no longer needed for notifications`,
    reason: 'smtp-server-has-no-target',
    closest: 'Recipients are entered with the notifications themselves; the mail comes from Microsoft.',
    notes: [
      ...(server.enabled === true ? [] : ['The mail server is configured in ATA but not switched on.']),
      ...presumptionOf(leaves).notes,
    ],
  });
}

function alertMailItem(
  notifications: AlertNotifications,
  server: MailServer | null,
  leaves: readonly ClassifiedLeaf[],
): Item {
  const recipients = distinctRecipients(notifications.recipients);
  if (recipients.length === 0) return noRecipientsItem(notifications, leaves);
  const parts = ruleParts(notifications, recipients, leaves);
  if (notifications.mail === true && server?.enabled !== false)
    return manualItem({
      ...parts,
      title: `Mail new incidents to ${recipientsText(recipients)}`,
      reason: 'mail-per-incident',
      check: portalTarget(key).check,
    });
  return decisionItem({
    ...parts,
    title: `Decide on mail about incidents to ${recipientsText(recipients)}, which ATA does not send`,
    reason: 'configured-but-off',
    decision: {
      question:
        'Will these recipients, who are listed in ATA but get no mail from it, be told about incidents?',
      options: [
        { label: 'Leave them out', cost: 'Nobody is mailed, as before.' },
        { label: 'Carry them over', cost: 'They get mail that they do not get today.' },
      ],
      advice: 'Ask the recipients. Without a wish for mail, leave them out.',
    },
    steps: ['Choose one of the options.', ...parts.steps, `Check: ${portalTarget(key).check}`],
    notes: [whyOff(notifications), ...parts.notes],
  });
}

function noRecipientsItem(notifications: AlertNotifications, leaves: readonly ClassifiedLeaf[]): Item {
  return automaticItem({
    id: itemId(area, 'incident-rule'),
    area,
    title: 'ATA mails nobody about suspicious activities',
    reason: notifications.mail === false ? 'mail-off' : 'nothing-set',
    leaves,
    value: settingsShown(notifications, []),
    notes: notifications.mail === true ? ['The mail is switched on in ATA but has no recipients.'] : [],
  });
}

/** Where the mail is on, only a mail server that is off keeps ATA from sending it. */
function whyOff({ mail }: AlertNotifications): string {
  if (mail === null) return 'The source does not say whether this mail is switched on in ATA.';
  return mail
    ? 'The mail server is switched off in ATA.'
    : 'Mail about suspicious activities is switched off in ATA.';
}

type RuleParts = Omit<ItemParts, 'title' | 'reason'> & {
  readonly target: NonNullable<ItemParts['target']>;
  readonly steps: readonly string[];
  readonly notes: readonly string[];
};

/** One rule takes all recipients, so all of them are one item. */
function ruleParts(
  notifications: AlertNotifications,
  recipients: readonly DistinctRecipient[],
  leaves: readonly ClassifiedLeaf[],
): RuleParts {
  const severity = severityOf(notifications.verbosity);
  const addresses = recipients.map(({ address }) => address).join(', ');
  const values: Field[] = [
    { field: 'Name', value: 'Defender for Identity incidents (from ATA)' },
    { field: 'Alert severity', value: `Microsoft Defender for Identity: ${severity.text}` },
    {
      field: 'Only notify on first occurrence per incident',
      value: 'your choice; ticked gives the least mail',
    },
    { field: 'Device group scope', value: 'your choice' },
    { field: 'Include organization name', value: 'your choice' },
    { field: 'Include tenant-specific portal link', value: 'your choice' },
    { field: 'Recipients', value: addresses },
  ];
  return {
    id: itemId(area, 'incident-rule'),
    area,
    leaves,
    value: settingsShown(notifications, recipients),
    target: targetOf(key, values, { certainty: 'inferred' }),
    steps: [
      ...severity.steps,
      `Open ${portalLine(key)}.`,
      'Type the name "Defender for Identity incidents (from ATA)".',
      `Choose the service Microsoft Defender for Identity and the severities ${severity.text}.`,
      'Choose whether to notify on the first occurrence per incident only, which device groups it is for, and whether the mail includes the organization name and a link to the portal of the tenant.',
      `Add these recipients: ${addresses}.`,
      'Choose Send test email, then finish the rule.',
    ],
    notes: [
      ...severity.notes,
      ...recipientNotes(recipients),
      ...cautions(key, "Defender for Identity's own", 'Microsoft sends the mail'),
      `Permission needed: ${portalTarget(key).permission}.`,
    ],
  };
}

function recipientsText(recipients: readonly DistinctRecipient[]): string {
  const [first] = recipients;
  return recipients.length === 1 && first !== undefined ? first.address : `${recipients.length} recipients`;
}

function settingsShown(
  { mail, verbosity }: AlertNotifications,
  recipients: readonly DistinctRecipient[],
): ItemParts['value'] {
  return namedValues({
    Mail: switchText(mail),
    'Notification level': verbosity,
    Recipients: recipients.map(({ address }) => address),
  });
}

interface Severity {
  /** The severities to choose in the rule. */
  readonly text: string;
  readonly steps: readonly string[];
  readonly notes: readonly string[];
}

const severities = ['Low', 'Medium', 'High'];

/** ATA's level is read as a lower bound. Only `Low` was seen, and no text says what it means. */
function severityOf(verbosity: string | null): Severity {
  const from = severities.findIndex((name) => name.toLowerCase() === verbosity?.toLowerCase());
  if (from >= 0)
    return {
      text: severities.slice(from).join(', '),
      steps: [
        `In the ATA console, look up which severities ATA tells about at the level ${severities[from]}. If they are others than ${severities.slice(from).join(', ')}, choose those.`,
      ],
      notes: [
        `Presumed: ATA's notification level ${severities[from]} means alerts of that severity and above (${severities.slice(from).join(', ')}). It may mean how much is told instead, Low the least and High the most.`,
      ],
    };
  return {
    text: 'Low, Medium, High, or fewer of them',
    steps: ['In the ATA console, look up which severities ATA tells about.'],
    notes: [
      hasText(verbosity)
        ? `ATA's notification level is "${verbosity}", which this program does not know: choose the severities yourself.`
        : 'The source gives no notification level: choose the severities yourself.',
    ],
  };
}
