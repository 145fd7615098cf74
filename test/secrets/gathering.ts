/** What tests of secrets share: writing what was planted, and looking through what came out, the same bytes once. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { ExportFile } from '../support/formats.js';
import { hashesIn, leaksIn } from './search.js';

/** What was counted, for docs/quality.md. */
export const counts = { runs: 0, bytes: 0, secrets: new Set<string>(), outputs: 0 };

afterAll(() => {
  const { runs, bytes, secrets, outputs } = counts;
  console.log(
    `Secrets: ${secrets.size} canaries, ${runs} runs, ${outputs} different outputs (${bytes} bytes) searched.`,
  );
});

const searched = new Map<string, string[]>();

/** What leaks in some bytes; the same bytes are looked at once. */
export function leaksOf(bytes: Buffer, hashes: ReadonlySet<string> = new Set()): string[] {
  const key = createHash('sha256').update(bytes).digest('base64');
  const known = searched.get(key);
  if (known !== undefined) return known;
  counts.outputs += 1;
  counts.bytes += bytes.length;
  const leaks = [...leaksIn(bytes), ...hashesIn(bytes, hashes)];
  searched.set(key, leaks);
  return leaks;
}

export function written(folder: string, files: readonly ExportFile[]): string[] {
  return files.map(({ name, bytes }) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    return path;
  });
}
