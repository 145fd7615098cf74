import { describe, expect, it } from 'vitest';
import { fieldsOf, type Mapped, mapped } from '../../test/support/mapped.js';
import { centerWith, type Plain } from '../../test/support/snapshots.js';
import { reportsMapper } from './reports.js';

function map(schedules: Plain): Promise<Mapped> {
  return mapped(
    reportsMapper,
    centerWith({ ReporterConfiguration: { ReportTypeToConfigurationMapping: schedules } }),
  );
}

const weekly = {
  IsEnabled: true,
  To: ['soc@contoso.com', 'SOC@contoso.com', 'ciso@contoso.com'],
  Recurrence: 'Weekly',
  DayOfWeek: 'Monday',
  TimeOfDay: '06:00:00',
  LastSendTime: '2025-12-08T06:00:00.000Z',
};

describe('scheduled reports', () => {
  it.each([
    ['Summary', 'Summary'],
    ['summary', 'Summary'],
    ['SensitiveGroupMembershipChanges', 'Modifications to sensitive groups'],
    ['LdapCleartextPasswords', 'Passwords exposed in cleartext'],
  ])('schedule %s as %s', async (type, report) => {
    const { items, summary, unclaimed } = await map({ [type]: weekly });
    expect(summary).toEqual([`manual report-schedule reports/schedule/${type}`]);
    expect(unclaimed).toEqual([]);
    expect(fieldsOf(items[0])).toEqual({
      Report: report,
      Recurrence: 'weekly, on Monday',
      Time: '06:00',
      Recipients: 'soc@contoso.com, ciso@contoso.com',
    });
    expect(items[0]?.target?.certainty).toBe('inferred');
    expect(items[0]?.notes.some((note) => note.startsWith('Presumed: '))).toBe(true);
    expect(items[0]?.steps.join('\n')).toContain(`choose the report ${report}.`);
    expect(items[0]?.steps.join('\n')).toContain('Recurrence: weekly, on Monday. Time: 06:00.');
  });

  it('say that the time zone is not known, and of the switch only where it is not', async () => {
    const notes = (await map({ Summary: weekly })).items[0]?.notes.join('\n');
    expect(notes).toContain('does not say in which time zone');
    expect(notes).not.toContain('whether this schedule is switched on');
  });

  it.each([
    ['LdapCleartextPasswords', 'Stop clear text credentials exposure'],
    ['LateralMovementPaths', 'not in the current list of Defender for Identity'],
    ['Summary', 'Presumed: '],
  ])('of %s say first what is known of that report', async (type, words) => {
    expect((await map({ [type]: weekly })).items[0]?.notes[0]).toContain(words);
  });

  it('that are off name the report as the console does', async () => {
    const { items } = await map({ summary: { IsEnabled: false, To: [] } });
    expect(items[0]?.title).toBe('The report "Summary" is not scheduled in ATA');
    const { items: decisions } = await map({ Summary: { ...weekly, IsEnabled: false } });
    expect(decisions[0]?.steps[0]).toBe('Choose one of the options.');
    expect(decisions[0]?.steps.join()).toContain('choose the report Summary');
    expect(decisions[0]?.steps.at(-1)).toMatch(/^Check: /);
  });

  it('that are not known are compared with those that there are', async () => {
    const { item } = await map({ NewReport: weekly });
    const found = item('reports/schedule/NewReport', 'decision');
    expect(found.notes[0]).toMatch(/^Three reports/);
    expect(found.notes.filter((note) => !note.startsWith('Presumed: '))).toHaveLength(1);
    expect(found.target?.certainty).toBe('inferred');
    expect(found.steps[1]).toMatch(/^To schedule another report, open /);
  });

  it('show the timing as ATA keeps it', async () => {
    const { items } = await map({ Summary: weekly });
    expect(items[0]?.source.value).toEqual({
      Report: 'Summary',
      Schedule: 'on',
      Recipients: ['soc@contoso.com', 'ciso@contoso.com'],
      Recurrence: 'Weekly',
      DayOfWeek: 'Monday',
      TimeOfDay: '06:00:00',
      LastSendTime: '2025-12-08T06:00:00.000Z',
    });
  });

  it.each<[string, Plain, string[]]>([
    ['none', {}, ['automatic nothing-set reports/schedules']],
    ['null', null, ['automatic nothing-set reports/schedules']],
    [
      'one that is gone',
      { LateralMovementPaths: weekly },
      ['no-equivalent report-gone reports/schedule/LateralMovementPaths'],
    ],
    [
      'one that is gone and off',
      { LateralMovementPaths: { ...weekly, IsEnabled: false } },
      ['no-equivalent report-gone reports/schedule/LateralMovementPaths'],
    ],
    [
      'one that is off',
      { Summary: { ...weekly, IsEnabled: false } },
      ['decision configured-but-off reports/schedule/Summary'],
    ],
    [
      'one that is off and goes to nobody',
      { Summary: { IsEnabled: false, To: [] } },
      ['automatic nothing-set reports/schedule/Summary'],
    ],
    [
      'unknown ones, one with an unsafe name',
      { NewReport: weekly, constructor: { IsEnabled: true } },
      [
        'decision presumed-shape reports/schedule/NewReport',
        'decision presumed-shape reports/schedule/constructor',
      ],
    ],
    [
      'one without a switch',
      { Summary: { Recipients: ['soc@contoso.com'] } },
      ['manual report-schedule reports/schedule/Summary'],
    ],
  ])('%s', async (_, schedules, summary) => {
    const result = await map(schedules);
    expect(result.summary).toEqual(summary);
    expect(result.unclaimed).toEqual([]);
  });

  it('say what comes closest to the report that is gone', async () => {
    const { items } = await map({ LateralMovementPaths: weekly });
    const [item] = items;
    if (item?.disposition !== 'no-equivalent') throw new Error('has a counterpart');
    expect(item.closest).toContain('Riskiest lateral movement paths');
  });

  it('ask for what the source lacks', async () => {
    const { items } = await map({ Summary: { IsEnabled: null, To: [] } });
    expect(fieldsOf(items[0])).toMatchObject({
      Recurrence: 'as the ATA console shows it (not in the source)',
      Time: 'as the ATA console shows it (not in the source)',
      Recipients: 'the recipients of the report (not in the source)',
    });
    expect(items[0]?.notes).toContain('The source does not say whether this schedule is switched on.');
  });

  it('name both of two times', async () => {
    const { items } = await map({
      Summary: { StartTime: '2025-01-01', TimeOfDay: '06:00:00', DayOfMonth: 1 },
    });
    expect(fieldsOf(items[0])).toMatchObject({
      Time: 'StartTime 2025-01-01, TimeOfDay 06:00:00',
      Recurrence: 'monthly, on day 1',
    });
  });

  it.each<[{ readonly [key: string]: Plain }, string]>([
    [{ Recurrence: 'Daily' }, 'daily'],
    [{ DayOfMonth: 31 }, 'monthly, on day 31'],
    [{ Recurrence: 'Monthly', DayOfMonth: 1 }, 'monthly, on day 1'],
    [{ Recurrence: 'Weekly', DayOfMonth: 1 }, 'Weekly, DayOfMonth 1'],
    [{ Recurrence: 'Weekly', DayOfWeek: 1 }, 'Weekly, DayOfWeek 1'],
    [{ Recurrence: 'Weekly' }, 'Weekly'],
    [{ DayOfMonth: 32 }, '32'],
    [{ DayOfWeek: 'Monday', DayOfMonth: 1 }, 'DayOfWeek Monday, DayOfMonth 1'],
    [{ Recurrence: 'Daily', Period: '1.00:00:00' }, 'Daily, Period 1.00:00:00'],
    [{ Recurrence: 'Daily', NextSendTime: '2026-01-01T08:00:00Z', Period: null }, 'daily'],
    [{ Recurrence: 1, DayOfWeek: 'Monday' }, '1, DayOfWeek Monday'],
    [{ DayOfWeek: 'friday' }, 'weekly, on friday'],
    [{ Recurrence: 'Monthly', DayOfWeek: 'Monday' }, 'Monthly, DayOfWeek Monday'],
    [{ DayOfWeek: 'Mondays' }, 'Mondays'],
    [{ DayOfWeek: 'no Monday' }, 'no Monday'],
    [{ DayOfWeek: true }, 'true'],
    [{ DayOfMonth: 0 }, '0'],
    [{ DayOfMonth: 1.5 }, '1.5'],
    [{ DayOfMonth: '1' }, '1'],
  ])('say when in words only where it is clear: %j', async (timing, recurrence) => {
    const { items } = await map({ Summary: { IsEnabled: true, ...timing } });
    expect(fieldsOf(items[0]).Recurrence).toBe(recurrence);
  });

  it.each([
    ['08:00:00', '08:00'],
    ['23:59:00.0000000', '23:59'],
    ['08:00:30', '08:00:30'],
    ['1.08:00:00', '1.08:00:00'],
    ['24:00:00', '24:00:00'],
    ['08:00:00Z', '08:00:00Z'],
    [8, '8'],
  ])('say the time %s as %s', async (time, text) => {
    const { items } = await map({ Summary: { IsEnabled: true, TimeOfDay: time } });
    expect(fieldsOf(items[0]).Time).toBe(text);
  });

  it('point at recipients that look wrong', async () => {
    const { items } = await map({ Summary: { ...weekly, To: ['@SUM(A1:A9)'] } });
    expect(items[0]?.notes).toContain(
      'Not like an email address, so check before you type it: "@SUM(A1:A9)".',
    );
  });

  it('leave what cannot be read to be reported', async () => {
    const { unclaimed } = await map({ Summary: { IsEnabled: 'yes', To: [1], Interval: '1.00:00:00' } });
    const place = 'center:Configuration.ReporterConfiguration.ReportTypeToConfigurationMapping.Summary';
    expect(unclaimed).toEqual([`${place}.IsEnabled`, `${place}.To[0]`]);
  });

  it('are no item where nothing of them can be read', async () => {
    const { items, unclaimed } = await map({ Summary: { IsEnabled: 'yes' } });
    expect(items).toEqual([]);
    expect(unclaimed).toHaveLength(1);
  });

  it('are silent where the source is', async () => {
    expect((await mapped(reportsMapper, centerWith())).items).toEqual([]);
  });
});
