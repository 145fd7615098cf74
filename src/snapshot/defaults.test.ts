import { describe, expect, it } from 'vitest';
import { builtInSettings } from '../catalogue/settings.js';
import { versionInfo } from '../catalogue/versions.js';
import type { LeafValue } from '../types/ata-snapshot.js';
import type { ClassifiedLeaf } from './classify.js';
import { isShippedDefault, shippedDefaultOf, tuningState } from './defaults.js';

function leaf(path: string, value: LeafValue): ClassifiedLeaf {
  const classification = builtInSettings().classify('center', path);
  const area = classification?.area ?? 'unrecognised';
  return { ref: `center:${path}`, document: 'center', path, value, area, classification };
}

const learningPeriod =
  'Configuration.AbnormalSensitiveGroupMembershipChangeDetectorConfiguration.LearningPeriod';
const serviceCertificates =
  'Configuration.IntelligenceProxyConfiguration.WebClientConfiguration.ServiceCertificateThumbprints';

describe('the shipped default', () => {
  it('is that of the catalogue, and compared with the value', () => {
    expect(shippedDefaultOf(leaf(learningPeriod, '1.00:00:00'))).toBe('70.00:00:00');
    expect(isShippedDefault(leaf(learningPeriod, '1.00:00:00'))).toBe(false);
    expect(isShippedDefault(leaf(learningPeriod, '70.00:00:00'))).toBe(true);
  });

  it('is a switch, not the word for it', () => {
    const path = 'Configuration.CenterTelemetryManagerConfiguration.IsEnabled';
    expect(isShippedDefault(leaf(path, true))).toBe(true);
    expect(isShippedDefault(leaf(path, 'true'))).toBe(false);
  });

  it.each<[string, LeafValue, boolean]>([
    ['BackupSystemProfileMaxCount', '300', true],
    ['BackupSystemProfileMaxCount', { $numberLong: '300' }, true],
    ['BackupSystemProfileMaxCount', '0300', true],
    ['BackupSystemProfileMaxCount', '300x', false],
    ['BackupSystemProfileMaxCount', '30', false],
    ['BackupSystemProfileMaxCount', true, false],
    ['BackupSystemProfileMaxCount', {}, false],
    ['DataDriveFreeSpaceLowSize', '200gb', true],
    ['DataDriveFreeSpaceLowSize', '200.0 GB', true],
    ['DataDriveFreeSpaceLowSize', '200 MB', false],
    ['DataDriveFreeSpaceLowSize', 200, false],
    ['BackupSystemProfileConfiguration.Interval', '0.04:00:00', true],
    ['BackupSystemProfileConfiguration.Interval', '4:00:00.000', true],
    ['BackupSystemProfileConfiguration.Interval', '04:00:00.5', false],
    ['BackupSystemProfileConfiguration.Interval', '-04:00:00', false],
    ['BackupSystemProfileConfiguration.Interval', '4.00:00:00', false],
    ['BackupSystemProfileConfiguration.IsEnabled', true, true],
    ['BackupSystemProfileConfiguration.IsEnabled', 'true', false],
  ])('is compared by what it means: %s %j', (key, value, isSame) => {
    expect(isShippedDefault(leaf(`Configuration.DatabaseConfiguration.${key}`, value))).toBe(isSame);
  });

  it.each([
    ['1.9.7312.32791', 'changed'],
    [null, 'changed'],
    ['1.8.6645.28499', 'unknown'],
  ])('says of a value that differs in %s: %s', (version, state) => {
    const path = 'Configuration.DatabaseConfiguration.BackupSystemProfileMaxCount';
    const info = version === null ? null : versionInfo(version);
    expect(tuningState(leaf(path, 30), info)).toBe(state);
    expect(tuningState(leaf(path, 300), info)).toBe('shipped');
    expect(tuningState(leaf('Configuration.Tailspin.Mode', 1), info)).toBe('unknown');
  });

  it('may be an empty list', () => {
    expect(shippedDefaultOf(leaf(serviceCertificates, []))).toEqual([]);
    expect(isShippedDefault(leaf(serviceCertificates, []))).toBe(true);
    expect(isShippedDefault(leaf(serviceCertificates, {}))).toBe(false);
    expect(isShippedDefault(leaf(serviceCertificates, null))).toBe(false);
  });

  it('is not known of most settings, nor of what the catalogue does not know', () => {
    for (const path of ['NetbiosName', 'Configuration.Tailspin.Mode']) {
      expect(shippedDefaultOf(leaf(path, null))).toBeUndefined();
      expect(isShippedDefault(leaf(path, null))).toBe(false);
    }
  });
});
