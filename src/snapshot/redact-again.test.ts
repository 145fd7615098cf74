import { describe, expect, it, test } from 'vitest';
import { snapshotOfDeployment } from '../../test/support/loading.js';
import { ExtendedValue } from '../readers/values.js';
import type { Leaf } from '../types/ata-snapshot.js';
import { documentOfLeaves, scrubSnapshot } from './redact-again.js';

type Tree = [string, Leaf['value']][];

function documentOf(leaves: Tree) {
  return documentOfLeaves(leaves.map(([path, value]) => ({ path, value })));
}

describe('the document of leaves', () => {
  it('has objects and lists where their paths say so, in their order', () => {
    const document = documentOf([
      ['b.a', 1],
      ['b.c[0]', 'x'],
      ['b.c[1].d', true],
      ['a', null],
    ]);
    expect(document).toEqual(
      new Map<string, unknown>([
        [
          'b',
          new Map<string, unknown>([
            ['a', 1],
            ['c', ['x', new Map([['d', true]])]],
          ]),
        ],
        ['a', null],
      ]),
    );
    expect([...(document?.keys() ?? [])]).toEqual(['b', 'a']);
  });

  it('closes the gap where an element of a list was taken out by hand', () => {
    expect(
      documentOf([
        ['a[0]', 'x'],
        ['a[2]', 'z'],
      ])?.get('a'),
    ).toEqual(['x', 'z']);
  });

  it('keeps empty lists and objects, and what is a type of its own', () => {
    const date = { $date: '2024-01-01T00:00:00Z' };
    const document = documentOf([
      ['a', []],
      ['b', {}],
      ['c', date],
    ]);
    expect(document?.get('a')).toEqual([]);
    expect(document?.get('b')).toEqual(new Map());
    expect(document?.get('c')).toEqual(new ExtendedValue(date));
  });

  it('is empty if all there is is its own leaf', () => {
    expect(documentOf([['', {}]])).toEqual(new Map());
    expect(documentOf([])).toEqual(new Map());
  });

  test.each<[string, Tree]>([
    ['a path that is none', [['a[', 1]]],
    [
      'the empty path beside others',
      [
        ['', {}],
        ['a', 1],
      ],
    ],
    [
      'one path twice',
      [
        ['a', 1],
        ['a', 2],
      ],
    ],
    [
      'something below a leaf',
      [
        ['a', 1],
        ['a.b', 2],
      ],
    ],
    [
      'a leaf where something is below',
      [
        ['a.b', 2],
        ['a', 1],
      ],
    ],
    [
      'keys and indexes at one place',
      [
        ['a.b', 1],
        ['a[0]', 2],
      ],
    ],
    [
      'indexes and keys at one place',
      [
        ['a[0]', 2],
        ['a.b', 1],
      ],
    ],
    ['a list in place of a document', [['[0]', 1]]],
    ['more levels than a source may have', [[`a${'[0]'.repeat(200)}`, 1]]],
  ])('cannot be with %s', (_, leaves) => expect(documentOf(leaves)).toBeNull());

  it('may have as many levels as a source', () => {
    expect(documentOf([[`a${'[0]'.repeat(199)}`, 1]])).not.toBeNull();
  });
});

describe('a snapshot that is read back', () => {
  const address = 'mongodb://ata:hunter2@localhost';

  it('keeps everything that holds no secret', async () => {
    const snapshot = await snapshotOfDeployment('contoso');
    expect(scrubSnapshot(snapshot)).toEqual(snapshot);
  });

  it('loses credentials in texts, in names of documents and in paths of notices, whatever these are', async () => {
    const snapshot = await snapshotOfDeployment('contoso');
    const [document] = snapshot.documents;
    if (document === undefined) throw new Error('there is no document');
    const notice = { code: 'x', text: `see ${address}`, source: address };
    const scrubbed = scrubSnapshot({
      ...snapshot,
      documents: [{ ...document, source: address }],
      notices: [
        { ...notice, path: null },
        { ...notice, path: `Configuration["${address}"].Port` },
        { ...notice, path: `no path [ ${address}` },
        { ...notice, path: 'Configuration.Syslog.Port' },
      ],
    });
    expect(JSON.stringify({ ...scrubbed, entities: [] })).not.toContain('hunter2');
    expect(scrubbed.notices.map(({ path }) => path)).toEqual([
      null,
      expect.stringMatching(/^Configuration.*Port$/),
      expect.stringContaining('no path'),
      'Configuration.Syslog.Port',
    ]);
    expect(scrubbed.documents[0]?.leaves).toEqual(document.leaves);
  });
});
