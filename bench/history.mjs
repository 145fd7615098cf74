/** `node bench/history.mjs`: a Backup folder of 300 files, beside JSON.parse of every one of them. */
import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { growth } from './growth.mjs';
import { compare, mebibytes, section, sectionText } from './measure.mjs';
import { importTypeScript } from './typescript.mjs';

const count = 300;

/**
 * Measures `history`: the times that ATA writes differ in every file; something else does in one of ten, or in every one.
 *
 * @returns sections
 */
export async function compareHistory() {
  const { backupSeries, largeDeployment, listAt } = await importTypeScript('test/support/backups.ts');
  const subnets = 'Configuration.DnsReconnaissanceDetectorConfiguration.ExcludedSubnets';
  const sections = [];
  for (const [exclusions, gateways, every, aim] of [
    [500, 30, 10, 3],
    [2000, 100, 10, 3],
    [2000, 100, 1, undefined],
  ]) {
    const documents = largeDeployment({ exclusions, gateways });
    const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-bench-'));
    const backups = join(folder, 'Backup');
    mkdirSync(backups);
    const series = backupSeries(documents, count, ([center], index) => {
      if (index % every === 0) listAt(center, subnets).push(`192.0.2.${index % 256}/${32 - (index >> 8)}`);
    });
    const paths = series.map(({ name, text }) => {
      const path = join(backups, name);
      writeFileSync(path, text);
      return path;
    });
    const parse = join(folder, 'parse.cjs');
    writeFileSync(
      parse,
      `const { readFileSync } = require('node:fs');
for (const path of ${JSON.stringify(paths)})
  for (const line of readFileSync(path, 'utf8').split('\\n')) if (line !== '') JSON.parse(line);`,
    );
    const results = compare(
      {
        [`node start + ${count} × JSON.parse`]: [parse],
        'ata2mdi history': ['bin/ata2mdi.js', 'history', backups, '--fail-on', 'never', '--quiet'],
      },
      3,
    );
    const size = mebibytes(paths, 1);
    sections.push(
      section(
        `${count} backups of ${exclusions} exclusion entries and ${gateways} gateways (${size} MiB), a change in ${every === 1 ? 'every one' : `one of ${every}`}`,
        results,
        `node start + ${count} × JSON.parse`,
        aim === undefined ? {} : { 'ata2mdi history': aim },
      ),
    );
    if (every === 10 && exclusions === 2000) sections.push(growthOf(paths, folder));
    rmSync(folder, { recursive: true });
  }
  return sections;
}

/** The same for the first 3, 30 and all of them. */
function growthOf(paths, folder) {
  const commands = [count / 100, count / 10, count].map((size) => {
    const backups = join(folder, `first-${size}`);
    mkdirSync(backups);
    for (const path of paths.slice(0, size)) linkSync(path, join(backups, basename(path)));
    return [size, ['bin/ata2mdi.js', 'history', backups, '--fail-on', 'never', '--quiet']];
  });
  return growth('ata2mdi history, by backups', Object.fromEntries(commands), 3);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const part of await compareHistory()) console.log(sectionText(part));
