/**
 * The library: what the command line is made of. Nothing here prints, exits, or touches a file or the network.
 */
export { type DiffOptions, diffSnapshots } from './diff/diff.js';
export { type Ignores, parseIgnores } from './diff/ignore.js';
export { type DiffFormat, diffArtifact, diffFormats } from './diff/render.js';
export { InternalError, type SourceLocation, UserError } from './errors.js';
export type { HistoryFile } from './history/candidates.js';
export { type HistoryOptions, historyOf } from './history/history.js';
export { type HistoryFormat, historyArtifact, historyFormats } from './history/render.js';
export { loadSnapshot, loadSnapshots } from './load.js';
export { consolidate } from './plan/consolidate.js';
export { type TranslateOptions, translate } from './plan/translate.js';
export type { HashedSource, LoadableSource, QueriedSource, StreamedSource } from './readers/sources.js';
export { collectingReporter, type Notice, type Reporter } from './reporter.js';
export type { AtaSnapshot } from './types/ata-snapshot.js';
export type { Change, ConfigurationDiff } from './types/configuration-diff.js';
export type { ConfigurationHistory, Moment } from './types/configuration-history.js';
export type { Item, MigrationPlan } from './types/migration-plan.js';
export { checkDiff, checkHistory, checkPlan, checkSnapshot } from './validate.js';
export { worksheetArtifacts, worksheetFormats, writerOf } from './writers/index.js';
export { planArtifact, snapshotArtifact } from './writers/json.js';
export type { Artifact, Writer } from './writers/writer.js';
