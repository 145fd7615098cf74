/** What every writer promises, over every fixture. */
import { parse } from 'csv-parse/sync';
import { XMLParser } from 'fast-xml-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/plan/translate.js';
import type { MigrationPlan } from '../../src/types/migration-plan.js';
import { worksheetArtifacts, worksheetFormats } from '../../src/writers/index.js';
import { planArtifact } from '../../src/writers/json.js';
import type { WorksheetOptions } from '../../src/writers/progress.js';
import type { Artifact } from '../../src/writers/writer.js';
import { artifactBytes, artifactText } from '../support/artifacts.js';
import { canaries } from '../support/deployments.js';
import { deploymentFiles, snapshotOfDeployment } from '../support/loading.js';
import { planOf, smallPlan } from '../support/plans.js';
import { carriedOverOf } from '../support/progress.js';
import { brokenParts, partsOfZip } from '../support/workbook.js';

type Render = (plan: MigrationPlan, options?: WorksheetOptions) => Promise<Artifact[]>;

const renderings: readonly (readonly [string, Render])[] = [
  ...worksheetFormats.map(
    (format) =>
      [
        format,
        (plan: MigrationPlan, options?: WorksheetOptions) => worksheetArtifacts(plan, [format], options),
      ] as const,
  ),
  ['plan.json', async (plan) => [planArtifact(plan)]],
];

const plans = new Map<string, MigrationPlan>([
  ['a plan of everything', smallPlan()],
  ['an empty plan', planOf([])],
]);
const deployments = Object.keys(deploymentFiles) as (keyof typeof deploymentFiles)[];

beforeAll(async () => {
  for (const name of deployments) plans.set(name, translate(await snapshotOfDeployment(name)));
});

function planCalled(name: string): MigrationPlan {
  const plan = plans.get(name);
  if (plan === undefined) throw new Error(`no plan ${name}`);
  return plan;
}

/** The texts that an artefact is made of: its own, or those of its parts. */
function textsOf(artifact: Artifact): string[] {
  if (!artifact.name.endsWith('.xlsx')) return [artifactText(artifact)];
  return [...partsOfZip(artifactBytes(artifact)).values()];
}

/** Whether an artefact is what its name says; a new format has to be added here. */
const validity: Readonly<Record<string, (artifact: Artifact) => void>> = {
  csv(artifact) {
    const rows: string[][] = parse(artifactText(artifact), { bom: true, record_delimiter: '\r\n' });
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
  },
  xlsx(artifact) {
    const parts = partsOfZip(artifactBytes(artifact));
    expect(brokenParts(parts)).toEqual([]);
    expect(parts.has('[Content_Types].xml')).toBe(true);
  },
  md(artifact) {
    expect(artifactText(artifact)).toMatch(/^# /);
  },
  json(artifact) {
    expect(JSON.parse(artifactText(artifact))).toBeTypeOf('object');
  },
  html(artifact) {
    expect(artifactText(artifact)).toMatch(/^<!doctype html>/i);
  },
  ps1(artifact) {
    expect(artifactText(artifact)).not.toBe('');
  },
};

/** Characters that nobody sees, but for the joiners that scripts need. */
const unseen = /(?!\r?\n|[\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

const cases = ['a plan of everything', 'an empty plan', ...deployments];

describe.each(renderings)('%s', (format, render) => {
  describe.each(cases)('of %s', (name) => {
    it.each([false, true])(
      'is clean, valid and the same every time (with an older worksheet: %s)',
      async (older) => {
        const plan = planCalled(name);
        const before = structuredClone(plan);
        const options = older ? { carriedOver: carriedOverOf(plan) } : {};
        const artifacts = await render(plan, options);
        expect(artifacts.map(artifactBytes)).toEqual((await render(plan, options)).map(artifactBytes));
        expect(plan).toEqual(before);
        for (const artifact of artifacts) {
          const extension = artifact.name.split('.').at(-1) ?? '';
          validity[extension]?.(artifact);
          expect(Object.keys(validity)).toContain(extension);
          for (const text of textsOf(artifact)) {
            // Not the text itself: a failure would print megabytes.
            expect(/\[object .{0,40}|\bundefined\b|\bNaN\b/.exec(text)?.[0]).toBeUndefined();
            const encoded = (canary: string): string => Buffer.from(canary).toString('base64').slice(0, -4);
            expect(
              canaries.filter((canary) => text.includes(canary) || text.includes(encoded(canary))),
            ).toEqual([]);
          }
          if (!artifact.name.endsWith('.xlsx')) {
            const text = artifactText(artifact);
            expect(text.endsWith('\n')).toBe(true);
            expect(unseen.exec(text.replace(/^\uFEFF/, ''))?.[0]).toBeUndefined();
          }
        }
      },
    );
  });

  it.skipIf(format === 'plan.json')('says nothing of a secret but whether it is set', async () => {
    const text = (await render(smallPlan())).flatMap(textsOf).join('');
    if (format === 'csv' || format === 'md') expect(text).toContain('(secret, not shown)');
    expect(text).not.toContain('0123456789abcdef');
    expect(text).not.toContain('$redacted');
  });
});

/** Cells of formats whose cells are plain text hold what the plan says, and no markup of ours. */
describe('plain-text cells', () => {
  it.each(['csv', 'xlsx'])('%s: nothing is escaped for another format', async (format) => {
    // Nobody of these has a name with markup in it.
    for (const name of ['contoso', 'defaults']) {
      const [artifact] = await worksheetArtifacts(planCalled(name), [format]);
      if (artifact === undefined) throw new Error('nothing was written');
      const cells = format === 'csv' ? csvCells(artifact) : sharedStrings(artifact);
      expect(cells.length).toBeGreaterThan(100);
      for (const cell of cells) expect(cell).not.toMatch(/&(?:amp|lt|gt|quot|#\d+);|<br ?\/?>|\*\*/);
    }
  });
});

function csvCells(artifact: Artifact): string[] {
  const rows: string[][] = parse(artifactText(artifact), { bom: true });
  return rows.flat();
}

function sharedStrings(artifact: Artifact): string[] {
  const xml = partsOfZip(artifactBytes(artifact)).get('xl/sharedStrings.xml') ?? '';
  const parser = new XMLParser({
    parseTagValue: false,
    trimValues: false,
    processEntities: { enabled: true, maxTotalExpansions: 1e6, maxExpandedLength: 1e8 },
    isArray: (tag) => tag === 'si',
  });
  const { sst } = parser.parse(xml) as { sst: { si: { t: string | { '#text': string } }[] } };
  return sst.si.map(({ t }) => (typeof t === 'string' ? t : t['#text']));
}
