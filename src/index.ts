/**
 * The library: what the command line is made of. Nothing here prints, exits, or touches a file or the network.
 */
export {
  type DiffOptions,
  diff,
  type FileInput,
  type ReadOptions,
  type Renderable,
  type RenderedFile,
  readSources,
  render,
  translate,
  verify,
} from './api.js';
export { InternalError, type SourceLocation, UserError } from './errors.js';
export type { Notice } from './reporter.js';
export type { AtaSnapshot } from './types/ata-snapshot.js';
export type { Change, ConfigurationDiff } from './types/configuration-diff.js';
export type { Item, MigrationPlan } from './types/migration-plan.js';
export type { CheckedItem, Verification } from './types/verification.js';
