import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInSettings } from '../../src/catalogue/settings.js';
import { proposalText } from '../../src/inspect/propose.js';
import { inspectSources } from '../../src/inspect/report.js';
import { structureText } from '../../src/inspect/text.js';
import { readExtendedJson } from '../../src/readers/extended-json.js';
import {
  BinaryValue,
  DateValue,
  type DocumentObject,
  type DocumentValue,
  ExtendedValue,
  ObjectIdValue,
} from '../../src/readers/values.js';
import { collectingReporter } from '../../src/reporter.js';
import { checkStructureReport } from '../../src/validate.js';
import { fixturePath } from '../support/deployments.js';
import { deploymentFiles, fixtureSource } from '../support/loading.js';

const plain = { heading: (text: string) => text, unknown: (text: string) => text };

/** Everything that `inspect` can print of documents. */
function printed(documents: readonly DocumentObject[]): string {
  const source = {
    format: 'extended-json',
    encoding: 'utf-8' as const,
    documents: documents.map((value, index) => ({ value, line: index + 1 })),
  };
  const report = inspectSources([source], builtInSettings());
  checkStructureReport(report);
  return [
    JSON.stringify(report),
    structureText(report, plain),
    proposalText(report),
    proposalText(report, true),
  ].join('\n');
}

/** A document with other values of the same types; the classes stay, because they say what a document is. */
function withOtherValues(value: DocumentValue, key = ''): DocumentValue {
  if (key === '_t' || key === 'Type' || key === 'schema') return value;
  if (typeof value === 'string') return `other ${value}`;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value === 4711 ? 4712 : 4711;
  if (typeof value === 'bigint') return value + 1n;
  if (value instanceof ObjectIdValue) return new ObjectIdValue('0123456789abcdef01234567');
  if (value instanceof DateValue) return new DateValue(value.milliseconds + 1n);
  if (value instanceof BinaryValue) return new BinaryValue(Uint8Array.of(1, 2, 3, ...value.bytes), 0);
  if (value instanceof ExtendedValue || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => withOtherValues(element));
  return new Map(
    [...(value as DocumentObject)].map(([name, member]) => [name, withOtherValues(member, name)]),
  );
}

function otherDocument(document: DocumentObject): DocumentObject {
  return withOtherValues(document) as DocumentObject;
}

function documentsOf(...names: readonly string[]): DocumentObject[] {
  return names.flatMap((name) =>
    readExtendedJson(fixtureSource(name), collectingReporter()).documents.map(({ value }) => value),
  );
}

const canary = 'zqxjvk';
/** Keys as people make them: accounts, servers, addresses, identifiers. None is written like a property. */
const dataKey = fc
  .tuple(
    fc.constantFrom('', 'svc-', 'CONTOSO\\', '10.0.0.', 'Mr. ', '{', 'DC0', '__', 'é'),
    fc.constantFrom('', '@contoso.com', '$', '.local', '-01', '9', ' ', '(duplicate 1)'),
  )
  .map(([before, after]) => `${before}${canary}${after}`);
/** Names that could be properties, or people. */
const personKey = fc
  .tuple(fc.constantFrom('Anna', 'Zqxjvk', 'Bob', 'Isabel'), fc.constantFrom('Zqxjvk', 'Zqxjvksson'))
  .map(([first, last]) => first + last);
const ataKey = fc.constantFrom(
  'IsEnabled',
  'Configuration',
  'MailClientConfiguration',
  'ReporterConfiguration',
  'ReportTypeToConfigurationMapping',
  'DnsReconnaissanceDetectorConfiguration',
  'Password',
  'Address',
  'SupportCaseConfiguration',
  'Owners',
);
const scalar: fc.Arbitrary<DocumentValue> = fc.oneof(
  fc.constantFrom<DocumentValue>(canary, `${canary}@contoso.com`, null, true, 987_654_321, 2n ** 62n),
  fc.constant(new DateValue(987_654_321n)),
  fc.constant(new ObjectIdValue('5f7ab5f381d7314991ae13e7')),
  fc.constant(new BinaryValue(new TextEncoder().encode(canary), 0)),
  fc.constant(new ExtendedValue({ $ref: canary, $id: canary })),
  fc.constant(new ExtendedValue({ $regularExpression: { pattern: canary, options: '' } })),
);

function objectOf(key: fc.Arbitrary<string>): fc.Arbitrary<DocumentObject> {
  return fc.letrec<{ value: DocumentValue; object: DocumentObject }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      scalar,
      fc.array(tie('value'), { maxLength: 4 }),
      tie('object'),
    ),
    object: fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map((members) => new Map(members)),
  })).object;
}

