/**
 * Writes src/types/ from schemas/: TypeScript types and precompiled validators, so that the program neither
 * compiles a schema at start-up nor needs ajv. With `--check` nothing is written; exit 1 if a file is out of date.
 */
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { build } from 'esbuild';
import { compile } from 'json-schema-to-typescript';
import { writeGenerated } from './generated.mjs';

const schemasWithTypes = [
  'ata-snapshot',
  'migration-plan',
  'structure-report',
  'mdi-observed',
  'verification',
  'sensor-readiness',
  'decommission-gate',
  'worksheet-progress',
  'configuration-diff',
  'configuration-history',
  'alert-record',
];
// Read, not written: its type is beside the data.
const schemasWithValidators = [...schemasWithTypes, 'catalogue-settings'];
// Thousands of items of a plan share the lists that they quote from the catalogue: nobody may change one in place.
const schemasWithReadonlyLists = new Set(['migration-plan']);
const banner = '// Generated from schemas/ by `npm run generate`. Do not edit.\n';

function readSchema(name) {
  return JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8'));
}

/**
 * ajv finds the kind of an item by its disposition instead of trying every kind. `discriminator` is a keyword of
 * OpenAPI, so it is no part of the published schema.
 */
function withDiscriminators(schema) {
  const item = schema.$defs?.item;
  if (item?.oneOf !== undefined) item.discriminator = { propertyName: 'disposition' };
  return schema;
}

/** A validator carries its schema along, but prints none of the prose. */
function withoutProse(schema) {
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    (key === 'description' || key === 'title') && typeof value === 'string' ? undefined : value,
  );
}

async function typesOf(name) {
  // As a type, a list that may not be empty is a tuple, which nothing that maps or filters gives.
  const schema = JSON.parse(JSON.stringify(readSchema(name)), (key, value) =>
    key === 'minItems' ? undefined : value,
  );
  const text = await compile(schema, name, {
    additionalProperties: false,
    bannerComment: banner,
    format: true,
    style: { singleQuote: true, printWidth: 110 },
    unreachableDefinitions: false,
  });
  return schemasWithReadonlyLists.has(name) ? withReadonlyLists(text, name) : text;
}

function withReadonlyLists(text, name) {
  if (/[)}\]]\[\]/.test(text)) throw new Error(`${name}: a list of something that has no name`);
  return text.replace(/\b\w+\[\]/g, 'readonly $&');
}

async function validatorOf(name) {
  const ajv = new Ajv2020({
    discriminator: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  addFormats.default(ajv);
  const validate = ajv.compile(withDiscriminators(withoutProse(readSchema(name))));
  // The standalone code still asks for ajv's small run-time helpers; bundling puts them in.
  const bundled = await build({
    stdin: { contents: standaloneCode.default(ajv, validate), resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    minify: true,
    write: false,
    legalComments: 'none',
  });
  return `${banner}${bundled.outputFiles[0].text}`;
}

function declarationOf() {
  return `${banner}export interface ValidationError {
  instancePath: string;
  schemaPath: string;
  keyword: string;
  params: Readonly<Record<string, unknown>>;
  message?: string;
}
export const validate: ((data: unknown) => boolean) & { errors?: ValidationError[] | null };
`;
}

const files = new Map();
for (const name of schemasWithTypes) files.set(`src/types/${name}.ts`, await typesOf(name));
for (const name of schemasWithValidators) {
  files.set(`src/types/validate-${name}.js`, await validatorOf(name));
  files.set(`src/types/validate-${name}.d.ts`, declarationOf());
}

writeGenerated(files);
