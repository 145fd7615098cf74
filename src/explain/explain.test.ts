import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertEntries } from '../catalogue/alerts.js';
import { areas } from '../catalogue/areas.js';
import { detectorEntries } from '../catalogue/detectors.js';
import { monitoringAlertEntries, newHealthIssues } from '../catalogue/monitoring-alerts.js';
import { portalKeys } from '../catalogue/portal.js';
import { reasonCodes } from '../catalogue/reasons.js';
import { ataRoles } from '../catalogue/roles.js';
import { builtInSettings, engineTuningCatalogue, settingsCatalogue } from '../catalogue/settings.js';
import { versionsCatalogue } from '../catalogue/versions.js';
import { itemId } from '../ids.js';
import { explain } from './explain.js';
import type { ExplanationMatch } from './explanation.js';

type Kind = ExplanationMatch['kind'];
type MatchOf<K extends Kind> = Extract<ExplanationMatch, { kind: K }>;

function kinds(word: string): Kind[] {
  return explain(word).matches.map(({ kind }) => kind);
}

function matchesOf<K extends Kind>(word: string, kind: K): MatchOf<K>[] {
  return explain(word).matches.filter((match): match is MatchOf<K> => match.kind === kind);
}

function only<K extends Kind>(word: string, kind: K): MatchOf<K> {
  const [match, ...more] = matchesOf(word, kind);
  if (match === undefined || more.length > 0)
    throw new Error(`${word}: not exactly one answer of kind ${kind}`);
  return match;
}

describe('explain', () => {
  it.each<[string, Kind[]]>([
    ['DnsReconnaissance', ['detector']],
    ['dns reconnaissance', ['detector']],
    ['DnsReconnaissanceDetectorConfiguration', ['detector']],
    ['DnsReconnaissanceSuspiciousActivity', ['detector']],
    ['DnsReconnaissanceSecurityAlert', ['mdi-alert']],
    ['reconnaissance using DNS', ['detector', 'mdi-alert']],
    ['2007', ['detector', 'mdi-alert']],
    ['2010', ['detector', 'mdi-alert']],
    ['2002', ['detector', 'detector', 'mdi-alert']],
    ['2411', ['mdi-alert']],
    ['2001', ['detector']],
    ['1011', ['health-alert']],
    ['xdr_SmbSessionEnumeration', ['mdi-alert']],
    ['xdr_LdapBindBruteforce', ['mdi-alert', 'mdi-alert']],
    ['GatewayDisconnected', ['health-alert']],
    ['GatewayDisconnectedMonitoringAlert', ['health-alert']],
    ['Gateway stopped communicating', ['health-alert']],
    ['Sensor stopped communicating', ['health-issue']],
    ['NTLM Auditing is not enabled', ['health-issue']],
    ['syslog', ['area']],
    ['Event Collection', ['area']],
    ['reports', ['area', 'portal']],
    ['unrecognised', ['area', 'disposition']],
    ['syslog-notifications', ['portal']],
    ['Syslog notifications', ['portal']],
    ['syslog.enabled', ['setting']],
    ['viewers', ['role']],
    ['Microsoft Advanced Threat Analytics Users', ['role']],
    ['no-equivalent', ['disposition']],
    ['exclusion-rule', ['reason']],
    ['1.9.3', ['version']],
    ['1.9.7576', ['version']],
    ['1.9.7576.49398', ['version']],
    ['exclusions/DnsReconnaissance/10.1.0.0%002f16', ['item']],
    ['  syslog  ', ['area']],
  ])('knows what %s is', (word, expected) => {
    expect(kinds(word)).toEqual(expected);
    expect(explain(word).suggestions).toEqual([]);
  });

  it('says when its facts are from', () => {
    expect(explain('syslog').factsAsOf).toBe(settingsCatalogue.factsAsOf);
  });

  it('can be written as JSON and read back', () => {
    const everything = [
      '2010',
      'syslog',
      'vpn.sharedSecret',
      'reports',
      'viewers',
      '1.9.3',
      'manual',
      'GatewayLowMemory',
    ];
    for (const word of [...everything, 'exclusions/GoldenTicket/x', 'MinActiveAccountCount', 'nothing-set']) {
      const explanation = explain(word);
      expect(explanation.matches.length, word).toBeGreaterThan(0);
      expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
    }
  });
});

