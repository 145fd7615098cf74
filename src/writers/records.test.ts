import { expect, it } from 'vitest';
import { manualWith, planOf, smallPlan, targetWith } from '../../test/support/plans.js';
import { longestCell, reasonLines, stepLines, worksheetCells, worksheetColumns } from './cells.js';
import { fingerprintOf } from './progress.js';
import { worksheetRecords } from './records.js';

function recordsOf(...items: Parameters<typeof planOf>[0]) {
  return worksheetRecords(planOf(items));
}

it('has a record for each item, in the order of the plan', () => {
  expect(worksheetRecords(smallPlan()).map(({ disposition }) => disposition)).toEqual(
    smallPlan().items.map(({ disposition }) => disposition),
  );
});

it.each([
  ['documented', ''],
  ['seen', '(seen in real files, not documented)'],
  ['inferred', '(inferred: review)'],
] as const)('marks a target that is %s with %j', (certainty, mark) => {
  const [record] = recordsOf(manualWith({ target: targetWith({ certainty }) }));
  expect(record?.certainty).toBe(mark);
});

it('says what to do, to enter, to choose, to run and to check', () => {
  const lines = worksheetRecords(smallPlan()).map(stepLines);
  expect(lines[1]).toEqual([
    'Decide: Which transport is used from now on?',
    'Option 1: TLS (cost: The certificate has to be put on the sensor.)',
    'Option 2: TCP (cost: Alerts travel in clear text.)',
    'Advice: Keep TLS.',
    '1. Open System > Settings > Identities > Syslog notifications.',
    'Enter Service endpoint: 10.20.30.40',
    'Enter Port: 6514',
    'Enter Transport|odd: TLS | `secured`',
  ]);
  expect(lines[10]).toEqual([
    'Run (beta): Set-MDIConfiguration -Mode Domain -Configuration All',
    'Permission: Domain Admins',
    'How to check: Test-MDIConfiguration -Mode Domain -Configuration All',
  ]);
});

it.each([
  ['an inferred reason without a target', 'smtp-server-has-no-target', null, '(inferred: review)'],
  ['a documented reason without a target', 'detection-retired', null, ''],
  ['an inferred reason and a documented target', 'unknown-setting', 'documented', '(inferred: review)'],
  ['a documented reason and a seen target', 'exclusion-rule', 'seen', '(seen in real files, not documented)'],
  ['a reason of a later version', 'reason-of-2031', 'documented', ''],
] as const)('marks %s', (_, code, certainty, mark) => {
  const target = certainty === null ? null : targetWith({ certainty });
  const [record] = recordsOf({
    ...manualWith(),
    disposition: 'automatic',
    reason: { code, text: 'Why.' },
    target,
  });
  expect(record?.certainty).toBe(mark);
  expect(record && reasonLines(record)[0]).toBe(mark === '' ? 'Why.' : `Why. ${mark}`);
});

it('keeps the lines of a command and shows what is in them', () => {
  const record = worksheetRecords(smallPlan()).find(({ area }) => area === 'role-groups');
  expect(record?.command?.text).toBe(
    'POST https://graph.microsoft.com/beta/roleDefinitions\n{\n  "displayName": "``` <b>\\u202E"\n}\n=1+1',
  );
  expect(record && stepLines(record)[0]).toBe(`Run (beta):\n${record?.command?.text}`);
});

it('says why, with what comes closest, limits and notes', () => {
  const [record] = recordsOf({
    ...manualWith({ notes: ['Look twice.'], target: targetWith({ limits: ['Ten at most.'] }) }),
    disposition: 'no-equivalent',
    closest: 'Something else.',
  });
  expect(record && reasonLines(record)).toEqual([
    'Exclusions are not transferred from ATA and are entered by hand.',
    'Closest: Something else.',
    'Note: Look twice.',
    'Limit: Ten at most.',
  ]);
});

it('names the Center in a plan of several', () => {
  const [record] = recordsOf(manualWith({ center: 'ATA-EU', notes: ['Other.'] }));
  expect(record).toMatchObject({ centers: ['ATA-EU'], notes: ['Other.'] });
  const [both] = recordsOf(manualWith({ centers: ['ATA-EU', 'ATA-US'] }));
  expect(both?.centers).toEqual(['ATA-EU', 'ATA-US']);
  expect(worksheetRecords(smallPlan())[0]).not.toHaveProperty('centers');
});

it('leaves the last columns but one to people, and says what has to be done', () => {
  for (const record of worksheetRecords(smallPlan())) {
    const cells = worksheetCells(record);
    const status = ['automatic', 'default'].includes(record.disposition) ? 'Not needed' : 'To do';
    expect(worksheetColumns.slice(-6).map((column) => cells[column])).toEqual([
      status,
      '',
      '',
      '',
      '',
      fingerprintOf(record),
    ]);
  }
});

it('cuts what no cell can hold, between characters, and says where the whole is', () => {
  const [record] = recordsOf(
    manualWith({ id: 'exclusions/long', source: { paths: [], value: `x${'😀'.repeat(20_000)}` } }),
  );
  const cell = record === undefined ? '' : worksheetCells(record)['ATA value'];
  expect(cell.length).toBeLessThanOrEqual(longestCell);
  expect(cell).toMatch(
    /😀… \[cut: 40001 characters; the whole text is in plan\.json, item exclusions\/long\]$/u,
  );
  expect(cell).not.toMatch(/\p{Cs}/u);
});

it('takes nothing of a secret for a name', () => {
  const [, syslog] = worksheetRecords(smallPlan());
  expect(syslog?.names).toEqual([
    'Rfc5424',
    '9007199254740993',
    '10.20.30.40',
    'Configuration.SyslogClientConfiguration.IsEnabled',
  ]);
});
