import { textWidth } from '../diff/render.js';
import { type ReportFormat, reportArtifact } from '../report/artifact.js';
import type { ReportStyle } from '../report/text.js';
import type { ConfigurationHistory } from '../types/configuration-history.js';
import type { Artifact } from '../writers/writer.js';
import { reportOf } from './report.js';

/** A timeline in one of its forms. */
export function historyArtifact(
  history: ConfigurationHistory,
  format: ReportFormat,
  style?: ReportStyle,
): Artifact {
  const outline = () => reportOf(history);
  return reportArtifact({ name: 'history', document: history, outline, width: textWidth }, format, style);
}
