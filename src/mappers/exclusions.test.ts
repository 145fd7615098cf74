import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import planSchema from '../../schemas/migration-plan.schema.json' with { type: 'json' };
import { generateCenter } from '../../test/support/deployments.js';
import { centerWith, type Plain, snapshotOf } from '../../test/support/snapshots.js';
import type { Item } from '../types/migration-plan.js';
import { exclusionsMapper } from './exclusions.js';

const scanner = '8f43c2cf-e5d5-4d86-ae85-68f7807cf6a9';
const admin = '4412d323-0dd7-4e03-a5ef-fbd1b35e8437';

type Entities = readonly { readonly [key: string]: Plain }[];

const entities: Entities = [
  { Id: scanner, Type: 'Computer', SystemDisplayName: 'SCAN01', DnsName: 'scan01.contoso.com' },
  {
    Id: admin,
    Type: 'User',
    SystemDisplayName: 'Backup',
    SamName: 'svc-backup',
    DistinguishedName: 'CN=Backup,DC=contoso,DC=com',
  },
];

async function mapped(configuration: { readonly [section: string]: Plain }, known: Entities = entities) {
  const { snapshot, context } = await snapshotOf(centerWith(configuration), ...known);
  const items = exclusionsMapper.map(snapshot, context);
  return { items, area: context.leaves.ofArea('exclusions').map(({ ref }) => ref) };
}

/** The items of one detector that has these lists. */
async function mappedOf(detector: string, lists: { readonly [list: string]: Plain }, known?: Entities) {
  return mapped({ [`${detector}DetectorConfiguration`]: { IsEnabled: true, ...lists } }, known);
}

function claimed(items: readonly Item[]): string[] {
  return items.flatMap(({ source }) => source.paths).sort();
}

function brief(items: readonly Item[]): string[] {
  return items.map(({ disposition, reason, title }) => `${disposition} ${reason.code}: ${title}`);
}

function only(items: readonly Item[]): Item {
  expect(items.length).toBe(1);
  return items[0] as Item;
}

function valuesOf(item: Item | undefined): string[] {
  return item?.target?.values.map(({ field, value }) => `${field}: ${value}`) ?? [];
}

