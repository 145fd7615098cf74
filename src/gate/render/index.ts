import { type ReportFormat, reportArtifact } from '../../report/artifact.js';
import type { ReportStyle } from '../../report/text.js';
import type { DecommissionGate } from '../../types/decommission-gate.js';
import type { Artifact } from '../../writers/writer.js';
import { gateReport } from './report.js';
import { textGate } from './text.js';

/** A gate in one of its forms. */
export function gateArtifact(gate: DecommissionGate, format: ReportFormat, style?: ReportStyle): Artifact {
  const outline = () => gateReport(gate);
  const text = (chosen: ReportStyle) => textGate(gate, chosen);
  return reportArtifact({ name: 'gate', document: gate, outline, text }, format, style);
}
