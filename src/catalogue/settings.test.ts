import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import tuningSchema from '../../schemas/catalogue-engine-tuning.schema.json' with { type: 'json' };
import settingsSchema from '../../schemas/catalogue-settings.schema.json' with { type: 'json' };
import { InternalError, UserError } from '../errors.js';
import { areas } from './areas.js';
import { detectorSections } from './detectors.js';
import { formatPath, parsePath } from './paths.js';
import {
  buildSettingsIndex,
  builtInSettings,
  engineTuningCatalogue,
  type ProfileKind,
  type SettingEntry,
  settingsCatalogue,
} from './settings.js';

const index = builtInSettings();
const profiles: readonly ProfileKind[] = ['center', 'gateway', 'other'];
const { entries } = settingsCatalogue;

/** Every pattern that applies to a kind of document, with the name of its entry. */
function patternsOf(profile: ProfileKind): { id: string; pattern: string }[] {
  const settings = entries.flatMap(({ id, document, paths }) =>
    document === 'any' || document === profile ? paths.map((pattern) => ({ id, pattern })) : [],
  );
  const tuning = profile === 'center' ? Object.keys(engineTuningCatalogue.entries) : [];
  return [...settings, ...tuning.map((pattern) => ({ id: pattern, pattern }))].filter(
    ({ pattern }) => !pattern.startsWith('{object}.'),
  );
}

/** The steps of a pattern: keys, and `[]` for itself. */
function stepsOf(pattern: string): string[] {
  return pattern.replaceAll('[]', '.[]').split('.');
}

function entryName(profile: ProfileKind, path: string): string | null {
  const found = index.classify(profile, path);
  if (found === null) return null;
  return found.kind === 'setting' ? found.entry.id : found.entry.path;
}

describe('the catalogue of settings', () => {
  it('keeps its schemas', () => {
    const ajv = new Ajv2020({ allErrors: true, strict: true });
    expect(ajv.validate(settingsSchema, settingsCatalogue), ajv.errorsText()).toBe(true);
    expect(ajv.validate(tuningSchema, engineTuningCatalogue), ajv.errorsText()).toBe(true);
  });

  it('has what a catalogue of a user may do without', () => {
    expect(settingsCatalogue.sections.length).toBeGreaterThan(10);
    expect(entries.length).toBeGreaterThan(50);
  });

  it('knows the same areas as its schema', () => {
    expect(settingsSchema.properties.entries.items.properties.area.enum).toEqual(areas);
  });

  it('has unique ids, and names only sources it describes', () => {
    const ids = entries.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    const named = new Set(entries.flatMap(({ source }) => source));
    expect(named).toEqual(new Set(Object.keys(settingsCatalogue.sources)));
  });

  it.each(profiles)('has no two entries that could claim one path (%s)', (profile) => {
    function canMeet(one: readonly string[], other: readonly string[]): boolean {
      const [first, ...rest] = one;
      const [second, ...others] = other;
      if (first === undefined || second === undefined) return first === second;
      if (first === '**' || second === '**') return true;
      return sameStep(first, second) && canMeet(rest, others);
    }
    function sameStep(one: string, other: string): boolean {
      if (one === other) return true;
      if (one === '[]' || other === '[]') return false;
      if (one === '*' || other === '*') return true;
      return (
        (one === '{detector}' && detectorSections.includes(other)) ||
        (other === '{detector}' && detectorSections.includes(one))
      );
    }
    const patterns = patternsOf(profile).map(({ id, pattern }) => ({ id, pattern, steps: stepsOf(pattern) }));
    const clashes = patterns.flatMap((one, at) =>
      patterns
        .slice(at + 1)
        .filter((other) => canMeet(one.steps, other.steps))
        .map((other) => `${one.pattern} | ${other.pattern}`),
    );
    expect(clashes).toEqual([]);
  });

  it.each(profiles)('leads every pattern to its own entry (%s)', (profile) => {
    for (const { id, pattern } of patternsOf(profile)) {
      for (const section of pattern.includes('{detector}') ? detectorSections : ['']) {
        const path = pattern
          .replace('{detector}', section)
          .replace('**', 'Deep[3].Down')
          .replace('*', 'Anything')
          .replaceAll('[]', '[12]');
        expect(entryName(profile, path), path).toBe(id);
      }
    }
  });

  it('takes a list by its own path wherever it takes an element', () => {
    for (const profile of profiles) {
      const known = new Set(patternsOf(profile).map(({ pattern }) => pattern));
      const elements = [...known].filter((pattern) => pattern.endsWith('[]'));
      expect(elements.filter((pattern) => !known.has(pattern.slice(0, -2)))).toEqual([]);
    }
  });

  it('keeps all of a secret secret', () => {
    const secrets = entries.filter(({ secret }) => secret === true);
    expect(secrets.map(({ id }) => id).sort()).toEqual([
      'directory-services.password',
      'email.authenticationPassword',
      'vpn.sharedSecret',
    ]);
    for (const { paths } of secrets) expect(paths[1]).toBe(`${paths[0]}.**`);
    const names = entries.filter(({ paths }) => paths.some((path) => /Encrypted$/.test(path)));
    expect(names).toEqual(secrets);
  });
});

