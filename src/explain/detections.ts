/** Answers about ATA detectors and the alerts of Defender for Identity. */
import { type AlertEntry, alertSource, alertsByDetectorId, alertsByExternalId } from '../catalogue/alerts.js';
import {
  type DetectorEntry,
  type DetectorTarget,
  detectorEntries,
  detectorsByExternalId,
  type ExclusionMechanism,
} from '../catalogue/detectors.js';
import { type DocumentationLink, documentationLink } from '../catalogue/links.js';
import { type PortalTarget, portalTarget } from '../catalogue/portal.js';
import { type ReasonCode, reasonEntry } from '../catalogue/reasons.js';
import { outcomeOf, stemOf, uniqueLinks } from './areas.js';
import type { AnsweredDetector, DetectorMatch, ExplainedTarget, MdiAlertMatch } from './explanation.js';

/** What the catalogue knows of a detector section of ATA. */
export function detectorMatch(entry: DetectorEntry): DetectorMatch {
  const { targets, ...detector } = entry;
  return {
    kind: 'detector',
    stem: stemOf(entry.section),
    detector,
    exclusionsBecome: exclusionsBecome(entry),
    targets: targets.map(explainedTarget),
    idWarning: detectorIdWarning(entry),
    docs: detectorDocs(entry),
  };
}

/** What the catalogue knows of an alert of Defender for Identity. */
export function mdiAlertMatch(alert: AlertEntry): MdiAlertMatch {
  const portal = portalFor(alert.exclusionMechanism);
  const page = documentationLink(alert.detectorId === null ? 'mdi-alerts-classic' : 'mdi-alerts-xdr');
  return {
    kind: 'mdi-alert',
    alert,
    answers: detectorEntries().flatMap((entry) => answeredBy(alert, entry)),
    counterparts: (alert.counterparts?.ids ?? []).map((id) => ({ id, names: namesOf(id) })),
    portalPath: portal?.portalPath ?? [],
    idWarning: alertIdWarning(alert),
    sources: alert.sources.map((name) => alertSource(name) ?? name),
    docs: uniqueLinks([page, ...(portal?.docs ?? [])]),
  };
}

function exclusionsBecome({ exclusionProperties, transfer, targets }: DetectorEntry): string {
  if (exclusionProperties.length === 0)
    return 'ATA keeps no exclusion lists for it, so there is nothing to carry over.';
  if (transfer !== 'manual') return reasonEntry('no-mdi-detection').text;
  const places = targets.filter((target) => !target.reviewOnly && target.mechanism !== 'none');
  const others = targets.some((target) => target.reviewOnly) ? ' The others are only to be reviewed.' : '';
  const where = places.length === 1 ? `"${places[0]?.detectionName}"` : `each of ${places.length} detections`;
  return `Every entry is entered by hand for ${where}, in the way given there.${others}`;
}

function explainedTarget(target: DetectorTarget): ExplainedTarget {
  return {
    ...target,
    portalPath: portalFor(target.mechanism)?.portalPath ?? [],
    outcome: outcomeOf(reasonOf(target)),
  };
}

function reasonOf({ mechanism, reviewOnly, linkCertainty, alsoClassicRule }: DetectorTarget): ReasonCode {
  if (mechanism === 'none') return 'detection-retired';
  if (reviewOnly) return linkCertainty === 'inferred' ? 'inferred-link-review' : 'related-detection-review';
  if (alsoClassicRule !== null) return 'both-engines';
  return mechanism === 'alert-tuning' ? 'alert-tuning-rule' : 'exclusion-rule';
}

function portalFor(mechanism: ExclusionMechanism): PortalTarget | null {
  if (mechanism === 'none') return null;
  return portalTarget(mechanism === 'alert-tuning' ? 'alert-tuning' : 'exclusions-by-detection-rule');
}

function detectorDocs({ exclusionProperties, targets, titleInAta }: DetectorEntry): DocumentationLink[] {
  const ata = titleInAta === null ? [] : [documentationLink('ata-suspicious-activity-guide')];
  const lists = exclusionProperties.length === 0 ? [] : [documentationLink('ata-excluding-entities')];
  const portals = targets.flatMap(({ mechanism }) => portalFor(mechanism)?.docs ?? []);
  return uniqueLinks([...ata, ...lists, ...portals]);
}

function answeredBy(
  alert: AlertEntry,
  { section, titleInAta, externalId, targets }: DetectorEntry,
): AnsweredDetector[] {
  const target = targets.find((candidate) => leadsTo(candidate, alert));
  if (target === undefined) return [];
  const { relation, linkCertainty, reviewOnly } = target;
  return [{ stem: stemOf(section), titleInAta, externalId, relation, linkCertainty, reviewOnly }];
}

function leadsTo(target: DetectorTarget, { externalId, detectorId, name }: AlertEntry): boolean {
  if (externalId !== null) return numbersOf(target).includes(externalId);
  // One detector of the Defender XDR engine may raise several alerts.
  return target.detectorId === detectorId && target.detectionName === name;
}

/** The numbers a detection has or had in Defender for Identity. */
function numbersOf({ externalId, replacesExternalId, alsoClassicRule }: DetectorTarget): number[] {
  return [externalId, replacesExternalId, alsoClassicRule?.externalId ?? null].filter((id) => id !== null);
}

function namesOf(id: number | string): string[] {
  const alerts = typeof id === 'number' ? alertsByExternalId(id) : alertsByDetectorId(id);
  return alerts.map(({ name }) => name);
}

/** The two products number their detections separately; mostly, but not always, the numbers agree. */
function detectorIdWarning({ externalId, targets }: DetectorEntry): string | null {
  if (externalId === null) return null;
  const own = [...new Set(targets.filter((target) => !target.reviewOnly).flatMap(numbersOf))];
  if (own.includes(externalId)) return null;
  const [namesake] = alertsByExternalId(externalId);
  const here = own.length === 0 ? '' : ` This detection is ${own.join(', ')} there.`;
  if (namesake !== undefined)
    return `Mind the number: ${externalId} in Defender for Identity is another detection, "${namesake.name}".${here}`;
  return here === '' ? null : `Mind the number: Defender for Identity has no alert ${externalId}.${here}`;
}

function alertIdWarning(alert: AlertEntry): string | null {
  if (alert.externalId === null) return null;
  const namesakes = detectorsByExternalId(alert.externalId);
  const others = namesakes.filter(
    ({ targets }) => !targets.some((target) => !target.reviewOnly && leadsTo(target, alert)),
  );
  if (others.length === 0) return null;
  const names = others.map(
    ({ titleInAta, section }) => `"${titleInAta ?? stemOf(section)}" (${stemOf(section)})`,
  );
  // ATA itself gives one number to two sections.
  const is = others.length === namesakes.length ? 'is another detection' : 'is another detection too';
  return `Mind the number: ${alert.externalId} in ATA ${is}, ${names.join(' and ')}.`;
}
