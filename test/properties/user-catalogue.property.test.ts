import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areas } from '../../src/catalogue/areas.js';
import { builtInSettings, settingsCatalogue } from '../../src/catalogue/settings.js';
import { withUserEntries } from '../../src/catalogue/user-settings.js';
import { UserError } from '../../src/errors.js';
import { proposedEntries } from '../../src/inspect/propose.js';
import { inspectSources } from '../../src/inspect/report.js';
import { loadSnapshot } from '../../src/load.js';
import { translate } from '../../src/plan/translate.js';
import { readExtendedJson } from '../../src/readers/extended-json.js';
import { collectingReporter } from '../../src/reporter.js';
import { readUserCatalogue } from '../../src/user-catalogue/read.js';
import { checkPlan, checkSnapshot } from '../../src/validate.js';
import { canaries } from '../support/deployments.js';
import { deploymentFiles, fixtureSource, jsonSource, sourceOf } from '../support/loading.js';

/** A Center and a Gateway with places that nobody knows, some of them made to go wrong. */
const strange = jsonSource([
  {
    Type: 'CenterSystemProfile',
    Id: '5aed5ee92bd5d60dd07c0001',
    Configuration: {
      NewConfiguration: {
        IsEnabled: true,
        List: ['10.0.0.0/8', 'b', null],
        Empty: [],
        Users: { anna: { Mail: { To: ['anna@contoso.com', 'bob@contoso.com'] }, IsEnabled: true } },
        Server: { Address: 'siem.contoso.com', Port: 514 },
        Password: 'CANARY-own-7f3a9c',
        Secrets: { Value: 'CANARY-own-7f3a9c', List: ['CANARY-own-7f3a9c'] },
      },
      DnsReconnaissanceDetectorConfiguration: {
        IsEnabled: false,
        IsReallyEnabled: true,
        Exclusions: ['1', '2'],
      },
      BruteForceDetectorConfiguration: { IsReallyEnabled: false },
    },
    GatewayCommonConfiguration: { NewSwitch: 'yes' },
  },
  {
    Type: 'GatewaySystemProfile',
    Id: '5aed5ee92bd5d60dd07c0002',
    NetbiosName: 'GW1',
    Note: 'a note',
    Details: {
      Note: 'another',
      Adapters: [{ Title: 'eth0' }, { Title: 'eth1' }],
      Controllers: ['dc01', 'dc02'],
    },
  },
  { Type: 'TailspinSystemProfile', Id: '5aed5ee92bd5d60dd07c0003', NewSwitch: true },
]);

const deployments = {
  strange: [strange],
  contoso: deploymentFiles.contoso.map(fixtureSource),
  hostile: deploymentFiles.hostile.map(fixtureSource),
};

