import { describe, expect, it } from 'vitest';
import { fieldsOf, type Mapped, mapped } from '../../test/support/mapped.js';
import { centerWith, type Plain } from '../../test/support/snapshots.js';
import { vpnMapper } from './vpn.js';

const ciphertext = { CertificateThumbprint: 'AB12', EncryptedBytes: 'Q0FOQVJZ' };
const id = 'vpn/radius-accounting';

function map(enabled: Plain, secret: Plain): Promise<Mapped> {
  return mapped(
    vpnMapper,
    centerWith(
      {},
      { IsRadiusEventListenerEnabled: enabled, RadiusEventListenerSharedSecretEncrypted: secret },
    ),
  );
}

describe('VPN integration', () => {
  it.each<[string, Plain, Plain, string]>([
    ['in use', true, ciphertext, `manual vpn-needs-v2-sensor ${id}`],
    ['in use without a secret', true, null, `manual vpn-needs-v2-sensor ${id}`],
    ['off', false, null, `automatic vpn-off ${id}`],
    ['off with a secret left behind', false, ciphertext, `automatic vpn-off ${id}`],
    ['not said', null, null, `automatic nothing-set ${id}`],
    ['not said, with a secret', null, ciphertext, `decision vpn-needs-v2-sensor ${id}`],
  ])('%s', async (_, enabled, secret, summary) => {
    const result = await map(enabled, secret);
    expect(result.summary).toEqual([summary]);
    expect(result.unclaimed).toEqual([]);
  });

  it('tells what to enter and where the devices must send', async () => {
    const { items } = await map(true, ciphertext);
    expect(fieldsOf(items[0])).toEqual({
      'Enable radius accounting': 'ticked',
      'Shared Secret': 'the shared secret (not in this plan; ask whoever runs the VPN)',
    });
    expect(items[0]?.steps.join(' ')).toContain('UDP port 1813');
    expect(items[0]?.target?.limits).toContain('Not supported where FIPS is enforced.');
    expect(items[0]?.notes.join(' ')).toContain('2025');
    expect(items[0]?.notes[0]).toMatch(/^The VPN device must/);
    expect(items[0]?.target?.certainty).toBe('documented');
    expect(items[0]?.source.value).toEqual({
      'RADIUS accounting': 'on',
      'Shared secret': 'set (not exported)',
    });
    expect(JSON.stringify(items)).not.toContain('Q0FOQVJZ');
  });

  it('tells that a secret is missing, or left behind', async () => {
    expect((await map(true, null)).items[0]?.notes[0]).toContain('holds no shared secret');
    expect((await map(false, ciphertext)).items[0]?.notes[0]).toContain('still stores a shared secret');
    expect((await map(false, null)).items[0]?.notes).toEqual([]);
  });

  it('asks where the switch cannot be read, and leaves it to be reported', async () => {
    const { summary, items, unclaimed } = await map('yes', null);
    expect(summary).toEqual([`decision vpn-needs-v2-sensor ${id}`]);
    expect(items[0]?.steps[0]).toBe('Choose one of the options.');
    expect(items[0]?.steps.join()).toContain('UDP port 1813');
    expect(unclaimed).toEqual(['center:GatewayCommonConfiguration.IsRadiusEventListenerEnabled']);
  });

  it('is silent where the source is', async () => {
    expect((await mapped(vpnMapper, centerWith())).items).toEqual([]);
  });
});
