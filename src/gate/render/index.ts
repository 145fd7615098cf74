import { htmlReport } from '../../report/html.js';
import { markdownReport } from '../../report/markdown.js';
import { plainStyle, type ReportStyle } from '../../report/text.js';
import type { DecommissionGate } from '../../types/decommission-gate.js';
import { jsonText } from '../../writers/json.js';
import type { Artifact } from '../../writers/writer.js';
import { gateReport } from './report.js';
import { textGate } from './text.js';

/** In which forms a gate can be had. */
export const gateFormats = ['text', 'json', 'md', 'html'] as const;

export type GateFormat = (typeof gateFormats)[number];

/** A gate in one of its forms. */
export function gateArtifact(
  gate: DecommissionGate,
  format: GateFormat,
  style: ReportStyle = plainStyle,
): Artifact {
  switch (format) {
    case 'json':
      return { name: 'gate.json', mediaType: 'application/json', content: [jsonText(gate)] };
    case 'md':
      return {
        name: 'gate.md',
        mediaType: 'text/markdown; charset=utf-8',
        content: markdownReport(gateReport(gate)),
      };
    case 'html':
      return {
        name: 'gate.html',
        mediaType: 'text/html; charset=utf-8',
        content: htmlReport(gateReport(gate)),
      };
    case 'text':
      return { name: 'gate.txt', mediaType: 'text/plain; charset=utf-8', content: textGate(gate, style) };
  }
}
