import { describe, expect, it } from 'vitest';
import { builtInSettings } from '../catalogue/settings.js';
import { type UserCatalogue, withUserEntries } from '../catalogue/user-settings.js';
import { UserError } from '../errors.js';
import { collectingReporter, type Notice } from '../reporter.js';
import { readUserCatalogue } from './read.js';

const own = {
  id: 'gateways.coolness',
  area: 'gateways',
  document: 'gateway',
  paths: ['Configuration.Coolness'],
  title: 'How cool it is',
  certainty: 'seen',
  source: ['OWN'],
};
const description = { ...own, id: 'gateways.description', paths: ['Details.Note'] };

function fileOf(...entries: readonly object[]): object {
  return {
    schema: 'catalogue-settings',
    schemaVersion: 1,
    factsAsOf: '2026-09',
    sources: { OWN: { repository: null, commit: null, licence: null, what: 'seen in the console' } },
    entries,
  };
}

function read(file: unknown): { readonly user: UserCatalogue; readonly notices: readonly Notice[] } {
  const reporter = collectingReporter();
  const bytes = new TextEncoder().encode(typeof file === 'string' ? file : JSON.stringify(file, null, 1));
  return {
    user: readUserCatalogue({ name: 'own.json', bytes }, builtInSettings(), reporter),
    notices: reporter.notices,
  };
}

function refusal(file: unknown): string {
  try {
    read(file);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.advice.length).toBeGreaterThan(0);
    expect(error.location).toMatchObject({ source: 'own.json', line: expect.any(Number) });
    return `${error.location?.path ?? ''}: ${error.message}`;
  }
  throw new Error('it was taken');
}

