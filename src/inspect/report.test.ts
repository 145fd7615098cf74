import { expect, it } from 'vitest';
import { deploymentFiles, fixtureSource, snapshotOfDeployment } from '../../test/support/loading.js';
import { documentOf, type Plain } from '../../test/support/snapshots.js';
import { builtInSettings } from '../catalogue/settings.js';
import { readExtendedJson } from '../readers/extended-json.js';
import { collectingReporter } from '../reporter.js';
import { proposalText, proposedEntries } from './propose.js';
import { inspectSources } from './report.js';
import { structureText } from './text.js';

const plain = { heading: (text: string) => text, unknown: (text: string) => `> ${text}` };

function reportOf(...documents: readonly { readonly [key: string]: Plain }[]) {
  const decoded = documents.map((document, index) => ({ value: documentOf(document), line: index + 1 }));
  return inspectSources(
    [{ format: 'extended-json', encoding: 'utf-8', documents: decoded }],
    builtInSettings(),
  );
}

const report = reportOf(
  {
    Type: 'CenterSystemProfile',
    Configuration: {
      SyslogClientConfiguration: { IsEnabled: true },
      SupportCaseConfiguration: {
        CaseNumber: 'x',
        Items: [{ Id: 1 }, { Id: 2 }],
        Owners: { 'anna@x': [true], JohnSmith: null },
      },
      Tokens: { ApiToken: ['a', 'b', 'c'] },
    },
  },
  { Type: 'GatewaySystemProfile', Details: { Note: 'x' } },
  { Type: 'GatewaySystemProfile', Details: { Note: null } },
  { Type: 'JohnSmith' },
  {},
);

it('is readable', () => {
  expect(structureText(report, plain)).toMatchInlineSnapshot(`
    "Structure without values
    ata2mdi 0.1.0, facts as of 2026-09

    source 1: extended-json, utf-8, 5 documents
           1  center-profile       CenterSystemProfile ×1
           2  gateway-profile      GatewaySystemProfile ×2
           2  unknown              other class ×1, no class ×1

    center-profile: 1 document, 9 paths, 6 unrecognised values
      string ×1         center.type     Type
      boolean ×1        syslog.enabled  Configuration.SyslogClientConfiguration.IsEnabled
    >   string ×1         unrecognised    Configuration.SupportCaseConfiguration.CaseNumber
      list 2 ×1                         Configuration.SupportCaseConfiguration.Items
    >   number ×2         unrecognised    Configuration.SupportCaseConfiguration.Items[].Id
      list 1 ×1                         Configuration.SupportCaseConfiguration.{key}.{key}
    >   boolean ×1        unrecognised    Configuration.SupportCaseConfiguration.{key}.{key}[]
    >   null ×1           unrecognised    Configuration.SupportCaseConfiguration.{key}.{key}
    >   list ×1 (secret)  unrecognised    Configuration.Tokens.{key}

    gateway-profile: 2 documents, 2 paths, 2 unrecognised values
      string ×2           gateways.type  Type
    >   null ×1, string ×1  unrecognised   Details.Note

    unknown: 2 documents, 1 path, 1 unrecognised value
    >   string ×1  unrecognised  Type

    []     any element of a list; "list 2-5" says how long such lists are
    {key}  any key that is data, or could be
    What the catalogue knows stands with the id of its setting, or its area; all else is unrecognised.
    "
  `);
});

it('becomes a file to fill in', () => {
  expect(
    proposedEntries(report).map(
      ({ entry, types }) => `${entry.document} ${entry.id} ${entry.paths.join(' ')} (${types})`,
    ),
  ).toMatchInlineSnapshot(`
    [
      "center unrecognised.supportCaseConfiguration.caseNumber Configuration.SupportCaseConfiguration.CaseNumber (string)",
      "center unrecognised.supportCaseConfiguration.items.id Configuration.SupportCaseConfiguration.Items[].Id (number)",
      "center unrecognised.supportCaseConfiguration.anyKey Configuration.SupportCaseConfiguration.*.* Configuration.SupportCaseConfiguration.*.*[] (list of boolean, null)",
      "center unrecognised.tokens.anyKey Configuration.Tokens.* Configuration.Tokens.*.** (list, named like a secret: its value stays redacted whatever stands here)",
      "gateway unrecognised.details.note Details.Note (null, string)",
      "any unrecognised.type Type (string)",
    ]
  `);
  const text = proposalText(report);
  expect(JSON.parse(text.replace(/^\s*\/\/.*$/gm, ''))).toEqual(JSON.parse(proposalText(report, true)));
});

it('counts lists in a secret as one', () => {
  const of = (value: Plain) =>
    JSON.stringify(reportOf({ Type: 'CenterSystemProfile', Configuration: { Token: value } }));
  expect(of(['a'])).toBe(of(['a', 'b', 'c']));
});

it('shows nothing of a plan or a snapshot, which hold paths and values in one', () => {
  expect(reportOf({ schema: 'migration-plan', Secret: 'x' }).structures).toEqual([
    { kind: 'migration-plan', documents: 1, unrecognised: 0, paths: [] },
  ]);
});

it.each(['contoso', 'defaults'] as const)('finds in %s unrecognised what the snapshot does', async (name) => {
  const sources = deploymentFiles[name].map((file) =>
    readExtendedJson(fixtureSource(file), collectingReporter()),
  );
  const { structures } = inspectSources(sources, builtInSettings());
  const { unrecognised } = await snapshotOfDeployment(name);
  expect(structures.reduce((sum, each) => sum + each.unrecognised, 0)).toBe(unrecognised.length);
});
