/** Small files that claim much or become much: an error that names the file, in bounded memory and time. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpackedSize } from '../../src/carry-over/zip.js';
import { ValueBudget } from '../../src/readers/limits.js';
import { LeafBudget } from '../../src/snapshot/leaf-budget.js';
import { clixmlFile } from '../support/clixml.js';
import { fixturePath } from '../support/deployments.js';
import { pieceHeader } from '../support/mongodump.js';
import { zipOf } from '../support/zip.js';
import { limited } from './commands.js';

const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-bombs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MiB = 1024 * 1024;
const center = 'contoso/SystemProfile_20251215T040000Z.json';

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The program is done with it, says no more than it has to, and does not call it its own mistake. */
function expectRefused(args: readonly string[], message: RegExp): void {
  const { code, stdout, stderr } = limited(args);
  expect(stderr.slice(0, 2000)).toMatch(message);
  expect(stderr).not.toContain('mistake in ata2mdi');
  expect(stdout).toBe('');
  expect(code).toBe(2);
}

function nested(open: string, inner: string, close: string, levels = 10_000): string {
  return open.repeat(levels) + inner + close.repeat(levels);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/** A BSON document in a BSON document, and so on; `type` 3 is an object, 4 an array. */
function nestedBson(levels: number, type: number): Buffer {
  // Written from outside in: each level is eight bytes longer than what is in it.
  const heads = Array.from({ length: levels }, (_, level) =>
    Buffer.concat([int32(5 + 8 * (levels - level)), Buffer.from([type, 0x61, 0])]),
  );
  return Buffer.concat([...heads, int32(5), Buffer.alloc(1 + levels)]);
}

describe('what unpacks to more than there is room for', () => {
  test.each<[string, () => Uint8Array, RegExp]>([
    [
      'zeros, packed twice',
      () => gzipSync(gzipSync(Buffer.alloc(300 * MiB))),
      /unpacks to more than 256 MiB/,
    ],
    [
      'millions of BSON documents',
      () => gzipSync(Buffer.alloc(30 * MiB, Buffer.from([5, 0, 0, 0, 0]))),
      /more than 5 million values/,
    ],
    [
      'millions of configurations, a line each',
      () => gzipSync(`${'{"_id":"a","_t":["UniqueEntity","SystemProfile"]}\n'.repeat(700_000)}`),
      /more than 5 million values/,
    ],
    [
      'millions of values in one list',
      () => gzipSync(`{"Type":"CenterSystemProfile","Configuration":{"A":[${'1,'.repeat(6_000_000)}]}}`),
      /more than 5 million values/,
    ],
    [
      'long keys in long keys',
      () =>
        gzipSync(
          `{"Type":"CenterSystemProfile","Configuration":${nested(`{"${'k'.repeat(20_000)}":`, `[${'1,'.repeat(500)}]`, '}', 90)}}`,
        ),
      /more than a snapshot can/,
    ],
  ])('%s', (name, content, message) => {
    const path = file(`${name}.gz`, content());
    expectRefused(['export', path], message);
  });

  test('the limits are told from what is just below them', () => {
    const values = new ValueBudget('x', 11);
    values.take(new Map([['a', [1]]]));
    expect(() => values.takeSingle()).toThrow('values');
    const leaves = new LeafBudget(2);
    leaves.take('a', 'x');
    leaves.take('b', 'x');
    expect(() => leaves.take('c', 'x')).toThrow('more than a snapshot');
  });
});

describe('XML', () => {
  const objs = '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">';
  const entities = Array.from(
    { length: 12 },
    (_, level) => `<!ENTITY a${level} "${level === 0 ? 'lol' : `&a${level - 1};`.repeat(10)}">`,
  );
  test.each<[string, string, RegExp]>([
    [
      'entities in entities',
      `<!DOCTYPE x [${entities.join('')}]>${objs}<S>&a11;</S></Objs>`,
      /looks like XML/,
    ],
    [
      'a document type inside',
      `${objs}<!DOCTYPE x [${entities.join('')}]><S>&a11;</S></Objs>`,
      /document type/,
    ],
    [
      'a file of the computer',
      `${objs}<!DOCTYPE x SYSTEM "file:///etc/passwd"><S>&x;</S></Objs>`,
      /document type/,
    ],
    ['an entity that nobody declared', clixmlFile('<S>&a;</S>'), /entity/],
    [
      'references that double forty times',
      clixmlFile(
        '<Obj RefId="0"><MS><S N="a">x</S></MS></Obj>',
        ...Array.from(
          { length: 40 },
          (_, id) =>
            `<Obj RefId="${id + 1}"><MS><Ref N="a" RefId="${id}" /><Ref N="b" RefId="${id}" /></MS></Obj>`,
        ),
      ),
      /more than 2 million values/,
    ],
    [
      '10 000 levels',
      clixmlFile(nested('<Obj RefId="0"><LST>', '', '</LST></Obj>')),
      /nested more than 200 levels/,
    ],
  ])('%s', (name, text, message) => {
    expectRefused(['inspect', file(`${name}.xml`, text)], message);
  });
});

describe('10 000 levels of nesting', () => {
  const deep = /nested more than \d+ levels|damaged/;
  const object = nested('{"a":', '1', '}');
  const list = nested('[', '', ']');
  test.each<[string, string | Uint8Array]>([
    ['objects of JSON', object],
    ['lists of JSON', list],
    ['calls of the shell', `{a: ${nested('Code("x", ', '{}', ')')}}`],
    ['scopes', nested('{"$code": "x", "$scope": ', '{}', '}')],
    ['UTF-16', Buffer.from(`\ufeff${object}`, 'utf16le')],
    ['objects of BSON', nestedBson(10_000, 3)],
    ['arrays of BSON', nestedBson(10_000, 4)],
    ['gzip', gzipSync(object)],
    ['a plan', `{"schema": "migration-plan", "schemaVersion": 1, "items": ${list}}`],
    ['a snapshot', `{"schema": "ata-snapshot", "schemaVersion": 1, "documents": ${list}}`],
  ])('%s', (name, content) => {
    const path = file(`deep ${name}`, content);
    expectRefused(['translate', path], deep);
    expectRefused(['worksheet', path, '-o', join(folder, 'out')], deep);
  });

  test.each([
    ['--observed', `{"value": ${list}}`, ['verify', fixturePath(center)]],
    ['--observed', `{"value": [${object}]}`, ['readiness', fixturePath(center)]],
    [
      '--catalogue',
      `{"schema": "catalogue-settings", "entries": ${list}}`,
      ['translate', fixturePath(center)],
    ],
    ['--catalogue', '['.repeat(10_000), ['inspect', fixturePath(center)]],
    [
      '--carry-over',
      `{"schema": "worksheet-progress", "schemaVersion": 1, "program": {"name": "ata2mdi", "version": "1"}, "items": ${list}}`,
      ['worksheet', fixturePath(center), '-o', join(folder, 'out')],
    ],
  ])('%s %#', (option, content, args) => {
    expectRefused([...args, option, file('deep option', content)], deep);
  });
});

describe('lengths that claim what is not there', () => {
  const strings = (length: number) =>
    Buffer.concat([int32(60), Buffer.from([2, 0x61, 0]), int32(length), Buffer.alloc(49)]);
  test.each<[string, Uint8Array]>([
    ['a document of 2 GB', Buffer.concat([int32(0x7fffffff), Buffer.from([2, 0x61, 0]), Buffer.alloc(100)])],
    [
      'a document of 16 MB',
      Buffer.concat([int32(16_000_000), Buffer.from([2, 0x61, 0]), int32(5), Buffer.alloc(100)]),
    ],
    [
      'a document of a negative length',
      Buffer.concat([int32(-5), Buffer.from([2, 0x61, 0]), Buffer.alloc(100)]),
    ],
    ['a text of 2 GB', strings(0x7fffffff)],
    ['a text of a negative length', strings(-1)],
    [
      'binary data of 2 GB',
      Buffer.concat([int32(60), Buffer.from([5, 0x61, 0]), int32(0x7fffffff), Buffer.alloc(49)]),
    ],
    [
      'an array of a billion elements',
      Buffer.concat([int32(60), Buffer.from([4, 0x61, 0]), int32(1_000_000_000), Buffer.alloc(49)]),
    ],
    [
      'a document of 2 GB in an archive',
      Buffer.concat([
        Buffer.from([0x6d, 0xe2, 0x99, 0x81]),
        pieceHeader('ATA', 'x', false, 0n),
        int32(-1),
        int32(0x7fffffff),
        Buffer.alloc(100),
      ]),
    ],
  ])('%s', (name, content) => {
    expectRefused(['export', file(`${name}.bson`, content)], /claims|cut short|binary data|damaged|BSON/);
  });
});

describe('workbooks', () => {
  let plan = '';
  beforeAll(() => {
    plan = file('plan.json', limited(['translate', fixturePath(center)]).stdout);
  });

  function carryOver(name: string, content: Uint8Array): ReturnType<typeof limited> {
    return limited([
      'worksheet',
      plan,
      '--format',
      'csv',
      '-o',
      join(folder, `out ${name}`),
      '--carry-over',
      file(name, content),
    ]);
  }

  async function bookWith(sheet: (xml: string) => string): Promise<Uint8Array> {
    const { partsOfZip } = await import('../support/workbook.js');
    const parts = partsOfZip(
      await writeXlsx({
        sheets: [
          {
            name: 'S',
            rows: [
              ['ID', 'Status'],
              ['gone/1', 'Done'],
            ],
          },
        ],
      }),
    );
    return zipOf(
      [...parts].map(
        ([path, text]) =>
          [path, Buffer.from(path.includes('worksheets/sheet') ? sheet(text) : text)] as const,
      ),
    );
  }

  test('that say that they unpack to 2 GB, or to nothing, are not unpacked', () => {
    for (const claim of [2 ** 31, 129 * MiB]) {
      const bytes = zipOf([['xl/workbook.xml', Buffer.from('x')]], claim);
      // Stored parts are as long as they are; compressed ones are what a part claims.
      new DataView(bytes.buffer).setUint16(bytes.length - 22 - 46 - 'xl/workbook.xml'.length + 10, 8, true);
      expect(unpackedSize(bytes)).toBe(claim);
      const { code, stderr } = carryOver('claim.xlsx', bytes);
      expect(code).toBe(2);
      expect(stderr).toContain('unpacks to more than 128 MiB');
    }
  });

  test('with a cell at the end of every row take no more than others', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, row) => `<row r="${row + 3}"><c r="XFD${row + 3}"><v>1</v></c></row>`,
    );
    const bytes = await bookWith((xml) => xml.replace('</sheetData>', `${rows.join('')}</sheetData>`));
    const { code, stderr } = carryOver('far.xlsx', bytes);
    expect(stderr).not.toContain('error');
    expect(code).toBe(0);
  });

  test('with entities and files of the computer give nothing of them', async () => {
    const bytes = await bookWith((xml) =>
      xml
        .replace(
          /^(<\?xml[^>]*>)?/,
          '$1<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>',
        )
        .replace(
          '</sheetData>',
          '<row r="3"><c r="A3" t="inlineStr"><is><t>gone/2</t></is></c><c r="B3" t="inlineStr"><is><t>&b;&f;</t></is></c></row></sheetData>',
        ),
    );
    const { stdout, stderr } = carryOver('entities.xlsx', bytes);
    expect(stdout + stderr).not.toMatch(/root:|lollol/);
    expect(stderr).not.toContain('mistake in ata2mdi');
  });
});
