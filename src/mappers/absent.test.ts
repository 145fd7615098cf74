import { describe, expect, it } from 'vitest';
import { gatewayWith } from '../../test/support/gateways.js';
import { snapshotOfDeployment } from '../../test/support/loading.js';
import { centerWith, type Plain, snapshotOf } from '../../test/support/snapshots.js';
import { mapperContext } from '../plan/context.js';
import type { Item } from '../types/migration-plan.js';
import { absentItems } from './absent.js';

async function absentFrom(...documents: readonly { readonly [key: string]: Plain }[]): Promise<Item[]> {
  const { snapshot, context } = await snapshotOf(...documents);
  return absentItems(snapshot, context);
}

/** The `defaults` Center without some sections. */
async function defaultsWithout(...paths: readonly string[]): Promise<Item[]> {
  const snapshot = await snapshotOfDeployment('defaults');
  const documents = snapshot.documents.map((document) => ({
    ...document,
    leaves: document.leaves.filter(({ path }) => !paths.some((start) => path.startsWith(start))),
  }));
  const without = { ...snapshot, documents };
  return absentItems(without, mapperContext(without));
}

function version(full: string | null): { readonly [key: string]: Plain } {
  return { Version: full };
}

describe('what a Center must have but has not', () => {
  it('is nothing in a whole one', async () => {
    expect(await defaultsWithout()).toEqual([]);
  });

  it.each([
    ['Configuration.SyslogClientConfiguration', 'syslog', 'Syslog server'],
    ['Configuration.MailClientConfiguration', 'email', 'Mail server'],
    ['Configuration.DetectionConfiguration', 'email', 'Notifications about suspicious activities'],
    ['Configuration.ReporterConfiguration', 'reports', 'Scheduled reports'],
    ['Configuration.SoftwareUpdaterConfiguration', 'updates', 'Updates of ATA and its Gateways'],
  ])('is asked for: %s', async (path, area, title) => {
    const items = await defaultsWithout(path);
    expect(items.map(({ id }) => id)).toEqual([`${area}/not-in-source`]);
    expect(items[0]).toMatchObject({
      disposition: 'decision',
      area,
      title: `Not in the source: ${title}`,
      reason: { code: 'section-not-in-source' },
      source: { paths: [] },
    });
  });

  it('is an exclusion list too, once where its whole section is gone', async () => {
    const list = 'Configuration.DnsReconnaissanceDetectorConfiguration.ExcludedSubnets';
    expect(await defaultsWithout(list)).toMatchObject([
      {
        id: 'exclusions/not-in-source',
        area: 'exclusions',
        disposition: 'decision',
        title: 'Not in the source: ExcludedSubnets of Reconnaissance using DNS',
      },
    ]);
    const withoutSection = await defaultsWithout('Configuration.DnsReconnaissanceDetectorConfiguration');
    expect(withoutSection.map(({ id }) => id)).toEqual(['detectors/not-in-source']);
  });

  it('is one item for each area', async () => {
    const items = await defaultsWithout(
      'GatewayCommonConfiguration',
      'Configuration.MonitoringClientConfiguration',
      'Configuration.UniqueEntityProcessorConfiguration',
    );
    expect(items.map(({ area }) => area).toSorted()).toEqual([
      'directory-services',
      'event-collection',
      'health-notifications',
      'honeytokens',
      'monitoring-alerts',
      'sensitive-entities',
      'vpn',
    ]);
  });

  it('is one item for all detections', async () => {
    const items = await defaultsWithout(
      'Configuration.DnsReconnaissanceDetectorConfiguration',
      'Configuration.MaliciousServiceCreationDetectorConfiguration',
    );
    expect(items.map(({ id }) => id)).toEqual(['detectors/not-in-source']);
    expect(items[0]?.title).toMatch(/^Not in the source, with its exclusions: /);
    expect(items[0]?.notes.join()).toContain('Configuration.DnsReconnaissanceDetectorConfiguration');
  });

  it('is not taken for there because a Gateway has a place of that name', async () => {
    const items = await absentFrom(centerWith(), {
      ...gatewayWith('GW1', {}, { SyslogClientConfiguration: { IsEnabled: true } }),
    });
    expect(items.map(({ area }) => area)).toContain('syslog');
  });

  it('is named one by one up to three, then counted', async () => {
    const lists = ['ExcludedSubnets', 'ExcludedSourceComputerIds'].flatMap((list) =>
      ['DnsReconnaissance', 'PassTheTicket'].map(
        (stem) => `Configuration.${stem}DetectorConfiguration.${list}`,
      ),
    );
    const titleOf = async (count: number) => (await defaultsWithout(...lists.slice(0, count)))[0]?.title;
    expect(await titleOf(3)).toMatch(/^Not in the source: .* of .*, .* of .*, .* of /);
    expect(await titleOf(4)).toBe('Not in the source: 4 sections');
  });

  it('can be had by a whole export', async () => {
    const [item] = await defaultsWithout('Configuration.SyslogClientConfiguration');
    expect(item?.disposition === 'decision' && item.decision.options.map(({ label }) => label)).toEqual([
      'Give a whole export',
      'Look it up in the ATA console',
    ]);
    expect(item?.steps[0]).toMatch(/^Run in PowerShell: /);
  });

  it('is not taken for there because of a section whose name begins the same', async () => {
    const items = await absentFrom(centerWith({ SyslogClientConfigurationOfTailspin: { IsEnabled: true } }));
    expect(items.map(({ area }) => area)).toContain('syslog');
  });

  it.each([
    ['1.8.6645.28499', false],
    ['1.9.7576.49398', true],
    ['9.9', true],
    [null, true],
  ])('goes by the version %s', async (full, hasNineteen) => {
    const items = await absentFrom(centerWith({}, {}, version(full)));
    const notes = items.flatMap((item) => item.notes).join();
    expect(notes.includes('PrivilegeEscalationPathsDetectorConfiguration')).toBe(hasNineteen);
    expect(notes.includes('SensitiveAccountIds')).toBe(hasNineteen);
    expect(notes.includes('ComputerPreauthenticationFailedDetectorConfiguration')).toBe(!hasNineteen);
    expect(notes).toContain('AbnormalVpnDetectorConfiguration');
  });

  it('is asked for where only an older copy has it', async () => {
    const items = await absentFrom(
      centerWith(
        { SyslogClientConfiguration: { IsEnabled: true } },
        {},
        { UpdateTime: '2025-01-01T00:00:00Z' },
      ),
      centerWith({}, {}, { UpdateTime: '2025-01-02T00:00:00Z' }),
    );
    expect(items.map(({ id }) => id)).toContain('syslog/not-in-source');
  });

  it('is nothing without a Center', async () => {
    expect(await absentFrom({ NetbiosName: 'GW1', Id: 'g1', Type: 'GatewaySystemProfile' })).toEqual([]);
  });
});
