import { describe, expect, it } from 'vitest';
import { centerWith, type Plain, snapshotOf } from '../../test/support/snapshots.js';
import { detectorSections } from '../catalogue/detectors.js';
import type { Item } from '../types/migration-plan.js';
import { detectorsMapper } from './detectors.js';

async function mapped(states: { readonly [stem: string]: Plain }) {
  const configuration = Object.fromEntries(
    Object.entries(states).map(([stem, IsEnabled]) => [`${stem}DetectorConfiguration`, { IsEnabled }]),
  );
  const { snapshot, context } = await snapshotOf(centerWith(configuration));
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
    expect(item?.notes.join()).toContain(
      'May raise similar alerts: Suspicious SMB NTLM authentication attempt',
    );
    expect(item?.notes).toContain(
      'ATA numbers this detection 2002, Defender for Identity 2034: go by the name.',
    );
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
    const [off] = (await mapped({ BruteForce: false })).items;
    expect(off?.steps.join()).toContain('"Suspected password spray attack (Kerberos, NTLM)"');
    expect(off?.notes.filter((note) => note.includes('(2023)')).length).toBe(1);
  });

  it('say nothing of exclusions here', async () => {
    const { items } = await mapped(
      Object.fromEntries(detectorSections.map((key) => [key.replace('DetectorConfiguration', ''), true])),
    );
    expect(items.flatMap(({ notes }) => notes).filter((note) => /exclu/i.test(note))).toEqual([]);
  });

  it('account for every switch of every section once', async () => {
    const { items, area } = await mapped(
      Object.fromEntries(detectorSections.map((key) => [key.replace('DetectorConfiguration', ''), false])),
    );
    expect(items.flatMap(({ source }) => source.paths).sort()).toEqual(area.map(({ ref }) => ref).sort());
    expect(items.length).toBe(29);
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
