import { describe, expect, test } from 'vitest';
import { artifactText } from '../../test/support/artifacts.js';
import { snapshotsOfCenters } from '../../test/support/centers.js';
import { snapshotOfDeployment } from '../../test/support/loading.js';
import { planOf } from '../../test/support/plans.js';
import { itemId, slug } from '../ids.js';
import type { DomainController } from '../types/migration-plan.js';
import { writerOf } from '../writers/index.js';
import { planArtifact } from '../writers/json.js';
import { translateAll } from './consolidate.js';
import { phaseOf, phases } from './phases.js';
import { runbookOf } from './runbook.js';
import { controllerOrder } from './runbook-order.js';
import { readStoredPlan } from './stored.js';
import { translate } from './translate.js';

function controller(name: string, over: Partial<DomainController> = {}): DomainController {
  return {
    name,
    domain: name.slice(name.indexOf('.') + 1),
    operatingSystem: 'Windows Server 2019 Standard',
    readOnly: false,
    globalCatalog: true,
    primary: false,
    deleted: false,
    watch: 'watched',
    watchedBy: ['GW'],
    mayBeWatchedBy: [],
    ...over,
  };
}

describe('the order of domain controllers', () => {
  const primary = { primary: true };
  const readOnly = { readOnly: true, globalCatalog: true };
  test.each<[string, DomainController[], string[], string[]]>([
    ['the only one of a domain is its last', [controller('a.x')], [], ['a.x']],
    [
      'read-only first, the primary last',
      [controller('a.x', primary), controller('b.x'), controller('c.x', readOnly)],
      ['c.x', 'b.x'],
      ['a.x'],
    ],
    [
      'without the global catalog before those with it',
      [controller('a.x'), controller('b.x', { globalCatalog: false }), controller('c.x')],
      ['b.x', 'a.x'],
      ['c.x'],
    ],
    [
      'one is kept in each domain',
      [controller('a.x'), controller('b.x'), controller('a.y'), controller('b.y', primary)],
      ['a.x', 'a.y'],
      ['b.x', 'b.y'],
    ],
    [
      'a domain is one, however it is written',
      [controller('a.x'), controller('B.X'), controller('c.x', primary)],
      ['a.x', 'B.X'],
      ['c.x'],
    ],
    [
      'a read-only primary is a primary',
      [controller('a.x', { ...readOnly, ...primary }), controller('b.x')],
      ['b.x'],
      ['a.x'],
    ],
    [
      'of unknown domains none is kept',
      [controller('a', { domain: null }), controller('b', { domain: null })],
      ['a', 'b'],
      [],
    ],
    [
      'deleted ones and those with an old system are no part of it',
      [
        controller('a.x', { deleted: true }),
        controller('b.x', { operatingSystem: 'Windows Server 2012 R2' }),
        controller('c.x'),
      ],
      [],
      ['c.x'],
    ],
    [
      'an unknown system is no reason to leave one out',
      [controller('a.x', { operatingSystem: null })],
      [],
      ['a.x'],
    ],
  ])('%s', (_, controllers, first, last) => {
    for (const all of [controllers, [...controllers].reverse()]) {
      const order = controllerOrder(all);
      expect(order.first.map((one) => one.controller.name)).toEqual(first);
      expect(order.last.map((one) => one.controller.name)).toEqual(last);
    }
  });
});

describe.each(['contoso', 'defaults', 'hostile', 'centers'] as const)('the runbook of %s', async (name) => {
  const plan =
    name === 'centers'
      ? translateAll(await snapshotsOfCenters())
      : translate(await snapshotOfDeployment(name));
  const runbook = runbookOf(plan);
  const steps = runbook.stages.flatMap((stage) => stage.steps);

  test('names every item that is to be worked on', () => {
    const named = new Set(steps.flatMap(({ items }) => items.map(({ id }) => id)));
    const wanted = plan.items.filter((item) => phaseOf(item) !== 'record').map(({ id }) => id);
    expect(wanted.filter((id) => !named.has(id))).toEqual([]);
  });

  test('has a key for each step, and a step for each domain controller and full Gateway', () => {
    const keys = steps.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const one of plan.domainControllers ?? [])
      expect(
        keys.some((key) => key.startsWith('sensors/') && key.endsWith(`/${slug(one.name)}`)),
        one.name,
      ).toBe(true);
    for (const gateway of plan.gateways ?? [])
      if (gateway.kind !== 'lightweight-gateway')
        expect(keys).toContain(itemId('sensors', 'gateway', gateway.name));
  });

  test('never removes the Center first, and says every caution of the phases', () => {
    const order = runbook.stages.map(({ key }) => key);
    expect(order.at(-1)).toBe('decommission');
    expect(order.indexOf('sensors')).toBeLessThan(order.indexOf('validate'));
    const told = new Set(runbook.stages.flatMap(({ cautions }) => cautions));
    for (const { cautions } of phases) for (const caution of cautions) expect(told.has(caution)).toBe(true);
    for (const { rollback } of runbook.stages) expect(rollback.length).toBeGreaterThan(0);
  });

  test('is the same from a stored plan', () => {
    const text = artifactText(planArtifact(plan));
    const stored = readStoredPlan({ name: 'plan.json', bytes: new TextEncoder().encode(text) });
    expect(stored === null ? null : runbookOf(stored)).toEqual(runbook);
  });
});

