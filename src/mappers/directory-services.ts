import { portalTarget } from '../catalogue/portal.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot, DirectoryServicesAccount } from '../types/ata-snapshot.js';
import type { Field, Item, Target } from '../types/migration-plan.js';
import { automaticItem, decisionItem, portalLine, scriptedItem, targetOf } from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { cautions, hasText, readableLeaves, secretText } from './reading.js';
import { namedValues } from './shown.js';

/** The account that reads Active Directory, and the accounts that Defender for Identity has besides. */
export const directoryServicesMapper: Mapper = { area: 'directory-services', map: mapDirectoryServices };

const area = 'directory-services';

function mapDirectoryServices(snapshot: AtaSnapshot, context: MapperContext): Item[] {
  if (snapshot.center === null) return [];
  const leaves = readableLeaves(context, area, {
    'directory-services.account': 'text',
    'directory-services.domain': 'text',
    'directory-services.password': 'secret',
  });
  const account = snapshot.directoryServicesAccount;
  return [...(account === null ? [] : accountItems(account, leaves)), actionAccountsItem()];
}

function accountItems(account: DirectoryServicesAccount, leaves: readonly ClassifiedLeaf[]): Item[] {
  const isSet = hasText(account.account) || hasText(account.domain) || account.password.set;
  return isSet ? [registerAccountItem(account, leaves), gmsaItem()] : [noAccountItem(leaves)];
}

function noAccountItem(leaves: readonly ClassifiedLeaf[]): Item {
  return automaticItem({
    id: itemId(area, 'account'),
    area,
    title: 'No directory services account is set in ATA',
    reason: 'nothing-set',
    leaves,
    value: null,
    docs: ['mdi-directory-service-accounts'],
    notes: cautions('directory-service-accounts', 'The account is optional', 'Sensors v3.x run'),
  });
}

function registerAccountItem(
  { account, domain, password }: DirectoryServicesAccount,
  leaves: readonly ClassifiedLeaf[],
): Item {
  const key = 'directory-service-accounts';
  const name = accountToType(account);
  const domainName = domainToType(domain);
  const values: Field[] = [
    { field: 'Account name', value: name.value },
    {
      field: 'Password',
      value: name.isManaged
        ? 'left empty'
        : 'the password of the account (not in this plan; ask whoever manages the account)',
    },
    { field: 'Group managed service account', value: name.isManaged ? 'ticked' : 'not ticked' },
    { field: 'Domain', value: domainName.value },
    { field: 'Single label domain', value: domainName.singleLabel },
  ];
  const over: { certainty?: Target['certainty'] } = name.isPresumed ? { certainty: 'inferred' } : {};
  return decisionItem({
    id: itemId(area, 'account', (domain ?? '').toLowerCase(), (account ?? '').toLowerCase()),
    area,
    title: `Choose and register the directory service account that replaces ${accountLabel(account, domain)}`,
    reason: name.isManaged ? 'dsa-managed-account' : 'dsa-gmsa-advised',
    leaves,
    value: namedValues({ Account: account, Domain: domain, Password: secretText(password) }),
    target: targetOf(key, values, over),
    decision: {
      question: 'Which account will the sensors read Active Directory with?',
      options: [
        {
          label: 'A new group managed service account',
          cost: 'It has to be created first (New-MDIDSA). No password is typed in the portal.',
        },
        name.isManaged ? sameManagedAccount : sameStandardAccount,
        {
          label: 'None, with sensors v2.x too',
          cost: 'They run as a local service identity: no SAM-R, and LDAP in their own domain only. The Deleted Objects container, trust mapping and sensors on AD FS, AD CS and Microsoft Entra Connect servers need an account.',
        },
        {
          label: 'None, where all sensors are of version 3.x',
          cost: 'Nothing to register, but sensors v3.x take no VPN accounting and send no syslog, and sensors v2.x on AD FS, AD CS and Microsoft Entra Connect servers need an account.',
        },
      ],
      advice: name.isManaged
        ? 'Keep the account if it is a group managed service account and the servers with sensors v2.x may use it; register none where all sensors are v3.x.'
        : 'Register a new group managed service account as long as any sensor v2.x is in use; register none where all sensors are v3.x.',
    },
    steps: [
      'Choose one of the options. For none, nothing more is to be done.',
      `Open ${portalLine(key)}.`,
      'For a new group managed service account: type its name, ending in $, as Account name, and tick Group managed service account.',
      `For the same account: type ${name.value} as Account name${name.isManaged ? ' and tick Group managed service account' : ' and its password as Password'}.`,
      `Type ${domainName.value} as Domain. Single label domain: ${domainName.singleLabel}. Save.`,
      `Check: ${portalTarget(key).check}`,
    ],
    docs: ['mdi-create-gmsa'],
    notes: [
      'The values shown are those for keeping the same account.',
      ...name.notes,
      ...domainName.notes,
      ...cautions(key, 'Sensors v3.x run', 'The account needs', 'Where several accounts'),
    ],
  });
}

