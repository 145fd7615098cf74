/**
 * Texts and lists that are long in a way that makes programs slow: rows of one mark, thousands of equal ids. Nothing here is
 * timed: what grows with the square would run into the time limit of the test by orders of magnitude.
 */
import { describe, expect, test } from 'vitest';
import { translate } from '../../src/plan/translate.js';
import { worksheetArtifacts, worksheetFormats } from '../../src/writers/index.js';
import { code, codeBlock, strongText, textIn, textInCell } from '../../src/writers/markdown-text.js';
import { jsonSource, snapshotOfSources } from '../support/loading.js';
import { centerWith } from '../support/snapshots.js';

const length = 100_000;
const rows = [
  '`',
  '<a',
  '&#',
  '[](',
  '*_',
  '"',
  "'",
  '\\',
  'a://b@',
  'password=',
  '\u2019',
  '\u202e',
  '-----BEGIN ',
  'x ',
];

describe('a text of 100 000 characters', () => {
  test.each(rows)('%j over and over is translated and written by every writer', async (unit) => {
    const text = unit.repeat(length / unit.length);
    const snapshot = await snapshotOfSources(
      jsonSource([
        centerWith({
          DnsReconnaissanceDetectorConfiguration: { IsEnabled: true, ExcludedSubnets: [text] },
          SyslogClientConfiguration: { ServerEndpoint: { Address: text, Port: 514 } },
          TailspinConfiguration: { [text.slice(0, 20_000)]: text },
        }),
      ]),
    );
    const artifacts = await worksheetArtifacts(translate(snapshot), worksheetFormats);
    expect(artifacts.length).toBeGreaterThan(4);
  });

  test.each(rows)('%j over and over in Markdown means the same as a short one', (unit) => {
    const text = unit.repeat(2_100 / unit.length);
    // Every mark has a backslash, or is in a code span that nothing in it ends.
    // Text that can mean nothing stays as it is.
    for (const markdown of [textIn(text), textInCell(text), strongText(text).slice(2, -2)])
      if (markdown !== text)
        expect(markdown.replace(/\\[!-/:-@[-`{-~]|&#x20;/g, '')).not.toMatch(/[!-/:-@[-`{-~]/);
    const [fence = ''] = /^`*/.exec(code(text)) ?? [];
    if (fence !== '')
      expect(text.match(/`+/g)?.every((row) => row.length !== fence.length) ?? true).toBe(true);
    const [first, , last] = codeBlock([text]);
    expect(first).toBe(last);
    expect(text).not.toContain(first);
  });
});

describe('thousands of the same', () => {
  const count = 3000;
  const many = <T>(make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index));
  test.each<[string, object[]]>([
    [
      'copies of a gateway',
      [
        centerWith(),
        ...many((index) => ({ Type: 'GatewaySystemProfile', Id: 'x', NetbiosName: `GW${index}` })),
      ],
    ],
    [
      'gateways of one name',
      [centerWith(), ...many(() => ({ Type: 'GatewaySystemProfile', NetbiosName: 'GW' }))],
    ],
    [
      'backups of a Center',
      many((index) => ({ ...centerWith({ TailspinConfiguration: { A: index } }), UpdateTime: null })),
    ],
    [
      'entities of one id',
      [centerWith(), ...many(() => ({ _id: 'a', _t: ['UniqueEntity', 'User'], SamName: 'a' }))],
    ],
    [
      'types of report',
      [
        centerWith({
          ReporterConfiguration: {
            ReportTypeToConfigurationMapping: Object.fromEntries(
              many((index) => [`R${index}`, { IsEnabled: true, Recipients: ['a@b'] }]),
            ),
          },
        }),
      ],
    ],
  ])('%s', async (_, documents) => {
    const plan = translate(await snapshotOfSources(jsonSource(documents)));
    expect(plan.accounting.accounted).toBe(plan.accounting.leaves);
  });
});
