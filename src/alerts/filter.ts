/** Which alerts are asked for. */
import { UserError } from '../errors.js';
import { dateFromIso } from '../readers/mongo-values.js';
import type { Filters, Severity, Status } from '../types/alert-record.js';

export const statuses = ['open', 'suppressed', 'closed', 'resolved', 'dismissed', 'unknown'] as const;
export const severities = ['high', 'medium', 'low', 'unknown'] as const;

/** A filter as it is typed. */
export interface FilterWords {
  readonly status?: string;
  readonly severity?: string;
  readonly since?: string;
  readonly until?: string;
}

/**
 * Reads a filter.
 *
 * @throws UserError for a word or a time that is none
 */
export function filtersOf({ status, severity, since, until }: FilterWords): Filters {
  const filters = {
    status: wordsOf('--status', status, statuses),
    severity: wordsOf('--severity', severity, severities),
    since: timeOf('--since', since),
    until: timeOf('--until', until),
  };
  if (filters.since !== null && filters.until !== null && filters.since >= filters.until)
    throw new UserError('--since names a time that is not before that of --until');
  return filters;
}

/**
 * A function that tells whether an alert is asked for.
 *
 * An alert is *since* a time if it was seen last at that time or after, and *until* a time if that was before: each alert is
 * on one side. What has no time is let through, because nobody can tell on which side it is.
 */
export function filterOf(
  filters: Filters,
): (alert: {
  readonly status: Status;
  readonly severity: Severity;
  readonly time: number | null;
}) => boolean {
  const status = new Set(filters.status);
  const severity = new Set(filters.severity);
  const since = filters.since === null ? Number.NEGATIVE_INFINITY : Date.parse(filters.since);
  const until = filters.until === null ? Number.POSITIVE_INFINITY : Date.parse(filters.until);
  return (alert) =>
    (status.size === 0 || status.has(alert.status)) &&
    (severity.size === 0 || severity.has(alert.severity)) &&
    (alert.time === null || (alert.time >= since && alert.time < until));
}

/** What was asked for, in words. */
export function filterText({ status, severity, since, until }: Filters): string {
  const parts = [
    ...(status.length === 0 ? [] : [`status ${status.join(', ')}`]),
    ...(severity.length === 0 ? [] : [`severity ${severity.join(', ')}`]),
    ...(since === null ? [] : [`since ${since}`]),
    ...(until === null ? [] : [`until ${until}`]),
  ];
  return parts.length === 0 ? 'none, all alerts are here' : parts.join('; ');
}

function wordsOf<Word extends string>(
  option: string,
  list: string | undefined,
  words: readonly Word[],
): Word[] {
  if (list === undefined) return [];
  const given = list.split(',').map((word) => word.trim().toLowerCase());
  const isKnown = given.every((word) => words.some((known) => known === word));
  if (!isKnown)
    throw new UserError(`${option} takes words of its own only`, {
      advice: [`Words, separated by commas: ${words.join(', ')}`],
    });
  return words.filter((word) => given.includes(word));
}

function timeOf(option: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  const date = dateFromIso(text, true);
  if (date === null)
    throw new UserError(`${option} takes a day, or a time with its zone`, {
      advice: [
        `For example ${option} 2025-01-31 (from its beginning in UTC) or ${option} 2025-01-31T12:00:00Z`,
      ],
    });
  return new Date(Number(date.milliseconds)).toISOString();
}
