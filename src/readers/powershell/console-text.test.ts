import { describe, expect, it } from 'vitest';
import { encodeText } from '../../../test/support/dialects.js';
import { decodeCodePage, likelierCodePage } from './code-pages.js';
import { decodeConsoleText } from './console-text.js';

/** `Größe, Ünal, Élan, Ångström` in each code page. */
const inCodePage850 = [
  0x47, 0x72, 0x94, 0xe1, 0x65, 0x2c, 0x9a, 0x6e, 0x61, 0x6c, 0x2c, 0x90, 0x6c, 0x61, 0x6e, 0x2c, 0x8f, 0x6e,
];
const inWindows1252 = [
  0x47, 0x72, 0xf6, 0xdf, 0x65, 0x2c, 0xdc, 0x6e, 0x61, 0x6c, 0x2c, 0xc9, 0x6c, 0x61, 0x6e, 0x2c, 0xc5, 0x6e,
];
const text = 'Größe,Ünal,Élan,Ån';

describe('decodeConsoleText', () => {
  it.each(['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be'] as const)('reads %s', (encoding) => {
    const source = { name: 'x', bytes: encodeText(text, encoding) };
    expect(decodeConsoleText(source, 'cp850')).toEqual({ text, encoding });
  });

  it.each([
    ['cp850', inCodePage850],
    ['windows-1252', inWindows1252],
  ] as const)('tells %s by its letters, whichever is preferred', (encoding, bytes) => {
    for (const preferred of ['cp850', 'windows-1252'] as const) {
      const source = { name: 'x', bytes: Uint8Array.from(bytes) };
      expect(decodeConsoleText(source, preferred)).toEqual({ text, encoding });
    }
  });

  it('does not take damaged Unicode for a code page', () => {
    const marked = Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0xff);
    expect(() => decodeConsoleText({ name: 'x', bytes: marked }, 'cp850')).toThrow('not valid UTF-8');
    const half = encodeText('ab', 'utf-16le').subarray(0, 5);
    expect(() => decodeConsoleText({ name: 'x', bytes: half }, 'cp850')).toThrow('cut short');
  });

  it('refuses an empty file', () => {
    expect(() => decodeConsoleText({ name: 'x', bytes: new Uint8Array() }, 'cp850')).toThrow('empty');
  });
});

describe('code pages', () => {
  it.each(['cp850', 'windows-1252'] as const)('%s has a character for each byte', (codePage) => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const decoded = decodeCodePage(bytes, codePage);
    expect(decoded).toHaveLength(256);
    expect(decoded.slice(0, 128)).toBe(new TextDecoder('latin1').decode(bytes.subarray(0, 128)));
    const upper = [...decoded.slice(128)].filter((character) => character !== '\ufffd');
    expect(new Set(upper).size).toBe(upper.length);
    expect(upper).toHaveLength(codePage === 'cp850' ? 128 : 123);
  });

  it('windows-1252 is Latin 1 but for 0x80 to 0x9F', () => {
    const bytes = Uint8Array.from({ length: 96 }, (_, index) => 0xa0 + index);
    expect(decodeCodePage(bytes, 'windows-1252')).toBe(String.fromCharCode(...bytes));
    expect(decodeCodePage(Uint8Array.of(0x80, 0x8a, 0x9f), 'windows-1252')).toBe('€ŠŸ');
  });

  it('850 reads the letters of 437', () => {
    // 0x80 to 0x9A and 0xA0 to 0xA7 of code page 437, without its signs for money, and its sharp s.
    const letters = 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜáíóúñÑªºß';
    const bytes = Uint8Array.from([
      ...Array.from({ length: 27 }, (_, index) => 0x80 + index),
      ...Array.from({ length: 8 }, (_, index) => 0xa0 + index),
      0xe1,
    ]);
    expect(decodeCodePage(bytes, 'cp850')).toBe(letters);
  });

  it('takes the preferred one where both have as many letters', () => {
    // Sharp s in one, a with acute in the other.
    const bytes = Uint8Array.of(0xe1);
    expect(likelierCodePage(bytes, 'cp850')).toBe('cp850');
    expect(likelierCodePage(bytes, 'windows-1252')).toBe('windows-1252');
  });
});
