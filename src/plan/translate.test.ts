import { describe, expect, it } from 'vitest';
import {
  fixtureSource,
  jsonSource,
  snapshotOfDeployment,
  snapshotOfSources,
} from '../../test/support/loading.js';
import { centerWith, type Plain, snapshotOf } from '../../test/support/snapshots.js';
import type { Item, MigrationPlan } from '../types/migration-plan.js';
import { checkPlan } from '../validate.js';
import { translate } from './translate.js';

type PlainObject = { readonly [key: string]: Plain };

async function planOf(...documents: readonly PlainObject[]): Promise<MigrationPlan> {
  return translate((await snapshotOf(...documents)).snapshot);
}

/** The item that accounts for a leaf. */
function ownerOf({ items }: MigrationPlan, ref: string): Item {
  const owners = items.filter(({ source }) => source.paths.includes(ref));
  if (owners.length !== 1 || owners[0] === undefined) throw new Error(`${ref} has ${owners.length} owners`);
  return owners[0];
}

function leafCount({ documents }: MigrationPlan): number {
  return documents.reduce((sum, { leaves }) => sum + leaves, 0);
}

describe('the plan of every invented deployment', () => {
  it.each(['contoso', 'defaults', 'hostile'] as const)('%s balances and follows its schema', async (name) => {
    const snapshot = await snapshotOfDeployment(name);
    const plan = translate(snapshot);
    expect(() => checkPlan(plan)).not.toThrow();
    const { leaves, accounted, byDisposition } = plan.accounting;
    expect(leaves).toBe(snapshot.documents.reduce((sum, document) => sum + document.leaves.length, 0));
    expect(accounted).toBe(leaves);
    expect(Object.values(byDisposition).reduce((sum, count) => sum + count, 0)).toBe(leaves);
    expect(leafCount(plan)).toBe(leaves);
  });

  it('comes out the same from the snapshot that was stored', async () => {
    const snapshot = await snapshotOfDeployment('contoso');
    const again = await snapshotOfSources(jsonSource(snapshot));
    expect(JSON.stringify(translate(again))).toBe(JSON.stringify(translate(snapshot)));
  });

  it('leaves the snapshot as it was', async () => {
    const snapshot = await snapshotOfDeployment('contoso');
    const before = JSON.stringify(snapshot);
    translate(snapshot);
    expect(JSON.stringify(snapshot)).toBe(before);
  });

  it('says which Center it is of', async () => {
    const plan = translate(await snapshotOfDeployment('contoso'));
    expect(plan.centers).toEqual([
      {
        key: 'center',
        id: '5f7ab5f381d7314991ae13e7',
        name: 'ATACENTER',
        version: '1.9.7576.49398',
        versionName: '1.9.3',
        supportEnded: '2026-01-13',
      },
    ]);
    expect(plan.documents.map(({ key }) => key)).toContain('gateway/BRANCHGW1');
  });

  it('names no Center where there is none', async () => {
    const plan = translate(await snapshotOfSources(fixtureSource('defaults/gateways.json')));
    expect(plan.centers).toEqual([]);
    expect(plan.accounting.accounted).toBe(leafCount(plan));
  });
});

describe('a setting of unexpected form', () => {
  it('is an item of its own, in its area', async () => {
    const plan = await planOf(centerWith({ SyslogClientConfiguration: { IsEnabled: 'perhaps' } }));
    expect(ownerOf(plan, 'center:Configuration.SyslogClientConfiguration.IsEnabled')).toMatchObject({
      area: 'syslog',
      disposition: 'unrecognised',
      reason: { code: 'unexpected-form' },
      source: { value: '"perhaps"' },
    });
  });
});

