/** `node bench/verify.mjs`: verify with 20 000 exclusion entries, beside JSON.parse of the same inputs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compare, mebibytes, section, sectionText } from './measure.mjs';
import { importTypeScript } from './typescript.mjs';

/** @returns sections */
export async function compareVerify(exclusions = 20_000, rounds = 5) {
  const { generateCenter } = await importTypeScript('test/support/deployments.ts');
  const { filesOf, perfectMdi } = await importTypeScript('test/support/perfect-mdi.ts');
  const { readSources, translate } = await import(pathToFileURL(join(process.cwd(), 'dist/index.js')).href);
  const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-bench-'));
  try {
    const source = join(folder, 'center.json');
    const text = JSON.stringify(generateCenter({ exclusions, seed: 1 }));
    writeFileSync(source, text);
    const plan = translate(await readSources([{ name: 'center', bytes: new TextEncoder().encode(text) }]));
    const observed = filesOf(plan, perfectMdi(plan)).map(({ name, text: content }) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    });
    const paths = [source, ...observed];
    const parse = `for (const path of ${JSON.stringify(paths)}) JSON.parse(require('node:fs').readFileSync(path, 'utf8'))`;
    const target = ['--quiet', '--force', '-o', join(folder, 'verification')];
    const verify = ['bin/ata2mdi.js', 'verify', source, '--observed', ...observed, ...target];
    const results = compare(
      {
        'node start + JSON.parse': ['-e', parse],
        'ata2mdi translate': ['bin/ata2mdi.js', 'translate', source],
        'ata2mdi verify': verify,
        'ata2mdi verify --format json': [...verify, '--format', 'json'],
        'ata2mdi verify --format html': [...verify, '--format', 'html'],
      },
      rounds,
    );
    const title = `verify of ${exclusions} exclusion entries, inputs of ${mebibytes(paths, 2)} MiB`;
    return [section(title, results, 'node start + JSON.parse')];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const part of await compareVerify(Number(process.argv[2] ?? 20_000))) console.log(sectionText(part));
