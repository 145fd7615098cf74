import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';

interface Schema {
  readonly [key: string]: unknown;
}

const files = readdirSync('schemas').filter((name) => name.endsWith('.schema.json'));

/** Every schema inside a schema, with the place it stands at. */
function* subschemas(schema: Schema, place: string): Generator<readonly [string, Schema]> {
  yield [place, schema];
  for (const keyword of ['properties', '$defs', 'patternProperties']) {
    for (const [name, child] of Object.entries((schema[keyword] ?? {}) as Record<string, Schema>))
      yield* subschemas(child, `${place}/${keyword}/${name}`);
  }
  for (const keyword of ['items', 'additionalProperties']) {
    const child = schema[keyword];
    if (typeof child === 'object' && child !== null)
      yield* subschemas(child as Schema, `${place}/${keyword}`);
  }
  for (const keyword of ['oneOf', 'anyOf', 'allOf']) {
    for (const [index, child] of ((schema[keyword] ?? []) as readonly Schema[]).entries())
      yield* subschemas(child, `${place}/${keyword}/${index}`);
  }
}

describe.each(files)('%s', (file) => {
  const schema = JSON.parse(readFileSync(`schemas/${file}`, 'utf8')) as Schema;
  const all = [...subschemas(schema, '')];

  test('compiles in strict mode, without any keyword that is not of the draft', () => {
    const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
    addFormats.default(ajv);
    expect(() => ajv.compile(schema)).not.toThrow();
  });

  test('is of draft 2020-12 and has an id', () => {
    expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema['$id']).toMatch(/^urn:ata2mdi:[a-z-]+:\d+$/);
  });

  test('describes every property', () => {
    const silent = all.filter(
      ([place, { description, $ref }]) =>
        /\/properties\/[^/]+$/.test(place) && description === undefined && $ref === undefined,
    );
    expect(silent.map(([place]) => place)).toEqual([]);
  });

  test('decides for every object whether it may have other properties', () => {
    const open = all.filter(
      ([, { properties, additionalProperties }]) =>
        properties !== undefined && additionalProperties === undefined,
    );
    expect(open.map(([place]) => place)).toEqual([]);
  });
});
