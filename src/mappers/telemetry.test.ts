import { describe, expect, it } from 'vitest';
import { mapped } from '../../test/support/mapper-run.js';
import { centerWith, type Plain } from '../../test/support/snapshots.js';
import { telemetryMapper } from './telemetry.js';

function telemetry(section: { readonly [key: string]: Plain }): ReturnType<typeof mapped> {
  return mapped(telemetryMapper, centerWith({ CenterTelemetryManagerConfiguration: section }));
}

describe('the mapper of telemetry', () => {
  it.each([
    {
      enabled: true,
      title: 'Usage data sent to Microsoft: on in ATA',
      note: /^ATA ships with this switched on/,
    },
    {
      enabled: false,
      title: 'Usage data sent to Microsoft: off in ATA',
      note: /^Somebody switched this off/,
    },
    { enabled: null, title: 'Usage data sent to Microsoft: not set in ATA', note: null },
  ])('has one item without equivalent when it is $enabled', async ({ enabled, title, note }) => {
    const { item, items, unclaimed } = await telemetry({
      IsEnabled: enabled,
      ClientBufferMaxSize: 450,
      SendAlertTelemetryConfiguration: { Interval: '1.00:00:00' },
    });
    expect(items).toHaveLength(1);
    expect(unclaimed).toEqual([]);
    const found = item('telemetry/settings', 'no-equivalent');
    expect(found).toMatchObject({ title, reason: { code: 'telemetry-has-no-switch' }, closest: null });
    expect(found.source.value).toEqual({
      IsEnabled: enabled,
      ClientBufferMaxSize: 450,
      'SendAlertTelemetryConfiguration.Interval': '1.00:00:00',
    });
    if (note === null) expect(found.notes).toEqual([]);
    else expect(found.notes).toEqual([expect.stringMatching(note)]);
  });

  it('says nothing of the switch where it is missing', async () => {
    const { item } = await telemetry({ ClientBufferMaxSize: 450 });
    expect(item('telemetry/settings', 'no-equivalent').title).toBe('Usage data sent to Microsoft');
  });

  it('has no item where nothing is there', async () => {
    expect((await mapped(telemetryMapper, centerWith())).items).toEqual([]);
  });
});
