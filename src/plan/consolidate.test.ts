import { beforeAll, describe, expect, it, test } from 'vitest';
import { numberedCenter, planOfCenter, plansOfCenters } from '../../test/support/centers.js';
import { jsonSource } from '../../test/support/loading.js';
import { smallPlan } from '../../test/support/plans.js';
import type { Item, MigrationPlan } from '../types/migration-plan.js';
import { checkPlan } from '../validate.js';
import { jsonText } from '../writers/json.js';
import { consolidate } from './consolidate.js';
import { readStoredPlan } from './stored.js';

let plans: MigrationPlan[];
let plan: MigrationPlan;

beforeAll(async () => {
  plans = await plansOfCenters();
  plan = consolidate(plans);
});

function item(id: string, of: MigrationPlan = plan): Item {
  const found = of.items.find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no item ${id}`);
  return found;
}

const [scanA, scanB] = ['409162c5-a163-4250-8eb5-6e71c3afe056', '51a273d6-b274-4361-9fc6-7f82d4b0f167'];

describe('the plan of two Centers', () => {
  it('follows its schema, and balances with every leaf of either', () => {
    expect(() => checkPlan(plan)).not.toThrow();
    const leaves = plans.reduce((sum, one) => sum + one.accounting.leaves, 0);
    expect(plan.accounting).toMatchObject({ leaves, accounted: leaves });
    expect(plan.documents.map(({ key, center }) => [key, center])).toEqual([
      ['FAB-ATA/center', 'FAB-ATA'],
      ['FAB-ATA/gateway/DC1', 'FAB-ATA'],
      ['TOYS-ATA/center', 'TOYS-ATA'],
      ['TOYS-ATA/gateway/DC1', 'TOYS-ATA'],
    ]);
    for (const { source, center } of plan.documents) expect(plan.sources[source]?.center).toBe(center);
  });

  it('is the same in whichever order they come', () => {
    expect(consolidate(plans.toReversed())).toEqual(plan);
  });

  it('can be stored and read back', () => {
    const { name, bytes } = jsonSource(plan, 'plan.json');
    expect(readStoredPlan({ name, bytes })).toEqual(JSON.parse(jsonText(plan)));
  });

  it('has an object once that both know under different ids, if its security identifier is the same', () => {
    const merged = item(`exclusions/DnsReconnaissance/entity/${scanA}/2007`);
    expect(merged.centers).toEqual(['FAB-ATA', 'TOYS-ATA']);
    expect(merged.formerIds).toEqual([`exclusions/DnsReconnaissance/entity/${scanB}/2007`]);
    expect(merged.source.paths).toHaveLength(2);
    expect(merged.entities.map(({ id }) => id)).toEqual([scanA, scanB]);
  });

  it('has the domain controllers and Gateways of both', () => {
    expect(plan.domainControllers?.map(({ name, centers, watchedBy }) => [name, centers, watchedBy])).toEqual(
      [
        ['dc1.fabrikam.com', ['FAB-ATA'], ['DC1 (FAB-ATA)']],
        ['dc1.tailspintoys.com', ['TOYS-ATA'], ['DC1 (TOYS-ATA)']],
      ],
    );
    expect(plan.gateways?.map(({ name, center }) => [name, center])).toEqual([
      ['DC1 (FAB-ATA)', 'FAB-ATA'],
      ['DC1 (TOYS-ATA)', 'TOYS-ATA'],
    ]);
  });

  it('has a domain controller once that both know, watched by the Gateways of both', () => {
    const [one, other] = plans.map((each, index) => ({
      ...each,
      domainControllers: (each.domainControllers ?? []).map((controller) => ({
        ...controller,
        name: index === 0 ? 'DC1' : 'dc1.both.example',
        sid: 'S-1-5-21-1-2-3-1000',
      })),
    }));
    const both = consolidate([one, other].flatMap((each) => each ?? []));
    expect(both.domainControllers).toMatchObject([
      {
        name: 'dc1.both.example',
        centers: ['FAB-ATA', 'TOYS-ATA'],
        watch: 'watched',
        watchedBy: ['DC1 (FAB-ATA)', 'DC1 (TOYS-ATA)'],
      },
    ]);
    checkPlan(both);
  });

  it('has none where one of the plans is of a version without them', () => {
    const [one, other] = plans;
    const { domainControllers: _, ...older } = one ?? smallPlan();
    expect(consolidate([older, ...(other === undefined ? [] : [other])]).gateways).toBeUndefined();
  });

  it('has two accounts of the same user principal name apart', () => {
    const tags = plan.items.filter(({ area }) => area === 'sensitive-entities');
    expect(tags.filter(({ title }) => title.includes('svc-backup')).map(({ center }) => center)).toEqual([
      'FAB-ATA',
      'TOYS-ATA',
    ]);
  });

  it.each([
    ['exclusions/DnsReconnaissance/address/10.9.0.0%002f28/2007', ['FAB-ATA', 'TOYS-ATA']],
    ['exclusions/DnsReconnaissance/address/10.1.0.0%002f24/2007', ['FAB-ATA']],
    ['health-notifications/recipient/ops@holding.example', ['FAB-ATA', 'TOYS-ATA']],
    ['health-notifications/recipient/ops@fabrikam.example', ['FAB-ATA']],
    ['role-groups/viewers/S-1-5-21-2895533911-1754219043-3120875566-4001', ['FAB-ATA', 'TOYS-ATA']],
    ['center/workspace', ['FAB-ATA', 'TOYS-ATA']],
    ['center/decommission~TOYS-ATA', ['TOYS-ATA']],
    ['role-groups/administrators~FAB-ATA/fab-ata%005csetup', ['FAB-ATA']],
    ['gateways/5c1a90b2b8d2f41a90c3e7a4/sensor', ['FAB-ATA']],
  ])('has %s of %j', (id, centers) => {
    const { center, centers: several } = item(id);
    expect(several ?? [center]).toEqual(centers);
  });

  it('puts recipients together, in every text that names them', () => {
    const { title, target, steps, source } = item('email/incident-rule');
    const all = 'soc@fabrikam.example, ciso@holding.example, soc@tailspin.example';
    expect(title).toBe('Mail new incidents to 3 recipients');
    expect(target?.values).toContainEqual({ field: 'Recipients', value: all });
    expect(steps.join('\n')).toContain(`Add these recipients: ${all}.`);
    expect(source.value).toMatchObject({ Recipients: all.split(', ') });
  });
});

describe('what a workspace has only once', () => {
  it.each([
    ['syslog/between-centers', 'Service endpoint siem.fabrikam.example, Port 514, Transport UDP'],
    ['vpn/radius-accounting', ''],
    ['reports/schedule/Summary', 'Monday'],
    ['detectors/BruteForce', 'is off in ATA'],
  ])('is a decision: %s', (id, says) => {
    const found = item(id);
    if (found.disposition !== 'decision') throw new Error(`${id} is ${found.disposition}`);
    expect(found.reason.code).toBe('conflict-between-centers');
    expect(found.decision.options.slice(0, 2).map(({ centers }) => centers)).toEqual([
      ['FAB-ATA'],
      ['TOYS-ATA'],
    ]);
    expect(found.decision.options[0]?.label).toContain(says);
    expect(Object.keys(found.source.value ?? {})).toEqual(['FAB-ATA', 'TOYS-ATA']);
    expect(found.decision.advice).not.toBe('');
  });

  it('is no decision where only one Center uses it', async () => {
    const [first] = plans;
    if (first === undefined) throw new Error('no plan');
    const both = consolidate([first, await planOfCenter(numberedCenter(1, 0))]);
    expect(item('syslog/server/siem.fabrikam.example/514', both)).toMatchObject({
      disposition: 'manual',
      center: 'FAB-ATA',
    });
    expect(item('vpn/radius-accounting', both)).toMatchObject({ disposition: 'manual', center: 'FAB-ATA' });
    expect(item('vpn/radius-accounting~ATA001', both)).toMatchObject({
      disposition: 'automatic',
      center: 'ATA001',
      formerIds: ['vpn/radius-accounting'],
    });
  });
});

test('the plan of one Center stays as it is', async () => {
  const one = smallPlan();
  expect(consolidate([one])).toBe(one);
});

test('Centers of the same name are told apart by their ids', async () => {
  const twins = await Promise.all(
    [1, 2].map((number) => planOfCenter({ ...numberedCenter(number, 0), NetbiosName: 'ATA' })),
  );
  const both = consolidate(twins);
  expect(both.centers.map(({ key }) => key)).toEqual([
    'ATA~000000000000000000000001',
    'ATA~000000000000000000000002',
  ]);
  expect(both.items.filter(({ id }) => id.startsWith('center/decommission~'))).toHaveLength(2);
});

test('more accounts than a workspace takes become a decision', async () => {
  const centers = await Promise.all(
    Array.from({ length: 31 }, (_, number) => {
      const center = numberedCenter(number + 1, 0);
      const common = center['GatewayCommonConfiguration'];
      return planOfCenter({
        ...center,
        GatewayCommonConfiguration: {
          ...(typeof common === 'object' ? common : {}),
          DirectoryServicesClientAccountDomainName: `forest${number}.example`,
        },
      });
    }),
  );
  const limit = 'directory-services/limit/directory-service-accounts';
  expect(item(limit, consolidate(centers)).title).toBe(
    'Decide: 31 directory service accounts, and a workspace takes 30',
  );
  expect(consolidate(centers.slice(1)).items.some(({ id }) => id === limit)).toBe(false);
});

test('one Center twice is no plan', async () => {
  const one = await planOfCenter(numberedCenter(1, 0));
  expect(() => consolidate([one, one])).toThrow('the same ATA Center');
});
