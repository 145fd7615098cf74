import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadSnapshot } from '../../src/load.js';
import { translate } from '../../src/plan/translate.js';
import { readExtendedJson } from '../../src/readers/extended-json.js';
import type { DocumentObject } from '../../src/readers/values.js';
import { collectingReporter } from '../../src/reporter.js';
import { planArtifact } from '../../src/writers/json.js';
import { fixturePath } from '../support/deployments.js';
import { dialects, layouts, writeDialect } from '../support/dialects.js';

const name = 'SystemProfile_20251215T040000Z.json';
const original = readFileSync(fixturePath(`contoso/${name}`));
let documents: DocumentObject[];
let expected: string;

async function planOf(bytes: Uint8Array): Promise<string> {
  const snapshot = await loadSnapshot([{ name, bytes, sha256: '' }], collectingReporter());
  const { content } = planArtifact({ ...translate(snapshot), sources: [] });
  return Buffer.concat(content.map((chunk) => Buffer.from(chunk))).toString('utf8');
}

function encode(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-8 with BOM') return Buffer.from(`\ufeff${text}`, 'utf8');
  const littleEndian = Buffer.from(`\ufeff${text}`, 'utf16le');
  return encoding === 'utf-16le' ? littleEndian : littleEndian.swap16();
}

beforeAll(async () => {
  documents = readExtendedJson({ name, bytes: original }, collectingReporter()).documents.map(
    ({ value }) => value,
  );
  expected = await planOf(original);
  expect(JSON.parse(expected).items.length).toBeGreaterThan(100);
});

describe('the same deployment gives the same plan', () => {
  const cases = dialects.flatMap((dialect) => layouts.map((layout) => ({ dialect, layout })));
  test.each(cases)('in $dialect, layout $layout', async ({ dialect, layout }) => {
    expect(await planOf(encode(writeDialect(documents, dialect, layout), 'utf-8'))).toBe(expected);
  });

  test.each(['utf-8', 'utf-8 with BOM', 'utf-16le', 'utf-16be'])('in %s with CRLF', async (encoding) => {
    const text = writeDialect(documents, 'shell', 'pretty').replaceAll('\n', '\r\n');
    expect(await planOf(encode(text, encoding))).toBe(expected);
  });
});
