import { describe, expect, it } from 'vitest';
import { artifactText } from '../../test/support/artifacts.js';
import { planOf, smallPlan } from '../../test/support/plans.js';
import { InternalError } from '../errors.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import { validate } from '../types/validate-migration-plan.js';
import { worksheetFormats, writerOf } from './index.js';
import { planArtifact } from './json.js';
import type { Artifact } from './writer.js';

const renderings: readonly (readonly [string, (plan: MigrationPlan) => Artifact[]])[] = [
  ...worksheetFormats.map(
    (format) => [format, (plan: MigrationPlan) => writerOf(format).artifacts(plan)] as const,
  ),
  ['plan.json', (plan) => [planArtifact(plan)]],
];

it('refuses a format that does not exist', () => {
  expect(() => writerOf('docx')).toThrow(InternalError);
});

it('is tested with a plan that its schema allows', () => {
  validate(smallPlan());
  expect(validate.errors ?? []).toEqual([]);
});

describe.each(renderings)('%s', (_name, render) => {
  it('gives the same bytes for the same plan', () => {
    expect(render(smallPlan()).map(artifactText)).toEqual(render(smallPlan()).map(artifactText));
  });

  it.each([
    ['a plan of everything', smallPlan()],
    ['an empty plan', planOf([])],
  ])('writes clean text of %s', (_plan, plan) => {
    for (const artifact of render(plan)) {
      const text = artifactText(artifact);
      expect(artifact.name).toMatch(/^(?:[a-z]+|scripts\/[A-Za-z-]+)\.[a-z0-9]+$/);
      expect(text).toMatch(/\n$/);
      expect(text).not.toMatch(/\[object |\bundefined\b|\bNaN\b/);
      expect(text.replace(/^\uFEFF/, '')).not.toMatch(/(?!\r?\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    }
  });

  it('does not change the plan', () => {
    const plan = smallPlan();
    const before = structuredClone(plan);
    render(plan);
    expect(plan).toEqual(before);
  });
});

// Scripts say nothing of items but what they do.
const worksheets = worksheetFormats.filter((format) => format !== 'ps1');

it.each(worksheets)('a %s worksheet says that a secret is set and nothing else of it', (format) => {
  const text = writerOf(format).artifacts(smallPlan()).map(artifactText).join('');
  expect(text).toContain('(secret, not shown)');
  expect(text).not.toContain('0123456789abcdef');
  expect(text).not.toContain('$redacted');
});