describe('detectors', () => {
  it('say what the exclusion lists become, where, and why', () => {
    const dns = only('DnsReconnaissance', 'detector');
    expect(dns.exclusionsBecome).toContain('"Network-mapping reconnaissance (DNS)"');
    expect(dns.targets).toHaveLength(1);
    expect(dns.targets[0]).toMatchObject({
      externalId: 2007,
      mechanism: 'exclusion-by-detection-rule',
      outcome: { code: 'exclusion-rule' },
    });
    expect(dns.targets[0]?.portalPath.at(-1)).toBe('Exclusions by detection rule');
    expect(dns.idWarning).toBeNull();
  });

  it.each<[string, (string | undefined)[]]>([
    ['EnumerateSessions', ['alert-tuning-rule']],
    ['SamrReconnaissance', ['both-engines']],
    ['DirectoryServicesReplication', ['exclusion-rule', 'alert-tuning-rule']],
    ['AbnormalKerberos', ['exclusion-rule', 'inferred-link-review']],
    ['AbnormalBehavior', []],
  ])('give the reason behind each detection that answers %s', (stem, codes) => {
    expect(only(stem, 'detector').targets.map(({ outcome }) => outcome.code)).toEqual(codes);
  });

  it('tell review, inference and retirement apart', () => {
    const golden = only('GoldenTicket', 'detector').targets;
    expect(
      golden.map(({ reviewOnly, linkCertainty, outcome }) => [reviewOnly, linkCertainty, outcome.code]),
    ).toEqual([
      [false, 'documented', 'exclusion-rule'],
      [true, 'documented', 'related-detection-review'],
      [true, 'documented', 'related-detection-review'],
      [true, 'documented', 'related-detection-review'],
      [true, 'inferred', 'inferred-link-review'],
      [true, 'inferred', 'inferred-link-review'],
    ]);
    const retired = only('HoneytokenActivity', 'detector').targets.filter(
      ({ format }) => format === 'retired',
    );
    expect(retired.map(({ outcome, portalPath }) => [outcome.code, portalPath.length])).toEqual([
      ['detection-retired', 0],
      ['detection-retired', 0],
    ]);
  });

  it('count the places where one exclusion list goes', () => {
    expect(only('AbnormalSmb', 'detector').exclusionsBecome).toContain('each of 3 detections');
    expect(only('PassTheHash', 'detector').exclusionsBecome).toContain('no exclusion lists');
    expect(only('AbnormalBehavior', 'detector').exclusionsBecome).toContain('no detection that answers');
  });
});

describe('numbers', () => {
  it('are shown for both products, with a warning where they mean two things', () => {
    const ata = only('2010', 'detector');
    const mdi = only('2010', 'mdi-alert');
    expect(ata.stem).toBe('EncryptedTimestampEncryptionDowngrade');
    expect(ata.idWarning).toContain('"Suspected skeleton key attack (encryption downgrade)"');
    expect(ata.idWarning).toContain('is 2008 there');
    expect(mdi.alert.name).toBe('Suspected skeleton key attack (encryption downgrade)');
    expect(mdi.idWarning).toContain('(EncryptedTimestampEncryptionDowngrade)');
    expect(mdi.answers.map(({ stem, externalId }) => [stem, externalId])).toEqual([
      ['SourceAccountSupportedEncryptionTypesEncryptionDowngrade', 2011],
    ]);
  });

  it.each<[string, (boolean | null)[]]>([
    ['2007', [false, false]],
    // A detection that moved to the other engine keeps its number here.
    ['2012', [false, false]],
    ['2021', [false, false]],
    ['2008', [true, true]],
    ['2010', [true, true]],
    ['2011', [true]],
    // Two sections of ATA have this number, and one of them is the alert of that number.
    ['2002', [false, true, true]],
    // Nothing of that number in Defender for Identity, and nothing that answers it.
    ['2001', [false]],
  ])('%s warns where it must', (word, expected) => {
    const warned = explain(word).matches.map((match) => 'idWarning' in match && match.idWarning !== null);
    expect(warned).toEqual(expected);
  });

  it('have no close ones', () => {
    expect(explain('2999')).toMatchObject({ matches: [], suggestions: [] });
  });
});

