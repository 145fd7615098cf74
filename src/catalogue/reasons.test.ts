import { describe, expect, it } from 'vitest';
import { isReasonCode, reasonAllows, reasonCodes, reasonEntry } from './reasons.js';
import data from './reasons.json' with { type: 'json' };

describe('reasons', () => {
  it('resolve every link they name', () => {
    for (const code of reasonCodes()) {
      expect(reasonEntry(code).link === null, code).toBe(data.reasons[code].link === null);
    }
  });

  it('are one or two sentences, each said once', () => {
    const texts = reasonCodes().map((code) => reasonEntry(code).text);
    for (const text of texts) {
      expect(text).toMatch(/^[A-Z"].*[.]$/);
      expect(text.split(/[.:] (?=[A-Z])/).length, text).toBeLessThanOrEqual(3);
    }
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('cover every disposition', () => {
    const covered = new Set(reasonCodes().flatMap((code) => reasonEntry(code).dispositions));
    expect([...covered].sort()).toEqual([
      'automatic',
      'decision',
      'default',
      'manual',
      'no-equivalent',
      'scripted',
      'unrecognised',
    ]);
  });

  it('say which disposition they can stand behind', () => {
    expect(reasonAllows('exclusion-rule', 'manual')).toBe(true);
    expect(reasonAllows('exclusion-rule', 'automatic')).toBe(false);
    expect(reasonAllows('unknown-setting', 'no-equivalent')).toBe(false);
  });

  it('are a closed list', () => {
    expect(isReasonCode('nothing-set')).toBe(true);
    expect(isReasonCode('toString')).toBe(false);
  });
});
