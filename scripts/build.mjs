/**
 * Builds dist/: the command line and the library as ES modules that share their parts and load them when they are
 * needed, with every dependency bundled, so that the package runs on a server without a network; the type
 * declarations; and the licences of what is bundled.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });

const { metafile } = await build({
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  chunkNames: 'chunks/[name]-[hash]',
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  legalComments: 'none',
  // The script of `ata2mdi collect` is kept as a script and travels as text.
  loader: { '.ps1': 'text' },
  metafile: true,
  logLevel: 'warning',
  // Bundled CommonJS packages still ask for node's own modules through `require`.
  banner: {
    js: "import { createRequire as ata2mdiRequire } from 'node:module'; const require = ata2mdiRequire(import.meta.url);",
  },
});

execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});

writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licences(Object.keys(metafile.inputs)));

/** The licence texts of the packages that went into the bundle, each once, in order of their names. */
function licences(inputs) {
  const packages = new Set(
    inputs.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  const texts = [...packages].sort().map((name) => {
    const folder = join('node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const text =
      file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return `ata2mdi contains the following packages.\n\n${texts.join(`\n${'-'.repeat(78)}\n\n`)}`;
}
