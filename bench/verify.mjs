/** `node bench/verify.mjs`: verify with 20 000 exclusion entries, beside JSON.parse of the same inputs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compare, mebibytes, report } from './measure.mjs';
import { importTypeScript } from './typescript.mjs';

const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-bench-'));
const { generateCenter } = await importTypeScript('test/support/deployments.ts');
const { filesOf, perfectMdi } = await importTypeScript('test/support/perfect-mdi.ts');
const { loadSnapshot, translate, collectingReporter } = await import(
  pathToFileURL(join(process.cwd(), 'dist/index.js')).href
);

for (const exclusions of [2000, 20_000]) {
  const source = join(folder, `center-${exclusions}.json`);
  const text = JSON.stringify(generateCenter({ exclusions, seed: 1 }));
  writeFileSync(source, text);
  const bytes = new TextEncoder().encode(text);
  const snapshot = await loadSnapshot(
    [{ name: 'center', bytes, sha256: '00'.repeat(32) }],
    collectingReporter(),
  );
  const plan = translate(snapshot);
  const observed = filesOf(plan, perfectMdi(plan)).map(({ name, text: content }) => {
    const path = join(folder, `${exclusions}-${name}`);
    writeFileSync(path, content);
    return path;
  });
  const paths = [source, ...observed];
  const parse = `for (const path of ${JSON.stringify(paths)}) JSON.parse(require('node:fs').readFileSync(path, 'utf8'))`;
  const out = join(folder, 'verification');
  const verify = [
    'bin/ata2mdi.js',
    'verify',
    source,
    '--observed',
    ...observed,
    '--quiet',
    '--force',
    '-o',
    out,
  ];
  const results = compare(
    {
      'node start + JSON.parse': ['-e', parse],
      'ata2mdi translate': ['bin/ata2mdi.js', 'translate', source],
      'ata2mdi verify': verify,
      'ata2mdi verify --format json': [...verify, '--format', 'json'],
      'ata2mdi verify --format html': [...verify, '--format', 'html'],
    },
    5,
  );
  const size = mebibytes(paths, 2);
  console.log(
    report(
      `A Center with ${exclusions} exclusion entries, inputs of ${size} MiB`,
      results,
      'node start + JSON.parse',
    ),
  );
}
rmSync(folder, { recursive: true });