describe('classify', () => {
  const section = 'Configuration.DnsReconnaissanceDetectorConfiguration';
  const endpoint = 'Configuration.CenterWebClientConfiguration.ServiceEndpoints';

  it.each([
    ['center', 'Id', 'center.id', []],
    ['center', '_id', 'center.id', []],
    ['center', '_t[1]', 'center.type', []],
    ['center', 'Configuration.SyslogClientConfiguration.IsEnabled', 'syslog.enabled', []],
    ['center', 'Configuration.SyslogClientConfiguration.ServerEndpoint', 'syslog.server', []],
    ['center', endpoint, 'center.serviceEndpoint.address', []],
    ['center', `${endpoint}[3].Port`, 'center.serviceEndpoint.port', []],
    ['center', `${endpoint}[3]._t`, 'center.typeMarker', []],
    ['center', `${section}._t`, 'center.typeMarker', []],
    ['center', `${section}.IsEnabled`, 'detectors.enabled', ['DnsReconnaissanceDetectorConfiguration']],
    ['center', `${section}.ExcludedSubnets`, 'exclusions.subnet', ['DnsReconnaissanceDetectorConfiguration']],
    [
      'center',
      `${section}.ExcludedSubnets[19999]`,
      'exclusions.subnet',
      ['DnsReconnaissanceDetectorConfiguration'],
    ],
    [
      'center',
      'Configuration.GoldenTicketDetectorConfiguration.KerberosTicketLifetime',
      'learned-state.kerberosTicketLifetime',
      [],
    ],
    [
      'center',
      'Configuration.ReporterConfiguration.ReportTypeToConfigurationMapping.Summary.To[0]',
      'reports.schedule.recipient',
      ['Summary'],
    ],
    [
      'center',
      'GatewayCommonConfiguration.DirectoryServicesClientAccountPasswordEncrypted.EncryptedBytes[0]',
      'directory-services.password',
      [],
    ],
    [
      'center',
      'GatewayCommonConfiguration.RadiusEventListenerSharedSecretEncrypted._t',
      'vpn.sharedSecret',
      [],
    ],
    ['center', 'SoftwareUpdates[0].Anything["at all"]', 'updates.available', []],
    ['gateway', 'Id', 'gateways.id', []],
    ['gateway', 'Configuration.Whatever.Description', 'gateways.description', ['Whatever']],
    ['gateway', 'Configuration.NetworkAdapters[0].Name', 'gateways.networkAdapter', []],
    [
      'other',
      'Configuration.ManagementClientConfiguration.ServerCertificateThumbprint',
      'gateways.serverCertificateThumbprint',
      [],
    ],
  ] as const)('knows in a %s document %s', (profile, path, id, captures) => {
    expect(index.classify(profile, path)).toMatchObject({ kind: 'setting', entry: { id }, captures });
    // A second time, from memory.
    expect(entryName(profile, path)).toBe(id);
  });

  it('knows shipped engine tuning with its value', () => {
    expect(index.classify('center', `${section}.BlockConfiguration.MaxSize`)).toEqual({
      kind: 'tuning',
      entry: { path: 'Configuration.{detector}.BlockConfiguration.MaxSize', default: 10000 },
      area: 'engine-tuning',
      captures: ['DnsReconnaissanceDetectorConfiguration'],
    });
  });

  it('gives a default only to what two samples show, and to tuning that 1.9 ships under another spelling', () => {
    const withDefault = entries.filter((entry) => entry.default !== undefined).map(({ id }) => id);
    expect(withDefault).toEqual([
      'telemetry.enabled',
      'learned-state.sensitiveGroupLearningPeriod',
      'engine-tuning.commonGeolocationsAndCarriesInterval',
      'engine-tuning.commonGeolocationsAndCarriesEnabled',
    ]);
    for (const { area, paths, default: value } of entries.filter(({ area }) => area === 'engine-tuning')) {
      const current = (paths[0] ?? '').replace('AndCarriesAsync', 'AndCarriersAsync');
      expect(value, area).toEqual(engineTuningCatalogue.entries[current]);
    }
  });

  it.each([
    ['center', ''],
    ['center', 'Configuration'],
    ['center', 'Configuration.Invented.IsEnabled'],
    ['center', 'Configuration.Invented._t'],
    ['center', `${section}.Invented`],
    ['center', `${section}.IsEnabled.Deeper`],
    ['center', `${section}[0]`],
    ['center', 'Configuration["DnsReconnaissanceDetectorConfiguration.IsEnabled"]'],
    ['center', 'configuration.SyslogClientConfiguration.IsEnabled'],
    ['center', 'Configuration.ReporterConfiguration.ReportTypeToConfigurationMapping.Summary.Invented'],
    ['center', 'ServiceStatus'],
    ['center', '__proto__'],
    ['center', 'constructor.name'],
    ['gateway', 'Configuration.SyslogClientConfiguration.IsEnabled'],
    ['gateway', 'Configuration.Invented._t'],
    ['gateway', `${section}.BlockConfiguration.MaxSize`],
    ['other', 'Id'],
  ] as const)('does not know in a %s document "%s"', (profile, path) => {
    expect(index.classify(profile, path)).toBeNull();
    expect(index.classify(profile, path)).toBeNull();
  });

  it('does not take a bracket in a quoted key for an index', () => {
    const mapping = 'Configuration.MonitoringClientConfiguration.MonitoringAlertTypeNameToIsEnabledMapping';
    for (const key of ['a[1].b', 'a[2].b', 'quote" [3]']) {
      const path = formatPath([...parsePath(mapping), key]);
      expect(index.classify('center', path)?.captures).toEqual([key]);
    }
  });

  it('answers rightly after more different paths than it remembers', () => {
    const mapping = 'Configuration.MonitoringClientConfiguration.MonitoringAlertTypeNameToIsEnabledMapping';
    for (let at = 0; at < 25_000; at += 1) {
      expect(index.classify('center', `${mapping}.Alert${at}`)?.captures[0]).toBe(`Alert${at}`);
    }
    expect(index.classify('center', `${mapping}.Alert0`)?.captures).toEqual(['Alert0']);
  });

  it('refuses what is not a path', () => {
    expect(() => index.classify('center', 'Configuration..X')).toThrow(UserError);
  });
});

