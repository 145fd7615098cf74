import type { DetectorEntry, DetectorTarget, RelatedDetection } from '../catalogue/detectors.js';
import type { Detection } from '../types/migration-plan.js';

/** How detectors of ATA and detections of MDI are called in items. */

/** The part of a section's key that tells it from others: `DnsReconnaissance`. */
export function sectionStem(section: string): string {
  return section.replace(/DetectorConfiguration$/, '');
}

/** The detector as the ATA console calls it, or by its section where it has no title. */
export function detectorTitle(detector: DetectorEntry): string {
  return detector.titleInAta ?? sectionStem(detector.section);
}

/** The detection of a target in the form of the plan. */
export function detectionOf(target: DetectorTarget): Detection {
  return {
    name: target.detectionName,
    externalId: target.externalId,
    detectorId: target.detectorId,
    format: target.format,
  };
}

/** Name and number: `Network-mapping reconnaissance (DNS) (2007)`. */
export function detectionLine(detection: Pick<Detection, 'name' | 'externalId' | 'detectorId'>): string {
  const number = detection.externalId ?? detection.detectorId;
  return number === null ? detection.name : `${detection.name} (${number})`;
}

/** The same of a record of the catalogue. */
export function lineOf({
  detectionName: name,
  externalId,
  detectorId,
}: Pick<DetectorTarget | RelatedDetection, 'detectionName' | 'externalId' | 'detectorId'>): string {
  return detectionLine({ name, externalId, detectorId });
}

/** Warns where no detection of MDI has the number that ATA gives it; null where one has, or there are no numbers. */
export function numberNote(detector: DetectorEntry, externalId: number | null): string | null {
  if (detector.externalId === null || externalId === null || detector.externalId === externalId) return null;
  const numbers = detector.targets.flatMap((target) => [
    target.externalId,
    target.alsoClassicRule?.externalId,
  ]);
  if (numbers.includes(detector.externalId)) return null;
  return `ATA numbers this detection ${detector.externalId}, Defender for Identity ${externalId}: go by the name.`;
}

/** The condition of an alert tuning rule that picks the alerts of a detection of the Defender XDR engine. */
export function alertTitleCondition({ detectionName, alertTitleStart }: DetectorTarget): string {
  return alertTitleStart === null
    ? `Alert title is "${detectionName}"`
    : `Alert title begins with "${alertTitleStart}"`;
}

/** What shows how an alert tuning rule has to be worded, because the documentation does not. */
export function lookAtAlertStep(names: readonly string[]): string {
  const alert = names.length === 1 ? `alert "${names.join('')}"` : 'alert of that kind';
  return `If there is an ${alert}, look at it first: its exact title, service source and detection source, and whether its id begins with ri.`;
}

/** What to say of detections that do not answer the detector but may raise the same. */
export function relatedNotes({ related }: DetectorEntry): string[] {
  return related.map((detection) => {
    const lead = detection.linkCertainty === 'inferred' ? 'Also review: inferred link to' : 'Also review:';
    return `${lead} ${lineOf(detection)}. ${detection.notes}`;
  });
}

/** Those notes of the catalogue on a detector or detection that are about exclusions. */
export function exclusionNotes({ notes }: DetectorEntry): string[] {
  return notes.filter(isAboutExclusions);
}

/** The other notes of the catalogue on a detector and its detections, these under their names. */
export function detectionNotes(detector: DetectorEntry, targets: readonly DetectorTarget[]): string[] {
  const ofTargets = targets.flatMap(({ detectionName, notes }) =>
    notes === null || isAboutExclusions(notes) ? [] : [`"${detectionName}": ${notes}`],
  );
  return [...ofTargets, ...detector.notes.filter((note) => !isAboutExclusions(note))];
}

// The catalogue keeps both kinds in one list; each item shows the kind it is about.
function isAboutExclusions(note: string): boolean {
  return /exclu|tuning|\brule\b/i.test(note);
}
