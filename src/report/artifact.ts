import { jsonText } from '../writers/json.js';
import type { Artifact } from '../writers/writer.js';
import { htmlReport } from './html.js';
import { markdownReport } from './markdown.js';
import type { Report } from './outline.js';
import { plainStyle, type ReportStyle, textReport } from './text.js';

/** In which forms a report can be had. */
export const reportFormats = ['text', 'json', 'md', 'html'] as const;

export type ReportFormat = (typeof reportFormats)[number];

/** A document, and how people are told of it. */
export interface Reported {
  /** What its files are called, without the end. */
  readonly name: string;
  /** What the form `json` holds. */
  readonly document: object;
  readonly outline: () => Report;
  /** Columns of a line of the text; as long as they are without it. */
  readonly width?: number;
  /** The text, where it is not the outline's. */
  readonly text?: (style: ReportStyle) => string[];
}

/** A report in one of its forms. */
export function reportArtifact(
  { name, document, outline, width, text }: Reported,
  format: ReportFormat,
  style: ReportStyle = plainStyle,
): Artifact {
  switch (format) {
    case 'json':
      return { name: `${name}.json`, mediaType: 'application/json', content: [jsonText(document)] };
    case 'md':
      return {
        name: `${name}.md`,
        mediaType: 'text/markdown; charset=utf-8',
        content: markdownReport(outline()),
      };
    case 'html':
      return { name: `${name}.html`, mediaType: 'text/html; charset=utf-8', content: htmlReport(outline()) };
    case 'text':
      return {
        name: `${name}.txt`,
        mediaType: 'text/plain; charset=utf-8',
        content: text?.(style) ?? textReport(outline(), style, width),
      };
  }
}
