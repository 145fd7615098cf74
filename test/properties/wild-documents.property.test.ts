/**
 * Configurations of shapes that nobody has seen: under every path that the catalogue knows stands anything, beside it keys
 * that nobody knows. The plan balances, its ids are unique and do not change, and every writer writes it.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectorSections } from '../../src/catalogue/detectors.js';
import { parsePath } from '../../src/catalogue/paths.js';
import { engineTuningCatalogue, settingsCatalogue } from '../../src/catalogue/settings.js';
import { readStoredPlan } from '../../src/plan/stored.js';
import { translate } from '../../src/plan/translate.js';
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
import { normalise } from '../../src/snapshot/normalise.js';
import { readStoredSnapshot } from '../../src/snapshot/stored.js';
import type { AtaSnapshot } from '../../src/types/ata-snapshot.js';
import { checkPlan, checkSnapshot } from '../../src/validate.js';
import { worksheetArtifacts, worksheetFormats } from '../../src/writers/index.js';
import { planArtifact, snapshotArtifact } from '../../src/writers/json.js';
import { artifactBytes, artifactText } from '../support/artifacts.js';
import { encodeText, writeDialect } from '../support/dialects.js';
import { hostileNames } from '../support/plans.js';
import { syntaxErrors } from '../support/powershell-syntax.js';
import { brokenParts, partsOfZip } from '../support/workbook.js';

/** How many times as many runs as usual. */
const factor = Number(process.env.FUZZ_FACTOR ?? 1);

/** What may stand anywhere: every type, hostile names, forms of what ATA stores elsewhere. */
const scalar: fc.Arbitrary<DocumentValue> = fc.oneof(
  fc.constantFrom<DocumentValue>(
    null,
    true,
    false,
    0,
    -1,
    514,
    65_536,
    1.5,
    Number.NaN,
    '',
    'true',
    '10.0.0.0/8',
  ),
  fc.constantFrom<DocumentValue>(2n ** 62n, new DateValue(-62_135_596_800_000n), new DateValue(2n ** 60n)),
  fc.constantFrom<DocumentValue>(
    new ObjectIdValue('5f7ab5f381d7314991ae13e7'),
    new BinaryValue(Uint8Array.of(1, 2), 3),
  ),
  fc.constantFrom<DocumentValue>(
    new ExtendedValue({ $timestamp: { t: 1, i: 2 } }),
    new ExtendedValue({ $minKey: 1 }),
  ),
  fc.constantFrom<DocumentValue>(
    ...Object.values(hostileNames),
    "'; Remove-Item C:\\ #",
    '’ + $(calc) + ’',
    'CON',
    '../../x',
    'computer 10.0.0.7',
  ),
  fc.string({ maxLength: 6, unit: 'binary' }).map((text) => `x${text}`),
);
const oddKey = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    '$oid',
    'a.b[0]',
    'Password',
    'IsEnabled',
    'Value',
    '\u202e',
    '=1+1',
  ),
  fc.string({ maxLength: 5, unit: 'binary' }),
);
const { anything } = fc.letrec<{ anything: DocumentValue }>((tie) => ({
  anything: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(tie('anything'), { maxLength: 4 }) },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.tuple(oddKey, tie('anything')), { maxLength: 4 })
        .map((members) => new Map(members)),
    },
  ),
}));

/** Every place that the catalogue knows, with names for what is open in it. */
const knownPlaces: readonly (readonly string[])[] = [
  ...settingsCatalogue.entries.flatMap(({ paths }) => paths),
  ...Object.keys(engineTuningCatalogue.entries),
].map((pattern) =>
  pattern
    .replace('{detector}', detectorSections[0] ?? '')
    .replace('{object}', 'Some')
    .replace(/\.\*\*$/, '.Inner')
    .split('.')
    .map((name) => (name === '*' ? 'Some' : name)),
);

type Placed = readonly [place: readonly string[], value: DocumentValue];

