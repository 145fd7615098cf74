import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type GateCase, gateOf, openGate } from '../support/gate.js';

/** Everything that can be taken away, each by itself. */
function pieces(found: GateCase): { readonly what: string; without(from: GateCase): GateCase }[] {
  return [
    ...found.files.map((file) => ({
      what: file.name,
      without: (from: GateCase) => ({ ...from, files: from.files.filter(({ name }) => name !== file.name) }),
    })),
    ...found.attested.map((word) => ({
      what: word.key,
      without: (from: GateCase) => ({
        ...from,
        attested: from.attested.filter(({ key }) => key !== word.key),
      }),
    })),
    { what: 'the backup', without: (from: GateCase) => ({ ...from, backup: null }) },
    ...(found.backup ?? []).map((taken) => ({
      what: `the collection ${taken.collection}`,
      without: (from: GateCase) => ({
        ...from,
        backup: from.backup?.filter(({ collection }) => collection !== taken.collection) ?? null,
      }),
    })),
    { what: 'the time', without: (from: GateCase) => ({ ...from, now: null }) },
  ];
}

describe.each(['contoso', 'defaults', 'hostile'] as const)('the gate of %s', async (name) => {
  const found = await openGate(name);
  const all = pieces(found);

  test('is open with all the evidence', async () => {
    const gate = await gateOf(found);
    const open = gate.conditions.filter(({ result }) => result !== 'met');
    expect(
      open.map(({ key, evidence, parts }) => [key, evidence, parts.filter((part) => part.result !== 'met')]),
    ).toEqual([]);
    expect(gate.verdict).toBe('open');
  });

  test('is closed without any single piece of it', async () => {
    expect(all.length).toBeGreaterThan(12);
    for (const { what, without } of all) expect((await gateOf(without(found))).verdict, what).toBe('closed');
  });

  test('is closed without several, and nothing that is taken away opens a condition', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray(all, { minLength: 1 }), async (taken) => {
        const gate = await gateOf(taken.reduce((from, { without }) => without(from), found));
        expect(gate.verdict).toBe('closed');
      }),
      { numRuns: 25 },
    );
  });
});
