/** `npm run bench`: every comparison in one run, beside its floor. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareAlerts } from './alerts.mjs';
import { compareCenters } from './centers.mjs';
import { compareDiffs } from './diff.mjs';
import { compareEntities } from './entities.mjs';
import { growth } from './growth.mjs';
import { compareHistory } from './history.mjs';
import { compare, mebibytes, report } from './measure.mjs';
import { comparePage } from './page.mjs';
import { importTypeScript } from './typescript.mjs';

const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-bench-'));
console.log(`node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? ''}\n`);

const start = compare({ 'node -e 0': ['-e', '0'], 'ata2mdi --version': ['bin/ata2mdi.js', '--version'] }, 21);
console.log(report('Start', start, 'node -e 0', { 'ata2mdi --version': 1.5 }));

const { generateCenter } = await importTypeScript('test/support/deployments.ts');
const translations = {};
for (const exclusions of [200, 2000, 20_000]) {
  const source = join(folder, `center-${exclusions}.json`);
  writeFileSync(source, JSON.stringify(generateCenter({ exclusions, seed: 1 })));
  const parse = `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(source)}, 'utf8'))`;
  const results = compare(
    {
      'node start + JSON.parse': ['-e', parse],
      'ata2mdi export': ['bin/ata2mdi.js', 'export', source],
      'ata2mdi translate': ['bin/ata2mdi.js', 'translate', source],
      'ata2mdi run': ['bin/ata2mdi.js', 'run', source, '--quiet', '--force', '-o', join(folder, 'out')],
    },
    exclusions > 10_000 ? 9 : 5,
  );
  translations[exclusions] = ['bin/ata2mdi.js', 'translate', source];
  const size = mebibytes(source, 2);
  const title = `A Center with ${exclusions} exclusion entries (${size} MiB)`;
  console.log(
    report(
      title,
      results,
      'node start + JSON.parse',
      exclusions === 20_000 ? { 'ata2mdi translate': 3 } : {},
    ),
  );
}
console.log(growth('ata2mdi translate, by exclusion entries', translations, 5));
rmSync(folder, { recursive: true });

console.log(await compareCenters());
console.log(await compareEntities());
console.log(await compareDiffs());
console.log(await comparePage());
console.log(await compareHistory());
console.log(await compareAlerts());
