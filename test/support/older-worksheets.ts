/** Older worksheets, as they are given to `--carry-over`. */
import { carriedOverFrom } from '../../src/carry-over/index.js';
import { collectingReporter, type Notice } from '../../src/reporter.js';
import type { MigrationPlan } from '../../src/types/migration-plan.js';
import { worksheetArtifacts } from '../../src/writers/index.js';
import {
  type CarriedOver,
  fingerprintOf,
  progressOf,
  type WorksheetOptions,
} from '../../src/writers/progress.js';
import { worksheetRecords } from '../../src/writers/records.js';
import { artifactBytes } from './artifacts.js';

/** A worksheet in the format, as bytes. */
export async function worksheetBytes(
  plan: MigrationPlan,
  format: string,
  options: WorksheetOptions,
): Promise<Uint8Array> {
  if (format !== 'json') return artifactBytes((await worksheetArtifacts(plan, [format], options))[0]);
  return new TextEncoder().encode(JSON.stringify(exported(plan, options)));
}

/** What worksheet.html exports of the same. */
export function exported(plan: MigrationPlan, options: WorksheetOptions): object {
  const items = worksheetRecords(plan).map((record) => ({
    id: record.id,
    title: record.title,
    fingerprint: fingerprintOf(record),
    ...progressOf(record, options),
  }));
  const vanished = (options.carriedOver?.vanished ?? []).map(({ id, title, progress }) => ({
    id,
    title,
    fingerprint: '',
    ...progress,
  }));
  return {
    schema: 'worksheet-progress',
    schemaVersion: 1,
    program: { name: 'ata2mdi', version: '0.0.0' },
    items: [...items, ...vanished],
  };
}

/** What is carried over from bytes or text, and what is said about it. */
export async function carriedOver(
  plan: MigrationPlan,
  content: Uint8Array | string,
): Promise<CarriedOver & { readonly notices: readonly Notice[] }> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const reporter = collectingReporter();
  const found = await carriedOverFrom({ name: 'older', bytes }, plan, reporter);
  return { ...found, notices: reporter.notices };
}
