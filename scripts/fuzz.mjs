/** `npm run fuzz`, which installs nothing: see test/fuzz/long.ts, which says what the environment variables mean. */
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const outfile = 'node_modules/.cache/ata2mdi/fuzz.mjs';
await build({
  entryPoints: ['test/fuzz/long.ts'],
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
await import(pathToFileURL(outfile).href);
