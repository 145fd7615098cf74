import { describe, expect, test } from 'vitest';
import { chunked, collected } from '../../../test/support/mongodump.js';
import { collectingReporter, type Reporter } from '../../reporter.js';
import { wantedLines } from './lines.js';
import type { EntityWants } from './wanted.js';

const wants: EntityWants = {
  ids: new Set(['a', 'b']),
  sids: new Set(['S-1-5-21-1-2-3-1105']),
  domainControllers: true,
  domains: true,
  profiles: true,
};

function read(text: string | Uint8Array, reporter: Reporter = collectingReporter(), chunkLength = 5) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return collected(wantedLines(chunked(bytes, chunkLength), wants, 'a.json', reporter));
}

describe('a line', () => {
  test('gives the values of extended JSON, and its number', async () => {
    const text = '{"_id":"x"}\n{"_id":"a","n":{"$numberLong":"9007199254740993"}}\n';
    expect(await read(text)).toStrictEqual([
      {
        value: new Map<string, unknown>([
          ['_id', 'a'],
          ['n', 9007199254740993n],
        ]),
        line: 2,
      },
    ]);
  });

  test.each([
    '{"_id":"\\u0061"}',
    '{ "_id" : "a" }',
    "{'_id': 'a'}",
    '{_id: "a"}',
    '{"x":[1,{"_id":"x"}],"_id":"a"}',
    '{"IsDomainController" : true}',
    '{"IsDomainController":false,"x":"IsDomainController","_id":"a"}',
    '{"_id":"x","a":{"IsDomainController":false},"IsDomainController":true}',
    '{"_t":["Domain"],"_id":"x"}',
    '{"_id":"x","Sid" : "s-1-5-21-1-2-3-1105"}',
    '{"_id":"x","Sids":["S-1-5-21-1-2-3-1105"],"Sid":"S-1-5-21-1-2-3-1105"}',
    '{"_id":"x","_t":["ServiceSystemProfile","GatewaySystemProfile"]}',
  ])('is found in whatever way it is written: %s', async (line) => {
    expect(await read(`{"_id":"x"}\n${line}\n{"_id":"x"}\n`)).toMatchObject([{ line: 2 }]);
  });

  test('nothing at all is no error: mongoexport writes that for an empty collection', async () => {
    expect(await read('')).toStrictEqual([]);
    expect(await read('\n\n')).toStrictEqual([]);
  });

  test('a duplicate key is reported where it stands in the source', async () => {
    const reporter = collectingReporter();
    await read('{"_id":"x"}\n\n{"_id":"a","k":1,"k":2}\n', reporter);
    expect(reporter.notices).toMatchObject([
      { code: 'duplicate-key', text: expect.stringContaining('At line 3 '), source: 'a.json' },
    ]);
  });
});

describe('damage', () => {
  test('a file that is cut anywhere but between two lines is an error that names the line', async () => {
    const text = '{"_id":"x","o":{"p":{}}}\n{"_id":"y","o":{"p":{}}}\n';
    const whole = [0, 24, 25, 49, 50];
    for (let length = 0; length <= text.length; length += 1) {
      const reading = read(text.slice(0, length));
      if (whole.includes(length)) expect(await reading).toStrictEqual([]);
      else {
        await expect(reading).rejects.toMatchObject({
          name: 'UserError',
          location: { source: 'a.json', line: length < 25 ? 1 : 2 },
        });
      }
    }
  });

  test.each([
    ['a line cut off at its end', '{"_id":"x"}\n{"_id":"y"\n{"_id":"z"}\n'],
    ['a line cut off at its beginning', '{"_id":"x"}\n"y"}\n{"_id":"z"}\n'],
    ['a wanted line that is damaged inside', '{"_id":"x"}\n{"_id":"a","n":}\n{"_id":"z"}\n'],
    ['two documents on a wanted line', '{"_id":"x"}\n{"_id":"a"} {"_id":"b"}\n'],
    ['two documents on the last line', '{"_id":"x"}\n{"_id":"x"} {"_id":"a"}'],
    ['a line without an id that is damaged', '{"_id":"x"}\n{"n":1,}}\n'],
    ['a pretty-printed document', '{"_id":"x"}\n{\n  "_id": "a"\n}\n'],
    ['an array', '{"_id":"x"}\n[{"_id":"a"}]\n'],
    ['an id whose text does not end', '{"_id":"x"}\n{"_id":"y}\n{"_id":"z"}\n'],
  ])('%s', async (_, text) => {
    await expect(read(text)).rejects.toMatchObject({
      name: 'UserError',
      location: { source: 'a.json', line: 2 },
    });
  });

  test('the message tells the line of the source too', async () => {
    await expect(read('{"_id":"x"}\n{"_id":"a","n":{"b":1}')).rejects.toThrow(/begins at line 2, column 1/);
  });

  test('a wanted line that is not UTF-8', async () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode('{"_id":"x"}\n{"_id":"a","n":"?"}\n')]);
    bytes[bytes.indexOf(63)] = 0xff;
    await expect(read(bytes)).rejects.toMatchObject({ name: 'UserError', location: { line: 2 } });
  });

  test('a line without end is not gathered forever', async () => {
    const chunk = new Uint8Array(16 * 1024 * 1024).fill(32);
    const endless = (async function* chunks() {
      for (;;) yield chunk;
    })();
    await expect(
      collected(wantedLines(endless, wants, 'a.json', collectingReporter())),
    ).rejects.toMatchObject({ message: expect.stringContaining('longer than'), location: { line: 1 } });
  });
});
