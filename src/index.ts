/**
 * The library: what the command line is made of. Nothing here prints, exits, or touches a file or the network.
 */
export { InternalError, type SourceLocation, UserError } from './errors.js';
export { loadSnapshot, loadSnapshots } from './load.js';
export { consolidate } from './plan/consolidate.js';
export { type TranslateOptions, translate } from './plan/translate.js';
export type { HashedSource, LoadableSource, QueriedSource, StreamedSource } from './readers/sources.js';
export { collectingReporter, type Notice, type Reporter } from './reporter.js';
export type { AtaSnapshot } from './types/ata-snapshot.js';
export type { Item, MigrationPlan } from './types/migration-plan.js';
export { checkPlan, checkSnapshot } from './validate.js';
export { worksheetArtifacts, worksheetFormats, writerOf } from './writers/index.js';
export { planArtifact, snapshotArtifact } from './writers/json.js';
export type { Artifact, Writer } from './writers/writer.js';
