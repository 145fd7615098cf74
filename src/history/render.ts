import { textWidth } from '../diff/render.js';
import { htmlReport } from '../report/html.js';
import { markdownReport } from '../report/markdown.js';
import { plainStyle, type ReportStyle, textReport } from '../report/text.js';
import type { ConfigurationHistory } from '../types/configuration-history.js';
import { jsonText } from '../writers/json.js';
import type { Artifact } from '../writers/writer.js';
import { reportOf } from './report.js';

/** In which forms a timeline can be had. */
export const historyFormats = ['text', 'json', 'md', 'html'] as const;

export type HistoryFormat = (typeof historyFormats)[number];

/** A timeline in one of its forms. */
export function historyArtifact(
  history: ConfigurationHistory,
  format: HistoryFormat,
  style: ReportStyle = plainStyle,
): Artifact {
  switch (format) {
    case 'json':
      return { name: 'history.json', mediaType: 'application/json', content: [jsonText(history)] };
    case 'md':
      return {
        name: 'history.md',
        mediaType: 'text/markdown; charset=utf-8',
        content: markdownReport(reportOf(history)),
      };
    case 'html':
      return {
        name: 'history.html',
        mediaType: 'text/html; charset=utf-8',
        content: htmlReport(reportOf(history)),
      };
    case 'text':
      return {
        name: 'history.txt',
        mediaType: 'text/plain; charset=utf-8',
        content: textReport(reportOf(history), style, textWidth),
      };
  }
}