describe('exclusions by detection rule', () => {
  it('say rule, field and value', async () => {
    const { items, area } = await mappedOf('DnsReconnaissance', {
      ExcludedSourceComputerIds: [scanner],
      ExcludedSubnets: ['10.1.0.7'],
    });
    expect(brief(items)).toEqual([
      'manual exclusion-rule: Exclude scan01.contoso.com (SCAN01) from Network-mapping reconnaissance (DNS)',
      'manual exclusion-rule: Exclude 10.1.0.7 from Network-mapping reconnaissance (DNS)',
    ]);
    expect(items.map(({ id }) => id)).toEqual([
      `exclusions/DnsReconnaissance/entity/${scanner}/2007`,
      'exclusions/DnsReconnaissance/address/10.1.0.7/2007',
    ]);
    expect(items.map(valuesOf)).toEqual([
      ['Detection rule: Network-mapping reconnaissance (DNS)', 'Devices: scan01.contoso.com'],
      ['Detection rule: Network-mapping reconnaissance (DNS)', 'IP addresses: 10.1.0.7'],
    ]);
    expect(items[0]?.steps).toEqual([
      'Open System > Settings > Identities > Excluded entities > Exclusions by detection rule.',
      'Open the rule "Network-mapping reconnaissance (DNS)".',
      'Under Devices, search for scan01.contoso.com and select it.',
    ]);
    expect(items[0]?.entities.map(({ dnsName }) => dnsName)).toEqual(['scan01.contoso.com']);
    expect(items.map(({ target }) => target?.certainty)).toEqual(['documented', 'documented']);
    expect(items[0]?.target?.detection).toEqual({
      name: 'Network-mapping reconnaissance (DNS)',
      externalId: 2007,
      detectorId: null,
      format: 'classic',
    });
    expect(claimed(items)).toEqual([...area].sort());
  });

  it('find an account by its name and domain where it has no UPN', async () => {
    const item = only(
      (await mappedOf('AbnormalSensitiveGroupMembershipChange', { ExcludedSourceAccountIds: [admin] })).items,
    );
    expect(valuesOf(item)).toContain('Users: svc-backup');
    expect(item.steps.at(-1)).toBe(
      'Under Users, search for svc-backup and select the one of the domain contoso.com.',
    );
    expect(item.notes.join()).not.toContain('Presumed: it is a');
  });

  it('say what the catalogue knows of the exclusion, and no more', async () => {
    const notesOf = async (detector: string) =>
      (await mappedOf(detector, { ExcludedSubnets: ['10.1.0.7'] })).items.map(({ notes }) => notes.join(' '));
    expect(await notesOf('DnsReconnaissance')).toEqual([
      'Same number, new name. The exclusions article uses this detection as its example (a security scanner).',
    ]);
    expect((await notesOf('AbnormalKerberos'))[0]).toContain('the rule takes devices and IP addresses');
    const [answer, ...reviews] = await notesOf('GoldenTicket');
    expect(answer).toContain('The exclusion belongs in the time anomaly rule');
    expect(reviews.join()).not.toContain('The exclusion belongs');
    const [first, second] = await notesOf('DirectoryServicesReplication');
    expect(first).toContain('Possible NetSync attack');
    expect(second).not.toContain('Possible NetSync attack');
  });

  it('leave retired detections out', async () => {
    const { items } = await mappedOf('HoneytokenActivity', { ExcludedSubnets: ['10.1.0.7'] });
    expect(items.map(({ target }) => target?.detection?.externalId)).toEqual([2014, 2427, 2428, 2429]);
  });

  it('say where the kind is not documented for the rule', async () => {
    const { items } = await mappedOf('RemoteExecution', {
      ExcludedSourceComputerIds: [scanner],
      ExcludedSubnets: ['10.1.0.0/16'],
    });
    expect(items.map(({ reason, target }) => [reason.code, target?.certainty])).toEqual([
      ['exclusion-rule', 'inferred'],
      ['exclusion-kind-unconfirmed', 'inferred'],
    ]);
    expect(items[1]?.notes[0]).toMatch(/^Presumed: that the rule takes IP addresses/);
    expect(items[0]?.notes).toContain(
      'Also review: inferred link to Suspicious remote service installation (xdr_SuspiciousRemoteServiceInstallation). May overlap with the ATA detection.',
    );
  });

  it.each([
    ['AbnormalSmb', 'ExcludedSourceComputerIds', scanner, /^Documented until early 2023 only\. .*IP address/],
    ['SamrReconnaissance', 'ExcludedSourceComputerIds', scanner, /^Documented until early 2023 only\./],
    [
      'AbnormalSensitiveGroupMembershipChange',
      'ExcludedSourceAccountIds',
      admin,
      /^Seen in the portal of Nov/,
    ],
  ])('say where the kind was documented for the rule once only: %s', async (detector, list, id, note) => {
    const rules = (await mappedOf(detector, { [list]: [id] })).items.filter(
      ({ target }) => target?.mechanism === 'exclusion-by-detection-rule',
    );
    expect(rules.length).toBeGreaterThan(0);
    for (const { target, notes } of rules) {
      expect(target?.certainty).toBe('inferred');
      expect(notes[0]).toMatch(note);
    }
  });

  it('say where a subnet rests on what was seen', async () => {
    const item = only((await mappedOf('DnsReconnaissance', { ExcludedSubnets: ['10.1.0.0/16'] })).items);
    expect([item.reason.code, item.target?.certainty]).toEqual(['exclusion-rule', 'seen']);
    expect(item.notes.join()).toContain('seen in an older portal');
  });
});

