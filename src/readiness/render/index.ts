import { type ReportFormat, reportArtifact, reportFormats } from '../../report/artifact.js';
import type { ReportStyle } from '../../report/text.js';
import type { SensorReadiness } from '../../types/sensor-readiness.js';
import type { Artifact } from '../../writers/writer.js';
import { readinessCsv } from './csv.js';
import { readinessReport } from './report.js';

/** In which forms readiness can be had. */
export const readinessFormats = [...reportFormats, 'csv'] as const;

export type ReadinessFormat = ReportFormat | 'csv';

/** Readiness in one of its forms. */
export function readinessArtifact(
  readiness: SensorReadiness,
  format: ReadinessFormat,
  style?: ReportStyle,
): Artifact {
  if (format === 'csv')
    return { name: 'readiness.csv', mediaType: 'text/csv; charset=utf-8', content: readinessCsv(readiness) };
  const outline = () => readinessReport(readiness);
  return reportArtifact({ name: 'readiness', document: readiness, outline }, format, style);
}
