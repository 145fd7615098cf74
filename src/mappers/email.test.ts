import { describe, expect, it } from 'vitest';
import { fieldsOf, type Mapped, mapped } from '../../test/support/mapped.js';
import { centerWith, type Plain } from '../../test/support/snapshots.js';
import { emailMapper } from './email.js';

const noServer = {
  IsEnabled: false,
  From: null,
  ServerEndpoint: null,
  ServerSslEnabled: false,
  ServerSslAcceptAnyServerCertificate: false,
  AuthenticationEnabled: false,
  AuthenticationAccountName: null,
  AuthenticationAccountPasswordEncrypted: null,
};

const server = {
  IsEnabled: true,
  From: 'ata@contoso.com',
  ServerEndpoint: { _t: 'EndpointData', Address: 'SMTP.contoso.com', Port: 587 },
  ServerSslEnabled: true,
  ServerSslAcceptAnyServerCertificate: false,
  AuthenticationEnabled: true,
  AuthenticationAccountName: 'CONTOSO\\mail',
  AuthenticationAccountPasswordEncrypted: { CertificateThumbprint: 'AB12', EncryptedBytes: 'Q0FOQVJZ' },
};

const serverSummary = 'no-equivalent smtp-server-has-no-target email/mail-server/smtp.contoso.com/587';
const noServerSummary = 'automatic nothing-set email/mail-server';

function map(
  mailServer: { readonly [key: string]: Plain },
  alerts: { readonly [key: string]: Plain },
  verbosity: Plain = 'Low',
): Promise<Mapped> {
  return mapped(
    emailMapper,
    centerWith({
      MailClientConfiguration: mailServer,
      DetectionConfiguration: { AlertConfiguration: alerts, NotificationVerbosity: verbosity },
    }),
  );
}

const two = ['soc@contoso.com', 'sicherheit@fabrikam.example'];

describe('mail about suspicious activities', () => {
  it.each<[string, typeof noServer | typeof server, { readonly [key: string]: Plain }, string[]]>([
    [
      'sent',
      server,
      { IsMailEnabled: true, To: two },
      [serverSummary, 'manual mail-per-incident email/incident-rule'],
    ],
    [
      'switched off',
      server,
      { IsMailEnabled: false, To: two },
      [serverSummary, 'decision configured-but-off email/incident-rule'],
    ],
    [
      'not said to be on',
      server,
      { IsMailEnabled: null, To: two },
      [serverSummary, 'decision configured-but-off email/incident-rule'],
    ],
    [
      'without a mail server',
      noServer,
      { IsMailEnabled: true, To: two },
      [noServerSummary, 'decision configured-but-off email/incident-rule'],
    ],
    [
      'to nobody',
      server,
      { IsMailEnabled: true, To: [] },
      [serverSummary, 'automatic nothing-set email/incident-rule'],
    ],
    [
      'off',
      noServer,
      { IsMailEnabled: false, To: [] },
      [noServerSummary, 'automatic mail-off email/incident-rule'],
    ],
    [
      'to blanks only',
      noServer,
      { IsMailEnabled: false, To: ['', ' '] },
      [noServerSummary, 'automatic mail-off email/incident-rule'],
    ],
  ])('%s', async (_, mailServer, alerts, summary) => {
    const result = await map(mailServer, alerts);
    expect(result.summary).toEqual(summary);
    expect(result.unclaimed).toEqual([]);
  });

  it('is sent where the source does not tell of a mail server', async () => {
    const { summary } = await mapped(
      emailMapper,
      centerWith({ DetectionConfiguration: { AlertConfiguration: { IsMailEnabled: true, To: two } } }),
    );
    expect(summary).toEqual(['manual mail-per-incident email/incident-rule']);
  });

  it('names the only recipient', async () => {
    const titleOf = async (on: boolean) =>
      (await map(server, { IsMailEnabled: on, To: ['soc@contoso.com'] })).items[1]?.title;
    expect(await titleOf(true)).toBe('Mail new incidents to soc@contoso.com');
    expect(await titleOf(false)).toBe(
      'Decide on mail about incidents to soc@contoso.com, which ATA does not send',
    );
  });

  it('shows what ATA has', async () => {
    const shownFor = async (To: Plain) =>
      (await map(server, { IsMailEnabled: true, To })).items[1]?.source.value;
    expect(await shownFor(two)).toEqual({ Mail: 'on', 'Notification level': 'Low', Recipients: two });
    expect(await shownFor([])).toEqual({ Mail: 'on', 'Notification level': 'Low' });
  });

  it.each([
    [true, ['The mail is switched on in ATA but has no recipients.']],
    [false, []],
    [null, []],
  ])('to nobody says so only where it is switched on: %s', async (on, notes) => {
    expect((await map(server, { IsMailEnabled: on, To: [] })).items[1]?.notes).toEqual(notes);
  });

  it('becomes one rule with all recipients', async () => {
    const { items } = await map(server, { IsMailEnabled: true, To: [...two, 'SOC@contoso.com'] });
    const rule = items[1];
    expect(rule?.title).toBe('Mail new incidents to 2 recipients');
    expect(rule?.source.paths.filter((path) => path.includes('.To['))).toHaveLength(3);
    expect(fieldsOf(rule)).toEqual({
      Name: 'Defender for Identity incidents (from ATA)',
      'Alert severity': 'Microsoft Defender for Identity: Low, Medium, High',
      'Only notify on first occurrence per incident': 'your choice; ticked gives the least mail',
      'Device group scope': 'your choice',
      'Include organization name': 'your choice',
      'Include tenant-specific portal link': 'your choice',
      Recipients: 'soc@contoso.com, sicherheit@fabrikam.example',
    });
    expect(rule?.target?.limits).toContain('Mail is sent per incident, not per alert.');
    expect(rule?.notes.at(-1)).toMatch(/^Permission needed: Security Administrator/);
  });

  it.each([
    ['Low', 'Low, Medium, High', 'Presumed: '],
    ['medium', 'Medium, High', 'Presumed: '],
    ['High', 'High', 'Presumed: '],
    ['Verbose', 'Low, Medium, High, or fewer of them', 'ATA\'s notification level is "Verbose"'],
    [null, 'Low, Medium, High, or fewer of them', 'The source gives no notification level'],
  ])('at the level %s', async (verbosity, text, note) => {
    const { items, unclaimed } = await map(server, { IsMailEnabled: true, To: two }, verbosity);
    const rule = items[1];
    expect(fieldsOf(rule)['Alert severity']).toBe(`Microsoft Defender for Identity: ${text}`);
    expect(rule?.steps).toContain(
      `Choose the service Microsoft Defender for Identity and the severities ${text}.`,
    );
    expect(rule?.notes[0]?.startsWith(note)).toBe(true);
    expect(rule?.steps[0]).toMatch(/^In the ATA console, look up which severities/);
    expect(rule?.target?.certainty).toBe('inferred');
    expect(unclaimed).toEqual([]);
  });

  it('names the other reading of the level', async () => {
    const { items } = await map(server, { IsMailEnabled: true, To: two }, 'Low');
    expect(items[1]?.notes[0]).toContain('It may mean how much is told instead, Low the least');
    const high = (await map(server, { IsMailEnabled: true, To: two }, 'High')).items[1];
    expect(high?.notes[0]).toContain('of that severity and above (High)');
    expect(high?.steps[0]).toMatch(/If they are others than High, choose those\.$/);
  });

  it('points at recipients that look wrong', async () => {
    const { items } = await map(server, { IsMailEnabled: true, To: ['soc', 'soc@contoso.com'] });
    expect(items[1]?.notes).toContain('Not like an email address, so check before you type it: "soc".');
  });

  it('says why ATA sends none', async () => {
    const off = await map(server, { IsMailEnabled: false, To: two });
    expect(off.items[1]?.notes[0]).toBe('Mail about suspicious activities is switched off in ATA.');
    expect(off.items[1]?.steps[0]).toBe('Choose one of the options.');
    expect(off.items[1]?.steps).toContain(
      'Add these recipients: soc@contoso.com, sicherheit@fabrikam.example.',
    );
    const unknown = await map(server, { IsMailEnabled: null, To: two });
    expect(unknown.items[1]?.notes[0]).toBe(
      'The source does not say whether this mail is switched on in ATA.',
    );
    const noMail = await map(noServer, { IsMailEnabled: true, To: two });
    expect(noMail.items[1]?.notes[0]).toBe('The mail server is switched off in ATA.');
  });

  it('leaves what cannot be read to be reported', async () => {
    const { unclaimed } = await map(noServer, { IsMailEnabled: 1, To: [null, 7] });
    const place = 'center:Configuration.DetectionConfiguration.AlertConfiguration';
    expect(unclaimed).toEqual([`${place}.IsMailEnabled`, `${place}.To[0]`, `${place}.To[1]`]);
  });
});