const sameStandardAccount = {
  label: 'The same standard user account as in ATA',
  cost: 'Its password has to be typed by hand, and typed again whenever it changes; health issues warn before and after it expires.',
} as const;

const sameManagedAccount = {
  label: 'The same group managed service account as in ATA',
  cost: 'No password is typed, but somebody has to see to it that the servers with sensors may use the account.',
} as const;

function accountLabel(account: string | null, domain: string | null): string {
  const name = hasText(account) ? account : 'an unnamed account';
  return hasText(domain) ? `${name} of ${domain}` : name;
}

interface AccountToType {
  readonly value: string;
  readonly isManaged: boolean;
  /** True if the portal's form of the name is a conclusion from ATA's. */
  readonly isPresumed: boolean;
  readonly notes: readonly string[];
}

/** The portal takes a plain account name, neither `name@domain` nor `DOMAIN\name`. */
function accountToType(account: string | null): AccountToType {
  if (!hasText(account))
    return {
      value: 'the name of the account (not in the source)',
      isManaged: false,
      isPresumed: false,
      notes: ['The source gives no account name: look it up in the ATA console.'],
    };
  const value = account.slice(account.lastIndexOf('\\') + 1).split('@')[0] ?? '';
  if (value === '')
    return { value: account, isManaged: false, isPresumed: true, notes: [presumedName(account)] };
  const isManaged = value.endsWith('$');
  const notes = [
    ...(value === account ? [] : [presumedName(account)]),
    ...(isManaged
      ? [
          'Presumed: the name ends in $, as those of group managed service accounts do, so the box is to be ticked.',
        ]
      : []),
  ];
  return { value, isManaged, isPresumed: notes.length > 0, notes };
}

function presumedName(account: string): string {
  return `Presumed: ATA holds "${account}", but the portal takes the account name alone. Check the name in Active Directory (sAMAccountName).`;
}

interface DomainToType {
  readonly value: string;
  readonly singleLabel: string;
  readonly notes: readonly string[];
}

function domainToType(domain: string | null): DomainToType {
  if (!hasText(domain))
    return {
      value: "the full DNS name of the account's domain (not in the source)",
      singleLabel: 'not ticked, unless the DNS name of the domain has no dot',
      notes: ["The source does not give the account's domain."],
    };
  if (domain.includes('.')) return { value: domain, singleLabel: 'not ticked', notes: [] };
  return {
    value: `the full DNS name of ${domain}`,
    singleLabel: `tick it only if ${domain} is itself the DNS name of the domain`,
    notes: [
      `${domain} has no dot, so it may be a NetBIOS name. The portal needs the full DNS name of the domain.`,
    ],
  };
}

/** Creating the advised account in Active Directory is the part that a public cmdlet does. */
function gmsaItem(): Item {
  const key = 'gmsa-account';
  return scriptedItem({
    id: itemId(area, 'group-managed-service-account'),
    area,
    title: 'Create a group managed service account for the sensors',
    reason: 'done-by-command',
    leaves: [],
    value: null,
    target: targetOf(key, [
      { field: 'Identity', value: 'a name of your choice, at most 16 characters' },
      { field: 'GmsaGroupName', value: 'a name of your choice, at most 28 characters' },
    ]),
    command: {
      text: "New-MDIDSA -Identity '<account name>' -GmsaGroupName '<group name>'",
      permission: portalTarget(key).permission ?? '',
      beta: false,
    },
    check: portalTarget(key).check,
    steps: [
      'Do this only if a new group managed service account was chosen as the directory service account.',
      'Install the PowerShell module DefenderForIdentity: Install-Module DefenderForIdentity',
      "Put your names in and run: New-MDIDSA -Identity '<account name>' -GmsaGroupName '<group name>'",
      "Check: Test-MDIDSA -Identity '<account name>' -Detailed",
      `Register the account under ${portalLine('directory-service-accounts')}.`,
    ],
    docs: ['mdi-create-gmsa'],
    notes: cautions(key, 'This creates the account', 'Sensors v3.x use no'),
  });
}

function actionAccountsItem(): Item {
  const key = 'action-accounts';
  return automaticItem({
    id: itemId(area, 'action-accounts'),
    area,
    title: 'Action accounts stay at their default',
    reason: 'action-account-default',
    leaves: [],
    value: null,
    target: targetOf(key, [
      { field: "Automatically use the sensor's local system account", value: 'chosen (the default)' },
    ]),
    notes: cautions(key, 'A group managed service account works'),
  });
}
