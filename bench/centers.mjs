/**
 * Many Centers put into one plan, beside as many plans of one Center each, each in a process of its own; and how time and
 * memory grow with their number. By itself: `node bench/centers.mjs [centers] [exclusions]`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { growth } from './growth.mjs';
import { compare, sectionText } from './measure.mjs';
import { importTypeScript } from './typescript.mjs';

/**
 * @param most how many Centers
 * @param exclusions how many exclusion entries each has; half of the Centers share theirs
 * @returns sections
 */
export async function compareCenters(most = 100, exclusions = 500, rounds = 3) {
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
    const commandOf = (count) => ['bin/ata2mdi.js', 'translate', '--quiet', ...files.slice(0, count)];
    const half = Math.ceil(most / 2);
    const results = compare({ one: commandOf(1), many: commandOf(half) }, rounds);
    const [one, many] = [results.get('one'), results.get('many')];
    const alone = half * one.milliseconds;
    const beside = {
      title: `${half} Centers of ${exclusions} exclusion entries each into one plan`,
      rows: [
        {
          name: `${half} plans of one Center, one after the other`,
          figure: `${alone.toFixed(0)} ms`,
          ratio: 'floor',
          memory: `${one.peakMiB.toFixed(0)} MiB`,
        },
        {
          name: 'ata2mdi translate, all at once',
          figure: `${many.milliseconds.toFixed(0)} ms`,
          ratio: `${(many.milliseconds / alone).toFixed(2)}×`,
          memory: `${many.peakMiB.toFixed(0)} MiB`,
          aim: '≤ 1×',
        },
      ],
      notes: ['Part of what is gained is that the program starts once.'],
    };
    const counts = [...new Set([1, Math.ceil(most / 10), most])];
    const commands = Object.fromEntries(counts.map((count) => [count, commandOf(count)]));
    return [beside, growth('ata2mdi translate, by Centers', commands, rounds)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const part of await compareCenters(Number(process.argv[2] ?? 100), Number(process.argv[3] ?? 500)))
    console.log(sectionText(part));
