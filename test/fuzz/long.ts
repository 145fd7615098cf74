/**
 * `npm run fuzz`: many runs of every decoder, or of those that FUZZ_ONLY names (part of a name is enough).
 *
 * FUZZ_RUNS: runs of each decoder in a round. FUZZ_MINUTES: rounds with new seeds until so many minutes are over.
 * FUZZ_SEED: the seed of the first round. FUZZ_PATH: the path of a failure that was found, beside its seed.
 */
import { decoders } from './decoders.js';
import { bundledChild, fuzzed } from './harness.js';

const environment = process.env;
const runs = Number(environment.FUZZ_RUNS ?? 5000);
const minutes = Number(environment.FUZZ_MINUTES ?? 0);
const firstSeed = Number(environment.FUZZ_SEED ?? Date.now() % 0x7fffffff);
const chosen = decoders.filter(({ name }) => name.includes(environment.FUZZ_ONLY ?? ''));
if (!Number.isInteger(runs) || !Number.isInteger(firstSeed) || Number.isNaN(minutes) || chosen.length === 0)
  throw new Error('FUZZ_RUNS and FUZZ_SEED are whole numbers, FUZZ_ONLY is part of the name of a decoder');

const started = Date.now();
const child = await bundledChild();
const widest = Math.max(...chosen.map(({ name }) => name.length));
const totals = new Map<string, { runs: number; values: number; errors: number; peak: number }>();
let failures = 0;
for (let round = 0; round === 0 || Date.now() - started < minutes * 60_000; round += 1) {
  const seed = firstSeed + round;
  console.log(`round ${round + 1}, seed ${seed}`);
  for (const { name } of chosen) {
    const begun = Date.now();
    const [result] = await fuzzed(child, { decoders: [name], runs, seed, path: environment.FUZZ_PATH });
    if (result === undefined) throw new Error('no result');
    const total = totals.get(name) ?? { runs: 0, values: 0, errors: 0, peak: 0 };
    totals.set(name, {
      runs: total.runs + result.runs,
      values: total.values + result.values,
      errors: total.errors + result.errors,
      peak: Math.max(total.peak, result.peakMemory),
    });
    console.log(
      `  ${line(name, result.runs, result.values, result.errors, result.peakMemory)}, ${((Date.now() - begun) / 1000).toFixed(1)} s`,
    );
    if (result.failure === null) continue;
    failures += 1;
    console.log(`  FAILED: ${name} ${result.failure}`);
  }
}
console.log(`\nin ${((Date.now() - started) / 60_000).toFixed(1)} minutes, from seed ${firstSeed}:`);
for (const [name, { runs: all, values, errors, peak }] of totals)
  console.log(line(name, all, values, errors, peak));
console.log(`${[...totals.values()].reduce((sum, total) => sum + total.runs, 0)} runs, ${failures} failures`);
process.exitCode = failures === 0 ? 0 : 1;

function line(name: string, all: number, values: number, errors: number, peak: number): string {
  return `${name.padEnd(widest)} ${String(all).padStart(8)} runs ${String(values).padStart(8)} read ${String(errors).padStart(8)} refused ${String(Math.round(peak / 1024 / 1024)).padStart(5)} MB`;
}
