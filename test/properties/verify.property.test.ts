import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { translate } from '../../src/plan/translate.js';
import { deploymentFiles, snapshotOfDeployment } from '../support/loading.js';
import { filesOf, perfectMdi } from '../support/perfect-mdi.js';
import { resultOf, verified } from '../support/verifying.js';

const names = Object.keys(deploymentFiles) as (keyof typeof deploymentFiles)[];
const bad = ['missing', 'different'];

describe.each(names)('a perfect Defender for Identity for %s', async (name) => {
  const plan = translate(await snapshotOfDeployment(name));
  const all = perfectMdi(plan);
  const wanted = new Set(all.flatMap(({ items }) => items));

  test('has everything, or it cannot be checked', () => {
    const verification = verified(plan, filesOf(plan, all));
    const others = verification.items.filter(
      ({ result }) => result !== 'replicated' && result !== 'cannot-check',
    );
    expect(others.map(({ id, result, differences }) => [id, result, differences])).toEqual([]);
    for (const id of wanted) expect(resultOf(verification, id).result, id).toBe('replicated');
    expect(verification.extra).toEqual([]);
  });

  test('lacks each single thing that is taken out, and nothing else', () => {
    expect(all.length).toBeGreaterThan(2);
    for (const removed of all) {
      const present = all.filter((thing) => thing !== removed);
      const verification = verified(plan, filesOf(plan, all, present));
      for (const id of removed.items)
        expect(bad, `${removed.list}: ${removed.what}`).toContain(resultOf(verification, id).result);
      const blamed = verification.items.filter(({ result }) => bad.includes(result)).map(({ id }) => id);
      // A sensor takes its description and adapters with it, but these are no longer claimed to be wrong.
      expect(blamed.filter((id) => !removed.items.includes(id))).toEqual([]);
    }
  });

  test('lacks exactly what is taken out, however much it is', () => {
    fc.assert(
      fc.property(fc.subarray([...all.keys()]), (kept) => {
        const present = all.filter((_, index) => kept.includes(index));
        const removed = new Set(
          all.filter((_, index) => !kept.includes(index)).flatMap(({ items }) => items),
        );
        const verification = verified(plan, filesOf(plan, all, present));
        for (const { id, result } of verification.items) {
          if (removed.has(id)) expect(bad, id).toContain(result);
          else expect(bad, id).not.toContain(result);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('a list that is not whole makes nothing missing', () => {
    const files = filesOf(plan, all, []).map(({ name: file, text }) => ({
      name: file,
      text: text
        .replaceAll('"value":[]', '"value":[],"@odata.nextLink":"https://graph.microsoft.com/next?$skip=100"')
        .replace(
          '"value": []',
          '"value": [], "@odata.nextLink": "https://graph.microsoft.com/next?$skip=100"',
        )
        .replaceAll('\\"@odata.count\\":0', '\\"@odata.count\\":7'),
    }));
    const lists = ['gateways', 'exclusions', 'honeytokens', 'sensitive-entities', 'role-groups'];
    const verification = verified(plan, files);
    const missing = verification.items.filter(
      ({ result, area }) => lists.includes(area) && bad.includes(result),
    );
    const tuned = plan.items.filter(({ target }) => target?.mechanism === 'alert-tuning').map(({ id }) => id);
    // The list of tuning rules in the file is whole: it has no pages.
    expect(missing.map(({ id }) => id).filter((id) => !tuned.includes(id))).toEqual([]);
  });
});