describe('alert tuning', () => {
  it('takes the place of exclusions in the Defender XDR engine', async () => {
    const item = only((await mappedOf('AccountEnumeration', { ExcludedSourceComputerIds: [scanner] })).items);
    const title = 'Suspected account enumeration (Kerberos, NTLM, AD FS)';
    expect(brief([item])).toEqual([
      `manual alert-tuning-rule: Tune alerts of ${title} about scan01.contoso.com (SCAN01)`,
    ]);
    expect(valuesOf(item)).toEqual([
      'Service sources: Microsoft Defender for Identity',
      'Action: Resolve alert',
      'Comment: ATA exclusion of "Reconnaissance using account enumeration"',
      `Conditions: Alert title is "${title}" AND device in the evidence is scan01.contoso.com`,
      `Rule name: From ATA: scan01.contoso.com, ${title}`,
    ]);
    expect(item.target?.certainty).toBe('inferred');
    expect(item.target?.limits).toEqual([
      'In preview for Defender for Identity.',
      'Scoping of permissions by domain or organizational unit does not apply.',
      'Tuned (hidden) alerts are not returned by the alerts_v2 API of Microsoft Graph.',
      'Permission: Unified RBAC permission Detection tuning (manage), or the permission to manage security settings.',
    ]);
    expect(item.steps.slice(0, 3)).toEqual([
      `If there is an alert "${title}", look at it first: its exact title, service source and detection source, and whether its id begins with ri.`,
      'Open System > Settings > Microsoft Defender XDR > Alert tuning > Add new rule.',
      'Select the service source that the alert shows; without an alert, Microsoft Defender for Identity.',
    ]);
    expect(item.steps.slice(3)).toEqual([
      `Add the conditions: Alert title is "${title}" AND device in the evidence is scan01.contoso.com.`,
      'Choose the action Resolve alert.',
      `Name the rule "From ATA: scan01.contoso.com, ${title}" and save it.`,
    ]);
    expect(item.notes.join()).toContain('ATA excluded it as the source only');
    expect(item.notes.join()).not.toContain('Exclusions have no effect');
    expect(item.target?.detection?.detectorId).toBe('xdr_SuspectedAccountEnumeration');
    expect(item.notes.join()).toContain('Also review: Account Enumeration reconnaissance (LDAP) (2437).');
  });

  it('names a rule by the id where no source resolves it', async () => {
    const { items } = await mappedOf('PassTheTicket', { ExcludedSourceComputerIds: [scanner] }, []);
    expect(valuesOf(only(items))).toContain(
      `Rule name: From ATA: ${scanner}, Suspected pass-the-ticket attack`,
    );
    expect(only(items).notes.join()).toContain('The classic alert was retired in March 2026');
  });

  it('presumes that a condition takes a subnet', async () => {
    const item = only((await mappedOf('PassTheTicket', { ExcludedSubnets: ['10.1.0.0/16'] })).items);
    expect(item.target?.certainty).toBe('inferred');
    expect(item.notes[0]).toMatch(/^Presumed: whether a condition takes a subnet/);
  });

  it('goes with an exclusion where both engines have the detection', async () => {
    const { items, area } = await mappedOf('SamrReconnaissance', { ExcludedSourceComputerIds: [scanner] });
    expect(
      items.map(({ reason, target }) => [reason.code, target?.mechanism, target?.detection?.externalId]),
    ).toEqual([
      ['both-engines', 'alert-tuning', null],
      ['both-engines', 'exclusion-by-detection-rule', 2021],
    ]);
    expect(valuesOf(items[0])).toContain(
      'Conditions: Alert title begins with "Anomalous Samr activity" AND device in the evidence is scan01.contoso.com',
    );
    expect(items[1]?.steps[1]).toMatch(/^If the rule ".*" is still listed, open it/);
    expect(items.map(({ source }) => source.paths)).toEqual([area, []]);
    expect(items[1]?.source.sharedPaths).toEqual(area);
    expect(items.flatMap(({ notes }) => notes).join()).not.toContain('go by the name');
    expect(items[0]?.notes).toContain('Exclusions have no effect on the Defender XDR alert.');
  });
});

