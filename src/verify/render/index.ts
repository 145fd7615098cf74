import { htmlReport } from '../../report/html.js';
import { markdownReport } from '../../report/markdown.js';
import { plainStyle, type ReportStyle, textReport } from '../../report/text.js';
import type { Verification } from '../../types/verification.js';
import { jsonText } from '../../writers/json.js';
import type { Artifact } from '../../writers/writer.js';
import { reportOf } from './report.js';

/** In which forms a verification can be had. */
export const verificationFormats = ['text', 'json', 'md', 'html'] as const;

export type VerificationFormat = (typeof verificationFormats)[number];

/** A verification in one of its forms. */
export function verificationArtifact(
  verification: Verification,
  format: VerificationFormat,
  style: ReportStyle = plainStyle,
): Artifact {
  switch (format) {
    case 'json':
      return { name: 'verification.json', mediaType: 'application/json', content: [jsonText(verification)] };
    case 'md':
      return {
        name: 'verification.md',
        mediaType: 'text/markdown; charset=utf-8',
        content: markdownReport(reportOf(verification)),
      };
    case 'html':
      return {
        name: 'verification.html',
        mediaType: 'text/html; charset=utf-8',
        content: htmlReport(reportOf(verification)),
      };
    case 'text':
      return {
        name: 'verification.txt',
        mediaType: 'text/plain; charset=utf-8',
        content: textReport(reportOf(verification), style),
      };
  }
}
