import { describe, expect, it } from 'vitest';
import { fieldsOf, type Mapped, mapped } from '../../test/support/mapped.js';
import { centerWith, type Plain } from '../../test/support/snapshots.js';
import { syslogMapper } from './syslog.js';

const parsers = 'decision siem-parser-review syslog/siem-parsers';

function map(
  syslog: { readonly [key: string]: Plain },
  alerts: Plain = true,
  healthAlerts: Plain = false,
  verbosity: Plain = 'Low',
): Promise<Mapped> {
  return mapped(
    syslogMapper,
    centerWith({
      SyslogClientConfiguration: {
        IsEnabled: true,
        ServerEndpoint: { _t: 'EndpointData', Address: 'SIEM.contoso.com', Port: 514 },
        ServerTransport: 'Udp',
        ServerTransportTimeout: '00:00:10',
        Serializer: 'Rfc5424',
        ...syslog,
      },
      DetectionConfiguration: {
        AlertConfiguration: { IsSyslogEnabled: alerts },
        NotificationVerbosity: verbosity,
      },
      MonitoringClientConfiguration: { AlertConfiguration: { IsSyslogEnabled: healthAlerts } },
    }),
  );
}

describe('syslog', () => {
  it('is entered by hand, field by field', async () => {
    const { items, summary, unclaimed } = await map({});
    expect(summary).toEqual(['manual syslog-needs-v2-sensor syslog/server/siem.contoso.com/514', parsers]);
    expect(unclaimed).toEqual([]);
    expect(fieldsOf(items[0])).toEqual({
      'Syslog service': 'on',
      Sensor: 'a sensor v2.x of your choice',
      'Service endpoint': 'SIEM.contoso.com',
      Port: '514',
      Transport: 'UDP',
      Format: 'RFC 5424',
      'New security alert': 'ticked',
      'Updated security alert': 'ticked',
      'New health issue': 'not ticked',
    });
    expect(items[0]?.target?.limits).toContain('One endpoint per workspace.');
    expect(items[0]?.steps.join(' ')).toContain(
      'Service endpoint: SIEM.contoso.com; Port: 514; Transport: UDP',
    );
  });

  it('says what was presumed and what is deprecated', async () => {
    const { items } = await map({});
    const notes = items[0]?.notes.join('\n');
    expect(items[0]?.target?.certainty).toBe('inferred');
    expect(notes).toContain(
      'Presumed: no public sample shows where ATA keeps "Name or address of the syslog server"',
    );
    expect(notes).toContain('being deprecated');
    expect(notes).toContain('ATA waits 00:00:10');
  });

  it.each([
    ['Tls', 'decision', 'TLS', 'Presumed: ATA\'s transport is "Tls"'],
    ['TcpSecured', 'decision', 'TLS', 'Presumed: ATA\'s transport is "TcpSecured"'],
    ['tcp', 'manual', 'TCP', 'Presumed: ATA\'s transport is "tcp"'],
    ['UDP', 'manual', 'UDP', null],
    [
      'Pigeon',
      'manual',
      'UDP, TCP or TLS, as the ATA console shows it',
      'transport is "Pigeon", which this program',
    ],
    ['UdpLite', 'manual', 'UDP, TCP or TLS, as the ATA console shows it', '"UdpLite", which this program'],
    ['NoUdp', 'manual', 'UDP, TCP or TLS, as the ATA console shows it', '"NoUdp", which this program'],
    ['Tcp6', 'manual', 'UDP, TCP or TLS, as the ATA console shows it', '"Tcp6", which this program'],
    ['MpTcp', 'manual', 'UDP, TCP or TLS, as the ATA console shows it', '"MpTcp", which this program'],
    [null, 'manual', 'UDP, TCP or TLS (not in the source)', 'The source gives no transport.'],
  ])('over %s is a %s', async (word, disposition, transport, note) => {
    const { items, unclaimed } = await map({ ServerTransport: word });
    expect(items[0]?.disposition).toBe(disposition);
    expect(items[0]?.reason.code).toBe(
      disposition === 'decision' ? 'syslog-tls-certificate' : 'syslog-needs-v2-sensor',
    );
    expect(fieldsOf(items[0]).Transport).toBe(transport);
    expect(items[0]?.steps.some((step) => step.includes('certificate'))).toBe(transport === 'TLS');
    const notes = items[0]?.notes.filter((one) => one.includes('transport'));
    expect(notes).toEqual(note === null ? [] : [expect.stringContaining(note)]);
    expect(unclaimed).toEqual([]);
  });

  it.each([
    ['Rfc5424', 'RFC 5424', null],
    ['rfc3164', 'RFC 3164', 'Presumed: ATA\'s format is "rfc3164"'],
    ['Leef', 'RFC 3164 or RFC 5424, as the ATA console shows it', '"Leef", which this program does not know'],
    ['NotRfc5424', 'RFC 3164 or RFC 5424, as the ATA console shows it', '"NotRfc5424", which this program'],
    ['Rfc5424Json', 'RFC 3164 or RFC 5424, as the ATA console shows it', '"Rfc5424Json", which this program'],
    ['NotRfc3164', 'RFC 3164 or RFC 5424, as the ATA console shows it', '"NotRfc3164", which this program'],
    ['Rfc31640', 'RFC 3164 or RFC 5424, as the ATA console shows it', '"Rfc31640", which this program'],
    [null, 'RFC 3164 or RFC 5424 (not in the source)', 'The source gives no format.'],
  ])('in the format %s', async (word, format, note) => {
    const { items } = await map({ Serializer: word });
    expect(fieldsOf(items[0]).Format).toBe(format);
    const notes = items[0]?.notes.filter((one) => one.includes('format'));
    expect(notes).toEqual(note === null ? [] : [expect.stringContaining(note)]);
  });

  it.each([
    ['the words seen in a sample', {}, 'documented'],
    ['a word that the program does not know', { ServerTransport: 'Pigeon' }, 'documented'],
    ['no transport', { ServerTransport: null }, 'documented'],
    ['no format', { Serializer: null }, 'documented'],
    ['a format that the program does not know', { Serializer: 'Leef' }, 'documented'],
    ['another transport', { ServerTransport: 'Tcp' }, 'inferred'],
    ['a transport with TLS', { ServerTransport: 'Tls' }, 'inferred'],
    ['another format', { Serializer: 'Rfc3164' }, 'inferred'],
  ])('is as sure as its words: %s', async (_, words, certainty) => {
    // Without a server address, whose place in ATA is presumed, only the words count.
    const { items } = await map({ ServerEndpoint: null, ...words });
    expect(items[0]?.target?.certainty).toBe(certainty);
  });

  it('warns of a port that is none and of a missing one', async () => {
    const bad = await map({ ServerEndpoint: { Address: 'siem', Port: 65536 } });
    expect(bad.items[0]?.notes).toContain(
      '65536 is no port number: look the right one up before you type it.',
    );
    const none = await map({ ServerEndpoint: { Address: 'siem', Port: null } });
    expect(none.summary[0]).toBe('manual syslog-needs-v2-sensor syslog/server/siem');
    expect(none.items[0]?.notes).toContain('The source gives no port.');
    expect(fieldsOf(none.items[0]).Port).toBe('the port of the syslog server (not in the source)');
    const nowhere = await map({ ServerEndpoint: null });
    expect(nowhere.items[0]?.notes).not.toContain('The source gives no port.');
    const unnamed = await map({ ServerEndpoint: { Address: '', Port: 65536 } });
    expect(unnamed.items[0]?.notes.join()).toContain('65536 is no port number');
  });

  it('shows what ATA has', async () => {
    expect((await map({})).items[0]?.source.value).toEqual({
      Syslog: 'on',
      Server: 'SIEM.contoso.com:514',
      Transport: 'Udp',
      Format: 'Rfc5424',
      'Time-out': '00:00:10',
      'Suspicious activities': 'on',
      'Health alerts': 'off',
    });
    expect((await map({ ServerEndpoint: null })).items[0]?.source.value).not.toHaveProperty('Server');
  });

  it('warns that one switch of ATA is carried over to two, where the source has it', async () => {
    const oneSwitch = 'Presumed: ATA has one switch for suspicious activities';
    expect((await map({})).items[0]?.notes.join()).toContain(oneSwitch);
    expect((await map({}, null, true)).items[0]?.notes.join()).not.toContain(oneSwitch);
  });

  it('says nothing of a time-out that the source lacks', async () => {
    const { items } = await map({ ServerTransportTimeout: null });
    expect(items[0]?.notes.join()).not.toContain('ATA waits');
  });

  it('asks for the fields of the server alone where they are typed', async () => {
    const { steps = [] } = (await map({})).items[0] ?? {};
    expect(steps[1]).toBe(
      'Enter Sensor: a sensor v2.x of your choice; Service endpoint: SIEM.contoso.com; Port: 514; Transport: UDP; Format: RFC 5424.',
    );
  });

  it('warns that rules of the SIEM need more than a look at the numbers', async () => {
    const { item } = await map({});
    const { notes, steps } = item('syslog/siem-parsers', 'decision');
    expect(steps[0]).toMatch(/^List the parsers, rules, dashboards and reports/);
    expect(notes.join()).toContain('never go by the number alone');
  });

  it.each(['High', 'Low'])(
    'tells that the level %s has no counterpart, and shares its leaf',
    async (level) => {
      const { items } = await map({}, true, true, level);
      expect(items[0]?.source.sharedPaths).toEqual([
        'center:Configuration.DetectionConfiguration.NotificationVerbosity',
      ]);
      expect(items[0]?.notes.some((note) => note.startsWith(`ATA's notification level is ${level};`))).toBe(
        true,
      );
      const none = (await map({}, true, true, null)).items[0];
      expect(none?.source.sharedPaths).toBeUndefined();
      expect(none?.notes.join()).not.toContain('notification level');
    },
  );

  it('does not guess at a switch that the source lacks', async () => {
    const { items, unclaimed } = await map({}, null, 'maybe');
    expect(fieldsOf(items[0])['New security alert']).toBe('your choice (the source does not say)');
    expect(fieldsOf(items[0])['New health issue']).toBe('your choice (the source does not say)');
    expect(unclaimed).toEqual([
      'center:Configuration.MonitoringClientConfiguration.AlertConfiguration.IsSyslogEnabled',
    ]);
  });

  it.each([
    [false, 'which is switched off in ATA'],
    [null, 'which is not known to be switched on in ATA'],
  ])('that is %s says so in its title', async (enabled, words) => {
    expect((await map({ IsEnabled: enabled })).items[0]?.title).toContain(words);
  });

  it.each([
    [
      'off, without a server',
      { IsEnabled: false, ServerEndpoint: null },
      'automatic syslog-off syslog/server',
    ],
    [
      'not said, without a server',
      { IsEnabled: null, ServerEndpoint: {} },
      'automatic nothing-set syslog/server',
    ],
    [
      'off, but configured',
      { IsEnabled: false },
      'decision configured-but-off syslog/server/siem.contoso.com/514',
    ],
    [
      'not said, but configured',
      { IsEnabled: null },
      'decision configured-but-off syslog/server/siem.contoso.com/514',
    ],
  ])('%s', async (_, syslog, summary) => {
    const result = await map(syslog);
    expect(result.summary).toEqual([summary]);
    expect(result.unclaimed).toEqual([]);
  });

  it('on but given nothing to send is as good as off, and needs no parsers', async () => {
    const { summary, items, unclaimed } = await map({}, false, false);
    expect(summary).toEqual(['decision configured-but-off syslog/server/siem.contoso.com/514']);
    expect(items[0]?.title).toContain('switched on but given nothing to send');
    expect(unclaimed).toEqual([]);
    const nowhere = await map({ ServerEndpoint: null }, false, false);
    expect(nowhere.summary).toEqual(['automatic nothing-set syslog/server']);
    expect((await map({}, false, true)).summary).toContain(parsers);
    expect((await map({}, false, null)).summary).toContain(parsers);
  });

  it('off says that its alerts had no effect', async () => {
    const { items } = await map({ IsEnabled: false, ServerEndpoint: null });
    expect(items[0]?.notes).toEqual([expect.stringContaining('have had no effect')]);
    const health = await map({ IsEnabled: false, ServerEndpoint: null }, false, true);
    expect(health.items[0]?.notes).toHaveLength(1);
    const quiet = await map({ IsEnabled: false, ServerEndpoint: null }, false, false);
    expect(quiet.items[0]?.notes).toEqual([]);
  });

  it('on without a server is a question', async () => {
    const { summary, items } = await map({ ServerEndpoint: null });
    expect(summary).toEqual(['decision syslog-needs-v2-sensor syslog/server', parsers]);
    expect(fieldsOf(items[0])['Service endpoint']).toBe(
      'the address of the syslog server (not in the source)',
    );
  });

  it('is silent where the source is', async () => {
    expect((await mapped(syslogMapper, centerWith())).items).toEqual([]);
    expect(
      (await mapped(syslogMapper, centerWith({ SyslogClientConfiguration: { IsEnabled: 'yes' } }))).items,
    ).toEqual([]);
  });
});
