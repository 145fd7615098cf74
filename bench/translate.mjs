/** What the program takes to start, and to translate Centers of three sizes, beside JSON.parse of the same file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { growth } from './growth.mjs';
import { compare, mebibytes, section, sectionText } from './measure.mjs';
import { importTypeScript } from './typescript.mjs';

const parsed = 'node start + JSON.parse';

/** @returns sections */
export async function compareTranslations(sizes = [200, 2000, 20_000], rounds = 5) {
  const start = compare(
    { 'node -e 0': ['-e', '0'], 'ata2mdi --version': ['bin/ata2mdi.js', '--version'] },
    21,
  );
  const sections = [section('Start', start, 'node -e 0', { 'ata2mdi --version': 1.5 })];
  const { generateCenter } = await importTypeScript('test/support/deployments.ts');
  const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-bench-'));
  try {
    const translations = {};
    for (const exclusions of sizes) {
      const source = join(folder, `center-${exclusions}.json`);
      writeFileSync(source, JSON.stringify(generateCenter({ exclusions, seed: 1 })));
      const parse = `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(source)}, 'utf8'))`;
      translations[exclusions] = ['bin/ata2mdi.js', 'translate', source];
      const results = compare(
        {
          [parsed]: ['-e', parse],
          'ata2mdi export': ['bin/ata2mdi.js', 'export', source],
          'ata2mdi translate': translations[exclusions],
          'ata2mdi run': ['bin/ata2mdi.js', 'run', source, '--quiet', '--force', '-o', join(folder, 'out')],
        },
        rounds,
      );
      const title = `A Center with ${exclusions} exclusion entries (${mebibytes(source, 2)} MiB)`;
      sections.push(section(title, results, parsed, exclusions === 20_000 ? { 'ata2mdi translate': 3 } : {}));
    }
    return [...sections, growth('ata2mdi translate, by exclusion entries', translations, rounds)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const part of await compareTranslations()) console.log(sectionText(part));
