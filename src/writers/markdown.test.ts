import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { artifactText } from '../../test/support/artifacts.js';
import {
  hostileNames,
  largePlan,
  likeItems,
  manualWith,
  planOf,
  smallPlan,
  targetWith,
} from '../../test/support/plans.js';
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
  expect(text).toContain('| Honeytokens | · | · | 3 | · | · | · | · | 3 |');
  expect(text).toContain(`| **Total** | 1 | 1 | 9 | 2 | 1 | 1 | 1 | ${smallPlan().items.length} |`);
  expect(text).toContain(
    '20 setting values read from 1 document, 20 accounted for: 2 unrecognised, 1 decision, 8 manual, 1 no-equivalent, 1 automatic, 7 default.',
  );
});

it('names every item by its id', () => {
  const text = markdownOf(smallPlan());
  for (const { id } of smallPlan().items) expect(text).toContain(`\`${id}\``);
});

it('shows items that say the same once, with a row and a box for each', () => {
  const text = markdownOf(planOf(likeItems()));
  expect(text).toContain('#### Exclude … from DCSync (manual, 4 entries)');
  expect(text.split('Open the rule "DCSync".')).toHaveLength(2);
  expect(text).toContain('  2. Under \\<Field>, add \\<Value>.');
  expect(text).toContain('- (1) Note: Presumed: that it is in use.');
  const rows = text.split('\n').filter((line) => line.startsWith('| ☐ | '));
  expect(
    rows.map((row) => row.split(/(?<!\\)\|/).map((cell) => cell.trim())).map((cells) => cells.slice(2, -1)),
  ).toEqual([
    ['ATA value', 'Field', 'Value', 'ATA setting', 'Remarks', 'Id'],
    ...[
      ['scanner (SCAN01)', 'Devices', 'scanner', ''],
      ['10.1.0.7', 'IP addresses', '10.1.0.7', ''],
      ['10.2.0.0/16', 'IP addresses', '10.2.0.0/16', '(1)'],
      ['a\\|b', 'IP addresses', 'a\\|b', '(1)'],
    ].map(([ataValue, field, value, remarks], index) => [
      ataValue,
      field,
      value,
      `\`center:Configuration.DirectoryServicesReplication.Excluded[${index}]\``,
      remarks,
      `\`exclusions/DirectoryServicesReplication/${index}\``,
    ]),
  ]);
});

it('leaves two like items as they are', () => {
  const text = markdownOf(planOf(likeItems().slice(0, 2)));
  expect(text).not.toContain('####');
  expect(text.match(/^- \[ \] /gm)).toHaveLength(2);
});

it('keeps the lines of a command', () => {
  const text = markdownOf(smallPlan());
  expect(text).toContain(
    '    ````\n    POST https://graph.microsoft.com/beta/roleDefinitions\n    {\n      "displayName": "``` <b>\\u202E"\n    }\n    =1+1\n    ````\n',
  );
});

it('writes 20 000 exclusions with one line for each', () => {
  const text = markdownOf(largePlan(20_000));
  expect(text.match(/^\| ☐ \| svc_backup/gm)).toHaveLength(20_000);
  expect(text.split('\n').length).toBeLessThan(20_100);
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

function expectNoMarkup(lines: readonly string[]): void {
  for (const line of lines.map(withoutCode)) {
    expect(line).not.toMatch(/(?<!\\)<[!/?A-Za-z](?!ttps:)/);
    expect(line).not.toMatch(/(?<!\\)~/);
    expect(line.replace(/\]\(<?https:\/\/learn\.microsoft\.com\//g, '')).not.toMatch(
      /[a-z]:\/\/|www\.|(?<!\\)\]\(/i,
    );
  }
}

it('keeps any name as text on its line', () => {
  const lineCount = markdownOf(planWithName('x')).split('\n').length;
  fc.assert(
    fc.property(nasty, (name) => {
      fc.pre(name !== '');
      const lines = markdownOf(planWithName(name)).split('\n');
      expect(lines).toHaveLength(lineCount);
      expectNoMarkup(lines);
      for (const line of lines.filter((line) => /^ *\| /.test(line)))
        expect([3, 7, 10]).toContain(delimiters(line));
    }),
    { numRuns: 300 },
  );
});

it('keeps any name as text in a group', () => {
  fc.assert(
    fc.property(nasty, nasty, (name, field) => {
      const items = ['a', 'b', 'c'].map((suffix) =>
        manualWith({
          id: `${name}${suffix}`,
          title: `Exclude ${name}${suffix}`,
          source: { paths: [`center:${name}${suffix}`], value: `${name}${suffix}` },
          target: targetWith({ values: [{ field, value: `${suffix}${name}` }] }),
          steps: [`Add ${suffix}${name} or ${name}${suffix} under ${field}.`],
          notes: [name, suffix],
        }),
      );
      const lines = markdownOf(planOf(items)).split('\n');
      expectNoMarkup(lines);
      const start = lines.findIndex((line) => line.startsWith('| ☐ |'));
      if (start < 0) return;
      const rows = lines.slice(start, start + 5);
      expect(new Set(rows.map(delimiters)).size).toBe(1);
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
