/**
 * Builds dist/: the command line and the library as ES modules that share their parts and load them when they are
 * needed, with every dependency bundled, so that the package runs on a server without a network; the type
 * declarations; the licences of what is bundled, and its bill of materials (CycloneDX), since a package manager sees no
 * dependencies here.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

const bundled = bundledPackages(Object.keys(metafile.inputs));
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licences(bundled));
writeFileSync('dist/sbom.cdx.json', `${JSON.stringify(billOfMaterials(bundled), null, 2)}\n`);

/** The names of the packages that went into the bundle, in order. */
function bundledPackages(inputs) {
  const nested = inputs.filter((path) => path.split('node_modules/').length > 2);
  if (nested.length > 0) throw new Error(`two versions of one package would be bundled: ${nested[0]}`);
  return [
    ...new Set(inputs.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [])),
  ].sort();
}

function versionOf(name) {
  return JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')).version;
}

/** The licence texts of packages, each once. */
function licences(names) {
  const texts = names.map((name) => {
    const folder = join('node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8');
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return `ata2mdi contains the following packages.\n\n${texts.join(`\n${'-'.repeat(78)}\n\n`)}`;
}

/**
 * What npm's own bill of materials says of the bundled packages. Its serial number and time are left out, so that the
 * same sources give the same bytes; so are the addresses that packages were fetched from.
 */
function billOfMaterials(names) {
  const bill = JSON.parse(
    execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], { encoding: 'utf8' }),
  );
  const wanted = new Map(names.map((name) => [name, versionOf(name)]));
  const components = bill.components
    .filter(({ name, version }) => wanted.get(name) === version)
    .map(({ scope, properties, externalReferences = [], ...component }) => ({
      ...component,
      externalReferences: externalReferences.filter(({ type }) => type !== 'distribution'),
    }));
  const missing = names.filter((name) => !components.some((component) => component.name === name));
  if (missing.length > 0) throw new Error(`not in the bill of materials: ${missing.join(', ')}`);
  const { $schema, bomFormat, specVersion, version, metadata } = bill;
  return {
    $schema,
    bomFormat,
    specVersion,
    version,
    metadata: { component: { ...metadata.component, name: 'ata2mdi' } },
    components,
  };
}
