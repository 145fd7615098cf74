import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { artifactText } from '../../test/support/artifacts.js';
import { hostileNames, largePlan, planOf, smallPlan } from '../../test/support/plans.js';
import { centerWith, snapshotOf } from '../../test/support/snapshots.js';
import { InternalError } from '../errors.js';
import { jsonText, planArtifact, snapshotArtifact } from './json.js';

function sortedDeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, member]) => [key, sortedDeep(member)]),
  );
}

test('plan.json is the golden file', async () => {
  await expect(artifactText(planArtifact(smallPlan()))).toMatchFileSnapshot('../../test/golden/plan.json');
});

it('gives back an equal plan, its keys sorted', () => {
  const text = artifactText(planArtifact(smallPlan()));
  expect(JSON.parse(text)).toEqual(smallPlan());
  // Comparing texts compares the order of keys too.
  expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(sortedDeep(smallPlan())));
});

it('writes one line an item, however many pieces that makes', () => {
  const plan = largePlan(3000);
  const artifact = planArtifact(plan);
  expect(artifact.content.length).toBeGreaterThan(1);
  const text = artifactText(artifact);
  expect(JSON.parse(text)).toEqual(plan);
  expect(text.split('\n').filter((line) => line.startsWith('    {"area":"exclusions"'))).toHaveLength(3000);
});

it('does not mistake an object for another that has the same name of property', () => {
  const [first, ...rest] = smallPlan().items;
  if (first === undefined) throw new Error('the plan has no items');
  const items = [
    { ...first, reason: { code: 'one', text: 'One.' } },
    { ...first, reason: { code: 'two', text: 'Two.' } },
  ];
  const plan = planOf([...items, ...rest]);
  expect(JSON.parse(artifactText(planArtifact(plan)))).toEqual(plan);
});

it('opens the documents of a snapshot, one line a leaf', async () => {
  const { snapshot } = await snapshotOf(centerWith({ SyslogClientConfiguration: { IsEnabled: true } }));
  const text = artifactText(snapshotArtifact(snapshot));
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(snapshot)));
  expect(text).toContain(
    '\n        {"path":"Configuration.SyslogClientConfiguration.IsEnabled","value":true}',
  );
});

it('reads back equal, whatever the value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const text = jsonText(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(text.endsWith('\n')).toBe(true);
      expect(text.slice(0, -1).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    }),
  );
});

it('takes a key for a key, even __proto__', () => {
  expect(jsonText({ b: JSON.parse('{"__proto__":1,"a":{}}'), a: [] })).toBe(
    '{\n  "a": [],\n  "b": {"__proto__":1,"a":{}}\n}\n',
  );
});

it('writes shapes that differ only in the order of their keys alike', () => {
  expect(jsonText({ a: { x: 1, y: 2 }, b: { y: 2, x: 1 } })).toBe(
    '{\n  "a": {"x":1,"y":2},\n  "b": {"x":1,"y":2}\n}\n',
  );
});

it('escapes what is unseen or commands a terminal', () => {
  const text = jsonText(Object.values(hostileNames));
  expect(text).toContain('user\\u202egnp.exe\\u200b\\ufeff\\udb40\\udc41');
  expect(text).toContain('lone \\ud800 and \\udc00');
  expect(text).toContain('a\\nb\\r\\tc\\u0000\\u001b[31mred\\u007f\\u009b\\u2028');
});

it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, 1n, new Map([['a', 1]]), new Date(0), () => 1])(
  'refuses %s instead of losing it',
  (value) => {
    expect(() => jsonText({ a: { value } })).toThrow(InternalError);
  },
);
