import { describe, expect, it } from 'vitest';
import { fieldsOf, mapped } from '../../test/support/mapped.js';
import { centerWith, type Plain } from '../../test/support/snapshots.js';
import { directoryServicesMapper } from './directory-services.js';

const actionAccounts = 'automatic action-account-default directory-services/action-accounts';
const others = ['scripted done-by-command directory-services/group-managed-service-account', actionAccounts];

function account(name: Plain, domain: Plain, password: Plain = { Password: 'CANARY' }) {
  return centerWith(
    {},
    {
      DirectoryServicesClientAccountName: name,
      DirectoryServicesClientAccountDomainName: domain,
      DirectoryServicesClientAccountPasswordEncrypted: password,
    },
  );
}

describe('directory services', () => {
  it.each([
    ['svc-ata', 'contoso.com', 'svc-ata', 'contoso.com', 'not ticked', 'documented'],
    ['SVC-ATA', 'Contoso.com', 'SVC-ATA', 'Contoso.com', 'not ticked', 'documented'],
    ['svc-ata@contoso.com', 'contoso.com', 'svc-ata', 'contoso.com', 'not ticked', 'inferred'],
    ['CONTOSO\\svc-ata', 'contoso.com', 'svc-ata', 'contoso.com', 'not ticked', 'inferred'],
    [
      'svc-ata',
      'CONTOSO',
      'svc-ata',
      'the full DNS name of CONTOSO',
      'tick it only if CONTOSO is itself the DNS name of the domain',
      'documented',
    ],
    ['@', 'contoso.com', '@', 'contoso.com', 'not ticked', 'inferred'],
  ])('offer to carry over %s of %s', async (name, domain, typedName, typedDomain, singleLabel, certainty) => {
    const { items, summary, unclaimed } = await mapped(directoryServicesMapper, account(name, domain));
    expect(summary.slice(1)).toEqual(others);
    expect(unclaimed).toEqual([]);
    const [item] = items;
    expect(item?.reason.code).toBe('dsa-gmsa-advised');
    expect(item?.title).toContain(`${name} of ${domain}`);
    expect(fieldsOf(item)).toMatchObject({
      'Account name': typedName,
      'Group managed service account': 'not ticked',
      Domain: typedDomain,
      'Single label domain': singleLabel,
    });
    expect(item?.target?.certainty).toBe(certainty);
    expect(item?.notes.some((note) => note.startsWith('Presumed: '))).toBe(certainty === 'inferred');
    expect(item?.notes.some((note) => note.includes('may be a NetBIOS name'))).toBe(domain === 'CONTOSO');
    expect(item?.steps.join(' ')).toContain(`type ${typedName} as Account name and its password`);
    expect(item?.steps.join(' ')).toContain(`Type ${typedDomain} as Domain. Single label domain: `);
  });

  it.each([null, ''])('say that the domain is not in the source: %j', async (domain) => {
    const { items } = await mapped(directoryServicesMapper, account('svc-ata', domain));
    expect(fieldsOf(items[0])).toMatchObject({
      Domain: "the full DNS name of the account's domain (not in the source)",
      'Single label domain': 'not ticked, unless the DNS name of the domain has no dot',
    });
    expect(items[0]?.notes).toContain("The source does not give the account's domain.");
    expect(items[0]?.title).toMatch(/that replaces svc-ata$/);
  });

  it('make the id of names in lower case, so that it survives a re-export', async () => {
    const { items } = await mapped(directoryServicesMapper, account('SVC-ATA', 'Contoso.com'));
    expect(items[0]?.id).toBe('directory-services/account/contoso.com/svc-ata');
  });

  it('tick the box for a name that ends in $, and ask for no password', async () => {
    const { items } = await mapped(directoryServicesMapper, account('mdisvc$', 'contoso.com'));
    expect(fieldsOf(items[0])).toMatchObject({
      'Group managed service account': 'ticked',
      Password: 'left empty',
    });
    expect(items[0]?.target?.certainty).toBe('inferred');
    const [item] = items;
    if (item?.disposition !== 'decision') throw new Error('not a decision');
    expect(item.reason.code).toBe('dsa-managed-account');
    expect(item.decision.options[1]?.label).toBe('The same group managed service account as in ATA');
    expect(JSON.stringify([item.decision, item.reason])).not.toContain('standard user account');
  });

  it('offer four options, each with its cost, and never the password', async () => {
    const { items } = await mapped(directoryServicesMapper, account('svc-ata', 'contoso.com'));
    const [item] = items;
    if (item?.disposition !== 'decision') throw new Error('not a decision');
    expect(item.decision.options.map(({ label }) => label)).toEqual([
      'A new group managed service account',
      'The same standard user account as in ATA',
      'None, with sensors v2.x too',
      'None, where all sensors are of version 3.x',
    ]);
    expect(item.decision.options[2]?.cost).toContain('no SAM-R, and LDAP in their own domain only');
    expect(item.source.value).toEqual({
      Account: 'svc-ata',
      Domain: 'contoso.com',
      Password: 'set (not exported)',
    });
    expect(item.target?.limits.some((limit) => limit.includes('30 credentials'))).toBe(true);
    expect(JSON.stringify(items)).not.toContain('CANARY');
  });

  it('keep a half-filled account', async () => {
    const { summary, items } = await mapped(directoryServicesMapper, account(null, 'contoso.com', null));
    expect(summary[0]).toBe('decision dsa-gmsa-advised directory-services/account/contoso.com/%');
    expect(items[0]?.notes).toContain('The source gives no account name: look it up in the ATA console.');
    expect(items[0]?.target?.certainty).toBe('documented');
  });

  it('need nothing where no account is set', async () => {
    const { summary, unclaimed } = await mapped(directoryServicesMapper, account(null, '', null));
    expect(summary).toEqual(['automatic nothing-set directory-services/account', actionAccounts]);
    expect(unclaimed).toEqual([]);
  });

  it('leave what cannot be read to be reported', async () => {
    const { unclaimed } = await mapped(directoryServicesMapper, account(7, 'contoso.com', null));
    expect(unclaimed).toEqual(['center:GatewayCommonConfiguration.DirectoryServicesClientAccountName']);
  });

  it('still tell of action accounts where the Center says nothing, and of nothing without a Center', async () => {
    const { summary, items } = await mapped(directoryServicesMapper, centerWith());
    expect(summary).toEqual([actionAccounts]);
    expect(fieldsOf(items[0])).toEqual({
      "Automatically use the sensor's local system account": 'chosen (the default)',
    });
    expect(items[0]?.target?.limits).toEqual([
      "Must be the sensor's local system account where any sensor v3.x exists.",
    ]);
    expect((await mapped(directoryServicesMapper, gateway)).items).toEqual([]);
  });

  it('give a command to create the account, with its permission and check', async () => {
    const { items } = await mapped(directoryServicesMapper, account('svc-ata', 'contoso.com'));
    const item = items.find(({ disposition }) => disposition === 'scripted');
    if (item?.disposition !== 'scripted') throw new Error('not scripted');
    expect(item.command.text).toMatch(/^New-MDIDSA -Identity '.*' -GmsaGroupName '.*'$/);
    expect(item.command).toMatchObject({ beta: false });
    expect(item.command.permission).not.toBe('');
    expect(item.check).toContain('Test-MDIDSA');
    expect(Object.keys(fieldsOf(item))).toEqual(['Identity', 'GmsaGroupName']);
    expect(item.steps[0]).toMatch(/^Do this only if a new group managed service account was chosen/);
  });
});

const gateway = { NetbiosName: 'GW01', Id: '5aed5ee92bd5d60dd07c0002', Type: 'GatewaySystemProfile' };
