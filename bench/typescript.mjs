/** Modules of the tests, for benchmarks. */
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Node 20 does not read TypeScript; esbuild makes a module of it first, two folders deep as the original is. */
export async function importTypeScript(path) {
  const outfile = `.tmp/bench/${basename(path)}.mjs`;
  await build({
    entryPoints: [path],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}
