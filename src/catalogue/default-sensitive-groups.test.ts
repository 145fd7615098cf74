import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import schema from '../../schemas/catalogue-default-sensitive-groups.schema.json' with { type: 'json' };
import {
  defaultSensitiveGroupByName,
  defaultSensitiveGroupBySid,
  defaultSensitiveGroups,
} from './default-sensitive-groups.js';
import data from './default-sensitive-groups.json' with { type: 'json' };

const domain = 'S-1-5-21-1004336348-1177238915-682003330';

describe('default sensitive groups', () => {
  it('are valid by their schema', () => {
    const validate = new Ajv2020({
      allErrors: true,
      strict: true,
      strictRequired: false,
      allowUnionTypes: true,
    }).compile(schema);
    validate(data);
    expect(validate.errors).toBeNull();
    expect(validate({ ...data, groups: [{ ...data.groups[0], rid: null }] })).toBe(false);
  });

  it('are the 17 that the documentation names, each once', () => {
    const groups = defaultSensitiveGroups();
    expect(groups.length).toBe(17);
    expect(new Set(groups.map(({ name }) => name)).size).toBe(17);
    expect(new Set(groups.map(({ scope, rid }) => `${scope} ${rid}`)).size).toBe(17);
  });

  it.each([
    ['S-1-5-32-544', 'Administrators'],
    ['S-1-5-32-557', 'Incoming Forest Trust Builders'],
    [`${domain}-512`, 'Domain Admins'],
    [`${domain}-498`, 'Enterprise Read-only Domain Controllers'],
    [`${domain}-544`, undefined],
    [`${domain}-1512`, undefined],
    [`${domain}-513`, undefined],
    ['S-1-5-32-512', undefined],
    ['S-1-5-32-545', undefined],
    ['S-1-5-21-512', undefined],
    [`x${domain}-512`, undefined],
    ['', undefined],
  ])('%s is %s', (sid, name) => {
    expect(defaultSensitiveGroupBySid(sid)?.name).toBe(name);
  });

  it('are found by name too, whatever its case', () => {
    expect(defaultSensitiveGroupByName('microsoft exchange servers')?.certainty).toBe('inferred');
    expect(defaultSensitiveGroupByName('Domain Admins')?.rid).toBe(512);
    expect(defaultSensitiveGroupByName('Domain Users')).toBeUndefined();
  });
});
