import { type ReportFormat, reportArtifact } from '../report/artifact.js';
import type { ReportStyle } from '../report/text.js';
import type { ConfigurationDiff } from '../types/configuration-diff.js';
import type { Artifact } from '../writers/writer.js';
import { reportOf } from './report.js';

/** Columns of the text, on every terminal and in every file: the same input gives the same bytes. */
export const textWidth = 80;

/** A comparison in one of its forms. */
export function diffArtifact(diff: ConfigurationDiff, format: ReportFormat, style?: ReportStyle): Artifact {
  const outline = () => reportOf(diff);
  return reportArtifact({ name: 'diff', document: diff, outline, width: textWidth }, format, style);
}
