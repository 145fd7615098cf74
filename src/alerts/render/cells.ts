import type { Alert, Entity, Mdi } from '../../types/alert-record.js';
import { fittingText } from '../../writers/cells.js';
import { visibleLines, visibleText } from '../../writers/visible.js';

/** The columns of a record that is one table. */
export const alertColumns = [
  'Status',
  'Severity',
  'Kind',
  'Alert',
  'Start (UTC)',
  'End (UTC)',
  'Status since (UTC)',
  'Updated (UTC)',
  'Source',
  'Destination',
  'Other entities',
  'IP addresses',
  'Details',
  'Note',
  'Activities',
  'MDI alert',
  'Certainty',
  'What to do',
  'ATA type',
  'ATA id',
  'Read from',
] as const;

export type AlertColumn = (typeof alertColumns)[number];

/** One row: a text for each column. */
export type AlertCells = Readonly<Record<AlertColumn, string>>;

/** The row of an alert. */
export function alertCells(alert: Alert): AlertCells {
  return {
    Status: alert.status,
    Severity: alert.severity,
    Kind: kindWords[alert.kind],
    Alert: cell(titleText(alert)),
    'Start (UTC)': timeText(alert.startTime),
    'End (UTC)': timeText(alert.endTime),
    'Status since (UTC)': timeText(alert.statusTime),
    'Updated (UTC)': timeText(alert.updateTime),
    Source: cell(entityList(alert.sources)),
    Destination: cell(entityList(alert.destinations)),
    'Other entities': cell(entityList(alert.entities)),
    'IP addresses': cell(alert.ipAddresses.map(visibleText).join('; ')),
    Details: cell(detailsText(alert)),
    Note: cell(alert.note === null ? '' : visibleLines(alert.note)),
    Activities: alert.relatedActivities === null ? '' : String(alert.relatedActivities),
    'MDI alert': cell(mdiText(alert.mdi)),
    Certainty: certaintyText(alert.mdi),
    'What to do': alert.whatToDo ?? '',
    'ATA type': cell(visibleText(alert.type)),
    'ATA id': cell(visibleText(alert.id ?? '')),
    'Read from': cell(visibleText(alert.readFrom)),
  };
}

/** How the kinds of alert are called. */
export const kindWords = {
  'suspicious-activity': 'suspicious activity',
  'health-alert': 'health alert',
} as const satisfies Record<Alert['kind'], string>;

/** The title, marked where the catalogue does not know the type. */
export function titleText({ title, known }: Pick<Alert, 'title' | 'known'>): string {
  return known ? visibleText(title) : `${visibleText(title)} (type not known)`;
}

/** `2025-12-01 10:00:00`: a form that spreadsheet programs in all languages take for a time. */
export function timeText(time: string | null): string {
  return time === null ? '' : time.replace('T', ' ').replace(/(?:\.\d+)?Z$/, '');
}

/** Names, those that no source tells marked. */
export function entityList(entities: readonly Entity[]): string {
  return entities.map(entityText).join('; ');
}

function entityText({ name, resolved }: Entity): string {
  return resolved ? visibleText(name) : `${visibleText(name)} (not resolved)`;
}

function detailsText({ details, hidden }: Alert): string {
  return [
    ...details.map(({ label, text }) => `${label}: ${visibleText(text)}`),
    ...(hidden ? ['Not shown in the ATA console'] : []),
  ].join('; ');
}

/** What answers an alert in Defender for Identity, in one line. */
export function mdiText({ answer, alerts, note }: Mdi): string {
  if (answer === 'unknown') return 'not known to this program';
  const beside = note === null ? '' : ` ${note}`;
  if (answer === 'none') return `none.${beside}`;
  const names = alerts.map(({ name, number, certainty }) => {
    const numbered = number === null ? name : `${name} (${number})`;
    return certainty === 'documented' ? numbered : `${numbered} [${certainty}]`;
  });
  return `${answer === 'health-issues' ? 'Health issue: ' : ''}${names.join('; ')}`;
}

/** How certain that is; several alerts may differ. */
function certaintyText({ alerts }: Mdi): string {
  return [...new Set(alerts.map(({ certainty }) => certainty))].join(', ');
}

function cell(text: string): string {
  return fittingText(text, 'in the record as JSON');
}
