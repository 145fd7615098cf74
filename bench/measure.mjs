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

/**
 * One comparison as a section of the report: each figure, its ratio to the floor, peak memory.
 *
 * @param floor name of the row that the others are held against
 * @param aims by name: the ratio that is aimed at
 * @param notes further lines
 * @returns title, rows of texts, notes
 */
export function section(title, results, floor, aims = {}, notes = []) {
  const base = results.get(floor).milliseconds;
  const rows = [...results].map(([name, { milliseconds, peakMiB }]) => ({
    name,
    figure: `${milliseconds.toFixed(1)} ms`,
    ratio: name === floor ? 'floor' : `${(milliseconds / base).toFixed(2)}×`,
    memory: `${peakMiB.toFixed(0)} MiB`,
    aim: aims[name] === undefined ? '' : `≤ ${aims[name]}×`,
  }));
  return { title, rows, notes };
}

const columns = ['name', 'figure', 'ratio', 'memory', 'aim'];

/** A section as Markdown: readable on a terminal too, and what docs/performance.md shows. */
export function sectionText({ title, rows, notes, columns: names = {} }) {
  if (rows.length === 0) return [`**${title}**`, '', ...notes, ''].join('\n');
  const cells = [
    columns.map((column) => (column === 'name' ? '' : (names[column] ?? column))),
    ...rows.map((row) => columns.map((column) => row[column] ?? '')),
  ];
  const shown = columns
    .map((_, at) => at)
    .filter((at) => at < 2 || cells.some((line, index) => index > 0 && line[at] !== ''));
  const widths = shown.map((at) => Math.max(3, ...cells.map((line) => line[at].length)));
  const lines = cells.map(
    (line) =>
      `| ${shown.map((at, index) => (at === 0 ? line[at].padEnd(widths[index]) : line[at].padStart(widths[index]))).join(' | ')} |`,
  );
  const rule = `|${widths.map((width, index) => `${'-'.repeat(width + 1)}${index === 0 ? '-' : ':'}`).join('|')}|`;
  return [
    `**${title}**`,
    '',
    lines[0],
    rule,
    ...lines.slice(1),
    ...notes.map((note) => `\n${note}`),
    '',
  ].join('\n');
}

/** How large some files are together, in MiB, as a text with as many digits as asked for. */
export function mebibytes(files, digits = 0) {
  const bytes = [files].flat().reduce((sum, file) => sum + statSync(file).size, 0);
  return (bytes / 1024 / 1024).toFixed(digits);
}