test('the runbook of contoso, to be read', async () => {
  const writer = await writerOf('runbook');
  const [artifact] = await writer.artifacts(translate(await snapshotOfDeployment('contoso')));
  await expect(artifactText(artifact)).toMatchFileSnapshot('../../test/golden/runbook.md');
});

describe('the runbook of several Centers', async () => {
  const runbook = runbookOf(translateAll(await snapshotsOfCenters()));
  const steps = new Map(runbook.stages.flatMap((stage) => stage.steps.map((one) => [one.key, one] as const)));
  const centers = ['FAB-ATA', 'TOYS-ATA'];

  test('replaces each of two gateways of one name where it is', () => {
    expect(runbook.lead.join(' ')).toContain('2 domain controllers, 2 ATA Gateways, 2 ATA Centers');
    for (const [server, gateway, center] of [
      ['dc1.fabrikam.com', '5c1a90b2b8d2f41a90c3e7a4', 'FAB-ATA'],
      ['dc1.tailspintoys.com', '5c8d1c036be1a7345d70bc91', 'TOYS-ATA'],
    ]) {
      const own = steps.get(itemId('sensors', server ?? ''));
      expect(own?.items.map(({ id }) => id)).toEqual([`gateways/${gateway}/sensor`]);
      expect(own?.details).toContain(`Of ATA Center ${center}.`);
      expect(own?.details).toContain(`Uninstall the ATA Lightweight Gateway on it (DC1 (${center})).`);
    }
    expect(steps.has('sensors/others')).toBe(false);
  });

  test('has the steps of its database and of its end for each', () => {
    const stages = runbook.stages.filter(({ key }) => ['alerts', 'backup', 'decommission'].includes(key));
    expect(stages.map((stage) => stage.steps.map(({ key }) => key))).toEqual([
      centers.map((center) => `alerts/record/${center}`),
      centers.flatMap((center) => [`backup/mongodump/${center}`, `backup/copy/${center}`]),
      ['decommission/gate', ...centers.map((center) => `decommission/uninstall/${center}`)],
    ]);
    expect(steps.get('decommission/uninstall/TOYS-ATA')?.items.map(({ id }) => id)).toEqual([
      'center/decommission~TOYS-ATA',
    ]);
  });

  test('names the snapshots as run writes them', () => {
    const commands = [...steps.values()].flatMap((one) => one.commands).join('\n');
    expect(commands).not.toMatch(/snapshot\.json|ata\.archive/);
    expect(commands).toContain('ata2mdi readiness snapshot-FAB-ATA.json snapshot-TOYS-ATA.json');
    expect(commands).toContain('ata2mdi gate snapshot-TOYS-ATA.json --backup ata-TOYS-ATA.archive');
  });
});

test('two domain controllers of one name have a step each', () => {
  const twice = [controller('dc1.x'), controller('dc1.x')];
  const keys = runbookOf({ ...planOf([]), domainControllers: twice, gateways: [] })
    .stages.flatMap(({ steps }) => steps.map(({ key }) => key))
    .filter((key) => key.includes('dc1'));
  expect(keys).toEqual(['sensors/dc1.x', 'sensors/dc1.x~2']);
});

test('a Lightweight Gateway that may be on a domain controller is looked for, though another one watches that', () => {
  const gateway = { id: null, name: 'DC1', kind: 'lightweight-gateway', stopped: false } as const;
  const { stages } = runbookOf({
    ...planOf([]),
    domainControllers: [controller('dc1.x', { mayBeWatchedBy: ['DC1'] }), controller('dc2.x')],
    gateways: [gateway],
  });
  const steps = stages.flatMap((stage) => stage.steps);
  const look = (name: string) =>
    steps
      .find(({ key }) => key === itemId('sensors', name))
      ?.details.some((text) => text.startsWith('Look whether an ATA Lightweight Gateway'));
  expect([look('dc1.x'), look('dc2.x')]).toEqual([true, false]);
});

test('a plan without domain controllers says how to find them', () => {
  const { stages } = runbookOf({ ...planOf([]), domainControllers: [], gateways: [] });
  const order = stages.flatMap(({ steps }) => steps).find(({ key }) => key === 'sensors/order');
  expect(order?.details[0]).toMatch(/Give UniqueEntity .*Get-ADDomainController/);
});

test('a plan of an earlier version says what it lacks', () => {
  const { domainControllers: _, gateways: __, ...plan } = planOf([]);
  expect(runbookOf(plan).lead.join(' ')).toContain('earlier version');
});