describe('alerts of Defender for Identity', () => {
  it('say which ATA detector they answer and what takes exclusions', () => {
    const smb = only('xdr_SmbSessionEnumeration', 'mdi-alert');
    expect(smb.answers).toMatchObject([
      { stem: 'EnumerateSessions', externalId: 2012, relation: 'replaced' },
    ]);
    expect(smb.portalPath).toContain('Alert tuning');
    expect(smb.counterparts).toEqual([{ id: 2012, names: ['User and IP address reconnaissance (SMB)'] }]);
    expect(smb.sources.every((source) => source.includes('defender-docs'))).toBe(true);
  });

  it('share a detector without sharing the ATA detection', () => {
    const [first, second] = matchesOf('xdr_DiscoveryToolObserved', 'mdi-alert');
    expect(first?.alert.name).not.toBe(second?.alert.name);
  });

  it('answer with nothing where the catalogue knows of nothing', () => {
    expect(only('2411', 'mdi-alert').answers).toEqual([]);
  });

  it('that are gone take no exclusions', () => {
    expect(only('2439', 'mdi-alert').portalPath).toEqual([]);
  });
});

describe('areas', () => {
  it('show their settings, their targets and what becomes of them', () => {
    const syslog = only('syslog', 'area');
    expect(syslog.settings.map(({ id }) => id)).toContain('syslog.transport');
    expect(syslog.becomes.targets.map(({ key }) => key)).toEqual(['syslog-notifications']);
    expect(syslog.becomes.outcomes.map(({ code }) => code)).toContain('syslog-needs-v2-sensor');
    expect(syslog.becomes.docs.map(({ url }) => url)).toContain(
      'https://learn.microsoft.com/en-us/defender-for-identity/notifications',
    );
  });

  it('name what else to ask for', () => {
    for (const area of ['exclusions', 'detectors', 'monitoring-alerts', 'role-groups']) {
      const { words } = only(area, 'area');
      expect(words.length, area).toBeGreaterThan(0);
      for (const word of words) expect(explain(word).matches.length, word).toBeGreaterThan(0);
    }
  });
});

describe('settings', () => {
  it.each([
    ['Configuration.SyslogClientConfiguration.ServerTransport', ['syslog.transport']],
    ['SyslogClientConfiguration.ServerTransport', ['syslog.transport']],
    ['center:Configuration.SyslogClientConfiguration.ServerTransport', ['syslog.transport']],
    ['ServerTransportTimeout', ['syslog.transportTimeout']],
    ['Configuration.DetectionConfiguration.AlertConfiguration.To[7]', ['email.alertRecipient']],
    [
      'gateway/DC01:Configuration.EntitySenderConfiguration.EntityBatchBlockMaxSize',
      ['gateways.entityBatchBlockMaxSize'],
    ],
    ['Version', ['center.version', 'gateways.version']],
    ['sender address', ['email.from']],
    ['IsMailEnabled', ['email.alertMail', 'health-notifications.mail']],
  ])('are found by %s', (word, ids) => {
    expect(matchesOf(word, 'setting').map(({ id }) => id)).toEqual(ids);
    expect(explain(word).matches).toHaveLength(ids.length);
  });

  it('come with the detector or the health alert that their path names', () => {
    const path = 'Configuration.GoldenTicketDetectorConfiguration.ExcludedSourceAccountIds[3]';
    expect(only(path, 'setting').id).toBe('exclusions.account');
    expect(only(path, 'detector').stem).toBe('GoldenTicket');
    const mapping = 'Configuration.MonitoringClientConfiguration.MonitoringAlertTypeNameToIsEnabledMapping';
    const health = `${mapping}.GatewayDisconnectedMonitoringAlert`;
    expect(only(health, 'setting').id).toBe('monitoring-alerts.enabled');
    expect(only(health, 'health-alert').alert.eventId).toBe(1011);
  });

  it('include the tuning of the engine', () => {
    const tuning = only(
      'Configuration.AbnormalBehaviorDetectorConfiguration.MinActiveAccountCount',
      'setting',
    );
    expect(tuning).toMatchObject({
      id: null,
      area: 'engine-tuning',
      default: { value: 50 },
      certainty: 'seen',
    });
  });

  it('say what is secret, presumed and shipped', () => {
    expect(only('vpn.sharedSecret', 'setting')).toMatchObject({
      secret: true,
      presumed: false,
      default: null,
    });
    expect(only('gateways.kind', 'setting')).toMatchObject({ presumed: true, certainty: 'inferred' });
    expect(only('telemetry.enabled', 'setting').default).toMatchObject({ value: true });
  });
});

