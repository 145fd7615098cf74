import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import schema from '../../schemas/catalogue-exports.schema.json' with { type: 'json' };
import { exportEntry, exportKeys } from './exports.js';
import data from './exports.json' with { type: 'json' };
import links from './links.json' with { type: 'json' };

test('the catalogue of exports is valid by its schema, which refuses what it does not name', () => {
  const validate = new Ajv2020({ allErrors: true, strict: true }).compile(schema);
  validate(data);
  expect(validate.errors).toBeNull();
  expect(validate({ ...data, surprise: 1 })).toBe(false);
  expect(data.factsAsOf).toBe(links.factsAsOf);
});

test('each says how, in sentences', () => {
  for (const key of exportKeys()) {
    const { title, how } = exportEntry(key);
    expect(title, key).toMatch(/^[A-Z]/);
    expect(how.length, key).toBeGreaterThan(0);
    for (const text of how) expect(text, key).not.toMatch(/\{page\}|^\s|\s$/);
  }
});
