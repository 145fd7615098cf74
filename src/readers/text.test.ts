import { describe, expect, it } from 'vitest';
import { encodeText } from '../../test/support/dialects.js';
import { UserError } from '../errors.js';
import { decodeText, peekText } from './text.js';

const sample = '{"name": "Zürich – 東京 😀"}';

function bytesOf(...bytes: number[]) {
  return { name: 'x.json', bytes: Uint8Array.from(bytes) };
}

function failure(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('decodeText', () => {
  it.each([
    ['utf-8', true],
    ['utf-8-bom', true],
    ['utf-16le', true],
    ['utf-16be', true],
    ['utf-16le', false],
    ['utf-16be', false],
  ] as const)('reads %s (byte order mark: %s)', (encoding, mark) => {
    const bytes = encodeText(sample, encoding, mark);
    expect(decodeText({ name: 'x.json', bytes })).toEqual({ text: sample, encoding });
  });

  it('reads two characters of UTF-16 without a mark', () => {
    expect(decodeText(bytesOf(0x7b, 0, 0x7d, 0))).toEqual({ text: '{}', encoding: 'utf-16le' });
    expect(decodeText(bytesOf(0, 0x7b, 0, 0x7d))).toEqual({ text: '{}', encoding: 'utf-16be' });
  });

  it.each([
    ['no byte', []],
    ['a UTF-8 mark alone', [0xef, 0xbb, 0xbf]],
    ['a UTF-16 mark alone', [0xff, 0xfe]],
    ['blanks', [0x20, 0x0d, 0x0a]],
    ['UTF-16 blanks', [0xff, 0xfe, 0x0d, 0, 0x0a, 0]],
  ])('says that a file is empty: %s', (_, bytes) => {
    const error = failure(() => decodeText(bytesOf(...bytes)));
    expect(error.message).toMatch(/empty/);
    expect(error.advice.join()).toMatch(/command/);
    expect(error.location?.source).toBe('x.json');
  });

  it.each([
    ['a local code page letter', [0x7b, 0x22, 0xe4, 0x6e, 0x22], 2],
    ['a stray continuation byte', [0x7b, 0x80, 0x7d], 1],
    ['an overlong form', [0x7b, 0xc0, 0xaf, 0x7d], 1],
    ['a character cut off at the end', [0x7b, 0x22, 0xe2, 0x82], 2],
    ['a bad byte behind a mark', [0xef, 0xbb, 0xbf, 0x7b, 0xff, 0x7d], 4],
    ['half a pair in UTF-16', [0x7b, 0, 0x22, 0, 0, 0xd8, 0x22, 0], 4],
  ])('names the byte of %s', (_, bytes, byte) => {
    const error = failure(() => decodeText(bytesOf(...bytes)));
    expect(error.location?.byte).toBe(byte);
    expect(error.advice.join()).toMatch(/UTF-8/);
  });

  it('finds the one bad byte of a large file', () => {
    const bytes = new Uint8Array(3_000_000).fill(0x20);
    bytes[2_345_678] = 0xff;
    expect(failure(() => decodeText({ name: 'x', bytes })).location?.byte).toBe(2_345_678);
  });

  it('tells UTF-16 with an odd length as cut short', () => {
    const error = failure(() => decodeText(bytesOf(0xff, 0xfe, 0x7b, 0, 0x7d)));
    expect(error.message).toMatch(/cut short/);
    expect(error.location?.byte).toBe(4);
  });

  it('refuses binary data', () => {
    expect(failure(() => decodeText(bytesOf(1, 2, 3, 0, 5))).message).toMatch(/binary data/);
    expect(failure(() => decodeText(bytesOf(0x1f, 0x8b, 8, 0))).message).toMatch(/gzip/);
  });
});

describe('peekText', () => {
  it('gives the beginning, without the mark, even when a character is cut', () => {
    const bytes = encodeText(`{"a": "${'ü'.repeat(5000)}"}`, 'utf-8-bom');
    expect(peekText(bytes).startsWith('{"a": "üü')).toBe(true);
  });

  it('gives nothing for binary data', () => {
    expect(peekText(Uint8Array.of(0x1f, 0x8b, 8, 0))).toBe('');
  });
});
