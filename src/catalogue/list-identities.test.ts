import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import schema from '../../schemas/catalogue-list-identities.schema.json' with { type: 'json' };
import { listIdentities, listIdentityOf } from './list-identities.js';
import data from './list-identities.json' with { type: 'json' };
import { settingsCatalogue } from './settings.js';

test('follows its schema', () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  expect(validate(data), JSON.stringify(validate.errors)).toBe(true);
});

test('names settings that there are, each once', () => {
  const ids = new Set(settingsCatalogue.entries.map(({ id }) => id));
  const named = listIdentities().flatMap(({ settings }) => settings);
  for (const id of named) expect(ids, id).toContain(id);
  expect(new Set(named).size).toBe(named.length);
});

test('is found by the setting', () => {
  expect(listIdentityOf('email.alertRecipient')?.identity).toBe('folded');
  expect(listIdentityOf('gateways.networkAdapter')?.keys[0]).toBe('Id');
  expect(listIdentityOf('syslog.enabled')).toBeUndefined();
});
