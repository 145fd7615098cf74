import { portalTarget } from '../catalogue/portal.js';
import { reasonEntry } from '../catalogue/reasons.js';
import { type ReportMapping, reportMapping } from '../catalogue/reports.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot, Report } from '../types/ata-snapshot.js';
import type { Field, Item } from '../types/migration-plan.js';
import {
  automaticItem,
  decisionItem,
  type ItemParts,
  manualItem,
  noEquivalentItem,
  portalLine,
  targetOf,
} from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import {
  cautions,
  type DistinctRecipient,
  distinctRecipients,
  readableLeaves,
  recipientNotes,
  switchText,
} from './reading.js';
import { groupBy, lastKey, namedValues } from './shown.js';

/** Reports on a schedule. No public sample shows one, so everything read from a schedule is presumed. */
export const reportsMapper: Mapper = { area: 'reports', map: mapReports };

const area = 'reports';
const key = 'reports';

function mapReports(snapshot: AtaSnapshot, context: MapperContext): Item[] {
  const none = readableLeaves(context, area, { 'reports.schedules': 'parent' });
  const leaves = readableLeaves(context, area, {
    'reports.schedule.enabled': 'switch',
    'reports.schedule.recipient': 'list',
    'reports.schedule.timing': 'value',
  });
  const byType = groupBy(leaves, ({ classification }) => classification?.captures[0] ?? '');
  return [
    ...(none.length === 0 ? [] : [noSchedulesItem(none)]),
    ...snapshot.reports.flatMap((report) => {
      const own = byType.get(report.type);
      return own === undefined ? [] : [scheduleItem(scheduleOf(report, own))];
    }),
  ];
}

function noSchedulesItem(leaves: readonly ClassifiedLeaf[]): Item {
  return automaticItem({
    id: itemId(area, 'schedules'),
    area,
    title: 'No report is scheduled in ATA',
    reason: 'nothing-set',
    leaves,
    value: null,
  });
}

/** A schedule, its leaves and what the catalogue knows of the report. */
interface Schedule {
  readonly report: Report;
  readonly mapping: ReportMapping | undefined;
  readonly title: string;
  readonly recipients: readonly DistinctRecipient[];
  readonly timing: Timing;
  readonly leaves: readonly ClassifiedLeaf[];
}

function scheduleOf(report: Report, leaves: readonly ClassifiedLeaf[]): Schedule {
  const mapping = reportMapping(report.type);
  return {
    report,
    mapping,
    title: mapping?.title ?? report.type,
    recipients: distinctRecipients(report.recipients),
    timing: timingOf(report),
    leaves,
  };
}

function scheduleItem(schedule: Schedule): Item {
  const { report, mapping, recipients } = schedule;
  if (mapping === undefined) return unknownReportItem(schedule);
  if (mapping.mdiReport === null) return goneItem(schedule, mapping);
  if (report.enabled !== false) return scheduledItem(schedule, mapping.mdiReport);
  return recipients.length === 0 ? emptyScheduleItem(schedule) : switchedOffItem(schedule, mapping.mdiReport);
}

function scheduledItem(schedule: Schedule, mdiReport: string): Item {
  return manualItem({
    ...scheduleParts(schedule, mdiReport),
    title: `Schedule the report "${mdiReport}"`,
    reason: 'report-schedule',
    check: portalTarget(key).check,
  });
}

function switchedOffItem(schedule: Schedule, mdiReport: string): Item {
  const parts = scheduleParts(schedule, mdiReport);
  return decisionItem({
    ...parts,
    title: `Decide on the report "${mdiReport}", whose schedule is switched off in ATA`,
    reason: 'configured-but-off',
    decision: {
      question: 'Will this report, which ATA knows recipients for but does not send, be scheduled?',
      options: [
        {
          label: 'Leave it out',
          cost: 'Nobody gets the report, as before. It can be downloaded at any time.',
        },
        { label: 'Schedule it', cost: 'The recipients get mail that they do not get today.' },
      ],
      advice: 'Leave it out, unless a recipient asks for it.',
    },
    steps: ['Choose one of the options.', ...parts.steps, `Check: ${portalTarget(key).check}`],
  });
}

function emptyScheduleItem(schedule: Schedule): Item {
  return automaticItem({
    ...commonParts(schedule),
    title: `The report "${schedule.title}" is not scheduled in ATA`,
    reason: 'nothing-set',
  });
}

function goneItem(schedule: Schedule, { closest, notes, title }: ReportMapping): Item {
  const parts = commonParts(schedule);
  return noEquivalentItem({
    ...parts,
    title: `The report "${title}" has no counterpart`,
    reason: 'report-gone',
    closest,
    notes: [...notes, ...parts.notes],
  });
}

function unknownReportItem(schedule: Schedule): Item {
  const offered = portalTarget(key).limits.filter((limit) => limit.startsWith('Three reports'));
  const parts = commonParts(schedule);
  return decisionItem({
    ...parts,
    title: `Decide on the scheduled report "${schedule.title}", which this program does not know`,
    reason: 'presumed-shape',
    target: targetOf(key, scheduleFields(schedule, 'the report that answers it'), { certainty: 'inferred' }),
    decision: {
      question: 'Does one of the reports of Defender for Identity answer this one?',
      options: [
        { label: 'Yes, schedule that one', cost: 'Somebody has to compare the two reports.' },
        { label: 'No', cost: 'Its recipients no longer get the report.' },
      ],
      advice: 'Look the report up in the ATA console and ask its recipients what they use it for.',
    },
    steps: ['Choose one of the options.', `To schedule another report, open ${portalLine(key)}.`],
    notes: [...offered, ...parts.notes],
  });
}

