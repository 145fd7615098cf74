import { describe, expect, it } from 'vitest';
import { binaryLikeness, textLikeness } from './looks-like.js';

describe('binaryLikeness', () => {
  it.each([
    ['gzip', [0x1f, 0x8b, 8]],
    ['ZIP', [0x50, 0x4b, 3, 4]],
    ['7-Zip', [0x37, 0x7a, 0xbc, 0xaf]],
    ['mongodump', [0x6d, 0xe2, 0x99, 0x81]],
    ['Windows program', [0x4d, 0x5a, 0x90, 0]],
    ['Linux program', [0x7f, 0x45, 0x4c, 0x46]],
    ['PDF', [0x25, 0x50, 0x44, 0x46]],
    ['UTF-32', [0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]],
    ['BSON', [0x0c, 0, 0, 0, 0x10, 0x61, 0, 1, 0, 0, 0, 0]],
    ['BSON', [5, 0, 0, 0, 0]],
    ['NUL', [0, 0, 0, 0, 0, 0]],
  ])('knows %s', (word, bytes) => {
    expect(binaryLikeness(Uint8Array.from(bytes))?.what).toContain(word);
  });

  it('does not take a BSON length for one when the bytes do not fit', () => {
    expect(binaryLikeness(Uint8Array.of(0x0c, 0, 0, 0, 0x10, 0x61))).toBeNull();
    expect(binaryLikeness(Uint8Array.of(0x0c, 0, 0, 0, 0x10, 0x61, 0, 1, 0, 0, 0, 9))).toBeNull();
  });

  it('takes JSON for text', () => {
    expect(binaryLikeness(new TextEncoder().encode('{"a": 1}'))).toBeNull();
  });
});

describe('textLikeness', () => {
  it.each([
    ['CLIXML', '<Objs Version="1.1.0.1">\r\n'],
    ['CLIXML', '#< CLIXML\r\n<Objs Version="1.1.0.1"/>'],
    ['HTML', '<!DOCTYPE html>\n<html><body>401</body></html>'],
    ['HTML', '<html lang="en">'],
    ['XML', '<?xml version="1.0"?>\n<a/>'],
    ['XML', '<configuration/>'],
    ['error message', 'Get-ATAStatus : No.\n    + FullyQualifiedErrorId : WebCmdlet\n'],
    ['CSV, as Export-Csv', '#TYPE System.Object\r\n"Name"\r\n'],
    ['CSV', '"Name","SID"\r\n"a","b"\r\n'],
    ['CSV', 'Name;SID\na;b\n'],
    ['PowerShell object', '@{IsEnabled=True; To=System.Object[]}'],
    ['net localgroup', `Alias name     X\nComment        \n\nMembers\n\n${'-'.repeat(79)}\nalice\nDone.\n`],
    ['table', '\r\nName  SID\r\n----  ---\r\nalice S-1\r\n'],
    ['Format-List', '\r\n\r\nName    : a\r\nVersion : 1.9\r\n'],
    ['single value', '"text"'],
    ['single value', '-12'],
    ['single value', 'null'],
    ['plain text', 'Dear colleague, the export did not work.'],
  ])('knows %s', (word, text) => {
    const { what, advice } = textLikeness(text);
    expect(what).toContain(word);
    expect(advice.join()).toMatch(/ConvertTo-Json|copy it again/);
  });

  it.each(['a\tb\t', '"a""b', 'a : b', '-- ', '// ', '<'])('takes no long time for much of %j', (part) => {
    const start = performance.now();
    textLikeness(part.repeat(300_000));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
