/** What the catalogue knows of a type of alert: its title, what answers it in Defender for Identity, what to do. */
import { type DetectorEntry, detectorsByActivityType } from '../catalogue/detectors.js';
import { type DocumentationLink, documentationLink } from '../catalogue/links.js';
import { type MonitoringAlertEntry, monitoringAlertByType } from '../catalogue/monitoring-alerts.js';
import type { Alert, Mdi, MdiAlert } from '../types/alert-record.js';
import type { ReadAlert } from './read-alert.js';

export type AlertKnowledge = Pick<Alert, 'title' | 'known' | 'mdi' | 'whatToDo'>;

const cache = new Map<string, AlertKnowledge>();

const unknownAnswer: Mdi = { answer: 'unknown', alerts: [], note: null };

/** What is known of an alert. The same object for alerts of the same kind, so that it can be written once. */
export function knowledgeOf(
  alert: Pick<ReadAlert, 'kind' | 'type' | 'windowsEventId' | 'severity'>,
): AlertKnowledge {
  const { kind, type, windowsEventId, severity } = alert;
  const key = `${kind} ${type} ${kind === 'health-alert' ? severity : knownEvent(type, windowsEventId)}`;
  const cached = cache.get(key);
  if (cached !== undefined) return cached;
  const found = kind === 'health-alert' ? ofHealthAlert(type, severity) : ofActivity(type, windowsEventId);
  // Anything may stand in a source: only what the catalogue knows is remembered.
  if (found !== null) cache.set(key, found);
  return found ?? unknownType(kind, type);
}

/** The number, where it tells detectors apart: a source may hold any. */
function knownEvent(type: string, eventId: number | null): number | null {
  return detectorsByActivityType(type).some(({ externalId }) => externalId === eventId) ? eventId : null;
}

function unknownType(kind: ReadAlert['kind'], type: string): AlertKnowledge {
  const guide = kind === 'health-alert' ? 'ata-monitoring-alerts' : 'ata-suspicious-activity-guide';
  return { title: type, known: false, mdi: unknownAnswer, whatToDo: documentationLink(guide).url };
}

/** Several detectors may raise the same type; the number of the Windows event tells some of them apart. */
function ofActivity(type: string, eventId: number | null): AlertKnowledge | null {
  const raising = detectorsByActivityType(type);
  if (raising.length === 0) return null;
  const numbered = raising.filter(({ externalId }) => externalId === eventId);
  const detectors = numbered.length > 0 ? numbered : raising;
  const titles = unique(detectors.flatMap(({ titleInAta }) => titleInAta ?? []));
  return {
    title: commonTitle(titles) ?? type,
    known: true,
    mdi: answerOf(detectors, titles.length > 1),
    whatToDo: guideUrl(
      documentationLink('ata-suspicious-activity-guide'),
      'suspicious-activity-guide.md',
      detectors.flatMap(({ sources }) => sources),
    ),
  };
}

function answerOf(detectors: readonly DetectorEntry[], isAmbiguous: boolean): Mdi {
  const alerts = new Map<string, MdiAlert>();
  for (const { targets, certainty } of detectors) {
    for (const { detectionName, externalId, detectorId, format, linkCertainty } of targets) {
      if (format === 'retired') continue;
      const number = detectorId ?? (externalId === null ? null : String(externalId));
      const key = `${number} ${detectionName}`;
      const isCertain = certainty !== 'inferred' && linkCertainty === 'documented';
      // One detector is enough for it to be documented.
      if (isCertain || !alerts.has(key))
        alerts.set(key, { name: detectionName, number, certainty: isCertain ? 'documented' : 'inferred' });
    }
  }
  const closest = detectors.flatMap(({ closest: text }) => (text === null ? [] : [`Closest: ${text}`]));
  const note = isAmbiguous
    ? 'ATA raises this type for several detections, and this alert does not say for which of them.'
    : (closest[0] ?? null);
  return { answer: alerts.size === 0 ? 'none' : 'alerts', alerts: [...alerts.values()], note };
}

function ofHealthAlert(type: string, severity: ReadAlert['severity']): AlertKnowledge | null {
  const entry = monitoringAlertByType(type);
  if (entry === undefined) return null;
  const titles = titlesOf(entry, severity);
  return {
    title: titles.length === 0 ? type : titles.join(' / '),
    known: true,
    mdi: {
      answer: entry.issues.length === 0 ? 'none' : 'health-issues',
      alerts: entry.issues.map(({ name }) => ({ name, number: null, certainty: entry.certainty })),
      note: entry.notes,
    },
    whatToDo: guideUrl(documentationLink('ata-monitoring-alerts'), 'monitoring-alerts.md', entry.sources),
  };
}

/** One type may have several titles, of which some go with its severity only. */
function titlesOf({ titles }: MonitoringAlertEntry, severity: ReadAlert['severity']): string[] {
  const fitting = titles.filter((title) => title.severity?.toLowerCase() === severity);
  return unique((fitting.length > 0 ? fitting : titles).map(({ title }) => title));
}

/** The title that all others begin with; else all of them. */
function commonTitle(titles: readonly string[]): string | null {
  if (titles.length === 0) return null;
  return titles.find((title) => titles.every((other) => other.startsWith(title))) ?? titles.join(' / ');
}

/** The page, and the section in it where the catalogue's sources name just one. */
function guideUrl({ url }: DocumentationLink, file: string, sources: readonly string[]): string {
  const sections = unique(
    sources.flatMap((source) =>
      source.includes(`ATADocs/${file}#`) ? [source.slice(source.indexOf('#'))] : [],
    ),
  );
  return sections.length === 1 ? `${url}${sections[0]}` : url;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
