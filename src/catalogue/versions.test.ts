import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import schema from '../../schemas/catalogue-versions.schema.json' with { type: 'json' };
import { compareToLine, versionInfo, versionsCatalogue } from './versions.js';

describe('the table of releases', () => {
  it('keeps its schema', () => {
    const ajv = new Ajv2020({ allErrors: true, strict: true });
    formats.default(ajv);
    expect(ajv.validate(schema, versionsCatalogue), ajv.errorsText()).toBe(true);
  });

  it('is in order of build and of day, without doubles', () => {
    const { releases } = versionsCatalogue;
    for (const [at, release] of releases.entries()) {
      const before = releases[at - 1];
      if (before === undefined) continue;
      expect(release.build.localeCompare(before.build, 'en', { numeric: true })).toBe(1);
      expect(release.released > before.released).toBe(true);
    }
  });

  it('finds every release by its own build, with and without the fourth number', () => {
    for (const release of versionsCatalogue.releases) {
      for (const full of [release.build, `${release.build}.12345`]) {
        expect(versionInfo(full)).toEqual({ full, ...release, supportState: 'ended' });
      }
    }
  });
});

describe('versionInfo', () => {
  it.each([
    ['1.9.7312.32791', '1.9'],
    ['1.9.7478.57683', '1.9.2'],
    ['1.9.7576.49398', '1.9.3'],
    ['1.9.7311.0', '1.8.1'],
    ['1.8.6229.4854', '1.7.2'],
    ['1.9.7500.1', '1.9.2'],
    ['1.9.10000.1', '1.9.3'],
  ])('counts %s with the release %s', (full, name) => {
    expect(versionInfo(full)).toMatchObject({ full, name, supportState: 'ended' });
  });

  it('tells when support ended', () => {
    expect(versionInfo('1.9.7576.49398')).toMatchObject({
      released: '2020-09-14',
      supportEnded: '2026-01-13',
    });
  });

  it.each([
    '1.4.2456',
    '1.3.9999.1',
    '0.0.0',
    '1.10.1',
    '2.0.0.0',
    '',
    '1.9',
    '1.9.7312.1.1',
    'v1.9.7312',
    '1.9.7312 ',
    '1.9.-1',
    '1.9.99999999999999999999',
  ])('knows nothing of "%s"', (full) => {
    expect(versionInfo(full)).toEqual({
      full,
      name: null,
      build: null,
      released: null,
      supportEnded: null,
      supportState: 'unknown',
    });
  });
});

describe('the line of releases', () => {
  it.each([
    ['1.9.7576.49398', '1.9', 0],
    ['1.8.6645', '1.9', -1],
    ['1.10.1', '1.9', 1],
    ['1.9.7312', '1.4', 1],
    ['2.0.0', '1.9', 1],
    ['1.9', '1.9', null],
    ['', '1.9', null],
  ])('of %j against %s', (full, line, order) => {
    const compared = compareToLine(full, line);
    expect(compared === null ? null : Math.sign(compared)).toBe(order);
  });
});
