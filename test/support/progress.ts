/** What people could have put into worksheets. */
import type { MigrationPlan } from '../../src/types/migration-plan.js';
import { type CarriedOver, initialProgress, type Progress, statuses } from '../../src/writers/progress.js';
import { worksheetRecords } from '../../src/writers/records.js';
import { hostileNames } from './plans.js';

/** Nothing written. */
export const blank: Progress = { status: 'To do', owner: '', decision: '', doneOn: '', notes: '' };

/** Something of everything, one entry after the other. */
export const samples: readonly Progress[] = [
  { status: 'Done', owner: 'Zoë Müller', decision: 'TLS', doneOn: '2026-01-31', notes: 'one\ntwo; three' },
  { status: 'In progress', owner: '=1+1', decision: '-x', doneOn: '31.1.2026', notes: hostileNames.markup },
  { status: 'Blocked', owner: '', decision: 'TCP, for now', doneOn: '', notes: "'=quoted\n@SUM(A1)" },
  { status: 'Not needed', owner: '42', decision: '', doneOn: '1899-12-31', notes: '#N/A' },
  { status: 'To do', owner: '_x0041_', decision: '', doneOn: '2026-02-30', notes: ' a|b ' },
  { status: 'To do', owner: '', decision: '', doneOn: '', notes: '' },
];

/** An older worksheet's entries for every second item, one that changed since and two that vanished. */
export function carriedOverOf(plan: MigrationPlan): CarriedOver {
  const records = worksheetRecords(plan);
  const entries = new Map(
    records.map((record, index) => [
      record.id,
      index % 2 === 0 ? (samples[(index / 2) % samples.length] ?? blank) : initialProgress(record),
    ]),
  );
  return {
    entries,
    changed: new Set(records.slice(0, 1).map(({ id }) => id)),
    vanished: [
      { id: 'exclusions/gone/1', title: 'Exclude gone', progress: samples[0] ?? blank },
      { id: 'exclusions/gone/2', title: hostileNames.formula, progress: blank },
    ],
  };
}

/** How many statuses each word has. */
export function countsOf(progress: Iterable<Progress>): Record<string, number> {
  const counts = Object.fromEntries(statuses.map((status) => [status, 0]));
  for (const { status } of progress) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
