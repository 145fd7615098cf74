/**
 * Many Centers put into one plan, beside as many plans of one Center each, each in a process of its own; and how time and
 * memory grow with their number. By itself: `node bench/centers.mjs [centers] [exclusions]`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compare } from './measure.mjs';
import { importTypeScript } from './typescript.mjs';

/**
 * @param most how many Centers
 * @param exclusions how many exclusion entries each has; half of the Centers share theirs
 * @returns lines of text
 */
export async function compareCenters(most = 50, exclusions = 500, rounds = 3) {
  const { generateCenter } = await importTypeScript('test/support/deployments.ts');
  const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-bench-'));
  try {
    const files = Array.from({ length: most }, (_, index) => {
      const own = join(folder, `center-${index}`);
      mkdirSync(own);
      const file = join(own, 'center.json');
      const center = {
        ...generateCenter({ exclusions, seed: index % 2 === 0 ? 1 : index }),
        NetbiosName: `ATA${index}`,
        Id: index.toString(16).padStart(24, '0'),
      };
      writeFileSync(file, JSON.stringify(center));
      return file;
    });
    const counts = [...new Set([1, Math.ceil(most / 5), most])];
    const commands = Object.fromEntries(
      counts.map((count) => [count, ['bin/ata2mdi.js', 'translate', '--quiet', ...files.slice(0, count)]]),
    );
    const results = compare(commands, rounds);
    const start = compare({ start: ['bin/ata2mdi.js', '--version'] }, rounds).get('start').milliseconds;
    const one = results.get('1').milliseconds;
    const lines = counts.map((count) => {
      const { milliseconds, peakMiB } = results.get(String(count));
      const share = milliseconds / (count * one);
      const each = (milliseconds - start) / count;
      return `  ${`${count} Center${count === 1 ? '' : 's'} into one plan`.padEnd(44)} ${milliseconds.toFixed(1).padStart(8)} ms  ${share.toFixed(2).padStart(6)}×  ${peakMiB.toFixed(0).padStart(5)} MiB  ${each.toFixed(1)} ms a Center`;
    });
    const growth = (index) => {
      const count = counts[index];
      return (results.get(String(count)).milliseconds - start) / count;
    };
    return [
      `Several Centers of ${exclusions} exclusion entries each (×: of as many plans of one, one after the other; aim ≤ 1)`,
      ...lines,
      `  from ${counts[1]} to ${counts.at(-1)} Centers, the time for each grows ${(growth(counts.length - 1) / growth(1)).toFixed(2)}× (aim ≤ 1.3: linear)`,
      '',
    ].join('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  console.log(await compareCenters(Number(process.argv[2] ?? 50), Number(process.argv[3] ?? 500)));