/** Puts values at their places; a list is made where the place asks for one, and what stands in the way is replaced. */
function documentWith(
  placed: readonly Placed[],
  more: readonly (readonly [string, DocumentValue])[],
): DocumentObject {
  const document = new Map<string, DocumentValue>(more);
  for (const [place, value] of placed) put(document, place, value);
  return document;
}

function put(
  object: Map<string, DocumentValue>,
  [name = '', ...rest]: readonly string[],
  value: DocumentValue,
): void {
  const key = name.replace(/\[\]$/, '');
  const isList = name !== key;
  const old = object.get(key);
  if (rest.length === 0) {
    object.set(key, isList ? [...(Array.isArray(old) ? old : []), value] : value);
    return;
  }
  const inner = new Map<string, DocumentValue>(!isList && old instanceof Map ? (old as DocumentObject) : []);
  put(inner, rest, value);
  object.set(key, isList ? [...(Array.isArray(old) ? old : []), inner] : inner);
}

const placed = fc.array(fc.tuple(fc.constantFrom(...knownPlaces), anything), { minLength: 5, maxLength: 60 });
const oddMembers = fc.array(fc.tuple(oddKey, anything), { maxLength: 4 });

const center = fc.tuple(placed, oddMembers).map(([places, odd]) => {
  const document = documentWith(places, odd);
  if (!(document.get('Configuration') instanceof Map))
    (document as Map<string, DocumentValue>).set('Configuration', new Map());
  return new Map<string, DocumentValue>([
    ...document,
    ['_id', 'center'],
    ['UpdateTime', '2025-01-01T00:00:00Z'],
    ['Type', 'CenterSystemProfile'],
  ]);
});
const other = fc
  .tuple(
    placed,
    oddMembers,
    fc.constantFrom('GatewaySystemProfile', 'TailspinSystemProfile'),
    fc.constantFrom('a', 'b', 'A'),
  )
  .map(
    ([places, odd, type, id]) =>
      new Map<string, DocumentValue>([...documentWith(places, odd), ['_id', id], ['Type', type]]),
  );
const entity = oddMembers.map(
  (odd) =>
    new Map<string, DocumentValue>([
      ...odd,
      ['_id', 'e'],
      ['_t', ['UniqueEntity', 'Computer']],
      ['IsDomainController', true],
    ]),
);

const deployment = fc.record({
  centers: fc.array(center, { minLength: 1, maxLength: 2 }),
  others: fc.array(other, { maxLength: 4 }),
  entities: fc.array(entity, { maxLength: 2 }),
});

async function snapshotOf(
  documents: readonly DocumentObject[],
  file = 'x.json',
): Promise<AtaSnapshot | null> {
  const sources = documents.map((value, index) => ({
    ...{
      name: `${index} ${file}`,
      format: 'extended-json',
      encoding: 'utf-8' as const,
      byteLength: 1,
      sha256: '0'.repeat(64),
    },
    documents: [{ value, line: 1 }],
  }));
  return normalise(sources).catch((reason: unknown) => {
    // A text where an object belongs is refused as cut off by ConvertTo-Json, and rightly.
    if (reason instanceof Error && reason.message.startsWith('the export was cut off')) return null;
    throw reason;
  });
}

function leafCount(value: DocumentValue): number {
  const children = value instanceof Map ? [...value.values()] : Array.isArray(value) ? value : [];
  return children.length === 0
    ? 1
    : children.reduce((sum: number, child: DocumentValue) => sum + leafCount(child), 0);
}

/** The same documents, with the members of every object in the opposite order. */
function turned(value: DocumentValue): DocumentValue {
  if (value instanceof Map)
    return new Map([...(value as DocumentObject)].reverse().map(([key, member]) => [key, turned(member)]));
  return Array.isArray(value) ? value.map(turned) : value;
}

const ids = (plan: { readonly items: readonly { readonly id: string }[] }): string[] =>
  plan.items.map(({ id }) => id).sort();

