import { describe, expect, it } from 'vitest';
import { jsonSource } from '../../test/support/loading.js';
import { builtInSettings, type SettingEntry } from '../catalogue/settings.js';
import { type UserEntry, withUserEntries } from '../catalogue/user-settings.js';
import { loadSnapshot } from '../load.js';
import { translate } from '../plan/translate.js';
import { collectingReporter } from '../reporter.js';
import type { Item } from '../types/migration-plan.js';

const center = {
  Type: 'CenterSystemProfile',
  Id: '5aed5ee92bd5d60dd07c0001',
  Configuration: {
    Coolness: { Level: 5, Names: ['a', 'b'] },
    SyslogClientConfiguration: { IsEnabled: false },
  },
};
const gateway = {
  Type: 'GatewaySystemProfile',
  Id: '5aed5ee92bd5d60dd07c0002',
  NetbiosName: 'GW1',
  Details: { Note: 'in the cellar', Shape: null, Blank: '', Empty: {}, Off: false, ProxyPassword: 'CANARY' },
};

function entry(over: Partial<SettingEntry>, origin: UserEntry['origin'] = 'user-setting'): UserEntry {
  const base = {
    id: 'vpn.coolness',
    area: 'vpn',
    document: 'center',
    title: 'Coolness',
    certainty: 'seen',
    source: ['OWN'],
  } as const;
  return { origin, entry: { ...base, paths: ['Configuration.Coolness.Level'], ...over } };
}

async function itemsWith(...entries: readonly UserEntry[]): Promise<readonly Item[]> {
  const settings = withUserEntries(builtInSettings(), entries);
  const snapshot = await loadSnapshot([jsonSource([center, gateway])], collectingReporter(), settings);
  return translate(snapshot, { settings }).items;
}

async function itemWith(...entries: readonly UserEntry[]): Promise<Item | undefined> {
  return (await itemsWith(...entries)).find(({ id }) => id.includes('/user-setting/'));
}

describe('a setting that only the user knows', () => {
  it('is a decision under its title, which says whose word it is', async () => {
    const item = await itemWith(entry({ notes: 'Set by the cool team.' }));
    expect(item).toMatchObject({
      disposition: 'decision',
      id: 'vpn/user-setting/center/vpn.coolness',
      area: 'vpn',
      title: 'Coolness',
      reason: { code: 'no-known-target' },
      source: { paths: ['center:Configuration.Coolness.Level'], value: 5 },
      target: null,
    });
    expect(item?.notes.join('\n')).toMatch(
      /Set by the cool team\.[\s\S]*From the user's catalogue \(vpn\.coolness\)/,
    );
  });

  it('leaves the choice between nothing and work by hand', async () => {
    const item = await itemWith(entry({}));
    expect(item?.disposition === 'decision' && item.decision.options.map(({ label }) => label)).toEqual([
      'Nothing',
      'Set it up by hand',
    ]);
    expect(item?.steps[0]).toBe('Look the setting up in the ATA console.');
    expect(item?.notes.join()).not.toContain("The user's catalogue says");
  });

  it('is one item for each setting', async () => {
    const items = await itemsWith(
      entry({}),
      entry({ id: 'vpn.names', paths: ['Configuration.Coolness.Names[]'] }),
    );
    expect(items.filter(({ id }) => id.includes('/user-setting/')).map(({ id }) => id)).toEqual([
      'vpn/user-setting/center/vpn.coolness',
      'vpn/user-setting/center/vpn.names',
    ]);
  });

  it('leaves the items of the settings that the program knows as they are', async () => {
    const items = await itemsWith(entry({}));
    const told = items.filter(({ notes }) => notes.join().includes("user's catalogue"));
    expect(told.map(({ id }) => id)).toEqual(['vpn/user-setting/center/vpn.coolness']);
  });

  it('takes a list as one', async () => {
    const item = await itemWith(
      entry({ paths: ['Configuration.Coolness.Names', 'Configuration.Coolness.Names[]'] }),
    );
    expect(item?.source.value).toEqual({
      'Configuration.Coolness.Names[0]': 'a',
      'Configuration.Coolness.Names[1]': 'b',
    });
  });

  it('that is a secret is something set, and never shown', async () => {
    const item = await itemWith(entry({ document: 'gateway', paths: ['Details.ProxyPassword'] }));
    expect(item).toMatchObject({
      reason: { code: 'no-known-target' },
      source: { value: '(secret, not shown)' },
    });
    expect(JSON.stringify(item)).not.toContain('CANARY');
  });

  it('names the document it is in', async () => {
    const item = await itemWith(
      entry({ id: 'gateways.note', area: 'gateways', document: 'gateway', paths: ['Details.Note'] }),
    );
    expect(item).toMatchObject({ title: 'Coolness of gateway/GW1', area: 'gateways' });
  });

  it.each([
    ['nothing-set', { document: 'gateway', paths: ['Details.Shape'] }],
    ['nothing-set', { document: 'gateway', paths: ['Details.Blank'] }],
    ['nothing-set', { document: 'gateway', paths: ['Details.Empty'] }],
    ['no-known-target', { document: 'gateway', paths: ['Details.Off'] }],
    ['no-known-target', { document: 'gateway', paths: ['Details.Shape', 'Details.Note'] }],
    ['shipped-default', { default: 5, defaultEvidence: 'two fresh installations' }],
    ['shipped-default', { default: 5 }],
    ['no-known-target', { default: 4 }],
    ['no-known-target', { default: 'a', paths: ['Configuration.Coolness.Names[]'] }],
  ] as const)('may be %s: %j', async (code, over) => {
    expect(await itemWith(entry(over))).toMatchObject({ reason: { code } });
  });

  it.each([
    [
      'two fresh installations',
      "That this is the shipped value says the user's catalogue: two fresh installations",
    ],
    [undefined, "That this is the shipped value says the user's catalogue:"],
  ])('as shipped says whose word that is: %s', async (defaultEvidence, note) => {
    const item = await itemWith(entry({ default: 5, ...(defaultEvidence && { defaultEvidence }) }));
    expect(item?.notes).toContain(note);
  });
});

describe('another place of a setting of the program', () => {
  it('is read as that setting, and the item says so', async () => {
    const items = await itemsWith(
      entry(
        { id: 'gateways.description', area: 'gateways', document: 'gateway', paths: ['Details.Note'] },
        'user-place',
      ),
    );
    const item = items.find(({ reason }) => reason.code === 'gateway-description');
    expect(JSON.stringify(item)).toContain('in the cellar');
    expect(item?.notes.join()).toContain(
      "The user's catalogue takes this place for gateways.description (Details.Note);",
    );
  });

  it('is counted where an item has several', async () => {
    const items = await itemsWith(
      entry(
        { id: 'email.alertRecipient', area: 'email', paths: ['Configuration.Coolness.Names[]'] },
        'user-place',
      ),
    );
    const told = items.filter(({ notes }) => notes.join().includes("user's catalogue"));
    expect(told.map(({ notes }) => notes.at(-1))).toEqual([
      expect.stringContaining('(2 values, the first at Configuration.Coolness.Names[0])'),
    ]);
  });

  it('does not count where the setting stands already', async () => {
    const items = await itemsWith(entry({ id: 'syslog.enabled', area: 'syslog' }, 'user-place'));
    const item = items.find(({ source }) => source.paths.includes('center:Configuration.Coolness.Level'));
    expect(item).toMatchObject({ disposition: 'unrecognised', reason: { code: 'unexpected-form' } });
    expect(items.some(({ id, disposition }) => id.startsWith('syslog/') && disposition === 'automatic')).toBe(
      true,
    );
  });
});
