import { describe, expect, it } from 'vitest';
import { fieldsOf, type Mapped, mapped } from '../../test/support/mapped.js';
import { centerWith, type Plain } from '../../test/support/snapshots.js';
import { healthNotificationsMapper } from './health-notifications.js';

const place = 'center:Configuration.MonitoringClientConfiguration.AlertConfiguration';

function map(alerts: { readonly [key: string]: Plain }, mail: Plain = true): Promise<Mapped> {
  return mapped(
    healthNotificationsMapper,
    centerWith({
      MonitoringClientConfiguration: { AlertConfiguration: alerts },
      MailClientConfiguration: { IsEnabled: mail },
    }),
  );
}

describe('mail about health', () => {
  it('is one item for each address, whatever its case', async () => {
    const { items, summary, unclaimed } = await map({
      IsMailEnabled: true,
      To: ['Ops@contoso.com', 'soc@contoso.com', '', 'OPS@contoso.com'],
    });
    expect(summary).toEqual([
      'manual health-mail health-notifications/recipient/ops@contoso.com',
      'manual health-mail health-notifications/recipient/soc@contoso.com',
    ]);
    expect(unclaimed).toEqual([]);
    expect(items[0]?.source.paths).toEqual([
      `${place}.IsMailEnabled`,
      `${place}.To[2]`,
      `${place}.To[0]`,
      `${place}.To[3]`,
    ]);
    expect(items[1]?.source).toEqual({
      paths: [`${place}.To[1]`],
      sharedPaths: [`${place}.IsMailEnabled`, `${place}.To[2]`],
      value: 'soc@contoso.com',
    });
    expect(fieldsOf(items[0])).toEqual({ 'Recipient email': 'Ops@contoso.com' });
    expect(items[0]?.steps[1]).toBe('Choose Add recipient email, type Ops@contoso.com and choose + Add.');
    expect(items[0]?.target?.limits.some((limit) => limit.includes('v2.x only'))).toBe(true);
  });

  it.each<[string, { readonly [key: string]: Plain }, Plain, string]>([
    [
      'off, with recipients',
      { IsMailEnabled: false, To: ['a@b.example'] },
      true,
      'decision configured-but-off',
    ],
    [
      'without a mail server',
      { IsMailEnabled: true, To: ['a@b.example'] },
      false,
      'decision configured-but-off',
    ],
    [
      'not said, with recipients',
      { IsMailEnabled: null, To: ['a@b.example'] },
      null,
      'decision configured-but-off',
    ],
    ['off', { IsMailEnabled: false, To: [] }, true, 'automatic mail-off'],
    ['off, with blanks', { IsMailEnabled: false, To: [' '] }, true, 'automatic mail-off'],
    ['on, to nobody', { IsMailEnabled: true, To: null }, true, 'automatic nothing-set'],
  ])('%s', async (_, alerts, mail, start) => {
    const result = await map(alerts, mail);
    expect(result.summary).toEqual([`${start} health-notifications/recipients`]);
    expect(result.unclaimed).toEqual([]);
  });

  it('lists every address to decide on and says why ATA sends nothing', async () => {
    const { items } = await map({ IsMailEnabled: false, To: ['a@b.example', 'broken'] });
    expect(items[0]?.target?.values.map(({ value }) => value)).toEqual(['a@b.example', 'broken']);
    expect(items[0]?.notes.slice(0, 2)).toEqual([
      'Mail about health alerts is switched off in ATA.',
      'Not like an email address, so check before you type it: "broken".',
    ]);
    const noServer = await map({ IsMailEnabled: true, To: ['a@b.example'] }, false);
    expect(noServer.items[0]?.notes[0]).toBe('The mail server is switched off in ATA.');
  });

  it('says why ATA sends nothing where the source does not say it', async () => {
    const { items } = await map({ IsMailEnabled: null, To: ['a@b.example'] });
    expect(items[0]?.notes[0]).toBe('The source does not say whether this mail is switched on in ATA.');
  });

  it.each<[Plain, string]>([
    [['a@b.example'], 'Decide on mail about health issues to a@b.example, which ATA does not send'],
    [
      ['a@b.example', 'c@d.example'],
      'Decide on mail about health issues to 2 recipients, which ATA does not send',
    ],
  ])('names the only recipient, and counts several: %j', async (To, title) => {
    const { items } = await map({ IsMailEnabled: false, To });
    expect(items[0]?.title).toBe(title);
    expect(items[0]?.source.value).toEqual({ Mail: 'off', Recipients: To });
    expect(items[0]?.steps[0]).toMatch(/^Choose one of the options\./);
    expect(items[0]?.steps).toContain('Choose Add recipient email, type a@b.example and choose + Add.');
  });

  it.each([
    [true, ['The mail is switched on in ATA but has no recipients.']],
    [false, []],
    [null, []],
  ])('to nobody says so only where it is switched on: %s', async (on, notes) => {
    const { items } = await map({ IsMailEnabled: on, To: [] });
    expect(items[0]?.notes).toEqual(notes);
    expect(items[0]?.source.value).not.toHaveProperty('Recipients');
  });

  it('is sent where the source does not tell of a mail server, and warns of odd addresses', async () => {
    const { items, summary } = await mapped(
      healthNotificationsMapper,
      centerWith({
        MonitoringClientConfiguration: { AlertConfiguration: { IsMailEnabled: true, To: ['broken'] } },
      }),
    );
    expect(summary).toEqual(['manual health-mail health-notifications/recipient/broken']);
    expect(items[0]?.notes[0]).toContain('Not like an email address');
    expect(items[0]?.notes[1]).toMatch(/^Health issues can also/);
  });

  it('leaves what cannot be read to be reported', async () => {
    const { unclaimed, items } = await map({ IsMailEnabled: 'yes', To: [7] });
    expect(unclaimed).toEqual([`${place}.IsMailEnabled`, `${place}.To[0]`]);
    expect(items).toEqual([]);
  });

  it('is silent where the source is', async () => {
    expect((await mapped(healthNotificationsMapper, centerWith())).items).toEqual([]);
  });

  it('maps many recipients without slowing down', async () => {
    const { items, unclaimed } = await map({
      IsMailEnabled: true,
      To: Array.from({ length: 5000 }, (_, index) => `user${index}@contoso.com`),
    });
    expect(items).toHaveLength(5000);
    expect(unclaimed).toEqual([]);
  });
});
