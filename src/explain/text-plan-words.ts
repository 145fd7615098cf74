/** Versions, and the words a plan is made of, as text. */
import type { DispositionMatch, ReasonMatch, VersionMatch } from './explanation.js';
import { type Line, row } from './layout.js';
import { titled } from './text-names.js';
import { certaintyRow, docsLines } from './text-parts.js';

export function versionLines(match: VersionMatch): Line[] {
  const { full, build, released, supportEnded, notes } = match.version;
  return [
    ...titled(match),
    ...row('Build', full === build ? build : `${full}, of the release with build ${build}`),
    ...row('Released', released),
    ...row('Support ended', supportEnded),
    ...row('Note', notes ?? null),
  ];
}

export function reasonLines(match: ReasonMatch): Line[] {
  return [
    ...titled(match),
    ...row('Meaning', match.text),
    ...row('Goes with', match.dispositions.join(', ')),
    ...certaintyRow(match.certainty),
    ...docsLines(match.link === null ? [] : [match.link]),
  ];
}

export function dispositionLines(match: DispositionMatch): Line[] {
  return [
    ...titled(match),
    ...row('Meaning', match.meaning),
    ...row('It tells', match.carries),
    ...row('Reasons', match.reasons.join(', ')),
  ];
}