type CommonParts = Omit<ItemParts, 'title' | 'reason'> & { readonly notes: readonly string[] };

function commonParts({ report, recipients, leaves }: Schedule): CommonParts {
  return {
    id: itemId(area, 'schedule', report.type),
    area,
    leaves,
    value: namedValues({
      Report: report.type,
      Schedule: switchText(report.enabled),
      Recipients: recipients.map(({ address }) => address),
      ...Object.fromEntries(report.timing.map(({ ref, value }) => [lastKey(ref), value])),
    }),
    docs: ['mdi-reports', 'ata-reports'],
    notes: [
      `Presumed: ${reasonEntry('presumed-shape').text}`,
      ...(report.enabled === null ? ['The source does not say whether this schedule is switched on.'] : []),
      ...recipientNotes(recipients),
    ],
  };
}

type ScheduleParts = CommonParts & {
  readonly target: NonNullable<ItemParts['target']>;
  readonly steps: readonly string[];
};

function scheduleParts(schedule: Schedule, mdiReport: string): ScheduleParts {
  const { mapping, timing, recipients } = schedule;
  const parts = commonParts(schedule);
  return {
    ...parts,
    target: targetOf(key, scheduleFields(schedule, mdiReport), { certainty: 'inferred' }),
    steps: [
      `Open ${portalLine(key)} and choose the report ${mdiReport}.`,
      `Choose Schedule report. Recurrence: ${timing.recurrence}. Time: ${timing.time}.`,
      `Add these recipients: ${recipientsField(recipients)}. Finish.`,
    ],
    notes: [
      ...(mapping?.notes ?? []),
      ...parts.notes,
      'The source does not say in which time zone ATA keeps the time. The portal takes local time or UTC, as it is set.',
      ...cautions(key, 'The page is in preview', 'Reset schedule'),
    ],
  };
}

function scheduleFields({ timing, recipients }: Schedule, mdiReport: string): Field[] {
  return [
    { field: 'Report', value: mdiReport },
    { field: 'Recurrence', value: timing.recurrence },
    { field: 'Time', value: timing.time },
    { field: 'Recipients', value: recipientsField(recipients) },
  ];
}

function recipientsField(recipients: readonly DistinctRecipient[]): string {
  if (recipients.length === 0) return 'the recipients of the report (not in the source)';
  return recipients.map(({ address }) => address).join(', ');
}

interface Timing {
  readonly recurrence: string;
  readonly time: string;
}

const timeFields: ReadonlySet<string> = new Set(['TimeOfDay', 'SendTime', 'StartTime']);
/** What ATA notes about its own sending; nobody types it. */
const historyFields: ReadonlySet<string> = new Set(['NextSendTime', 'LastSendTime']);

/** The timing in words where its presumed fields are clear, else in ATA's own. */
function timingOf({ timing }: Report): Timing {
  const set = timing
    .map(({ ref, value }) => ({ name: lastKey(ref), value }))
    .filter(({ name, value }) => value !== null && !historyFields.has(name));
  const times = set.filter(({ name }) => timeFields.has(name));
  const rest = set.filter(({ name }) => !timeFields.has(name));
  return {
    recurrence: recurrenceText(rest) ?? fieldsText(rest, 'as the ATA console shows it (not in the source)'),
    time: timeText(times) ?? fieldsText(times, 'as the ATA console shows it (not in the source)'),
  };
}

interface TimingField {
  readonly name: string;
  readonly value: unknown;
}

/** `weekly, on Monday`, `monthly, on day 1`; null where anything else is there. */
function recurrenceText(fields: readonly TimingField[]): string | null {
  const {
    Recurrence: how,
    DayOfWeek: weekday,
    DayOfMonth: day,
    ...others
  } = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  if (Object.keys(others).length > 0) return null;
  const word = typeof how === 'string' ? how.toLowerCase() : null;
  if (how !== undefined && word === null) return null;
  if (weekday === undefined && day === undefined) return word === 'daily' ? word : null;
  if (day === undefined && isWeekday(weekday) && (word === null || word === 'weekly'))
    return `weekly, on ${weekday}`;
  return weekday === undefined && isDayOfMonth(day) && (word === null || word === 'monthly')
    ? `monthly, on day ${day}`
    : null;
}

function isWeekday(value: unknown): value is string {
  return typeof value === 'string' && /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/i.test(value);
}

function isDayOfMonth(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 31;
}

/** `08:00` for the only time of the day that is there. */
function timeText(fields: readonly TimingField[]): string | null {
  const [field, ...others] = fields;
  if (field === undefined || others.length > 0 || typeof field.value !== 'string') return null;
  return /^((?:[01]\d|2[0-3]):[0-5]\d):00(?:\.0+)?$/.exec(field.value)?.[1] ?? null;
}

/** `Weekly, DayOfWeek Monday`: a name is left out where it would say nothing. */
function fieldsText(fields: readonly TimingField[], otherwise: string): string {
  if (fields.length === 0) return otherwise;
  return fields
    .map(({ name, value }) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return name === 'Recurrence' || fields.length === 1 ? text : `${name} ${text}`;
    })
    .join(', ');
}
