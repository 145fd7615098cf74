import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import alertsSchema from '../../schemas/catalogue-alerts.schema.json' with { type: 'json' };
import detectorsSchema from '../../schemas/catalogue-detectors.schema.json' with { type: 'json' };
import linksSchema from '../../schemas/catalogue-links.schema.json' with { type: 'json' };
import monitoringAlertsSchema from '../../schemas/catalogue-monitoring-alerts.schema.json' with {
  type: 'json',
};
import portalSchema from '../../schemas/catalogue-portal.schema.json' with { type: 'json' };
import reasonsSchema from '../../schemas/catalogue-reasons.schema.json' with { type: 'json' };
import rolesSchema from '../../schemas/catalogue-roles.schema.json' with { type: 'json' };
import alerts from './alerts.json' with { type: 'json' };
import detectors from './detectors.json' with { type: 'json' };
import links from './links.json' with { type: 'json' };
import monitoringAlerts from './monitoring-alerts.json' with { type: 'json' };
import portal from './portal.json' with { type: 'json' };
import reasons from './reasons.json' with { type: 'json' };
import roles from './roles.json' with { type: 'json' };

const catalogue = [
  { name: 'links', data: links, schema: linksSchema },
  { name: 'reasons', data: reasons, schema: reasonsSchema },
  { name: 'portal', data: portal, schema: portalSchema },
  { name: 'roles', data: roles, schema: rolesSchema },
  { name: 'detectors', data: detectors, schema: detectorsSchema },
  { name: 'alerts', data: alerts, schema: alertsSchema },
  { name: 'monitoring-alerts', data: monitoringAlerts, schema: monitoringAlertsSchema },
];

/** Every object schema inside a schema, conditions apart. */
function objectSchemas(node: unknown): Record<string, unknown>[] {
  if (Array.isArray(node)) return node.flatMap(objectSchemas);
  if (typeof node !== 'object' || node === null) return [];
  const own = Object.entries(node).filter(([key]) => key !== 'allOf');
  const inner = own.flatMap(([, value]) => objectSchemas(value));
  return 'additionalProperties' in node ? [node as Record<string, unknown>, ...inner] : inner;
}

/** Every text in a value, keys apart. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

describe.each(catalogue)('the catalogue of $name', ({ name, data, schema }) => {
  it('is valid by its schema', () => {
    const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
    validate(data);
    expect(validate.errors).toBeNull();
  });

  it('has a schema that refuses what it does not name', () => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    expect(validate({ ...data, surprise: 1 })).toBe(false);
    expect(validate({ ...data, schema: 'something-else' })).toBe(false);
  });

  it('has a schema that describes every property', () => {
    expect(schema.$id).toBe(`urn:ata2mdi:catalogue-${name}:1`);
    const undescribed = objectSchemas(schema)
      .flatMap((node) => Object.entries((node.properties ?? {}) as Record<string, { description?: string }>))
      .filter(([, property]) => property.description === undefined)
      .map(([key]) => key);
    expect(undescribed).toEqual([]);
  });

  it('shares the month of its facts with the rest', () => {
    expect(data.factsAsOf).toBe(links.factsAsOf);
  });

  it('holds no stray blanks, placeholders or local paths', () => {
    const bad = texts(data).filter(
      (text) => text !== text.trim() || /\s\s|TODO|\{\{|\$\{|^samples\/|\.\.\/|^\/[a-z]+\//.test(text),
    );
    expect(bad).toEqual([]);
  });
});