describe('configurations of shapes that nobody has seen', () => {
  it('balance; ids are unique and stay, whatever the order of members and the names of files', async () => {
    let translated = 0;
    await fc.assert(
      fc.asyncProperty(deployment, async ({ centers, others, entities }) => {
        // Of copies of one age, the text decides which counts, and that has an order of members.
        const profiles = [...centers, ...others].map(
          (document, day) => new Map([...document, ['UpdateTime', `2025-01-0${day + 1}T00:00:00Z`] as const]),
        );
        const documents = [...profiles, ...entities];
        const snapshot = await snapshotOf(documents);
        fc.pre(snapshot !== null);
        checkSnapshot(snapshot);
        const plan = translate(snapshot);
        checkPlan(plan);
        expect(plan.accounting.accounted).toBe(profiles.reduce((sum, one) => sum + leafCount(one), 0));
        expect(new Set(ids(plan)).size).toBe(plan.items.length);
        // Below a secret, keys are not shown: two of one object are told apart by their order alone.
        fc.pre(
          !snapshot.documents.some(({ leaves }) =>
            leaves.some(({ path }) => path.includes('(redacted key)')),
          ),
        );
        const again = await snapshotOf(
          documents.map((one) => turned(one) as DocumentObject),
          'renamed.json',
        );
        if (again === null) throw new Error('only one order of members is refused');
        expect(ids(translate(again))).toEqual(ids(plan));
        translated += 1;
      }),
      { numRuns: 60 * factor },
    );
    expect(translated).toBeGreaterThan(20);
  });

  it('read the same from each dialect, and from their own snapshot and plan', async () => {
    await fc.assert(
      fc.asyncProperty(
        center,
        fc.constantFrom('strict-v1' as const, 'shell' as const),
        async (document, dialect) => {
          const text = writeDialect([document], dialect, 'pretty');
          const [read] = readExtendedJson(
            { name: 'x', bytes: encodeText(text, 'utf-8') },
            collectingReporter(),
          ).documents;
          if (read === undefined) throw new Error('no document');
          const snapshot = await snapshotOf([read.value]);
          fc.pre(snapshot !== null);
          const stored = artifactBytes(snapshotArtifact(snapshot));
          expect(readStoredSnapshot({ name: 'x', bytes: stored })).toEqual(
            JSON.parse(new TextDecoder().decode(stored)),
          );
          const plan = translate(snapshot);
          const bytes = artifactBytes(planArtifact(plan));
          const reread = readStoredPlan({ name: 'x', bytes });
          expect(ids(reread ?? { items: [] })).toEqual(ids(plan));
          expect(reread?.accounting).toEqual(plan.accounting);
        },
      ),
      { numRuns: 25 * factor },
    );
  });

  it('are written by every writer, and what is written is whole', async () => {
    await fc.assert(
      fc.asyncProperty(center, fc.array(other, { maxLength: 2 }), async (document, others) => {
        const snapshot = await snapshotOf([document, ...others]);
        fc.pre(snapshot !== null);
        const plan = translate(snapshot);
        for (const artifact of await worksheetArtifacts(plan, worksheetFormats)) {
          expect(artifact.name).toMatch(/^(?:scripts\/)?[A-Za-z-]+\.[a-z0-9]+$/);
          if (artifact.name.endsWith('.xlsx'))
            expect(brokenParts(partsOfZip(artifactBytes(artifact)))).toEqual([]);
          else {
            const text = artifactText(artifact);
            expect(
              /(?!\r?\n|[\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.exec(
                text.replace(/^\ufeff/, ''),
              )?.[0],
            ).toBeUndefined();
            if (artifact.name.endsWith('.ps1')) expect(syntaxErrors(text)).toEqual([]);
          }
        }
      }),
      { numRuns: 6 * factor },
    );
  });

  it('are put at places that the catalogue knows', () => {
    expect(knownPlaces.length).toBeGreaterThan(100);
    for (const place of knownPlaces) expect(place.join('.')).not.toMatch(/[*{}]/);
    expect(parsePath('a.b')).toEqual(['a', 'b']);
  });
});
