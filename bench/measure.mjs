/** Measuring whole processes side by side: medians of alternating runs, so that a busy moment hits all alike. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Runs commands of node in turn.
 *
 * @param commands arguments of node, by name
 * @param rounds how often each is run; one more round before warms the caches up
 * @returns by name: median milliseconds of wall time, and peak memory in MiB
 */
export function compare(commands, rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-bench-'));
  const peakFile = join(folder, 'peak');
  const probe = join(folder, 'probe.mjs');
  writeFileSync(
    probe,
    `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(${JSON.stringify(peakFile)}, String(process.resourceUsage().maxRSS)));`,
  );
  const names = Object.keys(commands);
  const times = new Map(names.map((name) => [name, []]));
  const peaks = new Map(names.map((name) => [name, 0]));
  for (let round = -1; round < rounds; round += 1) {
    for (const name of names) {
      const start = performance.now();
      runNode(commands[name]);
      if (round >= 0) times.get(name).push(performance.now() - start);
    }
  }
  // Memory is asked for in runs of its own: the probe costs time.
  for (const name of names) {
    runNode(['--import', pathToFileURL(probe).href, ...commands[name]]);
    peaks.set(name, Number(readFileSync(peakFile, 'utf8')) / 1024);
  }
  rmSync(folder, { recursive: true });
  return new Map(
    names.map((name) => [name, { milliseconds: median(times.get(name)), peakMiB: peaks.get(name) }]),
  );
}

function runNode(args) {
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
}

/** The middle one of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** One comparison as lines of text: each figure, and its ratio to the floor. */
export function report(title, results, floor, aims = {}) {
  const base = results.get(floor).milliseconds;
  const lines = [...results].map(([name, { milliseconds, peakMiB }]) => {
    const ratio = (milliseconds / base).toFixed(2);
    const aim = aims[name] === undefined ? '' : `  (aim ≤ ${aims[name]}×)`;
    return `  ${name.padEnd(44)} ${milliseconds.toFixed(1).padStart(8)} ms  ${ratio.padStart(6)}×  ${peakMiB.toFixed(0).padStart(5)} MiB${aim}`;
  });
  return [title, ...lines, ''].join('\n');
}

/** How large some files are together, in MiB, as a text with as many digits as asked for. */
export function mebibytes(files, digits = 0) {
  const bytes = [files].flat().reduce((sum, file) => sum + statSync(file).size, 0);
  return (bytes / 1024 / 1024).toFixed(digits);
}
