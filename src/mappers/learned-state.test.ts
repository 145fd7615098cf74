import { describe, expect, it } from 'vitest';
import { mapped } from '../../test/support/mapped.js';
import { centerWith } from '../../test/support/snapshots.js';
import { learnedStateMapper } from './learned-state.js';

const lifetime = 'learned-state/kerberosTicketLifetime';
const period = 'learned-state/sensitiveGroupLearningPeriod';

describe('the mapper of learned state', () => {
  it('has nothing to carry over where nothing was learned and the period is as shipped', async () => {
    const { item, unclaimed } = await mapped(
      learnedStateMapper,
      centerWith({
        GoldenTicketDetectorConfiguration: { KerberosTicketLifetime: null },
        AbnormalSensitiveGroupMembershipChangeDetectorConfiguration: { LearningPeriod: '70.00:00:00' },
      }),
    );
    expect(unclaimed).toEqual([]);
    expect(item(lifetime, 'automatic').reason.code).toBe('nothing-set');
    expect(item(period, 'default')).toMatchObject({
      reason: { code: 'shipped-default' },
      source: { value: '70.00:00:00' },
    });
  });

  it('knows no setting for what was learned or set, and shows what was changed', async () => {
    const { item, unclaimed } = await mapped(
      learnedStateMapper,
      centerWith({
        GoldenTicketDetectorConfiguration: { KerberosTicketLifetime: '10:00:00' },
        AbnormalSensitiveGroupMembershipChangeDetectorConfiguration: { LearningPeriod: '30.00:00:00' },
      }),
    );
    expect(unclaimed).toEqual([]);
    expect(item(lifetime, 'no-equivalent')).toMatchObject({
      title: 'Longest lifetime of a Kerberos ticket has no setting in Defender for Identity',
      reason: { code: 'tuning-default-unknown' },
      source: { value: '10:00:00' },
    });
    expect(item(period, 'no-equivalent')).toMatchObject({
      reason: { code: 'tuning-changed' },
      source: { value: { 'ATA value': '30.00:00:00', 'shipped default': '70.00:00:00' } },
    });
  });
});
