import { expect, test } from 'vitest';
import { sourceOf } from '../../test/support/loading.js';
import type { FileSource } from '../readers/sources.js';
import { sourceNames } from './source-names.js';

function at(root: string, name: string): FileSource {
  return { ...sourceOf('', name), places: [{ root, folder: root }] };
}

test.each<[string, FileSource[], string[]]>([
  ['names of their own stay', [at('/x/a', 'one.json'), at('/x/b', 'two.json')], ['one.json', 'two.json']],
  [
    'of equal ones the folder tells them apart, and no more of the path than needed',
    [at('/secret/a', 'dump/S.bson'), at('/secret/b', 'dump/S.bson'), at('/secret/b', 'U.json')],
    ['a/dump/S.bson', 'b/dump/S.bson', 'U.json'],
  ],
  [
    'or the folders above',
    [at('/x/a/dump', 'S.bson'), at('/x/b/dump', 'S.bson')],
    ['a/dump/S.bson', 'b/dump/S.bson'],
  ],
  [
    'one whose path is the end of another one keeps its name',
    [at('/', 'a.json'), at('/x', 'a.json')],
    ['a.json', 'x/a.json'],
  ],
  ['without a place they keep it', [sourceOf('1', 'a.json'), sourceOf('2', 'a.json')], ['a.json', 'a.json']],
])('%s', (_, sources, names) => {
  expect(sourceNames(sources)).toEqual(names);
});
