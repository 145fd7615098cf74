/** An explanation as people read it on a terminal. */
import type { Explanation, ExplanationMatch, ItemMatch } from './explanation.js';
import { heading, joined, type Line, point, row, rows, section, type TextStyle, wrapped } from './layout.js';
import { detectorLines, mdiAlertLines } from './text-detections.js';
import { healthAlertLines, healthIssueLines } from './text-health.js';
import { kindOf, nameOf } from './text-names.js';
import { dispositionLines, reasonLines, versionLines } from './text-plan-words.js';
import { areaLines, areaOutcomeLines, portalLines, roleLines, settingLines } from './text-settings.js';

/** More answers than this are listed, one line each. */
const mostInFull = 6;
const mostListed = 30;

const movingDetections =
  'Detections keep moving from the classic to the Defender XDR engine; when one moves, its exclusions stop working.';

/**
 * An explanation as text of at most 96 columns (a longer word or address stays whole).
 *
 * @param style how headings and less important lines are shown; the text itself has no escape sequences
 */
export function explanationText(explanation: Explanation, style: TextStyle): string {
  const { word, matches } = explanation;
  if (matches.length === 0) return joined(noAnswer(explanation), style);
  const body = matches.length > mostInFull ? listed(word, matches) : inFull(matches);
  return joined([...body, { text: '' }, ...footer(explanation)], style);
}

function noAnswer({ word, suggestions, factsAsOf }: Explanation): Line[] {
  return [
    ...wrapped(`The catalogue knows nothing of "${word}".`, ''),
    ...section('Did you mean', suggestions.flatMap(point)),
    { text: '' },
    ...wrapped(
      'Ask for an ATA detector (DnsReconnaissance), an external id (2007), an alert of Defender for Identity, a health alert, a setting or its path, an area (syslog), a reason code, a disposition, a version of ATA, or the id of an item.',
      '',
    ),
    ...wrapped(`Facts as of ${factsAsOf}.`, '', 'dim'),
  ];
}

function listed(word: string, matches: readonly ExplanationMatch[]): Line[] {
  const rest = matches.length - mostListed;
  return [
    ...wrapped(`"${word}" is part of ${matches.length} names. Ask for one of them to read more:`, ''),
    { text: '' },
    ...matches.slice(0, mostListed).flatMap((match) => point(`${nameOf(match)} (${kindOf(match)})`)),
    ...(rest > 0 ? wrapped(`and ${rest} more; a longer word finds fewer`, '  ') : []),
  ];
}

function inFull(matches: readonly ExplanationMatch[]): Line[] {
  const blocks = matches.map(linesOf);
  const answers = blocks.flatMap((block, at) => (at === 0 ? block : [{ text: '' }, { text: '' }, ...block]));
  // Beside the detector or health alert that a path names, what may become of a whole area says nothing more.
  const settings = matches.some(isSpecific) ? [] : matches;
  const becomes = settings.flatMap((match) => (match.kind === 'setting' ? [match.becomes] : []));
  const perArea = new Map(becomes.map((outcome) => [`${outcome.area} ${outcome.targets.length}`, outcome]));
  // Settings of one area share what becomes of them: it is said once.
  return [...answers, ...[...perArea.values()].flatMap(areaOutcomeLines)];
}

function footer({ matches, factsAsOf }: Explanation): Line[] {
  const moving = matches.some(isAboutDetections) ? ` ${movingDetections}` : '';
  return wrapped(`Facts as of ${factsAsOf}.${moving}`, '', 'dim');
}

function isAboutDetections(match: ExplanationMatch): boolean {
  if (match.kind === 'item') return isAboutDetections(match.area);
  if (match.kind === 'area') return match.area === 'exclusions' || match.area === 'detectors';
  return match.kind === 'detector' || match.kind === 'mdi-alert';
}

function linesOf(match: ExplanationMatch): Line[] {
  switch (match.kind) {
    case 'item':
      return itemLines(match);
    case 'area':
      return [...areaLines(match), ...areaOutcomeLines(match.becomes)];
    case 'detector':
      return detectorLines(match);
    case 'mdi-alert':
      return mdiAlertLines(match);
    case 'health-alert':
      return healthAlertLines(match);
    case 'health-issue':
      return healthIssueLines(match);
    case 'setting':
      return settingLines(match);
    case 'portal':
      return portalLines(match);
    case 'role':
      return roleLines(match);
    case 'version':
      return versionLines(match);
    case 'reason':
      return reasonLines(match);
    case 'disposition':
      return dispositionLines(match);
  }
}

function itemLines({ id, parts, area, named }: ItemMatch): Line[] {
  const answers = named.flatMap((match) => [{ text: '' }, ...linesOf(match)]);
  return [
    ...heading(`${id} (item of a plan)`),
    ...row('Area', `${area.area}: ${area.summary}`),
    ...rows('Made of', parts),
    ...row('More', 'What becomes of this very item stands in the plan it comes from.'),
    ...answers,
    ...(named.some(isSpecific) ? [] : areaOutcomeLines(area.becomes)),
  ];
}

function isSpecific({ kind }: ExplanationMatch): boolean {
  return kind === 'detector' || kind === 'health-alert' || kind === 'role';
}
