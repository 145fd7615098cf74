/** What an answer is called in text. */
import { healthAlertStem } from './areas.js';
import type { ExplanationMatch } from './explanation.js';
import { heading, type Line } from './layout.js';

export function titled(match: ExplanationMatch): Line[] {
  return heading(`${nameOf(match)} (${kindOf(match)})`);
}

/** A name that, asked for, gives this answer. */
export function nameOf(match: ExplanationMatch): string {
  switch (match.kind) {
    case 'item':
      return match.id;
    case 'area':
      return match.area;
    case 'detector':
      return match.stem;
    case 'mdi-alert':
      return match.alert.name;
    case 'health-alert':
      return healthAlertStem(match.alert.type);
    case 'health-issue':
      return match.issue.name;
    case 'setting':
      return match.id ?? match.paths.join(', ');
    case 'portal':
      return match.target.key;
    case 'role':
      return match.role;
    case 'version':
      return match.version.name ?? match.version.full;
    case 'reason':
      return match.code;
    case 'disposition':
      return match.disposition;
  }
}

export function kindOf(match: ExplanationMatch): string {
  switch (match.kind) {
    case 'item':
      return 'item of a plan';
    case 'area':
      return 'area';
    case 'detector':
      return match.detector.externalId === null
        ? 'ATA detector'
        : `ATA detector ${match.detector.externalId}`;
    case 'mdi-alert':
      return `Defender for Identity alert ${match.alert.externalId ?? match.alert.detectorId ?? ''}`.trimEnd();
    case 'health-alert':
      return `ATA health alert ${match.alert.eventId}`;
    case 'health-issue':
      return 'Defender for Identity health issue';
    case 'setting':
      if (match.userCatalogue !== null) return 'setting of your catalogue';
      return match.document === 'gateway' ? 'setting of an ATA Gateway' : 'ATA setting';
    case 'portal':
      return `setting of ${match.target.product}`;
    case 'role':
      return 'ATA role group';
    case 'version':
      return 'ATA version';
    case 'reason':
      return 'reason code of a plan';
    case 'disposition':
      return 'disposition of an item';
  }
}
