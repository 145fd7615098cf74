/**
 * Ids of items and keys of documents: short, printable, made of what a thing is, the same in every run.
 */

const longestPart = 120;

/**
 * A name as a part of an id: letters, digits and a few marks stay, everything else becomes `%` and its UTF-16 code
 * in hexadecimal, so that two different names never give the same part. Long names are cut and end in a hash.
 */
export function slug(name: string): string {
  const safe = name.replace(
    /[^A-Za-z0-9._@-]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  if (safe.length <= longestPart) return safe === '' ? '%' : safe;
  return `${safe.slice(0, longestPart - 18)}%~${fnv1a64(safe)}`;
}

/** An id made of parts, e.g. `itemId('exclusions', 'DnsReconnaissance', '10.0.0.0/8')`. */
export function itemId(area: string, ...parts: readonly string[]): string {
  return [area, ...parts.map(slug)].join('/');
}

/** FNV-1a, 64 bits, over UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/). */
function fnv1a64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index += 1)
    hash = ((hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, '0');
}