describe('detections for review', () => {
  it('come after the one that answers, and are marked', async () => {
    const { items } = await mappedOf('GoldenTicket', { ExcludedSourceAccountIds: [admin] });
    expect(items.map(({ reason, target }) => [reason.code, target?.certainty])).toEqual([
      ['exclusion-kind-unconfirmed', 'inferred'],
      ...Array.from({ length: 3 }, () => ['related-detection-review', 'inferred']),
      ...Array.from({ length: 2 }, () => ['inferred-link-review', 'inferred']),
    ]);
    const reviews = items.slice(1);
    expect(reviews.every(({ title }) => title.startsWith('Review: '))).toBe(true);
    expect(reviews.every(({ steps }) => steps[0]?.startsWith('Look whether '))).toBe(true);
    expect(reviews.every(({ source }) => source.paths.length === 0 && source.sharedPaths?.length === 1)).toBe(
      true,
    );
    expect(reviews.at(-1)?.notes).toContain('Exclusions have no effect on the Defender XDR alert.');
  });
});

describe('one list in two sections', () => {
  const [kerberos, smb] = ['AbnormalKerberosDetectorConfiguration', 'AbnormalSmbDetectorConfiguration'];

  it('carries an entry once to each detection', async () => {
    const { items, area } = await mapped({
      [kerberos]: { ExcludedSourceComputerIds: [scanner] },
      [smb]: { ExcludedSourceComputerIds: [scanner] },
    });
    const detections = items.map(
      ({ target }) => target?.detection?.externalId ?? target?.detection?.detectorId,
    );
    expect(detections).toEqual([
      2002,
      'xdr_PossibleOverPassTheHash',
      2033,
      2034,
      2035,
      'xdr_SuspiciousSmbNtlmAuthenticationAttempt',
    ]);
    expect(items.every(({ notes }) => notes.some((note) => note.includes('stands in both')))).toBe(true);
    // Said above of the entry; what the catalogue says of the list would say it again.
    expect(items.flatMap(({ notes }) => notes).join()).not.toContain('one exclusion list for both halves');
    expect(claimed(items)).toEqual([...area].sort());
    expect(items[2]?.notes).toContain(
      'ATA numbers this detection 2002, Defender for Identity 2033: go by the name.',
    );
  });

  it('points out an entry that stands in one section only', async () => {
    const { items } = await mapped({
      [kerberos]: { ExcludedSubnets: [] },
      [smb]: { ExcludedSubnets: ['10.60.0.0/16'] },
    });
    expect(items[1]?.notes.join()).toContain('This entry stands in AbnormalSmb only');
  });

  it('says nothing of a section that this version of ATA has not', async () => {
    const { items } = await mapped({ [smb]: { ExcludedSubnets: ['10.60.0.0/16'] } });
    expect(items.flatMap(({ notes }) => notes).join()).not.toContain('two sections');
  });
});

