import { describe, expect, it } from 'vitest';
import { builtInSettings } from '../catalogue/settings.js';
import type { LeafValue } from '../types/ata-snapshot.js';
import type { ClassifiedLeaf } from './classify.js';
import { isShippedDefault, shippedDefaultOf } from './defaults.js';

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