const kind = fc.constantFrom<[string, DocumentValue] | null>(
  ['Type', 'CenterSystemProfile'],
  ['_t', ['Entity', 'SystemProfile', 'GatewaySystemProfile']],
  ['_t', ['Entity', 'UniqueEntity', 'User']],
  ['Type', 'TailspinSystemProfile'],
  ['Type', canary],
  ['_t', 'AbnormalSmbSuspiciousActivity'],
  null,
);

describe('what inspect prints', () => {
  it('holds no value and no key that is data, of any document', () => {
    fc.assert(
      fc.property(objectOf(fc.oneof(dataKey, ataKey)), kind, (object, type) => {
        const document = new Map([...object, ...(type === null ? [] : [type])]);
        const text = printed([document]);
        expect(text.toLowerCase()).not.toContain(canary);
        for (const value of ['987654321', 'contoso', String(2n ** 62n), '5f7ab5f381d7', '1970'])
          expect(text).not.toContain(value);
      }),
    );
  });

  it('holds no name of a person, where ATA has no class that is known', () => {
    fc.assert(
      fc.property(objectOf(fc.oneof(personKey, ataKey)), (object) => {
        const owners = new Map<string, DocumentValue>([['Owners', object]]);
        const document = new Map<string, DocumentValue>([
          ['Type', 'CenterSystemProfile'],
          ['Configuration', new Map([['SupportCaseConfiguration', owners]])],
        ]);
        expect(printed([document]).toLowerCase()).not.toContain(canary);
      }),
    );
  });

  it('is the same whatever the values are', () => {
    fc.assert(
      fc.property(objectOf(fc.oneof(dataKey, ataKey, personKey)), kind, (object, type) => {
        const document = new Map([...object, ...(type === null ? [] : [type])]);
        expect(printed([otherDocument(document)])).toBe(printed([document]));
      }),
    );
  });

  it('differs where a type, a name or the length of a list differs', () => {
    const center = (members: readonly (readonly [string, DocumentValue])[]): string =>
      printed([
        new Map<string, DocumentValue>([
          ['Type', 'CenterSystemProfile'],
          ['Configuration', new Map(members)],
        ]),
      ]);
    const texts = [
      center([['SupportCaseConfiguration', 1]]),
      center([['SupportCaseConfiguration', 'x']]),
      center([['SupportCaseConfiguration', null]]),
      center([['SupportCaseConfiguration', []]]),
      center([['SupportCaseConfiguration', [1]]]),
      center([['SupportCaseConfiguration', [1, 2]]]),
      center([['ContractConfiguration', 1]]),
    ];
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe.each(Object.entries(deploymentFiles))('of the deployment %s', (_, files) => {
  const documents = documentsOf(...files);

  it('inspect prints the same whatever the values are', () => {
    expect(printed(documents.map(otherDocument))).toBe(printed(documents));
  });

  it('inspect prints no text and no number of it', () => {
    const text = printed(documents);
    const values = files.flatMap((file) => valuesIn(JSON.parse(asArray(file))));
    expect(values.length).toBeGreaterThan(100);
    // What is printed of names is a key of the document or a word of the report's own, never a value alone.
    const names = new Set([...files.flatMap((file) => keysIn(JSON.parse(asArray(file)))), ...ownWords]);
    const rest = text.split(/[^\p{L}\p{N}_-]+/u).filter((word) => !names.has(word));
    const leaked = values.filter(
      (value) => rest.includes(value) || (/[^A-Za-z]/.test(value) && text.includes(value)),
    );
    expect([...new Set(leaked)]).toEqual([]);
  });
});

/** The documents of a file, which stand one after another, as one JSON text. */
function asArray(file: string): string {
  const text = readFileSync(fixturePath(file), 'utf8').trim();
  return text.startsWith('[') ? text : `[${text.replace(/\}\s*\n(?=\{)/g, '},')}]`;
}

/** Texts of some length and long numbers: others stand in a report by chance, as counts and in words. */
function valuesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.trim().length > 2 ? [value] : [];
  if (typeof value === 'number') return Math.abs(value) > 9999 ? [String(value)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : [];
}

function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(keysIn)];
}

/** Class names of ATA's, and what a report says without any document. */
const ownWords: readonly string[] = [
  ...['Entity', 'SystemProfile', 'ServiceSystemProfile', 'CenterSystemProfile', 'GatewaySystemProfile'],
  ...['UniqueEntity', 'Domain', 'Computer', 'User', 'Group', 'true', 'false'],
  ...printed([]).split(/[^\p{L}\p{N}_-]+/u),
];
