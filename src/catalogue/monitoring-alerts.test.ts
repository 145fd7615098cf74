import { describe, expect, it } from 'vitest';
import { monitoringAlertByType, monitoringAlertEntries, newHealthIssues } from './monitoring-alerts.js';

describe('health alerts', () => {
  it('are the 21 types of ATA, each with an event id of its own', () => {
    const entries = monitoringAlertEntries();
    expect(entries.length).toBe(21);
    expect(new Set(entries.map((entry) => entry.type)).size).toBe(21);
    const ids = entries.map((entry) => entry.eventId);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  it('name health issues exactly where there is something alike', () => {
    for (const entry of monitoringAlertEntries()) {
      expect(entry.issues.length === 0, entry.type).toBe(entry.relation === 'no-equivalent');
    }
  });

  it('say the same of an issue wherever it is named', () => {
    const bySameName = new Map<string, string>();
    for (const issue of monitoringAlertEntries().flatMap((entry) => entry.issues)) {
      const text = JSON.stringify(issue);
      expect(bySameName.get(issue.name) ?? text).toBe(text);
      bySameName.set(issue.name, text);
    }
    for (const issue of newHealthIssues()) expect(bySameName.has(issue.name), issue.name).toBe(false);
    expect(newHealthIssues().length).toBe(14);
  });

  it('are found by type', () => {
    expect(
      monitoringAlertByType('GatewayDisconnectedMonitoringAlert')?.issues.map((issue) => issue.name),
    ).toEqual(['Sensor stopped communicating']);
    expect(monitoringAlertByType('CenterMailMonitoringAlert')?.relation).toBe('no-equivalent');
    expect(monitoringAlertByType('NoSuchMonitoringAlert')).toBeUndefined();
  });
});