describe('versions', () => {
  it.each([
    ['1.9.3', '1.9.3', '2026-01-13'],
    ['1.9', '1.9', '2019-03-21'],
    ['1.9.7400', '1.9', '2019-03-21'],
    ['1.9.7576.49398', '1.9.3', '2026-01-13'],
  ])('%s is %s', (word, name, supportEnded) => {
    expect(only(word, 'version').version).toMatchObject({ name, supportEnded });
  });

  it.each(['1.9.4', '2.0.1234', '1.1.1000'])('%s is none', (word) => {
    expect(explain(word).matches).toEqual([]);
  });
});

describe('items', () => {
  it('are explained by their area and the detector in their id', () => {
    const id = itemId('exclusions', 'DnsReconnaissance', '10.1.0.0/16', '2010');
    const item = only(id, 'item');
    expect(item.area.area).toBe('exclusions');
    expect(item.parts).toEqual(['DnsReconnaissance', '10.1.0.0/16', '2010']);
    // The number may be of either product, so it is not explained.
    expect(item.named.map((match) => (match.kind === 'detector' ? match.stem : match.kind))).toEqual([
      'DnsReconnaissance',
    ]);
  });

  it.each<[string, Kind[]]>([
    ['monitoring-alerts/GatewayDisconnectedMonitoringAlert', ['health-alert']],
    ['role-groups/users', ['role']],
    ['honeytokens/users', []],
    ['syslog/server', ['setting']],
    ['syslog/timeout', []],
    ['sensitive-entities/Version', []],
    ['learned-state/kerberosTicketLifetime', ['setting']],
    ['engine-tuning/Configuration.AbnormalBehaviorDetectorConfiguration.MinActiveAccountCount', ['setting']],
    ['syslog/syslog.transportTimeout', ['setting']],
  ])('%s names %j', (id, expected) => {
    expect(only(id, 'item').named.map(({ kind }) => kind)).toEqual(expected);
  });

  it('need an area and something after it', () => {
    expect(kinds('syslog/')).not.toContain('item');
    expect(explain('nowhere/DnsReconnaissance').matches).toEqual([]);
  });
});

describe('words that are part of names', () => {
  it('find every name with all of their words, unless a name is exactly that', () => {
    const stems = matchesOf('encryption downgrade', 'detector').map(({ stem }) => stem);
    expect(stems).toEqual([
      'EncryptedTimestampEncryptionDowngrade',
      'SourceAccountSupportedEncryptionTypesEncryptionDowngrade',
      'SourceComputerSupportedEncryptionTypesEncryptionDowngrade',
      'TgtEncryptionDowngrade',
    ]);
    expect(only('modification of sensitive', 'detector').stem).toBe('AbnormalSensitiveGroupMembershipChange');
  });
});

