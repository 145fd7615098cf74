import type { Item } from '../../types/migration-plan.js';
import type { Difference } from '../../types/verification.js';
import { type Finding, seen, type VerifyContext } from '../finding.js';
import { collapsedIssues } from '../observed.js';

/** Steps of the migration that files can bear out: the workspace exists, and it is validated. */
export function checkCenter(item: Item, context: VerifyContext): Finding | null {
  if (item.id === 'center/workspace') return checkWorkspace(context);
  if (item.id === 'center/validate') return checkValidation(context);
  return null;
}

/** Whoever answers for a sensor or a setting is there. */
function checkWorkspace({ observed }: VerifyContext): Finding {
  const [sensor] = observed.sensors;
  const answers = [sensor, observed.syslog, observed.vpn, observed.directoryServiceAccounts[0]].find(
    (one) => one,
  );
  if (answers === undefined || answers === null) return { result: 'cannot-check', export: 'sensors' };
  return { result: 'replicated', sources: [answers.source] };
}

function checkValidation({ observed }: VerifyContext): Finding {
  const list = seen(observed, 'health-issues');
  const open = collapsedIssues(observed.healthIssues)
    .map(({ issue }) => issue)
    .filter(({ status }) => status === null || status === 'open');
  const planned = [{ field: 'Open health issues', value: 'none' }];
  const errors = observed.logGroups.filter(({ level }) => /^(?:error|fatal)$/i.test(level));
  const logs: Difference[] =
    errors.length === 0
      ? []
      : [
          {
            field: 'Errors in sensor logs',
            planned: 'none',
            observed: `${errors.reduce((sum, { count }) => sum + count, 0)} of ${errors.length} kinds`,
          },
        ];
  const sources = [...new Set([...list.sources, ...observed.sensorLogs.map(({ source }) => source)])];
  if (open.length > 0 || logs.length > 0)
    return {
      result: 'different',
      planned,
      sources,
      differences: [
        ...(open.length === 0
          ? []
          : [{ field: 'Open health issues', planned: 'none', observed: String(open.length) }]),
        ...logs,
      ],
    };
  if (!list.whole)
    return {
      result: 'cannot-check',
      planned,
      sources,
      export: 'validation',
      notes: list.why === null ? [] : [`The list that was given is not whole: ${list.why}.`],
    };
  return {
    result: 'replicated',
    planned,
    sources,
    notes: observed.sensorLogs.length === 0 ? ['No sensor logs were given: look at them too.'] : [],
  };
}
