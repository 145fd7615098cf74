/** What a record comes to, in a few lines for people. */
import type { Severity, Status, Summary, Type } from '../types/alert-record.js';
import { visibleText } from '../writers/visible.js';
import { severities, statuses } from './filter.js';
import { mdiText, titleText } from './render/cells.js';

/** What stands behind each status. */
export const statusMeanings: Readonly<Record<Status, string>> = {
  open: 'to settle before ATA goes: Defender for Identity does not take them over',
  suppressed: 'ATA was told not to show them again',
  closed: 'settled',
  resolved: 'settled, in the words of ATA 1.7 and earlier',
  dismissed: 'dismissed, in the words of ATA 1.7 and earlier',
  unknown: 'a status that this program does not know',
};

/** How a terminal shows what matters; plain text uses functions that change nothing. */
export interface SummaryStyle {
  heading(text: string): string;
  dim(text: string): string;
}

const mostTypesShown = 12;

/** The summary, a line each. */
export function summaryLines(summary: Summary, style: SummaryStyle): string[] {
  const { written, leftOut, byStatus, openBySeverity, types } = summary;
  const open = types.filter((type) => type.open > 0);
  const notes = remarks(summary);
  return [
    style.heading(firstLine(summary)),
    ...statuses.flatMap((status) => statusLine(status, byStatus[status], openBySeverity, style)),
    ...(open.length === 0 ? [] : ['', style.heading('Open, by type:'), ...typeLines(open, style)]),
    ...(written === 0 && leftOut > 0 ? ['The filters let none through.'] : []),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ];
}

/** How many of what; the filters, if they keep any out. */
export function firstLine({ read, written, leftOut, types }: Summary): string {
  const ofKind = (kind: Type['kind']): number =>
    types.reduce((sum, type) => (type.kind === kind ? sum + type.written : sum), 0);
  const kinds = [
    counted(ofKind('suspicious-activity'), 'suspicious activity', 'suspicious activities'),
    counted(ofKind('health-alert'), 'health alert', 'health alerts'),
  ].join(' and ');
  return leftOut === 0
    ? kinds
    : `${kinds}: ${numeral(written)} of ${numeral(read)} alerts, the filters keep the others out`;
}

function statusLine(
  status: Status,
  count: number,
  openBySeverity: Readonly<Record<Severity, number>>,
  { dim }: SummaryStyle,
): string[] {
  if (count === 0 && status !== 'open') return [];
  const bySeverity = severities
    .filter((severity) => openBySeverity[severity] > 0)
    .map(
      (severity) =>
        `${numeral(openBySeverity[severity])} ${severity === 'unknown' ? 'of unknown severity' : severity}`,
    )
    .join(', ');
  const aside = status === 'open' && count > 0 ? bySeverity : statusMeanings[status];
  return [`${numeral(count).padStart(10)}  ${status.padEnd(10)}  ${count === 0 ? '' : dim(aside)}`.trimEnd()];
}

function typeLines(types: readonly Type[], { dim }: SummaryStyle): string[] {
  const shown = types.slice(0, mostTypesShown);
  const rest = types.length - shown.length;
  return [
    ...shown.flatMap((type) => [
      `${numeral(type.open).padStart(10)}  ${titleText(type)}`,
      dim(`            in Defender for Identity: ${visibleText(mdiText(type.mdi))}`),
    ]),
    ...(rest > 0 ? [dim(`            and ${counted(rest, 'more type', 'more types')}`)] : []),
  ];
}

/** What people should know of the record, because it does not show in its rows. */
export function remarks(summary: Summary): string[] {
  const { repeated, undated, hidden, unresolvedEntities, fieldsLeftOut, byStatus } = summary;
  const unknownTypes = summary.types.filter(({ known }) => !known).length;
  const lines = [
    ...(repeated > 0
      ? [
          `${counted(repeated, 'alert came', 'alerts came')} again from another place; the copy that was changed last counts.`,
        ]
      : []),
    ...(hidden > 0
      ? [`${counted(hidden, 'alert was', 'alerts were')} not shown in the ATA console; the record says so.`]
      : []),
    ...(undated > 0
      ? [`${counted(undated, 'alert has', 'alerts have')} no time; filters by time let them through.`]
      : []),
    ...(unknownTypes > 0
      ? [
          `${counted(unknownTypes, 'type is', 'types are')} not known to this program; the record has ATA's own name.`,
        ]
      : []),
    ...(unresolvedEntities > 0
      ? [
          `${counted(unresolvedEntities, 'entity is', 'entities are')} named by id only: no source has the name. Names are in UniqueEntity.`,
        ]
      : []),
    ...(fieldsLeftOut.length > 0
      ? [`Not in the record: ${fieldsText(fieldsLeftOut)}. A backup of ATA's database keeps them.`]
      : []),
    ...(byStatus.open > 0
      ? ['Alerts are not carried into Defender for Identity: settle the open ones, or keep this record.']
      : []),
  ];
  return lines;
}

function fieldsText(fields: Summary['fieldsLeftOut']): string {
  const shown = fields.slice(0, 8).map(({ field, alerts }) => `${field} (${numeral(alerts)})`);
  const rest = fields.length - shown.length;
  return `what stands in ${shown.join(', ')}${rest > 0 ? ` and ${counted(rest, 'more field', 'more fields')}` : ''}`;
}

function counted(count: number, one: string, many: string): string {
  return `${numeral(count)} ${count === 1 ? one : many}`;
}

/** `1,000,000`: the same in every locale. */
export function numeral(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
