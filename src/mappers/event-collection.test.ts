import { describe, expect, it } from 'vitest';
import { gatewayWith } from '../../test/support/gateways.js';
import { mapped } from '../../test/support/mapped.js';
import { centerWith, type Plain } from '../../test/support/snapshots.js';
import { eventCollectionMapper } from './event-collection.js';

function collection(reader: Plain, listener: Plain, client: Plain): ReturnType<typeof mapped> {
  return mapped(
    eventCollectionMapper,
    centerWith(
      { WindowsEventLogClientConfiguration: { IsEnabled: client } },
      { IsWindowsEventLogReaderEnabled: reader, IsSyslogEventListenerEnabled: listener },
    ),
  );
}

const reader = 'event-collection/windows-events';
const listener = 'event-collection/siem-listener';
const client = 'event-collection/windows-event-log-client';

describe('the mapper of event collection', () => {
  it('says what becomes of each switch that is on', async () => {
    const { item, unclaimed } = await collection(true, true, true);
    expect(unclaimed).toEqual([]);
    expect(item(reader, 'automatic')).toMatchObject({
      title: 'Collection of Windows events on the Gateways: on in ATA',
      reason: { code: 'event-collection-by-sensor' },
      source: { value: true },
    });
    expect(item(reader, 'automatic').notes.join()).toContain('Subscriptions that forward events');
    expect(item(listener, 'no-equivalent').steps[0]).toContain('stop the SIEM from forwarding events');
    expect(item(listener, 'no-equivalent')).toMatchObject({
      reason: { code: 'siem-listener-standalone-only' },
      closest: expect.stringContaining('standalone sensor'),
    });
    expect(item(client, 'decision')).toMatchObject({
      reason: { code: 'no-known-target' },
      notes: [expect.stringMatching(/^presumed/)],
    });
  });

  it.each([false, null])('has nothing to carry over where they are %s', async (state) => {
    const { item, unclaimed } = await collection(state, state, state);
    expect(unclaimed).toEqual([]);
    expect(item(reader, 'automatic').notes).toEqual([expect.stringContaining('switched off in ATA')]);
    expect(item(listener, 'automatic').reason.code).toBe('nothing-set');
    expect(item(client, 'automatic').reason.code).toBe('nothing-set');
  });

  it('leaves alone what is no switch', async () => {
    const { items, unclaimed } = await collection('yes', 1, true);
    expect(items.map(({ id }) => id)).toEqual([client, 'event-collection/windows-auditing']);
    expect(unclaimed).toHaveLength(2);
  });

  it('switches auditing on by a public command', async () => {
    const { item } = await mapped(eventCollectionMapper, centerWith());
    const found = item('event-collection/windows-auditing', 'scripted');
    expect(found.source.paths).toEqual([]);
    expect(found.command).toEqual({
      text: 'Set-MDIConfiguration -Mode Domain -Configuration AdvancedAuditPolicyDCs,NTLMAuditing,DomainObjectAuditing,ConfigurationContainerAuditing,ProcessorPerformance',
      permission: 'presumed: the right to change group policy in the domain',
      beta: false,
    });
    expect(found.check).toContain('New-MDIConfigurationReport');
    expect(found.target).toMatchObject({
      certainty: 'documented',
      values: [
        { field: 'Mode', value: 'Domain' },
        { field: 'Configuration', value: expect.stringContaining('AdvancedAuditPolicyDCs, NTLMAuditing') },
      ],
    });
    expect(found.notes.join(' ')).toContain('SecurityIdentitiesAutoConfig.ReadWrite.All');
    expect(found.steps.join(' ')).toContain('EntraConnectAuditing (Microsoft Entra Connect)');
  });

  it('has no item without a Center', async () => {
    expect((await mapped(eventCollectionMapper, gatewayWith('GW1'))).items).toEqual([]);
  });
});
