import { describe, expect, it } from 'vitest';
import { builtInSettings } from '../catalogue/settings.js';
import type { Document } from '../types/ata-snapshot.js';
import { classifyDocument, classifySnapshot, indexLeaves, scopeOf } from './classify.js';

function documentWith(leaves: Document['leaves'], over: Partial<Document> = {}): Document {
  return {
    key: 'center',
    kind: 'center',
    type: 'CenterSystemProfile',
    id: null,
    source: 'test.json',
    line: 1,
    updateTime: null,
    supersededBy: null,
    leaves,
    ...over,
  };
}

const detector = 'Configuration.DnsReconnaissanceDetectorConfiguration';

describe('classifyDocument', () => {
  it('says of every leaf, in order, what the catalogue knows', () => {
    const leaves = classifyDocument(
      documentWith([
        { path: `${detector}.IsEnabled`, value: true },
        { path: 'Configuration.Tailspin.Mode', value: 'x' },
      ]),
      builtInSettings(),
    );
    expect(leaves).toMatchObject([
      {
        ref: `center:${detector}.IsEnabled`,
        document: 'center',
        path: `${detector}.IsEnabled`,
        value: true,
        area: 'detectors',
        classification: { entry: { id: 'detectors.enabled' } },
      },
      { ref: 'center:Configuration.Tailspin.Mode', area: 'unrecognised', classification: null },
    ]);
  });

  it('does not mistake the next list, or what stands beside one, for the list before', () => {
    const paths = [
      `${detector}.ExcludedSubnets[0]`,
      `${detector}.ExcludedSubnets[1]`,
      `${detector}.ExcludedSubnets[1].Deeper`,
      `${detector}.ExcludedSubnets[2][0]`,
      `${detector}.ExcludedSubnets["0"]`,
      `${detector}.ExcludedSubnetz[0]`,
      `${detector}.ExcludedSourceComputerIds[0]`,
      `${detector}.ExcludedSourceComputerIds[10]`,
      'Configuration.DetectionConfiguration.AlertConfiguration.To[0]',
      'Configuration["DetectionConfiguration.AlertConfiguration.To[0]"]',
    ];
    const settings = builtInSettings();
    const leaves = classifyDocument(documentWith(paths.map((path) => ({ path, value: 'x' }))), settings);
    expect(leaves.map(({ classification }) => classification)).toEqual(
      paths.map((path) => settings.classify('center', path)),
    );
    expect(leaves.map(({ area }) => area)).toEqual([
      'exclusions',
      'exclusions',
      'unrecognised',
      'unrecognised',
      'unrecognised',
      'unrecognised',
      'exclusions',
      'exclusions',
      'email',
      'unrecognised',
    ]);
  });
});

describe('classifySnapshot', () => {
  it('passes over what is superseded', () => {
    const leaf = { path: 'NetbiosName', value: 'X' };
    const { all } = classifySnapshot(
      {
        documents: [documentWith([leaf]), documentWith([leaf], { key: 'center~2', supersededBy: 'center' })],
      },
      builtInSettings(),
    );
    expect(all.map(({ ref }) => ref)).toEqual(['center:NetbiosName']);
  });
});

describe('indexLeaves', () => {
  const leaves = indexLeaves(
    classifyDocument(
      documentWith([
        { path: `${detector}.ExcludedSubnets[0]`, value: 'a' },
        { path: 'NetbiosName', value: 'X' },
        { path: `${detector}.ExcludedSubnets[1]`, value: 'b' },
        { path: '__proto__', value: 1 },
      ]),
      builtInSettings(),
    ),
  );

  it('finds leaves by area, by setting and by reference', () => {
    expect(leaves.ofArea('exclusions').map(({ value }) => value)).toEqual(['a', 'b']);
    expect(leaves.ofSetting('exclusions.subnet').map(({ value }) => value)).toEqual(['a', 'b']);
    expect(leaves.byRef('center:NetbiosName')?.value).toBe('X');
    expect(leaves.byRef('center:__proto__')?.value).toBe(1);
  });

  it('finds nothing where nothing is', () => {
    expect(leaves.ofArea('vpn')).toEqual([]);
    expect(leaves.ofSetting('constructor')).toEqual([]);
    expect(leaves.byRef('center:toString')).toBeUndefined();
  });
});

describe('scopeOf', () => {
  it('knows settings of Centers and of gateways only', () => {
    expect((['center', 'gateway', 'other', 'unknown'] as const).map(scopeOf)).toEqual([
      'center',
      'gateway',
      'other',
      'other',
    ]);
  });
});
