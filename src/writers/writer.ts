import type { MigrationPlan } from '../types/migration-plan.js';
import type { WorksheetOptions } from './progress.js';

/** A file to be written; the command line alone writes it. */
export interface Artifact {
  /** File name, e.g. `worksheet.csv`, below one folder at most: `scripts/Set-MdiAuditing.ps1`. Always ours, never a source's. */
  readonly name: string;
  readonly mediaType: string;
  /**
   * Bytes, or text to be encoded as UTF-8, in pieces that follow each other without anything between them: a plan
   * of many megabytes never has to be one string. No piece of text ends inside a character.
   */
  readonly content: readonly (string | Uint8Array)[];
}

/**
 * Renders a plan as a worksheet in one format. Pure: the same plan gives the same bytes, and a time stands in them
 * only if it stands in the plan (`createdAt`).
 */
export interface Writer {
  /**
   * Word for `--format`; the worksheet is called `worksheet.<format>`, that of `runbook` is `runbook.md`, and the scripts of
   * `ps1` have names of their own.
   */
  readonly format: string;
  artifacts(plan: MigrationPlan, options?: WorksheetOptions): Artifact[] | Promise<Artifact[]>;
}
