import { describe, expect, it } from 'vitest';
import { InternalError } from '../errors.js';
import { addPattern, isMapping, knownObjects, matchPath, newPatternTree, nodeAt } from './pattern-tree.js';

const sections = ['Dns', 'Smb'];

function treeOf(...patterns: readonly string[]) {
  const tree = newPatternTree<string>();
  for (const pattern of patterns) addPattern([tree], pattern, pattern, sections, true);
  return tree;
}

describe('matchPath', () => {
  const tree = treeOf(
    'A.B',
    'A.*',
    'A.*.C',
    'A.**',
    'L',
    'L[]',
    'L[].N',
    'M[][]',
    '{detector}.*.On',
    'S[].**',
  );

  it.each([
    ['a literal key before *', ['A', 'B'], 'A.B', []],
    ['any key', ['A', 'X'], 'A.*', ['X']],
    ['below any key', ['A', 'X', 'C'], 'A.*.C', ['X']],
    ['below a literal key that only * continues', ['A', 'B', 'C'], 'A.*.C', ['B']],
    ['everything else below', ['A', 'X', 'D', 3, 'E'], 'A.**', []],
    ['an array element under **', ['A', 0], 'A.**', []],
    ['a list by its own path', ['L'], 'L', []],
    ['an element', ['L', 7], 'L[]', []],
    ['a key of an element', ['L', 7, 'N'], 'L[].N', []],
    ['an element of an element', ['M', 0, 1], 'M[][]', []],
    ['the keys that placeholders stood for, in order', ['Smb', 'X', 'On'], '{detector}.*.On', ['Smb', 'X']],
    ['** takes at least one segment', ['S', 0, 'x'], 'S[].**', []],
  ] as const)('finds %s', (_, path, value, captures) => {
    expect(matchPath(tree, path)).toEqual({ value, captures });
  });

  it.each([
    ['the root', []],
    ['** without a segment', ['S', 0]],
    ['an index where a key is expected', ['L', 'N']],
    ['a key that looks like an index', ['L', '7']],
    ['no detector section', ['Ldap', 'X', 'On']],
    ['deeper than a leaf', ['L', 0, 'N', 'x']],
    ['a key of the prototype', ['constructor']],
    ['a placeholder taken literally', ['{detector}', 'X', 'On']],
  ] as const)('finds nothing for %s', (_, path) => {
    expect(matchPath(tree, path)).toBeNull();
  });
});

describe('addPattern', () => {
  it.each([
    ['A.B', 'A.B'],
    ['A.*', 'A.*'],
    ['A.**', 'A.**'],
    ['{detector}.On', 'Smb.On'],
  ])('refuses %s beside %s', (one, other) => {
    expect(() => treeOf(one, other)).toThrow(InternalError);
  });

  it.each(['', 'A.', '.A', 'A..B', 'A.**.B', 'A.**[]', 'A[0]', 'A[', 'A]B'])(
    'refuses the malformed "%s"',
    (pattern) => {
      expect(() => treeOf(pattern)).toThrow(InternalError);
    },
  );

  it('remembers which places are only presumed', () => {
    const tree = treeOf('A.B');
    addPattern([tree], 'A.C.D', 'presumed', sections, false);
    expect(nodeAt(tree, ['A'])?.attested).toBe(true);
    expect(nodeAt(tree, ['A', 'C'])?.attested).toBe(false);
    expect(nodeAt(tree, ['A', 'X'])).toBeNull();
  });
});

describe('knownObjects', () => {
  it('leaves out what ** takes and what * takes beside named keys', () => {
    const tree = treeOf('A.B.C', 'A.*.D', 'Map.*.E', 'List[].F', 'Secret', 'Secret.**', 'Scalar');
    const places = [['A'], ['A', 'B'], ['Map'], ['Map', 'any'], ['List', 0]].map((path) =>
      nodeAt(tree, path),
    );
    const objects = knownObjects(tree);
    expect(objects).toHaveLength(places.length);
    expect(new Set(objects)).toEqual(new Set(places));
  });

  it('tells a mapping from an object with named keys', () => {
    const tree = treeOf('A.B.C', 'A.*.D', 'Map.*');
    expect(nodeAt(tree, ['A'])).toSatisfy((node) => node !== null && !isMapping(node));
    expect(nodeAt(tree, ['Map'])).toSatisfy((node) => node !== null && isMapping(node));
  });
});