describe('entries', () => {
  it('are one where ATA writes the same thing in several forms', async () => {
    const { items, area } = await mappedOf('DnsReconnaissance', {
      ExcludedSourceComputerIds: ['computer 10.9.8.7', scanner, scanner],
      ExcludedSubnets: ['10.9.8.7', '10.9.8.7/32'],
    });
    expect(items.map(({ id }) => id)).toEqual([
      'exclusions/DnsReconnaissance/address/10.9.8.7/2007',
      `exclusions/DnsReconnaissance/entity/${scanner}/2007`,
    ]);
    expect(valuesOf(items[0])).toContain('IP addresses: 10.9.8.7');
    expect(items[0]?.source.value).toEqual(['computer 10.9.8.7', '10.9.8.7', '10.9.8.7/32']);
    expect(items.map((item) => item.entities.map(({ id }) => id))).toEqual([
      ['computer 10.9.8.7'],
      [scanner],
    ]);
    expect(items.map(({ source }) => source.paths.length)).toEqual([3, 2]);
    expect(claimed(items)).toEqual([...area].sort());
  });

  it('that ATA knows as addresses keep their entity wherever else they stand', async () => {
    const { items } = await mappedOf('DnsReconnaissance', {
      ExcludedSubnets: ['10.9.8.7'],
      ExcludedSourceComputerIds: ['computer 10.9.8.7'],
    });
    expect(only(items).entities.map(({ id }) => id)).toEqual(['computer 10.9.8.7']);
  });

  it('are presumed where one of their lists is', async () => {
    const { items } = await mappedOf('DnsReconnaissance', {
      ExcludedSourceComputerIds: [scanner],
      ExcludedSourceAccountIds: [scanner],
    });
    expect(only(items).target?.certainty).toBe('inferred');
    expect(only(items).notes.join()).toContain('Presumed: no known version of ATA has such a list');
  });

  it('share what they have in common: a list may have thousands', async () => {
    const { items } = await mappedOf('SamrReconnaissance', {
      ExcludedSubnets: ['10.1.0.0/16', '10.2.0.0/16'],
    });
    const [first, , second] = items;
    expect(second?.source.value).toBe('10.2.0.0/16');
    expect(second?.notes).toBe(first?.notes);
    expect(second?.docs).toBe(first?.docs);
    expect(second?.reason).toBe(first?.reason);
    expect(second?.target?.limits).toBe(first?.target?.limits);
  });

  it('with an address inside a subnet become the subnet, with a note', async () => {
    const item = only((await mappedOf('DnsReconnaissance', { ExcludedSubnets: ['10.1.2.3/16'] })).items);
    expect(valuesOf(item)).toContain('IP addresses: 10.1.0.0/16');
    expect(item.source.value).toBe('10.1.2.3/16');
    expect(item.notes.join()).toContain('ATA has 10.1.2.3/16');
  });

  it.each(['0.0.0.0/0', '::/0'])('that cover everything are to be decided: %s', async (subnet) => {
    for (const detector of ['DnsReconnaissance', 'PassTheTicket']) {
      const { items, area } = await mappedOf(detector, { ExcludedSubnets: [subnet] });
      const item = only(items);
      expect(brief([item])[0]).toMatch(/^decision excludes-everything: Decide: .*; it covers every address$/);
      expect(item.disposition === 'decision' && item.decision.options.map(({ label }) => label)).toEqual([
        'Leave it out',
        'Carry it over',
      ]);
      expect(item.steps[0]).toBe('If you decide to carry it over:');
      expect(item.steps.length).toBeGreaterThan(2);
      expect(claimed(items)).toEqual(area);
    }
  });

  it('that are no address stay as they are, for a person to decide', async () => {
    const item = only((await mappedOf('AbnormalSmb', { ExcludedSubnets: ['the lab'] })).items);
    expect(brief([item])).toEqual([
      'decision unreadable-address: Decide: what does "the lab" exclude from "Unusual protocol implementation"?',
    ]);
    expect(item.id).toBe('exclusions/AbnormalSmb/text/the%0020lab');
    expect(item.source.value).toBe('the lab');
    expect(item.steps[0]).toMatch(/^Look at the exclusions of "Unusual protocol implementation"/);
  });

  it.each([
    [
      'AbnormalSmb',
      '"Suspected Brute Force attack (SMB)" and "Suspected use of Metasploit hacking framework" and "Suspected WannaCry ransomware attack"',
    ],
    ['MassiveObjectDeletion', 'Defender for Identity'],
  ])(
    'that are no address may mean one, to be excluded where the detection answers: %s',
    async (detector, where) => {
      const item = only((await mappedOf(detector, { ExcludedSubnets: ['the lab'] })).items);
      expect(item.disposition === 'decision' && item.decision.options.map(({ label }) => label)).toEqual([
        `It means an address or a computer: exclude that from ${where}`,
        'Leave it out',
      ]);
    },
  );

  // ATA 1.4 to 1.7 excluded addresses only, and from these two detections only (detectors.json).
  it('of ATA 1.7, addresses alone in the two detections that had any, need no directory object', async () => {
    const { items, area } = await mapped(
      {
        DnsReconnaissanceDetectorConfiguration: { ExcludedSubnets: ['10.1.0.7'] },
        PassTheTicketDetectorConfiguration: { ExcludedSubnets: ['10.2.0.0/16', '10.1.0.7'] },
      },
      [],
    );
    expect(new Set(items.map(({ id }) => id.split('/').slice(0, 4).join('/')))).toEqual(
      new Set([
        'exclusions/DnsReconnaissance/address/10.1.0.7',
        'exclusions/PassTheTicket/address/10.2.0.0%002f16',
        'exclusions/PassTheTicket/address/10.1.0.7',
      ]),
    );
    expect(claimed(items)).toEqual([...area].sort());
  });

  it('that no source resolves ask for the name first', async () => {
    const item = only(
      (await mappedOf('DnsReconnaissance', { ExcludedSourceComputerIds: [scanner] }, [])).items,
    );
    expect([item.reason.code, item.target?.certainty]).toEqual(['unresolved-entity', 'inferred']);
    expect(item.notes).toContain('Presumed: it is a device, because of the ATA list it stands in.');
    expect(item.title).toContain(`${scanner} (not resolved)`);
    expect(item.steps[0]).toContain('"Reconnaissance using DNS" in the ATA console');
    expect(item.steps[0]).toContain('UniqueEntity');
  });

  it('that no source resolves are users in a list of accounts', async () => {
    const { items } = await mappedOf('RemoteExecution', { ExcludedSourceAccountIds: [admin] }, []);
    expect(only(items).notes).toContain('Presumed: it is a user, because of the ATA list it stands in.');
    expect(valuesOf(only(items))).toContain(`Users: the name that belongs to ${admin}`);
  });

  it('that are deleted are to be decided', async () => {
    const gone = [{ ...entities[0], IsDeleted: true }] as Entities;
    const { items } = await mappedOf('DnsReconnaissance', { ExcludedSourceComputerIds: [scanner] }, gone);
    const item = only(items);
    expect(brief([item])[0]).toMatch(/^decision deleted-entity: Decide: exclude scan01/);
    expect(item.disposition === 'decision' && item.decision.options.length).toBe(2);
    expect(item.steps[0]).toBe('If you decide to carry it over:');
    expect(item.steps.at(-1)).toContain('scan01.contoso.com');
  });

  it('of a kind that the list is not for follow the entity', async () => {
    const { items } = await mappedOf('GoldenTicket', { ExcludedSourceAccountIds: [scanner] });
    expect(valuesOf(items[0])).toContain('Devices: scan01.contoso.com');
    const users = await mappedOf('DnsReconnaissance', { ExcludedSourceComputerIds: [admin] });
    expect(valuesOf(users.items[0])).toContain('Users: svc-backup');
  });

  it.each([
    ['Group', 'Users', true],
    ['Domain', 'Domains', false],
  ])('that are a %s are given under %s', async (type, field, isGroup) => {
    const known = [{ Id: admin, Type: type, SystemDisplayName: 'Contoso', SamName: 'Contoso' }];
    for (const list of ['ExcludedSourceAccountIds', 'ExcludedSourceComputerIds']) {
      const { items } = await mappedOf('DnsReconnaissance', { [list]: [admin] }, known);
      expect(valuesOf(only(items)).some((value) => value.startsWith(`${field}: `))).toBe(true);
      expect(only(items).notes.join().includes('exclude its members one by one')).toBe(isGroup);
    }
  });

  it('of a list that no version of ATA is known to have are presumed', async () => {
    const item = only((await mappedOf('DnsReconnaissance', { ExcludedSourceAccountIds: [admin] })).items);
    expect(item.target?.certainty).toBe('inferred');
    expect(item.notes.join()).toContain('Presumed: no known version of ATA has such a list');
  });

  it('of a detector that is off are carried over all the same', async () => {
    const { items } = await mapped({
      DnsReconnaissanceDetectorConfiguration: { IsEnabled: false, ExcludedSubnets: ['10.1.0.7'] },
    });
    expect(only(items).disposition).toBe('manual');
    expect(only(items).notes[0]).toContain('switched off in ATA');
  });

  it('of a detector without a counterpart say what comes closest', async () => {
    const { items, area } = await mappedOf('AbnormalBehavior', { ExcludedSourceAccountIds: [admin] });
    const item = only(items);
    expect([item.disposition, item.reason.code]).toEqual(['no-equivalent', 'no-mdi-detection']);
    expect(item.disposition === 'no-equivalent' && item.closest).toContain('Entra ID Protection');
    expect(item.notes).toEqual(['ATA 1.9.1 did not always apply these exclusions.']);
    expect(claimed(items)).toEqual(area);
  });

  it('of a detector whose detections share names or rules have ids of their own', async () => {
    for (const detector of ['LdapBruteForce', 'BruteForce']) {
      const { items } = await mappedOf(detector, { ExcludedSubnets: ['10.1.0.7'] });
      expect(new Set(items.map(({ id }) => id)).size, detector).toBe(items.length);
      expect(new Set(items.map(({ title }) => title)).size, detector).toBe(items.length);
      expect(items.length, detector).toBe(detector === 'BruteForce' ? 3 : 2);
    }
  });
});

