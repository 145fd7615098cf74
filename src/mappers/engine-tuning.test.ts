import { describe, expect, it } from 'vitest';
import { mapped } from '../../test/support/mapper-run.js';
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

  it('takes a shipped value of another type for a changed one', async () => {
    const { item } = await mapped(
      engineTuningMapper,
      centerWith({ DatabaseConfiguration: { BackupSystemProfileMaxCount: '300' } }),
    );
    item('engine-tuning/Configuration.DatabaseConfiguration.BackupSystemProfileMaxCount', 'no-equivalent');
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
