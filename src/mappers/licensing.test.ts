import { describe, expect, it } from 'vitest';
import { gatewayWith } from '../../test/support/gateways.js';
import { mapped } from '../../test/support/mapped.js';
import { centerWith } from '../../test/support/snapshots.js';
import { licensingMapper } from './licensing.js';

describe('the mapper of licences', () => {
  it('asks for a licence, and names those that will do', async () => {
    const { item, items } = await mapped(licensingMapper, centerWith());
    expect(items).toHaveLength(1);
    const found = item('licensing/licences', 'decision');
    expect(found.reason.code).toBe('licence-check');
    expect(found.source.paths).toEqual([]);
    expect(found.target?.portalPath).toEqual(['System', 'Settings', 'Identities', 'General', 'About']);
    expect(found.decision.options.map(({ cost }) => cost).join(' ')).toContain(
      'Enterprise Mobility + Security E5/A5',
    );
    expect(found.steps).toEqual([
      expect.stringMatching(/^Open System > Settings > Identities > General > About/),
    ]);
  });

  it('has no item without a Center', async () => {
    expect((await mapped(licensingMapper, gatewayWith('GW1'))).items).toEqual([]);
  });
});
