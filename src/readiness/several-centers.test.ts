import { describe, expect, it, test } from 'vitest';
import { factsTogether, gatewayLabels, sameControllers } from './several-centers.js';

const sid = 'S-1-5-21-1207683245-3381920417-660124578-1000';
const otherSid = 'S-1-5-21-2895533911-1754219043-3120875566-1000';

type Known = [center: string, name: string, sid: string | null];

describe('domain controllers of several Centers', () => {
  test.each<[string, Known[], string[]]>([
    [
      'one full name is one, in upper case too',
      [
        ['A', 'dc1.x.com', null],
        ['B', 'DC1.X.COM', null],
      ],
      ['A+B'],
    ],
    [
      'one security identifier is one, whatever it is called',
      [
        ['A', 'dc1.x.com', sid],
        ['B', 'DC1', sid.toLowerCase()],
      ],
      ['A+B'],
    ],
    [
      'one name under two security identifiers is two: two forests may have a domain of one name',
      [
        ['A', 'dc1.corp.local', sid],
        ['B', 'dc1.corp.local', otherSid],
      ],
      ['A', 'B'],
    ],
    [
      'a full name is of the one that has it, where the other knows no security identifier',
      [
        ['A', 'dc1.x.com', sid],
        ['B', 'dc1.x.com', null],
      ],
      ['A+B'],
    ],
    [
      'a short name says nothing',
      [
        ['A', 'DC1', null],
        ['B', 'DC1', null],
      ],
      ['A', 'B'],
    ],
    [
      'two of one Center stay two',
      [
        ['A', 'dc1.x.com', null],
        ['A', 'dc1.x.com', null],
        ['B', 'dc1.x.com', null],
      ],
      ['A+B', 'A'],
    ],
  ])('%s', (_, known, groups) => {
    const all = known.map(([center, name, identifier]) => ({ center, name, sid: identifier }));
    expect(sameControllers(all).map((group) => group.map(({ center }) => center).join('+'))).toEqual(groups);
  });

  const facts = {
    domain: 'x.com',
    operatingSystem: null,
    readOnly: null,
    globalCatalog: true,
    deleted: false,
    watch: 'not-watched',
  } as const;

  it('knows of one what any of them knows, of those first that take it for living', () => {
    const gone = { ...facts, operatingSystem: 'Windows Server 2012', deleted: true, readOnly: true };
    const living = { ...facts, operatingSystem: 'Windows Server 2019' };
    expect(factsTogether([gone, living])).toEqual({ ...living, readOnly: true });
    expect(factsTogether([gone, gone]).deleted).toBe(true);
  });

  test.each([
    [['not-watched', 'watched', 'unknown'], 'watched'],
    [['not-watched', 'unknown', 'stopped'], 'unknown'],
    [['not-watched', 'stopped'], 'stopped'],
  ] as const)('watched as %j is %s', (each, watch) => {
    expect(factsTogether(each.map((one) => ({ ...facts, watch: one }))).watch).toBe(watch);
  });

  it('calls gateways by their Center only where several have the name', () => {
    const labelOf = gatewayLabels([
      { center: 'a', name: 'GW1' },
      { center: 'b', name: 'gw1' },
      { center: 'b', name: 'GW2' },
    ]);
    expect([labelOf('GW1', 'Center A'), labelOf('GW2', 'Center B')]).toEqual(['GW1 (Center A)', 'GW2']);
  });
});