const path = fc.oneof(
  fc.constantFrom(
    'Configuration.NewConfiguration.IsEnabled',
    'Configuration.NewConfiguration.List',
    'Configuration.NewConfiguration.List[]',
    'Configuration.NewConfiguration.Empty',
    'Configuration.NewConfiguration.Users.*.Mail.To',
    'Configuration.NewConfiguration.Users.*.Mail.To[]',
    'Configuration.NewConfiguration.Users.*.IsEnabled',
    'Configuration.NewConfiguration.Users.**',
    'Configuration.NewConfiguration.*.Address',
    'Configuration.NewConfiguration.Server.Port',
    'Configuration.NewConfiguration.Password',
    'Configuration.NewConfiguration.Secrets.**',
    'Configuration.NewConfiguration.Secrets.Value',
    'Configuration.NewConfiguration.*',
    'Configuration.NewConfiguration.**',
    'Configuration.{detector}.IsReallyEnabled',
    'Configuration.{detector}.Exclusions[]',
    'Configuration.{detector}.IsEnabled',
    'Configuration.*.IsReallyEnabled',
    'Configuration.*.*',
    'Configuration.**',
    'GatewayCommonConfiguration.*',
    'NewSwitch',
    'Note',
    'Details.Note',
    'Details.Adapters[].Title',
    'Details.Controllers',
    'Details.Controllers[]',
    'Details.**',
    'Description',
    '*',
    '*.*',
  ),
  fc
    .array(
      fc.constantFrom('Configuration', 'SupportCaseConfiguration', 'HostileSectionConfiguration', 'A', '*'),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((keys) => keys.join('.')),
);

const builtInIds = settingsCatalogue.entries.map(({ id }) => id);
const entry = fc
  .record({
    id: fc.oneof(
      fc.constantFrom(...builtInIds),
      fc.constantFrom('gateways.own', 'center.own', 'reports.own', 'vpn.x'),
    ),
    area: fc.constantFrom(...areas),
    document: fc.constantFrom('center', 'gateway', 'any'),
    paths: fc.uniqueArray(path, { minLength: 1, maxLength: 3 }),
    title: fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
    isSecret: fc.boolean(),
  })
  .map(({ isSecret, ...rest }) => {
    // Most entries for settings of the program would be refused for another area.
    const known = settingsCatalogue.entries.find(({ id }) => id === rest.id);
    const place = known === undefined ? {} : { area: known.area, document: known.document };
    return { ...rest, ...place, ...(isSecret ? { secret: true } : {}), certainty: 'seen', source: ['OWN'] };
  });

function catalogueOf(entries: readonly unknown[]): string {
  const own = { repository: null, commit: null, licence: null, what: 'seen in the console' };
  return JSON.stringify({
    schema: 'catalogue-settings',
    schemaVersion: 1,
    factsAsOf: '2026-09',
    sources: { OWN: own },
    entries,
  });
}

/** The entries that count, without those that are refused. */
function settingsOf(entries: readonly unknown[]): ReturnType<typeof builtInSettings> | null {
  try {
    const read = readUserCatalogue(sourceOf(catalogueOf(entries)), builtInSettings(), collectingReporter());
    return withUserEntries(builtInSettings(), read.entries);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

describe("any user's catalogue", () => {
  it.each(Object.entries(deployments))('keeps the accounting of %s, and every secret', async (_, sources) => {
    const before = await loadSnapshot(sources, collectingReporter());
    const leaves = before.documents.reduce((sum, document) => sum + document.leaves.length, 0);
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 4 }), async (entries) => {
        const settings = settingsOf(entries);
        fc.pre(settings !== null);
        const snapshot = await loadSnapshot(sources, collectingReporter(), settings);
        const plan = translate(snapshot, { settings });
        checkSnapshot(snapshot);
        checkPlan(plan);
        expect(plan.accounting.leaves).toBe(leaves);
        expect(plan.accounting.accounted).toBe(leaves);
        const text = JSON.stringify([snapshot, plan]);
        for (const canary of [...canaries, 'CANARY-own-7f3a9c']) expect(text).not.toContain(canary);
        taken += plan.items.some(({ notes }) => notes.some((note) => note.includes("user's catalogue")))
          ? 1
          : 0;
      }),
      { numRuns: 150 },
    );
    expect(taken).toBeGreaterThan(10);
  });

  it.each(Object.entries(deployments))(
    'that is proposed for %s knows all of it once filled in',
    async (_, sources) => {
      const decoded = sources.map((source) => readExtendedJson(source, collectingReporter()));
      const report = inspectSources(decoded, builtInSettings());
      const proposed = proposedEntries(report).map(({ entry: each }) => each);
      expect(proposed.length).toBeGreaterThan(0);
      const asItIs = readUserCatalogue(
        sourceOf(catalogueOf(proposed)),
        builtInSettings(),
        collectingReporter(),
      );
      expect(asItIs.entries).toEqual([]);
      const filled = proposed.map((each) => ({
        ...each,
        area: 'center',
        id: each.id.replace('unrecognised', 'own'),
      }));
      const settings = settingsOf(filled);
      if (settings === null) throw new Error('the proposal is refused');
      const plan = translate(await loadSnapshot(sources, collectingReporter(), settings), { settings });
      expect(plan.items.filter(({ reason }) => reason.code.startsWith('unknown'))).toEqual([]);
    },
  );
});