describe('an invented section', () => {
  const section = { Mode: 'x', List: [1, { Deep: null }], Empty: {} };

  it('shows up as unrecognised and nowhere else', async () => {
    const center = centerWith({ LocalizerConfiguration: { LocaleId: 'en-us' } });
    const [before, after] = await Promise.all([
      planOf(center),
      planOf(centerWith({ LocalizerConfiguration: { LocaleId: 'en-us' }, TailspinConfiguration: section })),
    ]);
    const added = after.items.filter(({ id }) => !before.items.some((item) => item.id === id));
    expect(after.items.filter((item) => !added.includes(item))).toEqual(before.items);
    expect(added.map(({ disposition }) => disposition)).toEqual(added.map(() => 'unrecognised'));
    expect(added.flatMap(({ source }) => source.paths).toSorted()).toEqual(
      ['Empty', 'List[0]', 'List[1].Deep', 'Mode'].map(
        (path) => `center:Configuration.TailspinConfiguration.${path}`,
      ),
    );
  });
});

describe('an older copy of a document', () => {
  function stateOf(updateTime: string, subnets: readonly string[], locale = 'en-us'): PlainObject {
    return centerWith(
      {
        DnsReconnaissanceDetectorConfiguration: { IsEnabled: true, ExcludedSubnets: subnets },
        LocalizerConfiguration: { LocaleId: locale },
      },
      {},
      { UpdateTime: updateTime },
    );
  }
  const list = 'Configuration.DnsReconnaissanceDetectorConfiguration.ExcludedSubnets';

  it('is accounted for leaf by leaf beside the newer one', async () => {
    const plan = await planOf(
      stateOf('2025-01-01T00:00:00Z', ['10.1.0.0/16'], 'de-de'),
      stateOf('2025-01-02T00:00:00Z', ['10.1.0.0/16']),
    );
    expect(() => checkPlan(plan)).not.toThrow();
    expect(plan.accounting.leaves).toBe(leafCount(plan));
    expect(plan.documents.map(({ key, supersededBy }) => [key, supersededBy])).toEqual([
      ['center~2', 'center'],
      ['center', null],
    ]);
    const locale = 'Configuration.LocalizerConfiguration.LocaleId';
    const owner = ownerOf(plan, `center~2:${locale}`);
    expect(owner).toBe(ownerOf(plan, `center:${locale}`));
    expect(owner.notes.filter((note) => note.includes('older copy'))).toEqual([
      `Superseded: in an older copy (test.json) ${locale} was "de-de".`,
    ]);
    expect(JSON.stringify(owner.source.value)).not.toContain('de-de');
  });

  it('shares the item of a list entry by its value, not by its position', async () => {
    const plan = await planOf(
      stateOf('2025-01-01T00:00:00Z', ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16']),
      stateOf('2025-01-02T00:00:00Z', ['10.3.0.0/16', '10.2.0.0/16']),
    );
    expect(ownerOf(plan, `center~2:${list}[2]`)).toBe(ownerOf(plan, `center:${list}[0]`));
    expect(ownerOf(plan, `center~2:${list}[1]`)).toBe(ownerOf(plan, `center:${list}[1]`));
    expect(ownerOf(plan, `center~2:${list}[0]`)).toMatchObject({
      area: 'exclusions',
      disposition: 'automatic',
      title: 'Only in an older copy of the configuration: 1 value',
      reason: { code: 'superseded-source' },
      source: { paths: [`center~2:${list}[0]`], value: { [`${list}[0]`]: '10.1.0.0/16' } },
    });
  });

  it('gives one item for each document and area of what it alone holds', async () => {
    const plan = await planOf(
      stateOf('2025-01-01T00:00:00Z', ['10.1.0.0/16']),
      stateOf('2025-01-02T00:00:00Z', ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16']),
      stateOf('2025-01-03T00:00:00Z', []),
    );
    expect(plan.accounting.leaves).toBe(leafCount(plan));
    const superseded = plan.items.filter(({ reason }) => reason.code === 'superseded-source');
    expect(superseded.map(({ area, source }) => [area, source.paths.length])).toEqual([
      ['exclusions', 1],
      ['exclusions', 3],
    ]);
  });
});
