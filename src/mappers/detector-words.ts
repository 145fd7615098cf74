import type { DetectorEntry, DetectorTarget } from '../catalogue/detectors.js';
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

/** Warns where no detection of MDI has the number that ATA gives it; null where one has, or there are no numbers. */
export function numberNote(detector: DetectorEntry, externalId: number | null): string | null {
  if (detector.externalId === null || externalId === null) return null;
  if (detector.targets.some((target) => target.externalId === detector.externalId)) return null;
  return `ATA numbers this detection ${detector.externalId}, Defender for Identity ${externalId}: go by the name.`;
}

/** Those notes of the catalogue on a detector or detection that are about exclusions. */
export function exclusionNotes({ notes }: DetectorEntry): string[] {
  return notes.filter(isAboutExclusions);
}

/** The other notes of the catalogue on a detector and its detections. */
export function detectionNotes(detector: DetectorEntry, targets: readonly DetectorTarget[]): string[] {
  const notes = [...targets.flatMap((target) => target.notes ?? []), ...detector.notes];
  return notes.filter((note) => !isAboutExclusions(note));
}

// The catalogue keeps both kinds in one list; each item shows the kind it is about.
function isAboutExclusions(note: string): boolean {
  return /exclu|tuning|\brule\b/i.test(note);
}
