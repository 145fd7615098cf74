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
    ['Tls', 'decision', 'TLS'],
    ['TcpSecured', 'decision', 'TLS'],
    ['tcp', 'manual', 'TCP'],
    ['UDP', 'manual', 'UDP'],
    ['Pigeon', 'manual', 'UDP, TCP or TLS, as the ATA console shows it'],
    [null, 'manual', 'UDP, TCP or TLS (not in the source)'],
  ])('over %s is a %s', async (word, disposition, transport) => {
    const { items, unclaimed } = await map({ ServerTransport: word });
    expect(items[0]?.disposition).toBe(disposition);
    expect(items[0]?.reason.code).toBe(
      disposition === 'decision' ? 'syslog-tls-certificate' : 'syslog-needs-v2-sensor',
    );
    expect(fieldsOf(items[0]).Transport).toBe(transport);
    expect(items[0]?.steps.some((step) => step.includes('certificate'))).toBe(transport === 'TLS');
    expect(unclaimed).toEqual([]);
  });

  it.each([
    ['Rfc5424', 'RFC 5424'],
    ['rfc3164', 'RFC 3164'],
    ['Leef', 'RFC 3164 or RFC 5424, as the ATA console shows it'],
  ])('in the format %s', async (word, format) => {
    const { items } = await map({ Serializer: word });
    expect(fieldsOf(items[0]).Format).toBe(format);
  });

  it('warns of a port that is none and of a missing one', async () => {
    const bad = await map({ ServerEndpoint: { Address: 'siem', Port: 65536 } });
    expect(bad.items[0]?.notes).toContain(
      '65536 is no port number: look the right one up before you type it.',
    );
    const none = await map({ ServerEndpoint: { Address: 'siem', Port: null } });
    expect(none.summary[0]).toBe('manual syslog-needs-v2-sensor syslog/server/siem');
    expect(none.items[0]?.notes).toContain('The source gives no port.');
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
      expect((await map({}, true, true, null)).items[0]?.source.sharedPaths).toBeUndefined();
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
    expect(items[0]?.notes).toHaveLength(1);
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