describe('containerKind', () => {
  const reports = 'Configuration.ReporterConfiguration.ReportTypeToConfigurationMapping';

  it.each([
    ['center', '', 'object'],
    ['center', 'Configuration', 'object'],
    ['center', 'Configuration.DnsReconnaissanceDetectorConfiguration', 'object'],
    ['center', 'Configuration.DnsReconnaissanceDetectorConfiguration.ExcludedSubnets', 'array'],
    ['center', 'Configuration.DnsReconnaissanceDetectorConfiguration.ExcludedSubnets[0]', null],
    ['center', 'Configuration.DnsReconnaissanceDetectorConfiguration.IsEnabled', null],
    ['center', 'Configuration.SyslogClientConfiguration.ServerEndpoint', 'object'],
    ['center', 'Configuration.SyslogClientConfiguration.ServerEndpoint._t', null],
    ['center', 'Configuration.CenterWebClientConfiguration.ServiceEndpoints', 'array'],
    ['center', 'Configuration.CenterWebClientConfiguration.ServiceEndpoints[4]', 'object'],
    ['center', 'Configuration.Invented', null],
    ['center', '_t', null],
    ['center', 'SoftwareUpdates', 'array'],
    ['center', 'SoftwareUpdates[0]', null],
    ['center', reports, 'object'],
    ['center', `${reports}.Summary`, 'object'],
    ['center', `${reports}.Summary.To`, null],
    ['center', 'GatewayCommonConfiguration.DirectoryServicesClientAccountPasswordEncrypted', null],
    ['gateway', 'Configuration', 'object'],
    ['gateway', 'Configuration.Whatever', null],
    ['gateway', 'NetworkAdapters', null],
    ['gateway', 'SoftwareUpdates', null],
  ] as const)('expects in a %s document at "%s": %s', (profile, path, kind) => {
    expect(index.containerKind(profile, path)).toBe(kind);
  });
});

