import { describe, expect, it } from 'vitest';
import { snapshotOfDeployment } from '../../test/support/loading.js';
import { manualWith } from '../../test/support/plans.js';
import type { Item } from '../types/migration-plan.js';
import { scripts, withScriptSteps } from './scripts.js';
import { translate } from './translate.js';

const plan = translate(await snapshotOfDeployment('contoso'));

/** The scripts that the steps of an item name, in their order. */
function scriptsOf({ steps }: Item): string[] {
  return steps.flatMap((step) =>
    [...step.matchAll(/scripts\/([\w-]+)\.ps1/g)].map((match) => match[1] ?? ''),
  );
}

describe('the steps of items', () => {
  it('name a script in every scripted item, first', () => {
    const scripted = plan.items.filter(({ disposition }) => disposition === 'scripted');
    expect(scripted.length).toBeGreaterThan(5);
    for (const item of scripted) {
      expect(scriptsOf(item), item.id).toHaveLength(1);
      expect(item.steps[0], item.id).toMatch(
        /^By script: run scripts\/.* -WhatIf and read .* without -WhatIf/,
      );
    }
  });

  it('name every script somewhere, and none that is not written', () => {
    const named = new Set(plan.items.flatMap(scriptsOf));
    expect([...named].sort()).toEqual(scripts.map(({ name }) => name).sort());
  });

  it('put what hangs on a decision last', () => {
    const decisions = plan.items.filter(
      (item) => item.disposition === 'decision' && scriptsOf(item).length > 0,
    );
    expect(decisions.map(({ reason }) => reason.code)).toContain('role-widens-rights');
    for (const { steps } of decisions) expect(steps[0]).not.toContain('scripts/');
  });

  it('tell everybody to run it with -WhatIf first, but the one that only reads', () => {
    for (const item of plan.items)
      for (const step of item.steps.filter((text) => text.includes('scripts/')))
        expect(step).toMatch(step.includes('Get-MdiObserved') ? /It only reads\.$/ : / -WhatIf and read /);
  });
});

it('leaves an item without a script as it is', () => {
  const item = manualWith();
  expect(withScriptSteps(item)).toBe(item);
});
