import { describe, expect, it } from 'vitest';
import { alertEntries, alertSource, alertsByDetectorId, alertsByExternalId } from './alerts.js';

describe('alerts', () => {
  it('have a number or a detector, never both, and no two are the same', () => {
    const keys = alertEntries().map((alert) => {
      expect(alert.externalId === null, alert.name).toBe(alert.detectorId !== null);
      return JSON.stringify([alert.externalId, alert.detectorId, alert.name]);
    });
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBe(217);
  });

  it('have one name for each number', () => {
    const ids = alertEntries().flatMap((alert) => alert.externalId ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('take exclusions by rule in the classic engine only', () => {
    for (const alert of alertEntries()) {
      const expected =
        alert.format === 'retired'
          ? 'none'
          : alert.format === 'classic' && alert.status === 'current'
            ? 'exclusion-by-detection-rule'
            : 'alert-tuning';
      expect(alert.exclusionMechanism, alert.name).toBe(expected);
      expect(alert.format === 'retired', alert.name).toBe(alert.status === 'removed');
    }
  });

  it('name counterparts that exist and point back', () => {
    for (const alert of alertEntries()) {
      for (const id of alert.counterparts?.ids ?? []) {
        const found = typeof id === 'number' ? alertsByExternalId(id) : alertsByDetectorId(id);
        expect(found.length, `${alert.name}: ${id}`).toBeGreaterThan(0);
      }
    }
  });

  it('name sources that are explained', () => {
    for (const alert of alertEntries()) {
      for (const source of alert.sources) expect(alertSource(source), source).toBeDefined();
    }
    expect(alertSource('toString')).toBeUndefined();
  });

  it('are found by number and by detector', () => {
    expect(alertsByExternalId(2007).map((alert) => alert.name)).toEqual([
      'Network-mapping reconnaissance (DNS)',
    ]);
    expect(alertsByDetectorId('xdr_LdapBindBruteforce').length).toBe(2);
    expect(alertsByExternalId(1)).toEqual([]);
  });
});
