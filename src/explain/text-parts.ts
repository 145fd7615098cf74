/** Pieces that answers of several kinds share. */
import type { DocumentationLink } from '../catalogue/links.js';
import type { Outcome } from './explanation.js';
import { heading, type Line, point, row, section, wrapped } from './layout.js';

export function menu(path: readonly string[]): string {
  return path.join(' > ');
}

export function idText(externalId: number | null, detectorId: string | null): string {
  return externalId === null ? `detector ${detectorId ?? 'not known'}` : `external id ${externalId}`;
}

export function certaintyRow(certainty: string): Line[] {
  return row('Certainty', certainty === 'documented' ? null : certainty);
}

export function unlessDocumented(certainty: string): string {
  return certainty === 'documented' ? '' : ` [${certainty}]`;
}

export function outcomeLines({ code, dispositions, text, certainty }: Outcome): Line[] {
  return point(`${code} (${dispositions.join(' or ')}): ${text}${unlessDocumented(certainty)}`);
}

export function docsLines(docs: readonly DocumentationLink[]): Line[] {
  return section(
    'Documentation',
    docs.flatMap(({ title, url }) => [...wrapped(title, '  '), ...wrapped(url, '    ')]),
  );
}

export function sourceLines(sources: readonly string[]): Line[] {
  return sources.length === 0
    ? []
    : [{ text: '' }, ...heading('Sources'), ...sources.flatMap((source) => wrapped(source, '  ', 'dim'))];
}
