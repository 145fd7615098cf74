import { describe, expect, it } from 'vitest';
import { mapped } from '../../test/support/mapped.js';
import { centerWith, type Plain } from '../../test/support/snapshots.js';
import { updatesMapper } from './updates.js';

function updates(
  section: { readonly [key: string]: Plain },
  available: Plain = [],
): ReturnType<typeof mapped> {
  return mapped(
    updatesMapper,
    centerWith({ SoftwareUpdaterConfiguration: section }, {}, { SoftwareUpdates: available }),
  );
}

describe('the mapper of updates', () => {
  it('leaves updates to the service and shows every switch', async () => {
    const { item, items, unclaimed } = await updates({
      IsEnabled: true,
      IsGatewayAutomaticSoftwareUpdateEnabled: true,
      IsLightweightGatewayAutomaticRestartEnabled: false,
      MicrosoftUpdateCategoryId: 'c',
      CheckSoftwareUpdatesConfiguration: { Interval: '01:00:00', IsEnabled: true },
    });
    expect(unclaimed).toEqual([]);
    expect(items).toHaveLength(2);
    expect(item('updates/settings', 'automatic')).toMatchObject({
      reason: { code: 'updates-by-service' },
      source: {
        value: {
          'Check for and install ATA updates': true,
          'Update all Gateways automatically': true,
          "Restart domain controllers automatically when a Lightweight Gateway's update needs it": false,
          'Microsoft Update category of ATA': 'c',
          'How often the Center looks for updates (Interval)': '01:00:00',
          'How often the Center looks for updates (IsEnabled)': true,
        },
      },
    });
    expect(item('updates/available', 'automatic').reason.code).toBe('nothing-set');
  });

  it('asks about the delayed update where somebody wanted control', async () => {
    const { item, unclaimed } = await updates({
      IsEnabled: true,
      IsGatewayAutomaticSoftwareUpdateEnabled: false,
    });
    expect(unclaimed).toEqual([]);
    const found = item('updates/delayed-update', 'decision');
    expect(found.reason.code).toBe('delayed-update');
    expect(found.source.paths).toEqual([
      'center:Configuration.SoftwareUpdaterConfiguration.IsGatewayAutomaticSoftwareUpdateEnabled',
    ]);
    expect(found.decision.options[1]?.cost).toContain('72 hours');
    expect(found.source.value).toBe(false);
    expect(found.target?.values).toEqual([
      { field: 'Delayed update', value: 'on, for the sensors v2.x you choose' },
    ]);
    expect(found.steps.at(-1)).toContain('isDelayedDeploymentEnabled');
    expect(item('updates/settings', 'automatic').source.paths).toHaveLength(1);
  });

  it('lists waiting updates, whose shape nobody has seen', async () => {
    const { item, unclaimed } = await updates({}, [{ Version: '1.9.7576', Parts: [1, 2] }]);
    expect(unclaimed).toEqual([]);
    const found = item('updates/available', 'automatic');
    expect(found.reason.code).toBe('updates-by-service');
    expect(found.source.value).toEqual({
      'SoftwareUpdates[0].Version': '1.9.7576',
      'SoftwareUpdates[0].Parts[0]': 1,
      'SoftwareUpdates[0].Parts[1]': 2,
    });
    expect(found.notes).toEqual([expect.stringMatching(/^presumed/)]);
  });

  it.each<[string, Plain, string]>([
    ['null', null, 'Updates waiting in ATA: none'],
    ['an empty list', [], 'Updates waiting in ATA: none'],
    ['something else', 7, 'Updates waiting in ATA: they end with ATA'],
    ['null and a text', [null, '1.9'], 'Updates waiting in ATA: they end with ATA'],
  ])('says whether updates are waiting: %s', async (_, available, title) => {
    const { item } = await updates({}, available);
    expect(item('updates/available', 'automatic').title).toBe(title);
  });

  it('has no item where nothing is there', async () => {
    expect((await mapped(updatesMapper, centerWith())).items).toEqual([]);
  });
});