it('settings of which none can be read are no items', async () => {
  const { items } = await mapped(
    emailMapper,
    centerWith({
      MailClientConfiguration: { IsEnabled: 'yes' },
      DetectionConfiguration: { AlertConfiguration: { IsMailEnabled: 'yes' } },
    }),
  );
  expect(items).toEqual([]);
});

describe('the mail server', () => {
  it('is shown, its password only as set', async () => {
    const { items } = await map(server, { IsMailEnabled: false, To: [] });
    const [item] = items;
    if (item?.disposition !== 'no-equivalent') throw new Error('has a counterpart');
    expect(item.closest).toContain('Microsoft');
    expect(item.source.value).toEqual({
      'Mail server': 'SMTP.contoso.com:587',
      'In use': 'on',
      Sender: 'ata@contoso.com',
      SSL: 'on',
      'Accept any certificate': 'off',
      'Sign in': 'on',
      Account: 'CONTOSO\\mail',
      Password: 'set (not exported)',
    });
    expect(item.title).toBe('The mail server SMTP.contoso.com:587 is no longer needed for notifications');
    expect(item.notes).toEqual([expect.stringMatching(/^Presumed: /)]);
    expect(JSON.stringify(items)).not.toContain('Q0FOQVJZ');
  });

  it('stays visible when it is configured but off', async () => {
    const { items } = await map({ ...server, IsEnabled: false }, {});
    expect(items[0]?.notes).toContain('The mail server is configured in ATA but not switched on.');
  });

  it('counts as set by its sender alone', async () => {
    const { summary, items } = await map({ ...noServer, From: 'ata@contoso.com' }, {});
    expect(summary[0]).toBe('no-equivalent smtp-server-has-no-target email/mail-server');
    expect(items[0]?.title).toBe('The mail server is no longer needed for notifications');
  });

  it('is nothing where the source is silent', async () => {
    expect((await mapped(emailMapper, centerWith())).items).toEqual([]);
  });
});
