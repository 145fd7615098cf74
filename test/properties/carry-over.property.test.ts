import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CarriedOver, type Progress, statuses } from '../../src/writers/progress.js';
import { visibleLines } from '../../src/writers/visible.js';
import { carriedOver, worksheetBytes } from '../support/older-worksheets.js';
import { hostileNames, smallPlan } from '../support/plans.js';

const plan = smallPlan();

/** Text as people and those who mean harm write it, in the form in which every worksheet keeps it. */
const words = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        "'",
        '"',
        ';',
        ',',
        '\n',
        '\r\n',
        '\t',
        ' ',
        '5',
        '_x0041_',
        '#N/A',
        '|',
      ),
      fc.constantFrom(
        ...Object.values(hostileNames),
        '2026-01-31',
        '1900-02-28',
        '0001-01-01',
        '1e5',
        'TRUE',
        '0',
      ),
      fc.string({ unit: 'binary' }),
    ),
    { maxLength: 4 },
  )
  .map((parts) => visibleLines(parts.join('')));

const progress: fc.Arbitrary<Progress> = fc.record({
  status: fc.constantFrom(...statuses),
  owner: words,
  decision: words,
  doneOn: words,
  notes: words,
});

const ids = plan.items.map(({ id }) => id);

const older: fc.Arbitrary<CarriedOver> = fc
  .tuple(
    fc.tuple(...ids.map(() => progress)),
    fc.uniqueArray(fc.record({ id: fc.constantFrom('gone/a', 'gone/b', 'gone/c'), progress }), {
      selector: ({ id }) => id,
    }),
  )
  .map(([entries, vanished]) => ({
    entries: new Map(ids.map((id, index) => [id, entries[index] as Progress])),
    changed: new Set<string>(),
    vanished: vanished.map(({ id, progress }) => ({ id, title: `Title of ${id}`, progress })),
  }));

test.each(['csv', 'xlsx', 'json'])(
  'whatever is written in a %s worksheet is carried over',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(older, async (written) => {
        const read = await carriedOver(plan, await worksheetBytes(plan, format, { carriedOver: written }));
        expect(read.entries).toEqual(written.entries);
        expect(read.vanished).toEqual(written.vanished);
        expect(read.changed.size).toBe(0);
      }),
      { numRuns: 60 },
    );
  },
);
