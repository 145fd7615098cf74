import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import schema from '../../schemas/catalogue-reports.schema.json' with { type: 'json' };
import { isLinkKey } from './links.js';
import links from './links.json' with { type: 'json' };
import { portalTarget } from './portal.js';
import { reportMapping, reportMappings } from './reports.js';
import data from './reports.json' with { type: 'json' };

describe('the catalogue of reports', () => {
  it('is valid by its schema, which refuses what it does not name', () => {
    const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
    validate(data);
    expect(validate.errors).toBeNull();
    expect(validate({ ...data, surprise: 1 })).toBe(false);
    expect(validate({ ...data, reports: [{ ...data.reports[0], certainty: 'guessed' }] })).toBe(false);
  });

  it('shares the month of its facts with the rest and names known pages', () => {
    expect(data.factsAsOf).toBe(links.factsAsOf);
    expect(data.docs.filter((key) => !isLinkKey(key))).toEqual([]);
  });

  it('lists each type once, in order of the alphabet', () => {
    const types = reportMappings().map(({ type }) => type);
    expect(types).toEqual([...new Set(types)].sort());
  });

  it('names only reports that the portal offers, and calls every link to ATA inferred', () => {
    const offered = portalTarget('reports').fields.find(({ name }) => name === 'Report')?.notes;
    for (const { mdiReport, type, certainty } of reportMappings()) {
      if (mdiReport !== null) expect(offered, type).toContain(mdiReport);
      expect(certainty, type).toBe('inferred');
    }
  });

  it('says what comes closest exactly where there is no such report', () => {
    for (const { mdiReport, closest, type } of reportMappings())
      expect(closest === null, type).toBe(mdiReport !== null);
  });

  it('finds a report by its type, whatever the case', () => {
    expect(reportMapping('summary')?.mdiReport).toBe('Summary');
    expect(reportMapping('LateralMovementPaths')?.mdiReport).toBeNull();
    expect(reportMapping('__proto__')).toBeUndefined();
    expect(reportMapping('SummaryReport')).toBeUndefined();
  });
});
