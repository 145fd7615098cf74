import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadSnapshots } from '../../src/load.js';
import { consolidate } from '../../src/plan/consolidate.js';
import { translate } from '../../src/plan/translate.js';
import { collectingReporter } from '../../src/reporter.js';
import type { Item, MigrationPlan } from '../../src/types/migration-plan.js';
import { checkPlan } from '../../src/validate.js';
import { centerFolders, folderSources, numberedCenter, planOfCenter } from '../support/centers.js';
import type { JsonObject, JsonValue } from '../support/deployments.js';

function objectOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** What may differ between Centers. */
const settings = fc.record({
  exclusions: fc.integer({ min: 0, max: 40 }),
  // Of few seeds, so that Centers share exclusions.
  seed: fc.integer({ min: 1, max: 2 }),
  name: fc.option(fc.constantFrom('ATA', 'ata', 'Übung', ''), { nil: null }),
  syslog: fc.option(fc.constantFrom('siem.example', '192.0.2.7'), { nil: null }),
  radius: fc.boolean(),
  bruteForce: fc.boolean(),
  recipients: fc.subarray(['a@fabrikam.example', 'b@fabrikam.example', 'c@fabrikam.example']),
  mail: fc.boolean(),
  extra: fc.option(fc.constantFrom(1, 'x', true), { nil: null }),
});

type Settings = typeof settings extends fc.Arbitrary<infer Value> ? Value : never;

function centerOf(chosen: Settings, number: number): JsonObject {
  const center = numberedCenter(number + 1, chosen.exclusions, chosen.seed);
  const configuration = objectOf(center['Configuration']);
  const monitoring = objectOf(configuration['MonitoringClientConfiguration']);
  return {
    ...center,
    ...(chosen.name === null ? {} : { NetbiosName: chosen.name }),
    GatewayCommonConfiguration: {
      ...objectOf(center['GatewayCommonConfiguration']),
      IsRadiusEventListenerEnabled: chosen.radius,
    },
    Configuration: {
      ...configuration,
      SyslogClientConfiguration: {
        ...objectOf(configuration['SyslogClientConfiguration']),
        IsEnabled: chosen.syslog !== null,
        ServerEndpoint: chosen.syslog === null ? null : { Address: chosen.syslog, Port: 514 },
      },
      BruteForceDetectorConfiguration: {
        ...objectOf(configuration['BruteForceDetectorConfiguration']),
        IsEnabled: chosen.bruteForce,
      },
      MailClientConfiguration: {
        ...objectOf(configuration['MailClientConfiguration']),
        IsEnabled: chosen.mail,
      },
      MonitoringClientConfiguration: {
        ...monitoring,
        AlertConfiguration: {
          ...objectOf(monitoring['AlertConfiguration']),
          IsMailEnabled: true,
          To: chosen.recipients,
        },
      },
      ...(chosen.extra === null ? {} : { BrandNewConfiguration: { Value: chosen.extra } }),
    },
  };
}

const several = fc.array(settings, { minLength: 2, maxLength: 5 });

async function plansOf(chosen: readonly Settings[]): Promise<MigrationPlan[]> {
  return Promise.all(chosen.map((one, number) => planOfCenter(centerOf(one, number))));
}

/** By the id that a Center gave it. */
function itemsKnownAs(id: string, center: string, items: readonly Item[]): Item[] {
  return items.filter(
    (item) =>
      (item.centers ?? [item.center]).includes(center) &&
      (item.id === id || item.formerIds?.includes(id) === true),
  );
}

it('balances over all Centers, with every reference into a document of its Center', async () => {
  await fc.assert(
    fc.asyncProperty(several, async (chosen) => {
      const plans = await plansOf(chosen);
      const plan = consolidate(plans);
      checkPlan(plan);
      const total = plans.reduce((sum, { accounting }) => sum + accounting.leaves, 0);
      expect(plan.accounting).toMatchObject({ leaves: total, accounted: total });
      expect(Object.values(plan.accounting.byDisposition).reduce((sum, count) => sum + count, 0)).toBe(total);
      const refs = plan.items.flatMap(({ source }) => source.paths);
      expect(new Set(refs).size).toBe(total);
      const keys = new Set(plan.documents.map(({ key }) => key));
      expect(keys.size).toBe(plan.documents.length);
      for (const { source, center, centers } of plan.items)
        for (const path of source.paths) {
          const owner = (centers ?? [center]).find((key) => path.startsWith(`${key}/`));
          expect(keys.has(path.slice(0, path.indexOf(':'))), path).toBe(true);
          expect(owner, path).toBeDefined();
        }
    }),
    { numRuns: 40 },
  );
}, 120_000);

it('does not depend on the order of the plans', async () => {
  await fc.assert(
    fc.asyncProperty(several, fc.infiniteStream(fc.nat()), async (chosen, order) => {
      const plans = await plansOf(chosen);
      const shuffled = plans
        .map((plan) => ({ plan, at: order.next().value }))
        .sort((one, other) => one.at - other.at)
        .map(({ plan }) => plan);
      expect(consolidate(shuffled)).toEqual(consolidate(plans));
    }),
    { numRuns: 30 },
  );
}, 120_000);

it('loses no item: each is there under its id, merged or kept, with its leaves', async () => {
  await fc.assert(
    fc.asyncProperty(several, async (chosen) => {
      const plans = await plansOf(chosen);
      const plan = consolidate(plans);
      for (const single of plans) {
        const [center] = single.centers;
        const { key } = plan.centers.find(({ id }) => id === center?.id) ?? { key: '' };
        for (const item of single.items) {
          const found = itemsKnownAs(item.id, key, plan.items);
          expect(found.length, item.id).toBeGreaterThan(0);
          const leaves = new Set(found.flatMap(({ source }) => source.paths));
          for (const path of item.source.paths) expect(leaves.has(`${key}/${path}`), path).toBe(true);
          // A value that is to be entered is somewhere in what stands for it.
          const text = JSON.stringify(found);
          for (const { value } of item.target?.values ?? [])
            for (const word of value.split(', '))
              expect(text.includes(JSON.stringify(word).slice(1, -1)), `${item.id}: ${word}`).toBe(true);
        }
      }
    }),
    { numRuns: 30 },
  );
}, 120_000);

it('leaves the plan of one Center alone', async () => {
  await fc.assert(
    fc.asyncProperty(settings, async (chosen) => {
      const plans = await plansOf([chosen]);
      expect(consolidate(plans)).toBe(plans[0]);
    }),
    { numRuns: 10 },
  );
}, 60_000);

it('reads the sources of several Centers in any order to the same plan', async () => {
  const sources = centerFolders.flatMap(folderSources);
  const expected = consolidate(
    (await loadSnapshots(sources, collectingReporter())).map((snapshot) => translate(snapshot)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(sources, { minLength: sources.length, maxLength: sources.length }),
      async (shuffled) => {
        const snapshots = await loadSnapshots(shuffled, collectingReporter());
        expect(consolidate(snapshots.map((snapshot) => translate(snapshot)))).toEqual(expected);
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);
