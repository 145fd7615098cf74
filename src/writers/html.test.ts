import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { artifactText } from '../../test/support/artifacts.js';
import { hostileNames, largePlan, manualWith, planOf, smallPlan } from '../../test/support/plans.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import { type PageData, unpacked } from './html/packed.js';
import { htmlWriter } from './html.js';
import { fingerprintOf, initialProgress, type WorksheetOptions } from './progress.js';
import { worksheetRecords } from './records.js';

function pageOf(plan: MigrationPlan, options?: WorksheetOptions): string {
  return artifactText(htmlWriter.artifacts(plan, options)[0]);
}

function dataOf(page: string): PageData {
  const [, text = ''] = /<script type="application\/json" id="plan-data">([^<]*)<\/script>/.exec(page) ?? [];
  return JSON.parse(text);
}

describe('the page', () => {
  test('holds every record as it is', () => {
    const data = dataOf(pageOf(smallPlan()));
    const records = worksheetRecords(smallPlan());
    expect(data.rows.map((row) => unpacked(data, row))).toEqual(records);
    expect(data.rows.map(([, fingerprint]) => fingerprint)).toEqual(records.map(fingerprintOf));
  });

  test('holds what is the same once', () => {
    const [fewer, more] = [pageOf(largePlan(250)), pageOf(largePlan(500))];
    const data = dataOf(more);
    expect(data.shapes).toHaveLength(dataOf(fewer).shapes.length);
    expect(data.rows.map((row) => unpacked(data, row))).toEqual(worksheetRecords(largePlan(500)));
    expect(more.length - fewer.length).toBeLessThan(250 * 60);
  });

  test('gives back every text, whatever the words', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...Object.values(hostileNames), 'title', 'null'),
    );
    const item = fc
      .record({ name: text, id: text, value: text, step: fc.array(text) })
      .map(({ name, id, value, step }) =>
        manualWith({
          id,
          title: `Exclude ${name}${value} from ${id}`,
          source: { paths: [`center:${name}[12]`, `center:${value}[1]`], value: name },
          steps: [...step, name + name],
          check: value,
        }),
      );
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const data = dataOf(pageOf(planOf(items)));
        expect(data.rows.map((row) => unpacked(data, row))).toEqual(worksheetRecords(planOf(items)));
      }),
      { numRuns: 200 },
    );
  });

  test('lets its own script and style run and nothing else', () => {
    const page = pageOf(smallPlan());
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    expect(policy.replaceAll('&#39;', "'").split('; ')).toEqual([
      "default-src 'none'",
      `script-src '${hashOf(script)}'`,
      `style-src '${hashOf(style)}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(page).not.toMatch(/\s(?:style|on\w+)="/);
    expect(page.match(/<script/g)).toHaveLength(2);
  });

  test('takes over what was entered before', () => {
    const progress = { ...initialProgress({ disposition: 'manual' }), owner: 'Anna' };
    const carriedOver = {
      entries: new Map([['center/validate', progress]]),
      changed: new Set(['center/validate']),
      vanished: [{ id: 'vpn/x', title: 'Old', progress }],
    };
    const data = dataOf(pageOf(smallPlan(), { carriedOver }));
    const index = worksheetRecords(smallPlan()).findIndex(({ id }) => id === 'center/validate');
    expect(data.carried).toEqual([[index, progress]]);
    expect(data.changed).toEqual([index]);
    expect(data.vanished).toEqual(carriedOver.vanished);
    // What the browser kept before must not hide it.
    expect(data.key).not.toBe(dataOf(pageOf(smallPlan())).key);
  });
});

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