describe('a catalogue of a user', () => {
  it('brings a setting of its own', () => {
    const { user, notices } = read(fileOf(own));
    expect(notices).toEqual([]);
    expect(user).toEqual({
      name: 'own.json',
      entries: [{ entry: own, origin: 'user-setting' }],
      sources: { OWN: { repository: null, commit: null, licence: null, what: 'seen in the console' } },
    });
  });

  it('brings another place of a built-in setting, which stays what it is', () => {
    const { user } = read(fileOf({ ...description, title: 'My title' }));
    expect(user.entries).toMatchObject([
      {
        origin: 'user-place',
        entry: { id: 'gateways.description', paths: ['Details.Note'], certainty: 'seen' },
      },
    ]);
    expect(user.entries[0]?.entry).not.toMatchObject({ title: 'My title' });
    expect(user.entries[0]?.entry.presumed).toBeUndefined();
  });

  it('keeps the place of a secret secret', () => {
    const secret = {
      ...own,
      id: 'vpn.sharedSecret',
      area: 'vpn',
      document: 'center',
      paths: ['Radius.Shared'],
    };
    expect(read(fileOf(secret)).user.entries[0]?.entry.secret).toBe(true);
  });

  it('leaves out what is not filled in, and says so', () => {
    const { user, notices } = read(
      fileOf(own, { ...own, id: 'unrecognised.x', area: 'unrecognised', paths: ['X'] }),
    );
    expect(user.entries).toHaveLength(1);
    expect(notices.map(({ code }) => code)).toEqual(['catalogue-open-entries']);
  });

  it('tells of an entry for what this version knows', () => {
    const { notices } = read(
      fileOf({ ...own, document: 'center', paths: ['Configuration.SyslogClientConfiguration.IsEnabled'] }),
    );
    expect(notices.map(({ code }) => code)).toEqual(['catalogue-entry-known']);
  });

  it.each<[string, unknown, RegExp]>([
    ['another JSON file', { Configuration: { secret: 'x' } }, /^: this is no catalogue of settings$/],
    ['a list', [], /no catalogue of settings/],
    ['no JSON', 'Name,Value\n', /^: Expected a value/],
    ['another version', { ...fileOf(own), schemaVersion: 2 }, /schemaVersion: "schemaVersion" must be equal/],
    ['a missing field', fileOf({ ...own, title: undefined }), /^entries\.0: "title" is missing/],
    ['a field that is none', fileOf({ ...own, titel: 'x' }), /^entries\.0: "titel" is no field/],
    [
      'an area that is none',
      fileOf({ ...own, area: 'gateway' }),
      /^entries\.0\.area: "area" must be one of: .*gateways/,
    ],
    ['an id that is none', fileOf({ ...own, id: 'Coolness 2' }), /^entries\.0\.id: an id is the area/],
    [
      'a path that is none',
      fileOf({ ...own, paths: ['A', 'A b'] }),
      /^entries\.0\.paths\.1: a path is names/,
    ],
    ['a default without evidence', fileOf({ ...own, default: 1 }), /"defaultEvidence" go together/],
    [
      'a source that is not described',
      fileOf({ ...own, source: ['X'] }),
      /^entries\.0\.source: the source X/,
    ],
    ['an id twice', fileOf(own, { ...own, paths: ['B'] }), /^entries\.1\.id: .* stands at entry 1 already/],
    [
      'a place twice',
      fileOf(own, { ...own, id: 'gateways.other' }),
      /^entries\.1\.paths\.0: the entry gateways\.coolness/,
    ],
    ['an area for a draft', fileOf({ ...own, id: 'unrecognised.x' }), /^entries\.0\.id: .*still begins/],
    ['{object}', fileOf({ ...own, paths: ['{object}.X'] }), /only for the built-in/],
    ['{detector} twice', fileOf({ ...own, paths: ['{detector}.{detector}'] }), /can stand in a path once/],
    [
      'a built-in setting of another area',
      fileOf({ ...description, area: 'center' }),
      /is of the area gateways/,
    ],
    [
      'a built-in setting of another document',
      fileOf({ ...description, document: 'center' }),
      /of the document "gateway"/,
    ],
    [
      'a report without its name',
      fileOf({
        ...own,
        id: 'reports.schedule.recipient',
        area: 'reports',
        document: 'center',
        paths: ['Mail.To[]'],
      }),
      /must hold: \*$/,
    ],
  ])('is refused: %s', (_, file, message) => {
    expect(refusal(file)).toMatch(message);
  });

  it('says the line of what is wrong', () => {
    const text = JSON.stringify(fileOf({ ...own, area: 'x' }), null, 1);
    const line = text.split('\n').findIndex((each) => each.includes('"area"')) + 1;
    try {
      read(`// my settings\n${text}`);
    } catch (error) {
      expect(error).toMatchObject({ location: { line: line + 1 } });
      return;
    }
    throw new Error('it was taken');
  });
});

describe('laid over the built-in catalogue, it', () => {
  const base = builtInSettings();
  const { user } = read(
    fileOf(
      {
        ...own,
        document: 'center',
        paths: ['Configuration.SyslogClientConfiguration.IsEnabled', 'Foo.Password', 'Foo.Bar[]'],
      },
      { ...own, id: 'gateways.note', paths: ['Description'] },
    ),
  );
  const settings = withUserEntries(base, user.entries);

  it.each([
    ['center', 'Foo.Bar[3]', 'gateways.coolness', 'user-setting'],
    ['center', 'Configuration.SyslogClientConfiguration.IsEnabled', 'syslog.enabled', 'built-in'],
    // The built-in catalogue only presumes this one.
    ['gateway', 'Description', 'gateways.note', 'user-setting'],
  ] as const)('%s %s is %s', (profile, path, id, origin) => {
    expect(settings.classify(profile, path)).toMatchObject({ entry: { id }, origin });
  });

  it('knows nothing more than before elsewhere', () => {
    expect(settings.classify('gateway', 'Foo.Bar[3]')).toBeNull();
    expect(settings.containerKind('center', 'Foo.Bar')).toBeNull();
  });

  it('does not make the name of a secret a known one', () => {
    expect(settings.knownPrefixLength('center', ['Foo', 'Password'])).toBe(0);
  });
});
