import { capitalised } from '../../capitalised.js';
import { htmlReport } from '../../report/html.js';
import type { Detail, Report, ReportEntry, ReportGroup, ReportSection } from '../../report/outline.js';
import type { Alert, Status, Type } from '../../types/alert-record.js';
import { visibleText } from '../../writers/visible.js';
import { filterText, statuses } from '../filter.js';
import type { AlertStream } from '../record.js';
import { firstLine, remarks, statusMeanings } from '../summary.js';
import { entityList, kindWords, mdiText, timeText, titleText } from './cells.js';

/** The record as one page that loads and runs nothing: the open alerts by type, the others folded. */
export function alertsHtml(stream: AlertStream): string[] {
  const alerts = [...stream.alerts()];
  return htmlReport(reportOf(stream, alerts));
}

function reportOf(stream: AlertStream, alerts: readonly Alert[]): Report {
  const { head, counts } = stream;
  const summary = stream.summary();
  const open = alerts.filter(({ status }) => status === 'open');
  return {
    title: 'Alerts of Advanced Threat Analytics, for the record',
    lead: [
      `${firstLine(summary)}.`,
      ...remarks(summary),
      `Filters: ${filterText(head.filters)}. Times are UTC. Facts as of ${head.factsAsOf}.${head.createdAt === undefined ? '' : ` Made ${head.createdAt}.`}`,
    ],
    countedAs: 'Status',
    counts: statuses
      .filter((status) => status === 'open' || counts.byStatus[status] > 0)
      .map((status) => ({
        label: status,
        count: counts.byStatus[status],
        meaning: statusMeanings[status],
        mood: moodOf(status, counts.byStatus[status]),
      })),
    sections: [
      section('open', 'Open', open, summary.types, {
        mood: 'bad',
        intro: statusMeanings.open,
        extent: 'whole',
      }),
      ...statuses.slice(1).map((status) =>
        section(
          status,
          capitalised(status),
          alerts.filter((alert) => alert.status === status),
          summary.types,
          { mood: 'plain', intro: statusMeanings[status], extent: 'first' },
        ),
      ),
    ].filter(({ count }) => count > 0),
  };
}

function moodOf(status: Status, count: number): ReportSection['mood'] {
  if (status === 'open') return count === 0 ? 'good' : 'bad';
  return status === 'unknown' ? 'open' : 'plain';
}

function section(
  key: string,
  title: string,
  alerts: readonly Alert[],
  types: readonly Type[],
  look: Pick<ReportSection, 'mood' | 'intro' | 'extent'>,
): ReportSection {
  const groups = types.flatMap((type) => {
    const ofType = alerts.filter((alert) => alert.type === type.type && alert.title === type.title);
    return ofType.length === 0 ? [] : [groupOf(type, ofType)];
  });
  const grouped = groups.reduce((sum, { entries }) => sum + entries.length, 0);
  const rest = alerts.filter(
    (alert) => !types.some((type) => alert.type === type.type && alert.title === type.title),
  );
  return {
    ...look,
    key,
    title,
    count: alerts.length,
    groups:
      grouped === alerts.length
        ? groups
        : [...groups, { title: 'Other types', details: [], entries: rest.map(entryOf) }],
  };
}

function groupOf(type: Type, alerts: readonly Alert[]): ReportGroup {
  return {
    title: titleText(type),
    details: [
      { label: 'MDI', text: `In Defender for Identity: ${visibleText(mdiText(type.mdi))}` },
      ...(type.mdi.note === null || type.mdi.answer === 'none'
        ? []
        : [{ label: 'Note', text: type.mdi.note }]),
      ...(type.whatToDo === null
        ? []
        : [{ label: 'What to do', text: 'What to do (ATA documentation)', link: type.whatToDo }]),
    ],
    entries: alerts.map(entryOf),
  };
}

function entryOf(alert: Alert): ReportEntry {
  const { severity, startTime, endTime, kind } = alert;
  const last = endTime === null || endTime === startTime ? '' : ` to ${timeText(endTime)}`;
  const when = startTime === null ? 'time not known' : `${timeText(startTime)}${last}`;
  const who = entityList(alert.sources);
  return {
    title: `${severity === 'unknown' ? 'severity not known' : severity}, ${when}${who === '' ? '' : `: ${shortened(who)}`}`,
    details: [
      ...line('Source', who.length > longestTitle ? who : ''),
      ...line('Destination', entityList(alert.destinations)),
      ...line('Others', entityList(alert.entities)),
      ...line('IP addresses', alert.ipAddresses.map(visibleText).join('; ')),
      ...alert.details.flatMap(({ label, text }) => line(label, visibleText(text))),
      ...line('Note', alert.note === null ? '' : visibleText(alert.note)),
      ...line('Activities', alert.relatedActivities === null ? '' : String(alert.relatedActivities)),
      ...line('Status since', timeText(alert.statusTime)),
      ...line('Hidden', alert.hidden ? 'not shown in the ATA console' : ''),
      ...(kind === 'health-alert' ? line('Kind', kindWords[kind]) : []),
      ...line('Id', visibleText(alert.id ?? '')),
    ],
  };
}

const longestTitle = 200;

function shortened(text: string): string {
  return text.length <= longestTitle ? text : `${text.slice(0, longestTitle)}…`;
}

function line(label: string, text: string): Detail[] {
  return text === '' ? [] : [{ label, text }];
}
