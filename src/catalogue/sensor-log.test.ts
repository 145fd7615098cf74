import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import schema from '../../schemas/catalogue-sensor-log.schema.json' with { type: 'json' };
import links from './links.json' with { type: 'json' };
import { sensorLogIssue, sensorLogIssues } from './sensor-log.js';
import data from './sensor-log.json' with { type: 'json' };

test('the catalogue of sensor log entries is valid by its schema, which refuses what it does not name', () => {
  const validate = new Ajv2020({ allErrors: true, strict: true }).compile(schema);
  validate(data);
  expect(validate.errors).toBeNull();
  expect(validate({ ...data, surprise: 1 })).toBe(false);
  expect(data.factsAsOf).toBe(links.factsAsOf);
});

test('every entry has a key of its own and says what to do', () => {
  const keys = sensorLogIssues().map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) {
    const issue = sensorLogIssue(key);
    expect(issue?.all.length, key).toBeGreaterThan(0);
    expect(issue?.remedy, key).not.toBe('');
  }
  expect(sensorLogIssue('unknown')).toBeUndefined();
});