describe('unknown words', () => {
  it.each([
    ['DnsReconaisance', 'DnsReconnaissance'],
    ['sylog', 'syslog'],
    ['xdr_SmbSesionEnumeration', 'xdr_SmbSessionEnumeration'],
    ['exclusoins', 'exclusions'],
    ['SyslogClientConfigration', 'SyslogClientConfiguration'],
    ['GatewayDisconected', 'GatewayDisconnected'],
    ['manul', 'manual'],
  ])('%s suggests %s, which has an answer', (word, suggestion) => {
    const { matches, suggestions } = explain(word);
    expect(matches).toEqual([]);
    expect(suggestions[0]).toBe(suggestion);
    for (const each of suggestions) expect(explain(each).matches.length, each).toBeGreaterThan(0);
  });

  it.each([
    '',
    '   ',
    '-',
    '/',
    '__defineGetter__',
    'constructor',
    'hasOwnProperty',
    'zzzzzzzzzzzz',
    '["',
    'a'.repeat(100_000),
  ])('have no answer: %#', (word) => {
    expect(explain(word)).toMatchObject({ matches: [], suggestions: [] });
  });

  it('are never echoed with what a terminal would obey', () => {
    const word = 'syslog\u001b[31m\u0007\u202e\u0000/x';
    expect(explain(word).word).toBe('syslog\\u001b[31m\\u0007\\u202e\\u0000/x');
    const item = only('syslog/\u001b]0;x\u0007/%001b%0007', 'item');
    expect(item.id).toBe('syslog/\\u001b]0;x\\u0007/%001b%0007');
    expect(item.parts).toEqual(['\\u001b]0;x\\u0007', '\\u001b\\u0007']);
  });

  it('never break it, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (word) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left.
        expect(JSON.stringify(explain(word).word)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
      }),
    );
  });
});

describe('everything in the catalogue is explained', () => {
  const words: [string, Kind, string[]][] = [
    ['detector section', 'detector', detectorEntries().map(({ section }) => section)],
    ['ATA external id', 'detector', numbers(detectorEntries().map(({ externalId }) => externalId))],
    ['alert id', 'mdi-alert', numbers(alertEntries().map(({ externalId }) => externalId))],
    ['alert name', 'mdi-alert', alertEntries().map(({ name }) => name)],
    ['XDR detector', 'mdi-alert', alertEntries().flatMap(({ detectorId }) => detectorId ?? [])],
    ['area', 'area', [...areas]],
    ['portal key', 'portal', [...portalKeys()]],
    ['reason code', 'reason', [...reasonCodes()]],
    ['health alert', 'health-alert', monitoringAlertEntries().map(({ type }) => type)],
    ['health alert event', 'health-alert', monitoringAlertEntries().map(({ eventId }) => String(eventId))],
    ['health issue', 'health-issue', newHealthIssues().map(({ name }) => name)],
    ['setting', 'setting', settingsCatalogue.entries.map(({ id }) => id)],
    ['setting path', 'setting', settingsCatalogue.entries.flatMap(({ paths }) => paths)],
    ['tuning path', 'setting', Object.keys(engineTuningCatalogue.entries)],
    ['role', 'role', [...ataRoles()]],
    ['release', 'version', versionsCatalogue.releases.flatMap(({ name, build }) => [name, build])],
    [
      'disposition',
      'disposition',
      ['scripted', 'manual', 'decision', 'automatic', 'no-equivalent', 'default', 'unrecognised'],
    ],
  ];

  it.each(words)('every %s', (_, kind, all) => {
    expect(all.length).toBeGreaterThan(0);
    for (const word of all) expect(kinds(word), word).toContain(kind);
  });

  it('every area has an outcome, and every outcome goes with a disposition', () => {
    for (const area of areas) {
      const { becomes, summary } = only(area, 'area');
      expect(summary.length, area).toBeGreaterThan(0);
      expect(becomes.outcomes.length, area).toBeGreaterThan(0);
    }
  });

  it('every path that the catalogue classifies gives the same setting', () => {
    for (const section of detectorEntries().map((entry) => entry.section)) {
      const path = `Configuration.${section}.IsEnabled`;
      const known = builtInSettings().classify('center', path);
      const expected = known?.kind === 'setting' ? known.entry.id : null;
      expect(matchesOf(path, 'setting').map(({ id }) => id)).toEqual([expected]);
    }
  });
});

function numbers(ids: readonly (number | null)[]): string[] {
  return ids.filter((id) => id !== null).map(String);
}
