import { type ReportFormat, reportArtifact } from '../../report/artifact.js';
import type { ReportStyle } from '../../report/text.js';
import type { Verification } from '../../types/verification.js';
import type { Artifact } from '../../writers/writer.js';
import { reportOf } from './report.js';

/** A verification in one of its forms. */
export function verificationArtifact(
  verification: Verification,
  format: ReportFormat,
  style?: ReportStyle,
): Artifact {
  const outline = () => reportOf(verification);
  return reportArtifact({ name: 'verification', document: verification, outline }, format, style);
}
