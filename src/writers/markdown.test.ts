import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { artifactText } from '../../test/support/artifacts.js';
import { hostileNames, manualWith, planOf, smallPlan, targetWith } from '../../test/support/plans.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import { markdownWriter } from './markdown.js';

function markdownOf(plan: MigrationPlan): string {
  return artifactText(markdownWriter.artifacts(plan)[0]);
}

/** Lines without what stands in code spans, where nothing but the end of the span has a meaning. */
function withoutCode(line: string): string {
  return line.replace(/(?<![\\`])(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, '');
}

/** Bars of a row that delimit cells, wherever they stand: only a backslash takes a bar its meaning. */
function delimiters(line: string): number {
  return line.replace(/\\[\\|]/g, '').split('|').length - 1;
}

test('worksheet.md is the golden file', async () => {
  await expect(markdownOf(smallPlan())).toMatchFileSnapshot('../../test/golden/worksheet.md');
});

it('shows the summary first, then the sections of the migration guide, then the record', () => {
  const headings = markdownOf(smallPlan())
    .split('\n')
    .filter((line) => line.startsWith('## '));
  expect(headings).toEqual([
    '## Summary',
    '## Notices',
    '## Gather',
    '## Plan',
    '## Move',
    '## Validate',
    '## Clean up',
    '## For the record',
  ]);
});

it('counts every item once, and the leaves as the accounting has them', () => {
  const text = markdownOf(smallPlan());
  expect(text).toContain('| honeytokens | 0 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |');
  expect(text).toContain(`| **Total** | 1 | 5 | 1 | 1 | 1 | 1 | 1 | ${smallPlan().items.length} |`);
  expect(text).toContain(
    '16 setting values read from 1 document, 16 accounted for: 4 manual, 1 decision, 1 automatic, 1 no-equivalent, 7 default, 2 unrecognised.',
  );
});

it('names every item by its id', () => {
  const text = markdownOf(smallPlan());
  for (const { id } of smallPlan().items) expect(text).toContain(`\`${id}\``);
});

it('says when it was made only if the plan does', () => {
  expect(markdownOf({ ...smallPlan(), createdAt: '2026-11-23T09:00:00Z' })).toContain(
    ' at 2026-11-23T09:00:00Z.',
  );
  expect(markdownOf(smallPlan())).toContain('Written by ata2mdi 0.0.0. ');
});

it.each([
  ['2026-01-13', 'support ended on 2026-01-13'],
  ['2026-09-30', 'supported until 2026-09-30'],
  [null, 'state of support not known'],
])('says of a Center whose support ends %s: %s', (supportEnded, text) => {
  const plan = smallPlan();
  const centers = plan.centers.map((center) => ({ ...center, supportEnded }));
  expect(markdownOf({ ...plan, centers })).toContain(text);
});

it('gives the cautions of the guide where they matter', () => {
  const text = markdownOf(planOf([]));
  const [, plan = '', validate = '', cleanUp = ''] = text.split(/^## (?:Plan|Validate|Clean up)$/m);
  expect(plan).toContain('Remove every ATA Gateway before you uninstall the ATA Center');
  expect(validate).toContain('two hours');
  expect(cleanUp).toContain('Do not uninstall the ATA Center while any ATA Gateway is left');
  expect(text).toContain(
    '](https://learn.microsoft.com/en-us/defender-for-identity/migrate-from-ata-overview)',
  );
});

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<script>',
        '<!--',
        '](x)',
        '[',
        '![',
        '|',
        '\\',
        '`',
        '```',
        '~~',
        '*',
        '_',
        '\n',
        '#',
        '- ',
        '1. ',
        '&lt;',
        'http://x',
        'www.x',
        ' ',
        'a',
        '>',
      ),
      fc.constantFrom(...Object.values(hostileNames)),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((parts) => parts.join(''));

function planWithName(name: string): MigrationPlan {
  const item = manualWith({
    title: name,
    source: { paths: [name], value: name },
    target: targetWith({
      values: [
        { field: name, value: name },
        { field: 'Fixed', value: name },
      ],
    }),
    steps: [name],
    notes: [name],
    check: name,
  });
  return planOf([
    item,
    {
      ...manualWith({ title: name, source: { paths: [], value: name } }),
      id: name,
      disposition: 'automatic',
    },
  ]);
}

it('keeps any name as text on its line', () => {
  const lineCount = markdownOf(planWithName('x')).split('\n').length;
  fc.assert(
    fc.property(nasty, (name) => {
      fc.pre(name !== '');
      const lines = markdownOf(planWithName(name)).split('\n');
      expect(lines).toHaveLength(lineCount);
      for (const line of lines.map(withoutCode)) {
        expect(line).not.toMatch(/(?<!\\)<[!/?A-Za-z](?!ttps:)/);
        expect(line).not.toMatch(/(?<!\\)~/);
        expect(line.replace(/\]\(<?https:\/\/learn\.microsoft\.com\//g, '')).not.toMatch(
          /[a-z]:\/\/|www\.|(?<!\\)\]\(/i,
        );
      }
      for (const line of lines.filter((line) => /^ *\| /.test(line)))
        expect([3, 7, 10]).toContain(delimiters(line));
    }),
    { numRuns: 300 },
  );
});

it('begins no list, heading or quotation with a step', () => {
  const steps = ['# a', '- a', '+ a', '* a', '1. a', '2) a', '> a', '```', '---', '    code', '| a |'];
  const text = markdownOf(planOf([manualWith({ steps })]));
  const shown = text.split('\n').filter((line) => /^ {4}\d+\. /.test(line));
  expect(shown).toEqual([
    '    1. \\# a',
    '    2. \\- a',
    '    3. \\+ a',
    '    4. \\* a',
    '    5. 1\\. a',
    '    6. 2\\) a',
    '    7. \\> a',
    '    8. \\`\\`\\`',
    '    9. \\---',
    '    10. &#x20;   code',
    '    11. \\| a |',
  ]);
});
