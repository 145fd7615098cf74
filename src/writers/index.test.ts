import { expect, it } from 'vitest';
import { planOf, smallPlan } from '../../test/support/plans.js';
import { InternalError } from '../errors.js';
import { validate } from '../types/validate-migration-plan.js';
import { worksheetArtifacts, worksheetFormats, writerOf } from './index.js';

it('refuses a format that does not exist', async () => {
  await expect(writerOf('docx')).rejects.toThrow(InternalError);
  await expect(writerOf('toString')).rejects.toThrow(InternalError);
});

it('knows each writer by its word', async () => {
  for (const format of worksheetFormats) expect((await writerOf(format)).format).toBe(format);
});

it('writes the formats in the order in which they are asked for', async () => {
  const artifacts = await worksheetArtifacts(planOf([]), ['md', 'csv']);
  expect(artifacts.map(({ name }) => name)).toEqual(['worksheet.md', 'worksheet.csv']);
});

it('is tested with a plan that its schema allows', () => {
  validate(smallPlan());
  expect(validate.errors ?? []).toEqual([]);
});
