/** Fuzzing runs outside vitest, in processes that can be stopped: as modules beside the packages they need. */
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * Makes one module of a file of the tests and of the program's own sources that it uses.
 *
 * @param {string} entry path of the file
 * @returns {Promise<string>} path of the module
 */
export async function bundled(entry) {
  const outfile = `node_modules/.cache/ata2mdi/fuzz-${basename(entry, '.ts')}.mjs`;
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    loader: { '.ps1': 'text' },
    // Fixtures are found by the place of the file that asks for them.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL('test/support/deployments.ts').href) },
    logLevel: 'error',
  });
  return outfile;
}
