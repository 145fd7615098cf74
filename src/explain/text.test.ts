import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertEntries } from '../catalogue/alerts.js';
import { areas } from '../catalogue/areas.js';
import { detectorSections } from '../catalogue/detectors.js';
import { monitoringAlertEntries } from '../catalogue/monitoring-alerts.js';
import { portalKeys } from '../catalogue/portal.js';
import { reasonCodes } from '../catalogue/reasons.js';
import { settingsCatalogue } from '../catalogue/settings.js';
import { explain } from './explain.js';
import { explanationText } from './text.js';

const plain = { heading: same, dim: same };
const marked = { heading: (text: string) => `<h>${text}</h>`, dim: (text: string) => `<d>${text}</d>` };

function same(text: string): string {
  return text;
}

function textOf(word: string): string {
  return explanationText(explain(word), plain);
}

/** The text with every run of blanks and line breaks as one blank, so that a test need not know where it wraps. */
function flat(word: string): string {
  return textOf(word).replace(/\s+/g, ' ');
}

describe('explanationText', () => {
  it('tells of a detector what its exclusions become, and where', () => {
    expect(textOf('DnsReconnaissance')).toMatch(/^DnsReconnaissance \(ATA detector 2007\)\n/);
    const text = flat('DnsReconnaissance');
    for (const part of [
      'Alert in ATA Reconnaissance using DNS',
      'computers (ExcludedSourceComputerIds), IP addresses and subnets (ExcludedSubnets)',
      'In Defender for Identity: Network-mapping reconnaissance (DNS)',
      'Id external id 2007',
      'the rule takes at least devices, IP addresses',
      'System > Settings > Identities > Excluded entities > Exclusions by detection rule',
      'exclusion-rule (manual): The detection runs in the classic engine',
      'https://learn.microsoft.com/en-us/defender-for-identity/exclusions',
      'Facts as of 2026-09. Detections keep moving from the classic to the Defender XDR engine; when one moves, its exclusions stop working.',
    ])
      expect(text).toContain(part);
  });

  it.each([
    [
      '2010',
      'Mind the number: 2010 in Defender for Identity is another detection, "Suspected skeleton key attack',
    ],
    [
      '2010',
      'Mind the number: 2010 in ATA is another detection, "Encryption downgrade activity (potential over',
    ],
    [
      '2002',
      'Mind the number: 2002 in ATA is another detection too, "Unusual protocol implementation" (AbnormalSmb).',
    ],
    [
      'SamrReconnaissance',
      'And, if shown the classic rule "User and Group membership reconnaissance (SAMR)" (2021)',
    ],
    ['EnumerateSessions', 'an alert tuning rule; exclusions have no effect on this engine'],
    ['AbnormalKerberos', '(only to be reviewed)'],
    ['AbnormalKerberos', 'Certainty inferred'],
    ['AbnormalBehavior', 'No detection answers it.'],
    ['AbnormalBehavior', 'Comes closest User risk'],
    ['PassTheHash', 'Exclusion lists none'],
    ['ComputerPreauthenticationFailed', 'In ATA from 1.4 to 1.8'],
    [
      'xdr_SmbSessionEnumeration',
      'Answers ATA Reconnaissance using SMB session enumeration (EnumerateSessions, 2012',
    ],
    ['2411', 'Answers ATA no detector that the catalogue knows'],
    ['2439', 'nothing to do: the detection is gone'],
    ['GatewayDisconnected', 'Health issue Sensor stopped communicating (Medium; all sensors)'],
    ['CenterOverloaded', 'none is documented in Defender for Identity'],
    ['GatewayCaptureNetworkAdapterMissing', 'It is similar, not the same.'],
    ['Sensor stopped communicating', 'Answers ATA GatewayDisconnected (event 1011; same)'],
    ['NTLM Auditing is not enabled', 'no health alert; it is new in Defender for Identity'],
    ['syslog', '- syslog.transport: Transport to the syslog server'],
    [
      'syslog',
      '(syslog-notifications) System > Settings > Identities > Notifications > Syslog notifications',
    ],
    ['telemetry', 'The catalogue names no setting of the successor.'],
    ['vpn.sharedSecret', 'yes: its value never leaves the source'],
    ['gateways.kind', 'No public sample shows this place'],
    ['gateways.networkAdapter', 'more'],
    ['telemetry.enabled', 'Shipped value true.'],
    ['syslog.enabled', 'Shipped value not known'],
    ['syslog-notifications', 'One endpoint per workspace.'],
    ['syslog-notifications', 'From ATA syslog'],
    ['gmsa-account', 'Where not in the portal'],
    ['users', 'Narrower role to choose instead'],
    ['1.9.3', 'Support ended 2026-01-13'],
    ['1.9.7576.49398', '1.9.7576.49398, of the release with build 1.9.7576'],
    ['no-equivalent', 'What comes closest, or that nothing does.'],
    ['exclusion-rule', 'Goes with manual'],
    ['exclusions/DnsReconnaissance/10.1.0.0%002f16', 'Made of DnsReconnaissance 10.1.0.0/16'],
    ['exclusions/DnsReconnaissance/10.1.0.0%002f16', 'DnsReconnaissance (ATA detector 2007)'],
    ['syslog/server', 'syslog-needs-v2-sensor'],
    ['RemoteExecution', 'at least devices (documented until early 2023 only)'],
    ['SamrReconnaissance', 'at least devices (documented until early 2023 only)'],
    ['AbnormalSensitiveGroupMembershipChange', 'at least users (seen in the portal of November 2018 only)'],
  ])('%s: says "%s"', (word, part) => {
    expect(flat(word)).toContain(part);
  });

  it('says once what becomes of settings of one area, and nothing of it beside a detector', () => {
    expect(flat('IsMailEnabled').match(/Where settings of/g)).toHaveLength(2);
    expect(flat('sender address').match(/Where settings of/g)).toHaveLength(1);
    expect(flat('GoldenTicketDetectorConfiguration.IsEnabled')).not.toContain('Where settings of');
  });

  it('lists many answers in one line each', () => {
    const text = textOf('golden');
    expect(text).toContain('  - GoldenTicket (ATA detector 2022)\n');
    expect(text).not.toContain('Documentation');
    const all = textOf('configuration');
    expect(all.match(/^ {2}- /gm)).toHaveLength(30);
    expect(all).toMatch(/and \d+ more; a longer word finds fewer/);
  });

  it('speaks of moving detections only where it is about detections', () => {
    for (const word of ['2010', 'exclusions', 'detectors/x'])
      expect(textOf(word), word).toContain('keep moving');
    for (const word of ['syslog', 'syslog/x', '1.9.3', 'manual'])
      expect(textOf(word), word).not.toContain('keep moving');
  });

  it('suggests words, and what can be asked, where it knows nothing', () => {
    expect(textOf('DnsReconaisance')).toContain('Did you mean\n  - DnsReconnaissance\n');
    const unknown = flat('zzzzzzzzzzzz');
    expect(unknown).toContain('The catalogue knows nothing of "zzzzzzzzzzzz".');
    expect(unknown).not.toContain('Did you mean');
    expect(unknown).toContain('Ask for an ATA detector');
  });

  it('shows headings and sources in the given style, line by line, and wraps without it', () => {
    const text = explanationText(explain('DnsReconnaissance'), marked);
    expect(text).toContain('<h>Documentation</h>\n');
    expect(text).toContain('<d>Facts as of 2026-09.');
    expect(text.replace(/<\/?[hd]>/g, '')).toBe(textOf('DnsReconnaissance'));
    for (const line of text.split('\n')) {
      expect(line.match(/<[hd]>/g)?.length ?? 0).toBe(line.match(/<\/[hd]>/g)?.length ?? 0);
    }
  });

  it('is at most 96 columns wide, unless one word is longer, and holds no control character', () => {
    const words = [
      ...detectorSections,
      ...alertEntries().map(({ name }) => name),
      ...monitoringAlertEntries().map(({ type }) => type),
      ...settingsCatalogue.entries.map(({ id }) => id),
      ...areas,
      ...portalKeys(),
      ...reasonCodes(),
      ...['2010', 'users', '1.9.3', 'manual', 'golden', 'no such thing', `syslog/${'x'.repeat(200)}`],
    ];
    for (const word of words) {
      const text = textOf(word);
      expect(text.endsWith('\n')).toBe(true);
      for (const line of text.split('\n')) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be there.
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
        expect(line).not.toMatch(/ $/);
        if (line.length > 96)
          expect(line.replace(/^(?:- | {2}\S(?: ?\S)* +)/, '').trim(), word).not.toContain(' ');
      }
    }
  });

  it('echoes nothing that a terminal would obey', () => {
    for (const word of [
      '\u001b[31mred',
      'syslog/\u001b]0;x\u0007',
      'exclusions/%001b%000a/DnsReconnaissance',
      'x\u202ey',
    ]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be there.
      expect(textOf(word), word).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
    fc.assert(
      fc.property(
        fc.constantFrom('', 'syslog/'),
        fc.string({ unit: 'binary', maxLength: 40 }),
        (start, rest) => {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be there.
          expect(textOf(start + rest)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
        },
      ),
    );
  });
});
