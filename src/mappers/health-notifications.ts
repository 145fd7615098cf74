import { portalTarget } from '../catalogue/portal.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot, HealthNotifications } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { automaticItem, decisionItem, type ItemParts, manualItem, portalLine, targetOf } from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import {
  cautions,
  type DistinctRecipient,
  distinctRecipients,
  readableLeaves,
  recipientKey,
  recipientNotes,
  switchText,
} from './reading.js';
import { groupBy, namedValues } from './shown.js';

/** Mail about the health of the deployment. */
export const healthNotificationsMapper: Mapper = {
  area: 'health-notifications',
  map: mapHealthNotifications,
};

const area = 'health-notifications';
const key = 'health-issues-notifications';

function mapHealthNotifications(snapshot: AtaSnapshot, context: MapperContext): Item[] {
  const notifications = snapshot.healthNotifications;
  if (notifications === null) return [];
  const leaves = readableLeaves(context, area, {
    'health-notifications.mail': 'switch',
    'health-notifications.recipient': 'list',
  });
  if (leaves.length === 0) return [];
  const recipients = distinctRecipients(notifications.recipients);
  if (recipients.length === 0) return [noRecipientsItem(notifications, leaves)];
  const isMailServerOff = snapshot.mailServer?.enabled === false;
  if (notifications.mail === true && !isMailServerOff) return recipientItems(recipients, leaves);
  return [switchedOffItem(notifications, isMailServerOff, recipients, leaves)];
}

/**
 * The portal takes one address at a time, so each is an item to tick off. The first one accounts for what belongs to
 * all of them, such as the switch.
 */
function recipientItems(recipients: readonly DistinctRecipient[], leaves: readonly ClassifiedLeaf[]): Item[] {
  const addressOf = new Map(
    recipients.flatMap(({ address, refs }) => refs.map((ref) => [ref, address] as const)),
  );
  // No recipient is blank, so the empty text stands for what belongs to none of them.
  const byAddress = groupBy(leaves, ({ ref }) => addressOf.get(ref) ?? '');
  const common = byAddress.get('') ?? [];
  return recipients.map((recipient, index) => {
    const own = byAddress.get(recipient.address) ?? [];
    return index === 0
      ? recipientItem(recipient, [...common, ...own], [])
      : recipientItem(recipient, own, common);
  });
}

function recipientItem(
  recipient: DistinctRecipient,
  leaves: readonly ClassifiedLeaf[],
  sharedLeaves: readonly ClassifiedLeaf[],
): Item {
  const { address } = recipient;
  return manualItem({
    id: itemId(area, 'recipient', recipientKey(address)),
    area,
    title: `Mail health issues to ${address}`,
    reason: 'health-mail',
    leaves,
    sharedLeaves,
    value: address,
    target: targetOf(key, [{ field: 'Recipient email', value: address }]),
    check: `${address} is listed under Health issues notifications.`,
    steps: [`Open ${portalLine(key)}.`, `Choose Add recipient email, type ${address} and choose + Add.`],
    docs: ['graph-health-issues'],
    notes: [...recipientNotes([recipient]), ...cautions(key, 'Health issues can also')],
  });
}

function switchedOffItem(
  notifications: HealthNotifications,
  isMailServerOff: boolean,
  recipients: readonly DistinctRecipient[],
  leaves: readonly ClassifiedLeaf[],
): Item {
  const [first] = recipients;
  const names =
    recipients.length === 1 && first !== undefined ? first.address : `${recipients.length} recipients`;
  return decisionItem({
    id: itemId(area, 'recipients'),
    area,
    title: `Decide on mail about health issues to ${names}, which ATA does not send`,
    reason: 'configured-but-off',
    leaves,
    value: settingsShown(notifications, recipients),
    target: targetOf(
      key,
      recipients.map(({ address }) => ({ field: 'Recipient email', value: address })),
    ),
    decision: {
      question:
        'Will these recipients, who are listed in ATA but get no mail from it, be told about health issues?',
      options: [
        {
          label: 'Leave them out',
          cost: 'Nobody is mailed, as before; somebody has to look into the portal.',
        },
        { label: 'Carry them over', cost: 'They get mail that they do not get today.' },
      ],
      advice: 'Let at least one person be told about health issues.',
    },
    steps: [
      'Choose one of the options. To leave them out, nothing more is to be done.',
      `Open ${portalLine(key)}.`,
      ...recipients.map(({ address }) => `Choose Add recipient email, type ${address} and choose + Add.`),
      `Check: ${portalTarget(key).check}`,
    ],
    docs: ['mdi-notifications', 'graph-health-issues'],
    notes: [
      whyOff(notifications.mail, isMailServerOff),
      ...recipientNotes(recipients),
      ...cautions(key, 'Health issues can also'),
    ],
  });
}

function whyOff(mail: boolean | null, isMailServerOff: boolean): string {
  if (mail === false) return 'Mail about health alerts is switched off in ATA.';
  if (isMailServerOff) return 'The mail server is switched off in ATA.';
  return 'The source does not say whether this mail is switched on in ATA.';
}

function noRecipientsItem(notifications: HealthNotifications, leaves: readonly ClassifiedLeaf[]): Item {
  return automaticItem({
    id: itemId(area, 'recipients'),
    area,
    title: 'ATA mails nobody about health alerts',
    reason: notifications.mail === false ? 'mail-off' : 'nothing-set',
    leaves,
    value: settingsShown(notifications, []),
    notes: notifications.mail === true ? ['The mail is switched on in ATA but has no recipients.'] : [],
  });
}

function settingsShown(
  { mail }: HealthNotifications,
  recipients: readonly DistinctRecipient[],
): ItemParts['value'] {
  return namedValues({ Mail: switchText(mail), Recipients: recipients.map(({ address }) => address) });
}
