import { describe, expect, it } from 'vitest';
import { mapped } from '../../test/support/mapped.js';
import { centerWith, type Plain } from '../../test/support/snapshots.js';
import { monitoringAlertEntries } from '../catalogue/monitoring-alerts.js';
import { monitoringAlertsMapper } from './monitoring-alerts.js';

function switches(mapping: Plain): ReturnType<typeof mapped> {
  return mapped(
    monitoringAlertsMapper,
    centerWith({ MonitoringClientConfiguration: { MonitoringAlertTypeNameToIsEnabledMapping: mapping } }),
  );
}

describe('the mapper of health alerts', () => {
  it('groups those that are on by whether Defender for Identity answers them', async () => {
    const { item, items, unclaimed } = await switches({
      GatewayDisconnectedMonitoringAlert: true,
      GatewayLowMemoryMonitoringAlert: true,
      CenterMailMonitoringAlert: true,
    });
    expect(unclaimed).toEqual([]);
    expect(items).toHaveLength(2);
    const answered = item('monitoring-alerts/raised-by-service', 'automatic');
    expect(answered.title).toBe('Health alerts that Defender for Identity raises by itself (2)');
    expect(answered.reason.code).toBe('health-alert-has-issue');
    expect(answered.source.value).toEqual([
      'Gateway stopped communicating',
      'Lightweight Gateway reached a memory resource limit',
    ]);
    expect(answered.notes[0]).toContain('answered by "Sensor stopped communicating".');
    expect(answered.notes[0]).toMatch(/^Gateway stopped communicating: /);
    expect(answered.notes[1]).toMatch(/\(sensors 2\.x only\)\.$/);
    expect(answered.target?.certainty).toBe('documented');
    expect(item('monitoring-alerts/without-health-issue', 'no-equivalent')).toMatchObject({
      reason: { code: 'health-alert-no-equivalent' },
      source: { value: ['Failure sending mail'] },
    });
  });

  it('marks an answer that is inferred', async () => {
    const { item } = await switches({ GatewayCaptureNetworkAdapterMissingMonitoringAlert: true });
    const found = item('monitoring-alerts/GatewayCaptureNetworkAdapterMissingMonitoringAlert', 'automatic');
    expect(found.target?.certainty).toBe('inferred');
    expect(found.notes).toEqual([expect.stringMatching(/^presumed: /)]);
  });

  it('asks what to do about an alert that is off and will be raised again', async () => {
    const { item, unclaimed } = await switches({ GatewayLowMemoryMonitoringAlert: false });
    expect(unclaimed).toEqual([]);
    const found = item('monitoring-alerts/GatewayLowMemoryMonitoringAlert', 'decision');
    expect(found.reason.code).toBe('health-alert-off');
    expect(found.title).toContain('"Sensor reached a memory resource limit"');
    expect(found.decision.options).toHaveLength(2);
    expect(found.source.value).toBe(false);
    expect(found.steps[0]).toBe('Ask who switched the alert off in ATA, and why.');
    expect(found.notes).toEqual([expect.stringContaining('answered by "Sensor reached a memory')]);
  });

  it('marks an alert that is off and whose answer is inferred', async () => {
    const { item } = await switches({ GatewayCaptureNetworkAdapterMissingMonitoringAlert: false });
    const found = item('monitoring-alerts/GatewayCaptureNetworkAdapterMissingMonitoringAlert', 'decision');
    expect(found.target?.certainty).toBe('inferred');
  });

  it('asks nothing about an alert that is off and has no answer', async () => {
    const { item } = await switches({ CenterMailMonitoringAlert: false });
    expect(item('monitoring-alerts/CenterMailMonitoringAlert', 'no-equivalent')).toMatchObject({
      reason: { code: 'health-alert-no-equivalent' },
      notes: [expect.stringContaining('switched off in ATA'), expect.any(String)],
    });
  });

  it.each([
    { state: true, value: true },
    { state: false, value: false },
    { state: null, value: null },
  ])('does not know an invented alert ($value)', async ({ state, value }) => {
    const { item, unclaimed } = await switches({ InventedMonitoringAlert: state });
    expect(unclaimed).toEqual([]);
    expect(item('monitoring-alerts/InventedMonitoringAlert', 'unrecognised')).toMatchObject({
      reason: { code: 'health-alert-unknown' },
      steps: [expect.stringContaining('what this health alert tells')],
      source: { value },
    });
  });

  it.each([{ mapping: {} }, { mapping: null }, { mapping: { CenterMailMonitoringAlert: null } }])(
    'says that nothing is set in $mapping',
    async ({ mapping }) => {
      const { item, items, unclaimed } = await switches(mapping);
      expect(unclaimed).toEqual([]);
      expect(items).toHaveLength(1);
      expect(item('monitoring-alerts/nothing-set', 'automatic').reason.code).toBe('nothing-set');
    },
  );

  it('leaves alone what is no switch', async () => {
    const { items, unclaimed } = await switches({ CenterMailMonitoringAlert: 'yes' });
    expect(items).toEqual([]);
    expect(unclaimed).toHaveLength(1);
  });

  it.each([true, false])('accounts for every known alert that is %s', async (state) => {
    const types = monitoringAlertEntries().map(({ type }) => [type, state] as const);
    const { items, unclaimed } = await switches(Object.fromEntries(types));
    expect(unclaimed).toEqual([]);
    expect(items.flatMap(({ source }) => source.paths)).toHaveLength(types.length);
  });
});
