import { describe, expect, it } from 'vitest';
import { mapped } from '../../test/support/mapped.js';
import { centerWith } from '../../test/support/snapshots.js';
import { engineTuningMapper } from './engine-tuning.js';

describe('the mapper of engine tuning', () => {
  it('has one item for all shipped values', async () => {
    const { item, items, unclaimed } = await mapped(
      engineTuningMapper,
      centerWith({
        DatabaseConfiguration: { BackupSystemProfileMaxCount: 300, DataDriveFreeSpaceLowSize: '200 GB' },
        AbnormalBehaviorDetectorConfiguration: { MinActiveAccountCount: 50 },
      }),
    );
    expect(unclaimed).toEqual([]);
    expect(items).toHaveLength(1);
    const found = item('engine-tuning/shipped', 'default');
    expect(found.title).toBe('Engine tuning at its shipped values (3 settings)');
    expect(found.reason.code).toBe('shipped-default');
    expect(found.source.paths).toHaveLength(3);
  });

  it('shows each changed value beside the shipped one', async () => {
    const { item, items, unclaimed } = await mapped(
      engineTuningMapper,
      centerWith({
        DatabaseConfiguration: { BackupSystemProfileMaxCount: 30, DataDriveFreeSpaceLowSize: '200 GB' },
      }),
    );
    expect(unclaimed).toEqual([]);
    expect(items).toHaveLength(2);
    expect(item('engine-tuning/shipped', 'default').title).toContain('(1 setting)');
    expect(
      item('engine-tuning/Configuration.DatabaseConfiguration.BackupSystemProfileMaxCount', 'no-equivalent'),
    ).toMatchObject({
      title: 'Engine tuning changed: DatabaseConfiguration.BackupSystemProfileMaxCount',
      reason: { code: 'tuning-changed' },
      source: { value: { 'ATA value': 30, 'shipped default': 300 } },
    });
  });

  it('takes a shipped value that is written otherwise for the same', async () => {
    const { item, items } = await mapped(
      engineTuningMapper,
      centerWith({
        DatabaseConfiguration: { BackupSystemProfileMaxCount: '300', DataDriveFreeSpaceLowSize: '200 gb' },
      }),
    );
    expect(items).toHaveLength(1);
    expect(item('engine-tuning/shipped', 'default').source.paths).toHaveLength(2);
  });

  it('has one item for each detection that has a changed value', async () => {
    const block = { BlockConfiguration: { MaxSize: 7 } };
    const { items, unclaimed } = await mapped(
      engineTuningMapper,
      centerWith({
        DnsReconnaissanceDetectorConfiguration: block,
        SamrReconnaissanceDetectorConfiguration: block,
      }),
    );
    expect(unclaimed).toEqual([]);
    expect(items.map(({ title }) => title)).toEqual([
      'Engine tuning changed: DnsReconnaissanceDetectorConfiguration.BlockConfiguration.MaxSize',
      'Engine tuning changed: SamrReconnaissanceDetectorConfiguration.BlockConfiguration.MaxSize',
    ]);
    expect(items.map(({ id }) => id).join(' ')).not.toContain('{');
  });

  it('does not say of an earlier ATA what it shipped with', async () => {
    const profiling = 'ProfileCommonGeolocationsAndCarriesAsyncConfiguration';
    const { item, items, unclaimed } = await mapped(
      engineTuningMapper,
      centerWith(
        {
          DatabaseConfiguration: { BackupSystemProfileMaxCount: 30, DataDriveFreeSpaceLowSize: '200 GB' },
          AbnormalVpnDetectorConfiguration: { [profiling]: { Interval: '2.00:00:00', IsEnabled: true } },
        },
        {},
        { Version: '1.8.6645.28499' },
      ),
    );
    expect(unclaimed).toEqual([]);
    expect(item('engine-tuning/shipped', 'default').source.paths).toHaveLength(2);
    expect(items.slice(1).map(({ reason }) => reason.code)).toEqual([
      'tuning-default-unknown',
      'tuning-default-unknown',
    ]);
  });

  it('makes one item of a list, whose positions are in no id', async () => {
    const { item, items, unclaimed } = await mapped(
      engineTuningMapper,
      centerWith({
        IntelligenceProxyConfiguration: {
          WebClientConfiguration: { ServiceEndpoints: [{ Address: 'a.example' }, { Address: 'b.example' }] },
        },
      }),
    );
    expect(unclaimed).toEqual([]);
    expect(items).toHaveLength(1);
    const id =
      'engine-tuning/Configuration.IntelligenceProxyConfiguration.WebClientConfiguration.ServiceEndpoints%005b%005d.Address';
    expect(item(id, 'no-equivalent').source.value).toEqual({
      'ATA value': ['a.example', 'b.example'],
      'shipped default': 'ti.ata.azure.com',
    });
  });

  it('makes one item of a long list too', async () => {
    const { items } = await mapped(
      engineTuningMapper,
      centerWith({
        IntelligenceProxyConfiguration: {
          WebClientConfiguration: { ServiceEndpoints: Array(11).fill({ Address: 'a.example' }) },
        },
      }),
    );
    expect(items).toHaveLength(1);
  });

  it('does not say who chose a value that only ATA 1.8 has', async () => {
    const { item, items, unclaimed } = await mapped(
      engineTuningMapper,
      centerWith({
        DnsReconnaissanceDetectorConfiguration: { OperationRetentionPeriod: '1.00:00:00' },
        SamrReconnaissanceDetectorConfiguration: { OperationRetentionPeriod: '2.00:00:00' },
      }),
    );
    expect(unclaimed).toEqual([]);
    expect(items).toHaveLength(1);
    expect(item('engine-tuning/operationRetentionPeriod', 'no-equivalent')).toMatchObject({
      title: expect.not.stringContaining('operationRetentionPeriod'),
      reason: { code: 'tuning-default-unknown' },
      source: {
        value: {
          'DnsReconnaissanceDetectorConfiguration.OperationRetentionPeriod': '1.00:00:00',
          'SamrReconnaissanceDetectorConfiguration.OperationRetentionPeriod': '2.00:00:00',
        },
      },
    });
  });
});
