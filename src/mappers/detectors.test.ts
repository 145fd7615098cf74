import { describe, expect, it } from 'vitest';
import { centerWith, type Plain, snapshotOf } from '../../test/support/snapshots.js';
import { detectorSections } from '../catalogue/detectors.js';
import type { Item } from '../types/migration-plan.js';
import { detectorsMapper } from './detectors.js';

async function mapped(
  states: { readonly [stem: string]: Plain },
  more: { readonly [section: string]: Plain } = {},
  gatewayCommon: { readonly [key: string]: Plain } = {},
) {
  const configuration = Object.fromEntries(
    Object.entries(states).map(([stem, IsEnabled]) => [`${stem}DetectorConfiguration`, { IsEnabled }]),
  );
  const { snapshot, context } = await snapshotOf(centerWith({ ...configuration, ...more }, gatewayCommon));
  const all = detectorsMapper.map(snapshot, context);
  return { items: all.filter(({ id }) => id !== thresholds), all, area: context.leaves.ofArea('detectors') };
}

const thresholds = 'detectors/alert-thresholds';

function values(item: Item | undefined): string[] {
  return item?.target?.values.map(({ value }) => value) ?? [];
}

describe('detectors', () => {
  it.each([
    ['DnsReconnaissance', true, 'automatic', 'detection-always-on', 2007],
    ['DnsReconnaissance', false, 'decision', 'detector-off-in-ata', 2007],
    ['EncryptedTimestampEncryptionDowngrade', true, 'automatic', 'detection-always-on', 2008],
    ['PassTheTicket', true, 'automatic', 'detection-always-on', 'xdr_PassTheTicketAttack'],
    ['MassiveObjectDeletion', true, 'no-equivalent', 'no-mdi-detection', undefined],
    ['MassiveObjectDeletion', false, 'no-equivalent', 'no-mdi-detection', undefined],
    ['PrivilegeEscalationPaths', true, 'automatic', 'not-an-alert', undefined],
    ['PrivilegeEscalationPaths', false, 'automatic', 'not-an-alert', undefined],
  ] as const)('%s, enabled %s, is %s (%s)', async (stem, enabled, disposition, reason, detection) => {
    const { items, area } = await mapped({ [stem]: enabled });
    expect(items.map((item) => [item.id, item.disposition, item.reason.code])).toEqual([
      [`detectors/${stem}`, disposition, reason],
    ]);
    const found = items[0]?.target?.detection;
    expect(found?.externalId ?? found?.detectorId ?? undefined).toBe(detection);
    expect(items[0]?.source.paths).toEqual(area.map(({ ref }) => ref));
    expect(items[0]?.source.value).toMatchObject({ 'Switched on': enabled });
  });

  it('name every detection that answers', async () => {
    const [item] = (await mapped({ AbnormalSmb: true })).items;
    expect(item?.title).toBe(
      'Unusual protocol implementation: always on as Suspected Brute Force attack (SMB) and 2 more',
    );
    expect(values(item)).toEqual([
      'Suspected Brute Force attack (SMB) (2033)',
      'Suspected use of Metasploit hacking framework (2034)',
      'Suspected WannaCry ransomware attack (2035)',
    ]);
    expect(item?.notes).toContain(
      'Also review: inferred link to Suspicious SMB NTLM authentication attempt (xdr_SuspiciousSmbNtlmAuthenticationAttempt); Suspicious NTLM authentication (xdr_SuspiciousNtlmAuthentication).',
    );
    expect(item?.notes).toContain(
      'ATA numbers this detection 2002, Defender for Identity 2034: go by the name.',
    );
  });

  it.each([
    ['AbnormalSmb', 'xdr_SuspiciousNtlmAuthentication'],
    ['DirectoryServicesReplication', 'xdr_PossibleNetsyncAttack'],
    ['RemoteExecution', 'xdr_SuspiciousRemoteServiceInstallation'],
    ['TgtEncryptionDowngrade', 'xdr_PossibleGoldenTicketAttacks'],
    ['TgtEncryptionDowngrade', 'xdr_PossibleGoldenTicketAttack_SuspiciousPac'],
    ['TgtEncryptionDowngrade', 'xdr_PossibleGoldenTicketAttack_SuspiciousTicket'],
  ])('of %s tell of the inferred link to %s', async (stem, detectorId) => {
    const [item] = (await mapped({ [stem]: true })).items;
    expect(item?.notes.find((note) => note.startsWith('Also review: inferred link to'))).toContain(
      `(${detectorId})`,
    );
  });

  it('say of which detection a note is, and of the numbers once', async () => {
    const [first] = (await mapped({ EncryptedTimestampEncryptionDowngrade: true })).items;
    expect(first?.notes[0]).toBe(
      '"Suspected over-pass-the-hash attack (forced encryption type)": Different numbers: ATA 2010 is 2008 here, and 2010 here is the skeleton key attack.',
    );
    for (const stem of ['EncryptedTimestamp', 'SourceAccountSupportedEncryptionTypes']) {
      const [item] = (await mapped({ [`${stem}EncryptionDowngrade`]: true })).items;
      expect(item?.notes.filter((note) => /number/i.test(note)).length, stem).toBe(1);
    }
  });

  it.each([
    'SamrReconnaissance',
    'BruteForce',
    'DnsReconnaissance',
    // Its first answer keeps the number; the others are new. The last two have no number here.
    'HoneytokenActivity',
    'PassTheTicket',
    'AccountEnumeration',
  ])('that keep their number, or get none, say nothing of numbers: %s', async (stem) => {
    const [item] = (await mapped({ [stem]: true })).items;
    expect(item?.notes.join()).not.toContain('numbers this detection');
  });

  it.each([
    ['DnsReconnaissance', null, null],
    ['AccountEnumeration', 'Account Enumeration reconnaissance (LDAP) (2437).', null],
    ['ForgedPac', null, 'xdr_PossibleGoldenTicketAttack_SuspiciousPac'],
    [
      'GoldenTicket',
      'Suspected Golden Ticket usage (nonexistent account) (2027);',
      'xdr_PossibleGoldenTicketAttacks',
    ],
  ])(
    'keep similar alerts that are documented apart from inferred ones: %s',
    async (stem, documented, inferred) => {
      const [item] = (await mapped({ [stem]: true })).items;
      const similar = item?.notes.filter((note) => note.startsWith('May raise similar alerts: '));
      const review = item?.notes.filter((note) => note.startsWith('Also review: inferred link to '));
      expect(similar).toEqual(documented === null ? [] : [expect.stringContaining(documented)]);
      expect(similar?.join()).not.toContain('xdr_');
      expect(review).toEqual(inferred === null ? [] : [expect.stringContaining(`(${inferred})`)]);
      expect(review?.join()).not.toMatch(/\(\d+\)/);
    },
  );

  it('keep the notes of the catalogue, and those alone', async () => {
    const notesOf = async (stem: string) => (await mapped({ [stem]: true })).items[0]?.notes;
    expect(await notesOf('RemoteExecution')).toContain(
      'ATA detects it by WMI since 1.8, and by PowerShell in later releases.',
    );
    expect((await notesOf('MassiveObjectDeletion'))?.join()).toContain('does not replace it');
    expect((await notesOf('AbnormalVpn'))?.join()).toContain('it needs the VPN integration');
    expect(await notesOf('PrivilegeEscalationPaths')).toEqual([expect.stringMatching(/^Not an alert\. /)]);
    const { items } = await mapped(
      Object.fromEntries(detectorSections.map((key) => [key.replace('DetectorConfiguration', ''), true])),
    );
    expect(items.flatMap(({ notes }) => notes).filter((note) => /null|undefined/.test(note))).toEqual([]);
  });

  it.each([
    ['PrivilegeEscalationPaths', 'It is switched off in ATA.'],
    ['MassiveObjectDeletion', 'so nothing is missed that ATA raises today'],
    ['AbnormalVpn', 'its alerts come all the same'],
  ])('that are off where nothing is decided say so: %s', async (stem, words) => {
    const notesOf = async (enabled: boolean) => (await mapped({ [stem]: enabled })).items[0]?.notes ?? [];
    const off = await notesOf(false);
    expect(off.at(-1)).toContain(words);
    expect(await notesOf(true)).toEqual(off.slice(0, -1));
  });

  it('say of each engine whether it has a switch', async () => {
    const classic = 'A classic detection cannot be switched off by the customer; that is a support case.';
    const xdr = 'No switch is documented for a detection of the Defender XDR engine.';
    async function limits(stem: string) {
      return (await mapped({ [stem]: true })).items[0]?.target?.limits;
    }
    expect(await limits('DnsReconnaissance')).toEqual([classic]);
    expect(await limits('PassTheTicket')).toEqual([xdr]);
    expect(await limits('SamrReconnaissance')).toEqual([classic, xdr]);
    expect(await limits('DirectoryServicesReplication')).toEqual([classic, xdr]);
  });

  it('leave retired detections out', async () => {
    const [item] = (await mapped({ HoneytokenActivity: true })).items;
    expect(values(item).length).toBe(4);
    expect(values(item).join()).not.toContain('SAM-R');
  });

  it('mark an answer that is inferred', async () => {
    const [item] = (await mapped({ SourceComputerSupportedEncryptionTypesEncryptionDowngrade: true })).items;
    expect(item?.target?.certainty).toBe('inferred');
    expect(item?.notes.join()).toContain('Presumed: ');
    const [sure] = (await mapped({ DnsReconnaissance: true })).items;
    expect(sure?.target?.certainty).toBe('documented');
    expect(sure?.notes.join()).not.toContain('Presumed: ');
  });

  it('that are off are called by name, and all their alerts asked for', async () => {
    const [dns] = (await mapped({ DnsReconnaissance: false })).items;
    expect(dns?.title).toBe(
      'Decide: Reconnaissance using DNS is off in ATA, but always on as Network-mapping reconnaissance (DNS)',
    );
    expect(dns?.steps.join()).toContain(
      'If there is an alert "Network-mapping reconnaissance (DNS)", look at it',
    );
    const [smb] = (await mapped({ AbnormalSmb: false })).items;
    expect(smb?.title).toMatch(/Suspected Brute Force attack \(SMB\) and 2 more$/);
    expect(smb?.steps.join()).toContain('If there is an alert of that kind, look at it');
  });

  it('that are off offer support only where a classic detection is left', async () => {
    async function options(stem: string): Promise<string[]> {
      const [item] = (await mapped({ [stem]: false })).items;
      return item?.disposition === 'decision' ? item.decision.options.map(({ label }) => label) : [];
    }
    expect(await options('DnsReconnaissance')).toContain(
      'Ask Microsoft support to switch the classic detection off',
    );
    expect(await options('PassTheTicket')).toEqual([
      'Accept the alerts',
      'Resolve them by an alert tuning rule',
    ]);
    const [samr] = (await mapped({ SamrReconnaissance: false })).items;
    expect(samr?.steps.find((step) => step.startsWith('Add the conditions'))).toBe(
      'Add the conditions (their wording is presumed): Alert title begins with "Anomalous Samr activity" OR Alert title is "User and Group membership reconnaissance (SAMR)".',
    );
    expect(samr?.notes.at(-1)).toMatch(/Detection tuning \(manage\).*alerts_v2/);
    const [off] = (await mapped({ BruteForce: false })).items;
    expect(off?.steps.join()).toContain('"Suspected password spray attack (Kerberos, NTLM)"');
    expect(off?.notes.filter((note) => note.includes('(2023)')).length).toBe(1);
  });

  it.each([
    ['SamrReconnaissance', 'the Defender XDR alerts go on: "Anomalous Samr activity (Preview)"'],
    ['DirectoryServicesReplication', 'go on: "DCSync attack (replication of directory services)"'],
    ['RemoteExecution', 'the similar alerts that the notes name may still be raised'],
    ['DnsReconnaissance', 'nothing of that kind is then raised'],
  ])('%s: a support case leaves what it leaves', async (stem, cost) => {
    const [item] = (await mapped({ [stem]: false })).items;
    const options = item?.disposition === 'decision' ? item.decision.options : [];
    expect(options.find(({ label }) => label.startsWith('Ask Microsoft'))?.cost).toContain(cost);
  });

  function honeytokenIds(ids: Plain) {
    return { UniqueEntityProcessorConfiguration: { HoneytokenAccountIds: ids } };
  }
  const honeytokens = honeytokenIds(['55248e73-64b0-4123-a089-b51707f10463']);
  it.each([
    ['AbnormalVpn', true, {}, {}, 'automatic detection-when-set-up'],
    ['AbnormalVpn', false, {}, {}, 'automatic detection-when-set-up'],
    ['AbnormalVpn', false, {}, { IsRadiusEventListenerEnabled: false }, 'automatic detection-when-set-up'],
    ['AbnormalVpn', false, {}, { IsRadiusEventListenerEnabled: true }, 'decision detector-off-in-ata'],
    ['HoneytokenActivity', true, honeytokens, {}, 'automatic detection-when-set-up'],
    ['HoneytokenActivity', false, honeytokens, {}, 'decision detector-off-in-ata'],
    ['HoneytokenActivity', false, {}, {}, 'automatic detection-when-set-up'],
    ['HoneytokenActivity', false, honeytokenIds([]), {}, 'automatic detection-when-set-up'],
    ['HoneytokenActivity', false, honeytokenIds(['', null]), {}, 'automatic detection-when-set-up'],
  ])('%s, enabled %s, with %j and %j, is %s', async (stem, enabled, more, gatewayCommon, expected) => {
    const [item] = (await mapped({ [stem]: enabled }, more, gatewayCommon)).items;
    expect(`${item?.disposition} ${item?.reason.code}`).toBe(expected);
    expect(item?.title).not.toContain('always on');
    if (item?.disposition === 'automatic') expect(item.title).toMatch(/ as soon as (the VPN|an entity)/);
  });

  it('say nothing of exclusions here', async () => {
    const { items } = await mapped(
      Object.fromEntries(detectorSections.map((key) => [key.replace('DetectorConfiguration', ''), true])),
    );
    const notes = items.flatMap((item) => item.notes);
    expect(notes.filter((note) => /exclu|use alert tuning|the rule takes/i.test(note))).toEqual([]);
  });

  it('account for every switch of every section once', async () => {
    const { items, area } = await mapped(
      Object.fromEntries(detectorSections.map((key) => [key.replace('DetectorConfiguration', ''), false])),
    );
    expect(items.flatMap(({ source }) => source.paths).sort()).toEqual(area.map(({ ref }) => ref).sort());
    expect(items.length).toBe(29);
  });

  it('leave the switch of a detector without facts to be reported as not understood', async () => {
    expect((await mapped({ Invented: true })).items).toEqual([]);
  });

  it('leave a switch that is neither on nor off to be reported as not understood', async () => {
    expect((await mapped({ DnsReconnaissance: 'yes', GoldenTicket: null })).items).toEqual([]);
  });
});

describe('alert thresholds', () => {
  it('are mentioned once, with no leaf of ATA', async () => {
    const found = (await mapped({})).all.filter(({ id }) => id === thresholds);
    expect(found.map(({ disposition, source }) => [disposition, source.paths])).toEqual([['automatic', []]]);
    expect(values(found[0])).toEqual(['High']);
  });

  it('are not mentioned without a Center', async () => {
    const { snapshot, context } = await snapshotOf({
      Type: 'GatewaySystemProfile',
      Id: 'g',
      NetbiosName: 'GW',
    });
    expect(detectorsMapper.map(snapshot, context)).toEqual([]);
  });
});
