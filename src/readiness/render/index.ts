import { htmlReport } from '../../report/html.js';
import { markdownReport } from '../../report/markdown.js';
import { plainStyle, type ReportStyle, textReport } from '../../report/text.js';
import type { SensorReadiness } from '../../types/sensor-readiness.js';
import { jsonText } from '../../writers/json.js';
import type { Artifact } from '../../writers/writer.js';
import { readinessCsv } from './csv.js';
import { readinessReport } from './report.js';

/** In which forms readiness can be had. */
export const readinessFormats = ['text', 'json', 'md', 'html', 'csv'] as const;

export type ReadinessFormat = (typeof readinessFormats)[number];

/** Readiness in one of its forms. */
export function readinessArtifact(
  readiness: SensorReadiness,
  format: ReadinessFormat,
  style: ReportStyle = plainStyle,
): Artifact {
  switch (format) {
    case 'json':
      return { name: 'readiness.json', mediaType: 'application/json', content: [jsonText(readiness)] };
    case 'csv':
      return {
        name: 'readiness.csv',
        mediaType: 'text/csv; charset=utf-8',
        content: readinessCsv(readiness),
      };
    case 'md':
      return {
        name: 'readiness.md',
        mediaType: 'text/markdown; charset=utf-8',
        content: markdownReport(readinessReport(readiness)),
      };
    case 'html':
      return {
        name: 'readiness.html',
        mediaType: 'text/html; charset=utf-8',
        content: htmlReport(readinessReport(readiness)),
      };
    case 'text':
      return {
        name: 'readiness.txt',
        mediaType: 'text/plain; charset=utf-8',
        content: textReport(readinessReport(readiness), style),
      };
  }
}
