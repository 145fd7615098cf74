import { InternalError } from '../errors.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import type { WorksheetOptions } from './progress.js';
import type { Artifact, Writer } from './writer.js';

/**
 * Every format of worksheet. Each is loaded only when it is asked for, because some bring a library of their own.
 * plan.json and snapshot.json are data, not worksheets: see json.ts.
 */
const writers = {
  html: async () => (await import('./html.js')).htmlWriter,
  csv: async () => (await import('./csv.js')).csvWriter,
  xlsx: async () => (await import('./xlsx.js')).xlsxWriter,
  md: async () => (await import('./markdown.js')).markdownWriter,
  runbook: async () => (await import('./runbook.js')).runbookWriter,
  ps1: async () => (await import('./powershell.js')).powershellWriter,
} as const satisfies Readonly<Record<string, () => Promise<Writer>>>;

/** The words of `--format`. */
export const worksheetFormats: readonly string[] = Object.keys(writers);

/**
 * The writer of a format.
 *
 * @throws InternalError for a word that is not in `worksheetFormats`
 */
export async function writerOf(format: string): Promise<Writer> {
  if (!isFormat(format)) throw new InternalError(`no worksheet is written in the format ${format}`);
  return writers[format]();
}

/**
 * The worksheets of a plan, one format after the other.
 *
 * @throws InternalError for a word that is not in `worksheetFormats`
 */
export async function worksheetArtifacts(
  plan: MigrationPlan,
  formats: readonly string[],
  options: WorksheetOptions = {},
): Promise<Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const format of formats) {
    const writer = await writerOf(format);
    artifacts.push(...(await writer.artifacts(plan, options)));
  }
  return artifacts;
}

function isFormat(word: string): word is keyof typeof writers {
  return Object.hasOwn(writers, word);
}