describe('knownPrefixLength', () => {
  it.each([
    ['center', 'Configuration.LdapCleartextPasswordDetectorConfiguration.IsEnabled', 3],
    ['center', 'Configuration.LdapCleartextPasswordDetectorConfiguration.FooPassword.Bytes', 2],
    ['center', 'Configuration.FooPassword.IsEnabled', 1],
    ['center', 'Configuration.CenterWebClientConfiguration.ServiceEndpoints[2].ApiSecret', 4],
    [
      'center',
      'Configuration.ReporterConfiguration.ReportTypeToConfigurationMapping.LdapCleartextPasswords.X',
      4,
    ],
    ['center', 'SoftwareUpdates[0].FooPassword', 2],
    ['gateway', 'Configuration.FooPassword.Description', 1],
    ['other', 'Configuration.FooPassword', 1],
    ['other', 'Invented', 0],
  ] as const)('in a %s document of %s: %s', (profile, path, length) => {
    expect(index.knownPrefixLength(profile, parsePath(path))).toBe(length);
  });
});

describe('buildSettingsIndex', () => {
  const entry: SettingEntry = {
    id: 'syslog.enabled',
    area: 'syslog',
    document: 'any',
    paths: ['A.B', '{object}._t'],
    title: 'An entry',
    certainty: 'seen',
    source: ['LAB'],
  };

  it('refuses two entries at one place, also between settings and tuning', () => {
    const other = { ...entry, id: 'syslog.other', paths: ['A.B'] };
    expect(() => buildSettingsIndex([entry, other], [], [])).toThrow(InternalError);
    expect(() => buildSettingsIndex([entry], [{ path: '{detector}.B', default: 1 }], ['A'])).toThrow(
      InternalError,
    );
  });

  it('offers an entry of any document to all kinds, and tuning to the Center alone', () => {
    const own = buildSettingsIndex([entry], [{ path: '{detector}.B', default: 1 }], ['X']);
    for (const profile of profiles)
      expect(own.classify(profile, 'A.B')).toMatchObject({ kind: 'setting', entry });
    expect(own.classify('center', 'X.B')?.kind).toBe('tuning');
    expect(own.classify('gateway', 'X.B')).toBeNull();
    expect(own.classify('center', 'X._t')).toMatchObject({ kind: 'setting', entry });
    expect(own.classify('gateway', 'X._t')).toBeNull();
  });
});
