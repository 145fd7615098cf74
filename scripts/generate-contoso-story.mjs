/**
 * Writes fixtures/contoso-story: the rest of the story that docs/guide/contoso.md tells, made from fixtures/contoso and the
 * catalogue (test/support/contoso-story.ts). With `--check` nothing is written; exit 1 if a file is missing or out of date.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from 'esbuild';
import { writeGenerated } from './generated.mjs';

const folder = 'fixtures/contoso-story';
// As deep in the repository as the module is, which finds fixtures relative to itself.
const bundle = '.tmp/contoso-story/module.mjs';
await build({
  entryPoints: ['test/support/contoso-story.ts'],
  bundle: true,
  format: 'esm',
  platform: 'node',
  external: ['vitest'],
  outfile: bundle,
  logLevel: 'error',
});
const { contosoStory } = await import(`../${bundle}`);
rmSync(dirname(bundle), { recursive: true });

const files = new Map([...(await contosoStory())].map(([name, bytes]) => [`${folder}/${name}`, bytes]));
for (const path of files.keys()) mkdirSync(dirname(path), { recursive: true });
writeGenerated(files);
