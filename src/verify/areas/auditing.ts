import type { Item } from '../../types/migration-plan.js';
import type { Difference } from '../../types/verification.js';
import { type Finding, plannedFields, plannedValue, type VerifyContext } from '../finding.js';

/** Windows auditing, by the report of the module or of the readiness script. */
export function checkAuditing(item: Item, { observed }: VerifyContext): Finding | null {
  if (item.id !== 'event-collection/windows-auditing') return null;
  const planned = plannedFields(item, ['Configuration']);
  const wanted = (plannedValue(item, 'Configuration') ?? '').split(/,\s*/).filter((name) => name !== '');
  const results = wanted.map((name) => ({
    name,
    rows: observed.auditing.filter(({ configuration }) => configuration.toLowerCase() === name.toLowerCase()),
  }));
  const automatic = automaticNote(observed.automaticAuditing);
  const differences: Difference[] = results.flatMap(({ name, rows }) =>
    rows
      .filter(({ inOrder }) => inOrder === false)
      .map(({ server }) => ({
        field: server === null ? name : `${name} on ${server}`,
        planned: 'in order',
        observed: 'not in order',
      })),
  );
  const sources = [...new Set(results.flatMap(({ rows }) => rows.map(({ source }) => source)))];
  if (differences.length > 0) return { result: 'different', planned, differences, sources, notes: automatic };
  const unseen = results
    .filter(({ rows }) => !rows.some(({ inOrder }) => inOrder === true))
    .map(({ name }) => name);
  if (unseen.length === 0)
    return {
      result: 'replicated',
      planned,
      sources,
      notes: [
        ...automatic,
        ...(observed.auditing.some(({ server }) => server === null)
          ? ['The report does not say which domain it is of: make one in each domain.']
          : []),
      ],
    };
  return {
    result: 'cannot-check',
    planned,
    sources,
    export: 'auditing',
    notes: [...automatic, ...(sources.length === 0 ? [] : [`Not in the reports: ${unseen.join(', ')}.`])],
  };
}

function automaticNote(isAutomatic: boolean | null): string[] {
  return isAutomatic === true
    ? ['Automatic Windows auditing is switched on; it is for sensors v3.x only.']
    : [];
}
