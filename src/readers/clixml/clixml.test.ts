import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clixmlFile, writeClixml } from '../../../test/support/clixml.js';
import { fixturePath } from '../../../test/support/deployments.js';
import { encodeText } from '../../../test/support/dialects.js';
import { UserError } from '../../errors.js';
import { collectingReporter, type Notice } from '../../reporter.js';
import { readExtendedJson } from '../extended-json.js';
import type { DocumentValue, TextEncodingName } from '../values.js';
import { type ClixmlContent, parseClixml, readClixml } from './clixml.js';
import { recognisesClixml } from './recognise.js';
import { SecretValue } from './secret-value.js';

function sourceOf(text: string, encoding: TextEncodingName = 'utf-8') {
  return { name: 'export.xml', bytes: encodeText(text, encoding) };
}

function parse(text: string): ClixmlContent & { readonly notices: readonly Notice[] } {
  const reporter = collectingReporter();
  return { ...parseClixml(sourceOf(text), reporter), notices: reporter.notices };
}

/** The values of items that are given as XML. */
function valuesOf(...items: readonly string[]): DocumentValue[] {
  return parse(clixmlFile(...items)).items.map(({ value }) => value);
}

function errorOf(text: string, read: typeof parseClixml | typeof readClixml = parseClixml): UserError {
  try {
    read(sourceOf(text), collectingReporter());
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was read');
}

function mapOf(members: Readonly<Record<string, DocumentValue>>): DocumentValue {
  return new Map(Object.entries(members));
}

const enumType = '<TN RefId="9"><T>Tailspin.Color</T><T>System.Enum</T><T>System.ValueType</T></TN>';

describe('recognisesClixml', () => {
  it.each<[string, TextEncodingName]>([
    [clixmlFile(), 'utf-16le'],
    [clixmlFile('<S>a</S>'), 'utf-8-bom'],
    ['#< CLIXML\r\n<Objs Version="1.1.0.1">', 'utf-8'],
    ['<?xml version="1.0" encoding="utf-8"?>\n<!-- saved -->\n<Objs/>', 'utf-8'],
  ])('%j', (text, encoding) => {
    expect(recognisesClixml(sourceOf(text, encoding))).toBe(true);
  });

  it.each(['{"a": 1}', '<Object/>', '<html><Objs/></html>', 'Objs', ''])('not %j', (text) => {
    expect(recognisesClixml(sourceOf(text))).toBe(false);
  });
});

describe('parseClixml', () => {
  it.each<TextEncodingName>(['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be'])('reads %s', (encoding) => {
    const source = sourceOf(clixmlFile('<S>größer</S>'), encoding);
    const { items, encoding: found } = parseClixml(source, collectingReporter());
    expect([items[0]?.value, found]).toEqual(['größer', encoding]);
  });

  it.each<[string, string, DocumentValue]>([
    ['an empty text', '<S></S>', ''],
    ['an empty text in one tag', '<S />', ''],
    ['blanks', '<S>  </S>', '  '],
    ['entities once', '<S>&lt;a&gt; &amp;amp; &quot;&apos; &#228;&#xE4;</S>', '<a> &amp; "\' ää'],
    ['digits as text', '<S>007</S>', '007'],
    ['nothing', '<Nil />', null],
    ['an enum', `<Obj RefId="0">${enumType}<ToString>Red, Blue</ToString><U32>5</U32></Obj>`, 'Red, Blue'],
    ['an enum without its name', `<Obj RefId="0">${enumType}<I32>5</I32></Obj>`, 5],
    [
      'a value with notes',
      '<Obj RefId="0"><DT>2025-06-04T22:25:06Z</DT><MS><I32 N="DisplayHint">2</I32></MS></Obj>',
      '2025-06-04T22:25:06Z',
    ],
    [
      'properties and notes, of which the notes count',
      '<Obj><Props><I32 N="a">1</I32><I32 N="b">2</I32></Props><MS><I32 N="b">3</I32></MS></Obj>',
      mapOf({ a: 1, b: 3 }),
    ],
    [
      'names with escapes and entities',
      '<Obj><MS><B N="a_x000A_b">1</B><B N="&lt;&quot;&gt;">1</B><B N="__proto__">1</B></MS></Obj>',
      new Map([
        ['a\nb', true],
        ['<">', true],
        ['__proto__', true],
      ]),
    ],
    [
      'a set of notes within the notes',
      '<Obj><MS><MS N="PSStandardMembers"><S N="a">b</S></MS></MS></Obj>',
      mapOf({ PSStandardMembers: mapOf({ a: 'b' }) }),
    ],
    ['an object without members', '<Obj RefId="0"><MS /></Obj>', new Map()],
    ['an object that has only its text', '<Obj><ToString>text</ToString></Obj>', 'text'],
    ['a list', '<Obj><LST><S>a</S><Nil /><I32>1</I32><S>b</S></LST></Obj>', ['a', null, 1, 'b']],
    ['a list with properties', '<Obj><IE><S>a</S></IE><Props><I32 N="Count">1</I32></Props></Obj>', ['a']],
    ['an empty list', '<Obj><LST /></Obj>', []],
    ['a stack', '<Obj><STK><S>top</S><S>below</S></STK></Obj>', ['top', 'below']],
    ['a queue', '<Obj><QUE><S>head</S><S>next</S></QUE></Obj>', ['head', 'next']],
    ['bytes one by one', '<Obj><LST><By>1</By><By>255</By></LST></Obj>', [1, 255]],
    [
      'a dictionary',
      '<Obj><DCT><En><S N="Key">a</S><Nil N="Value" /></En><En><I32 N="Key">27928</I32><Obj N="Value"><LST /></Obj></En></DCT></Obj>',
      mapOf({ a: null, 27928: [] }),
    ],
    ['a wrapped object', '<Obj><Obj><MS><S N="a">b</S></MS></Obj></Obj>', mapOf({ a: 'b' })],
    [
      'a wrapped object with notes of its own',
      '<Obj><Obj><MS><S N="a">b</S></MS></Obj><MS><S N="c">d</S></MS></Obj>',
      mapOf({ a: 'b', c: 'd' }),
    ],
    [
      'parts in another order',
      '<Obj><MS><S N="a">b</S></MS><TN RefId="0"><T>X</T></TN></Obj>',
      mapOf({ a: 'b' }),
    ],
    [
      'line breaks within a tag',
      '<Obj\r\n  RefId="0"\r\n><MS\n><S N="a">b</S></MS></Obj>',
      mapOf({ a: 'b' }),
    ],
  ])('reads %s', (_, item, expected) => {
    const { items, notices } = parse(clixmlFile(item));
    expect(items.map(({ value }) => value)).toStrictEqual([expected]);
    expect(notices).toEqual([]);
  });

  it('reads several items, each with its line and types', () => {
    const { items } = parse(
      clixmlFile(
        '<Obj RefId="0"><TN RefId="0"><T>Selected.A</T><T>B</T></TN><MS /></Obj>',
        '<S>a</S>',
        '<Obj RefId="1"><TNRef RefId="0" /><LST /></Obj>',
        '<Obj RefId="2"><TNRef RefId="7" /><MS /></Obj>',
      ),
    );
    expect(items.map(({ line, typeNames }) => [line, typeNames])).toEqual([
      [2, ['Selected.A', 'B']],
      [3, []],
      [4, ['Selected.A', 'B']],
      [5, []],
    ]);
  });

  it('reads an empty export', () => {
    expect(parse(clixmlFile()).items).toEqual([]);
  });

  it('follows references to objects, which are numbered apart from types', () => {
    const [value] = valuesOf(
      '<Obj RefId="0"><TN RefId="1"><T>X</T></TN><MS><Obj N="a" RefId="1"><LST><S>x</S></LST></Obj><Ref N="b" RefId=" 1 " /></MS></Obj>',
    );
    expect(value).toStrictEqual(mapOf({ a: ['x'], b: ['x'] }));
  });

  it('does not follow a reference to what it is part of', () => {
    const { items, notices } = parse(
      clixmlFile('<Obj RefId="0"><MS><S N="a">b</S><Ref N="self" RefId="0" /></MS></Obj>'),
    );
    expect(items[0]?.value).toStrictEqual(
      mapOf({ a: 'b', self: expect.objectContaining({ canonical: { $circular: true } }) }),
    );
    expect(notices).toEqual([
      expect.objectContaining({ code: 'clixml-circle', path: 'self', source: 'export.xml' }),
    ]);
  });

  it('keeps nothing of a secret', () => {
    const { items } = parse(
      clixmlFile('<Obj><Props><S N="UserName">u</S><SS N="Password">CANARY-ss</SS></Props></Obj>'),
    );
    expect(items[0]?.value).toStrictEqual(mapOf({ UserName: 'u', Password: new SecretValue() }));
  });

  it.each([
    ['a type in place of an object', '<S N="a">System.Collections.Hashtable</S>', ['a']],
    ['a type with parameters', '<S N="a">System.Collections.Generic.List`1[System.String]</S>', ['a']],
    ['an array type', '<S N="a">System.Object[]</S>', ['a']],
    ['the text of an object', '<S N="a">@{b=1; c=}</S>', ['a']],
    ['one in a list', '<Obj N="a"><LST><S>x</S><S>System.Object</S></LST></Obj>', ['a[1]']],
    ['an object without properties', '<Obj N="a"><ToString>System.Object</ToString></Obj>', ['a']],
    ['no file', '<S N="a">System.Data.dll</S>', []],
    ['no host', '<S N="a">SYSTEM.CONTOSO.COM</S>', []],
    ['no text', '<S N="a">System.Data is a library</S>', []],
    [
      'none among the properties of a list',
      '<Obj N="a"><LST /><Props><S N="SyncRoot">System.Object</S></Props></Obj>',
      [],
    ],
  ])('notices what -Depth cut: %s', (_, member, cuts) => {
    const { items, notices } = parse(clixmlFile(`<Obj><MS>${member}</MS></Obj>`));
    expect(items[0]?.cuts).toEqual(cuts);
    expect(notices.map(({ code, path }) => [code, path])).toEqual(
      cuts.map((cut) => ['clixml-depth-cut', cut]),
    );
  });

  it('keeps the earlier value of a name that comes twice', () => {
    const { items, notices } = parse(
      clixmlFile('<Obj><MS><S N="a">1</S><S N="a">2</S><S N="a">3</S></MS></Obj>'),
    );
    expect(items[0]?.value).toEqual(mapOf({ a: '3', 'a (duplicate 1)': '1', 'a (duplicate 2)': '2' }));
    expect(notices.map(({ code, path }) => [code, path])).toEqual([['duplicate-key', 'a']]);
  });

  it('passes over elements that it does not know, and says so', () => {
    const { items, notices } = parse(
      clixmlFile('<Obj><MS><Unheard N="a">CANARY</Unheard><S N="b">c</S></MS></Obj>', '<Other />'),
    );
    expect(items.map(({ value }) => value)).toEqual([mapOf({ b: 'c' })]);
    expect(notices.map(({ code, path }) => [code, path])).toEqual([
      ['clixml-unknown-element', 'a'],
      ['clixml-unknown-element', undefined],
    ]);
    expect(JSON.stringify(notices)).not.toContain('CANARY');
  });

  it('takes the output stream only, and counts errors', () => {
    const { items, errors, notices } = parse(
      `#< CLIXML\r\n${clixmlFile(
        '<Obj S="progress" RefId="0"><TN RefId="0"><T>X</T></TN><MS><PR N="Record"><AV>Preparing</AV></PR></MS></Obj>',
        '<S S="Error">CANARY_x000D__x000A_</S>',
        '<S S="debug">d</S>',
        '<Obj S="Output" RefId="1"><TNRef RefId="0" /><MS><S N="a">b</S></MS></Obj>',
        '<S>c</S>',
      )}`,
    );
    expect(items.map(({ value, line }) => [value, line])).toEqual([
      [mapOf({ a: 'b' }), 6],
      ['c', 7],
    ]);
    expect(items[0]?.typeNames).toEqual(['X']);
    expect(errors).toBe(1);
    expect(notices.map(({ code }) => code)).toEqual(['clixml-error-stream']);
    expect(JSON.stringify(notices)).not.toContain('CANARY');
  });

  const errorRecord =
    '<Obj RefId="5"><TN RefId="5"><T>Deserialized.System.Management.Automation.ErrorRecord</T></TN><ToString>CANARY</ToString><MS><S N="FullyQualifiedErrorId">CANARY</S></MS></Obj>';

  it.each([
    ['as the item', errorRecord],
    ['in a list', `<Obj><LST>${errorRecord}</LST></Obj>`],
  ])('refuses an error record instead of data, %s', (_, item) => {
    const error = errorOf(clixmlFile(item));
    expect(error.message).toContain('has failed');
    expect(error.location).toEqual({ source: 'export.xml', line: 2, column: 3 });
    expect(JSON.stringify([error.message, error.advice])).not.toContain('CANARY');
  });

  it('reads an object that has an error record as a property', () => {
    expect(valuesOf(`<Obj><MS>${errorRecord.replace('<Obj', '<Obj N="LastError"')}</MS></Obj>`)).toHaveLength(
      1,
    );
  });

  it.each([
    ['a document type', '<!DOCTYPE Objs [<!ENTITY a "b">]>\n<Objs><S>&a;</S></Objs>', 'document type', 1],
    ['a CDATA section', '<Objs>\n<S><![CDATA[a]]></S></Objs>', 'CDATA', 2],
    ['an unknown entity', '<Objs>\n<S>&a;</S></Objs>', 'entity', 2],
    ['an entity that is no character', '<Objs>\n<S>&#x110000;</S></Objs>', 'entity', 2],
    ['a reference to nothing', '<Objs>\n\n<Ref RefId="3"/></Objs>', 'reference', 3],
    ['a reference without a number', '<Objs><Ref/></Objs>', 'reference', 1],
    ['a number that is none', '<Objs>\n<I32>CANARY</I32></Objs>', 'type I32', 2],
    ['a property without a name', '<Objs><Obj><MS>\n<S>a</S></MS></Obj></Objs>', 'without a name', 2],
    ['an entry without a value', '<Objs><Obj><DCT><En><S N="Key">a</S></En></DCT></Obj></Objs>', 'entry', 1],
    [
      'a key that is an object',
      '<Objs><Obj><DCT><En><Nil N="Key"/><S N="Value">a</S></En></DCT></Obj></Objs>',
      'key of a dictionary',
      1,
    ],
    ['text among elements', '<Objs>\nCANARY<S>a</S></Objs>', 'only elements', 1],
    ['elements in a text', '<Objs><S>a<S>b</S></S></Objs>', 'only text', 1],
    ['tags that do not fit', '<Objs>\n<S>a</I32></Objs>', 'damaged', 2],
    ['an attribute twice', '<Objs>\n<S N="a" N="b">a</S></Objs>', 'damaged', 2],
    ['another root', '<Other/><!-- Objs -->', 'does not begin with', 1],
    ['a second root', '<Objs></Objs>\n<Objs></Objs>', 'damaged', 2],
  ])('refuses %s', (_, text, message, line) => {
    const error = errorOf(text);
    expect(error.message).toContain(message);
    expect(error.location?.line).toBe(line);
    expect(JSON.stringify([error.message, error.advice])).not.toContain('CANARY');
  });

  it.each(['__proto__', 'constructor'])('refuses the element or attribute %s', (name) => {
    expect(errorOf(`<Objs><${name}/></Objs>`).message).toContain('damaged');
    expect(errorOf(`<Objs ${name}="a"><S>b</S></Objs>`).message).toContain('damaged');
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });

  it.each(['hasOwnProperty', 'toString'])(
    'takes the element %s for any other that it does not know',
    (name) => {
      const { items, notices } = parse(`<Objs><${name} ${name}="a"/><S>b</S></Objs>`);
      expect(items.map(({ value }) => value)).toEqual(['b']);
      expect(notices.map(({ code }) => code)).toEqual(['clixml-unknown-element']);
    },
  );

  it('refuses what is nested too deep, in elements and by references', () => {
    const nested = `${'<Obj><LST>'.repeat(150)}<Nil/>${'</LST></Obj>'.repeat(150)}`;
    expect(errorOf(clixmlFile(nested)).message).toContain('nested more than 200 levels');
    const chained = Array.from(
      { length: 250 },
      (_, index) =>
        `<Obj RefId="${index}"><LST>${index === 0 ? '' : `<Ref RefId="${index - 1}" />`}</LST></Obj>`,
    );
    expect(errorOf(clixmlFile(...chained)).message).toContain('nested more than 200 levels');
  });

  it('refuses references that would make much of little', () => {
    const doubled = Array.from({ length: 40 }, (_, index) =>
      index === 0
        ? '<Obj RefId="0"><LST><S>a</S></LST></Obj>'
        : `<Obj RefId="${index}"><LST><Ref RefId="${index - 1}" /><Ref RefId="${index - 1}" /></LST></Obj>`,
    );
    expect(errorOf(clixmlFile(...doubled)).message).toContain('2 million');
    const repeated = [
      `<Obj RefId="0"><LST>${'<Nil />'.repeat(2000)}</LST></Obj>`,
      ...Array<string>(1500).fill('<Ref RefId="0" />'),
    ];
    expect(errorOf(clixmlFile(...repeated)).message).toContain('2 million');
  });

  it('refuses more elements than it reads before it parses them', () => {
    expect(errorOf(`<Objs>${'<Nil/>'.repeat(2_000_001)}</Objs>`).message).toContain('2 million');
  });

  it('says that a file that is cut short is', () => {
    const text = clixmlFile('<S>a</S>', '<S>b</S>');
    const { message, location } = errorOf(text.slice(0, text.indexOf('b</S>')));
    expect(message).toContain('cut short');
    expect(location).toMatchObject({ source: 'export.xml', line: 3 });
  });

  it.each(['<!--', '<S N="', '&', '<a', '_x', '<Objs ', '#< CLIXML'])(
    'takes no long time for much of %j',
    (part) => {
      const start = performance.now();
      errorOf(`<Objs>${part.repeat(100_000)}`);
      errorOf(`<Objs>${part.repeat(20_000)}</Objs>x`);
      expect(performance.now() - start).toBeLessThan(4000);
    },
  );
});

describe('readClixml', () => {
  it('gives the same document as the JSON of the same Center', () => {
    const bytes = new Uint8Array(readFileSync(fixturePath('defaults/center.json')));
    const json = readExtendedJson({ name: 'center.json', bytes }, collectingReporter());
    const values = json.documents.map(({ value }) => value);
    const text = writeClixml(values);
    const decoded = readClixml(sourceOf(text, 'utf-16le'), collectingReporter());
    expect(decoded.documents.map(({ value }) => value)).toStrictEqual(values);
    expect(decoded).toMatchObject({ name: 'export.xml', format: 'clixml', encoding: 'utf-16le' });
  });

  it('reads the documents of an array that was exported as one object', () => {
    const list = [mapOf({ Id: 'a' }), null, [mapOf({ Id: 'b' })]];
    const { documents } = readClixml(sourceOf(writeClixml([list, mapOf({ Id: 'c' })])), collectingReporter());
    expect(documents).toEqual([
      { value: mapOf({ Id: 'a' }), line: 2 },
      { value: mapOf({ Id: 'b' }), line: 2 },
      { value: mapOf({ Id: 'c' }), line: 3 },
    ]);
  });

  it.each([
    ['nothing', clixmlFile(), 'no objects'],
    ['nothing but null', clixmlFile('<Nil />'), 'no objects'],
    ['single values', clixmlFile('<S>CANARY</S>'), 'single value'],
    ['nothing but errors', clixmlFile('<S S="Error">CANARY</S>'), 'nothing but the errors'],
  ])('refuses %s', (_, text, message) => {
    const error = errorOf(text, readClixml);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('CANARY');
  });

  it('refuses a document of ATA that was cut, and names the place', () => {
    const cut = (type: string) =>
      clixmlFile(
        `<Obj><LST><Obj><MS><Obj N="Configuration"><MS><S N="X">System.Object[]</S></MS></Obj><S N="Type">${type}</S></MS></Obj></LST></Obj>`,
      );
    const { message, advice, location } = errorOf(cut('CenterSystemProfile'), readClixml);
    expect(message).toContain('cut off by Export-Clixml');
    expect(advice.join()).toContain('-Depth 10');
    expect(location).toEqual({ source: 'export.xml', line: 2, path: 'Configuration.X' });
    expect(readClixml(sourceOf(cut('Tailspin')), collectingReporter()).documents).toHaveLength(1);
  });
});
