import { htmlReport } from '../report/html.js';
import { markdownReport } from '../report/markdown.js';
import { plainStyle, type ReportStyle, textReport } from '../report/text.js';
import type { ConfigurationDiff } from '../types/configuration-diff.js';
import { jsonText } from '../writers/json.js';
import type { Artifact } from '../writers/writer.js';
import { reportOf } from './report.js';

/** In which forms a comparison can be had. */
export const diffFormats = ['text', 'json', 'md', 'html'] as const;

export type DiffFormat = (typeof diffFormats)[number];

/** Columns of the text, on every terminal and in every file: the same input gives the same bytes. */
export const textWidth = 80;

/** A comparison in one of its forms. */
export function diffArtifact(
  diff: ConfigurationDiff,
  format: DiffFormat,
  style: ReportStyle = plainStyle,
): Artifact {
  switch (format) {
    case 'json':
      return { name: 'diff.json', mediaType: 'application/json', content: [jsonText(diff)] };
    case 'md':
      return {
        name: 'diff.md',
        mediaType: 'text/markdown; charset=utf-8',
        content: markdownReport(reportOf(diff)),
      };
    case 'html':
      return {
        name: 'diff.html',
        mediaType: 'text/html; charset=utf-8',
        content: htmlReport(reportOf(diff)),
      };
    case 'text':
      return {
        name: 'diff.txt',
        mediaType: 'text/plain; charset=utf-8',
        content: textReport(reportOf(diff), style, textWidth),
      };
  }
}
