import { describe, expect, it } from 'vitest';
import { mapped } from '../../test/support/mapped.js';
import { centerWith, type Plain } from '../../test/support/snapshots.js';
import { telemetryMapper } from './telemetry.js';

function telemetry(section: { readonly [key: string]: Plain }): ReturnType<typeof mapped> {
  return mapped(telemetryMapper, centerWith({ CenterTelemetryManagerConfiguration: section }));
}

describe('the mapper of telemetry', () => {
  it.each([
    {
      enabled: true,
      disposition: 'automatic',
      title: 'Usage data sent to Microsoft: on in ATA',
      notes: ['ATA ships with this switched on (seen in a sample of ATA 1.8).'],
    },
    {
      enabled: false,
      disposition: 'decision',
      title: 'Usage data sent to Microsoft: off in ATA',
      notes: [],
    },
    {
      enabled: null,
      disposition: 'automatic',
      title: 'Usage data sent to Microsoft: not set in ATA',
      notes: [],
    },
  ] as const)('is $disposition when it is $enabled', async ({ enabled, disposition, title, notes }) => {
    const { item, items, unclaimed } = await telemetry({
      IsEnabled: enabled,
      ClientBufferMaxSize: 450,
      SendAlertTelemetryConfiguration: { Interval: '1.00:00:00' },
    });
    expect(items).toHaveLength(1);
    expect(unclaimed).toEqual([]);
    const found = item('telemetry/settings', disposition);
    expect(found).toMatchObject({ title, notes, reason: { code: 'telemetry-has-no-switch' } });
    expect(found.source.value).toEqual({
      IsEnabled: enabled,
      ClientBufferMaxSize: 450,
      'SendAlertTelemetryConfiguration.Interval': '1.00:00:00',
    });
  });

  it('says nothing of the switch where it is missing', async () => {
    const { item } = await telemetry({ ClientBufferMaxSize: 450 });
    expect(item('telemetry/settings', 'automatic').title).toBe('Usage data sent to Microsoft');
  });

  it('has no item where nothing is there', async () => {
    expect((await mapped(telemetryMapper, centerWith())).items).toEqual([]);
  });
});