describe('lists', () => {
  it('that is the only empty one is said as one', async () => {
    const { items } = await mappedOf('DnsReconnaissance', { ExcludedSubnets: [] });
    expect(brief(items)).toEqual(['automatic nothing-set: 1 exclusion list is empty']);
  });

  it('of a detector without facts are left to be reported', async () => {
    const { items } = await mappedOf('Invented', { ExcludedSubnets: ['10.1.0.7'] });
    expect(items).toEqual([]);
  });

  it('that are empty are one item, whatever the detector', async () => {
    const { items, area } = await mapped({
      DnsReconnaissanceDetectorConfiguration: { ExcludedSourceComputerIds: [], ExcludedSubnets: null },
      GoldenTicketDetectorConfiguration: { ExcludedSourceAccountIds: [] },
    });
    expect(brief(items)).toEqual(['automatic nothing-set: 3 exclusion lists are empty']);
    expect(only(items).source.value).toEqual([
      'DnsReconnaissance: computers',
      'DnsReconnaissance: IP addresses and subnets',
      'GoldenTicket: accounts',
    ]);
    expect(claimed(items)).toEqual([...area].sort());
  });

  it('with what is no entry leave it to be reported as not understood', async () => {
    const { items, area } = await mappedOf('DnsReconnaissance', {
      ExcludedSubnets: [null, 10, true, {}, ' ', '10.1.0.7'],
    });
    expect(claimed(items)).toEqual([
      'center:Configuration.DnsReconnaissanceDetectorConfiguration.ExcludedSubnets[5]',
    ]);
    expect(area.length).toBe(6);
  });

  it('are not there without a Center', async () => {
    const { snapshot, context } = await snapshotOf({
      Type: 'GatewaySystemProfile',
      Id: 'g',
      NetbiosName: 'GW',
    });
    expect(exclusionsMapper.map(snapshot, context)).toEqual([]);
  });

  it('of thousands of entries give valid items that account for each leaf once', async () => {
    const { snapshot, context } = await snapshotOf(
      generateCenter({ exclusions: 2000, seed: 7 }) as { [key: string]: Plain },
    );
    const items = exclusionsMapper.map(snapshot, context);
    expect(claimed(items)).toEqual(
      context.leaves
        .ofArea('exclusions')
        .map(({ ref }) => ref)
        .sort(),
    );
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    const validate = new Ajv2020({ strict: false, discriminator: true })
      .addSchema(planSchema, 'plan')
      .compile({ type: 'array', items: { $ref: 'plan#/$defs/item' } });
    validate(items);
    expect(validate.errors).toBeNull();
  });
});
