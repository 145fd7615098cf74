import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { worksheetArtifacts } from '../../src/writers/index.js';
import { artifactBytes } from '../support/artifacts.js';
import { encode } from '../support/clixml.js';
import { planOf, smallPlan } from '../support/plans.js';
import { canary, leaksIn, markers } from './search.js';

const secret = canary('search "&<ä\\%$`;@#/');
const utf8 = Buffer.from(secret);
const utf16 = Buffer.from(secret, 'utf16le');
const big = Buffer.from(secret, 'utf16le').swap16();
const codes = [...secret].map((letter) => letter.charCodeAt(0));
const hex4 = codes.map((code) => code.toString(16).padStart(4, '0'));

/** How a text can be written; each with an example that holds the secret once. */
const ways: Readonly<Record<string, string | Buffer>> = {
  plain: secret,
  'in capitals': secret.toUpperCase(),
  'UTF-16, little end first': utf16,
  'UTF-16, big end first': big,
  'UTF-16 at an odd place': Buffer.concat([Buffer.from('x'), utf16]),
  ...Object.fromEntries(
    Object.entries({ utf8, utf16, big }).flatMap(([name, bytes]) => [
      ...[0, 1, 2].flatMap((shift) => {
        const text = Buffer.concat([Buffer.alloc(shift, 'x'), bytes, Buffer.from('yz')]);
        return [
          [`base64 of ${name}, shifted by ${shift}`, text.toString('base64')],
          [`base64url of ${name}, shifted by ${shift}`, text.toString('base64url')],
          [
            `base64 of ${name}, shifted by ${shift}, in lines`,
            text.toString('base64').replace(/.{5}/g, '$&\r\n'),
          ],
        ] as const;
      }),
      [`hex of ${name}`, bytes.toString('hex')],
      [`HEX of ${name}`, bytes.toString('hex').toUpperCase()],
      [`hex of ${name}, with dashes`, bytes.toString('hex').replace(/..(?=.)/g, '$&-')],
      [`hex of ${name}, as an array`, bytes.toString('hex').replace(/../g, '0x$&, ')],
    ]),
  ),
  'numbers of bytes': `[${[...utf8].join(',')}]`,
  'URL-encoded as browsers do it': encodeURIComponent(secret),
  'URL-encoded letter by letter': [...utf8].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  'URL-encoded twice': encodeURIComponent([...utf8].map((byte) => `%${byte.toString(16)}`).join('')),
  'escaped for JSON': JSON.stringify(secret),
  'escaped for JSON letter by letter': hex4.map((code) => `\\u${code}`).join(''),
  'escaped for JSON twice': JSON.stringify(hex4.map((code) => `\\u${code}`).join('')),
  'escaped for CLIXML': encode(secret),
  'escaped for CLIXML letter by letter': hex4.map((code) => `_x${code.toUpperCase()}_`).join(''),
  'escaped for HTML': codes.map((code) => `&#${code};`).join(''),
  'escaped for HTML in hex': codes.map((code) => `&#x${code.toString(16)};`).join(''),
  'escaped for Markdown': secret.replace(/[^a-z0-9]/gi, '\\$&'),
  'escaped for PowerShell': secret.replace(/["$`]/g, '`$&'),
  'quoted-printable': codes.map((code) => `=${code.toString(16).toUpperCase()}`).join(''),
  reversed: [...secret].reverse().join(''),
  'with a line break in it': `${secret.slice(0, 3)}\n${secret.slice(3)}`,
  gzip: gzipSync(secret),
  'gzip with bytes before and behind': Buffer.concat([
    Buffer.from('abc'),
    gzipSync(utf16),
    Buffer.from('def'),
  ]),
  zlib: deflateSync(secret),
  'gzip in gzip in base64': gzipSync(gzipSync(`${gzipSync(secret).toString('base64')}`)),
  'deflated, in base64': `"${deflateRawSync(`${'a'.repeat(500)}${secret}`).toString('base64')}"`,
};

describe('a secret is found', () => {
  test.each(Object.entries(ways))('%s', (_, form) => {
    const around = Buffer.concat([
      Buffer.from('{"before":1,"value":" '),
      Buffer.from(form as string),
      Buffer.from(' "}'),
    ]);
    expect(leaksIn(around)).not.toEqual([]);
  });

  test.each(markers)('by each of its ends alone: %s', (marker) => {
    for (const text of [marker, Buffer.from(`x${marker}`).toString('base64')])
      expect(leaksIn(Buffer.from(`a ${text} b`))).not.toEqual([]);
  });

  test('in the cells of a workbook, which are compressed', async () => {
    const plan = smallPlan();
    const [item] = plan.items;
    if (item === undefined) throw new Error('the plan is empty');
    const planted = planOf([{ ...item, title: secret }]);
    const [workbook] = await worksheetArtifacts(planted, ['xlsx']);
    const bytes = artifactBytes(workbook);
    expect(Buffer.from(bytes).includes('CANARY')).toBe(false);
    expect(leaksIn(bytes).join()).toContain('compressed');
  });
});

test('nothing is found where there is nothing', async () => {
  for (const artifact of await worksheetArtifacts(smallPlan(), ['html', 'csv', 'xlsx', 'md', 'ps1']))
    expect(leaksIn(artifactBytes(artifact)), artifact.name).toEqual([]);
});
