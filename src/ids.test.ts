import { describe, expect, it } from 'vitest';
import { itemId, slug } from './ids.js';

describe('slug', () => {
  it.each([
    ['DnsReconnaissance', 'DnsReconnaissance'],
    ['dc01.contoso.com', 'dc01.contoso.com'],
    ['10.0.0.0/8', '10.0.0.0%002f8'],
    ['100%', '100%0025'],
    ['', '%'],
    ['..\\evil', '..%005cevil'],
    ['\u202egnp', '%202egnp'],
    ['\ud83d\ude80', '%d83d%de80'],
    ['\ud800', '%d800'],
  ])('writes %j as %s', (name, part) => {
    expect(slug(name)).toBe(part);
  });

  it('never gives two names the same part', () => {
    const names = ['', '%', 'a/b', 'a%002fb', 'a%2fb', 'A', 'a', 'a b', 'a_b', 'a~b', '%0025', 'ä', 'Ã¤'];
    const long = [
      'x'.repeat(120),
      'x'.repeat(121),
      'x'.repeat(40_000),
      `${'x'.repeat(120)}y`,
      `${'x'.repeat(120)}z`,
    ];
    const parts = [...names, ...long, ...long.map(slug)].map(slug);
    expect(new Set(parts).size).toBe(new Set([...names, ...long, ...long.map(slug)]).size);
  });

  it('keeps a part short, whatever the name', () => {
    expect(slug('x'.repeat(120))).toBe('x'.repeat(120));
    expect(slug('x'.repeat(121))).toHaveLength(120);
    expect(slug('ü'.repeat(40_000))).toHaveLength(120);
  });

  it('ends a long part in the FNV-1a hash of the whole', () => {
    // Published test vector of the algorithm: the hash of "a" is af63dc4c8601ec8c. It is not visible in a short name,
    // so a long one is checked against the same algorithm written out here.
    const name = 'x'.repeat(121);
    let hash = 0xcbf29ce484222325n;
    for (const character of name)
      hash = BigInt.asUintN(64, (hash ^ BigInt(character.charCodeAt(0))) * 0x100000001b3n);
    expect(slug(name)).toBe(`${'x'.repeat(102)}%~${hash.toString(16).padStart(16, '0')}`);
  });
});

describe('itemId', () => {
  it('joins the area and the parts', () => {
    expect(itemId('exclusions', 'DnsReconnaissance', '10.0.0.0/8')).toBe(
      'exclusions/DnsReconnaissance/10.0.0.0%002f8',
    );
    expect(itemId('center')).toBe('center');
  });

  it('tells parts apart from a part that holds the separator', () => {
    expect(itemId('a', 'b', 'c')).not.toBe(itemId('a', 'b/c'));
    expect(itemId('a', '')).not.toBe(itemId('a'));
  });
});
